import { assess } from '../analysis/assess.ts'
import type { Bump, Judgement, MetricSlice } from '../analysis/judgement.ts'
import type { Evidence } from '../rollout/decide.ts'
import { evidenceFrom, outageSince } from '../rollout/evidence.ts'
import type { RolloutState } from '../rollout/fold.ts'
import { RunningJudgement } from './running-judgement.ts'
import type { World } from './world.ts'

/** Reads the metrics of a world as the gates do: from the slice of the first bump on, as soon as the source has them. */
export class Observer {
  private readonly judgement: Judgement
  private readonly world: World
  private readonly delay: number
  private readonly running: RunningJudgement
  /** Number of the next slice to read; null before the first bump. */
  private next: number | null = null

  /** `delay` in milliseconds: how long the source needs before it can be asked about a slice. */
  constructor(judgement: Judgement, world: World, delay: number) {
    this.judgement = judgement
    this.world = world
    this.delay = delay
    this.running = new RunningJudgement(judgement)
  }

  /** Says that the weight changed; `bumps` are all of them. */
  move(bumps: readonly Bump[]): void {
    this.running.move(bumps)
  }

  /** What a look at `now` finds. Looks come in order of time. */
  evidence(now: number, state: Pick<RolloutState, 'bumps' | 'story'>): Evidence {
    const { bumps } = state
    const { epoch, slice } = this.judgement
    const [first] = bumps
    if (!first) return this.running.evidence(now, this.delay)
    const begin = Math.floor((first.from - epoch) / slice)
    const end = Math.max(begin, Math.floor((now - this.delay - epoch) / slice))
    if (!this.world.isReachable(now)) return this.blindLook(begin, end, now, state)
    for (this.next ??= begin; this.next < end; this.next++) {
      const from = epoch + this.next * slice
      const readings = this.world.readings(this.next, { from, to: from + slice }, bumps)
      if (readings.size > 0) this.running.see(this.next, readings)
    }
    return this.running.evidence(now, this.delay)
  }

  /** A source that cannot be asked answers nothing about the past either: the gates judge from errors alone. */
  private blindLook(
    begin: number,
    end: number,
    now: number,
    state: Pick<RolloutState, 'bumps' | 'story'>,
  ): Evidence {
    const { judgement, world, delay } = this
    const { epoch, slice } = judgement
    const slices = Array.from({ length: end - begin }, (_, i): MetricSlice => {
      const from = epoch + (begin + i) * slice
      return { from, to: from + slice, canary: null, baseline: null, problem: 'error' }
    })
    const histories = world.metrics.map((metric) => ({ metric, slices }))
    const found = evidenceFrom(assess({ judgement, histories, bumps: state.bumps, now, delay }), judgement)
    return end > begin ? { ...found, blindSince: outageSince(state, now) } : found
  }
}
