import type { Judgement } from '../../src/analysis/judgement.ts'
import type { SmokeCheck } from '../../src/config/service.ts'
import type { Migration } from '../../src/databases/database.ts'
import { type AdvanceOrder, advance } from '../../src/gates/advance.ts'
import type { Belief } from '../../src/gates/belief.ts'
import { type DeployOrder, deploy } from '../../src/gates/deploy.ts'
import { type Survey, survey } from '../../src/gates/journal.ts'
import { checkSchema, migrate } from '../../src/gates/migrate.ts'
import type { GateOutcome } from '../../src/gates/outcome.ts'
import type { Probe } from '../../src/gates/probe.ts'
import { type RollBackOrder, rollBack } from '../../src/gates/roll-back.ts'
import type { Component, Schema, Service } from '../../src/gates/service.ts'
import { type SmokeOrder, smokeTest } from '../../src/gates/smoke-test.ts'
import { type StartOrder, startRollout } from '../../src/gates/start-rollout.ts'
import { ask, type Verb } from '../../src/gates/verbs.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import type { Window } from '../../src/kit/windows.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { SourceAbilities } from '../../src/metrics/source.ts'
import type { Exposure, Plan } from '../../src/rollout/plan.ts'
import { type VirtualClock, virtualClock } from '../fakes/clock.ts'
import type { FakeDatabase } from '../fakes/database.ts'
import { type FakeFlag, fakeFlag } from '../fakes/flag.ts'
import { fakePresentSource, fakeSource, HEALTHY, type Traffic } from '../fakes/metrics.ts'
import { type FakePlatform, fakePlatform, releaseAt } from '../fakes/platform.ts'
import { type VirtualWorld, virtualWorld } from '../fakes/world.ts'
import { type Calls, countCalls } from './calls.ts'
import { type MemoryStore, memoryStore } from './memory-ledger.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** 10, 50, 100 %, half an hour each. */
export const PLAN: Plan = {
  steps: [
    { weight: 10, bake: 30 * MINUTE },
    { weight: 50, bake: 30 * MINUTE },
    { weight: 100, bake: 30 * MINUTE },
  ],
  watch: 10 * MINUTE,
  deadline: 48 * HOUR,
  maxHold: 24 * HOUR,
  maxBlind: 2 * HOUR,
  holdAfterRollback: true,
}

export const JUDGEMENT: Omit<Judgement, 'epoch'> = {
  slice: 5 * MINUTE,
  planLength: 2 * HOUR,
  alpha: 0.05,
  hold: 3,
  warmup: 0,
  tests: [
    { name: 'errors', metric: 'errors', max: 0.02, weight: 1 },
    { name: 'errors-vs-baseline', metric: 'errors', relative: 0.5, weight: 1 },
  ],
  breakers: [{ metric: 'errors', max: 0.5, min: 50 }],
}

/** The health page of the shop, which names the revision that answers. */
export const CHECK: SmokeCheck = {
  name: 'health',
  component: 'web',
  method: 'GET',
  path: '/healthz',
  headers: [],
  body: null,
  expect: { status: [200], json: [], header: [], contains: null },
  version: { json: '/version' },
  within: null,
  warmUp: 0,
  passes: 2,
  interval: 5000,
  deadline: MINUTE,
  maxBody: 1000,
}

/** How a revision answers a smoke test. */
export type Health = 'well' | 'ill' | 'other-version' | 'silent'

/** What a shop is made of; everything has a default. */
export interface ShopOptions {
  /** Smoke tests that the plan waits for. Default: all. */
  checks?: { canary: boolean; live: boolean }
  /** Components in the order of deployment; the first is measured and smoke-tested. With `jobs`, what runs by the clock, stopped on the way back. Default one, `web`, with a split. */
  components?: readonly { name: string; exposure: Exposure; whenOn?: 'full'; jobs?: readonly string[] }[]
  /** Flags of the configuration, all off at first. Default: none. */
  flags?: readonly string[]
  plan?: Partial<Plan>
  judgement?: Partial<Omit<Judgement, 'epoch'>>
  database?: { fake: FakeDatabase; migrations: readonly Migration[]; restorePoint?: Schema['restorePoint'] }
  source?: Partial<SourceAbilities>
  /** A metric `queue` that is known for the present alone: its figure for a revision, null where nobody answers. */
  present?: (revision: string) => number | null
  /** Revision that serves before the story begins; null: nothing does. Default `v1`. */
  live?: string | null
  clock?: VirtualClock
  /** Spans of time in which nothing moves forward. */
  freeze?: readonly Window[]
  /** Opens the ledger as a fresh run does. Default: records in memory. */
  ledger?: (run: string) => Ledger
  /** Tells good lines from others, anew for each run. Default: all are good. */
  belief?: () => Belief
  seed?: number
  /** What becomes of a line of the log before it is seen. Default: nothing. */
  print?: (line: string) => string
}

