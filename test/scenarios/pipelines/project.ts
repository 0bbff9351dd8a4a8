import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { advance } from '../../../src/gates/advance.ts'
import { deploy } from '../../../src/gates/deploy.ts'
import { type Survey, survey } from '../../../src/gates/journal.ts'
import type { Service } from '../../../src/gates/service.ts'
import { startRollout } from '../../../src/gates/start-rollout.ts'
import type { StepMoment } from '../../../tools/workflow-runner/job-order.ts'
import type { RunnerOptions } from '../../../tools/workflow-runner/options.ts'
import type { JobReport, RunReport } from '../../../tools/workflow-runner/report.ts'
import { createRunner, type Runner } from '../../../tools/workflow-runner/runner.ts'
import { type VirtualClock, virtualClock } from '../../fakes/clock.ts'
import { commitTo, type Files } from '../../fakes/github/history.ts'
import { ensureEnvironment } from '../../fakes/github/routes/environments.ts'
import { type GitHubStandIn, type Logged, startGitHub } from '../../fakes/github/server.ts'
import { type LocalServer, serve } from '../../kit/server.ts'
import { openOn } from '../../ledger/github.ts'
import { startTown, type Town } from '../../platforms/local/town.ts'
import { describeHappening, JUDGEMENT, PLAN } from '../shop.ts'
import { insideOf } from './inside.ts'
import { keepBundle } from './keeping.ts'
import { openVisitors, type Visitors } from './visitors.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const root = fileURLToPath(new URL('../../..', import.meta.url))
const TOKEN = 'the-token-of-the-statistics'

/** Steps of a week: each ends a little before the tick that takes the next one. */
export const WEEK = `
      - { weight: 10%, bake: 23h30m }
      - { weight: 25%, bake: 47h30m }
      - { weight: 50%, bake: 47h30m, approval: true }
      - { weight: 100%, bake: 47h30m }`

/** Where the workflows come from. */
export type Origin = 'same organization' | 'same repository' | 'other owner' | 'own jobs'

/** What a project is made of; everything has a default. */
export interface ProjectOptions {
  /** `bundle`: dist/ in processes. `inside`: the same actions from their sources, in this process. */
  how?: 'bundle' | 'inside'
  /** With `bundle`: whether steps that begin at this moment may share a process. Default: never. */
  kept?: (now: number) => boolean
  origin?: Origin
  steps?: string
  /** More keys of the environment, as lines of YAML. */
  environment?: string
  /** Changes the callers before they are committed, by path. */
  callers?: (files: Files) => Files
  /** Schedule of the tick. Default hourly. */
  cron?: string
  seed?: number
  runner?: Partial<RunnerOptions>
  /** Where the secrets are kept. Default `repository`. */
  secrets?: 'repository' | 'environments'
  /** More secrets, kept in the same place. */
  moreSecrets?: Record<string, string>
  private?: boolean
}

/** A repository with pipelines, a service on the embedded platform, its visitors and its people, on virtual time. */
export interface Project {
  github: GitHubStandIn
  runner: Runner
  town: Town
  visitors: Visitors
  /** Pushes a version; answers its run. `config` changes the configuration of that commit. */
  push(version: string, change?: { by?: string; config?: (text: string) => string }): Promise<number>
  /** Presses the button of rollback.yml. */
  press(verb: string, more?: { by?: string; reason?: string; target?: string }): Promise<number>
  approve(by?: string): Promise<void>
  /** Lets time pass up to this moment, `Tue 03:07` for example, ticks included. */
  until(moment: string): Promise<void>
  /** Who serves: `v1 90, v2 10`. */
  serving(): Promise<string>
  survey(): Promise<Survey>
  /** Records with what happened to them and when, oldest first. */
  ledger(): Promise<string>
  commitOf(version: string): string
  versionOf(revision: string): string
  /** Every notice so far. */
  told: readonly Notice[]
  /** Runs of a caller, oldest first. */
  runsOf(file: string): RunReport[]
  /** What each step that ran asked of GitHub. */
  calls: readonly StepCalls[]
  close(): Promise<void>
}

/** What somebody was told. */
export interface Notice {
  kind: string
  title: string
  text: string
  next: string
  revision: string
  reminder: boolean
}

