import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { stageRunner } from '../../actions/stages.ts'
import type { SmokeStage } from '../../src/config/service.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import type { ExecRequest } from '../../src/kit/exec.ts'
import type { Surroundings } from '../../src/kit/host.ts'
import type { AddressGuard } from '../../src/kit/http-address.ts'
import { serve } from '../kit/server.ts'
import { serveSockets } from '../kit/websocket-server.ts'
import { selfSigned } from '../servers/certificate.ts'
import { startNameServer } from '../servers/name-server.ts'

const NOW = Date.UTC(2026, 10, 21)

const run = (
  stage: SmokeStage,
  target: { url: string; headers?: Record<string, string>; revision?: string },
  more: {
    exec?: (request: ExecRequest) => Promise<{ exitCode: number }>
    now?: number
    guard?: AddressGuard
  } & Surroundings = {},
) => {
  const exec = async (request: ExecRequest) => {
    if (!more.exec) throw new Error('no command')
    return { stdout: '', stderr: '', truncated: false, ...(await more.exec(request)) }
  }
  const runtime = {
    exec,
    signal: new AbortController().signal,
    now: () => more.now ?? NOW,
    guardOf: () => more.guard ?? { allowPrivate: true },
    surroundings: more,
  }
  const secrets = (name: string) => `the value of ${name}`
  return stageRunner(runtime)(stage, { headers: {}, revision: 'v2', ...target }, secrets)
}

const own = { name: 'stage', component: 'web' }

describe('a load', () => {
  const stage = {
    ...own,
    type: 'load',
    method: 'GET',
    path: '/items',
    headers: [{ name: 'authorization', value: ['Bearer ', { secret: 'TOKEN' }] }],
    body: null,
    json: false,
    rate: 50,
    connections: 5,
    duration: 400,
    timeout: 5_000,
    status: [200],
    version: 'x-revision',
    errors: 0.01,
    limits: { p50: null, p95: null, p99: 4_000 },
  } as const satisfies SmokeStage

  const loaded = async (
    answer: (count: number) => { status?: number; revision?: string; wait?: number },
    changes: Partial<typeof stage> | object = {},
  ) => {
    const server = await serve((response, _seen, count) => {
      const { status = 200, revision = 'v2', wait = 0 } = answer(count)
      setTimeout(() => response.writeHead(status, { 'x-revision': revision }).end('{}'), wait)
    })
    try {
      const target = { url: server.url, headers: { 'x-sluice-release': 'web-2' } }
      return { found: await run({ ...stage, ...changes }, target), seen: server.seen }
    } finally {
      await server.close()
    }
  }

  test('is aimed at exactly one release, by the headers that select it, with a secret in its own', async () => {
    const { found, seen } = await loaded(() => ({}))
    expect(found).toMatchObject({ faults: [], attempts: 20 })
    expect(found.figures).toMatch(/^20 requests, .*\/s, p50 .* ms, p95 .* ms, p99 .* ms$/)
    expect(seen[0]?.headers).toMatchObject({
      'x-sluice-release': 'web-2',
      authorization: 'Bearer the value of TOKEN',
    })
  })

  test('fails when more requests fail than are tolerated, and says of what kind', async () => {
    const { found } = await loaded((count) => (count % 4 === 0 ? { status: 500 } : {}))
    expect(found.faults).toEqual(['5 of 20 requests failed (5 status 500), allowed 1 %'])
  })

  test('fails when another release answers', async () => {
    const { found } = await loaded((count) => (count % 2 === 0 ? { revision: 'v1' } : {}))
    expect(found.faults).toEqual(['10 of 20 requests failed (10 another revision), allowed 1 %'])
  })

  test('fails when it is too slow', async () => {
    const { found } = await loaded(() => ({ wait: 150 }), { limits: { p50: 100, p95: 100, p99: null } })
    expect(found.faults.join()).toMatch(/^p50 is \d+ ms, allowed 100 ms,p95 is \d+ ms, allowed 100 ms$/)
  })
})

test('a WebSocket is opened at the address of the release', async () => {
  let path: unknown
  const server = await serveSockets({
    open: (peer) => {
      path = peer.headers.host
      peer.send('{"type":"ready"}')
    },
  })
  try {
    const stage = { type: 'websocket', path: '/signals', headers: [], protocols: [], send: null } as const
    const rest = { contains: 'ready', within: 2_000, stay: 50, silence: null }
    const found = await run({ ...own, ...stage, ...rest }, { url: server.url.replace('ws:', 'http:') })
    expect(found).toMatchObject({ faults: [], figures: '1 message(s)' })
    expect(path).toBe(server.url.slice('ws://'.length))
  } finally {
    await server.close()
  }
})

