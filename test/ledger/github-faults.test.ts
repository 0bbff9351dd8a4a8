import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/kit/errors.ts'
import { createHttp } from '../../src/kit/http.ts'
import { githubLedger } from '../../src/ledger/github.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { type Fault, rateLimited } from '../fakes/github/faults.ts'
import type { GitHubStandIn } from '../fakes/github/server.ts'
import { FULL_TOKEN } from '../fakes/github/state.ts'
import { headOf, openOn, withGitHub } from './github.ts'
import { eventText, rolloutRecord } from './records.ts'

const EVENTS = [1, 2, 3].map((number) => eventText(number))

const isWrite = ({ method }: { method: string }) => method === 'POST'

/** A small rollout: look, create, three events, look again. */
const story = async (github: GitHubStandIn, ledger: Ledger): Promise<void> => {
  await ledger.list('shop', 'production')
  const { key } = await ledger.create(rolloutRecord({ revision: headOf(github) }))
  for (const text of EVENTS) await ledger.append(key, { text, outcome: 'in_progress' })
  await ledger.read(key)
}

/** A run that starts afterwards: it looks what is there and writes the rest. */
const later = async (github: GitHubStandIn): Promise<void> => {
  const ledger = openOn(github)
  const { key } = await ledger.create(rolloutRecord({ revision: headOf(github) }))
  const written = (await ledger.read(key))?.events.map(({ text }) => text) ?? []
  for (const text of EVENTS.filter((each) => !written.includes(each)))
    await ledger.append(key, { text, outcome: 'in_progress' })
}

/** What a run that starts afterwards sees. */
const outcome = async (github: GitHubStandIn) => {
  const { entries, foreign } = await openOn(github).list('shop', 'production')
  return {
    records: entries.length,
    events: entries[0]?.events.map(({ text }) => text),
    foreign: foreign.length,
  }
}

const GOOD = { records: 1, events: EVENTS, foreign: 0 }

const requestsOf = async (): Promise<number> => {
  let count = 0
  await withGitHub(async (github) => {
    await story(github, openOn(github))
    count = github.log.length
  })
  return count
}

const FAULTS: [string, Fault][] = [
  ['is refused before it is applied', { kind: 'refuse' }],
  ['is applied and its answer lost', { kind: 'drop' }],
  ['is applied and its answer cut off', { kind: 'cut' }],
  ['is applied twice', { kind: 'twice' }],
  ['meets a 502 before it is applied', { kind: 'error', applied: 'before' }],
  ['meets a 502 after it is applied', { kind: 'error', applied: 'after' }],
  ['meets a 500 after it is applied', { kind: 'error', applied: 'after', status: 500 }],
  ['is told to come back in three seconds', rateLimited(3)],
  ['takes ten minutes', { kind: 'delay', ms: 600_000 }],
]

describe('whichever request it is, there is one record and each event once in the end, when it', () => {
  test.each(FAULTS)('%s', async (_what, fault) => {
    const requests = await requestsOf()
    expect(requests).toBeGreaterThan(5)
    for (let k = 1; k <= requests; k++) {
      await withGitHub(async (github) => {
        github.faults.add({ fault, at: k })
        await story(github, openOn(github))
        expect(github.faults.left()).toBe(0)
        expect(await outcome(github)).toEqual(GOOD)
        if (fault.kind !== 'twice') expect(github.state.deployments.size).toBe(1)
        if (fault.kind !== 'twice') expect(github.state.statuses).toHaveLength(3)
      })
    }
  })

  test.each([
    ['is never answered and was not applied', { kind: 'hang', applied: 'before' }],
    ['is never answered but was applied', { kind: 'hang', applied: 'after' }],
  ] satisfies [string, Fault][])('%s', async (_what, fault) => {
    await withGitHub(async (github) => {
      github.faults.add({ fault, when: isWrite })
      await story(github, openOn(github, { timeout: 300 }))
      expect(await outcome(github)).toEqual(GOOD)
      expect(github.state.deployments.size).toBe(1)
    })
  })
})

describe('while GitHub stays broken', () => {
  test.each([
    ['no request gets through', { kind: 'refuse' }],
    ['everything is applied and nothing answered', { kind: 'drop' }],
    ['every answer is a 503', { kind: 'error', applied: 'after', status: 503 }],
  ] satisfies [string, Fault][])(
    '%s: the run ends in good order, wherever it was, and a later one completes the work',
    async (_what, fault) => {
      const requests = await requestsOf()
      for (let k = 1; k <= requests; k++) {
        await withGitHub(async (github) => {
          github.faults.add({ fault, when: ({ number }) => number >= k, times: 1e6 })
          const ended = await story(github, openOn(github)).catch((error: unknown) => error)
          expect(ended).toMatchObject({ name: 'ProviderError', retryable: true })
          github.faults.clear()
          await later(github)
          expect(await outcome(github)).toEqual(GOOD)
          expect(github.state.deployments.size).toBe(1)
        })
      }
    },
  )

  test('a write without an answer leaves open whether it happened, and asking again finds out', () =>
    withGitHub(async (github) => {
      const ledger = openOn(github)
      const { key } = await ledger.create(rolloutRecord({ revision: headOf(github) }))
      github.faults.add({ fault: { kind: 'drop' }, when: isWrite })
      github.faults.add({ fault: { kind: 'refuse' }, when: ({ method }) => method === 'GET', times: 1e6 })
      const written = ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      await expect(written).rejects.toMatchObject({ effect: 'unknown', retryable: true })
      github.faults.clear()
      await ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      expect(github.state.statuses).toHaveLength(1)
    }))

  test('an answer that is no answer of GitHub is not believed', () =>
    withGitHub(async (github) => {
      github.faults.add({ fault: { kind: 'answer', status: 200, message: 'Welcome to the hotel' }, times: 2 })
      await expect(openOn(github).list('shop', 'production')).rejects.toMatchObject({
        code: 'invalid-answer',
      })
    }))

  test('the error tells no secret and no body', () =>
    withGitHub(async (github) => {
      const message = 'token ghs_stand_in_for_all was seen'
      github.faults.add({ fault: { kind: 'answer', status: 500, message }, times: 1e6 })
      const error = await openOn(github)
        .list('shop', 'production')
        .catch((caught: unknown) => caught)
      expect(`${error} ${JSON.stringify(error)}`).not.toContain('ghs_')
    }))

  test('a run that is cancelled stops asking', () =>
    withGitHub(async (github) => {
      const stop = new AbortController()
      github.faults.add({ fault: { kind: 'refuse' }, times: 1e6 })
      const sleep = async () => stop.abort()
      const listed = openOn(github, { signal: stop.signal, sleep }).list('shop', 'production')
      await expect(listed).rejects.toMatchObject({ code: 'interrupted' })
      expect(github.log).toHaveLength(1)
    }))
})

