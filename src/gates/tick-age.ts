import type { Forge } from '../forge/forge.ts'
import { formatSpan } from '../rollout/format.ts'

/** What the forge knows of the schedule that drives rollouts. Milliseconds. */
export type TickState =
  | { state: 'absent' | 'disabled' | 'never' }
  | { state: 'ran'; age: number; late: boolean }

/**
 * When a tick last began, asked of the workflow's runs: a schedule that was dropped or switched off tells nobody itself.
 * `longest`: milliseconds after which it is late.
 */
export const readTick = async (
  forge: Forge,
  file: string,
  { now, longest }: { now: number; longest: number },
): Promise<TickState> => {
  const found = await forge.workflow(file)
  if (!found) return { state: 'absent' }
  if (!found.enabled) return { state: 'disabled' }
  const [newest] = (await forge.runsOf(file, 1)) ?? []
  if (!newest) return { state: 'never' }
  const age = Math.max(0, now - newest.createdAt)
  return { state: 'ran', age, late: age > longest }
}

/** The same as a sentence for people; empty when all is well. */
export const tickTrouble = (file: string, tick: TickState): string => {
  switch (tick.state) {
    case 'absent':
      return `There is no workflow ${file} on the default branch: nothing goes on by itself.`
    case 'disabled':
      return `${file} is switched off: nothing goes on by itself until it is switched on.`
    case 'never':
      return `${file} never ran: run it once by hand to see that it can.`
    case 'ran':
      return tick.late
        ? `The last tick was ${formatSpan(tick.age)} ago: look at the runs of ${file}, nobody watches the rollout.`
        : ''
    default:
      return tick satisfies never
  }
}
