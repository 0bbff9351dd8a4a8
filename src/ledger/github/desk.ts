import { ConfigError } from '../../kit/errors.ts'
import type { Calls } from '../../kit/github/calls.ts'
import type { Purpose } from '../../kit/github/refusals.ts'
import type { Memory } from './memory.ts'

/** What the reading and the writing half of the ledger share. */
export interface Desk {
  calls: Calls
  memory: Memory
  where: { owner: string; repo: string }
  /** Start of the address of this repository's runs, up to the number. */
  runUrl: string
}

/** Most pages of 100 deployments that one look through the list reads. */
export const MAX_PAGES = 3

/** Most records that a list reads below an end that was not believed. */
export const MAX_BELOW = 20

/** GitHub's largest page. */
export const PER_PAGE = 100

/** A call that needs `deployments: read`. */
export const reading = (act: string): Purpose => ({ act, permission: 'read' })

/** A call that needs `deployments: write`. */
export const writing = (act: string): Purpose => ({ act, permission: 'write' })

/** @throws ConfigError when the text is not `owner/name` */
export const ownerAndName = (repository: string): { owner: string; repo: string } => {
  const match = /^([A-Za-z0-9_-]{1,39})\/([A-Za-z0-9._-]{1,100})$/.exec(repository)
  if (match?.[1] && match[2]) return { owner: match[1], repo: match[2] }
  throw new ConfigError({ message: 'the repository is not of the form owner/name', at: 'repository' })
}

/** @throws ConfigError when the token is empty or could not be sent in a header; it is not repeated */
export const checkToken = (token: string): void => {
  if (/^[\x21-\x7e]+$/.test(token)) return
  throw new ConfigError({
    message: 'the GitHub token is empty or holds a blank or a line break',
    at: 'github-token',
    fix: 'github-token: $' + '{{ github.token }}',
    docs: 'ledger.md#permissions',
  })
}
