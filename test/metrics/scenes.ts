import type { Counts, SliceProblem } from '../../src/analysis/judgement.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import type { Sample } from '../servers/prometheus.ts'

/** Start of the slices that the scenes are about, in milliseconds since 1970. */
export const START = MONDAY_MORNING + 7 * 60_000
export const SLICE = 60_000
export const SCRAPE = 15_000
export const SLICES = 6

/** Scrapes before the first slice: two slices of them. */
const BEFORE = 8
const SCRAPES = SLICES * (SLICE / SCRAPE)

/** Scrapes do not fall on the ends of slices. */
const moment = (scrape: number): number => START + scrape * SCRAPE + 3217

/** What a counter shows at a scrape, the first of the first slice being 0; undefined: it is not there. */
export type Showing = (scrape: number) => number | undefined

/** The samples of one counter. */
export const counter = (name: string, labels: Record<string, string>, shows: Showing): Sample[] =>
  Array.from({ length: BEFORE + SCRAPES }, (_, index) => index - BEFORE).flatMap((scrape) => {
    const value = shows(scrape)
    return value === undefined ? [] : [{ name, labels, at: moment(scrape), value }]
  })

/** What happened in the slices of a release that behaves: its units and the bad ones. */
const OLD: readonly Counts[] = [
  { n: 120, x: 1 },
  { n: 118, x: 0 },
  { n: 0, x: 0 },
  { n: 131, x: 2 },
  { n: 125, x: 0 },
  { n: 119, x: 1 },
]

/** The new release has no failure, and so no counter of failures, before the third slice. */
const NEW: readonly Counts[] = [
  { n: 14, x: 0 },
  { n: 12, x: 0 },
  { n: 13, x: 4 },
  { n: 0, x: 0 },
  { n: 17, x: 1 },
  { n: 11, x: 11 },
]

/** What both releases truly did, slice by slice. */
export const TRUTH = NEW.map((canary, index) => ({ canary, baseline: OLD[index] ?? { n: 0, x: 0 } }))

/** Sum of what happened up to a scrape; the units of a slice come in its second and third quarter. */
const upTo = (counts: readonly number[], scrape: number): number =>
  counts.reduce((sum, count, slice) => {
    const quarter = scrape - slice * (SLICE / SCRAPE)
    if (quarter < 1) return sum
    return sum + (quarter === 1 ? Math.floor(count / 2) : count)
  }, 0)

const half = (counts: readonly number[], upper: boolean): number[] =>
  counts.map((count) => (upper ? Math.ceil(count / 2) : Math.floor(count / 2)))

/** A release on two machines, which had served requests before the first slice. A counter of nothing is not there. */
const steady = (release: string, counts: readonly Counts[], before: number): Sample[] =>
  [true, false].flatMap((upper) => {
    const labels = { release, instance: upper ? 'a:9000' : 'b:9000' }
    const all = half(
      counts.map(({ n }) => n),
      upper,
    )
    const bad = half(
      counts.map(({ x }) => x),
      upper,
    )
    return [
      ...counter('requests_total', labels, (scrape) => before + upTo(all, scrape)),
      ...counter('failures_total', labels, (scrape) => before / 10 + upTo(bad, scrape) || undefined),
    ]
  })

/** One odd release beside the steady old one, and what must be said of its slices. */
export interface Scene {
  release: string
  title: string
  samples: Sample[]
  /** Per slice: units and bad ones, or the problem. */
  says: readonly (Counts | SliceProblem)[]
}

interface Odd {
  total?: Showing
  /** A second machine. */
  other?: Showing
  bad?: Showing
}

const scene = (title: string, { total, other, bad }: Odd, says: Scene['says']): Scene => {
  const release = title.replaceAll(' ', '-')
  const make = (name: string, instance: string, shows?: Showing): Sample[] =>
    shows ? counter(name, { release, instance }, shows) : []
  const samples = [
    ...make('requests_total', 'a:9000', total),
    ...make('requests_total', 'b:9000', other),
    ...make('failures_total', 'a:9000', bad),
  ]
  return { release, title, samples, says }
}

const four = { n: 4, x: 0 }
const onwards = (scrape: number): number => 1000 + scrape
const missing =
  (from: number, to: number, shows: Showing = onwards): Showing =>
  (scrape) =>
    scrape >= from && scrape <= to ? undefined : shows(scrape)

