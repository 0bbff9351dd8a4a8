import { ConfigError } from './errors.ts'
import type { HttpOptions, HttpRequest, Method } from './http.ts'
import type { AddressGuard } from './http-address.ts'
import { blockedHost } from './http-address.ts'
import type { Subject } from './http-failure.ts'
import { isRead } from './http-retry.ts'

const ATTEMPT_TIMEOUT = 15_000
const DEADLINE = 60_000
const MAX_BYTES = 1024 * 1024
const ATTEMPTS = 4

/** A request with everything decided. */
export interface Call {
  subject: Subject
  url: URL
  method: Method
  headers: Record<string, string>
  body: string | Uint8Array | undefined
  timeout: number
  deadline: number
  maxBytes: number
  attempts: number
  follow: boolean
  accepts: (status: number) => boolean
  guard: AddressGuard | undefined
}

/** Settles every default and checks address and headers. Throws ConfigError without any part of either. */
export const prepare = (wish: HttpRequest, options: HttpOptions): Call => {
  const method = wish.method ?? 'GET'
  const url = addressOf(wish, options)
  const repeats = wish.retry === 'safe' || (wish.retry !== 'never' && isRead(method))
  return {
    subject: { provider: options.provider, method, where: url.host + url.pathname },
    url,
    method,
    headers: headersOf(wish, options),
    body: wish.json === undefined ? wish.body : JSON.stringify(wish.json),
    timeout: wish.timeout ?? ATTEMPT_TIMEOUT,
    deadline: wish.deadline ?? DEADLINE,
    maxBytes: wish.maxBytes ?? MAX_BYTES,
    attempts: repeats ? (wish.attempts ?? ATTEMPTS) : 1,
    follow: (method === 'GET' || method === 'HEAD') && wish.redirect !== 'answer',
    accepts: acceptance(wish.accept ?? 'success'),
    guard: options.guard,
  }
}

const acceptance = (accept: 'success' | 'any' | readonly number[]): ((status: number) => boolean) => {
  if (accept === 'any') return () => true
  if (accept === 'success') return (status) => status >= 200 && status <= 299
  return (status) => accept.includes(status)
}

const addressOf = ({ url: written, query = {} }: HttpRequest, { provider, guard }: HttpOptions): URL => {
  const refuse = (message: string, fix?: string): ConfigError =>
    new ConfigError({ message: `${provider}: ${message}`, ...(fix !== undefined && { fix }) })
  if (!URL.canParse(String(written))) throw refuse('the address is not a valid URL', 'https://host/path')
  const url = new URL(String(written))
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refuse('the address must begin with https://')
  if (url.username !== '' || url.password !== '')
    throw refuse('the address holds a user name or password', 'the credential as a secret of its own')
  const blocked = guard && blockedHost(url.hostname, guard)
  if (blocked === 'metadata') throw refuse('the address is reserved or serves metadata of the machine')
  if (blocked === 'private')
    throw refuse('the address is private', 'a public address, or allow-private-network: true')
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one))
  }
  return url
}

const headersOf = (
  { headers = {}, json }: HttpRequest,
  { provider, userAgent }: HttpOptions,
): Record<string, string> => {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  const broken = own.filter(
    ([name, value]) => !/^[!#$%&'*+.^`|~\w-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value),
  )
  if (broken.length > 0) {
    throw new ConfigError(
      broken.map(([name]) => ({
        message: `${provider}: the header ${/^[\w-]{1,64}$/.test(name) ? name : 'name'} holds a character that is not allowed in headers`,
        fix: 'the value on one line; look for a line break inside a token',
      })),
    )
  }
  return {
    'user-agent': userAgent ?? 'sluice',
    accept: '*/*',
    'accept-encoding': 'identity',
    ...(json !== undefined && { 'content-type': 'application/json' }),
    ...Object.fromEntries(own),
  }
}
