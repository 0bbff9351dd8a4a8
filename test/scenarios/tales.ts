import type { Verb } from '../../src/gates/verbs.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import { isFinished, type Phase } from '../../src/rollout/phases.ts'
import type { RolloutRecord, Step } from '../../src/rollout/plan.ts'
import { fakeDatabase } from '../fakes/database.ts'
import { HEALTHY, worse } from '../fakes/metrics.ts'
import type { FakePlatform } from '../fakes/platform.ts'
import { type Call, Killed, type Mishap } from './calls.ts'
import { atMost, checkClimb, same } from './invariants.ts'
import { describeHappening, MINUTE, openShop, PLAN, type Shop } from './shop.ts'

const BAKE = 20 * MINUTE
const STEPS: readonly Step[] = PLAN.steps.map((step) => ({ ...step, bake: BAKE }))
const MIGRATIONS = [
  { version: '20260201000000', name: 'more', sql: 'alter table orders add column more int;' },
]
const PARTS = [
  { name: 'web', exposure: 'split' },
  { name: 'api', exposure: 'split' },
  { name: 'jobs', exposure: 'full' },
] as const

type Job = (shop: Shop) => Promise<unknown>

/** A story of runs: what is run, one job after the other, and how it must end whatever happened in between. */
export interface Tale {
  name: string
  jobs: readonly Job[]
  /** Rollouts in the order in which they began, and what became of them. */
  end: Readonly<Record<string, Phase>>
  /** Revision that serves in the end. */
  serves: string
  /** Nobody runs the last job again: what its run left is all that ticks have to go on. */
  leftAlone?: true
  steps?: readonly Step[]
  /** Revision that serves before; null: this is the first. Default `v1`. */
  live?: null
  /** What runs by the clock beside the first component, stopped on the way back. */
  clock?: readonly string[]
}

const deployed = (revision: string): readonly Job[] => [
  (shop) => shop.migrate(revision),
  (shop) => shop.smoke('live'),
  (shop) => shop.deploy(revision),
  (shop) => shop.smoke('canary'),
]

const release: readonly Job[] = [(shop) => shop.start('v2'), ...deployed('v2')]
const tick: Job = (shop) => shop.tick({ watch: 5 * MINUTE })
const later: Job = (shop) => shop.wait(30 * MINUTE)
const back: Job = (shop) => shop.rollBack()
const promoted: readonly Job[] = [...release, tick, later, tick, later, tick, later, tick]

const fails: Job = async (shop) => {
  shop.traffic = worse('v2', 250)
}
const heals: Job = async (shop) => {
  shop.traffic = HEALTHY
}

/** What a person does who is told "not now": waits for the next tick and asks again. */
const insist =
  (act: (shop: Shop) => Promise<{ failed: boolean }>): Job =>
  async (shop) => {
    for (let attempt = 0; attempt < 12; attempt += 1) {
      if (!(await act(shop)).failed) return
      await shop.wait(15 * MINUTE)
      await shop.tick()
    }
  }

const untilHeld = insist(async (shop) => ({ failed: (await shop.survey()).held === null }))

const press = (verb: Verb): Job => insist((shop) => shop.ask(verb))

const releaseHold = press('release-hold')

