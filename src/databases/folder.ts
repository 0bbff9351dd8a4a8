import type { Stats } from 'node:fs'
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { ConfigError, type Problem } from '../kit/errors.ts'
import { isWithin } from '../kit/repository-file.ts'
import { inertLine, shorten } from '../kit/text.ts'
import type { Migration } from './database.ts'

/** What a migrations folder holds. */
export interface MigrationFolder {
  /** In the order of their versions compared as text, which is the order of the Supabase CLI. */
  migrations: readonly Migration[]
  /** What was left alone, or may surprise: worth a line in the summary, no reason to stop. */
  notes: readonly { file: string; message: string }[]
}

/** Most entries a folder may have. */
export const MAX_FILES = 10_000
/** Most bytes of one file. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024
/** Most bytes of all files together. */
export const MAX_FOLDER_BYTES = 64 * 1024 * 1024

/** The CLI's own pattern (supabase/cli pkg/migration/file.go). */
const FILE_NAME = /^([0-9]+)_(.*)\.sql$/

/**
 * Reads a migrations folder of a repository. `root` is the repository's folder, `folder` a path below it with `/`.
 * A byte order mark is dropped; line ends stay as they are. Nothing outside `root` is read, links included.
 * Throws ConfigError with every problem found: names that look like migrations but are not, two files of one
 * version, links that leave the repository, files too big or not UTF-8.
 */
export const readMigrations = async (root: string, folder: string): Promise<MigrationFolder> => {
  const home = await realpath(root)
  const path = await folderPath(home, folder)
  const names = (await readdir(path)).sort()
  if (names.length > MAX_FILES) {
    throw new ConfigError({ at: folder, message: `the folder has more than ${MAX_FILES} entries` })
  }
  const read = await readEntries({ home, path, folder }, names)
  const migrations = read.migrations.sort((a, b) => (a.version < b.version ? -1 : 1))
  const problems = [
    ...read.problems,
    ...duplicates(folder, migrations),
    ...ambiguousOrder(folder, migrations),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
  return { migrations, notes: [...read.notes, ...surprisingOrder(migrations)] }
}

interface Place {
  home: string
  path: string
  folder: string
}

interface Reading {
  migrations: Migration[]
  problems: Problem[]
  notes: { file: string; message: string }[]
}

const folderPath = async (home: string, folder: string): Promise<string> => {
  const outside = { at: shown(folder), message: 'the migrations folder must lie inside the repository' }
  const path = resolve(home, folder)
  if (isAbsolute(folder) || !isWithin(home, path)) throw new ConfigError(outside)
  const real = await realpath(path).catch(() => undefined)
  if (real === undefined || !(await stat(real)).isDirectory()) {
    const fix = 'create the folder, or name the right one under `migrations`'
    throw new ConfigError({ at: shown(folder), message: 'there is no such migrations folder', fix })
  }
  if (!isWithin(home, real)) throw new ConfigError(outside)
  return real
}

const readEntries = async (place: Place, names: readonly string[]): Promise<Reading> => {
  const reading: Reading = { migrations: [], problems: [], notes: [] }
  let bytes = 0
  for (const [index, file] of names.entries()) {
    const at = `${place.folder}/${shown(file)}`
    const outcome = await readEntry(place, file, index === 0)
    if ('problem' in outcome) reading.problems.push({ at, ...outcome.problem })
    else if ('note' in outcome) reading.notes.push({ file: shown(file), message: outcome.note })
    else {
      bytes += outcome.bytes
      reading.migrations.push(outcome.migration)
    }
    if (bytes > MAX_FOLDER_BYTES) {
      const message = `the files together have more than ${MAX_FOLDER_BYTES} bytes`
      reading.problems.push({ at: place.folder, message, fix: 'squash old migrations' })
      break
    }
  }
  return reading
}

type Outcome = { problem: Problem } | { note: string } | { migration: Migration; bytes: number }

const readEntry = async (place: Place, file: string, first: boolean): Promise<Outcome> => {
  const entry = await openEntry(place, file)
  if (entry === 'outside')
    return problem('is a link that leaves the repository', 'put the file itself into the folder')
  if (entry === 'broken') return problem('is a link to nothing', 'put the file itself into the folder')
  if (entry.stats.isDirectory()) return { note: 'a folder: left alone' }
  const [, version, name] = FILE_NAME.exec(file) ?? []
  if (version === undefined || name === undefined) return strangeName(file)
  if (first && isDeprecatedInit(file))
    return { note: 'left alone, as the Supabase CLI does with this old first file' }
  if (!entry.stats.isFile()) return problem('is not a regular file', 'put a file into the folder')
  if (file.includes('\ufffd')) return problem('has a name that is not UTF-8', 'rename the file')
  if (entry.stats.size > MAX_FILE_BYTES)
    return problem(`has more than ${MAX_FILE_BYTES} bytes`, 'split the file')
  const content = await readFile(entry.real)
  const text = textOf(content)
  return 'text' in text ? { migration: { version, name, sql: text.text }, bytes: content.length } : text
}

const openEntry = async (
  place: Place,
  file: string,
): Promise<{ real: string; stats: Stats } | 'outside' | 'broken'> => {
  const path = join(place.path, file)
  const own = await lstat(path)
  if (!own.isSymbolicLink()) return { real: path, stats: own }
  const real = await realpath(path).catch(() => undefined)
  if (real === undefined) return 'broken'
  return isWithin(place.home, real) ? { real, stats: await stat(real) } : 'outside'
}

const problem = (message: string, fix: string): { problem: Problem } => ({ problem: { message, fix } })

const strangeName = (file: string): Outcome =>
  /\.sql$/i.test(file)
    ? problem(
        'would never be applied: its name is not <version>_<name>.sql',
        'rename it, for example 20260131120000_add_orders.sql, or move it out of the folder',
      )
    : { note: 'not a migration: left alone' }

/** Old versions of the CLI wrote a first file which the present one skips (pkg/migration/list.go, `shouldSkip`). */
const isDeprecatedInit = (file: string): boolean => {
  const version = /([0-9]{14})_init\.sql/.exec(file)?.[1]
  return version !== undefined && version < '20211209000000'
}

const textOf = (content: Buffer): { text: string } | { problem: Problem } => {
  const fix = 'save the file as UTF-8'
  const mark = content.subarray(0, 2).toString('latin1')
  if (mark === '\xff\xfe' || mark === '\xfe\xff') return problem('is UTF-16', fix)
  if (content.includes(0)) return problem('holds NUL bytes', fix)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(content) }
  } catch {
    return problem('is not UTF-8', fix)
  }
}

