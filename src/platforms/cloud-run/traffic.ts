import { createHash } from 'node:crypto'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { Revision, Service, TrafficTarget } from './shapes.ts'
import { shortName } from './shapes.ts'

/** Annotations that a release carries, so that it is known again. */
export const ROLLOUT = 'sluice.dev/rollout'
/** The revision of the code that a release was made of. */
export const REVISION = 'sluice.dev/revision'

/** Tags that are ours begin with this; others are left alone. */
const OUR_TAG = /^sluice-[0-9a-f]{6}$/

/** Longest id that fits the ledger. */
const LONGEST_ID = 56

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Name of the revision that a rollout makes: the same however often it is asked. At most 56 characters, below the 63
 * that Cloud Run allows.
 */
export const releaseName = (service: string, rollout: string): ReleaseId =>
  `${service}-${hashOf(rollout).slice(0, Math.min(12, LONGEST_ID - service.length - 1))}`

/** Tag of a release: its address at 0 %. Short, as service and tag together make one label of a host name. */
export const tagOf = (release: ReleaseId): string => `sluice-${hashOf(release).slice(0, 6)}`

/** Google's own first page, which stands for "nothing deployed yet". */
const PLACEHOLDER = /^(?:us-docker\.pkg\.dev\/cloudrun\/container|gcr\.io\/cloudrun)\/hello(?:$|[:@])/

/** Whether a revision is Google's sample, with which a service is created before there is anything to deploy. */
export const isPlaceholder = ({ containers = [] }: Pick<Revision, 'containers'>): boolean =>
  containers.some(({ image }) => image !== undefined && PLACEHOLDER.test(image))

const byRevision = (
  { latestReadyRevision }: Pick<Service, 'latestReadyRevision'>,
  { type, revision }: { type?: string | undefined; revision?: string | undefined },
): string | undefined =>
  revision !== undefined && revision !== '' && type !== 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST'
    ? shortName(revision)
    : latestReadyRevision && shortName(latestReadyRevision)

/** Percent by revision as it is in force; a share of "the latest" is that of the latest ready one. */
export const weightsIn = (service: Service): Map<ReleaseId, number> => {
  const weights = new Map<ReleaseId, number>()
  for (const status of service.trafficStatuses ?? []) {
    const revision = byRevision(service, status)
    if (revision !== undefined) weights.set(revision, (weights.get(revision) ?? 0) + (status.percent ?? 0))
  }
  return weights
}

/** Whether the next new revision would take traffic by itself. Without any traffic the latest takes everything. */
export const followsLatest = ({ traffic = [] }: Pick<Service, 'traffic'>): boolean =>
  traffic.length === 0 ||
  traffic.some(({ type, percent = 0 }) => type === 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST' && percent > 0)

const target = (revision: string, rest: Pick<TrafficTarget, 'percent' | 'tag'>): TrafficTarget => ({
  type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION',
  revision,
  ...rest,
})

/**
 * The traffic that gives these weights and keeps every tag that is not ours. Tags of ours stay with the releases
 * named, each of which gets one.
 */
export const trafficFor = (
  service: Pick<Service, 'traffic' | 'latestReadyRevision'>,
  weights: ReadonlyMap<ReleaseId, number>,
): TrafficTarget[] => {
  const ours = [...weights].map(([release, percent]) => target(release, { percent, tag: tagOf(release) }))
  const theirs = (service.traffic ?? []).flatMap((one) => {
    const revision = byRevision(service, one)
    if (one.tag === undefined || OUR_TAG.test(one.tag) || revision === undefined) return []
    // Somebody's tag on "the latest" goes on following it: it moves no traffic.
    if (one.type === 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST')
      return [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST' as const, tag: one.tag }]
    return [target(revision, { tag: one.tag })]
  })
  return [...ours, ...theirs]
}

/** Percent by revision as it was last written, whether or not it is in force yet. */
const weightsWritten = (service: Service): Map<ReleaseId, number> => {
  const weights = new Map<ReleaseId, number>()
  for (const one of service.traffic ?? []) {
    const revision = byRevision(service, one)
    if (revision !== undefined) weights.set(revision, (weights.get(revision) ?? 0) + (one.percent ?? 0))
  }
  return weights
}

const same = (found: ReadonlyMap<ReleaseId, number>, wanted: ReadonlyMap<ReleaseId, number>): boolean =>
  [...found.keys(), ...wanted.keys()].every((name) => (found.get(name) ?? 0) === (wanted.get(name) ?? 0))

/** Whether these weights, and no others, are what was last written. */
export const isWritten = (service: Service, weights: ReadonlyMap<ReleaseId, number>): boolean =>
  !followsLatest(service) && same(weightsWritten(service), weights)

/** Whether these weights, and no others, are written and in force. */
export const isInForce = (service: Service, weights: ReadonlyMap<ReleaseId, number>): boolean =>
  isWritten(service, weights) &&
  service.reconciling !== true &&
  service.observedGeneration === service.generation &&
  same(weightsIn(service), weights)
