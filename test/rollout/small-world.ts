import { worthWriting } from '../../src/rollout/budget.ts'
import { type Decision, decide, type Evidence, type Truth } from '../../src/rollout/decide.ts'
import { type Happening, writeEvent } from '../../src/rollout/events.ts'
import { fold, type LoggedText, type RolloutState } from '../../src/rollout/fold.ts'
import { waitsForPeople } from '../../src/rollout/phases.ts'
import type { Plan } from '../../src/rollout/plan.ts'
import { nextEvent } from '../../src/rollout/transition.ts'
import { GOOD, START } from './situations.ts'

/** What a look finds outside the ledger. */
export interface Weather {
  evidence: 'good' | 'suspicious' | 'harmful' | 'blind' | 'few' | 'broken'
  frozen: boolean
  unsafe: boolean
}

export const FAIR: Weather = { evidence: 'good', frozen: false, unsafe: false }

/** What a tick wrote on a platform, and in which circumstances. */
export interface Act {
  component: string
  weight: number
  decision: Decision
  state: RolloutState
  weather: Weather
}

/** One look of the reference tick. */
export interface LookedAt {
  decision: Decision
  state: RolloutState
  weather: Weather
  acts: number
  wrote: readonly Happening[]
}

class Killed extends Error {}

const COMPONENTS = ['web', 'api'] as const

/**
 * A rollout in memory: a platform with two components, the lines of one record, a clock, and a tick that does nothing
 * but read, decide, write and act. `kill` lets a tick die after so many effects, before the next one.
 */
export class SmallWorld {
  now = START
  lines: LoggedText[] = []
  weights: Record<string, number> = { web: 0, api: 0 }
  readonly acts: Act[] = []
  readonly looks: LookedAt[] = []
  /** Milliseconds that the phase told to be waiting for people, measured from outside. */
  waitedForPeople = 0
  readonly plan: Plan
  private written = 0
  private folded: { lines: readonly LoggedText[]; count: number; state: RolloutState }
  private blindSince: number | null = null
  private suspiciousSince: number | null = null

  constructor(plan: Plan) {
    this.plan = plan
    this.folded = { lines: this.lines, count: 0, state: fold({ startedAt: START }, []) }
    this.write({ kind: 'started' })
    for (const component of COMPONENTS) this.write({ kind: 'deployed', component, release: 'v2' })
    this.write({ kind: 'checked', target: 'canary' })
  }

  state(lines: readonly LoggedText[] = this.lines): RolloutState {
    if (this.folded.lines !== lines || this.folded.count !== lines.length)
      this.folded = { lines, count: lines.length, state: fold({ startedAt: START }, lines) }
    return this.folded.state
  }

  wait(milliseconds: number): void {
    if (waitsForPeople(this.state().phase)) this.waitedForPeople += milliseconds
    this.now += milliseconds
  }

  /** Writes what is worth it, as the writer sees the record who has read `seen`. */
  write(happening: Happening, seen: readonly LoggedText[] = this.lines): boolean {
    const state = this.state(seen)
    if (!worthWriting(state, happening)) return false
    this.written += 1
    const nonce = this.written.toString(36).padStart(5, '0')
    const event = nextEvent(state, this.plan.steps, happening, { now: this.now, nonce })
    this.lines.push({ text: writeEvent(event), at: this.now, run: '7' })
    return true
  }

  /**
   * All lines but the newest are gone, as GitHub does after 90 days. Not while the newest is one that a run wrote
   * beside the others: a rollout that anybody still looks at has gone on from it by then.
   */
  forget(): void {
    const newest = this.lines.slice(-1)
    if (this.state(newest).phase === this.state().phase) this.lines = newest
  }

  /** A look that sees the record without its newest lines writes its first line and dies. */
  rival(missing: number): void {
    const seen = this.lines.slice(0, Math.max(4, this.lines.length - missing))
    const state = this.state(seen)
    const decision = decide(this.plan, state, this.truth(FAIR), this.evidence(FAIR), this.now)
    const happening = this.firstLineOf(decision, state)
    if (happening) this.write(happening, seen)
  }

