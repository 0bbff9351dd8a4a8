import { describe, expect, test } from 'vitest'
import { advance } from '../../src/gates/advance.ts'
import { personBehind } from '../../src/gates/approvals.ts'
import { carriedOut } from '../../src/gates/carried-out.ts'
import { noticeOf, type Written } from '../../src/gates/notice.ts'
import { finishRun, joinGroup } from '../fakes/github/concurrency.ts'
import type { Run } from '../fakes/github/state.ts'
import { HOUR, MINUTE, PLAN } from '../scenarios/shop.ts'
import { type Canal, onCanal } from './canal.ts'

const DAY = 24 * HOUR

/** A proposal that waits for its approval. */
const proposed = async (
  canal: Canal,
  message = 'v2',
): Promise<{ run: Run; revision: string; id: string }> => {
  const revision = canal.commit(message)
  const run = canal.run()
  const { rollout, failed } = await canal.propose(run, revision)
  expect(failed).toBe(false)
  return { run, revision, id: rollout?.record.id ?? '' }
}

/** A release at 10 % that grace approved. */
const climbing = async (canal: Canal): Promise<{ run: Run; revision: string; id: string }> => {
  const proposal = await proposed(canal)
  canal.answer(proposal.run, 'grace', 'approved')
  expect(await canal.admit(proposal.run, proposal.id)).toMatchObject({ failed: false })
  await canal.release(proposal.revision)
  return proposal
}

const promoted = async (canal: Canal): Promise<string> => {
  const { revision, run } = await climbing(canal)
  finishRun(canal.github.state, run, 'success')
  await canal.shop.tickUntilQuiet()
  expect((await canal.shop.survey()).lastPromoted?.record.revision).toBe(revision)
  return revision
}

const phaseOf = async (canal: Canal, id: string): Promise<string | undefined> =>
  (await canal.shop.survey()).rollouts.find(({ record }) => record.id === id)?.state.phase

const runsOf = (canal: Canal, file: string): Run[] =>
  [...canal.github.state.runs.values()].filter(
    ({ path, event }) => path.endsWith(file) && event === 'workflow_dispatch',
  )

