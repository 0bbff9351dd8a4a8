import fc from 'fast-check'
import type { MetricSlice } from '../../src/analysis/judgement.ts'
import type { Story } from '../../src/report/story.ts'
import { PHASES } from '../../src/rollout/phases.ts'
import { REASONS } from '../../src/rollout/reasons.ts'
import { beginning, longJourney, promoted, rolledBack, START, underWay } from './stories.ts'

const number = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: 0, max: 100 }) },
  fc.constantFrom(
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    1e300,
    5e-324,
    8.64e15,
  ),
)
const moment = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: START - 1e6, max: START + 1e9 }) }, number)
const counts = fc.option(fc.record({ n: number, x: number }))

const slice: fc.Arbitrary<MetricSlice> = fc
  .record({ from: moment, length: number, canary: counts, baseline: counts, bad: fc.boolean() })
  .map(({ from, length, canary, baseline, bad }) => ({
    from,
    to: from + length * 1000,
    canary,
    baseline,
    ...(bad ? { problem: 'error' as const } : {}),
  }))

/** Stories in which any number may be anything: what a store, a source or a caller could hand over at worst. */
export const oddStory: fc.Arbitrary<Story> = fc
  .record({
    base: fc.constantFrom(underWay, promoted, rolledBack, beginning, longJourney),
    now: moment,
    phase: fc.constantFrom(...PHASES),
    step: fc.integer({ min: 0, max: 4 }),
    weight: number,
    since: moment,
    headAt: moment,
    bakes: fc.array(number, { maxLength: 4 }),
    alpha: fc.oneof(fc.double({ min: 0, max: 1 }), number),
    hold: number,
    sliceLength: number,
    max: fc.option(number),
    relative: fc.option(number),
    slices: fc.array(slice, { maxLength: 12 }),
    judged: fc.option(
      fc.record({
        combined: number,
        verdict: fc.constantFrom('ok' as const, 'hold' as const, 'rollback' as const),
        evidence: number,
        have: number,
        need: number,
        trail: fc.array(fc.record({ to: moment, combined: number }), { maxLength: 10 }),
      }),
    ),
    decision: fc.option(
      fc.record({
        decision: fc.constantFrom('advance' as const, 'hold' as const, 'promote' as const, 'abort' as const),
        reason: fc.constantFrom(...REASONS),
        message: fc.constantFrom('', 'Some sentence.'),
        requeueAt: fc.option(moment),
        person: fc.boolean(),
      }),
    ),
    keepEvents: fc.boolean(),
    baseline: fc.boolean(),
    looked: fc.boolean(),
    totals: fc.option(fc.record({ requests: number, canary: number, failed: number })),
    rollbackSpan: fc.option(number),
    planned: fc.option(fc.array(fc.option(moment), { maxLength: 4 })),
  })
  .map((odd): Story => {
    const story = odd.base()
    const { record, state } = story
    const tests = record.judgement.tests.map((test) => ({
      ...test,
      ...(odd.max === null ? {} : { max: odd.max }),
      ...(odd.relative === null ? {} : { relative: odd.relative }),
    }))
    return {
      ...story,
      now: odd.now,
      record: {
        ...record,
        plan: {
          ...record.plan,
          steps: record.plan.steps.map((step, i) => ({ ...step, bake: odd.bakes[i] ?? step.bake })),
        },
        judgement: { ...record.judgement, alpha: odd.alpha, hold: odd.hold, slice: odd.sliceLength, tests },
        components: odd.baseline
          ? record.components
          : record.components.map((c) => ({ ...c, baseline: null })),
      },
      state: {
        ...state,
        phase: odd.phase,
        step: Math.min(odd.step, record.plan.steps.length),
        weight: odd.weight,
        since: odd.since,
        headAt: odd.headAt,
        story: odd.keepEvents ? state.story : [],
        bumps: odd.keepEvents ? state.bumps : [],
      },
      metrics: [{ metric: 'errors', slices: odd.slices }],
      judged: odd.judged
        ? {
            combined: odd.judged.combined,
            verdict: odd.judged.verdict,
            tests: tests.map(({ name }) => ({ name, evidence: odd.judged?.evidence ?? 1 })),
            samples: [{ metric: 'errors', have: odd.judged.have, need: odd.judged.need }],
            trail: odd.judged.trail,
          }
        : null,
      decision: odd.decision,
      wayBack: odd.looked ? { verdict: 'safe', reasons: [] } : null,
      ...(odd.totals ? { totals: odd.totals } : {}),
      ...(odd.rollbackSpan === null ? {} : { rollbackSpan: odd.rollbackSpan }),
      ...(odd.planned ? { planned: odd.planned } : {}),
    }
  })

/** Words that a number turned into when nobody looked. */
export const NOT_A_NUMBER = /\bNaN|undefined|Infinity|\bnull\b|\[object/
