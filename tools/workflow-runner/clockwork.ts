import { cancelRun } from './ending.ts'
import { schedulePayload } from './events.ts'
import type { Schedules } from './schedule.ts'
import type { StartRun } from './starting.ts'
import { nextTimer, RUN_LIFE } from './timers.ts'
import type { RunTree } from './tree.ts'
import type { World } from './world.ts'

/** What time brings about. */
export interface Clockwork {
  /** Does what is due now, and runs until quiet. */
  tick(): Promise<void>
  /** Moves the clock from one due moment to the next. */
  advance(ms: number): Promise<void>
}

/** What the clockwork drives. */
export interface Driven {
  world: World
  runs: ReadonlyMap<number, RunTree>
  schedules: Schedules
  start: StartRun
  runUntilQuiet(): Promise<void>
}

const startDue = ({ world, schedules, start }: Driven): void => {
  const { state, machine } = world
  const sha = machine.sources.home.resolve(state.repository.defaultBranch) ?? ''
  const ref = `refs/heads/${state.repository.defaultBranch}`
  // Who last wrote on the default branch stands for who last changed the schedule.
  const actor = state.commits.get(sha)?.author ?? 'ada'
  for (const { path, cron } of schedules.take(machine.clock.now()))
    start({ path, event: 'schedule', headSha: sha, actor }, ref, schedulePayload(state, cron))
}

const endOld = ({ world, runs }: Driven): void => {
  for (const tree of runs.values())
    if (tree.conclusion === null && world.machine.clock.now() - tree.record.createdAt >= RUN_LIFE)
      cancelRun(world, tree, 'The run has exceeded the maximum execution time of 35 days')
}

/** Makes the clockwork of a runner. */
export const openClockwork = (driven: Driven): Clockwork => {
  const { clock } = driven.world.machine
  const tick = async (): Promise<void> => {
    await driven.schedules.read()
    startDue(driven)
    endOld(driven)
    await driven.runUntilQuiet()
  }
  return {
    tick,
    advance: async (ms) => {
      const until = clock.now() + ms
      for (;;) {
        await tick()
        const now = clock.now()
        if (now >= until) return
        const next = [driven.schedules.next(until), nextTimer(driven.runs.values(), now)]
        clock.advance(Math.max(0, Math.min(until, ...next.flatMap((time) => time ?? [])) - now))
      }
    },
  }
}
