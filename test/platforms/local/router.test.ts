import { createHash, randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Town } from './town.ts'
import { eventually, startTown, tally, visit } from './town.ts'

let town: Town
let old: string
let fresh: string
const url = (path: string) => new URL(path, town.host().publicUrl)
const dark = (release: string) => ({ 'x-sluice-release': release })
const weight = (percent: number) => town.platform.setWeight({ canary: fresh, baseline: old, weight: percent })

beforeAll(async () => {
  town = await startTown({ keyCookie: 'visitor' })
  town.build('one')
  town.build('two')
  old = (await town.platform.deploy({ revision: 'one', rollout: 'r-one' })).id
  await town.platform.setWeight({ canary: old, baseline: null, weight: 100 })
  fresh = (await town.platform.deploy({ revision: 'two', rollout: 'r-two' })).id
})
afterAll(() => town.close())

describe('who gets what', () => {
  test.each([10, 25, 50])(
    'of 1000 requests at %s %% exactly that share sees the new release',
    async (percent) => {
      await weight(percent)
      const counts = tally(await visit(town.host().publicUrl, 1000))
      expect(Math.abs((counts[fresh] ?? 0) - percent * 10)).toBeLessThanOrEqual(1)
      expect((counts[fresh] ?? 0) + (counts[old] ?? 0)).toBe(1000)
    },
  )

  test.each([
    ['a header', (user: string) => ({ 'x-sluice-key': user })],
    ['a cookie', (user: string) => ({ cookie: `theme=dark; visitor=${user}` })],
  ])('users known by %s stay where they are while the weight grows', async (_, identify) => {
    const users = Array.from({ length: 60 }, (_, index) => `user-${index}`)
    let converted = new Set<string>()
    for (const percent of [10, 25, 50, 100]) {
      await weight(percent)
      const now = new Set<string>()
      for (const user of users) {
        const seen = await visit(town.host().publicUrl, 2, identify(user))
        expect(seen[0]).toBe(seen[1])
        if (seen[0] === fresh) now.add(user)
      }
      expect([...converted].filter((user) => !now.has(user))).toEqual([])
      converted = now
    }
    expect(converted.size).toBe(users.length)
  })

  test('a release is reached by its name in the header, whatever the weights', async () => {
    await weight(0)
    expect(new Set(await visit(town.host().publicUrl, 10, dark(fresh)))).toEqual(new Set([fresh]))
    await weight(100)
    expect(new Set(await visit(town.host().publicUrl, 10, dark(old)))).toEqual(new Set([old]))
  })

  test.each(['no-such-release', '', 'one'])(
    'the name "%s" belongs to no release: 404, and nobody else answers',
    async (name) => {
      const answer = await fetch(url('/who'), { headers: dark(name) })
      expect(answer.status).toBe(404)
      expect(answer.headers.get('x-sluice-release')).toBe('none')
      expect(await answer.text()).toContain(`"no release \\"${name}\\"`)
    },
  )

  test('the time of the last request by weight is known, and asking by name does not change it', async () => {
    await weight(100)
    await visit(town.host().publicUrl, 1)
    const before = (await town.release(fresh)).lastRoutedAt
    expect(before).not.toBeNull()
    await town.platform.rollback(old)
    await visit(town.host().publicUrl, 5)
    await visit(town.host().publicUrl, 5, dark(fresh))
    expect((await town.release(fresh)).lastRoutedAt).toBe(before)
  })
})

