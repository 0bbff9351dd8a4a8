import type { SecretConfig } from '../config/service.ts'
import type { Credential, Report } from '../credentials/credential.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'

/**
 * How it stands with a secret. `padded`: blanks or a line break at an end. `other-kind`: of the right vendor, and not the
 * one that is wanted. `refused`: the vendor does not know it. `too-narrow`: it may not do all that is wanted.
 * `ends-early`: before this rollout can end. `ends-soon`: within two weeks, which stops nothing. `unknown`: who could
 * tell did not answer. `present`: well formed, and nobody could be asked.
 */
export type SecretStanding =
  | 'present'
  | 'works'
  | 'ends-soon'
  | 'missing'
  | 'blank'
  | 'padded'
  | 'placeholder'
  | 'malformed'
  | 'other-kind'
  | 'test-key'
  | 'refused'
  | 'expired'
  | 'ends-early'
  | 'too-narrow'
  | 'unknown'

/** What is known of one secret in one place: its state, never its value, length or hash. */
export interface SecretState {
  name: string
  /** `GitHub`, or the component on whose platform it must be. */
  where: string
  state: SecretStanding
  /** What to do about it; empty when nothing has to be done. */
  remedy: string
}

/** Every secret with its state. */
export interface SecretsOutcome extends GateOutcome {
  secrets: readonly SecretState[]
}

/** Where the secrets are looked for, and who can tell more of them. */
export interface SecretsOrder {
  environment: string
  /** `owner/name`; empty outside GitHub. */
  repository: string
  /** `owner/name` that the running workflow file comes from. Default: not known. */
  workflowRepository?: string
  secrets: readonly SecretConfig[]
  /** Raw value by name; undefined when it is not set. */
  read(name: string): string | undefined
  /** What can tell more of a secret; null where its form is all that is known. */
  credential(secret: SecretConfig): Promise<Credential | null>
  /** Whether vendors may be asked. A run that a stranger can cause looks at the text alone. */
  ask: boolean
  /** Names of the secrets that a component has on its platform. Throws ConfigError or ProviderError when it cannot be told. */
  namesOf(component: string): Promise<readonly string[]>
  /** Milliseconds since 1970. */
  now: number
  /** Longest time that a rollout may take, in milliseconds: a credential that ends before would leave it blind. */
  lasts: number
}

/** A credential that ends within two weeks is worth a word. Milliseconds. */
const SOON = 14 * 86_400_000

/** States that stop nothing. */
const FINE: readonly SecretStanding[] = ['present', 'works', 'ends-soon']

/** Every required secret is looked at, here and on the platforms, before anything is changed; all that is wrong is said at once. */
export const checkSecrets = async (order: SecretsOrder): Promise<SecretsOutcome> => {
  const due = order.secrets.filter(
    ({ environments }) => environments === null || environments.includes(order.environment),
  )
  const here = await Promise.all(due.filter(({ github }) => github).map((secret) => judge(secret, order)))
  const there = await onPlatforms(due, order)
  const secrets = [...here, ...there]
  const wrong = secrets.filter(({ state }) => !FINE.includes(state))
  if (wrong.length === 0) return { ...pass('done', sentence(secrets)), secrets }
  const lines = wrong.map(({ name, where, state, remedy }) =>
    `${name}${where === HERE ? '' : ` of ${where}`} is ${WORDS[state]}. ${remedy}`.trim(),
  )
  const silent = wrong.every(({ state }) => state === 'unknown')
  const head = silent
    ? `${wrong.length} of ${secrets.length} secrets could not be checked, because nobody answered; nothing was changed.`
    : `${wrong.length} of ${secrets.length} secrets cannot be used; nothing was changed.`
  return {
    ...refuse(silent ? 'unreachable' : 'missing-secrets', `${head}\n${lines.join('\n')}`),
    secrets,
  }
}

const HERE = 'GitHub'

