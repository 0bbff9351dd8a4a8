import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Registries } from '../config/definition.ts'
import { loadConfig } from '../config/load.ts'
import { type ResolvedPlan, resolvePlan } from '../config/resolve.ts'
import type { ServiceConfig } from '../config/service.ts'
import type { Migration } from '../databases/database.ts'
import { readMigrations } from '../databases/folder.ts'
import { ConfigError } from '../kit/errors.ts'

/** A configuration with one environment chosen, read from a working copy without asking anybody. */
export interface Read {
  config: ServiceConfig
  environment: string
  resolved: ResolvedPlan
  /** Null without a database. */
  migrations: readonly Migration[] | null
  notices: readonly string[]
}

/**
 * Reads configuration and migrations below `root`. Without a name of an environment the only one, or `production`.
 * Throws ConfigError with every mistake.
 */
export const readFiles = async (
  root: string,
  { config: path, environment }: { config: string; environment: string | null },
  registries: Registries,
): Promise<Read> => {
  const text = await readFile(join(root, path), 'utf8').catch(() => {
    throw new ConfigError({
      message: `there is no configuration at ${path}`,
      fix: 'stand in the root of the repository, or name the file with --config',
      docs: 'configuration.md',
    })
  })
  const { config, notices } = await loadConfig(text, { ...registries, path })
  const name = environment ?? usualOf(config)
  const resolved = resolvePlan(config, name)
  return {
    config,
    environment: name,
    resolved,
    migrations: config.database ? await migrationsOf(root, config.database.migrations) : null,
    notices: notices
      .filter(
        ({ message }) => !message.startsWith('environments.') || message.startsWith(`environments.${name}`),
      )
      .map(({ message, at }) => (at === undefined ? message : `${at}: ${message}`)),
  }
}

const usualOf = ({ environments }: ServiceConfig): string => {
  const names = environments.map(({ name }) => name)
  const [only = '', ...others] = names
  if (others.length === 0) return only
  if (names.includes('production')) return 'production'
  throw new ConfigError({
    message: 'the file has several environments',
    fix: `--environment ${names.join(' or ')}`,
    docs: 'cli.md',
  })
}

const migrationsOf = async (root: string, folder: string): Promise<readonly Migration[]> =>
  (await readMigrations(root, folder)).migrations
