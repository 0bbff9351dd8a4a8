import { createHash } from 'node:crypto'
import { ConfigError, type Problem } from '../kit/errors.ts'
import type { Registries } from './definition.ts'
import { type Finding, type Findings, openFindings, pathText } from './findings.ts'
import { checkEnvironment } from './plan-checks.ts'
import { checkReferences } from './references.ts'
import { frameSchema, SECTIONS } from './schema.ts'
import { readComponents } from './sections/components.ts'
import { readDatabase } from './sections/database.ts'
import { isMapping, type Need } from './sections/entries.ts'
import { readEnvironments } from './sections/environments.ts'
import { checkFlagUse, readFlags } from './sections/flags.ts'
import { readMetrics } from './sections/metrics.ts'
import { readNotifiers } from './sections/notify.ts'
import { checkSecretComponents, readSecrets } from './sections/secrets.ts'
import { readSmoke } from './sections/smoke.ts'
import { readSources } from './sections/sources.ts'
import type { ServiceConfig } from './service.ts'
import { linesOf, readYaml, type YamlFile } from './yaml.ts'

/** Most mistakes told at once; a file with more is mended from the top. */
const MOST_PROBLEMS = 100

/** Where the configuration lives, from the root of the repository. */
export const CONFIG_PATH = '.github/sluice.yml'

/** A configuration without mistakes. */
export interface LoadedConfig {
  config: ServiceConfig
  /** Things worth knowing that stop nothing, in the order of the file. */
  notices: readonly Problem[]
  /** SHA-256 of the text, 64 hexadecimal digits. */
  hash: string
}

/**
 * Reads a configuration. Loads only the adapters it names. Throws ConfigError with every mistake, each with line,
 * column, path and remedy, in the order of the file; anything else that is thrown comes from loading an adapter.
 */
export const loadConfig = async (
  text: string,
  { path = CONFIG_PATH, ...registries }: Registries & { path?: string },
): Promise<LoadedConfig> => {
  const findings = openFindings()
  // The mark counts as no column.
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text
  const file = await readYaml(bare)
  for (const finding of file.findings) findings.add(finding)
  const config = file.value === undefined ? undefined : await readDocument(file.value, registries, findings)
  const place = placer(bare, path, file)
  if (findings.all.length > 0 || !config) throw new ConfigError(capped(place(findings.all)))
  return { config, notices: place(findings.notices), hash: createHash('sha256').update(text).digest('hex') }
}

const readDocument = async (
  value: unknown,
  { platforms, sources, databases, flags: stores = {}, notifiers = {}, credentials }: Registries,
  findings: Findings,
): Promise<ServiceConfig | undefined> => {
  if (!isMapping(value)) {
    findings.add({
      path: [],
      message: value === null ? 'the file is empty' : 'the file must be a mapping',
      fix: 'version: 1',
    })
    return undefined
  }
  const frame = findings.read(frameSchema, value, [])
  const needs: Need[] = []
  const notes = { findings, needs }
  const { components, histories } = await readComponents(value.components, platforms, notes)
  const flags = await readFlags(value.flags, stores, frame?.service ?? '', notes)
  const database = await readDatabase(value.database, databases, notes)
  const secrets = await readSecrets(value.secrets, credentials, notes)
  checkSecretComponents(value.secrets, components, findings)
  const tests = readSmoke(value.smoke, components, findings)
  const known = await readSources(value.sources, sources, notes)
  const { costs, ...measured } = readMetrics(
    value.metrics,
    { components, histories, sources: known },
    findings,
  )
  const environments = readEnvironments(value.environments, namesOf(value.metrics), findings)
  checkFlagUse({ components, flags }, environments, findings)
  const notify = await readNotifiers(value.notify, notifiers, namesOf(value.environments), notes)
  const rest = { components, flags, database, secrets, ...tests, ...measured, environments, notify }
  const config: ServiceConfig = { version: 1, service: frame?.service ?? '', ...rest }
  checkReferences(value, config, needs, findings)
  for (const environment of environments)
    if (!findings.all.some(({ path }) => path[0] === 'environments' && path[1] === environment.name))
      checkEnvironment(config, environment, findings, costs)
  return config
}

const namesOf = (section: unknown): string[] => (isMapping(section) ? Object.keys(section) : [])

/** Gives findings their places, in the order of the file. */
const placer = (text: string, path: string, file: YamlFile) => {
  const lineOf = linesOf(text)
  const toProblem = (finding: Finding, offset: number): Problem => {
    const { line, column } = lineOf(offset)
    const where = pathText(finding.path)
    const section = String(finding.path[0])
    return {
      message: where ? `${where}: ${finding.message}` : finding.message,
      at: `${path}:${line}:${column}`,
      ...(finding.fix ? { fix: finding.fix } : {}),
      docs:
        finding.docs ??
        `configuration.md#${SECTIONS.some((known) => known === section) ? section : 'the-file'}`,
    }
  }
  return (findings: readonly Finding[]): Problem[] =>
    findings
      .map((finding) => ({
        finding,
        offset: finding.offset ?? file.offsetOf(finding.path, finding.on ?? 'value'),
      }))
      .sort((left, right) => left.offset - right.offset)
      .map(({ finding, offset }) => toProblem(finding, offset))
}

const capped = (problems: readonly Problem[]): readonly Problem[] => {
  if (problems.length <= MOST_PROBLEMS) return problems
  const left = problems.length - MOST_PROBLEMS
  return [...problems.slice(0, MOST_PROBLEMS), { message: `and ${left} more mistakes below these` }]
}
