import type { Forge } from '../forge/forge.ts'

/** How the tick switches itself off. */
export interface SleepOrder {
  /** Workflow file of the tick. */
  file: string
  /** Looks once more whether nothing is left to do, at everything the tick looks at. */
  quiet(): Promise<boolean>
  /** Waits in between, milliseconds: longer than GitHub takes to list a new record. */
  pause: number
  sleep(milliseconds: number): Promise<void>
}

/** Longer than a new deployment was ever seen to stay out of lists, in milliseconds. */
export const LISTED_AFTER = 15_000

/**
 * Switches the tick off when nothing is left to do: off, wait, look again, on again if something came meanwhile. Whoever
 * begins something switches it on before and after writing its record, so in every order of the two the tick is on at the
 * end. A run that dies in between leaves it off at worst until the next proposal, whose preflight says so.
 */
export const goToSleep = async (forge: Forge, order: SleepOrder): Promise<boolean> => {
  const { file, quiet, pause, sleep } = order
  await forge.disable(file)
  try {
    await sleep(pause)
    if (await quiet()) return true
  } catch (error) {
    await forge.enable(file)
    throw error
  }
  await forge.enable(file)
  return false
}
