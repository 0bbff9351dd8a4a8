import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, Migration } from '../../src/databases/database.ts'
import { readMigrations } from '../../src/databases/folder.ts'
import { openPostgres } from '../../src/databases/postgres.ts'
import { type PostgresServer, run, startPostgres } from '../servers/postgres.ts'
import { TRICKY_FILES } from './tricky-files.ts'

const CLI = fileURLToPath(new URL('../oracles/node_modules/supabase/dist/supabase.js', import.meta.url))

let server: PostgresServer
let repository: string

beforeAll(async () => {
  if (!existsSync(CLI)) {
    throw new Error('The Supabase CLI is not installed. Run: npm ci --prefix test/oracles')
  }
  server = await startPostgres({ kind: 'postgres' })
  repository = await mkdtemp(join(tmpdir(), 'sluice-oracle-'))
  await mkdir(join(repository, 'supabase/migrations'), { recursive: true })
})

afterAll(async () => {
  await server?.stop()
  if (repository) await rm(repository, { recursive: true, force: true })
})

const write = async (files: Record<string, string>): Promise<readonly Migration[]> => {
  await rm(join(repository, 'supabase'), { recursive: true, force: true })
  for (const [name, sql] of Object.entries(files)) {
    const path = join(repository, 'supabase/migrations', name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, sql)
  }
  return (await readMigrations(repository, 'supabase/migrations')).migrations
}

/** What the real CLI prints, both streams. */
const supabase = async (...words: string[]): Promise<string> => {
  const env = { PATH: process.env.PATH ?? '', HOME: repository, DO_NOT_TRACK: '1', NO_COLOR: '1' }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [CLI, ...words], {
    cwd: repository,
    env,
  })
  return `${stdout}\n${stderr}`
}

const withDatabase = async <T>(dsn: string, work: (database: Database) => Promise<T>): Promise<T> => {
  const signal = new AbortController().signal
  const database = await openPostgres({ dsn, secretName: 'DATABASE_URL', signal })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const recorded = (dsn: string): Promise<unknown> =>
  run(dsn, ['select version, name, statements from supabase_migrations.schema_migrations order by version'])

const columns = (dsn: string): Promise<unknown> =>
  run(dsn, [
    `select column_name, data_type, is_nullable from information_schema.columns
     where table_schema = 'supabase_migrations' and table_name = 'schema_migrations' order by ordinal_position`,
  ])

describe('side by side with the Supabase CLI', () => {
  test('both leave the same rows and the same table for files that are hard to cut, and neither finds work after the other', async () => {
    const migrations = await write(TRICKY_FILES)
    const [theirs, ours] = [await server.createDatabase(), await server.createDatabase()]

    await supabase('db', 'push', '--db-url', theirs, '--yes')
    const result = await withDatabase(ours, (database) => database.apply(migrations))

    expect(result.failed).toBeNull()
    expect(await recorded(ours)).toEqual(await recorded(theirs))
    expect(await columns(ours)).toEqual(await columns(theirs))
    const plan = await withDatabase(theirs, (database) => database.plan(migrations))
    expect({ pending: plan.pending, drift: plan.drift }).toEqual({ pending: [], drift: [] })
    expect(plan.at).toBe(migrations.at(-1)?.version)
    expect(await supabase('db', 'push', '--db-url', ours, '--dry-run')).toContain('up to date')
  })

  test('they take turns on one database: each applies only what the other has not', async () => {
    const files = {
      '20260101000000_orders.sql': 'create table orders (id int);',
      '20260102000000_notes.sql': 'create table notes (id int);',
      '20260103000000_tags.sql': 'create table tags (id int);',
    }
    const dsn = await server.createDatabase()
    await write(Object.fromEntries(Object.entries(files).slice(0, 1)))
    await supabase('db', 'push', '--db-url', dsn, '--yes')

    const two = await write(Object.fromEntries(Object.entries(files).slice(0, 2)))
    expect((await withDatabase(dsn, (database) => database.apply(two))).applied).toEqual(['20260102000000'])

    const three = await write(files)
    const pushed = await supabase('db', 'push', '--db-url', dsn, '--yes')
    expect(pushed).toContain('Applying migration 20260103000000_tags.sql')
    expect(pushed).not.toContain('Applying migration 20260102000000_notes.sql')
    expect((await withDatabase(dsn, (database) => database.apply(three))).applied).toEqual([])
    const list = await supabase('migration', 'list', '--db-url', dsn)
    for (const { version } of three) expect(list.split(version)).toHaveLength(3)
  })

  test('a file that the CLI applied and that was edited since is reported as changed', async () => {
    const dsn = await server.createDatabase()
    await write({ '20260101000000_orders.sql': 'create table orders (id int);' })
    await supabase('db', 'push', '--db-url', dsn, '--yes')
    const edited = await write({ '20260101000000_orders.sql': 'create table orders (id bigint);' })
    const plan = await withDatabase(dsn, (database) => database.plan(edited))
    expect(plan.drift).toMatchObject([{ version: '20260101000000', problem: 'changed' }])
  })
})
