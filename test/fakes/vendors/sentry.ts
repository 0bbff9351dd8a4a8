import { findSpecification } from '../specification.ts'
import { bucketsOf, countsIn, type Past } from './past.ts'
import { bearerOf, Refusal, type VendorAnswer, type VendorRequest, type VendorScript } from './stand-in.ts'

export const SENTRY_ORIGIN = 'https://sentry.io'

const HOUR = 3_600_000
const BASE = '/api/0/organizations/acme/'

/** Reads `release:"..."` as Sentry's search does: escapes of quotes, backslashes and stars; a bare star is a wildcard. */
const releasesIn = (query: string): string[] => {
  const found = [...query.matchAll(/(?:release|firstRelease):"((?:[^"\\*]|\\[\\"*])*)"/g)]
  return found.map(([, text = '']) => text.replace(/\\(.)/g, '$1'))
}

/** What Sentry calls the releases of the past: `shop@<id>`. */
const idOf = (name: string): string => /^[a-z]+@(.*)$/s.exec(name)?.[1] ?? ''

const rangeOf = ({ query }: VendorRequest): { from: number; to: number } => {
  const [from, to] = [query.get('start'), query.get('end')].map((text) => Date.parse(text ?? '')) as [
    number,
    number,
  ]
  if (!(to > from) || from % HOUR !== 0 || to % HOUR !== 0) throw new Refusal('no range of whole hours')
  return { from, to }
}

const intervalsOf = ({ from, to }: { from: number; to: number }, length: number): number[] =>
  Array.from({ length: (to - from) / length }, (_, index) => from + index * length)

const sessions = (past: Past, request: VendorRequest): unknown => {
  const range = rangeOf(request)
  const [, hours = ''] = /^([1-9]\d?)h$/.exec(request.query.get('interval') ?? '') ?? []
  const length = Number(hours) * HOUR
  if (!(length >= HOUR && length <= 24 * HOUR)) throw new Refusal('no interval between an hour and a day')
  if (request.query.getAll('groupBy').join() !== 'release,session.status') throw new Refusal('other groups')
  const starts = intervalsOf(range, length)
  const groups = releasesIn(request.query.get('query') ?? '').flatMap((release) => {
    const counts = starts.map((at) => countsIn(past, idOf(release), at, at + length) ?? { n: 0, x: 0 })
    if (counts.every(({ n }) => n === 0)) return []
    const group = (status: string, series: number[]) => ({
      by: { release, 'session.status': status },
      totals: {},
      series: { 'sum(session)': series },
    })
    return [
      group(
        'healthy',
        counts.map(({ n, x }) => n - x),
      ),
      group(
        'errored',
        counts.map(() => 0),
      ),
      group(
        'crashed',
        counts.map(({ x }) => x),
      ),
    ]
  })
  return {
    start: new Date(range.from).toISOString(),
    end: new Date(range.to).toISOString(),
    intervals: starts.map((at) => new Date(at).toISOString()),
    query: request.query.get('query') ?? '',
    groups,
  }
}

const timeseries = (past: Past, request: VendorRequest): unknown => {
  const { from, to } = rangeOf(request)
  const length = Number(request.query.get('interval')) * 1000
  const yAxis = request.query.get('yAxis') ?? ''
  const [release = ''] = releasesIn(request.query.get('query') ?? '')
  const values = intervalsOf({ from, to }, length).map((at) => {
    const { n, x } = countsIn(past, idOf(release), at, at + length) ?? { n: 0, x: 0 }
    const value = yAxis === 'count(span.duration)' ? n : n === 0 ? 0 : x / n
    return { timestamp: at, value, incomplete: false }
  })
  const meta = { interval: length, valueType: 'integer', valueUnit: null }
  return {
    meta: { dataset: 'spans', start: from, end: to },
    timeSeries: [{ yAxis, values, meta }],
  }
}

const issue = (at: number, index: number) => ({
  id: String(index),
  firstSeen: new Date(at).toISOString(),
  lastSeen: new Date(at).toISOString(),
  title: 'Error: out of stock',
})

/** One issue for every bad unit's hour: it was seen for the first time then. */
const issues = (past: Past, request: VendorRequest): unknown => {
  const range = rangeOf(request)
  const [release = ''] = releasesIn(request.query.get('query') ?? '')
  return bucketsOf(past, idOf(release), { ...range, length: HOUR })
    .filter(({ counts }) => counts.x > 0)
    .map(({ at }, index) => issue(at + 60_000, index))
}

const release = (past: Past, name: string): VendorAnswer => {
  const known = past.releases.get(idOf(name))
  if (!known) return { status: 404, body: { detail: 'The requested resource does not exist' } }
  const born = Math.min(...known.keys())
  return { status: 200, body: { version: name, dateCreated: new Date(born).toISOString() } }
}

/** Answers of the stand-in that hold less than the vendor's, so that they are not judged whole. */
const PARTIAL = /\/(?:issues|releases\/[^/]+)\/$/

/** The organization `acme` with one project. `now`: Sentry's present. */
export const organization = (past: Past, now: number | (() => number), project = 'shop'): VendorScript => {
  const specification = findSpecification('sentry/openapi-derefed-2026-08-16.cut.json')
  return {
    origin: SENTRY_ORIGIN,
    check: (request, answer) => {
      const { method, path, query, body } = request
      const seen = { method, path, query, body }
      return [
        ...(specification?.request(seen) ?? []),
        ...(PARTIAL.test(path) ? [] : (specification?.answer(seen, answer) ?? [])),
      ]
    },
    answer: (request) => {
      bearerOf(request)
      const headers = { date: new Date(typeof now === 'number' ? now : now()).toUTCString() }
      if (request.method !== 'GET' || !request.path.startsWith(BASE)) throw new Refusal('no such call')
      const call = request.path.slice(BASE.length)
      const [, name] = /^releases\/([^/]+)\/$/.exec(call) ?? []
      if (name !== undefined) return { ...release(past, decodeURIComponent(name)), headers }
      if (request.query.getAll('project').join() !== project) throw new Refusal('another project')
      if (call === 'sessions/') return { status: 200, body: sessions(past, request), headers }
      if (call === 'events-timeseries/') return { status: 200, body: timeseries(past, request), headers }
      if (call === 'issues/') return { status: 200, body: issues(past, request), headers }
      throw new Refusal('no such call')
    },
  }
}