describe('a certificate', () => {
  const { certificate, key } = selfSigned('localhost')
  const looked = async (more: Surroundings & { now?: number }, days = 14) => {
    const server = createServer({ cert: certificate, key }, (_request, response) => response.end())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    try {
      return await run(
        { ...own, type: 'certificate', host: null, days },
        { url: `https://localhost:${port}` },
        more,
      )
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  }

  test('that is trusted and good for long is well', async () => {
    expect(await looked({ ca: certificate })).toMatchObject({ faults: [], figures: '8441 days left' })
  })

  test('that nobody vouches for is not trusted', async () => {
    expect((await looked({})).faults.join()).toMatch(/^the certificate of localhost is not trusted \(.+\)$/)
  })

  test('that ends soon is told with its days', async () => {
    const found = await looked({ ca: certificate, now: Date.UTC(2049, 11, 25) })
    expect(found.faults).toEqual(['the certificate of localhost ends in 6 days, wanted 14'])
  })

  test('is asked for where there can be none', async () => {
    const found = await run(
      { ...own, type: 'certificate', host: null, days: 14 },
      { url: 'http://localhost' },
    )
    expect(found.faults.join()).toContain('no certificate')
  })

  test('of a server that is not there says nothing', async () => {
    const nobody = run({ ...own, type: 'certificate', host: null, days: 14 }, { url: 'https://localhost:1' })
    await expect(nobody).rejects.toThrow(ProviderError)
  })
})

describe('a name', () => {
  /** A name server that knows one CNAME; every other name does not exist. */
  const withNames = async <T>(work: (nameServers: string[]) => Promise<T>): Promise<T> => {
    const alias = { host: 'shop.example.test', record: 'CNAME', value: 'edge.example.net' } as const
    const server = await startNameServer([alias])
    try {
      return await work([server.address])
    } finally {
      server.close()
    }
  }
  const cname = (host: string, values: string[]) =>
    ({ ...own, type: 'dns', host, record: 'CNAME', values }) as const

  test('that leads where it should is well, whatever its case and last dot', () =>
    withNames(async (nameServers) => {
      const found = await run(
        cname('shop.example.test', ['Edge.example.net.']),
        { url: 'http://x' },
        { nameServers },
      )
      expect(found.faults).toEqual([])
    }))

  test.each([
    ['leads elsewhere', 'shop.example.test', 'old.example.net'],
    ['does not exist', 'nowhere.example.test', 'edge.example.net'],
  ])('that %s is a fault', (_what, host, value) =>
    withNames(async (nameServers) => {
      const found = await run(cname(host, [value]), { url: 'http://x' }, { nameServers })
      expect(found.faults).toEqual([`CNAME of ${host} lacks ${value}`])
    }),
  )
})

describe('a command', () => {
  const stage = {
    ...own,
    type: 'command',
    command: ['npm', 'run', 'e2e'],
    env: ['E2E_USER'],
    timeout: 60_000,
  } as const
  const target = { url: 'https://web-2.example.test', headers: { 'x-release': 'web-2' } }

  test('finds the release in its environment, gets what is named, and passes by its exit code', async () => {
    let asked: ExecRequest | undefined
    const exec = async (request: ExecRequest) => {
      asked = request
      return { exitCode: 0 }
    }
    expect(await run(stage, target, { exec })).toMatchObject({ faults: [] })
    expect(asked).toEqual({
      program: 'npm',
      args: ['run', 'e2e'],
      pass: ['E2E_USER'],
      set: {
        SLUICE_URL: 'https://web-2.example.test',
        SLUICE_HEADERS: '{"x-release":"web-2"}',
        SLUICE_REVISION: 'v2',
      },
      timeout: 60_000,
    })
  })

  test('that fails, or does not end, is a fault; one that is not installed is for a person', async () => {
    expect((await run(stage, target, { exec: async () => ({ exitCode: 3 }) })).faults).toEqual([
      'it ended with exit code 3',
    ])
    const late = new ProviderError({ provider: 'npm', message: 'late', retryable: false, code: 'timeout' })
    expect((await run(stage, target, { exec: () => Promise.reject(late) })).faults).toEqual([
      'it did not end within 60000 ms',
    ])
    const absent = new ConfigError({ message: 'npm is not installed' })
    await expect(run(stage, target, { exec: () => Promise.reject(absent) })).rejects.toThrow('not installed')
  })
})
