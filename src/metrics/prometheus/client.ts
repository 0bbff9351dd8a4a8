import type { z } from 'zod'
import { ConfigError, type Problem, ProviderError } from '../../kit/errors.ts'
import { requestIdentity } from '../../kit/github/identity.ts'
import { googleToken } from '../../kit/google-token.ts'
import type { Http, HttpAnswer } from '../../kit/http.ts'
import { inertLine, shorten } from '../../kit/text.ts'
import type { SourceContext } from '../definition.ts'
import { reading } from '../reading.ts'
import type { Grid, Matrix } from './answer.ts'
import { answerShape, refusalShape } from './answer.ts'
import type { PrometheusOptions } from './options.ts'

/** Most moments in one answer; Prometheus refuses more points per series than this. */
export const MOST_POINTS = 11_000

const MEBIBYTE = 1024 * 1024
/** Largest answer that is read. */
const LARGEST_ANSWER = 64 * MEBIBYTE
/** Times in milliseconds; the server is told to give up before we do. */
const TIMEOUT = 30_000
const SERVER_TIMEOUT = '25s'
const DEADLINE = 120_000
/** Most warnings of one answer that are repeated. */
const MOST_WARNINGS = 3
const LONGEST_QUOTE = 300

/** A Prometheus, ready to be asked. */
export interface Client {
  /**
   * The series of a query at every moment of the grid, in one or more answers. `lookback`: how old a sample may be where
   * the query does not say so itself, in milliseconds; servers before Prometheus 2.43 ignore it.
   */
  ask(query: string, grid: Grid, lookback: number | null): Promise<Matrix[]>
}

/** Connects to the address of the options. Throws ConfigError for a token that cannot be sent. */
export const createClient = (options: PrometheusOptions, context: SourceContext): Client => {
  const guard = { allowPrivate: options['allow-private-network'] }
  const http = context.openHttp?.(guard) ?? context.http
  const headers = headersOf(options, context, http)
  const url = `${options.url.replace(/\/+$/, '')}/api/v1/query_range`
  // VictoriaMetrics moves start and end to round times unless it is told not to cache; others ignore the name, but for
  // Google, whose APIs refuse parameters that they do not know.
  const query = isGoogle(options) ? {} : { nocache: '1' }
  const ask: Client['ask'] = async (expression, grid, lookback) => {
    const answers: Matrix[] = []
    for (let first = 0; first < grid.count; first += MOST_POINTS) {
      const count = Math.min(MOST_POINTS, grid.count - first)
      const form = new URLSearchParams({
        query: expression,
        start: seconds(grid.start + first * grid.step),
        end: seconds(grid.start + (first + count - 1) * grid.step),
        step: seconds(grid.step),
        timeout: SERVER_TIMEOUT,
        ...(lookback !== null && !isGoogle(options) && { lookback_delta: seconds(lookback) }),
      })
      answers.push(
        await reading(
          async () =>
            readAnswer(await post(http, { url, headers: await headers(), query }, form), options, context),
          TOO_LARGE,
        ),
      )
    }
    return answers
  }
  return { ask }
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

const isGoogle = ({ auth }: Pick<PrometheusOptions, 'auth'>): boolean => auth.toLowerCase() === 'google'

/** Makes the header with the token. One that can be judged at once is; Google's is asked for when it is needed. */
const headersOf = (
  options: PrometheusOptions,
  context: SourceContext,
  http: Http,
): (() => Promise<Record<string, string>>) => {
  if (!isGoogle(options)) {
    const headers = credentials(options, context)
    return async () => headers
  }
  const token = googleToken(
    {
      provider: options['workload-identity-provider'],
      serviceAccount: options['service-account'],
      credentials: options.token,
    },
    {
      http,
      secret: context.secret,
      identity:
        context.identity ?? ((audience) => requestIdentity({ variable: () => undefined }, http, audience)),
      hide: context.hide ?? (() => {}),
    },
  )
  return async () => ({ authorization: `Bearer ${await token()}` })
}

/** The header with the token, or none. */
const credentials = (options: PrometheusOptions, { secret }: SourceContext): Record<string, string> => {
  if (options.token === undefined) return {}
  const token = secret(options.token)
  if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(token))
    throw new ConfigError({
      message: `the secret ${options.token} holds characters that cannot be sent in a header`,
      fix: 'the token on one line, without spaces around it',
    })
  if (options.header !== undefined) return { [options.header.toLowerCase()]: token }
  const auth = options.auth.toLowerCase()
  if (auth !== 'basic')
    return {
      authorization: withScheme(
        auth === 'bearer' ? 'Bearer' : auth === 'fly' ? 'FlyV1' : options.auth,
        token,
      ),
    }
  if (!token.includes(':'))
    throw new ConfigError({
      message: `the secret ${options.token} is no user and password`,
      fix: 'user:password, as auth: basic sends it',
    })
  return { authorization: `Basic ${Buffer.from(token).toString('base64')}` }
}

