import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../../../kit/errors.ts'
import type { ReleaseId } from '../../../rollout/plan.ts'
import type { WayBack } from '../../platform.ts'
import type { Counters } from './counters.ts'
import type { Memory, Order, ReleaseRecord } from './record.ts'
import { releaseId } from './record.ts'
import { Refusal } from './refusal.ts'
import type { Shares, Splitter } from './split.ts'
import { weightOf } from './split.ts'
import type { Status, Surroundings } from './supervised.ts'
import { SupervisedRelease, variablesOf } from './supervised.ts'

/** Most releases kept on record; the one unused for longest is forgotten first, never one that runs. */
export const MAX_RELEASES = 200

/** A release as the admin API shows it. Times in milliseconds since 1970. */
export interface ReleaseView {
  id: ReleaseId
  revision: string
  rollout: string
  directory: string
  status: Status
  /** Why it is not ready, in a sentence; null when there is nothing to say. */
  reason: string | null
  /** Percent of traffic. */
  weight: number
  restarts: number
  inFlight: number
  createdAt: number
  /** When the weights last sent a request its way; null when never since the host started. */
  lastRoutedAt: number | null
  /** File that holds what it printed. */
  log: string
  wayBack: WayBack
}

/** What a fleet needs besides the surroundings of its releases. */
export interface FleetParts {
  memory: Memory
  splitter: Splitter
  counters: Counters
  around: Omit<Surroundings, 'changed'>
  /** How many releases without traffic keep their process, at least 2. */
  keepRunning: number
  /** Writes the memory down, before the answer to whoever asked for the change. */
  remember(memory: Memory): void
}

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** All releases of a host and the weights between them. Every act is "set to". */
export class Fleet {
  readonly releases = new Map<ReleaseId, SupervisedRelease>()
  readonly #parts: FleetParts
  readonly #around: Surroundings
  /** Counts the orders for the weights, so that one that had to wait notices a newer one. */
  #orders = 0

