import type { GitHubState, Run, RunJob } from '../../test/fakes/github/state.ts'
import { instancesOf, type RunTree } from './tree.ts'

/** What the stand-in's API asks of a run. */
export interface Wishes {
  /** `POST /cancel`, or a test that ends the run. */
  cancel(run: Run): void
  /** An approval or rejection stands in the run's record. */
  reviewed(run: Run): void
}

/** A run's status as the API has it: facts on GitHub, section 5. */
export const statusOf = (run: RunTree): Run['status'] => {
  if (run.conclusion !== null) return 'completed'
  if (run.claim?.state === 'waits') return 'pending'
  const instances = instancesOf(run.root)
  if (instances.some(({ state, child }) => state === 'running' && !child)) return 'in_progress'
  if (instances.some(({ gate }) => gate !== null)) return 'waiting'
  if (instances.some(({ claims }) => claims.some(({ state }) => state === 'waits'))) return 'pending'
  return instances.some(({ state }) => state === 'done') ? 'in_progress' : 'queued'
}

/** Environments that wait for a reviewer. Jobs that wait together share one prompt (facts, section 3). */
export const pendingOf = (run: RunTree): Run['pending'] => {
  const asked = instancesOf(run.root).flatMap(({ gate }) => (gate?.review === 'asked' ? [gate] : []))
  return [...new Set(asked.map(({ environment }) => environment))].map((environment) => ({
    environment,
    since: Math.min(...asked.filter((gate) => gate.environment === environment).map(({ since }) => since)),
  }))
}

/** Jobs that run steps; calls are no jobs to the API. */
const jobsOf = (tree: RunTree): RunJob[] =>
  instancesOf(tree.root)
    .filter(({ child, group }) => child === null && group.called === null)
    .map(({ name, state, gate, result, startedAt, endedAt, steps }) => ({
      name,
      status:
        state === 'done' ? 'completed' : state === 'running' ? 'in_progress' : gate ? 'waiting' : 'queued',
      conclusion: result,
      startedAt,
      endedAt,
      steps: steps.map(({ name: step, conclusion }) => ({ name: step, conclusion })),
    }))

/**
 * Makes a run of the stand-in tell what the runner knows. What the stand-in writes into it is a wish: it would end a
 * run at once, while here its jobs still have to.
 */
export const enliven = (record: Run, tree: RunTree, wishes: Wishes): void => {
  record.jobs = () => jobsOf(tree)
  Object.defineProperties(record, {
    status: { enumerable: true, configurable: true, get: () => statusOf(tree), set: () => {} },
    conclusion: {
      enumerable: true,
      configurable: true,
      get: () => tree.conclusion,
      set: (wanted: string | null) => {
        if (wanted === 'cancelled') wishes.cancel(record)
      },
    },
    pending: {
      enumerable: true,
      configurable: true,
      get: () => pendingOf(tree),
      set: () => wishes.reviewed(record),
    },
  })
}

/** The runs of the stand-in, which tell when its API adds one. */
class WatchedRuns extends Map<number, Run> {
  onAdded: (run: Run) => void = () => {}

  override set(id: number, run: Run): this {
    const known = this.has(id)
    super.set(id, run)
    if (!known) this.onAdded(run)
    return this
  }
}

/** Watches for runs that appear in the stand-in. The answer stops watching. */
export const watchRuns = (state: GitHubState, onAdded: (run: Run) => void): (() => void) => {
  const runs = new WatchedRuns(state.runs)
  runs.onAdded = onAdded
  state.runs = runs
  return () => {
    state.runs = new Map(runs)
  }
}
