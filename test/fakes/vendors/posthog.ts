import { z } from 'zod'
import { countsIn, type Past } from './past.ts'
import { bearerOf, Refusal, strictly, type VendorScript } from './stand-in.ts'

export const POSTHOG_ORIGIN = 'https://us.posthog.com'

/** After the documents of API queries: a HogQL query with the values of its placeholders. */
const requestShape = z.strictObject({
  refresh: z.literal('blocking'),
  query: z.strictObject({
    kind: z.literal('HogQLQuery'),
    query: z.string(),
    values: z.record(z.string().regex(/^[a-z]\w*$/), z.union([z.string(), z.number()])),
  }),
})

const QUERY =
  /^select toString\(properties\['release'\]\) as release, intDiv\(toUnixTimestamp\(timestamp\) - \{from\}, \{slice\}\) as slot, (.+) as n, (.+) as x from events where timestamp >= fromUnixTimestamp\(\{from\}\) and timestamp < fromUnixTimestamp\(\{to\}\) and event in \((.+?)\) and toString\(properties\['release'\]\) in \((.+?)\) group by release, slot order by slot, release limit (\d+)$/

/** The project 42, with events of releases called `shop@<id>`. */
export const query = (past: Past): VendorScript => ({
  origin: POSTHOG_ORIGIN,
  answer: (request) => {
    bearerOf(request)
    if (request.method !== 'POST' || request.path !== '/api/projects/42/query/')
      throw new Refusal('no such call')
    const { query: text, values } = strictly(requestShape, request.body).query
    const parts = QUERY.exec(text.replace(/\s+/g, ' '))
    if (!parts) throw new Refusal('not the query that is known')
    const placeholders = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    const unknown = placeholders.filter((name) => !Object.hasOwn(values, name))
    const unused = Object.keys(values).filter((name) => !placeholders.includes(name))
    if (unknown.length + unused.length > 0) throw new Refusal('placeholders and values differ')
    if (Number(parts[5]) > 50_000) throw new Refusal('more rows than one answer may have')
    const [from, to, slice] = [values.from, values.to, values.slice].map((value) => Number(value) * 1000) as [
      number,
      number,
      number,
    ]
    const names = (parts[4] ?? '').split(', ').map((name) => String(values[name.slice(1, -1)]))
    const rows = names.flatMap((name) => {
      const [, release = ''] = /^shop@(.*)$/s.exec(name) ?? []
      return Array.from({ length: (to - from) / slice }, (_, slot) => {
        const counts = countsIn(past, release, from + slot * slice, from + (slot + 1) * slice)
        return counts === null ? null : [name, slot, counts.n, counts.x]
      }).filter((row) => row !== null)
    })
    return {
      status: 200,
      body: { columns: ['release', 'slot', 'n', 'x'], results: rows, types: [], error: null, hasMore: false },
    }
  },
})
