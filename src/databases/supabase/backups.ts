import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { createHttp, type Http, type HttpAnswer, type HttpRequest } from '../../kit/http.ts'
import type { Database } from '../database.ts'

const API = 'https://api.supabase.com/v1'
/** How long a restore point may be on its way. Milliseconds. */
const PATIENCE = 180_000
/** Longest name of a restore point (Management API, V1RestorePointPostBody). */
const LONGEST = 20

const backupsShape = z.object({
  pitr_enabled: z.boolean(),
  walg_enabled: z.boolean(),
  physical_backup_data: z.object({ earliest_physical_backup_date_unix: z.int().optional() }),
})

const pointShape = z.object({
  name: z.string(),
  status: z.enum(['AVAILABLE', 'PENDING', 'REMOVED', 'FAILED']),
})

type Point = Awaited<ReturnType<Database['restorePoint']>>

/** A project's backups, as restore points. Nothing here ever restores: that takes the project offline, and is for a person. */
export interface Backups {
  /**
   * With point-in-time recovery the moment is the point, and nothing has to be made. Else a restore point is made from a
   * physical backup, and waited for. Where the plan of the project has neither: null with the reason. Daily backups do not
   * count: what came after the last one would be lost.
   */
  restorePoint: Database['restorePoint']
  close(): Promise<void>
}

/** Connects; nothing is asked yet. Throws ConfigError when the ref is none. */
export const createBackups = ({
  ref,
  token,
  signal,
  http = (provider) => createHttp({ provider, signal }),
}: {
  ref: string
  token: string
  signal: AbortSignal
  http?: (provider: string) => Http
}): Backups => {
  if (!/^[a-z]{20}$/.test(ref))
    throw new ConfigError({
      at: 'database.project',
      message: 'this is not the ref of a Supabase project',
      fix: '20 lower-case letters, from the address of the dashboard',
      docs: 'databases/supabase.md',
    })
  const client = http('supabase')
  const ask = (path: string, request: Omit<HttpRequest, 'url'> = {}): Promise<HttpAnswer> =>
    client.request({
      ...request,
      url: `${API}/projects/${ref}/database/backups${path}`,
      headers: { authorization: `Bearer ${token}` },
      signal,
    })

  const make = async (name: string): Promise<Point> => {
    const label = labelOf(name)
    // Made by an earlier run whose answer was lost, it is found again by its name.
    let point = await find(ask, label)
    if (point === null || point.status === 'FAILED' || point.status === 'REMOVED')
      point = (await ask('/restore-point', { method: 'POST', json: { name: label }, retry: 'never' })).json(
        pointShape,
      )
    const until = performance.now() + PATIENCE
    for (
      let wait = 500;
      point?.status === 'PENDING' && performance.now() < until;
      wait = Math.min(wait * 2, 10_000)
    ) {
      await pause(wait, undefined, { signal })
      point = await find(ask, label)
    }
    if (point?.status === 'AVAILABLE') return { id: `restore-point:${label}` }
    const state = point?.status === 'PENDING' ? 'was not ready in three minutes' : 'could not be made'
    return { id: null, reason: `The restore point ${label} ${state}.` }
  }

  return {
    restorePoint: async (name, { dryRun } = { dryRun: false }) => {
      try {
        const answer = await ask('')
        const { pitr_enabled, walg_enabled, physical_backup_data } = answer.json(backupsShape)
        if (pitr_enabled)
          return physical_backup_data.earliest_physical_backup_date_unix === undefined
            ? {
                id: null,
                reason: 'Point-in-time recovery is on, and there is no backup yet that it could start from.',
              }
            : { id: `pitr:${secondOf(answer)}` }
        if (!walg_enabled)
          return {
            id: null,
            reason:
              'The project has neither point-in-time recovery nor physical backups; daily backups miss what came after.',
          }
        return dryRun ? { id: labelOf(name) } : await make(name)
      } catch (error) {
        return refusal(error)
      }
    },
    close: () => client.close(),
  }
}

/** The second before the answer, by the platform's clock where it says one: nothing of ours was written by then. */
const secondOf = ({ headers }: HttpAnswer): string => {
  const said = Date.parse(headers.date ?? '')
  const now = Number.isNaN(said) ? Date.now() : said
  return `${new Date(now).toISOString().slice(0, 19)}Z`
}

/** Short enough for the API, and the same for the same name. */
const labelOf = (name: string): string => {
  const plain = name.replace(/[^\w-]/g, '-')
  return plain.length <= LONGEST
    ? plain
    : `${plain.slice(0, 9)}-${createHash('sha256').update(name).digest('hex').slice(0, 10)}`
}

const find = async (
  ask: (path: string, request?: Omit<HttpRequest, 'url'>) => Promise<HttpAnswer>,
  label: string,
): Promise<z.output<typeof pointShape> | null> => {
  const answer = await ask('/restore-point', { query: { name: label }, accept: [200, 404] })
  return answer.status === 404 ? null : answer.json(pointShape)
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'The access token of the Management API is refused.',
  402: 'The plan of the project has no restore points.',
  403: 'The access token lacks the permission backups_read or backups_write.',
  404: 'There is no such project, or the token cannot see it.',
}

/** A refusal is a reason why there is no point, which the gate weighs; a failure that may pass is thrown. */
const refusal = (error: unknown): Point => {
  const reason =
    error instanceof ProviderError && error.status !== undefined ? REASONS[error.status] : undefined
  if (reason === undefined) throw error
  return { id: null, reason }
}
