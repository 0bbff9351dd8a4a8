import { describe, expect, test } from 'vitest'
import { createHttp } from '../../src/kit/http.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { RolloutRecord } from '../../src/rollout/plan.ts'
import { DAY } from '../fakes/clock.ts'
import { commitTo } from '../fakes/github/history.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import { type Deployment, type DeploymentStatus, FULL_TOKEN } from '../fakes/github/state.ts'
import { ledgerConformance, type Store } from './conformance.ts'
import { headOf, openOn, withGitHub } from './github.ts'
import { eventText, idOf, rollbackRecord, rolloutRecord } from './records.ts'

const plant = (github: GitHubStandIn, payload: unknown, given: Partial<Deployment> = {}): string => {
  const { state } = github
  const id = state.nextId()
  state.deployments.set(id, {
    id,
    sha: headOf(github),
    ref: headOf(github),
    task: 'sluice/shop',
    payload,
    originalEnvironment: 'production',
    environment: 'production',
    description: null,
    creator: 'mallory',
    createdAt: state.clock.now(),
    updatedAt: state.clock.now(),
    transient: false,
    production: true,
    ...given,
  })
  return String(id)
}

const plantStatus = (github: GitHubStandIn, key: string, given: Partial<DeploymentStatus>): void => {
  const { state } = github
  state.statuses.push({
    id: state.nextId(),
    deployment: Number(key),
    state: 'success',
    description: '',
    environment: 'production',
    environmentUrl: '',
    logUrl: '',
    creator: 'mallory',
    createdAt: state.clock.now(),
    ...given,
  })
}

const startGitHubStore = async (): Promise<Store> => {
  const github = await startGitHub()
  return {
    clock: github.clock,
    revision: headOf(github),
    open: () => openOn(github),
    plant: (payload, service, environment) =>
      plant(github, payload, { task: `sluice/${service}`, environment, originalEnvironment: environment }),
    remove: (key) => {
      github.state.deployments.delete(Number(key))
    },
    close: github.close,
  }
}

ledgerConformance('GitHub Deployments', startGitHubStore)

const rolloutOn = (github: GitHubStandIn, given: Partial<RolloutRecord> = {}): RolloutRecord =>
  rolloutRecord({ revision: headOf(github), ...given })

const shop = (ledger: Ledger) => ledger.list('shop', 'production')
const texts = (entry: { events: readonly { text: string }[] } | null | undefined) =>
  (entry?.events ?? []).map(({ text }) => text)

describe('what GitHub is told', () => {
  test('a record is one deployment that merges nothing, checks nothing and hides nothing', () =>
    withGitHub(async (github) => {
      const record = rolloutOn(github)
      await openOn(github).create(record)
      const posts = github.log.filter(({ method }) => method === 'POST')
      expect(posts).toHaveLength(1)
      expect(posts[0]?.body).toEqual({
        ref: record.revision,
        task: 'sluice/shop',
        auto_merge: false,
        required_contexts: [],
        production_environment: true,
        transient_environment: false,
        environment: 'production',
        description: 'Sluice: rollout r-000000000001 of shop',
        payload: record,
      })
    }))

  test('an event is one status that links to its run and inactivates nobody', () =>
    withGitHub(async (github) => {
      const ledger = openOn(github, { run: '4711' })
      const { key } = await ledger.create(rolloutOn(github))
      await ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      expect(github.log.at(-1)?.body).toEqual({
        state: 'in_progress',
        description: eventText(1),
        auto_inactive: false,
        log_url: 'https://github.com/acme/shop/actions/runs/4711',
      })
    }))

  test('an image digest is hung on the commit it was built from', () =>
    withGitHub(async (github) => {
      const revision = `sha256:${'ab'.repeat(32)}`
      const ledger = openOn(github, { ref: headOf(github) })
      const { key } = await ledger.create(rolloutOn(github, { revision }))
      expect(github.state.deployments.get(Number(key))?.sha).toBe(headOf(github))
    }))

  test('without such a commit a person is asked for it, and nothing is written', () =>
    withGitHub(async (github) => {
      const made = openOn(github).create(rolloutOn(github, { revision: 'v2.1.0' }))
      await expect(made).rejects.toMatchObject({ name: 'ConfigError' })
      expect(github.state.deployments.size).toBe(0)
    }))

  test('a commit that was never pushed is named', () =>
    withGitHub(async (github) => {
      const revision = 'd'.repeat(40)
      const made = openOn(github).create(rolloutOn(github, { revision }))
      await expect(made).rejects.toThrow(revision)
      await expect(made).rejects.toMatchObject({ name: 'ConfigError' })
    }))

  test('the same through the client of the kit', () =>
    withGitHub(async (github) => {
      const http = createHttp({ provider: 'github' })
      const ledger = openOn(github, { http })
      const { key } = await ledger.create(rolloutOn(github))
      await ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      github.faults.next({ kind: 'cut' }, { kind: 'error', applied: 'before' }, { kind: 'refuse' })
      expect(texts(await ledger.read(key))).toEqual([eventText(1)])
      await http.close()
    }))
})

