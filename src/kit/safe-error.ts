import { ConfigError, ProviderError } from './errors.ts'
import { createRedactor } from './redact.ts'
import { inertLine, shorten } from './text.ts'

/** Longest message of a `SafeError`, in UTF-16 units. */
export const LONGEST_MESSAGE = 300

/** What may be shown of an error: no input, arguments, body, query, detail, stack or cause. */
export interface SafeError {
  /** Class of the error: `TypeError`, `PostgresError`; `Error` when it has none worth the name. */
  kind: string
  /** Node's, undici's or SQLSTATE code: `ECONNRESET`, `UND_ERR_SOCKET`, `42P01`. */
  code?: string
  /** HTTP status, where there was an answer. */
  status?: number
  /** The vendor's name of the request, for their support. */
  requestId?: string
  /** One line, redacted and inert, at most 300 characters. */
  message: string
}

/**
 * Turns anything thrown into what may be printed. Messages that are known to quote their input (URLs, JSON, header
 * values, database values) are replaced or cut. `redact` is the run's redactor; without it only what looks like a
 * credential is hidden. Never throws.
 */
export const toSafeError = (error: unknown, redact: (text: string) => string = patternsOnly): SafeError => {
  const clean = (text: string): string => shorten(redact(inertLine(redact(text))), LONGEST_MESSAGE)
  if (!isRecord(error)) return { kind: 'Error', message: clean(describeThrown(error)) }
  const code = word(read(error, 'code'))
  const status = statusOf(error)
  const requestId = requestIdOf(error)
  return {
    kind: clean(word(read(error, 'name')) ?? 'Error'),
    ...(code !== undefined && { code: clean(code) }),
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId: clean(requestId) }),
    message: clean(messageOf(error)),
  }
}

/** One line for people: `PostgresError 42P01: relation "users" does not exist (status ..., request ...)`. */
export const describeSafeError = ({ kind, code, status, requestId, message }: SafeError): string => {
  const facts = [status !== undefined && `status ${status}`, requestId && `request ${requestId}`].filter(
    Boolean,
  )
  const head = code === undefined || code === kind ? kind : `${kind} ${code}`
  return `${head}: ${message}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`
}

const patternsOnly = (text: string): string => createRedactor().redact(text)

type Fields = Record<string, unknown>

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Reads a property that may be a getter that throws. */
const read = (fields: Fields, key: string): unknown => {
  try {
    return fields[key]
  } catch {
    return undefined
  }
}

const describeThrown = (thrown: unknown): string =>
  typeof thrown === 'string' ? thrown : `a value of type ${typeof thrown} was thrown`

/** A name or code: short and without white space, else it is text and not shown. */
const word = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value) ? value : undefined
}

const statusOf = (error: Fields): number | undefined => {
  const status = read(error, 'status') ?? read(error, 'statusCode')
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599
    ? status
    : undefined
}

const REQUEST_ID_HEADERS = ['x-github-request-id', 'x-request-id', 'cf-ray', 'fly-request-id', 'x-vercel-id']

const requestIdOf = (error: Fields): string | undefined => {
  const own = word(read(error, 'requestId'))
  if (own !== undefined) return own
  const response = read(error, 'response')
  const headers = isRecord(response) ? read(response, 'headers') : read(error, 'headers')
  if (!isRecord(headers)) return undefined
  return REQUEST_ID_HEADERS.map((name) => word(read(headers, name))).find((id) => id !== undefined)
}

const messageOf = (error: Fields): string => {
  const written = read(error, 'message')
  const message = typeof written === 'string' ? written : ''
  if (error instanceof ConfigError || error instanceof ProviderError) return message
  return (
    SPECIAL.find(({ applies }) => applies(error, message))?.say(error, message) ?? (message || 'no message')
  )
}

/** Errors whose own message quotes what they were given. */
const SPECIAL: readonly {
  applies: (error: Fields, message: string) => boolean
  say: (error: Fields, message: string) => string
}[] = [
  {
    applies: (error) => isIssueList(read(error, 'issues')),
    say: (error) => describeIssues(read(error, 'issues')),
  },
  {
    applies: (error, message) =>
      read(error, 'code') === 'ERR_INVALID_URL' || /\binvalid url\b/i.test(message),
    say: () => 'an address is not a valid URL',
  },
  {
    applies: (_, message) => /includes credentials|url with credentials/i.test(message),
    say: () => 'an address contains a user name or password',
  },
  {
    applies: (error, message) => read(error, 'name') === 'SyntaxError' && /JSON/.test(message),
    say: () => 'a text is not valid JSON',
  },
  {
    applies: (error, message) =>
      /invalid header|invalid .{0,80} header|header (?:value|content|name)|is an invalid/i.test(message) ||
      read(error, 'code') === 'ERR_INVALID_CHAR',
    say: () => 'a header holds a character that is not allowed (a line break inside a token?)',
  },
  {
    applies: (error) =>
      /^ERR_INVALID_ARG|^ERR_OUT_OF_RANGE|^ERR_INVALID_OPT/.test(String(read(error, 'code'))),
    say: (_, message) => message.replace(/\.?\s*Received[\s\S]*$/, ''),
  },
  {
    applies: (error) => String(read(error, 'code')).startsWith('ERR_'),
    say: (_, message) => message.replace(/:\s[\s\S]*$/, ''),
  },
  {
    applies: (error) => read(error, 'name') === 'PostgresError' || isSqlState(error),
    say: (error, message) => databaseMessage(String(read(error, 'code')), message),
  },
  {
    applies: (error) => read(error, 'name') === 'HttpError',
    say: (_, message) => message.replace(/[{[][\s\S]*$/, ''),
  },
  {
    applies: (error) => read(error, 'syscall') !== undefined && /^spawn/.test(String(read(error, 'syscall'))),
    say: (error) => `the program could not be started (${word(read(error, 'code')) ?? 'unknown reason'})`,
  },
]

const isSqlState = (error: Fields): boolean =>
  read(error, 'severity') !== undefined && /^[0-9A-Z]{5}$/.test(String(read(error, 'code')))

/** SQLSTATE classes 22 (data) and 23 (constraints) and a few others quote values of rows; others name objects only. */
const databaseMessage = (code: string, message: string): string =>
  /^(?:22|23|P0|40|44)/.test(code) ? message.replace(/:\s[\s\S]*$/, '').replace(/'[^']*'/g, "'...'") : message

interface Issue {
  path?: unknown
  code?: unknown
}

const isIssueList = (value: unknown): value is readonly Issue[] =>
  Array.isArray(value) && value.length > 0 && value.every((issue) => isRecord(issue) && 'code' in issue)

/** Where and which rule, without what was found there. */
const describeIssues = (issues: unknown): string => {
  if (!isIssueList(issues)) return 'does not have the expected shape'
  const shown = issues.slice(0, 5).map(({ path, code }) => {
    const place = Array.isArray(path) && path.length > 0 ? path.map(String).join('.') : 'the whole'
    return `${place} (${word(code) ?? 'unexpected'})`
  })
  const rest = issues.length - shown.length
  return `does not have the expected shape at ${shown.join(', ')}${rest > 0 ? ` and ${rest} more places` : ''}`
}
