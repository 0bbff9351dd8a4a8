import { planHash, type ResolvedPlan } from '../../src/config/resolve.ts'
import { admit } from '../../src/gates/admit.ts'
import { checkSchema } from '../../src/gates/migrate.ts'
import { propose } from '../../src/gates/propose.ts'
import { recordApproval } from '../../src/gates/record-approval.ts'
import type { RevisionRule } from '../../src/gates/revision.ts'
import { settle } from '../../src/gates/settle.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import type { Plan } from '../../src/rollout/plan.ts'
import { foresight } from '../foresight.ts'
import { approvalRuleOf } from '../inputs.ts'
import { openService } from '../open.ts'
import { openForge, openJournal, requireForge } from '../open-forge.ts'
import { commitOf, revisionOf } from '../revision.ts'
import { schemaSection } from '../schema-section.ts'
import { gateSummary } from '../summaries.ts'
import { keepAwake, tickNote } from '../tick-care.ts'
import { outputsOf, type RolloutInputs, startSummary, withSections } from './operations.ts'

const OPERATIONS = ['propose', 'admit', 'settle', 'record-approval'] as const

/** The operations of a pipeline that waits for people. */
export type ProposalOperation = (typeof OPERATIONS)[number]

/** Whether an operation is one of those. */
export const isProposalOperation = (operation: string): operation is ProposalOperation =>
  (OPERATIONS as readonly string[]).includes(operation)

/** Does what the operation says. */
export const runProposal = (
  operation: ProposalOperation,
  inputs: RolloutInputs,
  runtime: Runtime,
): Promise<GateResult> => {
  switch (operation) {
    case 'propose':
      return proposeRelease(inputs, runtime)
    case 'admit':
      return admitRelease(inputs, runtime)
    case 'settle':
      return settleProposal(inputs, runtime)
    case 'record-approval':
      return recordAnswer(inputs, runtime)
    default:
      return operation satisfies never
  }
}

/** A workflow that asks before anything begins makes that part of the plan, which never changes afterwards. */
const withApproval = (plan: Plan, asks: boolean): Plan =>
  asks
    ? { ...plan, steps: plan.steps.map((step, index) => (index === 0 ? { ...step, approval: true } : step)) }
    : plan

const proposeRelease = async (inputs: RolloutInputs, runtime: Runtime): Promise<GateResult> => {
  const opened = await openService(inputs, runtime)
  const { service, plan: resolved } = opened
  const schema = await opened.openSchema()
  try {
    const plan = withApproval(resolved.plan, inputs.approval !== 'none')
    const { traffic, section } = await foresight(opened)
    await keepAwake(inputs, runtime)
    const checked = await checkSchema(schema)
    const outcome = await propose(service, await openForge(inputs, runtime), {
      revision: revisionOf(inputs, runtime.environment),
      plan,
      planHash: planHash(plan),
      judgement: resolved.judgement,
      configHash: opened.configHash,
      ...commitOf(runtime),
      inFlight: resolved.inFlight,
      ...checked,
      allowDowngrade: inputs['allow-downgrade'],
      origin: originRuleOf(resolved, runtime),
      traffic,
      dryRun: inputs['dry-run'],
    })
    if (outcome.rollout) await keepAwake(inputs, runtime)
    const trouble = outcome.failed ? '' : await tickNote(inputs, service, runtime)
    return {
      ...outcome,
      message: `${outcome.message}${trouble}`,
      outputs: { ...outputsOf(outcome.rollout), next: outcome.next, database: schema !== null },
      details: { wayBack: outcome.wayBack, components: outcome.components, findings: outcome.findings },
      summary: withSections(await startSummary(opened, inputs, outcome, runtime.environment.sha), [
        outcome.rollout ? await schemaSection(schema, checked) : '',
        section,
      ]),
    }
  } finally {
    await schema?.database.close()
  }
}

/** Where real users are, only what was reviewed is released. */
export const originRuleOf = (
  { productionLike, releaseTags }: ResolvedPlan,
  { environment }: Runtime,
): RevisionRule | null => (productionLike ? { ref: environment.ref, tags: releaseTags } : null)

const admitRelease = async (inputs: RolloutInputs, runtime: Runtime): Promise<GateResult> => {
  const { service, plan } = await openService(inputs, runtime)
  const outcome = await admit(service, await openForge(inputs, runtime), {
    rollout: rolloutIdOf(inputs),
    approval: approvalRuleOf(inputs),
    inFlight: plan.inFlight,
    dryRun: inputs['dry-run'],
  })
  return { ...outcome, outputs: outputsOf(outcome.rollout), summary: gateSummary('Admit', service, outcome) }
}

const settleProposal = async (inputs: RolloutInputs, runtime: Runtime): Promise<GateResult> => {
  const { service } = await openJournal(inputs, runtime)
  const outcome = await settle(service, await openForge(inputs, runtime), {
    rollout: rolloutIdOf(inputs),
    dryRun: inputs['dry-run'],
  })
  return { ...outcome, outputs: outputsOf(outcome.rollout), summary: gateSummary('Settle', service, outcome) }
}

const recordAnswer = async (inputs: RolloutInputs, runtime: Runtime): Promise<GateResult> => {
  const { service } = await openJournal(inputs, runtime)
  const outcome = await recordApproval(service, await requireForge(inputs, runtime), {
    rollout: rolloutIdOf(inputs),
    step: stepOf(inputs),
    approval: approvalRuleOf(inputs),
    dryRun: inputs['dry-run'],
  })
  return {
    ...outcome,
    outputs: outputsOf(outcome.rollout),
    summary: gateSummary('Approval', service, outcome),
  }
}

const rolloutIdOf = (inputs: RolloutInputs): string => {
  const id = inputs['rollout-id']
  if (id !== undefined && /^r-[0-9A-Za-z_-]{12}$/.test(id)) return id
  throw new ConfigError({
    message: `\`${inputs.operation}\` is about one rollout: \`rollout-id\` must name it`,
    at: 'rollout-id',
    fix: 'rollout-id: ${{ needs.propose.outputs.rollout-id }}',
    docs: 'pipelines.md',
  })
}

const stepOf = ({ step }: RolloutInputs): number => {
  if (step !== undefined && /^[1-9]\d?$/.test(step)) return Number(step)
  throw new ConfigError({
    message: '`record-approval` is about one step: `step` must be its number, from 1',
    at: 'step',
    fix: 'step: "2"',
    docs: 'pipelines.md',
  })
}
