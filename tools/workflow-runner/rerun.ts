import { freshGroup, type Group, type Instance, makeInstance, type RunTree } from './tree.ts'

const failed = ({ result }: { result: Group['result'] }): boolean =>
  result === 'failure' || result === 'cancelled'

const again = (instance: Instance): Instance => {
  // A call keeps its inner jobs that succeeded.
  if (instance.child) {
    resetFrame(instance.child.groups)
    const fresh = makeInstance(instance.group, instance)
    const todo: Instance['todo'] = [
      'enter group',
      'hold groups',
      'call',
      'enter called group',
      'hold groups',
      'start',
    ]
    return Object.assign(instance, {
      ...fresh,
      child: instance.child,
      state: 'waiting',
      todo,
    } satisfies Instance)
  }
  return makeInstance(instance.group, instance)
}

const resetFrame = (groups: readonly Group[]): void => {
  const stale = new Set(groups.filter(failed))
  // Whoever needs one that runs again runs again.
  for (let before = -1; before !== stale.size; ) {
    before = stale.size
    for (const group of groups) {
      const behind = groups.some(
        (other) => stale.has(other) && group.definition.needs.includes(other.definition.id),
      )
      if (behind) stale.add(group)
    }
  }
  for (const group of stale) {
    if (!failed(group) || group.instances.length === 0) {
      Object.assign(group, freshGroup())
      continue
    }
    group.instances = group.instances.map((instance) => (failed(instance) ? again(instance) : instance))
    Object.assign(group, { state: 'open', result: null, reason: null })
  }
}

/** Makes failed and cancelled jobs of a run, and all that need them, ready to run again. The rest keeps its results. */
export const resetFailed = (run: RunTree): void => {
  if (!run.root) return
  resetFrame(run.root.groups)
  Object.assign(run, { cancelled: null, closed: false, conclusion: null, claim: null })
}
