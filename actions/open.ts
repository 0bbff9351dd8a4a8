import { join } from 'node:path'
import { loadConfig } from '../src/config/load.ts'
import { type ResolvedPlan, resolvePlan } from '../src/config/resolve.ts'
import type { ComponentConfig, FlagConfig, MetricConfig, ServiceConfig } from '../src/config/service.ts'
import { FILE_LIMITS } from '../src/config/yaml.ts'
import type { DatabaseDefinition } from '../src/databases/definition.ts'
import { databases } from '../src/databases/registry.ts'
import type { FlagDefinition } from '../src/flags/definition.ts'
import type { Flag } from '../src/flags/flags.ts'
import { flagStores, isFlagType } from '../src/flags/registry.ts'
import type { Author, Component, Measurement, Schema, Service } from '../src/gates/service.ts'
import type { Runtime } from '../src/kit/action.ts'
import { ConfigError } from '../src/kit/errors.ts'
import { requestIdentity } from '../src/kit/github/identity.ts'
import type { AddressGuard } from '../src/kit/http-address.ts'
import { type FileProblem, readRepositoryFile } from '../src/kit/repository-file.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import { ledgers } from '../src/ledger/registry.ts'
import type { GitHubAccess, SourceContext, SourceDefinition } from '../src/metrics/definition.ts'
import { sources } from '../src/metrics/registry.ts'
import type { MetricSource } from '../src/metrics/source.ts'
import type { AdapterContext, PlatformDefinition } from '../src/platforms/definition.ts'
import type { Platform } from '../src/platforms/platform.ts'
import { isPlatformType, platforms } from '../src/platforms/registry.ts'
import { beliefOf, signingKeys } from './beliefs.ts'
import type { CommonInputs } from './inputs.ts'
import { type Notices, openNotices } from './notices.ts'
import { registries } from './registries.ts'
import { requireTrustedEvent } from './trusted-event.ts'
import { TOOL_VERSION } from './version.ts'
import { realWorld } from './world.ts'

/** A service of the configuration, connected. */
export interface Opened {
  service: Service
  config: ServiceConfig
  configHash: string
  plan: ResolvedPlan
  /** Reads the migrations and opens the database; null when the service has none. The caller closes it. */
  openSchema(): Promise<Schema | null>
  /** Value of a secret, registered for redaction. Throws ConfigError when it is missing. */
  secret(name: string): string
  /** Where the releases of a component may be looked for. */
  guardOf(component: string): AddressGuard
}

/** What people are told of a configuration that is not read. */
const UNREADABLE: Readonly<Record<FileProblem, (path: string) => string>> = {
  missing: (path) => `there is no configuration at ${path}`,
  outside: (path) => `the configuration ${path} does not lie in the repository`,
  'not-a-file': (path) => `the configuration ${path} is not a file`,
  'too-large': (path) => `the configuration ${path} is larger than 256KiB`,
}

/** Reads the configuration of the working copy and tells everything worth knowing about it. */
export const readConfig = async (
  { config: path }: Pick<CommonInputs, 'config'>,
  runtime: Runtime,
): Promise<{ config: ServiceConfig; hash: string }> => {
  const read = await readRepositoryFile(runtime.environment.workspace, path, FILE_LIMITS.bytes)
  if ('problem' in read)
    throw new ConfigError({
      message: UNREADABLE[read.problem](path),
      at: 'config',
      fix: 'check the repository out first, and name the file from its root',
      docs: 'configuration.md',
    })
  return parseConfig(read.text, path, runtime)
}

const parseConfig = async (
  content: string,
  path: string,
  { log, secret }: Pick<Runtime, 'log' | 'secret'>,
): Promise<{ config: ServiceConfig; hash: string }> => {
  const { config, hash, notices } = await loadConfig(content, { ...registries, path })
  // Also those that this gate has no use for: people paste them, and servers repeat them.
  for (const { name } of config.secrets) secret(name)
  for (const { message, at } of notices) log.notice(at === undefined ? message : `${at}: ${message}`)
  return { config, hash }
}

/** Secrets by the name of their environment variable; what is missing is said with the way to hand it over. */
const secretsOf =
  ({ environment }: Pick<CommonInputs, 'environment'>, runtime: Runtime) =>
  (name: string): string => {
    const value = runtime.secret(name)
    if (value !== undefined) return value
    throw new ConfigError({
      message: `the secret ${name} did not reach this action`,
      at: 'env',
      fix: `${name}: \${{ secrets.${name} }} below env: of a job that names the environment ${environment}`,
      docs: 'configuration.md#secrets',
    })
  }

/**
 * Connects a service to its ledger, platforms and sources. Asks nothing of them yet. With `given` it is opened from that
 * text instead of the working copy, and goes on with that ledger.
 */
