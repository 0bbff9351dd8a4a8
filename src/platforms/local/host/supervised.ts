import { join } from 'node:path'
import type { Environment } from '../../../kit/environment.ts'
import type { Guard } from './guard.ts'
import type { Instance } from './instance.ts'
import { launch, untilReady, within } from './instance.ts'
import type { ReleaseRecord } from './record.ts'
import { Refusal } from './refusal.ts'

/** What a release is doing. `restarting`: it was ready before and its process ended by itself. */
export type Status = 'starting' | 'ready' | 'restarting' | 'failed' | 'stopped'

/** What every release of a host shares. Times in milliseconds. */
export interface Surroundings {
  environment: Environment
  /** Directory for what the releases print. */
  logs: string
  guard: Guard
  /** Longest wait for requests on their way before a process is ended. */
  drain: number
  /** Told when a record should be written down. */
  changed: () => void
}

const FIRST_BACKOFF = 100
const LAST_BACKOFF = 10_000
/** A process that lived this long starts the next backoff from the beginning. */
const STEADY = 30_000

/**
 * The environment of a release's process, without `PORT`: what every program needs, the names it asked for as far as
 * the host has them, and who it is. Throws ConfigError for a name that no child may have.
 */
export const variablesOf = (
  release: Pick<ReleaseRecord, 'env' | 'revision'> & { id: string },
  from: Environment,
) =>
  from.childVariables({
    pass: release.env,
    set: { SLUICE_RELEASE: release.id, SLUICE_REVISION: release.revision },
  })

/** One release and its process: started, kept running while wanted, replaced and stopped without losing a request. */
export class SupervisedRelease {
  readonly record: ReleaseRecord
  readonly #around: Surroundings
  #status: Status = 'stopped'
  #reason: string | null = null
  #restarts = 0
  #backoff = FIRST_BACKOFF
  #instance: Instance | null = null
  /** Processes that no longer get requests but are not gone yet, or are not ready yet. */
  readonly #others = new Set<Instance>()
  #starting: Promise<void> | null = null
  #ending = false
  #waiters = new Set<() => void>()

  constructor(record: ReleaseRecord, around: Surroundings) {
    this.record = record
    this.#around = around
  }

  get status(): Status {
    return this.#status
  }

  /** Why it failed or restarts, one sentence without any output of the process; null when all is well. */
  get reason(): string | null {
    return this.#reason
  }

  /** Restarts after a crash since the host started. */
  get restarts(): number {
    return this.#restarts
  }

