import { afterEach, expect, test } from 'vitest'
import { advance } from '../../../src/gates/advance.ts'
import { deploy } from '../../../src/gates/deploy.ts'
import type { Probe } from '../../../src/gates/probe.ts'
import { rollBack } from '../../../src/gates/roll-back.ts'
import type { Service } from '../../../src/gates/service.ts'
import { smokeTest } from '../../../src/gates/smoke-test.ts'
import { startRollout } from '../../../src/gates/start-rollout.ts'
import { CHECK, JUDGEMENT, MINUTE, openShop, PLAN, type Shop } from '../../scenarios/shop.ts'
import { type Site, startSite } from './site.ts'

let site: Site | null = null
afterEach(async () => {
  expect(site?.api.violations).toEqual([])
  await site?.close()
  site = null
})

/** Gates of a shop whose one component runs on Cloudflare; `old` was put there by another tool and serves. */
const open = async () => {
  const town = await startSite()
  site = town
  await town.build('old')
  await town.build('new')
  const shop: Shop = openShop()
  const connect = (): Service => ({
    ...shop.connect(),
    components: [{ name: 'web', exposure: 'split', platform: town.connect() }],
    measurements: [],
    checks: { canary: true, live: false },
  })
  const probe: Probe = async ({ url, method, headers }) => {
    const answer = await fetch(url, { method, headers })
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: await answer.text(),
      milliseconds: 1,
    }
  }
  const start = (revision: string) =>
    startRollout(connect(), {
      revision,
      plan: PLAN,
      planHash: 'plan-1',
      judgement: { ...JUDGEMENT, tests: [], breakers: [] },
      configHash: 'config-1',
      inFlight: 'queue',
      migrations: null,
      restorePointMissing: null,
      dryRun: false,
    })
  const smoke = (deadline: number) =>
    smokeTest(connect(), {
      target: 'canary',
      checks: [{ ...CHECK, path: '/', version: { json: '/tag' }, deadline }],
      probe,
      secret: () => '',
      dryRun: false,
    })
  const baseline = await town.platform.deploy({ revision: 'old', rollout: 'by-hand' })
  await town.platform.setWeight({ canary: baseline.id, baseline: null, weight: 100 })
  const worker = town.api.workers.get('web')
  // As `wrangler deploy --tag old` leaves it.
  for (const version of worker.versions) version.annotations = { 'workers/tag': 'old' }
  return { town, shop, connect, start, smoke, worker, baseline: baseline.id }
}

const sharesIn = (worker: { deployments: { versions: { version_id: string; percentage: number }[] }[] }) =>
  Object.fromEntries((worker.deployments[0]?.versions ?? []).map((one) => [one.version_id, one.percentage]))

test('a version that is not live everywhere for 90 s passes its smoke test once it is, and never before', async () => {
  const { town, start, smoke, connect } = await open()
  await start('new')
  await deploy(connect(), { revision: 'new', liveSmoke: false, dryRun: false })
  town.edge.ignoreOverrides(18)
  const outcome = await smoke(3 * MINUTE)
  expect(outcome).toMatchObject({ verdict: 'pass', failed: false })
  expect(outcome.checks[0]?.attempts).toBe(18 + CHECK.passes)
})

test('where the header stays without effect the old version answers, and that is no pass', async () => {
  const { town, start, smoke, connect, baseline } = await open()
  await start('new')
  await deploy(connect(), { revision: 'new', liveSmoke: false, dryRun: false })
  town.edge.ignoreOverrides(1000)
  const outcome = await smoke(MINUTE)
  expect(outcome).toMatchObject({ verdict: 'fail', failed: true })
  expect(outcome.message).toContain('another revision answered')
  expect((await town.platform.current()).weights.find(({ weight }) => weight === 100)?.release.id).toBe(
    baseline,
  )
})

test('from the start to a tenth of the traffic, and back by one write, with the hold that follows', async () => {
  const { town, shop, start, smoke, connect, worker, baseline } = await open()
  const started = await start('new')
  expect(started.message).toContain('new')
  expect(started.failed, started.message).toBe(false)
  await deploy(connect(), { revision: 'new', liveSmoke: false, dryRun: false })
  const canary = worker.versions[0]?.id ?? ''
  expect(sharesIn(worker)).toEqual({ [canary]: 0, [baseline]: 100 })
  await smoke(MINUTE)
  await advance(connect(), { dryRun: false, watch: null })
  expect(sharesIn(worker)).toEqual({ [canary]: 10, [baseline]: 90 })

  const before = town.api.seen.length
  const back = await rollBack(connect(), { by: 'ada', dryRun: false, hold: null })
  expect(back.failed).toBe(false)
  expect(sharesIn(worker)).toEqual({ [baseline]: 100 })
  expect(town.api.seen.slice(before).filter((line) => line.startsWith('POST'))).toHaveLength(1)
  expect((await shop.survey()).held).not.toBeNull()
})

test('a person who moves the traffic in the middle is seen as drift, and not overruled', async () => {
  const { start, smoke, connect, worker, baseline, town } = await open()
  await start('new')
  await deploy(connect(), { revision: 'new', liveSmoke: false, dryRun: false })
  await smoke(MINUTE)
  await advance(connect(), { dryRun: false, watch: null })
  const canary = worker.versions[0]?.id ?? ''
  await town.platform.setWeight({ canary, baseline, weight: 70 })
  const { reason } = await advance(connect(), { dryRun: false, watch: null })
  expect(reason).toBe('drift')
  expect(sharesIn(worker)).toEqual({ [canary]: 70, [baseline]: 30 })
})
