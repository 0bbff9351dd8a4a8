import { believeSeals } from '../../src/gates/belief.ts'
import type { Component, Service } from '../../src/gates/service.ts'
import type { Entry, Ledger, Listing } from '../../src/ledger/ledger.ts'
import { sealLedger } from '../../src/ledger/sealed.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import { virtualClock } from '../fakes/clock.ts'
import { memoryStore } from '../scenarios/memory-ledger.ts'
import { MINUTE, openShop, type Shop, type ShopOptions } from '../scenarios/shop.ts'
import { nearbyGitHub } from './github.ts'
import { type Dice, diceOf, type Scheduler, schedulerOf } from './scheduler.ts'

/** How lists lie: what is new may be missing for so long (milliseconds), and nothing has an order. */
export interface Weather {
  lag: number
  /** Of finished history only the newest line of each record is left. */
  forgetful: boolean
}

/** An act on a platform that moved traffic towards a new release, or back. */
export interface Move {
  actor: string
  at: number
  component: string
  weight: number
  /** The new release; empty on the way back. */
  release: string
  /** When the same run read the ledger last. */
  readAt: number
}

/** A shop on which several runs act at once. */
export interface Stage {
  shop: Shop
  dice: Dice
  scheduler: Scheduler
  weather: Weather
  moves: Move[]
  /** When each run read the ledger last. */
  reads: Map<string, number>
  /** Where the records are. */
  on: 'memory' | 'github'
  /** Whether lines are signed with a key. */
  sealed: boolean
  /** What runs said about lines that they did not believe. */
  doubts: readonly string[]
  /** From now on lists tell everything at once, in order. */
  clear(): void
  /** A run of this name, whose every call waits for its turn. */
  connect(actor: string, login?: string): Service
}

/** Longest time that one call takes, in milliseconds. */
const SLOWEST = 1500

const KEY = 'k1'.repeat(20)

export const stageOf = (seed: number, options: ShopOptions = {}, on: Stage['on'] = 'memory'): Stage => {
  const dice = diceOf(seed)
  const clock = virtualClock()
  const github = on === 'github' ? nearbyGitHub(clock) : null
  const store = memoryStore(clock)
  // Every other story, with kinds and components as they come.
  const sealed = seed % 2 === 1
  const sign = (ledger: Ledger): Ledger => (sealed ? sealLedger(ledger, [KEY]) : ledger)
  const said: string[] = []
  const shop = openShop({
    clock,
    seed,
    ledger: (run) => sign(github ? github.open(run) : store.open(run)),
    ...(sealed && { belief: () => believeSeals((text) => said.push(text)) }),
    ...options,
  })
  const scheduler = schedulerOf(dice, () => clock.advance(50 + dice.roll(SLOWEST)), on === 'github' ? 4 : 1)
  const moves: Move[] = []
  const weather: Weather = { lag: [0, 2_000, 10_000][dice.roll(3)] ?? 0, forgetful: dice.chance(10) }
  const stage: Stage = {
    shop,
    dice,
    scheduler,
    weather,
    moves,
    reads: new Map(),
    on,
    sealed,
    doubts: said,
    clear: () => {
      weather.lag = 0
      if (github) Object.assign(github.state.quirks, { statusLag: 0, deploymentLag: 0, reordered: false })
    },
    connect: (actor, login = 'ada') => {
      const service = shop.connect(login)
      const turn = () => scheduler.turn(actor)
      const turnAt = async (reads: boolean): Promise<void> => {
        await turn()
        if (reads) stage.reads.set(actor, clock.now())
      }
      return {
        ...service,
        ledger: github
          ? sign(github.open(service.author.run, turnAt))
          : lyingLedger(service.ledger, actor, stage, turn),
        components: service.components.map((component) => staged(component, actor, stage, turn)),
        author: { ...service.author, login },
        world: {
          ...service.world,
          sleep: async (milliseconds) => {
            await turn()
            clock.advance(Math.min(milliseconds, 5 * MINUTE))
          },
        },
      }
    },
  }
  if (github) {
    Object.assign(github.state.quirks, {
      statusLag: weather.lag,
      deploymentLag: weather.lag,
      reordered: dice.chance(2),
    })
    github.forget = weather.forgetful
  }
  return stage
}

/** What a run wrote itself it also sees: the ledger remembers that. What others wrote comes late, and in any order. */
const lyingLedger = (
  ledger: Ledger,
  actor: string,
  { dice, weather, reads, shop: { clock } }: Stage,
  turn: () => Promise<void>,
): Ledger => {
  const own = new Set<string>()
  const shown = (entry: Entry): Entry => {
    const visible = entry.events.filter(
      ({ text, at }) => own.has(text) || at <= clock.now() - weather.lag || dice.chance(2),
    )
    const newest = visible.reduce<Entry['events'][number] | null>(
      (last, event) => (last === null || event.at >= last.at ? event : last),
      null,
    )
    const ended = newest && / (promoted|rolled-back|superseded) /.test(newest.text)
    return { ...entry, events: weather.forgetful && ended ? [newest] : dice.shuffled(visible) }
  }
  const isListed = ({ createdAt, key }: Entry): boolean =>
    own.has(key) || createdAt <= clock.now() - weather.lag || dice.chance(2)
  return {
    ...ledger,
    list: async (service, environment, ends): Promise<Listing> => {
      await turn()
      reads.set(actor, clock.now())
      const { entries, foreign } = await ledger.list(service, environment, ends)
      return { entries: entries.filter(isListed).map(shown), foreign }
    },
    read: async (key) => {
      await turn()
      reads.set(actor, clock.now())
      const entry = await ledger.read(key)
      return entry && shown(entry)
    },
    create: async (record) => {
      await turn()
      const entry = await ledger.create(record)
      own.add(entry.key)
      return entry
    },
    append: async (key, event) => {
      await turn()
      own.add(event.text)
      await ledger.append(key, event)
    },
    // On GitHub the lock is the workflow's: here it is broken on purpose.
    exclusively: (_name, work) => work(),
    type: `${ledger.type} of ${actor}`,
  }
}

const staged = (
  { name, exposure, platform }: Component,
  actor: string,
  { moves, reads, shop: { clock } }: Stage,
  turn: () => Promise<void>,
): Component => {
  const act = async <T>(work: () => Promise<T>): Promise<T> => {
    await turn()
    return work()
  }
  const told: Platform = {
    ...platform,
    current: () => act(() => platform.current()),
    canRollBack: (to) => act(() => platform.canRollBack(to)),
    deploy: (order) => act(() => platform.deploy(order)),
    setWeight: (order) =>
      act(async () => {
        moves.push({
          actor,
          at: clock.now(),
          component: name,
          weight: order.weight,
          release: order.canary,
          readAt: reads.get(actor) ?? 0,
        })
        return platform.setWeight(order)
      }),
    rollback: (to) =>
      act(async () => {
        moves.push({
          actor,
          at: clock.now(),
          component: name,
          weight: 0,
          release: '',
          readAt: reads.get(actor) ?? 0,
        })
        return platform.rollback(to)
      }),
  }
  return { name, exposure, platform: told }
}
