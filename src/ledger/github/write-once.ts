import { ProviderError } from '../../kit/errors.ts'
import type { Calls, Parameters } from '../../kit/github/calls.ts'
import type { Purpose } from '../../kit/github/refusals.ts'

// How long a new thing may stay invisible in GitHub's lists is documented nowhere; after these waits it is taken
// for not written. Should it turn up later all the same, readers count a doubled text once.
const LOOKS = [0, 1_000, 2_000, 4_000]

const ROUNDS = 3

/** One write and the way to see whether it took effect. */
export interface Writing<T> {
  purpose: Purpose
  route: string
  parameters: Parameters
  /** Reads the answer of a write that succeeded. */
  read(data: unknown): T
  /** Looks for the effect; null when it is not there. */
  look(): Promise<T | null>
  /** A refusal that means something particular here; throws, or returns to leave it as it is. */
  explain?(error: unknown): void
}

const lookPatiently = async <T>(calls: Calls, writing: Writing<T>): Promise<T | null> => {
  for (const wait of LOOKS) {
    if (wait > 0) await calls.sleep(wait)
    const seen = await writing.look()
    if (seen !== null) return seen
  }
  return null
}

/** An answer that is not what it should be says nothing about the effect. */
const readAnswer = <T>(writing: Writing<T>, data: unknown): { done: T } | 'unknown' => {
  try {
    return { done: writing.read(data) }
  } catch {
    return 'unknown'
  }
}

const tell = async <T>(calls: Calls, writing: Writing<T>): Promise<{ done: T } | 'unknown'> => {
  try {
    const told = await calls.tell(writing.purpose, writing.route, writing.parameters)
    return told === 'unknown' ? told : readAnswer(writing, told.done)
  } catch (error) {
    writing.explain?.(error)
    throw error
  }
}

/** An error on the way leaves open whether the first attempt took effect. */
const stillUnknown = (purpose: Purpose, cause: unknown): ProviderError =>
  new ProviderError({
    provider: 'github',
    message: `GitHub did not say whether it did what it was asked: ${purpose.act}`,
    retryable: true,
    effect: 'unknown',
    cause,
  })

/**
 * Writes once. After an answer that never came the effect is looked for first, and only when it is not to be seen
 * the write is repeated.
 *
 * @throws ProviderError with effect `unknown` when GitHub could not be asked either; the next tick asks again
 */
export const writeOnce = async <T>(calls: Calls, writing: Writing<T>): Promise<T> => {
  for (let round = 0; round < ROUNDS; round++) {
    const told = await tell(calls, writing).catch((error: unknown) => {
      throw round === 0 ? error : stillUnknown(writing.purpose, error)
    })
    if (told !== 'unknown') return told.done
    const seen = await lookPatiently(calls, writing).catch((error: unknown) => {
      throw stillUnknown(writing.purpose, error)
    })
    if (seen !== null) return seen
  }
  throw stillUnknown(writing.purpose, null)
}
