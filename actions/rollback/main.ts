import { rollBack } from '../../src/gates/roll-back.ts'
import { rollBackTo } from '../../src/gates/roll-back-to.ts'
import { defineAction } from '../../src/kit/action.ts'
import { flag, list, text } from '../../src/kit/fields.ts'
import { commonInputs, openService } from '../open.ts'
import { gateSummary } from '../summaries.ts'
import { readTargets } from './targets.ts'

/** Puts back what served before, confirms it, and holds what comes next until a person releases it. */
export const rollback = defineAction({
  name: 'rollback',
  inputs: {
    ...commonInputs,
    reason: text({ max: 500 }),
    hold: flag().optional(),
    target: list({ max: 20 }).optional(),
  },
  outputs: ['restored', 'rollout-id', 'span-ms'],
  run: async (inputs, runtime) => {
    const { service } = await openService(inputs, runtime)
    runtime.log.info(`Reason: ${inputs.reason}`)
    const order = { by: service.author.login, dryRun: inputs['dry-run'] }
    if (inputs.target !== undefined) {
      const outcome = await rollBackTo(service, { ...order, to: readTargets(inputs.target) })
      const restored = outcome.restored.map(({ name, to }) => `${name}=${to}`)
      return {
        ...outcome,
        outputs: { restored: restored.join('\n') },
        summary: gateSummary('Rollback', service, outcome),
      }
    }
    const outcome = await rollBack(service, {
      ...order,
      hold: inputs.hold ?? null,
    })
    const { wentBack, rollout } = outcome
    const restored = wentBack?.restored.map(({ name, to }) => `${name}=${to}`) ?? []
    return {
      ...outcome,
      outputs: {
        restored: restored.join('\n'),
        'rollout-id': rollout?.record.id ?? '',
        'span-ms': wentBack ? wentBack.confirmedAt - wentBack.decidedAt : '',
      },
      details: { reason: inputs.reason },
      summary: gateSummary('Rollback', service, outcome),
    }
  },
})
