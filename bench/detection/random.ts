/** A stream of chance that is the same for the same name and number. */
export interface Random {
  /** Even over [0, 1). */
  uniform(): number
  /** Mean 0, spread 1. */
  normal(): number
  /** A count whose mean is `mean`, 0 or more. */
  poisson(mean: number): number
  /** Size of a burst, 1 or more, whose mean is `mean`: geometric. */
  geometric(mean: number): number
  /** A number of [0, 1] from the beta law with these two shapes, both 1 or more. */
  beta(a: number, b: number): number
}

/** Means up to here are drawn exactly, one by one along the probabilities. */
const EXACT_MEAN = 50

/** One stream per name (of a cell) and number (of a run): a run can be repeated without the runs before it. */
export const randomOf = (name: string, number: number): Random => {
  const uniform = sfc32(name, number)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const gamma = (shape: number): number => drawGamma(shape, uniform, normal)
  return {
    uniform,
    normal,
    poisson: (mean) => (mean <= EXACT_MEAN ? walk(mean, uniform()) : round(mean, normal())),
    geometric: (mean) => (mean <= 1 ? 1 : 1 + Math.floor(Math.log(1 - uniform()) / Math.log(1 - 1 / mean))),
    beta: (a, b) => {
      const first = gamma(a)
      return first / (first + gamma(b))
    },
  }
}

/** Exact: adds up the probabilities of 0, 1, 2... until they pass the uniform number. */
const walk = (mean: number, uniform: number): number => {
  let chance = Math.exp(-mean)
  let left = uniform - chance
  let count = 0
  while (left > 0 && chance > 0) {
    count += 1
    chance *= mean / count
    left -= chance
  }
  return count
}

/**
 * The normal law with its third moment put right (Cornish and Fisher), rounded. Its error in any probability is of the
 * order 1 / mean, hence below 2 % of the probability in the bulk for a mean above 50; a count of 50 failures in a minute
 * is far from where any rule here hesitates.
 */
const round = (mean: number, z: number): number =>
  Math.max(0, Math.round(mean + Math.sqrt(mean) * z + (z * z - 1) / 6))

/** Marsaglia and Tsang (2000): exact for shapes of 1 or more. */
const drawGamma = (shape: number, uniform: () => number, normal: () => number): number => {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const z = normal()
    const v = (1 + c * z) ** 3
    if (v > 0 && Math.log(1 - uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Small fast counting generator of Doty-Humphrey (PractRand), 32 bits; period at least 2^32 from any seed. */
const sfc32 = (name: string, number: number): (() => number) => {
  let a = fnv1a(name)
  let b = number | 0
  let c = fnv1a(`${name}#${number}`)
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let i = 0; i < 15; i++) next()
  return next
}

const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
