import { z } from 'zod'
import type { ReleaseId } from '../../rollout/plan.ts'

/** What came of one probe of one release. `lost`: nobody answered, which may be the fault of the way there. */
export const OUTCOMES = ['good', 'bad', 'lost'] as const

/** One of them. */
export type Outcome = (typeof OUTCOMES)[number]

/** One probe of one release, as it is recorded. */
export interface ProbeResult {
  /** When it was sent, milliseconds since 1970. */
  at: number
  /** What was probed: the name of a smoke check, or of a kind of probe such as `websocket`. */
  probe: string
  release: ReleaseId
  /** Who probed: the workflow run, or another name that no other prober has. */
  run: string
  outcome: Outcome
  /** How long the answer took, in milliseconds; null without one. */
  took: number | null
}

/** A line of the record as it was found: what cannot be known to be right stays unknown until it is counted. */
export interface Found extends Omit<ProbeResult, 'outcome' | 'took'> {
  outcome: unknown
  took: unknown
}

/** Version of the form of a line. Lines of other versions are not read. */
const VERSION = 1

const line = z.object({
  v: z.literal(VERSION),
  at: z.number(),
  probe: z.string().min(1),
  release: z.string().min(1),
  run: z.string().min(1),
  outcome: z.unknown(),
  took: z.unknown(),
})

/** A result as one line, with its line end in front as well: a line that was cut short spoils no other. */
export const writeResult = ({ at, probe, release, run, outcome, took }: ProbeResult): string =>
  `\n${JSON.stringify({ v: VERSION, at, probe, release, run, outcome, took })}\n`

const readLine = (text: string): Found | null => {
  try {
    const { at, probe, release, run, outcome, took } = line.parse({
      outcome: null,
      took: null,
      ...JSON.parse(text),
    })
    return { at, probe, release, run, outcome, took }
  } catch {
    return null
  }
}

/** Results of a record, the same line twice being one, and the number of lines that cannot be read. */
export const readResults = (text: string): { found: Found[]; unreadable: number } => {
  const lines = new Set(text.split('\n').filter((each) => each.trim() !== ''))
  const read = [...lines].map(readLine)
  const found = read.filter((each) => each !== null)
  return { found, unreadable: read.length - found.length }
}

/** The record without what is older than a moment, milliseconds since 1970. Lines that cannot be read are left out. */
export const pruneRecord = (text: string, before: number): string =>
  [...new Set(text.split('\n'))].filter((each) => (readLine(each)?.at ?? before - 1) >= before).join('\n')