/** Stories that between them use every act of the gates. */
export const TALES: readonly Tale[] = [
  { name: 'a good release', jobs: release, end: { v2: 'promoted' }, serves: 'v2' },
  { name: 'a bad release', jobs: [fails, ...release], end: { v2: 'rolled-back' }, serves: 'v1' },
  {
    name: 'a rollback asked at 50 %',
    jobs: [...release, tick, later, tick, back],
    end: { v2: 'rolled-back' },
    serves: 'v1',
  },
  {
    name: 'a rollback left to the ticks',
    jobs: [...release, tick, back],
    end: { v2: 'rolled-back' },
    serves: 'v1',
    leftAlone: true,
  },
  {
    name: 'a rollback after the promotion, left to the ticks',
    jobs: [...promoted, back],
    end: { v2: 'rolled-back' },
    serves: 'v1',
    leftAlone: true,
  },
  {
    name: 'a rollback asked after the promotion',
    jobs: [...promoted, back],
    end: { v2: 'rolled-back' },
    serves: 'v1',
  },
  {
    name: 'a better release after the hold is released',
    jobs: [
      fails,
      ...release,
      tick,
      later,
      tick,
      untilHeld,
      press('release-hold'),
      heals,
      insist((shop) => shop.start('v3')),
      ...deployed('v3'),
    ],
    end: { v2: 'rolled-back', v3: 'promoted' },
    serves: 'v3',
  },
  {
    name: 'a pause at 10 %',
    jobs: [...release, tick, press('pause'), later, tick, press('resume')],
    end: { v2: 'promoted' },
    serves: 'v2',
  },
  {
    name: 'an approval in the middle',
    jobs: [...release, tick, later, tick, press('approve')],
    end: { v2: 'promoted' },
    serves: 'v2',
    steps: STEPS.map((step) => (step.weight === 50 ? { ...step, approval: true } : step)),
  },
  {
    name: 'a release that waits behind another',
    jobs: [
      ...release,
      tick,
      insist((shop) => shop.start('v3')),
      ...[later, tick, later, tick, later, tick, later, tick],
      insist((shop) => shop.start('v3')),
      ...deployed('v3'),
    ],
    end: { v2: 'promoted', v3: 'promoted' },
    serves: 'v3',
  },
  {
    name: 'a newer release that takes the place of the one on its way',
    jobs: [
      ...release,
      tick,
      later,
      insist((shop) => shop.start('v3', { inFlight: 'supersede' })),
      ...deployed('v3'),
    ],
    end: { v2: 'rolled-back', v3: 'promoted' },
    serves: 'v3',
  },
  {
    name: 'a rollback that stops jobs, and a hold that is released',
    jobs: [...release, tick, later, tick, back, untilHeld, releaseHold],
    end: { v2: 'rolled-back' },
    serves: 'v1',
    clock: ['0 9 * * *', '*/5 * * * *'],
  },
  {
    name: 'a rollback that stops jobs, left to the ticks',
    jobs: [...release, tick, back],
    end: { v2: 'rolled-back' },
    serves: 'v1',
    clock: ['0 9 * * *'],
    leftAlone: true,
  },
  {
    name: 'the first release ever',
    jobs: [
      (shop) => shop.start('v2'),
      (shop) => shop.migrate('v2'),
      (shop) => shop.deploy('v2'),
      (shop) => shop.smoke('canary'),
    ],
    end: { v2: 'promoted' },
    serves: 'v2',
    live: null,
  },
]

const openTale = ({ steps = STEPS, live, clock }: Tale) => {
  const database = fakeDatabase({ applied: ['20260101000000'] })
  const fake = { fake: database, migrations: MIGRATIONS }
  const shop = openShop({
    components: PARTS.map((part) => (part.name === 'web' && clock ? { ...part, jobs: clock } : part)),
    plan: { steps },
    database: fake,
    live: live === undefined ? 'v1' : live,
  })
  return { shop, database }
}

/** Runs a job; what a mishap makes of it is part of the story. Answers whether it came to its end. */
export const survive = async (shop: Shop, job: Job): Promise<boolean> => {
  try {
    await job(shop)
    return true
  } catch (error) {
    if (!(error instanceof Killed || error instanceof ProviderError)) throw error
    return false
  } finally {
    shop.calls.revive()
  }
}

const tickUntilOver = async (shop: Shop): Promise<void> => {
  for (let look = 0; look < 60; look += 1) {
    const { inFlight, goingBack } = await shop.survey()
    if (!inFlight && !goingBack) return
    await survive(shop, tick)
    await shop.wait(15 * MINUTE)
  }
}

/** A job that failed is run again; and a schedule ticks until nothing is on its way any more. */
const playTale = async (shop: Shop, { jobs, leftAlone }: Tale): Promise<void> => {
  for (const [index, job] of jobs.entries()) {
    const again = !(leftAlone && index === jobs.length - 1)
    while (!(await survive(shop, job)) && again) await shop.wait(MINUTE)
  }
  await tickUntilOver(shop)
  if (!(await shop.calls.settle())) return
  // The schedule goes on for ever: what arrives now is seen by its next look.
  await survive(shop, tick)
  await tickUntilOver(shop)
}

