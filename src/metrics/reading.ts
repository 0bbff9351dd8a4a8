import { ConfigError, type Problem, ProviderError } from '../kit/errors.ts'

const withoutEffect = ({
  provider,
  message,
  retryable,
  status,
  code,
  requestId,
  retryAfter,
}: ProviderError): ProviderError =>
  new ProviderError({
    provider,
    message,
    retryable,
    effect: 'none',
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfter !== undefined && { retryAfter }),
  })

/**
 * Does work that only reads: whatever fails had no effect, though it may have been sent as a POST. `tooLarge` is what a
 * person has to know when an answer is larger than what is read; without it that is a failure like others.
 */
export const reading = async <T>(work: () => Promise<T>, tooLarge?: Problem): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    throw tooLarge && error.code === 'too-large' ? new ConfigError(tooLarge) : withoutEffect(error)
  }
}