/** The states in a sentence. */
const WORDS: Readonly<Record<SecretStanding, string>> = {
  present: 'present',
  works: 'at work',
  'ends-soon': 'about to expire',
  missing: 'missing',
  blank: 'blank',
  padded: 'padded with blanks or a line break',
  placeholder: 'placeholder',
  malformed: 'malformed',
  'other-kind': 'another kind of key',
  'test-key': 'a test key, in production',
  refused: 'refused by its vendor',
  expired: 'expired',
  'ends-early': 'going to expire before a rollout can end',
  'too-narrow': 'not allowed to do its job',
  unknown: 'unknown',
}

const sentence = (secrets: readonly SecretState[]): string => {
  if (secrets.length === 0) return 'The configuration names no secrets.'
  const named = (states: readonly SecretStanding[]): string =>
    [...new Set(secrets.filter(({ state }) => states.includes(state)).map(({ name }) => name))].join(', ')
  const parts = [
    ['Present and well formed: ', named(['present'])],
    ['Known to their vendors and allowed to do their job: ', named(['works'])],
    ['Expire within two weeks: ', named(['ends-soon'])],
  ] as const
  return parts.flatMap(([head, names]) => (names === '' ? [] : [`${head}${names}.`])).join(' ')
}

const judge = async (secret: SecretConfig, order: SecretsOrder): Promise<SecretState> => {
  const state = stateOf(secret, order.read(secret.name))
  if (state !== 'present') return told(secret, order, state)
  const value = (order.read(secret.name) ?? '').trim()
  try {
    const credential = await order.credential(secret)
    return credential ? await examine(secret, order, credential, value) : told(secret, order, 'present')
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof ProviderError)) throw error
    const why = error instanceof ConfigError ? error.problems[0]?.message : error.message
    return { name: secret.name, where: HERE, state: 'unknown', remedy: unanswered(why) }
  }
}

const unanswered = (why: string | undefined): string =>
  `It could not be asked about: ${why ?? 'no answer'}. Run it again; \`ask: false\` leaves the question out.`

const examine = async (
  secret: SecretConfig,
  order: SecretsOrder,
  credential: Credential,
  value: string,
): Promise<SecretState> => {
  const look = credential.look(value)
  if (look.state !== 'good') return told(secret, order, look.state, credential, `It must be ${look.wants}. `)
  const own = ending(look.expires, order)
  if (own === 'expired' || own === 'ends-early') return told(secret, order, own, credential)
  if (!credential.ask || !secret.ask || !order.ask) return told(secret, order, own ?? 'present', credential)
  const report = await credential.ask(value)
  if (report.state !== 'works') return told(secret, order, report.state, credential, lacking(report))
  return told(secret, order, ending(report.expires, order) ?? own ?? 'works', credential)
}

const lacking = ({ lacks }: Report): string => (lacks.length > 0 ? `It lacks: ${lacks.join(', ')}. ` : '')

const ending = (
  expires: number | null,
  { now, lasts }: SecretsOrder,
): 'expired' | 'ends-early' | 'ends-soon' | null => {
  if (expires === null || expires > now + Math.max(SOON, lasts)) return null
  if (expires <= now) return 'expired'
  return expires < now + lasts ? 'ends-early' : 'ends-soon'
}

/** Looks on the platforms, each asked once however many secrets it must have. */
const onPlatforms = async (
  secrets: readonly SecretConfig[],
  order: SecretsOrder,
): Promise<readonly SecretState[]> => {
  const components = [...new Set(secrets.flatMap(({ components }) => components ?? []))]
  const found = await Promise.all(
    components.map(async (where): Promise<SecretState[]> => {
      const wanted = secrets.filter(({ components }) => components?.includes(where))
      try {
        const names = new Set(await order.namesOf(where))
        return wanted.map(({ name, from }) => {
          if (names.has(name)) return { name, where, state: 'present', remedy: '' }
          const source = from === null ? '' : `Get it from: ${from}. `
          return { name, where, state: 'missing', remedy: `${source}Set it on the platform of ${where}.` }
        })
      } catch (error) {
        if (!(error instanceof ConfigError || error instanceof ProviderError)) throw error
        const why = error instanceof ConfigError ? error.problems[0]?.message : error.message
        const remedy = `The platform could not be asked: ${why ?? 'no answer'}.`
        return wanted.map(({ name }) => ({ name, where, state: 'unknown', remedy }))
      }
    }),
  )
  return found.flat()
}

