import { ProviderError } from '../kit/errors.ts'
import type { RolloutRecord } from '../rollout/plan.ts'
import { newestOf, type Rollout, type Survey, wasSeen } from './journal.ts'
import type { Component, Service } from './service.ts'

/** Scheduled jobs that were stopped on the way back. */
export interface StoppedJobs {
  component: string
  /** What ran until then; empty when it was stopped already. */
  ran: readonly string[]
  /** Until when a stopped job may still start, in the platform's words. */
  delay: string
}

/** What stopping left behind: done is done, and what failed is thrown by `settle`, when everything else is back. */
export interface JobsStopped {
  stopped: readonly StoppedJobs[]
  settle(): void
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.toSorted().join('\n') === other.toSorted().join('\n')

const shown = (schedules: readonly string[]): string =>
  schedules.length === 0 ? 'none' : schedules.map((schedule) => `\`${schedule}\``).join(', ')

/** What ran by the clock when the rollout started; undefined where its jobs are left alone. */
const recordedOf = ({ components }: RolloutRecord, name: string): readonly string[] | undefined =>
  components.find((component) => component.name === name)?.jobs

/**
 * What runs by the clock, for the record: undefined where the way back leaves jobs alone. After a way back that stopped
 * them it is what that rollout has on record.
 */
export const readJobs = async (
  service: Service,
  { name, platform: { jobs }, pausesJobs = false }: Component,
  known: Survey,
): Promise<readonly string[] | undefined> => {
  if (!pausesJobs || !jobs) return undefined
  const found = await jobs.list()
  const stopped = found.length === 0 ? stoppedWithoutHold(service, known) : null
  return (stopped && recordedOf(stopped.record, name)) ?? found
}

/**
 * The rollout whose way back stopped jobs that nobody started again: without a hold there was none to release. `own` is
 * the rollout that asks.
 */
export const stoppedWithoutHold = (
  service: Service,
  { rollouts, rollbacks }: Survey,
  own?: Rollout,
): Rollout | null => {
  const touched = rollouts.filter(
    ({ record, state }) => record.id !== own?.record.id && Object.keys(state.deployed).length > 0,
  )
  const newest = newestOf(touched)
  if (newest?.state.phase !== 'rolled-back' || !wasSeen(service, newest)) return null
  return rollbacks.some(({ record }) => record.rollout === newest.record.id) ? null : newest
}

/** Whether the way back of a rollout stops jobs: not for a release that nobody saw, nor for one whose successor comes at once. */
export const stopsJobs = (
  service: Service,
  rollout: Rollout,
  { reason, hold }: { reason: string; hold: boolean },
): boolean => hold || (reason !== 'superseded' && wasSeen(service, rollout))

/** Components whose jobs a rollout stops on its way back, last deployed first. */
export const withJobs = ({ components }: Service, record: RolloutRecord): Component[] =>
  components.filter(({ name }) => (recordedOf(record, name) ?? []).length > 0).reverse()

/**
 * Stops the scheduled jobs of components, each whatever becomes of the others, and reads back. What runs and is not what
 * the record knows is said, so that a person can set it again.
 */
export const stopJobs = async (
  service: Service,
  components: readonly Component[],
  record: RolloutRecord | null,
): Promise<JobsStopped> => {
  const results = await Promise.allSettled(components.map((component) => stop(service, component, record)))
  return {
    stopped: results.flatMap((result) => (result.status === 'fulfilled' ? (result.value ?? []) : [])),
    settle: () => {
      for (const result of results) if (result.status === 'rejected') throw result.reason
    },
  }
}

const stop = async (
  service: Service,
  { name, platform: { type, jobs } }: Component,
  record: RolloutRecord | null,
): Promise<StoppedJobs | null> => {
  if (!jobs) return null
  const ran = await jobs.list()
  const recorded = record && recordedOf(record, name)
  if (recorded && ran.length > 0 && !same(ran, recorded))
    service.say(
      `${name}: its jobs were changed since the rollout started. Stopped now: ${shown(ran)}; on record, and started again later: ${shown(recorded)}.`,
    )
  if (ran.length > 0) await setTo(type, name, jobs, [])
  return { component: name, ran, delay: jobs.delay }
}

const setTo = async (
  provider: string,
  name: string,
  jobs: NonNullable<Component['platform']['jobs']>,
  schedules: readonly string[],
): Promise<void> => {
  await jobs.set(schedules)
  const found = await jobs.list()
  if (same(found, schedules)) return
  throw new ProviderError({
    provider,
    message: `${name}: its jobs were set to ${shown(schedules)} and read back as ${shown(found)}`,
    retryable: true,
  })
}

/**
 * Starts the jobs again that a way back stopped: the list on record, read back. Where other jobs run already somebody set
 * them by hand: they stay, and that is said. Answers one sentence per component. Throws ProviderError when a platform
 * does not do it.
 */
export const startJobs = async (service: Service, record: RolloutRecord): Promise<string[]> => {
  const told: string[] = []
  for (const { name, jobs: recorded = [] } of record.components) {
    if (recorded.length === 0) continue
    const platform = service.components.find((component) => component.name === name)?.platform
    if (!platform?.jobs) {
      told.push(`${name} is no longer in the configuration: start its jobs by hand (${shown(recorded)}).`)
      continue
    }
    const found = await platform.jobs.list()
    if (found.length === 0) await setTo(platform.type, name, platform.jobs, recorded)
    told.push(
      found.length === 0 || same(found, recorded)
        ? `The jobs of ${name} run again: ${shown(recorded)}.`
        : `The jobs of ${name} were set by hand and stay so: ${shown(found)}; on record is ${shown(recorded)}.`,
    )
  }
  return told
}

/** What a person must know of jobs that were stopped; empty when none were. */
export const sayStopped = (stopped: readonly StoppedJobs[], hold: boolean): string =>
  stopped
    .map(({ component, ran, delay }) => {
      const what = ran.length > 0 ? `(${shown(ran)}) are stopped` : 'stay stopped'
      const until = hold ? 'a person releases the hold' : 'the next release is deployed'
      return ` The jobs of ${component} ${what} until ${until}. ${delay}`
    })
    .join('')

/** Those of the components whose jobs the configuration wants stopped on the way back: for targets that a person named. */
export const pausedBy = (components: readonly Component[]): Component[] =>
  components.filter(({ pausesJobs, platform }) => pausesJobs === true && platform.jobs !== undefined)
