import type { Judgement } from '../analysis/judgement.ts'
import { seededRandom } from '../analysis/sight/random.ts'
import { type Decision, decide, type Truth } from '../rollout/decide.ts'
import { isFinished } from '../rollout/phases.ts'
import type { Plan } from '../rollout/plan.ts'
import type { Reason } from '../rollout/reasons.ts'
import { judgeWayBack } from '../rollout/way-back.ts'
import { Observer } from './observer.ts'
import { RecordBook } from './record.ts'
import { type Recorded, RecordedWorld } from './recorded.ts'
import type { Scenario } from './scenario.ts'
import { SyntheticWorld, type Toll, type World } from './world.ts'

/** What is to be played through. Times in milliseconds. */
export interface SimulationOrder {
  plan: Plan
  /** As a plan freezes it; the slice grid begins as it does in a real rollout. */
  judgement: Omit<Judgement, 'epoch'>
  world: Scenario | Recorded
  /** Whole number; the same seed gives the same run. Default 1. */
  seed?: number
  /** When the rollout starts, milliseconds since 1970. Default a Monday at 10:00 UTC, and somewhere within a slice. */
  startedAt?: number
  /** Time between two ticks. Default 5 min. */
  interval?: number
  /** How long the source needs before it can be asked about a slice; the longest of all sources. Default 0. */
  delay?: number
  /** Nothing served before this release. Default false. */
  firstRelease?: boolean
  /** How long people take to approve a step; null: they never do. Default at once. */
  approvesAfter?: number | null
  /** Earliest beginning of the step with this index (from 0) when the one before began at `since`; null: none. Default none. */
  opensAt?: (step: number, since: number) => number | null
  /** Longest time that is played. Default the plan's deadline and two ticks. */
  length?: number
}

/** One line of the story: a look that decided something else than the look before. */
export interface Moment {
  /** Milliseconds since 1970. */
  at: number
  /** Weight and step (from 0: none yet) before the decision is carried out. */
  weight: number
  step: number
  decision: Decision['decision']
  reason: Reason
  message: string
  /** A person is called. */
  person: boolean
  /** Combined evidence at this look. */
  combined: number
}

/** How a simulated rollout went. */
export interface Simulation {
  /** `waits`: neither promoted nor rolled back in the time that was played. */
  outcome: 'promoted' | 'rolled-back' | 'waits'
  /** Reason of the last decision. */
  reason: Reason
  startedAt: number
  /** When it was promoted or rolled back, or the end of what was played. */
  endedAt: number
  /** The first call for a person; null when nobody was needed. */
  called: { at: number; reason: Reason } | null
  /** From the first request that met a worse release to the rollback, in milliseconds; null when there was no such harm or no rollback. */
  foundAfter: number | null
  /** What users met, by metric: expected units on the new release, and failures among them that the old one would have spared them. */
  toll: Toll
  timeline: readonly Moment[]
}

const MINUTE = 60_000
const MONDAY = Date.UTC(2026, 0, 5, 10)

/** Between the intent and the confirmation of a change of weight. */
const ACT = 5_000

/**
 * Plays one rollout on virtual time. The ledger's events, its fold, the decision and the rule are the real ones; chance
 * makes the traffic. Looks come as in production: a tick every `interval`, and after a bump the same job watches.
 *
 * @throws RangeError for a judgement, a scenario or a record that cannot be, and for a scenario that leaves out a metric.
 */
export const simulate = (order: SimulationOrder): Simulation => new Rollout(order).play()

/** A metric without traffic would hold every rollout, which is a mistake of the question and not of the plan. */
const checkMetrics = ({ judgement, world }: SimulationOrder): void => {
  if ('histories' in world) return
  for (const { metric } of judgement.tests)
    if (!world.traffic.some((known) => known.metric === metric))
      throw new RangeError(`the scenario says nothing of the traffic of ${metric}`)
}

class Rollout {
  private readonly order: SimulationOrder
  private readonly start: number
  private readonly end: number
  private readonly judgement: Judgement
  private readonly world: World
  private readonly book: RecordBook
  private readonly observer: Observer
  private readonly timeline: Moment[] = []
  private now: number
  private weight = 0
  private called: Simulation['called'] = null

  constructor(order: SimulationOrder) {
    const { plan, judgement, world, firstRelease = false } = order
    const random = seededRandom(order.seed ?? 1, 0x51ce)
    checkMetrics(order)
    this.order = order
    this.start = order.startedAt ?? MONDAY + Math.floor((random() * judgement.slice) / 1000) * 1000
    const patience = plan.steps.filter(({ approval }) => approval).length * (order.approvesAfter ?? 0)
    this.end = this.start + (order.length ?? plan.deadline + patience + 2 * this.interval)
    this.judgement = { ...judgement, epoch: Math.floor(this.start / judgement.slice) * judgement.slice }
    this.world =
      'histories' in world
        ? new RecordedWorld(world, this.judgement, random, this.start)
        : new SyntheticWorld(world, random, this.start, { firstRelease, length: judgement.planLength })
    this.observer = new Observer(this.judgement, this.world, order.delay ?? 0)
    this.now = this.start
    this.book = new RecordBook(plan, this.start)
    this.book.note({ kind: 'started' }, this.now)
    this.book.note({ kind: 'deployed', component: 'service', release: 'new' }, this.now)
    this.book.note({ kind: 'checked', target: 'canary' }, this.now)
  }

