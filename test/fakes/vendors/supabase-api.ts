import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { createHttp, type Http } from '../../../src/kit/http.ts'
import { findSpecification } from '../specification.ts'

/** A function of the project, with its code unpacked. */
interface StoredFunction {
  id: string
  slug: string
  name: string
  status: 'ACTIVE' | 'REMOVED' | 'THROTTLED'
  version: number
  created_at: number
  updated_at: number
  verify_jwt: boolean
  import_map: boolean
  entrypoint_path: string
  import_map_path?: string
  ezbr_sha256: string
  code: Buffer
}

/** What happens instead of, or after, the truth. */
export interface ApiFault {
  /** Asked with each request, counted from 1. */
  when(request: { method: string; path: string; count: number }): boolean
  /** `before`: refused and nothing happens. `after`: applied, and the answer is this all the same. */
  applied: 'before' | 'after'
  /** 0 breaks the connection off. */
  status: number
  headers?: Record<string, string>
  /** How often. Default: once. */
  times?: number
}

/** A project of the Management API that keeps state. */
export interface SupabaseApi {
  /** Where it listens; the vendor's own client is sent here. */
  url: string
  /** A client whose requests to api.supabase.com arrive here. */
  http(): Http
  /** One that reaches nobody. */
  deaf(): Http
  violations: string[]
  /** Set while the vendor's own client is at work, which lets a single function serve at once. Default false. */
  ownClient: boolean
  requests: { method: string; path: string }[]
  faults: ApiFault[]
  /** Shows the functions of the past this many more times. */
  stale(times: number): void
  functions: ReadonlyMap<string, StoredFunction>
  secrets: { name: string; value: string }[]
  backups: { pitr: boolean; walg: boolean; list: { id: number; status: string; inserted_at: string }[] }
  /** Name of the restore point that was made last, and what became of it. */
  restorePoint: { name: string; status: 'AVAILABLE' | 'PENDING' | 'FAILED' } | null
  /** How a restore point ends. Default AVAILABLE. */
  restorePointEnds: 'AVAILABLE' | 'PENDING' | 'FAILED'
  /** Permissions of the token. Default: all. */
  permissions: Set<string>
  /** What `supabase functions deploy` of a person does: new code, and the name is the slug again. */
  deployByHand(slug: string, code: string): void
  remove(slug: string): void
  /** Text that a caller of this function would get: the files of the bundle; null where none answers. */
  call(slug: string): string | null
  close(): Promise<void>
}

const ORIGIN = 'https://api.supabase.com'
export const PROJECT = 'abcdefghijklmnopqrst'
export const TOKEN = 'sbp_0123456789abcdef0123456789abcdef01234567'
const SPECIFICATION = 'supabase/management-api-v1-2026-06-01.json'
const MAGIC = Buffer.from('EZBR')

interface Seen {
  method: string
  path: string
  query: URLSearchParams
  contentType: string
  raw: Buffer
}
interface Answer {
  status: number
  body?: unknown
  raw?: Buffer
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** The stored form of code. */
const pack = (code: Buffer): Buffer => Buffer.concat([MAGIC, brotliCompressSync(code)])

/** Reads a multipart form strictly enough to notice what a server would not take. */
const readForm = ({ contentType, raw }: Seen): { metadata: unknown; files: Map<string, string> } => {
  const boundary = /^multipart\/form-data; boundary=([\w-]{1,70})$/.exec(contentType)?.[1]
  if (boundary === undefined) throw new Error(`not a form: ${contentType}`)
  const text = raw.toString('latin1')
  const pieces = text.split(`--${boundary}`)
  if (pieces[0] !== '' || pieces.at(-1) !== '--\r\n') throw new Error('the form is not closed')
  let metadata: unknown
  const files = new Map<string, string>()
  for (const piece of pieces.slice(1, -1)) {
    const [head = '', ...rest] = piece.slice(2).split('\r\n\r\n')
    const content = Buffer.from(rest.join('\r\n\r\n').slice(0, -2), 'latin1').toString()
    const name = /name="([^"]*)"/.exec(head)?.[1]
    const file = /filename="([^"]*)"/.exec(head)?.[1]
    if (name === 'metadata') metadata = JSON.parse(content)
    else if (name === 'file' && file !== undefined) files.set(file, content)
    else throw new Error(`no such field: ${name}`)
  }
  return { metadata, files }
}

