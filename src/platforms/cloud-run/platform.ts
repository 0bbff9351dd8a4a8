import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { inertLine, shorten } from '../../kit/text.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { AdapterContext } from '../definition.ts'
import type { Capabilities, Platform, Release, Serving } from '../platform.ts'
import type { CloudRunClient, Timing } from './client.ts'
import { createCloudRunClient } from './client.ts'
import type { CloudRunOptions } from './options.ts'
import { imageOf } from './options.ts'
import type { Revision, Service, TemplatePatch } from './shapes.ts'
import { shortName } from './shapes.ts'
import {
  followsLatest,
  isInForce,
  isPlaceholder,
  isWritten,
  REVISION,
  ROLLOUT,
  releaseName,
  tagOf,
  trafficFor,
  weightsIn,
} from './traffic.ts'

/** Whole percents; a revision has an address of its own at 0 %; one write of the traffic puts an old one back. */
export const CLOUD_RUN_CAPABILITIES: Capabilities = {
  split: 'percent',
  darkDeploy: true,
  rollback: 'pointer',
  releaseMetrics: false,
  jobs: false,
  secretNames: true,
}

/** Releases of ours without traffic that are listed, newest first. */
const MOST_IDLE = 10
/** How often a rollback reads again and writes again when somebody else writes at the same moment. */
const MOST_CONFLICTS = 3
/** What Cloud Run allows as the name of a revision. */
const NAME = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/

const failure = (message: string, retryable = false): ProviderError =>
  new ProviderError({ provider: 'cloud-run', message: `cloud-run: ${message}`, retryable })

const toRelease = (revision: Revision): Release => ({
  id: shortName(revision.name),
  revision: revision.annotations?.[REVISION] ?? revision.containers?.[0]?.image ?? shortName(revision.name),
  rollout: revision.annotations?.[ROLLOUT] ?? null,
})

type Readiness = { state: 'ready' } | { state: 'waiting' } | { state: 'failed'; reason: string }

const readiness = ({ conditions = [] }: Revision): Readiness => {
  const ready = conditions.find(({ type }) => type === 'Ready')
  if (ready?.state === 'CONDITION_SUCCEEDED') return { state: 'ready' }
  if (ready?.state !== 'CONDITION_FAILED') return { state: 'waiting' }
  return { state: 'failed', reason: shorten(inertLine(ready.message ?? 'no reason given'), 300) }
}

/** The template as it came, with image, name and annotations of the new release. Throws ConfigError if unclear. */
const templateFor = (
  { template }: Service,
  options: CloudRunOptions,
  { id, revision, rollout }: { id: ReleaseId; revision: string; rollout: string },
): TemplatePatch['template'] => {
  const { containers } = template
  const chosen =
    options.container === undefined
      ? (containers.find(({ ports }) => ports !== undefined) ??
        (containers.length === 1 ? containers[0] : undefined))
      : containers.find(({ name }) => name === options.container)
  if (!chosen)
    throw new ConfigError({
      message: `the service ${options.service} has no container ${options.container ?? 'that is clearly the one to change'}`,
      fix: `container: one of ${containers.map(({ name }) => name ?? '(without name)').join(', ')}`,
      docs: 'platforms/cloud-run.md#configuration',
    })
  return {
    ...template,
    revision: id,
    annotations: { ...template.annotations, [ROLLOUT]: rollout, [REVISION]: revision },
    containers: containers.map((one) =>
      one === chosen ? { ...one, image: imageOf(options, revision) } : one,
    ),
  }
}

/** Writes traffic, and reads back whether it is in force. A lost answer is settled by what is read. */
const settle = async (client: CloudRunClient, weights: ReadonlyMap<ReleaseId, number>): Promise<void> => {
  const since = client.now()
  for (let attempt = 0; ; attempt += 1) {
    const service = await client.service()
    if (isInForce(service, weights)) return
    if (!isWritten(service, weights))
      throw failure('the traffic was changed by somebody else before it was in force', true)
    await client.wait(attempt, since, () => failure('the new traffic is written and not in force yet', true))
  }
}

