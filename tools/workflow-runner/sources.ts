import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { resolveRef } from '../../test/fakes/github/history.ts'
import { type GitHubState, shaOf } from '../../test/fakes/github/state.ts'
import { RefusedError } from './refusal.ts'

/** Files of a repository by path. */
export type Files = Readonly<Record<string, string>>

/** A repository that workflows and actions come from. */
export interface Source {
  /** `owner/name`. */
  repository: string
  /** The commit of a branch, tag or SHA; null when there is none. */
  resolve(ref: string): string | null
  /** A file of a commit; null when there is none. */
  read(sha: string, path: string): string | null
  /** A folder with all files of a commit, not to be written to. */
  folder(sha: string): string
}

const writeAll = (folder: string, files: Iterable<readonly [string, string | Buffer]>): string => {
  for (const [path, content] of files) {
    const target = resolve(folder, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
  return folder
}

/** The repository of the stand-in, whose commits live in its memory. `cache` is a folder for copies of commits. */
export const standInSource = (state: GitHubState, cache: string): Source => {
  const entriesOf = (sha: string) => state.trees.get(state.commits.get(sha)?.tree ?? '') ?? []
  return {
    repository: `${state.repository.owner}/${state.repository.name}`,
    resolve: (ref) => resolveRef(state, ref)?.sha ?? null,
    read: (sha, path) => {
      const blob = state.blobs.get(entriesOf(sha).find((entry) => entry.path === path)?.sha ?? '')
      return blob?.toString('utf8') ?? null
    },
    folder: (sha) => {
      const folder = join(cache, sha)
      if (existsSync(folder)) return folder
      mkdirSync(folder, { recursive: true })
      const files = entriesOf(sha).map(
        ({ path, sha: blob }) => [path, state.blobs.get(blob) ?? Buffer.alloc(0)] as const,
      )
      return writeAll(folder, files)
    },
  }
}

const folderSource = (repository: string, key: string, folder: string): Source => ({
  repository,
  resolve: (ref) => (/^[0-9a-f]{40}$/.test(ref) ? ref : shaOf(`${key} ${ref}`)),
  read: (_sha, path) => {
    const file = join(folder, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : null
  },
  folder: () => folder,
})

/** All repositories a runner knows. */
export interface Sources {
  /** The repository whose workflows run. */
  home: Source
  /** The repository for `owner/name@ref`, which one folder may serve for all refs. */
  find(repository: string, ref: string): Source
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/**
 * The repository of the stand-in and a registry of folders.
 *
 * @param given folders, or files themselves, by `owner/name` (any ref) or `owner/name@ref`
 * @param cache a folder of ours, for what has to be written down
 */
export const openSources = (
  state: GitHubState,
  given: Readonly<Record<string, string | Files>>,
  cache: string,
): Sources => {
  const home = standInSource(state, join(cache, 'home'))
  const known = Object.entries(given).map(([key, content]) => {
    const [repository = key, ref] = key.split('@')
    const folder =
      typeof content === 'string'
        ? resolve(content)
        : writeAll(join(cache, 'given', shaOf(key)), Object.entries(content))
    return { ref, source: folderSource(repository, key, folder) }
  })
  return {
    home,
    find: (repository, ref) => {
      const of = known.filter(({ source }) => sameName(source.repository, repository))
      const found = of.find((each) => each.ref === ref) ?? of.find((each) => each.ref === undefined)
      if (found) return found.source
      if (sameName(repository, home.repository)) return home
      throw new RefusedError(`${repository}@${ref}, of which it has no folder`)
    },
  }
}
