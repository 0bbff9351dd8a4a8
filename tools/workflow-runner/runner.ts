import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addRun } from '../../test/fakes/github/routes/runs.ts'
import type { Run } from '../../test/fakes/github/state.ts'
import { chooseFor, dice as diceFor } from './choices.ts'
import { openClockwork } from './clockwork.ts'
import { openDesk } from './desk.ts'
import { cancelRun } from './ending.ts'
import { dispatchPayload } from './events.ts'
import { refOf } from './gates.ts'
import { openGroups } from './groups.ts'
import { enliven, watchRuns } from './live.ts'
import { openLoop } from './loop.ts'
import type { Answer, Dispatch, Push, RunnerOptions } from './options.ts'
import { answerPrompt, beginAgain, dispatchWorkflow } from './people.ts'
import { defaultPermissions } from './permissions.ts'
import { GITHUB_GRACE } from './process.ts'
import { playPush } from './pushing.ts'
import { RefusedError } from './refusal.ts'
import { type RunReport, story } from './report.ts'
import { reportOf } from './reporting.ts'
import { noticeReviews } from './reviews.ts'
import { openSchedules } from './schedule.ts'
import { openSources } from './sources.ts'
import { newTree, plan, refOfRun, type StartRun } from './starting.ts'
import { stopwatch } from './stopwatch.ts'
import { instancesOf, type RunTree } from './tree.ts'
import type { World } from './world.ts'

/** GitHub's Actions, for the workflows of one repository. */
export interface Runner {
  /** Pushes, and starts what that starts. Answers the numbers of the runs. */
  push(push?: Push): Promise<number[]>
  /** Dispatches a workflow by the API. Throws WorkflowError for wrong inputs, Error with GitHub's message otherwise. */
  dispatch(dispatch: Dispatch): Promise<number>
  /** Answers a prompt by the API; Error when nothing asks, or who answers may not. */
  approve(answer: Answer): Promise<void>
  reject(answer: Answer): Promise<void>
  /** Cancels a run by the API. */
  cancel(run: number, by?: string): Promise<void>
  /** Runs failed and cancelled jobs of a run again, and all that need them. */
  rerunFailed(run: number, by?: string): Promise<void>
  /** Runs steps until none can run. Throws RefusedError for what is not played. */
  runUntilQuiet(): Promise<void>
  /** Looks at the clock, after somebody has moved it: schedules, timers, ends of life. Then runs until quiet. */
  tick(): Promise<void>
  /** Moves the clock by so many milliseconds, from one due moment to the next, running until quiet at each. */
  advance(ms: number): Promise<void>
  run(id: number): RunReport
  runs(): RunReport[]
  /** All runs, or one, as a text. */
  story(id?: number): string
  /** Ends what runs, and takes its folders away. The stand-in stays open. */
  close(): void
}

const WRONG_NODE = 'to run on a Node that is not 24, since its steps are played by the Node it runs on'

const makeWorld = (options: RunnerOptions, root: string): World => {
  const { github, seed = 1 } = options
  return {
    state: github.state,
    url: github.url,
    machine: {
      clock: github.clock,
      stopwatch: stopwatch(github.clock, options.minute ?? 60_000),
      grace: options.grace ?? GITHUB_GRACE,
      sources: openSources(github.state, options.repositories ?? {}, join(root, 'sources')),
      root: join(root, 'jobs'),
      apiUrl: github.url,
      variables: options.machine ?? {},
      identity: options.identity ?? null,
      start: options.start ?? (() => null),
      onStep: options.onStep ?? (() => {}),
    },
    choices: chooseFor(seed, options.choices),
    dice: diceFor(seed),
    groups: openGroups(github.state),
    secrets: options.secrets ?? {},
    variables: options.variables ?? {},
    ceiling: defaultPermissions(options.defaultPermissions ?? 'read'),
    protectedBranches: options.protectedBranches ?? [],
    slots: options.slots ?? 20,
    running: 0,
    jobs: 0,
  }
}

