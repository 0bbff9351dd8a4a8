import type { SecretConfig } from '../config/service.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'

/** What is known of one secret: its state, never its value, length or hash. */
export interface SecretState {
  name: string
  state: 'present' | 'missing' | 'blank' | 'placeholder' | 'malformed'
  /** What to do about it; empty when it is present. */
  remedy: string
}

/** Every secret with its state. */
export interface SecretsOutcome extends GateOutcome {
  secrets: readonly SecretState[]
}

/** Where the secrets are looked for, to say where they must be put. */
export interface SecretsOrder {
  environment: string
  /** `owner/name`; empty outside GitHub. */
  repository: string
  /** `owner/name` that the running workflow file comes from. Default: not known. */
  workflowRepository?: string
  secrets: readonly SecretConfig[]
  /** Raw value by name; undefined when it is not set. */
  read(name: string): string | undefined
}

/** Every required secret is looked at before anything is changed; all that is wrong is said at once. */
export const checkSecrets = (order: SecretsOrder): SecretsOutcome => {
  const due = order.secrets.filter(
    ({ environments }) => environments === null || environments.includes(order.environment),
  )
  const secrets = due.map((secret) => judge(secret, order))
  const wrong = secrets.filter(({ state }) => state !== 'present')
  if (wrong.length === 0) return { ...pass('done', presentSentence(secrets)), secrets }
  const lines = wrong.map(({ name, state, remedy }) => `${name} is ${state}. ${remedy}`)
  return {
    ...refuse(
      'missing-secrets',
      `${wrong.length} of ${secrets.length} secrets cannot be used; nothing was changed.\n${lines.join('\n')}`,
    ),
    secrets,
  }
}

const presentSentence = (secrets: readonly SecretState[]): string =>
  secrets.length === 0
    ? 'The configuration names no secrets.'
    : `Present and well formed: ${secrets.map(({ name }) => name).join(', ')}.`

const judge = (secret: SecretConfig, order: SecretsOrder): SecretState => {
  const state = stateOf(secret, order.read(secret.name))
  return { name: secret.name, state, remedy: state === 'present' ? '' : remedyOf(secret, order, state) }
}

const PLACEHOLDER =
  /^(?:changeme|change[-_ ]me|todo|tbd|xxx+|\*+|<[^<>]*>|your[-_ ].*|placeholder|example|secret|password|dummy|none|null|undefined)$/i

const stateOf = ({ pattern, format }: SecretConfig, raw: string | undefined): SecretState['state'] => {
  if (raw === undefined || raw === '') return 'missing'
  const value = raw.trim()
  if (value === '') return 'blank'
  if (PLACEHOLDER.test(value)) return 'placeholder'
  if (pattern !== null && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) return 'malformed'
  return hasFormat(format, value) ? 'present' : 'malformed'
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

const remedyOf = (
  { name, from, format, pattern }: SecretConfig,
  order: SecretsOrder,
  state: SecretState['state'],
): string => {
  const { environment, repository } = order
  const where = repository === '' ? '' : ` --repo ${repository}`
  const shape =
    state === 'malformed'
      ? `It must be ${pattern === null ? `a ${format} value on its own` : 'of the form the configuration gives'}. `
      : ''
  const source = from === null ? '' : `Get it from: ${from}. `
  const trap = state === 'missing' ? trapOf(name, order) : ''
  return `${shape}${source}Set it: gh secret set ${name} --env ${environment}${where}.${trap}`
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
