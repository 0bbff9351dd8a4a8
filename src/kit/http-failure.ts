import type { ProviderErrorCode } from './errors.ts'
import { ProviderError } from './errors.ts'
import { BLOCKED_CODE } from './http-address.ts'
import { BodyError } from './http-body.ts'
import type { Headers } from './http-retry.ts'
import { isPassing, isRateLimited, isRead, mayHaveTakenEffect } from './http-retry.ts'

/** The request a failure belongs to, in words that may be printed: no query, no userinfo. */
export interface Subject {
  provider: string
  method: string
  /** Host and path. */
  where: string
}

interface Finding {
  code: ProviderErrorCode
  retryable: boolean
  /** Whether the request can have reached the other side. */
  sent: boolean
  says: string
}

const finding = (code: ProviderErrorCode, retryable: boolean, sent: boolean, says: string): Finding => ({
  code,
  retryable,
  sent,
  says,
})

/** Errors of Node and undici before anything was sent. */
const UNREACHED =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/

/** Errors of certificates and TLS: the same tomorrow. */
const UNTRUSTED =
  /^(?:CERT_.*|ERR_TLS_.*|ERR_SSL_.*|EPROTO|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|HOSTNAME_MISMATCH)$/

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? codeOf(error.cause) : ''
}

const findingFor = (error: unknown): Finding => {
  if (error instanceof BodyError)
    return error.problem === 'too-large'
      ? finding('too-large', false, true, 'sent a larger body than allowed')
      : finding('invalid-answer', false, true, 'sent a body in an encoding that was not asked for')
  const code = codeOf(error)
  if (code === BLOCKED_CODE)
    return finding(
      'blocked',
      false,
      false,
      'leads to an address that is private or reserved; it was not connected to',
    )
  if (UNREACHED.test(code)) return finding('connection', true, false, `could not be reached (${code})`)
  if (UNTRUSTED.test(code))
    return finding('connection', false, false, `has no certificate that can be trusted (${code})`)
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW')
    return finding('too-large', false, true, 'sent larger headers than allowed')
  if (error instanceof Error && error.name === 'HTTPParserError')
    return finding('invalid-answer', false, true, 'did not answer with valid HTTP')
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_') || code.startsWith('ERR_BROTLI'))
    return finding('invalid-answer', false, true, 'sent a broken compressed body')
  if (code === 'UND_ERR_INVALID_ARG')
    return finding('connection', false, false, 'could not be asked: invalid request')
  return finding('connection', true, true, `lost the connection${code === '' ? '' : ` (${code})`}`)
}

const effectOf = (method: string, sent: boolean): 'none' | 'unknown' =>
  sent && !isRead(method) ? 'unknown' : 'none'

const fail = ({ provider, method, where }: Subject, found: Finding): ProviderError =>
  new ProviderError({
    provider,
    message: `${provider}: ${method} ${where} ${found.says}`,
    retryable: found.retryable,
    effect: effectOf(method, found.sent),
    code: found.code,
  })

/** An exception of the transport, as a ProviderError without any part of it but its code. */
export const transportFailure = (subject: Subject, error: unknown): ProviderError =>
  error instanceof ProviderError ? error : fail(subject, findingFor(error))

/** No answer, or no whole answer, within the time allowed. */
export const timeoutFailure = (subject: Subject, milliseconds: number): ProviderError =>
  fail(subject, finding('timeout', true, true, `did not answer within ${milliseconds / 1000} s`))

/** This process was told to stop while the request was under way. */
export const interruptedFailure = (subject: Subject): ProviderError =>
  fail(subject, finding('interrupted', true, true, 'was interrupted'))

/** A redirect or address that is not followed. */
export const blockedFailure = (subject: Subject, says: string): ProviderError =>
  fail(subject, finding('blocked', false, true, says))

/** An answer that is not what the schema says. */
export const answerFailure = (subject: Subject, says: string): ProviderError =>
  fail(subject, finding('invalid-answer', false, true, says))

const REQUEST_IDS = ['x-github-request-id', 'x-request-id', 'cf-ray', 'fly-request-id', 'x-vercel-id']

/** The vendor's own name of a request, if the answer has one that is safe to print. */
export const requestIdIn = (headers: Headers): string | undefined =>
  REQUEST_IDS.map((name) => headers[name]).find((id) => id !== undefined && /^[\w.:=-]{1,128}$/.test(id))

/** An answer whose status means failure. `wait` is how long it asks us to stay away, null if it does not say. */
export const statusFailure = (
  { provider, method, where }: Subject,
  { status, headers, wait }: { status: number; headers: Headers; wait: number | null },
): ProviderError => {
  const limited = isRateLimited(status, headers)
  const requestId = requestIdIn(headers)
  const patience = wait === null ? '' : `, asks to wait ${Math.ceil(wait / 1000)} s`
  return new ProviderError({
    provider,
    message: `${provider}: ${method} ${where} ${limited ? `is rate-limited (${status}${patience})` : `answered ${status}${patience}`}`,
    retryable: isPassing(status, headers),
    status,
    effect: effectOf(method, mayHaveTakenEffect(status)),
    code: limited ? 'rate-limited' : 'status',
    ...(requestId !== undefined && { requestId }),
    ...(wait !== null && { retryAfter: wait }),
  })
}

/** The same failure, for a request of which an earlier attempt may have taken effect. */
export const withUnknownEffect = (failure: ProviderError): ProviderError =>
  new ProviderError({
    provider: failure.provider,
    message: failure.message,
    retryable: failure.retryable,
    effect: 'unknown',
    ...(failure.status !== undefined && { status: failure.status }),
    ...(failure.code !== undefined && { code: failure.code }),
    ...(failure.requestId !== undefined && { requestId: failure.requestId }),
    ...(failure.retryAfter !== undefined && { retryAfter: failure.retryAfter }),
  })

/** The run had been told to stop before anything was sent. */
export const neverSent = ({ provider, method, where }: Subject): ProviderError =>
  new ProviderError({
    provider,
    message: `${provider}: ${method} ${where} was not sent: interrupted`,
    retryable: true,
    effect: 'none',
    code: 'interrupted',
  })
