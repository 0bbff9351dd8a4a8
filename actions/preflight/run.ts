import { resolvePlan } from '../../src/config/resolve.ts'
import type { Forge } from '../../src/forge/forge.ts'
import type { Finding } from '../../src/gates/findings.ts'
import { checkSchema } from '../../src/gates/migrate.ts'
import { preflight } from '../../src/gates/preflight.ts'
import { checkWorld } from '../../src/gates/preflight-world.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { summarizeGate, summarizeTable } from '../../src/report/gate.ts'
import { type ApprovalInputs, approvalRuleOf, type CommonInputs } from '../inputs.ts'
import { openService } from '../open.ts'
import { openJournal, requireForge } from '../open-forge.ts'
import { revisionOf } from '../revision.ts'

interface PreflightInputs extends CommonInputs, ApprovalInputs {
  service?: string | undefined
  revision?: string | undefined
  'required-checks'?: string[] | undefined
  'required-reviews': '0' | '1' | '2' | '3'
  'tick-workflow'?: string | undefined
  'tick-max-age': number
  'workflow-repository'?: string | undefined
}

const SIGNS = { good: 'good', warning: 'look at it', bad: 'mend it' } as const

/** What the action does with its inputs; loaded once they are in order. */
export const run = async (inputs: PreflightInputs, runtime: Runtime): Promise<GateResult<'findings'>> => {
  const { service, config } = await openJournal(inputs, runtime)
  requireSameService(inputs.service, service.name)
  const forge = await requireForge(inputs, runtime)
  const outcome = await preflight(forge, {
    revision: revisionOf(inputs, runtime.environment),
    ref: runtime.environment.ref,
    tags: resolvePlan(config, inputs.environment).releaseTags,
    environment: inputs.environment,
    approval: approvalRuleOf(inputs),
    checks: inputs['required-checks'] ?? [],
    reviews: Number(inputs['required-reviews']),
    tick: inputs['tick-workflow'] ?? null,
    tickAge: inputs['tick-max-age'],
    workflowRepository: inputs['workflow-repository'] ?? '',
    repository: runtime.environment.repository,
    now: await service.ledger.now(),
    dryRun: inputs['dry-run'],
    world: () => lookAtWorld(inputs, runtime, forge),
  })
  for (const { state, what, text, fix } of outcome.findings)
    if (state === 'warning') runtime.log.warning(`${what}: ${text} ${fix}`)
  return {
    ...outcome,
    outputs: { findings: JSON.stringify(outcome.findings) },
    summary: [
      summarizeGate({ title: 'Preflight', service: service.name, environment: service.environment }, outcome),
      summarizeTable(
        ['What', 'State', 'What was found', 'What to do'],
        outcome.findings.map(({ what, state, text, fix }) => [what, SIGNS[state], text, fix]),
      ),
    ].join('\n'),
  }
}

/** Plan, way back and admission need the platforms; without their secrets the other rows are told all the same. */
const lookAtWorld = async (
  inputs: PreflightInputs,
  runtime: Runtime,
  forge: Forge,
): Promise<readonly Finding[]> => {
  try {
    const opened = await openService(inputs, runtime)
    const { plan, service, configHash } = opened
    const schema = await opened.openSchema()
    try {
      return await checkWorld(service, forge, {
        revision: revisionOf(inputs, runtime.environment),
        plan: plan.plan,
        planHash: plan.planHash,
        judgement: plan.judgement,
        configHash,
        inFlight: plan.inFlight,
        ...(await checkSchema(schema)),
        allowDowngrade: true,
        origin: null,
        dryRun: true,
      })
    } finally {
      await schema?.database.close()
    }
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof ProviderError)) throw error
    return [
      {
        what: 'Plan and way back',
        state: 'bad',
        text: `They could not be looked at: ${error.message}.`,
        fix: 'Mend that, and run it again.',
      },
    ]
  }
}

/** The lock is named after the service: with another name two jobs would hold two locks. */
const requireSameService = (given: string | undefined, configured: string): void => {
  if (given === undefined || given === configured) return
  throw new ConfigError({
    message: `the workflow takes its lock for another service than the configuration's ${configured}`,
    at: 'service',
    fix: `service: ${configured}`,
    docs: 'pipelines.md#the-lock',
  })
}
