import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { d1Options } from '../../src/databases/d1/options.ts'
import { openD1 } from '../../src/databases/d1.ts'
import type { Database, Migration } from '../../src/databases/database.ts'
import { readMigrations } from '../../src/databases/folder.ts'
import { createHttp } from '../../src/kit/http.ts'
import type { D1Store } from '../fakes/vendors/cloudflare-api/d1.ts'
import {
  ACCOUNT,
  type CloudflareApi,
  startCloudflareApi,
  TOKEN,
} from '../fakes/vendors/cloudflare-api/server.ts'

export const DATABASE = 'c0ffee00-0000-4000-8000-000000000000'

/** A repository with a folder of migrations, and an account with one database. */
export interface D1World {
  api: CloudflareApi
  repository: string
  open(keys?: Record<string, unknown>): Database
  /** Takes the place of all files of the folder `migrations`. */
  write(files: Readonly<Record<string, string>>): Promise<readonly Migration[]>
  close(): Promise<void>
}

/** Starts it in front of a store. Waits between attempts take no time. */
export const startD1World = async (store: D1Store): Promise<D1World> => {
  const api = await startCloudflareApi()
  api.databases.set(DATABASE, store)
  const repository = await mkdtemp(join(tmpdir(), 'sluice-d1-'))
  const opened: Database[] = []
  return {
    api,
    repository,
    open: (keys = {}) => {
      const options = d1Options.parse({ account: ACCOUNT, database: DATABASE, 'api-url': api.url, ...keys })
      const context = {
        secret: (name: string) => (name === 'CLOUDFLARE_API_TOKEN' ? TOKEN : ''),
        signal: new AbortController().signal,
      }
      const http = createHttp({ provider: 'd1', random: () => 0, sleep: async () => {} })
      const database = openD1(options, context, http)
      opened.push(database)
      return database
    },
    write: async (files) => {
      await rm(join(repository, 'migrations'), { recursive: true, force: true })
      await mkdir(join(repository, 'migrations'))
      for (const [name, sql] of Object.entries(files)) {
        await mkdir(dirname(join(repository, 'migrations', name)), { recursive: true })
        await writeFile(join(repository, 'migrations', name), sql)
      }
      return (await readMigrations(repository, 'migrations')).migrations
    },
    close: async () => {
      await Promise.all(opened.map((database) => database.close()))
      await api.close()
      await rm(repository, { recursive: true, force: true })
    },
  }
}
