import { ProviderError } from '../../src/kit/errors.ts'

/**
 * What happens to one request.
 *
 * - `kill-before`: the process dies before the request leaves
 * - `kill-after`: the request takes effect and the process dies before the answer
 * - `refuse`: the request has no effect and fails
 * - `drop`: the request takes effect and fails
 * - `twice`: the request takes effect twice, as when something on the way repeats it
 * - `late`: the request fails past its deadline and takes effect afterwards, among the requests of a later run
 */
export type Mishap = 'kill-before' | 'kill-after' | 'refuse' | 'drop' | 'twice' | 'late'

/**
 * Mishaps that tell something new about a request. Being killed at a reading leaves the world as being killed after the
 * writing before it does; so a reading can only fail.
 */
export const MISHAPS = {
  read: ['refuse'],
  write: ['kill-before', 'kill-after', 'refuse', 'drop', 'twice', 'late'],
} as const satisfies Record<'read' | 'write', readonly Mishap[]>

/** How many requests pass before one that is late takes effect. */
const LATENESS = 4

/** The process is dead: nothing that it still tries has any effect. */
export class Killed extends Error {}

/** A request that a run sent: its name (`platform.setWeight`) and whether it changes anything. */
export interface Call {
  name: string
  kind: 'read' | 'write'
}

/** All requests of a story to its ledger, platforms and database, numbered from 1 over all runs. */
export interface Calls {
  readonly log: readonly Call[]
  /** One request will meet this mishap. */
  arm(at: number, mishap: Mishap): void
  /** The next request of this name meets it; with `nth` the one so many later. */
  armNext(name: string, mishap: Mishap, nth?: number): void
  /** Somebody acts just after the next request of this name has taken effect, before its sender goes on. */
  after(name: string, act: () => Promise<unknown>): void
  /** From now on every request draws from this what it meets. */
  chaos(draw: ((call: Call) => Mishap | null) | null): void
  /** What is late and still on its way takes effect now. Answers whether there was any. */
  settle(): Promise<boolean>
  /** A new process: what was killed stays dead, this one lives. */
  revive(): void
  /** The same port, every method named in `kinds` counted and exposed to mishaps; other methods go straight through. */
  tap<T extends object>(name: string, port: T, kinds: Partial<Record<keyof T, Call['kind']>>): T
}

type Method = (...parameters: unknown[]) => Promise<unknown>

const failed = (name: string, effect: 'none' | 'unknown'): ProviderError =>
  new ProviderError({ provider: 'fake', message: `${name} did not answer`, retryable: true, effect })

export const countCalls = (): Calls => {
  const log: Call[] = []
  const armed = new Map<number, Mishap>()
  let awaited: { name: string; left: number; mishap: Mishap }[] = []
  const interludes = new Map<string, () => Promise<unknown>>()
  let process = { dead: false }
  let draw: ((call: Call) => Mishap | null) | null = null
  let late: { left: number; send: () => Promise<unknown> }[] = []

  const land = async (due: (one: (typeof late)[number]) => boolean): Promise<boolean> => {
    const landing = late.filter(due)
    late = late.filter((one) => !due(one))
    // Whoever sent it has gone: what is refused now is refused silently.
    for (const { send } of landing) await send().catch(() => {})
    return landing.length > 0
  }

  const take = (name: string): Mishap | undefined => {
    const numbered = armed.get(log.length)
    const call = log.at(-1)
    for (const one of awaited) if (one.name === name) one.left -= 1
    const due = awaited.find(({ left }) => left === 0)
    awaited = awaited.filter((one) => one !== due)
    return numbered ?? due?.mishap ?? (call && draw?.(call)) ?? undefined
  }

  const suffer = async (
    mishap: Mishap | undefined,
    name: string,
    send: () => Promise<unknown>,
    me: typeof process,
  ) => {
    switch (mishap) {
      case undefined:
        return send()
      case 'kill-before':
        me.dead = true
        throw new Killed()
      case 'kill-after':
        await send()
        me.dead = true
        throw new Killed()
      case 'refuse':
        throw failed(name, 'none')
      case 'drop':
        await send()
        throw failed(name, 'unknown')
      case 'twice':
        await send()
        return send()
      case 'late':
        late.push({ left: LATENESS, send })
        throw failed(name, 'unknown')
      default:
        return mishap satisfies never
    }
  }

  return {
    log,
    arm: (at, mishap) => {
      armed.set(at, mishap)
    },
    armNext: (name, mishap, nth = 1) => {
      awaited.push({ name, left: nth, mishap })
    },
    after: (name, act) => {
      interludes.set(name, act)
    },
    chaos: (next) => {
      draw = next
    },
    settle: () => land(() => true),
    revive: () => {
      process = { dead: false }
    },
    tap: (name, port, kinds) => {
      const me = process
      return new Proxy(port, {
        get: (target, key, receiver) => {
          const kind = kinds[key as keyof typeof kinds]
          const found: unknown = Reflect.get(target, key, receiver)
          if (kind === undefined || typeof found !== 'function') return found
          const method = found as Method
          return async (...parameters: unknown[]) => {
            if (me.dead) throw new Killed()
            const full = `${name}.${String(key)}`
            log.push({ name: full, kind })
            for (const one of late) one.left -= 1
            await land(({ left }) => left <= 0)
            const answer = await suffer(take(full), full, () => method(...parameters), me)
            const interlude = interludes.get(full)
            interludes.delete(full)
            await interlude?.()
            return answer
          }
        },
      })
    },
  }
}
