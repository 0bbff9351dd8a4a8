import { z } from 'zod'
import { ConfigError, ProviderError } from './errors.ts'
import type { Http, HttpAnswer, HttpRequest } from './http.ts'
import { inertLine, shorten } from './text.ts'

/** Where Cloudflare's API is. */
export const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4'

/** Who asks, and for what. */
export interface CloudflareAccess {
  /** For messages: `cloudflare-workers`. */
  provider: string
  /** The API token. Read with each call. */
  token(): string
  /** Name of the secret that holds it, for messages. */
  tokenName: string
  /** What the token must be allowed, as the dashboard calls it: `Workers Scripts: Edit`. */
  permission: string
  /** Base address, without a slash at the end. Default `CLOUDFLARE_API`. */
  base?: string
  /** Page below `docs/`. */
  docs: string
}

/** One call; the answer's `result` has this shape. */
export interface CloudflareCall<T>
  extends Pick<
    HttpRequest,
    | 'method'
    | 'query'
    | 'json'
    | 'body'
    | 'headers'
    | 'retry'
    | 'timeout'
    | 'deadline'
    | 'maxBytes'
    | 'attempts'
  > {
  /** Below the base address, with percent-encoded parts. */
  path: string
  shape: z.ZodType<T>
}

/** An answer to a call whose body is the thing itself, such as an object of R2. */
export interface CloudflareBody {
  text(): string
}

/** Cloudflare's API, as one token sees it. */
export interface Cloudflare {
  /**
   * Throws ConfigError when the token is not accepted, CloudflareRefusal for any other refusal, and ProviderError when
   * there was no answer or a passing trouble.
   */
  call<T>(call: CloudflareCall<T>): Promise<T>
  /** A page of a list with what Cloudflare says about the list. */
  page<T>(call: CloudflareCall<T>): Promise<{ result: T; cursor: string | null }>
  /** The body of an answer without an envelope; null when Cloudflare refuses with the number `absent`. */
  body(call: Omit<CloudflareCall<never>, 'shape'> & { absent: number }): Promise<CloudflareBody | null>
}

/** Cloudflare understood and said no; nothing was changed. */
export class CloudflareRefusal extends ProviderError {
  /** Cloudflare's own numbers of the errors; empty when it gave none. */
  readonly codes: readonly number[]
  /** What it said, on one harmless line. */
  readonly says: string

  constructor(provider: string, status: number, errors: readonly { code: number; message: string }[]) {
    const codes = errors.map(({ code }) => code)
    const says = shorten(inertLine(errors.map(({ message }) => message).join('; ')), LONGEST_QUOTE)
    const reason =
      says === '' ? `answered ${status}` : `${says}${codes.length > 0 ? ` (${codes.join(', ')})` : ''}`
    super({ provider, message: `${provider}: ${reason}`, retryable: false, status, code: 'status' })
    this.codes = codes
    this.says = says
  }
}

const LONGEST_QUOTE = 300
/** Times in milliseconds. */
const TIMEOUT = 30_000
const DEADLINE = 120_000
const LARGEST_ANSWER = 8 * 1024 * 1024

/** Statuses whose meaning is read from the envelope; 429 and 5xx are the client's to judge. */
const ANSWERS = [200, 201, 202, 400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422]

/** Authentication failed or a permission is missing, as Cloudflare numbers it; it may come with status 400. */
const TOKEN_CODES = new Set([6003, 6111, 9106, 9109, 10000, 10001])

const envelope = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ code: z.number(), message: z.string() })).nullish(),
  result: z.unknown().optional(),
  result_info: z.object({ cursor: z.string().optional() }).nullish(),
})

const errorsIn = (answer: HttpAnswer): { code: number; message: string }[] => {
  try {
    return envelope.safeParse(JSON.parse(answer.text())).data?.errors ?? []
  } catch {
    return []
  }
}

/** The value of a token, which must be sendable in a header. Throws ConfigError otherwise. */
const tokenOf = ({ token, tokenName, docs }: CloudflareAccess): string => {
  const value = token()
  if (/^[\x21-\x7e]+$/.test(value)) return value
  throw new ConfigError({
    message: `the secret ${tokenName} ${value === '' ? 'is empty' : 'holds characters that cannot be sent in a header'}`,
    fix: 'the API token on one line, without spaces',
    docs,
  })
}

const refusal = (answer: HttpAnswer, access: CloudflareAccess): Error => {
  const errors = errorsIn(answer)
  const { status } = answer
  const denied = status === 401 || status === 403 || errors.some(({ code }) => TOKEN_CODES.has(code))
  if (!denied) return new CloudflareRefusal(access.provider, status, errors)
  return new ConfigError({
    message: `Cloudflare does not accept the secret ${access.tokenName} for this (${status})`,
    fix: `${access.tokenName} anew, with an API token of this account that has ${access.permission}`,
    docs: access.docs,
  })
}

/** Makes the client. Nothing is asked yet. */
export const createCloudflare = (http: Http, access: CloudflareAccess): Cloudflare => {
  const base = access.base ?? CLOUDFLARE_API
  const send = async ({
    path,
    headers,
    ...call
  }: Omit<CloudflareCall<never>, 'shape'>): Promise<HttpAnswer> =>
    http.request({
      timeout: TIMEOUT,
      deadline: DEADLINE,
      maxBytes: LARGEST_ANSWER,
      ...call,
      url: `${base}${path}`,
      headers: { ...headers, authorization: `Bearer ${tokenOf(access)}` },
      accept: ANSWERS,
      redirect: 'answer',
    })
  const page = async <T>({ shape, ...call }: CloudflareCall<T>) => {
    const answer = await send(call)
    if (answer.status > 299) throw refusal(answer, access)
    const { success, result_info: info } = answer.json(envelope)
    if (!success) throw refusal(answer, access)
    return { result: answer.json(z.object({ result: shape })).result, cursor: info?.cursor || null }
  }
  return {
    page,
    call: async (call) => (await page(call)).result,
    body: async ({ absent, ...call }) => {
      const answer = await send(call)
      if (answer.status <= 299) return answer
      const refused = refusal(answer, access)
      if (isRefusal(refused, absent)) return null
      throw refused
    },
  }
}

/** Whether an error is a refusal with one of these numbers. */
export const isRefusal = (error: unknown, ...codes: readonly number[]): error is CloudflareRefusal =>
  error instanceof CloudflareRefusal && codes.some((code) => error.codes.includes(code))
