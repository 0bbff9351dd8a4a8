import { DEFAULT_HOLD } from '../../src/analysis/evidence.ts'
import { playByTheBook, type Story } from './by-the-book.ts'
import { cellOf } from './cells.ts'
import { randomOf } from './random.ts'
import { ALPHA } from './rules/sluice.ts'

const WIDTH = 760
const HEIGHT = 400
const LEFT = 64
const RIGHT = 744
const TOP = 40
const BOTTOM = 340
/** Minutes and evidence that the axes show. */
const LAST = 180
const LOWEST = 0.1
const HIGHEST = 100

/** The service of the picture: 1 % of the requests fail, 1 request a second. */
const RATE = 1
const BASE = 0.01
/** A run that took about as long as half of all do. */
const BAD_RUN = 1
const GOOD_RUN = 0

const x = (minute: number): number => LEFT + ((RIGHT - LEFT) * minute) / LAST

const y = (evidence: number): number => {
  const share = Math.log(Math.max(LOWEST, Math.min(HIGHEST, evidence)) / LOWEST) / Math.log(HIGHEST / LOWEST)
  return BOTTOM - (BOTTOM - TOP) * share
}

const story = (factor: number, run: number): Story => {
  const { key, scenario, given } = cellOf('quiet', BASE, RATE, factor)
  return playByTheBook(scenario, { ...given, phase: run }, randomOf(key, run), 5, LAST)
}

/** Evidence against minutes, a corner at the end of each slice. */
const path = ({ assessment: { trail }, start }: Story): string => {
  const points = trail.map(({ to, combined }) => `${round(x((to - start) / 60_000))} ${round(y(combined))}`)
  return `M${round(x(0))} ${round(y(1))} L${points.join(' L')}`
}

const round = (value: number): string => value.toFixed(1)

const STYLE = `
    .paper { fill: #ffffff; stroke: #d0d7de }
    .grid { stroke: #d8dee4; stroke-width: 1 }
    .text { fill: #57606a; font: 13px system-ui, -apple-system, "Segoe UI", sans-serif }
    .bad { stroke: #cf222e; fill: #cf222e }
    .good { stroke: #1a7f37; fill: #1a7f37 }
    .line { fill: none; stroke-width: 2.5; stroke-linejoin: round }
    text.word { stroke: none; font: 600 13px system-ui, -apple-system, "Segoe UI", sans-serif }
    .limit { stroke: #cf222e; stroke-dasharray: 7 4; stroke-width: 1.5 }
    .hold { stroke: #9a6700; stroke-dasharray: 7 4; stroke-width: 1.5 }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #0d1117; stroke: #30363d }
      .grid { stroke: #21262d }
      .text { fill: #9198a1 }
      .bad { stroke: #ff7b72; fill: #ff7b72 }
      .good { stroke: #56d364; fill: #56d364 }
      .limit { stroke: #ff7b72 }
      .hold { stroke: #e3b341 }
    }`

const text = (at: { x: number; y: number; words: string; className?: string; anchor?: string }): string =>
  `  <text class="${at.className ?? 'text'}" x="${round(at.x)}" y="${round(at.y)}"${at.anchor ? ` text-anchor="${at.anchor}"` : ''}>${at.words}</text>`

const line = (className: string, from: [number, number], to: [number, number]): string =>
  `  <line class="${className}" x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(to[0])}" y2="${round(to[1])}"/>`

/**
 * Two releases of one service, a healthy one and one that fails five times as often: evidence at the end of each slice,
 * judged by `assess`. Always the same picture, as an SVG with colours of its own for light and dark pages.
 */
export const drawPicture = (): string => {
  const bad = story(5, BAD_RUN)
  const good = story(1, GOOD_RUN)
  const [limit, hold] = [1 / ALPHA, DEFAULT_HOLD]
  const steps = good.steps.flatMap(({ from, weight }) => [
    line('grid', [x(from), TOP], [x(from), BOTTOM]),
    text({ x: x(from) + 6, y: BOTTOM - 8, words: `${weight} %` }),
  ])
  const levels = [0.1, 1, 10, 100].flatMap((evidence) => [
    line('grid', [LEFT, y(evidence)], [RIGHT, y(evidence)]),
    text({ x: LEFT - 8, y: y(evidence) + 4, words: `${evidence}`, anchor: 'end' }),
  ])
  const hours = [0, 30, 60, 90, 120, 150, 180].map((minute) =>
    text({ x: x(minute), y: BOTTOM + 20, words: `${minute}`, anchor: 'middle' }),
  )
  const end = bad.minutes
  const judged = (bad.slices.at(-1)?.to ?? bad.start) - bad.start
  const [endX, endY] = [x(judged / 60_000), y(bad.assessment.combined)]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title detail">`,
    '  <title id="title">Evidence against a bad and a good release</title>',
    `  <desc id="detail">The bad release passes the hold line at ${hold} and is rolled back at ${limit} after ${end} minutes. The good one stays below 1 and reaches 50 % after two hours.</desc>`,
    `  <style>${STYLE}\n  </style>`,
    `  <rect class="paper" x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="8"/>`,
    text({ x: LEFT, y: 24, words: 'evidence of harm (each line is ten times the one below)' }),
    ...levels,
    ...steps,
    ...hours,
    text({
      x: (LEFT + RIGHT) / 2,
      y: BOTTOM + 42,
      words: 'minutes since the new release got its first users',
      anchor: 'middle',
    }),
    line('limit', [LEFT, y(limit)], [RIGHT, y(limit)]),
    text({ x: RIGHT - 6, y: y(limit) - 7, words: `${limit}: roll back`, anchor: 'end' }),
    line('hold', [LEFT, y(hold)], [RIGHT, y(hold)]),
    text({ x: RIGHT - 6, y: y(hold) - 7, words: `${hold}: hold, go no further`, anchor: 'end' }),
    `  <path class="line good" style="fill:none" d="${path(good)}"/>`,
    text({ x: x(104), y: y(0.27), words: 'good release', className: 'word good' }),
    `  <path class="line bad" style="fill:none" d="${path(bad)}"/>`,
    `  <circle class="bad" cx="${round(endX)}" cy="${round(endY)}" r="5"/>`,
    text({
      x: endX + 10,
      y: endY - 8,
      words: `bad release, rolled back after ${end} min`,
      className: 'word bad',
    }),
    '</svg>',
    '',
  ].join('\n')
}
