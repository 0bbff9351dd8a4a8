import { once } from 'node:events'
import type { AddressInfo, LookupFunction } from 'node:net'
import { connect, createServer } from 'node:net'
import { createGzip, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import type { Http, HttpOptions, HttpRequest } from '../../src/kit/http.ts'
import { createHttp } from '../../src/kit/http.ts'
import type { LocalServer } from './server.ts'
import { serve } from './server.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

const serving = async (...arguments_: Parameters<typeof serve>): Promise<LocalServer> => {
  const server = await serve(...arguments_)
  open.push(server)
  return server
}

/** A client whose waits take no time but move its clock. */
const client = (options: Partial<HttpOptions> = {}): { http: Http; waits: number[] } => {
  const waits: number[] = []
  let present = Date.UTC(2026, 0, 1)
  const http = createHttp({
    provider: 'acme',
    now: () => present,
    random: () => 0.5,
    sleep: async (wait) => {
      waits.push(wait)
      present += wait
    },
    ...options,
  })
  open.push(http)
  return { http, waits }
}

const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
  const error = await work.then(
    () => new Error('it was expected to fail'),
    (thrown) => thrown,
  )
  if (error instanceof ProviderError) return error
  throw error
}

describe('asking', () => {
  test('sends query, headers and JSON, and reads JSON of the expected shape', async () => {
    const server = await serving((response) => response.end('{"id": 7, "extra": true}'))
    const answer = await client().http.request({
      method: 'POST',
      url: `${server.url}/things?a=1`,
      query: { b: 'x y', list: ['p', 'q'], none: undefined },
      headers: { Authorization: 'Bearer t' },
      json: { name: 'shop' },
    })
    expect(answer.status).toBe(200)
    expect(answer.json(z.object({ id: z.number() }))).toEqual({ id: 7 })
    expect(server.seen).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/things?a=1&b=x+y&list=p&list=q',
        body: '{"name":"shop"}',
      }),
    ])
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer t',
      'content-type': 'application/json',
      'accept-encoding': 'identity',
    })
  })

  test.each([
    ['no JSON', '<html>secret page</html>', 'did not answer with JSON'],
    ['another shape', '{"id": "secret", "list": [{}]}', 'unexpected shape at id (invalid_type)'],
  ])('refuses %s without showing any of it', async (_, body, says) => {
    const server = await serving((response) => response.end(body))
    const answer = await client().http.request({ url: server.url })
    const error = await failure(Promise.resolve().then(() => answer.json(z.object({ id: z.number() }))))
    expect(error).toMatchObject({ code: 'invalid-answer', retryable: false, effect: 'none' })
    expect(error.message).toContain(says)
    expect(error.message).not.toContain('secret')
  })

  test('an answer to a write that cannot be read leaves it unknown whether the write happened', async () => {
    const server = await serving((response) => response.end('oops'))
    const answer = await client().http.request({ method: 'POST', url: server.url })
    const error = await failure(Promise.resolve().then(() => answer.json(z.object({}))))
    expect(error.effect).toBe('unknown')
  })

  test.each([
    ['404 as an error that will not pass', 404, {}, { retryable: false, status: 404, code: 'status' }],
    ['401 as an error that will not pass', 401, {}, { retryable: false, status: 401, code: 'status' }],
    [
      '403 with nothing remaining as a rate limit',
      403,
      { 'x-ratelimit-remaining': '0' },
      { retryable: true, code: 'rate-limited' },
    ],
  ])('takes %s', async (_, status, headers, expected) => {
    const server = await serving((response) => response.writeHead(status, headers).end('private body'))
    const error = await failure(
      client().http.request({ url: `${server.url}/x?token=hunter22`, retry: 'never' }),
    )
    expect(error).toMatchObject({ ...expected, effect: 'none', provider: 'acme' })
    expect(error.message).not.toMatch(/private|hunter22/)
  })

  test('gives a status back as an answer when the caller wants it', async () => {
    const server = await serving((response, { path }) => response.writeHead(Number(path.slice(1))).end())
    const { http } = client()
    expect((await http.request({ url: `${server.url}/404`, accept: [200, 404] })).status).toBe(404)
    expect((await http.request({ url: `${server.url}/503`, accept: 'any' })).status).toBe(503)
    expect(server.seen).toHaveLength(2)
  })

  test('keeps the request id of the vendor', async () => {
    const server = await serving((response) => response.writeHead(400, { 'x-request-id': 'req-1' }).end())
    expect((await failure(client().http.request({ url: server.url }))).requestId).toBe('req-1')
  })

  test('tells the log method, host, path, status and nothing more', async () => {
    const lines: string[] = []
    const server = await serving((response) => response.end('private'))
    const { http } = client({ debug: (line) => lines.push(line) })
    await http.request({ url: `${server.url}/a?token=hunter22`, headers: { authorization: 'hunter22' } })
    expect(lines).toEqual([`GET 127.0.0.1:${server.port}/a 200 0 ms`])
  })
})

