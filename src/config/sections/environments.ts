import * as z from 'zod'
import { mismatch } from '../../kit/windows.ts'
import { MAX_STEPS, type Step } from '../../rollout/plan.ts'
import { duration, matching, NAME, percent, schedule, sentence, windowEnd } from '../fields.ts'
import type { Findings, Path } from '../findings.ts'
import type { EnvironmentConfig } from '../service.ts'
import { type Entry, entriesOf, isMapping, unknownName } from './entries.ts'
import { COHORT_PATTERN } from './flags.ts'
import { fraction } from './metrics.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Longest rollout, 60 days: GitHub forgets what a longer one would need. */
export const LONGEST_ROLLOUT = 60 * DAY

/** Environments that serve real users unless the file says otherwise. */
const PRODUCTION_LIKE: readonly string[] = ['production', 'beta']

/** One stop on the way. */
export const stepSchema = z.strictObject({
  weight: percent({ above: 0 }).describe(
    'Share of traffic for the new release. Weights rise strictly; the last is `100%`.',
  ),
  bake: duration().describe('Least time at this step.'),
  at: schedule().optional().describe('The step begins no earlier than this time of the day or week.'),
  approval: z.boolean().default(false).describe('A person must approve before the step begins.'),
  cohort: matching({
    title: 'cohort',
    pattern: COHORT_PATTERN,
    what: 'the name of a cohort',
    fix: 'letters, digits, spaces and . _ -',
  })
    .optional()
    .describe('Flags let in these users alone: a list of the flag, or a group that the application knows.'),
  regions: z
    .array(
      matching({
        title: 'region',
        pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$',
        what: 'a region',
        fix: 'a word as the application names regions, such as US',
      }),
    )
    .min(1)
    .max(60)
    .optional()
    .describe('Flags let in users of these regions alone. Default: everywhere.'),
  features: z
    .array(z.string().meta({ pattern: NAME.pattern }))
    .max(20)
    .optional()
    .describe(
      'Flags that this step switches on, with its weight, cohort and regions. They stay on at later steps.',
    ),
})

/** A span of time in which no rollout moves forward. */
export const freezeSchema = z
  .strictObject({
    from: windowEnd().describe('When it begins: a time of the day or week, or a date.'),
    until: windowEnd().describe('When it ends: of the same kind as `from`.'),
    reason: sentence(120).describe('Why, for the person whose release waits.'),
  })
  .superRefine(({ from, until }, context) => {
    const wrong = mismatch(from, until)
    if (wrong)
      context.addIssue({
        code: 'custom',
        path: ['until'],
        message: `${wrong}\ntwo times of the day, two of the week or two dates, the end after the beginning`,
      })
  })

/** Most freeze windows of an environment. */
export const MAX_FREEZES = 50

/** How a release reaches one environment. */
export const environmentSchema = z.strictObject({
  steps: z.array(stepSchema).min(1).max(MAX_STEPS).describe('The way from 0 to 100 %.'),
  watch: duration({ max: 14 * MINUTE })
    .prefault('10m')
    .describe('After each step begins, the same job keeps looking for this long. At most 14m.'),
  deadline: duration({ min: 1_000, max: LONGEST_ROLLOUT })
    .optional()
    .describe(
      'The rollout must be promoted within this time, waiting for people not counted. Default: twice the time that all steps take, plus 1d, plus the wait for the first `at`; at most 60d.',
    ),
  'max-hold': duration({ min: 1_000 })
    .prefault('24h')
    .describe('How long a suspicious release may be held before a person is called.'),
  'max-blind': duration({ min: 1_000 })
    .prefault('2h')
    .describe('How long a rollout may go without usable data before a person is called.'),
  slice: duration({ min: 1_000, max: DAY })
    .optional()
    .describe(
      'Length of the slices of time that are judged one by one. Default 5m, or 15m when the plan takes more than 2d. Shorter than 1m only where every source can cut it.',
    ),
  'warm-up': z
    .int()
    .min(0)
    .max(100)
    .default(1)
    .describe('Slices dropped at the start of each step, while caches are cold.'),
  'false-rollback': percent({ above: 0, max: 50 })
    .prefault('5%')
    .describe('Largest chance that a release within its limits is ever rolled back by evidence.'),
  'in-flight': z
    .enum(['queue', 'supersede', 'refuse'])
    .default('queue')
    .describe('What happens to a release that arrives while another is on its way.'),
  freeze: z
    .array(freezeSchema)
    .max(MAX_FREEZES)
    .default([])
    .describe('Spans of time in which nothing starts and no step is taken. Going back is always allowed.'),
  'release-tags': z
    .array(
      matching({
        title: 'tag pattern',
        pattern: '^[A-Za-z0-9_.*/-]{1,100}$',
        what: 'a pattern for tags',
        fix: 'a pattern such as v*',
      }),
    )
    .max(20)
    .default([])
    .describe(
      'Tags whose commit may be released although it is not on the default branch, such as `v*`. Asked where `production-like`.',
    ),
  writers: z
    .array(
      matching({
        title: 'workflow file',
        pattern: '^[A-Za-z0-9._-]{1,100}\\.ya?ml$',
        what: 'a workflow file',
        fix: 'a file name such as deploy.yml',
      }),
    )
    .max(20)
    .default([])
    .describe(
      'Workflow files whose runs may lead a rollout forward, such as `deploy.yml`. Default: any of the default branch. Asked where `production-like`.',
    ),
  'production-like': z
    .boolean()
    .optional()
    .describe('Whether it serves real users. Default: `true` for `production` and `beta`.'),
  'hold-after-rollback': z
    .boolean()
    .optional()
    .describe('Whether a rollback leaves a hold that a person must release. Default: as `production-like`.'),
  'live-smoke': z
    .boolean()
    .default(true)
    .describe(
      'Whether the live release must pass the smoke checks on the new schema before the new one is deployed.',
    ),
  metrics: z
    .array(z.string().meta({ pattern: NAME.pattern }))
    .max(30)
    .optional()
    .describe('Metrics that judge here. Default: all.'),
})

