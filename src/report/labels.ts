import { type Area, CHARACTER, rightOf, round, runsOf, type Spot } from './area.ts'
import { html } from './escape.ts'
import type { Hue, Panel } from './plot.ts'

/** Least distance between two direct labels. */
const LEADING = 15

/** Names stand where lines end, moved apart where two ends are close. */
export const directLabels = (panel: Panel, area: Area): string[] => {
  const edge = rightOf(area)
  const lines = panel.lines.flatMap((line) => {
    const last = runsOf(line.points).at(-1)?.at(-1)
    if (!last || line.label === '') return []
    return [{ x: area.px(last.at), y: area.py(last.value), text: line.label, hue: line.hue }]
  })
  const levels = (panel.levels ?? []).map(({ value, label, hue }) => ({
    x: edge,
    y: area.py(value),
    text: label,
    hue,
  }))
  const inside = lines.filter(({ x, text }) => edge - x > text.length * CHARACTER + 12)
  const outside = [...lines.filter((label) => !inside.includes(label)), ...levels].map((l) => ({
    ...l,
    x: edge,
  }))
  return [...inside.map((label) => clearOf(panel, label, area)), ...spread(outside, area)].map(
    ({ x, y, text, hue }) =>
      `<text class="label ${hue}" x="${round(x + 8)}" y="${round(y + 4)}">${html(cut(text, area.canvas.labelLength))}</text>`,
  )
}

interface Label {
  x: number
  y: number
  text: string
  hue: Hue
}

/** Moves a label that stands inside the plot behind a mark it would cross, then up or down until no line runs through it. */
const clearOf = (panel: Panel, at: Label, area: Area): Label => {
  const width = at.text.length * CHARACTER
  const crossed = (panel.marks ?? [])
    .map((mark) => area.px(mark.at))
    .filter((x) => x > at.x && x < at.x + 12 + width && x + 12 + width < rightOf(area))
  const label = { ...at, x: Math.max(at.x, ...crossed) }
  const spots = [
    ...panel.lines.flatMap((line) => runsOf(line.points).flatMap((run) => drawnSpots(run, area))),
    ...(panel.levels ?? []).flatMap(({ value }) =>
      [0, 0.5, 1].map((part) => ({ x: label.x + 8 + part * width, y: area.py(value) })),
    ),
  ]
  const free = (y: number): boolean =>
    y > area.top - 4 &&
    y < area.bottom + 4 &&
    !spots.some((spot) => spot.x > label.x + 4 && spot.x < label.x + 12 + width && Math.abs(spot.y - y) < 10)
  const shifts = [0, -14, 14, -22, 22, -32, 32, -44, 44, -60, 60]
  return { ...label, y: label.y + (shifts.find((shift) => free(label.y + shift)) ?? 0) }
}

/** A line as closely spaced spots, so that a label can be tested against it. */
const drawnSpots = (run: readonly Spot[], area: Area): { x: number; y: number }[] =>
  run.flatMap((spot, i) => {
    const here = { x: area.px(spot.at), y: area.py(spot.value) }
    const before = run[i - 1]
    if (!before) return [here]
    const from = { x: area.px(before.at), y: area.py(before.value) }
    return [0.25, 0.5, 0.75, 1].map((part) => ({
      x: from.x + (here.x - from.x) * part,
      y: from.y + (here.y - from.y) * part,
    }))
  })

const cut = (text: string, most: number): string => {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}

const spread = <T extends { y: number }>(labels: readonly T[], area: Area): T[] => {
  const sorted = [...labels].sort((a, b) => a.y - b.y).map((label) => ({ ...label }))
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
