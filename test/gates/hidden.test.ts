import { describe, expect, test } from 'vitest'
import { advance } from '../../src/gates/advance.ts'
import { believeRuns, believeSeals } from '../../src/gates/belief.ts'
import { deploy } from '../../src/gates/deploy.ts'
import { lookForDue } from '../../src/gates/due.ts'
import { note, survey } from '../../src/gates/journal.ts'
import { rollBack } from '../../src/gates/roll-back.ts'
import type { Service } from '../../src/gates/service.ts'
import { startRollout } from '../../src/gates/start-rollout.ts'
import { writeEvent } from '../../src/rollout/events.ts'
import { fold } from '../../src/rollout/fold.ts'
import { nextEvent } from '../../src/rollout/transition.ts'
import { finishRun } from '../fakes/github/concurrency.ts'
import { worse } from '../fakes/metrics.ts'
import { openOn } from '../ledger/github.ts'
import { idOf, rolloutRecord } from '../ledger/records.ts'
import { HOUR, JUDGEMENT, MINUTE, PLAN } from '../scenarios/shop.ts'
import { type Canal, type CanalOptions, onCanal } from './canal.ts'

const KEY = 'k1'.repeat(20)
const SLOW: CanalOptions = {
  plan: { steps: PLAN.steps.map((step) => ({ ...step, bake: 72 * HOUR })), deadline: 480 * HOUR },
}

/** Whoever may write deployments writes a release on top that says it was promoted. `run` is none of Sluice's. */
const forge = async (canal: Canal, number = 666): Promise<string> => {
  const ledger = openOn(canal.github, { run: '987654' })
  canal.github.advance(MINUTE)
  const now = await ledger.now()
  const record = rolloutRecord({ id: idOf('r', number), revision: canal.commit('evil'), startedAt: now })
  const { key } = await ledger.create(record)
  const event = nextEvent(fold(record, []), record.plan.steps, { kind: 'promoted' }, { now, nonce: 'evil1' })
  await ledger.append(key, { text: writeEvent(event), outcome: 'success' })
  canal.github.advance(MINUTE)
  return key
}

/** A release at 10 %, by a push to `main` that is over. */
const climbing = async (canal: Canal): Promise<string> => {
  const revision = canal.commit('v2')
  const run = canal.run()
  const { rollout } = await canal.propose(run, revision)
  canal.answer(run, 'grace', 'approved')
  expect(await canal.admit(run, rollout?.record.id ?? '')).toMatchObject({ failed: false })
  const service = canal.service(run)
  await deploy(service, { revision, liveSmoke: false, dryRun: false })
  const [own] = (await survey(service)).rollouts
  if (!own) throw new Error('no rollout')
  await note(service, own, { kind: 'checked', target: 'canary' })
  await advance(canal.service(run), { dryRun: false, watch: 0 })
  expect(canal.shop.web.weights()).toMatchObject({ 'web-2': 10 })
  finishRun(canal.github.state, run, 'success')
  return revision
}

interface Job {
  service: Service
  said: string[]
  end(): void
}

/** A job of the tick that believes runs of `main`, or signatures where there is a key. */
const job = (canal: Canal, keys: CanalOptions['keys']): Job => {
  const run = canal.run({ path: '.github/workflows/tick.yml', event: 'schedule' })
  const said: string[] = []
  const belief = keys
    ? believeSeals((text) => said.push(text))
    : believeRuns(canal.forge, {
        own: String(run.id),
        defaultBranch: 'main',
        tags: [],
        workflows: [],
        events: ['push', 'schedule', 'workflow_dispatch'],
        report: (text) => said.push(text),
      })
  return {
    service: { ...canal.service(run), belief },
    said,
    end: () => finishRun(canal.github.state, run, 'success'),
  }
}

const look = async (canal: Canal, keys: CanalOptions['keys']) => {
  const { service, said, end } = job(canal, keys)
  const before = canal.github.log.length
  const outcome = await advance(service, { dryRun: false, watch: 0 })
  end()
  return { outcome, said, calls: canal.github.log.length - before }
}

const due = async (canal: Canal): Promise<boolean> => {
  const { service } = job(canal, undefined)
  const order = { approveWorkflow: null, config: '.github/sluice.yml', remind: null, dryRun: false }
  return (await lookForDue({ ...service, components: [] }, null, order)).due
}

