import { describe, expect, test } from 'vitest'
import { type AdvanceOutcome, advance } from '../../src/gates/advance.ts'
import { believeSeals } from '../../src/gates/belief.ts'
import { deploy } from '../../src/gates/deploy.ts'
import { note, survey } from '../../src/gates/journal.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { type SealKeys, sealLedger } from '../../src/ledger/sealed.ts'
import { type Happening, writeEvent } from '../../src/rollout/events.ts'
import { fold } from '../../src/rollout/fold.ts'
import { nextEvent } from '../../src/rollout/transition.ts'
import { openOn } from '../ledger/github.ts'
import { rolloutRecord } from '../ledger/records.ts'
import { MINUTE, PLAN } from '../scenarios/shop.ts'
import { type Canal, onCanal } from './canal.ts'

const KEY = 'k1'.repeat(20)
const NEW = 'k2'.repeat(20)
const EVIL = 'e7'.repeat(20)

const sealed = (story: (canal: Canal) => Promise<void>) => onCanal(story, { keys: [KEY] })

/** A release at 10 %, every line of it signed. */
const climbing = async (canal: Canal, message = 'v2'): Promise<string> => {
  const revision = canal.commit(message)
  const run = canal.run()
  const { rollout } = await canal.propose(run, revision)
  canal.answer(run, 'grace', 'approved')
  expect(await canal.admit(run, rollout?.record.id ?? '')).toMatchObject({ failed: false })
  await canal.release(revision)
  expect(canal.shop.web.weights()).toMatchObject({ 'web-2': 10 })
  return rollout?.record.id ?? ''
}

interface Looked {
  outcome: AdvanceOutcome
  said: string
  calls: number
}

/** A tick whose job has these keys. */
const look = async (canal: Canal, keys: SealKeys = [KEY]): Promise<Looked> => {
  const run = canal.run({ path: '.github/workflows/tick.yml', event: 'schedule' })
  const said: string[] = []
  const before = canal.github.log.length
  const outcome = await advance(
    {
      ...canal.service(run),
      ledger: sealLedger(openOn(canal.github, { run: String(run.id) }), keys),
      belief: believeSeals((text) => said.push(text)),
    },
    { dryRun: false, watch: 0 },
  )
  return { outcome, said: said.join('\n'), calls: canal.github.log.length - before }
}

/** Somebody who may write deployments, and names a run that is really under way. */
const forge = async (canal: Canal, happening: Happening, key: string | null): Promise<void> => {
  const plain = openOn(canal.github, { run: String(canal.run().id) })
  const ledger = key === null ? plain : sealLedger(plain, [key])
  const [own] = (await survey({ ...canal.shop.connect(), ledger })).rollouts
  if (!own) throw new Error('no rollout')
  const now = await ledger.now()
  const event = nextEvent(own.state, own.record.plan.steps, happening, { now, nonce: 'evil1' })
  await ledger.append(own.key, { text: writeEvent(event), outcome: 'in_progress' })
}

const FORWARD: [string, Happening][] = [
  ['a step', { kind: 'set', weight: 100 }],
  ['an end', { kind: 'promoted' }],
  ['an approval', { kind: 'approved', step: 2, by: 'grace' }],
  ['a skipped bake', { kind: 'skipped', by: 'grace' }],
  ['a promotion', { kind: 'asked-promote', by: 'grace' }],
  ['another release', { kind: 'deployed', component: 'web', release: 'evil-1' }],
  ['a newer release in its place', { kind: 'superseded', by: 'r-000000000000' }],
]

