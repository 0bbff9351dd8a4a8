import { type GitHubLedgerOptions, githubLedger } from '../../src/ledger/github.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { VirtualClock } from '../fakes/clock.ts'
import { answerTo } from '../fakes/github/router.ts'
import { FULL_TOKEN, type GitHubState, newState } from '../fakes/github/state.ts'

/** GitHub without a network between: every request is answered in the turn in which it is sent. */
export interface NearbyGitHub {
  state: GitHubState
  /** The ledger as a fresh run opens it; `turn` is waited for before each request. */
  open(run: string, turn?: (reads: boolean) => Promise<void>): Ledger
  /** Of finished records the runs that take turns see the newest line alone from now on. */
  forget: boolean
}

const BASE = 'https://api.github.test'

/** What is left when GitHub has deleted what it deletes with time: of a finished record the newest line. */
const leftOf = ({ statuses }: GitHubState): GitHubState['statuses'] => {
  const newest = new Map(statuses.map((status) => [status.deployment, status]))
  const isOver = (deployment: number): boolean =>
    / (?:promoted|rolled-back|superseded) /.test(newest.get(deployment)?.description ?? '')
  return statuses.filter((status) => !isOver(status.deployment) || newest.get(status.deployment) === status)
}

const textOf = (body: unknown): string | null => (body === undefined ? null : JSON.stringify(body))

/** Opens it on a clock. */
export const nearbyGitHub = (clock: VirtualClock): NearbyGitHub => {
  const state = newState(clock)
  const ask = (url: URL, method: string, body: string): Response => {
    const date = new Date(clock.now()).toUTCString()
    // Where runs learn the time before they have asked anything else.
    if (url.pathname === '/rate_limit') return new Response('{}', { headers: { date } })
    const {
      status,
      body: said,
      headers,
    } = answerTo({
      method,
      path: url.pathname,
      query: url.searchParams,
      body: body === '' ? {} : JSON.parse(body),
      token: state.tokens.get(FULL_TOKEN) ?? null,
      state,
      base: BASE,
    })
    return new Response(textOf(said), {
      status,
      headers: { date, 'content-type': 'application/json; charset=utf-8', ...headers },
    })
  }
  const near: NearbyGitHub = {
    state,
    forget: false,
    open: (run, turn) => {
      const through: NonNullable<GitHubLedgerOptions['fetch']> = async (input, init = {}) => {
        const method = init.method ?? 'GET'
        await turn?.(method === 'GET')
        const whole = state.statuses
        // Whoever judges the story afterwards reads all of it.
        const hides = near.forget && turn !== undefined && method === 'GET'
        if (hides) state.statuses = leftOf(state)
        const answer = ask(new URL(String(input)), method, typeof init.body === 'string' ? init.body : '')
        if (hides) state.statuses = whole
        return answer
      }
      const ledger = githubLedger({
        token: FULL_TOKEN,
        apiUrl: BASE,
        repository: 'acme/shop',
        run,
        tool: '0.1.0',
        ref: 'main',
        fetch: through,
        sleep: async (ms) => clock.advance(ms),
        random: () => 0.5,
        monotonic: () => clock.now(),
      })
      // On GitHub the lock is the workflow's: here it is broken on purpose.
      return { ...ledger, exclusively: (_name, work) => work() }
    },
  }
  return near
}
