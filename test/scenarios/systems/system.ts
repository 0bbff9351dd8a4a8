import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Survey, survey } from '../../../src/gates/journal.ts'
import type { Surroundings } from '../../../src/kit/host.ts'
import type { RunReport } from '../../../tools/workflow-runner/report.ts'
import { createRunner, type Runner } from '../../../tools/workflow-runner/runner.ts'
import { type VirtualClock, virtualClock } from '../../fakes/clock.ts'
import { commitTo, type Files } from '../../fakes/github/history.ts'
import { ensureEnvironment } from '../../fakes/github/routes/environments.ts'
import { type GitHubStandIn, startGitHub } from '../../fakes/github/server.ts'
import { serve } from '../../kit/server.ts'
import { openOn } from '../../ledger/github.ts'
import { keepBundle } from '../pipelines/keeping.ts'
import { serveClock, timeOf } from '../pipelines/project.ts'
import { describeHappening } from '../shop.ts'
import { openGateway } from './gateway.ts'
import type { Route } from './vendors.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const MINUTE = 60_000
const DAY = 86_400_000

/** What a system is made of besides its example. */
export interface SystemOptions {
  /** Folder below `examples`. */
  example: string
  /** When the story begins, milliseconds since 1970. */
  start: number
  /** Secrets by environment. */
  secrets: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Who stands for which address. */
  routes: readonly Route[]
  /** People who may write to the repository, besides ada and grace. */
  people?: readonly string[]
  private?: boolean
  /** Environments with reviewers. */
  reviewers?: Readonly<Record<string, readonly string[]>>
  /** Checks that every commit has passed. */
  checks?: readonly string[]
  /** Who approves the pull request of every commit. Default: commits come without one. */
  reviewedBy?: readonly string[]
  /** How often the tick looks. */
  cron: string
  /** Folder of programs that the machines of the jobs have before all others. */
  tools?: string
  /** Files of a revision besides those of the example. */
  files?: (version: string) => Files
  /** What the vendors do when a commit arrives. */
  arrived?: (commit: string, version: string) => void | Promise<void>
  /** Waits from here on are virtual, in milliseconds. Default 10: adapters that poll wait for less than a second. */
  shortest?: number
  /** Called after each step of a job: who serves is looked at. */
  noticed: (now: number) => void | Promise<void>
  /** Where sockets and names lead. */
  surroundings?: Surroundings
}

