import { type AdvanceOutcome, advance } from '../../src/gates/advance.ts'
import { approvalByDispatch, objection, personBehind } from '../../src/gates/approvals.ts'
import { type Rollout, survey } from '../../src/gates/journal.ts'
import { checkSchema } from '../../src/gates/migrate.ts'
import type { GateOutcome } from '../../src/gates/outcome.ts'
import { startGuarded } from '../../src/gates/propose.ts'
import { isCommit } from '../../src/gates/revision.ts'
import { rollBack } from '../../src/gates/roll-back.ts'
import type { Service } from '../../src/gates/service.ts'
import type { StartOutcome } from '../../src/gates/start-rollout.ts'
import { ask, type Verb, type VerbOutcome } from '../../src/gates/verbs.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import { markdown } from '../../src/report/escape.ts'
import type { Story } from '../../src/report/story.ts'
import { summarize, summarizeRefusal } from '../../src/report/summary.ts'
import { formatMoment } from '../../src/rollout/format.ts'
import type { RolloutRecord } from '../../src/rollout/plan.ts'
import { foresight } from '../foresight.ts'
import { beat } from '../heartbeat.ts'
import { type ApprovalInputs, approvalRuleOf, type CommonInputs } from '../inputs.ts'
import { type Opened, openService } from '../open.ts'
import { openForge } from '../open-forge.ts'
import { commitOf, revisionOf } from '../revision.ts'
import { schemaSection } from '../schema-section.ts'
import { readStories, storyOf, writeReport } from '../stories.ts'
import { gateSummary } from '../summaries.ts'
import { keepAwake, tickNote } from '../tick-care.ts'
import { isLookahead, type LookaheadOperation, runLookahead } from './lookahead.ts'
import { isProposalOperation, originRuleOf, type ProposalOperation, runProposal } from './proposals.ts'

/** What the action can be asked to do. */
export type Operation =
  | Verb
  | ProposalOperation
  | LookaheadOperation
  | 'start'
  | 'advance'
  | 'status'
  | 'abort'

/** Inputs of the action as they were read. */
export interface RolloutInputs extends CommonInputs, ApprovalInputs {
  operation: Operation
  revision?: string | undefined
  reason?: string | undefined
  watch?: number | undefined
  report?: string | undefined
  'rollout-id'?: string | undefined
  step?: string | undefined
  at?: string | undefined
  scenarios?: string[] | undefined
  'must-find'?: string[] | undefined
  runs?: string | undefined
  'refuse-blind-steps': boolean
  'allow-downgrade': boolean
  'tick-workflow'?: string | undefined
  'tick-max-age': number
  'on-demand': boolean
  'heartbeat-url'?: string | undefined
}

/** Does what the input `operation` names. */
export const runOperation = async (inputs: RolloutInputs, runtime: Runtime): Promise<GateResult> => {
  const { operation } = inputs
  if (isProposalOperation(operation)) return runProposal(operation, inputs, runtime)
  if (isLookahead(operation)) return runLookahead(operation, inputs, runtime)
  const opened = await openService(inputs, runtime)
  if (inputs.reason !== undefined) runtime.log.info(`Reason: ${inputs.reason}`)
  const result = await (operation === 'start'
    ? start(inputs, opened, runtime)
    : operation === 'advance'
      ? tick(inputs, opened, runtime)
      : operation === 'status'
        ? status(inputs, opened, runtime)
        : request(operation, inputs, opened, runtime))
  if (inputs.report !== undefined) await writeReport(inputs.report, opened.service, runtime)
  return result
}

