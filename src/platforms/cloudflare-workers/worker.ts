import { type Cloudflare, CloudflareRefusal } from '../../kit/cloudflare.ts'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { WorkersOptions } from './options.ts'
import {
  type Deployment,
  deploymentShape,
  deploymentsShape,
  schedulesShape,
  secretsShape,
  type Version,
  versionDetail,
  versionShape,
  versionsShape,
} from './shapes.ts'

/** The share of one version. */
export interface Share {
  id: string
  percentage: number
}

/** One Worker, in the words of Cloudflare's API. */
export interface Worker {
  /** The active deployment; null where there never was one. */
  active(): Promise<Deployment | null>
  /** The last hundred versions, newest first: no other can be deployed. */
  versions(): Promise<readonly Version[]>
  /** One version with its bindings; null when there is none of this id. */
  version(
    id: string,
  ): Promise<
    (Version & { bindings: readonly { name: string; type: string }[]; migration: string | null }) | null
  >
  upload(form: { body: Uint8Array; contentType: string }): Promise<Version>
  /** Makes this the active deployment. `again`: it may be sent twice, for doing it twice is doing it once. */
  deploy(
    shares: readonly Share[],
    order: { message: string; force?: boolean; again?: boolean },
  ): Promise<void>
  schedules(): Promise<readonly string[]>
  schedule(crons: readonly string[]): Promise<readonly string[]>
  secretNames(): Promise<readonly string[]>
}

/** A Durable Object migration cannot go along with a version. */
export const MIGRATION_NEEDS_DEPLOY = 10211
/** Secrets were changed since the version that is to be deployed. */
export const SECRETS_CHANGED = 10220
/** There is no such Worker. */
const NO_SCRIPT = [10007, 10090, 10092]

/** Time for an upload, in milliseconds. */
const UPLOAD_TIMEOUT = 120_000

/** Most characters of a deployment's message that every edition of the API accepts. */
const LONGEST_MESSAGE = 50

/** Speaks to one Worker. Asks nothing yet. */
export const openWorker = (api: Cloudflare, { account, script }: WorkersOptions): Worker => {
  const root = `/accounts/${account}/workers/scripts/${encodeURIComponent(script)}`
  const known = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw isMissing(error) ? missing(script) : error
    })
  return {
    active: async () => {
      const { deployments } = await known(api.call({ path: `${root}/deployments`, shape: deploymentsShape }))
      return deployments[0] ?? null
    },
    versions: async () =>
      (await known(api.call({ path: `${root}/versions`, query: { deployable: true }, shape: versionsShape })))
        .items,
    version: async (id) => {
      const path = `${root}/versions/${encodeURIComponent(id)}`
      try {
        const found = await api.call({ path, shape: versionDetail.extend(versionShape.shape) })
        const { bindings, script_runtime: runtime } = found.resources
        return { ...found, bindings, migration: runtime?.migration_tag ?? null }
      } catch (error) {
        if (isMissing(error)) throw missing(script)
        if (error instanceof CloudflareRefusal && (error.status === 404 || error.status === 400)) return null
        throw error
      }
    },
    upload: ({ body, contentType }) =>
      known(
        api.call({
          method: 'POST',
          path: `${root}/versions`,
          query: { bindings_inherit: 'strict' },
          headers: { 'content-type': contentType },
          body,
          retry: 'never',
          timeout: UPLOAD_TIMEOUT,
          deadline: UPLOAD_TIMEOUT,
          shape: versionShape,
        }),
      ),
    deploy: async (shares, { message, force = false, again = false }) => {
      const versions = shares.map(({ id, percentage }) => ({ version_id: id, percentage }))
      const annotations = { 'workers/message': message.slice(0, LONGEST_MESSAGE) }
      await known(
        api.call({
          method: 'POST',
          path: `${root}/deployments`,
          ...(force && { query: { force: true } }),
          json: { strategy: 'percentage', versions, annotations },
          retry: again ? 'safe' : 'never',
          shape: deploymentShape.partial(),
        }),
      )
    },
    schedules: async () =>
      (await known(api.call({ path: `${root}/schedules`, shape: schedulesShape }))).schedules.map(
        ({ cron }) => cron,
      ),
    schedule: async (crons) => {
      const json = crons.map((cron) => ({ cron }))
      const call = {
        method: 'PUT',
        path: `${root}/schedules`,
        retry: 'safe',
        json,
        shape: schedulesShape,
      } as const
      return (await known(api.call(call))).schedules.map(({ cron }) => cron)
    },
    secretNames: async () =>
      (await known(api.call({ path: `${root}/secrets`, shape: secretsShape }))).map(({ name }) => name),
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof CloudflareRefusal && error.codes.some((code) => NO_SCRIPT.includes(code))

const missing = (script: string): ConfigError =>
  new ConfigError({
    message: `there is no Worker ${script} in this account`,
    fix: 'script: its name; a new Worker is made once, by wrangler deploy',
    docs: 'platforms/cloudflare-workers.md#before-the-first-rollout',
  })

/** Whether a deployment divides traffic like this; versions at 0 % do not count. */
export const divides = (deployment: Deployment | null, shares: readonly Share[]): boolean => {
  const some = (list: readonly Share[]): string =>
    list
      .filter(({ percentage }) => percentage > 0)
      .map(({ id, percentage }) => `${id}=${percentage}`)
      .sort()
      .join(' ')
  const found = deployment?.versions.map(({ version_id: id, percentage }) => ({ id, percentage })) ?? []
  return some(found) === some(shares) && shares.every(({ id }) => found.some((one) => one.id === id))
}

/** Failures after which a write may have happened. */
export const isUnknown = (error: unknown): boolean =>
  error instanceof ProviderError && error.effect === 'unknown'
