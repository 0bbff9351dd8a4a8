import { type Area, CHARACTER, rightOf, round, runsOf, type Spot } from './area.ts'
import { html } from './escape.ts'
import { directLabels } from './labels.ts'
import type { Axis } from './scale.ts'

/** Colour of a mark: a release of the page (`r0` and so on) or a meaning. */
export type Hue = `r${number}` | 'ink' | 'good' | 'wait' | 'bad' | 'faint'

/** One line of a panel. A null breaks it. */
export interface Line {
  points: readonly { at: number; value: number | null }[]
  hue: Hue
  /** `step`: the value holds until the next point. */
  shape: 'line' | 'step'
  /** Stands right of the line's end, in its colour. */
  label: string
  /** Fills down to the axis. */
  filled?: boolean
  /** Thinner, for what is compared with. */
  thin?: boolean
}

/** A level across the whole panel. */
export interface Level {
  value: number
  label: string
  hue: Hue
  /** Tints everything above it. */
  above?: boolean
}

/** A moment down the whole panel. */
export interface Mark {
  at: number
  hue: Hue
  /** Shown above the plot, in panels that show labels. */
  label?: string
}

/** A label inside the plot, above its point. */
export interface Note {
  at: number
  value: number
  text: string
  hue: Hue
}

/** One panel of a figure. */
export interface Panel {
  /** Unique in the page. */
  id: string
  title: string
  /** Muted text after the title: what the axis counts. */
  unit: string
  /** What a person who cannot see it should know. */
  description: string
  y: Axis
  lines: readonly Line[]
  levels?: readonly Level[]
  marks?: readonly Mark[]
  notes?: readonly Note[]
  /** Spans without usable data. */
  gaps?: readonly { from: number; to: number }[]
  /** Shows the labels of its marks. */
  markLabels?: boolean
  /** Shows the time axis below. */
  showTime?: boolean
  /** Says so in the middle when there is nothing to draw. */
  empty?: string
}

/** Measures of a drawing in pixels. */
export interface Canvas {
  width: number
  /** Height of the plot alone. */
  height: number
  left: number
  right: number
  /** Characters that fit right of the plot. */
  labelLength: number
}

const TITLE_ROW = 30
const LABEL_ROW = 18
const TIME_ROW = 26
const BOTTOM = 10

/** A panel as inline SVG with title and description. Everything foreign in it is escaped here. */
export const drawPanel = (panel: Panel, x: Axis, canvas: Canvas): string => {
  const top = TITLE_ROW + (panel.markLabels ? LABEL_ROW : 0)
  const inner = canvas.width - canvas.left - canvas.right
  const total = top + canvas.height + (panel.showTime ? TIME_ROW : BOTTOM)
  const px = (at: number): number => round(canvas.left + x.place(at) * inner)
  const py = (value: number): number => round(top + (1 - panel.y.place(value)) * canvas.height)
  const area: Area = { canvas, top, bottom: top + canvas.height, inner, px, py }
  const parts = [
    `<title id="${panel.id}-t">${html(panel.title)}</title>`,
    `<desc id="${panel.id}-d">${html(panel.description, 2000)}</desc>`,
    `<text class="panel-title" x="0" y="14">${html(panel.title)}<tspan class="panel-unit" dx="8">${html(panel.unit)}</tspan></text>`,
    ...(panel.levels ?? []).map((level) => tinted(level, area)),
    ...(panel.gaps ?? []).map((gap) => gapBox(gap, area)),
    ...panel.y.ticks.map(({ value, label }) => gridLine(value, label, area)),
    ...(panel.marks ?? []).map((mark) => markLine(mark, area)),
    ...(panel.markLabels ? markTexts(panel.marks ?? [], area) : []),
    ...(panel.levels ?? []).map((level) => levelLine(level, area)),
    ...panel.lines.map((line) => drawLine(line, area)),
    ...(panel.notes ?? []).map((note) => noteText(note, area)),
    ...directLabels(panel, area),
    ...(panel.empty ? [emptyText(panel.empty, area)] : []),
    ...(panel.showTime ? timeTexts(x, area) : []),
  ]
  return `<svg viewBox="0 0 ${canvas.width} ${total}" role="img" aria-labelledby="${panel.id}-t ${panel.id}-d">${parts.join('')}</svg>`
}

const gridLine = (value: number, label: string, area: Area): string => {
  const y = area.py(value)
  return `<line class="grid" x1="${area.canvas.left}" x2="${rightOf(area)}" y1="${y}" y2="${y}"/><text class="tick" x="${area.canvas.left - 8}" y="${y + 4}" text-anchor="end">${html(label)}</text>`
}

const tinted = ({ value, hue, above }: Level, area: Area): string => {
  const height = round(area.py(value) - area.top)
  if (!above || height <= 0) return ''
  return `<rect class="zone ${hue}" x="${area.canvas.left}" y="${area.top}" width="${area.inner}" height="${height}"/>`
}

