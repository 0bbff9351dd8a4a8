import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sqlTable } from '../../src/flags/sql-table.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { behavesLikeAFlag, INVITED, type User } from './conformance.ts'

const page = readFileSync(fileURLToPath(new URL('../../docs/flags/sql-table.md', import.meta.url)), 'utf8')
/** What the page tells people to run: the migration, the question, and the way out by hand. */
const [MIGRATION = '', QUESTION = '', OFF = ''] = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(
  ([, text]) => text,
)

let server: PostgresServer

let dsn: string
let sql: ReturnType<typeof postgres>

beforeAll(async () => {
  server = await startPostgres()
  dsn = await server.createDatabase()
  sql = postgres(dsn, { max: 1, onnotice: () => {} })
  await sql.unsafe(MIGRATION)
})
afterAll(async () => {
  await sql?.end()
  await server?.stop()
})

const connectTo = (dsn: string, table = 'public.sluice_flags', key = 'cloud-execution') =>
  sqlTable.connect(
    {
      name: key,
      key,
      seed: 'shop',
      cohorts: { invited: INVITED },
      options: sqlTable.options.parse({ url: 'DATABASE_URL', table }),
    },
    { secret: () => dsn, workspace: '/', signal: new AbortController().signal, author: 'sluice by ada' },
  )

const openStore = async () => {
  await sql`delete from sluice_flags`
  return {
    connect: async (other = false) => connectTo(dsn, undefined, other ? 'core' : 'cloud-execution'),
    ask: async (users: readonly User[]) => {
      const rows = await sql`
        select public.sluice_flag_on('cloud-execution', asked->>'id',
          array(select jsonb_array_elements_text(coalesce(asked->'groups', '[]'))), asked->>'region') as answer
        from jsonb_array_elements(${JSON.stringify(users)}::text::jsonb) with ordinality as t(asked, place)
        order by place`
      return rows.map(({ answer }) => answer === true)
    },
    meddle: async () => void (await sql`update sluice_flags set seed = 'mine', version = version + 1`),
    switchOff: async () => void (await sql.unsafe(OFF)),
    unreachable: async () => connectTo('postgresql://user:secret@127.0.0.1:9/none?sslmode=disable'),
    close: async () => {},
  }
}

behavesLikeAFlag('sql-table, asked by the function of its page', openStore)

describe('the table', () => {
  test('has a page whose example can be run as it stands', async () => {
    const { connect, close } = await openStore()
    try {
      expect((await sql.unsafe(QUESTION))[0]).toEqual({ sluice_flag_on: false })
      await (await connect()).set({ weight: 100, cohort: 'elite', regions: ['US'] })
      expect((await sql.unsafe(QUESTION))[0]).toEqual({ sluice_flag_on: true })
    } finally {
      await close()
    }
  })

  test('the statement of the way back without us switches off whoever had the feature', async () => {
    const { connect, ask, close } = await openStore()
    const [invited = ''] = INVITED
    try {
      const flag = await connect()
      for (const audience of [
        { weight: 100, cohort: null, regions: [] },
        { weight: 100, cohort: 'invited', regions: [] },
      ]) {
        await flag.set(audience)
        expect(await ask([{ id: invited }])).toEqual([true])
        await sql.unsafe(flag.wayBackCommand())
        expect(await ask([{ id: invited }])).toEqual([false])
        expect(await flag.read()).toMatchObject({ weight: 0 })
      }
    } finally {
      await close()
    }
  })

  test('says who changed a flag, and counts the changes', async () => {
    const { connect, close } = await openStore()
    try {
      const flag = await connect()
      for (const weight of [10, 10, 20]) await flag.set({ weight, cohort: null, regions: [] })
      expect(await sql`select changed_by, version::int from sluice_flags`).toEqual([
        { changed_by: 'sluice by ada', version: 2 },
      ])
    } finally {
      await close()
    }
  })

  test('the same user has the same place in every language', async () => {
    const { connect, close } = await openStore()
    try {
      const { createHash } = await import('node:crypto')
      const placeOf = (user: string): number =>
        (createHash('md5').update(`shop/${user}`).digest().readUInt32BE(0) * 100) / 2 ** 32
      const flag = await connect()
      await flag.set({ weight: 37.5, cohort: null, regions: [] })
      const users = Array.from({ length: 200 }, (_, index) => `user-${index}`)
      const rows =
        await sql`select u, sluice_flag_on('cloud-execution', u) as answer from unnest(${users}::text[]) u`
      for (const { u, answer } of rows) expect(answer).toBe(placeOf(u) < 37.5)
    } finally {
      await close()
    }
  })

  test('a table that is not there, or that may not be written, is for a person to mend', async () => {
    const { close } = await openStore()
    try {
      const failure = await connectTo(dsn, 'public.nothing')
        .read()
        .catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(ConfigError)
      expect(String(failure)).toContain('public.nothing')
      if (server.kind === 'postgres') {
        await sql.unsafe(
          `do $$ begin create role looker login password 'x'; exception when duplicate_object then null; end $$;
           grant select on sluice_flags to looker; create policy look on sluice_flags for select to looker using (true);`,
        )
        const url = new URL(dsn)
        url.username = 'looker'
        url.password = 'x'
        const flag = connectTo(url.href)
        expect((await flag.read())?.weight).toBe(0)
        const refused = await flag
          .set({ weight: 10, cohort: null, regions: [] })
          .catch((error: unknown) => error)
        expect(refused).toBeInstanceOf(ConfigError)
        expect(String(refused)).toContain('grant')
      }
    } finally {
      await close()
    }
  })

  test.each(['public.a b', 'Public.Flags', 'flags; drop table users', '"x"', 'a.b.c'])(
    'has a plain name, so that nothing else can stand there: %s',
    (table) => {
      expect(sqlTable.options.safeParse({ url: 'DATABASE_URL', table }).success).toBe(false)
    },
  )
})
