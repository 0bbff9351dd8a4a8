import * as z from 'zod'
import {
  BYTES_PATTERN,
  DURATION_PATTERN,
  formatBytes,
  formatDuration,
  formatLatency,
  LATENCY_PATTERN,
  PERCENT_PATTERN,
  parseBytes,
  parseDuration,
  parseLatency,
  parsePercent,
  parseSchedule,
  quoted,
  type Reading,
  SCHEDULE_PATTERN,
} from '../kit/grammar.ts'
import { SECRET_NAME } from '../kit/secret-name.ts'
import { parseWindowEnd, WINDOW_END_PATTERN } from '../kit/windows.ts'

/** How a kind of text is written: its name and pattern for editors, its reader for us. */
interface Form<Value> {
  title: string
  pattern: string
  parse(text: unknown): Reading<Value>
  /** Limits beyond the grammar: what is wrong and what to write, or null. */
  check?(value: Value): { message: string; fix: string } | null
}

/** A field of text in one of our grammars; its output is the value. Mistakes read `message`, then `fix` on a second line. */
const written = <Value>({ title, pattern, parse, check }: Form<Value>) =>
  z
    .string({
      error: ({ input }) => (input === undefined || input === null ? undefined : told(parse(input))),
    })
    .meta({ title, pattern })
    .transform((text, context): Value => {
      const reading = parse(text)
      const wrong = reading.ok ? (check?.(reading.value) ?? null) : reading
      if (reading.ok && wrong === null) return reading.value
      if (wrong)
        context.issues.push({ code: 'custom', message: `${wrong.message}\n${wrong.fix}`, input: text })
      return z.NEVER
    })

const told = (reading: Reading<unknown>): string | undefined =>
  reading.ok ? undefined : `${reading.message}\n${reading.fix}`

/** Bounds of a field, in the unit of its output. */
interface Bounds {
  min?: number
  max?: number
}

const within =
  ({ min = 0, max = Number.POSITIVE_INFINITY }: Bounds, format: (value: number) => string) =>
  (value: number): { message: string; fix: string } | null => {
    if (value < min) return { message: `${format(value)} is too short`, fix: `${format(min)} or more` }
    if (value > max) return { message: `${format(value)} is too long`, fix: `${format(max)} or less` }
    return null
  }

/** A duration such as `2h30m`; output in milliseconds. */
export const duration = (bounds: Bounds = {}) =>
  written({
    title: 'duration',
    pattern: DURATION_PATTERN,
    parse: parseDuration,
    check: within(bounds, formatDuration),
  })

/** A latency such as `500ms`; output in milliseconds. */
export const latency = (bounds: Bounds = {}) =>
  written({
    title: 'latency',
    pattern: LATENCY_PATTERN,
    parse: parseLatency,
    check: within(bounds, formatLatency),
  })

/** A byte size such as `1MiB`; output in bytes. */
export const bytes = (bounds: Bounds = {}) =>
  written({
    title: 'byte size',
    pattern: BYTES_PATTERN,
    parse: parseBytes,
    check: within(bounds, formatBytes),
  })

/** A percentage such as `0.5%`; output in percent. `above` excludes that value itself. */
export const percent = ({ above, max = 100 }: { above?: number; max?: number } = {}) =>
  written({
    title: 'percentage',
    pattern: PERCENT_PATTERN,
    parse: (text) => parsePercent(text, max),
    check: (value) =>
      above !== undefined && value <= above
        ? { message: `must be above ${above}%`, fix: `a percentage above ${above}%, such as 10%` }
        : null,
  })

/** A schedule such as `Mon 00:00 UTC`; output is the text itself, as plans carry it. */
export const schedule = () =>
  written({
    title: 'schedule',
    pattern: SCHEDULE_PATTERN,
    parse: (text): Reading<string> => {
      const reading = parseSchedule(text)
      return reading.ok ? { ok: true, value: text as string } : reading
    },
  })

/** An end of a window such as `Fri 17:00 Europe/London` or `2026-12-24 17:00 UTC`; output as `kit/windows.ts` knows it. */
export const windowEnd = () =>
  written({ title: 'moment', pattern: WINDOW_END_PATTERN, parse: parseWindowEnd })

/** Text of a closed form; the value itself is never repeated in messages when it may be a secret put in the wrong place. */
export const matching = (rule: {
  title: string
  pattern: string
  what: string
  fix: string
  hush?: boolean
}) =>
  z
    .string()
    .meta({ title: rule.title, pattern: rule.pattern })
    .refine((text) => new RegExp(rule.pattern, 'u').test(text), {
      error: ({ input }) => `${rule.hush ? 'this' : quoted(input)} is not ${rule.what}\n${rule.fix}`,
    })

/** Most characters of a component's name: it is written into ledger events and platform names. */
export const COMPONENT_NAME = { pattern: '^[a-z][a-z0-9-]{0,14}$', most: 15 } as const

/** Names of services, metrics, sources and environments. */
export const NAME = { pattern: '^[a-z][a-z0-9-]{0,30}$', most: 31 } as const

/** The rule of a name in words, for messages. */
export const nameRule = (most: number): string =>
  `a name of at most ${most} characters: a-z, 0-9 and hyphens, a letter first`

/** A name that the file itself gives, such as the service's. */
export const name = (rule: { pattern: string; most: number } = NAME) =>
  matching({ title: 'name', pattern: rule.pattern, what: 'a name', fix: nameRule(rule.most) })

/** Name of a GitHub secret: `DATABASE_URL`. Values put here by mistake are not repeated. */
export const secretName = () =>
  matching({
    title: 'secret name',
    pattern: SECRET_NAME,
    what: 'the name of a secret',
    fix: 'its name on GitHub, such as DATABASE_URL: A-Z, 0-9 and _, not beginning with GITHUB_',
    hush: true,
  })

/** JSON pointer (RFC 6901): `/build/revision`. */
export const POINTER_PATTERN = '^(/([^~/]|~[01])*)+$'

/** JSON pointer field. */
export const pointer = () =>
  matching({
    title: 'JSON pointer',
    pattern: POINTER_PATTERN,
    what: 'a JSON pointer',
    fix: 'a pointer such as /build/revision',
  })

/** Token of RFC 9110, which header names are. */
export const HEADER_PATTERN = "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$"

/** Header name field; output in lower case. */
export const headerName = () =>
  matching({
    title: 'header name',
    pattern: HEADER_PATTERN,
    what: 'a header name',
    fix: 'a name such as x-revision',
  }).transform((text) => text.toLowerCase())

/** A sentence for people. */
export const sentence = (most = 300) => z.string().min(1).max(most)
