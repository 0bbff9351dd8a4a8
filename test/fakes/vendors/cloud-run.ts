import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type ApiAnswer, type ApiCall, type ApiScript, type ApiStandIn, startApi } from './api.ts'

/** Hosts of Google that the stand-in plays. */
export const GOOGLE_HOSTS = [
  'run.googleapis.com',
  'sts.googleapis.com',
  'iamcredentials.googleapis.com',
  'oauth2.googleapis.com',
  'monitoring.googleapis.com',
] as const

export const PROJECT = 'shop-123456'
export const REGION = 'europe-west1'
export const SERVICE = 'web'
export const PROVIDER = 'projects/123456789/locations/global/workloadIdentityPools/github/providers/github'
export const ACCOUNT = 'sluice@shop-123456.iam.gserviceaccount.com'
export const HELLO = 'us-docker.pkg.dev/cloudrun/container/hello'

const PARENT = `projects/${PROJECT}/locations/${REGION}`
const NAME = `${PARENT}/services/${SERVICE}`
const LATEST = 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST'
const BY_NAME = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION'

const target = z.strictObject({
  type: z.enum([LATEST, BY_NAME]),
  revision: z.string().optional(),
  percent: z.int().min(0).max(100).optional(),
  tag: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,44}[a-z0-9])?$/)
    .optional(),
})
type Target = z.output<typeof target>

const template = z.strictObject({
  revision: z.string().optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  containers: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        image: z.string().min(1),
        ports: z.array(z.strictObject({ containerPort: z.int() })).optional(),
        env: z.array(z.looseObject({ name: z.string() })).optional(),
        resources: z.looseObject({}).optional(),
      }),
    )
    .min(1),
  volumes: z.array(z.looseObject({ name: z.string() })).optional(),
  timeout: z.string().optional(),
  serviceAccount: z.string().optional(),
})
type Template = z.output<typeof template>

const patchShape = z.strictObject({
  name: z.string().optional(),
  etag: z.string().optional(),
  template: template.optional(),
  traffic: z.array(target).optional(),
})

/** A revision as the stand-in keeps it. */
export interface StoredRevision {
  name: string
  template: Template
  created: number
  failed: string | null
}

/** Work that goes on. */
export interface Operation {
  name: string
  /** Questions after which it is done. */
  left: number
  error: { code: number; message: string } | null
  apply: () => void
}

/** The service as the stand-in keeps it. */
export interface StoredService {
  generation: number
  etag: string
  template: Template
  traffic: Target[]
  /** What has got through, behind what is wanted. */
  shown: { traffic: Target[]; latest: string }
  created: string
}

const uriOf = (tag: string): string => `https://${tag}---${SERVICE}-abcdefghij-ew.a.run.app`

/** The service. `test/oracles/shapes` holds this and the next two against the types of Google's own client. */
export const serviceOf = ({
  generation,
  etag,
  template: current,
  traffic,
  shown,
  created,
}: StoredService) => {
  const settled = shown.traffic === traffic
  return {
    name: NAME,
    generation: String(generation),
    observedGeneration: String(settled ? generation : generation - 1),
    reconciling: !settled,
    etag,
    uri: `https://${SERVICE}-abcdefghij-ew.a.run.app`,
    template: current,
    traffic,
    trafficStatuses: shown.traffic.map((one) => ({
      ...one,
      ...(one.tag !== undefined && { uri: uriOf(one.tag) }),
    })),
    latestReadyRevision: `${NAME}/revisions/${shown.latest}`,
    latestCreatedRevision: `${NAME}/revisions/${created}`,
    terminalCondition: { type: 'Ready', state: settled ? 'CONDITION_SUCCEEDED' : 'CONDITION_RECONCILING' },
  }
}

/** A revision, `left` reads before it is ready. */
export const revisionOf = ({ name, template: from, created, failed }: StoredRevision, left: number) => {
  const state = failed ? 'CONDITION_FAILED' : left > 0 ? 'CONDITION_RECONCILING' : 'CONDITION_SUCCEEDED'
  return {
    name: `${NAME}/revisions/${name}`,
    createTime: new Date(created * 1000).toISOString(),
    annotations: from.annotations ?? {},
    containers: from.containers,
    conditions: [{ type: 'Ready', state, ...(failed !== null && { message: failed }) }],
  }
}

