import { ConfigError, ProviderError } from '../kit/errors.ts'
import type { ReleaseId } from '../rollout/plan.ts'
import { flagsTo, switchOff } from './flags.ts'
import { findBlocked, putBack, recordHold, type Target } from './go-back.ts'
import { pausedBy, sayStopped, stopJobs } from './jobs.ts'
import { note, type Survey, survey } from './journal.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Service } from './service.ts'

/** A person names the releases to put back. */
export interface RollBackToOrder {
  /** Release by component; components that are not named stay as they are. */
  to: ReadonlyMap<string, ReleaseId>
  dryRun: boolean
}

/** What was put back. */
export interface RollBackToOutcome extends GateOutcome {
  restored: readonly { name: string; to: ReleaseId | null }[]
}

/**
 * The way back when the ledger cannot be asked: releases named by a person, the platforms' own word on whether they
 * can serve. A ledger that answers is heard: the release on its way is refused. What happened is recorded afterwards if the ledger answers, and said if it does not.
 * Throws ConfigError for an unknown component, ProviderError when a platform does not do it.
 */
export const rollBackTo = async (service: Service, order: RollBackToOrder): Promise<RollBackToOutcome> => {
  const targets = targetsOf(service, order.to)
  const [known, unable] = await Promise.all([ifAnswered(survey(service)), findBlocked(targets)])
  const blocked = [...unable, ...onTheirWay(targets, known)]
  const list = targets.map(({ component, to }) => `${component.name} ${to}`).join(', ')
  if (blocked.length > 0) {
    const why = blocked.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
    return { ...refuse('way-back-unsafe', `Nothing was touched: ${why}.`), restored: [] }
  }
  if (order.dryRun) return { ...pass('dry-run', `Would put back ${list}.`), restored: [] }
  const flags = await switchOff(service, flagsOff(service, order.to, known))
  const jobs = await stopJobs(service, pausedBy(targets.map(({ component }) => component)), null)
  for (const target of targets) await putBack(target)
  flags.settle()
  jobs.settle()
  const clocks = sayStopped(jobs.stopped, true)
  const restored = targets.map(({ component, to }) => ({ name: component.name, to }))
  const recorded = await record(service, restored)
  return recorded
    ? { ...pass('done', `Back on ${list}.${clocks}`), restored }
    : {
        ...pass(
          'unrecorded',
          `Back on ${list}. The ledger did not answer, so this is not recorded: the next tick will call it drift.${clocks}`,
        ),
        restored,
      }
}

/**
 * Flags that lead to what is put back. One that stood already before the release that goes away, and with the release
 * that comes back, stays as it is: what comes back is what it let people in to.
 */
const flagsOff = (
  { components }: Service,
  to: RollBackToOrder['to'],
  known: Survey | null,
): readonly string[] => {
  const gone = (known?.inFlight ?? known?.lastPromoted)?.record
  const away = components.filter(({ name }) => {
    const last = gone?.components.find((component) => component.name === name)
    return to.has(name) && !(last?.exposure === 'full' && last.baseline === to.get(name))
  })
  return flagsTo(away)
}

/** What the ledger says, or null when it cannot be asked: then the platform's word has to do. */
const ifAnswered = async (asked: Promise<Survey>): Promise<Survey | null> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ProviderError || error instanceof ConfigError) return null
    throw error
  }
}

/** Going "back" to the release that is being tried would lead everybody to it, past its steps and approvals. */
const onTheirWay = (targets: readonly Target[], known: Survey | null) =>
  targets
    .filter(({ component, to }) => to !== null && known?.inFlight?.state.deployed[component.name] === to)
    .map(({ component, to }) => ({
      name: component.name,
      reason: `${to} is the release on its way, and no way back (the operation promote leads there)`,
    }))

/** Last deployed, first put back. */
const targetsOf = (service: Service, to: ReadonlyMap<string, ReleaseId>): Target[] => {
  const unknown = [...to.keys()].filter(
    (name) => !service.components.some((component) => component.name === name),
  )
  if (unknown.length > 0)
    throw new ConfigError(
      unknown.map((name) => ({
        message: `\`target\` names the component ${name}, which the configuration does not have`,
        fix: `one of ${service.components.map((component) => component.name).join(', ')}`,
      })),
    )
  return service.components
    .flatMap((component) => {
      const release = to.get(component.name)
      return release === undefined ? [] : [{ component, from: null, to: release }]
    })
    .reverse()
}

/**
 * The release that went away is the one on its way, else the last promoted: it counts as rolled back, with the hold
 * that its plan asks for, so that neither a tick nor the next push leads it forward again.
 */
const record = async (service: Service, restored: RollBackToOutcome['restored']): Promise<boolean> => {
  try {
    const { inFlight, lastPromoted } = await survey(service)
    const gone = inFlight ?? lastPromoted
    if (!gone) return true
    const components = restored.map(({ name, to }) => ({ name, from: gone.state.deployed[name] ?? null, to }))
    if (components.every(({ from, to }) => from === null || from === to)) return true
    const reason = 'rollback-asked'
    if (gone.record.plan.holdAfterRollback) await recordHold(service, gone, components, reason)
    await note(service, gone, { kind: 'rolled-back', reason })
    return true
  } catch (error) {
    if (error instanceof ProviderError || error instanceof ConfigError) return false
    throw error
  }
}