describe('a proposal', () => {
  test(
    'writes the record, asks for an approval and touches no platform',
    onCanal(async (canal) => {
      const run = canal.run()
      const outcome = await canal.propose(run, canal.commit('v2'))
      expect(outcome).toMatchObject({ next: 'approve', reason: 'started', failed: false })
      expect(outcome.rollout?.state).toMatchObject({ phase: 'awaiting-approval', asked: [1] })
      expect(outcome.rollout?.record.plan.steps[0]?.approval).toBe(true)
      expect(canal.shop.web.acts()).toEqual([])
    }),
  )

  test(
    'that nobody has to approve goes on at once',
    onCanal(async (canal) => {
      const run = canal.run()
      const outcome = await canal.propose(run, canal.commit('v2'), { approval: false })
      expect(outcome).toMatchObject({ next: 'release', rollout: { state: { phase: 'progressing' } } })
      expect(await canal.admit(run, outcome.rollout?.record.id ?? '')).toMatchObject({ reason: 'started' })
    }),
  )

  test(
    'of the first release ever is asked about too, although it goes whole',
    onCanal(
      async (canal) => {
        const outcome = await canal.propose(canal.run(), canal.commit('v1'))
        expect(outcome.rollout?.record).toMatchObject({
          firstRelease: true,
          plan: { steps: [{ weight: 100, approval: true }] },
        })
        expect(outcome.next).toBe('approve')
      },
      { live: null },
    ),
  )

  test(
    'made twice by one run is one proposal, still open',
    onCanal(async (canal) => {
      const { run, revision, id } = await proposed(canal)
      const again = await canal.propose(run, revision)
      expect(again).toMatchObject({ reason: 'already-started', next: 'approve' })
      expect(again.rollout?.record.id).toBe(id)
      expect(again.rollout?.state.story.filter(({ happening }) => happening.kind === 'asks')).toHaveLength(1)
    }),
  )

  test(
    'of a commit older than what serves is refused, unless that is meant',
    onCanal(async (canal) => {
      const old = canal.commit('old')
      await promoted(canal)
      const refused = await canal.propose(canal.run(), old)
      expect(refused).toMatchObject({ reason: 'stale-revision', failed: true, next: 'stop' })
      expect(refused.message).toContain('is older than')
      const meant = await canal.propose(canal.run(), old, { allowDowngrade: true })
      expect(meant).toMatchObject({ failed: false, next: 'approve' })
    }),
  )

  test(
    'of a commit that lacks what serves is refused as well',
    onCanal(async (canal) => {
      const base = canal.commit('base')
      const side = canal.commit('side')
      canal.github.state.refs.set('refs/heads/main', base)
      await promoted(canal)
      expect(await canal.propose(canal.run(), side)).toMatchObject({ reason: 'untrusted-revision' })
      expect(await canal.propose(canal.run(), side, { origin: null })).toMatchObject({
        reason: 'stale-revision',
      })
    }),
  )

  test(
    'of a commit that nobody merged is refused, unless an allowed tag points to it',
    onCanal(async (canal) => {
      const main = canal.commit('main')
      const side = canal.commit('side')
      const { refs } = canal.github.state
      refs.set('refs/heads/main', main)
      refs.set('refs/tags/v2', side)
      refs.set('refs/tags/v3', main)
      const propose = (ref: string, tags: string[]) =>
        canal.propose(canal.run(), side, { origin: { ref, tags } })
      for (const [ref, tags] of [
        ['refs/heads/side', ['v*']],
        ['refs/tags/v2', []],
        ['refs/tags/v2', ['release-*']],
        ['refs/tags/v3', ['v*']],
        ['refs/tags/v4', ['v*']],
      ] as const)
        expect(await propose(ref, [...tags]), ref).toMatchObject({
          reason: 'untrusted-revision',
          failed: true,
        })
      expect((await canal.shop.survey()).rollouts).toEqual([])
      expect(await propose('refs/tags/v2', ['v*'])).toMatchObject({ failed: false })
    }),
  )

  test(
    'by a re-run of a run whose rollout has ended is refused: what it knew is old',
    onCanal(async (canal) => {
      const { run, revision, id } = await climbing(canal)
      await canal.shop.rollBack({ hold: false })
      const again = await canal.propose(run, revision)
      expect(again).toMatchObject({ reason: 'stale-run', failed: true, next: 'stop' })
      expect(await canal.admit(run, id)).toMatchObject({ reason: 'stale-run', failed: true })
    }),
  )
})

