import { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { Arm, Role } from './query.ts'
import { LABEL } from './query.ts'

/** One evaluation: seconds since 1970, and a number as text (`"NaN"` and `"+Inf"` among them). */
const point = z.tuple([z.number(), z.string().max(64)])

const matrix = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({
      metric: z.record(z.string(), z.string()),
      values: z.array(point).default([]),
      histograms: z.array(z.unknown()).default([]),
    }),
  ),
})

/** A good answer to a range query. */
export const answerShape = z.object({
  status: z.literal('success'),
  data: matrix,
  warnings: z.array(z.string()).nullish(),
})

/** An answer that says what was wrong. */
export const refusalShape = z.object({
  status: z.literal('error'),
  errorType: z.string(),
  error: z.string(),
})

/** The part of an answer that holds the series. */
export type Matrix = z.output<typeof matrix>

/** The moments asked for, in milliseconds since 1970: `count` of them, `step` apart. */
export interface Grid {
  start: number
  step: number
  count: number
}

/** What a series said at one moment; undefined: nothing; `ambiguous`: two different things. */
export type Cell = number | 'ambiguous' | undefined

/** Series by their labels, each with one cell per moment of the grid. */
export type Table = Map<string, Cell[]>

/** What an answer says about one release. */
export type ArmTables = Record<Role, Table>

const emptyTables = (): ArmTables => ({
  total: new Map(),
  part: new Map(),
  fresh: new Map(),
  'total-resets': new Map(),
  'part-resets': new Map(),
})

const unexpected = (says: string): ProviderError =>
  new ProviderError({
    provider: 'prometheus',
    message: `prometheus: ${says}`,
    retryable: false,
    code: 'invalid-answer',
  })

/** Numbers as Go writes them. */
const numberOf = (text: string): number => {
  if (/^[+-]?Inf$/.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (text === 'NaN') return Number.NaN
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    throw unexpected('answered with a value that is no number')
  return Number(text)
}

/** Identity of a series: its labels in order, without our own and without the bound of a bucket. */
const keyOf = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([name]) => name !== LABEL && name !== 'le')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** Half a millisecond and the rounding of seconds as doubles. */
const TOLERANCE = 0.6

const indexOf = ({ start, step, count }: Grid, seconds: number): number => {
  const index = Math.round((seconds * 1000 - start) / step)
  const moment = start + index * step
  if (index < 0 || index >= count || Math.abs(moment - seconds * 1000) > TOLERANCE)
    throw unexpected('answered for other moments than asked for')
  return index
}

const isRole = (tables: ArmTables, role: string): role is Role => Object.hasOwn(tables, role)

/** Sorts the answers to one query by release, role and series. Throws ProviderError for what nobody asked. */
export const tablesOf = (answers: readonly Matrix[], grid: Grid): Record<Arm, ArmTables> => {
  const arms: Record<Arm, ArmTables> = { canary: emptyTables(), baseline: emptyTables() }
  for (const { metric, values, histograms } of answers.flatMap(({ result }) => result)) {
    const [arm = '', role = ''] = (metric[LABEL] ?? '').split(' ')
    if (arm !== 'canary' && arm !== 'baseline')
      throw unexpected('answered with a series that was not asked for')
    const tables = arms[arm]
    if (!isRole(tables, role)) throw unexpected('answered with a series that was not asked for')
    if (histograms.length > 0) throw nativeHistogram()
    const key = keyOf(metric)
    const cells = tables[role].get(key) ?? new Array<Cell>(grid.count).fill(undefined)
    tables[role].set(key, cells)
    for (const [seconds, text] of values) put(cells, indexOf(grid, seconds), numberOf(text))
  }
  return arms
}

const put = (cells: Cell[], index: number, value: number): void => {
  const known = cells[index]
  cells[index] = known === undefined || Object.is(known, value) ? value : 'ambiguous'
}

const nativeHistogram = (): ConfigError =>
  new ConfigError({
    message: 'prometheus keeps a native histogram here, which has no fixed bounds',
    fix: 'a classic histogram or a counter',
    docs: 'metrics/prometheus.md#latency',
  })
