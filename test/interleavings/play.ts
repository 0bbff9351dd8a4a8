import { advance } from '../../src/gates/advance.ts'
import { deploy } from '../../src/gates/deploy.ts'
import { note, type Survey, survey } from '../../src/gates/journal.ts'
import { rollBack } from '../../src/gates/roll-back.ts'
import { startRollout } from '../../src/gates/start-rollout.ts'
import { ask } from '../../src/gates/verbs.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import { isFinished } from '../../src/rollout/phases.ts'
import type { Plan } from '../../src/rollout/plan.ts'
import { HOUR, JUDGEMENT, MINUTE, PLAN, type ShopOptions } from '../scenarios/shop.ts'
import { Killed, type Played } from './scheduler.ts'
import { type Stage, stageOf } from './stage.ts'

/** Who acts at once. */
export const KINDS = [
  'two ticks',
  'a tick and a rollback',
  'a deploy and a rollback',
  'a tick and a deploy',
  'an approval and a rollback',
  'an approval and a newer release',
  'two ticks and a rollback',
] as const

export type Kind = (typeof KINDS)[number]

/** A case as it ended: what is wrong with it, and how to see it again. */
export interface Case {
  seed: number
  kind: Kind
  /** Whether its lines are signed. */
  sealed: boolean
  /** How often traffic moved towards a new release. */
  forward: number
  faults: readonly string[]
  story: readonly string[]
  /** Who acted, act by act. */
  order: readonly string[]
}

const APPROVED_SECOND: Plan = {
  ...PLAN,
  steps: PLAN.steps.map((step, index) => (index === 1 ? { ...step, approval: true } : step)),
}

const orderOf = (revision: string, plan: Plan, inFlight: 'queue' | 'supersede') => ({
  revision,
  plan,
  planHash: 'plan-1',
  judgement: JUDGEMENT,
  configHash: 'config-1',
  inFlight,
  migrations: null,
  restorePointMissing: null,
  dryRun: false,
})

type Actor = () => Promise<unknown>

/** The job of a push: admission, deploy, smoke test, first step. Stops at the first no. */
const pipeline =
  (stage: Stage, actor: string, revision: string, plan: Plan, inFlight: 'queue' | 'supersede'): Actor =>
  async () => {
    const service = () => stage.connect(actor)
    const started = await startRollout(service(), orderOf(revision, plan, inFlight))
    if (started.failed || started.rollout?.state.phase !== 'progressing') return started
    const deployed = await deploy(service(), { revision, liveSmoke: false, dryRun: false })
    if (deployed.failed) return deployed
    const { rollouts } = await survey(service())
    const own = rollouts.find(({ record }) => record.revision === revision)
    if (own && !isFinished(own.state.phase)) await note(service(), own, { kind: 'checked', target: 'canary' })
    return advance(service(), { dryRun: false, watch: 0 })
  }

const tick =
  (stage: Stage, actor: string, watch: number): Actor =>
  () =>
    advance(stage.connect(actor, 'github-actions'), { dryRun: false, watch })

const rollback =
  (stage: Stage): Actor =>
  () =>
    rollBack(stage.connect('rollback', 'grace'), { by: 'grace', dryRun: false, hold: null })

const approve =
  (stage: Stage): Actor =>
  () =>
    ask(stage.connect('approve', 'grace'), 'approve', { by: 'grace', dryRun: false })

/** A release that has climbed to its first step, with the next one due. */
const climb = async ({ shop }: Stage, plan: Plan): Promise<void> => {
  await shop.start('v2', { plan })
  await shop.deploy('v2')
  await shop.smoke('canary')
  await shop.tick({ watch: 0 })
  await shop.wait(40 * MINUTE)
}