describe('an approval', () => {
  test(
    'counts when GitHub has it on record, and then the rollout begins',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      canal.github.advance(2 * DAY)
      canal.answer(run, 'grace', 'approved')
      const outcome = await canal.admit(run, id)
      expect(outcome).toMatchObject({ reason: 'started', failed: false })
      expect(outcome.message).toContain('Approved by grace')
      expect(outcome.rollout?.state).toMatchObject({ phase: 'progressing', approved: [1] })
    }),
  )

  const refusals: [string, (canal: Canal, run: Run) => void, object, string][] = [
    ['the job passed because the environment has no reviewers', () => {}, {}, 'approval-missing'],
    [
      'it is of another environment',
      (canal, run) => canal.answer(run, 'grace', 'approved', 'staging'),
      {},
      'approval-missing',
    ],
    ['somebody rejected it', (canal, run) => canal.answer(run, 'grace', 'rejected'), {}, 'rejected'],
    [
      'the person who asked approved it, and that is not allowed',
      (canal, run) => canal.answer(run, 'ada', 'approved'),
      { self: false },
      'self-approval',
    ],
    [
      'the person is not one of the approvers',
      (canal, run) => canal.answer(run, 'grace', 'approved'),
      { approvers: ['linus'] },
      'approval-missing',
    ],
    [
      'it has to come by dispatch',
      (canal, run) => canal.answer(run, 'grace', 'approved'),
      { from: 'dispatch' },
      'approval-missing',
    ],
  ]
  test.each(refusals)('does not count when %s', (_why, prepare, approval, reason) =>
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      prepare(canal, run)
      expect(await canal.admit(run, id, { approval })).toMatchObject({ reason, failed: true })
      expect(await phaseOf(canal, id)).toBe('awaiting-approval')
      expect(canal.shop.web.acts()).toEqual([])
    })(),
  )

  test(
    'by somebody who may not even read the repository any more does not count',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      canal.answer(run, 'grace', 'approved')
      canal.github.state.collaborators.set('grace', 'none')
      expect(await canal.admit(run, id)).toMatchObject({ reason: 'not-permitted', failed: true })
      canal.github.state.collaborators.set('grace', 'read')
      expect(await canal.admit(run, id)).toMatchObject({ reason: 'started' })
    }),
  )

  test(
    'by the person who started the run does not count, whatever name the record has',
    onCanal(async (canal) => {
      const run = canal.run({ actor: 'grace' })
      const { rollout } = await canal.propose(run, canal.commit('v2'), { login: 'somebody-else' })
      canal.answer(run, 'grace', 'approved')
      const admitted = await canal.admit(run, rollout?.record.id ?? '', { approval: { self: false } })
      expect(admitted).toMatchObject({ reason: 'self-approval', failed: true })
    }),
  )

  test.each([
    ['a person who may write', 'ada', 'write', true],
    ['a person who may only read', 'ada', 'read', false],
    ['a person who left', 'ada', 'none', false],
    ['a bot', 'github-actions[bot]', 'write', false],
  ] as const)('by word of %s is judged by GitHub, not by a name in the event', (_who, actor, role, may) =>
    onCanal(async (canal) => {
      const run = canal.run({ event: 'workflow_dispatch', actor })
      canal.github.state.collaborators.set(actor, role)
      const person = await personBehind(canal.forge, String(run.id))
      expect('by' in person ? person.by : person.no.reason).toBe(may ? actor : 'not-permitted')
      expect(await personBehind(canal.forge, '999999')).toMatchObject({ no: { reason: 'not-permitted' } })
    })(),
  )

  test(
    'by somebody else counts beside one that does not',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      canal.answer(run, 'ada', 'approved')
      canal.answer(run, 'grace', 'approved')
      expect(await canal.admit(run, id, { approval: { self: false } })).toMatchObject({ reason: 'started' })
    }),
  )

  test(
    'that comes when another release serves is out of date',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      canal.answer(run, 'grace', 'approved')
      const other = canal.shop.web.adopt('by hand')
      expect(canal.shop.web.weights()).toEqual({ [other.id]: 100 })
      expect(await canal.admit(run, id)).toMatchObject({ reason: 'out-of-date', failed: true })
    }),
  )

  test(
    'does not help when the way back was lost meanwhile',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      canal.answer(run, 'grace', 'approved')
      canal.shop.web.lose('web-1')
      expect(await canal.admit(run, id)).toMatchObject({ reason: 'way-back-unsafe', failed: true })
    }),
  )

  test(
    'does not help when somebody asked for a rollback meanwhile',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      canal.answer(run, 'grace', 'approved')
      await canal.requestRollback(canal.run({ path: '.github/workflows/rollback.yml' }))
      expect(await canal.admit(run, id)).toMatchObject({ reason: 'rollback-asked', failed: true })
    }),
  )

  test(
    'that was given is not asked for again by a re-run, which goes on where the rollout is',
    onCanal(async (canal) => {
      const { run, id } = await climbing(canal)
      expect(await canal.admit(run, id)).toMatchObject({ reason: 'already-started', failed: false })
    }),
  )
})

