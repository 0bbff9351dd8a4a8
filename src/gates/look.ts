import { type Assessment, assess } from '../analysis/assess.ts'
import type { MetricHistory, MetricSlice } from '../analysis/judgement.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import { nextOccurrence, parseSchedule } from '../kit/grammar.ts'
import { windowAt } from '../kit/windows.ts'
import type { Serving } from '../platforms/platform.ts'
import { isWhole } from '../rollout/audience.ts'
import type { Evidence, Truth } from '../rollout/decide.ts'
import { evidenceFrom, outageSince } from '../rollout/evidence.ts'
import { isFinished } from '../rollout/phases.ts'
import type { ReleaseId, RolloutRecord } from '../rollout/plan.ts'
import { shareInUnits } from '../rollout/units.ts'
import { judgeWayBack } from '../rollout/way-back.ts'
import { flagTruth } from './flags.ts'
import type { Rollout } from './journal.ts'
import { readPresent } from './present.ts'
import type { Measurement, Service } from './service.ts'

/** What one look at the world brought. */
export interface Look {
  now: number
  truth: Truth
  histories: readonly MetricHistory[]
  assessment: Assessment
  evidence: Evidence
}

/**
 * Looks at the platforms, the way back and the metrics of a rollout. Changes nothing. `until` judges as of an
 * earlier moment, such as the end of a finished rollout; the platforms are always seen as they are now.
 */
export const lookAt = async (
  service: Service,
  rollout: Rollout,
  until: number | null = null,
): Promise<Look> => {
  const now = until ?? (await service.ledger.now())
  const [truth, histories] = await Promise.all([
    readTruth(service, rollout, now),
    readHistories(service, rollout, now),
  ])
  const { judgement } = rollout.record
  const delay = delayOf(service)
  const assessment = assess({ judgement, histories, bumps: rollout.state.bumps, now, delay })
  const evidence = evidenceFrom(assessment, judgement)
  if (until === null && judgement.limits && rollout.state.step > 0 && !isFinished(rollout.state.phase))
    Object.assign(evidence, await readPresent(service, rollout, judgement.limits, now, evidence.blindSince))
  // A source that fails takes its past along: since when it is gone is known from the ledger alone.
  if (histories.some(failedWholly)) evidence.blindSince = outageSince(rollout.state, now)
  return { now, truth, histories, assessment, evidence }
}

const failedWholly = ({ slices }: MetricHistory): boolean =>
  slices.length > 0 && slices.every(({ problem }) => problem === 'error')

const readTruth = async (
  service: Service,
  { record, state, doubt }: Rollout,
  now: number,
): Promise<Truth> => {
  // What the record does not know was added to the configuration later: it belongs to the next rollout.
  const ours = service.components.filter(({ name }) => record.components.some((known) => known.name === name))
  const split = ours.filter(({ exposure }) => exposure === 'split')
  const components = await Promise.all(
    split.map(async ({ name, platform }) => {
      const serving = await platform.current()
      const baseline = record.components.find((component) => component.name === name)?.baseline
      const release = state.deployed[name]
      const strangers = serving.weights.filter(({ release: { id } }) => id !== release && id !== baseline)
      return {
        name,
        canary: shareOf(serving, release, [state.weight, ...(state.pending ? [state.pending.weight] : [])]),
        others: strangers.reduce((sum, { weight }) => sum + weight, 0),
      }
    }),
  )
  return {
    components: [...components, ...(await flagTruth(service, { record, state }))],
    servesWhole: ours.some(({ name, exposure }) => isWhole(exposure) && name in state.deployed),
    wayBack: await readWayBack(service, { record, state }),
    distrust: service.distrust ?? doubt ?? null,
    frozen: windowAt(service.freeze ?? [], now),
    nextStepNotBefore: nextStepNotBefore(record, state),
    notDeployed: record.components.map(({ name }) => name).filter((name) => !(name in state.deployed)),
    notChecked: state.step > 0 ? [] : missingChecks(service, record, state),
  }
}

/**
 * The share that a release has now. Where only whole units can be moved, the units that one of the `expected` weights
 * stands for count as that weight.
 */