describe('what it costs', () => {
  test('a look at a service with nothing under way is two requests', () =>
    withGitHub(async (github) => {
      const writer = openOn(github)
      const { key } = await writer.create(rolloutOn(github))
      await writer.append(key, { text: eventText(1), outcome: 'success' })
      const reader = openOn(github)
      await shop(reader)
      await reader.now()
      expect(reader.calls()).toEqual({ reads: 2, writes: 0 })
    }))

  test('older releases are not read, however many there are', () =>
    withGitHub(async (github) => {
      for (let number = 1; number <= 130; number++) {
        const lastPromoted = number > 1 ? idOf('r', number - 1) : null
        const key = plant(github, rolloutOn(github, { id: idOf('r', number), lastPromoted }))
        plantStatus(github, key, { state: 'success', description: eventText(number) })
        github.advance(DAY)
      }
      const reader = openOn(github)
      const { entries } = await shop(reader)
      expect(entries.map(({ record }) => record.id)).toEqual([idOf('r', 130)])
      expect(reader.calls()).toEqual({ reads: 2, writes: 0 })
    }))

  test('a superseded release that was marked inactive is still found as the last promoted one', () =>
    withGitHub(async (github) => {
      const writer = openOn(github)
      const write = async (number: number, outcome: 'success' | 'failure' | 'inactive') => {
        github.advance(60_000)
        const lastPromoted = number > 1 ? idOf('r', number - 1) : null
        const { key } = await writer.create(rolloutOn(github, { id: idOf('r', number), lastPromoted }))
        await writer.append(key, { text: eventText(number), outcome: 'success' })
        if (outcome === 'success') return
        github.advance(60_000)
        await writer.append(key, { text: eventText(number + 100), outcome })
      }
      await write(1, 'inactive')
      await write(2, 'inactive')
      await write(3, 'failure')
      github.advance(60_000)
      await writer.create(rollbackRecord({ revision: headOf(github), rollout: idOf('r', 3) }))
      const { entries } = await shop(openOn(github))
      expect(entries.map(({ record }) => record.id)).toEqual([idOf('b', 1), idOf('r', 3), idOf('r', 2)])
    }))

  test('a promoted release on the third page is found, and nothing beyond is asked', () =>
    withGitHub(async (github) => {
      const writer = openOn(github)
      const { key } = await writer.create(rolloutOn(github))
      await writer.append(key, { text: eventText(1), outcome: 'success' })
      github.advance(1_000)
      for (let number = 0; number < 250; number++) plant(github, { by: 'another tool' })
      const reader = openOn(github)
      const { entries, foreign } = await shop(reader)
      expect(entries.map((entry) => entry.key)).toEqual([key])
      expect(foreign).toHaveLength(250)
      expect(reader.calls().reads).toBe(4)
    }))
})

