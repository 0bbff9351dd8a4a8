import { matchesGlob } from 'node:path'
import { type Answer, type Call, forbidden, notFound, ok, page, type Route } from '../exchange.ts'
import { htmlUrl, repositoryUrl, showCommit } from '../shapes.ts'
import type { GitHubState } from '../state.ts'

// None of this is in the cut of GitHub's specification; supplement.ts has the shapes, from GitHub's documentation.
const REPOSITORY = '/repos/{owner}/{repo}'
const HEADS = 'refs/heads/'

const hasProtection = ({ repository, plan }: GitHubState): boolean => !repository.private || plan !== 'free'

const rulesFor = (state: GitHubState, branch: string): string[] =>
  [...state.rulesets].flatMap(([pattern, types]) => (matchesGlob(branch, pattern) ? types : []))

const isProtected = (state: GitHubState, branch: string): boolean =>
  hasProtection(state) && (state.protectedBranches.has(branch) || rulesFor(state, branch).length > 0)

const shaOfBranch = ({ state }: Call, name: string): string | undefined => state.refs.get(`${HEADS}${name}`)

const readOne = (call: Call): Answer => {
  const { state, base, params } = call
  const name = params.branch ?? ''
  const commit = state.commits.get(shaOfBranch(call, name) ?? '')
  if (!commit) return notFound()
  const url = `${repositoryUrl(state, base)}/branches/${encodeURIComponent(name)}`
  return ok({
    name,
    commit: showCommit(state, base, commit),
    _links: { html: `${htmlUrl(state)}/tree/${name}`, self: url },
    protected: isProtected(state, name),
    protection: { enabled: state.protectedBranches.has(name) && hasProtection(state) },
    protection_url: `${url}/protection`,
  })
}

const list = (call: Call): Answer => {
  const { state, base, query } = call
  const names = [...state.refs.keys()]
    .filter((ref) => ref.startsWith(HEADS))
    .map((ref) => ref.slice(HEADS.length))
    .filter((name) => query.get('protected') !== 'true' || isProtected(state, name))
  const { items, headers } = page(call, names)
  return ok(
    items.map((name) => {
      const sha = shaOfBranch(call, name) ?? ''
      return {
        name,
        commit: { sha, url: `${repositoryUrl(state, base)}/commits/${sha}` },
        protected: isProtected(state, name),
      }
    }),
    headers,
  )
}

const rules = (call: Call): Answer => {
  const { state, params } = call
  if (!hasProtection(state))
    return forbidden('Upgrade to GitHub Pro or make this repository public to enable this feature.')
  const { items, headers } = page(call, rulesFor(state, params.branch ?? ''))
  return ok(
    items.map((type) => ({
      type,
      ruleset_source_type: 'Repository',
      ruleset_source: `${state.repository.owner}/${state.repository.name}`,
      ruleset_id: 42,
    })),
    headers,
  )
}

export const branchRoutes: Route[] = [
  { method: 'GET', path: `${REPOSITORY}/branches`, needs: ['contents', 'read'], handle: list },
  { method: 'GET', path: `${REPOSITORY}/branches/{branch}`, needs: ['contents', 'read'], handle: readOne },
  {
    method: 'GET',
    path: `${REPOSITORY}/rules/branches/{branch}`,
    needs: ['metadata', 'read'],
    handle: rules,
  },
]
