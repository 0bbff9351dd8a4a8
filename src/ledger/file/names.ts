import { createHash } from 'node:crypto'

/**
 * A file name for any name a person may choose: a readable start and 12 hex digits that tell it apart.
 * Safe on file systems that ignore case, forbid characters or end at 255 bytes; never `.` or `..`.
 */
export const fileNameFor = (name: string): string => {
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return `${readable || 'x'}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`
}

/** Where one record lives below the ledger's directory. */
export interface Place {
  folder: string
  id: string
}

/** The key under which callers know a record: `<service>/<environment>/<record id>`, all as file names. */
export const keyOf = ({ folder, id }: Place): string => `${folder}/${id}`

/** Reads a key back; null for anything this ledger cannot have given out (a path that climbs, a foreign key). */
export const placeOf = (key: string): Place | null => {
  const match = /^([a-z0-9-]+\/[a-z0-9-]+)\/([rb]-[0-9A-Za-z_-]{12})$/.exec(key)
  return match?.[1] && match[2] ? { folder: match[1], id: match[2] } : null
}

/** The folder that holds the records of one service and environment. */
export const folderOf = (service: string, environment: string): string =>
  `${fileNameFor(service)}/${fileNameFor(environment)}`
