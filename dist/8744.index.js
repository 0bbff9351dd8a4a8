export const id = 8744
export const ids = [8744]
export const modules = {
8744: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
renderReport: () => renderReport
})
var phases = __webpack_require__(3171)
var report_escape = __webpack_require__(6209)
var headline = __webpack_require__(7210)
var numbers = __webpack_require__(650)
const RELEASE_HUES = 6
const releasesOf = ({record, state}) => {
const component = record.components.find(({exposure}) => exposure === 'split') ?? record.components[0]
const deployed = component ? state.deployed[component.name] : undefined
return {canary: deployed ?? record.revision, baseline: component?.baseline ?? null}
}
const paletteOf = chapters => {
const order = []
const names = new Map()
for (const chapter of chapters) {
if (chapter.kind === 'refused') continue
const {canary, baseline} = releasesOf(chapter)
for (const key of [baseline, canary]) if (key !== null && !order.includes(key)) order.push(key)
names.set(canary, (0, headline.w7)((0, report_escape.pj)(chapter.record.revision, 60)))
}
return {
hueOf: key => `r${Math.max(0, order.indexOf(key)) % RELEASE_HUES}`,
nameOf: key => names.get(key) ?? (0, report_escape.pj)(key, 60)
}
}
const CHARACTER = 6.4
const round = value => Math.round(value * 10) / 10
const rightOf = ({canvas, inner}) => canvas.left + inner
const runsOf = points => {
const runs = [[]]
for (const {at, value} of points) {
if (value === null || !Number.isFinite(value) || !Number.isFinite(at)) runs.push([])
else runs.at(-1)?.push({at, value})
}
return runs.filter(run => run.length > 0)
}
const LEADING = 15
const directLabels = (panel, area) => {
const edge = rightOf(area)
const lines = panel.lines.flatMap(line => {
const last = runsOf(line.points).at(-1)?.at(-1)
if (!last || line.label === '') return []
return [{x: area.px(last.at), y: area.py(last.value), text: line.label, hue: line.hue}]
})
const levels = (panel.levels ?? []).map(({value, label, hue}) => ({
x: edge,
y: area.py(value),
text: label,
hue
}))
const inside = lines.filter(({x, text}) => edge - x > text.length * CHARACTER + 12)
const outside = [...lines.filter(label => !inside.includes(label)), ...levels].map(l => ({
...l,
x: edge
}))
return [...inside.map(label => clearOf(panel, label, area)), ...spread(outside, area)].map(({x, y, text, hue}) => `<text class="label ${hue}" x="${round(x + 8)}" y="${round(y + 4)}">${(0, report_escape.qy)(cut(text, area.canvas.labelLength))}</text>`)
}
const clearOf = (panel, at, area) => {
const width = at.text.length * CHARACTER
const crossed = (panel.marks ?? []).map(mark => area.px(mark.at)).filter(x => x > at.x && x < at.x + 12 + width && x + 12 + width < rightOf(area))
const label = {...at, x: Math.max(at.x, ...crossed)}
const spots = [...panel.lines.flatMap(line => runsOf(line.points).flatMap(run => drawnSpots(run, area))), ...(panel.levels ?? []).flatMap(({value}) => [0, 0.5, 1].map(part => ({x: label.x + 8 + part * width, y: area.py(value)})))]
const free = y => y > area.top - 4 && y < area.bottom + 4 && !spots.some(spot => spot.x > label.x + 4 && spot.x < label.x + 12 + width && Math.abs(spot.y - y) < 10)
const shifts = [0, -14, 14, -22, 22, -32, 32, -44, 44, -60, 60]
return {...label, y: label.y + (shifts.find(shift => free(label.y + shift)) ?? 0)}
}
const drawnSpots = (run, area) =>
run.flatMap((spot, i) => {
const here = {x: area.px(spot.at), y: area.py(spot.value)}
const before = run[i - 1]
if (!before) return [here]
const from = {x: area.px(before.at), y: area.py(before.value)}
return [0.25, 0.5, 0.75, 1].map(part => ({
x: from.x + (here.x - from.x) * part,
y: from.y + (here.y - from.y) * part
}))
})
const cut = (text, most) => {
const characters = [...text]
return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
const spread = (labels, area) => {
const sorted = [...labels].sort((a, b) => a.y - b.y).map(label => ({...label}))
let floor = area.top - 6
for (const label of sorted) {
label.y = Math.max(label.y, floor)
floor = label.y + LEADING
}
let ceiling = area.bottom + 4
for (const label of sorted.toReversed()) {
label.y = Math.min(label.y, ceiling)
ceiling = label.y - LEADING
}
return sorted
}
const TITLE_ROW = 30
const LABEL_ROW = 18
const TIME_ROW = 26
const BOTTOM = 10
const drawPanel = (panel, x, canvas) => {
const top = TITLE_ROW + (panel.markLabels ? LABEL_ROW : 0)
const inner = canvas.width - canvas.left - canvas.right
const total = top + canvas.height + (panel.showTime ? TIME_ROW : BOTTOM)
const px = at => round(canvas.left + x.place(at) * inner)
const py = value => round(top + (1 - panel.y.place(value)) * canvas.height)
const area = {canvas, top, bottom: top + canvas.height, inner, px, py}
const parts = [
`<title id="${panel.id}-t">${(0, report_escape.qy)(panel.title)}</title>`,
`<desc id="${panel.id}-d">${(0, report_escape.qy)(panel.description, 2000)}</desc>`,
`<text class="panel-title" x="0" y="14">${(0, report_escape.qy)(panel.title)}<tspan class="panel-unit" dx="8">${(0, report_escape.qy)(panel.unit)}</tspan></text>`,
...(panel.levels ?? []).map(level => tinted(level, area)),
...(panel.gaps ?? []).map(gap => gapBox(gap, area)),
...panel.y.ticks.map(({value, label}) => gridLine(value, label, area)),
...(panel.marks ?? []).map(mark => markLine(mark, area)),
...(panel.markLabels ? markTexts(panel.marks ?? [], area) : []),
...(panel.levels ?? []).map(level => levelLine(level, area)),
...panel.lines.map(line => drawLine(line, area)),
...(panel.notes ?? []).map(note => noteText(note, area)),
...directLabels(panel, area),
...(panel.empty ? [emptyText(panel.empty, area)] : []),
...(panel.showTime ? timeTexts(x, area) : [])
]
return `<svg viewBox="0 0 ${canvas.width} ${total}" role="img" aria-labelledby="${panel.id}-t ${panel.id}-d">${parts.join('')}</svg>`
}
const gridLine = (value, label, area) => {
const y = area.py(value)
return `<line class="grid" x1="${area.canvas.left}" x2="${rightOf(area)}" y1="${y}" y2="${y}"/><text class="tick" x="${area.canvas.left - 8}" y="${y + 4}" text-anchor="end">${(0, report_escape.qy)(label)}</text>`
}
const tinted = ({value, hue, above}, area) => {
const height = round(area.py(value) - area.top)
if (!above || height <= 0) return ''
return `<rect class="zone ${hue}" x="${area.canvas.left}" y="${area.top}" width="${area.inner}" height="${height}"/>`
}
const gapBox = ({from, to}, area) => {
const left = area.px(from)
const width = round(Math.max(1, area.px(to) - left))
return `<rect class="gap" x="${left}" y="${area.top}" width="${width}" height="${area.canvas.height}"/>`
}
const levelLine = ({value, hue}, area) => {
const y = area.py(value)
return `<line class="level ${hue}" x1="${area.canvas.left}" x2="${rightOf(area)}" y1="${y}" y2="${y}"/>`
}
const markLine = ({at, hue, label}, area) => {
const x = area.px(at)
return `<line class="mark ${hue}" x1="${x}" x2="${x}" y1="${area.top - (label ? 4 : 0)}" y2="${area.bottom}"/>`
}
const markTexts = (marks, area) => {
const taken = []
const order = {bad: 0, good: 1, wait: 2}
return [...marks]
.sort((a, b) => (order[a.hue] ?? 3) - (order[b.hue] ?? 3))
.flatMap(({at, hue, label}) => {
if (!label) return []
const width = label.length * CHARACTER
const middle = area.px(at)
const from = Math.min(Math.max(middle - width / 2, 0), area.canvas.width - width)
if (taken.some(other => from < other.to + 8 && from + width > other.from - 8)) return []
taken.push({from, to: from + width})
return `<text class="label ${hue}" x="${round(from + width / 2)}" y="${area.top - 9}" text-anchor="middle">${(0, report_escape.qy)(label)}</text>`
})
}
const drawLine = ({points, hue, shape, filled, thin}, area) => {
const runs = runsOf(points)
const marks = points.filter(({value}) => value !== null).length
const dotted = shape === 'line' && area.inner / Math.max(1, marks) > 9
const drawn = runs.map(run => {
const path = pathOf(run, shape, area)
const fill = filled && run.length > 1 ? `<path class="fill ${hue}" d="${plot_closed(path, run, area)}"/>` : ''
return `${fill}<path class="line ${hue}${thin ? ' thin' : ''}" d="${path}"/>`
})
const dots = runs.filter(run => dotted || (shape === 'line' && run.length === 1)).flatMap(run => run.map(({at, value}) => dot(at, value, hue, thin ? 1.8 : 2.4, area)))
return [...drawn, ...dots].join('')
}
const dot = (at, value, hue, radius, area) => `<circle class="dot ${hue}" cx="${area.px(at)}" cy="${area.py(value)}" r="${radius}"/>`
const pathOf = (run, shape, area) =>
run
.map(({at, value}, i) => {
const [x, y] = [area.px(at), area.py(value)]
if (i === 0) return `M${x} ${y}`
return shape === 'step' ? `H${x}V${y}` : `L${x} ${y}`
})
.join('')
const plot_closed = (path, run, area) => `${path}L${area.px(run.at(-1)?.at ?? 0)} ${area.bottom}L${area.px(run[0]?.at ?? 0)} ${area.bottom}Z`
const noteText = ({at, value, text, hue}, area) => {
const y = area.py(value)
const below = y - area.top < 14
return `<text class="label ${hue}" x="${round(area.px(at) + 6)}" y="${round(below ? y + 16 : y - 6)}">${(0, report_escape.qy)(text)}</text>`
}
const emptyText = (text, area) => `<text class="empty" x="${round(area.canvas.left + area.inner / 2)}" y="${round((area.top + area.bottom) / 2 + 4)}" text-anchor="middle">${(0, report_escape.qy)(text)}</text>`
const timeTexts = (x, area) => [
...x.ticks.map(({value, label}) => {
const at = area.px(value)
return `<line class="axis" x1="${at}" x2="${at}" y1="${area.bottom}" y2="${area.bottom + 5}"/><text class="tick" x="${at}" y="${area.bottom + 19}" text-anchor="middle">${(0, report_escape.qy)(label)}</text>`
}),
`<line class="axis" x1="${area.canvas.left}" x2="${rightOf(area)}" y1="${area.bottom}" y2="${area.bottom}"/>`,
`<text class="tick" x="${area.canvas.width}" y="${area.bottom + 19}" text-anchor="end">UTC</text>`
]
var report_rows = __webpack_require__(1591)
const clamp = value => (value > 0 ? Math.min(1, value) : 0)
const linearAxis = (highest, show) => {
const wanted = Number.isFinite(highest) && highest > 0 ? Math.min(1e15, Math.max(1e-9, highest)) : 1
const size = niceStep(wanted / 4)
const count = Math.max(1, Math.ceil(wanted / size - 1e-9))
const top = count * size
const ticks = Array.from({length: count + 1}, (_, i) => {
const value = Number((i * size).toPrecision(12))
return {value, label: show(value)}
})
return {place: value => clamp(value / top), ticks}
}
const niceStep = rough => {
const magnitude = 10 ** Math.floor(Math.log10(rough))
const factor = [1, 2, 2.5, 5, 10].find(candidate => candidate * magnitude >= rough * 0.999) ?? 10
return factor * magnitude
}
const logAxis = (lowest, highest, show) => {
const from = Math.log10(lowest)
const to = Math.max(from + 1, Math.log10(highest))
const first = Math.ceil(from - 1e-9)
const last = Math.floor(to + 1e-9)
const every = Math.max(1, Math.ceil((last - first) / 4))
const ticks = []
for (let power = first; power <= last; power += every) {
const value = Number((10 ** power).toPrecision(1))
ticks.push({value, label: show(value)})
}
return {place: value => clamp((Math.log10(Math.max(value, lowest)) - from) / (to - from)), ticks}
}
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const TIME_STEPS = [...[1, 2, 5, 10, 15, 30].map(n => n * SECOND), ...[1, 2, 5, 10, 15, 30].map(n => n * MINUTE), ...[1, 2, 3, 6, 12].map(n => n * HOUR), ...[1, 2, 5, 10, 20, 50, 100, 365].map(n => n * DAY)]
const timeAxis = (from, to, most) => {
const span = Math.max(1, to - from)
const step = TIME_STEPS.find(size => span / size <= most) ?? Math.ceil(span / most / DAY) * DAY
const ticks = []
for (let value = Math.ceil(from / step) * step; value <= to && ticks.length <= most; value += step) ticks.push({value, label: clockLabel(value, step)})
return {place: at => clamp((at - from) / span), ticks}
}
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const clockLabel = (at, step) => {
if (!(0, numbers.t_)(at)) return ''
if (step >= DAY || (step >= HOUR && at % DAY === 0)) return dayOf(at)
const time = new Date(at).toISOString().slice(11, 19)
return step >= MINUTE ? time.slice(0, 5) : time
}
const dayOf = at => {
if (!(0, numbers.t_)(at)) return ''
const date = new Date(at)
return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`
}
const timeOf = at => ((0, numbers.t_)(at) ? new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(11, 19) : '')
var series = __webpack_require__(4015)
const MOST_POINTS = 240
const WIDE = {width: 900, height: 118, left: 52, right: 132, labelLength: 20}
const NARROW = {width: 400, height: 104, left: 44, right: 106, labelLength: 16}
const drawFigure = (story, palette, id) => {
const scene = {
story,
palette,
...releasesOf(story),
...figure_window(story),
marks: marksOf(story)
}
return {
wide: drawAll(scene, `${id}w`, WIDE, 8),
narrow: drawAll(scene, `${id}n`, NARROW, 3),
gaps: story.metrics.some(history => gapsOf((0, series.XE)(history), story).length > 0)
}
}
const drawAll = (scene, id, canvas, ticks) => {
const panels = [weightPanel(scene), ...scene.story.metrics.slice(0, 12).map(history => metricPanel(scene, history.metric, canvas === NARROW)), ...(scene.story.readings ?? []).slice(0, 6).map(reading => readingPanel(scene, reading)), ...(scene.story.record.judgement.tests.length > 0 ? [evidencePanel(scene)] : [])]
const x = timeAxis(scene.from, scene.to, ticks)
return panels
.map((panel, index) =>
drawPanel(
{
...panel,
id: `${id}${index}`,
marks: scene.marks.filter(({at}) => at >= scene.from && at <= scene.to),
markLabels: index === 0,
showTime: index === panels.length - 1
},
x,
canvas
)
)
.join('\n')
}
const figure_window = story => {
const {state, metrics, now} = story
const begin = state.bumps[0]?.from ?? state.startedAt
const last = Math.max(0, ...metrics.map(({slices}) => slices.at(-1)?.to ?? 0).filter(Number.isFinite))
const end = (0, phases.$g)(state.phase) ? Math.max(state.endedAt ?? state.headAt, Math.min(last, now)) : now
const span = Math.max(1000, end - begin)
return {from: Math.max(Math.min(state.startedAt, begin), begin - span * 0.05), to: begin + span * 1.02}
}
const marksOf = ({state}) =>
state.story.flatMap(({happening, at}) => {
switch (happening.kind) {
case 'set':
return [{at, hue: 'faint'}]
case 'going-back':
return [{at, hue: 'bad', label: 'went back'}]
case 'promoted':
return [{at, hue: 'good', label: 'promoted'}]
case 'paused':
return [{at, hue: 'wait', label: 'paused'}]
case 'resumed':
return [{at, hue: 'wait', label: 'resumed'}]
case 'stuck':
return [{at, hue: 'wait', label: 'stuck'}]
case 'asks':
return [{at, hue: 'wait', label: 'asked for approval'}]
case 'waits':
return happening.reason === 'suspicious' ? [{at, hue: 'wait', label: 'held'}] : []
default:
return []
}
})
const weightPanel = ({story, palette, canary, from, to}) => {
const {state} = story
const sets = state.story.flatMap(({happening: h, at}) => {
if (h.kind === 'set') return [{at, value: h.weight}]
return h.kind === 'rolled-back' ? [{at, value: 0}] : []
})
const known = sets.length > 0 ? sets : [{at: from, value: state.weight}]
const end = {at: to, value: known.at(-1)?.value ?? 0}
const points = [{at: from, value: sets.length > 0 ? 0 : state.weight}, ...known, end]
const name = palette.nameOf(canary)
const told = known.map(({at, value}) => `${(0, numbers.uW)(value)} from ${(0, numbers.sr)(at)}`).join(', ')
return {
title: 'Traffic',
unit: 'share on the new release',
description: `Share of traffic on ${name}: ${told}.`,
y: linearAxis(100, value => `${value}%`),
lines: [
{
points,
hue: palette.hueOf(canary),
shape: 'step',
label: `${name} ${(0, numbers.uW)(end.value)}`,
filled: true
}
],
notes: sets.filter(({value}, i) => value > 0 && roomFor(sets[i + 1]?.at ?? to, sets[i]?.at ?? from, to - from)).map(({at, value}) => ({at, value, text: (0, numbers.uW)(value), hue: palette.hueOf(canary)}))
}
}
const roomFor = (until, since, span) => (until - since) / span > 0.07
const metricPanel = (scene, metric, narrow) => {
const {story, palette, canary, baseline, from, to} = scene
const {title, unit = 'share', of = 'request'} = (0, report_rows.c_)(story, metric)
const all = (0, series.XE)(story.metrics.find(history => history.metric === metric)).filter(point => point.to > from && point.from < to)
const {points, each} = (0, series.yL)(all, MOST_POINTS)
const show = unit === 'share' ? numbers.zY : numbers.aG
const values = points.flatMap(p => [(0, series.TS)(p.canary), (0, series.TS)(p.baseline)]).filter(v => v !== null)
const highest = Math.max(0, ...values)
const limit = lowestLimit(story, metric)
const near = limit !== null && (highest === 0 || limit <= highest * 3)
const totals = (0, series.cz)((0, report_rows.fE)(story, all))
const slice = (0, numbers.u8)(story.record.judgement.slice * each)
const beyond = limit !== null && !near ? `, limit ${show(limit)} lies above this scale` : ''
const counted = unit === 'share' ? `share of ${of}s` : `per ${of}`
return {
title,
unit: `${counted}${narrow ? '' : `, in slices of ${slice}`}${beyond}`,
description: `${title}. New release ${palette.nameOf(canary)}: ${(0, report_rows.Gx)(totals.canary, unit)}. Old release ${baseline === null ? 'none' : palette.nameOf(baseline)}: ${(0, report_rows.Gx)(totals.baseline, unit)}. ${limit === null ? 'No fixed limit' : `Limit ${show(limit)}`}. ${(0, numbers.LS)(points.length, 'point')}.`,
y: linearAxis(Math.max(highest, near ? limit : 0) || (unit === 'share' ? 0.01 : 1), show),
lines: [...(baseline === null ? [] : [lineOf(points, 'baseline', baseline, palette, show((0, series.TS)(totals.baseline)))]), lineOf(points, 'canary', canary, palette, show((0, series.TS)(totals.canary)))],
levels: near && limit !== null ? [{value: limit, label: `limit ${show(limit)}`, hue: 'bad'}] : [],
gaps: gapsOf(points, story),
...(values.length === 0 ? {empty: 'No usable data'} : {})
}
}
const lineOf = (points, side, key, palette, total) => ({
points: points.map(point => ({at: (point.from + point.to) / 2, value: (0, series.TS)(point[side])})),
hue: palette.hueOf(key),
shape: 'line',
label: `${palette.nameOf(key)} ${total}`,
thin: side === 'baseline'
})
const lowestLimit = ({record}, metric) => {
const limits = record.judgement.tests.filter(test => test.metric === metric).flatMap(({max}) => (max !== undefined && Number.isFinite(max) && max > 0 ? [max] : []))
return limits.length > 0 ? Math.min(...limits) : null
}
const gapsOf = (points, {state}) => {
const begin = state.bumps[0]?.to ?? Number.NEGATIVE_INFINITY
const end = state.story.find(({happening: {kind}}) => kind === 'going-back')?.at ?? Number.POSITIVE_INFINITY
const gaps = []
for (const {from, to, canary, baseline} of points) {
if (canary !== null || baseline !== null || from < begin || to > end) continue
const last = gaps.at(-1)
if (last && last.to === from) last.to = to
else gaps.push({from, to})
}
return gaps
}
const readingPanel = ({palette, canary, baseline, from, to}, reading) => {
const points = reading.points.filter(point => point.to > from && point.from < to)
const values = points.flatMap(p => [p.canary, p.baseline]).filter(v => v !== null && Number.isFinite(v))
const show = value => (value === null || !Number.isFinite(value) ? numbers.x3 : `${(0, numbers.aG)(value)} ${(0, report_escape.pj)(reading.unit, 12)}`)
const line = (side, key) => {
const drawn = points.map(point => ({at: (point.from + point.to) / 2, value: point[side]}))
const last = drawn.findLast(({value}) => value !== null && Number.isFinite(value))?.value ?? null
return {
points: drawn,
hue: palette.hueOf(key),
shape: 'line',
label: last === null ? '' : `${palette.nameOf(key)} ${show(last)}`,
thin: side === 'baseline'
}
}
return {
title: reading.title,
unit: (0, report_escape.pj)(reading.unit, 12),
description: `${reading.title} of both releases in ${reading.unit}: ${(0, numbers.LS)(points.length, 'point')}.`,
y: linearAxis(Math.max(0, ...values.map(v => v ?? 0)), numbers.aG),
lines: [...(baseline === null ? [] : [line('baseline', baseline)]), line('canary', canary)],
...(values.length === 0 ? {empty: 'No usable data'} : {})
}
}
const MOST_EVIDENCE = 1e6
const evidencePanel = ({story, from, to}) => {
const limit = (0, headline.LF)(story)
const {hold} = story.record.judgement
const trail = (story.judged?.trail ?? []).filter(t => t.to >= from && t.to <= to && !Number.isNaN(t.combined) && Number.isFinite(t.to))
const each = Math.max(1, Math.ceil(trail.length / MOST_POINTS))
const points = trail.filter((_, i) => i % each === each - 1 || i === trail.length - 1).map(t => ({at: t.to, value: Math.min(MOST_EVIDENCE, Math.max(0, t.combined))}))
const values = points.map(({value}) => value)
const lowest = Math.max(0.01, 10 ** Math.floor(Math.log10(Math.max(0.01, Math.min(0.9, ...values)))))
const top = Math.min(MOST_EVIDENCE, Math.max(limit * 3, ...values.map(value => value * 1.4)))
const peak = values.length > 0 ? Math.max(...values) : null
const levels = [
{value: limit, label: `limit ${(0, numbers.FU)(limit)}`, hue: 'bad', above: true},
{value: hold, label: `holds at ${(0, numbers.FU)(hold)}`, hue: 'wait'}
]
const last = values.at(-1)
return {
title: 'Evidence of harm',
unit: 'all tests together, logarithmic',
description: `Combined evidence on a logarithmic scale. It holds at ${(0, numbers.FU)(hold)} and rolls back at ${(0, numbers.FU)(limit)}. Highest ${(0, numbers.FU)(peak)}, newest ${(0, numbers.FU)(last)}.`,
y: logAxis(lowest, top, numbers.FU),
lines: [{points, hue: 'ink', shape: 'line', label: last === undefined ? '' : (0, numbers.FU)(last)}],
levels: levels.filter(({value}) => Number.isFinite(value) && value > 0),
...(points.length === 0 ? {empty: 'Nothing judged yet'} : {})
}
}
var sentences = __webpack_require__(5198)
const RELEASES = [
['#5d6b7e', '#9aaabf'],
['#0b7a75', '#4cc3bb'],
['#6a4bc4', '#ab97f5'],
['#9a6a00', '#d9ae4f'],
['#a8326e', '#ee86b7'],
['#1d62b5', '#78b3f5']
]
const hues = scheme => RELEASES.map((pair, index) => `--r${index}:${pair[scheme]}`).join(';')
const hueRules = [...RELEASES.map((_, index) => `r${index}`), 'ink', 'good', 'wait', 'bad', 'faint'].map(name => `.${name}{--hue:var(--${name})}`).join('')
const STYLE = `
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
const ROWS = 200
const table = (label, head, rows) => {
const cell = (tag, value) => {
const scope = tag === 'th' ? ' scope="col"' : ''
return typeof value === 'string' ? `<${tag}${scope}>${value}</${tag}>` : `<${tag}${scope} class="${value.class}">${value.text}</${tag}>`
}
const row = (tag, cells) => `<tr>${cells.map(c => cell(tag, c)).join('')}</tr>`
return `<div class="scroll" tabindex="0" role="region" aria-label="${(0, report_escape.qy)(label)}"><table><thead>${row('th', head)}</thead><tbody>${rows
.slice(0, ROWS)
.map(cells => row('td', cells))
.join('\n')}</tbody></table></div>${more(rows.length)}`
}
const more = count => (count > ROWS ? `<p class="soft">${(0, numbers.LS)(count - ROWS, 'more row')} not shown.</p>` : '')
const num = text => ({text: (0, report_escape.qy)(text), class: 'num no-wrap'})
const time = (at, day) => {
if (!(0, numbers.t_)(at)) return numbers.x3
return `<time datetime="${(0, numbers.sr)(at)}">${day ? `${dayOf(at)} ` : ''}${timeOf(at)}</time>`
}
const manyDays = story => dayOf(story.record.startedAt) !== dayOf(Math.max(story.now, (0, report_rows.rc)(story) ?? 0))
const STEP_WORDS = {
done: 'done',
now: '<strong>now</strong>',
ahead: 'ahead',
stopped: '<strong>went back</strong>',
'passed-over': 'passed over',
never: 'never reached'
}
const stepTable = (story, palette) => {
const days = manyDays(story)
const hue = palette.hueOf(releasesOf(story).canary)
const metric = story.record.judgement.tests[0]?.metric
const measure = metric === undefined ? null : (0, report_rows.c_)(story, metric)
const rows = (0, report_rows.w0)(story).map(row => {
const totals = (0, series.cz)(row.points)
const width = Math.min(100, Math.max(0, Number.isFinite(row.weight) ? row.weight : 0))
return [
{
text: `<span class="track ${row.enteredAt === null ? 'faint' : hue}"><i style="width:${width}%"></i></span>${(0, numbers.uW)(row.weight)}`,
class: 'no-wrap'
},
STEP_WORDS[row.status],
{text: beginOf(row, days), class: 'no-wrap'},
{text: stayOf(story, row), class: 'no-wrap'},
...(measure ? [num(row.points.length > 0 ? (0, report_rows.Gx)(totals.canary, measure.unit ?? 'share') : ''), num(row.points.length > 0 ? (0, report_rows.Gx)(totals.baseline, measure.unit ?? 'share') : '')] : [])
]
})
const title = measure ? (0, report_escape.qy)((0, report_escape.pj)(measure.title, 40)) : ''
const head = [
'Weight',
'State',
'Began',
'Stayed',
...(measure
? [
{text: `${title}, new`, class: 'num'},
{text: `${title}, old`, class: 'num'}
]
: [])
]
const promotion = (0, report_rows.rc)(story)
const last = (0, numbers.t_)(promotion) ? `<p class="story soft">Promotion at the earliest ${time(promotion, true)}.</p>` : ''
return `<h3>Steps</h3>${table('Steps', head, rows)}${last}`
}
const beginOf = (row, days) => {
if (row.enteredAt !== null) return time(row.enteredAt, days)
if (row.status === 'passed-over' || row.status === 'never') return numbers.x3
const after = row.approval ? ', after approval' : ''
if ((0, numbers.t_)(row.plannedAt)) return `earliest ${time(row.plannedAt, days)}${after}`
return row.schedule === null ? `not known yet${after}` : `not before ${(0, report_escape.qy)(row.schedule, 80)}${after}`
}
const stayOf = (story, row) => {
if (row.enteredAt === null) return row.status === 'ahead' ? `at least ${(0, numbers.u8)(row.bake)}` : numbers.x3
const span = (0, numbers.u8)(Math.max(0, (row.leftAt ?? story.now) - row.enteredAt))
return row.status === 'now' ? `${span} of at least ${(0, numbers.u8)(row.bake)}` : span
}
const testTable = (story, palette) => {
const rows = (0, report_rows.Ge)(story)
if (rows.length === 0) return '<h3>Judgement</h3><p>Nothing is measured: time and people alone decide about this rollout.</p>'
const {canary, baseline} = releasesOf(story)
const name = (key, word) => (key === null ? word : `<span class="name ${palette.hueOf(key)}">${(0, report_escape.qy)(palette.nameOf(key), 24)}</span>, ${word}`)
const cells = rows.map(row => [
(0, report_escape.qy)(row.name, 60),
num((0, report_rows.Gx)(row.canary, row.unit)),
num((0, report_rows.Gx)(row.baseline, row.unit)),
{text: (0, report_escape.qy)(row.limit), class: 'limit'},
num((0, numbers.FU)(row.evidence)),
{text: (0, report_escape.qy)(row.words), class: 'words'}
])
const head = ['Test', {text: name(canary, 'new'), class: 'num'}, {text: name(baseline, 'old'), class: 'num'}, 'Limit', {text: 'Evidence', class: 'num'}, 'In words']
const {judged, record} = story
const all = judged ? `All tests together: evidence ${(0, numbers.FU)(judged.combined)}. The rollout holds at ${(0, numbers.FU)(record.judgement.hold)} and goes back at ${(0, numbers.FU)((0, headline.LF)(story))}.` : 'Nothing was judged yet.'
const few = (judged?.samples ?? []).filter(({have, need}) => have < need).map(({metric, have, need}) => `<p class="soft">${(0, report_escape.qy)(metric, 60)}: ${(0, numbers.LS)(have, 'unit')} of the ${(0, numbers.px)(need)} needed since the last change of weight.</p>`)
const gaps = rows.filter(({usable, slices}) => usable < slices).map(({name: test, usable, slices}) => `<p class="soft">${(0, report_escape.qy)(test, 60)}: ${(0, numbers.px)(usable)} of ${(0, numbers.LS)(slices, 'slice')} had usable counts of the new release.</p>`)
return `<h3>Judgement</h3>${table('Judgement', head, cells)}<p class="story soft">${(0, report_escape.qy)(all)}</p>${[...few, ...gaps].join('')}`
}
const DECISION_HUE = {advance: 'good', promote: 'good', hold: 'wait', abort: 'bad'}
const decisionTable = story => {
const rows = (0, report_rows.gU)(story)
if (rows.length === 0) return '<h3>Decisions</h3><p>Nothing was decided yet.</p>'
const days = manyDays(story)
const cells = rows.map(row => [
{
text: row.times > 1 ? `${time(row.from, days)} to ${time(row.to, days)}` : time(row.from, days),
class: 'no-wrap'
},
`<span class="name ${DECISION_HUE[row.decision]}">${row.decision}</span>${row.times > 1 ? ` <span class="soft">(${(0, numbers.px)(row.times)} looks)</span>` : ''}`,
{text: (0, report_escape.qy)((0, report_rows.Nx)((0, sentences.S0)(row.reason))), class: 'limit'},
{text: (0, report_escape.qy)(row.text), class: 'words'}
])
return `<h3>Decisions</h3>${table('Decisions', ['When', 'Decision', 'Reason', 'In words'], cells)}`
}
const wayBack = ({wayBack: verdict, record}) => {
const text = verdict ? `<p><strong>${(0, report_escape.qy)((0, report_rows.Nx)(verdict.verdict))}.</strong> ${(0, report_escape.qy)((0, report_rows.Nx)(sentences.QR[verdict.verdict]))}.</p>` : '<p>Nobody has looked yet whether there is a way back.</p>'
const reasons = (verdict?.reasons ?? []).slice(0, ROWS).map(reason => `<li>${(0, report_escape.qy)(reason)}</li>`)
const list = reasons.length > 0 ? `<ul class="reasons">${reasons.join('')}</ul>` : ''
const commands = record.components.map(({name, platform, baseline, wayBackCommand}) =>
baseline === null
? `<p class="story soft">${(0, report_escape.qy)(name, 60)} on ${(0, report_escape.qy)(platform, 60)}: nothing served before.</p>`
: `<p class="story soft">${(0, report_escape.qy)(name, 60)} on ${(0, report_escape.qy)(platform, 60)}, back to <code>${(0, report_escape.qy)(baseline, 120)}</code> without Sluice:</p><pre>${(0, report_escape.Jf)(wayBackCommand)}</pre>`
)
return `<h3>The way back</h3>${text}${list}${commands.toReversed().join('')}`
}
const moves = story => {
const rows = (0, headline.cz)(story).map(move => [`<strong>${move}</strong>`, (0, report_escape.qy)((0, report_rows.Nx)(sentences.Q0[move].does)), (0, report_escape.qy)((0, report_rows.Nx)(story.doors?.[move] ?? sentences.Q0[move].how))])
return rows.length === 0 ? '' : `<h3>What a person can do</h3>${table('What a person can do', ['Move', 'It will', 'How'], rows)}`
}
const events = story => {
const rows = (0, report_rows.SR)(story)
if (rows.length === 0) return ''
const days = manyDays(story)
const cells = rows.map(({at, text}) => [{text: time(at, days), class: 'no-wrap'}, (0, report_escape.qy)(text)])
return `<details><summary>All events (${rows.length})</summary>${table('Events', ['When', 'What happened'], cells)}</details>`
}
const tables_numbers = story =>
story.metrics
.slice(0, 12)
.map(history => {
const {title, unit = 'share'} = (0, report_rows.c_)(story, history.metric)
const {points, each} = (0, series.yL)((0, series.XE)(history), ROWS)
const rows = points.map(p => [{text: time(p.from, manyDays(story)), class: 'no-wrap'}, num((0, report_rows.Gx)(p.canary, unit)), num((0, report_rows.Gx)(p.baseline, unit))])
if (rows.length === 0) return ''
const head = ['From', {text: 'New release', class: 'num'}, {text: 'Old release', class: 'num'}]
const per = each > 1 ? `, ${each} slices a row` : ''
return `<details><summary>Numbers: ${(0, report_escape.qy)(title, 60)}${per}</summary>${table(`Numbers: ${title}`, head, rows)}</details>`
})
.join('')
const TONE_HUE = {good: 'good', busy: 'r5', wait: 'wait', bad: 'bad', quiet: 'faint'}
const renderPage = ({title, subtitle, chapters, madeAt}) => {
const palette = paletteOf(chapters)
const lede = subtitle ? `<p class="lede">${(0, report_escape.qy)(subtitle)}</p>` : ''
const made = (0, numbers.t_)(madeAt) ? ` on ${dayOf(madeAt)} ${timeOf(madeAt)} UTC` : ''
return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${(0, report_escape.qy)(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${(0, report_escape.qy)(title)}</h1>
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
const renderReport = (chapters, madeAt) => {
const places = chapters.map(chapter => {
const {service, environment} = chapter.kind === 'refused' ? chapter : chapter.record
return `${service} to ${environment}`
})
const [first, ...others] = [...new Set(places)]
const title = first === undefined ? 'Rollouts' : `Rollouts of ${first}${others.length > 0 ? ` and ${(0, numbers.LS)(others.length, 'other')}` : ''}`
return renderPage({title, chapters, ...(madeAt === undefined ? {} : {madeAt})})
}
const contents = chapters => {
if (chapters.length === 0) return '<p class="lede">There is no rollout to tell yet.</p>'
const items = chapters.map((chapter, index) => {
const {word, hue, name, because} = inShort(chapter)
return `<li><a href="#part-${index + 1}"><span class="verdict ${hue}">${(0, report_escape.qy)(word)}</span><span class="what">${(0, report_escape.qy)(name)}</span><span class="because">${(0, report_escape.qy)(because)}</span></a></li>`
})
return `<ol class="contents">${items.join('\n')}</ol>`
}
const inShort = chapter => {
if (chapter.kind === 'refused') {
const {service, environment, revision, obstacles} = chapter
const name = `${(0, report_escape.pj)(service)} ${(0, headline.w7)((0, report_escape.pj)(revision))} to ${(0, report_escape.pj)(environment)}`
return {word: 'Refused', hue: 'bad', name, because: obstacles[0]?.message ?? (0, report_escape.pj)(chapter.reason)}
}
const {service, environment, version, why, number} = (0, headline.gD)(chapter)
const {phase} = chapter.state
return {
word: (0, report_rows.Nx)((0, sentences.B$)(phase)),
hue: TONE_HUE[(0, sentences.YV)(phase)],
name: `${(0, report_escape.pj)(service)} ${(0, report_escape.pj)(version)} to ${(0, report_escape.pj)(environment)}`,
because: why || (number ? `${(0, report_rows.Nx)(number)}.` : 'Nothing was measured yet.')
}
}
const section = (chapter, palette, index, count) => {
const {word, hue, name} = inShort(chapter)
const began = chapter.kind === 'refused' ? chapter.at : chapter.record.startedAt
const when = (0, numbers.t_)(began) ? `${dayOf(began)}, ${timeOf(began)} UTC` : ''
const place = count > 1 ? `Part ${index + 1} of ${count}${when ? ', ' : ''}` : ''
const body = chapter.kind === 'refused' ? refusalBody(chapter) : storyBody(chapter, palette, `p${index + 1}`)
return `<section class="chapter" id="part-${index + 1}" aria-labelledby="head-${index + 1}">
<p class="eyebrow">${(0, report_escape.qy)(place + when)}</p>
<h2 id="head-${index + 1}">${(0, report_escape.qy)(name)}</h2>
<p class="verdict ${hue}">${(0, report_escape.qy)(wordOf(chapter, word))}</p>
${body}
</section>`
}
const wordOf = (chapter, word) => (chapter.kind === 'refused' ? `${word}, nothing was changed` : (0, report_rows.Nx)((0, headline.gD)(chapter).far))
const refusalBody = ({obstacles, reason, requester}) => {
const items = obstacles.slice(0, ROWS).map(({message, at, fix}) => {
const place = at === undefined ? '' : `<code>${(0, report_escape.qy)(at)}</code> `
const remedy = fix === undefined ? '' : `<p class="fix">What to do: ${(0, report_escape.qy)(fix)}</p>`
return `<li><p>${place}${(0, report_escape.qy)(message)}</p>${remedy}</li>`
})
const list = items.length > 0 ? items.join('\n') : `<li><p>${(0, report_escape.qy)(reason)}</p></li>`
return `<ul class="obstacles">${list}</ul>${more(obstacles.length)}
<p class="story soft">Asked for by ${(0, report_escape.qy)(requester, 80)}. No platform, database or traffic was touched.</p>`
}
const storyBody = (story, palette, id) => {
const {why, number, next} = (0, headline.gD)(story)
const measured = number ? `${(0, report_rows.Nx)(number)}.` : 'Nothing was measured yet.'
return [
`<p class="story">${(0, report_escape.qy)(`${why} ${measured}`.trim(), 1000)}</p>`,
`<p class="story"><strong>Next.</strong> ${(0, report_escape.qy)(next)}</p>`,
facts(story),
figure(story, palette, id),
stepTable(story, palette),
testTable(story, palette),
decisionTable(story),
wayBack(story),
moves(story),
events(story),
tables_numbers(story)
].join('\n')
}
const facts = story => {
const {totals, rollbackSpan, judged} = story
const peak = (0, headline.hR)(story)
const failed = totals && totals.requests > 0 ? ` (${(0, numbers.zY)(totals.failed / totals.requests)})` : ''
const rows = [
[(0, phases.$g)(story.state.phase) ? 'from start to end' : 'since the start', (0, numbers.u8)((0, headline.ee)(story))],
...(judged ? [[`highest evidence (${(0, numbers.FU)((0, headline.LF)(story))} rolls back)`, (0, numbers.FU)(peak)]] : []),
...(totals
? [
['requests in all', (0, numbers.px)(totals.requests)],
['of them on the new release', (0, numbers.px)(totals.canary)],
[`failed${failed}`, (0, numbers.px)(totals.failed)]
]
: []),
...(rollbackSpan === undefined ? [] : [['to put the old release back', (0, numbers.u8)(rollbackSpan)]])
]
return `<dl class="facts">${rows.map(([term, value]) => `<div><dt>${(0, report_escape.qy)(term)}</dt><dd>${(0, report_escape.qy)(value)}</dd></div>`).join('')}</dl>`
}
const figure = (story, palette, id) => {
const {wide, narrow, gaps: shaded} = drawFigure(story, palette, id)
const {canary, baseline} = releasesOf(story)
const named = key => `<span class="name ${palette.hueOf(key)}">${(0, report_escape.qy)(palette.nameOf(key))}</span>`
const compared = baseline === null ? 'Nothing served before, so there is nothing to compare with.' : `The old release is ${named(baseline)}.`
const gaps = shaded ? ' Shaded spans brought no usable data.' : ''
return `<figure><div class="wide">${wide}</div><div class="narrow">${narrow}</div>
<figcaption>The new release is ${named(canary)}. ${compared} The number beside a line is the rate over all of it. Thin vertical lines mark a change of weight.${gaps}</figcaption></figure>`
}
}
}
