import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { runStep } from '../actions/step.ts'
import { finishRun } from '../fakes/github/concurrency.ts'
import { commitTo } from '../fakes/github/history.ts'
import { addRun } from '../fakes/github/routes/runs.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import { FULL_TOKEN, type Run } from '../fakes/github/state.ts'
import { type LocalServer, type Seen, serve } from '../kit/server.ts'
import { SITE } from '../platforms/command/place.ts'
import { insideOf } from '../scenarios/pipelines/inside.ts'

const MINUTE = 60_000

/** How far a release has come before something hostile happens: nothing yet, deployed, 5 or 40 minutes at 10 %. */
export type Station = 'before' | 'deployed' | 'baking' | 'due'

/** How a step ended, as the runner and its log show it. */
export interface HouseEnd {
  code: number
  log: string
  outputs: Readonly<Record<string, string>>
  summary: string
}

/** Answers a request to the service or to its statistics. */
export type Answering = (response: ServerResponse, seen: Seen) => void

/** What a step is given besides the usual. */
export interface HouseOrder {
  inputs?: Readonly<Record<string, string>>
  env?: Readonly<Record<string, string>>
  /** The run whose step it is. Default: a push to `main`, of its own. */
  run?: Partial<Run>
}

/**
 * A repository, its service on the platform `command`, its statistics and GitHub. Steps are the real actions; the
 * platform writes down every command that it is given.
 */
export interface House {
  github: GitHubStandIn
  workspace: string
  /** The server that is the service and its statistics. */
  server: LocalServer
  /** What the service and its statistics say from now on. */
  says(service: Answering | null, statistics?: Answering | null): void
  /** Where the platform says that a release answers. */
  address(url: string): void
  write(path: string, text: string | Buffer): void
  /** Changes the configuration of the working copy. */
  configure(change: (text: string) => string): void
  /** Adds a commit to `main` and answers it. */
  commit(message: string): string
  step(action: string, order?: HouseOrder): Promise<HouseEnd>
  /** The same by the committed bundle, in a process of its own. */
  bundle(action: string, order?: HouseOrder): Promise<HouseEnd>
  /** Brings a commit up to this station. Answers it. */
  bring(to: Station): Promise<string>
  wait(milliseconds: number): void
  /** Remembers everything but the time; the answer puts it back. */
  keep(): () => void
  /** What the platform holds: releases with their revisions and weights. */
  platform(): string
  /** Every command that changes something, as the platform was given it. */
  commands(): string[]
  close(): Promise<void>
}

/** Steps of the chain that lead to a station. */
const STEPS_TO: Readonly<Record<Station, number>> = { before: 0, deployed: 2, baking: 4, due: 4 }

/** Says where it stands what the platform was asked for, then lets the team's own script do it. */
const OPS = `#!/bin/sh
case $1 in
current|can-roll-back) ;;
address) printf '{"url":"%s"}' "$(cat "$SITE_STATE/address")"; exit 0 ;;
*) printf '%s\\n' "$*" >>"$SITE_STATE/log" ;;
esac
exec "$SITE_OPS" "$@"
`

const CONFIG = (url: string): string => `version: 1
service: shop
components:
  web:
    platform: command
    allow-private-network: true
    current: [./ops.sh, current]
    deploy: [./ops.sh, deploy, '{revision}', '{rollout}']
    set-weight: [./ops.sh, set-weight, '{canary}', '{baseline}', '{weight}']
    rollback: [./ops.sh, rollback, '{release}']
    can-roll-back: [./ops.sh, can-roll-back, '{release}']
    address: [./ops.sh, address, '{release}']
    env: [SITE_STATE, SITE_OPS]
    secrets: [TEAM_TOKEN]
secrets:
  - TEAM_TOKEN
smoke:
  - name: health
    component: web
    path: /healthz
    version: { json: /version }
    interval: 1s
    passes: 1
    deadline: 1s
sources:
  counts: { type: http-json, url: '${url}/counts', allow-private-network: true }
metrics:
  errors:
    source: counts
    of: web
    path: '?from={from}&to={to}&step={slice}&canary={canary}&baseline={baseline}'
    rows: /rows
    slice-start: /at
    release: /release
    total: /total
    bad: /bad
    max: 2%
environments:
  production:
    steps: [{ weight: 10%, bake: 30m }, { weight: 50%, bake: 30m }, { weight: 100%, bake: 30m }]
    slice: 5m
    watch: 0s
    warm-up: 0
`

/** Rows of a service that counts: so many units a slice, so many of them bad. */
export const rowsOf = (path: string, total: unknown, bad: unknown): Record<string, unknown>[] => {
  const asked = new URL(path, 'http://counts').searchParams
  const [from, to] = [Date.parse(asked.get('from') ?? ''), Date.parse(asked.get('to') ?? '')]
  const step = Number(asked.get('step')) * 1000
  const slices = Array.from({ length: Math.round((to - from) / step) }, (_, index) => from + index * step)
  return slices.flatMap((at) =>
    ['canary', 'baseline'].map((who) => ({
      at: new Date(at).toISOString(),
      release: asked.get(who),
      total,
      bad,
    })),
  )
}

const HEALTHY: Answering = (response, { path }) =>
  response.end(JSON.stringify({ rows: rowsOf(path, 2000, 2) }))

const readOutputs = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^([\w-]+)<<end-of-it\n([\s\S]*?)\nend-of-it$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )

