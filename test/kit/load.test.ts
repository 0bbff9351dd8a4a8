import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHistogram } from '../../src/kit/histogram.ts'
import { type LoadOrder, type LoadResult, runLoad } from '../../src/kit/load.ts'
import { type LocalServer, serve } from './server.ts'

type Answer = Parameters<typeof serve>[0]

const withLoad = async (
  answer: Answer,
  order: Partial<Omit<LoadOrder, 'url'>> & { path?: string },
): Promise<{ result: LoadResult; server: LocalServer }> => {
  const server = await serve(answer)
  try {
    const result = await runLoad({
      url: new URL(order.path ?? '/', server.url),
      method: 'GET',
      headers: {},
      body: null,
      timeout: 5_000,
      rate: 100,
      connections: 10,
      duration: 500,
      judge: ({ status }) => (status === 200 ? null : `status ${status}`),
      signal: new AbortController().signal,
      ...order,
    })
    return { result, server }
  } finally {
    await server.close()
  }
}

describe('a load', () => {
  test('sends as many requests as its rate says, each once, and counts their answers', async () => {
    const { result, server } = await withLoad((response) => response.end('well'), { rate: 200 })
    expect(result).toMatchObject({ requests: 100, errors: {} })
    expect(server.seen).toHaveLength(100)
  })

  test('sees a server that stalls for a second with every request that was due meanwhile', async () => {
    let until = 0
    const { result } = await withLoad(
      (response, _seen, count) => {
        if (count === 100) until = performance.now() + 1_000
        setTimeout(() => response.end('well'), Math.max(0, until - performance.now()))
      },
      { duration: 4_000 },
    )
    expect(result.requests).toBe(400)
    // A tenth of the requests and more waited for longer than half the stall, though ten were under way at most.
    expect(result.p99).toBeGreaterThan(800)
    expect(result.p95).toBeGreaterThan(400)
    expect(result.longest).toBeGreaterThan(900)
  })

  test('without a rate keeps every connection busy, and ends', async () => {
    const { result } = await withLoad((response) => response.end('well'), { rate: null, duration: 200 })
    expect(result.requests).toBeGreaterThan(10)
    expect(result.errors).toEqual({})
  })

  test('counts answers of other statuses, lost connections and silence apart', async () => {
    const { result } = await withLoad(
      (response, _seen, count) => {
        if (count % 4 === 1) response.writeHead(503).end()
        else if (count % 4 === 2) response.destroy()
        else if (count % 4 === 3) setTimeout(() => response.end(), 5_000).unref()
        else response.end('well')
      },
      { rate: 20, duration: 1_000, timeout: 1_000 },
    )
    expect(result.requests).toBe(20)
    expect(result.errors).toEqual({ 'status 503': 5, lost: 5, timeout: 5 })
  })

  test('of a server that is not there ends by itself, with nothing but errors', async () => {
    const server = await serve(() => {})
    await server.close()
    const result = await runLoad({
      url: new URL(server.url),
      method: 'GET',
      headers: {},
      body: null,
      timeout: 200,
      rate: 50,
      connections: 2,
      duration: 300,
      judge: () => null,
      signal: new AbortController().signal,
    })
    expect(result).toMatchObject({ requests: 15, errors: { lost: 15 } })
  })

  test('sends its headers and body, and reads bodies of every form to their end', async () => {
    const { result, server } = await withLoad(
      (response, _seen, count) => {
        const form = count % 4
        if (form === 0) response.writeHead(200, { 'content-length': '5' }).end('hello')
        else if (form === 1) {
          response.write('a'.repeat(70_000))
          response.write('b')
          response.end('c')
        } else if (form === 2) response.writeHead(204).end()
        else response.writeHead(200, { connection: 'close' }).end('bye')
      },
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-sluice-release': 'web-2' },
        body: '{"a":"ä"}',
        rate: 100,
        duration: 400,
        judge: ({ status }) => (status < 300 ? null : 'bad'),
        path: '/orders?x=1',
      },
    )
    expect(result).toMatchObject({ requests: 40, errors: {} })
    expect(new Set(server.seen.map(({ method, path, body }) => `${method} ${path} ${body}`))).toEqual(
      new Set(['POST /orders?x=1 {"a":"ä"}']),
    )
    expect(server.seen[0]?.headers['x-sluice-release']).toBe('web-2')
  })

  test('lets its judge read a header of every answer', async () => {
    const { result } = await withLoad(
      (response, _seen, count) => response.setHeader('X-Revision', count % 2 ? 'v2' : 'v1').end('x'),
      { judge: ({ header }) => (header('x-revision') === 'v2' ? null : 'another revision') },
    )
    expect(result.errors).toEqual({ 'another revision': 25 })
  })
})

describe('times in buckets', () => {
  test('give every quantile at most one percent too high, and never too low', () => {
    const times = fc.array(fc.double({ min: 0.01, max: 100_000, noNaN: true }), {
      minLength: 1,
      maxLength: 300,
    })
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, share) => {
        const histogram = createHistogram()
        for (const each of all) histogram.add(each)
        const sorted = all.toSorted((one, other) => one - other)
        const truth = sorted[Math.ceil(share * all.length) - 1] ?? 0
        const told = histogram.quantile(share) ?? 0
        expect(told).toBeGreaterThanOrEqual(truth * (1 - 1e-9))
        expect(told).toBeLessThanOrEqual(truth * 1.0101)
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  test('are empty at first', () => {
    expect(createHistogram()).toMatchObject({ count: 0, longest: null })
    expect(createHistogram().quantile(0.5)).toBeNull()
  })
})
