import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { inertLine, shorten } from '../../kit/text.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import { unitsFor } from '../../rollout/units.ts'
import type { AdapterContext } from '../definition.ts'
import type { Capabilities, Platform, Release, Serving } from '../platform.ts'
import type { FlyClient } from './client.ts'
import { createFlyClient } from './client.ts'
import { admit, carry, createOnce, inTurn, rewrite, untilHealthy } from './moves.ts'
import type { FlyOptions } from './options.ts'
import { imageOf, repositoryOf } from './options.ts'
import type { Timing } from './pace.ts'
import type { Carried, Unit } from './release.ts'
import {
  darkConfig,
  digestOf,
  inOrder,
  isUnit,
  KEYS,
  machineName,
  releaseId,
  unitConfig,
  unitOf,
} from './release.ts'
import type { MachineConfig } from './shapes.ts'

/** Whole machines; a new release is tested on an extra one; the way back replaces every machine that moved. */
export const FLY_CAPABILITIES: Capabilities = {
  split: 'units',
  darkDeploy: true,
  rollback: 'redeploy',
  releaseMetrics: false,
  jobs: false,
  secretNames: true,
}

/** At most this part of the machines is outside the load balancer at once, going forward and going back. */
const FORWARD_PART = 1 / 3
const BACK_PART = 1 / 2

const failure = (message: string, retryable = false): ProviderError =>
  new ProviderError({ provider: 'fly', message: `fly: ${message}`, retryable })

const named = (id: ReleaseId): string => shorten(inertLine(id), 80)

const toRelease = ({ id, revision, rollout }: Carried): Release => ({ id, revision, rollout })

/** All machines of the app, sorted by what they are for. */
interface Fleet {
  units: Unit[]
  dark: Unit[]
}

/** Why a release cannot be put on a machine. */
interface Missing {
  missing: string
}

/** Every release that some machine carries or carried, by id. */
const releasesIn = ({ units, dark }: Fleet): Map<ReleaseId, Carried> => {
  const known = new Map<ReleaseId, Carried>()
  const tested = dark.filter(({ config }) => config.metadata?.[KEYS.release] !== undefined)
  const all = [...units, ...tested].flatMap(({ carries, before }) => [before, carries])
  for (const one of all) if (one) known.set(one.id, one)
  return known
}

