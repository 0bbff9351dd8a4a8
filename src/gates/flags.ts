import type { Flag } from '../flags/flags.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import {
  type Audience,
  audienceAt,
  flagOf,
  flagsIn,
  isEverybody,
  NOBODY,
  sameAudience,
} from '../rollout/audience.ts'
import { formatWeight } from '../rollout/format.ts'
import type { Exposure, FlagRecord, Plan } from '../rollout/plan.ts'
import type { Rollout } from './journal.ts'
import type { Service } from './service.ts'

/** The connected flag of a name. Throws ConfigError when the configuration has none any more. */
const flagNamed = ({ flags = [] }: Service, name: string): Flag => {
  const found = flags.find((flag) => flag.name === name)
  if (found) return found
  throw new ConfigError({
    message: `the flag ${name} is part of this rollout and no longer of the configuration`,
    fix: `flags: with ${name}, as it was when the rollout started`,
    docs: 'flags/README.md',
  })
}

/** In words: `25% of beta in US, CA`. */
const told = (audience: Audience | null): string => {
  if (audience === null) return 'set by hand in a way of its own'
  if (audience.weight === 0) return 'off'
  const cohort = audience.cohort === null ? '' : ` of ${audience.cohort}`
  const regions = audience.regions.length === 0 ? '' : ` in ${audience.regions.join(', ')}`
  return `${formatWeight(audience.weight)}${cohort}${regions}`
}

/** What the flags of a plan stand at before it begins. */
export interface FlagsFound {
  /** Those that the rollout will lead. */
  led: readonly FlagRecord[]
  /** Why it may not begin. */
  findings: readonly string[]
}

/**
 * Flags that are off are led by the rollout. A feature that everybody has already is left alone, on the way back too.
 * Anything between, or a component whose flag is on for everybody, is refused: there would be nothing to lead.
 */
export const readFlags = async (
  service: Service,
  plan: Plan,
  inFlight: Rollout | null,
): Promise<FlagsFound> => {
  const led: FlagRecord[] = []
  const findings: string[] = []
  for (const name of flagsIn(plan, service.components)) {
    const flag = flagNamed(service, name)
    const own = { name, wayBackCommand: flag.wayBackCommand() }
    // The rollout on its way leads it now; when our turn comes it is looked at again.
    if (inFlight?.record.flags?.some((other) => other.name === name)) led.push(own)
    else {
      const found = await flag.read()
      if (found?.weight === 0) led.push(own)
      else if (found === null || !isEverybody(found))
        findings.push(
          `The flag ${name} is not off (${told(found)}). Finish what it leads, or switch it off first.`,
        )
      else if (service.components.some(({ exposure }) => flagOf(exposure) === name))
        findings.push(
          `The flag ${name} lets everybody in already, so it cannot lead this release in by degrees. Write a new flag in \`exposure\`, or \`exposure: full\`.`,
        )
    }
  }
  return { led, findings }
}

/** Flags that a proposal was to lead and that are not off any more. */
export const movedFlags = async (service: Service, { record }: Rollout): Promise<string[]> => {
  const found = await Promise.all(
    (record.flags ?? []).map(async ({ name }) => ({ name, now: await flagNamed(service, name).read() })),
  )
  return found.flatMap(({ name, now }) => (now?.weight === 0 ? [] : [`flag ${name} is ${told(now)}`]))
}

/** Leads every flag of the rollout to the audience of a weight, and reads it back. */
export const setFlags = async (service: Service, { record }: Rollout, weight: number): Promise<void> => {
  const step = record.plan.steps.findIndex((candidate) => candidate.weight === weight) + 1
  for (const { name } of record.flags ?? [])
    await lead(flagNamed(service, name), audienceAt(record, name, step))
}

const lead = async (flag: Flag, audience: Audience): Promise<void> => {
  await flag.set(audience)
  const found = await flag.read()
  if (found !== null && sameAudience(found, audience)) return
  throw new ProviderError({
    provider: flag.type,
    message: `flag ${flag.name}: asked for ${told(audience)} and read back ${told(found)}; the next tick tries again`,
    retryable: true,
  })
}

/**
 * Switches flags off, each whatever becomes of the others. What failed is thrown by `settle`, so that a flag store that
 * does not answer never keeps a platform from going back.
 */
export const switchOff = async (service: Service, names: readonly string[]): Promise<{ settle(): void }> => {
  const results = await Promise.allSettled(names.map(async (name) => lead(flagNamed(service, name), NOBODY)))
  return {
    settle: () => {
      for (const result of results) if (result.status === 'rejected') throw result.reason
    },
  }
}

/** Flags that lead to the components of these names, by the configuration alone. */
export const flagsTo = (
  components: readonly { name: string; exposure: Exposure }[],
  names: readonly string[],
): string[] => [
  ...new Set(
    components.flatMap(({ name, exposure }) => (names.includes(name) ? (flagOf(exposure) ?? []) : [])),
  ),
]

/** A flag as a decision sees it: where the confirmed or the pending step wants it, or somewhere else. */
export const flagTruth = async (
  service: Service,
  { record, state }: Pick<Rollout, 'record' | 'state'>,
): Promise<{ name: string; canary: number; others: number }[]> => {
  const { pending, weight } = state
  const expected = [weight, ...(pending ? [pending.weight] : [])].map((each) => ({
    weight: each,
    step: record.plan.steps.findIndex((step) => step.weight === each) + 1,
  }))
  return Promise.all(
    (record.flags ?? []).map(async ({ name }) => {
      const found = await flagNamed(service, name).read()
      const match = expected.find(
        ({ step }) => found !== null && sameAudience(found, audienceAt(record, name, step)),
      )
      return match
        ? { name: `flag ${name}`, canary: match.weight, others: 0 }
        : { name: `flag ${name}`, canary: found?.weight ?? 100, others: 1 }
    }),
  )
}
