import type { Forge } from '../forge/forge.ts'
import { isFinished } from '../rollout/phases.ts'
import { firstQuestion } from './approvals.ts'
import { note, type Rollout, type Survey, survey } from './journal.ts'
import { type GateOutcome, refuse } from './outcome.ts'
import { type RevisionRule, refuseDowngrade, refuseOrigin } from './revision.ts'
import type { Service } from './service.ts'
import { type StartOrder, type StartOutcome, startRollout } from './start-rollout.ts'

/** What is proposed. The plan already holds the approval that a workflow asks for, because a record never changes. */
export interface ProposeOrder extends StartOrder {
  /** Let an older commit take the place of a newer one. */
  allowDowngrade: boolean
  /** Which commits may be released; null: any, as for an environment without real users. */
  origin: RevisionRule | null
}

/** What comes next in the pipeline: a person, the release itself, or nothing until the rollout before it has ended. */
export type Next = 'approve' | 'release' | 'wait' | 'stop'

/** What was found, and where the pipeline goes from here. */
export interface ProposeOutcome extends StartOutcome {
  next: Next
}

/**
 * Admission without touching any platform, so that it needs no lock and may wait for a person: refuses stale runs and
 * downgrades, writes the record, and asks for the approval that the plan wants before its first step. A release that
 * takes the place of another one does so later, in the job that holds the lock.
 */
export const propose = async (
  service: Service,
  forge: Forge | null,
  order: ProposeOrder,
): Promise<ProposeOutcome> => {
  const known = await survey(service)
  const stale =
    staleRun(service, forge, known) ??
    (await refuseOrigin(forge, order.revision, order.origin)) ??
    (await refuseDowngrade(forge, known, order))
  if (stale) return { ...refused(stale), next: 'stop' }
  const supersedes = order.inFlight === 'supersede'
  const obstacle = supersedes ? firstOfAll(known, order) : null
  if (obstacle) return { ...refused(obstacle), next: 'stop' }
  const started = await startRollout(service, { ...order, inFlight: supersedes ? 'queue' : order.inFlight })
  if (started.failed || !started.rollout) return { ...started, next: 'stop' }
  const placed = await takePlace(service, started.rollout)
  const { rollout, next } = await ask(service, placed, supersedes)
  return { ...started, rollout, message: `${started.message}${saying(next)}`, next }
}

/**
 * The start of a release in one job: refuses commits that may not be released here and downgrades, and nothing more than
 * `startRollout` where any commit may be released.
 */
export const startGuarded = async (
  service: Service,
  forge: Forge | null,
  order: ProposeOrder,
): Promise<StartOutcome> => {
  const stale =
    order.origin &&
    ((await refuseOrigin(forge, order.revision, order.origin)) ??
      (await refuseDowngrade(forge, await survey(service), order)))
  return stale ? refused(stale) : startRollout(service, order)
}

const refused = (outcome: GateOutcome): StartOutcome => ({
  ...outcome,
  rollout: null,
  wayBack: { verdict: 'safe', reasons: [] },
  components: [],
  findings: [outcome.message],
})

/** A run whose rollout has ended does not start it again: what it knew is as old as its first attempt. */
const staleRun = ({ author }: Service, forge: Forge | null, { rollouts }: Survey): GateOutcome | null => {
  const own = forge && rollouts.find(({ record }) => record.run === author.run)
  if (!own || !isFinished(own.state.phase)) return null
  return refuse(
    'stale-run',
    `The rollout of this run (${own.record.id}) is ${own.state.phase}: a re-run does not start it again. Push, or start the workflow anew.`,
  )
}

/** Taking the first release away would leave nothing that serves. */
const firstOfAll = ({ inFlight }: Survey, { revision }: ProposeOrder): GateOutcome | null =>
  inFlight?.record.firstRelease && inFlight.state.weight > 0 && inFlight.record.revision !== revision
    ? refuse(
        'in-flight',
        `${inFlight.record.revision} is the first release and on its way; there is nothing to go back to: promote it first.`,
      )
    : null

/** Two proposals at the same moment may both have found nobody: the younger one steps back behind the older. */
const takePlace = async (service: Service, rollout: Rollout): Promise<Rollout> => {
  if (rollout.state.phase !== 'progressing' || rollout.state.step > 0) return rollout
  const { inFlight } = await survey(service)
  if (!inFlight || inFlight.record.id === rollout.record.id) return rollout
  return note(service, rollout, { kind: 'queued', behind: inFlight.record.id })
}

const ask = async (
  service: Service,
  rollout: Rollout,
  supersedes: boolean,
): Promise<{ rollout: Rollout; next: Next }> => {
  if (rollout.state.phase === 'queued' && !supersedes) return { rollout, next: 'wait' }
  const step = firstQuestion(rollout.record.plan, rollout.state)
  if (step === null) return { rollout, next: 'release' }
  return {
    rollout: await note(
      service,
      rollout,
      { kind: 'asks', step },
      { why: 'The plan asks for a person before anything begins.' },
    ),
    next: 'approve',
  }
}

const saying = (next: Next): string => {
  switch (next) {
    case 'approve':
      return ' A person has to approve it before anything is changed.'
    case 'wait':
      return ' Its pipeline is started again when its turn comes.'
    case 'release':
    case 'stop':
      return ''
    default:
      return next satisfies never
  }
}