/** Starts a project. */
export const startSupabaseApi = async (project = PROJECT): Promise<SupabaseApi> => {
  const specification = findSpecification(SPECIFICATION)
  const functions = new Map<string, StoredFunction>()
  const bundles = new Map<string, Buffer>()
  const requests: SupabaseApi['requests'] = []
  const faults: ApiFault[] = []
  const violations: string[] = []
  const secrets: SupabaseApi['secrets'] = []
  const permissions = new Set([
    'edge_functions_read',
    'edge_functions_write',
    'edge_functions_secrets_read',
    'backups_read',
    'backups_write',
  ])
  let clock = 1_780_000_000_000
  let past: unknown[] = []
  let staleness = 0

  const shown = ({ code: _, ...rest }: StoredFunction): Omit<StoredFunction, 'code'> => rest
  const store = (
    slug: string,
    code: Buffer,
    hash: string,
    given: Partial<StoredFunction>,
  ): StoredFunction => {
    clock += 1000
    const before = functions.get(slug)
    past = [...functions.values()].map(shown)
    const made: StoredFunction = {
      id: before?.id ?? sha256(Buffer.from(slug)).slice(0, 32),
      slug,
      name: slug,
      status: 'ACTIVE',
      verify_jwt: true,
      import_map: false,
      entrypoint_path: 'index.ts',
      ...(before && shown(before)),
      ...(Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== undefined),
      ) as Partial<StoredFunction>),
      version: (before?.version ?? 0) + 1,
      created_at: before?.created_at ?? clock,
      updated_at: clock,
      ezbr_sha256: hash,
      code,
    }
    functions.set(slug, made)
    return made
  }

  const need = (permission: string): Answer | null =>
    permissions.has(permission)
      ? null
      : { status: 403, body: { message: `missing permission ${permission}` } }

  const bundle = (seen: Seen): Answer => {
    const slug = seen.query.get('slug') ?? ''
    const form = readForm(seen)
    const metadata = form.metadata as { entrypoint_path: string; name?: string; verify_jwt?: boolean }
    if (!form.files.has(metadata.entrypoint_path))
      return { status: 400, body: { message: 'entrypoint not found' } }
    const code = Buffer.from([...form.files].map(([path, content]) => `${path}\n${content}`).join('\n'))
    if (api.ownClient && seen.query.get('bundleOnly') !== 'true')
      return {
        status: 201,
        body: shown(store(slug, code, sha256(pack(code)), { name: metadata.name ?? slug })),
      }
    const packed = pack(code)
    const before = functions.get(slug)
    const version = (before?.version ?? 0) + 1
    bundles.set(`${slug} ${version}`, code)
    if (seen.query.get('bundleOnly') !== 'true') violations.push('deployed without bundleOnly')
    return {
      status: 201,
      body: {
        id: before?.id ?? sha256(Buffer.from(slug)).slice(0, 32),
        slug,
        name: metadata.name ?? slug,
        status: 'ACTIVE',
        version,
        created_at: before?.created_at ?? clock,
        updated_at: clock,
        verify_jwt: metadata.verify_jwt ?? true,
        import_map: false,
        entrypoint_path: `file:///src/${metadata.entrypoint_path}`,
        ezbr_sha256: sha256(packed),
      },
    }
  }

  const release = (list: (Partial<StoredFunction> & { slug: string; version: number })[]): Answer => {
    const chosen = list.map((one) => ({ one, code: bundles.get(`${one.slug} ${one.version}`) }))
    if (chosen.some(({ code }) => code === undefined))
      return { status: 400, body: { message: 'there is no bundle of this version' } }
    const before = [...functions.values()].map(shown)
    for (const { one, code } of chosen)
      if (code)
        store(one.slug, code, one.ezbr_sha256 ?? sha256(pack(code)), {
          name: one.name ?? one.slug,
          verify_jwt: one.verify_jwt ?? true,
          entrypoint_path: one.entrypoint_path ?? '',
        })
    past = before
    const made = list.flatMap(({ slug }) => functions.get(slug) ?? []).map(shown)
    return { status: 200, body: { functions: made } }
  }

  const upload = (slug: string, { query, raw, contentType }: Seen, fresh: boolean): Answer => {
    if (contentType !== 'application/vnd.denoland.eszip') throw new Error(`not a bundle: ${contentType}`)
    if (!raw.subarray(0, 4).equals(MAGIC)) return { status: 400, body: { message: 'invalid eszip' } }
    if (query.get('ezbr_sha256') !== sha256(raw)) return { status: 400, body: { message: 'wrong hash' } }
    if (fresh && functions.has(slug)) return { status: 400, body: { message: 'Duplicated function slug' } }
    if (!fresh && !functions.has(slug)) return { status: 404, body: { message: 'Function not found' } }
    const made = store(slug, brotliDecompressSync(raw.subarray(4)), sha256(raw), {
      name: query.get('name') ?? slug,
      verify_jwt: query.get('verify_jwt') === 'true',
      entrypoint_path: query.get('entrypoint_path') ?? 'index.ts',
    })
    return { status: fresh ? 201 : 200, body: shown(made) }
  }

  const api: SupabaseApi = {
    url: '',
    http: () => client(api.url),
    deaf: () => client('http://127.0.0.1:9'),
    violations,
    ownClient: false,
    requests,
    faults,
    stale: (times) => {
      staleness = times
    },
    functions,
    secrets,
    backups: { pitr: false, walg: true, list: [] },
    restorePoint: null,
    restorePointEnds: 'AVAILABLE',
    permissions,
    deployByHand: (slug, code) =>
      void store(slug, Buffer.from(code), sha256(pack(Buffer.from(code))), { name: slug }),
    remove: (slug) => void functions.delete(slug),
    call: (slug) => functions.get(slug)?.code.toString() ?? null,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  const backups = (seen: Seen, rest: string): Answer => {
    if (seen.method === 'GET' && rest === '')
      return (
        need('backups_read') ?? {
          status: 200,
          body: {
            region: 'eu-central-1',
            walg_enabled: api.backups.walg,
            pitr_enabled: api.backups.pitr,
            backups: api.backups.list.map((one) => ({ is_physical_backup: true, ...one })),
            physical_backup_data: api.backups.pitr
              ? {
                  earliest_physical_backup_date_unix: 1_779_000_000,
                  latest_physical_backup_date_unix: 1_780_000_000,
                }
              : {},
          },
        }
      )
    if (rest !== '/restore-point') return { status: 404, body: {} }
    const point = (): unknown =>
      api.restorePoint && {
        name: api.restorePoint.name,
        status: api.restorePoint.status,
        completed_on: api.restorePoint.status === 'AVAILABLE' ? '2026-11-21T12:00:00Z' : null,
      }
    if (seen.method === 'POST') {
      const refused = need('backups_write')
      if (refused) return refused
      const { name } = JSON.parse(seen.raw.toString()) as { name: string }
      api.restorePoint = { name, status: 'PENDING' }
      return { status: 201, body: point() }
    }
    if (!api.restorePoint || seen.query.get('name') !== api.restorePoint.name)
      return { status: 404, body: { message: 'no such restore point' } }
    api.restorePoint = { ...api.restorePoint, status: api.restorePointEnds }
    return { status: 200, body: point() }
  }

  const answer = (seen: Seen): Answer => {
    const below = `/v1/projects/${project}`
    if (!seen.path.startsWith(`${below}/`)) return { status: 404, body: { message: 'Project not found' } }
    const path = seen.path.slice(below.length)
    if (path.startsWith('/database/backups')) return backups(seen, path.slice('/database/backups'.length))
    if (path === '/secrets')
      return need('edge_functions_secrets_read') ?? { status: 200, body: secrets.map((one) => ({ ...one })) }
    const refused = need(seen.method === 'GET' ? 'edge_functions_read' : 'edge_functions_write')
    if (refused) return refused
    const [, slug, body] = /^\/functions\/([\w-]+)(\/body)?$/.exec(path) ?? []
    if (path === '/functions/deploy') return bundle(seen)
    if (path === '/functions' && seen.method === 'GET') {
      staleness -= 1
      return { status: 200, body: staleness >= 0 ? past : [...functions.values()].map(shown) }
    }
    if (path === '/functions' && seen.method === 'PUT') return release(JSON.parse(seen.raw.toString()))
    if (path === '/functions' && seen.method === 'POST')
      return upload(seen.query.get('slug') ?? '', seen, true)
    const found = slug === undefined ? undefined : functions.get(slug)
    if (slug === undefined || !found) return { status: 404, body: { message: 'Function not found' } }
    if (body) return { status: 200, raw: found.code }
    if (seen.method === 'PATCH') return upload(slug, seen, false)
    if (seen.method === 'DELETE') return functions.delete(slug) ? { status: 200 } : { status: 404, body: {} }
    return { status: 200, body: shown(found) }
  }

  /** The specification describes JSON; of forms and bundles it is asked about address and query alone. */
  const judge = (seen: Seen, given: Answer): void => {
    const path = seen.path
    const json = seen.contentType === 'application/json'
    const body: unknown = json
      ? JSON.parse(seen.raw.toString())
      : seen.contentType.startsWith('multipart')
        ? readForm(seen).metadata
        : undefined
    const whole = { method: seen.method, path, query: seen.query, body: json ? body : undefined }
    const problems = (specification?.request(whole) ?? []).filter(
      (problem) => json || !/body missing|takes no JSON body/.test(problem),
    )
    violations.push(...problems)
    if (given.raw === undefined && given.status < 300)
      violations.push(...(specification?.answer(whole, { status: given.status, body: given.body }) ?? []))
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '', ORIGIN)
    const seen: Seen = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      contentType: String(request.headers['content-type'] ?? ''),
      raw: Buffer.concat(chunks),
    }
    requests.push({ method: seen.method, path: seen.path })
    const fault = faults.find(
      (one) =>
        (one.times ?? 1) > 0 && one.when({ method: seen.method, path: seen.path, count: requests.length }),
    )
    if (fault) fault.times = (fault.times ?? 1) - 1
    const send = (status: number, headers: Record<string, string>, body: string | Buffer): void => {
      if (status === 0) return void request.socket.destroy()
      response.writeHead(status, headers)
      response.end(body)
    }
    if (fault?.applied === 'before') return send(fault.status, fault.headers ?? {}, '{}')
    let given: Answer
    try {
      if (request.headers.authorization !== `Bearer ${TOKEN}`) given = { status: 401, body: {} }
      else {
        given = answer(seen)
        judge(seen, given)
      }
    } catch (error) {
      violations.push(String(error))
      given = { status: 400, body: { message: 'the stand-in refuses this request' } }
    }
    if (fault) return send(fault.status, fault.headers ?? {}, '{}')
    if (given.raw) return send(given.status, { 'content-type': 'application/vnd.denoland.eszip' }, given.raw)
    send(given.status, { 'content-type': 'application/json' }, JSON.stringify(given.body ?? {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  api.url = `http://127.0.0.1:${port}`
  return api
}

/** Sends requests for the API elsewhere; never waits long. */
const client = (to: string): Http => {
  const http = createHttp({
    provider: 'supabase',
    random: () => 0,
    sleep: async () => {},
  })
  return {
    close: () => http.close(),
    request: (request) => {
      const asked = new URL(String(request.url))
      if (asked.origin !== ORIGIN) throw new Error(`asked ${asked.origin}`)
      return http.request({ ...request, url: `${to}${asked.pathname}${asked.search}` })
    },
  }
}