describe('with a signing key', () => {
  test(
    'a rollout goes on as ever, and no run has to be looked up',
    sealed(async (canal) => {
      await climbing(canal)
      for (const weight of [50, 100]) {
        canal.github.advance(40 * MINUTE)
        const { outcome, said, calls } = await look(canal)
        expect(outcome).toMatchObject({ decision: 'advance', rollout: { state: { weight } } })
        expect({ said, few: calls <= 12 }).toEqual({ said: '', few: true })
      }
      canal.github.advance(40 * MINUTE)
      expect((await look(canal)).outcome).toMatchObject({ decision: 'promote' })
      expect(canal.github.log.filter(({ path }) => path.includes('/actions/runs/')).length).toBeLessThan(4)
    }),
  )

  describe.each<[string, string | null]>([
    ['without a signature', null],
    ['signed with another key', EVIL],
  ])('a line %s', (_how, key) => {
    test.each(FORWARD)('that tells %s leads nowhere, now and later, and is told', (_what, happening) =>
      sealed(async (canal) => {
        await climbing(canal)
        await forge(canal, happening, key)
        for (let count = 0; count < 2; count += 1) {
          canal.github.advance(MINUTE)
          const { outcome, said } = await look(canal)
          expect(outcome).toMatchObject({ decision: 'hold', reason: 'bake-not-over' })
          expect(outcome.rollout?.state).toMatchObject({
            phase: 'baking',
            weight: 10,
            approved: [1],
            promoteAsked: false,
            skipAsked: false,
            deployed: { web: 'web-2' },
          })
          expect(said).toContain(`left aside ("${happening.kind}"`)
        }
      })(),
    )

    test('that asks to go back is heard', () =>
      sealed(async (canal) => {
        await climbing(canal)
        await forge(canal, { kind: 'asked-rollback', by: 'anybody' }, key)
        expect((await look(canal)).outcome).toMatchObject({ decision: 'abort', reason: 'rollback-asked' })
        expect(canal.shop.web.weights()).toEqual({ 'web-1': 100 })
      })())
  })

  test(
    'a line of another deployment proves nothing on this one',
    sealed(async (canal) => {
      await climbing(canal)
      await forge(canal, { kind: 'skipped', by: 'grace' }, KEY)
      const { state } = canal.github
      const stolen = state.statuses.find(({ description }) => description.startsWith('bake skipped'))
      await canal.shop.rollBack()
      await canal.shop.ask('release-hold')
      const revision = canal.commit('v3')
      const run = canal.run()
      const { rollout } = await canal.propose(run, revision)
      canal.answer(run, 'grace', 'approved')
      await canal.admit(run, rollout?.record.id ?? '')
      await canal.release(revision)
      if (!stolen || !rollout) throw new Error('nothing to replay')
      state.statuses.push({
        ...stolen,
        id: state.nextId(),
        deployment: Number(rollout.key),
        createdAt: canal.github.clock.now(),
      })
      canal.github.advance(MINUTE)
      const { outcome, said } = await look(canal)
      expect(outcome.rollout?.state).toMatchObject({ phase: 'baking', weight: 10, skipAsked: false })
      expect(said).toContain('("skipped", sequence 8): its signature is wrong')
    }),
  )

  test(
    'a line that was cut out is missed: no step is taken until it is there again',
    sealed(async (canal) => {
      await climbing(canal)
      await forge(canal, { kind: 'paused', by: 'ada' }, KEY)
      await forge(canal, { kind: 'resumed', by: 'ada' }, KEY)
      canal.github.advance(40 * MINUTE)
      const { state } = canal.github
      const all = [...state.statuses]
      state.statuses = all.filter(({ description }) => !description.startsWith('paused'))
      const { outcome, said } = await look(canal)
      expect(outcome).toMatchObject({ decision: 'hold', reason: 'unproven', person: true })
      expect(said).toContain('Line 8 of the record is gone')
      await forge(canal, { kind: 'asked-rollback', by: 'grace' }, null)
      expect((await look(canal)).outcome).toMatchObject({ decision: 'abort' })
    }),
  )

  test(
    'a key is changed by handing over both for a while',
    sealed(async (canal) => {
      await climbing(canal)
      canal.github.advance(40 * MINUTE)
      expect((await look(canal, [NEW, KEY])).outcome).toMatchObject({ decision: 'advance' })
      canal.github.advance(40 * MINUTE)
      // The old key went too soon: the rollout began with it.
      const early = await look(canal, [NEW])
      expect(early.outcome).toMatchObject({ decision: 'hold', reason: 'unproven' })
      expect(early.said).toContain('hand over the old one as SLUICE_SIGNING_KEY_OLD')
      expect((await look(canal, [NEW, KEY])).outcome).toMatchObject({ decision: 'advance' })
      expect(canal.shop.web.weights()).toMatchObject({ 'web-2': 100 })
    }),
  )

  test(
    'a wrong key is told loudly, moves nothing forward, and keeps nobody from going back',
    sealed(async (canal) => {
      await climbing(canal)
      canal.github.advance(40 * MINUTE)
      const { outcome, said } = await look(canal, [EVIL])
      expect(outcome).toMatchObject({ decision: 'hold', reason: 'unproven', person: true })
      expect(said).toContain('not with a key of this environment')
      expect(canal.shop.web.weights()).toMatchObject({ 'web-2': 10 })
      await forge(canal, { kind: 'asked-rollback', by: 'grace' }, null)
      expect((await look(canal, [EVIL])).outcome).toMatchObject({ decision: 'abort' })
      expect(canal.shop.web.weights()).toEqual({ 'web-1': 100 })
    }),
  )

  test('a rollout that began before there was a key waits for a person', () =>
    onCanal(async (canal) => {
      await climbing(canal)
      canal.github.advance(40 * MINUTE)
      const { outcome, said } = await look(canal)
      expect(outcome).toMatchObject({ decision: 'hold', reason: 'unproven' })
      expect(said).toContain('It began before there was a key')
    })())

  test(
    'a record that somebody made up is not deployed, and its plan not believed',
    sealed(async (canal) => {
      const revision = canal.commit('v2')
      const plain = openOn(canal.github, { run: String(canal.run().id) })
      const [component] = rolloutRecord().components
      if (!component) throw new Error('no component')
      const record = rolloutRecord({
        id: 'r-00000000evil',
        revision,
        plan: { ...PLAN, steps: [{ weight: 100, bake: 0 }] },
        components: [{ ...component, name: 'web', baseline: 'web-1' }],
        startedAt: canal.github.clock.now(),
      })
      const { key } = await plain.create(record)
      const service = canal.service(canal.run())
      const begun = { ...service, ledger: plain }
      await note(begun, { key, record, state: fold(record, []) }, { kind: 'started' })
      expect(await deploy(service, { revision, liveSmoke: false, dryRun: false })).toMatchObject({
        failed: true,
        reason: 'unproven',
      })
    }),
  )

  test(
    'a hold that somebody without the key released still stands',
    sealed(async (canal) => {
      await climbing(canal)
      await canal.shop.rollBack()
      const plain = openOn(canal.github, { run: String(canal.run().id) })
      const { held } = await survey({ ...canal.shop.connect(), ledger: plain })
      if (!held) throw new Error('no hold')
      await note({ ...canal.shop.connect(), ledger: plain }, held, { kind: 'released', by: 'grace' })
      expect((await survey(canal.service(canal.run()))).held?.key).toBe(held.key)
      const known = await survey(canal.service(canal.run()))
      await note(canal.service(canal.run()), known.held ?? held, { kind: 'released', by: 'grace' })
      expect((await survey(canal.service(canal.run()))).held).toBe(null)
    }),
  )

  test('a key that can be guessed is refused', () => {
    const ledger = { type: 'none' } as unknown as Parameters<typeof sealLedger>[0]
    expect(() => sealLedger(ledger, ['short'])).toThrow(ConfigError)
    expect(() => sealLedger(ledger, [KEY, 'short'])).toThrow(/less than 32 characters/)
  })
})
