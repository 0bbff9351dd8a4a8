/** A run that was killed between two acts; everything it still tries fails the same way. */
export class Killed extends Error {}

/** Seeded choices; the same seed gives the same ones. */
export interface Dice {
  /** A whole number from 0 to `below` - 1. */
  roll(below: number): number
  /** True `once` in so many. */
  chance(once: number): boolean
  shuffled<T>(list: readonly T[]): T[]
}

/** mulberry32 of Tommy Ettinger (public domain). */
export const diceOf = (seed: number): Dice => {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const roll = (below: number): number => Math.floor(next() * below)
  return {
    roll,
    chance: (once) => roll(once) === 0,
    shuffled: (list) => {
      const left = [...list]
      return list.map(() => left.splice(roll(left.length), 1)[0]).filter((one) => one !== undefined)
    },
  }
}

/** Runs that share a world; at each of their acts somebody decides who goes on. */
export interface Scheduler {
  /** Waits for the turn of a run. Rejects with Killed when the run is dead. */
  turn(actor: string): Promise<void>
  /** Lets all runs act in an order that the dice choose, until none is left. `deadly`: one act in so many kills; 0: none. */
  play(actors: Readonly<Record<string, () => Promise<unknown>>>, deadly: number): Promise<Played>
}

/** How the runs ended, and in which order they acted. */
export interface Played {
  ends: Readonly<Record<string, { answer: unknown } | { error: unknown }>>
  order: readonly string[]
}

/** Most acts of one play: more is a run that never ends. */
const MOST_ACTS = 5000

/** Acts in a row of one run: about as many as a whole rollback has. */
const LONGEST_BURST = 25

/** Opens one. `acted` is called before each act: time passes there. `rounds` of the event loop lie between two acts. */
export const schedulerOf = (dice: Dice, acted: () => void, rounds = 1): Scheduler => {
  let waiting: { actor: string; go: () => void; die: () => void }[] = []
  const dead = new Set<string>()
  let scheduling = false
  let favourite = ''
  let burst = 0
  /** Mostly one run acts many times in a row while the others stand still: taking turns evenly hides long delays. */
  const choose = (): (typeof waiting)[number] | undefined => {
    if (burst <= 0 || !waiting.some(({ actor }) => actor === favourite)) {
      favourite = waiting[dice.roll(waiting.length)]?.actor ?? ''
      burst = dice.chance(2) ? 1 : 1 + dice.roll(LONGEST_BURST)
    }
    burst -= 1
    const own = waiting.filter(({ actor }) => actor === favourite)
    const next = own[dice.roll(own.length)]
    waiting = waiting.filter((one) => one !== next)
    return next
  }
  return {
    turn: (actor) => {
      if (dead.has(actor)) return Promise.reject(new Killed(actor))
      if (!scheduling) return Promise.resolve()
      return new Promise((resolve, reject) => {
        waiting.push({ actor, go: resolve, die: () => reject(new Killed(actor)) })
      })
    },
    play: async (actors, deadly) => {
      scheduling = true
      const ends: Record<string, { answer: unknown } | { error: unknown }> = {}
      const order: string[] = []
      const names = Object.keys(actors)
      for (const [name, run] of Object.entries(actors))
        void run().then(
          (answer) => {
            ends[name] = { answer }
          },
          (error: unknown) => {
            ends[name] = { error }
          },
        )
      for (let act = 0; act < MOST_ACTS; act += 1) {
        // Everything in memory goes on as far as it can before the next one is chosen: bodies of answers take a few rounds.
        for (let round = 0; round < rounds; round += 1) await new Promise(setImmediate)
        if (names.every((name) => name in ends)) break
        const next = choose()
        if (!next) continue
        acted()
        order.push(next.actor)
        if (deadly > 0 && dice.chance(deadly)) {
          dead.add(next.actor)
          order.push(`${next.actor} dies`)
          for (const one of waiting.filter(({ actor }) => actor === next.actor)) one.die()
          waiting = waiting.filter(({ actor }) => actor !== next.actor)
          next.die()
        } else next.go()
      }
      scheduling = false
      for (const { go } of waiting) go()
      waiting = []
      return { ends, order }
    },
  }
}