describe('what cannot be asked', () => {
  const refusal = async (request: HttpRequest, options: Partial<HttpOptions> = {}): Promise<string> => {
    const error = await client(options)
      .http.request(request)
      .catch((thrown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).message
  }

  test.each([
    ['user and password', 'https://app:hunter22@example.com', 'user name or password'],
    ['a file', 'file:///etc/passwd', 'begin with https://'],
    ['a script', 'javascript:alert(1)', 'begin with https://'],
    ['nonsense', 'hunter22 nonsense', 'not a valid URL'],
  ])('refuses an address with %s and shows no part of it', async (_, url, says) => {
    const message = await refusal({ url })
    expect(message).toContain(says)
    expect(message).not.toMatch(/hunter22|etc|alert/)
  })

  test('refuses a header with a line break, naming the header and not the value', async () => {
    const message = await refusal({ url: 'https://example.com', headers: { 'X-Token': 'hunter22\nx' } })
    expect(message).toContain('x-token')
    expect(message).not.toContain('hunter22')
  })
})

describe('repeating', () => {
  test('asks again after 5xx, with growing waits, and gives up after the last attempt', async () => {
    const server = await serving((response) => response.writeHead(503).end())
    const { http, waits } = client()
    const error = await failure(http.request({ url: server.url }))
    expect(error).toMatchObject({ status: 503, retryable: true, effect: 'none' })
    expect(server.seen).toHaveLength(4)
    expect(waits).toEqual([125, 250, 500])
  })

  test.each([500, 502, 503, 504, 429, 408])('recovers from %d', async (status) => {
    const server = await serving((response, _, count) =>
      response.writeHead(count < 3 ? status : 200).end('fine'),
    )
    const answer = await client().http.request({ url: server.url })
    expect(answer.text()).toBe('fine')
    expect(server.seen).toHaveLength(3)
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('never repeats a %s by itself', async (method) => {
    const server = await serving((response) => response.writeHead(502).end())
    const error = await failure(client().http.request({ method, url: server.url }))
    expect(server.seen).toHaveLength(1)
    expect(error).toMatchObject({ effect: 'unknown', retryable: true, status: 502 })
  })

  test('repeats a write that the caller calls safe', async () => {
    const server = await serving((response, _, count) => response.writeHead(count === 1 ? 502 : 200).end())
    const answer = await client().http.request({
      method: 'PUT',
      url: server.url,
      json: { weight: 10 },
      retry: 'safe',
    })
    expect(answer.status).toBe(200)
    expect(server.seen.map(({ body }) => body)).toEqual(['{"weight":10}', '{"weight":10}'])
  })

  test('remembers that an earlier attempt of a write may have happened', async () => {
    const server = await serving((response, _, count) => response.writeHead(count === 1 ? 502 : 403).end())
    const error = await failure(client().http.request({ method: 'PUT', url: server.url, retry: 'safe' }))
    expect(error).toMatchObject({ status: 403, effect: 'unknown', retryable: false })
  })

  test('a refused write has surely not happened', async () => {
    const server = await serving((response) => response.writeHead(422).end())
    expect((await failure(client().http.request({ method: 'POST', url: server.url }))).effect).toBe('none')
  })

  test('a connection lost after a write was taken in leaves its effect unknown', async () => {
    const server = await serving((response) => response.destroy())
    const error = await failure(client().http.request({ method: 'POST', url: server.url, body: 'x' }))
    expect(server.seen).toHaveLength(1)
    expect(error).toMatchObject({ code: 'connection', effect: 'unknown', retryable: true })
  })

  test('a connection that never came about has no effect', async () => {
    const closed = await serve(() => {})
    await closed.close()
    const error = await failure(client().http.request({ method: 'POST', url: closed.url, body: 'x' }))
    expect(error).toMatchObject({ code: 'connection', effect: 'none', retryable: true })
  })

  test('a lost connection is tried again when reading', async () => {
    const server = await serving((response, _, count) =>
      count < 3 ? response.destroy() : response.end('fine'),
    )
    expect((await client().http.request({ url: server.url })).text()).toBe('fine')
  })
})

describe('waiting when asked to', () => {
  const limitedOnce = (headers: Record<string, string>) =>
    serving((response, _, count) =>
      count === 1 ? response.writeHead(429, headers).end() : response.end('fine'),
    )

  test.each([
    ['seconds', { 'retry-after': '3' }, 3000],
    [
      'a date, counted from the date of the answer',
      { date: 'Thu, 01 Jan 2026 10:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 10:00:07 GMT' },
      7000,
    ],
    [
      'a reset of the rate limit',
      {
        date: 'Thu, 01 Jan 2026 00:00:00 GMT',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Date.UTC(2026, 0, 1) / 1000 + 5),
      },
      5000,
    ],
  ])('waits as long as %s say', async (_, headers, wait) => {
    const server = await limitedOnce(headers)
    const { http, waits } = client()
    expect((await http.request({ url: server.url })).text()).toBe('fine')
    expect(waits).toEqual([wait])
  })

  test.each([
    ['3600 seconds', { 'retry-after': '3600' }, 3_600_000],
    [
      'a far date',
      { date: 'Thu, 01 Jan 2026 10:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' },
      3_600_000,
    ],
  ])(
    'stops cleanly as rate-limited when asked to wait longer than the deadline: %s',
    async (_, headers, retryAfter) => {
      const server = await limitedOnce(headers)
      const { http, waits } = client()
      const error = await failure(http.request({ url: server.url }))
      expect(error).toMatchObject({ code: 'rate-limited', retryable: true, status: 429, retryAfter })
      expect(error.message).toContain('rate-limited')
      expect(waits).toEqual([])
      expect(server.seen).toHaveLength(1)
    },
  )

  test('does not repeat a write after a rate limit, and knows it has not happened', async () => {
    const server = await limitedOnce({ 'retry-after': '1' })
    const error = await failure(client().http.request({ method: 'POST', url: server.url }))
    expect(error).toMatchObject({ code: 'rate-limited', effect: 'none', retryAfter: 1000 })
    expect(server.seen).toHaveLength(1)
  })

  test.each(['soon', '-5', '1e9', ''])(
    'takes a Retry-After that makes no sense (%j) as none',
    async (value) => {
      const server = await limitedOnce({ 'retry-after': value })
      const { http, waits } = client()
      await http.request({ url: server.url })
      expect(waits).toEqual([125])
    },
  )
})

describe('hostile answers', () => {
  test('stops a compressed bomb at the cap on decoded bytes', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024))
    const server = await serving((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    const error = await failure(client().http.request({ url: server.url }))
    expect(error).toMatchObject({ code: 'too-large', retryable: false })
    expect(server.seen).toHaveLength(1)
  })

  test('reads compressed bodies within the cap', async () => {
    const server = await serving((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      const gzip = createGzip()
      gzip.pipe(response)
      gzip.end('fine')
    })
    expect((await client().http.request({ url: server.url })).text()).toBe('fine')
  })

  test.each([
    ['an encoding nobody asked for', { 'content-encoding': 'zstd, gzip' }, 'invalid-answer'],
    ['broken compression', { 'content-encoding': 'gzip' }, 'invalid-answer'],
  ])('refuses %s', async (_, headers, code) => {
    const server = await serving((response) => response.writeHead(200, headers).end('not gzip'))
    expect(await failure(client().http.request({ url: server.url }))).toMatchObject({
      code,
      retryable: false,
    })
  })

  test('a compressed body that breaks off is a lost connection, not a short answer', async () => {
    const server = await serving((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.write(gzipSync(Buffer.from('x'.repeat(10_000))).subarray(0, 20), () => response.destroy())
    })
    const error = await failure(client().http.request({ url: server.url }))
    expect(error).toMatchObject({ code: 'connection', retryable: true })
    expect(server.seen).toHaveLength(4)
  })

  test('stops a body without end, and one that says it is too long', async () => {
    const endless = await serving((response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more)
      more()
    })
    const long = await serving((response) =>
      response.writeHead(200, { 'content-length': '2000' }).flushHeaders(),
    )
    const { http } = client()
    expect((await failure(http.request({ url: endless.url }))).code).toBe('too-large')
    expect((await failure(http.request({ url: long.url, maxBytes: 1000 }))).code).toBe('too-large')
  })

  test('a body that trickles without end meets the time limit of the attempt', async () => {
    const server = await serving((response) => {
      const drip = setInterval(() => response.write('.'), 5)
      response.on('close', () => clearInterval(drip))
    })
    const error = await failure(client().http.request({ url: server.url, timeout: 100, attempts: 2 }))
    expect(error).toMatchObject({ code: 'timeout', retryable: true })
    expect(server.seen).toHaveLength(2)
  })

  test('a server that says nothing meets the deadline over all attempts', async () => {
    const server = await serving(() => {})
    const error = await failure(client().http.request({ url: server.url, deadline: 100 }))
    expect(error).toMatchObject({ code: 'timeout', effect: 'none' })
    expect(server.seen).toHaveLength(1)
  })

  test('a write without an answer in time may have happened', async () => {
    const server = await serving(() => {})
    const error = await failure(client().http.request({ method: 'POST', url: server.url, timeout: 100 }))
    expect(error).toMatchObject({ code: 'timeout', effect: 'unknown' })
  })

  test('refuses huge headers', async () => {
    const server = await serving((response) =>
      response.writeHead(200, { 'x-huge': 'x'.repeat(40_000) }).end(),
    )
    expect(await failure(client().http.request({ url: server.url }))).toMatchObject({ code: 'too-large' })
  })

  test('refuses what is not HTTP', async () => {
    const tcp = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n', () => socket.destroy()))
    })
    tcp.listen(0, '127.0.0.1')
    await once(tcp, 'listening')
    open.push({ close: () => new Promise((resolve) => tcp.close(() => resolve())) })
    const { port } = tcp.address() as AddressInfo
    expect((await failure(client().http.request({ url: `http://127.0.0.1:${port}` }))).code).toBe(
      'invalid-answer',
    )
  })
})

