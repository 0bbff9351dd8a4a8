import { ProviderError } from '../kit/errors.ts'
import { type CallCount, type CallOptions, openCalls } from '../kit/github/calls.ts'
import { checkToken, type Desk, ownerAndName, reading } from './github/desk.ts'
import { remember } from './github/memory.ts'
import { listRecords, listTogether, readRecord } from './github/reading.ts'
import { appendEvent, createRecord } from './github/writing.ts'
import type { Ledger } from './ledger.ts'

/** How to open the ledger of one repository. */
export interface GitHubLedgerOptions extends CallOptions {
  /** `owner/name`. */
  repository: string
  /** Where people read GitHub. Default `https://github.com`. */
  serverUrl?: string
  /** Number of the workflow run that writes, for the `log_url` of each event; null outside Actions. */
  run: string | null
  /** The commit (SHA, branch or tag) that a record is hung on when its revision is not a commit. */
  ref?: string
}

/** The ledger of a repository, with a count of what it cost. */
export interface GitHubLedger extends Ledger {
  /** Requests sent since it was opened, retries included. GITHUB_TOKEN has 1 000 an hour per repository. */
  calls(): CallCount
}

const tellTime = async ({ calls }: Desk): Promise<number> => {
  // The rate limit's own page costs nothing and needs no permission.
  if (calls.clock.now() === null) await calls.ask(reading('tell the time'), 'GET /rate_limit', {})
  const now = calls.clock.now()
  if (now !== null) return now
  throw new ProviderError({ provider: 'github', message: 'GitHub did not tell the time', retryable: true })
}

/**
 * The ledger kept in GitHub Deployments: one deployment per record, whose payload never changes, and one status per
 * event. The workflow's concurrency group is the lock; a fence on a git ref, for writers outside Actions, would go
 * into `exclusively`.
 *
 * Every call may throw ConfigError (token, permission, repository) and ProviderError (GitHub unreachable, rate
 * limit). A write whose answer never comes is looked for before it is repeated.
 *
 * @throws ConfigError at once when the repository is not `owner/name`, or the token cannot be one
 */
export const githubLedger = (options: GitHubLedgerOptions): GitHubLedger => {
  checkToken(options.token)
  const calls = openCalls(options)
  const server = (options.serverUrl ?? 'https://github.com').replace(/\/+$/, '')
  const desk: Desk = {
    calls,
    memory: remember(() => calls.clock.now() ?? 0),
    where: ownerAndName(options.repository),
    runUrl: `${server}/${options.repository}/actions/runs/`,
  }
  const ledger: GitHubLedger = {
    type: 'github',
    calls: calls.count,
    together: () => ({ ...ledger, list: listTogether(desk) }),
    now: () => tellTime(desk),
    list: (service, environment, ends) => listRecords(desk, service, environment, ends),
    read: (key) => readRecord(desk, key),
    create: (record) => createRecord(desk, record, options.ref),
    append: (key, event) => appendEvent(desk, key, event, options.run),
    exclusively: (_name, work) => work(),
  }
  return ledger
}
