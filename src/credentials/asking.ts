import { ConfigError, ProviderError } from '../kit/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../kit/http.ts'
import type { Look, Report } from './credential.ts'

/** Times in milliseconds, sizes in bytes: a person waits for the answer. */
const TIMEOUT = 10_000
const DEADLINE = 30_000
const LARGEST_ANSWER = 4 * 1024 * 1024

/** Statuses that say something about the credential. Everything else (429, 5xx) says nothing, and is an error. */
const SPEAKING = [200, 201, 204, 400, 401, 402, 403, 404, 422]

/** Asks one question that changes nothing. Throws ProviderError, without effect, when there is no answer that speaks. */
export const askOnce = async (http: Http, request: HttpRequest): Promise<HttpAnswer> => {
  try {
    return await http.request({
      retry: 'safe',
      attempts: 3,
      accept: SPEAKING,
      redirect: 'answer',
      timeout: TIMEOUT,
      deadline: DEADLINE,
      maxBytes: LARGEST_ANSWER,
      ...request,
    })
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const { provider, message, retryable, status } = error
    throw new ProviderError({ provider, message, retryable, ...(status !== undefined && { status }) })
  }
}

/** The header of a bearer token. Throws ConfigError for a value that no header can carry. */
export const bearer = (value: string): { authorization: string } => ({
  authorization: `Bearer ${headerSafe(value)}`,
})

/** The value, if a header can carry it. Throws ConfigError otherwise. */
export const headerSafe = (value: string): string => {
  if (/^[\x21-\x7e]+$/.test(value)) return value
  throw new ConfigError({
    message: 'a credential holds characters that cannot be sent in a header',
    fix: 'the credential on one line, without spaces',
  })
}

/** A question whose answer shows that one thing is allowed. */
export interface Permission {
  /** The vendor's own name of it. */
  name: string
  request: HttpRequest
}

/**
 * Asks for each permission in turn. 401 is a credential that nobody knows; 403 and 404 (which vendors answer for what
 * may not be seen) are things that it may not do. Throws as `askOnce`.
 */
export const askPermissions = async (http: Http, permissions: readonly Permission[]): Promise<Report> => {
  const lacks: string[] = []
  for (const { name, request } of permissions) {
    const { status } = await askOnce(http, request)
    if (status === 401) return REFUSED
    if (status >= 300) lacks.push(name)
  }
  return lacks.length > 0 ? { state: 'too-narrow', lacks, expires: null } : WORKS
}

/** The vendor does not know it. */
export const REFUSED: Report = { state: 'refused', lacks: [], expires: null }

/** It does its job. */
export const WORKS: Report = { state: 'works', lacks: [], expires: null }

/** Adds what another question found: what is worse counts, the earlier end too. */
export const both = (one: Report, other: Report): Report => {
  const order: readonly Report['state'][] = ['works', 'too-narrow', 'expired', 'refused']
  const worse = order.indexOf(one.state) >= order.indexOf(other.state) ? one : other
  const ends = [one.expires, other.expires].filter((each) => each !== null)
  return {
    state: worse.state,
    lacks: [...one.lacks, ...other.lacks],
    expires: ends.length > 0 ? Math.min(...ends) : null,
  }
}

/** The outcome for a text that looks as it should. */
export const good = (wants: string, expires: number | null = null): Look => ({
  state: 'good',
  wants,
  expires,
})

/** Judges a text by a pattern. */
export const byPattern = (value: string, pattern: RegExp, wants: string): Look =>
  pattern.test(value) ? good(wants) : { state: 'malformed', wants, expires: null }

/** A time of a vendor, `2027-01-01T00:00:00Z`, in milliseconds since 1970; null when it is none. */
export const momentOf = (text: string | null | undefined): number | null => {
  const moment = Date.parse(text ?? '')
  return Number.isNaN(moment) ? null : moment
}
