import { z } from 'zod'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import { parseDsn } from '../kit/postgres/dsn.ts'
import { ServerError } from '../kit/postgres/server-error.ts'
import { openSession, type Row, type Session } from '../kit/postgres/session.ts'
import { SECRET_NAME } from '../kit/secret-name.ts'
import type { Audience } from '../rollout/audience.ts'
import { defineFlags, type FlagContext, type FlagOrder } from './definition.ts'
import type { Flag } from './flags.ts'

const DOCS = 'flags/sql-table.md'
/** A table, with its schema or without, in lower case: nothing that needs quotes. */
const TABLE = '^([a-z_][a-z0-9_]{0,62}\\.)?[a-z_][a-z0-9_]{0,62}$'

/** Keys of a flag with `type: sql-table`. */
export const sqlTableOptions = z.strictObject({
  url: z
    .string()
    .meta({ title: 'secret name', pattern: SECRET_NAME })
    .refine((text) => new RegExp(SECRET_NAME).test(text), {
      error: 'this is not the name of a secret\nits name on GitHub, such as DATABASE_URL',
    })
    .describe('Name of the secret that holds the connection string of PostgreSQL.'),
  table: z
    .string()
    .meta({ title: 'table', pattern: TABLE })
    .refine((text) => new RegExp(TABLE).test(text), {
      error: 'this is not the name of a table\na name such as public.sluice_flags, in lower case',
    })
    .default('public.sluice_flags')
    .describe('Table of the flags; the page of this store has its migration.'),
})

/** What the schema makes of these keys. */
export type SqlTableOptions = z.output<typeof sqlTableOptions>

const rowShape = z.object({
  weight: z.string(),
  seed: z.string(),
  cohort: z.string().nullable(),
  users: z.string(),
  regions: z.string(),
  version: z.string(),
})

const names = z.array(z.string()).nullable()

/** A row as it was read. */
interface Entry {
  audience: Audience
  /** Whether seed and users are those of the configuration. */
  ours: boolean
  version: string
}

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort())

const entryOf = (row: Row, { seed, cohorts }: FlagOrder<unknown>): Entry => {
  const read = rowShape.parse(row)
  const regions = names.parse(JSON.parse(read.regions)) ?? []
  const users = names.parse(JSON.parse(read.users)) ?? []
  const weight = Number(read.weight)
  const listed = read.cohort === null ? [] : (cohorts[read.cohort] ?? [])
  return {
    audience: { weight, cohort: read.cohort, regions },
    ours: weight === 0 || (read.seed === seed && sameList(users, listed)),
    version: read.version,
  }
}

/** Refusals whose remedy is known, by SQLSTATE. */
const REMEDIES: Readonly<Record<string, { message: string; fix: string }>> = {
  '42P01': { message: 'there is no table', fix: 'the migration of docs/flags/sql-table.md, applied first' },
  '42703': { message: 'there is no such column in the table', fix: 'the columns of docs/flags/sql-table.md' },
  '42501': {
    message: 'the role of the connection string may not read and write the table',
    fix: 'grant select, insert, update on the table to that role',
  },
}

const failureOf = (error: unknown, { table }: SqlTableOptions): unknown => {
  if (!(error instanceof ServerError)) return error
  const remedy = REMEDIES[error.code]
  if (remedy) return new ConfigError({ message: `${remedy.message} ${table}`, fix: remedy.fix, docs: DOCS })
  return new ProviderError({
    provider: 'sql-table',
    message: `sql-table: the server refused to read or write ${table} (SQLSTATE ${error.code})`,
    retryable: /^(?:40|53|55|57)/.test(error.code),
  })
}

/** Times that a write gives way to somebody else's. */
const ATTEMPTS = 5

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

const connectTable = (order: FlagOrder<SqlTableOptions>, context: FlagContext): Flag => {
  const { name, key, seed, cohorts, options } = order
  const { table } = options

  /** One connection for one question: nothing is held open between looks that may lie hours apart. */
  const withSession = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    const address = parseDsn(context.secret(options.url), {
      secretName: options.url,
      without: 'there is no table of flags',
      docs: DOCS,
      oneSession: false,
    })
    const session = await openSession(address, options.url, context.signal)
    try {
      return await work(session)
    } catch (error) {
      throw failureOf(error, options)
    } finally {
      await session.end()
    }
  }

  const find = async (session: Session): Promise<Entry | null> => {
    const [row] = await session.query(
      `select weight::text, seed, cohort, coalesce(to_json(users), '[]')::text as users,
         coalesce(to_json(regions), '[]')::text as regions, version::text
       from ${table} where flag = $1`,
      [key],
    )
    return row ? entryOf(row, order) : null
  }

  /** Compare and swap by `version`. Answers false when somebody else was faster. */
  const write = async (session: Session, audience: Audience, known: Entry | null): Promise<boolean> => {
    const off = audience.weight === 0
    const users = audience.cohort === null ? null : (cohorts[audience.cohort] ?? null)
    const values = [
      key,
      String(audience.weight),
      seed,
      off ? null : audience.cohort,
      off || users === null ? null : JSON.stringify(users),
      off || audience.regions.length === 0 ? null : JSON.stringify(audience.regions),
      context.author.slice(0, 200),
    ]
    const list = (number: number): string =>
      `(select array_agg(value) from json_array_elements_text($${number}::text::json) as value)`
    const rows = known
      ? await session.query(
          `update ${table} set weight = $2::text::numeric, seed = $3::text, cohort = $4::text, users = ${list(5)},
             regions = ${list(6)}, changed_by = $7::text, changed_at = now(), version = version + 1
           where flag = $1 and version = $8::text::bigint returning flag`,
          [...values, known.version],
        )
      : await session.query(
          `insert into ${table} (flag, weight, seed, cohort, users, regions, changed_by)
           values ($1, $2::text::numeric, $3::text, $4::text, ${list(5)}, ${list(6)}, $7::text)
           on conflict (flag) do nothing returning flag`,
          values,
        )
    return rows.length > 0
  }

  const isThere = (known: Entry | null, wanted: Audience): boolean =>
    known?.ours === true &&
    known.audience.weight === wanted.weight &&
    (wanted.weight === 0 ||
      (known.audience.cohort === wanted.cohort && sameList(known.audience.regions, wanted.regions)))

  return {
    name,
    type: 'sql-table',
    read: () =>
      withSession(async (session) => {
        const found = await find(session)
        if (!found) return { weight: 0, cohort: null, regions: [] }
        return found.ours ? found.audience : null
      }),
    set: (audience) =>
      withSession(async (session) => {
        for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
          const known = await find(session)
          if (isThere(known, audience) || (await write(session, audience, known))) return
        }
        throw new ProviderError({
          provider: 'sql-table',
          message: `sql-table: somebody else kept changing the flag ${name}; the next tick tries again`,
          retryable: true,
        })
      }),
    wayBackCommand: () => `update ${table} set weight = 0, version = version + 1 where flag = ${quote(key)};`,
  }
}

/** A table of PostgreSQL that the application asks by a function beside it. */
export const sqlTable = defineFlags({
  type: 'sql-table',
  options: sqlTableOptions,
  secrets: ({ url }) => [url],
  connect: connectTable,
})