describe('lists that cannot be trusted', () => {
  test('records and events in any order come out in theirs', () =>
    withGitHub(async (github) => {
      const ledger = openOn(github)
      for (let number = 1; number <= 6; number++) {
        const { key } = await ledger.create(rolloutOn(github, { id: idOf('r', number) }))
        for (let event = 1; event <= 5; event++)
          await ledger.append(key, { text: eventText(number * 10 + event), outcome: 'in_progress' })
        if (number % 2 === 0) github.advance(1_000)
      }
      github.state.quirks.reordered = true
      for (let look = 0; look < 4; look++) {
        const { entries } = await shop(openOn(github))
        expect(entries.map(({ record }) => record.id)).toEqual([6, 5, 4, 3, 2, 1].map((n) => idOf('r', n)))
        expect(texts(entries[0])).toEqual([61, 62, 63, 64, 65].map((event) => eventText(event)))
      }
    }))

  test('what this run wrote is seen by it at once, although the lists are late', () =>
    withGitHub(async (github) => {
      github.state.quirks.statusLag = 30_000
      github.state.quirks.deploymentLag = 30_000
      const ledger = openOn(github)
      const { key } = await ledger.create(rolloutOn(github))
      await ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      expect((await shop(openOn(github))).entries).toEqual([])
      expect(texts((await shop(ledger)).entries[0])).toEqual([eventText(1)])
      expect((await ledger.create(rolloutOn(github))).key).toBe(key)
      github.advance(30_000)
      for (const reader of [ledger, openOn(github)])
        expect(texts((await shop(reader)).entries[0])).toEqual([eventText(1)])
      expect(github.state.deployments.size).toBe(1)
    }))

  test('an answer that was lost and an event that shows late make one event, not two', () =>
    withGitHub(async (github) => {
      const ledger = openOn(github)
      const { key } = await ledger.create(rolloutOn(github))
      github.state.quirks.statusLag = 3_000
      github.faults.next({ kind: 'drop' })
      await ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      expect(github.state.statuses).toHaveLength(1)
    }))

  test('an event that shows later than anybody waits counts once all the same', () =>
    withGitHub(async (github) => {
      const ledger = openOn(github)
      const { key } = await ledger.create(rolloutOn(github))
      github.state.quirks.statusLag = DAY
      github.faults.next({ kind: 'drop' })
      const at = github.clock.now()
      await ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      github.advance(2 * DAY)
      expect(github.state.statuses.map(({ createdAt }) => createdAt > at)).toEqual([false, true])
      expect((await openOn(github).read(key))?.events).toEqual([{ text: eventText(1), at, run: '1001' }])
    }))

  test('after 90 days the newest event alone is left, and it is enough', () =>
    withGitHub(async (github) => {
      const ledger = openOn(github)
      const { key } = await ledger.create(rollbackRecord({ revision: headOf(github) }))
      for (const event of [1, 2, 3]) {
        await ledger.append(key, { text: eventText(event, '0% 0/3 rolled-back hold'), outcome: 'success' })
        github.advance(1_000)
      }
      github.advance(200 * DAY)
      for (const reader of [ledger, openOn(github)])
        expect(texts(await reader.read(key))).toEqual([eventText(3, '0% 0/3 rolled-back hold')])
    }))

  test('a status somebody else wrote is handed on as it is, without a run of ours', () =>
    withGitHub(async (github) => {
      const { key } = await openOn(github).create(rolloutOn(github))
      plantStatus(github, key, {
        description: 'Deployed!',
        logUrl: 'https://github.com/evil/shop/actions/runs/5',
      })
      plantStatus(github, key, {})
      plantStatus(github, key, { logUrl: 'https://github.com/acme/shop/actions/runs/6/attempts/2' })
      const at = github.clock.now()
      expect((await openOn(github).read(key))?.events).toEqual([
        { text: 'Deployed!', at, run: null },
        { text: '', at, run: null },
        { text: '', at, run: '6' },
      ])
    }))

  test('a record copied by somebody else changes nothing, and with another content it is reported', () =>
    withGitHub(async (github) => {
      const record = rolloutOn(github)
      const { key } = await openOn(github).create(record)
      plant(github, record)
      const forged = plant(github, { ...record, firstRelease: true })
      const { entries, foreign } = await shop(openOn(github))
      expect(entries.map((entry) => [entry.key, entry.record])).toEqual([[key, record]])
      expect(foreign).toEqual([{ key: forged, reason: 'not-ours' }])
    }))

  test('a record that turned unreadable is refused by its key', () =>
    withGitHub(async (github) => {
      const key = plant(github, { ...rolloutOn(github), schema: 2 })
      await expect(openOn(github).read(key)).rejects.toThrow('newer-version')
    }))
})

describe('the time', () => {
  test('is asked for once when nothing was asked before, at no cost', () =>
    withGitHub(async (github) => {
      const ledger = openOn(github)
      expect(await ledger.now()).toBe(github.clock.now())
      expect(github.log.map(({ path }) => path)).toEqual(['/rate_limit'])
    }))

  test('goes on by this machine between two answers, and never ahead of GitHub', () =>
    withGitHub(async (github) => {
      let passed = 0
      const ledger = openOn(github, { monotonic: () => passed })
      const start = await ledger.now()
      passed = 90_500
      expect(await ledger.now()).toBe(start + 90_500)
      github.advance(91_000)
      await shop(ledger)
      expect(await ledger.now()).toBe(start + 91_000)
    }))

  test('does not step back because GitHub tells whole seconds only', () =>
    withGitHub(async (github) => {
      let passed = 0
      const ledger = openOn(github, { monotonic: () => passed })
      const start = await ledger.now()
      passed = 900
      github.advance(900)
      await shop(ledger)
      expect(await ledger.now()).toBe(start + 900)
    }))

  test('follows GitHub when this machine ran ahead', () =>
    withGitHub(async (github) => {
      let passed = 0
      const ledger = openOn(github, { monotonic: () => passed })
      const start = await ledger.now()
      passed = DAY
      await shop(ledger)
      expect(await ledger.now()).toBe(start)
    }))
})

