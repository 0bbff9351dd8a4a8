import { findSpecification } from '../specification.ts'
import { countsIn, type Past } from './past.ts'
import { bearerOf, Refusal, type VendorScript } from './stand-in.ts'

export const SUPABASE_ORIGIN = 'https://api.supabase.com'

const DAY = 86_400_000

const QUERY =
  /^select cast\(m\.(?<field>version|deployment_id) as string\) as release, div\(unix_millis\(cast\(t\.timestamp as timestamp\)\) - (?<from>\d+), (?<slice>\d+)\) as slot, count\(\*\) as n, countif\((?<bad>response\.status_code >= \d{3}|m\.execution_time_ms > \d+)\) as x from function_edge_logs as t cross join unnest\(t\.metadata\) as m cross join unnest\(m\.response\) as response cross join unnest\(m\.request\) as request where \(request\.pathname = (?<path>'[^']*') or starts_with\(request\.pathname, (?<below>'[^']*')\)\) and cast\(m\.\k<field> as string\) in \((?<releases>'[^']*'(?:, '[^']*')*)\) group by release, slot limit (?<limit>\d+)$/

/** Reads a literal as BigQuery does, as far as `\u` and `\U` go; any other backslash is a refusal. */
export const readLiteral = (literal: string): string => {
  const inner = literal.slice(1, -1)
  const text = inner.replace(/\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/g, (_, short?: string, long?: string) =>
    String.fromCodePoint(Number.parseInt(short ?? long ?? '', 16)),
  )
  if (/\\(?!u[0-9a-f]{4}|U[0-9a-f]{8})/.test(inner))
    throw new Refusal('an escape that BigQuery reads otherwise')
  return text
}

const below = '/v1'

/** Logs of one edge function in one project. */
export const logs = (past: Past, project: string, slug = 'shop'): VendorScript => {
  const specification = findSpecification('supabase/management-api-v1-2026-06-01.json')
  const seenOf = ({ method, path, query, body }: Parameters<VendorScript['answer']>[0]) => ({
    method,
    path,
    query,
    body,
  })
  return {
    origin: SUPABASE_ORIGIN,
    check: (request, answer) => [
      ...(specification?.request(seenOf(request)) ?? []),
      ...(specification?.answer(seenOf(request), answer) ?? []),
    ],
    answer: (request) => {
      bearerOf(request)
      const { method, path, query } = request
      if (method !== 'GET' || path !== `${below}/projects/${project}/analytics/endpoints/logs.all`)
        throw new Refusal('no such call')
      const [start, end] = [query.get('iso_timestamp_start'), query.get('iso_timestamp_end')].map((text) =>
        Date.parse(text ?? ''),
      ) as [number, number]
      if (!(end > start && end - start <= DAY) || start % 60_000 !== 0 || end % 60_000 !== 0)
        throw new Refusal('the range must be whole minutes and a day at most')
      const read = QUERY.exec((query.get('sql') ?? '').replace(/\s+/g, ' '))?.groups
      if (!read) throw new Refusal('not the query that is known')
      if (Number(read.limit) > 1000) throw new Refusal('more rows than one answer may have')
      const isKnown =
        readLiteral(read.path ?? '') === `/functions/v1/${slug}` &&
        readLiteral(read.below ?? '') === `/functions/v1/${slug}/`
      const [from, slice] = [Number(read.from), Number(read.slice)]
      const releases = (read.releases ?? '').split(', ').map(readLiteral)
      const slots = Math.ceil((end - from) / slice)
      const rows = releases.flatMap((release) =>
        Array.from({ length: isKnown ? slots : 0 }, (_, slot) => {
          const counts = countsIn(past, release, from + slot * slice, from + (slot + 1) * slice)
          return counts === null ? null : { release, slot, n: counts.n, x: counts.x }
        }).filter((row) => row !== null),
      )
      return { status: 200, body: { result: rows } }
    },
  }
}
