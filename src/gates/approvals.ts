import type { Forge } from '../forge/forge.ts'
import type { RolloutState } from '../rollout/fold.ts'
import type { Plan } from '../rollout/plan.ts'
import type { Rollout } from './journal.ts'
import { type GateOutcome, refuse } from './outcome.ts'

/** Where the answer of a person comes from, and whose answer counts. */
export interface ApprovalRule {
  /**
   * `environment`: reviewers of an environment, read from the forge's own record of the run. `dispatch`: a person with
   * write access who ran the verb `approve`. `none`: nobody is asked unless the plan asks.
   */
  from: 'environment' | 'dispatch' | 'none'
  /** The environment with the reviewers; empty unless `from` is `environment`. */
  environment: string
  /** Whether the person who asked for the release may approve it. */
  self: boolean
  /** Logins that may approve; empty: everybody who can. */
  approvers: readonly string[]
}

/** Who approved, or why nobody did. */
export type Approval = { by: string } | { no: GateOutcome }

/** The first step that still needs an answer before anything may begin; null when none does. */
export const firstQuestion = (plan: Plan, { approved, step }: RolloutState): number | null =>
  step === 0 && plan.steps[0]?.approval === true && !approved.includes(1) ? 1 : null

/** A person by their login, as the forge compares them. */
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** May this person approve what was asked for by that one? Null when so. */
export const objection = (
  { self, approvers }: ApprovalRule,
  { record }: Rollout,
  by: string,
  requesters: readonly string[] = [record.requester],
): GateOutcome | null => {
  if (!self && requesters.some((login) => same(login, by)))
    return refuse(
      'self-approval',
      `${by} asked for ${record.revision} and may not approve it: somebody else has to. (\`self-approval\` is false.)`,
    )
  if (approvers.length > 0 && !approvers.some((login) => same(login, by)))
    return refuse('approval-missing', `${by} is not one of the approvers: ${approvers.join(', ')}.`)
  return null
}

/**
 * Reads who approved from the forge's record of a run. Nothing else is believed: an environment without reviewers lets
 * a job pass at once and leaves no record.
 */
export const readApproval = async (
  forge: Forge,
  rule: ApprovalRule,
  rollout: Rollout,
  run: string,
): Promise<Approval> => {
  const reviews = (await forge.reviews(run)).filter(({ environments }) =>
    environments.some((name) => name.toLowerCase() === rule.environment.toLowerCase()),
  )
  const rejected = reviews.find(({ answer }) => answer === 'rejected')
  if (rejected) return { no: refuse('rejected', `${rejected.by} rejected it.`) }
  const approved = reviews.filter(({ answer }) => answer === 'approved')
  const [first] = approved
  if (!first)
    return {
      no: refuse(
        'approval-missing',
        `GitHub's record of run ${run} holds no approval of the environment ${rule.environment}. If the job passed without one, that environment has no required reviewers.`,
      ),
    }
  const requesters = await requestersOf(forge, rule, rollout)
  for (const { by } of approved) {
    if (objection(rule, rollout, by, requesters)) continue
    // Reviewers need no more than read access; whoever lost that since may not approve any more.
    if ((await forge.permission(by)) !== 'none') return { by }
  }
  const no = objection(rule, rollout, first.by, requesters)
  return { no: no ?? notPermitted(first.by, 'read this repository') }
}

/** Who asked for the release: as the record says, and as the forge says of the run that wrote it. */
const requestersOf = async (
  forge: Forge,
  { self }: ApprovalRule,
  { record }: Rollout,
): Promise<readonly string[]> => {
  if (self) return [record.requester]
  const run = await forge.run(record.run)
  return run ? [record.requester, run.actor] : [record.requester]
}

const notPermitted = (login: string, what: string): GateOutcome =>
  refuse('not-permitted', `${login || 'Whoever asks'} may not ${what}: GitHub says so.`)

/**
 * Who runs this, by the forge's own record of the run and its answer about their access. A name in an event proves nothing,
 * and a bot is nobody: forward words need a person who may write.
 */
export const personBehind = async (forge: Forge, run: string): Promise<Approval> => {
  const by = (await forge.run(run))?.actor ?? ''
  const permission = by === '' ? 'none' : await forge.permission(by)
  return permission === 'admin' || permission === 'write'
    ? { by }
    : { no: notPermitted(by, 'lead a release forward here') }
}

/** The same for an answer by dispatch: a person who may write, and who may approve this rollout. */
export const approvalByDispatch = async (
  forge: Forge,
  rule: ApprovalRule,
  rollout: Rollout,
  by: string,
): Promise<GateOutcome | null> => objection(rule, rollout, by, await requestersOf(forge, rule, rollout))