/** The runs of a runner, those that the API starts among them. */
const keepRuns = (world: World, together: number) => {
  const { state } = world
  const trees = new Map<number, RunTree>()
  let unplanned: RunTree[] = []
  let adding = false
  const planAll = async (): Promise<void> => {
    for (let tree = unplanned.shift(); tree; tree = unplanned.shift()) await plan(world, tree)
  }
  const loop = openLoop(world, trees, { together, plan: planAll })
  // What the API asks happens while it answers; what goes wrong then is heard by the next call.
  const obey = (work: () => void): void => {
    try {
      work()
      loop.settleAll()
    } catch (error) {
      loop.fail(error)
    }
    // The stand-in empties groups after it has ended a run; they are ours.
    queueMicrotask(world.groups.mirror)
    loop.wake()
  }
  const follow = (record: Run, tree: RunTree): void => {
    enliven(record, tree, {
      cancel: () => obey(() => cancelRun(world, tree, 'The run was canceled')),
      reviewed: () => obey(() => noticeReviews(tree)),
    })
    trees.set(record.id, tree)
    unplanned = [...unplanned, tree]
  }
  const adopt = (record: Run): void => {
    if (adding) return
    if (record.event === 'repository_dispatch') loop.fail(new RefusedError('repository_dispatch'))
    if (record.event !== 'workflow_dispatch') return
    const ref = refOfRun(world, record)
    const { inputs, path, triggeringActor: by } = record
    follow(record, newTree(record, ref, dispatchPayload(state, { ref, inputs, path, by })))
    loop.wake()
  }
  const start: StartRun = (given, ref, payload) => {
    adding = true
    const record = addRun(state, { ...given, headBranch: refOf(ref).name, status: 'queued' })
    adding = false
    follow(record, newTree(record, refOf(ref), payload))
    return record.id
  }
  const begun = async (): Promise<void> => {
    await planAll()
    loop.settleAll()
  }
  return { trees, loop, start, begun, unwatch: watchRuns(state, adopt) }
}

/**
 * Starts GitHub's Actions for the repository of a stand-in: its workflows run as they would there, on GitHub's own
 * parser and evaluator, their steps as processes of this machine, all else on the stand-in's clock.
 *
 * @throws RefusedError on another Node than 24
 */
export const createRunner = (options: RunnerOptions): Runner => {
  if (!process.versions.node.startsWith('24.')) throw new RefusedError(WRONG_NODE)
  const root = mkdtempSync(join(tmpdir(), 'workflow-runner-'))
  const world = makeWorld(options, root)
  const desk = openDesk(options.github)
  const { trees, loop, start, begun, unwatch } = keepRuns(world, options.together ?? 1)
  const { home } = world.machine.sources
  const schedules = openSchedules(world.state, home, {
    dice: world.dice,
    punctuality: { latest: 20, dropped: 0.05, ...options.schedule },
  })
  const { runUntilQuiet } = loop
  const clockwork = openClockwork({ world, runs: trees, schedules, start, runUntilQuiet })
  const treeOf = (id: number): RunTree => {
    const tree = trees.get(id)
    if (!tree) throw new Error(`there is no run ${id}`)
    return tree
  }
  const answer = (as: 'approved' | 'rejected', given: Answer): Promise<void> =>
    answerPrompt({ world, desk, runs: [...trees.values()] }, as, given)
  return {
    ...clockwork,
    runUntilQuiet,
    push: async (push = {}) => {
      const started = await playPush({ world, home, start }, push)
      await schedules.read()
      await begun()
      return started
    },
    dispatch: async (dispatch) => {
      const id = await dispatchWorkflow({ world, desk }, dispatch)
      await begun()
      return id
    },
    approve: (given) => answer('approved', given),
    reject: (given) => answer('rejected', given),
    cancel: async (run, by = 'ada') => {
      await desk.post(by, `/actions/runs/${run}/cancel`)
    },
    rerunFailed: async (id, by = 'ada') => {
      beginAgain(world, treeOf(id), by)
      loop.settleAll()
    },
    run: (id) => reportOf(treeOf(id)),
    runs: () => [...trees.values()].map(reportOf),
    story: (id) =>
      (id === undefined ? [...trees.values()] : [treeOf(id)]).map((tree) => story(reportOf(tree))).join('\n'),
    close: () => {
      unwatch()
      for (const tree of trees.values()) for (const { job } of instancesOf(tree.root)) job?.end()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
