import { describe, expect, test } from 'vitest'
import { type SocketOrder, watchSocket } from '../../src/kit/websocket.ts'
import { selfSigned } from '../servers/certificate.ts'
import { type Peer, serveSockets } from './websocket-server.ts'

const ORDER: Omit<SocketOrder, 'url'> = {
  headers: {},
  protocols: [],
  send: null,
  contains: null,
  within: 1_000,
  stay: 100,
  silence: null,
  signal: new AbortController().signal,
}

const watch = async (behaviour: Parameters<typeof serveSockets>[0], order: Partial<SocketOrder> = {}) => {
  const server = await serveSockets(behaviour)
  try {
    return await watchSocket({ ...ORDER, url: `${server.url}/signals`, ...order })
  } finally {
    await server.close()
  }
}

describe('a WebSocket', () => {
  test('that opens, answers and stays is well; the request carries what selects the release', async () => {
    let release: unknown
    const seen = await watch(
      {
        open: ({ headers }) => {
          release = headers['x-sluice-release']
        },
        hear: (peer, text) => peer.send(`heard ${text}`),
      },
      { send: 'subscribe', contains: 'heard subscribe', headers: { 'x-sluice-release': 'web-2' } },
    )
    expect(seen).toMatchObject({ faults: [], messages: 1 })
    expect(release).toBe('web-2')
  })

  const cases: [string, Parameters<typeof serveSockets>[0], Partial<SocketOrder>, RegExp][] = [
    ['is not opened', { refuse: true }, {}, /no WebSocket was opened/],
    [
      'answers something else',
      { hear: (peer: Peer) => peer.send('no') },
      { send: 'x', contains: 'yes', within: 200 },
      /no message with the expected text/,
    ],
    [
      'is closed too early',
      { open: (peer: Peer) => void setTimeout(() => peer.end(1011), 50) },
      { stay: 1_000 },
      /the server closed it \(1011\) after \d+ ms of 1000/,
    ],
    [
      'breaks off',
      { open: (peer: Peer) => void setTimeout(() => peer.end(null), 50) },
      { stay: 1_000 },
      /ended it|closed it/,
    ],
    [
      'falls silent',
      { open: (peer: Peer) => peer.send('once') },
      { contains: 'once', stay: 2_000, silence: 200 },
      /silent for longer than 200 ms/,
    ],
  ]
  test.each(cases)('that %s is a fault', async (_what, behaviour, order, words) => {
    const { faults } = await watch(behaviour, order)
    expect(faults.join()).toMatch(words)
  })

  test('that speaks often enough is not silent', async () => {
    const timers: NodeJS.Timeout[] = []
    const { faults, messages } = await watch(
      { open: (peer) => void timers.push(setInterval(() => peer.send('beat'), 30)) },
      { stay: 500, silence: 300 },
    )
    for (const timer of timers) clearInterval(timer)
    expect(faults).toEqual([])
    expect(messages).toBeGreaterThan(3)
  })

  test('is reached where it is said to be, and trusted by whom it is said to be', async () => {
    const tls = selfSigned('signals.example.test')
    const server = await serveSockets({ hear: (peer, text) => peer.send(text), tls })
    const asked: string[] = []
    const dial = (host: string, port: number) => {
      asked.push(`${host}:${port}`)
      return { host: '127.0.0.1', port: Number(new URL(server.url).port) }
    }
    const order = { ...ORDER, url: 'wss://signals.example.test:10443/', send: 'on', contains: 'on' }
    try {
      const { faults } = await watchSocket({ ...order, way: { dial, ca: tls.certificate } })
      expect(faults).toEqual([])
      expect((await watchSocket({ ...order, way: { dial } })).faults.join()).toMatch(
        /no WebSocket was opened/,
      )
      expect(asked).toEqual(['signals.example.test:10443', 'signals.example.test:10443'])
    } finally {
      await server.close()
    }
  })

  test('stays for as long as the clock of the order says', async () => {
    let passed = 0
    const { faults } = await watch(
      { open: (peer) => peer.send('once') },
      {
        contains: 'once',
        stay: 3_600_000,
        elapsed: () => {
          passed += 600_000
          return passed
        },
      },
    )
    expect(faults).toEqual([])
    expect(passed).toBeGreaterThan(3_600_000)
  })
})
