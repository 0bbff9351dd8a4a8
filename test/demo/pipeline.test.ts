import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Customers, sendCustomers } from '../../demo/customers.ts'
import { checkOut, openHost } from '../../demo/stage.ts'
import { survey } from '../../src/gates/journal.ts'
import type { RunReport } from '../../tools/workflow-runner/report.ts'
import { createRunner } from '../../tools/workflow-runner/runner.ts'
import { ROOT } from '../actions/metadata.ts'
import type { Files } from '../fakes/github/history.ts'
import { ensureEnvironment } from '../fakes/github/routes/environments.ts'
import { startGitHub } from '../fakes/github/server.ts'
import { openOn } from '../ledger/github.ts'
import { insideOf } from '../scenarios/pipelines/inside.ts'
import { startPostgres } from '../servers/postgres.ts'

/** Customers a second: enough for a verdict within a second or two. */
const CUSTOMERS = 150

/** The router counts by this machine's clock, so everybody else does too. */
const REAL = { now: Date.now, advance: () => {} }

/**
 * The two lines that name the machine, as deploy.yml asks for; and a plan that a test can wait for. Errors alone are judged:
 * how fast a good release answers is a matter of what else the machine does.
 */
const onMachine = (home: string, text: string): string =>
  text
    .replace('host: host', `host: ${home}/host`)
    .replace('directory: releases/', `directory: ${home}/releases/`)
    .replace(/ +- \{ weight: (?:10|25)%.*\n/g, '')
    .replace(/bake: \d+s/g, 'bake: 2s')
    .replace('passes: 3', 'passes: 1')
    .replace(/ +slow: \{.*\n/, '')
    .replace(/ +within: \d+ms\n/, '')

const filesBelow = (folder: string, home: string): Files =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => {
        const text = readFileSync(path, 'utf8').replace(
          /owner\/sluice\/(\S+)@[0-9a-f]{40}/g,
          'acme/sluice/$1@main',
        )
        return [path.slice(folder.length + 1), path.endsWith('sluice.yml') ? onMachine(home, text) : text]
      }),
  )

/** The demo's shop in a repository, on the machine that serves it. */
const openShop = async () => {
  const home = mkdtempSync(join(tmpdir(), 'sluice-shop-'))
  const workspace = join(home, 'repository')
  cpSync(join(ROOT, 'demo', 'shop'), workspace, { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'))
  const database = await startPostgres()
  const host = await openHost(join(home, 'host'), database.url)
  const github = await startGitHub({ now: REAL })
  Object.assign(ensureEnvironment(github.state, 'production'), {
    branchPolicy: 'custom',
    policies: [{ id: github.state.nextId(), name: 'main', type: 'branch' }],
  })
  const runner = createRunner({
    github,
    schedule: { latest: 0, dropped: 0 },
    secrets: { environments: { production: { DATABASE_URL: database.url } } },
    variables: { repository: { SHOP_HOME: home } },
    repositories: { 'acme/sluice': ROOT },
    start: insideOf(null),
  })
  const versions = new Map<string, string>()
  const runOf = (id: number | undefined): RunReport => runner.run(id ?? 0)
  return {
    host,
    runner,
    /** Pushes a commit of the demo; answers its run when it is over. */
    push: async (version: string): Promise<RunReport> => {
      await checkOut({ workspace }, version)
      const [run] = await runner.push({
        files: { ...filesBelow(workspace, home), version },
        message: version,
      })
      versions.set(github.state.refs.get('refs/heads/main') ?? '', version)
      await runner.runUntilQuiet()
      return runOf(run)
    },
    /** One look of the tick. */
    tick: async (): Promise<RunReport> => {
      const run = await runner.dispatch({ workflow: 'tick.yml' })
      await runner.runUntilQuiet()
      return runOf(run)
    },
    press: async (verb: string): Promise<RunReport> => {
      const run = await runner.dispatch({
        workflow: 'rollback.yml',
        inputs: { verb, reason: 'v3 is understood' },
        by: 'grace',
      })
      await runner.runUntilQuiet()
      return runOf(run)
    },
    /** The newest rollout and how it stands: `v2 promoted`. */
    newest: async (): Promise<string> => {
      const { rollouts } = await survey({
        name: 'shop',
        environment: 'production',
        components: [],
        measurements: [],
        ledger: openOn(github),
        author: { login: 'ada', run: '1', tool: '0.1.0' },
        world: { sleep: async () => {}, elapsed: () => 0, random: (length) => '0'.repeat(length) },
        say: () => {},
      })
      const newest = rollouts.toSorted((a, b) => a.record.startedAt - b.record.startedAt).at(-1)
      return `${versions.get(newest?.record.revision ?? '')} ${newest?.state.phase}`
    },
    /** The version that answers a customer, by what its health page says. */
    serving: async (): Promise<string> => {
      const answer = await fetch(new URL('/healthz', host.publicUrl))
      const { version } = (await answer.json()) as { version: string }
      return versions.get(version) ?? version
    },
    close: async () => {
      runner.close()
      await host.stop()
      await Promise.all([github.close(), database.stop()])
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Jobs of a run that were not left out, and how they ended: `production / release: success`. */
const jobsOf = ({ jobs }: RunReport): string[] =>
  jobs
    .filter(({ call, result }) => !call && result !== 'skipped')
    .map(({ name, result }) => `${name}: ${result}`)

const RELEASED = ['build: success', 'production / propose: success', 'production / release: success']

test("the demo's shop by its own workflow files: a first release, a good one, a bad one, and a push that waits for a word", async () => {
  const shop = await openShop()
  let customers: Customers | undefined
  const settled = async (): Promise<string> => {
    for (let ticks = 0; ticks < 100; ticks += 1) {
      await shop.tick()
      const newest = await shop.newest()
      if (/ (?:promoted|rolled-back)$/.test(newest)) return newest
      await wait(250)
    }
    throw new Error(`a rollout never ended: ${await shop.newest()}`)
  }
  try {
    expect(jobsOf(await shop.push('v1'))).toEqual(RELEASED)
    customers = sendCustomers(shop.host.publicUrl, CUSTOMERS)
    expect(await settled()).toBe('v1 promoted')

    expect(jobsOf(await shop.push('v2'))).toEqual(RELEASED)
    expect(await settled()).toBe('v2 promoted')
    expect(await shop.serving()).toBe('v2')
    expect(customers.visits.filter(({ failed }) => failed)).toEqual([])

    expect(jobsOf(await shop.push('v3'))).toEqual(RELEASED)
    expect(await settled()).toBe('v3 rolled-back')
    expect(await shop.serving()).toBe('v2')

    const refused = await shop.push('v4')
    expect(jobsOf(refused)).toEqual(['build: success', 'production / propose: failure'])
    expect(shop.runner.story(refused.id)).toMatch(/On hold: \w+ was rolled back/)
    expect(await shop.newest()).toBe('v3 rolled-back')
    expect(jobsOf(await shop.press('release-hold'))).toEqual(['rollback / ask: success'])
  } finally {
    await customers?.leave()
    await shop.close()
  }
}, 180_000)
