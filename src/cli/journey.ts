import { type Sight, seePlan } from '../analysis/sight.ts'
import { expectedTraffic } from '../config/expected.ts'
import type { ResolvedPlan } from '../config/resolve.ts'
import type { ComponentConfig, MetricConfig, ServiceConfig, SourceConfig } from '../config/service.ts'
import type { Migration } from '../databases/database.ts'
import { findContracts } from '../databases/sql/contract.ts'
import { formatDuration, formatPercent, nextOccurrence, parseSchedule } from '../kit/grammar.ts'
import type { GateStop, Journey, JourneyBack, JourneyCost, JourneyStop } from '../report/journey.ts'
import { audienceAt, flagOf, flagsIn } from '../rollout/audience.ts'
import type { Plan, Step, UsualTraffic } from '../rollout/plan.ts'

const MINUTE = 60_000

/** Minutes between two ticks as the example of a caller has it. */
export const TICK_EVERY = 15

/** Jobs of the pipeline besides the one that releases: propose, approve, settle. */
const SHORT_JOBS = 3

/** Findings of migrations that are shown; the newest say most. */
const MOST_CONTRACTS = 3

/** What a journey is drawn from. */
export interface JourneyOrder {
  config: ServiceConfig
  environment: string
  resolved: ResolvedPlan
  /** When it would start, in milliseconds since 1970. */
  starts: number
  /** Migrations of the folder; null without a database or a folder. */
  migrations: readonly Migration[] | null
  traffic: readonly UsualTraffic[]
  /** Where that traffic was found, for people. */
  trafficFrom: string
  notices: readonly string[]
}

/** The beginning of the step with this index when the one before began at `since`; null: no schedule. */
export const opensAt = (plan: Plan, step: number, since: number): number | null => {
  const at = plan.steps[step]?.at
  const schedule = at === undefined ? null : parseSchedule(at)
  return schedule?.ok ? nextOccurrence(schedule.value, since) : null
}

/** What a plan can see with this traffic; null where nothing judges or nothing is known. */
export const foresee = (
  { judgement, metrics, sources, plan }: ResolvedPlan,
  ...known: readonly (readonly UsualTraffic[])[]
): Sight | null => {
  const traffic = expectedTraffic(metrics, ...known)
  if (judgement.tests.length === 0 || !traffic.some(({ unitsPerSecond }) => unitsPerSecond > 0)) return null
  return seePlan({
    steps: plan.steps,
    judgement,
    traffic,
    delay: Math.max(0, ...sources.map(({ delay }) => delay)),
    maxHold: plan.maxHold,
    deadline: plan.deadline,
  })
}

/** The journey of a service in one environment, as far as the files tell. */
export const planJourney = (order: JourneyOrder): Journey => {
  const { config, environment, resolved, starts } = order
  const { plan, judgement, planHash } = resolved
  const { stops, ends } = stopsOf(config.components, plan, starts)
  const weights = judgement.tests.reduce((sum, { weight }) => sum + weight, 0)
  return {
    service: config.service,
    environment,
    plan,
    planHash,
    starts,
    gates: gatesOf(config, environment, resolved),
    stops,
    ends,
    judged: {
      slice: judgement.slice,
      hold: judgement.hold,
      limit: 1 / judgement.alpha,
      alpha: judgement.alpha,
      tests: judgement.tests.map((test) => ({
        name: test.name,
        share: test.weight / weights,
        says: saysOf(
          test,
          resolved.metrics.find(({ name }) => name === test.metric),
        ),
      })),
      sources: [
        ...resolved.sources.map((source) => sourceLine(source, resolved.metrics)),
        ...(judgement.limits ?? []).map(
          ({ metric, max, beyond }) =>
            `${metric}: a present figure of at most ${max}; beyond it the rollout ${beyond === 'hold' ? 'is held' : 'goes back'}`,
        ),
      ],
    },
    sight: foresee(resolved, order.traffic),
    trafficFrom: order.trafficFrom,
    back: backOf(config, plan, order.migrations),
    cost: costOf(plan, stops, ends - starts),
    notices: order.notices,
  }
}

