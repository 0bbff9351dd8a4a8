import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '../../../src/kit/errors.ts'
import type { Http } from '../../../src/kit/http.ts'
import type { AdapterContext } from '../../../src/platforms/definition.ts'
import type { Platform } from '../../../src/platforms/platform.ts'
import { vercel } from '../../../src/platforms/vercel/index.ts'
import { type FakeVercel, startVercel, type VercelWorld } from '../../fakes/vendors/vercel-api.ts'

/** A project on the stand-in, a working copy, and what was said. */
export interface Site {
  vendor: FakeVercel
  workspace: string
  said: string[]
  /** A connection; `keys` change the component's own keys. */
  connect(keys?: Record<string, unknown>, http?: () => Http): Platform
  /** Puts a revision into the working copy. */
  build(revision: string): void
  close(): Promise<void>
}

/** Starts a stand-in and a working copy. */
export const openSite = async (
  world: VercelWorld = {},
  usual: Record<string, unknown> = {},
): Promise<Site> => {
  const vendor = await startVercel(world)
  const workspace = mkdtempSync(join(tmpdir(), 'sluice-vercel-'))
  const said: string[] = []
  const say = (line: string): void => void said.push(line)
  const contextOf = (http: () => Http): AdapterContext => ({
    http,
    secret: (name) => {
      if (name === 'VERCEL_TOKEN') return vendor.token
      if (name === 'BYPASS') return 'let-me-in'
      throw new ConfigError({ message: `the secret ${name} is missing` })
    },
    workspace,
    signal: new AbortController().signal,
    log: { info: say, warning: say, debug: () => {} },
  })
  return {
    vendor,
    workspace,
    said,
    connect: (keys = {}, http = vendor.http) =>
      vercel.connect(
        vercel.options.parse({
          project: vendor.project,
          team: vendor.team,
          source: 'files',
          directory: 'site',
          'ready-within': '5s',
          ...usual,
          ...keys,
        }),
        contextOf(http),
      ),
    build: (revision) => {
      mkdirSync(join(workspace, 'site', 'public'), { recursive: true })
      writeFileSync(join(workspace, 'site', 'public', 'index.html'), `<h1>${revision}</h1>`)
      mkdirSync(join(workspace, 'site', '.vercel', 'output', 'static'), { recursive: true })
      writeFileSync(join(workspace, 'site', '.vercel', 'output', 'config.json'), '{"version":3}')
      writeFileSync(
        join(workspace, 'site', '.vercel', 'output', 'static', 'index.html'),
        `<h1>${revision}</h1>`,
      )
    },
    close: async () => {
      await vendor.close()
      rmSync(workspace, { recursive: true, force: true })
    },
  }
}
