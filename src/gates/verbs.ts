import type { Happening } from '../rollout/events.ts'
import { isFinished, type Phase } from '../rollout/phases.ts'
import { startJobs } from './jobs.ts'
import { note, type Rollback, type Rollout, type Survey, survey } from './journal.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Service } from './service.ts'

/** What a person can ask of a rollout. Forward verbs still pass every guard at the next tick. */
export const VERBS = ['pause', 'resume', 'skip', 'retry', 'promote', 'approve', 'release-hold'] as const

export type Verb = (typeof VERBS)[number]

/** What was recorded, on which rollout. */
export interface VerbOutcome extends GateOutcome {
  rollout: Rollout | null
  released: Rollback | null
}

/** Phases in which a verb makes sense. */
const ALLOWED: Record<Exclude<Verb, 'release-hold'>, readonly Phase[]> = {
  pause: ['progressing', 'baking', 'awaiting-approval', 'queued', 'stuck'],
  resume: ['paused'],
  skip: ['baking'],
  retry: ['stuck'],
  promote: ['progressing', 'baking', 'awaiting-approval', 'stuck'],
  approve: ['awaiting-approval'],
}

/**
 * Records what a person asked, with who asked; the next tick acts on it. Asking twice is asking once. A verb that
 * does not fit the phase is refused with what would.
 */
export const ask = (
  service: Service,
  verb: Verb,
  order: { by: string; dryRun: boolean },
): Promise<VerbOutcome> =>
  service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
    const known = await survey(service)
    if (verb === 'release-hold') return releaseHold(service, known, order)
    const rollout = known.inFlight ?? (verb === 'pause' ? known.queued : null)
    if (!rollout)
      return {
        ...refuse('no-rollout', `No rollout of ${service.name} is on its way in ${service.environment}.`),
        rollout,
        released: null,
      }
    const done = alreadyDone(verb, rollout)
    if (done) return { ...pass('already-started', done), rollout, released: null }
    if (!ALLOWED[verb].includes(rollout.state.phase))
      return { ...refuse('not-allowed-now', notNow(verb, rollout)), rollout, released: null }
    if (order.dryRun) return { ...pass('dry-run', `Would record "${verb}".`), rollout, released: null }
    const noted = await note(service, rollout, happeningOf(verb, rollout, order.by))
    return {
      ...pass('recorded', `${verb} by ${order.by} is recorded; the next tick acts on it.`),
      rollout: noted,
      released: null,
    }
  })

const alreadyDone = (verb: Verb, { state }: Rollout): string | null => {
  if (verb === 'pause' && state.phase === 'paused') return 'It is paused already.'
  if (verb === 'promote' && state.promoteAsked) return 'Its promotion was asked for already.'
  if (verb === 'skip' && state.skipAsked) return 'This bake was skipped already.'
  if (verb === 'approve' && openQuestion(state) === null && state.approved.length > 0)
    return `Step ${Math.max(...state.approved)} is approved already.`
  return null
}

/** The step that waits for an answer; null when none does. */
const openQuestion = ({ asked, approved }: Rollout['state']): number | null =>
  asked.find((step) => !approved.includes(step)) ?? null

const notNow = (verb: Exclude<Verb, 'release-hold'>, { state }: Rollout): string =>
  isFinished(state.phase)
    ? `The rollout is ${state.phase}; nothing can be asked of it any more.`
    : `"${verb}" fits a rollout that is ${ALLOWED[verb].join(' or ')}; this one is ${state.phase}.`

const happeningOf = (verb: Exclude<Verb, 'release-hold'>, { state }: Rollout, by: string): Happening => {
  switch (verb) {
    case 'pause':
      return { kind: 'paused', by }
    case 'resume':
      return { kind: 'resumed', by }
    case 'skip':
      return { kind: 'skipped', by }
    case 'retry':
      return { kind: 'retried', by }
    case 'promote':
      return { kind: 'asked-promote', by }
    case 'approve':
      return { kind: 'approved', step: openQuestion(state) ?? state.step + 1, by }
    default:
      return verb satisfies never
  }
}

/** Jobs first: when they cannot be started the hold stands, and asking again does the rest. */
const releaseHold = async (
  service: Service,
  { held, rollouts }: Survey,
  { by, dryRun }: { by: string; dryRun: boolean },
): Promise<VerbOutcome> => {
  if (!held)
    return {
      ...pass('nothing-to-do', `${service.name} is not on hold in ${service.environment}.`),
      rollout: null,
      released: null,
    }
  if (dryRun) return { ...pass('dry-run', 'Would release the hold.'), rollout: null, released: null }
  const undone = rollouts.find(({ record }) => record.id === held.record.rollout)
  const jobs = undone ? await startJobs(service, undone.record) : []
  const released = await note(service, held, { kind: 'released', by })
  const text = `${by} released the hold after ${held.record.revision}: the next release may start.`
  return {
    ...pass('released', [text, ...jobs].join(' ')),
    rollout: null,
    released,
  }
}
