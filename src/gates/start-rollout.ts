import type { Judgement } from '../analysis/judgement.ts'
import type { MigrationPlan } from '../databases/database.ts'
import { windowAt } from '../kit/windows.ts'
import { flagOf } from '../rollout/audience.ts'
import type { WayBackVerdict } from '../rollout/decide.ts'
import { formatMoment, formatSpan } from '../rollout/format.ts'
import type { ComponentRecord, InFlightPolicy, Plan, UsualTraffic } from '../rollout/plan.ts'
import { judgeWayBack } from '../rollout/way-back.ts'
import { type FlagsFound, readFlags } from './flags.ts'
import { goBack } from './go-back.ts'
import { readJobs } from './jobs.ts'
import { CUT, type Rollout, type Survey, survey } from './journal.ts'
import { leadsNobody, writeRollout } from './new-rollout.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Service } from './service.ts'
import { lostRecords } from './state-lost.ts'

/** What is to be rolled out, and how. */
export interface StartOrder {
  /** What was built: a commit or an image digest. */
  revision: string
  plan: Plan
  planHash: string
  /** Everything but the epoch, which is fixed here. */
  judgement: Omit<Judgement, 'epoch'>
  configHash: string
  /** Commit that the configuration was read from, for a revision that is no commit itself. */
  commit?: string
  inFlight: InFlightPolicy
  /** What the migrations of this release would do; null without a database. */
  migrations: MigrationPlan | null
  /** Why a required restore point cannot be taken; null when it can, or none is required. */
  restorePointMissing: string | null
  /** What the live release usually brings, for the record. Default: not measured. */
  traffic?: readonly UsualTraffic[]
  /** Look and answer, change nothing. */
  dryRun: boolean
}

/** What the start found, for the summary that the approver reads. */
export interface StartOutcome extends GateOutcome {
  rollout: Rollout | null
  wayBack: WayBackVerdict
  components: readonly ComponentRecord[]
  /** Flags that stand already where the plan would lead them, a sentence each. Absent: none. */
  left?: readonly string[]
  /** Everything that stands in the way, not the first thing. */
  findings: readonly string[]
}

/**
 * Admission: may this release begin its journey? Asks for holds, rollouts in flight, drift and the way back
 * before anything is changed, then writes the record. Asked again for the same revision, it finds its own record.
 */
export const startRollout = (service: Service, order: StartOrder): Promise<StartOutcome> =>
  service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, () => admit(service, order))

const admit = async (service: Service, order: StartOrder): Promise<StartOutcome> => {
  const known = await survey(service)
  const baselines = await readBaselines(service, known.inFlight)
  const flags = await readFlags(service, order.plan, known)
  const components = await recordComponents(service, baselines.releases, known, flags)
  const firstRelease = components.every(({ baseline }) => baseline === null)
  const wayBack = await proveWayBack(service, components, firstRelease, known, order)
  const left = [
    ...flags.left.map(({ text }) => text),
    ...(leadsNobody(components, flags) && !firstRelease ? [AT_ONCE] : []),
  ]
  const found = { wayBack, components, left, rollout: null }

  const own = [known.inFlight, known.inFlight && known.queued].find(
    (rollout) => rollout?.record.revision === order.revision && !isGoingBack(rollout),
  )
  if (own)
    return {
      ...pass('already-started', `${order.revision} is already on its way: ${own.state.phase}.`),
      ...found,
      rollout: own,
      findings: [],
    }

  const refusals = [
    ...holdFinding(known),
    ...(known.cut ? [{ reason: 'unproven' as const, text: CUT }] : []),
    ...goingBackFinding(known),
    ...frozenFinding(service, known),
    ...inFlightFinding(known, order),
    ...baselines.findings,
    ...lostFinding(known, baselines),
    ...flags.findings.map((text): Finding => ({ reason: 'not-allowed-now', text })),
    ...sourceFindings(service, order),
    ...schemaFindings(order),
    ...(wayBack.verdict === 'safe' || firstRelease ? [] : wayBackFindings(wayBack)),
  ]
  const findings = refusals.map(({ text }) => text)
  const [first] = refusals
  if (first) return { ...refuse(first.reason, findings.join('\n')), ...found, findings }
  if (order.dryRun)
    return { ...pass('dry-run', `${order.revision} may start; nothing was changed.`), ...found, findings }

  const way = await makeWay(service, order, known)
  if (way) return { ...refuse(way.reason, way.text), ...found, findings: [way.text] }
  const rollout = await writeRollout(service, order, { components, flags }, known, firstRelease)
  const message = [startMessage(service, order, rollout), ...found.left].join(' ')
  return { ...pass('started', message), ...found, rollout, findings }
}

