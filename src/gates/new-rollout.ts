import { isWhole } from '../rollout/audience.ts'
import type { ComponentRecord, Plan, RolloutRecord } from '../rollout/plan.ts'
import { asRollout } from './believed.ts'
import type { FlagsFound } from './flags.ts'
import { note, type Rollout, type Survey } from './journal.ts'
import { isCommit } from './revision.ts'
import type { Service } from './service.ts'
import type { StartOrder } from './start-rollout.ts'

/** What was read from platforms and flags before anything is changed. */
interface Frozen {
  components: readonly ComponentRecord[]
  flags: FlagsFound
}

/**
 * Writes the record of a release that was admitted and says that it has begun, or that it waits. A record that a
 * killed run left without an event is taken up again; what waited before it gives way.
 */
export const writeRollout = async (
  service: Service,
  order: StartOrder,
  { components, flags }: Frozen,
  known: Survey,
  firstRelease: boolean,
): Promise<Rollout> => {
  const record = makeRecord(service, order, { components, flags }, known, firstRelease)
  const own = known.unborn.find((rollout) => !known.inFlight && isSame(rollout.record, record))
  const rollout = own ?? asRollout(await service.ledger.create(record))
  if (!rollout) throw new RangeError(`record ${record.id} was read back as something else`)
  for (const older of [known.queued, ...known.unborn])
    if (older && older !== own) await note(service, older, { kind: 'superseded', by: rollout.record.id })
  return known.inFlight && order.inFlight === 'queue'
    ? note(service, rollout, { kind: 'queued', behind: known.inFlight.record.id })
    : note(service, rollout, { kind: 'started' })
}

/** Would the two be the same rollout? Then a record that a killed run left is taken up again. */
const isSame = (one: RolloutRecord, other: RolloutRecord): boolean =>
  one.revision === other.revision &&
  one.planHash === other.planHash &&
  one.configHash === other.configHash &&
  one.lastPromoted === other.lastPromoted &&
  JSON.stringify([one.components, one.flags]) === JSON.stringify([other.components, other.flags])

const makeRecord = (
  service: Service,
  order: StartOrder,
  { components, flags }: Frozen,
  known: Survey,
  firstRelease: boolean,
): RolloutRecord => {
  const { now } = known
  return {
    schema: 1,
    kind: 'rollout',
    tool: service.author.tool,
    id: `r-${service.world.random(12)}`,
    service: service.name,
    environment: service.environment,
    revision: order.revision,
    requester: requesterOf(service, order, known),
    run: service.author.run,
    startedAt: now,
    plan: firstRelease
      ? wholeAtOnce(order.plan)
      : leadsNobody(components, flags)
        ? seenAtOnce(order.plan)
        : order.plan,
    planHash: order.planHash,
    judgement: { ...order.judgement, epoch: Math.floor(now / order.judgement.slice) * order.judgement.slice },
    components,
    ...(flags.led.length > 0 && { flags: flags.led }),
    configHash: order.configHash,
    ...(order.commit !== undefined && !isCommit(order.revision) ? { commit: order.commit } : {}),
    lastPromoted: known.lastPromoted?.record.id ?? null,
    previous: known.rollouts[0]?.record.id ?? null,
    firstRelease,
    ...(order.traffic && order.traffic.length > 0 && { traffic: order.traffic }),
  }
}

/**
 * Who asked for it. The pipeline of a queued release is started again by a tick, whose author is a bot: the person behind
 * it is the one who is on record, or nobody could be kept from approving what they asked for themselves.
 */
const requesterOf = ({ author }: Service, { revision }: StartOrder, { queued }: Survey): string =>
  author.login.endsWith('[bot]') && queued?.record.revision === revision
    ? queued.record.requester
    : author.login

/**
 * With nothing to compare with and nothing to share traffic with, the only step is the last one. It asks for an approval
 * if the plan's first step did: what a person must see before anything begins is not passed over.
 */
const wholeAtOnce = (plan: Plan): Plan => ({
  ...plan,
  steps: plan.steps
    .slice(-1)
    .map((step) => (plan.steps[0]?.approval === true ? { ...step, approval: true } : step)),
})

/** Every component is deployed whole and every flag of the plan stands already: the steps would lead nobody. */
export const leadsNobody = (components: readonly ComponentRecord[], { led, left }: FlagsFound): boolean =>
  left.length > 0 && led.length === 0 && components.every(({ exposure }) => isWhole(exposure))

/**
 * Steps that nobody takes would only pretend. There is one, at once and not by a schedule, because the release is seen
 * from its deploy gate on; it bakes like the last one, and asks for a person if any of them did.
 */
const seenAtOnce = ({ steps, ...plan }: Plan): Plan => {
  const asks = steps.some(({ approval }) => approval === true)
  return {
    ...plan,
    steps: steps.slice(-1).map(({ at: _, ...step }) => (asks ? { ...step, approval: true } : step)),
  }
}
