import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GateOutcome } from '../../src/gates/outcome.ts'
import type { StartOrder } from '../../src/gates/start-rollout.ts'
import type { Verb } from '../../src/gates/verbs.ts'
import { fileLedger } from '../../src/ledger/file.ts'
import { githubLedger } from '../../src/ledger/github.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { type VirtualClock, virtualClock } from '../fakes/clock.ts'
import { startGitHub } from '../fakes/github/server.ts'
import { FULL_TOKEN } from '../fakes/github/state.ts'
import type { Traffic } from '../fakes/metrics.ts'
import { describeHappening, type Health, openShop, type Shop, type ShopOptions } from './shop.ts'

/** What can happen to a service, in the order in which it is told. */
export type Act = (teller: Teller) => Promise<void>

interface Teller {
  shop: Shop
  /** A line of the story, with the time and who serves. */
  tell(what: string): void
}

/** Where the record of a story is kept. */
export type LedgerKind = 'file' | 'github'

const answerOf = ({ decision, reason }: GateOutcome): string => `${decision} (${reason})`

/** Somebody pushes a revision: the pipeline runs up to the first gate that says no. */
export const push =
  (revision: string, order?: Partial<StartOrder>): Act =>
  async ({ shop, tell }) =>
    tell(`push ${revision}: ${answerOf(await shop.push(revision, order))}`)

/** A schedule ticks for so long. Looks that tell the same as the one before are not told. */
export const ticks =
  ({ every, during }: { every: number; during: number }): Act =>
  async ({ shop, tell }) => {
    const until = shop.clock.now() + during
    let before = ''
    while (shop.clock.now() < until) {
      const answer = answerOf(await shop.tick())
      if (answer !== before) tell(`tick: ${answer}`)
      before = answer
      await shop.wait(Math.max(1, Math.min(every, until - shop.clock.now())))
    }
  }

/** Nobody looks for so long. */
export const silence =
  (milliseconds: number): Act =>
  ({ shop }) =>
    shop.wait(milliseconds)

/** A person presses a button. */
export const press =
  (verb: Verb, by = 'ada'): Act =>
  async ({ shop, tell }) =>
    tell(`${by} presses ${verb}: ${answerOf(await shop.ask(verb, { by }))}`)

/** A person asks for the way back. */
export const rollBack =
  (by = 'ada'): Act =>
  async ({ shop, tell }) =>
    tell(`${by} rolls back: ${answerOf(await shop.rollBack({ by }))}`)

/** From now on visitors and releases behave like this. */
export const traffic =
  (make: (now: number) => Traffic): Act =>
  async ({ shop }) => {
    shop.traffic = make(shop.clock.now())
  }

/** From now on a revision answers smoke tests like this. */
export const health =
  (revision: string, state: Health): Act =>
  async ({ shop }) => {
    shop.health.set(revision, state)
  }

/** Somebody changes the traffic by hand, by revision. */
export const byHand =
  (weights: Record<string, number>): Act =>
  async ({ shop, tell }) => {
    const idOf = (revision: string) =>
      shop.web.releases().findLast((release) => release.revision === revision)?.id ?? revision
    const entries = Object.entries(weights)
    shop.web.drift(Object.fromEntries(entries.map(([revision, weight]) => [idOf(revision), weight])))
    tell('somebody changes the traffic by hand')
  }

/** The next request of this name is lost on its way; the run that sent it fails, and the story goes on with the next act. */
export const losing =
  (name: string, act: Act): Act =>
  async (teller) => {
    teller.shop.calls.armNext(name, 'drop')
    await act(teller).catch(() => teller.tell(`a run fails: ${name} did not answer`))
  }

const openFiles = async (clock: VirtualClock) => {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-journey-'))
  return {
    open: (run: string): Ledger => fileLedger({ directory, run, now: clock.now }),
    close: () => rm(directory, { recursive: true }),
  }
}

const openGitHub = async (clock: VirtualClock) => {
  const github = await startGitHub({ now: clock })
  return {
    open: (run: string): Ledger =>
      githubLedger({
        token: FULL_TOKEN,
        apiUrl: github.url,
        repository: 'acme/shop',
        ref: 'main',
        run: /^\d+$/.test(run) ? run : null,
        tool: '0.1.0',
        sleep: async (milliseconds) => clock.advance(milliseconds),
        random: () => 0.5,
        monotonic: clock.now,
      }),
    close: github.close,
  }
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Day of the week, hour and minute, UTC: `Mon 09:05`. */
const timeOf = (moment: number): string => {
  const date = new Date(moment)
  return `${DAYS[date.getUTCDay()]} ${date.toISOString().slice(11, 16)}`
}

/** Who serves: `v1 90, v2 10`. */
const servingIn = ({ web }: Shop): string =>
  Object.entries(web.weights())
    .map(([id, weight]) => `${web.find(id)?.revision} ${weight}`)
    .join(', ')

/** The records as they stand at the end, oldest first, one line each. */
const recordsOf = async (shop: Shop): Promise<string[]> => {
  const { rollouts, rollbacks } = await shop.survey()
  const all = [...rollouts, ...rollbacks].sort((a, b) => a.record.startedAt - b.record.startedAt)
  const revisionOf = (id: string) => all.find(({ record }) => record.id === id)?.record.revision ?? id
  return all.map(({ record, state }) => {
    const story = state.story.map(({ happening }) => describeHappening(happening)).join('; ')
    const readable = story.replaceAll(/[rb]-[a-z0-9]{12}/g, revisionOf)
    return `${record.kind} of ${record.revision}, by ${record.requester}: ${readable}.`
  })
}

/**
 * Plays a story on virtual time through the gates, the record kept in a real ledger, and answers it as text: one line
 * per act with the time and who serves afterwards, then the records.
 */
export const journey = async (
  kind: LedgerKind,
  acts: readonly Act[],
  options: ShopOptions = {},
): Promise<string> => {
  const clock = virtualClock()
  const store = await (kind === 'file' ? openFiles(clock) : openGitHub(clock))
  const lines: string[] = []
  try {
    const shop = openShop({ ...options, clock, ledger: store.open })
    const tell = (what: string) => lines.push(`${timeOf(clock.now())}  ${what}  [${servingIn(shop)}]`)
    for (const act of acts) await act({ shop, tell })
    return [...lines, '', ...(await recordsOf(shop))].join('\n')
  } finally {
    await store.close()
  }
}
