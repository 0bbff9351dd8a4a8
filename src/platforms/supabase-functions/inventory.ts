import type { ReleaseId } from '../../rollout/plan.ts'
import type { Release, Serving } from '../platform.ts'
import { foundIdOf, type Mark, readMark, shortHash } from './mark.ts'
import type { RemoteFunction } from './shapes.ts'

/** One function of a release, where it lies on the platform. */
export interface Placed {
  /** The slug that callers use. */
  slug: string
  remote: RemoteFunction
  mark: Mark
}

/** The functions of one release, in the order of their slugs. */
export interface Group {
  release: Release
  count: number
  functions: readonly Placed[]
}

/** What a list of functions means for one component. */
export interface Inventory {
  /** Under their own slugs, whole releases first, then the newest. */
  live: readonly Group[]
  /** The release that serves alone; null where none is whole. */
  alone: Group | null
  /** Whole earlier releases that can be put back; the newest first. */
  kept: readonly Group[]
  /** Copies that belong to no whole release. */
  scraps: readonly Placed[]
}

const isWhole = ({ functions, count }: Group): boolean => functions.length === count

const newest = ({ functions }: Group): number =>
  Math.max(0, ...functions.map(({ remote }) => remote.updated_at))

const groupsOf = (placed: readonly Placed[]): Group[] => {
  const byRelease = new Map<ReleaseId, Placed[]>()
  for (const one of placed) byRelease.set(one.mark.release, [...(byRelease.get(one.mark.release) ?? []), one])
  return [...byRelease.values()].flatMap((functions) => {
    const [first] = functions
    if (!first) return []
    const { release: id, revision, rollout, count } = first.mark
    return [{ release: { id, revision, rollout }, count, functions }]
  })
}

/**
 * Sorts what a project has. A function is the component's when its mark says so, or when it carries none and its slug is
 * among `slugs`. One whose bundle is not the one its mark was written for was changed by somebody else: then the mark
 * counts for nothing.
 */
export const takeInventory = (
  remotes: readonly RemoteFunction[],
  { folder, slugs }: { folder: string; slugs: ReadonlySet<string> },
): Inventory => {
  const marked: Placed[] = []
  const foreign: RemoteFunction[] = []
  for (const remote of remotes) {
    if (remote.status === 'REMOVED') continue
    const read = readMark(remote.name)
    const fits =
      read !== null && (remote.ezbr_sha256 === undefined || shortHash(remote.ezbr_sha256) === read.mark.hash)
    const inPlace = read?.mark.kind === 'kept' ? remote.slug !== read.slug : remote.slug === read?.slug
    if (read && fits && inPlace) {
      if (read.mark.folder === folder) marked.push({ slug: read.slug, remote, mark: read.mark })
    } else if (read?.mark.kind !== 'kept' && (slugs.has(remote.slug) || read?.mark.folder === folder))
      foreign.push(remote)
  }
  const groups = groupsOf(marked.filter(({ mark }) => mark.kind === 'live')).toSorted(byRank)
  const kept = groupsOf(marked.filter(({ mark }) => mark.kind === 'kept')).toSorted(byRank)
  return {
    live: [...groups, ...foundGroup(foreign, folder)],
    alone: aloneOf(groups, foundGroup(foreign, folder)),
    kept: kept.filter(isWhole),
    scraps: kept.filter((group) => !isWhole(group)).flatMap(({ functions }) => functions),
  }
}

const byRank = (a: Group, b: Group): number =>
  Number(isWhole(b)) - Number(isWhole(a)) || newest(b) - newest(a)

/** A whole release serves alone, whatever else lies there from others; unmarked functions do while none is marked. */
const aloneOf = (marked: readonly Group[], found: readonly Group[]): Group | null => {
  const first = marked[0] ?? found[0]
  return first && isWhole(first) ? first : null
}

/** Functions that we did not put there are one release together. */
const foundGroup = (foreign: readonly RemoteFunction[], folder: string): Group[] => {
  if (foreign.length === 0) return []
  const functions = foreign.map((remote) => ({ remote, hash: remote.ezbr_sha256 ?? `v${remote.version}` }))
  const release = foundIdOf(functions.map(({ remote, hash }) => ({ slug: remote.slug, hash })))
  const count = foreign.length
  return [
    {
      release: { id: release, revision: 'unknown', rollout: null },
      count,
      functions: functions.map(({ remote, hash }) => ({
        slug: remote.slug,
        remote,
        mark: {
          kind: 'live',
          release,
          rollout: null,
          revision: 'unknown',
          count,
          folder,
          hash: shortHash(hash),
          verifyJwt: remote.verify_jwt ?? true,
        },
      })),
    },
  ]
}

/**
 * Who serves how much. A release that is whole serves everything. In between, and after somebody has changed one
 * function, each has as many percent as functions; what is missing serves nobody.
 */
export const toServing = (inventory: Inventory): Serving => {
  const { alone } = inventory
  const groups = alone ? [alone] : inventory.live
  const present = groups.reduce((sum, { functions }) => sum + functions.length, 0)
  const total = Math.max(present, ...groups.map(({ count }) => count), 1)
  const weights = groups.map(({ release, functions }) => ({
    release,
    weight: alone ? 100 : Math.floor((functions.length * 100) / total),
  }))
  const shown = new Set(weights.map(({ release }) => release.id))
  const waiting = inventory.kept.filter(({ release }) => !shown.has(release.id))
  return { weights: [...weights, ...waiting.map(({ release }) => ({ release, weight: 0 }))] }
}

/** The live function with this slug, whoever put it there. */
export const liveAt = ({ live }: Inventory, slug: string): Placed | null =>
  live.flatMap(({ functions }) => functions).find((placed) => placed.slug === slug) ?? null

/** Slugs that do not serve this release yet. */
export const missingFrom = (
  inventory: Inventory,
  slugs: readonly string[],
  release: ReleaseId,
): readonly string[] => slugs.filter((slug) => liveAt(inventory, slug)?.mark.release !== release)
