import { ProviderError } from '../../src/kit/errors.ts'
import type { Capabilities, Platform, Release, Serving } from '../../src/platforms/platform.ts'
import type { ReleaseId } from '../../src/rollout/plan.ts'
import type { VirtualClock } from './clock.ts'

/** Percent by release; releases that are not named have none. */
export type Weights = Readonly<Record<ReleaseId, number>>

/** How a stand-in for a platform behaves. */
export interface FakePlatformOptions {
  clock: VirtualClock
  /** Default: any percent, dark deploys, one write to go back, no counters of its own. */
  capabilities?: Capabilities
  /** Reading shows what was true this many milliseconds ago, as an eventually consistent API does. Default 0. */
  lag?: number
  /** Ids count upwards from this text: `web-` gives `web-1`. Default the empty text. */
  prefix?: string
  /** What runs by the clock; with it the platform has jobs. Default: it has none. */
  jobs?: readonly string[]
}

/** A platform in memory: what a run connects to, and everything that a test may see or do behind its back. */
export interface FakePlatform {
  /** A connection, as every run makes its own. */
  connect(): Platform
  /** A release that was there before Sluice came, serving everybody. */
  adopt(revision: string): Release
  /** Somebody changes the weights by hand; only the named releases have any. */
  drift(weights: Weights): void
  /** What the platform would need to put this release back is gone. */
  lose(release: ReleaseId): void
  /** From now on every call fails with this error; null ends it. */
  breakDown(error: ProviderError | null): void
  /** How late readings are, from now on. */
  lagBy(milliseconds: number): void
  releases(): readonly Release[]
  find(release: ReleaseId): Release | undefined
  /** True weights now, without those at 0. */
  weights(): Weights
  /** Every change of weights since the start, oldest first. */
  history(): readonly { at: number; weights: Weights }[]
  /** Mean percent of a release between two moments. */
  meanShare(release: ReleaseId, from: number, to: number): number
  /** Which release answers each of so many requests. */
  visit(count: number): (ReleaseId | null)[]
  /** What runs by the clock. */
  jobs(): readonly string[]
  /** Somebody sets the jobs by hand. */
  setJobs(schedules: readonly string[]): void
  /** Acts that changed something or would have: `deploy v2`, `set web-2 10%`, `back web-1`. */
  acts(): readonly string[]
}

export const FAKE_CAPABILITIES: Capabilities = {
  split: 'percent',
  darkDeploy: true,
  rollback: 'pointer',
  releaseMetrics: false,
  jobs: false,
  secretNames: false,
}

const refused = (message: string): ProviderError =>
  new ProviderError({ provider: 'fake', message, retryable: false })

/** Host name under which exactly one release answers: `web-1.fake.invalid`. */
export const releaseAt = (url: string): ReleaseId => new URL(url).hostname.replace(/\.fake\.invalid$/, '')

