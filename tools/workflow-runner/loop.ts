import { endInstance } from './ending.ts'
import { settle } from './settling.ts'
import { type Instance, instancesOf, type RunTree } from './tree.ts'
import type { World } from './world.ts'

/** What drives the runs. */
export interface Loop {
  /** Moves all runs on as far as they get without a step. */
  settleAll(): void
  /** Runs steps until none can run: what is left waits for time, a person or nothing. */
  runUntilQuiet(): Promise<void>
  /** Something changed from outside while a step runs. */
  wake(): void
  /** Keeps a fault that came up where nobody could hear it; the next call throws it. */
  fail(error: unknown): void
}

/** @param plan plans the runs that have come in since; called before each round */
export const openLoop = (
  world: World,
  runs: ReadonlyMap<number, RunTree>,
  { plan, together }: { plan(): Promise<void>; together: number },
): Loop => {
  const active = new Map<Instance, Promise<void>>()
  const faults: unknown[] = []
  let busy = false
  let wake: () => void = () => {}

  const settleAll = (): void => {
    for (let moved = true; moved; )
      moved = [...runs.values()].map((run) => run.conclusion === null && settle(world, run)).some(Boolean)
    world.groups.mirror()
  }
  const takeStep = async (instance: Instance): Promise<void> => {
    const { job } = instance
    try {
      if (!job || (await job.step())) return
      endInstance(world, instance, job.end())
    } catch (error) {
      faults.push(error)
    } finally {
      active.delete(instance)
    }
  }
  const startSteps = (): void => {
    const ready = [...runs.values()]
      .flatMap((run) => instancesOf(run.root))
      .filter((instance) => instance.job && !active.has(instance))
    // Which of several jobs has its turn is nobody's promise.
    for (const instance of world.dice.shuffle('whose step is next', ready)) {
      if (active.size >= together) return
      active.set(instance, takeStep(instance))
    }
  }
  const throwFaults = (): void => {
    const fault = faults.shift()
    if (fault !== undefined) throw fault
  }
  const round = async (): Promise<boolean> => {
    await plan()
    settleAll()
    throwFaults()
    startSteps()
    if (active.size === 0) return false
    const woken = new Promise<void>((resolve) => {
      wake = resolve
    })
    await Promise.race([...active.values(), woken])
    throwFaults()
    return true
  }
  return {
    settleAll,
    wake: () => wake(),
    fail: (error) => {
      faults.push(error)
    },
    runUntilQuiet: async () => {
      if (busy) throw new Error('runUntilQuiet is already under way')
      busy = true
      try {
        while (await round());
      } finally {
        busy = false
      }
    },
  }
}