const push = (canal: Canal, keys: CanalOptions['keys']) =>
  startRollout(job(canal, keys).service, {
    revision: canal.commit('v3'),
    plan: PLAN,
    planHash: 'plan-1',
    judgement: JUDGEMENT,
    configHash: 'config-1',
    inFlight: 'refuse',
    migrations: null,
    restorePointMissing: null,
    dryRun: false,
  })

/** The lines that were written to mark what was made up. */
const marks = (canal: Canal): number =>
  canal.github.state.statuses.filter(({ description }) => description.startsWith('Not believed')).length

describe.each<[string, CanalOptions]>([
  ['by the runs that GitHub knows', SLOW],
  ['by signatures', { ...SLOW, keys: [KEY] }],
])('a release that was never promoted, written on top of the record, told %s', (_how, options) => {
  const { keys } = options
  const story = (work: (canal: Canal) => Promise<void>) => onCanal(work, options)

  test(
    'hides no rollout from those that look: days later it still takes its steps',
    story(async (canal) => {
      await climbing(canal)
      await forge(canal)
      const first = await look(canal, keys)
      expect(first.outcome).toMatchObject({ reason: 'bake-not-over', rollout: { state: { weight: 10 } } })
      expect(first.said.join()).toContain('left aside ("promoted"')
      expect(marks(canal)).toBe(1)
      for (let day = 0; day < 3; day += 1) {
        canal.github.advance(25 * HOUR)
        expect(await due(canal)).toBe(true)
        const { outcome } = await look(canal, keys)
        expect(outcome).toMatchObject(day === 2 ? { decision: 'advance' } : { reason: 'bake-not-over' })
      }
      expect(canal.shop.web.weights()).toMatchObject({ 'web-2': 50 })
      expect(marks(canal)).toBe(1)
    }),
  )

  test(
    'keeps no bad release from being taken back',
    story(async (canal) => {
      const revision = await climbing(canal)
      await forge(canal)
      canal.shop.traffic = worse(revision, 200)
      canal.github.advance(30 * MINUTE)
      expect((await look(canal, keys)).outcome).toMatchObject({ decision: 'abort' })
      expect(canal.shop.web.weights()).toEqual({ 'web-1': 100 })
    }),
  )

  test(
    'lets nothing start beside the one that is on its way, nor where a hold stands',
    story(async (canal) => {
      await climbing(canal)
      await forge(canal)
      expect(await push(canal, keys)).toMatchObject({ failed: true, reason: 'in-flight' })
      const { service, end } = job(canal, keys)
      await rollBack(service, { by: 'grace', dryRun: false, hold: true })
      end()
      canal.github.advance(MINUTE)
      await forge(canal, 667)
      expect(await push(canal, keys)).toMatchObject({ failed: true, reason: 'on-hold' })
      expect((await look(canal, keys)).outcome).toMatchObject({ reason: 'no-rollout' })
      canal.github.advance(48 * HOUR)
      expect(await push(canal, keys)).toMatchObject({ failed: true, reason: 'on-hold' })
    }),
  )

  test(
    'sends nobody one release too far back: a rollback asked for again finds it done',
    story(async (canal) => {
      await climbing(canal)
      for (const number of [700, 701]) {
        await forge(canal, number)
        const { service, end } = job(canal, keys)
        expect(await rollBack(service, { by: 'grace', dryRun: false, hold: true })).toMatchObject({
          failed: false,
        })
        expect(canal.shop.web.weights()).toEqual({ 'web-1': 100 })
        end()
      }
    }),
  )

  test(
    'stops everything that leads forward when there are more than anybody would read',
    story(async (canal) => {
      await climbing(canal)
      for (let number = 0; number < 23; number += 1) await forge(canal, 800 + number)
      const { outcome, calls } = await look(canal, keys)
      expect(outcome).toMatchObject({ decision: 'hold', reason: 'state-lost', person: true })
      expect(calls).toBeLessThan(80)
      expect(await due(canal)).toBe(true)
      expect(await push(canal, keys)).toMatchObject({ failed: true })
    }),
  )

  test(
    'lets nothing start on a hold that lies too deep to be read',
    story(async (canal) => {
      await climbing(canal)
      const { service, end } = job(canal, keys)
      await rollBack(service, { by: 'grace', dryRun: false, hold: true })
      end()
      for (let number = 0; number < 23; number += 1) await forge(canal, 800 + number)
      expect(await push(canal, keys)).toMatchObject({ failed: true, reason: 'unproven' })
      expect((await look(canal, keys)).outcome).toMatchObject({ reason: 'unproven', person: true })
    }),
  )
})
