import { z } from 'zod'
import { bucketsOf, type Past } from './past.ts'
import { bearerOf, Refusal, strictly, type VendorScript } from './stand-in.ts'

export const VERCEL_ORIGIN = 'https://api.vercel.com'

/** After the types of the vendor's own tool (packages/cli, commands/metrics): only what may stand there. */
const requestShape = z.strictObject({
  scope: z.strictObject({
    type: z.literal('project'),
    ownerId: z.string().startsWith('team_'),
    projectIds: z.tuple([z.string().startsWith('prj_')]),
  }),
  metric: z.enum(['vercel.function_invocation.count', 'vercel.request.count']),
  aggregation: z.literal('sum'),
  startTime: z.iso.datetime(),
  endTime: z.iso.datetime(),
  granularity: z.union([
    z.strictObject({ minutes: z.union([z.literal(1), z.literal(5)]) }),
    z.strictObject({ hours: z.union([z.literal(1), z.literal(4)]) }),
  ]),
  groupBy: z.tuple([z.literal('deployment_id')]),
  filter: z.string(),
  limit: z.int().positive(),
})

const HOUR = 3_600_000

/** Longest range of each granularity. */
const RANGES: Readonly<Record<number, number>> = {
  60000: HOUR,
  300000: 12 * HOUR,
  [HOUR]: 72 * HOUR,
  [4 * HOUR]: 720 * HOUR,
}

const FILTER = /^\((deployment_id eq .+?)\)(?: and \(http_status ge (\d{3})\))?$/s
const LITERAL = /deployment_id eq '((?:[^']|'')*)'(?: or |$)/gs

/** Reads the filter as OData does: literals between quotes, doubled quotes within them. */
const readFilter = (filter: string): { deployments: string[]; bad: boolean } => {
  const [, own = '', status] = FILTER.exec(filter) ?? []
  const found = [...own.matchAll(LITERAL)]
  if (found.map(([text]) => text).join('') !== own || own === '') throw new Refusal(`not a filter: ${filter}`)
  return { deployments: found.map(([, text = '']) => text.replaceAll("''", "'")), bad: status !== undefined }
}

/** Observability of one project. */
export const observability = (past: Past): VendorScript => ({
  origin: VERCEL_ORIGIN,
  answer: (request) => {
    bearerOf(request)
    if (request.method !== 'POST' || request.path !== '/v2/observability/query')
      throw new Refusal('no such call')
    const asked = strictly(requestShape, request.body)
    if (request.query.get('teamId') !== asked.scope.ownerId) throw new Refusal('another team')
    const length =
      'minutes' in asked.granularity ? asked.granularity.minutes * 60_000 : asked.granularity.hours * HOUR
    const [from, to] = [Date.parse(asked.startTime), Date.parse(asked.endTime)]
    if (to - from > (RANGES[length] ?? 0)) throw new Refusal('too fine for the range')
    const { deployments, bad } = readFilter(asked.filter)
    const column = `${asked.metric.replaceAll('.', '_')}_sum`
    const data = deployments.flatMap((id) =>
      bucketsOf(past, id, { from, to, length }).map(({ at, counts }) => ({
        timestamp: new Date(at).toISOString(),
        deployment_id: id,
        [column]: bad ? counts.x : counts.n,
      })),
    )
    return { status: 200, body: { data, summary: [], statistics: { rowsRead: data.length } } }
  },
})
