import { type CloudflareRefusal, isRefusal } from '../../kit/cloudflare.ts'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { inertLine, shorten } from '../../kit/text.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import { connectAccount } from '../cloudflare/connect.ts'
import type { AdapterContext } from '../definition.ts'
import type { Capabilities, Jobs, Platform, Release, Serving, WayBack } from '../platform.ts'
import { annotationsFor, isSecretChange, releaseOf } from './annotations.ts'
import type { WorkersOptions } from './options.ts'
import type { Deployment } from './shapes.ts'
import { bindingsFor, readModules, uploadBody } from './upload.ts'
import {
  divides,
  isUnknown,
  MIGRATION_NEEDS_DEPLOY,
  openWorker,
  SECRETS_CHANGED,
  type Share,
  type Worker,
} from './worker.ts'

/** Any percentage, one write to go back; counts per version come from sources of their own. */
export const WORKERS_CAPABILITIES: Capabilities = {
  split: 'percent',
  darkDeploy: true,
  rollback: 'pointer',
  releaseMetrics: false,
  jobs: true,
  secretNames: true,
}

const PROVIDER = 'cloudflare-workers'
const DOCS = 'platforms/cloudflare-workers.md'

/** Connects to a Worker. Nothing is asked yet. */
export const connectWorkers = (options: WorkersOptions, context: AdapterContext): Platform => {
  const api = connectAccount(options, context, { provider: PROVIDER, permission: 'Workers Scripts: Edit' })
  const worker = openWorker(api, options)
  const { script, account } = options
  return {
    type: PROVIDER,
    capabilities: WORKERS_CAPABILITIES,
    current: () => readServing(worker),
    deploy: async (order) => {
      const release = (await findDeployed(worker, order)) ?? (await upload(worker, options, context, order))
      await makeReachable(worker, release.id)
      return release
    },
    setWeight: async ({ canary, baseline, weight }) => {
      if (baseline === null && weight < 100) return serveNobody(worker, canary, weight)
      await put(worker, sharesOf(canary, baseline, weight), `sluice: ${weight}% to ${canary.slice(0, 8)}`)
    },
    canRollBack: (to) => judgeWayBack(worker, to, options['changed-secrets'] === 'overrule'),
    rollback: async (to) => {
      const force = options['changed-secrets'] === 'overrule'
      const order = { message: `sluice: rollback to ${to.slice(0, 8)}`, again: true, ...(force && { force }) }
      await worker.deploy([{ id: to, percentage: 100 }], order).catch((error: unknown) => {
        throw isRefusal(error, SECRETS_CHANGED, MIGRATION_NEEDS_DEPLOY) ? cannotGoBack(to, error) : error
      })
    },
    address: async (release) => {
      const active = await worker.active()
      if (!active?.versions.some(({ version_id: id }) => id === release)) throw unreachable(release)
      // Without the version in the active deployment Cloudflare ignores this header and says nothing.
      return {
        url: options.url,
        headers: { 'Cloudflare-Workers-Version-Overrides': `${script}="${release}"` },
      }
    },
    jobs: jobsOf(worker),
    secretNames: () => worker.secretNames(),
    wayBackCommand: (to) =>
      `env CLOUDFLARE_ACCOUNT_ID=${account} npx wrangler rollback ${quoted(to)} --name ${script} --message 'way back without Sluice' --yes`,
  }
}

