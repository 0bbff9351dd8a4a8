import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { startPostgres } from '../test/servers/postgres.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where everything of one run lies: the copy of the shop, its ledger, the report. Emptied at the start. */
export const OUT = join(root, 'demo', 'out')

/** The shop with a database and a router in front, ready for its first release. */
export interface Stage {
  /** Working copy of the shop: configuration, releases, migrations. */
  workspace: string
  databaseUrl: string
  databaseKind: string
  /** Where customers go. */
  publicUrl: string
  stop(): Promise<void>
}

/** Brings the working copy to a commit of the shop: `demo/shop` is the first, `demo/commits` holds what later ones add. */
export const checkOut = async ({ workspace }: Pick<Stage, 'workspace'>, revision: string): Promise<void> => {
  const commit = join(root, 'demo', 'commits', revision)
  if (existsSync(commit)) await cp(commit, workspace, { recursive: true })
}

const ready = z.object({ publicUrl: z.url() })

/** Builds the stage: a copy of the shop, a real PostgreSQL, the host of the platform `local`. */
export const buildStage = async (): Promise<Stage> => {
  await rm(OUT, { recursive: true, force: true })
  const workspace = join(OUT, 'shop')
  await mkdir(OUT, { recursive: true })
  await cp(join(root, 'demo', 'shop'), workspace, { recursive: true })
  const database = await startPostgres()
  const host = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'src/platforms/local/host/main.ts'),
      '--state',
      join(workspace, 'host'),
      '--port',
      '0',
    ],
    { env: { PATH: process.env.PATH, DATABASE_URL: database.url }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    const { publicUrl } = await firstLine(host)
    const stop = async (): Promise<void> => {
      await end(host)
      await database.stop()
    }
    return { workspace, databaseUrl: database.url, databaseKind: database.kind, publicUrl, stop }
  } catch (error) {
    await end(host)
    await database.stop()
    throw error
  }
}

const firstLine = (host: ChildProcess): Promise<z.output<typeof ready>> =>
  new Promise((resolve, reject) => {
    host.once('exit', (code) => reject(new Error(`the host of the platform local ended with ${code}`)))
    if (host.stdout)
      createInterface(host.stdout).once('line', (line) => resolve(ready.parse(JSON.parse(line))))
  })

const end = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
