import { setTimeout as pause } from 'node:timers/promises'
import { advance } from '../../src/gates/advance.ts'
import { deploy } from '../../src/gates/deploy.ts'
import { rollBack } from '../../src/gates/roll-back.ts'
import type { Service } from '../../src/gates/service.ts'
import { startRollout } from '../../src/gates/start-rollout.ts'
import type { Http } from '../../src/kit/http.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { connectCloudRun } from '../../src/platforms/cloud-run/platform.ts'
import { cloudflareWorkers } from '../../src/platforms/cloudflare-workers/index.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import { adapterContext } from '../../test/fakes/vendors/api.ts'
import { openTown, optionsOf, SECRETS } from '../../test/platforms/cloud-run/town.ts'
import { startSite } from '../../test/platforms/cloudflare-workers/site.ts'
import { openSite } from '../../test/platforms/vercel/site.ts'
import { JUDGEMENT, openShop, PLAN, type Shop } from '../../test/scenarios/shop.ts'

/** What one rollback took. */
export interface Measured {
  platform: string
  /** Requests to the platform and to the ledger. */
  calls: number
  /** Requests that change the platform. */
  writes: number
  /** From the order to the answer, without the start of a process. Milliseconds. */
  took: number
}

/** A component whose old release serves everybody, and a build of a new one. */
interface World {
  connect(http: (own: Http) => Http): Platform
  baseline: string
  close(): Promise<unknown>
}

const cloudflare = async (): Promise<World> => {
  const site = await startSite()
  for (const revision of ['old', 'new']) await site.build(revision)
  const baseline = (await site.platform.deploy({ revision: 'old', rollout: 'r-first' })).id
  await site.platform.setWeight({ canary: baseline, baseline: null, weight: 100 })
  const options = cloudflareWorkers.options.parse({
    ...site.account,
    script: 'web',
    url: site.edge.url,
    directory: 'dist/{revision}',
    'compatibility-date': '2026-11-01',
  })
  return {
    connect: (http) => {
      const { http: own } = site.context
      if (!own) throw new RangeError('the stand-in has a client')
      return cloudflareWorkers.connect(options, { ...site.context, http: (name) => http(own(name)) })
    },
    baseline,
    close: site.close,
  }
}

const cloudRun = async (): Promise<World> => {
  const { town, connect } = await openTown()
  const platform = connect()
  const baseline = (await platform.deploy({ revision: 'old', rollout: 'r-first' })).id
  await platform.setWeight({ canary: baseline, baseline: null, weight: 100 })
  return {
    connect: (http) => connectCloudRun(optionsOf(), adapterContext(http(town.http()), SECRETS)),
    baseline,
    close: town.close,
  }
}

const vercel = async (): Promise<World> => {
  const site = await openSite()
  const platform = site.connect()
  site.build('old')
  const baseline = (await platform.deploy({ revision: 'old', rollout: 'r-first' })).id
  await platform.setWeight({ canary: baseline, baseline: null, weight: 100 })
  site.build('new')
  return {
    connect: (http) => site.connect({}, () => http(site.vendor.http())),
    baseline,
    close: site.close,
  }
}

/** Platforms where going back is one write. */
export const WORLDS: Readonly<Record<string, () => Promise<World>>> = {
  'cloudflare-workers': cloudflare,
  'cloud-run': cloudRun,
  vercel,
}

/** Every call of the ledger that goes over the network takes its time too. */
const slowLedger = (ledger: Ledger, wait: () => Promise<unknown>): Ledger => {
  const { list, read, create, append } = ledger
  return {
    ...ledger,
    list: async (...order) => wait().then(() => list(...order)),
    read: async (...order) => wait().then(() => read(...order)),
    create: async (...order) => wait().then(() => create(...order)),
    append: async (...order) => wait().then(() => append(...order)),
  }
}

/** Leads the new release to 10 % through the gates. The old one counts as left there by another tool. */
const toTenPercent = async (shop: Shop, platform: Platform): Promise<void> => {
  const foreign: Platform = {
    ...platform,
    current: async () => {
      const { weights, ...rest } = await platform.current()
      return {
        ...rest,
        weights: weights.map((one) => ({ ...one, release: { ...one.release, rollout: null } })),
      }
    },
  }
  const connect = (on: Platform): Service => ({
    ...shop.connect(),
    components: [{ name: 'web', exposure: 'split', platform: on }],
    measurements: [],
    checks: { canary: false, live: false },
  })
  const gates = [
    () =>
      startRollout(connect(foreign), {
        revision: 'new',
        plan: PLAN,
        planHash: 'plan-1',
        judgement: { ...JUDGEMENT, tests: [], breakers: [] },
        configHash: 'config-1',
        inFlight: 'queue',
        migrations: null,
        restorePointMissing: null,
        dryRun: false,
      }),
    () => deploy(connect(platform), { revision: 'new', liveSmoke: false, dryRun: false }),
    () => advance(connect(platform), { dryRun: false, watch: 0 }),
  ]
  for (const gate of gates) {
    const { failed, message } = await gate()
    if (failed) throw new Error(message)
  }
  const shares = (await platform.current()).weights.map(({ weight }) => weight)
  if (!shares.includes(10)) throw new Error('the new release is not at 10 %')
}

/**
 * Puts a release at 10 % back through the gate `rollback`, against the stand-in of a vendor, with so many milliseconds
 * added to every call.
 */
export const measure = async (name: string, delay: number): Promise<Measured> => {
  const world = await WORLDS[name]?.()
  if (!world) throw new RangeError(`there is no world ${name}`)
  const { connect, baseline, close } = world
  try {
    let calls = 0
    let writes = 0
    const wait = (): Promise<unknown> => {
      calls += 1
      return delay > 0 ? pause(delay) : Promise.resolve()
    }
    const slow = (http: Http): Http => ({
      close: () => http.close(),
      request: async (request) => {
        await wait()
        if (!['GET', 'HEAD', undefined].includes(request.method)) writes += 1
        return http.request(request)
      },
    })
    const shop = openShop({ components: [{ name: 'web', exposure: 'split' }] })
    await toTenPercent(
      shop,
      connect((http) => http),
    )
    const service = shop.connect()
    const platform = connect(slow)
    const begun = performance.now()
    const outcome = await rollBack(
      {
        ...service,
        components: [{ name: 'web', exposure: 'split', platform }],
        ledger: slowLedger(service.ledger, wait),
      },
      { by: 'ada', dryRun: false, hold: null },
    )
    const took = performance.now() - begun
    const counted = { calls, writes }
    const serving = (await platform.current()).weights.filter(({ weight }) => weight > 0)
    if (outcome.failed || serving.length !== 1 || serving[0]?.release.id !== baseline)
      throw new Error(`${name} did not go back: ${outcome.message}`)
    return { platform: name, ...counted, took }
  } finally {
    await close()
  }
}
