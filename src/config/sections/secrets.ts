import * as z from 'zod'
import { NAME, secretName, sentence } from '../fields.ts'
import type { Findings, Path } from '../findings.ts'
import type { SecretConfig } from '../service.ts'

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

/** A secret with what is known of it. */
export const secretSchema = z.strictObject({
  name: secretName().describe('Its name on GitHub.'),
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
})

/** Most secrets of a service. */
export const MAX_SECRETS = 100

/** `secrets`: names, or names with more. */
export const secretsSchema = z.array(z.union([secretName(), secretSchema])).max(MAX_SECRETS)

/** Reads `secrets`. */
export const readSecrets = (raw: unknown, findings: Findings): SecretConfig[] => {
  if (raw === undefined) return []
  if (!Array.isArray(raw) || raw.length > MAX_SECRETS) {
    findings.read(secretsSchema, raw, ['secrets'])
    return []
  }
  const secrets = raw.flatMap((entry, index) => readSecret(entry, ['secrets', index], findings))
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

const readSecret = (entry: unknown, path: Path, findings: Findings): SecretConfig[] => {
  const read = findings.read(secretsSchema.element, entry, path)
  if (read === undefined) return []
  const {
    name,
    description,
    format,
    pattern: form,
    from,
    environments,
  } = typeof read === 'string' ? plain(read) : read
  return [
    {
      name,
      description: description ?? null,
      format,
      pattern: form ?? null,
      from: from ?? null,
      environments: environments ?? null,
    },
  ]
}

const plain = (name: string): z.output<typeof secretSchema> => ({ name, format: 'text' })
