import { createHash } from 'node:crypto'
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKED, SECRETS } from '../../scripts/workflows.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import { createHttp, type Http } from '../../src/kit/http.ts'
import type { Choices } from '../../tools/workflow-runner/choices.ts'
import type { Command, StartProcess } from '../../tools/workflow-runner/process.ts'
import type { RunReport } from '../../tools/workflow-runner/report.ts'
import { createRunner, type Runner } from '../../tools/workflow-runner/runner.ts'
import { ROOT } from '../actions/metadata.ts'
import { virtualClock } from '../fakes/clock.ts'
import { commitTo, type Files } from '../fakes/github/history.ts'
import { ensureEnvironment } from '../fakes/github/routes/environments.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import { insideOf } from '../scenarios/pipelines/inside.ts'
import { exportFor } from '../scenarios/pipelines/keeping.ts'

const MINUTE = 60_000

/** Thursday, 19 February 2026, 10:00 UTC: nothing is frozen in any of the examples. */
const THURSDAY = Date.UTC(2026, 1, 19, 10)

/** A secret of the repository that no caller names: nobody may ever see it. */
export const NOBODYS = 'SECRET_OF_NOBODY'

/** Every name that the workflows hand over. */
const NAMES = [...SECRETS, ...CHECKED]

/** What one step was given when it began. */
export interface Given {
  job: string
  /** Our action, or `run` for a shell. */
  action: string
  /** Inputs that are not empty, by the name of action.yml, the token aside. */
  inputs: Readonly<Record<string, string>>
  /** Secrets found anywhere in its environment, as `production: DATABASE_URL`. */
  secrets: readonly string[]
  /** Whether it got the token of its job. */
  token: boolean
}

/** Plays a step of ours in another way than from its sources. Answers its outputs. */
export type Stub = (given: Given) => Readonly<Record<string, string>>

/** A repository with the callers of one example, in which nothing was ever released. */
export interface Playing {
  github: GitHubStandIn
  runner: Runner
  /** The commit that is the newest of the default branch. */
  head: string
  /** What the steps were given so far. */
  given: readonly Given[]
  /** Hosts that somebody tried to ask, in order of their names. */
  asked(): string[]
  /** All secrets' values by where they are kept and their names. */
  secrets: ReadonlyMap<string, string>
  /** Waits until the first schedule has come, and answers its run. */
  untilScheduled(): Promise<RunReport>
  close(): Promise<void>
}

/** What a repository holds. */
export interface PlayingOptions {
  files: Files
  /** Environments that releases go to; each holds every secret that the workflows know. */
  environments: readonly string[]
  /** Checks that every commit has passed. */
  checks?: readonly string[]
  reviewers?: readonly string[]
  /** What GitHub does not promise. Default: the seed decides. */
  choices?: Partial<Choices>
  /** Stands for our actions. Default: they are played from their sources, in this process. */
  stub?: Stub
}

/** The files below an example's `.github`, with the name of the repository of our workflows put in. */
export const filesOf = (folder: string, target = '.github'): Files =>
  Object.fromEntries(
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yml'))
      .map((name) => [
        `${target}/${name}`,
        readFileSync(join(ROOT, folder, name), 'utf8').replace(
          /owner\/sluice\/(\S+)@[0-9a-f]{40}/g,
          'acme/sluice/$1@main',
        ),
      ]),
  )

const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A value of the right form that is of no use anywhere. */
const madeUp = (environment: string, name: string): string => {
  const own = sha(`${environment} ${name}`)
  const stripe = environment === 'staging' ? 'sk_test_' : 'sk_live_'
  const forms: Readonly<Record<string, string>> = {
    DATABASE_URL: `postgres://sluice:${own.slice(0, 20)}@127.0.0.1:1/app`,
    SLUICE_SECRET_2: `postgres://sluice_reader:${own.slice(0, 20)}@127.0.0.1:1/app`,
    CLOUDFLARE_ACCOUNT_ID: own.slice(0, 32),
    SUPABASE_ACCESS_TOKEN: `sbp_${own.slice(0, 40)}`,
    SUPABASE_ANON_KEY: `sb_publishable_${own.slice(0, 30)}`,
    SUPABASE_SERVICE_ROLE_KEY: `sb_secret_${own.slice(0, 30)}`,
    STRIPE_SECRET_KEY: `${stripe}${own.slice(0, 30)}`,
    RESEND_API_KEY: `re_${own.slice(0, 30)}`,
  }
  return forms[name] ?? `key-${own.slice(0, 30)}`
}

/** Refuses every vendor as if no line led there. This machine, the stand-in for GitHub on it, is asked as it is. */
const unreachable =
  (asked: Set<string>) =>
  ({ provider }: { provider: string }): Http => {
    const plain = createHttp({ provider })
    return {
      close: () => plain.close(),
      request: (request) => {
        const { hostname } = new URL(String(request.url))
        if (hostname === '127.0.0.1') return plain.request(request)
        asked.add(hostname)
        const message = `no connection to ${hostname}`
        return Promise.reject(new ProviderError({ provider, message, retryable: true, code: 'connection' }))
      },
    }
  }

