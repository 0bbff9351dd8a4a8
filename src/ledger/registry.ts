import type { FileLedgerOptions } from './file.ts'
import type { GitHubLedgerOptions } from './github.ts'
import type { Ledger } from './ledger.ts'

/** Every kind of ledger, each loaded when it is first asked for, so that no action pays for one it does not use. */
export const ledgers = {
  /** GitHub Deployments of one repository. */
  github: async (options: GitHubLedgerOptions): Promise<Ledger> =>
    (await import('./github.ts')).githubLedger(options),
  /** A directory on this machine. */
  file: async (options: FileLedgerOptions): Promise<Ledger> =>
    (await import('./file.ts')).fileLedger(options),
} as const
