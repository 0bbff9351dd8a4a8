import { ensureEnvironment } from '../../test/fakes/github/routes/environments.ts'
import type { Environment, GitHubState } from '../../test/fakes/github/state.ts'
import { fitsPolicy } from './globs.ts'

/** What a job waits for before its environment lets it in: facts on GitHub, section 3. */
export interface Gate {
  environment: string
  since: number
  /** When the wait timer is over. */
  opensAt: number
  /** Whether a reviewer has to answer, and what was answered. */
  review: 'none' | 'asked' | 'approved' | { rejectedBy: string }
}

/** A job that is not approved by then fails. */
export const APPROVAL_LIFE = 30 * 86_400_000

/** The ref of a run, split up. */
export interface Ref {
  /** `refs/heads/main`. */
  full: string
  name: string
  type: 'branch' | 'tag'
}

/** Splits `refs/heads/x` or `refs/tags/x`. */
export const refOf = (full: string): Ref => {
  const type = full.startsWith('refs/tags/') ? 'tag' : 'branch'
  return { full, name: full.replace(/^refs\/(?:heads|tags)\//, ''), type }
}

const lets = (environment: Environment, ref: Ref, protectedBranches: readonly string[]): boolean => {
  if (environment.branchPolicy === 'all') return true
  if (environment.branchPolicy === 'protected')
    return ref.type === 'branch' && protectedBranches.some((pattern) => fitsPolicy(ref.name, pattern))
  return environment.policies.some(({ name, type }) => type === ref.type && fitsPolicy(ref.name, name))
}

/**
 * Comes to the gate of an environment. One that does not exist is made, without rules.
 *
 * @param rules false where the rules of the environment do not hold for this job
 * @returns the gate, or why the job may not pass
 */
export const comeToGate = (
  state: GitHubState,
  name: string,
  { ref, protectedBranches, rules }: { ref: Ref; protectedBranches: readonly string[]; rules: boolean },
): Gate | { refused: string } => {
  // Names of environments ignore case.
  const known = [...state.environments.keys()].find((each) => each.toLowerCase() === name.toLowerCase())
  const environment = ensureEnvironment(state, known ?? name)
  const now = state.clock.now()
  if (!rules) return { environment: environment.name, since: now, opensAt: now, review: 'none' }
  if (!lets(environment, ref, protectedBranches)) {
    const kind = ref.type === 'tag' ? 'Tag' : 'Branch'
    return {
      refused: `${kind} "${ref.name}" is not allowed to deploy to ${environment.name} due to environment protection rules.`,
    }
  }
  return {
    environment: environment.name,
    since: now,
    opensAt: now + environment.waitTimer * 60_000,
    review: environment.reviewers.length > 0 ? 'asked' : 'none',
  }
}

/** Whether a gate is open, closed for good, or still to wait at. */
export const lookAtGate = (gate: Gate, now: number): 'open' | 'wait' | { refused: string } => {
  if (typeof gate.review === 'object')
    return { refused: `The deployment to ${gate.environment} was rejected by ${gate.review.rejectedBy}` }
  if (gate.review === 'asked')
    return now - gate.since >= APPROVAL_LIFE
      ? { refused: `The deployment to ${gate.environment} was not approved within 30 days` }
      : 'wait'
  return now >= gate.opensAt ? 'open' : 'wait'
}