/** Connects to the app of a component. Nothing is asked yet. */
export const connectFly = (options: FlyOptions, context: AdapterContext, timing?: Timing): Platform => {
  const client = createFlyClient(options, context, timing)
  const { app } = options

  const fleet = async (): Promise<Fleet> => {
    const all = (await client.machines()).map(unitOf)
    return {
      units: all.filter((unit) => isUnit(unit, options['process-group'])),
      dark: all.filter(({ dark, machine }) => dark && machine.state !== 'destroyed'),
    }
  }

  /** A release by its id: what machines know of it, or else what the id itself says. */
  const lookUp = async (
    known: ReadonlyMap<ReleaseId, Carried>,
    id: ReleaseId,
  ): Promise<Carried | Missing> => {
    const digest = digestOf(id)
    const found = known.get(id)
    if (digest === null) return { missing: `${named(id)} is no release of ${app}` }
    const repository = found?.image.replace(/@.*$/, '') ?? repositoryOf(options)
    const there = await client.hasImage(repository, digest)
    if (there === false) return { missing: `the image of ${id} is no longer at ${repository}` }
    if (found) return found
    if (there === null) return { missing: `no machine of ${app} knows ${id}` }
    return { id, image: `${repository}@${digest}`, revision: digest, rollout: null }
  }

  return {
    type: 'fly',
    capabilities: FLY_CAPABILITIES,
    current: async (): Promise<Serving> => {
      const found = await fleet()
      const serving = found.units.filter(({ out }) => !out)
      const unknown = serving.find(({ carries }) => carries === null)
      if (unknown) throw failure(`the image of the machine ${unknown.machine.id} is not known`, true)
      return {
        weights: [...releasesIn(found).values()].map((release) => ({
          release: toRelease(release),
          weight:
            (100 * serving.filter(({ carries }) => carries?.id === release.id).length) /
            Math.max(1, found.units.length),
        })),
        units: found.units.length,
      }
    },
    deploy: async (order) => deploy(client, options, await fleet(), order),
    setWeight: async ({ canary, baseline, weight }) => {
      const found = await fleet()
      const known = releasesIn(found)
      const next = known.get(canary)
      if (!next) throw failure(`${app} has no release ${named(canary)}`)
      if (baseline === null) {
        const others = found.units.some(({ carries, out }) => !out && carries?.id !== canary)
        if (others) throw failure(`${app} serves another release already; nobody else is sent away`)
        await populate(client, options, found, next, weight)
      } else {
        const old = await lookUp(known, baseline)
        if ('missing' in old) throw failure(old.missing)
        if (found.units.length === 0) throw failure(`${app} has no machine that serves`, true)
        const count = unitsFor(weight, found.units.length)
        const ordered = inOrder(found.units, canary).map((unit, index) => ({
          unit,
          release: index < count ? next : old,
        }))
        const moving = ordered.filter(({ unit, release }) => unit.out || unit.carries?.id !== release.id)
        const atOnce = Math.floor(found.units.length * FORWARD_PART)
        await inTurn(moving, atOnce, { goOn: false }, ({ unit, release }) =>
          carry(client, options, unit.machine.id, release),
        )
      }
      if (weight === 100) await clear(client, found.dark)
    },
    canRollBack: async (to) => {
      const found = await lookUp(releasesIn(await fleet()), to)
      return 'missing' in found ? { possible: false, reason: found.missing } : { possible: true }
    },
    rollback: async (to) => {
      const found = await fleet()
      const release = await lookUp(releasesIn(found), to)
      if ('missing' in release) throw failure(release.missing)
      if (found.units.length === 0) throw failure(`${app} has no machine that could carry ${to}`)
      const moving = found.units.filter(({ out, carries }) => out || carries?.id !== to)
      const atOnce = Math.ceil(found.units.length * BACK_PART)
      await inTurn(moving, atOnce, { goOn: true }, ({ machine }) =>
        carry(client, options, machine.id, release),
      )
    },
    address: async (release) => addressOf(options, await fleet(), release),
    secretNames: () => client.secretNames(),
    wayBackCommand: (to) => {
      const id = to.replaceAll(/[^A-Za-z0-9._-]/g, '')
      const digest = digestOf(to) ?? id
      return `SLUICE_RELEASE=${id} flyctl deploy --app ${app} --image ${repositoryOf(options)}@${digest} --strategy immediate`
    },
  }
}

/** Takes away machines on which releases were tested. */
const clear = (client: FlyClient, dark: readonly Unit[]): Promise<void> =>
  inTurn(dark, 4, { goOn: true }, ({ machine }) => client.destroy(machine.id))

const template = (
  { units }: Fleet,
  { app, first }: FlyOptions,
): { config: MachineConfig; region?: string } => {
  const [unit] = units
  if (unit) return { config: unit.config, ...(unit.machine.region && { region: unit.machine.region }) }
  if (first) return { config: first.config, ...(first.regions?.[0] && { region: first.regions[0] }) }
  throw new ConfigError({
    message: `the app ${app} has no machine, so there is no configuration to go by`,
    fix: 'first: with machines and config, or one fly deploy before the first rollout',
    docs: 'platforms/fly.md#the-first-release',
  })
}