/** Everything that can go wrong with counters, each in the third slice (scrapes 8 to 11). */
export const SCENES: readonly Scene[] = [
  scene('a process that starts again', { total: (scrape) => (scrape < 10 ? onwards(scrape) : scrape - 10) }, [
    four,
    four,
    'counter-reset',
    four,
    four,
    four,
  ]),
  scene(
    'a counter that overtakes its old value within the slice',
    { total: (scrape) => (scrape < 9 ? 5 : scrape === 9 ? 0 : 40 + scrape) },
    [{ n: 0, x: 0 }, { n: 0, x: 0 }, 'counter-reset', four, four, four],
  ),
  scene(
    'a counter that falls between the slices and overtakes its old value',
    { total: (scrape) => (scrape < 8 ? 20 : (scrape - 7) * 10) },
    [{ n: 0, x: 0 }, { n: 0, x: 0 }, 'counter-reset', { n: 40, x: 0 }, { n: 40, x: 0 }, { n: 40, x: 0 }],
  ),
  scene('NaN', { total: (scrape) => (scrape === 11 ? Number.NaN : onwards(scrape)) }, [
    four,
    four,
    'not-a-number',
    'not-a-number',
    four,
    four,
  ]),
  scene('infinity', { total: (scrape) => (scrape >= 10 ? Number.POSITIVE_INFINITY : onwards(scrape)) }, [
    four,
    four,
    'not-a-number',
    'not-a-number',
    'not-a-number',
    'not-a-number',
  ]),
  scene('a negative count', { total: (scrape) => scrape - 100 }, [
    'out-of-range',
    'out-of-range',
    'out-of-range',
    'out-of-range',
    'out-of-range',
    'out-of-range',
  ]),
  scene('more bad units than units', { total: onwards, bad: (scrape) => (scrape < 9 ? 7 : 27) }, [
    four,
    four,
    'out-of-range',
    four,
    four,
    four,
  ]),
  scene('bad units that are not counted any more', { total: onwards, bad: missing(10, 99, () => 7) }, [
    four,
    four,
    four,
    'stale',
    'stale',
    'stale',
  ]),
  scene('scrapes that fail at the end of a slice', { total: missing(10, 13) }, [
    four,
    four,
    'stale',
    'stale',
    four,
    four,
  ]),
  scene('one scrape that fails', { total: missing(11, 11) }, [
    four,
    four,
    { n: 3, x: 0 },
    { n: 5, x: 0 },
    four,
    four,
  ]),
  scene('a release that appears', { total: (scrape) => (scrape < 9 ? undefined : 3 + 2 * (scrape - 9)) }, [
    'no-data',
    'no-data',
    { n: 7, x: 0 },
    { n: 8, x: 0 },
    { n: 8, x: 0 },
    { n: 8, x: 0 },
  ]),
  scene('a release that is gone', { total: missing(10, 99) }, [
    four,
    four,
    'stale',
    'stale',
    'stale',
    'stale',
  ]),
  scene(
    'a machine that takes over from another',
    { total: missing(10, 99), other: (scrape) => (scrape < 10 ? undefined : 2 + 3 * (scrape - 10)) },
    [four, four, { n: 2 + 5, x: 0 }, { n: 12, x: 0 }, { n: 12, x: 0 }, { n: 12, x: 0 }],
  ),
  scene('a machine that was out of sight', { total: onwards, other: missing(4, 8) }, [
    { n: 8, x: 0 },
    four,
    'stale',
    { n: 8, x: 0 },
    { n: 8, x: 0 },
    { n: 8, x: 0 },
  ]),
  scene(
    'a machine that started again out of sight',
    { total: onwards, other: missing(5, 8, (scrape) => (scrape < 9 ? onwards(scrape) : scrape - 9)) },
    [{ n: 8, x: 0 }, { n: 5, x: 0 }, 'counter-reset', { n: 8, x: 0 }, { n: 8, x: 0 }, { n: 8, x: 0 }],
  ),
  scene('nothing at all', {}, ['no-data', 'no-data', 'no-data', 'no-data', 'no-data', 'no-data']),
]

/** A histogram in seconds, cumulative as Prometheus keeps them; `shows` gives the counts up to each bound. */
const histogram = (
  name: string,
  labels: Record<string, string>,
  buckets: Readonly<Record<string, Showing>>,
): Sample[] =>
  Object.entries(buckets).flatMap(([le, shows]) => counter(`${name}_bucket`, { ...labels, le }, shows))

/** Ten requests per scrape; one of them slower than 0.5 s, two slower than 0.25 s, in the new release twice as many. */
const LATENCIES = ['old', 'new'].flatMap((release) => {
  const slow = release === 'new' ? 2 : 1
  const count =
    (per: number): Showing =>
    (scrape) =>
      (scrape + BEFORE) * per
  return histogram(
    'duration_seconds',
    { release, instance: 'a:9000' },
    { '0.25': count(10 - 2 * slow), '0.5': count(10 - slow), '1.0': count(10), '+Inf': count(10) },
  )
})

/** Which machine runs which release is said by a metric of its own, as many services do. */
const BUILDS = ['old', 'new'].flatMap((version) => [
  ...counter('build_info', { version, instance: `${version}:9000` }, () => 1),
  ...counter('jobs_total', { instance: `${version}:9000` }, (scrape) => (scrape + BEFORE) * 5),
  ...counter('failed_jobs_total', { instance: `${version}:9000` }, (scrape) => scrape + BEFORE),
])

/** A release whose id would end a string, open a comment and add a matcher if it were pasted into a query. */
export const HOSTILE = 'new"} or vector(1) # \\'

/** Everything that the Prometheus of the tests remembers. */
export const SAMPLES: readonly Sample[] = [
  ...steady('old', OLD, 5000),
  ...steady('new', NEW, 0),
  ...counter('requests_total', { release: HOSTILE, instance: 'a:9000' }, onwards),
  ...SCENES.flatMap(({ samples }) => samples),
  ...LATENCIES,
  ...BUILDS,
]