  private get interval(): number {
    return this.order.interval ?? 5 * MINUTE
  }

  play(): Simulation {
    let last = this.job()
    for (let tick = this.start; !isFinished(this.book.state.phase); ) {
      while (tick <= this.now) tick += this.interval
      if (tick > this.end) break
      this.now = tick
      last = this.job()
    }
    return this.story(last)
  }

  /** One run of the tick: looks once, and goes on looking for a while after a bump. */
  private job(): Decision {
    const { watch } = this.order.plan
    let watchUntil = 0
    for (;;) {
      const decision = this.look()
      if (decision.decision === 'advance') watchUntil ||= this.now + watch
      const pause = Math.min(this.nextLook(decision.requeueAt), watchUntil - this.now)
      if (pause <= 0 || decision.person || isFinished(this.book.state.phase)) return decision
      this.now += pause
    }
  }

  private nextLook(requeueAt: number | null): number {
    const { slice } = this.judgement
    const due = requeueAt !== null && requeueAt > this.now ? requeueAt - this.now : slice
    return Math.max(1, Math.min(slice, due))
  }

  private look(): Decision {
    const { state } = this.book
    const evidence = this.observer.evidence(this.now, this.book.state)
    const decision = decide(this.order.plan, state, this.truth(), evidence, this.now)
    const before = this.timeline.at(-1)
    if (before?.decision !== decision.decision || before.reason !== decision.reason || decision.target) {
      const { decision: word, reason, message, person } = decision
      const { weight, step } = state
      this.timeline.push({
        at: this.now,
        weight,
        step,
        decision: word,
        reason,
        message,
        person,
        combined: evidence.combined,
      })
    }
    if (decision.person && decision.asks === undefined)
      this.called ??= { at: this.now, reason: decision.reason }
    this.carryOut(decision)
    return decision
  }

  private truth(): Truth {
    const { order, book } = this
    const { steps } = order.plan
    const { firstRelease = false } = order
    return {
      components: [{ name: 'service', canary: this.weight, others: 0 }],
      wayBack: judgeWayBack({
        firstRelease,
        components: [{ name: 'service', possible: true }],
        contract: [],
        restorePoint: null,
      }),
      frozen: null,
      nextStepNotBefore:
        book.state.step < steps.length ? (order.opensAt?.(book.state.step, book.state.since) ?? null) : null,
      notDeployed: [],
      notChecked: [],
    }
  }

  private carryOut(decision: Decision): void {
    const { reason, target, asks, person } = decision
    switch (decision.decision) {
      case 'advance':
        if (target) this.bump(target.weight)
        break
      case 'promote':
        this.book.note({ kind: 'promoted' }, this.now)
        break
      case 'abort':
        this.weight = 0
        this.book.note({ kind: 'going-back', reason }, this.now)
        this.book.note({ kind: 'rolled-back', reason }, this.now)
        break
      case 'hold':
        if (asks !== undefined) this.ask(asks)
        else if (reason === 'way-back-unsafe' && person) this.book.note({ kind: 'stuck', reason }, this.now)
        else this.book.note({ kind: 'waits', reason }, this.now)
        break
      default:
        decision.decision satisfies never
    }
  }

  private bump(weight: number): void {
    this.book.note({ kind: 'setting', weight }, this.now)
    this.now += ACT
    this.weight = weight
    this.book.note({ kind: 'set', weight }, this.now)
    this.observer.move(this.book.bumps)
  }

  /** People answer after a while; the tick that finds their answer goes on. */
  private ask(step: number): void {
    const { approvesAfter = 0 } = this.order
    this.book.note({ kind: 'asks', step }, this.now)
    const asked = this.book.state.story.findLast(({ happening }) => happening.kind === 'asks')?.at ?? this.now
    if (approvesAfter !== null && this.now >= asked + approvesAfter)
      this.book.note({ kind: 'approved', step, by: 'simulation' }, this.now)
  }

  private story({ reason }: Decision): Simulation {
    const { phase, bumps } = this.book.state
    const outcome = phase === 'promoted' ? phase : phase === 'rolled-back' ? phase : 'waits'
    const endedAt = outcome === 'waits' ? this.end : this.now
    const from = bumps[0]?.to ?? endedAt
    const { harmFrom } = this.world
    const met = harmFrom === null ? null : Math.max(harmFrom, from)
    return {
      outcome,
      reason,
      startedAt: this.start,
      endedAt,
      called: this.called,
      foundAfter: outcome === 'rolled-back' && met !== null && met <= endedAt ? endedAt - met : null,
      toll: this.tollUntil(endedAt, from),
      timeline: this.timeline,
    }
  }

  private tollUntil(endedAt: number, first: number): Toll {
    const { slice, epoch } = this.judgement
    const sums = new Map<string, { units: number; extra: number }>()
    for (let from = first; from < endedAt; ) {
      const to = Math.min(endedAt, epoch + (Math.floor((from - epoch) / slice) + 1) * slice)
      for (const { metric, units, extra } of this.world.toll({ from, to }, this.book.bumps)) {
        const sum = sums.get(metric) ?? { units: 0, extra: 0 }
        sums.set(metric, { units: sum.units + units, extra: sum.extra + extra })
      }
      from = to
    }
    return [...sums].map(([metric, sum]) => ({ metric, ...sum }))
  }
}
