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
  try {
    const host = await openHost(join(workspace, 'host'), database.url)
    const stop = async (): Promise<void> => {
      await host.stop()
      await database.stop()
    }
    return {
      workspace,
      databaseUrl: database.url,
      databaseKind: database.kind,
      publicUrl: host.publicUrl,
      stop,
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Starts the host of the platform `local` as a process of its own; its releases may have the address of the database. */
export const openHost = async (
  state: string,
  databaseUrl: string,
): Promise<{ publicUrl: string; stop: () => Promise<void> }> => {
  const main = join(root, 'src/platforms/local/host/main.ts')
  const host = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, '--state', state, '--port', '0'],
    { env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    const { publicUrl } = await firstLine(host)
    return { publicUrl, stop: () => end(host) }
  } catch (error) {
    await end(host)
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
