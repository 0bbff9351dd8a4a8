import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordProbes } from '../../actions/record-probes.ts'
import { probe, probeOptions } from '../../src/metrics/probe.ts'
import { openShop } from '../scenarios/shop.ts'

const DAY = 86_400_000

let workspace = ''
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'sluice-probes-'))
})
afterEach(() => rm(workspace, { recursive: true }))

const options = probeOptions.parse({})
const source = {
  name: 'probes',
  type: 'probe',
  options,
  minSlice: 1000,
  lookBack: null,
  delay: 0,
  limit: null,
}

test('what smoke tests saw of both releases is counted by the source of probes', async () => {
  const shop = openShop()
  await shop.push('v2')
  const from = Math.floor(shop.clock.now() / DAY) * DAY
  const ask = async (target: 'canary' | 'live', run: string) => {
    const { checks } = await shop.smoke(target)
    await recordProbes({ sources: [source] }, checks, { at: shop.clock.now(), run, workspace })
  }
  await ask('live', '1')
  await ask('canary', '2')
  shop.health.set('v2', 'ill')
  await ask('canary', '3')
  const metric = { name: 'health', slowerThan: null, per: null, options: { unanswered: 'nothing' as const } }
  const context = { secret: () => '', http: undefined as never, log: () => {}, workspace }
  const connected = await probe.connect(options, metric, context)
  const request = { metric: 'health', canary: 'web-2', baseline: 'web-1', from, slice: DAY, count: 1 }
  expect((await connected.read(request)).slices).toEqual([
    { from, to: from + DAY, canary: { n: 2, x: 1 }, baseline: { n: 1, x: 0 } },
  ])
})

test('what is older than the source looks back is taken out', async () => {
  const check = {
    check: 'health',
    component: 'web',
    release: 'web-1',
    verdict: 'pass',
    faults: [],
    attempts: 1,
    slowest: 5,
  } as const
  for (const at of [0, 40 * DAY])
    await recordProbes({ sources: [source] }, [check], { at, run: '1', workspace })
  const text = await readFile(join(workspace, options.file), 'utf8')
  expect(text.match(/"at":\d+/g)).toEqual([`"at":${40 * DAY}`])
})

test('without a source of probes nothing is written', async () => {
  await recordProbes({ sources: [] }, [], { at: 0, run: '1', workspace })
  await expect(readFile(join(workspace, options.file))).rejects.toThrow()
})
