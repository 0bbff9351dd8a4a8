import { type Answer, type Call, notFound, ok, type Route } from '../exchange.ts'
import { ancestorsOf, resolveRef } from '../history.ts'
import { htmlUrl, repositoryUrl, showCommit, showFullRepository, showUser } from '../shapes.ts'
import type { Commit, Role } from '../state.ts'

const REPOSITORY = '/repos/{owner}/{repo}'

// The older field knows four levels; `role_name` has the exact one.
const LEGACY: Record<Role, string> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
}

const permission = ({ state, params, base }: Call): Answer => {
  const login = params.username ?? ''
  if (!state.users.has(login)) return notFound()
  const role = state.collaborators.get(login) ?? (state.repository.private ? 'none' : 'read')
  return ok({
    permission: LEGACY[role],
    role_name: role,
    user: { ...showUser(state, base, login), role_name: role },
  })
}

const contents = ({ state, params, query, base }: Call): Answer => {
  const commit = resolveRef(state, query.get('ref') ?? state.repository.defaultBranch)
  const path = params.path ?? ''
  const entry = commit && state.trees.get(commit.tree)?.find((each) => each.path === path)
  const blob = entry && state.blobs.get(entry.sha)
  if (!entry || !blob) return notFound()
  const url = `${repositoryUrl(state, base)}/contents/${path}?ref=${commit.sha}`
  const git = `${repositoryUrl(state, base)}/git/blobs/${entry.sha}`
  const html = `${htmlUrl(state)}/blob/${commit.sha}/${path}`
  return ok({
    type: 'file',
    encoding: 'base64',
    size: blob.length,
    name: path.split('/').at(-1),
    path,
    content: blob.toString('base64'),
    sha: entry.sha,
    url,
    git_url: git,
    html_url: html,
    download_url: `https://raw.githubusercontent.com/${state.repository.owner}/${state.repository.name}/${commit.sha}/${path}`,
    _links: { git, self: url, html },
  })
}

const commitByRef = ({ state, params, base }: Call): Answer => {
  const commit = resolveRef(state, params.ref ?? '')
  return commit ? ok(showCommit(state, base, commit)) : notFound()
}

const isCommit = (commit: Commit | undefined): commit is Commit => commit !== undefined

const compare = ({ state, params, base }: Call): Answer => {
  const [from = '', to = ''] = (params.basehead ?? '').split('...')
  const [left, right] = [resolveRef(state, from), resolveRef(state, to)]
  if (!left || !right) return notFound()
  const [behind, ahead] = [ancestorsOf(state, left.sha), ancestorsOf(state, right.sha)]
  const newer = [...ahead]
    .filter((sha) => !behind.has(sha))
    .map((sha) => state.commits.get(sha))
    .filter(isCommit)
  const older = [...behind].filter((sha) => !ahead.has(sha))
  const common = [...ahead]
    .filter((sha) => behind.has(sha))
    .map((sha) => state.commits.get(sha))
    .filter(isCommit)
  const mergeBase = common.sort((a, b) => b.at - a.at)[0]
  if (!mergeBase) return notFound()
  const status =
    newer.length > 0 ? (older.length > 0 ? 'diverged' : 'ahead') : older.length > 0 ? 'behind' : 'identical'
  const html = `${htmlUrl(state)}/compare/${from}...${to}`
  return ok({
    url: `${repositoryUrl(state, base)}/compare/${from}...${to}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: showCommit(state, base, left),
    merge_base_commit: showCommit(state, base, mergeBase),
    status,
    ahead_by: newer.length,
    behind_by: older.length,
    total_commits: newer.length,
    commits: newer.sort((a, b) => a.at - b.at).map((commit) => showCommit(state, base, commit)),
    files: [],
  })
}

const checkRuns = ({ state, params, base }: Call): Answer => {
  const commit = resolveRef(state, params.commit ?? '')
  if (!commit) return notFound()
  const list = state.checkRuns.get(commit.sha) ?? []
  const when = new Date(commit.at).toISOString().replace('.000', '')
  return ok({
    total_count: list.length,
    check_runs: list.map(({ name, conclusion }, index) => ({
      id: index + 1,
      node_id: `CR_${index + 1}`,
      head_sha: commit.sha,
      external_id: '',
      url: `${repositoryUrl(state, base)}/check-runs/${index + 1}`,
      html_url: `${htmlUrl(state)}/runs/${index + 1}`,
      details_url: null,
      status: 'completed',
      conclusion,
      started_at: when,
      completed_at: when,
      name,
      output: { title: null, summary: null, text: null, annotations_count: 0, annotations_url: `${base}/x` },
      check_suite: null,
      app: null,
      pull_requests: [],
    })),
  })
}

export const repositoryRoutes: Route[] = [
  {
    method: 'GET',
    path: REPOSITORY,
    needs: ['metadata', 'read'],
    handle: ({ state, base }) => ok(showFullRepository(state, base)),
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/collaborators/{username}/permission`,
    needs: ['metadata', 'read'],
    handle: permission,
  },
  { method: 'GET', path: `${REPOSITORY}/contents/{path}`, needs: ['contents', 'read'], handle: contents },
  {
    method: 'GET',
    path: `${REPOSITORY}/commits/{commit}/check-runs`,
    needs: ['checks', 'read'],
    handle: checkRuns,
  },
  { method: 'GET', path: `${REPOSITORY}/commits/{ref}`, needs: ['contents', 'read'], handle: commitByRef },
  { method: 'GET', path: `${REPOSITORY}/compare/{basehead}`, needs: ['contents', 'read'], handle: compare },
]
