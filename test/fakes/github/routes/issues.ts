import {
  type Answer,
  type Call,
  created,
  invalid,
  notFound,
  nothing,
  numberOf,
  ok,
  page,
  type Route,
  textOf,
  timeOf,
} from '../exchange.ts'
import { htmlUrl, repositoryUrl, showUser } from '../shapes.ts'
import type { Comment, GitHubState, Issue } from '../state.ts'

const LIST = '/repos/{owner}/{repo}/issues'
const ONE = `${LIST}/{issue_number}`
const COMMENT = `${LIST}/comments/{comment_id}`
const read = ['issues', 'read'] as const
const write = ['issues', 'write'] as const

const MAX_BODY = 65_536

const commentsOf = (state: GitHubState, issue: number): Comment[] =>
  [...state.comments.values()].filter((comment) => comment.issue === issue).sort((a, b) => a.id - b.id)

const showIssue = (state: GitHubState, base: string, issue: Issue) => {
  const url = `${repositoryUrl(state, base)}/issues/${issue.number}`
  return {
    id: issue.id,
    node_id: `I_${issue.id}`,
    url,
    repository_url: repositoryUrl(state, base),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${htmlUrl(state)}/issues/${issue.number}`,
    number: issue.number,
    state: issue.state,
    title: issue.title,
    body: issue.body,
    user: showUser(state, base, issue.user),
    labels: issue.labels.map((name, index) => ({
      id: issue.id * 100 + index,
      node_id: `LA_${issue.id}_${index}`,
      url: `${repositoryUrl(state, base)}/labels/${encodeURIComponent(name)}`,
      name,
      description: null,
      color: 'ededed',
      default: false,
    })),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    comments: commentsOf(state, issue.number).length,
    closed_at: issue.closedAt === null ? null : timeOf(issue.closedAt),
    created_at: timeOf(issue.createdAt),
    updated_at: timeOf(issue.updatedAt),
    author_association: 'NONE',
  }
}

const showComment = (state: GitHubState, base: string, comment: Comment) => ({
  id: comment.id,
  node_id: `IC_${comment.id}`,
  url: `${repositoryUrl(state, base)}/issues/comments/${comment.id}`,
  html_url: `${htmlUrl(state)}/issues/${comment.issue}#issuecomment-${comment.id}`,
  issue_url: `${repositoryUrl(state, base)}/issues/${comment.issue}`,
  body: comment.body,
  user: showUser(state, base, comment.user),
  created_at: timeOf(comment.createdAt),
  updated_at: timeOf(comment.updatedAt),
  author_association: 'NONE',
  performed_via_github_app: null,
})

const labelsOf = (given: unknown): string[] =>
  Array.isArray(given) ? given.map((label) => textOf(label)).filter((label) => label !== '') : []

const list = (call: Call): Answer => {
  const { state, query, base } = call
  const wanted = query.get('state') ?? 'open'
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean)
  const issues = [...state.issues.values()]
    .filter((issue) => wanted === 'all' || issue.state === wanted)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .sort((a, b) => b.number - a.number)
  const { items, headers } = page(call, issues)
  return ok(
    items.map((issue) => showIssue(state, base, issue)),
    headers,
  )
}

const open = ({ state, body, base, token }: Call): Answer => {
  const title = textOf(body.title)
  if (title === '') return invalid('title is missing', 'title')
  if (textOf(body.body).length > MAX_BODY)
    return invalid('body is too long (maximum is 65536 characters)', 'body')
  const now = state.clock.now()
  const issue: Issue = {
    number: state.issues.size + 1,
    id: state.nextId(),
    title,
    body: textOf(body.body),
    state: 'open',
    labels: labelsOf(body.labels),
    user: token.login,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
  }
  state.issues.set(issue.number, issue)
  return created(showIssue(state, base, issue))
}

const find = ({ state, params }: Call): Issue | undefined => state.issues.get(numberOf(params.issue_number))

const readOne = (call: Call): Answer => {
  const issue = find(call)
  return issue ? ok(showIssue(call.state, call.base, issue)) : notFound()
}

const change = (call: Call): Answer => {
  const issue = find(call)
  if (!issue) return notFound()
  const { state, body, base } = call
  const now = state.clock.now()
  issue.title = textOf(body.title, issue.title)
  issue.body = textOf(body.body, issue.body)
  if (Array.isArray(body.labels)) issue.labels = labelsOf(body.labels)
  if (body.state === 'open' || body.state === 'closed') issue.state = body.state
  issue.closedAt = issue.state === 'closed' ? (issue.closedAt ?? now) : null
  issue.updatedAt = now
  return ok(showIssue(state, base, issue))
}

const listComments = (call: Call): Answer => {
  const issue = find(call)
  if (!issue) return notFound()
  const { items, headers } = page(call, commentsOf(call.state, issue.number))
  return ok(
    items.map((comment) => showComment(call.state, call.base, comment)),
    headers,
  )
}

const addComment = (call: Call): Answer => {
  const issue = find(call)
  if (!issue) return notFound()
  const { state, body, base, token } = call
  if (textOf(body.body).length > MAX_BODY)
    return invalid('body is too long (maximum is 65536 characters)', 'body')
  const now = state.clock.now()
  const comment: Comment = {
    id: state.nextId(),
    issue: issue.number,
    body: textOf(body.body),
    user: token.login,
    createdAt: now,
    updatedAt: now,
  }
  state.comments.set(comment.id, comment)
  return created(showComment(state, base, comment))
}

const readComment = ({ state, params, base }: Call): Answer => {
  const comment = state.comments.get(numberOf(params.comment_id))
  return comment ? ok(showComment(state, base, comment)) : notFound()
}

const changeComment = ({ state, params, body, base }: Call): Answer => {
  const comment = state.comments.get(numberOf(params.comment_id))
  if (!comment) return notFound()
  comment.body = textOf(body.body, comment.body)
  comment.updatedAt = state.clock.now()
  return ok(showComment(state, base, comment))
}

const dropComment = ({ state, params }: Call): Answer => {
  state.comments.delete(numberOf(params.comment_id))
  return nothing()
}

export const issueRoutes: Route[] = [
  { method: 'GET', path: LIST, needs: read, handle: list },
  { method: 'POST', path: LIST, needs: write, handle: open },
  { method: 'GET', path: ONE, needs: read, handle: readOne },
  { method: 'PATCH', path: ONE, needs: write, handle: change },
  { method: 'GET', path: `${ONE}/comments`, needs: read, handle: listComments },
  { method: 'POST', path: `${ONE}/comments`, needs: write, handle: addComment },
  { method: 'GET', path: COMMENT, needs: read, handle: readComment },
  { method: 'PATCH', path: COMMENT, needs: write, handle: changeComment },
  { method: 'DELETE', path: COMMENT, needs: write, handle: dropComment },
]
