import { APPROVAL_LIFE } from './gates.ts'
import { instancesOf, type RunTree } from './tree.ts'

/** A run lives no longer, waiting included: facts on GitHub, section 3. */
export const RUN_LIFE = 35 * 86_400_000

/** When the next thing is due that nobody but the clock brings about; null when there is none. */
export const nextTimer = (runs: Iterable<RunTree>, now: number): number | null => {
  const alive = [...runs].filter(({ conclusion }) => conclusion === null)
  const gates = alive.flatMap((run) => instancesOf(run.root)).flatMap(({ gate }) => gate ?? [])
  const times = [
    ...gates.map(({ opensAt }) => opensAt),
    ...gates.map(({ since }) => since + APPROVAL_LIFE),
    ...alive.map(({ record }) => record.createdAt + RUN_LIFE),
  ].filter((time) => time > now)
  return times.length > 0 ? Math.min(...times) : null
}
