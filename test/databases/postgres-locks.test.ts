import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database, Migration } from '../../src/databases/database.ts'
import { openPostgres, type PostgresSettings } from '../../src/databases/postgres.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { selfSigned } from '../servers/certificate.ts'
import { type PostgresServer, run, startPostgres } from '../servers/postgres.ts'

const tls = selfSigned('localhost')
let folder: string
let authority: string
let server: PostgresServer
let dsn: string

// Locks between sessions, encryption and archives exist on a real server alone; without one this file fails.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-locks-'))
  await chmod(folder, 0o755)
  authority = join(folder, 'authority.pem')
  await writeFile(authority, tls.certificate)
  const rules = join(folder, 'hba.conf')
  await writeFile(rules, 'host all guarded 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n')
  const settings = { archive_mode: 'on', archive_command: 'true', hba_file: rules }
  server = await startPostgres({ kind: 'postgres', settings, tls })
})

afterAll(async () => {
  await server?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  dsn = await server.createDatabase()
})

const withDatabase = async <T>(
  work: (database: Database) => Promise<T>,
  settings: Partial<PostgresSettings> = {},
): Promise<T> => {
  const signal = new AbortController().signal
  const database = await openPostgres({ dsn, secretName: 'DATABASE_URL', signal, ...settings })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** A session of somebody else, ended after use. */
const withStranger = async <T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(dsn, { max: 1, onnotice: () => {}, connection: { application_name: 'stranger' } })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const file = (number: number, sql: string): Migration => ({
  version: `2026010${number}000000`,
  name: `step${number}`,
  sql,
})

/** Waits until the server shows what the query asks for. */
const until = async (query: string): Promise<void> => {
  for (;;) {
    const rows = await run(dsn, [query])
    if (rows.length > 0) return
    await new Promise((done) => setTimeout(done, 20))
  }
}

/** The number that `docs/databases/postgres.md` gives for the lock. */
const KEY = '126909663503205'

describe('two pipelines at once', () => {
  test('one applies, the other waits for it and then finds nothing to do', async () => {
    const files = [
      file(1, 'create table one (id int); select pg_sleep(0.3);'),
      file(2, 'create table two (id int);'),
    ]
    const said: string[] = []
    const log = (line: string): void => void said.push(line)
    const results = await Promise.all(
      [1, 2, 3].map(() => withDatabase((database) => database.apply(files), { log })),
    )
    expect(results.map(({ applied }) => applied.length).sort()).toEqual([0, 0, 2])
    expect(results.every(({ failed, at }) => failed === null && at === '20260102000000')).toBe(true)
    expect(
      said.filter((line) => /^Waiting for the migration lock: sluice \(server process \d+/.test(line)),
    ).toHaveLength(2)
  })

  test('who waits too long is told who holds the lock, and nothing was changed', async () => {
    await withStranger(async (sql) => {
      await sql.unsafe(`select pg_advisory_lock(${KEY})`)
      const error = await withDatabase((database) => database.apply([file(1, 'create table one (id int)')]), {
        lockWaitMs: 50,
      }).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(ProviderError)
      expect(error).toMatchObject({
        retryable: true,
        effect: 'none',
        message: expect.stringMatching(/stranger \(server process \d+, connected since .*Z\)/),
      })
    })
    expect(await run(dsn, ["select to_regclass('one') as one, to_regnamespace('sluice') as own"])).toEqual([
      { one: null, own: null },
    ])
  })

  test('a plan does not wait for the lock', async () => {
    await withStranger(async (sql) => {
      await sql.unsafe(`select pg_advisory_lock(${KEY})`)
      expect(await withDatabase((database) => database.plan([file(1, 'select 1')]))).toMatchObject({
        at: null,
      })
    })
  })

  test('who is told to stop stops waiting', async () => {
    await withStranger(async (sql) => {
      await sql.unsafe(`select pg_advisory_lock(${KEY})`)
      const stop = new AbortController()
      const work = withDatabase((database) => database.apply([file(1, 'select 1')]), {
        signal: stop.signal,
        log: () => stop.abort(),
      })
      await expect(work).rejects.toMatchObject({
        name: 'ProviderError',
        message: expect.stringContaining('stopped'),
      })
    })
  })

  test('the lock is free again after success, after failure and after drift', async () => {
    await withDatabase(async (database) => {
      await database.apply([file(1, 'select 1')])
      await database.apply([file(1, 'select 1'), file(2, 'select nope')])
      await database.apply([file(1, 'select 2')]).catch(() => undefined)
      const held = await run(dsn, ["select 1 from pg_locks where locktype = 'advisory'"])
      expect(held).toEqual([])
    })
  })
})

test('a file that meets a lock of another session is undone and says so', async () => {
  await run(dsn, ['create table busy (id int)'])
  await withStranger(async (sql) => {
    await sql.unsafe('begin')
    await sql.unsafe('lock table busy')
    const migration = file(
      1,
      "set local lock_timeout = '50ms'; create table one (id int);\nalter table busy add column a int;",
    )
    const { failed } = await withDatabase((database) => database.apply([migration]))
    expect(failed).toMatchObject({
      line: 2,
      message: expect.stringContaining('another session holds a lock'),
    })
  })
  expect(await run(dsn, ["select to_regclass('one') as one"])).toEqual([{ one: null }])
})

describe('a connection that breaks', () => {
  /** Passes bytes on, until the client commits a file: then it cuts, after passing that on or before. Once. */
  const cutting = async (passOn: boolean): Promise<{ url: string; proxy: Server }> => {
    const target = new URL(dsn)
    const port = Number(target.port)
    let cut = false
    let recorded = false
    const proxy = createServer((client: Socket) => {
      const upstream = connect(port, '127.0.0.1')
      for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
      client.on('close', () => upstream.end())
      upstream.on('close', () => client.destroy())
      upstream.on('data', (data) => client.writable && client.write(data))
      client.on('data', (data: Buffer) => {
        recorded ||= data.includes('insert into supabase_migrations')
        if (cut || !recorded || !data.includes('commit\0')) return upstream.write(data)
        cut = true
        upstream.removeAllListeners('data')
        if (passOn) upstream.write(data, () => client.destroy())
        else client.destroy()
      })
    })
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
    const address = proxy.address()
    target.port = String(typeof address === 'object' ? address?.port : 0)
    return { url: target.href, proxy }
  }

  const TWO = [file(1, 'create table one (id int);'), file(2, 'create table two (id int);')]
  beforeEach(() => withDatabase((database) => database.apply([file(0, 'select 1')])))
  const FILES = [file(0, 'select 1'), ...TWO]

  test('while committing, after the server heard: it is asked, has the file, and the rest follows', async () => {
    const { url, proxy } = await cutting(true)
    const said: string[] = []
    const log = (line: string): void => void said.push(line)
    const result = await withDatabase((database) => database.apply(FILES), { dsn: url, log })
    proxy.close()
    expect(said.filter((line) => line.includes('asking the database'))).toHaveLength(1)
    expect(result).toEqual({ applied: TWO.map(({ version }) => version), failed: null, at: '20260102000000' })
    expect((await withDatabase((database) => database.plan(FILES))).pending).toEqual([])
  })

  test('while committing, before the server heard: it is asked, has undone the file, and the next run applies it', async () => {
    const { url, proxy } = await cutting(false)
    const result = await withDatabase((database) => database.apply(FILES), { dsn: url })
    proxy.close()
    expect(result).toMatchObject({
      applied: [],
      failed: { version: TWO[0]?.version, message: expect.stringContaining('undone whole') },
    })
    expect(await run(dsn, ["select to_regclass('one') as one"])).toEqual([{ one: null }])
    const again = await withDatabase((database) => database.apply(FILES))
    expect(again.applied).toEqual(TWO.map(({ version }) => version))
  })

  test('when the server ends the session in the middle of a file, that file is undone and can be applied again', async () => {
    const slow = [...FILES, file(3, 'create table three (id int);\nselect pg_sleep(30);')]
    const [result] = await Promise.all([
      withDatabase((database) => database.apply(slow)),
      until(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'sluice' and query like '%pg_sleep%' and datname = current_database()`,
      ),
    ])
    expect(result).toMatchObject({
      applied: TWO.map(({ version }) => version),
      failed: { version: '20260103000000' },
    })
    const quick = [...FILES, file(3, 'create table three (id int);')]
    expect((await withDatabase((database) => database.apply(quick))).applied).toEqual(['20260103000000'])
  })

  test('and that cannot be made again leaves the outcome unknown, and says so', async () => {
    const { url, proxy } = await cutting(true)
    proxy.once('connection', () => proxy.close())
    const error = await withDatabase((database) => database.apply(FILES), { dsn: url }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ name: 'ProviderError', retryable: true, effect: 'unknown' })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('127.0.0.1')
  })
})

describe('encryption is what the connection string asks for', () => {
  const encrypted = async (parameters: string): Promise<unknown> => {
    const url = new URL(dsn)
    url.hostname = parameters.includes('elsewhere') ? '127.0.0.1' : 'localhost'
    url.search = parameters.replace('AUTHORITY', encodeURIComponent(authority))
    const seen = file(1, 'create table seen as select ssl from pg_stat_ssl where pid = pg_backend_pid();')
    await withDatabase((database) => database.apply([seen]), { dsn: url.href })
    return (await run(dsn, ['select ssl from seen']))[0]?.ssl
  }

  test.each<[string, boolean]>([
    ['sslmode=disable', false],
    ['sslmode=prefer', true],
    ['sslmode=require', true],
    ['', true],
    ['sslmode=verify-ca&sslrootcert=AUTHORITY', true],
    ['sslmode=verify-ca&sslrootcert=AUTHORITY&elsewhere', true],
    ['sslmode=verify-full&sslrootcert=AUTHORITY', true],
  ])('%j: %s', async (parameters, expected) => {
    expect(await encrypted(parameters)).toBe(expected)
  })

  test.each([
    [
      'verify-full against a certificate of another host',
      'sslmode=verify-full&sslrootcert=AUTHORITY&elsewhere',
    ],
    ['verify-full with an authority nobody knows', 'sslmode=verify-full'],
    ['the authorities of the system', 'sslrootcert=system'],
    ['an authority that is not there', 'sslmode=verify-full&sslrootcert=none.pem'],
  ])('%s is refused', async (_, parameters) => {
    await expect(encrypted(parameters)).rejects.toBeInstanceOf(ConfigError)
  })
})

test('the sessions of Sluice can be told from others on the server', async () => {
  const seen = file(1, "create table seen as select current_setting('application_name') as name;")
  await withDatabase((database) => database.apply([seen]))
  expect(await run(dsn, ['select name from seen'])).toEqual([{ name: 'sluice' }])
})

describe('a server that cannot be used', () => {
  test.each<[string, { path?: string; port?: string }, typeof ConfigError | typeof ProviderError, string]>([
    ['a database that is not there', { path: '/hunter2' }, ConfigError, 'has no database of this name'],
    ['a port where nothing listens', { port: '1' }, ProviderError, 'the connection was refused'],
  ])('%s is told apart, and no part of the address is shown', async (_, { path, port }, kind, message) => {
    const url = new URL(dsn)
    url.password = 'hunter2'
    if (path) url.pathname = path
    if (port) url.port = port
    const work = withDatabase((database) => database.plan([]), { dsn: url.href })
    const error = await work.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(kind)
    expect(String(error)).toContain(message)
    if (error instanceof ProviderError) expect(error).toMatchObject({ retryable: true, effect: 'none' })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hunter2|127\.0\.0\.1/)
  })

  test.each(['require', 'verify-full'])(
    'one without encryption is refused under sslmode=%s',
    async (mode) => {
      const bare = await startPostgres({ kind: 'postgres' })
      const work = withDatabase((database) => database.plan([]), { dsn: bare.url.replace('disable', mode) })
      const error = await work.catch((thrown: unknown) => thrown)
      await bare.stop()
      expect(error).toBeInstanceOf(ConfigError)
      expect(String(error)).toContain('offers no encryption')
    },
  )
})

describe('logging in', () => {
  const as = (user: string, password: string): string => {
    const url = new URL(dsn)
    url.username = user
    url.password = encodeURIComponent(password)
    return url.href
  }

  test('with the right password works, special characters and all', async () => {
    await run(dsn, ["create role guarded login superuser password 'p/w#1%'"])
    const plan = await withDatabase((database) => database.plan([]), { dsn: as('guarded', 'p/w#1%') })
    expect(plan).toMatchObject({ at: null, pending: [] })
  })

  test.each([
    ['a wrong password', 'guarded', 'hunter2', 'refused user and password'],
    ['a user that is not there', 'nobody_here', 'hunter2', 'does not let this user in'],
  ])('%s is told apart and shown nowhere', async (_, user, password, message) => {
    const work = withDatabase((database) => database.plan([]), { dsn: as(user, password) })
    const error = await work.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain(message)
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hunter2|nobody_here|guarded/)
  })

  test('a role that may create no schema is told what to grant', async () => {
    await run(dsn, [`do $$ begin create role small login; exception when duplicate_object then null; end $$`])
    const url = new URL(dsn)
    url.username = 'small'
    const work = withDatabase((database) => database.apply([file(1, 'select 1')]), { dsn: url.href })
    await expect(work).rejects.toThrow(/grant create on database/)
  })
})

describe('a restore point', () => {
  test('that is only asked about has no place in the log, for none was written', async () => {
    const ask = withDatabase((database) => database.restorePoint('before v3', { dryRun: true }))
    expect(await ask).toEqual({ id: 'before-v3' })
  })

  test('is made where the log is archived, with its place in the log', async () => {
    expect(await withDatabase((database) => database.restorePoint('before v2 (orders)'))).toEqual({
      id: expect.stringMatching(/^before-v2--orders-@[0-9A-F]+\/[0-9A-F]+$/),
    })
  })

  test('is refused to a role without the right, with the reason', async () => {
    await run(dsn, [`do $$ begin create role small login; exception when duplicate_object then null; end $$`])
    const url = new URL(dsn)
    url.username = 'small'
    const point = await withDatabase((database) => database.restorePoint('x'), { dsn: url.href })
    expect(point).toEqual({ id: null, reason: expect.stringContaining('may not call') })
  })
})