const isConflict = (error: unknown): boolean =>
  error instanceof ProviderError && (error.status === 409 || error.status === 412)

const write = async (
  client: CloudRunClient,
  service: Service,
  weights: ReadonlyMap<ReleaseId, number>,
): Promise<void> => {
  try {
    await client.patch('traffic', { etag: service.etag, traffic: trafficFor(service, weights) })
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    // An answer was lost, or ours came first: what is in force decides.
    const found = await client.service().catch(() => null)
    if (!found || !isWritten(found, weights)) throw error
  }
  await settle(client, weights)
}

/** Asks until the revision is ready. */
const untilReady = async (client: CloudRunClient, id: ReleaseId): Promise<Revision> => {
  const since = client.now()
  for (let attempt = 0; ; attempt += 1) {
    const revision = await client.revision(id)
    const found = revision ? readiness(revision) : { state: 'waiting' as const }
    if (revision && found.state === 'ready') return revision
    if (found.state === 'failed') throw failure(`${id} did not become ready: ${found.reason}`)
    await client.wait(attempt, since, () => failure(`${id} is not ready in time`, true))
  }
}

/** Traffic as it is, by revision, with the latest one pinned by its name. */
const pinned = async (client: CloudRunClient): Promise<Service> => {
  const service = await client.service()
  if (!followsLatest(service)) return service
  const weights = new Map([...weightsIn(service)].filter(([, percent]) => percent > 0))
  if (weights.size === 0)
    throw failure('nothing is ready behind the traffic that follows the latest revision', true)
  await write(client, service, weights)
  return client.service()
}

