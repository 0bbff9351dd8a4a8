import type { GitHubState } from '../../test/fakes/github/state.ts'
import type { Dice } from './choices.ts'
import { type Cron, nextTime, readCron } from './cron.ts'
import type { Source } from './sources.ts'
import { readWorkflow } from './workflow-file.ts'

/** How GitHub keeps its schedules: late, or not at all (facts on GitHub, section 6). */
export interface Punctuality {
  /** The most that a schedule comes late, in minutes. Default 20. */
  latest: number
  /** The share that is dropped, 0 to 1. Default 0.05. */
  dropped: number
}

/** A schedule that is due. */
export interface Fire {
  path: string
  cron: string
  at: number
}

/** The schedules of a repository's default branch. */
export interface Schedules {
  /** Reads the files of the default branch, where they may have changed. */
  read(): Promise<void>
  /** When something is due next, up to and with `until`. */
  next(until: number): number | null
  /** What is due by now. What nobody looked for in time was dropped. */
  take(now: number): Fire[]
}

const MINUTE = 60_000
// What comes while a step moves the clock is not yet too late.
const TOLERANCE = 5
const INACTIVE = 60 * 86_400_000
const HORIZON = 7 * 86_400_000

/** Paths of the workflow files of a commit. */
export const workflowPaths = (state: GitHubState, sha: string): string[] =>
  (state.trees.get(state.commits.get(sha)?.tree ?? '') ?? [])
    .map(({ path }) => path)
    .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))

/** In public repositories schedules end after 60 days without a commit: facts on GitHub, section 6. */
const isInactive = (state: GitHubState, now: number): boolean => {
  const last = Math.max(...[...state.commits.values()].map(({ at }) => at))
  return !state.repository.private && now - last > INACTIVE
}

/** Opens the schedules; nothing from before is due. */
export const openSchedules = (
  state: GitHubState,
  home: Source,
  { dice, punctuality }: { dice: Dice; punctuality: Punctuality },
): Schedules => {
  let crons: { path: string; text: string; cron: Cron; next: number | null }[] = []
  let seen: string | null = null
  let seenTo = state.clock.now()
  let late: Fire[] = []
  const isActive = (path: string, now: number): boolean => {
    const workflow = state.workflows.get(path)
    if (workflow?.state === 'active' && isInactive(state, now)) workflow.state = 'disabled_inactivity'
    return workflow === undefined || workflow.state === 'active'
  }
  const read = async (): Promise<void> => {
    const sha = home.resolve(state.repository.defaultBranch) ?? ''
    if (sha === seen) return
    seen = sha
    const files = await Promise.all(
      workflowPaths(state, sha).map((path) =>
        // A file that cannot be read has no schedule.
        readWorkflow(path, home.read(sha, path) ?? '').catch(() => null),
      ),
    )
    crons = files.flatMap((file) =>
      (file?.schedules ?? []).map(({ cron, timezone }) => ({
        path: file?.path ?? '',
        text: cron,
        cron: readCron(cron, timezone),
        next: null,
      })),
    )
  }
  const planned = ({ path, text, cron }: (typeof crons)[number], now: number): void => {
    for (let at = nextTime(cron, seenTo, now); at !== null; at = nextTime(cron, at, now)) {
      if (!isActive(path, at) || dice.roll(`dropped ${path}`) < punctuality.dropped) continue
      const delay = Math.floor(dice.roll(`late ${path}`) * (punctuality.latest + 1)) * MINUTE
      late.push({ path, cron: text, at: at + delay })
    }
  }
  // Looking minute by minute takes time: what was found holds until it is past.
  const nextOf = (one: (typeof crons)[number]): number => {
    if (one.next === null || one.next <= seenTo)
      one.next = nextTime(one.cron, seenTo, seenTo + HORIZON) ?? seenTo + HORIZON
    return one.next
  }
  return {
    read,
    next: (until) => {
      const times = [...late.map(({ at }) => at), ...crons.map(nextOf)].filter((at) => at <= until)
      return times.length > 0 ? Math.min(...times) : null
    },
    take: (now) => {
      for (const one of crons) planned(one, now)
      seenTo = now
      const due = late.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)
      late = late.filter(({ at }) => at > now)
      return due.filter(
        ({ at, path }) => now - at <= Math.max(punctuality.latest, TOLERANCE) * MINUTE && isActive(path, now),
      )
    },
  }
}