describe('a proposal without an answer', () => {
  test.each([
    ['rejected', 'rejected'],
    ['cancelled or expired', 'abandoned'],
  ])('is ended when it was %s, and the next release may start', (_what, reason) =>
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      if (reason === 'rejected') canal.answer(run, 'grace', 'rejected')
      const outcome = await canal.settle(run, id)
      expect(outcome).toMatchObject({
        reason: 'done',
        failed: false,
        rollout: { state: { phase: 'rolled-back', reason } },
      })
      expect((await canal.shop.survey()).held).toBeNull()
      expect(await canal.propose(canal.run(), canal.commit('v3'))).toMatchObject({
        next: 'approve',
        failed: false,
      })
      expect(await canal.settle(run, id)).toMatchObject({ reason: 'nothing-to-do' })
    })(),
  )

  test(
    'is never ended this way once anything of it was done',
    onCanal(async (canal) => {
      const { run, id } = await climbing(canal)
      expect(await canal.settle(run, id)).toMatchObject({ reason: 'not-allowed-now', failed: true })
      expect(await phaseOf(canal, id)).toBe('baking')
    }),
  )

  test(
    'whose run was cancelled before it could settle is ended by the next look',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      expect(await canal.look()).toMatchObject({ due: false })
      expect(await phaseOf(canal, id)).toBe('awaiting-approval')
      finishRun(canal.github.state, run, 'cancelled')
      expect(await canal.look()).toMatchObject({ due: false, reason: 'done' })
      expect(await phaseOf(canal, id)).toBe('rolled-back')
    }),
  )

  test(
    'whose run ended well waits for its word by dispatch, and then its pipeline is started once',
    onCanal(async (canal) => {
      const { run, revision, id } = await proposed(canal)
      finishRun(canal.github.state, run, 'success')
      canal.github.advance(HOUR)
      expect(await canal.look()).toMatchObject({ due: false, started: [] })
      expect(await canal.shop.ask('approve', { by: 'grace' })).toMatchObject({ reason: 'recorded' })
      expect(await canal.look()).toMatchObject({ started: ['.github/workflows/deploy.yml'] })
      expect(await canal.look()).toMatchObject({ started: [] })
      const [started] = runsOf(canal, 'deploy.yml')
      expect(started?.inputs).toEqual({ revision })
      if (!started) return
      expect(await canal.propose(started, revision)).toMatchObject({
        next: 'release',
        reason: 'already-started',
      })
      expect(await canal.admit(started, id, { approval: { from: 'dispatch' } })).toMatchObject({
        reason: 'started',
      })
    }),
  )

  test(
    'that got its word by dispatch, and whose pipeline failed again, is ended after an hour',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      finishRun(canal.github.state, run, 'success')
      await canal.shop.ask('approve', { by: 'grace' })
      await canal.look()
      const [started] = runsOf(canal, 'deploy.yml')
      if (!started) throw new Error('nothing was started')
      finishRun(canal.github.state, started, 'failure')
      expect((await canal.look()).message).toContain('its pipeline was started')
      canal.github.advance(2 * HOUR)
      await canal.look()
      expect(await phaseOf(canal, id)).toBe('rolled-back')
    }),
  )

  test(
    'that waits for its word by dispatch waits thirty days and not for ever',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      finishRun(canal.github.state, run, 'success')
      canal.github.advance(29 * DAY)
      await canal.look()
      expect(await phaseOf(canal, id)).toBe('awaiting-approval')
      canal.github.advance(2 * DAY)
      await canal.look()
      expect(await phaseOf(canal, id)).toBe('rolled-back')
    }),
  )

  test(
    'whose run failed is left to a re-run for an hour',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      canal.answer(run, 'grace', 'approved')
      await canal.admit(run, id)
      finishRun(canal.github.state, run, 'failure')
      await canal.look()
      expect(await phaseOf(canal, id)).toBe('progressing')
      canal.github.advance(HOUR + MINUTE)
      await canal.look()
      expect(await phaseOf(canal, id)).toBe('rolled-back')
    }),
  )
})

