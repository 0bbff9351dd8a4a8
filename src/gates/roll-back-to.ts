import { ConfigError, ProviderError } from '../kit/errors.ts'
import type { ReleaseId } from '../rollout/plan.ts'
import { flagsTo, switchOff } from './flags.ts'
import { findBlocked, putBack, recordHold, type Target } from './go-back.ts'
import { note, survey } from './journal.ts'
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
 * can serve. What happened is recorded afterwards if the ledger answers, and said if it does not.
 * Throws ConfigError for an unknown component, ProviderError when a platform does not do it.
 */
export const rollBackTo = async (service: Service, order: RollBackToOrder): Promise<RollBackToOutcome> => {
  const targets = targetsOf(service, order.to)
  const blocked = await findBlocked(targets)
  const list = targets.map(({ component, to }) => `${component.name} ${to}`).join(', ')
  if (blocked.length > 0) {
    const why = blocked.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
    return { ...refuse('way-back-unsafe', `Nothing was touched: ${why}.`), restored: [] }
  }
  if (order.dryRun) return { ...pass('dry-run', `Would put back ${list}.`), restored: [] }
  const flags = await switchOff(service, flagsTo(service.components, [...order.to.keys()]))
  for (const target of targets) await putBack(target)
  flags.settle()
  const restored = targets.map(({ component, to }) => ({ name: component.name, to }))
  const recorded = await record(service, restored)
  return recorded
    ? { ...pass('done', `Back on ${list}.`), restored }
    : {
        ...pass(
          'unrecorded',
          `Back on ${list}. The ledger did not answer, so this is not recorded: the next tick will call it drift.`,
        ),
        restored,
      }
}

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
