import { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { Http, HttpAnswer } from '../../kit/http.ts'

/** An issue as far as it counts. Milliseconds since 1970. */
export interface Issue {
  number: number
  createdAt: number
  /** Null while it is open. */
  closedAt: number | null
}

/** Which issues. */
export interface Wish {
  /** All of them must be on the issue. */
  labels: readonly string[]
  state: 'open' | 'all'
  /** Only those changed at or after this moment, milliseconds since 1970; null: all. */
  since: number | null
}

/** A repository, ready to be asked. Throws ConfigError for what a person has to change, else ProviderError. */
export interface Client {
  /** Issues without pull requests, and without those closed as not planned or as duplicates. */
  issues(wish: Wish): Promise<Issue[]>
  /** Whether any issue at all carries this label. */
  isUsed(label: string): Promise<boolean>
  /** When the repository was made, and what time GitHub has. Milliseconds since 1970. */
  bounds(): Promise<{ createdAt: number; now: number }>
}

/** Where and as whom. */
export interface Access {
  http: Http
  /** Base address of the API. */
  apiUrl: string
  /** `owner/name`. */
  repository: string
  token: string
  /** What to call the token in messages: the name of a secret, or of an input. */
  tokenName: string
}

const DOCS = 'metrics/github-issues.md'
const PAGE = 100
/** Most issues of one question, so that a label on everything does not use up the rate limit. */
const MOST_PAGES = 20
/** A hundred bodies of 64 KiB and what is around them. */
const LARGEST_ANSWER = 16 * 1024 * 1024
/** Milliseconds. */
const TIMEOUT = 30_000
const DEADLINE = 120_000

const moment = z.iso.datetime().transform((text) => Date.parse(text))

const issueShape = z.object({
  number: z.int(),
  state: z.string(),
  state_reason: z.string().nullish(),
  pull_request: z.unknown().optional(),
  created_at: moment,
  closed_at: moment.nullable(),
})

const repositoryShape = z.object({ created_at: moment })

/** Closed for these reasons, an issue was no fault of any release. */
const NO_FAULT = new Set(['not_planned', 'duplicate'])

const refused = (error: unknown, { tokenName, repository }: Access): unknown => {
  if (!(error instanceof ProviderError) || error.code !== 'status') return error
  const { status } = error
  if (status === 401)
    return new ConfigError({
      message: `GitHub does not accept ${tokenName} (401)`,
      fix: 'a token that is not expired',
      docs: `${DOCS}#token`,
    })
  // GitHub says 404 rather than 403 where even the existence is not to be known; 410: issues are switched off.
  return status === 403 || status === 404 || status === 410
    ? new ConfigError({
        message: `${tokenName} may not read the issues of ${repository} (${status})`,
        fix: 'permissions: issues: read; and the repository as owner/name, with issues switched on',
        docs: `${DOCS}#token`,
      })
    : error
}

const timeOf = (answer: HttpAnswer): number => {
  const now = Date.parse(answer.headers.date ?? '')
  if (!Number.isNaN(now)) return now
  throw new ProviderError({
    provider: 'github-issues',
    message: 'github-issues: GitHub did not tell the time',
    retryable: true,
    code: 'invalid-answer',
  })
}

/** Prepares to ask about the issues of one repository. */
export const createClient = (access: Access): Client => {
  const { http, apiUrl, repository, token } = access
  const base = `${apiUrl.replace(/\/+$/, '')}/repos/${repository}`
  const get = async (
    path: string,
    query: Record<string, string | number | undefined>,
  ): Promise<HttpAnswer> => {
    try {
      return await http.request({
        url: base + path,
        query,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/vnd.github+json',
          'x-github-api-version': '2022-11-28',
        },
        timeout: TIMEOUT,
        deadline: DEADLINE,
        maxBytes: LARGEST_ANSWER,
      })
    } catch (error) {
      throw refused(error, access)
    }
  }
  const issues = async ({ labels, state, since }: Wish): Promise<Issue[]> => {
    const found: Issue[] = []
    const query = {
      labels: labels.join(','),
      state,
      since: since === null ? undefined : new Date(since).toISOString().replace(/\.\d{3}Z$/, 'Z'),
      sort: 'created',
      // Oldest first: what is opened while we turn the pages is added at the end.
      direction: 'asc',
      per_page: PAGE,
    }
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const items = (await get('/issues', { ...query, page })).json(z.array(issueShape))
      for (const { number, state: is, state_reason: reason, pull_request: pull, ...times } of items)
        if ((pull ?? null) === null && !(is === 'closed' && NO_FAULT.has(reason ?? '')))
          found.push({ number, createdAt: times.created_at, closedAt: times.closed_at })
      if (items.length < PAGE) return found
    }
    throw new ConfigError({
      message: `more than ${PAGE * MOST_PAGES} issues carry the labels of this metric`,
      fix: 'a label that is for serious faults alone',
      docs: `${DOCS}#counting`,
    })
  }
  return {
    issues,
    isUsed: async (label) => {
      const answer = await get('/issues', { labels: label, state: 'all', per_page: 1 })
      return answer.json(z.array(z.unknown())).length > 0
    },
    bounds: async () => {
      const answer = await get('', {})
      return { createdAt: answer.json(repositoryShape).created_at, now: timeOf(answer) }
    },
  }
}
