import { ProviderError } from '../../src/kit/errors.ts'
import { isFinished } from '../../src/rollout/phases.ts'
import type { Step } from '../../src/rollout/plan.ts'
import { HEALTHY } from '../fakes/metrics.ts'
import { type Call, MISHAPS, type Mishap } from './calls.ts'
import { atMost, checkClimb, same } from './invariants.ts'
import { HOUR, MINUTE, openShop, type Shop } from './shop.ts'
import { survive } from './tales.ts'

const DAY = 24 * HOUR
const BAKE = 4 * HOUR
const STEPS: readonly Step[] = [10, 50, 100].map((weight) => ({ weight, bake: BAKE }))
/** A look that finds nothing wrong asks this often at most, whatever happened before it. */
const CALLS_PER_TICK = 60

/** What came of one long run. */
export interface Soaked {
  seed: number
  ticks: number
  /** Requests sent in all, and how many of them met a mishap. */
  requests: number
  mishaps: number
  promoted: number
  rolledBack: number
  /** What did not hold, in words; null: everything did. */
  broken: string | null
}

/** xorshift32 of George Marsaglia ("Xorshift RNGs", 2003): numbers from 0 to 1, the same for the same seed. */
const randomOf = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

type Quality = 'good' | 'bad' | 'ill'

/** People and pushes of a busy team, drawn anew for every half hour. */
const team = (shop: Shop, random: () => number) => {
  const qualities = new Map<string, Quality>([['v1', 'good']])
  const happens = (oneIn: number): boolean => random() * oneIn < 1
  const persist = async (act: () => Promise<unknown>): Promise<void> => {
    for (let attempt = 0; attempt < 3; attempt += 1) if (await survive(shop, act)) return
  }
  shop.traffic = {
    ...HEALTHY,
    failing: (revision) => (qualities.get(revision) === 'bad' ? 0.1 : 0.004),
  }
  const release = async (revision: string): Promise<void> => {
    const gates = [
      () => shop.start(revision),
      () => shop.deploy(revision),
      () => shop.smoke('canary'),
    ] as const
    for (const gate of gates) {
      let failed = true
      await persist(async () => {
        failed = (await gate()).failed
      })
      if (failed) return
    }
  }
  const push = async (): Promise<void> => {
    const revision = `v${qualities.size + 1}`
    const drawn = random()
    const quality = drawn < 0.65 ? 'good' : drawn < 0.9 ? 'bad' : 'ill'
    qualities.set(revision, quality)
    if (quality === 'ill') shop.health.set(revision, 'ill')
    await release(revision)
  }
  return {
    qualities,
    live: async (): Promise<void> => {
      const { inFlight, queued, held } = await shop.survey()
      if (!inFlight && queued && !held) await release(queued.record.revision)
      if (held && happens(20)) await persist(() => shop.ask('release-hold'))
      if (inFlight?.state.phase === 'paused' && happens(6)) await persist(() => shop.ask('resume'))
      // A release that never passed its smoke test is given up after a while.
      if (inFlight && inFlight.state.weight === 0 && happens(40)) await persist(() => shop.rollBack())
      if (happens(30)) await push()
      if (happens(200)) await persist(() => shop.ask('pause'))
      if (happens(400)) await persist(() => shop.rollBack())
    },
  }
}

const checkNow = async (shop: Shop, qualities: ReadonlyMap<string, Quality>): Promise<void> => {
  const { rollouts, held } = await shop.survey()
  const live = rollouts.filter(({ state }) => state.events > 0 && !isFinished(state.phase))
  const going = live.filter(({ state }) => state.phase !== 'queued')
  atMost('rollouts on their way', going.length, 1)
  for (const { record, state } of rollouts)
    if (state.phase === 'promoted')
      same(`the quality of ${record.revision}, which was promoted`, qualities.get(record.revision), 'good')
  const undone = held && rollouts.find(({ record }) => record.id === held.record.rollout)
  const serving = Object.keys(shop.web.weights()).map((id) => shop.web.find(id)?.rollout)
  if (undone) same('what was rolled back serves somebody', serving.includes(undone.record.id), false)
}