describe('what a proxy must not spoil', () => {
  test('bodies go through both ways, byte for byte, with and without a length', async () => {
    const body = randomBytes(3_000_000)
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const streamed = new ReadableStream({
      start(controller) {
        for (let at = 0; at < body.length; at += 100_000) controller.enqueue(body.subarray(at, at + 100_000))
        controller.close()
      },
    })
    for (const sent of [{ body }, { body: streamed, duplex: 'half' as const }]) {
      const answer = await fetch(url('/echo'), { method: 'POST', ...sent })
      expect(digest(new Uint8Array(await answer.arrayBuffer()))).toBe(digest(body))
    }
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'a %s without a body stays without a body',
    async (method) => {
      const answer = await fetch(url('/echo'), { method })
      expect(await answer.text()).toBe('')
    },
  )

  test('a DELETE with a chunked body arrives whole', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(
        url('/echo'),
        { method: 'DELETE', headers: { 'transfer-encoding': 'chunked' } },
        (answer) => {
          let all = ''
          answer.on('data', (chunk) => {
            all += chunk
          })
          answer.on('end', () => resolve(all))
        },
      )
      asked.on('error', reject)
      asked.write('first ')
      asked.end('second')
    })
    expect(text).toBe('first second')
  })

  test('an answer is passed on as it comes, not when it is complete', async () => {
    const answer = await fetch(url('/stream'), { headers: dark(fresh) })
    const reader = answer.body?.getReader()
    const next = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await next()).toBe('one\n')
    await fetch(url('/stream/next'), { headers: dark(fresh) })
    expect(await next()).toBe('two\n')
    await reader?.cancel()
  })

  test('a client that goes away takes its request to the release with it', async () => {
    const leaving = new AbortController()
    const answer = await fetch(url('/stream'), { headers: dark(old), signal: leaving.signal })
    const open = async () => Number(await (await fetch(url('/stream/open'), { headers: dark(old) })).text())
    expect(await open()).toBe(1)
    leaving.abort()
    await answer.text().catch(() => undefined)
    expect(await eventually(open, (count) => count === 0)).toBe(0)
  })

  test('headers of one connection stay there, repeated headers stay repeated, and the release is named truly', async () => {
    const headers = await new Promise<{ sent: string[]; got: NodeJS.Dict<string | string[]> }>(
      (resolve, reject) => {
        const asked = request(
          url('/headers'),
          {
            headers: {
              connection: 'keep-alive, x-mine',
              'x-mine': 'for the router',
              'x-forwarded-for': '203.0.113.9',
              te: 'trailers',
              'x-kept': ['1', '2'],
            },
          },
          (answer) => {
            let all = ''
            answer.on('data', (chunk) => {
              all += chunk
            })
            answer.on('end', () => resolve({ sent: JSON.parse(all), got: answer.headers }))
          },
        )
        asked.on('error', reject)
        asked.end()
      },
    )
    const names = headers.sent.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
    expect(names).not.toContain('x-mine')
    expect(names).not.toContain('te')
    expect(names.filter((name) => name === 'x-kept')).toHaveLength(2)
    expect(headers.sent).toContain('203.0.113.9, 127.0.0.1')
    expect(headers.got['x-private']).toBeUndefined()
    expect(headers.got['set-cookie']).toEqual(['a=1', 'b=2'])
    expect([old, fresh]).toContain(headers.got['x-sluice-release'])
  })

  test('an answer that comes before the request is over is passed on, and the connection serves on', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const post = (path: string, body: Uint8Array) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request(url(path), { method: 'POST', agent }, (answer) => {
          answer.resume()
          answer.on('end', () => resolve(answer.statusCode))
        })
        asked.on('error', reject)
        asked.end(body)
      })
    for (let turn = 0; turn < 5; turn += 1) {
      expect(await post('/early', randomBytes(2_000_000))).toBe(413)
      expect(await post('/echo', randomBytes(1000))).toBe(200)
    }
    agent.destroy()
  })

  test('an answer that takes longer than idle connections live is not cut off', async () => {
    const answer = await fetch(url('/slow?ms=1500'))
    expect(await answer.text()).toBe('late')
  })

  test('a WebSocket goes to a release and stays there', async () => {
    const { hostname, port } = url('/')
    const socket = connect(Number(port), hostname)
    const heard: string[] = []
    socket.on('data', (chunk) => heard.push(String(chunk)))
    socket.write(
      `GET /live HTTP/1.1\r\nHost: example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nx-sluice-release: ${fresh}\r\n\r\n`,
    )
    await eventually(
      () => heard.join(''),
      (text) => text.includes('\r\n\r\n'),
    )
    expect(heard.join('')).toMatch(/^HTTP\/1\.1 101 /)
    expect(heard.join('')).toContain('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
    expect(heard.join('')).toContain(`x-sluice-release: ${fresh}`)
    socket.write('hello there')
    expect(
      await eventually(
        () => heard.join(''),
        (text) => text.endsWith('hello there'),
      ),
    ).toContain('hello there')
    socket.destroy()
  })
})
