import { type Arm, levelOf, type Rule } from '../rule.ts'

/** Minutes between two measurements, as in the examples of the documents. */
const INTERVAL = 5

/**
 * Argo Rollouts, a background analysis with a success condition. Facts from argoproj/argo-rollouts:
 * - `docs/features/analysis.md`: `interval: 5m`, `failureLimit: 3`, a query over `[5m]`, background analysis runs until
 *   it fails or the steps are done; `failureLimit` is 0 unless given;
 * - `analysis/analysis.go`, `assessMetricStatus`: failed when the number of failed measurements is *greater than*
 *   `failureLimit`; failures add up over the whole run and are never taken back;
 * - a measurement without a number does not meet the success condition, so it counts as failed.
 * Kinder than the documents in one point: their `irate` looks at the last two samples of the window only, ours at all.
 */
export const argoRollouts = (key: string, title: string, failureLimit: number): Rule => ({
  key,
  title,
  open: ({ highestLevel }) => {
    let window: Arm[] = []
    let failed = 0
    return {
      see: ({ at, canary }) => {
        window.push(canary)
        if ((at + 1) % INTERVAL !== 0) return 'wait'
        const successful = levelOf(window) <= highestLevel
        window = []
        if (!successful) failed += 1
        return failed > failureLimit ? 'rollback' : 'go'
      },
    }
  },
})