/** A service on virtual time: gates as a run would call them, and the levers behind the scene. */
export interface Shop {
  clock: VirtualClock
  world: VirtualWorld
  calls: Calls
  /** Platform of the first component. */
  web: FakePlatform
  platforms: ReadonlyMap<string, FakePlatform>
  flags: ReadonlyMap<string, FakeFlag>
  store: MemoryStore
  /** Lines of the log of all runs. */
  said: readonly string[]
  traffic: Traffic
  /** By revision; `well` where nothing is said. */
  health: Map<string, Health>
  /** Waits in virtual time. */
  wait(milliseconds: number): Promise<void>
  /** A run that knows nothing connects to everything. */
  connect(login?: string): Service
  schema(): Schema | null
  start(revision: string, more?: Partial<StartOrder>): ReturnType<typeof startRollout>
  migrate(revision: string, more?: { dryRun?: boolean }): ReturnType<typeof migrate>
  deploy(revision: string, more?: Partial<DeployOrder>): ReturnType<typeof deploy>
  smoke(target: SmokeOrder['target'], more?: Partial<SmokeOrder>): ReturnType<typeof smokeTest>
  tick(more?: Partial<AdvanceOrder>): ReturnType<typeof advance>
  rollBack(more?: Partial<RollBackOrder>): ReturnType<typeof rollBack>
  ask(verb: Verb, more?: { by?: string; dryRun?: boolean }): ReturnType<typeof ask>
  /** The pipeline of one push, up to the first gate that says no. Answers the last gate's outcome. */
  push(revision: string, more?: Partial<StartOrder>): Promise<GateOutcome>
  /** Ticks as a schedule does, until the rollout has ended, a person is called or `looks` are over. */
  tickUntilQuiet(every?: number, looks?: number): Promise<string[]>
  survey(): Promise<Survey>
  /** What happened to the newest rollout, without times and names: `set 10%`. */
  events(): Promise<string[]>
}

const probeOf =
  (platforms: ReadonlyMap<string, FakePlatform>, health: ReadonlyMap<string, Health>): Probe =>
  async ({ url }) => {
    const id = releaseAt(url)
    const revision =
      [...platforms.values()].map((platform) => platform.find(id)?.revision).find(Boolean) ?? ''
    const state = health.get(revision) ?? 'well'
    if (state === 'silent')
      throw new ProviderError({ provider: 'smoke-test', message: 'no answer', retryable: true })
    return {
      status: state === 'ill' ? 500 : 200,
      headers: {},
      body: JSON.stringify({ version: state === 'other-version' ? 'v0' : revision }),
      milliseconds: 12,
    }
  }

const tapLedger = (calls: Calls, ledger: Ledger): Ledger =>
  calls.tap('ledger', ledger, { list: 'read', read: 'read', create: 'write', append: 'write' })

const tapPlatform = (calls: Calls, name: string, fake: FakePlatform) => {
  const platform = fake.connect()
  const { jobs } = platform
  const tapped = jobs && { jobs: calls.tap(`${name}.jobs`, jobs, { list: 'read', set: 'write' }) }
  return calls.tap(
    name,
    { ...platform, ...tapped },
    {
      current: 'read',
      canRollBack: 'read',
      deploy: 'write',
      setWeight: 'write',
      rollback: 'write',
    },
  )
}