const gapBox = ({ from, to }: { from: number; to: number }, area: Area): string => {
  const left = area.px(from)
  const width = round(Math.max(1, area.px(to) - left))
  return `<rect class="gap" x="${left}" y="${area.top}" width="${width}" height="${area.canvas.height}"/>`
}

const levelLine = ({ value, hue }: Level, area: Area): string => {
  const y = area.py(value)
  return `<line class="level ${hue}" x1="${area.canvas.left}" x2="${rightOf(area)}" y1="${y}" y2="${y}"/>`
}

const markLine = ({ at, hue, label }: Mark, area: Area): string => {
  const x = area.px(at)
  return `<line class="mark ${hue}" x1="${x}" x2="${x}" y1="${area.top - (label ? 4 : 0)}" y2="${area.bottom}"/>`
}

/** Labels above the plot; one that would run into its neighbour is left out, the more serious ones come first. */
const markTexts = (marks: readonly Mark[], area: Area): string[] => {
  const taken: { from: number; to: number }[] = []
  const order = { bad: 0, good: 1, wait: 2 } as Record<string, number>
  return [...marks]
    .sort((a, b) => (order[a.hue] ?? 3) - (order[b.hue] ?? 3))
    .flatMap(({ at, hue, label }) => {
      if (!label) return []
      const width = label.length * CHARACTER
      const middle = area.px(at)
      const from = Math.min(Math.max(middle - width / 2, 0), area.canvas.width - width)
      if (taken.some((other) => from < other.to + 8 && from + width > other.from - 8)) return []
      taken.push({ from, to: from + width })
      return `<text class="label ${hue}" x="${round(from + width / 2)}" y="${area.top - 9}" text-anchor="middle">${html(label)}</text>`
    })
}

const drawLine = ({ points, hue, shape, filled, thin }: Line, area: Area): string => {
  const runs = runsOf(points)
  const marks = points.filter(({ value }) => value !== null).length
  const dotted = shape === 'line' && area.inner / Math.max(1, marks) > 9
  const drawn = runs.map((run) => {
    const path = pathOf(run, shape, area)
    const fill = filled && run.length > 1 ? `<path class="fill ${hue}" d="${closed(path, run, area)}"/>` : ''
    return `${fill}<path class="line ${hue}${thin ? ' thin' : ''}" d="${path}"/>`
  })
  const dots = runs
    .filter((run) => dotted || (shape === 'line' && run.length === 1))
    .flatMap((run) => run.map(({ at, value }) => dot(at, value, hue, thin ? 1.8 : 2.4, area)))
  return [...drawn, ...dots].join('')
}

const dot = (at: number, value: number, hue: Hue, radius: number, area: Area): string =>
  `<circle class="dot ${hue}" cx="${area.px(at)}" cy="${area.py(value)}" r="${radius}"/>`

const pathOf = (run: readonly Spot[], shape: Line['shape'], area: Area): string =>
  run
    .map(({ at, value }, i) => {
      const [x, y] = [area.px(at), area.py(value)]
      if (i === 0) return `M${x} ${y}`
      return shape === 'step' ? `H${x}V${y}` : `L${x} ${y}`
    })
    .join('')

const closed = (path: string, run: readonly Spot[], area: Area): string =>
  `${path}L${area.px(run.at(-1)?.at ?? 0)} ${area.bottom}L${area.px(run[0]?.at ?? 0)} ${area.bottom}Z`

/** Above its point, or below the line where the plot ends above it. */
const noteText = ({ at, value, text, hue }: Note, area: Area): string => {
  const y = area.py(value)
  const below = y - area.top < 14
  return `<text class="label ${hue}" x="${round(area.px(at) + 6)}" y="${round(below ? y + 16 : y - 6)}">${html(text)}</text>`
}

const emptyText = (text: string, area: Area): string =>
  `<text class="empty" x="${round(area.canvas.left + area.inner / 2)}" y="${round((area.top + area.bottom) / 2 + 4)}" text-anchor="middle">${html(text)}</text>`

const timeTexts = (x: Axis, area: Area): string[] => [
  ...x.ticks.map(({ value, label }) => {
    const at = area.px(value)
    return `<line class="axis" x1="${at}" x2="${at}" y1="${area.bottom}" y2="${area.bottom + 5}"/><text class="tick" x="${at}" y="${area.bottom + 19}" text-anchor="middle">${html(label)}</text>`
  }),
  `<line class="axis" x1="${area.canvas.left}" x2="${rightOf(area)}" y1="${area.bottom}" y2="${area.bottom}"/>`,
  `<text class="tick" x="${area.canvas.width}" y="${area.bottom + 19}" text-anchor="end">UTC</text>`,
]
