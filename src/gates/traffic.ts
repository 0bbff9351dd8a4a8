import type { Counts, Judgement, MetricHistory } from '../analysis/judgement.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import type { UsualTraffic } from '../rollout/plan.ts'
import type { Measurement, Service } from './service.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How far back traffic is measured where the source goes that far: a week has every kind of day in it. */
const WINDOW = 7 * DAY

/** Most slices that are asked for: the question must cost less than a look. */
const MOST_SLICES = 168

/**
 * What the live release brings, by what the sources counted over the last days: units per second and the share of bad
 * ones. Metrics whose source does not answer, or knows nothing yet, are left out: this decides nothing.
 */
export const measureTraffic = async (service: Service): Promise<readonly UsualTraffic[]> => {
  const now = await service.ledger.now()
  const found = await Promise.all(service.measurements.map((one) => measure(service, one, now)))
  return found.filter((each) => each !== null)
}

const measure = async (
  { components, say }: Service,
  { metric, component, source }: Measurement,
  now: number,
): Promise<UsualTraffic | null> => {
  const { answers, delay, lookBack, minSlice } = source.abilities
  const platform = components.find(({ name }) => name === component)?.platform
  if (answers !== 'history' || !platform) return null
  try {
    const serving = (await platform.current()).weights.filter(({ weight }) => weight > 0)
    const [only, ...others] = serving
    // With two releases serving, neither of them brings the traffic of the service.
    if (!only || others.length > 0) return null
    const window = Math.min(WINDOW, lookBack - 2 * delay)
    const slice = Math.max(minSlice, Math.ceil(window / MOST_SLICES / HOUR) * HOUR)
    const length = slice <= window ? slice : minSlice
    const count = Math.floor(window / length)
    if (count < 1) return null
    const from = Math.floor((now - delay) / length - count) * length
    const { slices } = await source.read({
      metric,
      canary: only.release.id,
      baseline: null,
      from,
      slice: length,
      count,
    })
    return summed(
      metric,
      slices.map(({ canary, problem }) => (problem === undefined ? canary : null)),
      length,
    )
  } catch (error) {
    if (!(error instanceof ProviderError || error instanceof ConfigError)) throw error
    say(`The usual traffic of "${metric}" could not be measured: ${error.message}`)
    return null
  }
}

/** From the first slice with units on: before it the release was not there. Slices that say nothing are no slices of 0. */
const summed = (metric: string, slices: readonly (Counts | null)[], length: number): UsualTraffic | null => {
  const first = slices.findIndex((counts) => counts !== null && counts.n > 0)
  if (first < 0) return null
  const told = slices.slice(first).filter((counts) => counts !== null)
  const n = told.reduce((sum, counts) => sum + counts.n, 0)
  const x = told.reduce((sum, counts) => sum + counts.x, 0)
  if (!Number.isFinite(n) || !Number.isFinite(x)) return null
  return { metric, perSecond: n / ((told.length * length) / 1000), rate: x / n }
}

/**
 * What the sources counted for the live release over the length of a plan, as if it were the new one: to play plans
 * against. Metrics whose source does not answer are left out.
 */
export const readLive = async (
  { ledger, components, measurements, say }: Service,
  { slice, planLength }: Pick<Judgement, 'slice' | 'planLength'>,
): Promise<readonly MetricHistory[]> => {
  const now = await ledger.now()
  const found = await Promise.all(
    measurements.map(async ({ metric, component, source }): Promise<MetricHistory | null> => {
      const { answers, delay, lookBack } = source.abilities
      const platform = components.find(({ name }) => name === component)?.platform
      if (answers !== 'history' || !platform) return null
      try {
        const [only, ...others] = (await platform.current()).weights.filter(({ weight }) => weight > 0)
        const count = Math.floor(Math.min(planLength, lookBack - 2 * delay) / slice)
        if (!only || others.length > 0 || count < 1) return null
        const from = (Math.floor((now - delay) / slice) - count) * slice
        return await source.read({ metric, canary: only.release.id, baseline: null, from, slice, count })
      } catch (error) {
        if (!(error instanceof ProviderError || error instanceof ConfigError)) throw error
        say(`"${metric}" could not be recorded: ${error.message}`)
        return null
      }
    }),
  )
  return found.filter((each) => each !== null)
}