/** Tokens are often copied together with their scheme, as Fly prints them. */
const withScheme = (scheme: string, token: string): string =>
  token.toLowerCase().startsWith(`${scheme.toLowerCase()} `) ? token : `${scheme} ${token}`

/** Statuses whose answer we read ourselves. */
const ANSWERS = [200, 400, 401, 403, 404, 405, 422]

const post = (
  http: Http,
  { url, headers, query }: { url: string; headers: Record<string, string>; query: Record<string, string> },
  form: URLSearchParams,
): Promise<HttpAnswer> =>
  http.request({
    method: 'POST',
    url,
    query,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form.toString(),
    retry: 'safe',
    accept: ANSWERS,
    timeout: TIMEOUT,
    deadline: DEADLINE,
    maxBytes: LARGEST_ANSWER,
  })

const TOO_LARGE: Problem = {
  message: `prometheus answers with more than ${LARGEST_ANSWER / MEBIBYTE} MiB`,
  fix: 'fewer series: sum by (instance) (...) around the selector, or longer slices',
  docs: 'metrics/prometheus.md#many-series',
}

const readAnswer = (answer: HttpAnswer, options: PrometheusOptions, { log }: SourceContext): Matrix => {
  const { status } = answer
  if (status === 401 || status === 403) throw notAllowed(status, options)
  if (status === 404 || status === 405)
    throw new ConfigError({
      message: `there is no Prometheus API at this address (${status})`,
      fix: 'url: the address in front of /api/v1, with the path that your provider names',
      docs: 'metrics/prometheus.md#address',
    })
  const refusal = refusalIn(answer)
  if (refusal !== null) throw refused(refusal, status)
  if (status !== 200)
    throw new ProviderError({
      provider: 'prometheus',
      message: `prometheus: POST query_range answered ${status}`,
      retryable: false,
      status,
      code: 'status',
    })
  const { data, warnings } = answer.json(answerShape)
  for (const warning of (warnings ?? []).slice(0, MOST_WARNINGS)) log(`prometheus warns: ${quote(warning)}`)
  return data
}

const quote = (text: string): string => shorten(inertLine(text), LONGEST_QUOTE)

type Refusal = z.output<typeof refusalShape>

const refusalIn = (answer: HttpAnswer): Refusal | null => {
  try {
    return refusalShape.safeParse(JSON.parse(answer.text())).data ?? null
  } catch {
    return null
  }
}

/** Kinds of error that the query itself causes: it does not parse, or cannot be evaluated. */
const OF_THE_QUERY = new Set(['bad_data', 'execution'])

const refused = ({ errorType, error }: Refusal, status: number): ConfigError | ProviderError =>
  OF_THE_QUERY.has(errorType)
    ? new ConfigError({
        message: `prometheus cannot answer the query of this metric: ${quote(error)}`,
        fix: 'total, bad or histogram so that the query works in Prometheus itself',
        docs: 'metrics/prometheus.md#counters',
      })
    : new ProviderError({
        provider: 'prometheus',
        message: `prometheus: POST query_range failed: ${quote(errorType)}`,
        retryable: true,
        status,
        code: 'status',
      })

const notAllowed = (status: number, { token, auth, header }: PrometheusOptions): ConfigError =>
  token === undefined && isGoogle({ auth })
    ? new ConfigError({
        message: `Cloud Monitoring does not let the identity of this run read metrics (${status})`,
        fix: 'roles/monitoring.viewer in the project, for the service account or the principal set',
        docs: 'metrics/prometheus.md#credentials',
      })
    : token === undefined
      ? new ConfigError({
          message: `prometheus asks for credentials (${status})`,
          fix: 'token: and the name of a secret',
        })
      : new ConfigError({
          message: `prometheus does not accept the secret ${token} (${status}), sent ${header === undefined ? `as ${auth}` : `in ${header}`}`,
          fix: `${token} anew with a token that may read metrics, or another auth`,
          docs: 'metrics/prometheus.md#credentials',
        })