describe('redirects', () => {
  const secrets = {
    authorization: 'Bearer hunter22',
    cookie: 'hunter22',
    apikey: 'hunter22',
    'x-api-key': 'hunter22',
    'x-vercel-protection-bypass': 'hunter22',
    'cf-access-client-secret': 'hunter22',
    'x-goog-api-key': 'hunter22',
    'x-our-own-name-for-it': 'hunter22',
  }

  test('keeps credentials on the same origin and drops every one of them at another', async () => {
    const other = await serving((response) => response.end('there'))
    const server = await serving((response, { path }) =>
      response.writeHead(302, { location: path === '/a' ? '/b' : `${other.url}/c` }).end(),
    )
    const answer = await client().http.request({
      url: `${server.url}/a`,
      headers: { ...secrets, accept: 'text/plain' },
    })
    expect(answer).toMatchObject({ status: 200, url: `${other.url}/c` })
    expect(server.seen.map(({ headers }) => headers.apikey)).toEqual(['hunter22', 'hunter22'])
    expect(JSON.stringify(other.seen[0]?.headers)).not.toContain('hunter22')
    expect(other.seen[0]?.headers.accept).toBe('text/plain')
  })

  test('does not give credentials back when the way leads home again', async () => {
    const holder: { other?: LocalServer } = {}
    const server = await serving((response, { path }) =>
      path === '/start'
        ? response.writeHead(307, { location: `${holder.other?.url}/` }).end()
        : response.end('home'),
    )
    holder.other = await serving((response) =>
      response.writeHead(302, { location: `${server.url}/end` }).end(),
    )
    await client().http.request({ url: `${server.url}/start`, headers: secrets })
    expect(JSON.stringify(server.seen[1]?.headers)).not.toContain('hunter22')
  })

  test.each([
    ['in a circle', '/loop', 'redirects more than 5 times'],
    ['to a file', 'file:///etc/passwd', 'not HTTP'],
    ['to a script', 'javascript:alert(1)', 'not HTTP'],
    ['to an address with a user', 'http://app:pw@localhost/', 'with a user name'],
    ['to nonsense', 'http://[', 'to nowhere'],
  ])('stops at a redirect %s', async (_, location, says) => {
    const server = await serving((response) => response.writeHead(302, { location }).end())
    const error = await failure(client().http.request({ url: `${server.url}/loop` }))
    expect(error).toMatchObject({ code: 'blocked', retryable: false })
    expect(error.message).toContain(says)
    expect(error.message).not.toContain('pw')
    expect(server.seen.length).toBe(location === '/loop' ? 6 : 1)
  })

  test('never sends a write on to another address', async () => {
    const server = await serving((response) => response.writeHead(307, { location: '/elsewhere' }).end())
    const error = await failure(client().http.request({ method: 'POST', url: server.url, body: 'x' }))
    expect(error).toMatchObject({ code: 'blocked', effect: 'unknown' })
    expect(server.seen).toHaveLength(1)
  })

  test('gives a redirect as the answer when asked to', async () => {
    const server = await serving((response) => response.writeHead(302, { location: '/elsewhere' }).end())
    const answer = await client().http.request({ url: server.url, redirect: 'answer', accept: [302] })
    expect(answer.headers.location).toBe('/elsewhere')
  })
})

