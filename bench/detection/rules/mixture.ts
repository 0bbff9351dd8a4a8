import { LOOK, type Rule } from '../rule.ts'

const ALPHA = 0.05
/** Sample size at which the interval is narrowest: the default of GrowthBook. */
const TUNING = 5000

/**
 * A mixture sequential test on pooled counts: the asymptotic normal-mixture confidence sequence of Waudby-Smith, Arbour,
 * Sinha, Kennedy and Ramdas ("Time-uniform central limit theory and asymptotic confidence sequences", eq. 9 for the width,
 * the equation for the mixing parameter in the appendix on tuning), as GrowthBook documents it
 * (`docs/statistics/sequential`, tuning 5000). One side only, hence at twice alpha. Rolls back when the whole interval of
 * "new rate - old rate" lies above zero.
 *
 * Not GrowthBook's product, which keeps arms of equal size within the monitored part: the bare formula on all counts since
 * the start, which is what is left when the share of the canary grows in steps.
 */
export const mixture: Rule = {
  key: 'mixture',
  title: 'mixture test, pooled',
  open: () => {
    let [n, x, m, y] = [0, 0, 0, 0]
    return {
      see: ({ at, canary, baseline }) => {
        n += canary.n
        x += canary.x
        m += baseline.n
        y += baseline.x
        if ((at + 1) % LOOK !== 0) return 'wait'
        const [p, q] = [x / n, y / m]
        const variance = (p * (1 - p)) / n + (q * (1 - q)) / m
        return variance > 0 && p - q > halfWidth(variance, n + m) ? 'rollback' : 'go'
      },
    }
  },
}

/** Half the width of the interval; `variance` is that of the estimated difference, `total` the units of both arms. */
export const halfWidth = (variance: number, total: number): number => {
  const level = 2 * ALPHA
  const rho2 = (-2 * Math.log(level) + Math.log(-2 * Math.log(level) + 1)) / TUNING
  const grown = total * rho2 + 1
  const perUnit = variance * total
  return Math.sqrt((perUnit * 2 * grown * Math.log(Math.sqrt(grown) / level)) / (total ** 2 * rho2))
}
