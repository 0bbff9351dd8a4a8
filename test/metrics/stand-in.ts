import { existsSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import type { LocalServer, Seen } from '../kit/server.ts'
import { serve } from '../kit/server.ts'
import type { Sample } from '../servers/prometheus.ts'

/** A stand-in for Prometheus that understands the queries Sluice sends, and no others. */
export interface StandIn extends LocalServer {
  /** What Prometheus' own specification says against the requests and answers so far. */
  violations: string[]
}

/** What the stand-in gives back instead of a good answer. */
export interface Fault {
  status?: number
  headers?: Record<string, string>
  /** Sent as it is. */
  body?: string
  /** Changes a good answer; what it returns is sent as JSON. */
  change?: (answer: Answer) => unknown
}

/** A good answer. */
export interface Answer {
  status: 'success'
  data: { resultType: string; result: { metric: Record<string, string>; values: [number, string][] }[] }
  warnings?: string[]
}

type Result = Answer['data']['result'][number]
/** Value of each series at one moment. */
type Vector = { labels: Record<string, string>; value: number }[]
type Evaluate = (moment: number) => Vector

interface Series {
  labels: Record<string, string>
  points: { at: number; value: number }[]
}

const seriesOf = (samples: readonly Sample[]): Series[] => {
  const all = new Map<string, Series>()
  for (const { name, labels, at, value } of samples) {
    const full = { __name__: name, ...labels }
    const key = JSON.stringify(full)
    const series: Series = all.get(key) ?? { labels: full, points: [] }
    all.set(key, series)
    series.points.push({ at, value })
  }
  return [...all.values()]
}

const MATCHER = /([\w]+)(=~|=)("(?:[^"\\]|\\.)*")/g

const select = (all: readonly Series[], selector: string): Series[] => {
  const [, name = '', matchers = ''] = /^(\w*)\{(.*)\}$/s.exec(selector) ?? []
  const wanted = [...matchers.matchAll(MATCHER)].map(([, label = '', how, text = '']) => {
    const value = JSON.parse(text) as string
    const fits = (found: string) => (how === '=' ? found === value : new RegExp(`^(?:${value})$`).test(found))
    return { label, fits }
  })
  return all.filter(
    ({ labels }) =>
      (name === '' || labels.__name__ === name) &&
      wanted.every(({ label, fits }) => fits(labels[label] ?? '')),
  )
}

/** Prometheus 2 counts samples at both ends of a window. */
const within = ({ points }: Series, end: number, length: number) =>
  points.filter(({ at }) => at >= end - length && at <= end)

const fallsIn = (series: Series, end: number, length: number): number => {
  const points = within(series, end, length)
  return points.filter(({ value }, index) => value < (points[index - 1]?.value ?? value)).length
}

const SELECTOR = String.raw`(\w*\{.*\})`
const LAST = new RegExp(String.raw`^last_over_time\(${SELECTOR}\[(\d+)ms\]\)$`, 's')
const COUNT = /^count\((last_over_time\(.*\))\)$/s
const GROUP = /^group by \(le\) \((.*)\)$/s
const RESETS = new RegExp(
  String.raw`^sum\(resets\(${SELECTOR}\[(\d+)ms\]\)\) - \(sum\(resets\(${SELECTOR}\[(\d+)ms\] offset (\d+)ms\)\) or vector\(0\)\)$`,
  's',
)
const PART = /^label_replace\((.*), "sluice_role", "([\w -]+)", "", ""\)$/s

/** A query of ours as a function of the moment; null for any other. */
const compile = (query: string, all: readonly Series[]): Evaluate | null => {
  const last = LAST.exec(query)
  if (last) {
    const found = select(all, last[1] ?? '')
    return (moment) =>
      found.flatMap((series) => {
        const point = within(series, moment, Number(last[2])).at(-1)
        return point ? [{ labels: series.labels, value: point.value }] : []
      })
  }
  const counted = COUNT.exec(query)?.[1]
  if (counted !== undefined) {
    const inner = compile(counted, all)
    return (
      inner && ((moment) => (inner(moment).length > 0 ? [{ labels: {}, value: inner(moment).length }] : []))
    )
  }
  const grouped = GROUP.exec(query)?.[1]
  if (grouped !== undefined) {
    const inner = compile(grouped, all)
    return (
      inner &&
      ((moment) =>
        [...new Set(inner(moment).map(({ labels }) => labels.le ?? ''))].map((le) => ({
          labels: { le },
          value: 1,
        })))
    )
  }
  const resets = RESETS.exec(query)
  if (!resets) return null
  const [, selector = '', length, , before, offset] = resets
  const found = select(all, selector)
  return (moment) => {
    const seen = found.filter((series) => within(series, moment, Number(length)).length > 0)
    if (seen.length === 0) return []
    const sum = (end: number, span: number) =>
      seen.reduce((total, series) => total + fallsIn(series, end, span), 0)
    return [{ labels: {}, value: sum(moment, Number(length)) - sum(moment - Number(offset), Number(before)) }]
  }
}