describe('stopping', () => {
  test('a run that is told to stop ends its requests', async () => {
    const stop = new AbortController()
    const server = await serving(() => stop.abort())
    const error = await failure(
      client({ signal: stop.signal }).http.request({ method: 'POST', url: server.url }),
    )
    expect(error).toMatchObject({ code: 'interrupted', effect: 'unknown', retryable: true })
    expect(server.seen).toHaveLength(1)
  })

  test('a run that was told to stop before sends nothing', async () => {
    const server = await serving((response) => response.end())
    const { http } = client({ signal: AbortSignal.abort() })
    const error = await failure(http.request({ method: 'POST', url: server.url }))
    expect(error).toMatchObject({ code: 'interrupted', effect: 'none' })
    expect(server.seen).toHaveLength(0)
  })

  test('a wait between attempts ends at once', async () => {
    const stop = new AbortController()
    const server = await serving((response) => {
      response.writeHead(503, { 'retry-after': '30' }).end()
      setImmediate(() => stop.abort())
    })
    const http = createHttp({ provider: 'acme', signal: stop.signal })
    open.push(http)
    expect((await failure(http.request({ url: server.url }))).code).toBe('interrupted')
  })
})

describe('behind a proxy', () => {
  test('sends plain requests through it, but not to hosts that are excepted', async () => {
    const target = await serving((response) => response.end('direct'))
    const proxy = await serving((response) => response.end('through the proxy'))
    const proxies = { http: proxy.url, https: '', none: 'excepted.test,127.0.0.1' }
    const { http } = client({ proxies })
    expect((await http.request({ url: 'http://shop.test/x' })).text()).toBe('through the proxy')
    expect(proxy.seen.map(({ path }) => path)).toEqual(['http://shop.test/x'])
    expect((await http.request({ url: target.url })).text()).toBe('direct')
    expect(proxy.seen).toHaveLength(1)
  })

  test('opens a tunnel for https and shows its password to the proxy alone', async () => {
    const asked: { target: string; authorization: string | undefined }[] = []
    const proxy = await serving(() => {})
    proxy.server.on('connect', (request, socket) => {
      asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] })
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
    const uri = proxy.url.replace('http://', 'http://app:hunter22@')
    const { http } = client({ proxies: { http: '', https: uri, none: '' } })
    const error = await failure(http.request({ url: 'https://shop.test/', retry: 'never' }))
    expect(asked).toEqual([
      { target: 'shop.test:443', authorization: `Basic ${Buffer.from('app:hunter22').toString('base64')}` },
    ])
    expect(error.message).not.toContain('hunter22')
  })

  test('refuses a proxy that is not an address, without showing it', async () => {
    const { http } = client({ proxies: { http: 'hunter22:1', https: '', none: '' } })
    const error = await http.request({ url: 'http://shop.test/' }).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect(error.message).not.toContain('hunter22')
  })
})

