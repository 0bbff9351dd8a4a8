import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttp } from '../../../src/kit/http.ts'
import type { AdapterContext } from '../../../src/platforms/definition.ts'
import {
  ACCOUNT,
  type CloudflareApi,
  startCloudflareApi,
  TOKEN,
} from '../../fakes/vendors/cloudflare-api/server.ts'

/** An account at Cloudflare and a working copy beside it. */
export interface Town {
  api: CloudflareApi
  workspace: string
  context: AdapterContext
  /** Keys of the account, as the configuration has them. */
  account: Record<string, unknown>
  /** What was said to people. */
  said: string[]
  /** Writes files of the working copy. */
  write(files: Readonly<Record<string, string | Buffer>>): Promise<void>
  close(): Promise<void>
}

/** A port of this machine on which nobody listens. */
export const deadPort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Starts an account and makes a working copy. Waits between attempts take no time. */
export const startTown = async (): Promise<Town> => {
  const api = await startCloudflareApi()
  const workspace = await mkdtemp(join(tmpdir(), 'sluice-cloudflare-'))
  const said: string[] = []
  const clients: { close(): Promise<void> }[] = []
  const say = (line: string): void => void said.push(line)
  const context: AdapterContext = {
    http: (provider) => {
      const client = createHttp({ provider, random: () => 0, sleep: async () => {} })
      clients.push(client)
      return client
    },
    secret: (name) => (name === 'CLOUDFLARE_API_TOKEN' ? TOKEN : ''),
    workspace,
    signal: new AbortController().signal,
    log: { info: say, warning: say, debug: () => {} },
  }
  return {
    api,
    workspace,
    context,
    account: { account: ACCOUNT, 'api-url': api.url },
    said,
    write: async (files) => {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(join(workspace, path, '..'), { recursive: true })
        await writeFile(join(workspace, path), content)
      }
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()))
      await api.close()
      await rm(workspace, { recursive: true, force: true })
    },
  }
}
