import { setTimeout as pause } from 'node:timers/promises'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { HttpAnswer, HttpRequest } from '../../kit/http.ts'
import { createHttp } from '../../kit/http.ts'
import { inertLine, shorten } from '../../kit/text.ts'
import type { AdapterContext } from '../definition.ts'
import type { FlyOptions } from './options.ts'
import type { Timing } from './pace.ts'
import { createPace, RATES } from './pace.ts'
import type { CreateBody, Machine, UpdateBody } from './shapes.ts'
import { leaseAnswerShape, machineShape, machinesShape, secretsShape } from './shapes.ts'

const API = 'https://api.machines.dev/v1'
/** Largest answer that is read, in bytes. */
const ANSWER_CAP = 16 * 1024 * 1024
/** How often a refusal by the rate limit is waited out. */
const MOST_WAITS = 5
const DOCS = 'platforms/fly.md'

const realTiming: Timing = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
}

/** What a lease is taken with. */
export interface Lease {
  nonce: string
}

/** One app, ready to be asked. Throws ConfigError for what a person has to change, else ProviderError. */
export interface FlyClient {
  machines(): Promise<Machine[]>
  machine(id: string): Promise<Machine>
  /** Never repeated: two machines would be made. The name keeps a second one from being made. */
  create(body: CreateBody): Promise<Machine>
  /** Changes a machine if its version is still the same; 409 and 412 are a ProviderError without effect. */
  update(id: string, body: UpdateBody, lease: Lease | null): Promise<Machine>
  destroy(id: string): Promise<void>
  cordon(id: string, lease: Lease | null): Promise<void>
  uncordon(id: string, lease: Lease | null): Promise<void>
  dropMetadata(id: string, key: string, lease: Lease | null): Promise<void>
  /** Null: somebody else holds it. */
  takeLease(id: string, seconds: number, lease: Lease | null): Promise<Lease | null>
  releaseLease(id: string, lease: Lease): Promise<void>
  secretNames(): Promise<string[]>
  /** Whether the registry has an image; null: it does not tell us. */
  hasImage(repository: string, digest: string): Promise<boolean | null>
  sleep(milliseconds: number): Promise<void>
  now(): number
}

/** Fly prints tokens together with their scheme; older ones are plain. */
const withScheme = (token: string): string =>
  /^(?:FlyV1|Bearer) /i.test(token) ? token : `${/^fm\dr?_/.test(token) ? 'FlyV1' : 'Bearer'} ${token}`

const readToken = ({ token: name }: FlyOptions, { secret }: AdapterContext): string => {
  const token = secret(name).trim()
  if (/^[\x21-\x7e]+(?: [\x21-\x7e]+)?$/.test(token)) return token
  throw new ConfigError({
    message: `the secret ${name} holds characters that cannot be sent in a header`,
    fix: 'the token on one line, as fly tokens create deploy prints it',
    docs: `${DOCS}#setup`,
  })
}

