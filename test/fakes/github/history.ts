import { type Commit, type GitHubState, shaOf, type TreeEntry } from './state.ts'

/** Every commit that can be reached from `sha`, itself included. */
export const ancestorsOf = (state: GitHubState, sha: string): Set<string> => {
  const seen = new Set<string>()
  const open = [sha]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const commit = seen.has(next) ? undefined : state.commits.get(next)
    if (!commit) continue
    seen.add(next)
    open.push(...commit.parents)
  }
  return seen
}

/** The commit that a branch, a tag, a full ref or a SHA names. A branch wins over a tag of the same name. */
export const resolveRef = (state: GitHubState, ref: string): Commit | null => {
  const candidates = [`refs/heads/${ref}`, `refs/tags/${ref}`, ref, `refs/${ref}`]
  const sha = candidates.map((name) => state.refs.get(name)).find((found) => found !== undefined) ?? ref
  return state.commits.get(sha) ?? null
}

/** Whole files of a commit, for tests that set up a repository. */
export type Files = Record<string, string>

const writeTree = (state: GitHubState, files: Files): string => {
  const entries: TreeEntry[] = Object.entries(files).map(([path, content]) => {
    const blob = Buffer.from(content)
    state.blobs.set(shaOf(blob), blob)
    return { path, mode: '100644', type: 'blob', sha: shaOf(blob) }
  })
  const sha = shaOf(JSON.stringify(entries))
  state.trees.set(sha, entries)
  return sha
}

/**
 * Adds a commit on top of a branch (made when missing) and moves the branch there.
 *
 * @param files all files of the commit by path; default: those of its parent
 */
export const commitTo = (
  state: GitHubState,
  branch: string,
  {
    message = 'Change the shop',
    files,
    author = 'ada',
  }: { message?: string; files?: Files; author?: string } = {},
): Commit => {
  const parent =
    state.refs.get(`refs/heads/${branch}`) ?? state.refs.get(`refs/heads/${state.repository.defaultBranch}`)
  const tree = files
    ? writeTree(state, files)
    : ((parent && state.commits.get(parent)?.tree) ?? writeTree(state, {}))
  const commit: Commit = {
    sha: shaOf(`${parent} ${tree} ${message} ${state.nextId()}`),
    parents: parent ? [parent] : [],
    tree,
    message,
    at: state.clock.now(),
    author,
  }
  state.commits.set(commit.sha, commit)
  state.refs.set(`refs/heads/${branch}`, commit.sha)
  return commit
}