const actorsOf = async (stage: Stage, kind: Kind): Promise<Record<string, Actor>> => {
  const watch = stage.dice.chance(3) ? 10 * MINUTE : 0
  const ticks = { tick: tick(stage, 'tick', watch) }
  switch (kind) {
    case 'two ticks':
      await climb(stage, PLAN)
      return { ...ticks, other: tick(stage, 'other', 0) }
    case 'a tick and a rollback':
      await climb(stage, PLAN)
      return { ...ticks, rollback: rollback(stage) }
    case 'two ticks and a rollback':
      await climb(stage, PLAN)
      return { ...ticks, other: tick(stage, 'other', 0), rollback: rollback(stage) }
    case 'a deploy and a rollback':
      await stage.shop.start('v2')
      await stage.shop.wait(MINUTE)
      return { deploy: pipeline(stage, 'deploy', 'v2', PLAN, 'queue'), rollback: rollback(stage) }
    case 'a tick and a deploy':
      await stage.shop.start('v2')
      await stage.shop.wait(MINUTE)
      return { ...ticks, deploy: pipeline(stage, 'deploy', 'v2', PLAN, 'queue') }
    case 'an approval and a rollback':
      await climb(stage, APPROVED_SECOND)
      await stage.shop.tick({ watch: 0 })
      return { approve: approve(stage), ...ticks, rollback: rollback(stage) }
    case 'an approval and a newer release':
      await climb(stage, APPROVED_SECOND)
      await stage.shop.tick({ watch: 0 })
      return { approve: approve(stage), ...ticks, newer: pipeline(stage, 'newer', 'v3', PLAN, 'supersede') }
    default:
      return kind satisfies never
  }
}

/** Looks of later ticks until nothing more happens by itself; a person who is called asks for the way back. */
const calm = async ({ shop, clear }: Stage): Promise<void> => {
  clear()
  for (let look = 0; look < 30; look += 1) {
    await shop.wait(HOUR)
    const { person, reason, rollout } = await shop.tick({ watch: 0 })
    const { inFlight, goingBack } = await shop.survey()
    if (reason === 'no-rollout' && !inFlight && !goingBack) return
    if (reason === 'not-deployed' || reason === 'not-checked' || person || rollout?.state.phase === 'queued')
      await shop.rollBack({ hold: false })
  }
}

/** Plays one case and tells what is wrong with its end. */
export const playCase = async (seed: number, on: Stage['on'] = 'memory'): Promise<Case> => {
  const kind = KINDS[seed % KINDS.length] ?? 'two ticks'
  const two = seed % 3 === 0
  const options: ShopOptions = {
    components: two
      ? [
          { name: 'web', exposure: 'split' },
          { name: 'api', exposure: 'split' },
        ]
      : [{ name: 'web', exposure: 'split' }],
    checks: { canary: true, live: false },
  }
  const stage = stageOf(seed, options, on)
  const actors = await actorsOf(stage, kind)
  const began = Object.values(stage.shop.web.weights()).filter((weight) => weight < 50)[0] ?? 0
  const deadly = stage.dice.chance(3) ? 25 : 0
  const played = await stage.scheduler.play(actors, deadly)
  const before = await stage.shop.survey()
  const asked = before.rollouts.filter(
    ({ state }) => state.rollbackAsked !== null || state.phase === 'rolled-back',
  )
  // GitHub tells moments by whole seconds.
  const lag = stage.weather.lag + (on === 'github' ? 1000 : 0)
  await calm(stage)
  const faults = [
    ...errorsOf(played),
    ...(await faultsOf(stage, kind, played, { asked: asked.length > 0, began, lag })),
  ]
  return {
    seed,
    kind,
    sealed: stage.sealed,
    forward: stage.moves.filter(({ weight }) => weight > 0).length,
    faults,
    order: played.order,
    story: faults.length > 0 ? [...played.order, ...stage.shop.said] : [],
  }
}

/** Refusals and deaths are ends like others; anything else that is thrown is a fault. */
const errorsOf = ({ ends }: Played): string[] =>
  Object.entries(ends).flatMap(([actor, end]) =>
    'error' in end && !(end.error instanceof Killed) && !mayBeTriedAgain(end.error)
      ? [`${actor} threw ${String(end.error)}`]
      : [],
  )

/** What a platform did not confirm because another run moved it meanwhile: the next look finishes it. */
const mayBeTriedAgain = (error: unknown): boolean => error instanceof ProviderError && error.retryable