const PLACEHOLDER =
  /^(?:changeme|change[-_ ]me|todo|tbd|xxx+|\*+|<[^<>]*>|your[-_ ].*|placeholder|example|secret|password|dummy|none|null|undefined)$/i

const stateOf = ({ pattern, format }: SecretConfig, raw: string | undefined): SecretStanding => {
  if (raw === undefined || raw === '') return 'missing'
  const value = raw.trim()
  if (value === '') return 'blank'
  if (PLACEHOLDER.test(value)) return 'placeholder'
  if (pattern !== null && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) return 'malformed'
  if (!hasFormat(format, value)) return 'malformed'
  // Files of these forms end with a line break; a token that does breaks the header that it is sent in.
  return raw === value || format === 'pem' || format === 'json' ? 'present' : 'padded'
}

const hasFormat = (format: SecretConfig['format'], value: string): boolean => {
  switch (format) {
    case 'url':
      return URL.canParse(value)
    case 'json':
      return isJson(value)
    case 'jwt':
      return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(value)
    case 'pem':
      return /^-----BEGIN [A-Z ]+-----[\s\S]+-----END [A-Z ]+-----$/.test(value)
    case 'text':
      // A line break inside a token breaks the header that it is sent in.
      return !/[\0-\x1f\x7f]/.test(value)
    default:
      return format satisfies never
  }
}

const isJson = (value: string): boolean => {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

/** The state with what a person has to do, in one line. */
const told = (
  { name, from, format, pattern }: SecretConfig,
  order: SecretsOrder,
  state: SecretStanding,
  credential: Credential | null = null,
  what = '',
): SecretState => {
  const { environment, repository } = order
  const known = { name, where: HERE, state }
  if (state === 'present' || state === 'works') return { ...known, remedy: '' }
  const where = repository === '' ? '' : ` --repo ${repository}`
  const shape =
    state === 'malformed' && what === ''
      ? `It must be ${pattern === null ? `a ${format} value on its own` : 'of the form the configuration gives'}. `
      : what
  const page = from ?? (credential?.page || null)
  const source = page === null ? '' : `Get it from: ${page}. `
  const trap = state === 'missing' ? trapOf(name, order) : ''
  const pipe = state === 'padded' ? ' Without the line break: printf %s "$VALUE" | and the same command.' : ''
  return {
    ...known,
    remedy: `${shape}${source}Set it: gh secret set ${name} --env ${environment}${where}.${trap}${pipe}`,
  }
}

/** What keeps a secret away although it is set. */
const trapOf = (name: string, { workflowRepository = '', repository }: SecretsOrder): string => {
  const [here = '', there = ''] = [repository, workflowRepository].map((text) => text.toLowerCase())
  if (there === '' || there === here)
    return ' A secret of the environment reaches the action only through `env:` of a job that names that environment.'
  if (there.split('/')[0] === here.split('/')[0])
    return ` If it is set there: secrets of an environment may not reach the workflows of ${workflowRepository}. Set it for the repository or the organization (without --env), or use the actions in jobs of your own.`
  return ` If it is set there: these workflows belong to another owner (${workflowRepository}), whom secrets of an environment reach empty, and \`secrets: inherit\` hands over nothing. Set it for the repository (without --env) and hand it over as \`${name}: \${{ secrets.${name} }}\`, use OIDC, or use the actions in jobs of your own.`
}
