import { createHash } from 'node:crypto'
import { z } from 'zod'
import { findSpecification, type Specification } from '../specification.ts'
import { type ApiAnswer, type ApiCall, type ApiScript, type ApiStandIn, startApi } from './api.ts'

/** Hosts of Fly that the stand-in plays. */
export const FLY_HOSTS = ['api.machines.dev', 'registry.fly.io'] as const

export const APP = 'shop'
export const TOKEN = 'FlyV1 fm2_abc'

const specification: Specification | null = findSpecification('fly/machines-api-openapi3.json')

const bodyShape = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  config: z.looseObject({
    image: z.string(),
    metadata: z.record(z.string(), z.string()).optional(),
    services: z
      .array(z.looseObject({ ports: z.array(z.looseObject({ port: z.int() })).optional() }))
      .optional(),
    checks: z.record(z.string(), z.unknown()).optional(),
  }),
  skip_launch: z.boolean().optional(),
  skip_service_registration: z.boolean().optional(),
  current_version: z.string().optional(),
})
type Body = z.output<typeof bodyShape>

interface Machine {
  id: string
  name: string
  region: string
  state: string
  version: string
  config: Body['config']
  digest: string
  repository: string
  registered: boolean
  /** Reads until it is started, then until its checks pass. */
  starting: number
  checking: number
  lease: { nonce: string; until: number } | null
}

/** Fly with one app. */
export interface FlyTown extends ApiStandIn {
  /** Sends plain requests through the proxy: the release that each machine carries, or its image. */
  visit(count: number): (string | null)[]
  /** Who answers at an address. */
  at(address: { url: string; headers: Record<string, string> }): string | null
  /** Puts an image into the registry and gives its digest. */
  push(revision: string): string
  /** Takes an image out of the registry. */
  forget(digest: string): void
  machines(): readonly Machine[]
  /** Somebody's own deployment with flyctl: other images, metadata as they were. */
  deployByHand(revision: string): void
  /** Somebody's first deployment with flyctl: so many machines of this configuration. */
  launchByHand(revision: string, count: number, config: Readonly<Record<string, unknown>>): void
  /** Somebody clones the first machine until there are so many. */
  grow(to: number): void
  /** Somebody holds a machine. */
  hold(id: string, seconds: number): void
  wish: {
    /** Reads until a machine is started, and until its checks pass after that. */
    startLag: number
    checkLag: number
    /** Images whose machines never pass their checks. */
    sick: Set<string>
    appGone: boolean
    /** Whether the registry answers this token. */
    registryOpen: boolean
    /** Whether rate limits are kept. */
    limits: boolean
  }
}

const RATES: Readonly<Record<string, { perSecond: number; burst: number }>> = {
  get: { perSecond: 5, burst: 10 },
  other: { perSecond: 1, burst: 3 },
}

const refuse = (status: number, error: string): ApiAnswer => ({ status, body: { error } })