const quoted = (text: string): string =>
  /^[\w.-]+$/.test(text) ? text : `'${inertLine(text).replaceAll("'", `'\\''`)}'`

const shown = (id: string): string => shorten(inertLine(id), 60)

/** The active deployment, and at 0 % every version of ours that could still be deployed. */
const readServing = async (worker: Worker): Promise<Serving> => {
  const [active, versions] = await Promise.all([worker.active(), worker.versions()])
  const shares = new Map(active?.versions.map(({ version_id: id, percentage }) => [id, percentage]) ?? [])
  const listed = versions.map(releaseOf).filter(({ id, rollout }) => rollout !== null || shares.has(id))
  // What serves may be older than the hundred versions that are listed.
  const older = [...shares.keys()].filter((id) => !listed.some((release) => release.id === id))
  const found = await Promise.all(
    older.map(async (id): Promise<Release> => {
      const version = await worker.version(id)
      return version ? releaseOf(version) : { id, revision: id, rollout: null }
    }),
  )
  const weights = [...listed, ...found].map((release) => ({ release, weight: shares.get(release.id) ?? 0 }))
  return { weights }
}

const findDeployed = async (
  worker: Worker,
  { revision, rollout }: { revision: string; rollout: string },
): Promise<Release | null> => {
  const releases = (await worker.versions()).map(releaseOf)
  return releases.find((one) => one.rollout === rollout && one.revision === revision) ?? null
}

const upload = async (
  worker: Worker,
  options: WorkersOptions,
  { workspace }: AdapterContext,
  order: { revision: string; rollout: string },
): Promise<Release> => {
  const modules = await readModules(options, order.revision, workspace)
  const serving = soleOf(await worker.active())
  const detail = serving === null ? null : await worker.version(serving)
  const metadata = {
    main_module: options.main,
    compatibility_date: options['compatibility-date'],
    compatibility_flags: options['compatibility-flags'],
    bindings: bindingsFor(options.bindings ?? [], detail),
    keep_bindings: ['secret_text', 'secret_key'],
    annotations: annotationsFor(order),
  }
  try {
    const version = await worker.upload(await uploadBody(metadata, modules))
    return { id: version.id, ...order }
  } catch (error) {
    if (isRefusal(error, MIGRATION_NEEDS_DEPLOY)) throw needsDeploy(error)
    // The answer may have been lost after the version came into being: what is written on it tells.
    const found = isUnknown(error) ? await findDeployed(worker, order).catch(() => null) : null
    if (found === null) throw error
    return found
  }
}

/** The version that serves everybody; null where nothing does. Two that share the traffic leave no room for a third. */
const soleOf = (active: Deployment | null): string | null => {
  const serving = active?.versions.filter(({ percentage }) => percentage > 0) ?? []
  const [sole, ...others] = serving
  if (others.length === 0) return sole?.version_id ?? null
  const list = serving.map(({ version_id: id, percentage }) => `${percentage}% ${shown(id)}`).join(', ')
  throw new ProviderError({
    provider: PROVIDER,
    message: `${PROVIDER}: several versions share the traffic (${list}), and a deployment has room for two: somebody else is moving it`,
    retryable: false,
  })
}

/** Puts a version at 0 % beside the one that serves, so that it can be asked for by name. */
const makeReachable = async (worker: Worker, release: ReleaseId): Promise<void> => {
  const active = await worker.active()
  if (active === null || active.versions.some(({ version_id: id }) => id === release)) return
  const sole = soleOf(active)
  if (sole === null) return
  await put(worker, sharesOf(release, sole, 0), `sluice: ${release.slice(0, 8)} unseen`)
}

const sharesOf = (canary: ReleaseId, baseline: ReleaseId | null, weight: number): Share[] => {
  if (baseline === null || weight === 100 || baseline === canary) return [{ id: canary, percentage: 100 }]
  // The two must make 100 exactly, which binary fractions do not by themselves.
  return [
    { id: canary, percentage: weight },
    { id: baseline, percentage: Number((100 - weight).toFixed(6)) },
  ]
}

/** Sets the shares once. When the answer was lost, what serves says whether it happened. */
const put = async (worker: Worker, shares: readonly Share[], message: string): Promise<void> => {
  try {
    await worker.deploy(shares, { message })
  } catch (error) {
    if (isRefusal(error, SECRETS_CHANGED)) throw secretsChanged(error)
    const happened = isUnknown(error) && divides(await worker.active().catch(() => null), shares)
    if (!happened) throw error
  }
}

/** A Worker always serves somebody: only what serves nobody yet can be left so. */
const serveNobody = async (worker: Worker, canary: ReleaseId, weight: number): Promise<void> => {
  const active = await worker.active()
  const share = active?.versions.find(({ version_id: id }) => id === canary)?.percentage ?? 0
  if (weight === 0 && share === 0) return
  throw new ConfigError({
    message:
      'a Worker sends all its traffic to its versions: without an older one there is nobody for the rest',
    fix: 'a first rollout in one step of 100%, or wrangler deploy of anything before it',
    docs: `${DOCS}#before-the-first-rollout`,
  })
}

