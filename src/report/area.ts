import type { Canvas, Line } from './plot.ts'

/** Width of one character of a label, roughly. */
export const CHARACTER = 6.4

/** Where the plot of one panel lies, and where moments and values lie in it. Pixels. */
export interface Area {
  canvas: Canvas
  top: number
  bottom: number
  inner: number
  px(at: number): number
  py(value: number): number
}

/** To a tenth of a pixel. */
export const round = (value: number): number => Math.round(value * 10) / 10

/** Right edge of the plot. */
export const rightOf = ({ canvas, inner }: Area): number => canvas.left + inner

/** A point that is drawn. */
export type Spot = { at: number; value: number }

/** A line cut where it has no value. */
export const runsOf = (points: Line['points']): Spot[][] => {
  const runs: Spot[][] = [[]]
  for (const { at, value } of points) {
    if (value === null || !Number.isFinite(value) || !Number.isFinite(at)) runs.push([])
    else runs.at(-1)?.push({ at, value })
  }
  return runs.filter((run) => run.length > 0)
}