describe('kept away from private networks', () => {
  const guard = {}

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://metadata.google.internal/',
    'http://168.63.129.16/',
    'http://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[fd00:ec2::254]/',
    'http://0.0.0.0/',
    'http://[::]/',
  ])('never reaches metadata and reserved addresses, private networks allowed or not: %s', async (url) => {
    for (const allowPrivate of [false, true]) {
      const error = await client({ guard: { allowPrivate } })
        .http.request({ url })
        .catch((thrown) => thrown)
      expect(error).toBeInstanceOf(ConfigError)
    }
  })

  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://[fc00::1]/',
    'http://localhost/',
    'http://localhost./',
    'http://LOCALHOST/',
    'http://a.localhost/',
    'http://printer.local/',
  ])('refuses %s before connecting', async (url) => {
    const error = await client({ guard })
      .http.request({ url })
      .catch((thrown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect(error.message).toContain('private')
  })

  const resolving = (...addresses: string[]): LookupFunction => {
    return (_, options, callback) => {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      if (options.all) callback(null, found)
      else callback(null, found[0]?.address ?? '', found[0]?.family ?? 4)
    }
  }

  test.each([
    ['a name that resolves to this machine', ['127.0.0.1']],
    ['a name with one public and one private address', ['203.0.114.7', '10.0.0.1']],
    ['a name that resolves to the metadata service', ['169.254.169.254']],
    ['a name that resolves to a mapped address', ['::ffff:127.0.0.1']],
  ])('refuses %s, at the moment of connecting', async (_, addresses) => {
    const server = await serving((response) => response.end())
    const { http } = client({ guard, lookup: resolving(...addresses) })
    const error = await failure(http.request({ method: 'POST', url: `http://shop.test:${server.port}/` }))
    expect(error).toMatchObject({ code: 'blocked', retryable: false, effect: 'none' })
    expect(server.seen).toHaveLength(0)
  })

  test('reaches this machine when private networks are allowed', async () => {
    const server = await serving((response) => response.end('fine'))
    const { http } = client({ guard: { allowPrivate: true }, lookup: resolving('127.0.0.1') })
    expect((await http.request({ url: `http://shop.test:${server.port}/` })).text()).toBe('fine')
  })

  test('does not follow a redirect into what is blocked', async () => {
    const server = await serving((response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    )
    const { http } = client({ guard: { allowPrivate: true } })
    expect(await failure(http.request({ url: server.url }))).toMatchObject({
      code: 'blocked',
      retryable: false,
    })
  })

  test('judges literal addresses behind a proxy too', async () => {
    const proxy = await serving((response) => response.end('fine'))
    const { http } = client({ guard, proxies: { http: proxy.url, https: '', none: '' } })
    expect((await http.request({ url: 'http://shop.test/' })).text()).toBe('fine')
    const error = await http.request({ url: 'http://10.0.0.1/' }).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect(proxy.seen).toHaveLength(1)
  })
})

describe('letting go', () => {
  test('closes its connections', async () => {
    const server = await serving((response) => response.end())
    const { http } = client()
    await http.request({ url: server.url })
    const probe = connect(server.port, '127.0.0.1')
    await once(probe, 'connect')
    probe.destroy()
    await http.close()
    await new Promise<void>((resolve, reject) =>
      server.server.close((error) => (error ? reject(error) : resolve())),
    )
    server.close = async () => {}
  })
})