/** An operation; `response` when it went well. */
export const operationOf = (
  { name, left, error }: Operation,
  response: ReturnType<typeof serviceOf> | null,
) => ({
  name,
  metadata: { '@type': 'type.googleapis.com/google.cloud.run.v2.Service' },
  ...(left <= 0 && { done: true }),
  ...(left <= 0 && error && { error }),
  ...(response && { response }),
})

/** Google Cloud with one project, one service and one run that may act. */
export interface CloudRunTown extends ApiStandIn {
  /** Sends plain requests to the service. */
  visit(count: number): (string | null)[]
  /** The revision that answers at an address. */
  at(url: string): string | null
  /** Takes a revision away. */
  remove(revision: string): void
  /** Somebody else writes the traffic. */
  rewrite(traffic: Target[]): void
  traffic(): readonly Target[]
  revisions(): readonly string[]
  template(): Template
  /** Settings of a test. */
  wish: {
    /** Questions after which an operation is done. */
    slowness: number
    /** Reads of the service after a change until its status shows it. */
    lag: number
    /** Reads of a revision until it is ready. */
    revisionLag: number
    /** Why new revisions fail. */
    fails: string | null
    serviceGone: boolean
    /** What Google says instead of good news, by host. */
    refusals: Partial<Record<string, number>>
  }
  tokens: { accepted: Set<string> }
}

const refuse = (status: number, code: string, message: string): ApiAnswer => ({
  status,
  body: { error: { code: status, status: code, message } },
})

