import * as z from 'zod'
import type { CredentialDefinition, Registry } from '../definition.ts'
import { COMPONENT_NAME, NAME, secretName, sentence } from '../fields.ts'
import type { Findings, Path } from '../findings.ts'
import type { ComponentConfig, SecretConfig } from '../service.ts'
import { definitionOf, isMapping, type Need, ownKeys, readOptions, unknownName } from './entries.ts'

/** Repetition inside a repeated group, back references and look-around can take for ever; none is needed to tell keys apart. */
const SLOW_PATTERN = /\)[*+?{]|\\[1-9k]|\(\?(?!:)/

/** A regular expression that is quick whatever it is given. */
const pattern = () =>
  z
    .string()
    .min(1)
    .max(200)
    .meta({ title: 'regular expression', format: 'regex' })
    .refine(compiles, {
      error: 'not a regular expression\na JavaScript pattern such as sk_live_[A-Za-z0-9]{24}',
    })
    .refine((text) => !SLOW_PATTERN.test(text), {
      error:
        'repeated groups, back references and look-around are not allowed\na plain pattern such as sk_live_[A-Za-z0-9]{24}',
    })

const compiles = (text: string): boolean => {
  try {
    new RegExp(`^(?:${text})$`, 'u')
    return true
  } catch {
    return false
  }
}

/** A secret of which nothing more is known than its form. */
export const PLAIN = 'plain'

/** Keys of a secret that do not depend on its kind. */
export const secretSchema = z.strictObject({
  name: secretName().describe('Its name on GitHub.'),
  kind: z
    .string()
    .max(40)
    .default(PLAIN)
    .describe(
      'What it is; without it `plain`. Every other kind is asked for at its vendor, and adds keys of its own.',
    ),
  ask: z.boolean().default(true).describe('Whether the vendor is asked if it does its job.'),
  description: sentence().optional().describe('What it is for.'),
  format: z
    .enum(['text', 'url', 'json', 'jwt', 'pem'])
    .default('text')
    .describe('What the value is; one that does not parse is found before anything is changed.'),
  pattern: pattern().optional().describe('Regular expression that the whole value must match.'),
  from: sentence().optional().describe('Where a person gets a value: a sentence or an address.'),
  environments: z
    .array(z.string().meta({ pattern: NAME.pattern }))
    .min(1)
    .max(20)
    .optional()
    .describe('Environments that need it. Default: all.'),
  components: z
    .array(z.string().meta({ pattern: COMPONENT_NAME.pattern }))
    .min(1)
    .max(20)
    .optional()
    .describe('Components that must have a secret of this name on their platform as well.'),
  github: z
    .boolean()
    .default(true)
    .describe('Whether it must be on GitHub. `false`: on the platforms of `components` alone.'),
})

/** Most secrets of a service. */
export const MAX_SECRETS = 100

/** `secrets`: names, or names with more. */
export const secretsSchema = z.array(z.union([secretName(), secretSchema])).max(MAX_SECRETS)

/** Reads `secrets`. */
export const readSecrets = async (
  raw: unknown,
  registry: Registry<CredentialDefinition>,
  notes: { findings: Findings; needs: Need[] },
): Promise<SecretConfig[]> => {
  const { findings } = notes
  if (raw === undefined) return []
  if (!Array.isArray(raw) || raw.length > MAX_SECRETS) {
    findings.read(secretsSchema, raw, ['secrets'])
    return []
  }
  const secrets: SecretConfig[] = []
  for (const [index, entry] of raw.entries())
    secrets.push(...(await readSecret(entry, ['secrets', index], registry, notes)))
  for (const [index, { name }] of secrets.entries())
    if (secrets.findIndex((other) => other.name === name) < index)
      findings.add({
        path: ['secrets'],
        on: 'key',
        message: `${name} is listed twice`,
        fix: 'each secret once',
      })
  return secrets
}

const readSecret = async (
  entry: unknown,
  path: Path,
  registry: Registry<CredentialDefinition>,
  notes: { findings: Findings; needs: Need[] },
): Promise<SecretConfig[]> => {
  const { findings } = notes
  const shape = secretSchema.shape
  const read = findings.read(secretsSchema.element, ownKeys(entry, shape), path)
  if (read === undefined) return []
  if (typeof read === 'string') return [toSecret({ ...DEFAULTS, name: read }, {})]
  const definition = await definitionOf(registry, read.kind, [...path, 'kind'], 'kind of secret', findings)
  const options = definition && readOptions(definition, { value: entry, shape, path }, notes)
  if (!read.github && read.components === undefined)
    findings.add({
      path: [...path, 'github'],
      message: 'a secret that is not on GitHub must be on a platform',
      fix: 'components: with the components that have it',
    })
  return [toSecret(read, options)]
}

const DEFAULTS = { kind: PLAIN, ask: true, format: 'text', github: true } as const

const toSecret = (
  {
    name,
    kind,
    ask,
    description,
    format,
    pattern: form,
    from,
    environments,
    components,
    github,
  }: z.output<typeof secretSchema>,
  options: unknown,
): SecretConfig => ({
  name,
  kind,
  options,
  ask,
  description: description ?? null,
  format,
  pattern: form ?? null,
  from: from ?? null,
  environments: environments ?? null,
  components: components ?? null,
  github,
})

/** Components that a secret names must be there, and their platforms able to tell the names of their secrets. */
export const checkSecretComponents = (
  raw: unknown,
  components: readonly ComponentConfig[],
  findings: Findings,
): void => {
  const names = components.map(({ name }) => name)
  for (const [index, entry] of (Array.isArray(raw) ? raw.slice(0, MAX_SECRETS) : []).entries()) {
    const named = isMapping(entry) && Array.isArray(entry.components) ? entry.components.slice(0, 20) : []
    for (const [inner, name] of named.entries()) {
      if (typeof name !== 'string') continue
      const path = ['secrets', index, 'components', inner]
      const component = components.find((each) => each.name === name)
      if (!component) findings.add(unknownName(path, 'component', names, name))
      else if (component.capabilities?.secretNames === false)
        findings.add({
          path,
          message: `${component.platform} does not tell the names of its secrets`,
          fix: 'the secret without this component',
        })
    }
  }
}