/** Most environments of a service. */
export const MAX_ENVIRONMENTS = 10

const frameSchema = environmentSchema.extend({
  steps: z.array(z.unknown(), { error: listOfSteps }).min(1).max(MAX_STEPS),
})

function listOfSteps({ code, input }: { code: string; input?: unknown }): string | undefined {
  const written = code === 'invalid_type' && input !== undefined && input !== null
  return written ? 'must be a list of steps\n- { weight: 10%, bake: 30m }' : undefined
}

/** Reads `environments`. */
export const readEnvironments = (
  raw: unknown,
  metricNames: readonly string[],
  findings: Findings,
): EnvironmentConfig[] => {
  const rule = { what: 'environment', ...NAME, limit: MAX_ENVIRONMENTS, required: true }
  return entriesOf(raw, ['environments'], rule, findings).flatMap((entry) => {
    const frame = findings.read(frameSchema, entry.value, entry.path)
    const steps = readSteps(entry, findings)
    const named =
      isMapping(entry.value) && Array.isArray(entry.value.metrics) ? entry.value.metrics.slice(0, 30) : []
    for (const [index, metric] of named.entries())
      if (typeof metric === 'string' && !metricNames.includes(metric))
        findings.add(unknownName([...entry.path, 'metrics', index], 'metric', metricNames, metric))
    return frame ? [toEnvironment(entry.name, frame, steps, metricNames)] : []
  })
}

/** Reads the steps one by one, so that a slip in one does not hide the others. */
const readSteps = ({ value, path }: Entry, findings: Findings): Step[] => {
  const raw = isMapping(value) && Array.isArray(value.steps) ? value.steps : []
  // A flood was reported as such; to report each of its members would drown that.
  if (raw.length === 0 || raw.length > MAX_STEPS) return []
  const at = [...path, 'steps']
  const read = raw.map((step, index) => findings.read(stepSchema, step, [...at, index]))
  const weights = raw.map((step, index) => read[index]?.weight ?? weightOf(step))
  checkOrder(weights, at, findings)
  const steps = withFeatures(read.flatMap((step) => (step ? [toStep(step)] : [])))
  const last = steps.at(-1)
  if (steps.length < raw.length || !last || last.weight === 100) return steps
  if (raw.length === MAX_STEPS) {
    findings.add({
      path: [...at, raw.length - 1],
      message: 'the last step is not 100%, and there is no room for another',
      fix: 'weight: 100%',
    })
    return steps
  }
  findings.notice({
    path: at,
    on: 'key',
    message: `a step to 100% was added; it bakes as long as the one before`,
    fix: '- { weight: 100%, bake: ... } to choose yourself',
  })
  return withFeatures([...steps, { weight: 100, bake: last.bake }])
}

/** The weight of a step whose other keys are wrong, so that the order is judged all the same. */
const weightOf = (step: unknown): number | undefined => {
  const weight = isMapping(step) ? stepSchema.shape.weight.safeParse(step.weight) : undefined
  return weight?.success ? weight.data : undefined
}

const checkOrder = (weights: readonly (number | undefined)[], path: Path, findings: Findings): void => {
  let highest = 0
  for (const [index, weight] of weights.entries()) {
    if (weight === undefined) continue
    if (weight <= highest)
      findings.add({
        path: [...path, index, 'weight'],
        message:
          highest === 100
            ? 'no step can follow 100%'
            : `${weight}% is not above the ${highest}% of an earlier step`,
        fix: highest === 100 ? 'the steps in rising order, 100% last' : `a weight above ${highest}%`,
      })
    else highest = weight
  }
}

/** A feature that is on stays on: each step carries those of the steps before. */
const withFeatures = (steps: readonly Step[]): Step[] => {
  const on = new Set<string>()
  return steps.map((step) => {
    for (const feature of step.features ?? []) on.add(feature)
    return on.size > 0 ? { ...step, features: [...on] } : step
  })
}

const toStep = ({
  weight,
  bake,
  at,
  approval,
  cohort,
  regions,
  features,
}: z.output<typeof stepSchema>): Step => ({
  weight,
  bake,
  ...(at === undefined ? {} : { at }),
  ...(approval ? { approval } : {}),
  ...(cohort === undefined ? {} : { cohort }),
  ...(regions === undefined ? {} : { regions: [...new Set(regions)] }),
  ...(features === undefined ? {} : { features: [...new Set(features)] }),
})

const toEnvironment = (
  name: string,
  frame: z.output<typeof frameSchema>,
  steps: readonly Step[],
  metricNames: readonly string[],
): EnvironmentConfig => {
  const productionLike = frame['production-like'] ?? PRODUCTION_LIKE.includes(name)
  const wanted = frame.metrics
  return {
    name,
    productionLike,
    steps,
    watch: frame.watch,
    deadline: frame.deadline ?? null,
    maxHold: frame['max-hold'],
    maxBlind: frame['max-blind'],
    slice: frame.slice ?? null,
    warmUp: frame['warm-up'],
    falseRollback: fraction(frame['false-rollback']),
    inFlight: frame['in-flight'],
    holdAfterRollback: frame['hold-after-rollback'] ?? productionLike,
    liveSmoke: frame['live-smoke'],
    freeze: frame.freeze,
    releaseTags: frame['release-tags'],
    writers: frame.writers,
    metrics: wanted ? metricNames.filter((each) => wanted.includes(each)) : metricNames,
  }
}
