import { z } from 'zod'
import { countsIn, type Past } from './past.ts'
import { Refusal, strictly, type VendorScript } from './stand-in.ts'

export const DATADOG_ORIGIN = 'https://api.datadoghq.com'

/** After the documents of "Query timeseries data across multiple products" (v2): only what may stand there. */
const requestShape = z.strictObject({
  data: z.strictObject({
    type: z.literal('timeseries_request'),
    attributes: z.strictObject({
      from: z.int(),
      to: z.int(),
      interval: z.int().positive(),
      queries: z
        .array(
          z.strictObject({
            data_source: z.literal('metrics'),
            name: z.string().regex(/^[a-z]\w*$/),
            query: z.string(),
          }),
        )
        .min(1),
      formulas: z.array(z.strictObject({ formula: z.string() })).min(1),
    }),
  }),
})

const QUERY =
  /^sum:shop\.(hits|errors)\{service:shop,version:([a-z0-9_.:/-]+)\}\.as_count\(\)\.rollup\(sum, (\d+)\)$/

/** The metrics `shop.hits` and `shop.errors` by the tag `version`. */
export const timeseries = (past: Past): VendorScript => ({
  origin: DATADOG_ORIGIN,
  answer: ({ method, path, headers, body }) => {
    if (method !== 'POST' || path !== '/api/v2/query/timeseries') throw new Refusal('no such call')
    if (!headers['dd-api-key'] || !headers['dd-application-key']) throw new Refusal('a key is missing')
    const { from, to, interval, queries, formulas } = strictly(requestShape, body).data.attributes
    const length = (to - from) / interval
    if (length > 1500) throw new Refusal('more points than one series may have')
    const times = Array.from({ length }, (_, index) => from + index * interval)
    const found = formulas.flatMap(({ formula }, index) => {
      const query = queries.find(({ name }) => name === formula)?.query ?? ''
      const [, what, release = '', seconds] = QUERY.exec(query) ?? []
      if (what === undefined || Number(seconds) * 1000 !== interval)
        throw new Refusal(`not a query: ${query}`)
      const values = times.map((at) => {
        const counts = countsIn(past, release, at, at + interval)
        if (counts === null) return null
        const { n, x } = counts
        // A counter that was never incremented has no point.
        return what === 'hits' ? n : x === 0 ? null : x
      })
      return values.every((value) => value === null) ? [] : [{ index, values }]
    })
    return {
      status: 200,
      body: {
        data: {
          type: 'timeseries_response',
          attributes: {
            series: found.map(({ index }) => ({ group_tags: [], query_index: index, unit: null })),
            times: found.length === 0 ? [] : times,
            values: found.map(({ values }) => values),
          },
        },
      },
    }
  },
})
