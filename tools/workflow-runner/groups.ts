import type { GitHubState } from '../../test/fakes/github/state.ts'

/** A place in a concurrency group, of a run or of one of its jobs. */
export interface Claim {
  /** As it was written; groups ignore case. */
  name: string
  run: number
  job: string | null
  state: 'waits' | 'holds' | 'gone'
  /** Told when another one takes its place. A holder stays until it has ended. */
  onCancel(reason: string): void
}

/** How one enters a group. */
export interface Entry extends Omit<Claim, 'state'> {
  queue: 'single' | 'max'
  cancelInProgress: boolean
}

/** The concurrency groups of a repository: facts on GitHub, section 5. */
export interface Groups {
  /** Enters behind all who wait, and makes room as the group's settings say. `null` when the queue is full. */
  enter(entry: Entry): Claim | null
  leave(claim: Claim): void
  /** Shows the groups in the stand-in. */
  mirror(): void
}

const MOST_WAITING = 100

interface Line {
  name: string
  claims: Claim[]
  acquiredAt: number
}

const cancelAll = (claims: readonly Claim[], name: string): void => {
  for (const claim of claims)
    claim.onCancel(`Canceling since a higher priority waiting request for ${name} exists`)
}

/** Groups in which the first of a line holds and the others wait, first come first served. */
export const openGroups = (state: GitHubState): Groups => {
  const lines = new Map<string, Line>()
  const mirror = (): void => {
    state.groups.clear()
    for (const [key, { name, claims, acquiredAt }] of lines)
      state.groups.set(key, {
        name,
        members: claims.map(({ run, job }) => ({ run, job })),
        lastAcquiredAt: acquiredAt,
      })
  }
  const leave = (claim: Claim): void => {
    const key = claim.name.toLowerCase()
    const line = lines.get(key)
    if (!line || claim.state === 'gone') return
    const held = claim.state === 'holds'
    claim.state = 'gone'
    line.claims = line.claims.filter((each) => each !== claim)
    const [next] = line.claims
    if (!next) lines.delete(key)
    else if (held) {
      next.state = 'holds'
      line.acquiredAt = state.clock.now()
    }
    mirror()
  }
  const enter = ({ name, queue, cancelInProgress, ...who }: Entry): Claim | null => {
    const key = name.toLowerCase()
    const waiting = lines.get(key)?.claims.slice(1) ?? []
    if (queue === 'max' && waiting.length >= MOST_WAITING) return null
    if (cancelInProgress || queue === 'single') cancelAll(waiting, name)
    // A holder that had only to wait leaves at once, and the group with it: look again.
    if (cancelInProgress) cancelAll(lines.get(key)?.claims.slice(0, 1) ?? [], name)
    const line = lines.get(key) ?? { name, claims: [], acquiredAt: state.clock.now() }
    lines.set(key, line)
    const claim: Claim = { ...who, name, state: line.claims.length === 0 ? 'holds' : 'waits' }
    line.claims.push(claim)
    mirror()
    return claim
  }
  return { enter, leave, mirror }
}
