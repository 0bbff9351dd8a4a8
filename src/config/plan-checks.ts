import { formatDuration, formatPercent } from '../kit/grammar.ts'
import type { Step } from '../rollout/plan.ts'
import type { Finding, Findings, Path } from './findings.ts'
import { planOf } from './resolve.ts'
import { LONGEST_ROLLOUT } from './sections/environments.ts'
import type { ReadCosts } from './sections/metrics.ts'
import type { ComponentConfig, EnvironmentConfig, ServiceConfig } from './service.ts'
import { checkSources } from './source-checks.ts'
import { dwells } from './timing.ts'

const DAY = 86_400_000

/** Notes everything about one environment that no single key shows: time, slices, what platforms can honour. */
export const checkEnvironment = (
  config: ServiceConfig,
  environment: EnvironmentConfig,
  findings: Findings,
  costs: ReadCosts = new Map(),
): void => {
  const path = ['environments', environment.name]
  const metrics = config.metrics.filter(({ name }) => environment.metrics.includes(name))
  const sources = config.sources.filter(({ name }) => metrics.some(({ source }) => source === name))
  checkTime(environment, path, findings)
  checkSources(environment, { metrics, sources, costs }, path, findings)
  for (const finding of checkCapabilities(config.components, environment)) findings.add(finding)
  const { steps } = environment
  if (steps.length > 1 && (steps[0]?.weight ?? 0) > 50)
    findings.notice({
      path: [...path, 'steps', 0, 'weight'],
      message: 'a first step above 50% harms most users before anything is seen',
      fix: '5% to 10%',
    })
  if (steps.length > 1 && metrics.length === 0)
    findings.notice({
      path,
      on: 'key',
      message: 'no metric judges here: time and people alone decide',
      fix: 'metrics',
    })
  if (metrics.length > 0 && metrics.every(({ breaker }) => breaker === null))
    findings.notice({
      path,
      on: 'key',
      message:
        'no metric has a circuit breaker, so a release that fails every request is watched for several slices',
      fix: 'abort: 50%',
    })
}

const checkTime = (environment: EnvironmentConfig, path: Path, findings: Findings): void => {
  const taken = dwells(environment.steps).reduce((total, value) => total + value, 0)
  const { deadline } = planOf(environment)
  if (taken > LONGEST_ROLLOUT)
    findings.add({
      path: [...path, 'steps'],
      on: 'key',
      message: `the steps take ${formatDuration(taken)}`,
      fix: 'at most 60d in all',
    })
  else if (deadline < taken)
    findings.add({
      path: [...path, 'deadline'],
      message: `${formatDuration(deadline)} is less than the ${formatDuration(taken)} that the steps take`,
      fix: formatDuration(Math.min(2 * taken + DAY, LONGEST_ROLLOUT)),
    })
}

/**
 * What the platforms cannot honour: a component that should follow the weights on a platform that cannot divide
 * traffic, or steps below 100 % that no component follows. A plan of one step at 100 % suits every platform.
 */
export const checkCapabilities = (
  components: readonly Pick<ComponentConfig, 'name' | 'platform' | 'exposure' | 'capabilities'>[],
  environment: { name: string; steps: readonly Step[] },
): Finding[] => {
  const partial = environment.steps.findIndex(({ weight }) => weight < 100)
  const weight = environment.steps[partial]?.weight
  if (weight === undefined) return []
  const docs = 'configuration.md#components'
  const whole = components.length > 0 && components.every(({ exposure }) => exposure === 'full')
  if (whole && !environment.steps[partial]?.features?.length)
    return [
      {
        path: ['environments', environment.name, 'steps', partial, 'weight'],
        message: `every component is deployed whole, so nobody would see a step of ${formatPercent(weight)}`,
        fix: 'one step to 100%, or a component with exposure: split or flag:<name>',
        docs,
      },
    ]
  return components.flatMap(({ name, platform, exposure, capabilities }) => {
    if (exposure !== 'split' || capabilities?.split !== 'none') return []
    return [
      {
        path: ['components', name, 'exposure'],
        message: `${platform} cannot divide traffic and cannot honour the step of ${formatPercent(weight)} in ${environment.name}`,
        fix: 'exposure: full, which deploys it whole at the deploy gate and takes it along on the way back, or exposure: flag:<name>',
        docs,
      },
    ]
  })
}
