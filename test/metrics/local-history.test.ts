import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Counts } from '../../src/analysis/judgement.ts'
import { local } from '../../src/platforms/local/index.ts'
import type { Town } from '../platforms/local/town.ts'
import { eventually, startTown } from '../platforms/local/town.ts'
import { behavesLikeAMetricSource } from './conformance.ts'
import { deadAddress } from './world.ts'

const SECOND = 1000
const second = (moment: number): number => Math.floor(moment / SECOND) * SECOND

/** What is sent in each second: requests and failures, one half to each release. */
const PLAN = [
  [3, 1],
  [0, 0],
  [4, 2],
  [1, 0],
] as const

const clockOf = async (town: Town) =>
  (await (await town.admin('GET', '/status')).json()) as { now: number; startedAt: number }

const nowAt = async (town: Town): Promise<number> => (await clockOf(town)).now

/** Sends the plan, one entry per second of the host; undefined when a second was over before its requests were. */
const sendWithin = async (town: Town): Promise<number | undefined> => {
  const start = second(await nowAt(town)) + SECOND
  for (const [index, [requests, failures]] of PLAN.entries()) {
    const from = start + index * SECOND
    await eventually(
      () => nowAt(town),
      (now) => now >= from,
    )
    for (let sent = 0; sent < 2 * requests; sent += 1) {
      const path = sent < 2 * failures ? '/status?code=500' : '/who'
      await (await fetch(new URL(path, town.host().publicUrl))).text()
    }
    if ((await nowAt(town)) >= from + SECOND) return undefined
  }
  return start
}

/** Sends until one round fell wholly into its seconds. */
const send = async (town: Town): Promise<number> => {
  for (;;) {
    const start = await sendWithin(town)
    if (start !== undefined) return start
  }
}

const sourceIn = (town: Town, host = 'state') => {
  const source = local.history?.(town.options({ host }), town.context)
  if (!source) throw new Error('local has a history')
  return source
}

/** What a host that was killed leaves behind: its announcement, and nobody there. */
const leaveDeadHost = async (town: Town): Promise<void> => {
  const announced = JSON.parse(readFileSync(join(town.state, 'host.json'), 'utf8'))
  mkdirSync(join(town.workspace, 'dead'))
  const left = { ...announced, adminUrl: await deadAddress() }
  writeFileSync(join(town.workspace, 'dead', 'host.json'), JSON.stringify(left))
}

behavesLikeAMetricSource('the history of the local platform', async () => {
  const town = await startTown()
  town.build('one')
  town.build('two')
  const baseline = (await town.platform.deploy({ revision: 'one', rollout: 'r-one' })).id
  const canary = (await town.platform.deploy({ revision: 'two', rollout: 'r-two' })).id
  await town.platform.setWeight({ canary, baseline, weight: 50 })
  await leaveDeadHost(town)
  const from = await send(town)
  await eventually(
    () => nowAt(town),
    (now) => now > from + (PLAN.length + 1) * SECOND,
  )
  // At 50 % the releases take turns, so that of each pair of requests one goes to each.
  const truth = PLAN.map(([n, x]): { canary: Counts; baseline: Counts } => ({
    canary: { n, x },
    baseline: { n, x },
  }))
  return {
    source: sourceIn(town),
    unreachable: sourceIn(town, 'dead'),
    metric: 'errors',
    canary,
    baseline,
    unknown: 'never-was',
    grid: { from, slice: SECOND, count: PLAN.length },
    truth,
    unknowable: [from - 86_400_000, from + 86_400_000],
    odd: [
      {
        title: 'the slice in which the host was started',
        request: { from: second((await clockOf(town)).startedAt) - 5 * SECOND, slice: 10 * SECOND, count: 1 },
        says: ['counter-reset'],
      },
    ],
    close: town.close,
  }
})
