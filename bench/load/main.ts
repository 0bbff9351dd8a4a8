/**
 * Our load stage beside autocannon, against a server on this machine, with the same connections, in turns: `node
 * bench/load/main.ts [rounds] [seconds]` (Node 24, after `npm ci --prefix test/oracles`). Then a server that stalls for
 * a second at 100 requests/s. Prints a table, and fails when the median of the rounds' ratios is below one or the stall
 * does not show in p99. Run it on a machine that does nothing else.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { argv, cpuUsage, execPath, exit, stdout } from 'node:process'
import { type LoadResult, runLoad } from '../../src/kit/load.ts'

const ROUNDS = Number(argv[2] ?? 10)
/** Whole seconds: autocannon knows no others. */
const SECONDS = Number(argv[3] ?? 2)
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

/** One turn of either: requests per second, and microseconds of this process per request. */
interface Turn {
  perSecond: number
  cost: number
}

const turnOf = async (work: () => Promise<{ requests: number; seconds: number }>): Promise<Turn> => {
  const before = cpuUsage()
  const { requests, seconds } = await work()
  const { user, system } = cpuUsage(before)
  return { perSecond: requests / seconds, cost: (user + system) / requests }
}

const ourTurn = (url: URL): Promise<Turn> =>
  turnOf(async () => {
    const { perSecond } = await ours(url, null, SECONDS)
    return { requests: perSecond * SECONDS, seconds: SECONDS }
  })

const theirTurn = (url: URL): Promise<Turn> =>
  turnOf(async () => {
    const { requests, duration } = await theirs(url)
    return { requests: requests.total, seconds: duration }
  })

const quantile = (values: readonly number[], at: number): number =>
  values.toSorted((one, other) => one - other)[Math.floor(at * (values.length - 1) + 0.5)] ?? 0

const spread = (values: readonly number[], digits: number): string =>
  [0.5, 0.25, 0.75]
    .map((at) => quantile(values, at).toFixed(digits))
    .join(', quartiles ')
    .replace(/, quartiles (?=[^,]*$)/, ' and ')

/** Whoever begins changes with every round, so that a machine that grows slower or faster favours neither. */
const throughput = async (): Promise<boolean> => {
  const [own, other]: [Turn[], Turn[]] = [[], []]
  await withServer('', async (url) => {
    await ours(url, null, 1)
    await theirTurn(url)
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = round % 2 === 0
      if (first) own.push(await ourTurn(url))
      other.push(await theirTurn(url))
      if (!first) own.push(await ourTurn(url))
    }
  })
  const ratios = own.map(({ perSecond }, round) => perSecond / (other[round]?.perSecond ?? Number.NaN))
  const line = (name: string, turns: readonly Turn[]): string => {
    const rate = spread(
      turns.map(({ perSecond }) => perSecond),
      0,
    )
    const cost = spread(
      turns.map((turn) => turn.cost),
      1,
    )
    return `  ${name}  ${rate} requests/s; ${cost} µs of processor per request\n`
  }
  stdout.write(
    `${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each, in turns, medians\n` +
      line('sluice    ', own) +
      line('autocannon', other) +
      `  ratio       ${spread(ratios, 2)}\n`,
  )
  return quantile(ratios, 0.5) >= 1
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
