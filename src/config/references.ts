import type { Findings } from './findings.ts'
import { isMapping, type Need, unknownName } from './sections/entries.ts'
import { MAX_SECRETS } from './sections/secrets.ts'
import { MAX_CHECKS } from './sections/smoke.ts'
import { templateOf } from './sections/smoke-fields.ts'
import type { ServiceConfig } from './service.ts'

type Raw = Readonly<Record<string, unknown>>

/** Notes names that stand for nothing (secrets, environments) and names given twice. `needs`: what adapters ask for. */
export const checkReferences = (
  raw: Raw,
  config: ServiceConfig,
  needs: readonly Need[],
  findings: Findings,
): void => {
  checkSecretUse(raw, config, [...needs, ...headerNeeds(raw)], findings)
  checkSecretEnvironments(raw, findings)
  checkNames(raw, findings)
  if (config.smoke.length > 0 && config.smoke.every(({ version }) => version === null))
    findings.notice({
      path: ['smoke'],
      on: 'key',
      message: 'no check asserts the revision, so the wrong release could pass',
      fix: 'version: { json: /revision }',
    })
}

const listOf = (section: unknown, most: number): unknown[] =>
  Array.isArray(section) ? section.slice(0, most) : []

const headerNeeds = (raw: Raw): Need[] =>
  listOf(raw.smoke, MAX_CHECKS).flatMap((check, index) => {
    const headers = isMapping(check) && isMapping(check.headers) ? Object.entries(check.headers) : []
    return headers.flatMap(([header, value]) =>
      (typeof value === 'string' ? templateOf(value) : []).flatMap((part) =>
        typeof part === 'string' ? [] : [{ name: part.secret, path: ['smoke', index, 'headers', header] }],
      ),
    )
  })

/** Each secret that is used must be listed, so that the secret check asks for it before anything is changed. */
const checkSecretUse = (
  raw: Raw,
  { secrets }: ServiceConfig,
  needs: readonly Need[],
  findings: Findings,
): void => {
  // With an entry that could not be read, nobody knows what it was meant to list.
  if (Array.isArray(raw.secrets) && raw.secrets.length > secrets.length) return
  const listed = new Set(secrets.map(({ name }) => name))
  const nearestFirst = needs.toSorted((left, right) => right.path.length - left.path.length)
  for (const { name, path } of nearestFirst) {
    if (listed.has(name)) continue
    listed.add(name)
    findings.add({ path, message: `${name} is not listed under secrets`, fix: `- ${name} below secrets:` })
  }
}

const checkSecretEnvironments = (raw: Raw, findings: Findings): void => {
  const environments = isMapping(raw.environments) ? Object.keys(raw.environments) : []
  for (const [index, secret] of listOf(raw.secrets, MAX_SECRETS).entries())
    for (const [inner, name] of listOf(isMapping(secret) && secret.environments, 20).entries())
      if (typeof name === 'string' && !environments.includes(name))
        findings.add(
          unknownName(['secrets', index, 'environments', inner], 'environment', environments, name),
        )
}

const checkNames = (raw: Raw, findings: Findings): void => {
  const names = listOf(raw.smoke, MAX_CHECKS).map((check) => (isMapping(check) ? check.name : undefined))
  for (const [index, name] of names.entries())
    if (typeof name === 'string' && names.indexOf(name) < index)
      findings.add({
        path: ['smoke', index, 'name'],
        message: 'another check has this name',
        fix: 'a name of its own',
      })
}