  decide(weather: Weather): Decision {
    return decide(this.plan, this.state(), this.truth(weather), this.evidence(weather), this.now)
  }

  tick(weather: Weather, kill: number): LookedAt {
    this.blindSince = weather.evidence === 'blind' ? (this.blindSince ?? this.now) : null
    this.suspiciousSince = weather.evidence === 'suspicious' ? (this.suspiciousSince ?? this.now) : null
    const [state, decision] = [this.state(), this.decide(weather)]
    const [actsBefore, wrote] = [this.acts.length, [] as Happening[]]
    let left = kill
    const spend = (): void => {
      left -= 1
      if (left < 0) throw new Killed()
    }
    const note = (happening: Happening): boolean => {
      spend()
      const done = this.write(happening)
      if (done) wrote.push(happening)
      return done
    }
    const act = (component: string, weight: number): void => {
      spend()
      if (this.weights[component] === weight) return
      this.weights[component] = weight
      this.acts.push({ component, weight, decision, state, weather })
    }
    try {
      this.carryOut(decision, state, note, act)
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
    const look = { decision, state, weather, acts: this.acts.length - actsBefore, wrote }
    this.looks.push(look)
    return look
  }

  private carryOut(
    decision: Decision,
    state: RolloutState,
    note: (happening: Happening) => boolean,
    act: (component: string, weight: number) => void,
  ): void {
    const first = this.firstLineOf(decision, state)
    if (decision.decision === 'abort') {
      for (const component of COMPONENTS.toReversed()) act(component, 0)
      note({ kind: 'rolled-back', reason: decision.reason })
    } else if (decision.decision === 'advance' && decision.target) {
      const { weight } = decision.target
      if (first && !note(first)) return
      // Read again between intent and act: whoever sees a conflict or a request makes no forward move.
      const { conflict, rollbackAsked, pending } = this.state()
      if (conflict || rollbackAsked || pending?.weight !== weight) return
      for (const component of COMPONENTS) act(component, weight)
      note({ kind: 'set', weight })
    } else if (first) note(first)
  }

  private firstLineOf(decision: Decision, state: RolloutState): Happening | null {
    switch (decision.decision) {
      case 'advance': {
        const weight = decision.target?.weight ?? 0
        return state.pending?.weight === weight ? null : { kind: 'setting', weight }
      }
      case 'promote':
        return { kind: 'promoted' }
      case 'abort':
        return { kind: 'going-back', reason: decision.reason }
      case 'hold':
        if (decision.asks !== undefined) return { kind: 'asks', step: decision.asks }
        if (decision.reason === 'way-back-unsafe') return { kind: 'stuck', reason: decision.reason }
        return { kind: 'waits', reason: decision.reason }
      default:
        return decision.decision satisfies never
    }
  }

  private truth({ frozen, unsafe }: Weather): Truth {
    return {
      components: COMPONENTS.map((name) => ({ name, canary: this.weights[name] ?? 0, others: 0 })),
      wayBack: unsafe
        ? { verdict: 'freeze-only', reasons: ['v1 is gone'] }
        : { verdict: 'safe', reasons: [] },
      frozen: frozen ? { until: this.now + 1000, reason: 'holiday' } : null,
      nextStepNotBefore: null,
      notDeployed: [],
      notChecked: [],
    }
  }

  private evidence({ evidence }: Weather): Evidence {
    return {
      ...GOOD,
      verdict: evidence === 'harmful' ? 'rollback' : evidence === 'suspicious' ? 'hold' : 'ok',
      combined: evidence === 'harmful' ? 40 : evidence === 'suspicious' ? 5 : 0.9,
      brokenZeroLimit: evidence === 'broken' ? { metric: 'lost-orders', x: 1 } : null,
      samples: [{ metric: 'errors', have: evidence === 'few' ? 3 : 3000, need: 1000 }],
      blindSince: evidence === 'blind' ? this.blindSince : null,
      suspiciousSince: evidence === 'suspicious' ? this.suspiciousSince : null,
    }
  }
}
