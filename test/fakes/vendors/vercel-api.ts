import { createHash } from 'node:crypto'
import { z } from 'zod'
import { createHttp, type Http } from '../../../src/kit/http.ts'
import { type LocalServer, type Seen, serve } from '../../kit/server.ts'
import { findSpecification } from '../specification.ts'
import {
  billingOf,
  type FakeDeployment,
  type FakeRolling,
  hostOfDeployment,
  listedDeployment,
  rollingReleaseOf,
  type Stage,
  stagesOf,
  wholeDeployment,
} from './vercel-answers.ts'

/** The vendor's own address, which requests are turned away from. */
export const VERCEL_API_ORIGIN = 'https://api.vercel.com'

/** What the account pays for. */
export type Plan = 'hobby' | 'pro' | 'enterprise'

/** Where a fault strikes: instead of the work, or after it was done. */
export interface Fault {
  when: 'before' | 'after'
  /** A status, or a connection that breaks off without an answer. */
  what: number | 'cut'
  headers?: Record<string, string>
}

/** Decides per request, counted from 1. */
export type Faults = (request: { method: string; path: string; count: number }) => Fault | null

/** How the account and the project are. */
export interface VercelWorld {
  plan?: Plan
  /** Reads that a build or a move of domains takes. Default 0: at once. */
  busy?: number
  /** Lists in which a new deployment does not show yet. Default 0. */
  hidden?: number
  /** Other projects of the account that have rolling releases. */
  taken?: number
  autoAssign?: boolean
  /** Ids of the project and of its team. Default `prj_standin` and `team_standin`. */
  project?: string
  team?: string
  faults?: Faults
}

const refusal = (status: number, code: string, more: object = {}) => ({
  status,
  body: { error: { code, message: `the stand-in says ${code}`, ...more } },
})

const stageShape = z.strictObject({
  targetPercentage: z.int().min(1).max(100),
  requireApproval: z.boolean().optional(),
  duration: z.number().positive().optional(),
  linearShift: z.boolean().optional(),
})

/** After the documented command `vercel rolling-release configure --cfg`; the specification has no body here. */
const configShape = z.union([
  z.strictObject({ enabled: z.literal(false) }),
  z.strictObject({
    enabled: z.literal(true),
    advancementType: z.enum(['manual-approval', 'automatic']),
    stages: z.array(stageShape).min(2),
    canaryResponseHeader: z.boolean().optional(),
  }),
])

const fileShape = z.strictObject({ file: z.string(), sha: z.string().length(40), size: z.int().min(0) })

const createShape = z.strictObject({
  name: z.string(),
  project: z.string(),
  target: z.literal('production'),
  autoAssignCustomDomains: z.boolean().optional(),
  meta: z.record(z.string(), z.string()),
  files: z.array(fileShape).min(1),
})

/** Vercel as far as one project needs it: it keeps what it is told, and judges every request and answer. */
export interface FakeVercel extends LocalServer {
  /** What was wrong with requests and answers so far. */
  violations: string[]
  http(): Http
  project: string
  team: string
  token: string
  /** Vercel builds a push by itself. */
  push(sha: string, change?: Partial<FakeDeployment>): FakeDeployment
  remove(id: string): void
  /** Somebody presses a button of the dashboard. */
  byHand(act: { rollback?: string; promote?: string; stages?: number[]; stage?: number; off?: true }): void
  visit(count: number): (string | null)[]
  hostOf(url: string): string | null
  deployments(): readonly FakeDeployment[]
  /** Production and rolling release, as a person sees them. */
  standing(): { production: string | null; canary: string | null; share: number; stages: number[] | null }
  /** Requests that were meant to change something: `POST /v1/...`. */
  writes(): string[]
}

const SPEC = 'vercel/vercel-spec-2025-10-27.cut.json'

/** Fields and calls that the vendor's own clients use and the specification at hand does not have yet. */
const NEWER = [
  /createDeployment: no such query parameter: prebuilt/,
  /updateRollingReleaseConfig: takes no JSON body/,
]
const UNKNOWN_CALL = /\/(?:rolling-release\/start|rollback\/[^/]+)$|^\/v2\/files$|^\/v7\/deployments$/