/** Starts Google Cloud with a service that shows the sample page, unless another image is named. */
export const startCloudRun = async (image = HELLO): Promise<CloudRunTown> => {
  let generation = 1
  let clock = 0
  const revisions = new Map<string, StoredRevision>()
  const operations = new Map<string, Operation>()
  let current: Template = { containers: [{ image, ports: [{ containerPort: 8080 }] }] }
  let traffic: Target[] = [{ type: LATEST, percent: 100 }]
  let shown: { traffic: Target[]; latest: string } = { traffic, latest: '' }
  let hidden = 0
  const readiness = new Map<string, number>()
  const tokens = { accepted: new Set(['ya29.key', 'ya29.plain']) }
  const wish: CloudRunTown['wish'] = {
    slowness: 0,
    lag: 0,
    revisionLag: 0,
    fails: null,
    serviceGone: false,
    refusals: {},
  }

  const latestReady = (): string =>
    [...revisions.values()]
      .filter(({ failed }) => failed === null)
      .toSorted((a, b) => b.created - a.created)[0]?.name ?? ''

  const make = (from: Template): string => {
    const name = from.revision ?? `${SERVICE}-${String(revisions.size + 1).padStart(5, '0')}-abc`
    clock += 1
    revisions.set(name, { name, template: from, created: clock, failed: wish.fails })
    readiness.set(name, wish.revisionLag)
    return name
  }
  make(current)
  shown = { traffic, latest: latestReady() }

  const etagOf = (): string =>
    `"${createHash('sha256').update(JSON.stringify({ generation, current, traffic })).digest('base64')}"`

  const resolve = ({ type, revision }: Target, latest: string): string =>
    type === LATEST ? latest : (revision ?? '')

  const serviceView = () => {
    if (hidden > 0) hidden -= 1
    else shown = { traffic, latest: latestReady() }
    const created = [...revisions.keys()].at(-1) ?? ''
    return serviceOf({ generation, etag: etagOf(), template: current, traffic, shown, created })
  }

  const revisionView = (revision: StoredRevision) => {
    const left = readiness.get(revision.name) ?? 0
    readiness.set(revision.name, Math.max(0, left - 1))
    return revisionOf(revision, left)
  }

  const operationView = (operation: Operation) =>
    operationOf(operation, operation.left <= 0 && !operation.error ? serviceView() : null)

  const begin = (error: Operation['error']): ApiAnswer => {
    const name = `${PARENT}/operations/${createHash('sha256').update(String(operations.size)).digest('hex').slice(0, 16)}`
    const operation: Operation = { name, left: wish.slowness, error, apply: () => {} }
    operations.set(name, operation)
    return { status: 200, body: operationView(operation) }
  }

  const patch = (call: ApiCall): ApiAnswer => {
    const read = patchShape.safeParse(call.body)
    if (!read.success) return refuse(400, 'INVALID_ARGUMENT', z.prettifyError(read.error))
    const mask = (call.query.get('updateMask') ?? '').split(',')
    if ([...call.query.keys()].some((key) => key !== 'updateMask'))
      return refuse(400, 'INVALID_ARGUMENT', 'query')
    const { etag, template: next, traffic: wanted } = read.data
    if (etag !== undefined && etag !== etagOf())
      return refuse(409, 'ABORTED', 'Conflict for resource: version given does not match')
    const named = mask.includes('template') ? next?.revision : undefined
    if (named !== undefined && revisions.has(named))
      return refuse(
        409,
        'ALREADY_EXISTS',
        `Revision named '${named}' with different configuration already exists.`,
      )
    if (named !== undefined && !new RegExp(`^${SERVICE}-[a-z0-9-]{1,40}[a-z0-9]$`).test(named))
      return refuse(400, 'INVALID_ARGUMENT', 'revision name')
    const list = mask.includes('traffic') ? (wanted ?? []) : traffic
    const total = list.reduce((sum, { percent = 0 }) => sum + percent, 0)
    if (list.length > 0 && total !== 100) return refuse(400, 'INVALID_ARGUMENT', `percents sum to ${total}`)
    const tags = list.flatMap(({ tag }) => tag ?? [])
    if (new Set(tags).size !== tags.length) return refuse(400, 'INVALID_ARGUMENT', 'tag twice')
    const missing = list.find(
      ({ type, revision = '' }) => type === BY_NAME && revision !== named && !revisions.has(revision),
    )
    if (missing) return refuse(400, 'INVALID_ARGUMENT', `revision ${missing.revision} does not exist`)
    generation += 1
    hidden = wish.lag
    let error: Operation['error'] = null
    if (mask.includes('template') && next) {
      current = next
      const name = make(next)
      const failed = revisions.get(name)?.failed
      if (failed) error = { code: 9, message: failed }
    }
    traffic = list.length === 0 ? [{ type: LATEST, percent: 100 }] : list
    return begin(error)
  }

  const authorised = ({ headers }: ApiCall): boolean =>
    tokens.accepted.has(/^Bearer (\S+)$/.exec(String(headers.authorization))?.[1] ?? '')

  const runApi = (call: ApiCall): ApiAnswer => {
    if (!authorised(call))
      return refuse(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.')
    const path = call.path.replace(/^\/v2\//, '')
    const operation = operations.get(path)
    if (operation && call.method === 'GET') {
      operation.left -= 1
      return { status: 200, body: operationView(operation) }
    }
    if (!path.startsWith(NAME) || wish.serviceGone)
      return refuse(404, 'NOT_FOUND', `Resource '${SERVICE}' of kind 'SERVICE' does not exist.`)
    const rest = path.slice(NAME.length)
    if (rest === '' && call.method === 'GET') return { status: 200, body: serviceView() }
    if (rest === '' && call.method === 'PATCH') return patch(call)
    if (rest === '/revisions' && call.method === 'GET') {
      const all = [...revisions.values()].toSorted((a, b) => b.created - a.created)
      const size = Math.min(Number(call.query.get('pageSize') ?? 100), 100)
      const from = Number(call.query.get('pageToken') ?? 0)
      const next = from + size < all.length ? { nextPageToken: String(from + size) } : {}
      return { status: 200, body: { revisions: all.slice(from, from + size).map(revisionView), ...next } }
    }
    const revision = revisions.get(decodeURIComponent(rest.replace(/^\/revisions\//, '')))
    if (revision && call.method === 'GET') return { status: 200, body: revisionView(revision) }
    return refuse(404, 'NOT_FOUND', 'Resource of kind REVISION does not exist.')
  }

  const answer = (call: ApiCall): ApiAnswer => {
    const refused = wish.refusals[call.host]
    if (refused !== undefined) return refuse(refused, 'PERMISSION_DENIED', 'Permission denied')
    switch (call.host) {
      case 'sts.googleapis.com':
        return exchange(call, tokens)
      case 'iamcredentials.googleapis.com':
        return impersonate(call, tokens)
      case 'oauth2.googleapis.com':
        return grant(call)
      case 'monitoring.googleapis.com':
        return authorised(call) ? monitor(call) : refuse(401, 'UNAUTHENTICATED', 'who?')
      default:
        return runApi(call)
    }
  }

  const script: ApiScript = { hosts: GOOGLE_HOSTS, answer }
  const api = await startApi(script)
  /** What each of a hundred visitors in turn meets: spread evenly. */
  let visits = 0
  const visit = (): string | null => {
    const spot = (visits * 37) % 100
    visits += 1
    let sum = 0
    for (const one of shown.traffic) {
      sum += one.percent ?? 0
      if (spot < sum) return resolve(one, shown.latest)
    }
    return null
  }
  return Object.assign(api, {
    wish,
    tokens,
    visit: (count: number) => {
      if (hidden === 0) shown = { traffic, latest: latestReady() }
      return Array.from({ length: count }, visit)
    },
    at: (url: string) => {
      const found = traffic.find(({ tag }) => tag !== undefined && uriOf(tag) === url)
      return found ? resolve(found, latestReady()) : null
    },
    remove: (revision: string) => void revisions.delete(revision),
    rewrite: (next: Target[]) => {
      traffic = next
      generation += 1
    },
    traffic: () => traffic,
    revisions: () => [...revisions.keys()],
    template: () => current,
  })
}

const stsShape = z.strictObject({
  grantType: z.literal('urn:ietf:params:oauth:grant-type:token-exchange'),
  audience: z.literal(`//iam.googleapis.com/${PROVIDER}`),
  scope: z.literal('https://www.googleapis.com/auth/cloud-platform'),
  requestedTokenType: z.literal('urn:ietf:params:oauth:token-type:access_token'),
  subjectTokenType: z.literal('urn:ietf:params:oauth:token-type:jwt'),
  subjectToken: z.literal(`identity for https://iam.googleapis.com/${PROVIDER}`),
})

const exchange = (call: ApiCall, tokens: CloudRunTown['tokens']): ApiAnswer => {
  if (call.headers.authorization !== undefined)
    return refuse(400, 'INVALID_ARGUMENT', 'no Authorization here')
  if (call.path !== '/v1/token' || !stsShape.safeParse(call.body).success)
    return { status: 400, body: { error: 'invalid_grant' } }
  tokens.accepted.add('federated')
  return {
    status: 200,
    body: {
      access_token: 'federated',
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: 3599,
    },
  }
}

const impersonateShape = z.strictObject({ scope: z.array(z.string()).min(1), lifetime: z.literal('3600s') })

const impersonate = (call: ApiCall, tokens: CloudRunTown['tokens']): ApiAnswer => {
  const right = `/v1/projects/-/serviceAccounts/${encodeURIComponent(ACCOUNT)}:generateAccessToken`
  if (call.path !== right || !impersonateShape.safeParse(call.body).success)
    return refuse(404, 'NOT_FOUND', 'Not found; Gaia id not found for email')
  if (call.headers.authorization !== 'Bearer federated') return refuse(401, 'UNAUTHENTICATED', 'who?')
  tokens.accepted.add('ya29.account')
  return {
    status: 200,
    body: { accessToken: 'ya29.account', expireTime: new Date(Date.now() + 3_600_000).toISOString() },
  }
}

const grant = (call: ApiCall): ApiAnswer => {
  const form = new URLSearchParams(String(call.body))
  const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
  const read = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString())
  const fits =
    form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
    read(header).alg === 'RS256' &&
    read(claims).iss === ACCOUNT &&
    signature.length > 100
  if (!fits) return { status: 400, body: { error: 'invalid_grant' } }
  return { status: 200, body: { access_token: 'ya29.key', token_type: 'Bearer', expires_in: 3599 } }
}

/** Google refuses parameters that it does not know: https://cloud.google.com/monitoring/api/ref_v3/rest */
const RANGE_PARAMETERS = ['query', 'start', 'end', 'step', 'timeout']

const monitor = (call: ApiCall): ApiAnswer => {
  const form = new URLSearchParams(String(call.body))
  const unknown = [...form.keys(), ...call.query.keys()].filter((name) => !RANGE_PARAMETERS.includes(name))
  if (call.path !== `/v1/projects/${PROJECT}/location/global/prometheus/api/v1/query_range`)
    return refuse(404, 'NOT_FOUND', 'no such call')
  if (unknown.length > 0)
    return {
      status: 400,
      body: { status: 'error', errorType: 'bad_data', error: `Unknown name "${unknown[0]}"` },
    }
  return { status: 200, body: { status: 'success', data: { resultType: 'matrix', result: [] } } }
}
