import type { Counts, SliceProblem } from '../../src/analysis/judgement.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { createHttp } from '../../src/kit/http.ts'
import type { SourceContext } from '../../src/metrics/definition.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'

/** Start of the slices whose counts are known, in milliseconds since 1970. */
export const START = MONDAY_MORNING + 7 * 60_000
export const SLICE = 60_000

/** One row of the table `minutes`: what one release did in one minute. NaN and infinities as they are. */
export interface Minute {
  /** Number of the slice. */
  index: number
  release: string
  requests: number | null
  failures: number | null
}

const counts = (pairs: readonly (readonly [number, number])[]): Counts[] => pairs.map(([n, x]) => ({ n, x }))

const OLD = counts([
  [120, 1],
  [118, 0],
  [0, 0],
  [131, 2],
  [125, 0],
  [119, 1],
])
const NEW = counts([
  [14, 0],
  [12, 0],
  [13, 4],
  [0, 0],
  [17, 1],
  [11, 11],
])

/** What both releases did, slice by slice. */
export const TRUTH = NEW.map((canary, index) => ({ canary, baseline: OLD[index] ?? { n: 0, x: 0 } }))

/** Ids that would end a string, open a comment and add a condition if they were pasted into a query. */
export const HOSTILE = [
  `new' or '1'='1`,
  `new"; drop table minutes; --`,
  'new) or (1=1',
  '$canary',
  '%',
] as const

type Cell = readonly [requests: number | null, failures: number | null]

/** One odd release, what the table holds of it in each slice (null: no row), and what must be said of each. */
export interface Scene {
  release: string
  title: string
  cells: readonly (Cell | null)[]
  says: readonly (Counts | SliceProblem)[]
}

const fine: Cell = [4, 1]
const four = { n: 4, x: 1 }

const scene = (title: string, odd: Cell | null, says: Counts | SliceProblem): Scene => ({
  title,
  release: title.replaceAll(' ', '-'),
  cells: [fine, fine, odd, fine, fine, fine],
  says: [four, four, says, four, four, four],
})

/** Everything that can be wrong with a row. NaN and infinities are left to databases that have them. */
export const SCENES: readonly Scene[] = [
  scene('a slice without a row beside one of the old release', null, { n: 0, x: 0 }),
  scene('NULL units', [null, 0], 'no-data'),
  scene('NULL bad units', [4, null], 'no-data'),
  scene('a negative count', [4, -1], 'out-of-range'),
  scene('fewer than no units', [-4, 0], 'out-of-range'),
  scene('more bad units than there are', [4, 5], 'out-of-range'),
  scene('a count beyond all numbers', [1e300, 0], 'out-of-range'),
  scene('a fraction, as samples give', [4.5, 0.25], { n: 4.5, x: 0.25 }),
  scene('nothing happened', [0, 0], { n: 0, x: 0 }),
]

/** For databases that have them. */
export const FLOAT_SCENES: readonly Scene[] = [
  scene('NaN', [Number.NaN, 0], 'not-a-number'),
  scene('NaN among the bad', [4, Number.NaN], 'not-a-number'),
  scene('infinity', [Number.POSITIVE_INFINITY, 0], 'not-a-number'),
  scene('minus infinity', [4, Number.NEGATIVE_INFINITY], 'not-a-number'),
]

/** A release that nobody uses any more from the third slice on. */
export const GONE = 'a-release-that-is-gone'

/** Every row that the table holds. */
export const MINUTES: readonly Minute[] = [
  ...[...['old'], ...['new'], ...HOSTILE].flatMap((release) =>
    (release === 'old' ? OLD : NEW).map(({ n, x }, index) => ({ index, release, requests: n, failures: x })),
  ),
  ...[...SCENES, ...FLOAT_SCENES].flatMap(({ release, cells }) =>
    cells.flatMap((cell, index) => (cell ? [{ index, release, requests: cell[0], failures: cell[1] }] : [])),
  ),
  ...[0, 1].map((index) => ({ index, release: GONE, requests: 9, failures: 0 })),
]

/** What connecting needs, with these secrets and a network that may lead to this machine. */
export const contextOf = (
  secrets: Readonly<Record<string, string>> = {},
  lines: string[] = [],
): SourceContext => {
  const open: SourceContext['openHttp'] = (guard) =>
    createHttp({ provider: 'metrics', guard, random: () => 0, sleep: async () => {} })
  return {
    secret: (name) => {
      const value = secrets[name]
      if (value === undefined) throw new ConfigError({ message: `the secret ${name} is missing` })
      return value
    },
    http: open({}),
    openHttp: open,
    log: (line) => void lines.push(line),
  }
}

/** The slices of the table, for the new release and the old one. */
export const REQUEST = {
  metric: 'errors',
  canary: 'new',
  baseline: 'old',
  from: START,
  slice: SLICE,
  count: TRUTH.length,
} as const
