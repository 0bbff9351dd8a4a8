import { z } from 'zod'
import type { Reading } from './grammar.ts'
import { parseDuration, parsePercent } from './grammar.ts'

/** What an input is, for generated tables. */
export type FieldKind = 'text' | 'flag' | 'list' | 'duration' | 'percent' | 'secret' | 'choice' | 'address'

const kinds = new WeakMap<object, FieldKind>()

const of = <Field extends z.ZodType>(kind: FieldKind, field: Field): Field => {
  kinds.set(field, kind)
  return field
}

/** The kind of a field made here, also under `.optional()` and `.default()`; `text` for any other schema. */
export const fieldKind = (field: z.core.$ZodType): FieldKind => {
  const known = kinds.get(field)
  if (known) return known
  const { innerType, in: source } = field._zod.def as { innerType?: z.core.$ZodType; in?: z.core.$ZodType }
  const inner = innerType ?? source
  return inner === undefined ? 'text' : fieldKind(inner)
}

/** Whether the value of a field has to be hidden in every sink. */
export const isSecretField = (field: z.core.$ZodType): boolean => fieldKind(field) === 'secret'

/** Whether a field accepts that nothing was given. */
export const isOptionalField = (field: z.core.$ZodType): boolean => z.safeParse(field, undefined).success

const CONTROL = /[\x00-\x1f\x7f]/

/** Text on one line, at most `max` characters (default 4096). */
export const text = ({ max = 4096 }: { max?: number } = {}) =>
  of(
    'text',
    z
      .string()
      .max(max, `must have at most ${max} characters`)
      .refine((value) => !CONTROL.test(value), 'must be one line without control characters'),
  )

/** Text of several lines, at most 64 KiB. */
export const lines = () => of('text', z.string().max(65_536, 'must have at most 65536 characters'))

const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
}

/** Yes or no in the forms of YAML 1.2: `true`, `True`, `TRUE`, `false`, `False`, `FALSE`. */
export const flag = () =>
  of(
    'flag',
    z.string().transform((value, context): boolean => {
      const known = Object.hasOwn(FLAGS, value) ? FLAGS[value] : undefined
      if (known !== undefined) return known
      context.addIssue({ code: 'custom', message: 'must be true or false' })
      return z.NEVER
    }),
  )

/** One item per line; blank lines and the spaces around items are dropped. At most `max` items (default 100). */
export const list = ({ max = 100 }: { max?: number } = {}) =>
  of(
    'list',
    z.string().transform((value, context): string[] => {
      const items = value.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
      if (items.length > max) context.addIssue({ code: 'custom', message: `must have at most ${max} lines` })
      if (items.some((item) => CONTROL.test(item)))
        context.addIssue({ code: 'custom', message: 'must not hold control characters' })
      return items
    }),
  )

const read = (kind: FieldKind, parse: (value: string) => Reading<number>) =>
  of(
    kind,
    z.string().transform((value, context): number => {
      const reading = parse(value)
      if (reading.ok) return reading.value
      context.addIssue({ code: 'custom', message: `must be ${reading.fix}` })
      return z.NEVER
    }),
  )

/** A duration such as `30s` or `2h30m`; see `parseDuration`. Gives milliseconds. */
export const duration = () => read('duration', parseDuration)

/** A percentage such as `10%`; see `parsePercent`. Gives percent, 0 to 100. */
export const percent = () => read('percent', (value) => parsePercent(value))

/**
 * A secret: hidden from the moment it is read, never quoted. One line without control characters, unless `lines` is
 * set, which keys and service account files need.
 */
export const secret = ({ lines: several = false }: { lines?: boolean } = {}) =>
  of(
    'secret',
    z.string().superRefine((value, context) => {
      const foreign = several ? /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/ : CONTROL
      if (foreign.test(value))
        context.addIssue({
          code: 'custom',
          message: `holds ${several ? 'a control character' : 'a line break or control character'}; store the secret again without it`,
        })
    }),
  )

/** One of the given words, written exactly so. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  of('choice', z.enum(words, `must be one of ${words.join(', ')}`))

/** An `https://` address without user name or password. Gives the text as written. */
export const httpsUrl = () =>
  of(
    'address',
    z.string().superRefine((value, context) => {
      const problem = addressProblem(value)
      if (problem !== null) context.addIssue({ code: 'custom', message: problem })
    }),
  )

const addressProblem = (value: string): string | null => {
  if (value.length > 2048 || /\s/.test(value) || CONTROL.test(value) || !URL.canParse(value))
    return 'must be an address such as https://example.com/health'
  const url = new URL(value)
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
  return url.protocol === 'https:' ? null : 'must begin with https://'
}
