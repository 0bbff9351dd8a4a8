import type { WayBackVerdict } from './decide.ts'

/** What is known about going back, gathered from platforms and database. */
export interface WayBackFacts {
  /** Nothing served before this release. */
  firstRelease: boolean
  /** Per component: can its baseline be put back, and if not, why. */
  components: readonly { name: string; possible: boolean; reason?: string }[]
  /** Statements of this release's migrations that old code cannot live with; `expanded` when the release that stopped using them was promoted before. */
  contract: readonly { version: string; line: number; message: string; expanded: boolean }[]
  /** `required` and `taken` of the database's restore point; null without a database. */
  restorePoint: { required: boolean; taken: boolean; reason?: string } | null
}

/**
 * Is the way back open? A baseline that is gone or a required restore point that is missing means `freeze-only`,
 * and so does a migration that the old code cannot live with, unless it is the second half of an expand
 * and contract pair whose first half was promoted before.
 */
export const judgeWayBack = (facts: WayBackFacts): WayBackVerdict => {
  if (facts.firstRelease)
    return { verdict: 'freeze-only', reasons: ['this is the first release: there is nothing to go back to'] }
  const gone = facts.components
    .filter(({ possible }) => !possible)
    .map(({ name, reason }) => `${name}: ${reason ?? 'its baseline cannot be put back'}`)
  const breaking = facts.contract
    .filter(({ expanded }) => !expanded)
    .map(({ version, line, message }) => `migration ${version}, line ${line}: ${message}`)
  const { restorePoint } = facts
  const missing =
    restorePoint?.required && !restorePoint.taken
      ? [`no restore point: ${restorePoint.reason ?? 'none was taken'}`]
      : []
  const reasons = [...gone, ...breaking, ...missing]
  return { verdict: reasons.length > 0 ? 'freeze-only' : 'safe', reasons }
}