describe('a token that is not enough', () => {
  const only = (github: GitHubStandIn, permissions: Record<string, 'read' | 'write'>) => {
    github.state.tokens.set('ghs_less', { login: 'github-actions[bot]', app: true, permissions })
    return openOn(github, { token: 'ghs_less' })
  }

  test('a missing permission is named, with the lines to add', () =>
    withGitHub(async (github) => {
      const error = await shop(only(github, { contents: 'read' })).catch((caught: unknown) => caught)
      expect(error).toMatchObject({ name: 'ConfigError' })
      expect(String(error)).toContain('list deployments')
      expect(String(error)).toContain('permissions:\n    deployments: read')
    }))

  test('reading alone does not create: nothing is written, and the permission to write is named', () =>
    withGitHub(async (github) => {
      const made = only(github, { deployments: 'read' }).create(rolloutOn(github))
      await expect(made).rejects.toThrow('deployments: write')
      expect(github.state.deployments.size).toBe(0)
    }))

  test.each([
    ['issues=write', ['issues: write']],
    ['pull_requests=write,contents=read', ['pull-requests: write', 'contents: read']],
    ['deployments=write; administration=write', ['deployments: write']],
    ['::set-output name=x::y', ['deployments: read']],
  ])('GitHub asks for %s: the block says so', (accepted, lines) =>
    withGitHub(async (github) => {
      const headers = { 'x-accepted-github-permissions': accepted }
      github.faults.next({ kind: 'answer', status: 403, headers, message: 'Resource not accessible' })
      const error = await shop(openOn(github)).catch((caught: unknown) => caught)
      expect(String(error)).toContain(`permissions:\n${lines.map((line) => `    ${line}`).join('\n')}`)
    }),
  )

  test('a wrong token is called wrong, and never repeated', () =>
    withGitHub(async (github) => {
      const error = await shop(openOn(github, { token: 'ghs_expired' })).catch((caught: unknown) => caught)
      expect(error).toMatchObject({ name: 'ConfigError' })
      expect(String(error)).not.toContain('ghs_expired')
      expect(github.log).toHaveLength(1)
    }))

  test('a repository that cannot be seen is a matter for a person', () =>
    withGitHub(async (github) => {
      const seen = shop(openOn(github, { repository: 'acme/other' }))
      await expect(seen).rejects.toMatchObject({ name: 'ConfigError' })
    }))

  test('a repository that moved is not followed with the token in hand', () =>
    withGitHub(async (github) => {
      const headers = { location: 'https://example.com/' }
      github.faults.next({ kind: 'answer', status: 301, headers })
      await expect(shop(openOn(github))).rejects.toMatchObject({ name: 'ConfigError' })
      expect(github.log).toHaveLength(1)
    }))

  test.each(['acme', 'acme/shop/x', '../shop', 'acme/sh op', ''])('%j is no repository', (repository) =>
    withGitHub(async (github) => {
      expect(() => openOn(github, { repository })).toThrow('owner/name')
    }),
  )
})

describe('a record with no room left', () => {
  test('says so, and that asking again is of no use', () =>
    withGitHub(async (github) => {
      const ledger = openOn(github)
      const { key } = await ledger.create(rolloutOn(github))
      for (let event = 1; event <= 100; event++)
        await ledger.append(key, { text: eventText(event), outcome: 'in_progress' })
      const further = ledger.append(key, { text: eventText(101), outcome: 'in_progress' })
      await expect(further).rejects.toMatchObject({ name: 'ProviderError', retryable: false, status: 422 })
      expect((await openOn(github).read(key))?.events).toHaveLength(100)
    }))
})

test('a commit made after the start of the stand-in can carry a record too', () =>
  withGitHub(async (github) => {
    const { sha } = commitTo(github.state, 'main', { message: 'Sell more' })
    const { key } = await openOn(github, { token: FULL_TOKEN }).create(rolloutOn(github, { revision: sha }))
    expect(github.state.deployments.get(Number(key))?.sha).toBe(sha)
  }))
