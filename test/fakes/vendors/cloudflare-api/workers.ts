import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type ApiAnswer, ApiRefusal, type ApiRequest, good, jsonOf, partsBelow } from './answers.ts'

/** A binding as the API has it. */
export interface Binding {
  name: string
  type: string
  [key: string]: unknown
}

/** One version of a Worker, modules included. */
export interface StoredVersion {
  id: string
  number: number
  created: string
  annotations: Record<string, string>
  main: string
  modules: ReadonlyMap<string, { type: string; content: Buffer }>
  bindings: readonly Binding[]
  compatibility: { date: string; flags: readonly string[] }
  /** Each secret with the count of its changes when the version came about. */
  secrets: ReadonlyMap<string, number>
  migration: string | null
}

/** What serves. */
export interface StoredDeployment {
  id: string
  created: string
  message: string
  versions: { version_id: string; percentage: number }[]
}

/** One Worker. Versions and deployments are newest first. */
export interface StoredWorker {
  name: string
  versions: StoredVersion[]
  deployments: StoredDeployment[]
  schedules: string[]
  secrets: Map<string, number>
  migration: string | null
  /** Durable Object classes that a migration has made known. */
  classes: Set<string>
}

const metadataShape = z.looseObject({
  main_module: z.string(),
  compatibility_date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  compatibility_flags: z.array(z.string()).optional(),
  bindings: z.array(z.looseObject({ name: z.string(), type: z.string() })).optional(),
  keep_bindings: z.array(z.string()).optional(),
  annotations: z
    .strictObject({ 'workers/message': z.string().optional(), 'workers/tag': z.string().optional() })
    .optional(),
})

const deploymentBody = z.strictObject({
  strategy: z.literal('percentage'),
  versions: z
    .array(z.strictObject({ version_id: z.string(), percentage: z.number().min(0).max(100) }))
    .min(1),
  annotations: z.strictObject({ 'workers/message': z.string().optional() }).optional(),
  code_update_strategy: z.unknown().optional(),
})

const read = <T>(shape: z.ZodType<T>, value: unknown): T => {
  const found = shape.safeParse(value)
  if (found.success) return found.data
  const [issue] = found.error.issues
  throw new ApiRefusal(400, 10021, `${issue?.path.join('.')}: ${issue?.message}`)
}

/** Only so many versions can be deployed (https://developers.cloudflare.com/workers/configuration/versions-and-deployments/). */
const DEPLOYABLE = 100
const MOST_TAG_BYTES = 100
const MOST_MESSAGE_BYTES = 1000

/** The Workers of one account. */
export class Workers {
  readonly #workers = new Map<string, StoredWorker>()
  #clock = 0

  /** Makes a Worker without versions, as `POST /workers/workers` does. */
  create(name: string): StoredWorker {
    const worker: StoredWorker = {
      name,
      versions: [],
      deployments: [],
      schedules: [],
      secrets: new Map(),
      migration: null,
      classes: new Set(),
    }
    this.#workers.set(name, worker)
    return worker
  }

  get(name: string): StoredWorker {
    const found = this.#workers.get(name)
    if (!found) throw new ApiRefusal(404, 10007, 'This Worker does not exist on your account.')
    return found
  }

  /** Sets a secret as the dashboard does: a new version, which serves at once. */
  setSecret(name: string, secret: string): void {
    const worker = this.get(name)
    worker.secrets.set(secret, (worker.secrets.get(secret) ?? 0) + 1)
    this.#deployed(worker, { annotations: { 'workers/triggered_by': 'secret' } })
  }

  /** Deploys a Durable Object migration as `wrangler deploy` does: everything at once. */
  migrate(name: string, tag: string, className: string): void {
    const worker = this.get(name)
    worker.migration = tag
    worker.classes.add(className)
    this.#deployed(worker, { annotations: {} })
  }

