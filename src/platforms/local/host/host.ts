import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { resolve } from 'node:path'
import type { Environment } from '../../../kit/environment.ts'
import { readEnvironment } from '../../../kit/environment.ts'
import { ConfigError } from '../../../kit/errors.ts'
import { createAdmin } from './admin.ts'
import { Counters } from './counters.ts'
import { Fleet } from './fleet.ts'
import { startGuard } from './guard.ts'
import { within } from './instance.ts'
import { createRouter } from './router.ts'
import { Splitter } from './split.ts'
import {
  announce,
  prepareState,
  readMemoryFile,
  refuseSecondHost,
  stateFiles,
  withdraw,
  writePrivately,
} from './state.ts'

/** How a host is started. Times in milliseconds. */
export interface HostOptions {
  /** State directory: made if missing; what the host remembers lives here. One host per directory. */
  directory: string
  /** Port of the router. Default 0: any free one. */
  port?: number
  /** Port of the admin API. Default 0: any free one. */
  adminPort?: number
  /** Address both listen on. Default `127.0.0.1`. */
  address?: string
  /** Request header that keeps a user on one release. Default `x-sluice-key`. */
  keyHeader?: string
  /** Cookie asked when that header is missing. Default: none. */
  keyCookie?: string
  /** How many releases without traffic keep their process, 2 to 50. Default 4. */
  keepRunning?: number
  /** Longest wait for requests on their way before a process is ended. Default 30 s. */
  drain?: number
  /** Where the releases' allowed variables come from. Default: the environment of this process. */
  environment?: Environment
}

/** A running host. */
export interface Host {
  /** Base URL of the router. */
  publicUrl: string
  /** Base URL of the admin API. */
  adminUrl: string
  /** Takes no new requests, lets those on their way finish, stops every release, and goes. Twice is once. */
  stop(): Promise<void>
  /** Ends every process at once; for the last moment of this process. */
  kill(): void
}

const listen = (server: Server, port: number, address: string): Promise<string> =>
  new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        new ConfigError({
          message: `port ${port} on ${address} cannot be used (${error.code ?? 'unknown'})`,
          fix: 'another port, or 0 for any free one',
        }),
      ),
    )
    server.listen(port, address, () => {
      const bound = server.address()
      const chosen = typeof bound === 'object' && bound ? bound.port : port
      done(`http://${address.includes(':') ? `[${address}]` : address}:${chosen}`)
    })
  })

const close = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done())
    server.closeIdleConnections()
  })

const checkOptions = ({ keepRunning = 4, keyHeader = '', keyCookie = '' }: HostOptions): void => {
  const token = /^[A-Za-z0-9_-]{0,64}$/
  const problems = [
    { ok: keepRunning >= 2 && keepRunning <= 50, message: 'keepRunning must be 2 to 50' },
    { ok: token.test(keyHeader), message: 'the key header must be made of letters, digits, "-" and "_"' },
    { ok: token.test(keyCookie), message: 'the key cookie must be made of letters, digits, "-" and "_"' },
  ].filter(({ ok }) => !ok)
  if (problems.length > 0) throw new ConfigError(problems.map(({ message }) => ({ message })))
}

/**
 * Starts a host: the releases that ran before, then the router and the admin API. Serves the weights it served before.
 * Throws ConfigError when another host runs on this state, the state is damaged, or a port is taken.
 */
export const startHost = async (options: HostOptions): Promise<Host> => {
  checkOptions(options)
  const directory = resolve(options.directory)
  const address = options.address ?? '127.0.0.1'
  prepareState(directory)
  await refuseSecondHost(directory)
  const memory = readMemoryFile(directory)
  const files = stateFiles(directory)
  const startedAt = Date.now()
  const token = randomBytes(32).toString('base64url')
  const guard = startGuard()
  const counters = new Counters()
  const splitter = new Splitter()
  const drain = options.drain ?? 30_000
  const fleet = new Fleet({
    memory,
    splitter,
    counters,
    around: { environment: options.environment ?? readEnvironment(), logs: files.logs, guard, drain },
    keepRunning: options.keepRunning ?? 4,
    remember: (now) => writePrivately(files.memory, `${JSON.stringify(now, null, 2)}\n`),
  })
  const router = createRouter({
    splitter,
    counters,
    releases: fleet.releases,
    key: { header: (options.keyHeader ?? 'x-sluice-key').toLowerCase(), cookie: options.keyCookie || null },
  })
  let publicUrl = ''
  const admin = createAdmin({ fleet, splitter, counters, token, startedAt, publicUrl: () => publicUrl })

  const kill = () => {
    fleet.kill()
    guard.close()
  }
  let stopping: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    withdraw(directory)
    const closed = [close(router.server), close(admin)]
    await fleet.shutDown(drain)
    // What is still open now is idle, or has outlived its release.
    await within(1000, Promise.all(closed))
    router.server.closeAllConnections()
    admin.closeAllConnections()
    await Promise.all(closed)
    router.close()
    guard.close()
    process.off('exit', kill)
  }
  process.once('exit', kill)
  try {
    await fleet.resume()
    publicUrl = await listen(router.server, options.port ?? 0, address)
    const adminUrl = await listen(admin, options.adminPort ?? 0, address)
    announce(directory, { schema: 1, pid: process.pid, publicUrl, adminUrl, token, startedAt })
    const once = () => {
      stopping ??= stop()
      return stopping
    }
    return { publicUrl, adminUrl, stop: once, kill }
  } catch (error) {
    await stop()
    throw error
  }
}