const gatesOf = (
  { components, secrets, smoke, database }: ServiceConfig,
  environment: string,
  { plan, inFlight, liveSmoke }: ResolvedPlan,
): GateStop[] => {
  const needed = secrets.filter(({ environments }) => environments?.includes(environment) ?? true)
  const checks = smoke.map(({ name }) => name).join(', ')
  const asked = plan.steps.flatMap(({ approval }, index) => (approval === true ? [index + 1] : []))
  return [
    {
      gate: 'secret check',
      does: needed.length === 0 ? 'no secret is listed' : needed.map(({ name }) => name).join(', '),
    },
    { gate: 'preflight', does: 'checks, reviews, environments and the tick on GitHub' },
    { gate: 'propose', does: `holds, drift, the way back; while another rollout is on its way: ${inFlight}` },
    ...(asked.length > 0 ? [{ gate: 'approval', does: `a person, before step ${asked.join(' and ')}` }] : []),
    ...(database
      ? [
          {
            gate: 'migrate',
            does: `pending files of ${database.migrations}; restore point: ${database.restorePoint}`,
          },
        ]
      : []),
    ...(database && liveSmoke && smoke.length > 0
      ? [{ gate: 'live smoke test', does: `the release that serves, on the new schema: ${checks}` }]
      : []),
    ...components.map((component) => ({ gate: `deploy ${component.name}`, does: deployOf(component) })),
    {
      gate: 'smoke test',
      does: smoke.length === 0 ? 'none: nobody asks the new release whether it answers' : checks,
    },
  ]
}

const deployOf = ({ platform, exposure, whenOn, capabilities }: ComponentConfig): string => {
  if (exposure === 'full') return `${platform}: the release whole, for everybody at once`
  const flag = flagOf(exposure)
  if (flag !== null)
    return `${platform}: the release whole, reached by nobody while the flag ${flag} is off; if it is on already, ${whenOn === 'full' ? 'in use at once' : 'the release is refused'}`
  const stages = capabilities?.split === 'stages' ? ', with the stages of the plan declared beforehand' : ''
  return capabilities?.darkDeploy === false
    ? `${platform}: the release${stages}`
    : `${platform}: the release at 0%, seen by nobody${stages}`
}

const stopsOf = (
  components: readonly ComponentConfig[],
  plan: Plan,
  starts: number,
): { stops: JourneyStop[]; ends: number } => {
  let earliest = starts
  const stops = plan.steps.map((step, index): JourneyStop => {
    // A schedule is met by a moment after the step before began, and not before its bake is over.
    const begins = Math.max(earliest, opensAt(plan, index, earliest - 1) ?? earliest)
    earliest = begins + step.bake
    return {
      weight: step.weight,
      bake: step.bake,
      begins,
      approval: step.approval === true,
      schedule: step.at ?? null,
      asks: components
        .filter(({ exposure }) => exposure === 'split')
        .map((component) => askOf(component, step))
        .concat(flagLine(components, plan, index + 1)),
    }
  })
  return { stops, ends: earliest }
}

/** Whom the flags that are on at a step (1-based) let in; all of them let in the same people. None: no line. */
const flagLine = (components: readonly ComponentConfig[], plan: Plan, step: number): string[] => {
  const on = flagsIn(plan, components).filter(
    (name) => audienceAt({ plan, components }, name, step).weight > 0,
  )
  const { weight = 0, cohort, regions = [] } = plan.steps[step - 1] ?? {}
  if (on.length === 0) return []
  const led = on.map((flag) => {
    const to = components.filter(({ exposure }) => flagOf(exposure) === flag).map(({ name }) => name)
    return to.length === 0 ? `feature ${flag}` : `${to.join(' and ')} (flag ${flag})`
  })
  const where = regions.length === 0 ? '' : ` in ${regions.join(', ')}`
  return [
    `flags let in ${formatPercent(weight)} of ${cohort === undefined ? 'all users' : `cohort ${cohort}`}${where}: ${led.join(', ')}`,
  ]
}