const start = async (inputs: RolloutInputs, opened: Opened, runtime: Runtime): Promise<GateResult> => {
  const { service, plan } = opened
  const schema = await opened.openSchema()
  try {
    const { traffic, section } = await foresight(opened)
    await keepAwake(inputs, runtime)
    const checked = await checkSchema(schema)
    const outcome = await startGuarded(service, await openForge(inputs, runtime), {
      revision: revisionOf(inputs, runtime.environment),
      plan: plan.plan,
      planHash: plan.planHash,
      judgement: plan.judgement,
      configHash: opened.configHash,
      ...commitOf(runtime),
      inFlight: plan.inFlight,
      ...checked,
      allowDowngrade: inputs['allow-downgrade'],
      origin: originRuleOf(plan, runtime),
      traffic,
      dryRun: inputs['dry-run'],
    })
    if (outcome.rollout) await keepAwake(inputs, runtime)
    return {
      ...outcome,
      outputs: { ...outputsOf(outcome.rollout), database: schema !== null },
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

/** Sections below a summary; empty ones leave it as it is. */
export const withSections = (summary: string, sections: readonly string[]): string =>
  [summary, ...sections].filter((section) => section !== '').join('\n\n')

/** What the approver reads: the rollout with its way back, or everything that stands in its way. */
export const startSummary = async (
  { service }: Pick<Opened, 'service'>,
  inputs: Pick<RolloutInputs, 'revision'>,
  { failed, reason, message, rollout, findings, wayBack, left = [] }: StartOutcome,
  sha: string,
): Promise<string> => {
  const now = await service.ledger.now()
  if (rollout)
    return withSections(summarize({ ...storyOf(rollout, now), wayBack }), [
      left.map((text) => `- ${markdown(text)}`).join('\n'),
    ])
  if (!failed) return gateSummary('Start', service, { decision: 'pass', reason, message, failed })
  return summarizeRefusal({
    kind: 'refused',
    service: service.name,
    environment: service.environment,
    revision: inputs.revision ?? sha,
    requester: service.author.login,
    at: now,
    reason,
    obstacles: findings.map((finding) => ({ message: finding })),
  })
}

/** The configuration at the commit that a rollout released, read from GitHub: the working copy may be of another one. */
const configuredAt =
  (inputs: RolloutInputs, { service: { ledger } }: Opened, runtime: Runtime) =>
  async (record: RolloutRecord): Promise<Service | null> => {
    const commit = record.commit ?? record.revision
    const forge = isCommit(commit) ? await openForge(inputs, runtime) : null
    const text = (await forge?.file(inputs.config, commit)) ?? null
    return text === null ? null : (await openService(inputs, runtime, { text, ledger })).service
  }

const tick = async (inputs: RolloutInputs, opened: Opened, runtime: Runtime): Promise<GateResult> => {
  const { service } = opened
  const outcome = await advance(service, {
    dryRun: inputs['dry-run'],
    watch: inputs.watch ?? null,
    configured: configuredAt(inputs, opened, runtime),
  })
  await beat(inputs['heartbeat-url'], runtime)
  const { rollout, look, wentBack, requeueAt, person } = outcome
  return {
    ...outcome,
    outputs: {
      ...outputsOf(rollout),
      evidence: look ? look.assessment.combined : '',
      'next-look': requeueAt === null ? '' : formatMoment(requeueAt),
      'needs-person': person,
      next: asksNow(outcome) ? 'approve' : '',
      'rollback-span-ms': wentBack ? wentBack.confirmedAt - wentBack.decidedAt : '',
    },
    details: { assessment: look?.assessment ?? null, decidedAt: wentBack?.decidedAt ?? null },
    summary: rollout ? summarize(tickStory(rollout, outcome)) : gateSummary('Tick', service, outcome),
  }
}

/**
 * Whether this look was the one that put a question on record: whoever asks people does so once. Ledgers date by whole
 * seconds.
 */
const asksNow = ({ rollout, look }: AdvanceOutcome): boolean => {
  const last = rollout?.state.story.at(-1)
  return last?.happening.kind === 'asks' && look !== null && last.at >= Math.floor(look.now / 1000) * 1000
}

const tickStory = (rollout: Rollout, { look, requeueAt, taken, message }: AdvanceOutcome): Story => ({
  ...storyOf(rollout, look?.now ?? rollout.state.headAt, look),
  decision: taken && { ...taken, message },
  nextLook: requeueAt,
})

const status = async (inputs: RolloutInputs, { service }: Opened, runtime: Runtime): Promise<GateResult> => {
  const trouble = await tickNote(inputs, service, runtime)
  const [newest] = await readStories(service, 1)
  if (!newest) {
    const outcome: GateOutcome = {
      decision: 'pass',
      reason: 'no-rollout',
      message: `${service.name} has no rollout in ${service.environment} yet.`,
      failed: false,
    }
    return { ...outcome, outputs: {}, summary: gateSummary('Status', service, outcome) }
  }
  const { story, rollout } = newest
  return {
    decision: 'pass',
    reason: 'done',
    message: `${service.name} ${rollout.record.revision} in ${service.environment}: ${rollout.state.phase} at ${rollout.state.weight}%.${trouble}`,
    outputs: { ...outputsOf(rollout), evidence: story.judged?.combined ?? '' },
    details: { story: rollout.state.story.length },
    summary: summarize(story),
  }
}

const request = async (
  operation: Verb | 'abort',
  inputs: RolloutInputs,
  { service }: Opened,
  runtime: Runtime,
): Promise<GateResult> => {
  const order = { by: service.author.login, dryRun: inputs['dry-run'] }
  const outcome =
    operation === 'abort'
      ? await rollBack(service, { ...order, hold: null })
      : await askAsPerson(operation, inputs, service, runtime)
  return {
    ...outcome,
    outputs: outputsOf(outcome.rollout),
    details: {
      operation,
      askedReason: inputs.reason === undefined ? null : runtime.redactor.redact(inputs.reason),
    },
    summary: gateSummary(operation, service, outcome),
  }
}

/** Words that stop or slow a rollout need no proof of who says them. */
const CAUTIOUS: readonly Verb[] = ['pause']

/** Who says a forward word is asked of GitHub, and whoever approves has to be one who may. */
const askAsPerson = async (
  verb: Verb,
  inputs: RolloutInputs,
  service: Service,
  runtime: Runtime,
): Promise<VerbOutcome> => {
  const order = { by: service.author.login, dryRun: inputs['dry-run'] }
  const forge = CAUTIOUS.includes(verb) ? null : await openForge(inputs, runtime)
  const person = forge && (await personBehind(forge, service.author.run))
  if (person && 'no' in person) return { ...person.no, rollout: null, released: null }
  const by = person?.by ?? order.by
  const { inFlight } = verb === 'approve' ? await survey(service) : { inFlight: null }
  const rule = approvalRuleOf(inputs)
  const no =
    inFlight && (forge ? await approvalByDispatch(forge, rule, inFlight, by) : objection(rule, inFlight, by))
  return no ? { ...no, rollout: inFlight, released: null } : ask(service, verb, { ...order, by })
}

/** Facts about a rollout that every operation answers with. */
export const outputsOf = (rollout: Rollout | null) =>
  rollout
    ? {
        'rollout-id': rollout.record.id,
        revision: rollout.record.revision,
        phase: rollout.state.phase,
        step: rollout.state.step,
        weight: rollout.state.weight,
      }
    : {}
