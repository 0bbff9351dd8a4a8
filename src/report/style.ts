/** Colours of releases, light and dark, far enough apart for most kinds of colour blindness. */
const RELEASES = [
  ['#5d6b7e', '#9aaabf'],
  ['#0b7a75', '#4cc3bb'],
  ['#6a4bc4', '#ab97f5'],
  ['#9a6a00', '#d9ae4f'],
  ['#a8326e', '#ee86b7'],
  ['#1d62b5', '#78b3f5'],
] as const

const hues = (scheme: 0 | 1): string => RELEASES.map((pair, index) => `--r${index}:${pair[scheme]}`).join(';')

const hueRules = [...RELEASES.map((_, index) => `r${index}`), 'ink', 'good', 'wait', 'bad', 'faint']
  .map((name) => `.${name}{--hue:var(--${name})}`)
  .join('')

/** The style of the page: no font, image or rule comes from outside. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fdfdfc;--sunk:#f5f6f6;--ink:#1b2430;--soft:#5a6572;--faint:#b9c0c8;--hair:#e7eaed;--good:#1d7a43;--wait:#966200;--bad:#b3261e;${hues(0)}}
@media (prefers-color-scheme:dark){:root{--paper:#11151a;--sunk:#191f26;--ink:#e7ebf0;--soft:#9aa5b1;--faint:#4d5864;--hair:#262d35;--good:#5cc184;--wait:#dba94a;--bad:#f2857b;${hues(1)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 -apple-system,"Segoe UI","Inter","Helvetica Neue","Liberation Sans",Arial,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:948px;margin:0 auto;padding:72px 24px 96px}
h1,h2,h3,p,dl,dd,ol,ul,figure,table{margin:0;padding:0}
h1{font-size:38px;line-height:1.15;letter-spacing:-.022em;font-weight:650}
h2{font-size:28px;line-height:1.25;letter-spacing:-.016em;font-weight:650}
h3{font-size:17px;line-height:1.4;font-weight:650;margin:56px 0 14px}
p{max-width:70ch}
a{color:inherit;text-decoration:none}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--r5);outline-offset:4px;border-radius:2px}
code,pre{font:14px/1.55 ui-monospace,"SF Mono","Cascadia Mono","Liberation Mono",monospace}
code{overflow-wrap:anywhere}
pre{margin:10px 0 0;padding:14px 16px;background:var(--sunk);border-radius:6px;overflow-x:auto;white-space:pre}
.eyebrow{font-size:14px;color:var(--soft);margin-bottom:10px}
.lede{margin-top:16px;font-size:18px;color:var(--soft)}
.soft{color:var(--soft)}
.contents{list-style:none;margin-top:48px;border-top:1px solid var(--hair)}
.contents a{display:grid;grid-template-columns:132px minmax(0,1fr);gap:4px 24px;padding:16px 0;border-bottom:1px solid var(--hair)}
.contents a:hover .what{text-decoration:underline;text-underline-offset:3px}
.contents .what{font-weight:600;overflow-wrap:anywhere}
.contents .because{grid-column:2;color:var(--soft);overflow-wrap:anywhere}
.verdict{color:var(--hue);font-weight:600}
.verdict::before{content:"";display:inline-block;width:9px;height:9px;margin-right:9px;border-radius:50%;background:var(--hue)}
.chapter{margin-top:104px;padding-top:40px;border-top:2px solid var(--ink)}
.chapter h2{overflow-wrap:anywhere}
.chapter .verdict{font-size:18px;margin-top:10px}
.story{margin-top:16px;overflow-wrap:anywhere}
.story+.story{margin-top:8px}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(122px,1fr));gap:24px 24px;margin:36px 0 0}
.facts dt{font-size:14px;line-height:1.4;color:var(--soft)}
.facts dd{font-size:24px;line-height:1.3;font-weight:600;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
.facts div{display:flex;flex-direction:column-reverse;justify-content:flex-end}
figure{margin-top:52px}
figcaption{margin-top:14px;font-size:14px;color:var(--soft);max-width:76ch}
svg{display:block;width:100%;height:auto;overflow:visible}
svg+svg{margin-top:18px}
.narrow{display:none}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:15px;line-height:1.45;font-variant-numeric:tabular-nums}
th{text-align:left;font-weight:500;font-size:14px;color:var(--soft);padding:0 20px 8px 0;border-bottom:1px solid var(--faint);vertical-align:bottom}
td{padding:10px 20px 10px 0;border-bottom:1px solid var(--hair);vertical-align:top}
th:last-child,td:last-child{padding-right:0}
.num{text-align:right}
.no-wrap{white-space:nowrap}
.words{min-width:210px}
.limit{min-width:120px}
.track{display:inline-block;width:72px;height:7px;margin-right:10px;border-radius:2px;background:var(--hair);vertical-align:1px;overflow:hidden}
.track i{display:block;height:100%;background:var(--hue)}
.name{color:var(--hue);font-weight:600}
details{margin-top:20px}
details+details{margin-top:6px}
summary{cursor:pointer;color:var(--soft);font-size:15px;padding:6px 0;width:fit-content}
summary:hover{color:var(--ink)}
details[open] summary{margin-bottom:10px}
.obstacles{list-style:none;margin-top:28px;display:grid;gap:22px}
.obstacles li{padding-left:18px;border-left:3px solid var(--bad);overflow-wrap:anywhere}
.obstacles .fix{margin-top:6px;color:var(--soft)}
.reasons{margin:10px 0 0 20px}
footer{margin-top:104px;padding-top:20px;border-top:1px solid var(--hair);font-size:14px;color:var(--soft)}
svg text{font:12.5px -apple-system,"Segoe UI","Inter","Helvetica Neue","Liberation Sans",Arial,sans-serif;fill:var(--soft);font-variant-numeric:tabular-nums}
svg .panel-title{font-size:14px;font-weight:650;fill:var(--ink)}
svg .panel-unit{font-size:13px;font-weight:400;fill:var(--soft)}
svg .label{fill:var(--hue);font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
svg .empty{font-size:14px;font-style:italic}
.grid{stroke:var(--hair);stroke-width:1}
.axis{stroke:var(--faint);stroke-width:1}
.mark{stroke:var(--hue);stroke-width:1}
.mark.faint{stroke:var(--hair);stroke-width:1.5}
.mark.good,.mark.bad,.mark.wait{stroke-width:1.5}
.level{stroke:var(--hue);stroke-width:1.25;stroke-dasharray:5 4}
.zone{fill:var(--hue);opacity:.07}
.gap{fill:var(--soft);opacity:.1}
.line{fill:none;stroke:var(--hue);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.line.thin{stroke-width:1.4}
.fill{fill:var(--hue);opacity:.13}
.dot{fill:var(--hue)}
${hueRules}
@media (max-width:700px){main{padding:44px 20px 64px}h1{font-size:30px}h2{font-size:24px}.lede{font-size:17px}.wide{display:none}.narrow{display:block;max-width:520px}.contents a{grid-template-columns:1fr;gap:2px}.contents .because{grid-column:1}.chapter{margin-top:72px}.facts{grid-template-columns:1fr 1fr;gap:20px 24px}.facts dd{font-size:21px}.scroll table{min-width:600px}}
@media print{main{padding:0;max-width:none}.chapter{break-before:page}details>*{display:block}}
`.trim()