describe('rate limits', () => {
  const waits: number[] = []
  const openCounting = (github: GitHubStandIn) => {
    waits.length = 0
    return openOn(github, {
      sleep: async (ms) => {
        waits.push(ms)
        github.advance(ms)
      },
    })
  }

  test('a wait of three seconds is waited', () =>
    withGitHub(async (github) => {
      github.faults.next(rateLimited(3))
      await openCounting(github).list('shop', 'production')
      expect(waits).toEqual([3_000])
    }))

  test('a wait of an hour ends the run cleanly, with the time it takes', () =>
    withGitHub(async (github) => {
      github.faults.next(rateLimited(3600))
      const listed = openCounting(github).list('shop', 'production')
      await expect(listed).rejects.toMatchObject({
        code: 'rate-limited',
        retryAfter: 3_600_000,
        retryable: true,
      })
      expect(waits).toEqual([])
      expect(github.log).toHaveLength(1)
    }))

  test('a secondary limit without a time is given a minute, and then the run ends', () =>
    withGitHub(async (github) => {
      const message = 'You have exceeded a secondary rate limit. Please wait a few minutes.'
      github.faults.add({ fault: { kind: 'answer', status: 403, message }, times: 2 })
      const listed = openCounting(github).list('shop', 'production')
      await expect(listed).rejects.toMatchObject({ code: 'rate-limited', retryAfter: 120_000 })
      expect(waits).toEqual([60_000])
    }))

  test('when nothing is left, the run waits for the next hour of GitHub if that is near', () =>
    withGitHub(async (github) => {
      github.state.hourlyLimit = 1
      await openCounting(github).list('shop', 'production')
      github.advance(3_600_000 - 20_000)
      await openCounting(github).list('shop', 'production')
      expect(waits).toEqual([21_000])
    }))

  test('when nothing is left for long, the run ends cleanly', () =>
    withGitHub(async (github) => {
      github.state.hourlyLimit = 1
      await openCounting(github).list('shop', 'production')
      const listed = openCounting(github).list('shop', 'production')
      await expect(listed).rejects.toMatchObject({ code: 'rate-limited', retryable: true })
      expect(waits).toEqual([])
    }))

  test('a write that a limit refused is repeated, because it surely had no effect', () =>
    withGitHub(async (github) => {
      const ledger = openCounting(github)
      const { key } = await ledger.create(rolloutRecord({ revision: headOf(github) }))
      github.faults.next(rateLimited(5))
      await ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      expect(waits).toEqual([5_000])
      expect(github.log.slice(-2).map(({ method }) => method)).toEqual(['POST', 'POST'])
      expect(github.state.statuses).toHaveLength(1)
    }))

  test('a repetition waits a random part of a growing time', () =>
    withGitHub(async (github) => {
      github.faults.add({ fault: { kind: 'refuse' }, times: 3 })
      await openCounting(github).list('shop', 'production')
      expect(waits).toEqual([250, 500, 1_000])
    }))
})

test('without another way to wait, real time passes between two attempts', () =>
  withGitHub(async (github) => {
    github.faults.next({ kind: 'refuse' })
    const options = {
      token: FULL_TOKEN,
      apiUrl: github.url,
      repository: 'acme/shop',
      run: null,
      tool: '0.1.0',
    }
    const ledger = githubLedger({ ...options, random: () => 0 })
    expect(await ledger.list('shop', 'production')).toEqual({ entries: [], foreign: [] })
    expect(ledger.calls()).toEqual({ reads: 2, writes: 0 })
  }))

test.each(['ghs_half\nghs_other', 'ghs_one ghs_two', ''])(
  'a token that cannot be one is refused unsent: %j',
  (token) =>
    withGitHub(async (github) => {
      const open = () => openOn(github, { token })
      expect(open).toThrow(ConfigError)
      expect(open).not.toThrow('ghs_')
      expect(github.log).toEqual([])
    }),
)

test('a proxy that is none is a matter for a person', () =>
  withGitHub(async (github) => {
    const proxies = { http: 'socks://proxy.example.com', https: '', none: '' }
    const http = createHttp({ provider: 'github', proxies })
    const listed = openOn(github, { http }).list('shop', 'production')
    await expect(listed).rejects.toMatchObject({ name: 'ConfigError' })
    await http.close()
  }))
