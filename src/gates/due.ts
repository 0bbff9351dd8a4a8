import type { Forge, ForgeRun } from '../forge/forge.ts'
import { windowAt } from '../kit/windows.ts'
import { formatMoment } from '../rollout/format.ts'
import { endsOf, markDisowned } from './believed.ts'
import { note, type Rollout, type Survey, surveyOf } from './journal.ts'
import { type GateOutcome, pass } from './outcome.ts'
import type { Service } from './service.ts'
import { isUntouched, whyNot } from './settle.ts'

/** How a look without secrets behaves. */
export interface DueOrder {
  /** Workflow file that asks for the approval of a step in the middle; null: nobody is asked by dispatch. */
  approveWorkflow: string | null
  /** Path of the configuration, for what is dispatched. */
  config: string
  /** A proposal that nobody answered is due again after this long, so that people are reminded; null: never. Milliseconds. */
  remind: number | null
  dryRun: boolean
}

/** Whether anybody has to look at the platforms now, and what was set going instead. */
export interface DueOutcome extends GateOutcome {
  due: boolean
  rollout: Rollout | null
  /** Nothing is on its way, waits for its turn or is watched: no tick is needed. */
  idle: boolean
  /** Workflow files that were started. */
  started: readonly string[]
}

/** A hold is watched for drift this long; later only people and pushes look at it. Milliseconds. */
const HOLD_WATCHED = 24 * 3_600_000

/** A proposal whose run failed can be taken up again by a re-run for this long. Milliseconds. */
const ABANDONED_AFTER = 3_600_000

/** A question that nobody answers by dispatch ends after this long, as one of an environment does. Milliseconds. */
const UNANSWERED_AFTER = 30 * 24 * 3_600_000

/**
 * What a tick can know without secrets and without the lock: is a rollout on its way that has to be looked at? Proposals
 * whose run is over are ended or set going again, a queued release whose turn has come is started, and a step that asks
 * for an approval is put before people; each once.
 */
export const lookForDue = async (
  service: Service,
  forge: Forge | null,
  order: DueOrder,
): Promise<DueOutcome> => {
  const known = await lookAround(service)
  if (!order.dryRun) await markDisowned(service, known)
  const desk: Desk = { service, forge, order, known, started: [] }
  const waiting = waitingOf(known)
  const said = forge ? await follow(desk, forge, waiting) : null
  const reason = dueBecause(known, waiting) ?? (waiting && reminderOf(known, waiting, order.remind))
  const due = reason !== null
  const text =
    [reason, said].filter(Boolean).join(' ') || `Nothing to do for ${service.name} in ${service.environment}.`
  return {
    ...pass(due || said !== null ? 'done' : 'nothing-to-do', text),
    due,
    idle: !due && isIdle(known),
    rollout: known.goingBack ?? known.inFlight,
    started: desk.started,
  }
}

/**
 * What the ledger says. Whose lines count is asked only where it could hide something: of a rollout that is looked at
 * in any case, the job that looks at it asks.
 */
const lookAround = async ({ belief, ...service }: Service): Promise<Survey> => {
  const listing = await service.ledger.list(
    service.name,
    service.environment,
    endsOf({ ...service, ...(belief && { belief }) }),
  )
  const known = await surveyOf(service, listing)
  const sure =
    dueBecause(known, waitingOf(known)) !== null && known.inFlight?.state.phase !== 'awaiting-approval'
  return sure || !belief ? known : surveyOf({ ...service, belief }, listing)
}

const waitingOf = ({ inFlight }: Survey): Rollout | null =>
  inFlight && isUntouched(inFlight) ? inFlight : null

/** Who waits for a person is told again by the job that has the means to tell; its line is the last word meanwhile. */
const reminderOf = ({ now }: Survey, { record, state }: Rollout, remind: number | null): string | null =>
  remind !== null && state.phase === 'awaiting-approval' && now - state.headAt >= remind
    ? `${record.revision} waits for an approval: people are reminded.`
    : null

const isIdle = ({ inFlight, queued, unborn, goingBack }: Survey): boolean =>
  !inFlight && !queued && !goingBack && unborn.length === 0

interface Desk {
  service: Service
  forge: Forge | null
  order: DueOrder
  known: Survey
  started: string[]
}

const dueBecause = (known: Survey, waiting: Rollout | null): string | null => {
  const { goingBack, inFlight, held, now } = known
  if (goingBack) return `The rollback of ${goingBack.record.revision} is not finished.`
  if (inFlight?.state.rollbackAsked) return `A rollback of ${inFlight.record.revision} was asked for.`
  if (inFlight && inFlight !== waiting)
    return `${inFlight.record.revision} is on its way (${inFlight.state.phase}, ${inFlight.state.weight}%).`
  if (known.cut && !inFlight) return 'What lies below forged records is not known.'
  if (!inFlight && held && now - held.state.headAt < HOLD_WATCHED)
    return `On hold after the rollback of ${held.record.revision}: the traffic is watched for a day.`
  return null
}