const givenTo = ({ args, env }: Command, job: string, secrets: ReadonlyMap<string, string>): Given => {
  const action = exportFor(args[0] ?? '')
  const inputs = Object.entries(env)
    .filter(([name, value]) => name.startsWith('INPUT_') && name !== 'INPUT_GITHUB-TOKEN' && value !== '')
    .map(([name, value]) => [name.slice('INPUT_'.length).toLowerCase(), value] as const)
  const all = Object.values(env).join('\n')
  return {
    job,
    action: action === null ? 'run' : action.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    inputs: Object.fromEntries(inputs),
    secrets: [...secrets].filter(([, value]) => all.includes(value)).map(([name]) => name),
    token: /gh[a-z]_/.test(all),
  }
}

const protect = ({ state }: GitHubStandIn, { environments, reviewers = ['grace'] }: PlayingOptions): void => {
  for (const name of environments) {
    const policies = [
      { id: state.nextId(), name: 'main', type: 'branch' as const },
      { id: state.nextId(), name: 'v*', type: 'tag' as const },
    ]
    Object.assign(ensureEnvironment(state, name), { branchPolicy: 'custom', policies })
    ensureEnvironment(state, `${name}-approval`).reviewers.push(...reviewers)
  }
}

const secretsOf = (environments: readonly string[]) => {
  const vault = Object.fromEntries(
    environments.map((environment) => [
      environment,
      Object.fromEntries(NAMES.map((name) => [name, madeUp(environment, name)])),
    ]),
  )
  const repository = { [NOBODYS]: madeUp('the-repository', NOBODYS) }
  const known = Object.entries({ repository, ...vault }).flatMap(([place, values]) =>
    Object.entries(values).map(([name, value]) => [`${place}: ${name}`, value] as const),
  )
  return { vault: { repository, environments: vault }, known: new Map(known) }
}

/**
 * A run in lines: one for each job that is no call, with what our actions in it answered. `request: rollback refuse
 * no-rollout`, `approve: skipped`, `approval: waits`.
 */
export const told = ({ jobs, problems }: RunReport): string[] => [
  ...problems,
  ...jobs
    .filter(({ call, result }) => !call || result === 'skipped')
    .map(({ name, result, reason, environment, steps }) => {
      if (result === 'skipped') return `${name}: skipped`
      if (result === null) return `${name}: ${reason === null ? 'not yet' : 'waits'}`
      const answers = steps
        .filter(({ outcome, name }) => outcome !== 'skipped' && !name.includes('actions/checkout@'))
        .map(({ name, outputs }) => {
          const action = /actions\/([a-z-]+)/.exec(name)?.[1] ?? 'shell'
          return [action, outputs.decision, outputs.reason].filter(Boolean).join(' ')
        })
      return `${name}${environment === null ? '' : ` in ${environment}`}: ${result}: ${answers.join(', ')}`
    }),
]

/** Opens one. */
export const openPlaying = async (options: PlayingOptions): Promise<Playing> => {
  const clock = virtualClock(THURSDAY)
  const github = await startGitHub({ now: clock })
  protect(github, options)
  const { vault, known } = secretsOf(options.environments)
  const { sha: head } = commitTo(github.state, 'main', { message: 'v1', files: options.files })
  github.state.checkRuns.set(
    head,
    (options.checks ?? []).map((name) => ({ name, conclusion: 'success' })),
  )
  const given: Given[] = []
  const asked = new Set<string>()
  let job = ''
  const inside = insideOf(clock, { http: unreachable(asked) })
  const start: StartProcess = (command, onLine) => {
    const seen = givenTo(command, job, known)
    given.push(seen)
    if (!options.stub || seen.action === 'run') return inside(command, onLine)
    for (const [name, value] of Object.entries(options.stub(seen)))
      appendFileSync(command.env.GITHUB_OUTPUT ?? '', `${name}<<end-of-it\n${value}\nend-of-it\n`)
    return { ended: Promise.resolve(0), stop: () => {}, kill: () => {}, sweep: () => {} }
  }
  const runner = createRunner({
    github,
    schedule: { latest: 0, dropped: 0 },
    choices: options.choices ?? {},
    secrets: vault,
    repositories: { 'acme/sluice': ROOT },
    start,
    onStep: (moment) => {
      job = moment.job
    },
  })
  // What nothing starts on: it makes the workflows known, as any push does.
  await runner.push({ branch: 'side' })
  return {
    github,
    runner,
    head,
    given,
    asked: () => [...asked].sort(),
    secrets: known,
    untilScheduled: async () => {
      for (let waited = 0; waited <= 60; waited += 1) {
        const found = runner.runs().find(({ event }) => event === 'schedule')
        if (found) return found
        await runner.advance(MINUTE)
      }
      throw new Error('no schedule came within an hour')
    },
    close: async () => {
      runner.close()
      await github.close()
    },
  }
}
