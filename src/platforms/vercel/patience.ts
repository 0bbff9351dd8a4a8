import { setTimeout as pause } from 'node:timers/promises'
import { ProviderError } from '../../kit/errors.ts'

/** How long to wait for something, and how often to look. Milliseconds. */
export interface Patience {
  first: number
  longest: number
  total: number
  signal: AbortSignal
}

/** Looks again and again, at growing distances, until `look` answers something; null when time is over. */
export const until = async <T>(
  look: () => Promise<T | null>,
  { first, longest, total, signal }: Patience,
): Promise<T | null> => {
  const end = performance.now() + total
  for (let wait = first; ; wait = Math.min(wait * 1.6, longest)) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() + wait > end) return null
    await pause(wait, undefined, { signal }).catch(() => {
      throw new ProviderError({
        provider: 'vercel',
        message: 'vercel: interrupted while waiting',
        retryable: true,
        effect: 'unknown',
        code: 'interrupted',
      })
    })
  }
}
