import { type Answer, type Call, notFound, numberOf, ok, type Route, timeOf } from '../exchange.ts'
import { resolveRef } from '../history.ts'
import { htmlUrl, repositoryUrl, showFullRepository, showUser } from '../shapes.ts'
import type { GitHubState, Pull } from '../state.ts'

const REPOSITORY = '/repos/{owner}/{repo}'

const linksOf = (state: GitHubState, base: string, { number, commit }: Pull) => {
  const url = repositoryUrl(state, base)
  return {
    self: `${url}/pulls/${number}`,
    html: `${htmlUrl(state)}/pull/${number}`,
    issue: `${url}/issues/${number}`,
    comments: `${url}/issues/${number}/comments`,
    review_comments: `${url}/pulls/${number}/comments`,
    review_comment: `${url}/pulls/comments{/number}`,
    commits: `${url}/pulls/${number}/commits`,
    statuses: `${url}/statuses/${commit}`,
  }
}

const show = (state: GitHubState, base: string, pull: Pull) => {
  const { number, by, commit, mergedAt } = pull
  const links = linksOf(state, base, pull)
  const user = showUser(state, base, by)
  const side = (ref: string) => ({
    label: `${state.repository.owner}:${ref}`,
    ref,
    sha: commit,
    repo: { ...showFullRepository(state, base), has_downloads: true },
    user,
  })
  const when = timeOf(mergedAt)
  return {
    id: number,
    node_id: `PR_${number}`,
    number,
    state: 'closed',
    locked: false,
    title: pull.title,
    body: null,
    user,
    labels: [],
    milestone: null,
    assignee: null,
    created_at: when,
    updated_at: when,
    closed_at: when,
    merged_at: when,
    merge_commit_sha: commit,
    head: side('change'),
    base: side(state.repository.defaultBranch),
    author_association: 'MEMBER',
    auto_merge: null,
    url: links.self,
    html_url: links.html,
    diff_url: `${links.html}.diff`,
    patch_url: `${links.html}.patch`,
    issue_url: links.issue,
    comments_url: links.comments,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    commits_url: links.commits,
    statuses_url: links.statuses,
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
  }
}

const ofCommit = ({ state, params, base }: Call): Answer => {
  const commit = resolveRef(state, params.commit_sha ?? '')
  if (!commit) return notFound()
  return ok(
    [...state.pulls.values()]
      .filter((pull) => pull.commit === commit.sha)
      .map((pull) => show(state, base, pull)),
  )
}

const reviews = ({ state, params, base }: Call): Answer => {
  const pull = state.pulls.get(numberOf(params.pull_number))
  if (!pull) return notFound()
  const { self, html } = linksOf(state, base, pull)
  return ok(
    pull.approvedBy.map((login, index) => {
      const id = pull.number * 100 + index
      const links = { html: { href: `${html}#pullrequestreview-${id}` }, pull_request: { href: self } }
      return {
        id,
        node_id: `PRR_${id}`,
        user: showUser(state, base, login),
        body: '',
        state: 'APPROVED',
        html_url: links.html.href,
        pull_request_url: self,
        commit_id: pull.commit,
        submitted_at: timeOf(pull.mergedAt),
        author_association: 'MEMBER',
        _links: links,
      }
    }),
  )
}

export const pullRoutes: Route[] = [
  {
    method: 'GET',
    path: `${REPOSITORY}/commits/{commit_sha}/pulls`,
    needs: ['pull_requests', 'read'],
    handle: ofCommit,
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/pulls/{pull_number}/reviews`,
    needs: ['pull_requests', 'read'],
    handle: reviews,
  },
]
