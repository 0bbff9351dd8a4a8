import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Story } from '../src/report/story.ts'
import { formatEvidence } from '../src/rollout/format.ts'
import { isFinished } from '../src/rollout/phases.ts'
import { sendCustomers, type Visit } from './customers.ts'
import { type Observer, observe } from './observer.ts'
import { createScreen, type Screen } from './screen.ts'
import { buildStage, checkOut, OUT, type Stage } from './stage.ts'
import { type Job, runStep, type StepResult } from './steps.ts'

/** Customers per second: enough for a verdict within seconds, little enough for two cores. */
const CUSTOMERS = 200
const LEDGER = 'ledger'

interface Demo {
  stage: Stage
  job: Job
  screen: Screen
  observer: Observer
}

/** Which action, with which inputs. A step that fails ends the job unless it says otherwise. */
const step = async (
  { job, screen }: Demo,
  action: string,
  inputs: Record<string, string> = {},
): Promise<StepResult> => {
  const state = action === 'secret-check' ? {} : { ledger: `file:${LEDGER}` }
  const result = await runStep(job, action, { ...state, ...inputs })
  const verb = [action, inputs.operation, inputs.target].filter(Boolean).join(' ')
  const message = (JSON.parse(result.outputs.result ?? '{}') as { message?: string }).message ?? result.log
  screen.say(result.exitCode === 0 ? 'yes' : 'no', verb, message.split('\n')[0] ?? '')
  return result
}

const mustPass = async (
  demo: Demo,
  action: string,
  inputs: Record<string, string> = {},
): Promise<StepResult> => {
  const result = await step(demo, action, inputs)
  if (result.exitCode !== 0) throw new Error(`${action} failed:\n${result.log}`)
  return result
}

/** The pipeline of one push: everything that must be true before anybody sees the release. */
const push = async (demo: Demo, revision: string): Promise<void> => {
  await checkOut(demo.stage, revision)
  await mustPass(demo, 'secret-check')
  await mustPass(demo, 'rollout', { operation: 'start', revision })
  await mustPass(demo, 'migrate', { revision })
  await mustPass(demo, 'smoke-test', { target: 'live' })
  await mustPass(demo, 'deploy', { revision })
  await mustPass(demo, 'smoke-test', { target: 'canary' })
}

/** Ticks until the rollout has ended, as a schedule would; shows each look. */
const tickUntilDone = async (demo: Demo): Promise<{ story: Story; decidedAt: number | null }> => {
  for (;;) {
    const ticking = runStep(demo.job, 'rollout', { operation: 'advance', ledger: `file:${LEDGER}` })
    await showWhile(demo, ticking)
    const { outputs, log } = await ticking
    const told = JSON.parse(outputs.result ?? '{}') as { decidedAt?: number | null; message?: string }
    const [story] = await demo.observer.stories(1)
    if (!story) throw new Error(`the tick left no rollout:\n${log}`)
    demo.screen.settle(story)
    if (isFinished(story.state.phase)) return { story, decidedAt: told.decidedAt ?? null }
    await showWhile(demo, wait(400))
  }
}

const showWhile = async ({ observer, screen }: Demo, work: Promise<unknown>): Promise<void> => {
  let busy = true
  const done = work.finally(() => {
    busy = false
  })
  while (busy && screen.animated) {
    const [story] = await observer.stories(1)
    if (story && busy) screen.show(story)
    await Promise.race([done, wait(500)])
  }
  await done
}

interface RolloutResult {
  service: string
  environment: string
  revision: string
  outcome: string
  steps: { weight: number; enteredAt: string }[]
  reason: string
  evidence: number
  requests: { total: number; canary: number; failed: number }
  rollbackMs: number | null
}

const resultOf = async (
  { stage }: Demo,
  { story, decidedAt }: { story: Story; decidedAt: number | null },
  visits: readonly Visit[],
): Promise<RolloutResult> => {
  const { record, state, judged } = story
  const release = state.deployed.web ?? ''
  const from = record.startedAt
  const to = state.endedAt ?? state.headAt
  const during = visits.filter(({ at }) => at >= from && at <= to)
  return {
    service: record.service,
    environment: record.environment,
    revision: record.revision,
    outcome: state.phase,
    steps: state.story.flatMap(({ happening, at }) =>
      happening.kind === 'set' ? [{ weight: happening.weight, enteredAt: new Date(at).toISOString() }] : [],
    ),
    reason:
      state.story.findLast(
        ({ happening }) => happening.kind === 'rolled-back' || happening.kind === 'promoted',
      )?.happening.kind === 'promoted'
        ? 'all-steps-done'
        : (state.reason ?? ''),
    evidence: judged?.combined ?? 1,
    requests: {
      total: during.length,
      canary: during.filter((visit) => visit.release === release).length,
      failed: during.filter(({ failed }) => failed).length,
    },
    rollbackMs: decidedAt === null ? null : await rollbackSpan(stage, release, decidedAt),
  }
}