describe('a newer push while an approval waits', () => {
  test(
    'is queued, and its pipeline is started once when its turn comes',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      const newer = canal.commit('v3')
      const second = canal.run()
      expect(await canal.propose(second, newer)).toMatchObject({ next: 'wait', failed: false })
      finishRun(canal.github.state, second, 'success')
      expect((await canal.look()).started).toEqual([])
      canal.github.advance(HOUR)
      await canal.settle(run, id)
      finishRun(canal.github.state, run, 'failure')
      expect((await canal.look()).started).toEqual(['.github/workflows/deploy.yml'])
      expect((await canal.look()).started).toEqual([])
      const [started] = runsOf(canal, 'deploy.yml')
      if (!started) throw new Error('nothing was started')
      const fresh = await canal.propose(started, newer)
      expect(fresh).toMatchObject({ next: 'approve', failed: false })
      const { rollouts } = await canal.shop.survey()
      expect(
        rollouts.filter(({ record }) => record.revision === newer).map(({ state }) => state.phase),
      ).toEqual(['awaiting-approval', 'superseded'])
    }),
  )

  test(
    'is refused where the plan says so',
    onCanal(async (canal) => {
      await proposed(canal)
      expect(await canal.propose(canal.run(), canal.commit('v3'), { inFlight: 'refuse' })).toMatchObject({
        reason: 'in-flight',
        failed: true,
      })
    }),
  )

  test(
    'supersedes it only when it is admitted itself, under the lock',
    onCanal(async (canal) => {
      const first = await climbing(canal)
      const newer = canal.commit('v3')
      const second = canal.run()
      const proposal = await canal.propose(second, newer, { inFlight: 'supersede' })
      expect(proposal).toMatchObject({ next: 'approve', failed: false })
      expect(canal.shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
      canal.answer(second, 'grace', 'approved')
      const id = proposal.rollout?.record.id ?? ''
      expect(await canal.admit(second, id, { inFlight: 'supersede' })).toMatchObject({ reason: 'started' })
      expect(canal.shop.web.weights()).toEqual({ 'web-1': 100 })
      expect(await phaseOf(canal, first.id)).toBe('rolled-back')
      await canal.release(newer)
      expect(canal.shop.web.weights()).toEqual({ 'web-1': 90, 'web-3': 10 })
    }),
  )

  test(
    'at the very same moment steps back behind the older one',
    onCanal(async (canal) => {
      const [one, other] = [canal.commit('v2'), canal.commit('v3')]
      const outcomes = await Promise.all([
        canal.propose(canal.run(), one, { approval: false }),
        canal.propose(canal.run(), other, { approval: false }),
      ])
      const { rollouts, inFlight } = await canal.shop.survey()
      expect(rollouts.filter(({ state }) => state.phase === 'progressing').length).toBeLessThanOrEqual(1)
      expect(outcomes.some(({ rollout }) => rollout?.record.id === inFlight?.record.id)).toBe(true)
    }),
  )
})

describe('a step in the middle of a rollout', () => {
  const plan = { steps: PLAN.steps.map((step, index) => (index === 1 ? { ...step, approval: true } : step)) }

  test(
    'is put before people once, and goes on with their word alone',
    onCanal(
      async (canal) => {
        const { run, id } = await climbing(canal)
        finishRun(canal.github.state, run, 'success')
        canal.github.advance(31 * MINUTE)
        expect(await canal.shop.tick()).toMatchObject({ reason: 'approval-missing' })
        expect(await canal.look()).toMatchObject({ due: true, started: ['approve.yml'] })
        canal.github.advance(15 * MINUTE)
        expect(await canal.look()).toMatchObject({ due: true, started: [] })
        const [question] = runsOf(canal, 'approve.yml')
        if (!question) throw new Error('nobody was asked')
        expect(question.inputs).toMatchObject({ 'rollout-id': id, step: '2', environment: 'production' })
        expect(await canal.recordApproval(question, id, 2)).toMatchObject({
          reason: 'approval-missing',
          failed: true,
        })
        canal.answer(question, 'grace', 'approved')
        expect(await canal.recordApproval(question, id, 3)).toMatchObject({ reason: 'not-allowed-now' })
        expect(await canal.recordApproval(question, id, 2)).toMatchObject({
          reason: 'recorded',
          failed: false,
        })
        expect(await canal.shop.tick()).toMatchObject({ decision: 'advance' })
        expect(await canal.recordApproval(question, id, 2)).toMatchObject({ reason: 'already-started' })
      },
      { plan },
    ),
  )

  test(
    'asks for the verb where no workflow can ask',
    onCanal(
      async (canal) => {
        const { run } = await climbing(canal)
        finishRun(canal.github.state, run, 'success')
        canal.github.advance(31 * MINUTE)
        await canal.shop.tick()
        const look = await canal.look({ approveWorkflow: 'nowhere.yml' })
        expect(look).toMatchObject({ due: true, started: [] })
        expect(look.message).toContain('run the verb `approve`')
      },
      { plan },
    ),
  )

  test(
    'that is approved after the rollout has ended changes nothing',
    onCanal(
      async (canal) => {
        const { id } = await climbing(canal)
        const question = canal.run({ path: '.github/workflows/approve.yml' })
        canal.answer(question, 'grace', 'approved')
        await canal.shop.rollBack()
        expect(await canal.recordApproval(question, id, 2)).toMatchObject({
          reason: 'no-rollout',
          failed: true,
        })
      },
      { plan },
    ),
  )
})

