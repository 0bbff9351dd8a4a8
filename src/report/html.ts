import { isFinished } from '../rollout/phases.ts'
import { html, plain } from './escape.ts'
import { drawFigure } from './figure.ts'
import { headlineOf, limitOf, peakEvidence, shortRevision, spanOf } from './headline.ts'
import { isMoment, plural, showCount, showEvidence, showShare, showSpan } from './numbers.ts'
import { type Palette, paletteOf, releasesOf } from './palette.ts'
import type { Hue } from './plot.ts'
import { capital } from './rows.ts'
import { dayOf, timeOf } from './scale.ts'
import { sayPhase, type Tone, toneOf } from './sentences.ts'
import type { Chapter, Refusal, Story } from './story.ts'
import { STYLE } from './style.ts'
import { decisionTable, events, more, moves, numbers, ROWS, stepTable, testTable, wayBack } from './tables.ts'

/** A page: its own title, a sentence below it, and the rollouts it tells in order. */
export interface Page {
  title: string
  subtitle?: string
  chapters: readonly Chapter[]
  /** When the page was made, milliseconds since 1970. */
  madeAt?: number
}

const TONE_HUE: Record<Tone, Hue> = { good: 'good', busy: 'r5', wait: 'wait', bad: 'bad', quiet: 'faint' }

/**
 * The report as one self-contained HTML file: inline style and SVG, no script, nothing from outside. Foreign text is
 * escaped, and the page's own policy forbids whatever might slip through from loading or running anything.
 */