/** Requests of one step to GitHub. */
export interface StepCalls extends StepMoment {
  /** When it began, virtual. */
  at: number
  requests: readonly Logged[]
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Day of the week, hour and minute, UTC: `Mon 09:05`. */
export const timeOf = (moment: number): string => {
  const date = new Date(moment)
  return `${DAYS[date.getUTCDay()]} ${date.toISOString().slice(11, 16)}`
}

const momentAfter = (now: number, text: string): number => {
  for (let at = Math.ceil(now / MINUTE) * MINUTE; at < now + 8 * DAY; at += MINUTE)
    if (timeOf(at) === text && at > now) return at
  throw new RangeError(`${text} is no time of the week`)
}

const configOf = (
  town: Town,
  visitors: Visitors,
  { steps = WEEK, environment = '' }: ProjectOptions,
): string => `
version: 1
service: shop
components:
  web:
    platform: local
    host: ${town.state}
    directory: ${town.workspace}/releases/{revision}
    command: [node, server.mjs]
    health: /healthz
secrets: [SLUICE_SECRET_1, SLUICE_SECRET_2]
notify:
  team: { type: webhook, url: SLUICE_SECRET_2, allow-private-network: true }
smoke:
  - { name: who, path: /who, version: { json: /revision }, interval: 1s }
sources:
  stats: { type: http-json, url: "${visitors.server.url}", allow-private-network: true, token: SLUICE_SECRET_1, time: milliseconds }
metrics:
  errors:
    source: stats
    max: 2%
    vs-baseline: { relative: 50% }
    path: "/errors?from={from}&to={to}&slice={slice}"
    rows: /rows
    slice-start: /time
    release: /release
    total: /total
    bad: /bad
    abort: 50%
environments:
  production:
    steps:${steps}
    slice: 5m
${environment}`

/** One job that does everything, as the caller of the tick offers it in a comment. */
export const STATIC_TARGETS = (files: Files): Files =>
  changed(files, 'tick.yml', (text) => text.replace(/# (targets: '.*')/, '$1'))

/** The same files with one of them changed. */
export const changed = (files: Files, name: string, change: (text: string) => string): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, path.endsWith(`/${name}`) ? change(text) : text]),
  )

/** Minutes that GitHub bills for the jobs of these runs: each rounded up, 20 s of its own included. */
export const billedMinutes = (runs: readonly RunReport[]): number =>
  runs
    .flatMap(({ jobs }) => jobs)
    .filter(({ call, steps }) => !call && steps.length > 0)
    .map(({ startedAt, endedAt }) => Math.ceil(((endedAt ?? 0) - (startedAt ?? 0) + 20_000) / MINUTE))
    .reduce((sum, minutes) => sum + minutes, 0)

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const SOURCES: Readonly<Record<Origin, string>> = {
  'same organization': 'acme/sluice',
  'same repository': '',
  'other owner': 'canal-works/sluice',
  'own jobs': 'canal-works/sluice',
}

const NAMED = /[\w-]+\/sluice\/(\S+)@[0-9a-f]{40}/g
const OWN_NAMES = /\b(tick|approve|rollback)\.yml\b/g

/** The callers as people copy them, with their names put in. In the repository of the workflows some need other names. */
const callersFor = ({ origin = 'same organization', cron = '7 * * * *' }: ProjectOptions): Files => {
  const folder = origin === 'own jobs' ? 'examples/own-jobs' : 'examples/callers'
  const own = origin === 'same repository'
  const rename = (text: string): string => (own ? text.replace(OWN_NAMES, 'shop-$1.yml') : text)
  const texts = readdirSync(join(root, folder)).map((name) => {
    const text = rename(read(`${folder}/${name}`))
      .replace(NAMED, (_, path: string) =>
        own ? `./${path.replace('shop-', '')}` : `${SOURCES[origin]}/${path}@${'0'.repeat(40)}`,
      )
      .replace(/cron: '.*'/, `cron: '${cron}'`)
      // Named where it is not the default.
      .replace('approval-environment: production-approval\n', (line) =>
        own && name === 'deploy.yml' ? `${line}      tick-workflow: shop-tick.yml\n` : line,
      )
    return [`.github/workflows/${rename(name)}`, text] as const
  })
  return Object.fromEntries(texts)
}

