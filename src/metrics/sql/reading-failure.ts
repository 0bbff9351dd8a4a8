import { ProviderError } from '../../kit/errors.ts'

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

/** Does work that only reads: whatever fails had no effect, though it may have been sent as a POST. */
export const reading = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw error instanceof ProviderError ? withoutEffect(error) : error
  }
}
