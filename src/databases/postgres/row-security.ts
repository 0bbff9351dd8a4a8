import { z } from 'zod'
import type { Session } from '../../kit/postgres/session.ts'
import type { MigrationNotice } from '../database.ts'

/** A table of an exposed schema that is open, or that nobody can use. */
export interface Unprotected {
  schema: string
  table: string
  problem: 'disabled' | 'no-policy'
}

const ROW = z.object({ schema: z.string(), table: z.string(), enabled: z.boolean() })

/** Schemas that belong to Supabase or PostgreSQL and are looked after there. */
const FOREIGN = [
  '_timescaledb_cache',
  '_timescaledb_catalog',
  '_timescaledb_config',
  '_timescaledb_internal',
  'auth',
  'cron',
  'extensions',
  'graphql',
  'graphql_public',
  'information_schema',
  'net',
  'pgbouncer',
  'pgmq',
  'pgroonga',
  'pgsodium',
  'pgsodium_masks',
  'pgtle',
  'realtime',
  'repack',
  'storage',
  'supabase_functions',
  'supabase_migrations',
  'tiger',
  'topology',
  'vault',
]

/**
 * The tables of exposed schemas without row level security, or with it and without any policy. Exposed are the schemas
 * given and those of the setting `pgrst.db_schemas`. A table without row level security counts where `anon` or
 * `authenticated` may read it (or where there are no such roles): that is Supabase's own lint 0013. Partitioned tables
 * count too. Tables of extensions do not.
 */
export const unprotectedTables = async (
  session: Session,
  schemas: readonly string[],
): Promise<Unprotected[]> => {
  const rows = await session.query(
    `select n.nspname::text as schema, c.relname::text as table, c.relrowsecurity as enabled
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p')
       and (n.nspname in (select json_array_elements_text($1::text::json))
            or n.nspname in (select trim(s) from unnest(string_to_array(current_setting('pgrst.db_schemas', true), ',')) s))
       and n.nspname not in (select json_array_elements_text($2::text::json))
       and not exists (select 1 from pg_catalog.pg_depend d
                       where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
       and case when c.relrowsecurity
             then not exists (select 1 from pg_catalog.pg_policy p where p.polrelid = c.oid)
             else not exists (select 1 from pg_catalog.pg_roles where rolname in ('anon', 'authenticated'))
               or exists (select 1 from pg_catalog.pg_roles r where r.rolname in ('anon', 'authenticated')
                          and pg_catalog.has_table_privilege(r.oid, c.oid, 'select'))
           end
     order by 1, 2`,
    [JSON.stringify(schemas), JSON.stringify(FOREIGN)],
  )
  return rows
    .map((row) => ROW.parse(row))
    .map(({ enabled, ...place }) => ({ ...place, problem: enabled ? 'no-policy' : 'disabled' }))
}

/** What is wrong with a table, and what to write. */
export const describeUnprotected = ({ schema, table, problem }: Unprotected): string => {
  const name = `${quoted(schema)}.${quoted(table)}`
  return problem === 'disabled'
    ? `Table "${schema}.${table}" has no row level security: whoever has the public key reads it. Write: alter table ${name} enable row level security; and a policy.`
    : `Table "${schema}.${table}" has row level security and no policy: nobody with the public key sees a row. Write: create policy ... on ${name}.`
}

const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`

/** Those that were not there before. */
export const newlyUnprotected = (
  before: readonly Unprotected[],
  after: readonly Unprotected[],
): Unprotected[] =>
  after.filter(
    (one) =>
      !before.some(
        ({ schema, table, problem }) =>
          schema === one.schema && table === one.table && problem === one.problem,
      ),
  )

/** What a plan says of the tables that are there now: whoever begins with an old database mends them one by one. */
export const protectionNotices = (found: readonly Unprotected[]): MigrationNotice[] =>
  found.map((one) => ({
    version: null,
    line: null,
    kind: 'row-level-security',
    message: describeUnprotected(one),
  }))