/** What the repository of Sluice itself holds for its workflows. */
const ownFiles = (): Files => {
  const workflows = ['production', 'approve', 'rollback', 'tick'].map(
    (name) => `.github/workflows/${name}.yml`,
  )
  const verbs = readdirSync(join(root, 'actions'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  const actions = verbs.flatMap(({ name }) => [`actions/${name}/action.yml`, `actions/${name}/index.js`])
  return Object.fromEntries([...workflows, ...actions].map((path) => [path, read(path)]))
}

const filesOf = (options: ProjectOptions, config: string): Files => {
  const callers = callersFor(options)
  return {
    ...(options.origin === 'same repository' ? ownFiles() : {}),
    '.github/sluice.yml': config,
    ...(options.callers?.(callers) ?? callers),
  }
}

const placed = ({ secrets = 'repository' }: ProjectOptions, values: Record<string, string>) =>
  secrets === 'repository' ? values : { production: values }

/** The address that notices are sent to. */
const openInbox = async (): Promise<{ server: LocalServer; told: Notice[] }> => {
  const told: Notice[] = []
  const server = await serve((response, { body }) => {
    told.push(JSON.parse(body) as Notice)
    response.end()
  })
  return { server, told }
}

/** A clock that steps in processes of their own can move; it answers with its time. */
export const serveClock = (github: GitHubStandIn, clock: VirtualClock): Promise<LocalServer> =>
  serve((response, { path }) => {
    github.advance(Number(new URL(path, 'http://clock').searchParams.get('ms')))
    response.end(String(clock.now()))
  })

const recordsOf = async (known: Survey, versionOf: (revision: string) => string): Promise<string> => {
  const all = [...known.rollouts, ...known.rollbacks].sort((a, b) => a.record.startedAt - b.record.startedAt)
  const named = new Map(all.map(({ record }) => [record.id, versionOf(record.revision)]))
  const readable = (text: string): string =>
    text
      .replaceAll(/[rb]-[a-z0-9]{12}/g, (id) => named.get(id) ?? id)
      .replaceAll(/\b[0-9a-f]{40}\b/g, versionOf)
      .replaceAll(/(deployed web) \S+/g, '$1')
  return all
    .flatMap(({ record, state }) => [
      `${record.kind} of ${versionOf(record.revision)}, by ${record.requester}`,
      ...state.story.map(({ at, happening }) => `  ${timeOf(at)}  ${readable(describeHappening(happening))}`),
    ])
    .join('\n')
}

/** The stand-in's ledger as a run without platforms or metrics sees it. */
const journalOn = (github: GitHubStandIn): Service => ({
  name: 'shop',
  environment: 'production',
  components: [],
  measurements: [],
  ledger: openOn(github),
  author: { login: 'ada', run: '1', tool: '0.1.0' },
  world: { sleep: async () => {}, elapsed: () => 0, random: (length) => '0'.repeat(length) },
  say: () => {},
})

/** A release that was promoted before the story begins. */
const serveFirst = async (
  github: GitHubStandIn,
  { build, platform }: Town,
  version: string,
  versions: Map<string, string>,
): Promise<void> => {
  const { sha: revision } = commitTo(github.state, 'main', {
    message: version,
    files: { 'app/version': version },
  })
  versions.set(revision, version)
  build(revision)
  const service: Service = {
    ...journalOn(github),
    components: [{ name: 'web', exposure: 'split', platform }],
    checks: { canary: false, live: false },
  }
  const order = { revision, liveSmoke: false, dryRun: false, watch: 0 }
  await startRollout(service, {
    ...order,
    plan: { ...PLAN, steps: [{ weight: 100, bake: 0 }] },
    planHash: 'plan-0',
    judgement: { ...JUDGEMENT, tests: [], breakers: [] },
    configHash: 'config-0',
    inFlight: 'queue',
    migrations: null,
    restorePointMissing: null,
  })
  await deploy(service, order)
  for (let reason = ''; reason !== 'all-steps-done'; github.advance(MINUTE))
    ({ reason } = await advance(service, order))
}

/** Opens one: `v1` serves already. Close it, so that requests which GitHub's specification does not allow are seen. */
export const openProject = async (options: ProjectOptions = {}): Promise<Project> => {
  const { how = 'inside', origin = 'same organization', seed = 1 } = options
  const clock = virtualClock()
  const github = await startGitHub({ now: clock })
  github.state.repository.private = options.private ?? false
  const town = await startTown()
  const visitors = await openVisitors(clock, TOKEN)
  const clockServer = await serveClock(github, clock)
  const inbox = await openInbox()
  const secrets = { SLUICE_SECRET_1: TOKEN, SLUICE_SECRET_2: inbox.server.url, ...options.moreSecrets }
  const versions = new Map<string, string>()
  const notice = async (): Promise<void> => visitors.notice((await town.platform.current()).weights)
  const calls: StepCalls[] = []
  let [asked, began] = [0, 0]
  const machine =
    how === 'bundle'
      ? {
          NODE_OPTIONS: `--import=${join(root, 'test/scenarios/pipelines/virtual-sleep.mjs')}`,
          TEST_CLOCK: clockServer.url,
        }
      : {}
  const keeping = keepBundle(machine, () => options.kept?.(clock.now()) ?? false)
  const runner = createRunner({
    github,
    seed,
    schedule: { latest: 0, dropped: 0 },
    secrets: { [options.secrets ?? 'repository']: placed(options, secrets) },
    repositories: origin === 'same repository' ? {} : { [SOURCES[origin]]: root },
    machine,
    start: how === 'inside' ? insideOf(clock) : keeping.start,
    ...options.runner,
    onStep: async (moment) => {
      if (moment.when === 'before') {
        asked = github.log.length
        began = clock.now()
      } else {
        calls.push({ ...moment, at: began, requests: github.log.slice(asked) })
        await notice()
      }
      await options.runner?.onStep?.(moment)
    },
  })
  await serveFirst(github, town, 'v1', versions)
  await notice()
  const protect = ensureEnvironment(github.state, 'production')
  Object.assign(protect, { branchPolicy: 'custom', policies: [{ id: 1, name: 'main', type: 'branch' }] })
  ensureEnvironment(github.state, 'production-approval').reviewers.push('grace')
  const config = configOf(town, visitors, options)
  const versionOf = (revision: string): string => versions.get(revision) ?? revision
  const project: Project = {
    github,
    runner,
    town,
    visitors,
    push: async (version, { by = 'ada', config: change = (text: string) => text } = {}) => {
      const files = { ...filesOf(options, change(config)), 'app/version': version }
      const started = runner.push({ files, message: version, by })
      const [run] = await started
      const sha = github.state.refs.get('refs/heads/main') ?? ''
      versions.set(sha, version)
      town.build(sha)
      await runner.runUntilQuiet()
      if (run === undefined) throw new Error(`the push of ${version} started nothing`)
      return run
    },
    press: async (verb, { by = 'grace', reason = 'because', target = '' } = {}) => {
      const workflow = origin === 'same repository' ? 'shop-rollback.yml' : 'rollback.yml'
      const inputs = { verb, reason, ...(target === '' ? {} : { target }) }
      const run = await runner.dispatch({ workflow, inputs, by })
      await runner.runUntilQuiet()
      return run
    },
    approve: async (by = 'grace') => {
      await runner.approve({ environment: 'production-approval', by })
      await runner.runUntilQuiet()
    },
    until: (moment) => runner.advance(momentAfter(clock.now(), moment) - clock.now()),
    serving: async () =>
      (await town.platform.current()).weights
        .filter(({ weight }) => weight > 0)
        .map(({ release, weight }) => `${versionOf(release.revision)} ${weight}`)
        .sort()
        .join(', '),
    survey: () => survey(journalOn(github)),
    ledger: async () => recordsOf(await project.survey(), versionOf),
    commitOf: (version) => [...versions].findLast(([, name]) => name === version)?.[0] ?? version,
    versionOf,
    told: inbox.told,
    runsOf: (file) =>
      runner.runs().filter(({ workflow }) => workflow.replace('shop-', '').endsWith(`/${file}`)),
    calls,
    close: async () => {
      runner.close()
      keeping.close()
      await Promise.all([clockServer.close(), inbox.server.close(), visitors.close(), town.close()])
      await github.close()
    },
  }
  return project
}

/** Plays a story on a project of its own. */
export const onProject =
  (story: (project: Project) => Promise<void>, options: ProjectOptions = {}) =>
  async (): Promise<void> => {
    const project = await openProject(options)
    try {
      await story(project)
    } catch (error) {
      await project.close().catch(() => {})
      throw error
    }
    await project.close()
  }

/** A job of a run by the end of its name; an error tells what there is. */
export const jobOf = (run: RunReport, name: string): JobReport => {
  const found = run.jobs.find((job) => job.name === name || job.name.endsWith(`/ ${name}`))
  if (found) return found
  throw new Error(`no job ${name} among ${run.jobs.map((job) => job.name).join(', ')}`)
}
