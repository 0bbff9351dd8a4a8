import type { ExpectedTraffic } from '../analysis/sight.ts'
import type { UsualTraffic } from '../rollout/plan.ts'
import type { MetricConfig } from './service.ts'

/**
 * The traffic of the metrics that judge, as far as it is known: from the first list that knows a metric, else from the
 * configuration. Figures of the present are no part of it.
 */
export const expectedTraffic = (
  metrics: readonly MetricConfig[],
  ...known: readonly (readonly UsualTraffic[])[]
): readonly ExpectedTraffic[] =>
  metrics
    .filter(({ present }) => present === null)
    .flatMap(({ name, usual, per }): ExpectedTraffic[] => {
      const found = known.flatMap((list) => list.find(({ metric }) => metric === name) ?? [])[0] ?? usual
      if (!found) return []
      const kind = per === null ? 'share' : 'amount'
      const { perSecond, rate } = found
      return [
        {
          metric: name,
          unitsPerSecond: perSecond,
          rate: kind === 'share' ? Math.min(1, rate) : rate,
          kind,
          unit: per === null ? 'requests' : `${per}s`,
        },
      ]
    })