/** Puts a release on an extra machine outside the load balancer, in steps that can each be found again. */
const deploy = async (
  client: FlyClient,
  options: FlyOptions,
  fleet: Fleet,
  order: { revision: string; rollout: string },
): Promise<Release> => {
  const ours = [...fleet.units, ...fleet.dark].find(
    ({ config }) => config.metadata?.[KEYS.rollout] === order.rollout,
  )
  if (ours && ours.config.metadata?.[KEYS.revision] !== order.revision)
    throw new ConfigError({
      message: 'this rollout has brought another revision already',
      fix: 'begin a new rollout for another revision',
      docs: 'platforms/fly.md',
    })
  if (ours && !ours.dark && ours.carries) return toRelease(ours.carries)
  const { config, region } = template(fleet, options)
  const smokePort = options['smoke-port']
  const mark = { ...order, image: imageOf(options, order.revision), release: null }
  const made =
    ours ??
    unitOf(
      await createOnce(client, {
        name: machineName(order.rollout, 'dark'),
        ...(region !== undefined && { region }),
        config: darkConfig(config, mark, smokePort),
        skip_launch: true,
        skip_service_registration: true,
      }),
    )
  const release = await pin(client, options, made, order)
  await untilHealthy(client, options, made.machine.id, null)
  if (smokePort !== undefined) await client.uncordon(made.machine.id, null)
  if (fleet.units.length > 0)
    await clear(
      client,
      fleet.dark.filter(({ machine }) => machine.id !== made.machine.id),
    )
  return toRelease(release)
}

/** Names the image by the digest that Fly found behind the tag, and starts the machine with it. */
const pin = async (
  client: FlyClient,
  options: FlyOptions,
  unit: Unit,
  { revision, rollout }: { revision: string; rollout: string },
): Promise<Carried> => {
  const { image_ref: image } = unit.machine
  const id = releaseId(image?.digest ?? '', rollout)
  const repository = image?.registry && image.repository ? `${image.registry}/${image.repository}` : null
  if (id === null || repository === null)
    throw failure(`the machine ${unit.machine.id} does not say which image it has`, true)
  const release: Carried = { id, image: `${repository}@${digestOf(id)}`, revision, rollout }
  if (unit.config.metadata?.[KEYS.release] === id) return release
  const mark = { revision, rollout, image: release.image, release: id }
  const config = darkConfig(unit.config, mark, options['smoke-port'])
  await rewrite(client, unit, config, { held: null, outside: true })
  return release
}

/** The first release of an app: makes its machines, and lets in as many as the weight says. */
const populate = async (
  client: FlyClient,
  options: FlyOptions,
  fleet: Fleet,
  release: Carried,
  weight: number,
): Promise<void> => {
  const machines = Math.max(fleet.units.length, options.first?.machines ?? 0)
  const ids = fleet.units.map(({ machine }) => machine.id)
  for (let index = ids.length; index < machines; index += 1) {
    const regions = options.first?.regions ?? []
    const region = regions[index % Math.max(1, regions.length)]
    const config = unitConfig(
      {
        ...options.first?.config,
        metadata: { fly_process_group: options['process-group'], fly_platform_version: 'v2' },
      },
      release,
      null,
    )
    const body = { ...(region !== undefined && { region }), config, skip_service_registration: true }
    const made = await createOnce(client, { name: machineName(release.id, String(index)), ...body })
    if (!ids.includes(made.id)) ids.push(made.id)
  }
  const count = unitsFor(weight, machines)
  const waiting = ids.filter((id) => fleet.units.find(({ machine }) => machine.id === id)?.out !== false)
  const inside = ids.length - waiting.length
  await inTurn(waiting.slice(0, Math.max(0, count - inside)), 4, { goOn: false }, (id) =>
    admit(client, options, id),
  )
}

/** Where exactly one release answers: the extra machine, or one of the units that the proxy is told to choose. */
const addressOf = (
  { app, host = `${app}.fly.dev`, 'smoke-port': smokePort }: FlyOptions,
  { units, dark }: Fleet,
  release: ReleaseId,
): { url: string; headers: Record<string, string> } => {
  const serving = units.find(({ carries, out }) => !out && carries?.id === release)
  if (serving) return { url: `https://${host}`, headers: { 'fly-force-instance-id': serving.machine.id } }
  const tested = dark.find(({ config }) => config.metadata?.[KEYS.release] === release)
  if (!tested) throw failure(`no machine of ${app} carries ${named(release)}`)
  if (smokePort !== undefined) return { url: `https://${host}:${smokePort}`, headers: {} }
  const port = tested.config.services?.find(
    ({ internal_port: inside }) => inside !== undefined,
  )?.internal_port
  return { url: `http://${tested.machine.id}.vm.${app}.internal:${port ?? 8080}`, headers: {} }
}
