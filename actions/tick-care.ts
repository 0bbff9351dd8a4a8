import type { Service } from '../src/gates/service.ts'
import { readTick, tickTrouble } from '../src/gates/tick-age.ts'
import type { Runtime } from '../src/kit/action.ts'
import type { CommonInputs } from './inputs.ts'
import { openForge } from './open-forge.ts'

/** Inputs of a gate that cares for the tick, as they were read. */
interface TickCare extends CommonInputs {
  'tick-workflow'?: string | undefined
  'tick-max-age': number
  'on-demand': boolean
}

/** Switches on a tick that switches itself off. Asked before and after a record is written; see `goToSleep`. */
export const keepAwake = async (inputs: TickCare, runtime: Runtime): Promise<void> => {
  const file = inputs['tick-workflow']
  if (!inputs['on-demand'] || file === undefined || inputs['dry-run']) return
  await (await openForge(inputs, runtime))?.enable(file)
}

/** What is wrong with the tick, as a sentence that begins with a space; empty when nothing is, or nobody asks. */
export const tickNote = async (inputs: TickCare, { ledger }: Service, runtime: Runtime): Promise<string> => {
  const file = inputs['tick-workflow']
  const forge = file === undefined ? null : await openForge(inputs, runtime)
  if (file === undefined || !forge) return ''
  const tick = await readTick(forge, file, { now: await ledger.now(), longest: inputs['tick-max-age'] })
  const trouble = tickTrouble(file, tick)
  if (trouble === '') return ''
  runtime.log.warning(trouble)
  return ` ${trouble}`
}
