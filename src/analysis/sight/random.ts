/**
 * Chance that can be repeated: the same seeds give the same run on every machine. Counts are drawn exactly, whatever
 * their size, in time that does not grow with it.
 */

/** Numbers from 0 (included) to 1 (excluded), 53 bits each. */
export type Random = () => number

/**
 * A generator that the seeds alone determine (sfc32, Chris Doty-Humphrey, PractRand). Seeds are whole numbers; up to
 * three of them name a stream, so that each run, step and metric of a simulation has its own.
 */
export const seededRandom = (first: number, second = 0, third = 0): Random => {
  let a = first | 0
  let b = second | 0
  let c = third | 0
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 12; round++) next()
  return () => (next() >>> 5) / 0x8000000 + (next() >>> 6) / 0x20000000000000
}

/** Below this mean counting down the distribution is faster than rejection, and the latter is not valid any more. */
const SMALL_MEAN = 10

/**
 * A Poisson count. `mean` 0 or more; 0 for anything else.
 * From a mean of 10 on by transformed rejection (PTRS; W. Hörmann, "The transformed rejection method for generating
 * Poisson random variables", 1993), which is exact; below by inversion.
 */
export const drawPoisson = (random: Random, mean: number): number => {
  if (!(mean > 0)) return 0
  if (mean < SMALL_MEAN) return poissonByInversion(random, mean)
  const spread = Math.sqrt(mean)
  const b = 0.931 + 2.53 * spread
  const a = -0.059 + 0.02483 * b
  const inverse = 1.1239 + 1.1328 / (b - 3.4)
  const accept = 0.9277 - 3.6224 / (b - 2)
  const logMean = Math.log(mean)
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= accept) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    if (Math.log((v * inverse) / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) return k
  }
}

const poissonByInversion = (random: Random, mean: number): number => {
  let chance = Math.exp(-mean)
  let left = random() - chance
  let k = 0
  // The chances below 1e-300 cannot be told from 0: there the count ends.
  while (left >= 0 && chance > 1e-300) {
    k += 1
    chance *= mean / k
    left -= chance
  }
  return k
}

/**
 * How many of `n` units fail when each does with chance `p`. `n` is rounded down; `p` is taken as 0 to 1.
 * From a mean of 10 on by transformed rejection (BTRS; W. Hörmann, "The generation of binomial random variates", 1993),
 * which is exact; below by inversion.
 */
export const drawBinomial = (random: Random, n: number, p: number): number => {
  const units = Math.floor(n)
  if (!(units > 0 && p > 0)) return 0
  if (p >= 1) return units
  if (p > 0.5) return units - drawBinomial(random, units, 1 - p)
  return units * p < SMALL_MEAN
    ? binomialByInversion(random, units, p)
    : binomialByRejection(random, units, p)
}

const binomialByInversion = (random: Random, n: number, p: number): number => {
  const odds = p / (1 - p)
  let chance = Math.exp(n * Math.log1p(-p))
  let left = random() - chance
  let k = 0
  while (left >= 0 && k < n) {
    k += 1
    chance *= ((n - k + 1) / k) * odds
    left -= chance
    if (chance < 1e-300) break
  }
  return k
}

const binomialByRejection = (random: Random, n: number, p: number): number => {
  const q = 1 - p
  const spread = Math.sqrt(n * p * q)
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const middle = n * p + 0.5
  const accept = 0.92 - 4.2 / b
  const odds = p / q
  const alpha = (2.83 + 5.1 / b) * spread
  const mode = Math.floor((n + 1) * p)
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + middle)
    if (k < 0 || k > n) continue
    if (us >= 0.07 && v <= accept) return k
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      stirlingRest(mode) +
      stirlingRest(n - mode) -
      stirlingRest(k) -
      stirlingRest(n - k)
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k
  }
}

/** A normal number of mean 0 and spread 1 (polar method, one of the pair is thrown away so that no state is kept). */
const drawNormal = (random: Random): number => {
  for (;;) {
    const x = 2 * random() - 1
    const y = 2 * random() - 1
    const square = x * x + y * y
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
  }
}

/**
 * The sum of `shape` exponential amounts of mean 1 (Gamma; Marsaglia and Tsang, "A simple method for generating gamma
 * variables", 2000). `shape` above 0; 0 for anything else.
 */
export const drawGamma = (random: Random, shape: number): number => {
  if (!(shape > 0)) return 0
  if (shape < 1) return drawGamma(random, shape + 1) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const z = drawNormal(random)
    const v = (1 + c * z) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Natural logarithm of k!, to about 1e-14 of its value. */
const logFactorial = (k: number): number =>
  HALF_LOG_TWO_PI + (k + 0.5) * Math.log(k + 1) - (k + 1) + stirlingRest(k)

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/** What Stirling's formula for log k! leaves over: a sum of exact logarithms for small k, else its series. */
const stirlingRest = (k: number): number => {
  const known = SMALL_RESTS[k]
  if (known !== undefined) return known
  const square = (k + 1) * (k + 1)
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1)
}

const SMALL_RESTS: readonly number[] = Array.from({ length: 16 }, (_, k) => {
  let exact = 0
  for (let i = 2; i <= k; i++) exact += Math.log(i)
  return exact - (HALF_LOG_TWO_PI + (k + 0.5) * Math.log(k + 1) - (k + 1))
})
