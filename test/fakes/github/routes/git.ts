import {
  type Answer,
  type Call,
  created,
  invalid,
  notFound,
  nothing,
  ok,
  page,
  type Route,
  textOf,
} from '../exchange.ts'
import { ancestorsOf } from '../history.ts'
import { repositoryUrl, showGitCommit } from '../shapes.ts'
import { type Commit, type GitHubState, shaOf, type TreeEntry } from '../state.ts'

const GIT = '/repos/{owner}/{repo}/git'
const read = ['contents', 'read'] as const
const write = ['contents', 'write'] as const

const showRef = (state: GitHubState, base: string, ref: string, sha: string) => ({
  ref,
  node_id: `REF_${ref}`,
  url: `${repositoryUrl(state, base)}/git/${ref}`,
  object: { type: 'commit', sha, url: `${repositoryUrl(state, base)}/git/commits/${sha}` },
})

const createRef = ({ state, body, base }: Call): Answer => {
  const ref = textOf(body.ref)
  const sha = textOf(body.sha)
  if (!/^refs\/[^/]+\/.+/.test(ref) || /\s|\.\.|[~^:?*[\\]/.test(ref))
    return invalid(`${ref} is not a valid ref name.`)
  if (!state.commits.has(sha)) return invalid('Object does not exist')
  if (state.refs.has(ref)) return invalid('Reference already exists')
  state.refs.set(ref, sha)
  return created(showRef(state, base, ref, sha))
}

const updateRef = ({ state, params, body, base }: Call): Answer => {
  const ref = `refs/${params.ref}`
  const sha = textOf(body.sha)
  const current = state.refs.get(ref)
  if (current === undefined) return invalid('Reference does not exist')
  if (!state.commits.has(sha)) return invalid('Object does not exist')
  if (body.force !== true && !ancestorsOf(state, sha).has(current))
    return invalid('Update is not a fast forward')
  state.refs.set(ref, sha)
  return ok(showRef(state, base, ref, sha))
}

const getRef = ({ state, params, base }: Call): Answer => {
  const ref = `refs/${params.ref}`
  const sha = state.refs.get(ref)
  return sha ? ok(showRef(state, base, ref, sha)) : notFound()
}

const matchingRefs = (call: Call): Answer => {
  const { state, params, base } = call
  const matching = [...state.refs].filter(([ref]) => ref.startsWith(`refs/${params.ref}`)).sort()
  const { items, headers } = page({ ...call, query: new URLSearchParams('per_page=100') }, matching)
  return ok(
    items.map(([ref, sha]) => showRef(state, base, ref, sha)),
    headers,
  )
}

const deleteRef = ({ state, params }: Call): Answer =>
  state.refs.delete(`refs/${params.ref}`) ? nothing() : invalid('Reference does not exist')

const createCommit = ({ state, body, base, token }: Call): Answer => {
  const tree = textOf(body.tree)
  const parents = Array.isArray(body.parents) ? body.parents.map((parent) => textOf(parent)) : []
  if (!state.trees.has(tree)) return invalid('Tree SHA does not exist')
  if (parents.some((parent) => !state.commits.has(parent)))
    return invalid('Parent SHA does not exist or is not a commit object')
  const at = state.clock.now()
  const message = textOf(body.message)
  const commit: Commit = {
    sha: shaOf(JSON.stringify([tree, parents, message, at, token.login])),
    parents,
    tree,
    message,
    at,
    author: token.login,
  }
  state.commits.set(commit.sha, commit)
  return created(showGitCommit(state, base, commit))
}

const createBlob = ({ state, body, base }: Call): Answer => {
  const blob = Buffer.from(textOf(body.content), body.encoding === 'base64' ? 'base64' : 'utf8')
  const sha = shaOf(blob)
  state.blobs.set(sha, blob)
  return created({ sha, url: `${repositoryUrl(state, base)}/git/blobs/${sha}` })
}

const getBlob = ({ state, params, base }: Call): Answer => {
  const sha = params.file_sha ?? ''
  const blob = state.blobs.get(sha)
  if (!blob) return notFound()
  return ok({
    sha,
    node_id: `B_${sha}`,
    size: blob.length,
    url: `${repositoryUrl(state, base)}/git/blobs/${sha}`,
    content: blob.toString('base64'),
    encoding: 'base64',
  })
}

const showTree = (state: GitHubState, base: string, sha: string, entries: TreeEntry[]) => ({
  sha,
  url: `${repositoryUrl(state, base)}/git/trees/${sha}`,
  truncated: false,
  tree: entries.map((entry) => ({ ...entry, url: `${repositoryUrl(state, base)}/git/blobs/${entry.sha}` })),
})

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const createTree = ({ state, body, base }: Call): Answer => {
  const given = Array.isArray(body.tree) ? body.tree.filter(isRecord) : []
  const kept = (state.trees.get(textOf(body.base_tree)) ?? []).filter(
    ({ path }) => !given.some((one) => one.path === path),
  )
  const added = given.map((one): TreeEntry => {
    const blob = typeof one.content === 'string' ? Buffer.from(one.content) : null
    if (blob) state.blobs.set(shaOf(blob), blob)
    return {
      path: textOf(one.path),
      mode: textOf(one.mode, '100644'),
      type: 'blob',
      sha: blob ? shaOf(blob) : textOf(one.sha),
    }
  })
  if (added.some(({ sha }) => !state.blobs.has(sha))) return invalid('tree.sha does not exist')
  const entries = [...kept, ...added]
  const sha = shaOf(JSON.stringify(entries))
  state.trees.set(sha, entries)
  return created(showTree(state, base, sha, entries))
}

const getTree = ({ state, params, base }: Call): Answer => {
  const sha = params.tree_sha ?? ''
  const tree = state.commits.get(sha)?.tree ?? sha
  const entries = state.trees.get(tree)
  return entries ? ok(showTree(state, base, tree, entries)) : notFound()
}

const getCommit = ({ state, params, base }: Call): Answer => {
  const commit = state.commits.get(params.commit_sha ?? '')
  return commit ? ok(showGitCommit(state, base, commit)) : notFound()
}

export const gitRoutes: Route[] = [
  { method: 'POST', path: `${GIT}/refs`, needs: write, handle: createRef },
  { method: 'PATCH', path: `${GIT}/refs/{ref}`, needs: write, handle: updateRef },
  { method: 'DELETE', path: `${GIT}/refs/{ref}`, needs: write, handle: deleteRef },
  { method: 'GET', path: `${GIT}/ref/{ref}`, needs: read, handle: getRef },
  { method: 'GET', path: `${GIT}/matching-refs/{ref}`, needs: read, handle: matchingRefs },
  { method: 'POST', path: `${GIT}/commits`, needs: write, handle: createCommit },
  { method: 'GET', path: `${GIT}/commits/{commit_sha}`, needs: read, handle: getCommit },
  { method: 'POST', path: `${GIT}/blobs`, needs: write, handle: createBlob },
  { method: 'GET', path: `${GIT}/blobs/{file_sha}`, needs: read, handle: getBlob },
  { method: 'POST', path: `${GIT}/trees`, needs: write, handle: createTree },
  { method: 'GET', path: `${GIT}/trees/{tree_sha}`, needs: read, handle: getTree },
]