const AT_ONCE =
  'Nothing of the plan is left to lead: the release is deployed whole, and one step judges it for as long as the last one bakes.'

const isGoingBack = ({ state }: Rollout): boolean => state.phase === 'aborted' || state.rollbackAsked !== null

interface Finding {
  reason: GateOutcome['reason']
  text: string
}

const holdFinding = ({ held }: Survey): Finding[] =>
  held
    ? [
        {
          reason: 'on-hold',
          text: `On hold: ${held.record.revision} was rolled back (${held.record.reason}). Nothing goes forward until a person releases the hold: run the rollout action with operation release-hold and a reason.`,
        },
      ]
    : []

/** A release that nobody would see before a freeze ends is not begun: its way back would be proven days too early. */
export const frozenFinding = ({ freeze = [] }: Service, { now }: Survey): Finding[] => {
  const frozen = windowAt(freeze, now)
  if (!frozen) return []
  const text = `Frozen until ${formatMoment(frozen.until)}: ${frozen.reason}. Nothing was changed; start it again then. Going back is always allowed.`
  return [{ reason: 'frozen', text }]
}

const goingBackFinding = ({ goingBack, inFlight, held }: Survey): Finding[] =>
  goingBack && goingBack !== inFlight && !held
    ? [
        {
          reason: 'rollback-asked',
          text: `The rollback of ${goingBack.record.revision} was begun and is not finished: run it again, or wait for the next look.`,
        },
      ]
    : []

const inFlightFinding = ({ inFlight }: Survey, { inFlight: policy }: StartOrder): Finding[] => {
  if (!inFlight || policy === 'queue') return []
  const { record, state } = inFlight
  const text = `${record.revision} is on its way (${state.phase}, ${state.weight}%).`
  if (policy === 'refuse') return [{ reason: 'in-flight', text: `${text} Wait for its end or roll it back.` }]
  // Taking the first release away would leave nothing that serves.
  return record.firstRelease && state.weight > 0
    ? [
        {
          reason: 'in-flight',
          text: `${text} It is the first release, with nothing to go back to: promote it first.`,
        },
      ]
    : []
}

const lostFinding = (known: Survey, { releases }: Baselines): Finding[] =>
  lostRecords(known, releases).map((text) => ({ reason: 'state-lost', text }))

/** A plan that its source cannot look back upon cannot be judged: refused with the figures. */
const sourceFindings = (service: Service, { judgement }: StartOrder): Finding[] =>
  service.measurements
    .filter(
      ({ source: { abilities } }) =>
        abilities.answers === 'history' && judgement.planLength > abilities.lookBack,
    )
    .map(({ metric, source }) => ({
      reason: 'not-allowed-now',
      text: `The plan lasts ${formatSpan(judgement.planLength)} but the source of "${metric}" remembers ${formatSpan(source.abilities.lookBack)}. Shorten the plan or choose a source with a longer memory.`,
    }))

const schemaFindings = ({ migrations }: StartOrder): Finding[] =>
  (migrations?.drift ?? []).map(({ version, problem, message }) => ({
    reason: 'schema-drift',
    text: `Migration ${version} (${problem}): ${message}`,
  }))

const wayBackFindings = ({ verdict, reasons }: WayBackVerdict): Finding[] => [
  { reason: 'way-back-unsafe', text: `The way back is ${verdict}: ${reasons.join('; ')}.` },
]

interface Baselines {
  releases: readonly { name: string; id: string; rollout: string | null }[]
  findings: readonly Finding[]
}

