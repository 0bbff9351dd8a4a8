import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Read, readFiles } from '../../src/cli/files.ts'
import { planJourney } from '../../src/cli/journey.ts'
import { hasFault, rehearsePlan, USUAL_RUNS } from '../../src/cli/rehearsal.ts'
import { parseMoment } from '../../src/cli/words.ts'
import { explain } from '../../src/gates/explain.ts'
import { measureTraffic, readLive } from '../../src/gates/traffic.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { explanationLines, explanationMarkdown } from '../../src/report/explanation.ts'
import { summarizeJourney } from '../../src/report/journey.ts'
import type { UsualTraffic } from '../../src/rollout/plan.ts'
import type { Recorded } from '../../src/simulation/recorded.ts'
import { rehearsalMarkdown, rehearsalStories, rehearsalTable } from '../../src/simulation/rehearsal-words.ts'
import { lastTraffic } from '../last-traffic.ts'
import { openLedger, openService } from '../open.ts'
import { registries } from '../registries.ts'
import { gateSummary } from '../summaries.ts'
import { outputsOf, type RolloutInputs } from './operations.ts'

const OPERATIONS = ['explain', 'simulate', 'plan'] as const

/** The operations that change nothing: they tell what was, and what would be. */
export type LookaheadOperation = (typeof OPERATIONS)[number]

/** Whether an operation is one of those. */
export const isLookahead = (operation: string): operation is LookaheadOperation =>
  (OPERATIONS as readonly string[]).includes(operation)

/** Does what the operation says. */
export const runLookahead = (
  operation: LookaheadOperation,
  inputs: RolloutInputs,
  runtime: Runtime,
): Promise<GateResult> => {
  switch (operation) {
    case 'explain':
      return explainMoment(inputs, runtime)
    case 'simulate':
      return simulatePlan(inputs, runtime)
    case 'plan':
      return drawPlan(inputs, runtime)
    default:
      return operation satisfies never
  }
}

const explainMoment = async (inputs: RolloutInputs, runtime: Runtime): Promise<GateResult> => {
  const { service } = await openService(inputs, runtime)
  const outcome = await explain(service, {
    rollout: inputs['rollout-id'] ?? null,
    at: inputs.at === undefined ? null : parseMoment(inputs.at, 'at'),
  })
  const { explanation, rollout } = outcome
  for (const line of explanation ? explanationLines(explanation) : []) runtime.log.info(line)
  return {
    ...outcome,
    outputs: { ...outputsOf(rollout), evidence: explanation?.assessment.combined ?? '' },
    details: { decided: explanation?.decision ?? null, assessment: explanation?.assessment ?? null },
    summary: explanation ? explanationMarkdown(explanation) : gateSummary('Explain', service, outcome),
  }
}

const simulatePlan = async (inputs: RolloutInputs, runtime: Runtime): Promise<GateResult> => {
  const { service, plan } = await openService(inputs, runtime)
  const traffic = await measureTraffic(service)
  const histories = await readLive(service, plan.judgement)
  const recorded: Recorded | null =
    histories.length > 0
      ? { name: 'the live release as its sources counted it', of: 'live', histories }
      : null
  if (recorded && inputs.report !== undefined)
    await writeBelow(runtime.environment.workspace, inputs.report, JSON.stringify({ schema: 1, ...recorded }))
  const runs = inputs.runs === undefined ? USUAL_RUNS : Number(inputs.runs)
  const scenarios = inputs.scenarios ?? []
  const found = rehearsePlan(plan, {
    scenarios,
    mustFind: inputs['must-find'] ?? (scenarios.length === 0 || scenarios.includes('x5') ? ['x5'] : []),
    runs,
    seed: 1,
    traffic: [traffic],
    recorded,
  })
  const failed = hasFault(found)
  for (const line of [...rehearsalStories(found), '', ...rehearsalTable(found)]) runtime.log.info(line)
  const faults = found.flatMap(({ scenario, fault }) => (fault === null ? [] : [`${scenario}: ${fault}`]))
  return {
    decision: failed ? 'refuse' : 'pass',
    reason: failed ? 'rehearsal' : 'done',
    message: failed
      ? `${service.name} in ${service.environment} would not go as it should: ${faults.join('; ')}.`
      : `${service.name} in ${service.environment}: ${found.length} worlds, all as they should be.`,
    failed,
    details: { worlds: found.map(({ scenario, tally, fault }) => ({ scenario, tally, fault })) },
    summary: rehearsalMarkdown(found, runs),
  }
}

const writeBelow = async (workspace: string, path: string, text: string): Promise<void> => {
  const file = resolve(workspace, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

/**
 * Reads files and, where the token lets it, the record: no secret, no platform, no source. So it may run on a pull
 * request of a stranger, whose files it only reads.
 */
const drawPlan = async (inputs: RolloutInputs, runtime: Runtime): Promise<GateResult> => {
  const { environment, now, log } = runtime
  const files = await readFiles(
    environment.workspace,
    { config: inputs.config, environment: inputs.environment },
    registries,
  )
  for (const notice of files.notices) log.notice(notice)
  const recorded = await recordedTraffic(inputs, runtime, files)
  const journey = planJourney({
    ...files,
    starts: inputs.at === undefined ? now() : parseMoment(inputs.at, 'at'),
    traffic: recorded,
    trafficFrom:
      recorded.length > 0
        ? 'as the last promoted rollout recorded it, else as the configuration says'
        : 'as the configuration says',
  })
  const blind = journey.sight?.steps.filter((step) => step.blind).map(({ step }) => step) ?? []
  if (blind.length > 0) log.warning(`Step ${blind.join(', ')} would see nothing that goes wrong there.`)
  const failed = inputs['refuse-blind-steps'] && blind.length > 0
  return {
    decision: failed ? 'refuse' : 'pass',
    reason: failed ? 'rehearsal' : 'done',
    message: failed
      ? `Step ${blind.join(', ')} of ${journey.service} in ${journey.environment} would see nothing.`
      : `${journey.service} in ${journey.environment}: ${journey.stops.length} step(s), nothing was changed.`,
    failed,
    details: { planHash: journey.planHash, blind },
    summary: summarizeJourney(journey),
  }
}

/** A ledger that cannot be read, or has nothing, is no reason to say nothing about the plan. */
const recordedTraffic = async (
  inputs: RolloutInputs,
  runtime: Runtime,
  { config, environment }: Read,
): Promise<readonly UsualTraffic[]> => {
  try {
    const ledger: Promise<Ledger> = openLedger(inputs, runtime)
    return await lastTraffic(ledger, config.service, environment)
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof ProviderError)) throw error
    runtime.log.info(`The record of rollouts could not be read: ${error.message}`)
    return []
  }
}
