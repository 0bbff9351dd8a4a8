import { above } from './contexts.ts'
import { meets } from './expressions.ts'
import type { JobEnd } from './job.ts'
import { closeDeployment } from './own-deployments.ts'
import type { Result } from './report.ts'
import { statusFor } from './results.ts'
import { contextsOf, type Instance, instancesOf, type RunTree } from './tree.ts'
import type { World } from './world.ts'

const filled = (outputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== ''))

/** Ends a job or call: it leaves its groups, its token dies, and with `fail-fast` its siblings go. */
export const endInstance = (
  world: World,
  instance: Instance,
  end: { result: Result; reason: string | null } & Partial<Pick<JobEnd, 'outputs' | 'url'>>,
): void => {
  if (instance.state === 'done') return
  const { group } = instance
  if (instance.job) world.running--
  if (instance.token) world.state.tokens.delete(instance.token)
  if (instance.deployment !== null)
    closeDeployment(world.state, group.frame.run, instance.deployment, {
      result: end.result,
      url: end.url ?? '',
    })
  Object.assign(instance, {
    state: 'done',
    result: end.result,
    reason: end.reason,
    outputs: end.outputs ?? {},
    endedAt: world.state.clock.now(),
    job: null,
    token: null,
    gate: null,
  } satisfies Partial<Instance>)
  for (const claim of instance.claims) world.groups.leave(claim)
  // Of several jobs of a matrix the last one's word counts, where it has one.
  group.outputs = { ...group.outputs, ...filled(instance.outputs) }
  if (end.result !== 'failure' || !group.failFast) return
  for (const sibling of group.instances)
    cancelInstance(
      world,
      sibling,
      `The strategy configuration was canceled because "${instance.name}" failed`,
    )
}

/** Cancels a job, or all jobs of a call. One that runs ends by itself, in its time. */
export const cancelInstance = (world: World, instance: Instance, reason: string): void => {
  if (instance.state === 'done' || instance.cancelled !== null) return
  if (instance.state !== 'running') {
    endInstance(world, instance, { result: 'cancelled', reason })
    return
  }
  instance.cancelled = reason
  instance.job?.cancel(reason)
  for (const inner of instancesOf(instance.child)) cancelInstance(world, inner, reason)
}

/** Whether the `if` of a job still holds now that its run is cancelled: then it is left alone (facts, section 8). */
const outlives = (world: World, { group }: Instance): boolean =>
  meets(group.definition.condition, contextsOf(group, above(world, group.frame)), statusFor(group))

/** Cancels a run. Jobs whose `if` still holds go on, and such jobs still start. */
export const cancelRun = (world: World, run: RunTree, reason: string): void => {
  if (run.conclusion !== null || run.cancelled !== null) return
  run.cancelled = reason
  if (run.claim?.state === 'waits' || !run.root) {
    run.conclusion = 'cancelled'
    if (run.claim) world.groups.leave(run.claim)
    return
  }
  for (const instance of instancesOf(run.root)) {
    // A running call is what its jobs are.
    const runs = instance.child !== null && instance.state === 'running'
    if (runs || instance.state === 'done' || outlives(world, instance)) continue
    cancelInstance(world, instance, reason)
  }
}
