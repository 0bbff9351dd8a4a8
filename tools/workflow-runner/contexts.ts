import { shaOf } from '../../test/fakes/github/state.ts'
import { fitsPolicy } from './globs.ts'
import type { Frame, RunTree } from './tree.ts'
import type { Dictionary } from './values.ts'
import { commonOf } from './vault.ts'
import type { World } from './world.ts'

const SERVER = 'https://github.com'

/** The `github` context of a run, without what belongs to one job. In a called workflow it is the caller's (facts, 4). */
export const githubOf = (world: World, run: RunTree): Dictionary => {
  const { repository, users } = world.state
  const { record, ref, event } = run
  const name = `${repository.owner}/${repository.name}`
  return {
    actor: record.actor,
    actor_id: String(users.get(record.actor)?.id ?? 0),
    api_url: world.url,
    base_ref: '',
    event: event.payload,
    event_name: event.name,
    graphql_url: `${world.url}/graphql`,
    head_ref: '',
    ref: ref.full,
    ref_name: ref.name,
    ref_protected: world.protectedBranches.some((pattern) => fitsPolicy(ref.name, pattern)),
    ref_type: ref.type,
    repository: name,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    repository_owner_id: '7',
    repository_visibility: repository.private ? 'private' : 'public',
    retention_days: '90',
    run_attempt: String(record.attempt),
    run_id: String(record.id),
    run_number: String(record.number),
    server_url: SERVER,
    sha: record.headSha,
    triggering_actor: record.triggeringActor,
    workflow: run.root?.plan.file.name ?? record.path,
    workflow_ref: `${name}/${record.path}@${ref.full}`,
    workflow_sha: record.headSha,
  }
}

/** What stands above the jobs of a frame. */
export const above = (world: World, frame: Frame): { github: Dictionary; vars: Dictionary } => ({
  github: githubOf(world, frame.run),
  vars: commonOf(world.variables),
})

/** A token for a job: it looks like GitHub's, is the same for the same seed and differs from all others. */
export const newToken = (world: World, run: RunTree): string =>
  `ghs_${shaOf(`${run.id} ${run.record.attempt} ${world.jobs}`).slice(0, 36)}`