/** One of the five systems: its example's own files, played by the runner on virtual time against stand-ins. */
export interface System {
  github: GitHubStandIn
  runner: Runner
  now(): number
  /** A commit that was there before the pipelines were. Answers it. */
  begin(version: string): string
  push(version: string, by?: string): Promise<void>
  tag(tag: string, by?: string): Promise<void>
  /** Presses the button of rollback.yml. */
  press(verb: string, environment: string, by?: string): Promise<void>
  approve(environment: string, by: string): Promise<void>
  /** Lets time pass, ticks included, up to this moment: `Mon 00:30`. */
  until(moment: string): Promise<void>
  survey(environment: string): Promise<Survey>
  /** What happened in an environment: one line per event, `Mon 00:00 set 20%`. */
  story(environment: string): Promise<string[]>
  /** Runs that failed, with their text. */
  failures(): string[]
  versionOf(commit: string): string
  runsOf(file: string): RunReport[]
  close(): Promise<void>
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The example as people copy it: the name of the repository with our workflows put in, and how often the tick looks. */
const filesOf = ({ example, cron }: SystemOptions): Files => {
  const folder = `examples/${example}/.github`
  const texts = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .map((name) => {
      const text = read(`${folder}/${name}`)
        .replace(/owner\/sluice\/(\S+)@[0-9a-f]{40}/g, 'acme/sluice/$1@main')
        .replace(/cron: '.*'/, `cron: '${cron}'`)
      return [`.github/${name}`, text] as const
    })
  return Object.fromEntries(texts)
}

const momentAfter = (now: number, text: string): number => {
  for (let at = Math.ceil(now / MINUTE) * MINUTE; at < now + 8 * DAY; at += MINUTE)
    if (timeOf(at) === text && at > now) return at
  throw new RangeError(`${text} is no time of the week`)
}

const addPeople = ({ state }: GitHubStandIn, people: readonly string[]): void => {
  for (const [index, login] of people.entries()) {
    state.users.set(login, { id: 100 + index, login, type: 'User' })
    state.collaborators.set(login, 'write')
  }
}

const protect = ({ state }: GitHubStandIn, { secrets, reviewers = {} }: SystemOptions): void => {
  for (const name of Object.keys(secrets)) {
    const policies = [
      { id: state.nextId(), name: 'main', type: 'branch' as const },
      { id: state.nextId(), name: 'v*', type: 'tag' as const },
    ]
    Object.assign(ensureEnvironment(state, name), { branchPolicy: 'custom', policies })
  }
  for (const [name, logins] of Object.entries(reviewers))
    ensureEnvironment(state, name).reviewers.push(...logins)
}

const SHORTEST = 10

/** Answers where a host and port really are. */
const serveDial = ({ dial }: Surroundings) =>
  serve((response, { path }) => {
    const asked = new URL(path, 'http://dial').searchParams
    response.end(JSON.stringify(dial?.(asked.get('host') ?? '', Number(asked.get('port')))))
  })

/** Our actions as the bundle that is shipped plays them, in one process of its own. */
const openBundle = async (
  { routes, surroundings = {}, shortest = SHORTEST }: SystemOptions,
  github: GitHubStandIn,
  clock: VirtualClock,
) => {
  const gateway = await openGateway(routes)
  const [clockServer, dialServer] = [await serveClock(github, clock), await serveDial(surroundings)]
  const { ca, nameServers, dial } = surroundings
  const keeping = keepBundle(
    {
      TEST_CLOCK: clockServer.url,
      TEST_SHORTEST: String(shortest),
      TEST_VENDORS: String(gateway.port),
      TEST_SURROUNDINGS: JSON.stringify({ ca, nameServers, dial: dial && dialServer.url }),
    },
    () => true,
  )
  const close = async (): Promise<void> => {
    keeping.close()
    await Promise.all([gateway.close(), clockServer.close(), dialServer.close()])
    if (gateway.lost.length > 0) throw new Error(gateway.lost.join('\n'))
  }
  return { start: keeping.start, close }
}

/** Opens one. Nothing serves yet. */
export const openSystem = async (options: SystemOptions): Promise<System> => {
  const { example, secrets, checks = [], files = () => ({}), people = [] } = options
  const clock = virtualClock(options.start)
  const github = await startGitHub({ now: clock })
  const { state } = github
  state.repository.private = options.private ?? false
  addPeople(github, people)
  protect(github, options)
  const versions = new Map<string, string>()
  const own = filesOf(options)
  const bundle = await openBundle(options, github, clock)
  const runner = createRunner({
    github,
    schedule: { latest: 0, dropped: 0 },
    secrets: { environments: secrets },
    repositories: { 'acme/sluice': root },
    machine: {
      PATH: [...(options.tools === undefined ? [] : [options.tools]), process.env.PATH ?? ''].join(delimiter),
    },
    start: bundle.start,
    onStep: async ({ when }) => {
      if (when === 'after') await options.noticed(clock.now())
    },
  })
  const journal = (environment: string) => ({
    name: example,
    environment,
    components: [],
    measurements: [],
    ledger: openOn(github),
    author: { login: 'ada', run: '1', tool: '0.1.0' },
    world: { sleep: async () => {}, elapsed: () => 0, random: (length: number) => '0'.repeat(length) },
    say: () => {},
  })
  const system: System = {
    github,
    runner,
    now: clock.now,
    begin: (version) => {
      const { sha } = commitTo(state, 'main', { message: version, files: files(version) })
      versions.set(sha, version)
      return sha
    },
    push: async (version, by = 'ada') => {
      const before = state.refs.get('refs/heads/main')
      const change = { ...own, ...files(version), 'app/version': version }
      const pushed = runner.push({ change, message: version, by })
      await pushed
      const sha = state.refs.get('refs/heads/main') ?? ''
      if (sha === before) throw new Error('nothing was pushed')
      versions.set(sha, version)
      state.checkRuns.set(
        sha,
        checks.map((name) => ({ name, conclusion: 'success' })),
      )
      if (options.reviewedBy !== undefined) {
        const number = state.nextId()
        const { reviewedBy: approvedBy } = options
        state.pulls.set(number, {
          number,
          title: version,
          by,
          commit: sha,
          mergedAt: clock.now(),
          approvedBy,
        })
      }
      await options.arrived?.(sha, version)
      await runner.runUntilQuiet()
    },
    tag: async (tag, by = 'ada') => {
      await runner.push({ tag, by })
      await runner.runUntilQuiet()
    },
    press: async (verb, environment, by = 'grace') => {
      const inputs = { verb, environment, reason: 'because' }
      await runner.dispatch({ workflow: 'rollback.yml', inputs, by })
      await runner.runUntilQuiet()
    },
    approve: async (environment, by) => {
      await runner.approve({ environment, by })
      await runner.runUntilQuiet()
    },
    until: (moment) => runner.advance(momentAfter(clock.now(), moment) - clock.now()),
    survey: (environment) => survey(journal(environment)),
    story: async (environment) => {
      const { rollouts, rollbacks } = await system.survey(environment)
      const all = [...rollouts, ...rollbacks].sort((a, b) => a.record.startedAt - b.record.startedAt)
      return all.flatMap(({ record, state: { story } }) => [
        `${record.kind} of ${versions.get(record.revision) ?? record.revision}`,
        ...story.map(({ at, happening }) =>
          `${timeOf(at)} ${describeHappening(happening)}`
            .replaceAll(/\b[0-9a-f]{40}\b/g, (sha) => versions.get(sha) ?? sha)
            .replaceAll(/(deployed \S+) \S+/g, '$1'),
        ),
      ])
    },
    failures: () =>
      runner
        .runs()
        .filter(({ conclusion }) => conclusion !== null && conclusion !== 'success')
        .map(({ id }) => runner.story(id).replaceAll(/^.*::add-mask::.*\n/gm, '')),
    versionOf: (commit) => versions.get(commit) ?? commit,
    runsOf: (file) => runner.runs().filter(({ workflow }) => workflow.endsWith(`/${file}`)),
    close: async () => {
      runner.close()
      await bundle.close()
      await github.close()
    },
  }
  return system
}