/** Opens one. Every gate call is a run of its own that connects anew. */
export const openShop = (options: ShopOptions = {}): Shop => {
  const { components = [{ name: 'web', exposure: 'split' }], live = 'v1', clock = virtualClock() } = options
  const world = virtualWorld(clock, options.seed)
  const calls = countCalls()
  const store = memoryStore(clock)
  const openLedger = options.ledger ?? ((run) => store.open(run))
  const platforms = new Map(
    components.map(({ name, jobs }) => [
      name,
      fakePlatform({ clock, prefix: `${name}-`, ...(jobs && { jobs }) }),
    ]),
  )
  const flags = new Map((options.flags ?? []).map((name) => [name, fakeFlag(name)]))
  const [first] = platforms
  if (!first) throw new RangeError('a shop has at least one component')
  const [main, web] = first
  if (live !== null) for (const platform of platforms.values()) platform.adopt(live)
  const health = new Map<string, Health>()
  const said: string[] = []
  let runs = 1000

  const connect = (login = 'ada'): Service => {
    runs += 1
    const now = () => clock.now()
    return {
      name: 'shop',
      environment: 'production',
      components: components.map(({ name, exposure, whenOn, jobs }): Component => {
        const platform = platforms.get(name) ?? web
        return {
          name,
          exposure,
          ...(whenOn && { whenOn }),
          platform: tapPlatform(calls, name, platform),
          pausesJobs: jobs !== undefined,
        }
      }),
      flags: [...flags.values()].map((flag) => flag.connect()),
      measurements: [
        {
          metric: 'errors',
          component: main,
          source: fakeSource(web, now, () => shop.traffic, options.source),
        },
        ...(options.present
          ? [{ metric: 'queue', component: main, source: fakePresentSource(web, options.present) }]
          : []),
      ],
      ...(options.checks && { checks: options.checks }),
      ...(options.freeze && { freeze: options.freeze }),
      ...(options.belief && { belief: options.belief() }),
      ledger: tapLedger(calls, openLedger(String(runs))),
      author: { login, run: String(runs), tool: '0.1.0' },
      world,
      say: (line) => said.push(options.print?.(line) ?? line),
    }
  }

  const schema = (): Schema | null => {
    if (!options.database) return null
    const { fake, migrations, restorePoint = 'if-possible' } = options.database
    const database = calls.tap('database', fake.connect(), {
      plan: 'read',
      apply: 'write',
      restorePoint: 'write',
    })
    return { database, migrations, restorePoint }
  }

  const start: Shop['start'] = async (revision, more = {}) =>
    startRollout(connect(), {
      revision,
      plan: { ...PLAN, ...options.plan },
      planHash: 'plan-1',
      judgement: { ...JUDGEMENT, ...options.judgement },
      configHash: 'config-1',
      inFlight: 'queue',
      ...(await checkSchema(schema())),
      dryRun: false,
      ...more,
    })

  const shop: Shop = {
    clock,
    world,
    calls,
    web,
    platforms,
    flags,
    store,
    said,
    traffic: HEALTHY,
    health,
    wait: async (milliseconds) => world.sleep(milliseconds),
    connect,
    schema,
    start,
    migrate: (revision, more = {}) => {
      const connected = schema()
      if (!connected) throw new RangeError('this shop has no database')
      return migrate(connect(), connected, { revision, dryRun: false, ...more })
    },
    deploy: (revision, more = {}) => deploy(connect(), { revision, liveSmoke: true, dryRun: false, ...more }),
    smoke: (target, more = {}) =>
      smokeTest(connect(), {
        target,
        checks: [{ ...CHECK, component: main }],
        probe: probeOf(platforms, health),
        secret: (name) => `the value of ${name}`,
        dryRun: false,
        ...more,
      }),
    tick: (more = {}) => advance(connect('github-actions'), { dryRun: false, watch: null, ...more }),
    rollBack: (more = {}) => rollBack(connect(more.by), { by: 'ada', dryRun: false, hold: null, ...more }),
    ask: (verb, { by = 'ada', dryRun = false } = {}) => ask(connect(by), verb, { by, dryRun }),
    push: async (revision, more) => {
      const gates: (() => Promise<GateOutcome>)[] = [
        () => start(revision, more),
        ...(options.database ? [() => shop.migrate(revision)] : []),
        ...(live === null ? [] : [() => shop.smoke('live')]),
        () => shop.deploy(revision),
        () => shop.smoke('canary'),
      ]
      let last: GateOutcome | null = null
      for (const gate of gates) {
        last = await gate()
        if (last.failed) break
      }
      if (!last) throw new RangeError('a pipeline has gates')
      return last
    },
    tickUntilQuiet: async (every = 15 * MINUTE, looks = 200) => {
      const reasons: string[] = []
      for (let look = 0; look < looks; look += 1) {
        const { reason, person, requeueAt } = await shop.tick()
        reasons.push(reason)
        if (person || (await shop.survey()).inFlight === null) break
        await world.sleep(Math.max(every, (requeueAt ?? 0) - clock.now()))
      }
      return reasons
    },
    survey: () => survey({ ...connect(), ledger: openLedger('survey') }),
    events: async () => {
      const { rollouts } = await shop.survey()
      return (rollouts[0]?.state.story ?? []).map(({ happening }) => describeHappening(happening))
    },
  }
  return shop
}

/** What happened in the fewest words: `set 10%`, `deployed web=web-2`, `paused by ada`. */
export const describeHappening = (
  happening: Survey['rollouts'][number]['state']['story'][number]['happening'],
): string => {
  const { kind, ...rest } = happening
  const values = Object.entries(rest).map(([name, value]) =>
    name === 'weight' ? `${value}%` : String(value),
  )
  return [kind, ...values].join(' ')
}
