import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Database } from '../../src/databases/database.ts'
import { openPostgres } from '../../src/databases/postgres.ts'
import { type PostgresServer, run, startPostgres } from '../servers/postgres.ts'

const CLI = fileURLToPath(new URL('../oracles/node_modules/supabase/dist/supabase.js', import.meta.url))

let server: PostgresServer
let home: string
let dsn: string

beforeAll(async () => {
  server = await startPostgres({ kind: 'postgres' })
  home = await mkdtemp(join(tmpdir(), 'sluice-rls-'))
  dsn = await server.createDatabase()
  await run(dsn, [
    'create role anon nologin',
    'create role authenticated nologin',
    'create schema auth',
    'create table auth.users (id uuid, email text)',
    'create schema storage',
    'create table storage.buckets (id text, name text, public boolean)',
    'create table storage.objects (id uuid, bucket_id text)',
    ...SCENE,
  ])
})

afterAll(async () => {
  await server?.stop()
  await rm(home, { recursive: true, force: true })
})

/** Tables of every kind that the two could see differently. */
const SCENE = [
  'create schema api',
  'create schema inner_circle',
  'grant usage on schema public, api, inner_circle to anon, authenticated',
  'alter default privileges grant select on tables to anon, authenticated',
  'create table public.open_to_all (id int)',
  'create table public.locked (id int)',
  'alter table public.locked enable row level security',
  'create policy p on public.locked using (true)',
  'create table public.locked_without_policy (id int)',
  'alter table public.locked_without_policy enable row level security',
  'create table api.open_in_api (id int)',
  'create table inner_circle.not_served (id int)',
  'create table public.nobody_may (id int)',
  'revoke all on public.nobody_may from anon, authenticated, public',
  'create table public.for_members (id int)',
  'revoke all on public.for_members from anon, public',
  'create view public.looking_glass as select 1 as x',
  'create table public."Mixed Case" (id int)',
  'create table public.forced (id int)',
  'alter table public.forced force row level security',
]

const report = z.array(
  z.object({
    name: z.string(),
    metadata: z.object({ name: z.string().optional(), schema: z.string().optional() }).nullish(),
  }),
)

/** What the real Supabase CLI says of the database. */
const advisors = async (): Promise<z.output<typeof report>> => {
  const env = { PATH: process.env.PATH ?? '', HOME: home, DO_NOT_TRACK: '1', NO_COLOR: '1' }
  const words = [
    CLI,
    'db',
    'advisors',
    `--remote=${dsn}`,
    '--type',
    'security',
    '--level',
    'info',
    '--output-format',
    'json',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: home, env })
  return report.parse(findList(JSON.parse(stdout.slice(stdout.search(/[[{]/)))))
}

const findList = (value: unknown): unknown =>
  Array.isArray(value) || typeof value !== 'object' || value === null
    ? value
    : Object.values(value).map(findList).find(Array.isArray)

const open = (schemas: readonly string[] | null): Promise<Database> =>
  openPostgres({
    dsn,
    secretName: 'DATABASE_URL',
    signal: new AbortController().signal,
    rules: { locks: 'notice', largeTable: 0, protect: schemas },
  })

const said = async (): Promise<string[]> => {
  const database = await open(['public'])
  const { notices = [] } = await database.plan([])
  await database.close()
  return notices.map(({ message }) => message)
}

const namesIn = (messages: readonly string[], problem: string): string[] =>
  messages
    .filter((message) => message.includes(problem))
    .map((message) => /^Table "(.*?)" has/.exec(message)?.[1] ?? '')
    .sort()

describe('side by side with the Supabase CLI', () => {
  test('both find the same open tables, and the same tables without a policy', async () => {
    const [theirs, ours] = [await advisors(), await said()]
    const of = (lint: string): string[] =>
      theirs
        .filter(({ name }) => name === lint)
        .map(({ metadata }) => `${metadata?.schema}.${metadata?.name}`)
        .sort()
    expect(namesIn(ours, 'has no row level security')).toEqual(of('rls_disabled_in_public'))
    expect(namesIn(ours, 'and no policy')).toEqual(of('rls_enabled_no_policy'))
    expect(of('rls_disabled_in_public').length).toBeGreaterThan(3)
    expect(of('rls_enabled_no_policy').length).toBeGreaterThan(0)
  }, 60_000)
})

test('schemas that the configuration names are looked at as well', async () => {
  const database = await open(['public', 'api'])
  const { notices = [] } = await database.plan([])
  await database.close()
  const messages = notices.map(({ message }) => message)
  expect(namesIn(messages, 'has no row level security')).toContain('api.open_in_api')
  expect(namesIn(messages, 'has no row level security')).not.toContain('inner_circle.not_served')
})

describe('a file that opens a table', () => {
  const file = (number: number, sql: string) => ({ version: `2026020${number}000000`, name: 'step', sql })
  const apply = async (...files: ReturnType<typeof file>[]) => {
    const database = await open(['public'])
    const result = await database.apply(files)
    await database.close()
    return result
  }

  test('is undone whole and says what to write; one that protects its table goes through', async () => {
    const naked = file(1, 'create table fresh (id int);')
    const { failed, applied } = await apply(naked)
    expect(applied).toEqual([])
    expect(failed?.message).toContain('alter table public.fresh enable row level security')
    expect(await run(dsn, ["select to_regclass('public.fresh') as there"])).toEqual([{ there: null }])
    const clothed = file(
      1,
      `${naked.sql} alter table fresh enable row level security; create policy p on fresh using (id = 1);`,
    )
    expect(await apply(clothed)).toMatchObject({ failed: null, applied: ['20260201000000'] })
    const undone = await apply(clothed, file(2, 'alter table fresh disable row level security;'))
    expect(undone.failed?.message).toContain('"public.fresh" has no row level security')
    const bare = await apply(clothed, file(2, 'drop policy p on fresh;'))
    expect(bare.failed?.message).toContain('and no policy')
  })

  test('tables that were open before do not stand in the way of mending', async () => {
    const clothed = file(
      1,
      'create table fresh (id int); alter table fresh enable row level security; create policy p on fresh using (id = 1);',
    )
    const before = namesIn(await said(), 'has no row level security')
    expect(before).toContain('public.open_to_all')
    await apply(
      clothed,
      file(
        3,
        'alter table open_to_all enable row level security; create policy p on open_to_all using (true);',
      ),
    )
    expect(namesIn(await said(), 'has no row level security')).not.toContain('public.open_to_all')
  })

  test('is nobody’s business where row level security is not asked for', async () => {
    const database = await open(null)
    expect(await database.plan([])).toMatchObject({ notices: [] })
    await database.close()
  })
})
