import type { GitHubState, Token } from './state.ts'

/** A request on its way to a route. */
export interface Call {
  method: string
  path: string
  /** Values of the route's `{names}`, decoded. */
  params: Record<string, string>
  query: URLSearchParams
  /** Parsed JSON; an empty object without a body. */
  body: Record<string, unknown>
  token: Token
  state: GitHubState
  /** Base address of this server, for the links in answers. */
  base: string
}

export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** One call of the API. */
export interface Route {
  method: string
  /** As in GitHub's description: `/repos/{owner}/{repo}/deployments`. */
  path: string
  /** The permission it asks; null when any token will do. */
  needs: readonly [scope: string, level: 'read' | 'write'] | null
  handle(call: Call): Answer
}

const DOCS = 'https://docs.github.com/rest'

export const ok = (body: unknown, headers: Record<string, string> = {}): Answer => ({
  status: 200,
  body,
  headers,
})
export const created = (body: unknown): Answer => ({ status: 201, body })
export const nothing = (): Answer => ({ status: 204 })
export const accepted = (): Answer => ({ status: 202, body: {} })

export const notFound = (): Answer => ({
  status: 404,
  body: { message: 'Not Found', documentation_url: DOCS, status: '404' },
})

export const conflict = (message: string): Answer => ({
  status: 409,
  body: { message, documentation_url: DOCS, status: '409' },
})

export const forbidden = (message: string): Answer => ({
  status: 403,
  body: { message, documentation_url: DOCS, status: '403' },
})

/** 422 with the field that is wrong. */
export const invalid = (message: string, field?: string): Answer => ({
  status: 422,
  body: {
    message: field ? 'Validation Failed' : message,
    ...(field ? { errors: [{ resource: 'Resource', code: 'custom', field, message }] } : {}),
    documentation_url: DOCS,
  },
})

/** A positive number of a path, or 0, which names nothing. */
export const numberOf = (text: string | undefined): number =>
  /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0

export const textOf = (value: unknown, otherwise = ''): string =>
  typeof value === 'string' ? value : otherwise

/** GitHub's times have whole seconds. */
export const timeOf = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

/** One page of a list, with the `link` header that leads to the others. */
export const page = <T>(call: Call, all: readonly T[]): { items: T[]; headers: Record<string, string> } => {
  const size = Math.min(100, Math.max(1, numberOf(call.query.get('per_page') ?? undefined) || 30))
  const number = Math.max(1, numberOf(call.query.get('page') ?? undefined))
  const last = Math.max(1, Math.ceil(all.length / size))
  const link = (to: number, rel: string): string => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(to))
    return `<${call.base}${call.path}?${query}>; rel="${rel}"`
  }
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ]
  return {
    items: all.slice((number - 1) * size, number * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  }
}
