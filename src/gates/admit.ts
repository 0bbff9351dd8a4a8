import type { Forge } from '../forge/forge.ts'
import { windowAt } from '../kit/windows.ts'
import { formatMoment } from '../rollout/format.ts'
import { isFinished } from '../rollout/phases.ts'
import type { InFlightPolicy } from '../rollout/plan.ts'
import { type Approval, type ApprovalRule, firstQuestion, readApproval } from './approvals.ts'
import { movedFlags } from './flags.ts'
import { findBlocked, goBack, targetsOf } from './go-back.ts'
import { CUT, note, type Rollout, type Survey, survey } from './journal.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Service } from './service.ts'

/** Which proposal may begin now, and who must have said yes. */
export interface AdmitOrder {
  /** Id of the rollout that was proposed. */
  rollout: string
  approval: ApprovalRule
  inFlight: InFlightPolicy
  dryRun: boolean
}

/** The proposal, let in or not. */
export interface AdmitOutcome extends GateOutcome {
  rollout: Rollout | null
}

/**
 * The first thing done under the lock: the ledger is read anew, the approval is looked up where GitHub keeps it, and the
 * world is compared with what was approved, days ago perhaps. Then the proposal becomes a rollout under way.
 */
export const admit = (service: Service, forge: Forge | null, order: AdmitOrder): Promise<AdmitOutcome> =>
  service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
    const known = await survey(service)
    const own = known.rollouts.find(({ record }) => record.id === order.rollout) ?? null
    if (!own) return no(null, refuse('not-started', `There is no record of the rollout ${order.rollout}.`))
    const obstacle = standsInTheWay(known, own, order)
    if (obstacle) return no(own, obstacle)
    if (hasBegun(own))
      return {
        ...pass('already-started', `${own.record.revision} has begun: it goes on where it is.`),
        rollout: own,
      }
    const frozen = await freezes(service, known, own, order)
    if (frozen) return frozen
    const other = otherConfiguration(service, own)
    if (other) return no(own, other)
    const approval = await findApproval(service, forge, own, order)
    if (approval && 'no' in approval) return no(own, approval.no)
    const ahead = otherInFlight(known, own)
    const changed = (await blockedWayBack(service, own)) ?? (ahead ? null : await movedBaseline(service, own))
    if (changed) return no(own, changed)
    if (order.dryRun)
      return { ...pass('dry-run', `${own.record.revision} may begin; nothing was changed.`), rollout: own }
    if (ahead) {
      const stuck = await makeWay(service, ahead)
      const moved = stuck ?? (await movedBaseline(service, own))
      if (moved) return no(own, moved)
    }
    return begin(service, own, approval?.by ?? null)
  })

const no = (rollout: Rollout | null, outcome: GateOutcome): AdmitOutcome => ({ ...outcome, rollout })

const hasBegun = ({ state }: Rollout): boolean =>
  (state.phase === 'progressing' || state.phase === 'baking') &&
  (state.step > 0 || state.migrated !== null || Object.keys(state.deployed).length > 0)

/** A freeze that began while people thought: the proposal stays, and a tick starts its pipeline when it is over. */
const freezes = async (
  service: Service,
  { now }: Survey,
  own: Rollout,
  { dryRun }: AdmitOrder,
): Promise<AdmitOutcome | null> => {
  const frozen = windowAt(service.freeze ?? [], now)
  if (!frozen) return null
  const noted = dryRun ? own : await note(service, own, { kind: 'waits', reason: 'frozen' })
  const text = `Frozen until ${formatMoment(frozen.until)}: ${frozen.reason}. Nothing was touched; ${own.record.revision} is started again then.`
  return no(noted, refuse('frozen', text))
}

/** The approval was for the plan on record, made from one configuration at one commit. */
const otherConfiguration = ({ configHash }: Service, { record }: Rollout): GateOutcome | null =>
  configHash === undefined || configHash === record.configHash
    ? null
    : refuse(
        'out-of-date',
        `The configuration here is not the one that ${record.revision} was proposed with. Nothing was touched; check out the commit that is released.`,
      )

const otherInFlight = ({ inFlight }: Survey, own: Rollout): Rollout | null =>
  inFlight && inFlight.record.id !== own.record.id ? inFlight : null

