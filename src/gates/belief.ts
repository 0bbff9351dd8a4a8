import type { Forge, ForgeRun } from '../forge/forge.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import type { Distrust } from '../rollout/decide.ts'
import type { DatedEvent } from '../rollout/fold.ts'
import { fits } from './revision.ts'

/** Judges who could have written a line of the ledger. Asks no more than it must, and each thing once. */
export interface Belief {
  /** Looks up what is needed to judge these lines, `most` runs if one of them is good. Never throws for a forge that does not answer: see `doubt`. */
  learn(events: readonly DatedEvent[], most?: number): Promise<void>
  /** Could its run have written this line? */
  trusts(event: DatedEvent): boolean
  /** Why nothing may move forward for now: the runs could not be looked up. */
  doubt(): Distrust | null
}

/** Whose lines count. */
export interface BeliefRule {
  /** The run that asks; its own lines need no look-up. */
  own: string
  /** Name of the default branch where it is known without asking. */
  defaultBranch: string | null
  /** Patterns of tags whose runs may write as well. */
  tags: readonly string[]
  /** Paths of workflow files that may write; empty: any of the default branch. */
  workflows: readonly string[]
  /** Events that only people with write access, or GitHub itself, can cause. */
  events: readonly string[]
  /** A line that was left aside, for people. */
  report(text: string): void
}

/** Runs that are looked up at one look: with the rest of an advance at most 12 requests. */
const MOST_RUNS = 3

/** GitHub's times have whole seconds, and a run is told to be over a little after its last step. Milliseconds. */
const EARLY = 2_000
const LATE = 5 * 60_000

/**
 * Believes lines whose run could have written them: a run of the default branch or an allowed tag, started by an event
 * that no stranger can cause, of a workflow that may, and under way when GitHub received the line. The newest runs are
 * looked up; what is older than a line of a good run was judged by that run before it wrote.
 */
export const believeRuns = (forge: Forge, rule: BeliefRule): Belief => {
  const known = new Map<string, ForgeRun | null>()
  const reported = new Set<string>()
  let provenUntil = Number.NEGATIVE_INFINITY
  let branch: string | null = rule.defaultBranch
  let unsure: Distrust | null = null

  const lookUp = async (id: string): Promise<void> => {
    branch ??= (await forge.repository()).defaultBranch
    known.set(id, await forge.run(id))
  }
  const objection = (event: DatedEvent): string | null => {
    if (event.run === rule.own) return null
    if (event.run === null) return 'it names no run'
    const run = known.get(event.run)
    if (run === undefined) return event.at < provenUntil ? null : `run ${event.run} was not looked up`
    return run === null ? `there is no run ${event.run}` : runObjection(run, event, rule, branch)
  }
  /** Was everything that this run wrote there before a good run wrote? Times have whole seconds. */
  const isOlder = (events: readonly DatedEvent[], id: string): boolean =>
    events.every(({ run, at }) => run !== id || at < provenUntil)
  return {
    learn: async (events, most = MOST_RUNS) => {
      const newest = [...events].sort((a, b) => b.at - a.at)
      const ids = [...new Set(newest.flatMap(({ run }) => (run === null || run === rule.own ? [] : [run])))]
      try {
        for (const [index, id] of ids.entries()) {
          // However many lines are forged, the search ends at a run that could have written its own.
          if (index >= most && isOlder(newest, id)) break
          if (!known.has(id)) await lookUp(id)
          for (const event of newest)
            if (event.run === id && objection(event) === null) provenUntil = Math.max(provenUntil, event.at)
        }
        unsure = null
      } catch (error) {
        if (!(error instanceof ProviderError || error instanceof ConfigError)) throw error
        // Also where a permission is missing: going back must not wait for somebody to grant it.
        const text = `It is not known which runs wrote the record (${error.message}): no step is taken. Guards go on.`
        unsure = { reason: 'unproven', text }
      }
    },
    trusts: (event) => {
      // Without an answer nothing moves forward anyway, and the way back must see the whole record.
      const wrong = unsure ? null : objection(event)
      if (wrong === null) return true
      const line = `A line of the record is left aside ("${event.happening.kind}", sequence ${event.sequence}): ${wrong}.`
      if (!reported.has(line)) rule.report(line)
      reported.add(line)
      return false
    },
    doubt: () => unsure,
  }
}

const runObjection = (
  run: ForgeRun,
  { at }: DatedEvent,
  { tags, workflows, events }: BeliefRule,
  branch: string | null,
): string | null => {
  const name = `run ${run.id}`
  if (!events.includes(run.event)) return `${name} was started by ${run.event}, which a stranger can cause`
  if (run.ref !== branch && !tags.some((pattern) => run.ref !== null && fits(pattern, run.ref)))
    return `${name} is of ${run.ref ?? 'a branch that is gone'}, not of ${branch}`
  if (workflows.length > 0 && !workflows.includes(run.workflow))
    return `${name} is of ${run.workflow}, which may not write here`
  const over = run.status === 'over' && at > run.updatedAt + LATE
  return at < run.createdAt - EARLY || over ? `${name} was not under way when it was written` : null
}