const askOf = ({ name, platform, capabilities }: ComponentConfig, { weight }: Step): string => {
  const share = formatPercent(weight)
  switch (capabilities?.split) {
    case 'units':
      return `${name} (${platform}): the fewest units that reach ${share}, moved to the new release`
    case 'stages':
      return `${name} (${platform}): the next declared stage, ${share}`
    case 'none':
      return `${name} (${platform}): cannot divide traffic`
    default:
      return weight === 100
        ? `${name} (${platform}): all traffic to the new release`
        : `${name} (${platform}): ${share} to the new release, ${formatPercent(100 - weight)} to the old one`
  }
}

const saysOf = (
  { max, relative, points }: ResolvedPlan['judgement']['tests'][number],
  metric: MetricConfig | undefined,
): string => {
  const bad = metric?.slowerThan == null ? 'bad' : `over ${metric.slowerThan} ms`
  if (max === 0) return `no ${bad} unit at all`
  if (max !== undefined)
    return metric?.per ? `at most ${max} per ${metric.per}` : `at most ${formatPercent(max * 100)} ${bad}`
  const parts = [
    ...(relative === undefined ? [] : [`${formatPercent(relative * 100)} more`]),
    ...(points === undefined ? [] : [`${Number((points * 100).toFixed(4))} points more`]),
  ]
  return `at most ${parts.join(' and ')} ${bad} than the old release in the same slice`
}

const sourceLine = (
  { name, type, delay, lookBack }: SourceConfig,
  metrics: readonly MetricConfig[],
): string => {
  const own = metrics.filter(({ source }) => source === name).map((metric) => metric.name)
  const back = lookBack === null ? 'without end' : formatDuration(lookBack)
  return `${type} is asked for ${own.join(', ')}: ${delay === 0 ? 'at once' : `${formatDuration(delay)} late`}, looks back ${back}`
}

/** What the files tell of the way back; whether the old release is still there only the platforms know. */
const backOf = (
  { components, database }: ServiceConfig,
  plan: Plan,
  migrations: readonly Migration[] | null,
): JourneyBack => {
  const flags = flagsIn(plan, components)
  const off =
    flags.length === 0 ? [] : [`flags that this release led (${flags.join(', ')}): off, first of all`]
  const back = components
    .toReversed()
    .map(({ name, platform, capabilities }) =>
      capabilities?.rollback === 'redeploy'
        ? `${name} (${platform}): the old revision is deployed again, which takes minutes`
        : `${name} (${platform}): traffic is pointed at the old release, one write`,
    )
  const acts = [...off, ...back]
  if (!database) return { verdict: 'safe', acts, reasons: [] }
  const open = findContracts(migrations ?? []).findings.filter(({ declaredAfter }) => declaredAfter === null)
  const told = open
    .slice(-MOST_CONTRACTS)
    .map(({ version, line, message }) => `migration ${version}, line ${line}: ${message}`)
  const reasons = [
    ...(open.length === 0 ? [] : ['if one of these is still pending, the old release cannot live with it:']),
    ...told,
    ...(database.restorePoint === 'required'
      ? ['a restore point is required before anything is applied']
      : []),
  ]
  return { verdict: open.length === 0 ? 'safe' : 'known-at-start', acts, reasons }
}

/** GitHub counts every job from its first minute on; a tick that has nothing to do counts one as well. */
const costOf = ({ watch, steps }: Plan, stops: readonly JourneyStop[], length: number): JourneyCost => {
  const watched = Math.ceil(watch / MINUTE)
  const last = stops.at(-1)
  return {
    pipeline: SHORT_JOBS + 1 + watched,
    watches: (steps.length - 1) * watched,
    ticks: last ? Math.ceil(length / (TICK_EVERY * MINUTE)) : 0,
    every: TICK_EVERY,
  }
}