export const renderPage = ({ title, subtitle, chapters, madeAt }: Page): string => {
  const palette = paletteOf(chapters)
  const lede = subtitle ? `<p class="lede">${html(subtitle)}</p>` : ''
  const made = isMoment(madeAt) ? ` on ${dayOf(madeAt)} ${timeOf(madeAt)} UTC` : ''
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${html(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${html(title)}</h1>
${lede}
${contents(chapters)}
</header>
${chapters.map((chapter, index) => section(chapter, palette, index, chapters.length)).join('\n')}
<footer>Made by Sluice${made}. All times are UTC.</footer>
</main>
</body>
</html>
`
}

/** The page with the title that its rollouts suggest: their services and environments. */
export const renderReport = (chapters: readonly Chapter[], madeAt?: number): string => {
  const places = chapters.map((chapter) => {
    const { service, environment } = chapter.kind === 'refused' ? chapter : chapter.record
    return `${service} to ${environment}`
  })
  const [first, ...others] = [...new Set(places)]
  const title =
    first === undefined
      ? 'Rollouts'
      : `Rollouts of ${first}${others.length > 0 ? ` and ${plural(others.length, 'other')}` : ''}`
  return renderPage({ title, chapters, ...(madeAt === undefined ? {} : { madeAt }) })
}

const contents = (chapters: readonly Chapter[]): string => {
  if (chapters.length === 0) return '<p class="lede">There is no rollout to tell yet.</p>'
  const items = chapters.map((chapter, index) => {
    const { word, hue, name, because } = inShort(chapter)
    return `<li><a href="#part-${index + 1}"><span class="verdict ${hue}">${html(word)}</span><span class="what">${html(name)}</span><span class="because">${html(because)}</span></a></li>`
  })
  return `<ol class="contents">${items.join('\n')}</ol>`
}

const inShort = (chapter: Chapter): { word: string; hue: Hue; name: string; because: string } => {
  if (chapter.kind === 'refused') {
    const { service, environment, revision, obstacles } = chapter
    const name = `${plain(service)} ${shortRevision(plain(revision))} to ${plain(environment)}`
    return { word: 'Refused', hue: 'bad', name, because: obstacles[0]?.message ?? plain(chapter.reason) }
  }
  const { service, environment, version, why, number } = headlineOf(chapter)
  const { phase } = chapter.state
  return {
    word: capital(sayPhase(phase)),
    hue: TONE_HUE[toneOf(phase)],
    name: `${plain(service)} ${plain(version)} to ${plain(environment)}`,
    because: why || (number ? `${capital(number)}.` : 'Nothing was measured yet.'),
  }
}

const section = (chapter: Chapter, palette: Palette, index: number, count: number): string => {
  const { word, hue, name } = inShort(chapter)
  const began = chapter.kind === 'refused' ? chapter.at : chapter.record.startedAt
  const when = isMoment(began) ? `${dayOf(began)}, ${timeOf(began)} UTC` : ''
  const place = count > 1 ? `Part ${index + 1} of ${count}${when ? ', ' : ''}` : ''
  const body =
    chapter.kind === 'refused' ? refusalBody(chapter) : storyBody(chapter, palette, `p${index + 1}`)
  return `<section class="chapter" id="part-${index + 1}" aria-labelledby="head-${index + 1}">
<p class="eyebrow">${html(place + when)}</p>
<h2 id="head-${index + 1}">${html(name)}</h2>
<p class="verdict ${hue}">${html(wordOf(chapter, word))}</p>
${body}
</section>`
}

const wordOf = (chapter: Chapter, word: string): string =>
  chapter.kind === 'refused' ? `${word}, nothing was changed` : capital(headlineOf(chapter).far)

const refusalBody = ({ obstacles, reason, requester }: Refusal): string => {
  const items = obstacles.slice(0, ROWS).map(({ message, at, fix }) => {
    const place = at === undefined ? '' : `<code>${html(at)}</code> `
    const remedy = fix === undefined ? '' : `<p class="fix">What to do: ${html(fix)}</p>`
    return `<li><p>${place}${html(message)}</p>${remedy}</li>`
  })
  const list = items.length > 0 ? items.join('\n') : `<li><p>${html(reason)}</p></li>`
  return `<ul class="obstacles">${list}</ul>${more(obstacles.length)}
<p class="story soft">Asked for by ${html(requester, 80)}. No platform, database or traffic was touched.</p>`
}

const storyBody = (story: Story, palette: Palette, id: string): string => {
  const { why, number, next } = headlineOf(story)
  const measured = number ? `${capital(number)}.` : 'Nothing was measured yet.'
  return [
    `<p class="story">${html(`${why} ${measured}`.trim(), 1000)}</p>`,
    `<p class="story"><strong>Next.</strong> ${html(next)}</p>`,
    facts(story),
    figure(story, palette, id),
    stepTable(story, palette),
    testTable(story, palette),
    decisionTable(story),
    wayBack(story),
    moves(story),
    events(story),
    numbers(story),
  ].join('\n')
}

const facts = (story: Story): string => {
  const { totals, rollbackSpan, judged } = story
  const peak = peakEvidence(story)
  const failed = totals && totals.requests > 0 ? ` (${showShare(totals.failed / totals.requests)})` : ''
  const rows: [string, string][] = [
    [isFinished(story.state.phase) ? 'from start to end' : 'since the start', showSpan(spanOf(story))],
    ...(judged
      ? [
          [`highest evidence (${showEvidence(limitOf(story))} rolls back)`, showEvidence(peak)] as [
            string,
            string,
          ],
        ]
      : []),
    ...(totals
      ? ([
          ['requests in all', showCount(totals.requests)],
          ['of them on the new release', showCount(totals.canary)],
          [`failed${failed}`, showCount(totals.failed)],
        ] satisfies [string, string][])
      : []),
    ...(rollbackSpan === undefined
      ? []
      : [['to put the old release back', showSpan(rollbackSpan)] as [string, string]]),
  ]
  return `<dl class="facts">${rows.map(([term, value]) => `<div><dt>${html(term)}</dt><dd>${html(value)}</dd></div>`).join('')}</dl>`
}

const figure = (story: Story, palette: Palette, id: string): string => {
  const { wide, narrow, gaps: shaded } = drawFigure(story, palette, id)
  const { canary, baseline } = releasesOf(story)
  const named = (key: string) =>
    `<span class="name ${palette.hueOf(key)}">${html(palette.nameOf(key))}</span>`
  const compared =
    baseline === null
      ? 'Nothing served before, so there is nothing to compare with.'
      : `The old release is ${named(baseline)}.`
  const gaps = shaded ? ' Shaded spans brought no usable data.' : ''
  return `<figure><div class="wide">${wide}</div><div class="narrow">${narrow}</div>
<figcaption>The new release is ${named(canary)}. ${compared} The number beside a line is the rate over all of it. Thin vertical lines mark a change of weight.${gaps}</figcaption></figure>`
}
