import type { z } from 'zod'
import { ConfigError, type Problem, ProviderError } from '../kit/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../kit/http.ts'
import { inertLine, shorten } from '../kit/text.ts'
import type { SourceContext } from './definition.ts'
import { reading } from './reading.ts'

/** Who is asked, and what a person has to know when the answer is no. */
export interface Vendor {
  /** For messages: `sentry`. */
  provider: string
  /** Names of the secrets that the request carries. */
  secrets: readonly string[]
  /** What the credential must allow, in the vendor's words: `org:read`. */
  scope: string
  /** What is not there when the vendor answers 404: `this organization or project`. */
  missing: string
  /** Page below `docs/`. */
  docs: string
}

const MEBIBYTE = 1024 * 1024
/** Largest answer that is read. */
const LARGEST_ANSWER = 8 * MEBIBYTE
/** Times in milliseconds. */
const TIMEOUT = 30_000
const DEADLINE = 120_000
const LONGEST_QUOTE = 200

/** Statuses whose meaning is told here; the rest is the client's: 429 and 5xx may pass. */
const ANSWERS = [200, 400, 401, 402, 403, 404, 422]

/** What a vendor says, as one harmless line. */
export const quote = (text: string): string => shorten(inertLine(text), LONGEST_QUOTE)

/** The value of a secret that is sent in a header. Throws ConfigError when it cannot be. */
export const credential = ({ secret }: Pick<SourceContext, 'secret'>, name: string): string => {
  const value = secret(name)
  if (/^[\x21-\x7e]+$/.test(value)) return value
  throw new ConfigError({
    message: `the secret ${name} holds characters that cannot be sent in a header`,
    fix: 'the token on one line, without spaces',
  })
}

/** A good answer, read. */
export interface Told<T> {
  body: T
  /** By lower-case name. */
  headers: HttpAnswer['headers']
}

/**
 * Asks a question that changes nothing, and reads the answer. Throws ConfigError for what a person has to change
 * (credentials, the plan, the question), ProviderError otherwise, always without effect.
 */
export const askVendor = async <T>(
  http: Http,
  request: HttpRequest,
  vendor: Vendor,
  schema: z.ZodType<T>,
): Promise<Told<T>> => {
  const told = await findAtVendor(http, request, vendor, schema)
  if (told === null) throw notThere(vendor)
  return told
}

/** As `askVendor`, where it is no mistake that a thing is not there: null for 404. */
export const findAtVendor = <T>(
  http: Http,
  request: HttpRequest,
  vendor: Vendor,
  schema: z.ZodType<T>,
): Promise<Told<T> | null> =>
  reading(async () => {
    const answer = await http.request({
      retry: 'safe',
      accept: ANSWERS,
      timeout: TIMEOUT,
      deadline: DEADLINE,
      maxBytes: LARGEST_ANSWER,
      ...request,
    })
    if (answer.status === 404) return null
    if (answer.status !== 200) throw refused(answer, vendor)
    return { body: answer.json(schema), headers: answer.headers }
  }, tooLarge(vendor))

const tooLarge = ({ provider, docs }: Vendor): Problem => ({
  message: `${provider} answers with more than ${LARGEST_ANSWER / MEBIBYTE} MiB`,
  fix: 'longer slices, or a shorter plan',
  docs,
})

/** The credential is not known, or may not do this. */
export const notAllowed = (
  { provider, secrets, scope, docs }: Vendor,
  status: number | null = null,
): ConfigError =>
  new ConfigError({
    message: `${provider} does not accept the secret ${secrets.join(' with ')}${status === null ? '' : ` (${status})`}`,
    fix: `${secrets.join(' and ')} anew, of a token that may ${scope}`,
    docs,
  })

const notThere = ({ provider, missing, scope, docs }: Vendor): ConfigError =>
  new ConfigError({
    message: `${provider} does not know ${missing} (404)`,
    fix: `the keys of this source, or a token that may ${scope}`,
    docs,
  })

/** The question itself is wrong, in the vendor's words. */
export const refusedQuestion = ({ provider, docs }: Vendor, says: string): ConfigError =>
  new ConfigError({
    message: `${provider} cannot answer the question of this metric: ${quote(says)}`,
    fix: 'the keys of the metric or of its source',
    docs,
  })

const refused = (answer: HttpAnswer, vendor: Vendor): ConfigError => {
  const { status } = answer
  if (status === 401 || status === 403) return notAllowed(vendor, status)
  if (status === 402)
    return new ConfigError({
      message: `${vendor.provider} does not answer on the present plan (402)`,
      fix: 'a plan of the vendor that includes this, or another source',
      docs: vendor.docs,
    })
  return refusedQuestion(vendor, reasonIn(answer) ?? `status ${status}`)
}

/** Where vendors put their reason: `message`, `detail`, `error`, or the first of `errors`. */
const reasonIn = (answer: HttpAnswer): string | null => {
  try {
    return textIn(JSON.parse(answer.text()), 0)
  } catch {
    return null
  }
}

const DEEPEST = 4

const textIn = (value: unknown, depth: number): string | null => {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return null
  if (Array.isArray(value)) return textIn(value[0], depth + 1)
  for (const key of ['message', 'detail', 'error', 'errors']) {
    const found = key in value ? textIn((value as Record<string, unknown>)[key], depth + 1) : null
    if (found !== null) return found
  }
  return null
}

/** An answer of the right status and the wrong content. */
export const unusable = (provider: string, says: string, retryable = false): ProviderError =>
  new ProviderError({
    provider,
    message: `${provider}: ${quote(says)}`,
    retryable,
    code: retryable ? 'status' : 'invalid-answer',
  })
