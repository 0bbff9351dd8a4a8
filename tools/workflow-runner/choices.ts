/**
 * What GitHub does not promise, or what nobody has measured. A seed chooses; a test may pin any of them, and what is
 * built on the runner has to hold under all. Sections are those of the facts on GitHub.
 */
export interface Choices {
  /** A job with a concurrency group and a reviewed environment waits for the approval while it holds the group (5, 13). */
  groupBeforeApproval: boolean
  /** After a rejection jobs with `always()` or `failure()` still run (last table). */
  jobsAfterRejection: boolean
  /** A called workflow of the same owner's other repository sees environment secrets (4). */
  sameOwnerEnvironmentSecrets: boolean
  /** A called workflow of another owner sees the variables of the caller's environment (4). */
  otherOwnerVariables: boolean
  /** The caller's protection rules hold for a job of another owner's workflow (4). */
  otherOwnerRules: boolean
  /** A called workflow whose jobs were all skipped counts as skipped, not as success. */
  skippedCallIsSkipped: boolean
}

const NAMES = [
  'groupBeforeApproval',
  'jobsAfterRejection',
  'sameOwnerEnvironmentSecrets',
  'otherOwnerVariables',
  'otherOwnerRules',
  'skippedCallIsSkipped',
] as const satisfies readonly (keyof Choices)[]

/** Draws that depend on the seed, the name of the question and how often it was asked, and on nothing else. */
export interface Dice {
  /** A number from 0 up to, not including, 1. */
  roll(question: string): number
  /** The same things in another order. */
  shuffle<T>(question: string, items: readonly T[]): T[]
}

const hash = (text: string): number => {
  let value = 2166136261
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 16777619)
  }
  // Neighbouring texts would give neighbouring numbers without a last stir.
  value = Math.imul(value ^ (value >>> 16), 2246822507)
  value = Math.imul(value ^ (value >>> 13), 3266489909)
  return (value ^ (value >>> 16)) >>> 0
}

/** Dice for one seed. A question that is asked more often does not change the answers to the others. */
export const dice = (seed: number): Dice => {
  const asked = new Map<string, number>()
  const roll = (question: string): number => {
    const times = asked.get(question) ?? 0
    asked.set(question, times + 1)
    return hash(`${seed}/${question}/${times}`) / 2 ** 32
  }
  return {
    roll,
    shuffle: (question, items) => {
      const left = [...items]
      const order = []
      while (left.length > 1) order.push(...left.splice(Math.floor(roll(question) * left.length), 1))
      return [...order, ...left]
    },
  }
}

/** The choices of a seed, with those that a test has pinned. */
export const chooseFor = (seed: number, pinned: Partial<Choices> = {}): Choices => {
  const { roll } = dice(seed)
  const drawn = Object.fromEntries(NAMES.map((name) => [name, roll(`choice ${name}`) < 0.5]))
  return { ...(drawn as unknown as Choices), ...pinned }
}
