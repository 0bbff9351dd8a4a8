import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AdapterContext } from '../../../src/platforms/definition.ts'
import type { Host, HostOptions } from '../../../src/platforms/local/host/host.ts'
import { startHost } from '../../../src/platforms/local/host/host.ts'
import { local } from '../../../src/platforms/local/index.ts'
import type { LocalRelease } from '../../../src/platforms/local/shapes.ts'
import type { Platform } from '../../../src/platforms/platform.ts'

const SERVICE = fileURLToPath(new URL('../fixtures/service', import.meta.url))

/** A workspace with built revisions and a host beside it. */
export interface Town {
  workspace: string
  state: string
  context: AdapterContext
  host: () => Host
  platform: Platform
  /** Options as the schema makes them, with these keys changed. */
  options(keys?: Record<string, unknown>): unknown
  /** Puts a revision of the test service where `deploy` looks for it. */
  build(revision: string): void
  /** Puts a program of one's own there. */
  buildAs(revision: string, program: string): void
  remove(revision: string): void
  restart(): Promise<void>
  admin(method: string, path: string, body?: unknown): Promise<Response>
  release(id: string): Promise<LocalRelease>
  close(): Promise<void>
}

/** Starts one; every port is free by construction. */
export const startTown = async (host: Partial<HostOptions> = {}): Promise<Town> => {
  const workspace = mkdtempSync(join(tmpdir(), 'sluice-local-'))
  const state = join(workspace, 'state')
  const context: AdapterContext = {
    workspace,
    secret: (name) => {
      throw new Error(`no secret ${name} in this test`)
    },
    signal: new AbortController().signal,
    log: { info: () => undefined, warning: () => undefined, debug: () => undefined },
  }
  const start = () => startHost({ directory: state, drain: 5000, ...host })
  let running = await start()
  const options = (keys: Record<string, unknown> = {}) =>
    local.options.parse({
      host: 'state',
      directory: 'releases/{revision}',
      command: ['node', 'server.mjs'],
      health: '/healthz',
      ...keys,
    })
  const admin = (method: string, path: string, body?: unknown) => {
    const { adminUrl, token } = JSON.parse(readFileSync(join(state, 'host.json'), 'utf8'))
    return fetch(new URL(path, adminUrl), {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
  return {
    workspace,
    state,
    context,
    options,
    admin,
    host: () => running,
    platform: local.connect(options(), context),
    build: (revision) => cpSync(SERVICE, join(workspace, 'releases', revision), { recursive: true }),
    buildAs: (revision, program) => {
      mkdirSync(join(workspace, 'releases', revision), { recursive: true })
      writeFileSync(join(workspace, 'releases', revision, 'server.mjs'), program)
    },
    remove: (revision) => rmSync(join(workspace, 'releases', revision), { recursive: true }),
    release: async (id) => (await (await admin('GET', `/releases/${id}`)).json()) as LocalRelease,
    restart: async () => {
      await running.stop()
      running = await start()
    },
    close: async () => {
      await running.stop()
      rmSync(workspace, { recursive: true, force: true })
    },
  }
}

/** Asks until `good` says yes; the runner's own time limit ends a vain wait. */
export const eventually = async <T>(ask: () => Promise<T> | T, good: (value: T) => boolean): Promise<T> => {
  for (;;) {
    const value = await ask()
    if (good(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Which release answers plain requests, one after the other; null when none does. */
export const visit = async (
  url: string,
  count: number,
  headers: Record<string, string> = {},
): Promise<(string | null)[]> => {
  const seen: (string | null)[] = []
  for (let index = 0; index < count; index += 1) {
    const answer = await fetch(new URL('/who', url), { headers })
    await answer.text()
    const release = answer.headers.get('x-sluice-release')
    seen.push(release === 'none' ? null : release)
  }
  return seen
}

/** How often each name occurs. */
export const tally = (names: readonly (string | null)[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name ?? 'none'] = (counts[name ?? 'none'] ?? 0) + 1
  return counts
}