const duplicates = (folder: string, sorted: readonly Migration[]): Problem[] =>
  sorted.flatMap((migration, index) => {
    const previous = sorted[index - 1]
    if (previous?.version !== migration.version) return []
    const both = `${shown(previous.name)}.sql and ${shown(migration.name)}.sql`
    const fix = 'give the newer one a later version'
    return [{ at: folder, message: `version ${migration.version} is used twice: ${both}`, fix }]
  })

/** The CLI lists files by name but compares versions; the two orders part where one version begins with another. */
const ambiguousOrder = (folder: string, sorted: readonly Migration[]): Problem[] =>
  sorted.flatMap(({ version }, index) => {
    const previous = sorted[index - 1]?.version
    if (previous === undefined || previous === version || !version.startsWith(previous)) return []
    const message = `versions ${previous} and ${version} have no clear order: one begins with the other`
    return [{ at: folder, message, fix: 'use versions of one length, such as 20260131120000' }]
  })

const surprisingOrder = (sorted: readonly Migration[]): MigrationFolder['notes'] =>
  sorted.flatMap(({ version, name }, index) => {
    const previous = sorted[index - 1]?.version
    if (previous === undefined || BigInt(previous) <= BigInt(version)) return []
    const message = `comes after ${previous}: versions are compared as text, as the Supabase CLI does`
    return [{ file: shown(`${version}_${name}.sql`), message }]
  })

const shown = (name: string): string => shorten(inertLine(name), 200)
