import { type Answer, type Call, forbidden, notFound, ok, type Route } from './exchange.ts'
import { branchRoutes } from './routes/branches.ts'
import { deploymentRoutes } from './routes/deployments.ts'
import { environmentRoutes } from './routes/environments.ts'
import { gitRoutes } from './routes/git.ts'
import { groupRoutes } from './routes/groups.ts'
import { issueRoutes } from './routes/issues.ts'
import { pullRoutes } from './routes/pulls.ts'
import { repositoryRoutes } from './routes/repository.ts'
import { runRoutes } from './routes/runs.ts'
import { workflowRoutes } from './routes/workflows.ts'
import type { GitHubState, Permissions, Token } from './state.ts'

const routes: Route[] = [
  ...branchRoutes,
  ...deploymentRoutes,
  ...environmentRoutes,
  ...gitRoutes,
  ...groupRoutes,
  ...issueRoutes,
  ...pullRoutes,
  ...repositoryRoutes,
  ...runRoutes,
  ...workflowRoutes,
]

/** Values of a route's `{names}`, or null when the path is another one. */
const match = ({ path }: Route, actual: string): Record<string, string> | null => {
  const names: string[] = []
  const pattern = path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    names.push(name)
    // A ref, a file's path and a comparison may hold slashes.
    return ['ref', 'path', 'basehead'].includes(name) ? '(.+)' : '([^/]+)'
  })
  const found = new RegExp(`^${pattern}$`).exec(actual)
  if (!found) return null
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]))
  } catch {
    return null
  }
}

const allows = (permissions: Permissions, [scope, level]: readonly [string, string]): boolean =>
  permissions[scope] === 'write' || permissions[scope] === level

const missing = ([scope, level]: readonly [string, string]): Answer => ({
  ...forbidden('Resource not accessible by integration'),
  headers: { 'x-accepted-github-permissions': `${scope}=${level}` },
})

const isHere = (state: GitHubState, { owner, repo }: Record<string, string>): boolean =>
  owner?.toLowerCase() === state.repository.owner.toLowerCase() &&
  repo?.toLowerCase() === state.repository.name.toLowerCase()

/** Finds the route of a request, checks the token, and answers. */
export const answerTo = (request: Omit<Call, 'params' | 'token'> & { token: Token | null }): Answer => {
  const { state, token } = request
  if (!token)
    return {
      status: 401,
      body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' },
    }
  for (const route of routes) {
    const params = route.method === request.method ? match(route, request.path) : null
    if (!params) continue
    if (!isHere(state, params)) return notFound()
    if (route.needs && !allows(token.permissions, route.needs)) return missing(route.needs)
    return route.handle({ ...request, token, params })
  }
  return notFound()
}

/** `GET /rate_limit`, which counts against nothing. */
export const showRateLimit = (rate: {
  limit: number
  remaining: number
  reset: number
  used: number
}): Answer => ok({ resources: { core: rate, search: rate, graphql: rate }, rate })