/** Starts it. */
export const startVercel = async (world: VercelWorld = {}): Promise<FakeVercel> => {
  const { plan = 'pro', busy = 0, hidden = 0, taken = 0, faults = () => null } = world
  const { project = 'prj_standin', team = 'team_standin' } = world
  const token = 'vcp_standin_0123456789abcdef'
  const spec = findSpecification(SPEC, { overlaps: true })
  const deployments: FakeDeployment[] = []
  const uploads = new Set<string>()
  const violations: string[] = []
  let rolling: FakeRolling | null = null
  let stages: readonly Stage[] | null = null
  let production: string | null = null
  let before: string | null = null
  let autoAssign = world.autoAssign ?? false
  let clock = 1_790_000_000_000
  let move: { from: string; to: string; type: 'promote' | 'rollback'; reads: number } | null = null
  let moves = 0

  const find = (id: string) => deployments.find((one) => one.id === id)
  const give = (to: string): void => {
    if (production !== to) before = production
    production = to
    const found = find(to)
    if (found) found.served = true
  }
  const share = (): number => {
    const active = rolling?.state === 'ACTIVE' ? rolling.stages[rolling.index] : undefined
    return active?.targetPercentage ?? 0
  }
  const canary = (): string | null => (rolling?.state === 'ACTIVE' ? rolling.canary : null)

  const add = (change: Partial<FakeDeployment>): FakeDeployment => {
    clock += 1000
    const made: FakeDeployment = {
      id: `dpl_${createHash('sha1').update(`${project} ${deployments.length}`).digest('hex').slice(0, 28)}`,
      sha: null,
      meta: {},
      target: 'production',
      state: busy > 0 ? 'BUILDING' : 'READY',
      served: false,
      createdAt: clock,
      files: 0,
      busy,
      hidden,
      ...change,
    }
    deployments.push(made)
    return made
  }

  const place = () => ({ project, team, plan, canary: canary() })

  const isCandidate = ({ id, served, state }: FakeDeployment): boolean =>
    served && state === 'READY' && id !== production && (plan !== 'hobby' || id === before)

  const rollingAnswer = () => ({ status: 200, body: rollingReleaseOf(rolling, find, clock) })

  const projectAnswer = () => {
    const serving = production === null ? undefined : find(production)
    if (move && move.reads > 0) move.reads -= 1
    else if (move && moves > 0) {
      give(move.to)
      moves = 0
    }
    const status = move === null ? null : moves > 0 ? 'in-progress' : 'succeeded'
    return {
      status: 200,
      body: {
        accountId: team,
        id: project,
        name: 'shop',
        directoryListing: false,
        nodeVersion: '22.x',
        resourceConfig: { functionDefaultRegions: ['iad1'] },
        defaultResourceConfig: { functionDefaultRegions: ['iad1'] },
        autoAssignCustomDomains: autoAssign,
        lastAliasRequest: move && {
          fromDeploymentId: move.from,
          toDeploymentId: move.to,
          jobStatus: status,
          requestedAt: clock,
          type: move.type,
        },
        targets: {
          production: serving
            ? {
                id: serving.id,
                createdAt: serving.createdAt,
                createdIn: 'sfo1',
                creator: { uid: 'usr_1', username: 'somebody', email: 'user-1@example.com' },
                deploymentHostname: 'shop',
                name: 'shop',
                plan,
                private: false,
                readyState: serving.state,
                readySubstate: 'PROMOTED',
                type: 'LAMBDAS',
                url: hostOfDeployment(serving),
                userId: 'usr_1',
              }
            : null,
        },
      },
    }
  }

  const begin = (to: string, type: 'promote' | 'rollback'): void => {
    move = { from: production ?? '', to, type, reads: busy }
    moves = 1
    if (busy === 0) {
      give(to)
      moves = 0
    }
  }

  const promotable = (id: string) => {
    const found = find(id)
    if (!found) return refusal(404, 'not_found')
    if (found.state !== 'READY' || found.target !== 'production') return refusal(400, 'bad_request')
    return null
  }

  const start = (id: string) => {
    if (plan === 'hobby') return refusal(402, 'payment_required')
    if (stages === null) return refusal(400, 'rolling_release_not_enabled')
    const wrong = promotable(id)
    if (wrong) return wrong
    if (rolling?.state === 'ACTIVE') return refusal(409, 'rolling_release_active')
    if (production === null) return refusal(400, 'no_current_deployment')
    rolling = { state: 'ACTIVE', current: production, canary: id, stages, index: 0 }
    return rollingAnswer()
  }

  const complete = (id: string) => {
    if (rolling?.state !== 'ACTIVE' || rolling.canary !== id) return refusal(400, 'no_active_rolling_release')
    rolling.state = 'COMPLETE'
    begin(id, 'promote')
    give(id)
    moves = 0
    return rollingAnswer()
  }

  const rollBack = (id: string) => {
    if (rolling?.state === 'ACTIVE' && rolling.current === id) {
      rolling.state = 'ABORTED'
      begin(id, 'rollback')
      return { status: 201, body: undefined }
    }
    const found = find(id)
    if (!found) return refusal(404, 'not_found')
    if (!found.served || found.state !== 'READY') return refusal(400, 'not_a_rollback_candidate')
    if (plan === 'hobby' && id !== before && id !== production) return refusal(402, 'payment_required')
    if (rolling?.state === 'ACTIVE') rolling.state = 'ABORTED'
    begin(id, 'rollback')
    return { status: 201, body: undefined }
  }

  const create = (body: unknown) => {
    const read = createShape.safeParse(body)
    if (!read.success) {
      violations.push(`createDeployment: ${read.error.issues[0]?.message ?? ''}`)
      return refusal(400, 'bad_request')
    }
    const missing = read.data.files.map(({ sha }) => sha).filter((sha) => !uploads.has(sha))
    if (missing.length > 0) return refusal(400, 'missing_files', { missing: [...new Set(missing)] })
    const made = add({ meta: read.data.meta, files: read.data.files.length })
    if (read.data.autoAssignCustomDomains !== false && made.state === 'READY') give(made.id)
    return { status: 200, body: wholeDeployment(made, place()) }
  }

  const list = (query: URLSearchParams) => {
    const shown = deployments.filter((one) => {
      one.hidden = Math.max(0, one.hidden - 1)
      if (one.hidden > 0) return false
      if (query.has('target') && one.target !== query.get('target')) return false
      if (query.has('sha') && one.sha !== query.get('sha')) return false
      return query.get('rollbackCandidate') !== 'true' || isCandidate(one)
    })
    const limit = Number(query.get('limit') ?? 20)
    const page = shown.toReversed().slice(0, limit)
    return {
      status: 200,
      body: {
        deployments: page.map((one) => listedDeployment(one, place(), isCandidate(one))),
        pagination: { count: page.length, next: null, prev: null },
      },
    }
  }

  const tick = (one: FakeDeployment): FakeDeployment => {
    if (one.state !== 'BUILDING') return one
    one.busy -= 1
    if (one.busy <= 0) one.state = 'READY'
    return one
  }

  const configure = (body: unknown) => {
    const read = configShape.safeParse(body)
    if (!read.success) {
      violations.push(`rolling-release/config: ${read.error.issues[0]?.message ?? ''}`)
      return refusal(400, 'bad_request')
    }
    if (read.data.enabled && (plan === 'hobby' || (plan === 'pro' && taken > 0)))
      return refusal(402, 'payment_required')
    stages = read.data.enabled ? read.data.stages : null
    return { status: 200, body: { rollingRelease: stages && { stages } } }
  }

  const BASE = `/v1/projects/${project}`
  const work = (method: string, url: URL, body: unknown, seen: Seen): { status: number; body: unknown } => {
    const { pathname: path, searchParams: query } = url
    const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
    const canaryOf = String(fields.canaryDeploymentId)
    if (query.get('teamId') !== team) return refusal(404, 'not_found')
    switch (`${method} ${path}`) {
      case 'GET /v6/deployments':
      // The vendor's own client asks a newer version, which the specification at hand does not have.
      case 'GET /v7/deployments':
        return query.get('projectId') === project ? list(query) : refusal(404, 'not_found')
      case 'POST /v13/deployments':
        return create(body)
      case `GET /v9/projects/${project}`:
        return projectAnswer()
      case `GET /v10/projects/${project}/env`:
        return { status: 200, body: { envs: variables } }
      case `GET ${BASE}/rolling-release`:
        return rollingAnswer()
      case `GET ${BASE}/rolling-release/config`:
        return { status: 200, body: stagesOf(stages) }
      case `PATCH ${BASE}/rolling-release/config`:
        return configure(body)
      case `GET ${BASE}/rolling-release/billing`:
        return { status: 200, body: billingOf(plan, taken) }
      case `POST ${BASE}/rolling-release/start`:
        return start(canaryOf)
      case `POST ${BASE}/rolling-release/complete`:
        return complete(canaryOf)
      case `POST ${BASE}/rolling-release/approve-stage`: {
        if (rolling?.state !== 'ACTIVE' || rolling.canary !== canaryOf)
          return refusal(400, 'no_active_rolling_release')
        if (fields.nextStageIndex !== rolling.index + 1) return refusal(400, 'stage_index_mismatch')
        rolling.index += 1
        return rollingAnswer()
      }
      case 'POST /v2/files': {
        const sha = String(seen.headers['x-vercel-digest'])
        if (createHash('sha1').update(seen.body).digest('hex') !== sha) return refusal(400, 'bad_request')
        uploads.add(sha)
        return { status: 200, body: { urls: [] } }
      }
      default:
        return byPath(method, path)
    }
  }

  const byPath = (method: string, path: string) => {
    const [, one] = /^\/v13\/deployments\/([^/]+)$/.exec(path) ?? []
    if (method === 'GET' && one !== undefined) {
      const found = find(decodeURIComponent(one))
      return found ? { status: 200, body: wholeDeployment(tick(found), place()) } : refusal(404, 'not_found')
    }
    const [, of, verb, id] =
      /^\/v(?:1|10)\/projects\/(prj_\w+)\/(rollback|promote)\/([^/]+)$/.exec(path) ?? []
    if (method !== 'POST' || of !== project || id === undefined) return refusal(404, 'not_found')
    const to = decodeURIComponent(id)
    if (verb === 'rollback') return rollBack(to)
    if (stages !== null && production !== null)
      return start(to).status === 200 ? { status: 202, body: undefined } : refusal(409, 'conflict')
    const wrong = promotable(to)
    if (wrong) return wrong
    begin(to, 'promote')
    return { status: 201, body: undefined }
  }

  const variables = [
    { key: 'DATABASE_URL', target: ['production', 'preview'], type: 'encrypted', value: 'never to be seen' },
    { key: 'PREVIEW_ONLY', target: ['preview'], type: 'plain', value: 'never to be seen' },
  ]

  const judge = (
    method: string,
    url: URL,
    body: unknown,
    answer: { status: number; body: unknown },
  ): void => {
    if (!spec || UNKNOWN_CALL.test(url.pathname)) return
    const { autoAssignCustomDomains, ...known } = (body ?? {}) as Record<string, unknown>
    const judged = body === undefined ? undefined : known
    const seen = { method, path: url.pathname, query: url.searchParams, body: judged }
    const found = [...spec.request(seen), ...(answer.status < 300 ? spec.answer(seen, answer) : [])]
    violations.push(...found.filter((one) => !NEWER.some((known) => known.test(one))))
  }

  const server = await serve((response, seen, count) => {
    const { method } = seen
    const url = new URL(seen.path, 'http://vercel')
    const fault = faults({ method, path: url.pathname, count })
    const say = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(body === undefined ? '' : JSON.stringify(body))
    }
    if (seen.headers.authorization !== `Bearer ${token}`)
      return say(403, { error: { code: 'forbidden', message: 'no' } })
    if (fault?.when === 'before') {
      if (fault.what === 'cut') return void response.destroy()
      return say(fault.what, { error: { code: 'internal_error', message: 'no' } }, fault.headers)
    }
    const isFile = url.pathname === '/v2/files'
    const body = seen.body === '' || isFile ? undefined : (JSON.parse(seen.body) as unknown)
    const answer = work(method, url, body, seen)
    judge(method, url, body, answer)
    if (fault?.what === 'cut') return void response.destroy()
    if (fault) return say(fault.what, { error: { code: 'internal_error', message: 'no' } }, fault.headers)
    say(answer.status, answer.body)
  })

  const http = (): Http => {
    const client = createHttp({ provider: 'vercel', random: () => 0, sleep: async () => {} })
    return {
      close: () => client.close(),
      request: (request) => {
        const asked = new URL(String(request.url))
        if (asked.origin !== VERCEL_API_ORIGIN) throw new Error(`asked ${asked.origin}`)
        return client.request({ ...request, url: `${server.url}${asked.pathname}${asked.search}` })
      },
    }
  }

  return Object.assign(server, {
    violations,
    http,
    project,
    team,
    token,
    push: (sha: string, change: Partial<FakeDeployment> = {}) =>
      add({ sha, meta: { githubCommitSha: sha }, ...change }),
    remove: (id: string) =>
      void deployments.splice(
        deployments.findIndex((one) => one.id === id),
        1,
      ),
    byHand: (act: { rollback?: string; promote?: string; stages?: number[]; stage?: number; off?: true }) => {
      if (act.rollback !== undefined) rollBack(act.rollback)
      if (act.promote !== undefined) begin(act.promote, 'promote')
      if (act.stages)
        stages = act.stages.map((targetPercentage) => ({ targetPercentage, requireApproval: true }))
      if (act.stage !== undefined && rolling) rolling.index = act.stage
      if (act.off) stages = null
      autoAssign = world.autoAssign ?? false
    },
    visit: (count: number) => {
      const part = Math.round((share() * count) / 100)
      return Array.from({ length: count }, (_, index) => (index < part ? canary() : production))
    },
    hostOf: (url: string) =>
      deployments.find((one) => `https://${hostOfDeployment(one)}` === url)?.id ?? null,
    deployments: () => deployments,
    standing: () => ({
      production,
      canary: canary(),
      share: share(),
      stages: stages?.map(({ targetPercentage }) => targetPercentage) ?? null,
    }),
    writes: () =>
      server.seen
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path.split('?')[0]}`),
  })
}