/** Opens one, in which v1 serves. */
export const openHouse = async (): Promise<House> => {
  const place = mkdtempSync(join(tmpdir(), 'sluice-house-'))
  const workspace = join(place, 'repository')
  const state = join(place, 'site')
  for (const folder of [join(workspace, '.github'), join(state, 'releases')])
    mkdirSync(folder, { recursive: true })
  const github = await startGitHub({ check: false })
  let service: Answering | null = null
  let statistics: Answering | null = null
  let live = ''
  const server = await serve((response, seen) => {
    if (seen.path.startsWith('/counts')) (statistics ?? HEALTHY)(response, seen)
    else if (service) service(response, seen)
    else response.end(JSON.stringify({ version: live }))
  })
  const write = (path: string, text: string | Buffer): void => {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), text)
  }
  write('.github/sluice.yml', CONFIG(server.url))
  write('ops.sh', OPS)
  chmodSync(join(workspace, 'ops.sh'), 0o755)
  writeFileSync(join(state, 'address'), server.url)
  const head = (): string => github.state.refs.get('refs/heads/main') ?? ''
  writeFileSync(join(state, 'releases', 'site-1'), `${head()} - 100\n`)
  writeFileSync(join(state, 'count'), '1\n')
  const play = insideOf(github.clock, {}, 10)
  let steps = 0
  let kept = 0
  const runOf = ({ run = {} }: HouseOrder): Run =>
    (run.id && github.state.runs.get(run.id)) || addRun(github.state, run)
  const variablesOf = (run: Run): Record<string, string> => ({
    SITE_STATE: state,
    SITE_OPS: join(SITE, 'ops.sh'),
    TEAM_TOKEN: 'open-sesame-please',
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_EVENT_NAME: run.event,
    GITHUB_RUN_ID: String(run.id),
    GITHUB_SHA: run.headSha,
    GITHUB_REF: `refs/heads/${run.headBranch}`,
    GITHUB_ACTOR: run.actor,
  })
  const inputsOf = (action: string, { inputs = {} }: HouseOrder): Record<string, string> => ({
    environment: 'production',
    ...(action !== 'secret-check' && { 'github-token': FULL_TOKEN }),
    ...inputs,
  })

  const house: House = {
    github,
    workspace,
    server,
    says: (nextService, nextStatistics = null) => {
      service = nextService
      statistics = nextStatistics
    },
    address: (url) => writeFileSync(join(state, 'address'), url),
    write,
    commit: (message) => {
      github.advance(1000)
      return commitTo(github.state, 'main', { message }).sha
    },
    wait: (milliseconds) => github.advance(milliseconds),
    step: async (action, order = {}) => {
      const run = runOf(order)
      steps += 1
      const file = (name: string): string => join(place, `${name}-${steps}`)
      for (const name of ['output', 'summary']) writeFileSync(file(name), '')
      const lines: string[] = []
      const files = {
        GITHUB_OUTPUT: file('output'),
        GITHUB_STEP_SUMMARY: file('summary'),
        RUNNER_TEMP: place,
      }
      const inputs = Object.entries(inputsOf(action, order)).map(
        ([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const,
      )
      const env = {
        PATH: process.env.PATH ?? '',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: workspace,
        ...files,
        ...Object.fromEntries(inputs),
        ...variablesOf(run),
        ...order.env,
      }
      const command = { file: process.execPath, args: [`/actions/${action}/index.js`], cwd: workspace, env }
      const code = (await play(command, (line) => lines.push(line))?.ended) ?? 1
      if (run.status !== 'completed') finishRun(github.state, run, code === 0 ? 'success' : 'failure')
      return {
        code,
        log: lines.join('\n'),
        outputs: readOutputs(readFileSync(file('output'), 'utf8')),
        summary: readFileSync(file('summary'), 'utf8'),
      }
    },
    bundle: async (action, order = {}) => {
      const run = runOf(order)
      const end = await runStep(action, {
        workspace,
        inputs: inputsOf(action, order),
        env: { ...variablesOf(run), ...order.env },
      })
      finishRun(github.state, run, 'success')
      return { ...end, code: end.code ?? 1 }
    },
    bring: async (to) => {
      const revision = house.commit('a better shop')
      live = revision
      const chain: [string, Record<string, string>][] = [
        ['rollout', { operation: 'start', revision }],
        ['deploy', { revision }],
        ['smoke-test', {}],
        ['rollout', { operation: 'advance' }],
      ]
      for (const [action, inputs] of chain.slice(0, STEPS_TO[to])) {
        const { code, log } = await house.step(action, { inputs })
        if (code !== 0) throw new Error(`${action} did not pass:\n${log}`)
      }
      if (to === 'baking') github.advance(5 * MINUTE)
      if (to === 'due') github.advance(40 * MINUTE)
      return revision
    },
    configure: (change) =>
      write('.github/sluice.yml', change(readFileSync(join(workspace, '.github/sluice.yml'), 'utf8'))),
    keep: () => {
      kept += 1
      const copy = join(place, `kept-${kept}`)
      for (const folder of [workspace, state])
        cpSync(folder, join(copy, basename(folder)), { recursive: true })
      const { clock, nextId, ...data } = github.state
      const known = structuredClone(data)
      return () => {
        Object.assign(github.state, structuredClone(known))
        for (const folder of [workspace, state]) {
          rmSync(folder, { recursive: true, force: true })
          cpSync(join(copy, basename(folder)), folder, { recursive: true })
        }
        house.says(null)
      }
    },
    platform: () =>
      readdirSync(join(state, 'releases'))
        .sort()
        .map((id) => `${id} ${readFileSync(join(state, 'releases', id), 'utf8')}`)
        .join(''),
    commands: () =>
      existsSync(join(state, 'log')) ? readFileSync(join(state, 'log'), 'utf8').trim().split('\n') : [],
    close: async () => {
      await server.close()
      rmSync(place, { recursive: true, force: true })
      await github.close()
    },
  }
  return house
}