/** Connects to the app. Asks nothing yet. */
export const createFlyClient = (
  options: FlyOptions,
  context: AdapterContext,
  timing: Timing = realTiming,
): FlyClient => {
  const { app, token: secretName } = options
  const { signal } = context
  const http = (context.http ?? ((provider) => createHttp({ provider, signal })))('fly')
  const pace = createPace(timing, signal)
  const base = `/apps/${app}/machines`

  const sleep: FlyClient['sleep'] = (milliseconds) =>
    timing.sleep(milliseconds, signal).catch(() => {
      throw new ProviderError({
        provider: 'fly',
        message: `fly: interrupted while ${app} was changing`,
        retryable: true,
        effect: 'unknown',
        code: 'interrupted',
      })
    })

  const refused = ({ status }: HttpAnswer, says: string): ConfigError | ProviderError => {
    if (status === 401 || status === 403)
      return new ConfigError({
        message: `Fly does not let the secret ${secretName} do this on ${app} (${status}${says})`,
        fix: `${secretName} anew: fly tokens create deploy --app ${app}`,
        docs: `${DOCS}#permissions`,
      })
    if (status === 404)
      return new ConfigError({
        message: `Fly has no app ${app}, or not this part of it (404${says})`,
        fix: `fly apps list, or fly apps create ${app}`,
        docs: `${DOCS}#setup`,
      })
    if (status === 400 || status === 422)
      return new ConfigError({
        message: `Fly refuses the change (${status}${says})`,
        fix: 'the image and the configuration of the machines',
        docs: DOCS,
      })
    return new ProviderError({
      provider: 'fly',
      message: `fly: a machine of ${app} was changed or is held by somebody else (${status}${says})`,
      retryable: true,
      status,
      code: 'status',
    })
  }

  /** One call, below the rate limit, and again when Fly says that it was not. */
  const send = async (
    key: string,
    request: Omit<HttpRequest, 'url'> & { path: string; lease?: Lease | null },
  ): Promise<HttpAnswer> => {
    const { path, lease, ...rest } = request
    const rate = key.startsWith('read:') ? RATES.read : RATES.action
    for (let attempt = 1; ; attempt += 1) {
      await pace(key, rate)
      try {
        return await http.request({
          ...rest,
          url: `${API}${path}`,
          headers: {
            authorization: withScheme(readToken(options, context)),
            accept: 'application/json',
            ...(lease && { 'fly-machine-lease-nonce': lease.nonce }),
          },
          accept: [200, 201, 202, 204, 400, 401, 403, 404, 409, 412, 422],
          maxBytes: ANSWER_CAP,
          timeout: 30_000,
          signal,
        })
      } catch (error) {
        const limited = error instanceof ProviderError && error.code === 'rate-limited'
        if (!limited || attempt > MOST_WAITS || (error.retryAfter ?? 0) > 60_000) throw error
        await sleep(error.retryAfter ?? 1000 * attempt)
      }
    }
  }

  const isGood = ({ status }: HttpAnswer): boolean => status >= 200 && status <= 204

  const good = async (...args: Parameters<typeof send>): Promise<HttpAnswer> => {
    const answer = await send(...args)
    if (isGood(answer)) return answer
    throw refused(answer, reasonIn(answer))
  }

  const act = async (id: string, action: 'cordon' | 'uncordon', lease: Lease | null): Promise<void> => {
    await good(`${action}:${id}`, { method: 'POST', path: `${base}/${id}/${action}`, lease, retry: 'safe' })
  }

  return {
    machines: async () => (await good('list', { path: base })).json(machinesShape),
    machine: async (id) => (await good(`read:${id}`, { path: `${base}/${id}` })).json(machineShape),
    create: async (json) =>
      (await good('create', { method: 'POST', path: base, json, retry: 'never' })).json(machineShape),
    update: async (id, json, lease) => {
      const request = { method: 'POST', path: `${base}/${id}`, json, lease, retry: 'never' } as const
      return (await good(`update:${id}`, request)).json(machineShape)
    },
    destroy: async (id) => {
      const query = { force: true }
      const request = { method: 'DELETE', path: `${base}/${id}`, query, retry: 'safe' } as const
      const answer = await send(`destroy:${id}`, request)
      if (!isGood(answer) && answer.status !== 404) throw refused(answer, reasonIn(answer))
    },
    cordon: (id, lease) => act(id, 'cordon', lease),
    uncordon: (id, lease) => act(id, 'uncordon', lease),
    dropMetadata: async (id, key, lease) => {
      const request = {
        method: 'DELETE',
        path: `${base}/${id}/metadata/${key}`,
        lease,
        retry: 'safe',
      } as const
      const answer = await send(`metadata:${id}`, request)
      if (!isGood(answer) && answer.status !== 404) throw refused(answer, reasonIn(answer))
    },
    takeLease: async (id, ttl, lease) => {
      const json = { ttl, description: 'sluice' }
      const request = { method: 'POST', path: `${base}/${id}/lease`, json, lease, retry: 'never' } as const
      const answer = await send(`lease:${id}`, request)
      if (answer.status === 409 || answer.status === 412) return null
      if (!isGood(answer)) throw refused(answer, reasonIn(answer))
      const { nonce } = answer.json(leaseAnswerShape)
      if (nonce !== undefined) return { nonce }
      throw new ProviderError({
        provider: 'fly',
        message: 'fly: gave a lease without its nonce',
        retryable: true,
        code: 'invalid-answer',
      })
    },
    releaseLease: async (id, lease) => {
      const request = { method: 'DELETE', path: `${base}/${id}/lease`, lease, retry: 'safe' } as const
      await send(`unlease:${id}`, request)
    },
    secretNames: async () => {
      const answer = await good('secrets', { path: `/apps/${app}/secrets` })
      return (answer.json(secretsShape).secrets ?? []).map(({ name }) => name)
    },
    hasImage: async (repository, digest) => {
      const [, below] = /^registry\.fly\.io\/([A-Za-z0-9._/-]+)$/.exec(repository) ?? []
      if (below === undefined) return null
      const bare = readToken(options, context)
      const answer = await http.request({
        method: 'HEAD',
        url: `https://registry.fly.io/v2/${below}/manifests/${digest}`,
        headers: {
          authorization: `Basic ${Buffer.from(`x:${bare}`).toString('base64')}`,
          accept:
            'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json',
        },
        accept: [200, 400, 401, 403, 404, 405, 406],
        signal,
      })
      return answer.status === 200 ? true : answer.status === 404 ? false : null
    },
    sleep,
    now: timing.now,
  }
}

const reasonIn = (answer: HttpAnswer): string => {
  try {
    const told: unknown = JSON.parse(answer.text())
    const text = typeof told === 'object' && told !== null && 'error' in told ? told.error : ''
    return typeof text === 'string' && text !== '' ? `: ${shorten(inertLine(text), 200)}` : ''
  } catch {
    return ''
  }
}
