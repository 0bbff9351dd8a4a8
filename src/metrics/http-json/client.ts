import { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { HttpAnswer } from '../../kit/http.ts'
import type { SourceContext } from '../definition.ts'
import { reading } from '../reading.ts'
import { headerToken } from '../sql/fields.ts'
import type { HttpJsonMetric, HttpJsonOptions } from './options.ts'
import { asksPerRelease } from './options.ts'
import type { Values } from './template.ts'
import { fillBody, fillPath } from './template.ts'

/** A service, ready to be asked. */
export interface Client {
  /**
   * The document for these values; undefined: 404 to a question about one release, which it does not know. Throws
   * ConfigError for what a person has to change, else ProviderError with effect `none`.
   */
  ask(values: Values): Promise<unknown>
}

const DOCS = 'metrics/http-json.md'
const MEBIBYTE = 1024 * 1024
const LARGEST_ANSWER = 16 * MEBIBYTE
/** Milliseconds. */
const TIMEOUT = 30_000
const DEADLINE = 90_000

/** Statuses whose meaning we know; others are failures of the service. */
const ANSWERS = [200, 400, 401, 403, 404, 405, 422]

const credentials = (options: HttpJsonOptions, { secret }: SourceContext): Record<string, string> => {
  const { token: name, header, auth } = options
  if (name === undefined) return {}
  const token = headerToken(secret(name), name)
  if (header !== undefined) return { [header.toLowerCase()]: token }
  if (auth.toLowerCase() === 'bearer') return { authorization: `Bearer ${token}` }
  if (auth.toLowerCase() !== 'basic') return { authorization: `${auth} ${token}` }
  if (token.includes(':')) return { authorization: `Basic ${Buffer.from(token).toString('base64')}` }
  throw new ConfigError({
    message: `the secret ${name} is no user and password`,
    fix: 'user:password, as auth: basic sends it',
  })
}

const refusal = (status: number, { token }: HttpJsonOptions): ConfigError => {
  if (status !== 401 && status !== 403)
    return new ConfigError({
      message: `http-json: the address does not answer the question of this metric (${status})`,
      fix: 'url, path and body as the service understands them',
      docs: `${DOCS}#questions`,
    })
  return token === undefined
    ? new ConfigError({
        message: `http-json: the address asks for credentials (${status})`,
        fix: 'token: and the name of a secret',
      })
    : new ConfigError({
        message: `http-json: the service does not accept the secret ${token} (${status})`,
        fix: `${token} anew with a token that may read, or another auth`,
      })
}

const tooLarge = (): ConfigError =>
  new ConfigError({
    message: `http-json: the answer is larger than ${LARGEST_ANSWER / MEBIBYTE} MiB`,
    fix: 'an address that answers with counts instead of single events',
    docs: `${DOCS}#questions`,
  })

/** Prepares to ask. Throws ConfigError for a token that cannot be sent. */
export const createClient = (
  options: HttpJsonOptions,
  metric: HttpJsonMetric,
  context: SourceContext,
): Client => {
  const http = context.openHttp?.({ allowPrivate: options['allow-private-network'] }) ?? context.http
  const headers = { ...credentials(options, context), accept: 'application/json' }
  const base = options.url.replace(/\/+$/, '')
  const send = (values: Values): Promise<HttpAnswer> =>
    http.request({
      method: metric.body === undefined ? 'GET' : 'POST',
      url: base + fillPath(metric.path, values),
      headers,
      ...(metric.body !== undefined && { json: fillBody(metric.body, values) }),
      retry: 'safe',
      accept: ANSWERS,
      timeout: TIMEOUT,
      deadline: DEADLINE,
      maxBytes: LARGEST_ANSWER,
    })
  const ask = async (values: Values): Promise<unknown> => {
    const answer = await send(values).catch((error: unknown) => {
      throw error instanceof ProviderError && error.code === 'too-large' ? tooLarge() : error
    })
    if (answer.status === 200) return answer.json(z.unknown())
    if (answer.status === 404 && asksPerRelease(metric)) return undefined
    throw refusal(answer.status, options)
  }
  return { ask: (values) => reading(() => ask(values)) }
}