export const openService = async (
  inputs: CommonInputs,
  runtime: Runtime,
  given: { text: string; ledger: Ledger } | null = null,
): Promise<Opened> => {
  const { config, hash } = given
    ? await parseConfig(given.text, inputs.config, runtime)
    : await readConfig(inputs, runtime)
  const plan = resolvePlan(config, inputs.environment)
  const readSecret = secretsOf(inputs, runtime)
  requireTrustedEvent(runtime.environment)
  const author = await authorOf(inputs, runtime)
  const connections = await Promise.all(
    config.components.map(async (component) => connect(component, runtime, readSecret)),
  )
  const service: Service = {
    name: config.service,
    environment: inputs.environment,
    components: connections.map(({ component }) => component),
    flags: await Promise.all(config.flags.map((flag) => connectFlag(flag, author, runtime, readSecret))),
    measurements: await Promise.all(
      plan.metrics.map((metric) =>
        measure(metric, config, connections, { ...runtime, github: githubOf(inputs, runtime) }, readSecret),
      ),
    ),
    checks: checksOf(config, plan, runtime),
    freeze: plan.freeze,
    configHash: hash,
    ...(await beliefOf(config, inputs, runtime)),
    ...noticesOf(openNotices(config, inputs.environment, runtime)),
    ledger: given?.ledger ?? (await openLedger(inputs, runtime)),
    author,
    world: realWorld(runtime.signal),
    say: (line) => runtime.log.info(line),
  }
  const openSchema = (): Promise<Schema | null> => connectDatabase(config, runtime, readSecret)
  const guardOf = (name: string): AddressGuard => {
    const found = connections.find(({ component }) => component.name === name)
    return {
      allowPrivate: found?.config.allowPrivate === true || found?.definition.privateAddresses === true,
    }
  }
  return { service, config, configHash: hash, plan, openSchema, secret: readSecret, guardOf }
}

const noticesOf = ({ announce, remind }: Notices): Pick<Service, 'announce' | 'remind'> => ({
  announce,
  ...(remind === null ? {} : { remind }),
})

/** Which smoke tests the plan waits for. Without any, nothing asks the new release whether it answers: that is said. */
const checksOf = (
  { smoke, stages }: ServiceConfig,
  { liveSmoke }: ResolvedPlan,
  { log }: Runtime,
): { canary: boolean; live: boolean } => {
  const tested = smoke.length + stages.length > 0
  if (!tested)
    log.notice('The configuration has no smoke check: nobody asks a new release whether it answers.')
  return { canary: tested, live: tested && liveSmoke }
}

/** Longest login on GitHub. */
const LONGEST_LOGIN = 39

/** Who is named in the record. On GitHub the event says who caused it; elsewhere `GITHUB_ACTOR` may. Proves nothing. */
export const authorOf = async (
  { ledger }: Pick<CommonInputs, 'ledger'>,
  { environment }: Runtime,
): Promise<Author> => {
  const sender =
    ledger === 'github' ? (await import('@actions/github')).context.payload.sender?.login : undefined
  const login = String(sender ?? environment.actor)
    .replace(/[^A-Za-z0-9._[\]-]/g, '-')
    .slice(0, LONGEST_LOGIN)
  return { login: login || 'nobody', run: environment.runId || 'local', tool: TOOL_VERSION }
}

const FILE_LEDGER = /^file:(?<directory>.+)$/

/** `github`, or `file:<directory>` for use without GitHub. */
export const openLedger = async (
  inputs: Pick<CommonInputs, 'ledger' | 'github-token'>,
  runtime: Runtime,
): Promise<Ledger> => {
  const { environment, signal, http } = runtime
  const directory = FILE_LEDGER.exec(inputs.ledger)?.groups?.directory
  if (directory !== undefined)
    return ledgers.file({
      directory: join(environment.workspace, directory),
      run: environment.runId || 'local',
    })
  if (inputs.ledger !== 'github')
    throw new ConfigError({
      message: 'there is no such ledger',
      at: 'ledger',
      fix: 'github, or file:.sluice/ledger',
    })
  const token = inputs['github-token']
  if (token === undefined || environment.repository === '')
    throw new ConfigError({
      message: 'the ledger is kept in GitHub Deployments and needs a token',
      at: 'github-token',
      fix: 'github-token: ${{ github.token }} on GitHub, or ledger: file:.sluice/ledger elsewhere',
      docs: 'ledger.md',
    })
  const ledger = await ledgers.github({
    token,
    apiUrl: environment.apiUrl,
    serverUrl: environment.serverUrl,
    repository: environment.repository,
    run: environment.runId || null,
    ref: environment.sha,
    tool: TOOL_VERSION,
    signal,
    http: http({ provider: 'github' }),
  })
  const keys = signingKeys(runtime)
  return keys ? (await import('../src/ledger/sealed.ts')).sealLedger(ledger, keys) : ledger
}