/** Creates an empty platform for one component. */
export const fakePlatform = (options: FakePlatformOptions): FakePlatform => {
  const { clock, prefix = '' } = options
  const capabilities = options.capabilities ?? { ...FAKE_CAPABILITIES, jobs: options.jobs !== undefined }
  const releases = new Map<ReleaseId, { release: Release; since: number; lost: boolean }>()
  const history: { at: number; weights: Weights }[] = [{ at: Number.NEGATIVE_INFINITY, weights: {} }]
  const acts: string[] = []
  let schedules = options.jobs ?? []
  let lag = options.lag ?? 0
  let outage: ProviderError | null = null

  const weightsAt = (moment: number): Weights => history.findLast(({ at }) => at <= moment)?.weights ?? {}
  const now = (): Weights => history.at(-1)?.weights ?? {}

  const serve = (weights: Weights): void => {
    const named = Object.entries(weights).filter(([, weight]) => weight > 0)
    const wanted = Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)))
    if (JSON.stringify(wanted) !== JSON.stringify(now())) history.push({ at: clock.now(), weights: wanted })
  }

  const add = (revision: string, rollout: string | null): Release => {
    const release = { id: `${prefix}${releases.size + 1}`, revision, rollout }
    releases.set(release.id, { release, since: clock.now(), lost: false })
    return release
  }

  const reading = (): Serving => {
    const seen = clock.now() - lag
    const weights = weightsAt(seen)
    const visible = [...releases.values()].filter(({ since }) => since <= seen)
    return { weights: visible.map(({ release }) => ({ release, weight: weights[release.id] ?? 0 })) }
  }

  const wayBack = (to: ReleaseId) => {
    const found = releases.get(to)
    if (!found) return { possible: false as const, reason: `there is no release ${to}` }
    if (found.lost) return { possible: false as const, reason: `release ${to} was deleted` }
    return { possible: true as const }
  }

  const answering = async <T>(answer: () => T): Promise<T> => {
    if (outage) throw outage
    return answer()
  }

  const connect = (): Platform => ({
    type: 'fake',
    capabilities,
    current: () => answering(reading),
    deploy: ({ revision, rollout }) =>
      answering(() => {
        acts.push(`deploy ${revision}`)
        const known = [...releases.values()].find(({ release }) => release.rollout === rollout)
        return known?.release ?? add(revision, rollout)
      }),
    setWeight: ({ canary, baseline, weight }) =>
      answering(() => {
        for (const id of [canary, baseline])
          if (id !== null && wayBack(id).possible === false) throw refused(`there is no release ${id}`)
        acts.push(`set ${canary} ${weight}%`)
        serve({ ...(baseline === null ? {} : { [baseline]: 100 - weight }), [canary]: weight })
      }),
    canRollBack: (to) => answering(() => wayBack(to)),
    rollback: (to) =>
      answering(() => {
        const answer = wayBack(to)
        if (!answer.possible) throw refused(answer.reason)
        acts.push(`back ${to}`)
        serve({ [to]: 100 })
      }),
    address: (release) => answering(() => ({ url: `http://${release}.fake.invalid/`, headers: {} })),
    wayBackCommand: (to) => `fakectl put-back ${to}`,
    ...(options.jobs && {
      jobs: {
        list: () => answering(() => schedules),
        set: (wanted: readonly string[]) =>
          answering(() => {
            acts.push(wanted.length === 0 ? 'stop jobs' : `jobs ${wanted.join(', ')}`)
            schedules = wanted
          }),
        delay: 'A stopped job may still start for 15 minutes.',
      },
    }),
  })

  return {
    connect,
    adopt: (revision) => {
      const release = add(revision, null)
      serve({ [release.id]: 100 })
      return release
    },
    drift: serve,
    lose: (id) => {
      const found = releases.get(id)
      if (found) found.lost = true
    },
    breakDown: (error) => {
      outage = error
    },
    lagBy: (milliseconds) => {
      lag = milliseconds
    },
    releases: () => [...releases.values()].map(({ release }) => release),
    find: (id) => releases.get(id)?.release,
    weights: now,
    history: () => history.slice(1),
    meanShare: (release, from, to) => {
      const spans = history.map(({ at, weights }, index) => {
        const end = Math.min(to, history[index + 1]?.at ?? Number.POSITIVE_INFINITY)
        return Math.max(0, end - Math.max(from, at)) * (weights[release] ?? 0)
      })
      return spans.reduce((sum, span) => sum + span, 0) / (to - from)
    },
    visit: (count) => {
      const shares = Object.entries(now())
      const seen = Object.fromEntries(shares.map(([id]) => [id, 0]))
      return Array.from({ length: count }, (_, index) => {
        // Who is furthest behind its share is next: exact at any count.
        const behind = shares
          .map(([id, weight]) => ({ id, debt: ((index + 1) * weight) / 100 - (seen[id] ?? 0) }))
          .sort((a, b) => b.debt - a.debt)[0]
        if (behind) seen[behind.id] = (seen[behind.id] ?? 0) + 1
        return behind?.id ?? null
      })
    },
    jobs: () => schedules,
    setJobs: (wanted) => {
      schedules = wanted
    },
    acts: () => acts,
  }
}