const checkDatabase = (database: ReturnType<typeof fakeDatabase>): void =>
  same('migrations applied', database.counts(), { '20260201000000': 1 })

const checkPlatform = (
  platform: FakePlatform,
  records: readonly RolloutRecord[],
  tale: Tale,
  whole: boolean,
): void => {
  const { live, end, serves } = tale
  same(
    'releases on the platform',
    platform.releases().map(({ revision }) => revision),
    [...(live === null ? [] : ['v1']), ...Object.keys(end)],
  )
  for (const record of records) checkClimb(platform, record, { whole, bake: BAKE })
  const serving = Object.keys(platform.weights()).map((id) => platform.find(id)?.revision)
  same('who serves in the end', serving, [serves])
}

const checkEnd = async (
  { shop, database }: ReturnType<typeof openTale>,
  tale: Tale,
  late: boolean,
): Promise<void> => {
  const { rollouts, rollbacks, held } = await shop.survey()
  const born = rollouts.filter(({ state }) => state.events > 0).reverse()
  const [asked] = born
  // A run that died before it could leave its request has asked for nothing.
  const unheard = tale.leftAlone && !asked?.state.rollbackAsked
  const told: Tale = unheard ? { ...tale, end: { v2: 'promoted' }, serves: 'v2' } : tale
  const alive = born.filter(({ state }) => state.phase !== 'superseded')
  const ends = Object.fromEntries(alive.map(({ record, state }) => [record.revision, state.phase]))
  same('what became of the rollouts', ends, told.end)
  same('records of rollouts', alive.length, Object.keys(told.end).length)
  if (!late) atMost('records without a rollout', rollouts.length - alive.length, 2)
  same(
    'every rollout is over',
    born.every(({ state }) => isFinished(state.phase)),
    true,
  )
  const undone = alive.filter(({ state }) => state.phase === 'rolled-back')
  // A hold was released, or never left, where a newer release came after the one that went back.
  if (!Object.hasOwn(told.end, 'v3')) {
    same('records of rollbacks', rollbacks.length, undone.length)
    same('a hold stands', held !== null, undone.length > 0 && !tale.jobs.includes(releaseHold))
  }
  if (tale.clock) same('what runs by the clock', shop.web.jobs(), held ? [] : tale.clock)
  for (const { state } of alive) {
    const happenings = state.story
      .filter(({ happening }) => happening.kind !== 'waits')
      .map(({ happening }) => describeHappening(happening))
    if (!late) same('nothing is recorded twice', happenings, [...new Set(happenings)])
  }
  for (const [name, platform] of shop.platforms)
    checkPlatform(
      platform,
      alive.map(({ record }) => record),
      told,
      name === 'jobs',
    )
  checkDatabase(database)
}

/** The requests of a tale in which nothing goes wrong. */
export const undisturbed = async (tale: Tale): Promise<readonly Call[]> => {
  const opened = openTale(tale)
  await playTale(opened.shop, tale)
  await checkEnd(opened, tale, false)
  return [...opened.shop.calls.log]
}

/** Plays a tale in which the k-th requests meet mishaps. Answers what broke, with the words that replay it; null: nothing did. */
export const disturbed = async (
  tale: Tale,
  mishaps: readonly (readonly [k: number, mishap: Mishap])[],
  budget: number,
): Promise<string | null> => {
  const opened = openTale(tale)
  for (const [k, mishap] of mishaps) opened.shop.calls.arm(k, mishap)
  try {
    await playTale(opened.shop, tale)
    await checkEnd(
      opened,
      tale,
      mishaps.some(([, mishap]) => mishap === 'late'),
    )
    atMost('requests in all', opened.shop.calls.log.length, budget)
    return null
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: String(error) }
    const calls = mishaps.map(([k]) => opened.shop.calls.log[k - 1]?.name)
    return `REPLAY='${tale.name}/${mishaps.map((each) => each.join('-')).join(',')}' (${calls.join(', ')}): ${message}`
  }
}
