/**
 * Our load stage beside autocannon, against a server on this machine, with the same connections, in turns: `node
 * bench/load/main.ts [rounds] [seconds]` (Node 24, after `npm ci --prefix test/oracles`). Then a server that stalls for
 * a second at 100 requests/s. Prints a table, and fails when our median throughput is below autocannon's or the stall
 * does not show in p99. Run it on a machine that does nothing else.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { argv, execPath, exit, stdout } from 'node:process'
import { type LoadResult, runLoad } from '../../src/kit/load.ts'

const ROUNDS = Number(argv[2] ?? 5)
const SECONDS = Number(argv[3] ?? 4)
const CONNECTIONS = 10
/** Milliseconds; of the stall nearly all must be seen. */
const STALL = 1_000
const SEEN = 0.8 * STALL

type Autocannon = (options: {
  url: string
  connections: number
  duration: number
}) => Promise<{ requests: { total: number }; duration: number; latency: { p99: number } }>

const root = join(import.meta.dirname, '..', '..')
const autocannon = createRequire(join(root, 'test', 'oracles', 'package.json'))('autocannon') as Autocannon

const withServer = async <T>(what: string, work: (url: URL) => Promise<T>): Promise<T> => {
  const server = spawn(execPath, [join(import.meta.dirname, 'server.ts'), what], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const closed = once(server, 'close')
  try {
    const [chunk] = (await once(server.stdout, 'data')) as [Buffer]
    return await work(new URL(`http://127.0.0.1:${Number(chunk.toString())}/`))
  } finally {
    server.kill('SIGKILL')
    await closed
  }
}

const ours = (url: URL, rate: number | null, seconds: number): Promise<LoadResult> =>
  runLoad({
    url,
    method: 'GET',
    headers: {},
    body: null,
    timeout: 10_000,
    rate,
    connections: CONNECTIONS,
    duration: seconds * 1000,
    judge: ({ status }) => (status === 200 ? null : 'bad'),
    signal: new AbortController().signal,
  })

const theirs = (url: URL): ReturnType<Autocannon> =>
  autocannon({ url: url.href, connections: CONNECTIONS, duration: SECONDS })

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0

const throughput = async (): Promise<boolean> => {
  const rates = { ours: [] as number[], theirs: [] as number[] }
  await withServer('', async (url) => {
    await ours(url, null, 1)
    for (let round = 0; round < ROUNDS; round += 1) {
      const own = await ours(url, null, SECONDS)
      const other = await theirs(url)
      rates.ours.push(own.perSecond)
      rates.theirs.push(other.requests.total / other.duration)
    }
  })
  const [own, other] = [median(rates.ours), median(rates.theirs)]
  stdout.write(
    `requests/s over ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${SECONDS} s\n` +
      `  sluice      ${own.toFixed(0)}   (${rates.ours.map((each) => each.toFixed(0)).join(', ')})\n` +
      `  autocannon  ${other.toFixed(0)}   (${rates.theirs.map((each) => each.toFixed(0)).join(', ')})\n` +
      `  ratio       ${(own / other).toFixed(2)}\n`,
  )
  return own >= other
}

const stall = async (): Promise<boolean> => {
  const result = await withServer(`stall=${STALL}@300`, (url) => ours(url, 100, 10))
  const { requests, p50, p95, p99, longest } = result
  const time = (value: number | null): string => `${(value ?? Number.NaN).toFixed(1)} ms`
  stdout.write(
    `a stall of ${STALL} ms at 100/s for 10 s: ${requests} requests, p50 ${time(p50)}, p95 ${time(p95)}, p99 ${time(p99)}, longest ${time(longest)}\n`,
  )
  return (p99 ?? 0) >= SEEN
}

const passed = [await throughput(), await stall()]
if (passed.includes(false)) exit(1)
