import type { Rule } from '../rule.ts'

/** `analysis.threshold` of the examples: number of failed checks before the rollback. */
const THRESHOLD = 5

/**
 * Flagger, one check a minute. Facts from fluxcd/flagger:
 * - `docs/gitbook/usage/metrics.md` and the examples: `interval: 1m`, `threshold: 5`, a metric passes within its
 *   `thresholdRange`;
 * - `pkg/controller/scheduler.go`, `advanceCanary`: a failed check adds one to `FailedChecks` and halts the advance for
 *   this interval; nothing takes it back within a rollout; the rollback comes at the next interval, once `FailedChecks`
 *   has reached the threshold;
 * - `pkg/controller/scheduler_metrics.go`: no values found is a failed check.
 */
export const flagger: Rule = {
  key: 'flagger',
  title: 'Flagger 5 x 1 min',
  open: ({ highestLevel }) => {
    let failedChecks = 0
    return {
      see: ({ canary }) => {
        if (failedChecks >= THRESHOLD) return 'rollback'
        const passed = canary.n > 0 && canary.level <= highestLevel
        if (passed) return 'go'
        failedChecks += 1
        return 'wait'
      },
    }
  },
}
