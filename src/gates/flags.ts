import type { Flag } from '../flags/flags.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import {
  type Audience,
  audienceAt,
  covers,
  flagOf,
  flagsIn,
  NOBODY,
  sameAudience,
} from '../rollout/audience.ts'
import { formatWeight } from '../rollout/format.ts'
import type { Exposure, FlagRecord, Plan } from '../rollout/plan.ts'
import type { Rollout, Survey } from './journal.ts'
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

/** A flag that a rollout leaves alone. */
export interface FlagLeft {
  name: string
  /** What it stands at and since when, as a sentence for the approver. */
  text: string
}

/** What the flags of a plan stand at before it begins. */
export interface FlagsFound {
  /** Those that the rollout will lead. */
  led: readonly FlagRecord[]
  /** Those that let in already all that the last step asks for: they stay as they are, on the way back too. */
  left: readonly FlagLeft[]
  /** Why it may not begin. */
  findings: readonly string[]
}

/**
 * Flags that are off are led by the rollout. One that lets in already all that the last step asks for, as a release before
 * left it, is left alone; if it leads to a component, the component must say `when-on: full`, or a release that was to be
 * led in by degrees would be seen by all of them at once. Anything between is refused: it cannot be led without taking
 * somebody out.
 */
export const readFlags = async (
  service: Service,
  plan: Plan,
  { inFlight, rollouts }: Pick<Survey, 'inFlight' | 'rollouts'>,
): Promise<FlagsFound> => {
  const led: FlagRecord[] = []
  const left: FlagLeft[] = []
  const findings: string[] = []
  for (const name of flagsIn(plan, service.components)) {
    const flag = flagNamed(service, name)
    const own = { name, wayBackCommand: flag.wayBackCommand() }
    // The rollout on its way leads it now; when our turn comes it is looked at again.
    const found = isLedBy(inFlight, name) ? NOBODY : await flag.read()
    const asked = lastAudience(service, plan, name)
    if (found?.weight === 0) led.push(own)
    else if (found === null || !covers(found, asked))
      findings.push(
        `The flag ${name} is not off (${told(found)}) and does not let in all whom the last step does (${told(asked)}). Finish what it leads, or switch it off first: ${own.wayBackCommand}`,
      )
    else {
      const stands = `The flag ${name} is on for ${told(found).replace(/^100%( of)?/, (_, of) => (of ? 'all of' : 'everybody'))} already${sinceWhen(rollouts, name, found)}`
      left.push({ name, text: `${stands}; it is left as it is, also on the way back.` })
      const dark = service.components.filter((one) => flagOf(one.exposure) === name && !one.whenOn)
      if (dark.length > 0) findings.push(nothingToLead(stands, dark))
    }
  }
  return { led, left, findings }
}

/** The release that led the flag to where it stands, as far as the ledger knows. */
const sinceWhen = (rollouts: readonly Rollout[], flag: string, found: Audience): string => {
  const last = rollouts.find((one) => one.state.phase === 'promoted' && isLedBy(one, flag))?.record
  return last && sameAudience(found, audienceAt(last, flag, last.plan.steps.length))
    ? ` since ${last.revision}`
    : ''
}

const isLedBy = (rollout: Rollout | null, flag: string): boolean =>
  rollout?.record.flags?.some(({ name }) => name === flag) === true

const lastAudience = ({ components }: Pick<Service, 'components'>, plan: Plan, flag: string): Audience =>
  audienceAt({ plan, components }, flag, plan.steps.length)

const nothingToLead = (stands: string, components: readonly { name: string }[]): string => {
  const names = components.map(({ name }) => name)
  const keys = names.map((name) => `components.${name}`).join(' and ')
  return `${stands}, so this release of ${names.join(' and ')} would be seen by all whom it lets in at once. If that is meant, write \`when-on: full\` below ${keys}, once and for all; to lead it in by degrees, write \`exposure: flag:<new name>\` there and that flag below \`flags\`.`
}

/** Flags that do not stand any more as they did when the release was proposed: to be led from off, or left alone. */
export const movedFlags = async (service: Service, { record }: Rollout): Promise<string[]> => {
  const ours = (record.flags ?? []).map(({ name }) => name)
  const names = [...new Set([...ours, ...flagsIn(record.plan, service.components)])]
  const found = await Promise.all(
    names.map(async (name) => ({ name, now: await flagNamed(service, name).read() })),
  )
  return found.flatMap(({ name, now }) => {
    const same = ours.includes(name)
      ? now?.weight === 0
      : now !== null && covers(now, lastAudience(service, record.plan, name))
    return same ? [] : [`flag ${name} is ${told(now)}`]
  })
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

/** Flags that lead to these components, by the configuration alone. */
export const flagsTo = (components: readonly { exposure: Exposure }[]): string[] => [
  ...new Set(components.flatMap(({ exposure }) => flagOf(exposure) ?? [])),
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