  #deployed(worker: StoredWorker, { annotations }: { annotations: Record<string, string> }): void {
    const latest = worker.versions[0]
    const version: StoredVersion = {
      id: randomUUID(),
      number: worker.versions.length + 1,
      created: this.#now(),
      annotations,
      main: latest?.main ?? 'index.js',
      modules: latest?.modules ?? new Map(),
      bindings: latest?.bindings ?? [],
      compatibility: latest?.compatibility ?? { date: '2026-11-01', flags: [] },
      secrets: new Map(worker.secrets),
      migration: worker.migration,
    }
    worker.versions.unshift(version)
    worker.deployments.unshift({
      id: randomUUID(),
      created: version.created,
      message: '',
      versions: [{ version_id: version.id, percentage: 100 }],
    })
  }

  #now(): string {
    this.#clock += 1
    return new Date(Date.UTC(2026, 10, 21) + this.#clock * 1000).toISOString()
  }

  /** Answers what lies below `/accounts/{account}/workers/scripts`. */
  async answer(prefix: string, request: ApiRequest): Promise<ApiAnswer | null> {
    const service = partsBelow(`${prefix}/workers/services`, request.path)?.[0]
    // What wrangler asks before an upload: who deployed last, and is it still there.
    if (service !== undefined && request.method === 'GET') return good(serviceOf(this.get(service)))
    const parts = partsBelow(`${prefix}/workers/scripts`, request.path)
    const [name = '', what, id] = parts ?? []
    if (!parts || what === undefined) return null
    const worker = this.get(name)
    const { method } = request
    switch (`${method} ${what}`) {
      case 'GET versions':
        return id === undefined ? this.#list(worker, request) : good(detailOf(found(worker, id)))
      case 'POST versions':
        return good(detailOf(await this.#upload(worker, request)))
      case 'GET deployments':
        return good({ deployments: worker.deployments.map(deploymentOf) })
      case 'POST deployments':
        return good(deploymentOf(this.#deploy(worker, request)))
      case 'GET schedules':
        return good(schedulesOf(worker))
      case 'PUT schedules':
        worker.schedules = read(z.array(z.strictObject({ cron: z.string().min(9) })), jsonOf(request)).map(
          ({ cron }) => cron,
        )
        return good(schedulesOf(worker))
      case 'GET secrets':
        return good(secretsOf(worker))
      default:
        return null
    }
  }

  #list(worker: StoredWorker, { query }: ApiRequest): ApiAnswer {
    const items =
      query.get('deployable') === 'true' ? worker.versions.slice(0, DEPLOYABLE) : worker.versions.slice(0, 10)
    return good({ items: items.map(shortOf) })
  }

  async #upload(worker: StoredWorker, { raw, headers, query }: ApiRequest): Promise<StoredVersion> {
    const type = String(headers['content-type'] ?? '')
    if (!type.startsWith('multipart/form-data'))
      throw new ApiRefusal(415, 10001, 'Content-Type must be multipart/form-data')
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData()
    const metadata = read(metadataShape, JSON.parse(String(form.get('metadata'))))
    const modules = new Map<string, { type: string; content: Buffer }>()
    for (const [name, value] of form.entries())
      if (typeof value !== 'string')
        modules.set(name, { type: value.type, content: Buffer.from(await value.arrayBuffer()) })
    if (!modules.has(metadata.main_module))
      throw new ApiRefusal(400, 10021, 'No such module: the main module is missing')
    for (const { content } of modules.values())
      for (const [, className = ''] of content.toString().matchAll(/class (\w+) extends DurableObject\b/g))
        if (!worker.classes.has(className))
          throw new ApiRefusal(
            400,
            10211,
            `Durable Object migrations must be fully deployed, not uploaded: ${className}`,
          )
    const { 'workers/message': message = '', 'workers/tag': tag = '' } = metadata.annotations ?? {}
    if (Buffer.byteLength(message) > MOST_MESSAGE_BYTES || Buffer.byteLength(tag) > MOST_TAG_BYTES)
      throw new ApiRefusal(400, 10021, 'an annotation is too long')
    const keeps = metadata.keep_bindings ?? []
    const secrets = keeps.includes('secret_text') ? new Map(worker.secrets) : new Map<string, number>()
    const version: StoredVersion = {
      id: randomUUID(),
      number: worker.versions.length + 1,
      created: this.#now(),
      annotations: {
        'workers/triggered_by': 'create_version_api',
        ...(message && { 'workers/message': message }),
        ...(tag && { 'workers/tag': tag }),
      },
      main: metadata.main_module,
      modules,
      bindings: inherited(worker, metadata.bindings ?? [], query.get('bindings_inherit') === 'strict'),
      compatibility: { date: metadata.compatibility_date, flags: metadata.compatibility_flags ?? [] },
      secrets,
      migration: worker.migration,
    }
    worker.versions.unshift(version)
    return version
  }

  #deploy(worker: StoredWorker, request: ApiRequest): StoredDeployment {
    const { versions, annotations } = read(deploymentBody, jsonOf(request))
    if (versions.length > 2) throw new ApiRefusal(400, 100146, 'A deployment has at most two versions.')
    if (Math.abs(versions.reduce((all, { percentage }) => all + percentage, 0) - 100) > 1e-9)
      throw new ApiRefusal(400, 100147, 'The percentages must make 100.')
    const active = new Set(worker.deployments[0]?.versions.map(({ version_id: id }) => id))
    for (const { version_id: id } of versions) {
      const index = worker.versions.findIndex((version) => version.id === id)
      const version = worker.versions[index]
      if (!version || index >= DEPLOYABLE)
        throw new ApiRefusal(400, 100148, `Version ${id} is not deployable.`)
      if (version.migration !== worker.migration)
        throw new ApiRefusal(400, 10211, 'A Durable Object migration was applied after this version.')
      const changed = [...worker.secrets].filter(
        ([name, count]) => (version.secrets.get(name) ?? 0) !== count,
      )
      if (changed.length > 0 && !active.has(id) && request.query.get('force') !== 'true')
        throw new ApiRefusal(
          400,
          10220,
          `The deployment was blocked. The following secrets have changed: ${changed.map(([name]) => name).join(', ')}`,
        )
    }
    const deployment = {
      id: randomUUID(),
      created: this.#now(),
      message: annotations?.['workers/message'] ?? '',
      versions,
    }
    worker.deployments.unshift(deployment)
    return deployment
  }
}