/** Connects one component to its platform. Throws ConfigError when a secret that it needs is missing. */
export const openPlatform = async (
  config: ComponentConfig,
  inputs: Pick<CommonInputs, 'environment'>,
  runtime: Runtime,
): Promise<Platform> => (await connect(config, runtime, secretsOf(inputs, runtime))).component.platform

interface Connection {
  component: Component
  config: ComponentConfig
  definition: PlatformDefinition
  context: AdapterContext
}

const connect = async (
  config: ComponentConfig,
  { environment, log, signal, http, redactor, exec }: Runtime,
  readSecret: (name: string) => string,
): Promise<Connection> => {
  if (!isPlatformType(config.platform))
    throw new RangeError(`platform ${config.platform} passed the configuration unknown`)
  const definition: PlatformDefinition = await platforms[config.platform]()
  const context: AdapterContext = {
    http: (provider) => http({ provider }),
    secret: readSecret,
    exec,
    workspace: environment.workspace,
    signal,
    log,
    identity: (audience) => requestIdentity(environment, http({ provider: 'github' }), audience),
    hide: redactor.registerSecret,
  }
  const platform = definition.connect(config.options, context)
  return {
    component: {
      name: config.name,
      exposure: config.exposure,
      ...(config.whenOn && { whenOn: config.whenOn }),
      platform,
      ...(config.pausesJobs && { pausesJobs: true }),
    },
    config,
    definition,
    context,
  }
}

/** The run's own way to GitHub, for sources that ask about the repository; null outside of GitHub. */
const githubOf = (
  { 'github-token': token }: Pick<CommonInputs, 'github-token'>,
  { environment: { apiUrl, repository } }: Runtime,
): GitHubAccess | null => (token === undefined || repository === '' ? null : { token, apiUrl, repository })
const connectFlag = async (
  { type, ...order }: FlagConfig,
  { login, run, tool }: Author,
  { environment, signal, http }: Runtime,
  readSecret: (name: string) => string,
): Promise<Flag> => {
  if (!isFlagType(type)) throw new RangeError(`flag store ${type} passed the configuration unknown`)
  const definition: FlagDefinition = await flagStores[type]()
  return definition.connect(order, {
    secret: readSecret,
    http: (provider) => http({ provider }),
    workspace: environment.workspace,
    signal,
    author: `sluice ${tool} by ${login}, run ${run}`,
  })
}

/** Connects one metric to its source: the platform's own history, or a source of the configuration. */
const measure = async (
  metric: MetricConfig,
  config: ServiceConfig,
  connections: readonly Connection[],
  { log, http, environment, github, redactor }: Runtime & { github: GitHubAccess | null },
  readSecret: (name: string) => string,
): Promise<Measurement> => {
  const { name, of, slowerThan, per, options } = metric
  const entry = config.sources.find((source) => source.name === metric.source)
  const connection = connections.find(({ component }) => component.name === of)
  if (!entry || !connection) throw new RangeError(`metric ${name} passed the configuration without a source`)
  const history = entry.type === connection.config.platform ? connection.definition.history : undefined
  if (history) {
    const source: MetricSource = history(connection.config.options, connection.context, [
      { name, slowerThan },
    ])
    return { metric: name, component: of, source }
  }
  const load = (sources as Record<string, (() => Promise<SourceDefinition>) | undefined>)[entry.type]
  if (!load) throw new RangeError(`source ${entry.type} passed the configuration unknown`)
  const context: SourceContext = {
    secret: readSecret,
    http: http({ provider: entry.type }),
    openHttp: (guard) => http({ provider: entry.type, guard }),
    identity: (audience) => requestIdentity(environment, http({ provider: 'github' }), audience),
    hide: redactor.registerSecret,
    workspace: environment.workspace,
    ...(github && { github }),
    log: (line) => log.info(line),
  }
  const source = await (await load()).connect(entry.options, { name, slowerThan, per, options }, context)
  return { metric: name, component: of, source }
}

const connectDatabase = async (
  { database }: ServiceConfig,
  { environment, log, signal, http }: Runtime,
  readSecret: (name: string) => string,
): Promise<Schema | null> => {
  if (!database) return null
  const load = (databases as Record<string, (() => Promise<DatabaseDefinition>) | undefined>)[database.type]
  if (!load) throw new RangeError(`database ${database.type} passed the configuration unknown`)
  const { readMigrations } = await import('../src/databases/folder.ts')
  const { migrations, notes } = await readMigrations(environment.workspace, database.migrations)
  for (const { file, message } of notes) log.notice(`${file}: ${message}`)
  const { options } = database
  const connected = await (await load()).connect(
    { options },
    { secret: readSecret, signal, log, http: (provider) => http({ provider }) },
  )
  return { database: connected, migrations, restorePoint: database.restorePoint }
}