/** Connects to the service of a component. Nothing is asked yet. */
export const connectCloudRun = (
  options: CloudRunOptions,
  context: AdapterContext,
  timing?: Timing,
): Platform => {
  const client = createCloudRunClient(options, context, timing)
  const { project, region, service: name } = options

  const known = async (id: ReleaseId): Promise<Revision> => {
    const found = NAME.test(id) ? await client.revision(id) : null
    if (!found || found.deleteTime !== undefined)
      throw failure(`${name} has no revision ${shorten(inertLine(id), 80)}`)
    return found
  }

  const deployed = async (order: { revision: string; rollout: string }, id: ReleaseId) => {
    const found = await client.revision(id)
    const annotations = found?.annotations ?? {}
    if (found && (annotations[ROLLOUT] !== order.rollout || annotations[REVISION] !== order.revision))
      throw new ConfigError({
        message: `${id} is there already, made of another revision`,
        fix: 'begin a new rollout for another revision',
        docs: 'platforms/cloud-run.md',
      })
    return found
  }

  return {
    type: 'cloud-run',
    capabilities: CLOUD_RUN_CAPABILITIES,
    prepare: async ({ weights }) => {
      const broken = weights.filter((weight) => !Number.isInteger(weight))
      if (broken.length > 0)
        throw new ConfigError({
          message: `Cloud Run divides by whole percents and cannot do ${broken.join(', ')}`,
          fix: `weight: ${broken.map(Math.ceil).join(', ')}`,
          docs: 'platforms/cloud-run.md#limits',
        })
    },
    current: async (): Promise<Serving> => {
      const service = await client.service()
      const weights = weightsIn(service)
      const revisions = (await client.revisions()).filter((one) => one.deleteTime === undefined)
      const idle = revisions
        .filter((one) => one.annotations?.[ROLLOUT] !== undefined && !weights.has(shortName(one.name)))
        .slice(0, MOST_IDLE)
      const listed = [...weights.keys()].flatMap((id): Revision[] => [
        revisions.find((one) => shortName(one.name) === id) ?? { name: id },
      ])
      return {
        weights: [...listed, ...idle]
          .filter((one) => !isPlaceholder(one))
          .map((one) => ({ release: toRelease(one), weight: weights.get(shortName(one.name)) ?? 0 })),
      }
    },
    deploy: async (order) => {
      const id = releaseName(name, order.rollout)
      const before = await deployed(order, id)
      const service = await pinned(client)
      const weights = new Map([...weightsIn(service)].filter(([, percent]) => percent > 0))
      if (!weights.has(id)) weights.set(id, 0)
      if (!before) {
        const template = templateFor(service, options, { id, ...order })
        try {
          const body = { etag: service.etag, template, traffic: trafficFor(service, weights) }
          await client.patch('template,traffic', body)
        } catch (error) {
          // The answer was lost, or the revision is there and not ready: the revision itself tells.
          if (!(error instanceof ProviderError) || !(await deployed(order, id))) throw error
        }
      }
      const release = toRelease(await untilReady(client, id))
      const after = await client.service()
      if (!after.trafficStatuses?.some(({ tag }) => tag === tagOf(id))) await write(client, after, weights)
      return release
    },
    setWeight: async ({ canary, baseline, weight }) => {
      if (!Number.isInteger(weight)) throw failure(`cannot send ${weight} %: whole percents only`)
      await known(canary)
      if (baseline !== null) await known(baseline)
      const service = await client.service()
      const weights = new Map<ReleaseId, number>([[canary, weight]])
      if (baseline !== null && baseline !== canary) weights.set(baseline, 100 - weight)
      else if (weight < 100) weights.set(await nobody(client, name, canary), 100 - weight)
      await write(client, service, weights)
    },
    canRollBack: async (to) => {
      await client.service()
      const found = NAME.test(to) ? await client.revision(to) : null
      if (!found || found.deleteTime !== undefined)
        return { possible: false, reason: `${name} has no revision ${shorten(inertLine(to), 80)}` }
      const state = readiness(found)
      if (state.state === 'failed')
        return { possible: false, reason: `${to} is not ready any more: ${state.reason}` }
      return { possible: true }
    },
    rollback: async (to) => {
      const weights = new Map([[to, 100]])
      for (let attempt = 1; ; attempt += 1) {
        const service = await client.service()
        if (attempt === 1) await known(to)
        if (isInForce(service, weights)) return
        try {
          await write(client, service, weights)
          return
        } catch (error) {
          // Going back outweighs what somebody else wrote meanwhile.
          if (!isConflict(error) || attempt === MOST_CONFLICTS) throw error
        }
      }
    },
    address: async (release) => {
      const service = await client.service()
      const tag = tagOf(release)
      const found = service.trafficStatuses?.find(
        (one) => one.tag === tag && shortName(one.revision ?? '') === release,
      )
      if (found?.uri === undefined || !URL.canParse(found.uri))
        throw failure(
          `${shorten(inertLine(release), 80)} has no address: its tag is gone or not in force yet`,
          true,
        )
      return { url: found.uri, headers: {} }
    },
    secretNames: async () => {
      const { template } = await client.service()
      const variables = template.containers.flatMap(({ env = [] }) =>
        env.filter(({ valueSource }) => valueSource?.secretKeyRef !== undefined).map((one) => one.name),
      )
      const files = (template.volumes ?? []).flatMap(({ secret }) =>
        secret ? [shortName(secret.secret)] : [],
      )
      return [...new Set([...variables, ...files])].toSorted()
    },
    wayBackCommand: (to) =>
      `gcloud run services update-traffic ${name} --project ${project} --region ${region} --to-revisions '${to.replaceAll(/[^A-Za-z0-9-]/g, '')}=100'`,
  }
}

/** Where traffic goes that belongs to nobody: Google's sample page, as Cloud Run always divides 100 percent. */
const nobody = async (client: CloudRunClient, name: string, canary: ReleaseId): Promise<ReleaseId> => {
  const found = (await client.revisions()).find(
    (one) => isPlaceholder(one) && one.deleteTime === undefined && shortName(one.name) !== canary,
  )
  if (found) return shortName(found.name)
  throw failure(`${name} has no older release, and Cloud Run cannot send the rest of the traffic to nobody`)
}
