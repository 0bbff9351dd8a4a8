import type { IncomingMessage } from 'node:http'
import type { ReleaseId } from '../../../rollout/plan.ts'
import type { Counters, Route } from './counters.ts'
import type { KeyPlace } from './headers.ts'
import { keyOf, RELEASE_HEADER, valuesOf } from './headers.ts'
import type { Instance } from './instance.ts'
import type { Splitter } from './split.ts'
import type { SupervisedRelease } from './supervised.ts'

/** What the router needs to know. */
export interface Routing {
  splitter: Splitter
  releases: ReadonlyMap<ReleaseId, SupervisedRelease>
  counters: Counters
  key: KeyPlace
}

/** Longest wait of a request for a release whose process is being started again, in milliseconds. */
export const PATIENCE = 2000

/** The release a request goes to, and how it was found. */
export interface Target {
  release: SupervisedRelease
  route: Route
}

/** Why a request has no release. */
export interface NoTarget {
  status: 404 | 503
  message: string
}

/** Chooses the release of a request, or says why there is none. A name in the header is never replaced by another. */
export const choose = (incoming: IncomingMessage, routing: Routing): Target | NoTarget => {
  const named = valuesOf(incoming.rawHeaders, RELEASE_HEADER)
  if (named.length > 0) {
    const release = named.length === 1 ? routing.releases.get(named[0] ?? '') : undefined
    if (release) return { release, route: 'header' }
    return {
      status: 404,
      message: `no release ${JSON.stringify(named.join(', ').slice(0, 100))} on this host`,
    }
  }
  const id = routing.splitter.choose(keyOf(incoming.rawHeaders, routing.key))
  const release = id === null ? undefined : routing.releases.get(id)
  if (!release) return { status: 503, message: 'no release serves this request' }
  routing.counters.routed(release.record.id, Date.now())
  return { release, route: 'split' }
}

/** One request on its way: counted when it ends, however it ends, and its process let go. */
export class Passage {
  readonly #target: Target
  readonly #counters: Counters
  readonly #began = performance.now()
  #latency: number | null = null
  #leave: (() => void) | null = null
  #open = true
  #failed = false

  constructor(target: Target, counters: Counters) {
    this.#target = target
    this.#counters = counters
  }

  /** Milliseconds that the request may still wait for its release to come back. */
  get patience(): number {
    return Math.max(0, this.#began + PATIENCE - performance.now())
  }

  /** From now on this process has the request; it is not stopped before `end`. */
  enter(instance: Instance): void {
    this.#leave?.()
    this.#leave = instance.enter()
  }

  /** The head of the answer arrived. */
  answered(status: number): void {
    this.#latency ??= performance.now() - this.#began
    if (status >= 500) this.#failed = true
  }

  /** The release failed this request, whatever it answered. */
  fail(): void {
    this.#failed = true
  }

  end(): void {
    if (!this.#open) return
    this.#open = false
    this.#leave?.()
    const { release, route } = this.#target
    const latency = this.#latency ?? performance.now() - this.#began
    this.#counters.count(release.record.id, route, { at: Date.now(), latency, failed: this.#failed })
  }
}