const faultsOf = async (
  stage: Stage,
  kind: Kind,
  { ends }: Played,
  { asked, began, lag }: { asked: boolean; began: number; lag: number },
): Promise<string[]> => {
  const { shop, moves } = stage
  const { rollouts, inFlight, goingBack } = await shop.survey()
  const faults: string[] = []
  const names = Object.keys(ends).length
  if (names === 0) faults.push('nobody acted')
  if (inFlight || goingBack) faults.push(`it never comes to rest: ${inFlight?.state.phase ?? 'going back'}`)
  for (const [name, platform] of shop.platforms) {
    const weights = platform.weights()
    const promoted = rollouts.find(({ state }) => state.phase === 'promoted')
    const expected = promoted?.state.deployed[name] ?? `${name}-1`
    if (weights[expected] !== 100)
      faults.push(`I1 ${name}: ${JSON.stringify(weights)}, and the ledger says ${expected}`)
    const own = platform.releases().filter(({ rollout }) => rollout !== null)
    if (new Set(own.map(({ rollout }) => rollout)).size !== own.length)
      faults.push(`I4 ${name}: two releases of one rollout`)
    faults.push(...climbFaults(name, moves, began))
  }
  if (asked && kind !== 'an approval and a newer release')
    for (const [name, platform] of shop.platforms)
      if (platform.weights()[`${name}-1`] !== 100)
        faults.push(`${name}: a rollback was asked for and is not done`)
  for (const { record, state } of rollouts) {
    // What waits for its turn is started by the look without secrets, which does not act here; a record without a line is
    // one whose run died before it began.
    if (!isFinished(state.phase) && state.phase !== 'queued' && state.events > 0)
      faults.push(`I6 ${record.id} is ${state.phase}`)
    if (state.events + state.foreign > 100) faults.push(`I7 ${record.id} has ${state.events} lines`)
  }
  faults.push(...(await cautionFaults(stage, lag)), ...sealFaults(stage, rollouts))
  if (new Set(rollouts.map(({ record }) => record.id)).size !== rollouts.length)
    faults.push('I4 a record twice')
  return faults
}

const STEPS = PLAN.steps.map(({ weight }) => weight)

/** No run goes further than the step after the highest one that anybody took: what was not authorised is never set. */
const climbFaults = (name: string, moves: Stage['moves'], began: number): string[] => {
  let highest = began
  const faults: string[] = []
  for (const { component, weight, actor } of moves) {
    if (component !== name) continue
    const allowed = STEPS[STEPS.indexOf(highest) + 1] ?? 100
    if (weight > allowed) faults.push(`I2 ${name}: ${actor} set ${weight}% after ${highest}%`)
    highest = Math.max(highest, weight)
  }
  return faults
}

/** Where lines are signed all are, and nobody doubts more than that a list shows one late. */
const sealFaults = ({ sealed, doubts }: Stage, rollouts: Survey['rollouts']): string[] => {
  if (!sealed) return []
  const unsigned = rollouts.flatMap(({ state }) => state.story.filter(({ seal }) => seal !== 'good'))
  return [
    ...unsigned.map(({ happening }) => `S1 "${happening.kind}" is not signed`),
    ...doubts.filter((text) => !text.includes('is gone, or not listed yet')).map((text) => `S2 ${text}`),
  ]
}

/** Whoever has read the request to go back, or could have, makes no forward move any more. */
const cautionFaults = async ({ shop, moves, weather }: Stage, lag: number): Promise<string[]> => {
  const { rollouts } = await shop.survey()
  return rollouts.flatMap(({ record, state }) => {
    const request = state.rollbackAsked
    if (!request || weather.forgetful) return []
    return moves
      .filter(
        ({ weight, readAt, release }) =>
          weight > 0 && readAt > request.at + lag && Object.values(state.deployed).includes(release),
      )
      .map(
        ({ actor, weight }) =>
          `${actor} set ${weight}% of ${record.id} after it had read the request to go back`,
      )
  })
}