/** Records that a run reads at most: older ones would only make the months slower to play. */
const KEPT = 12

/** Takes away what is long over, when it has been looked at. Answers what became of it. */
const forget = async (shop: Shop): Promise<string[]> => {
  const { rollouts, rollbacks, lastPromoted } = await shop.survey()
  const old = rollouts
    .slice(KEPT)
    .filter(({ record, state }) => record.id !== lastPromoted?.record.id && isFinished(state.phase))
  for (const { key, record, state } of old) {
    if (state.events > 0) checkClimb(shop.web, record, { whole: false, bake: BAKE })
    shop.store.remove(key)
    for (const rollback of rollbacks)
      if (rollback.record.rollout === record.id && !rollback.state.hold) shop.store.remove(rollback.key)
  }
  return old.map(({ state }) => state.phase)
}

const tickOnce = async (shop: Shop): Promise<void> => {
  const before = shop.calls.log.length
  await survive(shop, () => shop.tick())
  atMost('requests of one tick', shop.calls.log.length - before, CALLS_PER_TICK)
}

/** With nothing going wrong any more, everything comes to its end. */
const calmDown = async (shop: Shop): Promise<void> => {
  shop.calls.chaos(null)
  await shop.calls.settle()
  for (let look = 0; look < 200; look += 1) {
    const { inFlight, goingBack } = await shop.survey()
    if (!inFlight && !goingBack) break
    if (inFlight?.state.phase === 'paused') await shop.ask('resume')
    if (inFlight && inFlight.state.weight === 0 && look > 20) await shop.rollBack()
    await tickOnce(shop)
    await shop.wait(30 * MINUTE)
  }
  const { inFlight, goingBack, rollouts } = await shop.survey()
  same('what is still on its way', inFlight?.state.phase ?? 'nothing', 'nothing')
  same('what is still going back', goingBack?.state.phase ?? 'nothing', 'nothing')
  for (const { record, state } of rollouts)
    if (state.events > 0) checkClimb(shop.web, record, { whole: false, bake: BAKE })
  const marks = shop.web.releases().flatMap(({ rollout }) => rollout ?? [])
  same('one release for each rollout', marks, [...new Set(marks)])
}

/**
 * Thirty days (or `days`) of a team that releases good and bad things, with a tick every half hour, in which every request
 * meets a mishap with probability `rate`. The same seed is the same month.
 */
export const soak = async (seed: number, { days = 30, rate = 0.01 } = {}): Promise<Soaked> => {
  const random = randomOf(seed)
  const judgement = { slice: 30 * MINUTE, planLength: 3 * BAKE }
  const plan = { steps: STEPS, watch: 0, deadline: 5 * DAY }
  const shop = openShop({ plan, judgement, seed, checks: { canary: true, live: false } })
  let mishaps = 0
  const draw = ({ kind }: Call): Mishap | null => {
    if (random() >= rate) return null
    mishaps += 1
    const choice = MISHAPS[kind]
    return choice[Math.floor(random() * choice.length)] ?? null
  }
  const { live, qualities } = team(shop, random)
  const forgotten: string[] = []
  const ticks = days * 48
  const counted = async (broken: string | null): Promise<Soaked> => {
    const phases = [...forgotten, ...(await shop.survey()).rollouts.map(({ state }) => state.phase)]
    return {
      seed,
      ticks,
      requests: shop.calls.log.length,
      mishaps,
      promoted: phases.filter((phase) => phase === 'promoted').length,
      rolledBack: phases.filter((phase) => phase === 'rolled-back').length,
      broken,
    }
  }
  try {
    for (let tick = 0; tick < ticks; tick += 1) {
      shop.calls.chaos(draw)
      await live()
      await tickOnce(shop)
      shop.calls.chaos(null)
      await checkNow(shop, qualities)
      if (tick % 48 === 0) forgotten.push(...(await forget(shop)))
      await shop.wait(30 * MINUTE)
    }
    await calmDown(shop)
    return await counted(null)
  } catch (error) {
    if (error instanceof ProviderError) throw error
    return counted(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
  }
}