/** From the decision to the last new request that the router sent to the bad release, by the router's own clock. */
const rollbackSpan = async ({ workspace }: Stage, release: string, decidedAt: number): Promise<number> => {
  const { readLastRouted } = await import('./router.ts')
  const last = await readLastRouted(join(workspace, 'host'), release)
  return Math.max(0, last - decidedAt)
}

const play = async (demo: Demo): Promise<RolloutResult[]> => {
  const { screen, stage } = demo
  screen.title('Release v1 is the first: there is nothing to compare it with, so it goes whole.')
  await push(demo, 'v1')
  await mustPass(demo, 'rollout', { operation: 'advance' })

  const customers = sendCustomers(stage.publicUrl, CUSTOMERS)
  try {
    await tickUntilDone(demo)
    screen.title(`${CUSTOMERS} customers a second come in. Release v2 is good.`)
    await push(demo, 'v2')
    const good = await tickUntilDone(demo)
    const goodResult = await resultOf(demo, good, customers.visits)

    screen.title('Release v3 breaks 8 % of its requests and slows the rest.')
    await push(demo, 'v3')
    const bad = await tickUntilDone(demo)
    await wait(500)
    const badResult = await resultOf(demo, bad, customers.visits)

    screen.title('Somebody pushes again.')
    await step(demo, 'rollout', { operation: 'start', revision: 'v4' })
    await mustPass(demo, 'rollout', { operation: 'release-hold', reason: 'v3 is understood, v4 mends it' })
    await mustPass(demo, 'rollout', { operation: 'start', revision: 'v4', 'dry-run': 'true' })
    return [goodResult, badResult]
  } finally {
    await customers.leave()
  }
}

const check = (results: readonly RolloutResult[]): string[] => {
  const [good, bad] = results
  const share = bad ? bad.requests.failed / bad.requests.total : 1
  return [
    good?.outcome === 'promoted' ? '' : `v2 should be promoted and is ${good?.outcome}`,
    bad?.outcome === 'rolled-back' ? '' : `v3 should be rolled back and is ${bad?.outcome}`,
    good?.requests.failed === 0 ? '' : `${good?.requests.failed} requests failed while v2 went out`,
    share < 0.015 ? '' : `${(share * 100).toFixed(2)} % of all requests failed while v3 was in`,
    (bad?.rollbackMs ?? 1e9) <= 250 ? '' : `going back took ${bad?.rollbackMs} ms`,
  ].filter(Boolean)
}

const main = async (): Promise<number> => {
  const screen = createScreen()
  screen.say('yes', 'stage', 'Starting a database, a router and a shop ...')
  const stage = await buildStage()
  try {
    const job: Job = {
      workspace: stage.workspace,
      variables: { DATABASE_URL: stage.databaseUrl },
      actor: 'you',
      inputs: { environment: 'production' },
    }
    const demo: Demo = {
      stage,
      job: { ...job, inputs: job.inputs },
      screen,
      observer: await observe(stage.workspace, LEDGER),
    }
    const rollouts = await play(demo)
    await mustPass(demo, 'rollout', { operation: 'status', report: 'report.html' })
    await mkdir(OUT, { recursive: true })
    await copyFile(join(stage.workspace, 'report.html'), join(OUT, 'report.html'))
    await writeFile(join(OUT, 'result.json'), `${JSON.stringify({ schema: 1, rollouts }, null, 2)}\n`)
    for (const { revision, outcome, evidence, requests, rollbackMs } of rollouts) {
      const back = rollbackMs === null ? '' : `, back in ${rollbackMs} ms`
      screen.line(
        `${revision}: ${outcome}; evidence ${formatEvidence(evidence)}; ${requests.failed} of ${requests.total} requests failed${back}`,
      )
    }
    screen.line('The whole story with plots: demo/out/report.html')
    const wrong = check(rollouts)
    for (const sentence of wrong) screen.line(`NOT AS PROMISED: ${sentence}`)
    return wrong.length === 0 ? 0 : 1
  } finally {
    await stage.stop()
  }
}

process.exitCode = await main()
