import { z } from 'zod'
import { ProviderError } from '../../kit/errors.ts'

/** A name that may be given back as an argument: no space, and not to be taken for an option. */
export const RELEASE_NAME = /^[A-Za-z0-9_][\x21-\x7e]{0,55}$/

const release = z.strictObject({
  id: z.string().regex(RELEASE_NAME),
  revision: z.string().regex(/^[\x21-\x7e]{1,256}$/),
  rollout: z.string().max(100).nullable(),
})

/** What `deploy` prints. */
export const releaseAnswer = release

/** What `current` prints. */
export const currentAnswer = z
  .strictObject({
    weights: z.array(z.strictObject({ release, weight: z.number().min(0).max(100) })).max(200),
  })
  .refine(({ weights }) => weights.reduce((sum, { weight }) => sum + weight, 0) <= 100 + 1e-9, {
    error: 'the weights make more than 100',
  })
  .refine(({ weights }) => new Set(weights.map(({ release: { id } }) => id)).size === weights.length, {
    error: 'a release is listed twice',
  })

/** What `can-roll-back` prints. */
export const wayBackAnswer = z.discriminatedUnion('possible', [
  z.strictObject({ possible: z.literal(true) }),
  z.strictObject({ possible: z.literal(false), reason: z.string().min(1).max(500) }),
])

/** What `address` prints. */
export const addressAnswer = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  headers: z.record(z.string().max(100), z.string().max(4000)).default({}),
})

/** Reads what a command printed: one JSON value and nothing else. Names places of mistakes, never values. */
export const readAnswer = <T>(shape: z.ZodType<T>, text: string, verb: string): T => {
  const wrong = (says: string): ProviderError =>
    new ProviderError({
      provider: 'command',
      message: `command: ${verb} printed ${says}; see docs/platforms/command.md`,
      retryable: false,
      code: 'invalid-answer',
    })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw wrong('something that is not one JSON value (messages belong on the error output)')
  }
  const read = shape.safeParse(value)
  if (read.success) return read.data
  const places = read.error.issues.slice(0, 3).map(({ path }) => `/${path.map(String).join('/')}`)
  throw wrong(`JSON that does not fit at ${[...new Set(places)].join(', ')}`)
}