const compileParts = (query: string, all: readonly Series[]): Evaluate | null => {
  const parts = query.split('\nor\n').map((text): Evaluate | null => {
    const [, inner, role = ''] = PART.exec(text) ?? []
    const evaluate = compile(inner ?? text, all)
    if (!evaluate || inner === undefined) return evaluate
    return (moment) =>
      evaluate(moment).map(({ labels, value }) => ({ labels: { ...labels, sluice_role: role }, value }))
  })
  if (parts.some((part) => part === null)) return null
  return (moment) => parts.flatMap((part) => part?.(moment) ?? [])
}

const numberText = (value: number): string =>
  Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? '+Inf' : '-Inf'

const rangeOf = (evaluate: Evaluate, form: URLSearchParams): Result[] => {
  const milliseconds = (name: string) => Math.round(Number(form.get(name)) * 1000)
  const found = new Map<string, Result>()
  for (let moment = milliseconds('start'); moment <= milliseconds('end'); moment += milliseconds('step'))
    for (const { labels, value } of evaluate(moment)) {
      const key = JSON.stringify(labels)
      const entry = found.get(key) ?? { metric: labels, values: [] }
      found.set(key, entry)
      entry.values.push([moment / 1000, numberText(value)])
    }
  return [...found.values()]
}

const refuse = (error: string): { status: number; body: unknown } => ({
  status: 400,
  body: { status: 'error', errorType: 'bad_data', error },
})

const answerTo = (form: URLSearchParams, all: readonly Series[]): { status: number; body: unknown } => {
  const number = (name: string) => Number(form.get(name))
  if ((number('end') - number('start')) / number('step') > 11_000)
    return refuse(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution',
    )
  const evaluate = compileParts(form.get('query') ?? '', all)
  if (!evaluate) return refuse('invalid parameter "query": the stand-in does not know this query')
  const body = { status: 'success', data: { resultType: 'matrix', result: rangeOf(evaluate, form) } }
  return { status: 200, body }
}

const SPECIFICATION = fileURLToPath(
  new URL('../../../shared/specs/prometheus/openapi_3.1.yaml', import.meta.url),
)

type Judge = (schema: string, value: unknown) => string[]

/** Judges by Prometheus' own specification; where it is not beside the repository, by nothing, which is said once. */
const openJudge = (): Judge => {
  if (!existsSync(SPECIFICATION)) {
    console.info(
      'The specification of Prometheus is not here: requests and answers are not checked against it.',
    )
    return () => []
  }
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false })
  addFormats.default(ajv)
  ajv.addSchema({ ...parse(readFileSync(SPECIFICATION, 'utf8')), $id: 'prometheus' })
  return (schema, value) => {
    const validate = ajv.compile({ $ref: `prometheus#/components/schemas/${schema}` })
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => `${schema}${instancePath} ${message}`)
  }
}

/** Opened once: the specification is large. */
let judge: Judge | undefined

/** Starts it. `fault` decides per request, counted from 1, whether something else than the truth is answered. */
export const startStandIn = async (
  samples: readonly Sample[],
  fault: (count: number, seen: Seen) => Fault | null = () => null,
): Promise<StandIn> => {
  const all = seriesOf(samples)
  judge ??= openJudge()
  const check = judge
  const violations: string[] = []
  const answer = (response: ServerResponse, seen: Seen, count: number): void => {
    const form = new URLSearchParams(seen.body)
    if (seen.method !== 'POST' || !seen.path.startsWith('/api/v1/query_range')) {
      response.writeHead(404).end('404 page not found')
      return
    }
    violations.push(...check('QueryRangePostInputBody', Object.fromEntries(form)))
    const wrong = fault(count, seen)
    const { status, body } =
      wrong?.status !== undefined || wrong?.body !== undefined
        ? { status: wrong.status ?? 200, body: wrong.body ?? '' }
        : answerTo(form, all)
    if (!wrong) violations.push(...check(status === 200 ? 'QueryRangeOutputBody' : 'Error', body))
    const changed = wrong?.change ? wrong.change(body as Answer) : body
    response.writeHead(status, { 'content-type': 'application/json', ...wrong?.headers })
    response.end(typeof changed === 'string' ? changed : JSON.stringify(changed))
  }
  return Object.assign(await serve(answer), { violations })
}
