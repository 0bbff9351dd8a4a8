import type { Forge, ForgeRun } from '../forge/forge.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import type { Distrust } from '../rollout/decide.ts'
import { type HappeningKind, isRequest } from '../rollout/events.ts'
import type { DatedEvent, LoggedText } from '../rollout/fold.ts'
import { isFinished } from '../rollout/phases.ts'
import { fits } from './revision.ts'

/** What was found of the lines of one record. */
export interface Verdict {
  /** May this line be built upon? */
  trusts(event: DatedEvent): boolean
  /** Why nothing of this record may move forward for now; null: nothing is known against it. */
  doubt: Distrust | null
  /** The doubt is that nobody answered. */
  unanswered?: true
}

/** Judges which lines of the ledger may be built upon. Asks no more than it must, and each thing once. */
export interface Belief {
  /** Judges the lines of one record. `end`: only whether the lines that tell its end may be believed. Never throws for a forge that does not answer. */
  judge(events: readonly DatedEvent[], scope?: 'end' | 'all'): Promise<Verdict>
  /** Takes in the lines of all records that were listed, before they are judged. */
  learn?(lines: readonly LoggedText[]): void
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

/** Words of people that lead forward: each is borne out by its own run, whatever was written since. */
const WORDS: readonly HappeningKind[] = [
  'approved',
  'resumed',
  'skipped',
  'retried',
  'asked-promote',
  'released',
]

/** GitHub's times have whole seconds, and a run is told to be over a little after its last step. Milliseconds. */
const EARLY = 2_000
const LATE = 5 * 60_000

/** The lines that take part in the order, newest first: by GitHub's time, then by their own order. */
const newestFirst = (events: readonly DatedEvent[]): DatedEvent[] =>
  events
    .filter(({ happening }) => !isRequest(happening.kind))
    .sort((a, b) => b.at - a.at || b.sequence - a.sequence)

/**
 * Which lines the writer of a good line has judged before it wrote: those before it in the order. A writer takes the
 * sequence after the last line that it believes, so a line that it left aside has the sequence of a good one, or a higher
 * one, for ever. What stands twice, ahead, or in the order of numbers but not of time has to prove itself.
 */
const judgedBy = (anchor: DatedEvent, lines: readonly DatedEvent[]): ((line: DatedEvent) => boolean) => {
  const counts = new Map<number, number>()
  for (const { sequence } of lines) counts.set(sequence, (counts.get(sequence) ?? 0) + 1)
  const nameOf = ({ sequence, nonce, at }: DatedEvent): string => `${sequence}.${nonce} ${at}`
  const inTime = new Set<string>()
  let soonest = Number.POSITIVE_INFINITY
  for (const line of [...lines].sort((a, b) => b.sequence - a.sequence)) {
    if (line.at <= soonest) inTime.add(nameOf(line))
    if (line.sequence <= anchor.sequence) soonest = Math.min(soonest, line.at)
  }
  return (line) =>
    line.sequence < anchor.sequence && counts.get(line.sequence) === 1 && inTime.has(nameOf(line))
}

/**
 * Believes lines whose run could have written them: a run of the default branch or an allowed tag, started by an event
 * that no stranger can cause, of a workflow that may, and under way when GitHub received the line. Looked up are the run
 * of the newest good line, the runs of what people said since the last step, and those of every line that this newest
 * writer cannot have built upon.
 */
export const believeRuns = (forge: Forge, rule: BeliefRule): Belief => {
  const known = new Map<string, ForgeRun | null>()
  const reported = new Set<string>()
  let branch: string | null = rule.defaultBranch

  const lookUp = async ({ run: id }: DatedEvent): Promise<void> => {
    if (id === null || id === rule.own || known.has(id)) return
    branch ??= (await forge.repository()).defaultBranch
    known.set(id, await forge.run(id))
  }
  /** What speaks against a line, by its own run alone. */
  const objection = (event: DatedEvent): string | null => {
    if (event.run === rule.own) return null
    if (event.run === null) return 'it names no run'
    const run = known.get(event.run)
    if (run === undefined) return `run ${event.run} was not looked up`
    return run === null ? `there is no run ${event.run}` : runObjection(run, event, rule, branch)
  }
  const isGood = async (event: DatedEvent): Promise<boolean> => {
    await lookUp(event)
    return objection(event) === null
  }
  /** However many lines are forged, the search ends at one that its run could have written. */
  const findAnchor = async (newest: readonly DatedEvent[]): Promise<DatedEvent | null> => {
    for (const event of newest) if (await isGood(event)) return event
    return null
  }
  const judgeAll = async (newest: readonly DatedEvent[]): Promise<(event: DatedEvent) => boolean> => {
    const anchor = await findAnchor(newest)
    if (!anchor) return () => false
    const isJudged = judgedBy(anchor, newest)
    for (const event of newest) if (!isJudged(event)) await lookUp(event)
    const stands = (event: DatedEvent): boolean => isJudged(event) || objection(event) === null
    const steps = newest.filter((event) => event.happening.kind === 'set' && stands(event))
    const lastStep = Math.max(0, ...steps.map(({ sequence }) => sequence))
    const isWord = ({ happening, sequence }: DatedEvent): boolean =>
      WORDS.includes(happening.kind) && sequence > lastStep
    for (const event of newest) if (isWord(event)) await lookUp(event)
    return (event) => (isWord(event) ? objection(event) === null : stands(event))
  }
  const endsWell = async (newest: readonly DatedEvent[]): Promise<boolean> => {
    const ends = newest.filter(({ checkpoint }) => isFinished(checkpoint.phase))
    for (const event of ends) if (!(await isGood(event))) return false
    return ends.length > 0
  }
  const report = (event: DatedEvent): void => {
    const why = objection(event)
    const line = `A line of the record is left aside ("${event.happening.kind}", sequence ${event.sequence}): ${why}.`
    if (!reported.has(line)) rule.report(line)
    reported.add(line)
  }
  return {
    judge: async (events, scope = 'all') => {
      try {
        const newest = newestFirst(events)
        if (scope === 'end' && (await endsWell(newest))) return { trusts: () => true, doubt: null }
        const stands = await judgeAll(newest)
        for (const event of newest) if (!stands(event)) report(event)
        return { trusts: stands, doubt: null }
      } catch (error) {
        if (!(error instanceof ProviderError || error instanceof ConfigError)) throw error
        // Also where a permission is missing: going back must not wait for somebody to grant it. Without an answer
        // nothing moves forward anyway, and the way back must see the whole record.
        const text = `It is not known which runs wrote the record (${error.message}): no step is taken. Guards go on.`
        return { trusts: () => true, doubt: { reason: 'unproven', text }, unanswered: true }
      }
    },
  }
}

/**
 * Believes lines that are signed with the key of the environment, and asks nobody. A record without any good signature
 * moves nowhere: another key, or none, was in force when it was written, or somebody made it up.
 */
export const believeSeals = (report: (text: string) => void): Belief => {
  const reported = new Set<string>()
  const tell = (text: string): void => {
    if (!reported.has(text)) report(text)
    reported.add(text)
  }
  const doubted = (what: string): Distrust => {
    const text = `${what} No step is taken; guards go on.`
    tell(text)
    return { reason: 'unproven', text }
  }
  let signedSince = Number.POSITIVE_INFINITY
  return {
    learn: (lines) => {
      for (const { seal, at } of lines) if (seal === 'good') signedSince = Math.min(signedSince, at)
    },
    judge: async (events, scope = 'all') => {
      const lines = newestFirst(events)
      const good = lines.filter(({ seal }) => seal === 'good')
      const first = Math.min(...good.map(({ sequence }) => sequence))
      // What says that it has ended, and began when lines were signed already, was made up: it must hide nothing.
      if (scope === 'end' && good.length === 0 && lines.every(({ at }) => at > signedSince)) {
        for (const line of lines) tell(leftAside(line))
        return { trusts: () => false, doubt: null }
      }
      // Where it began without this key the way back must see the whole record; forward leads none of it.
      if (lines.some(({ seal, sequence }) => seal !== 'good' && sequence < first))
        return { trusts: () => true, doubt: doubted(otherKey(lines)) }
      for (const line of lines) if (line.seal !== 'good') tell(leftAside(line))
      const gone = missing(good)
      const doubt = gone === null ? null : doubted(`Line ${gone} of the record is gone, or not listed yet.`)
      return { trusts: ({ seal }) => seal === 'good', doubt }
    },
  }
}

const otherKey = (lines: readonly DatedEvent[]): string =>
  lines.some(({ seal }) => seal === 'bad')
    ? 'The record is not believed: it is signed, but not with a key of this environment. If the key was changed, hand over the old one as SLUICE_SIGNING_KEY_OLD.'
    : 'The record is not believed: it is not signed. It began before there was a key, or somebody made it up: roll it back, or take the key away until it has ended.'

const leftAside = ({ happening, sequence, seal }: DatedEvent): string =>
  `A line of the record is left aside ("${happening.kind}", sequence ${sequence}): ${seal === 'bad' ? 'its signature is wrong' : 'it is not signed'}.`

/** A store forgets the oldest lines first, so what is missing between two that are there was taken away. */
const missing = (lines: readonly DatedEvent[]): number | null => {
  const numbers = [...new Set(lines.map(({ sequence }) => sequence))].sort((a, b) => a - b)
  const last = numbers.find(
    (number, index) => index + 1 < numbers.length && numbers[index + 1] !== number + 1,
  )
  return last === undefined ? null : last + 1
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
