import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { requestIdentity } from '../../kit/github/identity.ts'
import { googleToken } from '../../kit/google-token.ts'
import type { HttpAnswer, HttpRequest } from '../../kit/http.ts'
import { createHttp } from '../../kit/http.ts'
import { inertLine, shorten } from '../../kit/text.ts'
import type { AdapterContext } from '../definition.ts'
import type { CloudRunOptions } from './options.ts'
import type { Revision, Service, TemplatePatch, TrafficPatch } from './shapes.ts'
import { operationShape, refusalShape, revisionShape, revisionsShape, serviceShape } from './shapes.ts'

const API = 'https://run.googleapis.com/v2'
/** Largest answer that is read, in bytes: a list of revisions with their whole templates. */
const ANSWER_CAP = 16 * 1024 * 1024
const PAGE = 100
const MOST_PAGES = 10
const LONGEST_QUOTE = 300
const DOCS = 'platforms/cloud-run.md'

/** Waits and clock; tests bring their own. */
export interface Timing {
  /** Milliseconds on a clock that does not jump. */
  now(): number
  /** Waits, or rejects when the run is told to stop. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

const realTiming: Timing = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
}

/** One service of Cloud Run, ready to be asked. Throws ConfigError for what a person has to change, else ProviderError. */
export interface CloudRunClient {
  service(): Promise<Service>
  /** Null: there is none of this name. */
  revision(name: string): Promise<Revision | null>
  /** All revisions, newest first, at most a thousand. */
  revisions(): Promise<readonly Revision[]>
  /**
   * Changes the service if its etag is still the same, and waits until that is done. Repeated after lost answers: the
   * etag keeps it from being done twice. 409 and 412 are a ProviderError with that status, without effect.
   */
  patch(mask: 'traffic', body: TrafficPatch): Promise<void>
  patch(mask: 'template,traffic', body: TemplatePatch): Promise<void>
  /** Waits a little before the next look, for `attempt` 0, 1, ... Throws `failure` once the patience is over. */
  wait(attempt: number, since: number, failure: () => Error): Promise<void>
  now(): number
}

const quote = (text: string): string => shorten(inertLine(text), LONGEST_QUOTE)

const reasonIn = (answer: HttpAnswer): { status: string; message: string } => {
  try {
    const { error } = refusalShape.parse(JSON.parse(answer.text()))
    return { status: error.status ?? '', message: quote(error.message ?? '') }
  } catch {
    return { status: '', message: '' }
  }
}

/** Operations report with the numbers of gRPC: 3, 5, 7, 9 a person; 8 a quota; 10, 13, 14 may pass. */
const PASSING_CODES = new Set([4, 8, 10, 13, 14])

/** Connects to the service. Asks nothing yet. */
export const createCloudRunClient = (
  options: CloudRunOptions,
  context: AdapterContext,
  { now, sleep }: Timing = realTiming,
): CloudRunClient => {
  const { project, region, service: name, credentials } = options
  const { signal } = context
  const http = (context.http ?? ((provider) => createHttp({ provider, signal })))('cloud-run')
  const path = `/projects/${project}/locations/${region}/services/${name}`
  const login = {
    provider: options['workload-identity-provider'],
    serviceAccount: options['service-account'],
  }
  const token = googleToken(
    { ...login, credentials },
    {
      http,
      secret: context.secret,
      identity:
        context.identity ?? ((audience) => requestIdentity({ variable: () => undefined }, http, audience)),
      hide: context.hide ?? (() => {}),
    },
  )
  const who = credentials === undefined ? 'the identity of this run' : `the secret ${credentials}`

  const refused = (answer: HttpAnswer): ConfigError | ProviderError => {
    const { status } = answer
    const { status: code, message } = reasonIn(answer)
    const says = message === '' ? '' : `: ${message}`
    if (status === 401)
      return new ConfigError({
        message: `Cloud Run does not accept ${who} (401)`,
        fix: 'a credential that is still valid',
        docs: `${DOCS}#credentials`,
      })
    if (status === 403)
      return new ConfigError({
        message: `${who} may not do this on ${name} (403${says})`,
        fix: 'roles/run.developer on the service, and roles/iam.serviceAccountUser on the account it runs as',
        docs: `${DOCS}#permissions`,
      })
    if (status === 404)
      return new ConfigError({
        message: `Cloud Run has no service ${name} in ${project}, ${region} (404)`,
        fix: `gcloud run deploy ${name} --project ${project} --region ${region} --image us-docker.pkg.dev/cloudrun/container/hello`,
        docs: `${DOCS}#setup`,
      })
    if (status === 400)
      return new ConfigError({
        message: `Cloud Run refuses the change${says}`,
        fix: 'the keys of this component, or the template of the service',
        docs: DOCS,
      })
    return new ProviderError({
      provider: 'cloud-run',
      message: `cloud-run: the service was changed by somebody else at the same moment (${status}${code === '' ? '' : ` ${quote(code)}`})`,
      retryable: true,
      status,
      code: 'status',
    })
  }

  const send = async (request: Omit<HttpRequest, 'url'> & { path: string }): Promise<HttpAnswer> => {
    const { path: below, ...rest } = request
    return http.request({
      ...rest,
      url: `${API}${below}`,
      headers: { authorization: `Bearer ${await token()}`, accept: 'application/json' },
      accept: [200, 400, 401, 403, 404, 409, 412],
      maxBytes: ANSWER_CAP,
      timeout: 30_000,
      deadline: 120_000,
      signal,
    })
  }

  const call = async <T>(
    request: Omit<HttpRequest, 'url'> & { path: string },
    shape: z.ZodType<T>,
  ): Promise<T> => {
    const answer = await send(request)
    if (answer.status !== 200) throw refused(answer)
    return answer.json(shape)
  }

  const wait: CloudRunClient['wait'] = async (attempt, since, failure) => {
    const step = Math.min(5000, 250 * 1.5 ** attempt)
    if (now() + step > since + options['ready-within']) throw failure()
    await sleep(step, signal).catch(() => {
      throw new ProviderError({
        provider: 'cloud-run',
        message: `cloud-run: interrupted while ${name} was changing`,
        retryable: true,
        effect: 'unknown',
        code: 'interrupted',
      })
    })
  }

  const finish = async (first: z.output<typeof operationShape>): Promise<void> => {
    const since = now()
    let operation = first
    for (let attempt = 0; operation.done !== true; attempt += 1) {
      await wait(
        attempt,
        since,
        () =>
          new ProviderError({
            provider: 'cloud-run',
            message: `cloud-run: the change of ${name} was not done within ${options['ready-within'] / 1000} s`,
            retryable: true,
            effect: 'unknown',
            code: 'timeout',
          }),
      )
      if (!/^projects\/[\w.:-]+\/locations\/[\w-]+\/operations\/[\w.-]+$/.test(operation.name))
        throw new ProviderError({
          provider: 'cloud-run',
          message: 'cloud-run: answered with an operation that has no proper name',
          retryable: false,
          effect: 'unknown',
          code: 'invalid-answer',
        })
      operation = await call({ path: `/${operation.name}` }, operationShape)
    }
    const { error } = operation
    if (error)
      throw new ProviderError({
        provider: 'cloud-run',
        message: `cloud-run: the change of ${name} failed: ${quote(error.message ?? `code ${error.code ?? 2}`)}`,
        retryable: PASSING_CODES.has(error.code ?? 2),
        effect: 'unknown',
      })
  }

  return {
    service: () => call({ path }, serviceShape),
    revision: async (revision) => {
      const answer = await send({ path: `${path}/revisions/${encodeURIComponent(revision)}` })
      if (answer.status === 404) return null
      if (answer.status !== 200) throw refused(answer)
      return answer.json(revisionShape)
    },
    revisions: async () => {
      const all: Revision[] = []
      let pageToken: string | undefined
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = { pageSize: PAGE, pageToken }
        const told = await call({ path: `${path}/revisions`, query }, revisionsShape)
        all.push(...(told.revisions ?? []))
        pageToken = told.nextPageToken || undefined
        if (pageToken === undefined) break
      }
      return all.toSorted((a, b) => (b.createTime ?? '').localeCompare(a.createTime ?? ''))
    },
    patch: async (updateMask: string, body: TrafficPatch | TemplatePatch) => {
      // Repeating is harmless: once it took effect the etag is another one.
      const request = { method: 'PATCH', path, query: { updateMask }, json: body, retry: 'safe' } as const
      await finish(await call(request, operationShape))
    },
    wait,
    now,
  }
}
