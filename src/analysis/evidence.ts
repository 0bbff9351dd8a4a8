/**
 * The rule that judges a canary: counts per slice of time become a ratio, ratios become evidence, evidence becomes
 * a verdict. A test martingale (Ville's inequality), so looking often costs nothing. All shares are fractions, not percent.
 */

/** Fractions of the money that each of the four parallel bets puts at risk: small ones see small harm, large ones disasters. */
const STAKES = [0.05, 0.2, 0.5, 0.9] as const

/** Accounts never grow past this, so that products of them stay finite. */
const ACCOUNT_CEILING = 1e300

/** Largest number that still counts one by one; anything above is not a count but a fault of the source. */
const LARGEST_COUNT = Number.MAX_SAFE_INTEGER

/** Evidence from which a rollout is held unless another limit is given. */
export const DEFAULT_HOLD = 3

/**
 * What one test knows so far. Plain JSON, never changed in place.
 * When stored with fewer digits, round `a` down and `s` up: both directions keep the guarantee.
 */
export interface EvidenceState {
  /** Accounts of the four bets, each 0 to 1e300; 0 before the first slice that said something. */
  readonly a: readonly [number, number, number, number]
  /** Share of the stake money already bet, 0 to 1. */
  readonly s: number
}

/** True for a finite number from 0 to 2^53 - 1. Fractions are counts too: extrapolated counters and costs have them. */
export const isCount = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= LARGEST_COUNT

const limit = (name: string, value: number | undefined): number | undefined => {
  if (value !== undefined && !(Number.isFinite(value) && value >= 0))
    throw new RangeError(`${name} must be a number of 0 or more, not ${value}`)
  return value
}

/**
 * Observed over allowed for one slice: a number whose mean is at most 1 while the release is within its limits,
 * or null when the slice says nothing.
 *
 * `n`, `x` are units and bad units of the canary, `m`, `y` of the baseline, all from the same interval. For costs `x` is
 * a sum and may exceed `n`. Leave `m` and `y` out where there is no baseline (100 % step, no traffic split).
 *
 * The checks, in this order:
 * 1. `n` = 0, or an `n` or `x` that is negative, NaN, infinite or above 2^53 - 1: null, never a pass;
 * 2. `max` = 0 ("none at all", with or without baseline): Infinity if `x` > 0, else null;
 * 3. without baseline: x / (n * max); null if there is no `max`;
 * 4. `m` or `y` that is no count, or one without the other: null;
 * 5. with baseline: (x / k) * (n*r0 + m) / (n*r0), where r0 = 1 + relative, k = x + y + m * tolerance / r0;
 *    null if m = 0 or k = 0. A baseline without units is a missing baseline, not "no baseline". Also null when the
 *    numbers are too small to hold a ratio.
 *
 * A test with `max` is an absolute limit: with a baseline it allows "worse by the whole `max`" (tolerance = max,
 * relative = 0), and `relative` and `points` beside it are ignored, since each limit is a test of its own.
 * Without `max` the tolerance is `points`. `{}` compares with no tolerance at all.
 *
 * How well "at most 1" holds, by exact sums over binomial counts: always for `max` alone and for a comparison without
 * tolerance, and for tolerances of up to 5 points while the baseline fails up to 5 %; with `relative` up to 100 % and
 * such a baseline the mean may reach 1.021; far outside (baseline failing 60 %) 1.003 with 5 points, 1.14 with `relative`.
 *
 * @throws RangeError when a limit is negative, NaN or infinite: a mistake of the caller, not of the data.
 */
export const sliceRatio = (
  slice: { n: number; x: number; m?: number; y?: number },
  test: { relative?: number; points?: number; max?: number },
): number | null => {
  const max = limit('max', test.max)
  const relative = limit('relative', test.relative) ?? 0
  const points = limit('points', test.points) ?? 0
  const { n, x, m, y } = slice
  return ratioOfCounts(n, x, m, y, max, relative, points)
}

/** `sliceRatio` for limits that were checked before: a week of slices asks thousands of times. */
export const ratioOfCounts = (
  n: number,
  x: number,
  m: number | undefined,
  y: number | undefined,
  max: number | undefined,
  relative: number,
  points: number,
): number | null => {
  if (!isCount(n) || !isCount(x) || n === 0) return null
  if (max === 0) return x > 0 ? Number.POSITIVE_INFINITY : null
  if (m === undefined && y === undefined) return max === undefined ? null : x / n / max
  if (!isCount(m) || !isCount(y)) return null
  const [growth, tolerance] = max === undefined ? [1 + relative, points] : [1, max]
  const failures = x + y + (m * tolerance) / growth
  if (m === 0 || failures === 0) return null
  const share = x / failures
  const allowedShare = (n * growth) / (n * growth + m)
  const ratio = share / allowedShare
  return Number.isNaN(ratio) ? null : ratio
}

/** Nothing seen, nothing staked: evidence 1. */
export const openEvidence = (): EvidenceState => ({ a: [0, 0, 0, 0], s: 0 })

/**
 * The state after one more slice. Half of the money is staked on the first slice that says something, half is spread
 * evenly over the plan, so that harm that starts late is not hidden by a good past.
 *
 * `q` is the answer of `sliceRatio`. Null, and anything that is no ratio (NaN, negative), leaves the state as it is:
 * no evidence either way. Infinity sets every account to its ceiling, which no later slice of a plan wins back.
 * `sliceMinutes` above 0; `planMinutes` 0 or more, all holds and watches included (0 stakes everything at once).
 *
 * @throws RangeError when a length is out of its range.
 */