/** What serves now is what we would go back to: it must be one release per component with all the traffic. */
const readBaselines = async (service: Service, inFlight: Rollout | null): Promise<Baselines> => {
  if (inFlight) return { releases: baselinesOf(inFlight), findings: [] }
  const answers = await Promise.all(
    service.components.map(async ({ name, platform }) => {
      const serving = (await platform.current()).weights.filter(({ weight }) => weight > 0)
      return { name, serving }
    }),
  )
  return {
    releases: answers.flatMap(({ name, serving: [only, ...more] }) =>
      only && more.length === 0 ? [{ name, id: only.release.id, rollout: only.release.rollout }] : [],
    ),
    findings: answers
      .filter(({ serving }) => serving.length > 1)
      .map(({ name, serving }) => ({
        reason: 'drift',
        text: `${name}: ${serving.map(({ release, weight }) => `${release.id} ${weight}%`).join(', ')} serve at once. Send all traffic to one release first.`,
      })),
  }
}

/** While a rollout is on its way its own baselines are what a release after it would go back to. */
const baselinesOf = ({ record }: Rollout): Baselines['releases'] =>
  record.components.flatMap(({ name, baseline }) =>
    baseline === null ? [] : [{ name, id: baseline, rollout: null }],
  )

const recordComponents = (
  service: Service,
  releases: Baselines['releases'],
  known: Survey,
  { left }: FlagsFound,
): Promise<ComponentRecord[]> =>
  Promise.all(
    service.components.map(async (component) => {
      const { name, platform, exposure } = component
      const baseline = releases.find((release) => release.name === name)?.id ?? null
      const jobs = baseline === null ? undefined : await readJobs(service, component, known)
      return {
        name,
        platform: platform.type,
        // Behind a flag that is on already nothing is dark: what is deployed is seen.
        exposure: left.some(({ name: flag }) => flag === flagOf(exposure)) ? 'full' : exposure,
        baseline,
        wayBackCommand: baseline === null ? '' : platform.wayBackCommand(baseline),
        ...(jobs && { jobs }),
      }
    }),
  )

const proveWayBack = async (
  service: Service,
  components: readonly ComponentRecord[],
  firstRelease: boolean,
  known: Survey,
  { migrations, restorePointMissing }: StartOrder,
): Promise<WayBackVerdict> => {
  const promoted = known.rollouts.filter(({ state }) => state.phase === 'promoted')
  return judgeWayBack({
    firstRelease,
    components: await Promise.all(
      components.map(async ({ name, baseline }) => {
        const platform = service.components.find((component) => component.name === name)?.platform
        if (baseline === null || !platform) return { name, possible: true }
        return { name, ...(await platform.canRollBack(baseline)) }
      }),
    ),
    contract: (migrations?.contract ?? []).map(({ version, line, message, declaredAfter }) => ({
      version,
      line,
      message,
      expanded:
        declaredAfter !== null && promoted.some(({ record }) => record.revision.startsWith(declaredAfter)),
    })),
    restorePoint:
      restorePointMissing === null ? null : { required: true, taken: false, reason: restorePointMissing },
  })
}

/** Takes the traffic away from the release that is superseded. Answers what stands in the way, or null. */
const makeWay = async (
  service: Service,
  order: StartOrder,
  { inFlight }: Survey,
): Promise<Finding | null> => {
  if (!inFlight || order.inFlight !== 'supersede') return null
  const { blocked } = await goBack(service, inFlight, { reason: 'superseded', hold: false })
  if (blocked.length === 0) return null
  const why = blocked.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
  return {
    reason: 'way-back-unsafe',
    text: `${inFlight.record.revision} cannot be superseded: ${why}. Nothing was touched.`,
  }
}

const startMessage = (
  { name, environment }: Service,
  { revision }: StartOrder,
  { record, state }: Rollout,
): string =>
  state.phase === 'queued'
    ? `${name} ${revision} waits in ${environment} for the rollout before it.`
    : `${name} ${revision} may go to ${environment} in ${record.plan.steps.length} step(s): ${record.plan.steps.map(({ weight }) => `${weight}%`).join(', ')}.`