const follow = async (desk: Desk, forge: Forge, waiting: Rollout | null): Promise<string | null> => {
  const { known } = desk
  if (known.held || known.goingBack) return null
  if (waiting && !waiting.state.rollbackAsked) return followProposal(desk, forge, waiting)
  const frozen = windowAt(desk.service.freeze ?? [], known.now)
  if (!known.inFlight && known.queued) {
    if (frozen) return thaws(known.queued, frozen.until)
    const since = Math.max(0, ...known.rollouts.map(({ state }) => state.endedAt ?? 0))
    return startPipeline(desk, forge, known.queued, since)
  }
  return known.inFlight ? askPeople(desk, forge, known.inFlight) : null
}

/** Nothing of it was done yet. Does anybody still work on it? */
const followProposal = async (desk: Desk, forge: Forge, waiting: Rollout): Promise<string | null> => {
  const { record, state } = waiting
  const run = await forge.run(record.run)
  if (run?.status === 'going') return null
  const open = state.phase === 'awaiting-approval'
  if (state.reason === 'frozen') {
    const frozen = windowAt(desk.service.freeze ?? [], desk.known.now)
    return frozen ? thaws(waiting, frozen.until) : startAgain(desk, forge, waiting, run)
  }
  const quiet = desk.known.now - state.headAt
  if (run?.conclusion === 'success') {
    // A pipeline that asks by dispatch ends well and waits, as long as GitHub's own approvals wait.
    if (open) return unanswered(desk, state) > UNANSWERED_AFTER ? end(desk, forge, waiting) : null
    return startAgain(desk, forge, waiting, run)
  }
  const mayReturn = run?.conclusion === 'failure' && !open && quiet < ABANDONED_AFTER
  return mayReturn ? null : end(desk, forge, waiting)
}

/** How long the question stands; reminders are lines too, and change nothing about that. */
const unanswered = ({ known }: Desk, { story, headAt }: Rollout['state']): number =>
  known.now - (story.findLast(({ happening }) => happening.kind === 'asks')?.at ?? headAt)

const thaws = ({ record }: Rollout, until: number): string =>
  `${record.revision} waits for the end of the freeze at ${formatMoment(until)}.`

/** Its pipeline is started once; when that run got nowhere either, the record ends. */
const startAgain = async (
  desk: Desk,
  forge: Forge,
  waiting: Rollout,
  run: ForgeRun | null,
): Promise<string | null> => {
  const { headAt } = waiting.state
  const again = run && (await startedSince(forge, run.workflow, headAt))
  const failed = again?.status === 'over' && desk.known.now - headAt > ABANDONED_AFTER
  return failed ? end(desk, forge, waiting) : startPipeline(desk, forge, waiting, headAt, run)
}

const end = async ({ service, order }: Desk, forge: Forge, rollout: Rollout): Promise<string> => {
  const { reason, text } = await whyNot(forge, rollout.record.run)
  if (!order.dryRun) await note(service, rollout, { kind: 'rolled-back', reason })
  return `${rollout.record.revision} is ended: ${text}`
}

/** Starts the pipeline of a record again, unless that was done since `since`. */
const startPipeline = async (
  desk: Desk,
  forge: Forge,
  { record }: Rollout,
  since: number,
  known: ForgeRun | null = null,
): Promise<string | null> => {
  const run = known ?? (await forge.run(record.run))
  if (!run || run.ref === null)
    return `${record.revision} has its turn, but the run that proposed it is gone: start its pipeline by hand.`
  if (await startedSince(forge, run.workflow, since))
    return `${record.revision} has its turn; its pipeline was started.`
  await start(desk, run.workflow, run.ref, { revision: record.revision })
  return `The turn of ${record.revision} has come: ${run.workflow} is started.`
}

const askPeople = async (desk: Desk, forge: Forge, { record, state }: Rollout): Promise<string | null> => {
  const { approveWorkflow, config } = desk.order
  if (approveWorkflow === null || state.phase !== 'awaiting-approval') return null
  const step = state.asked.find((asked) => !state.approved.includes(asked))
  const asked = state.story.findLast(({ happening }) => happening.kind === 'asks')
  if (step === undefined || !asked) return null
  if (!(await forge.workflow(approveWorkflow)))
    return `Step ${step} of ${record.revision} needs an approval, and there is no workflow ${approveWorkflow}: run the verb \`approve\`.`
  if (await startedSince(forge, approveWorkflow, asked.at)) return null
  const { defaultBranch } = await forge.repository()
  await start(desk, approveWorkflow, defaultBranch, {
    environment: record.environment,
    config,
    'rollout-id': record.id,
    step: String(step),
  })
  return `Step ${step} of ${record.revision} needs an approval: ${approveWorkflow} asks for it.`
}

/** The newest run that was started by dispatch since a moment; times of GitHub have whole seconds. */
const startedSince = async (forge: Forge, workflow: string, since: number): Promise<ForgeRun | null> => {
  const runs = (await forge.runsOf(workflow, 20)) ?? []
  const from = Math.floor(since / 1000) * 1000
  return runs.find(({ event, createdAt }) => event === 'workflow_dispatch' && createdAt >= from) ?? null
}

const start = async (
  { forge, order, started }: Desk,
  workflow: string,
  ref: string,
  inputs: Readonly<Record<string, string>>,
): Promise<void> => {
  if (!order.dryRun) await forge?.dispatch(workflow, ref, inputs)
  started.push(workflow)
}
