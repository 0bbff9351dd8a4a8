import { z } from 'zod'
import { ProviderError } from '../../kit/errors.ts'
import { ServerError } from '../../kit/postgres/server-error.ts'
import type { Session } from '../../kit/postgres/session.ts'
import { inertLine, shorten } from '../../kit/text.ts'

/** `sluice` in ASCII. Advisory locks belong to one database, so that every service there waits for every other. */
const KEY = 0x736c_7569_6365n
const UPPER_HALF = KEY >> 32n
const LOWER_HALF = KEY & 0xffff_ffffn

const MINE = `locktype = 'advisory' and classid = ${UPPER_HALF} and objid = ${LOWER_HALF} and objsubid = 1 and granted
  and database = (select oid from pg_catalog.pg_database where datname = current_database())`

/**
 * Takes the lock that lets one pipeline migrate at a time, waiting at most `waitMs`. The session holds it until
 * `unlock` or its end. Throws ProviderError (retryable) naming who holds it when the wait is over.
 */
export const lock = async (session: Session, waitMs: number, log: (line: string) => void): Promise<void> => {
  const [first] = await session.query(`select pg_catalog.pg_try_advisory_lock(${KEY}) as got`)
  if (first?.got === true) return
  log(`Waiting for the migration lock: ${await holder(session)}.`)
  await session.query('set statement_timeout = 0')
  await session.query(`set lock_timeout = ${Math.max(1, Math.round(waitMs))}`)
  try {
    await session.query(`select pg_catalog.pg_advisory_lock(${KEY})`)
  } catch (error) {
    if (!(error instanceof ServerError) || error.code !== '55P03') throw error
    const message = `gave up waiting for the migration lock after ${Math.ceil(waitMs / 1000)} s: ${await holder(session)}`
    throw new ProviderError({ provider: 'postgres', message, retryable: true })
  } finally {
    if (!session.lost) await session.query('reset all')
  }
}

/** Gives the lock back. A lost session has given it back already. */
export const unlock = async (session: Session): Promise<void> => {
  if (!session.lost)
    await session.query(`select pg_catalog.pg_advisory_unlock(${KEY})`).catch(() => undefined)
}

/** Asks the server whether this very session holds the lock: behind a pooler in transaction mode it would not. */
export const holdsLock = async (session: Session): Promise<boolean> => {
  const rows = await session.query(
    `select 1 from pg_catalog.pg_locks where ${MINE} and pid = pg_backend_pid()`,
  )
  return rows.length > 0
}

const HOLDER = z.object({ application: z.string().nullable(), pid: z.number(), since: z.string().nullable() })

/** One phrase about the session that has the lock. */
const holder = async (session: Session): Promise<string> => {
  const [row] = await session.query(`
    select l.pid, a.application_name as application,
           to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
    from (select pid from pg_catalog.pg_locks where ${MINE}) l left join pg_catalog.pg_stat_activity a using (pid)`)
  const found = HOLDER.safeParse(row)
  if (!found.success) return 'it has just been released'
  const { application, pid, since } = found.data
  const who = shorten(inertLine(application ?? ''), 63) || 'a session without a name'
  return `${who} (server process ${pid}${since ? `, connected since ${since}` : ''}) is migrating this database`
}
