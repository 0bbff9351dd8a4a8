import { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { Http, HttpAnswer } from '../../kit/http.ts'
import { inertLine, shorten } from '../../kit/text.ts'
import type { SourceContext } from '../definition.ts'
import { reading } from '../reading.ts'
import { headerToken } from '../sql/fields.ts'
import type { Row } from '../sql/rows.ts'
import type { D1Options } from './options.ts'

/** One question. Parameters are text by Cloudflare's description of the call. */
export interface Question {
  /** A SELECT whose parameters are `?1`, `?2` and so on. */
  text: string
  parameters: readonly string[]
  /** Most rows; more are an error. */
  mostRows: number
}

/** A database, ready to be asked. */
export interface Client {
  /** Throws ConfigError for what a person has to change, else ProviderError with effect `none`. */
  ask(question: Question): Promise<readonly Row[]>
}

const DOCS = 'metrics/d1.md'
const MEBIBYTE = 1024 * 1024
const LARGEST_ANSWER = 32 * MEBIBYTE
/** Cloudflare stops a query after 30 s. Milliseconds. */
const TIMEOUT = 35_000
const DEADLINE = 120_000
const LONGEST_QUOTE = 300

const failures = z.array(z.object({ code: z.number(), message: z.string() })).catch([])

const good = z.object({
  success: z.literal(true),
  result: z.array(
    z.object({
      results: z.array(z.record(z.string(), z.unknown())),
      success: z.boolean().optional(),
      meta: z.object({ changed_db: z.boolean().optional() }).optional(),
    }),
  ),
})

const bad = z.object({ success: z.literal(false), errors: failures })

/** Troubles of D1 that pass by themselves (https://developers.cloudflare.com/d1/observability/debug-d1/). */
const PASSING =
  /overloaded|reset because|caused object to be reset|connection lost|too many requests|timeout/i

const wrap = ({ text, mostRows }: Question): string => `select * from (\n${text}\n) limit ${mostRows + 1}`

/** Statuses whose answer we read ourselves. */
const ANSWERS = [200, 400, 401, 403, 404]

const notAllowed = (status: number, { token }: D1Options): ConfigError =>
  new ConfigError({
    message: `Cloudflare does not accept the secret ${token} for this database (${status})`,
    fix: `${token} anew with an API token that may use D1 in this account`,
    docs: `${DOCS}#token`,
  })

const errorsIn = (answer: HttpAnswer): z.output<typeof failures> => {
  try {
    return bad.safeParse(JSON.parse(answer.text())).data?.errors ?? []
  } catch {
    return []
  }
}

/** Authentication failed, as Cloudflare numbers it; it comes with status 400 as well. */
const TOKEN_CODES = [6003, 6111, 9109, 10000, 10001]

const refusal = (answer: HttpAnswer, options: D1Options): ConfigError | ProviderError => {
  const { status } = answer
  const errors = errorsIn(answer)
  if (status === 401 || status === 403 || errors.some(({ code }) => TOKEN_CODES.includes(code)))
    return notAllowed(status, options)
  if (status === 404)
    return new ConfigError({
      message: 'Cloudflare knows no such database in this account',
      fix: 'account and database as `wrangler d1 list` shows them',
      docs: `${DOCS}#token`,
    })
  const says = shorten(inertLine(errors.map(({ message }) => message).join('; ')), LONGEST_QUOTE)
  if (says === '' || PASSING.test(says))
    return new ProviderError({
      provider: 'd1',
      message: says === '' ? `d1: the query was answered with ${status}` : `d1: ${says}`,
      retryable: says !== '',
      status,
      code: 'status',
    })
  return new ConfigError({
    message: `D1 cannot carry out the query of this metric: ${says}`,
    fix: 'query: so that `wrangler d1 execute` carries it out',
    docs: `${DOCS}#query`,
  })
}

const rowsIn = (answer: HttpAnswer, options: D1Options, mostRows: number): readonly Row[] => {
  if (answer.status !== 200) throw refusal(answer, options)
  const { result } = answer.json(good)
  const [first] = result
  if (first === undefined || result.length > 1 || first.success === false)
    throw new ProviderError({
      provider: 'd1',
      message: 'd1: answered for another number of statements than asked',
      retryable: false,
      code: 'invalid-answer',
    })
  if (first.meta?.changed_db === true)
    throw new ConfigError({
      message: 'the query of this metric changed the database, although it stands inside a SELECT',
      fix: 'query: a SELECT that only reads',
      docs: `${DOCS}#query`,
    })
  if (first.results.length > mostRows)
    throw new ConfigError({
      message: `the query of this metric gives more than ${mostRows} rows`,
      fix: 'a query with one row for each slice and release, filtered by $from, $to and $canary, $baseline',
      docs: `${DOCS}#query`,
    })
  return first.results
}

/** Prepares to ask the database of the options. Throws ConfigError for a token that cannot be sent. */
export const createClient = (options: D1Options, context: SourceContext): Client => {
  const http: Http = context.openHttp?.({ allowPrivate: options['allow-private-network'] }) ?? context.http
  const authorization = `Bearer ${headerToken(context.secret(options.token), options.token)}`
  const base = options.url.replace(/\/+$/, '')
  const url = `${base}/accounts/${options.account}/d1/database/${options.database}/query`
  const post = (question: Question): Promise<HttpAnswer> =>
    http.request({
      method: 'POST',
      url,
      headers: { authorization, accept: 'application/json' },
      json: { sql: wrap(question), params: question.parameters },
      // The wrapping SELECT cannot write, so asking twice is asking once.
      retry: 'safe',
      accept: ANSWERS,
      timeout: TIMEOUT,
      deadline: DEADLINE,
      maxBytes: LARGEST_ANSWER,
    })
  return {
    ask: (question) => reading(async () => rowsIn(await post(question), options, question.mostRows)),
  }
}
