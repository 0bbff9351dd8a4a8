import type { GitHubState, Group, GroupMember, Run } from './state.ts'

const key = (name: string): string => name.toLowerCase()

const same = (a: GroupMember, b: GroupMember): boolean => a.run === b.run && a.job === b.job

const MAX_WAITING = 100

/** Ends a run, takes it out of every group, and forgets what it was waiting for. */
export const finishRun = (state: GitHubState, run: Run, conclusion: string): void => {
  run.status = 'completed'
  run.conclusion = conclusion
  run.updatedAt = state.clock.now()
  run.pending = []
  for (const { name, members } of [...state.groups.values()]) {
    for (const member of members.filter((each) => each.run === run.id)) leaveGroup(state, name, member)
  }
}

const cancel = (state: GitHubState, member: GroupMember): void => {
  const run = state.runs.get(member.run)
  if (run) finishRun(state, run, 'cancelled')
}

/**
 * Joins a group as a run or job that starts would. By default one waits and a newer one replaces it; with `max` up to
 * 100 wait in order; `cancelHolder` ends whoever holds it.
 */
export const joinGroup = (
  state: GitHubState,
  name: string,
  member: GroupMember,
  { queue = 'single', cancelHolder = false }: { queue?: 'single' | 'max'; cancelHolder?: boolean } = {},
): 'holds' | 'waits' | 'cancelled' => {
  const group: Group = state.groups.get(key(name)) ?? { name, members: [], lastAcquiredAt: null }
  state.groups.set(key(name), group)
  const [holder, ...waiting] = group.members
  if (cancelHolder && holder) cancel(state, holder)
  else if (queue === 'single') for (const each of waiting) cancel(state, each)
  if (queue === 'max' && waiting.length >= MAX_WAITING) {
    cancel(state, member)
    return 'cancelled'
  }
  const current = state.groups.get(key(name)) ?? group
  state.groups.set(key(name), current)
  current.members.push(member)
  const holds = current.members[0] !== undefined && same(current.members[0], member)
  if (holds) current.lastAcquiredAt = state.clock.now()
  return holds ? 'holds' : 'waits'
}

/** Leaves a group; the next in line holds it from then on. An empty group is gone. */
export const leaveGroup = (state: GitHubState, name: string, member: GroupMember): void => {
  const group = state.groups.get(key(name))
  if (!group) return
  group.members = group.members.filter((each) => !same(each, member))
  group.lastAcquiredAt = group.members.length > 0 ? state.clock.now() : group.lastAcquiredAt
  if (group.members.length === 0) state.groups.delete(key(name))
}

/** Who is in a group, the holder first. */
export const membersOf = (state: GitHubState, name: string): readonly GroupMember[] =>
  state.groups.get(key(name))?.members ?? []
