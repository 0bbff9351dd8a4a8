/**
 * How long the gate `rollback` takes when every call needs 50 ms, per platform where going back is one write, beside
 * wrangler's own rollback against the same stand-in: `node bench/rollback/main.ts [runs]` (Node 24, after `npm ci --prefix
 * test/oracles`). Prints a table, and fails when a gate needs more than (calls + 2) x 50 ms or more than one write.
 */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { argv, stdout } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { wranglerAt } from '../../test/platforms/cloudflare/wrangler.ts'
import { startSite } from '../../test/platforms/cloudflare-workers/site.ts'
import { measure, WORLDS } from './gate.ts'

const RUNS = Number(argv[2] ?? 5)
/** Milliseconds of each call. */
const CALL = 50

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0

const row = (name: string, calls: number, writes: number, took: number): string =>
  `${name.padEnd(34)}${String(calls).padStart(7)}${String(writes).padStart(8)}${took.toFixed(0).padStart(9)} ms\n`

/** A server in front of another that answers 50 ms later. */
const slowed = async (target: string) => {
  const seen: string[] = []
  const server = createServer(async (asked, answer) => {
    seen.push(asked.method ?? '')
    await pause(CALL)
    const { method, headers, url = '/' } = asked
    const path = `${new URL(target).pathname.replace(/\/$/, '')}${url}`
    const passed = request(new URL(path, target), { method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    })
    asked.pipe(passed)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, seen, close: () => server.close() }
}

/** Wrangler's rollback of a version at 10 %; its own start is told apart by asking it for its version. */
const wranglers = async () => {
  const site = await startSite()
  for (const revision of ['old', 'new']) await site.build(revision)
  const baseline = (await site.platform.deploy({ revision: 'old', rollout: 'r-first' })).id
  await site.platform.setWeight({ canary: baseline, baseline: null, weight: 100 })
  const canary = (await site.platform.deploy({ revision: 'new', rollout: 'r-second' })).id
  await site.platform.setWeight({ canary, baseline, weight: 10 })
  const slow = await slowed(site.api.url)
  const wrangler = await wranglerAt(slow.url)
  try {
    const before = performance.now()
    await wrangler.run('--version')
    const start = performance.now() - before
    slow.seen.length = 0
    const begun = performance.now()
    const { code, output } = await wrangler.shell(site.platform.wayBackCommand(baseline))
    const took = performance.now() - begun
    if (code !== 0) throw new Error(output)
    return { calls: slow.seen.length, writes: slow.seen.filter((one) => one !== 'GET').length, took, start }
  } finally {
    slow.close()
    await wrangler.close()
    await site.close()
  }
}

stdout.write(`${'every call takes 50 ms'.padEnd(34)}  calls  writes        time\n`)
for (const name of Object.keys(WORLDS)) {
  const runs = []
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure(name, CALL))
  const took = median(runs.map((one) => one.took))
  const { calls = 0, writes = 0 } = runs[0] ?? {}
  stdout.write(row(`gate rollback, ${name}`, calls, writes, took))
  if (writes !== 1 || took > (calls + 2) * CALL) process.exitCode = 1
}
const theirs = []
for (let run = 0; run < Math.min(3, RUNS); run += 1) theirs.push(await wranglers())
const { calls = 0, writes = 0 } = theirs[0] ?? {}
stdout.write(row('wrangler rollback, its start in it', calls, writes, median(theirs.map((one) => one.took))))
stdout.write(row('wrangler --version, the start alone', 0, 0, median(theirs.map((one) => one.start))))
