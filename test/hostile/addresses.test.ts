import { createServer } from 'node:http'
import type { LookupFunction } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpProbe } from '../../actions/probe.ts'
import { stageRunner } from '../../actions/stages.ts'
import type { SmokeStage } from '../../src/config/service.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { createHttp } from '../../src/kit/http.ts'
import { type AddressGuard, blockedHost, refuseBlocked } from '../../src/kit/http-address.ts'
import { type LocalServer, serve } from '../kit/server.ts'

// A platform's answer, a configuration or a name server can point a request of ours anywhere.

/** How one address can be written. `new URL` is what judges them first, as in the product. */
const LOOPBACK = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '017700000001',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '127.0.0.1.',
  '１２７.0.0.1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  'localhost',
  'LOCALHOST.',
  'shop.localhost',
]
const METADATA = [
  '169.254.169.254',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '169.254.43518',
  '169.254.169.254.',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[::169.254.169.254]',
  '[64:ff9b::169.254.169.254]',
  '[2002:a9fe:a9fe::]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '168.63.129.16',
  'metadata',
  'metadata.google.internal',
  'METADATA.GOOGLE.INTERNAL.',
  'instance-data.ec2.internal',
]

const judged = (host: string, guard: AddressGuard) => blockedHost(new URL(`http://${host}/`).hostname, guard)

describe('an address is what it leads to, however it is written', () => {
  test.each(LOOPBACK)('%s is this machine', (host) => {
    expect(judged(host, {})).toBe('private')
    expect(judged(host, { allowPrivate: true })).toBeNull()
  })
  test.each(METADATA)('%s is never asked', (host) => {
    expect(judged(host, {})).toBe('metadata')
    expect(judged(host, { allowPrivate: true })).toBe('metadata')
  })
  test.each([
    'example.com',
    '8.8.8.8',
    '[2606:4700::1111]',
    'localhost.example.com',
    '127.0.0.1.example.com',
  ])('%s is anybody', (host) => expect(judged(host, {})).toBeNull())
})

describe('every part of a smoke test keeps to the addresses of its component', () => {
  let server: LocalServer
  const asked: string[] = []
  beforeAll(async () => {
    server = await serve((response) => response.end('{}'))
    server.server.on('connection', () => asked.push('connection'))
  })
  afterAll(() => server.close())

  const own = { name: 'stage', component: 'web' }
  const headers: [] = []
  const stages: Record<string, SmokeStage> = {
    websocket: {
      ...own,
      type: 'websocket',
      path: '/',
      headers,
      protocols: [],
      send: null,
      contains: null,
      within: 200,
      stay: 0,
      silence: null,
    },
    certificate: { ...own, type: 'certificate', host: null, days: 1 },
    load: {
      ...own,
      type: 'load',
      method: 'GET',
      path: '/',
      headers,
      body: null,
      json: false,
      rate: 10,
      connections: 1,
      duration: 100,
      timeout: 500,
      status: [200],
      version: null,
      errors: 0,
      limits: { p50: null, p95: null, p99: null },
    },
  }
  const run = (stage: SmokeStage, url: string, guard: AddressGuard) =>
    stageRunner({
      exec: () => Promise.reject(new Error('no programs here')),
      signal: new AbortController().signal,
      now: () => 0,
      surroundings: {},
      guardOf: () => guard,
    })(stage, { url, headers: {}, revision: 'v1' }, () => '')

  test.each(Object.keys(stages))(
    'a %s at a private address is not asked, and says nothing about the release',
    async (name) => {
      asked.length = 0
      const stage = stages[name]
      if (!stage) throw new RangeError(name)
      const scheme = name === 'certificate' ? 'https' : 'http'
      for (const host of ['127.0.0.1', 'localhost', '2130706433', '169.254.169.254', '[::ffff:7f00:1]']) {
        const found = await run(stage, `${scheme}://${host}:${server.port}/`, {}).catch((error) => error)
        expect(found).toBeInstanceOf(ProviderError)
        expect(found.message).toContain('not connected to')
        expect(found.message).not.toContain(host)
      }
      expect(asked).toEqual([])
    },
  )

  test('nor by a certificate stage that names a host of its own', async () => {
    const stage = { ...own, type: 'certificate', host: 'metadata.google.internal', days: 1 } as const
    expect(await run(stage, 'https://example.com', {}).catch((error) => error)).toBeInstanceOf(ProviderError)
  })

  test('a request to a private address asks for permission; with it, it is sent', async () => {
    const seen: (AddressGuard | undefined)[] = []
    const probeFor = (guard: AddressGuard) =>
      httpProbe(
        {
          http: (options: Parameters<typeof createHttp>[0]) => {
            seen.push(options.guard)
            return createHttp(options)
          },
          now: () => 0,
        } as Parameters<typeof httpProbe>[0],
        () => guard,
      )
    const request = {
      component: 'web',
      method: 'GET',
      url: server.url,
      headers: {},
      body: null,
      timeout: 5000,
      maxBytes: 1000,
    }
    const refused = await probeFor({})(request).catch((error) => error)
    expect(refused).toBeInstanceOf(ConfigError)
    expect(refused.problems[0].fix).toContain('allow-private-network')
    expect(await probeFor({ allowPrivate: true })(request)).toMatchObject({ status: 200, body: '{}' })
    expect(seen).toEqual([{}, { allowPrivate: true }])
  })
})

describe('a name is judged by where it leads', () => {
  /** Says something public first and something private after that, as a rebinding attack does. */
  const rebinding = (...answers: string[]): LookupFunction => {
    let count = 0
    return (_host, options, callback) => {
      const address = answers[Math.min(count, answers.length - 1)] ?? ''
      count += 1
      const family = address.includes(':') ? 6 : 4
      if (options.all) callback(null, [{ address, family }])
      else callback(null, address, family)
    }
  }

  test.each([
    ['10.0.0.8'],
    ['192.168.0.1'],
    ['100.64.1.1'],
    ['fc00::1'],
    ['::1'],
    ['169.254.169.254'],
    ['::ffff:10.0.0.1'],
  ])('a public name that resolves to %s is not connected to', async (address) => {
    const http = createHttp({ provider: 'metric', guard: {}, lookup: rebinding(address) })
    const error = await http.request({ url: 'http://shop.example/' }).catch((thrown) => thrown)
    await http.close()
    expect(error).toMatchObject({ code: 'blocked', retryable: false, effect: 'none' })
  })

  test('a name that changes its mind between two requests is judged each time', async () => {
    const server = createServer((_request, response) => response.end('inside'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    // 192.0.2.x is never routed: the first attempt is blocked as reserved, later ones as private.
    const http = createHttp({ provider: 'metric', guard: {}, lookup: rebinding('192.0.2.1', '127.0.0.1') })
    for (let attempt = 0; attempt < 3; attempt += 1)
      expect(
        await http.request({ url: `http://shop.example:${port}/` }).catch((thrown) => thrown),
      ).toMatchObject({ code: 'blocked' })
    await http.close()
    server.close()
  })

  test('a host of this machine is refused before a stage begins', async () => {
    await expect(refuseBlocked('localhost', {})).rejects.toThrow('not allowed')
    await expect(refuseBlocked('[::1]', {})).rejects.toThrow('not allowed')
    await expect(refuseBlocked('localhost', { allowPrivate: true })).resolves.toBeUndefined()
  })
})
