import { type GitHubLedger, type GitHubLedgerOptions, githubLedger } from '../../src/ledger/github.ts'
import { resolveRef } from '../fakes/github/history.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import { FULL_TOKEN } from '../fakes/github/state.ts'

/** A ledger on the stand-in, as a fresh run opens it. It waits in virtual time; no time passes otherwise. */
export const openOn = (github: GitHubStandIn, more: Partial<GitHubLedgerOptions> = {}): GitHubLedger =>
  githubLedger({
    token: FULL_TOKEN,
    apiUrl: github.url,
    repository: 'acme/shop',
    run: '1001',
    tool: '0.1.0',
    sleep: async (ms) => github.advance(ms),
    random: () => 0.5,
    monotonic: () => 0,
    ...more,
  })

/** The commit that `main` of the stand-in points to. */
export const headOf = (github: GitHubStandIn): string => resolveRef(github.state, 'main')?.sha ?? ''

/** Runs a test against a stand-in of its own, and fails when GitHub's specification was not kept. */
export const withGitHub = async (work: (github: GitHubStandIn) => Promise<void>): Promise<void> => {
  const github = await startGitHub()
  try {
    await work(github)
  } catch (error) {
    await github.close().catch(() => {})
    throw error
  }
  await github.close()
}
