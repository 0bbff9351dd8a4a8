import type { Status } from './expressions.ts'
import type { Result } from './report.ts'
import { ancestorsOf, type Group, isCancelled } from './tree.ts'

/** What several jobs come to: one failure fails, one cancellation cancels, and all skipped is skipped. */
export const joined = (results: readonly (Result | null)[]): Result => {
  if (results.includes('failure')) return 'failure'
  if (results.includes('cancelled')) return 'cancelled'
  return results.length > 0 && results.every((result) => result === 'skipped') ? 'skipped' : 'success'
}

/**
 * How things stand for a job's condition. All jobs it needs count, and those that they need, and so on: a job behind
 * a skipped one is skipped too, even where a job between them ran, unless its own `if` says otherwise
 * (actions/runner#2205). `cancelled()` asks whether the run was cancelled, not whether a job was.
 */
export const statusFor = (group: Group): Status => {
  const before = ancestorsOf(group).map(({ result }) => result)
  const cancelled = isCancelled(group.frame)
  return {
    success: !cancelled && before.every((result) => result === 'success'),
    failure: before.includes('failure'),
    cancelled,
  }
}
