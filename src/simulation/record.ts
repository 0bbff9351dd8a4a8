import type { Bump } from '../analysis/judgement.ts'
import { worthWriting } from '../rollout/budget.ts'
import { type Happening, writeEvent } from '../rollout/events.ts'
import { fold, type LoggedText, type RolloutState } from '../rollout/fold.ts'
import type { Plan } from '../rollout/plan.ts'
import { nextEvent } from '../rollout/transition.ts'

/** A ledger of one rollout in memory, written and read by the very functions that the real ones use. */
export class RecordBook {
  private readonly lines: LoggedText[] = []
  private readonly plan: Plan
  private readonly startedAt: number
  private current: RolloutState

  constructor(plan: Plan, startedAt: number) {
    this.plan = plan
    this.startedAt = startedAt
    this.current = fold({ startedAt }, [])
  }

  /** What the lines say. */
  get state(): RolloutState {
    return this.current
  }

  get bumps(): readonly Bump[] {
    return this.current.bumps
  }

  /** Appends what happened, unless it tells nothing new. */
  note(happening: Happening, now: number): void {
    if (!worthWriting(this.current, happening)) return
    const nonce = this.lines.length.toString(36).padStart(5, '0')
    const event = nextEvent(this.current, this.plan.steps, happening, { now, nonce })
    this.lines.push({ text: writeEvent(event), at: now, run: 'simulation' })
    this.current = fold({ startedAt: this.startedAt }, this.lines)
  }
}