/** Asks before anything is touched: is the version still there, and does Cloudflare let it be deployed? */
const judgeWayBack = async (worker: Worker, to: ReleaseId, overrule: boolean): Promise<WayBack> => {
  const no = (reason: string): WayBack => ({ possible: false, reason })
  const [versions, active] = await Promise.all([worker.versions(), worker.active()])
  const at = versions.findIndex(({ id }) => id === to)
  const serves = active?.versions.some(({ version_id: id }) => id === to) ?? false
  if (at < 0 && !serves)
    return no(`version ${shown(to)} is not among the last 100, and no other can be deployed`)
  const newer = at < 0 ? versions : versions.slice(0, at)
  if (!overrule && newer.some(isSecretChange))
    return no(
      `a secret was changed after version ${shown(to)}, which would bring the old value back (${SECRETS_CHANGED}); changed-secrets: overrule allows it`,
    )
  const ids = [
    to,
    ...(active?.versions.filter(({ percentage }) => percentage > 0) ?? []).map((one) => one.version_id),
  ]
  const details = await Promise.all(ids.map((id) => worker.version(id)))
  if (details[0] === null) return no(`version ${shown(to)} is gone`)
  const tags = new Set(details.map((detail) => detail?.migration ?? null))
  return tags.size > 1
    ? no(
        `a Durable Object migration lies between version ${shown(to)} and what serves (${MIGRATION_NEEDS_DEPLOY})`,
      )
    : { possible: true }
}

const jobsOf = (worker: Worker): Jobs => ({
  list: () => worker.schedules(),
  set: async (schedules) => {
    const found = await worker.schedule(schedules)
    if (found.toSorted().join('\n') === schedules.toSorted().join('\n')) return
    throw new ProviderError({
      provider: PROVIDER,
      message: `${PROVIDER}: the cron triggers were set, and others came back`,
      retryable: true,
      effect: 'unknown',
    })
  },
  delay:
    'Cloudflare takes up to 15 minutes to carry a change of cron triggers everywhere: a stopped job may still start until then.',
})

const needsDeploy = ({ says }: CloudflareRefusal): ConfigError =>
  new ConfigError({
    message: `Cloudflare takes no version with a Durable Object migration (${MIGRATION_NEEDS_DEPLOY}): ${says}`,
    fix: 'the migration by wrangler deploy first, in a release of its own that changes nothing else',
    docs: `${DOCS}#durable-objects`,
  })

const secretsChanged = ({ says }: CloudflareRefusal): ConfigError =>
  new ConfigError({
    message: `a secret was changed since one of these versions (${SECRETS_CHANGED}): ${says}`,
    fix: 'a new release, which has the present secrets; set secrets before a rollout, never during one',
    docs: `${DOCS}#secrets`,
  })

const cannotGoBack = (to: ReleaseId, { says, codes }: CloudflareRefusal): ProviderError =>
  new ProviderError({
    provider: PROVIDER,
    message: `${PROVIDER}: version ${shown(to)} cannot be put back (${codes.join(', ')}): ${says}`,
    retryable: false,
  })

const unreachable = (release: ReleaseId): ProviderError =>
  new ProviderError({
    provider: PROVIDER,
    message: `${PROVIDER}: version ${shown(release)} is not in the active deployment, so no request can be sent to it`,
    retryable: false,
  })