  constructor(parts: FleetParts) {
    this.#parts = parts
    this.#around = { ...parts.around, changed: () => this.#rememberIfPossible() }
    for (const record of parts.memory.releases)
      this.releases.set(record.id, new SupervisedRelease({ ...record }, this.#around))
    parts.splitter.set(parts.memory.shares)
  }

  /** Starts what ran under the host before this one; resolves when all that serves is ready or has had its time. */
  async resume(): Promise<void> {
    const starts = [...this.releases.values()].map((one) => ({ one, started: one.resume() }))
    await Promise.all(starts.filter(({ one }) => this.#weight(one) > 0).map(({ started }) => started))
  }

  /**
   * Finds the release that this rollout brought, or makes it and begins to start it; its status tells the rest.
   * Throws Refusal `directory-missing`, `other-revision` or `bad-request`.
   */
  deploy(order: Order): ReleaseView {
    const known = [...this.releases.values()].find((one) => one.record.rollout === order.rollout)
    if (known && known.record.revision !== order.revision)
      throw new Refusal('other-revision', `rollout ${order.rollout} has already brought another revision`)
    if (!isDirectory(order.directory))
      throw new Refusal('directory-missing', `there is no directory ${order.directory}`)
    const release = known ?? this.#add(order)
    if (!release.record.proven) Object.assign(release.record, order)
    release.record.lastUsedAt = Date.now()
    this.#remember()
    release.start().catch(() => undefined)
    this.#reserve()
    return this.view(release)
  }

  /** Throws Refusal `unknown-release`, `failed-start` when a release cannot take its share, `overtaken`. */
  async setShares(shares: Shares): Promise<void> {
    const needed = [shares.canary, shares.baseline].filter((id) => id !== null)
    const releases = needed.map((id) => this.find(id))
    const order = this.#nextOrder()
    for (const release of releases) {
      if (weightOf(shares, release.record.id) > 0) await this.#ready(release, order)
    }
    this.#apply(shares)
  }

  /** Sends everything to one release: with the next request, when its process runs. */
  async rollback(to: ReleaseId): Promise<void> {
    const release = this.find(to)
    const order = this.#nextOrder()
    if (!release.instance) await this.#ready(release, order)
    this.#apply({ canary: null, baseline: to, weight: 0 })
  }

  /** Starts a stopped release again. Throws Refusal `failed-start`. */
  async start(id: ReleaseId): Promise<ReleaseView> {
    const release = this.find(id)
    release.record.lastUsedAt = Date.now()
    await release.start()
    this.#reserve()
    return this.view(release)
  }

  /** Replaces the process of a release without losing a request. */
  async restart(id: ReleaseId): Promise<ReleaseView> {
    const release = this.find(id)
    await release.replace()
    return this.view(release)
  }

  /** Stops a release that has no traffic; it stays on record. Throws Refusal `still-serving`. */
  async stop(id: ReleaseId): Promise<ReleaseView> {
    const release = this.find(id)
    if (this.#weight(release) > 0)
      throw new Refusal('still-serving', `${id} has traffic; send it elsewhere first`)
    await release.stop()
    return this.view(release)
  }

  /** Throws Refusal `unknown-release`. */
  find(id: ReleaseId): SupervisedRelease {
    const release = this.releases.get(id)
    if (!release) throw new Refusal('unknown-release', `this host has no release ${id}`)
    return release
  }

  view(release: SupervisedRelease): ReleaseView {
    const { id, revision, rollout, directory, createdAt } = release.record
    return {
      id,
      revision,
      rollout,
      directory,
      createdAt,
      status: release.status,
      reason: release.reason,
      weight: this.#weight(release),
      restarts: release.restarts,
      inFlight: release.inFlight,
      lastRoutedAt: this.#parts.counters.lastRouted(id),
      log: join(this.#around.logs, `${id}.log`),
      wayBack: this.#wayBack(release),
    }
  }

  /** Every release on record, the oldest first. */
  views(): ReleaseView[] {
    return [...this.releases.values()].map((one) => this.view(one))
  }

  /** Stops everything for the end of the host. */
  async shutDown(drain: number): Promise<void> {
    await Promise.all([...this.releases.values()].map((one) => one.shutDown(drain)))
  }

  kill(): void {
    for (const one of this.releases.values()) one.kill()
  }

  #weight(release: SupervisedRelease): number {
    return weightOf(this.#parts.splitter.shares, release.record.id)
  }

  #wayBack({ record, status }: SupervisedRelease): WayBack {
    if (!isDirectory(record.directory))
      return { possible: false, reason: `the directory of ${record.id} is gone: ${record.directory}` }
    if (!record.proven) return { possible: false, reason: `${record.id} has never been ready` }
    if (status === 'failed') return { possible: false, reason: `the last start of ${record.id} failed` }
    return { possible: true }
  }

  #nextOrder(): number {
    this.#orders += 1
    return this.#orders
  }

  /** Makes sure that a release can take traffic, and that nobody gave a newer order meanwhile. */
  async #ready(release: SupervisedRelease, order: number): Promise<void> {
    if (release.instance) return
    if (!isDirectory(release.record.directory))
      throw new Refusal(
        'directory-missing',
        `the directory of ${release.record.id} is gone: ${release.record.directory}`,
      )
    await release.start()
    if (order !== this.#orders)
      throw new Refusal('overtaken', 'a newer order for the weights came in meanwhile')
  }

  #apply(shares: Shares): void {
    const now = Date.now()
    const before = this.#parts.splitter.shares
    this.#parts.splitter.set(shares)
    for (const id of [before.canary, before.baseline, shares.canary, shares.baseline]) {
      const release = id === null ? undefined : this.releases.get(id)
      if (release && (weightOf(before, release.record.id) > 0 || this.#weight(release) > 0))
        release.record.lastUsedAt = now
    }
    this.#remember()
    this.#reserve()
  }

  #add(order: Order): SupervisedRelease {
    const id = releaseId(order, (taken) => this.releases.has(taken))
    checkVariables({ ...order, id }, this.#around)
    const now = Date.now()
    const record: ReleaseRecord = {
      ...order,
      id,
      createdAt: now,
      lastUsedAt: now,
      wanted: true,
      proven: false,
    }
    const release = new SupervisedRelease(record, this.#around)
    this.releases.set(id, release)
    return release
  }

  /** Stops the processes that have had no traffic for longest, and forgets the oldest records. */
  #reserve(): void {
    const idle = [...this.releases.values()]
      .filter((one) => this.#weight(one) === 0)
      .sort((a, b) => b.record.lastUsedAt - a.record.lastUsedAt)
    for (const one of idle.filter(({ record }) => record.wanted).slice(this.#parts.keepRunning))
      void one.stop()
    const tooMany = Math.max(0, this.releases.size - MAX_RELEASES)
    const forgotten = idle.filter(({ record, inFlight }) => !record.wanted && inFlight === 0).reverse()
    for (const { record } of forgotten.slice(0, tooMany)) {
      this.releases.delete(record.id)
      this.#parts.counters.forget(record.id)
    }
    if (tooMany > 0) this.#remember()
  }

  /** For changes that nobody asked for: a full disk must not end the host, and the next change writes again. */
  #rememberIfPossible(): void {
    try {
      this.#remember()
    } catch {
      // The state on disk is older than the truth until then.
    }
  }

  #remember(): void {
    const releases = [...this.releases.values()].map(({ record }) => record)
    this.#parts.remember({ schema: 1, shares: this.#parts.splitter.shares, releases })
  }
}

const checkVariables = (order: Order & { id: string }, around: Surroundings): void => {
  try {
    variablesOf(order, around.environment)
  } catch (error) {
    if (error instanceof ConfigError) throw new Refusal('bad-request', error.message)
    throw error
  }
}
