import { z } from 'zod'
import { type ApiAnswer, ApiRefusal, type ApiRequest, good, jsonOf, partsBelow } from './answers.ts'

/** What one statement gave. */
export interface D1Result {
  results: Record<string, unknown>[]
}

/** A database that carries SQL out as D1 does: all statements of one call together, or none of them. */
export interface D1Store {
  /** Throws with the words of SQLite. */
  run(sql: string, parameters: readonly unknown[]): Promise<readonly D1Result[]>
  /** Where the history of the database is now; null where it has none. */
  bookmark(): Promise<string | null>
}

/** What one statement answers. `changed`: whether it could change the database. */
export const statementAnswer = ({ results }: D1Result, changed: boolean) => ({
  results,
  success: true,
  meta: { changed_db: changed, changes: 0, duration: 0.2, rows_read: 0, rows_written: 0 },
})

/** Where the history is. */
export const bookmarkAnswer = (bookmark: string) => ({ bookmark })

const query = z.strictObject({ sql: z.string().min(1), params: z.array(z.unknown()).optional() })

/** Answers what lies below `/accounts/{account}/d1/database`. */
export const answerD1 = async (
  prefix: string,
  databases: ReadonlyMap<string, D1Store>,
  request: ApiRequest,
): Promise<ApiAnswer | null> => {
  const [id, what, ...rest] = partsBelow(`${prefix}/d1/database`, request.path) ?? []
  if (id === undefined) return null
  const database = databases.get(id)
  if (!database) throw new ApiRefusal(404, 7404, `The database ${id} could not be found`)
  if (request.method === 'GET' && what === 'time_travel' && rest[0] === 'bookmark') {
    const bookmark = await database.bookmark()
    if (bookmark === null) throw new ApiRefusal(400, 7500, 'Time travel is not available for this database')
    return good(bookmarkAnswer(bookmark))
  }
  if (request.method !== 'POST' || what !== 'query') return null
  const { sql, params = [] } = query.parse(jsonOf(request))
  try {
    const results = await database.run(sql, params)
    // What JSON cannot say becomes null, as it does at Cloudflare.
    return good(
      JSON.parse(
        JSON.stringify(results.map((result) => statementAnswer(result, !/^\s*select\b/i.test(sql)))),
      ),
    )
  } catch (error) {
    const says = error instanceof Error ? error.message.replace(/^D1_ERROR: /, '') : 'unknown'
    throw new ApiRefusal(400, 7500, /SQLITE_\w+$/.test(says) ? says : `${says}: SQLITE_ERROR`)
  }
}
