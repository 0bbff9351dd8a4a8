import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { Http, HttpRequest } from '../../kit/http.ts'
import { createHttp } from '../../kit/http.ts'

const hostFile = z.object({ schema: z.literal(1), adminUrl: z.url(), token: z.string().min(20).max(200) })
const failure = z.object({ error: z.object({ code: z.string().max(60), message: z.string().max(2000) }) })

/** Largest answer that is read, in bytes. */
const ANSWER_CAP = 8 * 1024 * 1024

/** Refusals that the same call may survive later. */
const PASSING = new Set(['not-ready', 'internal'])

/** Refusals that a person has to do something about, with what to do. */
const REMEDIES: Readonly<Record<string, string>> = {
  'directory-missing': 'put the built revision there before it is deployed',
  'bad-request': 'correct the keys of this component',
  'other-revision': 'begin a new rollout for another revision',
}

/** A call that the admin API answers with JSON of this shape. */
export interface AdminCall<T>
  extends Pick<HttpRequest, 'method' | 'query' | 'json' | 'retry' | 'timeout' | 'deadline'> {
  path: string
  shape: z.ZodType<T>
}

/** The admin API of a host that is found through its state directory. */
export interface AdminClient {
  /**
   * Throws ConfigError when no host has announced itself or it refuses what a person has to change, and ProviderError
   * when it does not answer or cannot do it.
   */
  call<T>(call: AdminCall<T>): Promise<T>
}

const howToStart = (directory: string): string =>
  `npm run local -- --state '${directory}' in a checkout of Sluice, and leave it running`

const readHostFile = async (directory: string): Promise<z.output<typeof hostFile>> => {
  const file = join(directory, 'host.json')
  const refuse = (message: string, cause?: string) =>
    new ConfigError({
      at: directory,
      message: cause ? `${message} (${cause})` : message,
      fix: howToStart(directory),
      docs: 'platforms/local.md#starting-the-host',
    })
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw refuse('no host runs on this state directory')
    throw refuse('the file of the host cannot be read', error.code)
  })
  try {
    return hostFile.parse(JSON.parse(text))
  } catch {
    throw refuse('the file host.json is not one that a host of this version wrote')
  }
}

const refused = (status: number, body: string, isRead: boolean): ConfigError | ProviderError => {
  let told: z.output<typeof failure>['error'] | null = null
  try {
    told = failure.parse(JSON.parse(body)).error
  } catch {
    told = null
  }
  const remedy = told && REMEDIES[told.code]
  if (told && remedy)
    return new ConfigError({ message: `local: ${told.message}`, fix: remedy, docs: 'platforms/local.md' })
  const retryable = told ? PASSING.has(told.code) : status >= 500
  // Refusals with a code of ours change nothing; any other failure of a write may have.
  const unknown = !isRead && status >= 500 && (!told || told.code === 'internal')
  return new ProviderError({
    provider: 'local',
    message: `local: ${told?.message ?? `the host answered ${status}`}`,
    retryable,
    status,
    effect: unknown ? 'unknown' : 'none',
    code: 'status',
  })
}

/** Makes the client. The host file is read with each call, so that a host that was restarted is found again. */
export const createAdminClient = (
  directory: string,
  {
    http = (provider) => createHttp({ provider, signal }),
    signal,
  }: { http?: (provider: string) => Http; signal: AbortSignal },
): AdminClient => {
  let client: Http | undefined
  return {
    call: async ({ path, shape, ...call }) => {
      const { adminUrl, token } = await readHostFile(directory)
      client ??= http('local')
      const answer = await client.request({
        ...call,
        url: new URL(path, adminUrl),
        headers: { authorization: `Bearer ${token}` },
        maxBytes: ANSWER_CAP,
        accept: 'any',
        attempts: 3,
        signal,
      })
      if (answer.status === 200) return answer.json(shape)
      throw refused(answer.status, answer.text(), (call.method ?? 'GET') === 'GET')
    },
  }
}
