import { z } from 'zod'
import { ServerError } from '../../kit/postgres/server-error.ts'
import type { Session } from '../../kit/postgres/session.ts'

const FACTS = z.object({
  standby: z.boolean(),
  wal: z.string(),
  archive: z.string(),
  allowed: z.boolean(),
  failing: z.boolean(),
})

/** PostgreSQL's own limit (MAXFNAMELEN - 1, src/include/access/xlog_internal.h). */
const MAX_NAME = 63

/**
 * Writes a named mark into the write-ahead log. It is of use only where the log is archived, beside a base backup:
 * where that cannot be, the answer is null and the reason. With `dryRun` nothing is written.
 */
export const createRestorePoint = async (
  session: Session,
  name: string,
  { dryRun }: { dryRun: boolean } = { dryRun: false },
): Promise<{ id: string } | { id: null; reason: string }> => {
  const label = name.replace(/[^\w.:/@+-]/g, '-').slice(0, MAX_NAME)
  if (label === '') return { id: null, reason: 'A restore point needs a name.' }
  const [row] = await session.query(`
    select pg_is_in_recovery() as standby, current_setting('wal_level') as wal,
           current_setting('archive_mode') as archive,
           has_function_privilege('pg_catalog.pg_create_restore_point(text)', 'execute') as allowed,
           coalesce((select last_failed_time > coalesce(last_archived_time, '-infinity') from pg_stat_archiver), false)
             as failing`)
  const reason = whyNot(FACTS.parse(row))
  if (reason) return { id: null, reason }
  if (dryRun) return { id: label }
  try {
    const [mark] = await session.query('select pg_create_restore_point($1::text)::text as position', [label])
    return { id: `${label}@${String(mark?.position)}` }
  } catch (error) {
    if (!(error instanceof ServerError)) throw error
    return { id: null, reason: `The server refused a restore point (SQLSTATE ${error.code}).` }
  }
}

const whyNot = ({ standby, wal, archive, allowed, failing }: z.output<typeof FACTS>): string | null => {
  if (standby) return 'The server is a standby; restore points are made on the primary.'
  if (wal === 'minimal' || archive === 'off') {
    return 'The server keeps no archive of its write-ahead log, so there is nothing to restore to a point in time.'
  }
  if (failing)
    return 'The server fails to archive its write-ahead log, so a restore point could not be reached.'
  if (!allowed) return 'The role may not call pg_create_restore_point; use the backups of the provider.'
  return null
}