/** Starts Fly. `now` is the clock of leases and rate limits, in milliseconds. */
export const startFly = async (
  now: () => number = () => 0,
  { app: own = APP, image = own, token = TOKEN }: { app?: string; image?: string; token?: string } = {},
): Promise<FlyTown> => {
  const machines = new Map<string, Machine>()
  const images = new Map<string, string>()
  const buckets = new Map<string, { left: number; at: number }>()
  let count = 0
  const wish: FlyTown['wish'] = {
    startLag: 0,
    checkLag: 0,
    sick: new Set(),
    appGone: false,
    registryOpen: true,
    limits: true,
  }

  const fresh = (kind: string): string => {
    count += 1
    return createHash('sha256').update(`${kind}${count}`).digest('hex').slice(0, 14)
  }

  const limited = (key: string, rate: { perSecond: number; burst: number }): boolean => {
    if (!wish.limits) return false
    const { left, at } = buckets.get(key) ?? { left: rate.burst, at: now() }
    const present = Math.min(rate.burst, left + ((now() - at) / 1000) * rate.perSecond)
    buckets.set(key, { left: present >= 1 ? present - 1 : present, at: now() })
    return present < 1
  }

  const imageFrom = (reference: string): { repository: string; digest: string } | null => {
    const [repository = '', rest = ''] = reference.split(/[:@](.*)/s)
    const digest = rest.startsWith('sha256:') ? rest : images.get(reference)
    return digest && [...images.values()].includes(digest) ? { repository, digest } : null
  }

  const checksOf = ({ config, checking, state, digest }: Machine): unknown[] =>
    Object.keys(config.checks ?? {}).map((name) => ({
      name,
      status: state === 'started' && checking <= 0 && !wish.sick.has(digest) ? 'passing' : 'critical',
      output: '',
      updated_at: '2026-11-21T12:00:00Z',
    }))

  const view = (machine: Machine, isRead = true): unknown => {
    if (isRead && machine.state === 'starting') {
      machine.starting -= 1
      if (machine.starting < 0) machine.state = 'started'
    } else if (isRead && machine.state === 'started') machine.checking -= 1
    const [registry, ...repository] = machine.repository.split('/')
    return {
      id: machine.id,
      name: machine.name,
      state: machine.state,
      region: machine.region,
      instance_id: machine.version,
      host_status: 'ok',
      image_ref: { registry, repository: repository.join('/'), digest: machine.digest, labels: {} },
      config: machine.config,
      checks: checksOf(machine),
      created_at: '2026-11-21T12:00:00Z',
      updated_at: '2026-11-21T12:00:00Z',
    }
  }

  const launch = (
    machine: Machine,
    { skip_launch: skip, skip_service_registration: outside }: Body,
  ): void => {
    machine.state = skip ? 'created' : wish.startLag > 0 ? 'starting' : 'started'
    machine.starting = wish.startLag
    machine.checking = wish.checkLag
    machine.registered = !outside
    machine.version = fresh('version').toUpperCase()
  }

  const create = (call: ApiCall): ApiAnswer => {
    const read = bodyShape.safeParse(call.body)
    if (!read.success) return refuse(400, z.prettifyError(read.error))
    const { name, region = 'ams', config } = read.data
    const image = imageFrom(config.image)
    if (!image) return refuse(400, 'failed to get manifest: MANIFEST_UNKNOWN')
    if ([...machines.values()].some((one) => one.name === name))
      return refuse(409, 'already_exists: unique machine name violation')
    const id = fresh('machine')
    const base = { id, name: name ?? id, region, config, ...image, state: '', version: '', registered: false }
    const machine: Machine = { ...base, starting: 0, checking: 0, lease: null }
    launch(machine, read.data)
    machines.set(id, machine)
    return { status: 200, body: view(machine, false) }
  }

  const update = (machine: Machine, call: ApiCall): ApiAnswer => {
    const read = bodyShape.safeParse(call.body)
    if (!read.success) return refuse(400, z.prettifyError(read.error))
    const { config, current_version: version } = read.data
    if (version !== undefined && version !== machine.version)
      return refuse(412, 'aborted: machine version does not match')
    const image = imageFrom(config.image)
    if (!image) return refuse(400, 'failed to get manifest: MANIFEST_UNKNOWN')
    Object.assign(machine, image, { config })
    launch(machine, read.data)
    return { status: 200, body: view(machine, false) }
  }

  const leaseOf = (machine: Machine): Machine['lease'] => {
    if (machine.lease && machine.lease.until <= now()) machine.lease = null
    return machine.lease
  }

  const lease = (machine: Machine, call: ApiCall): ApiAnswer => {
    if (call.method === 'DELETE') {
      machine.lease = null
      return { status: 200, body: {} }
    }
    const { ttl } = z.strictObject({ ttl: z.int().min(1), description: z.string() }).parse(call.body)
    const nonce = leaseOf(machine)?.nonce ?? fresh('nonce')
    machine.lease = { nonce, until: now() + ttl * 1000 }
    const expires = Math.floor(machine.lease.until / 1000)
    return {
      status: 201,
      body: { nonce, expires_at: expires, owner: 'deploy@fly', version: machine.version },
    }
  }

  const onMachine = (machine: Machine, action: string, call: ApiCall): ApiAnswer => {
    const held = leaseOf(machine)
    if (call.method !== 'GET' && held && call.headers['fly-machine-lease-nonce'] !== held.nonce)
      return refuse(409, 'failed to acquire lease: lease currently held by somebody@example.com')
    const [verb = '', key = ''] = action.split('/')
    if (verb === '' && call.method === 'GET') return { status: 200, body: view(machine) }
    if (verb === '' && call.method === 'POST') return update(machine, call)
    if (verb === '' && call.method === 'DELETE') {
      machines.delete(machine.id)
      return { status: 200, body: {} }
    }
    if (verb === 'lease') return lease(machine, call)
    if (verb === 'cordon' || verb === 'uncordon') {
      machine.registered = verb === 'uncordon'
      return { status: 200, body: {} }
    }
    if (verb === 'metadata' && call.method === 'DELETE') {
      const { [key]: _, ...rest } = machine.config.metadata ?? {}
      machine.config = { ...machine.config, metadata: rest }
      return { status: 204 }
    }
    return refuse(404, 'no such call')
  }

  const registry = (call: ApiCall): ApiAnswer => {
    const expected = `Basic ${Buffer.from(`x:${token}`).toString('base64')}`
    if (!wish.registryOpen || call.headers.authorization !== expected) return { status: 401 }
    const digest = call.path.split('/manifests/')[1] ?? ''
    return { status: [...images.values()].includes(digest) ? 200 : 404 }
  }

  const machinesApi = (call: ApiCall): ApiAnswer => {
    if (call.headers.authorization !== token) return refuse(401, 'unauthorized')
    const [, app = '', part = '', id = '', action = ''] =
      /^\/v1\/apps\/([^/]+)(?:\/(machines|secrets)(?:\/([^/]+)(?:\/(.+))?)?)?$/.exec(call.path) ?? []
    if (app !== own || wish.appGone) return refuse(404, 'app not found')
    const isRead = call.method === 'GET' && id !== ''
    const verb = `${call.method} ${action.split('/')[0]}:${id}`
    if (limited(verb, (isRead ? RATES.get : RATES.other) ?? { perSecond: 1, burst: 1 }))
      return { ...refuse(429, 'rate limit exceeded'), headers: { 'retry-after': '1' } }
    if (part === 'secrets')
      return call.query.has('show_secrets')
        ? refuse(400, 'values are nobody’s business')
        : {
            status: 200,
            body: { secrets: [{ name: 'DATABASE_URL', digest: 'd1', created_at: '', updated_at: '' }] },
          }
    if (part === '')
      return { status: 200, body: { id: own, name: own, status: 'deployed', machine_count: machines.size } }
    if (id === '') {
      if (call.method === 'POST') return create(call)
      return { status: 200, body: [...machines.values()].map((one) => view(one)) }
    }
    const machine = machines.get(id)
    return machine ? onMachine(machine, action, call) : refuse(404, 'machine not found')
  }

  const check: ApiScript['check'] = (call, answer) => {
    if (call.host !== 'api.machines.dev' || answer.status >= 400) return []
    const seen = { ...call, path: call.path.replace(/^\/v1/, '') }
    return [
      ...(specification?.request(seen) ?? []),
      ...(specification?.answer(seen, { body: undefined, ...answer }) ?? []),
    ]
  }

  const answer = (call: ApiCall): ApiAnswer =>
    call.host === 'registry.fly.io' ? registry(call) : machinesApi(call)

  const api = await startApi({ hosts: FLY_HOSTS, answer, check })
  const push = (revision: string): string => {
    const digest = `sha256:${createHash('sha256').update(revision).digest('hex')}`
    images.set(`registry.fly.io/${image}:${revision}`, digest)
    return digest
  }
  const carried = (machine: Machine | undefined): string | null =>
    machine ? (machine.config.metadata?.sluice_release ?? machine.digest) : null
  const behind = (port: number): Machine[] =>
    [...machines.values()].filter(
      ({ registered, state, config }) =>
        registered &&
        (state === 'started' || state === 'starting') &&
        (config.services ?? []).some(({ ports = [] }) => ports.some((one) => one.port === port)),
    )
  let visits = 0
  return Object.assign(api, {
    wish,
    push,
    forget: (digest: string) => {
      for (const [reference, one] of images) if (one === digest) images.delete(reference)
    },
    machines: () => [...machines.values()],
    visit: (many: number) =>
      Array.from({ length: many }, () => {
        const open = behind(443)
        visits += 1
        return open.length === 0 ? null : carried(open[visits % open.length])
      }),
    at: ({ url, headers }: { url: string; headers: Record<string, string> }) => {
      const { hostname, port, protocol } = new URL(url)
      const [, inside] = /^([0-9a-f]+)\.vm\.shop\.internal$/.exec(hostname) ?? []
      if (inside !== undefined) return carried(machines.get(inside))
      const open = behind(port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port))
      const forced = headers['fly-force-instance-id']
      return carried(forced === undefined ? open[0] : open.find(({ id }) => id === forced))
    },
    deployByHand: (revision: string) => {
      const digest = push(revision)
      for (const machine of machines.values()) {
        machine.digest = digest
        machine.config = { ...machine.config, image: `registry.fly.io/${image}:${revision}` }
        machine.version = fresh('version').toUpperCase()
      }
    },
    launchByHand: (revision: string, many: number, config: Readonly<Record<string, unknown>>) => {
      const reference = `registry.fly.io/${image}:${revision}`
      const digest = push(revision)
      for (let index = 0; index < many; index += 1) {
        const id = fresh('machine')
        machines.set(id, {
          ...{ id, name: id, region: 'ams', state: 'started', version: fresh('version').toUpperCase() },
          config: { ...config, image: reference, metadata: { fly_process_group: 'app' } },
          ...{ digest, repository: reference.split(':')[0] ?? '', registered: true },
          ...{ starting: 0, checking: 0, lease: null },
        })
      }
    },
    grow: (to: number) => {
      const first = [...machines.values()].find(({ config }) => config.metadata?.sluice_role !== 'dark')
      while (first && machines.size < to) {
        const id = fresh('machine')
        const version = fresh('version').toUpperCase()
        machines.set(id, { ...structuredClone(first), id, name: id, version })
      }
    },
    hold: (id: string, seconds: number) => {
      const machine = machines.get(id)
      if (machine) machine.lease = { nonce: 'of somebody else', until: now() + seconds * 1000 }
    },
  })
}
