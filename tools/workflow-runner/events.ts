import type { Commit, GitHubState } from '../../test/fakes/github/state.ts'
import type { Ref } from './gates.ts'
import { passes } from './globs.ts'
import { WorkflowError } from './refusal.ts'
import type { Dictionary } from './values.ts'
import type { PushFilter } from './workflow-file.ts'

const either = (one: unknown, other: unknown, name: string): void => {
  if (one && other)
    throw new WorkflowError([
      `you may only define one of \`${name}\` and \`${name}-ignore\` for a single event`,
    ])
}

const named = (
  name: string,
  take: readonly string[] | undefined,
  leave: readonly string[] | undefined,
): boolean => {
  if (take) return passes(name, take)
  return leave ? !passes(name, leave) : true
}

/**
 * Whether a push starts a workflow.
 *
 * @param changed paths that differ from the commit before; for tags GitHub does not look at them
 */
export const startsOnPush = (filter: PushFilter, ref: Ref, changed: readonly string[]): boolean => {
  either(filter.branches, filter['branches-ignore'], 'branches')
  either(filter.tags, filter['tags-ignore'], 'tags')
  either(filter.paths, filter['paths-ignore'], 'paths')
  const [branches, tags] = [
    filter.branches ?? filter['branches-ignore'],
    filter.tags ?? filter['tags-ignore'],
  ]
  if (ref.type === 'tag')
    return branches && !tags ? false : named(ref.name, filter.tags, filter['tags-ignore'])
  if (tags && !branches) return false
  if (!named(ref.name, filter.branches, filter['branches-ignore'])) return false
  if (filter.paths) return changed.some((path) => passes(path, filter.paths ?? []))
  const ignored = filter['paths-ignore']
  return ignored ? changed.some((path) => !passes(path, ignored)) : true
}

/** Whether a commit's message keeps its push from starting anything. */
export const saysSkip = (message: string): boolean =>
  /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/.test(message)

/** Paths that differ between two commits; all of them without an earlier one. */
export const changedPaths = (state: GitHubState, before: string | null, after: string): string[] => {
  const entries = (sha: string | null) =>
    new Map(
      (state.trees.get(state.commits.get(sha ?? '')?.tree ?? '') ?? []).map((entry) => [
        entry.path,
        entry.sha,
      ]),
    )
  const [old, now] = [entries(before), entries(after)]
  return [...new Set([...old.keys(), ...now.keys()])].filter((path) => old.get(path) !== now.get(path))
}

const NOBODY = '0'.repeat(40)

const repositoryIn = ({ repository }: GitHubState): Dictionary => ({
  id: repository.id,
  name: repository.name,
  full_name: `${repository.owner}/${repository.name}`,
  private: repository.private,
  default_branch: repository.defaultBranch,
  owner: { login: repository.owner },
})

const commitIn = ({ sha, message, author, at }: Commit): Dictionary => ({
  id: sha,
  message,
  timestamp: new Date(at).toISOString(),
  author: { name: author, username: author },
})

/** `github.event` of a push. */
export const pushPayload = (
  state: GitHubState,
  { ref, before, commit, by }: { ref: Ref; before: string | null; commit: Commit; by: string },
): Dictionary => ({
  ref: ref.full,
  before: before ?? NOBODY,
  after: commit.sha,
  created: before === null,
  deleted: false,
  forced: false,
  head_commit: commitIn(commit),
  commits: [commitIn(commit)],
  pusher: { name: by },
  sender: { login: by },
  repository: repositoryIn(state),
})

/** `github.event` of a dispatch, in which all inputs are texts. */
export const dispatchPayload = (
  state: GitHubState,
  {
    ref,
    inputs,
    path,
    by,
  }: { ref: Ref; inputs: Readonly<Record<string, unknown>>; path: string; by: string },
): Dictionary => ({
  ref: ref.full,
  inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)])),
  workflow: path,
  sender: { login: by },
  repository: repositoryIn(state),
})

/** `github.event` of a schedule. */
export const schedulePayload = (state: GitHubState, cron: string): Dictionary => ({
  schedule: cron,
  repository: repositoryIn(state),
})