describe('a rollback that is asked for', () => {
  const LOCK = 'sluice/shop/production'

  test(
    'ends the run that holds the lock and leads forward',
    onCanal(async (canal) => {
      const { id } = await climbing(canal)
      const holder = canal.run({ path: '.github/workflows/tick.yml' })
      joinGroup(canal.github.state, LOCK, { run: holder.id, job: 'advance' }, { queue: 'max' })
      const own = canal.run({ path: '.github/workflows/rollback.yml' })
      expect(await canal.requestRollback(own)).toMatchObject({
        reason: 'recorded',
        cancelled: String(holder.id),
      })
      expect(holder.conclusion).toBe('cancelled')
      expect((await canal.look()).message).toContain('A rollback of')
      await canal.shop.rollBack({ by: 'grace' })
      expect(await phaseOf(canal, id)).toBe('rolled-back')
      expect(canal.shop.web.weights()).toEqual({ 'web-1': 100 })
    }),
  )

  test(
    'leaves a run alone that goes back itself',
    onCanal(async (canal) => {
      await climbing(canal)
      const holder = canal.run({ path: '.github/workflows/rollback.yml' })
      joinGroup(canal.github.state, LOCK, { run: holder.id, job: 'act' }, { queue: 'max' })
      const own = canal.run({ path: '.github/workflows/rollback.yml' })
      expect(await canal.requestRollback(own)).toMatchObject({ reason: 'recorded', cancelled: null })
      expect(holder.status).toBe('in_progress')
    }),
  )

  test(
    'leaves a run alone while nobody sees the release, such as in a migration',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      canal.answer(run, 'grace', 'approved')
      await canal.admit(run, id)
      joinGroup(canal.github.state, LOCK, { run: run.id, job: 'release' }, { queue: 'max' })
      expect(
        await canal.requestRollback(canal.run({ path: '.github/workflows/rollback.yml' })),
      ).toMatchObject({
        reason: 'recorded',
        cancelled: null,
      })
      expect(await canal.shop.deploy('v2')).toMatchObject({ failed: true })
    }),
  )

  test(
    'asked twice is one request, and the second ends no run',
    onCanal(async (canal) => {
      await climbing(canal)
      const own = canal.run({ path: '.github/workflows/rollback.yml' })
      await canal.requestRollback(own)
      const holder = canal.run({ path: '.github/workflows/tick.yml' })
      joinGroup(canal.github.state, LOCK, { run: holder.id, job: 'advance' }, { queue: 'max' })
      expect(await canal.requestRollback(own)).toMatchObject({ cancelled: null })
      const asked = (await canal.shop.events()).filter((event) => event.startsWith('asked-rollback'))
      expect(asked).toHaveLength(1)
    }),
  )

  test(
    'of a promoted release is left to the job that can ask the platforms',
    onCanal(async (canal) => {
      await promoted(canal)
      expect(await canal.requestRollback(canal.run())).toMatchObject({
        reason: 'nothing-to-do',
        failed: false,
      })
      expect((await canal.shop.survey()).goingBack).toBeNull()
    }),
  )

  test(
    'and carried out by the run that held the lock does not go one release too far',
    onCanal(async (canal) => {
      const before = await promoted(canal)
      const { run, id } = await proposed(canal, 'v3')
      canal.answer(run, 'grace', 'approved')
      await canal.admit(run, id)
      const own = canal.run({ path: '.github/workflows/rollback.yml' })
      const { rollout } = await canal.requestRollback(own)
      expect(rollout?.record.id).toBe(id)
      await canal.shop.tick()
      expect(await phaseOf(canal, id)).toBe('rolled-back')
      expect(await carriedOut(canal.service(own), id)).toMatchObject({ reason: 'done', failed: false })
      expect((await canal.shop.survey()).lastPromoted?.record.revision).toBe(before)
      expect(await carriedOut(canal.service(own), 'r-000000000000')).toBeNull()
    }),
  )

  test(
    'after the hold was released means the release before the one that was put back',
    onCanal(async (canal) => {
      const revision = await promoted(canal)
      await canal.shop.rollBack({ by: 'grace' })
      const named = async () => (await canal.requestRollback(canal.run())).rollout?.record.revision ?? null
      const held = await named()
      await canal.shop.ask('release-hold')
      expect([held, await named()]).toEqual([revision, null])
    }),
  )

  test(
    'of the first release ever is refused and leaves no request that nobody could carry out',
    onCanal(
      async (canal) => {
        const { id } = await climbing(canal)
        expect(await canal.requestRollback(canal.run())).toMatchObject({
          reason: 'way-back-unsafe',
          failed: true,
        })
        expect((await canal.shop.survey()).inFlight).toMatchObject({
          record: { id },
          state: { rollbackAsked: null },
        })
      },
      { live: null },
    ),
  )

  test(
    'without any release has nothing to say',
    onCanal(async (canal) => {
      expect(await canal.requestRollback(canal.run())).toMatchObject({ reason: 'no-rollout', failed: true })
    }),
  )
})

