import type { Forge } from '../forge/forge.ts'
import type { Finding } from './findings.ts'
import { type ProposeOrder, startGuarded } from './propose.ts'
import type { Service } from './service.ts'

/** Which rows of the table an obstacle belongs to. */
const ROWS: Readonly<Partial<Record<string, readonly [what: string, fix: string]>>> = {
  'way-back-unsafe': ['Way back', 'Mend what stands in the way; a release without a way back is not begun.'],
  'state-lost': ['Record', 'Find out who deleted it, and bring the traffic to a release that is known.'],
  drift: ['Traffic', 'Send all traffic to one release.'],
  'schema-drift': ['Schema', 'Bring database and folder together by hand.'],
  'on-hold': ['Admission', 'Mend the cause, then run `release-hold`.'],
  'in-flight': ['Admission', 'Wait for its end, or roll it back.'],
  'rollback-asked': ['Admission', 'Let the rollback finish.'],
  frozen: ['Admission', 'Start it again after the freeze.'],
}

/**
 * Would this release be admitted now, does its plan suit every platform and source, and does its way back stand? Asked of
 * ledger and platforms; changes nothing. One row per obstacle, or the rows of all that is well.
 */
export const checkWorld = async (
  service: Service,
  forge: Forge | null,
  order: ProposeOrder,
): Promise<Finding[]> => {
  // Where the commit comes from has a row of its own.
  const found = await startGuarded(service, forge, { ...order, origin: null, dryRun: true })
  const plan = `${order.plan.steps.map(({ weight }) => `${weight}%`).join(', ')} on ${service.components.map(({ name, platform }) => `${name} (${platform.type})`).join(', ')}.`
  if (found.failed) {
    const [what, fix] = ROWS[found.reason] ?? ['Plan', 'Change the plan.']
    return found.findings.map((text) => ({ what, state: 'bad', text, fix }))
  }
  const first = found.components.every(({ baseline }) => baseline === null)
  return [
    { what: 'Plan', state: 'good', text: plan, fix: '' },
    first
      ? {
          what: 'Way back',
          state: 'warning',
          text: 'It is the first release: there is nothing to go back to.',
          fix: 'Look at it yourself before you let people in.',
        }
      : {
          what: 'Way back',
          state: 'good',
          text: found.components.map(({ name, baseline }) => `${name}: ${baseline ?? 'nothing'}`).join(', '),
          fix: '',
        },
  ]
}
