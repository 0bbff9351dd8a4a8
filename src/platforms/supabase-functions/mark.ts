import { createHash } from 'node:crypto'
import type { ReleaseId } from '../../rollout/plan.ts'

/**
 * What is written behind the name of a function, the one text of ours that the API keeps and gives back. It names the
 * hash of the bundle that it was written for: who changes the code by other means leaves a mark that no longer fits.
 */
export interface Mark {
  /** `live` serves under its own slug; `kept` is a copy of an earlier release under another one. */
  kind: 'live' | 'kept'
  release: ReleaseId
  /** Null where the release was found, not brought by a rollout. */
  rollout: string | null
  revision: string
  /** How many functions the release has: fewer on the platform means that it is not complete. */
  count: number
  /** Tells two folders of one project apart. */
  folder: string
  /** First characters of the SHA-256 of its bundle. */
  hash: string
  /** Whether the function asks for a valid token. A kept copy always does, whatever the original did. */
  verifyJwt: boolean
}

const MARK =
  /^(?<slug>[A-Za-z][\w-]*) \[sluice (?<kind>live|kept) (?<release>\S+) (?<rollout>\S+) (?<revision>\S+) (?<count>[1-9]\d{0,3})@(?<folder>[0-9a-f]{6}) (?<hash>[0-9a-f]{8}) (?<jwt>jwt|open)\]$/

const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length)

/** The name under which a function of a release is stored. */
export const writeMark = (slug: string, mark: Mark): string => {
  const { kind, release, rollout, revision, count, folder, hash, verifyJwt } = mark
  const from = `${rollout === null ? '-' : encodeURIComponent(rollout)} ${encodeURIComponent(revision)}`
  return `${slug} [sluice ${kind} ${release} ${from} ${count}@${folder} ${hash} ${verifyJwt ? 'jwt' : 'open'}]`
}

/** Reads it back, with the slug that the function has when it serves; null where a name carries no mark of ours. */
export const readMark = (name: string): { slug: string; mark: Mark } | null => {
  const found = MARK.exec(name)?.groups
  if (!found) return null
  const { slug = '', release = '', rollout = '', revision = '', folder = '', hash = '' } = found
  const plain = (text: string): string => {
    try {
      return decodeURIComponent(text)
    } catch {
      return text
    }
  }
  return {
    slug,
    mark: {
      kind: found.kind === 'kept' ? 'kept' : 'live',
      release,
      rollout: rollout === '-' ? null : plain(rollout),
      revision: plain(revision),
      count: Number(found.count),
      folder,
      hash,
      verifyJwt: found.jwt === 'jwt',
    },
  }
}

/** Short text that stands for a folder in marks. */
export const folderTag = (folder: string): string => digest(folder, 6)

/** The name of a release: the beginning of its revision, and what tells two rollouts of one revision apart. */
export const releaseIdOf = (revision: string, rollout: string): ReleaseId =>
  `${revision.replace(/[^\w.-]/g, '-').slice(0, 16)}.${digest(`${rollout}\0${revision}`, 10)}`

/** The name of functions that somebody else put there: follows from their bundles alone. */
export const foundIdOf = (functions: readonly { slug: string; hash: string }[]): ReleaseId =>
  `found.${digest(
    functions
      .map(({ slug, hash }) => `${slug} ${hash}`)
      .sort()
      .join('\n'),
    12,
  )}`

/** Where the copy of a function is kept for one release. */
export const keptSlugOf = (slug: string, release: ReleaseId): string =>
  `${slug.slice(0, 40)}-sluice-${digest(`${slug}\0${release}`, 10)}`

/** How much of a hash stands in a mark. */
export const shortHash = (sha256: string): string => sha256.slice(0, 8)
