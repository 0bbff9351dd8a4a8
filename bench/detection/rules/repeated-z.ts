import { quantile } from '../normal-law.ts'
import { LOOK, type Rule } from '../rule.ts'

/** Level of a single look. Not of the rollout, which is the mistake that this rule stands for. */
const LEVEL = 0.01

/**
 * The test that everybody writes first: two proportions, all data since the start pooled, one-sided, repeated at every
 * look. Textbook form with the pooled variance (for instance Fleiss, Levin and Paik, "Statistical Methods for Rates and
 * Proportions", section 3.2). The 1 % is kind: most would write 5 %.
 */
export const repeatedZ: Rule = {
  key: 'repeated-z',
  title: 'z-test at every look',
  open: () => {
    const critical = quantile(1 - LEVEL)
    let [n, x, m, y] = [0, 0, 0, 0]
    return {
      see: ({ at, canary, baseline }) => {
        n += canary.n
        x += canary.x
        m += baseline.n
        y += baseline.x
        if ((at + 1) % LOOK !== 0) return 'wait'
        const pooled = (x + y) / (n + m)
        const spread = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
        return spread > 0 && (x / n - y / m) / spread > critical ? 'rollback' : 'go'
      },
    }
  },
}
