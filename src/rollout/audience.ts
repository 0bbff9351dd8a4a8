import type { Exposure, Plan } from './plan.ts'

/** Who is to see what a flag switches on. */
export interface Audience {
  /** Percent of the users that the other two let in; 0: nobody. Users that a cohort lists by name see it at any weight above 0. */
  weight: number
  /** Named users or a group of users, as the flag's `cohorts` or the application know it; null: everybody. */
  cohort: string | null
  /** Regions of the users, as the application names them; empty: everywhere. */
  regions: readonly string[]
}

/** The flag is off. */
export const NOBODY: Audience = { weight: 0, cohort: null, regions: [] }

/** Whether two audiences are the same people. Off is off, whatever else is said. */
export const sameAudience = (one: Audience, other: Audience): boolean =>
  one.weight === other.weight &&
  (one.weight === 0 ||
    (one.cohort === other.cohort &&
      one.regions.length === other.regions.length &&
      one.regions.every((region) => other.regions.includes(region))))

/**
 * Whether `found` surely lets in everybody whom `asked` lets in. False where it cannot be told: half of everybody may or may not
 * hold a cohort.
 */
export const covers = (found: Audience, asked: Audience): boolean =>
  found.weight > 0 &&
  found.weight >= asked.weight &&
  (found.cohort === asked.cohort || (found.cohort === null && found.weight === 100)) &&
  (found.regions.length === 0 ||
    (asked.regions.length > 0 && asked.regions.every((region) => found.regions.includes(region))))

/** The flag that leads people to a component; null: none does. */
export const flagOf = (exposure: Exposure): string | null =>
  exposure.startsWith('flag:') ? exposure.slice('flag:'.length) : null

/** Whether a component is deployed whole at the deploy gate, for everybody or behind a flag. */
export const isWhole = (exposure: Exposure): boolean => exposure !== 'split'

/** Flags that a plan would set: those that lead to components, and features of its steps. In the order of their first use. */
export const flagsIn = (plan: Plan, components: readonly { exposure: Exposure }[]): string[] => [
  ...new Set([
    ...components.flatMap(({ exposure }) => flagOf(exposure) ?? []),
    ...plan.steps.flatMap(({ features = [] }) => features),
  ]),
]

/** Whom a flag of the record lets in while a step (1-based; 0: before the first) is in force. */
export const audienceAt = (
  { plan, components }: { plan: Plan; components: readonly { exposure: Exposure }[] },
  flag: string,
  step: number,
): Audience => {
  const found = plan.steps[step - 1]
  const leads = components.some(({ exposure }) => flagOf(exposure) === flag)
  if (!found || !(leads || found.features?.includes(flag))) return NOBODY
  return { weight: found.weight, cohort: found.cohort ?? null, regions: found.regions ?? [] }
}