export const observe = (
  state: EvidenceState,
  q: number | null,
  sliceMinutes: number,
  planMinutes: number,
): EvidenceState => {
  if (!(Number.isFinite(sliceMinutes) && sliceMinutes > 0))
    throw new RangeError(`a slice must last longer than 0 minutes, not ${sliceMinutes}`)
  if (!(Number.isFinite(planMinutes) && planMinutes >= 0))
    throw new RangeError(`a plan must last 0 minutes or more, not ${planMinutes}`)
  return q === null || !(q >= 0) ? state : betOn(state, q, (0.5 * sliceMinutes) / planMinutes)
}

const betOn = (state: EvidenceState, q: number, spread: number): EvidenceState => {
  const { a, s } = state
  const next: Account = { a: [a[0], a[1], a[2], a[3]], s }
  placeBet(next, q, spread)
  return next
}

/** The same money while it is counted: changed in place. */
export interface Account {
  readonly a: [number, number, number, number]
  s: number
}

/**
 * `observe` in place, for a ratio and lengths that were checked before: a week of slices bets thousands of times.
 * `spread` is the share of the money that each slice stakes.
 */
export const placeBet = (account: Account, q: number, spread: number): void => {
  const { a, s } = account
  const wanted = (s === 0 ? 0.5 : 0) + spread
  const stake = Math.max(0, Math.min(1 - s, wanted))
  a[0] = bet(a[0] + stake, STAKES[0], q)
  a[1] = bet(a[1] + stake, STAKES[1], q)
  a[2] = bet(a[2] + stake, STAKES[2], q)
  a[3] = bet(a[3] + stake, STAKES[3], q)
  account.s = s + stake
}

/** Infinity is set directly: with nothing staked, 0 times Infinity would be no number. */
const bet = (account: number, share: number, q: number): number =>
  q === Number.POSITIVE_INFINITY
    ? ACCOUNT_CEILING
    : Math.min(ACCOUNT_CEILING, Math.max(0, account * (1 + share * (q - 1))))

/** Evidence of one test: the mean of its accounts plus the money not staked yet. 0 or more; 1 at the start. */
export const evidenceOf = ({ a, s }: EvidenceState): number => (a[0] + a[1] + a[2] + a[3]) / 4 + (1 - s)

/**
 * The verdict over all tests: their mean evidence, weighted. `rollback` from 1/alpha, else `hold` from `hold`
 * (both inclusive), else `ok`. The order of the tests does not matter, to the last bit.
 *
 * Weights are normalised to sum 1; a test of weight 0 has no say. Without any test the combined evidence is 1 and the
 * verdict `ok`: nothing is known, and it is the plan's business whether that is enough.
 * `alpha` between 0 and 1, both excluded. `hold` 0 or more, default 3; Infinity never holds.
 *
 * @throws RangeError for `alpha` or `hold` out of range, evidence that is negative or NaN, weights that are negative or
 *   not finite or all 0: a number that cannot be trusted must not end in a verdict.
 */
export const judge = (
  evidences: readonly { readonly evidence: number; readonly weight: number }[],
  alpha: number,
  hold: number = DEFAULT_HOLD,
): { combined: number; verdict: 'ok' | 'hold' | 'rollback' } => {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1, not ${alpha}`)
  if (!(hold >= 0)) throw new RangeError(`hold must be 0 or more, not ${hold}`)
  const combined = combine(evidences)
  return { combined, verdict: combined >= 1 / alpha ? 'rollback' : combined >= hold ? 'hold' : 'ok' }
}

/**
 * The weighted mean, written as "the least evidence plus the mean excess over it": equal evidences give exactly that
 * evidence, whatever the weights, so the inclusive limits hold at their very value. Sorted sums ignore the order given.
 */
const combine = (evidences: readonly { readonly evidence: number; readonly weight: number }[]): number => {
  if (evidences.length === 0) return 1
  let least = Number.POSITIVE_INFINITY
  let heaviest = 0
  for (const { evidence, weight } of evidences) {
    if (!(evidence >= 0)) throw new RangeError(`evidence must be 0 or more, not ${evidence}`)
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError(`a weight must be a number of 0 or more, not ${weight}`)
    if (weight > 0) least = Math.min(least, evidence, ACCOUNT_CEILING)
    heaviest = Math.max(heaviest, weight)
  }
  if (heaviest === 0) throw new RangeError('at least one weight must be above 0')
  const excess: number[] = []
  const weights: number[] = []
  for (const { evidence, weight } of evidences) {
    if (weight === 0) continue
    excess.push((weight / heaviest) * (Math.min(evidence, ACCOUNT_CEILING) - least))
    weights.push(weight / heaviest)
  }
  return least + sortedSum(excess) / sortedSum(weights)
}

/** Sums from the least term on. Few terms, mostly in order already: an insertion sort without calls is fastest from the start. */
const sortedSum = (terms: number[]): number => {
  let sum = 0
  for (let i = 1; i < terms.length; i++) {
    const term = terms[i] as number
    let place = i
    for (; place > 0 && (terms[place - 1] as number) > term; place--)
      terms[place] = terms[place - 1] as number
    terms[place] = term
  }
  for (let i = 0; i < terms.length; i++) sum += terms[i] as number
  return sum
}