const standsInTheWay = (
  known: Survey,
  own: Rollout,
  { inFlight: policy }: AdmitOrder,
): GateOutcome | null => {
  const { record, state } = own
  const name = `${record.revision} (${record.id})`
  if (isFinished(state.phase) || state.phase === 'aborted')
    return refuse(
      'stale-run',
      `The rollout of ${name} is ${state.phase}: running this again does nothing. Push, or start the workflow anew.`,
    )
  if (own.doubt) return refuse(own.doubt.reason, own.doubt.text)
  if (known.cut) return refuse('unproven', CUT)
  if (state.rollbackAsked)
    return refuse('rollback-asked', `${state.rollbackAsked.by} asked for a rollback of ${name}.`)
  if (known.held)
    return refuse(
      'on-hold',
      `On hold since the rollback of ${known.held.record.revision}: nothing goes forward until a person releases it.`,
    )
  if (known.goingBack && known.goingBack.record.id !== record.id)
    return refuse('rollback-asked', `The rollback of ${known.goingBack.record.revision} is not finished.`)
  if (state.phase === 'paused' || state.phase === 'stuck')
    return refuse('not-allowed-now', `The rollout of ${name} is ${state.phase}.`)
  const other = otherInFlight(known, own)
  if (!other || policy === 'supersede') return null
  return refuse(
    'in-flight',
    `${other.record.revision} is on its way (${other.state.phase}, ${other.state.weight}%); ${name} waits for its end.`,
  )
}

/** Null: nobody has to approve. */
const findApproval = async (
  service: Service,
  forge: Forge | null,
  own: Rollout,
  { approval: rule }: AdmitOrder,
): Promise<Approval | null> => {
  if (firstQuestion(own.record.plan, own.state) === null) return null
  if (rule.from === 'environment' && forge) return readApproval(forge, rule, own, service.author.run)
  return {
    no: refuse(
      'approval-missing',
      `${own.record.revision} waits for a person: run the verb \`approve\`, or roll it back.`,
    ),
  }
}

const blockedWayBack = async (service: Service, own: Rollout): Promise<GateOutcome | null> => {
  if (own.record.firstRelease) return null
  const blocked = await findBlocked(targetsOf(service, own))
  if (blocked.length === 0) return null
  const why = blocked.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
  return refuse(
    'way-back-unsafe',
    `Since it was proposed the way back was lost: ${why}. Nothing was touched.`,
  )
}

/** What was approved is a step from one release to another: if another one serves by now, it has to be proposed anew. */
const movedBaseline = async (service: Service, own: Rollout): Promise<GateOutcome | null> => {
  const { record } = own
  const moved: string[] = []
  for (const { name, platform } of service.components) {
    const baseline = record.components.find((component) => component.name === name)?.baseline ?? null
    const serving = (await platform.current()).weights.filter(({ weight }) => weight > 0)
    const same =
      baseline === null ? serving.length === 0 : serving.every(({ release }) => release.id === baseline)
    if (!same)
      moved.push(`${name}: ${serving.map(({ release }) => release.id).join(', ') || 'nothing'} serves now`)
  }
  moved.push(...(await movedFlags(service, own)))
  if (moved.length === 0) return null
  return refuse(
    'out-of-date',
    `What was proposed is out of date (${moved.join('; ')}). Nothing was touched; start the workflow anew.`,
  )
}

const makeWay = async (service: Service, other: Rollout): Promise<GateOutcome | null> => {
  const { blocked } = await goBack(service, other, { reason: 'superseded', hold: false })
  if (blocked.length === 0) return null
  const why = blocked.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
  return refuse(
    'way-back-unsafe',
    `${other.record.revision} cannot be superseded: ${why}. Nothing was touched.`,
  )
}

const begin = async (service: Service, own: Rollout, by: string | null): Promise<AdmitOutcome> => {
  const step = firstQuestion(own.record.plan, own.state)
  const approved =
    by !== null && step !== null ? await note(service, own, { kind: 'approved', step, by }) : own
  const begun =
    approved.state.phase === 'queued' ? await note(service, approved, { kind: 'started' }) : approved
  if (begun.state.phase !== 'progressing')
    return no(
      begun,
      refuse('not-allowed-now', `The rollout is ${begun.state.phase} now; nothing was changed.`),
    )
  const who = by === null ? '' : ` Approved by ${by}.`
  return { ...pass('started', `${own.record.revision} begins.${who}`), rollout: begun }
}
