import type { PresentLimit } from '../analysis/judgement.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import type { PresentSource } from '../metrics/source.ts'
import type { Evidence, PresentFigure } from '../rollout/decide.ts'
import { outageSince, waitingSince } from '../rollout/evidence.ts'
import type { Rollout } from './journal.ts'
import type { Measurement, Service } from './service.ts'

/** Readings of which two must agree: one alone may be chance. */
const READINGS = 3

/** Time between two readings within one look, in milliseconds. */
const PAUSE = 5_000

interface Reading {
  state: PresentFigure['state']
  value: number | null
  common: boolean
}

const UNREAD: Reading = { state: 'unknown', value: null, common: false }

/**
 * Reads every figure that is known for the present alone, several times within this look, and says what that means for
 * the evidence. A figure that cannot be read blinds the look: it is neither a pass nor a reason to go back.
 */
export const readPresent = async (
  service: Service,
  rollout: Rollout,
  limits: readonly PresentLimit[],
  now: number,
  blindSince: number | null,
): Promise<Pick<Evidence, 'present' | 'beyondSince' | 'blindSince'>> => {
  const present: PresentFigure[] = []
  for (const limit of limits) present.push({ ...limit, ...(await agreed(service, rollout, limit)) })
  const unknown = present.some(({ state }) => state === 'unknown')
  const gone = outageSince(rollout.state, now)
  return {
    present,
    beyondSince: waitingSince(rollout.state, ['over-limit'], now),
    blindSince: unknown ? Math.min(gone, blindSince ?? gone) : blindSince,
  }
}

/** What two of the readings say; unknown when none do. */
const agreed = async (service: Service, rollout: Rollout, limit: PresentLimit): Promise<Reading> => {
  const measurement = service.measurements.find(({ metric }) => metric === limit.metric)
  if (!measurement || !isPresent(measurement.source)) return UNREAD
  const seen: Reading[] = []
  for (let turn = 0; turn < READINGS; turn++) {
    if (turn > 0) await service.world.sleep(PAUSE)
    const reading = await sample(service, rollout, measurement, limit.max)
    const same = seen.some(({ state, common }) => state === reading.state && common === reading.common)
    if (same) return reading
    seen.push(reading)
  }
  return UNREAD
}

const isPresent = (source: Measurement['source']): source is PresentSource =>
  source.abilities.answers === 'now' && 'sample' in source

const sample = async (
  service: Service,
  { record, state }: Rollout,
  { metric, component, source }: Measurement,
  max: number,
): Promise<Reading> => {
  const canary = state.deployed[component]
  if (canary === undefined || !isPresent(source)) return UNREAD
  const baseline = record.components.find(({ name }) => name === component)?.baseline ?? null
  try {
    const found = await source.sample({ canary, baseline })
    if ('problem' in found) {
      service.say(`metric "${metric}" could not be read: ${found.problem}`)
      return UNREAD
    }
    const { x: value } = found.canary
    if (!Number.isFinite(value)) return UNREAD
    const common = found.baseline !== null && found.baseline.x > max
    return { state: value > max ? 'beyond' : 'within', value, common: value > max && common }
  } catch (error) {
    if (!(error instanceof ProviderError || error instanceof ConfigError)) throw error
    service.say(`metric "${metric}" could not be read: ${error.message}`)
    return UNREAD
  }
}
