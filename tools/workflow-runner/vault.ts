import type { Choices } from './choices.ts'
import type { Distance } from './plan.ts'

/** Secrets or variables by where they are kept. Tests may change them while the runner runs. */
export interface Vault {
  organization?: Readonly<Record<string, string>>
  repository?: Readonly<Record<string, string>>
  environments?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** What the jobs of one workflow file may see of the secrets. */
export interface SecretScope {
  /** Those of repository and organization, or those that the caller passed, by name in capitals. */
  values: Readonly<Record<string, string>>
  /** Names that an environment may supply: all, or those that were passed. */
  fromEnvironment: 'all' | readonly string[]
}

const capitals = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toUpperCase(), value]))

/** Those of organization and repository; the nearer wins. */
export const commonOf = ({ organization = {}, repository = {} }: Vault): Record<string, string> => ({
  ...capitals(organization),
  ...capitals(repository),
})

const ofEnvironment = ({ environments = {} }: Vault, name: string | null): Record<string, string> => {
  const wanted = name?.toLowerCase()
  const found = Object.entries(environments).find(([key]) => key.toLowerCase() === wanted)
  return capitals(found?.[1] ?? {})
}

/** What the workflow file of the event sees, read when the run is queued: facts on GitHub, section 3. */
export const scopeOfRun = (vault: Vault): SecretScope => ({ values: commonOf(vault), fromEnvironment: 'all' })

/**
 * What a called workflow sees (facts on GitHub, section 4): with `inherit` all that its caller has, but nothing across
 * owners; else what is passed by name.
 */
export const scopeOfCall = (
  caller: SecretScope,
  {
    distance,
    inherits,
    passed,
  }: { distance: Distance; inherits: boolean; passed: Readonly<Record<string, string>> },
): SecretScope => {
  if (!inherits) return { values: capitals(passed), fromEnvironment: Object.keys(capitals(passed)) }
  return distance === 'other owner' ? { values: {}, fromEnvironment: [] } : caller
}

const environmentReaches = (distance: Distance, choices: Choices): boolean =>
  distance === 'same repository' || (distance === 'same owner' && choices.sameOwnerEnvironmentSecrets)

/**
 * The secrets of a job as it starts. An environment's own wins over one that was passed; it reaches a called workflow
 * of the same repository where it is inherited or passed by name, and never one of another owner.
 */
export const secretsOfJob = (
  scope: SecretScope,
  vault: Vault,
  { environment, distance, choices }: { environment: string | null; distance: Distance; choices: Choices },
): Record<string, string> => {
  if (!environmentReaches(distance, choices)) return { ...scope.values }
  const own = Object.entries(ofEnvironment(vault, environment)).filter(
    ([name]) => scope.fromEnvironment === 'all' || scope.fromEnvironment.includes(name),
  )
  return { ...scope.values, ...Object.fromEntries(own) }
}

/** The variables of a job: always the caller's, with those of its environment. */
export const variablesOfJob = (
  vault: Vault,
  { environment, distance, choices }: { environment: string | null; distance: Distance; choices: Choices },
): Record<string, string> => {
  const reaches = distance !== 'other owner' || choices.otherOwnerVariables
  return { ...commonOf(vault), ...(reaches ? ofEnvironment(vault, environment) : {}) }
}