  get inFlight(): number {
    return [this.#instance, ...this.#others].reduce((sum, one) => sum + (one?.inFlight ?? 0), 0)
  }

  /** The process that takes requests now, if there is one. */
  get instance(): Instance | null {
    return this.#instance?.ending === null ? this.#instance : null
  }

  /** The process that takes requests, as soon as there is one; null after `patience` milliseconds or when it failed. */
  async whenReady(patience: number): Promise<Instance | null> {
    const until = performance.now() + patience
    for (let left = patience; left > 0; left = until - performance.now()) {
      if (this.instance || this.#status === 'failed' || this.#status === 'stopped') break
      let wake: () => void = () => undefined
      const changed = new Promise<void>((resolve) => {
        wake = resolve
        this.#waiters.add(wake)
      })
      await within(left, changed)
      this.#waiters.delete(wake)
    }
    return this.instance
  }

  /** Starts it unless it runs. Resolves when ready. Throws Refusal `failed-start` with the reason. */
  async start(): Promise<void> {
    if (this.#ending) throw new Refusal('not-ready', 'the host is shutting down')
    if (!this.record.wanted) {
      this.record.wanted = true
      this.#around.changed()
    }
    if (this.instance) return
    if (this.#status === 'restarting') {
      if (await this.whenReady(this.record.readyWithin)) return
      throw new Refusal('failed-start', this.#failure())
    }
    this.#starting ??= this.#firstStart().finally(() => {
      this.#starting = null
    })
    await this.#starting
  }

  /** Takes up what a host before this one left: a release that was ready before is started again until it is. */
  async resume(): Promise<void> {
    if (!this.record.wanted) return
    if (!this.record.proven) return this.start().catch(() => undefined)
    this.#become('restarting', null)
    this.#keepTrying(0)
    await this.whenReady(this.record.readyWithin)
  }

  /** Replaces the process by a new one: the old one takes requests until the new one is ready, then drains. */
  async replace(): Promise<void> {
    const old = this.instance
    if (!old) return this.start()
    const fresh = await this.#launch()
    const failure = await untilReady(fresh, this.record.health, this.record.readyWithin)
    if (failure !== null || this.#ending || !this.record.wanted) {
      fresh.kill()
      throw new Refusal('failed-start', failure ?? 'the release was stopped meanwhile')
    }
    await this.#take(fresh)
  }

  /** Lets the requests on their way finish, then ends the process. The release stays on record. */
  async stop(drain = this.#around.drain): Promise<void> {
    if (this.record.wanted && !this.#ending) {
      this.record.wanted = false
      this.#around.changed()
    }
    const all = [...this.#others, ...(this.#instance ? [this.#instance] : [])]
    this.#instance = null
    if (this.#status !== 'failed') this.#become('stopped', null)
    for (const one of all) this.#others.add(one)
    await Promise.all(all.map((one) => one.drainAndStop(drain)))
    for (const one of all) this.#others.delete(one)
  }

  /** Stops it for the end of the host: it stays wanted, so that the next host starts it again. */
  async shutDown(drain: number): Promise<void> {
    this.#ending = true
    await this.stop(drain)
  }

  /** Ends every process at once; for a host that dies. */
  kill(): void {
    this.#ending = true
    for (const one of [this.#instance, ...this.#others]) one?.kill()
  }

  async #firstStart(): Promise<void> {
    this.#become('starting', null)
    const failure = await this.#attempt()
    if (failure === null) return
    this.#become(this.record.wanted && !this.#ending ? 'failed' : 'stopped', failure)
    throw new Refusal('failed-start', this.#failure())
  }

  /** One start. Null when the release took over, else the reason; the process is gone then. */
  async #attempt(): Promise<string | null> {
    const fresh = await this.#launch().catch(() => null)
    if (!fresh) return 'the process could not be started'
    const failure = await untilReady(fresh, this.record.health, this.record.readyWithin)
    const unwanted = this.#ending || !this.record.wanted
    if (failure === null && !unwanted) {
      void this.#take(fresh)
      return null
    }
    fresh.kill()
    await fresh.ended
    return failure ?? 'the release was stopped meanwhile'
  }

  async #launch(): Promise<Instance> {
    const { record } = this
    const fresh = await launch({
      command: record.command,
      directory: record.directory,
      env: variablesOf(record, this.#around.environment),
      log: join(this.#around.logs, `${record.id}.log`),
      guard: this.#around.guard,
    })
    this.#others.add(fresh)
    void fresh.ended.then(() => this.#others.delete(fresh))
    return fresh
  }

  /** Makes a ready process the one that takes requests, watches over it, and resolves when the one before is gone. */
  async #take(fresh: Instance): Promise<void> {
    const old = this.instance
    this.#others.delete(fresh)
    this.#instance = fresh
    if (old) this.#others.add(old)
    const since = performance.now()
    void fresh.ended.then((how) => {
      if (this.#instance !== fresh || this.#ending || !this.record.wanted) return
      this.#instance = null
      if (performance.now() - since > STEADY) this.#backoff = FIRST_BACKOFF
      this.#restarts += 1
      this.#become('restarting', `the process ${how}`)
      this.#keepTrying(this.#nextBackoff())
    })
    if (!this.record.proven) {
      this.record.proven = true
      this.#around.changed()
    }
    this.#become('ready', null)
    await old?.drainAndStop(this.#around.drain)
  }

  #nextBackoff(): number {
    const now = this.#backoff
    this.#backoff = Math.min(now * 2, LAST_BACKOFF)
    return now
  }

  #keepTrying(wait: number): void {
    const timer = setTimeout(async () => {
      if (this.#ending || !this.record.wanted || this.#status !== 'restarting') return
      const failure = await this.#attempt()
      if (failure === null || this.#ending || !this.record.wanted) return
      this.#reason = failure
      this.#keepTrying(this.#nextBackoff())
    }, wait)
    timer.unref()
  }

  #failure(): string {
    return `${this.record.id} is not ready: ${this.#reason ?? 'it did not become ready in time'}; what it printed is in ${join(this.#around.logs, `${this.record.id}.log`)}`
  }

  #become(status: Status, reason: string | null): void {
    this.#status = status
    this.#reason = reason
    for (const wake of this.#waiters) wake()
  }
}