export const shareOf = (
  { weights, units }: Serving,
  id: ReleaseId | undefined,
  expected: readonly number[],
): number => {
  const share = weights.find(({ release }) => release.id === id)?.weight ?? 0
  if (units === undefined || units < 1) return share
  return expected.find((weight) => Math.abs(shareInUnits(weight, units) - share) < 1e-6) ?? share
}

/** A step with a schedule begins at its first occurrence after the step before it began. */
export const nextStepNotBefore = (record: RolloutRecord, state: Rollout['state']): number | null => {
  const at = record.plan.steps[state.step]?.at
  const schedule = at === undefined ? null : parseSchedule(at)
  return schedule?.ok ? nextOccurrence(schedule.value, state.since) : null
}

/** Smoke tests that must have passed before the first step. The live release is asked again only when the schema moved under it. */
const missingChecks = (
  { checks = { canary: true, live: true } }: Service,
  record: RolloutRecord,
  state: Rollout['state'],
): string[] => {
  const live = checks.live && state.migrated !== null && !record.firstRelease && !state.checked.live
  return [
    ...(live ? ['the live release'] : []),
    ...(checks.canary && !state.checked.canary ? ['the new release'] : []),
  ]
}

/** Asks every platform whether the baseline can be put back. */
const readWayBack = async (service: Service, { record, state }: Pick<Rollout, 'record' | 'state'>) => {
  const components = await Promise.all(
    record.components.map(async ({ name, baseline }) => {
      const platform = service.components.find((component) => component.name === name)?.platform
      if (!platform) return { name, possible: false, reason: 'it is no longer in the configuration' }
      if (baseline === null) return { name, possible: true }
      return { name, ...(await platform.canRollBack(baseline)) }
    }),
  )
  return judgeWayBack({
    firstRelease: record.firstRelease,
    components,
    contract: [],
    restorePoint: state.migrated === null ? null : { required: false, taken: state.restorePoint !== null },
  })
}

/** Reads what each metric's source knows about the time since the first bump. A source that fails answers with errors. */
export const readHistories = (
  service: Service,
  { record, state }: Rollout,
  now: number,
): Promise<MetricHistory[]> => {
  const [first] = state.bumps
  const { epoch, slice } = record.judgement
  if (!first) return Promise.resolve([])
  const from = epoch + Math.floor((first.from - epoch) / slice) * slice
  return Promise.all(
    historical(service).map(async ({ metric, component, source }) => {
      const count = Math.max(0, Math.floor((now - source.abilities.delay - from) / slice))
      const known = record.components.find(({ name }) => name === component)
      // What was deployed whole has nothing beside it to be compared with.
      const baseline = known?.exposure === 'split' ? known.baseline : null
      const canary = state.deployed[component]
      if (canary === undefined || count === 0) return { metric, slices: [] }
      return read(service, { metric, component, source }, { metric, canary, baseline, from, slice, count })
    }),
  )
}

/** Longest time that a source needs before it can be asked about a slice, in milliseconds. */
export const delayOf = (service: Service): number =>
  Math.max(0, ...historical(service).map(({ source }) => source.abilities.delay))

/** Figures of the present have no past, and are no part of the evidence. */
const historical = ({ measurements }: Service): readonly Measurement[] =>
  measurements.filter(({ source }) => source.abilities.answers === 'history')

const read = async (
  service: Service,
  { metric, source }: Measurement,
  request: Parameters<Measurement['source']['read']>[0],
): Promise<MetricHistory> => {
  try {
    return await source.read(request)
  } catch (error) {
    // A token that has expired blinds the look; it must not keep it from going back when a person asks.
    if (!(error instanceof ProviderError || error instanceof ConfigError)) throw error
    service.say(`metric "${metric}" could not be read: ${error.message}`)
    const slices = Array.from({ length: request.count }, (_, index): MetricSlice => {
      const from = request.from + index * request.slice
      return { from, to: from + request.slice, canary: null, baseline: null, problem: 'error' }
    })
    return { metric, slices }
  }
}
