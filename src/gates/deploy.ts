import { ProviderError } from '../kit/errors.ts'
import type { Release } from '../platforms/platform.ts'
import { flagOf, isWhole } from '../rollout/audience.ts'
import { startJobs, stoppedWithoutHold } from './jobs.ts'
import { holdBeside, note, type Rollout, survey } from './journal.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Component, Service } from './service.ts'

/** What to put on the platforms. */
export interface DeployOrder {
  /** The revision whose rollout was started. */
  revision: string
  /** After a migration the live release must have passed its smoke test on the new schema. */
  liveSmoke: boolean
  dryRun: boolean
}

/** Which release of each component is on its platform now. */
export interface DeployOutcome extends GateOutcome {
  rollout: Rollout | null
  releases: readonly { component: string; release: string; fresh: boolean }[]
}

/**
 * Puts the new release of every component on its platform, where nobody sees it yet; a component without a split
 * is deployed whole. Every release is marked with the rollout's id, so that a lost answer is found again and
 * nothing is deployed twice. Throws ProviderError when a platform fails; asked again, it goes on where it stopped.
 */
export const deploy = (service: Service, order: DeployOrder): Promise<DeployOutcome> =>
  service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
    const known = await survey(service)
    const { inFlight } = known
    if (inFlight?.record.revision !== order.revision)
      return {
        ...refuse('not-started', notStarted(service, order, inFlight)),
        rollout: inFlight,
        releases: [],
      }
    const hold = holdBeside(known, inFlight)
    const reason = hold === null ? obstacle(inFlight, order) : refuse('on-hold', hold)
    if (reason) return { ...reason, rollout: inFlight, releases: [] }
    if (order.dryRun) {
      const names = service.components.map(({ name }) => name).join(', ')
      return {
        ...pass('dry-run', `Would deploy ${names} at ${order.revision}.`),
        rollout: inFlight,
        releases: [],
      }
    }
    // A way back without a hold stopped jobs that nobody was asked about.
    if (stoppedWithoutHold(service, known, inFlight))
      for (const line of await startJobs(service, inFlight.record)) service.say(line)
    return deployAll(service, inFlight, order)
  })

const notStarted = (
  { name, environment }: Service,
  { revision }: DeployOrder,
  inFlight: Rollout | null,
): string =>
  inFlight
    ? `The rollout on its way in ${environment} is of ${inFlight.record.revision}, not of ${revision}.`
    : `No rollout of ${name} ${revision} was started in ${environment}: run the rollout action with operation start first.`

const obstacle = ({ record, state, doubt }: Rollout, { liveSmoke }: DeployOrder): GateOutcome | null => {
  if (doubt) return refuse(doubt.reason, doubt.text)
  if (state.rollbackAsked) return refuse('rollback-asked', `${state.rollbackAsked.by} asked for a rollback.`)
  if (state.phase !== 'progressing' && state.phase !== 'baking')
    return refuse('not-allowed-now', `The rollout is ${state.phase}; nothing is deployed.`)
  if (liveSmoke && !record.firstRelease && state.migrated !== null && !state.checked.live)
    return refuse(
      'not-checked',
      'The schema has moved and the live release has not passed its smoke test on it: run the smoke-test action with target live first.',
    )
  return null
}

const deployAll = async (service: Service, first: Rollout, order: DeployOrder): Promise<DeployOutcome> => {
  let rollout = first
  const releases: { component: string; release: string; fresh: boolean }[] = []
  const weights = first.record.plan.steps.map(({ weight }) => weight)
  for (const { exposure, platform } of service.components)
    if (exposure === 'split') await platform.prepare?.({ weights })
  for (const component of service.components) {
    const known = rollout.state.deployed[component.name]
    const release = await place(component, rollout, order.revision)
    if (known !== release.id)
      rollout = await note(service, rollout, {
        kind: 'deployed',
        component: component.name,
        release: release.id,
      })
    releases.push({ component: component.name, release: release.id, fresh: known !== release.id })
  }
  return { ...pass('done', sayPlaced(service, first, releases)), rollout, releases }
}

/** Who sees each component now: true per component, not for the release as a whole. */
const sayPlaced = (service: Service, { record }: Rollout, releases: DeployOutcome['releases']): string => {
  // The record knows whether a flag was on already, so that nothing is dark behind it.
  const components = service.components.map(
    (component) => record.components.find(({ name }) => name === component.name) ?? component,
  )
  const listed = (fits: (component: Pick<Component, 'exposure'>) => boolean): string =>
    releases
      .filter(({ component }) => components.some((one) => one.name === component && fits(one)))
      .map(({ component, release }) => `${component} ${release}`)
      .join(', ')
  const unseen = listed(({ exposure }) => exposure === 'split')
  const whole = listed(({ exposure }) => exposure === 'full')
  const flagged = components.flatMap(({ exposure }) => flagOf(exposure) ?? [])
  const behind = listed(({ exposure }) => flagOf(exposure) !== null)
  return [
    ...(unseen === '' ? [] : [`Complete on the platform and seen by nobody yet: ${unseen}.`]),
    ...(whole === '' ? [] : [`Deployed whole, in use from now on: ${whole}.`]),
    ...(behind === ''
      ? []
      : [`Deployed whole, reached by nobody until ${[...new Set(flagged)].join(', ')} is on: ${behind}.`]),
  ].join(' ')
}

const place = async (
  { name, exposure, platform }: Component,
  { record }: Rollout,
  revision: string,
): Promise<Release> => {
  const release = await platform.deploy({ revision, rollout: record.id })
  const baseline = record.components.find((component) => component.name === name)?.baseline ?? null
  if (isWhole(exposure)) await platform.setWeight({ canary: release.id, baseline, weight: 100 })
  const { weights } = await platform.current()
  if (!weights.some(({ release: found }) => found.id === release.id))
    throw new ProviderError({
      provider: platform.type,
      message: `${name}: release ${release.id} was deployed but the platform does not list it`,
      retryable: true,
    })
  return release
}