const serviceOf = ({ name }: StoredWorker) => ({
  id: name,
  default_environment: {
    environment: 'production',
    script: { id: name, tag: name, tags: null, last_deployed_from: 'api' },
  },
})

const found = (worker: StoredWorker, id: string): StoredVersion => {
  const version = worker.versions.find((one) => one.id === id)
  if (!version) throw new ApiRefusal(404, 10092, 'Version not found')
  return version
}

const inherited = (worker: StoredWorker, wanted: readonly Binding[], strict: boolean): Binding[] =>
  wanted.flatMap((binding) => {
    if (binding.type !== 'inherit') return [binding]
    const from = worker.versions.find(({ id }) => id === binding.version_id) ?? worker.versions[0]
    const old = from?.bindings.find(({ name }) => name === binding.name)
    if (old) return [old]
    if (strict)
      throw new ApiRefusal(
        400,
        10057,
        `Cannot inherit binding ${binding.name}: the version has none of this name.`,
      )
    return []
  })

/** A version as lists have it. */
export const shortOf = ({ id, number, created, annotations }: StoredVersion) => ({
  id,
  number,
  metadata: {
    created_on: created,
    modified_on: created,
    source: 'api' as const,
    author_id: 'a',
    author_email: 'user@example.com',
  },
  annotations,
})

/** A version with what it is bound to. */
export const detailOf = (version: StoredVersion) => ({
  ...shortOf(version),
  startup_time_ms: 5,
  resources: {
    bindings: [
      ...version.bindings,
      ...[...version.secrets.keys()].map((name) => ({ name, type: 'secret_text' })),
    ],
    script: { etag: 'e', handlers: ['fetch'], last_deployed_from: 'api' },
    script_runtime: {
      compatibility_date: version.compatibility.date,
      compatibility_flags: [...version.compatibility.flags],
      usage_model: 'standard' as const,
      ...(version.migration !== null && { migration_tag: version.migration }),
    },
  },
})

/** What serves. */
export const deploymentOf = ({ id, created, message, versions }: StoredDeployment) => ({
  id,
  source: 'api',
  strategy: 'percentage' as const,
  author_email: 'user@example.com',
  created_on: created,
  annotations: { 'workers/message': message, 'workers/triggered_by': 'deployment' },
  versions,
})

/** Names of secrets. */
export const secretsOf = ({ secrets }: StoredWorker) =>
  [...secrets.keys()].map((name) => ({ name, type: 'secret_text' as const }))

/** Cron triggers. */
export const schedulesOf = ({ schedules }: StoredWorker) => ({
  schedules: schedules.map((cron) => ({
    cron,
    created_on: '2026-11-21T00:00:00Z',
    modified_on: '2026-11-21T00:00:00Z',
  })),
})
