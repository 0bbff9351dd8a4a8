import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVENT_LIMIT, type Happening } from '../../src/rollout/events.ts'
import { isFinished, PHASE_EXITS, PHASES } from '../../src/rollout/phases.ts'
import { MAX_STEPS, type Plan } from '../../src/rollout/plan.ts'
import { REASONS } from '../../src/rollout/reasons.ts'
import { DAY, HOUR, MINUTE, PLAN, START } from './situations.ts'
import { FAIR, SmallWorld, type Weather } from './small-world.ts'

const seed = 20261121

type Button = 'pause' | 'resume' | 'skip' | 'promote' | 'approve' | 'rollback' | 'retry'

type Move =
  | { kind: 'wait'; milliseconds: number }
  | { kind: 'tick'; weather: Weather; kill: number }
  | { kind: 'press'; button: Button; step: number }
  | { kind: 'rival'; missing: number }
  /** Until the next spell every look finds this evidence; null ends it. */
  | { kind: 'spell'; evidence: Weather['evidence'] | null }
  | { kind: 'forget' }
  | { kind: 'meddle'; weight: number }
  | { kind: 'foreign' }

const weather: fc.Arbitrary<Weather> = fc.record({
  evidence: fc.oneof(
    { weight: 40, arbitrary: fc.constant('good' as const) },
    { weight: 6, arbitrary: fc.constantFrom('suspicious', 'blind', 'few') },
    { weight: 1, arbitrary: fc.constantFrom('harmful', 'broken') },
  ),
  frozen: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  unsafe: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('wait'), milliseconds: fc.integer({ min: 0, max: 2 * HOUR }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait'), milliseconds: fc.integer({ min: 0, max: 2 * DAY }) }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('tick'),
      weather,
      kill: fc.oneof({ weight: 3, arbitrary: fc.constant(99) }, { weight: 1, arbitrary: fc.nat(4) }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('press'),
      button: fc.constantFrom('resume', 'resume', 'skip', 'approve', 'approve', 'approve', 'retry'),
      step: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('press'),
      button: fc.constantFrom('promote', 'rollback', 'pause', 'pause', 'pause', 'resume', 'resume'),
      step: fc.constant(1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('spell'),
      evidence: fc.constantFrom(null, null, null, 'good', 'blind', 'suspicious'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('rival'), missing: fc.integer({ min: 1, max: 3 }) }),
  },
)

const rare: fc.Arbitrary<Move> = fc.oneof(
  { weight: 40, arbitrary: move },
  { weight: 1, arbitrary: fc.constant({ kind: 'forget' }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('meddle'), weight: fc.integer({ min: 0, max: 100 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'foreign' }) },
)

const plan: fc.Arbitrary<Plan> = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 0, maxLength: 5 })
  .chain((below) =>
    fc.tuple(
      ...[...below.sort((a, b) => a - b), 100].map((weight) =>
        fc.record({
          weight: fc.constant(weight),
          bake: fc.integer({ min: 0, max: 2 * HOUR }),
          approval: fc.oneof(
            { weight: 3, arbitrary: fc.constant(false) },
            { weight: 1, arbitrary: fc.constant(true) },
          ),
        }),
      ),
    ),
  )
  .chain((steps) =>
    fc.tuple(fc.integer({ min: 5, max: 120 }), fc.integer({ min: 5, max: 120 })).map(([blind, doubtful]) => ({
      ...PLAN,
      steps,
      maxBlind: blind * MINUTE,
      maxHold: doubtful * MINUTE,
    })),
  )

const pressed = ({ button, step }: { button: Button; step: number }): Happening => {
  const by = 'ada'
  switch (button) {
    case 'pause':
      return { kind: 'paused', by }
    case 'resume':
      return { kind: 'resumed', by }
    case 'skip':
      return { kind: 'skipped', by }
    case 'promote':
      return { kind: 'asked-promote', by }
    case 'approve':
      return { kind: 'approved', step, by }
    case 'rollback':
      return { kind: 'asked-rollback', by }
    case 'retry':
      return { kind: 'retried', by }
    default:
      return button satisfies never
  }
}

/** What people really pressed, kept beside the ledger and independent of it. */
interface Witness {
  approved: Set<number>
  promote: boolean
  meddled: boolean
}

const play = (
  world: SmallWorld,
  moves: readonly Move[],
  after: (witness: Witness) => void = () => {},
): Witness => {
  const witness: Witness = { approved: new Set(), promote: false, meddled: false }
  let spell: Weather['evidence'] | null = null
  for (const next of moves) {
    if (next.kind === 'spell') spell = next.evidence
    if (next.kind === 'wait') world.wait(next.milliseconds)
    if (next.kind === 'rival') world.rival(next.missing)
    if (next.kind === 'forget') world.forget()
    if (next.kind === 'foreign') world.lines.push({ text: 'set by hand', at: world.now, run: null })
    if (next.kind === 'meddle') {
      world.weights.web = next.weight
      witness.meddled = true
    }
    if (next.kind === 'press') {
      if (next.button === 'approve') witness.approved.add(next.step)
      if (next.button === 'promote') witness.promote = true
      world.write(pressed(next))
    }
    if (next.kind === 'tick')
      world.tick({ ...next.weather, evidence: spell ?? next.weather.evidence }, next.kill)
    after(witness)
  }
  return witness
}

const walks = (check: (world: SmallWorld, moves: Move[]) => void, from = move, numRuns = 300): void => {
  const moves = fc.array(from, { minLength: 10, maxLength: 90, size: 'max' })
  fc.assert(
    fc.property(plan, moves, (chosen, played) => check(new SmallWorld(chosen), played)),
    { seed, numRuns },
  )
}

/** Fair weather, a tick whenever something is due, and people who answer every call. Ends when nothing more comes. */
const settle = (world: SmallWorld, peopleAnswer: boolean): void => {
  for (let look = 0; look < 200; look += 1) {
    const { decision, state } = world.tick(FAIR, 99)
    if (isFinished(world.state().phase)) return
    if (decision.person && !peopleAnswer) return
    const by = 'ada'
    if (decision.asks !== undefined) world.write({ kind: 'approved', step: decision.asks, by })
    if (state.phase === 'paused') world.write({ kind: 'resumed', by })
    if (state.phase === 'stuck') world.write({ kind: 'retried', by })
    if (['drift', 'record-full'].includes(decision.reason)) world.write({ kind: 'asked-rollback', by })
    world.wait(Math.max(1000, (decision.requeueAt ?? 0) - world.now))
  }
}

describe('whatever happens to a rollout', () => {
  test('the platform never gets more than plan and approvals allow, step by step, or nothing', () => {
    walks((world, moves) => {
      let reached = 0
      let seen = 0
      play(world, moves, ({ approved, promote }) => {
        for (const { weight } of world.acts.slice(seen)) {
          if (weight > 0) {
            const step = world.plan.steps.findIndex((candidate) => candidate.weight === weight) + 1
            expect(step, `${weight}% is a step of the plan`).toBeGreaterThan(0)
            expect(step).toBeGreaterThanOrEqual(reached)
            expect(step).toBeLessThanOrEqual(promote ? world.plan.steps.length : reached + 1)
            const unapproved = world.plan.steps
              .slice(0, step)
              .findIndex((s, i) => s.approval && !approved.has(i + 1))
            expect(unapproved, `step ${step} without an approval before it`).toBe(-1)
            reached = step
          }
        }
        seen = world.acts.length
      })
    })
  })

  test('one look takes at most one step', () => {
    walks((world, moves) => {
      play(world, moves)
      for (const { acts, wrote, state } of world.looks) {
        expect(acts).toBeLessThanOrEqual(2)
        expect(wrote.filter(({ kind }) => kind === 'set').length).toBeLessThanOrEqual(1)
        expect(wrote.filter(({ kind }) => kind === 'setting').length).toBeLessThanOrEqual(1)
        if (!state.promoteAsked)
          for (const happening of wrote)
            if (happening.kind === 'set')
              expect(
                world.plan.steps[state.step]?.weight === happening.weight ||
                  state.weight === happening.weight,
              ).toBe(true)
      }
    }, rare)
  })

  test('missing data never advances and never promotes; an act half done is all that it lets be finished', () => {
    walks((world, moves) => {
      play(world, moves)
      const blind = world.looks.filter(({ weather, state }) => weather.evidence === 'blind' && state.step > 0)
      for (const { decision, wrote, acts, state } of blind) {
        expect(decision.decision).not.toBe('promote')
        expect(wrote.some(({ kind }) => kind === 'setting' || kind === 'promoted')).toBe(false)
        if (decision.decision === 'advance') {
          expect(decision).toMatchObject({
            reason: 'unfinished-act',
            target: { weight: state.pending?.weight },
          })
          expect(acts).toBeLessThanOrEqual(1)
        }
      }
    }, rare)
  })

  test('suspicion, too few samples, freezes and pauses begin no step', () => {
    walks((world, moves) => {
      play(world, moves)
      for (const { weather, state, wrote } of world.looks) {
        const few = weather.evidence === 'few' && !state.promoteAsked
        const stopped = weather.frozen || state.phase === 'paused' || state.phase === 'stuck'
        const doubtful = (few || weather.evidence === 'suspicious') && state.step > 0
        if (stopped || doubtful)
          expect(wrote.some(({ kind }) => kind === 'setting' || kind === 'promoted')).toBe(false)
      }
    }, rare)
  })

  test('harm is answered at the same look: back, or frozen with a person called where there is no way back', () => {
    walks((world, moves) => {
      play(world, moves)
      for (const { weather, state, decision } of world.looks) {
        if (weather.evidence !== 'harmful' && weather.evidence !== 'broken' && !state.rollbackAsked) continue
        if (isFinished(state.phase)) continue
        if (decision.decision === 'abort')
          expect(weather.unsafe && state.weight > 0 && state.phase !== 'aborted').toBe(false)
        else expect(decision).toMatchObject({ decision: 'hold', reason: 'way-back-unsafe', person: true })
      }
    }, rare)
  })

  test('it ends, or waits for somebody who is named', () => {
    walks((world, moves) => {
      play(world, moves)
      settle(world, false)
      const { phase } = world.state()
      if (isFinished(phase)) return
      const decision = world.decide(FAIR)
      expect(decision).toMatchObject({ decision: 'hold', person: true })
      expect(PHASE_EXITS[phase]).toMatch(/person|bake ends|confirmed/)
      expect([
        'paused',
        'stuck',
        'drift',
        'approval-missing',
        'record-full',
        'conflict',
        'deadline',
      ]).toContain(decision.reason)
    }, rare)
  })

  test('it ends for good when people answer what they are asked', () => {
    walks((world, moves) => {
      play(world, moves)
      settle(world, true)
      const { phase, weight } = world.state()
      expect(['promoted', 'rolled-back']).toContain(phase)
      if (phase === 'rolled-back') expect([weight, ...Object.values(world.weights)]).toEqual([0, 0, 0])
      if (phase === 'promoted') expect(weight).toBe(100)
    })
  })

  test('once it went back it stays back, and its release gets nothing again', () => {
    walks((world, moves) => {
      let back = false
      play(world, moves, () => {
        const { phase } = world.state()
        if (back) expect(phase).toBe('rolled-back')
        back ||= phase === 'rolled-back'
      })
      const first = world.looks.findIndex(({ state }) => state.phase === 'rolled-back')
      const later = first < 0 ? [] : world.looks.slice(first)
      for (const { decision } of later) expect(['hold', 'abort']).toContain(decision.decision)
    }, rare)
  })

  test('time that it waits for people never counts towards the deadline, and all other time does', () => {
    walks((world, moves) => {
      for (const next of moves) {
        play(world, [next])
        const look = next.kind === 'tick' ? world.looks.at(-1) : undefined
        if (!look || isFinished(look.state.phase) || look.state.phase === 'aborted') continue
        const spent = world.now - START - world.waitedForPeople
        if (look.decision.reason === 'deadline') expect(spent).toBeGreaterThan(world.plan.deadline)
        if (spent > world.plan.deadline + EVENT_LIMIT.hard * 1000)
          expect(['advance', 'promote']).not.toContain(look.decision.decision)
      }
    })
  })

  test('its record never outgrows its store', () => {
    walks(
      (world, moves) => {
        play(world, [...moves, ...moves, ...moves])
        settle(world, true)
        expect(world.state().events).toBeLessThanOrEqual(EVENT_LIMIT.hard)
      },
      rare,
      60,
    )
  })
})

test('the walks meet every phase that a lone rollout can have, and nearly every reason', () => {
  const [phases, reasons] = [new Set<string>(), new Set<string>()]
  walks((world, moves) => {
    play(world, moves, () => phases.add(world.state().phase))
    for (const { decision } of world.looks) reasons.add(decision.reason)
  }, rare)
  const elsewhere = ['queued', 'superseded']
  expect(PHASES.filter((phase) => !phases.has(phase) && !elsewhere.includes(phase))).toEqual([])
  // These need a world with several rollouts, schedules, deploys or breakers; the tables of `decide` tell them.
  const tables = [
    'smoke-failed',
    'superseded',
    'rejected',
    'abandoned',
    'state-lost',
    'queued',
    'not-deployed',
    'not-checked',
    'not-yet',
    'circuit-breaker',
    'record-full',
    'config-changed',
    'unproven',
    'over-limit',
  ]
  expect(REASONS.filter((reason) => !reasons.has(reason) && !tables.includes(reason))).toEqual([])
})

describe('the limits of the record', () => {
  const longest: Plan = {
    ...PLAN,
    deadline: 900 * DAY,
    steps: Array.from({ length: MAX_STEPS }, (_, index) => ({
      weight: index + 1 === MAX_STEPS ? 100 : (index + 1) * 8,
      bake: HOUR,
      approval: true,
    })),
  }

  test('the longest plan with an approval at every step is promoted within them, however moody the weather', () => {
    const moods = ['suspicious', 'blind', 'few'] as const
    const world = new SmallWorld(longest)
    for (let look = 0; look < 2000 && world.state().phase !== 'promoted'; look += 1) {
      const evidence = look % 4 === 3 ? 'good' : (moods[look % 4] ?? 'good')
      const { decision } = world.tick({ ...FAIR, evidence }, 99)
      if (decision.asks !== undefined) world.write({ kind: 'approved', step: decision.asks, by: 'ada' })
      world.wait(20 * MINUTE)
    }
    const { phase, events } = world.state()
    expect(phase).toBe('promoted')
    expect(events).toBeLessThanOrEqual(EVENT_LIMIT.forward)
  })

  test('somebody who pauses and resumes all day fills it: then it stands still, calls a person and still goes back', () => {
    const world = new SmallWorld(PLAN)
    world.tick(FAIR, 99)
    for (let press = 0; press < 200; press += 1) {
      world.write({ kind: 'paused', by: 'ada' })
      world.write({ kind: 'resumed', by: 'ada' })
      world.write({ kind: 'asked-promote', by: 'ada' })
    }
    expect(world.state().events).toBe(EVENT_LIMIT.forward)
    expect(world.tick(FAIR, 99).decision).toMatchObject({
      decision: 'hold',
      reason: 'record-full',
      person: true,
    })
    for (let look = 0; look < 50; look += 1) world.tick(FAIR, 99)
    expect(world.state().events).toBe(EVENT_LIMIT.forward + 1)
    for (let press = 0; press < 50; press += 1) world.write({ kind: 'asked-rollback', by: 'ada' })
    for (let look = 0; look < 50; look += 1) world.tick(FAIR, 99)
    expect(world.state()).toMatchObject({ phase: 'rolled-back', weight: 0 })
    expect(world.weights).toEqual({ web: 0, api: 0 })
    expect(world.state().events).toBeLessThan(EVENT_LIMIT.hard)
  })

  test('a record filled between intent and act is still confirmed', () => {
    const world = new SmallWorld(PLAN)
    world.tick(FAIR, 1)
    expect(world.state().pending).toEqual({ weight: 10 })
    while (world.state().events < EVENT_LIMIT.forward) world.write({ kind: 'skipped', by: 'ada' })
    world.tick(FAIR, 99)
    expect(world.state()).toMatchObject({ weight: 10, pending: null, phase: 'baking' })
  })
})

describe('killed at any effect, the next tick goes on', () => {
  test.each([0, 1, 2, 3])('an advance killed after %i effects is finished, and set once', (kill) => {
    const world = new SmallWorld(PLAN)
    world.tick(FAIR, kill)
    world.tick(FAIR, 99)
    expect(world.state()).toMatchObject({ weight: 10, step: 1, pending: null, phase: 'baking' })
    expect(world.weights).toEqual({ web: 10, api: 10 })
    expect(world.acts.map(({ component }) => component)).toEqual(['web', 'api'])
  })

  test.each([0, 1, 2, 3])('a rollback killed after %i effects is finished', (kill) => {
    const world = new SmallWorld(PLAN)
    world.tick(FAIR, 99)
    world.write({ kind: 'asked-rollback', by: 'ada' })
    world.tick(FAIR, kill)
    world.tick({ ...FAIR, evidence: 'blind' }, 99)
    expect(world.state()).toMatchObject({ weight: 0, phase: 'rolled-back' })
    expect(world.weights).toEqual({ web: 0, api: 0 })
  })
})