describe('a look without secrets', () => {
  test(
    'finds nothing to do where nothing is on its way, and asks GitHub little',
    onCanal(async (canal) => {
      expect(await canal.look()).toMatchObject({ due: false, reason: 'nothing-to-do' })
      await promoted(canal)
      const asked = canal.github.log.length
      expect(await canal.look()).toMatchObject({ due: false, reason: 'nothing-to-do' })
      expect(canal.github.log.length - asked).toBeLessThanOrEqual(3)
    }),
  )

  test(
    'watches a hold for a day',
    onCanal(async (canal) => {
      const { run } = await climbing(canal)
      finishRun(canal.github.state, run, 'success')
      await canal.shop.rollBack()
      expect(await canal.look()).toMatchObject({ due: true })
      canal.github.advance(25 * HOUR)
      expect(await canal.look()).toMatchObject({ due: false })
    }),
  )

  test(
    'starts nothing while a hold stands',
    onCanal(async (canal) => {
      const { run } = await climbing(canal)
      const second = canal.run()
      await canal.propose(second, canal.commit('v3'))
      finishRun(canal.github.state, run, 'success')
      finishRun(canal.github.state, second, 'success')
      await canal.shop.rollBack()
      canal.github.advance(MINUTE)
      expect((await canal.look()).started).toEqual([])
      await canal.shop.ask('release-hold')
      expect((await canal.look()).started).toEqual(['.github/workflows/deploy.yml'])
    }),
  )

  test.each<['environment' | 'dispatch']>([['environment'], ['dispatch']])(
    'has people reminded of a proposal that nobody answers, once per interval, where approvals come by %s',
    (from) =>
      onCanal(async (canal) => {
        const { run } = await proposed(canal)
        if (from === 'dispatch') finishRun(canal.github.state, run, 'success')
        const told: [string, boolean][] = []
        const remind = 4 * HOUR
        const tick = async (): Promise<boolean> => {
          const { due } = await canal.look({ remind })
          const own = canal.run({ path: '.github/workflows/tick.yml', event: 'schedule' })
          const announce = (written: Written): void => {
            const notice = noticeOf(written)
            if (notice) told.push([notice.kind, notice.reminder])
          }
          const service = { ...canal.service(own), remind, announce }
          if (due)
            expect(await advance(service, { dryRun: false, watch: 0 })).toMatchObject({ decision: 'hold' })
          finishRun(canal.github.state, own, 'success')
          return due
        }
        const due: boolean[] = []
        for (let hour = 0; hour < 9; hour += 1) {
          due.push(await tick())
          canal.github.advance(HOUR)
        }
        expect(due).toEqual([false, false, false, false, true, false, false, false, true])
        expect(told).toEqual([
          ['approval-asked', true],
          ['approval-asked', true],
        ])
        expect((await canal.look()).due).toBe(false)
        expect(canal.shop.web.weights()).toEqual({ 'web-1': 100 })
      })(),
  )

  test(
    'ends a question that nobody answered for thirty days, however often people were reminded',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      finishRun(canal.github.state, run, 'success')
      canal.github.advance(29 * 24 * HOUR)
      const own = canal.run({ path: '.github/workflows/tick.yml', event: 'schedule' })
      await advance({ ...canal.service(own), remind: HOUR }, { dryRun: false, watch: 0 })
      canal.github.advance(2 * 24 * HOUR)
      await canal.look({ remind: HOUR })
      expect(await phaseOf(canal, id)).toBe('rolled-back')
    }),
  )

  test(
    'in a dry run ends and starts nothing',
    onCanal(async (canal) => {
      const { run, id } = await proposed(canal)
      finishRun(canal.github.state, run, 'cancelled')
      await canal.look({ dryRun: true })
      expect(await phaseOf(canal, id)).toBe('awaiting-approval')
    }),
  )
})
