import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { Release } from '../platform.ts'
import type { Machine, MachineConfig } from './shapes.ts'

/** A release as a machine carries it. */
export interface Carried extends Release {
  /** With its digest: `registry.fly.io/my-app@sha256:...`. */
  image: string
}

/** A machine of the app, as far as it matters here. */
export interface Unit {
  machine: Machine
  config: MachineConfig
  /** What it runs. Null: its image has no digest yet, or its host does not answer. */
  carries: Carried | null
  /** What it ran before. */
  before: Carried | null
  /** The extra machine on which a release is tested; it never serves. */
  dark: boolean
  /** It was taken out of the load balancer by us and not let in again. */
  out: boolean
}

/** Keys of a machine's metadata that are ours. */
export const KEYS = {
  release: 'sluice_release',
  revision: 'sluice_revision',
  rollout: 'sluice_rollout',
  role: 'sluice_role',
  out: 'sluice_out',
  before: 'sluice_before',
} as const

/** Variable in which a machine finds the id of its release, for its own metrics. */
export const RELEASE_VARIABLE = 'SLUICE_RELEASE'

const DIGEST = /^sha256:([0-9a-f]{64})$/
const ID = /^([0-9a-z]{50})(?:-[0-9a-z]{5})?$/
const WIDTH = 50

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * The id of a release: the whole digest of its image in base 36, and five characters for the rollout that brought it.
 * At most 56 characters, so that it fits the ledger, and enough to put the image back without asking anybody.
 */
export const releaseId = (digest: string, rollout: string | null): ReleaseId | null => {
  const [, hex] = DIGEST.exec(digest) ?? []
  if (hex === undefined) return null
  const image = BigInt(`0x${hex}`).toString(36).padStart(WIDTH, '0')
  if (rollout === null) return image
  const tail = BigInt(`0x${hashOf(rollout).slice(0, 12)}`)
    .toString(36)
    .padStart(5, '0')
    .slice(-5)
  return `${image}-${tail}`
}

/** The digest in the id of a release, `sha256:...`; null: this is no id of a release. */
export const digestOf = (id: ReleaseId): string | null => {
  const [, image] = ID.exec(id) ?? []
  if (image === undefined) return null
  let value = 0n
  for (const digit of image) value = value * 36n + BigInt(Number.parseInt(digit, 36))
  const hex = value.toString(16).padStart(64, '0')
  return hex.length === 64 ? `sha256:${hex}` : null
}

/** Name of the machines that we make for a rollout: one name cannot be given twice in an app. */
export const machineName = (rollout: string, role: string): string =>
  `sluice-${hashOf(rollout).slice(0, 12)}-${role}`

/** Machines in an order that looks random, is the same for everybody, and differs between releases. */
export const inOrder = <T extends Pick<Unit, 'machine'>>(units: readonly T[], release: ReleaseId): T[] => {
  const place = new Map(units.map(({ machine: { id } }) => [id, hashOf(`${release}/${id}`)]))
  return units.toSorted((a, b) =>
    (place.get(a.machine.id) ?? '').localeCompare(place.get(b.machine.id) ?? ''),
  )
}

const beforeShape = z.object({
  id: z.string().regex(ID),
  revision: z.string(),
  rollout: z.string().nullable(),
  image: z.string(),
})

const readBefore = (text: string | undefined): Carried | null => {
  if (text === undefined) return null
  try {
    return beforeShape.parse(JSON.parse(text))
  } catch {
    return null
  }
}

const imageIn = ({ image_ref: image }: Machine): { ref: string; digest: string } | null => {
  const { registry, repository, digest } = image ?? {}
  if (!registry || !repository || !digest || !DIGEST.test(digest)) return null
  return { ref: `${registry}/${repository}@${digest}`, digest }
}

const readCarried = (machine: Machine, metadata: Readonly<Record<string, string>>): Carried | null => {
  const image = imageIn(machine)
  if (!image) return null
  const named = metadata[KEYS.release]
  // Somebody else's deployment keeps our metadata and changes the image: the image is the truth.
  if (named !== undefined && digestOf(named) === image.digest)
    return {
      id: named,
      image: image.ref,
      revision: metadata[KEYS.revision] ?? image.digest,
      rollout: metadata[KEYS.rollout] ?? null,
    }
  const id = releaseId(image.digest, null)
  return id === null ? null : { id, image: image.ref, revision: image.digest, rollout: null }
}

/** Reads a machine. */
export const unitOf = (machine: Machine): Unit => {
  const config = machine.config ?? machine.incomplete_config ?? {}
  const metadata = config.metadata ?? {}
  return {
    machine,
    config,
    carries: readCarried(machine, metadata),
    before: readBefore(metadata[KEYS.before]),
    dark: metadata[KEYS.role] === 'dark',
    out: metadata[KEYS.out] !== undefined,
  }
}

const GONE = new Set(['destroyed', 'destroying'])
const ASLEEP = new Set(['stopped', 'stopping', 'suspended', 'suspending', 'created'])

/**
 * Whether a machine is one of the units that carry the process group. One that is asleep is only when the proxy may
 * wake it.
 */
export const isUnit = ({ machine, config, dark, out }: Unit, group: string): boolean => {
  if (dark || GONE.has(machine.state)) return false
  if ((config.metadata?.fly_process_group ?? group) !== group) return false
  if ((config.standbys ?? []).length > 0 || config.schedule || config.auto_destroy === true) return false
  return (
    out || !ASLEEP.has(machine.state) || (config.services ?? []).some(({ autostart }) => autostart !== false)
  )
}

const without = <T>(values: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)))

/** Configuration of a unit that is to carry a release; it waits outside the load balancer. */
export const unitConfig = (
  config: MachineConfig,
  release: Carried,
  before: Carried | null,
): MachineConfig => {
  const metadata = without(config.metadata ?? {}, Object.values(KEYS))
  return {
    ...config,
    image: release.image,
    env: { ...config.env, [RELEASE_VARIABLE]: release.id },
    metadata: {
      ...metadata,
      [KEYS.release]: release.id,
      [KEYS.revision]: release.revision,
      ...(release.rollout !== null && { [KEYS.rollout]: release.rollout }),
      ...(before !== null && { [KEYS.before]: JSON.stringify(before) }),
      [KEYS.out]: 'yes',
    },
  }
}

/** Metadata by which flyctl knows its machines: without it, `fly deploy` leaves a machine alone. */
const isFlyctls = (key: string): boolean => key.startsWith('fly_')

type Services = NonNullable<MachineConfig['services']>

/** Services on the port of the smoke test alone: the one with TLS, or else the first port there is. */
const onSmokePort = (services: Services, port: number): Services => {
  const found = services.flatMap((service) => (service.ports ?? []).map((one) => ({ service, one })))
  const chosen = found.find(({ one }) => one.handlers?.includes('tls')) ?? found[0]
  if (!chosen) return []
  return [
    {
      ...chosen.service,
      ports: [{ ...chosen.one, port, start_port: undefined, end_port: undefined, force_https: undefined }],
    },
  ]
}

/** Configuration of the extra machine on which a release is tested: no volume, never asleep, unknown to flyctl. */
export const darkConfig = (
  config: MachineConfig,
  {
    revision,
    rollout,
    image,
    release,
  }: { revision: string; rollout: string; image: string; release: ReleaseId | null },
  smokePort: number | undefined,
): MachineConfig => {
  const foreign = Object.keys(config.metadata ?? {}).filter(isFlyctls)
  const metadata = without(config.metadata ?? {}, [...Object.values(KEYS), ...foreign])
  const services = (config.services ?? []).map((service) => ({
    ...service,
    autostart: false,
    autostop: 'off',
    min_machines_running: undefined,
  }))
  const { mounts: _, ...rest } = config
  return {
    ...rest,
    image,
    services: smokePort === undefined ? services : onSmokePort(services, smokePort),
    ...(release !== null && { env: { ...config.env, [RELEASE_VARIABLE]: release } }),
    metadata: {
      ...metadata,
      [KEYS.role]: 'dark',
      [KEYS.rollout]: rollout,
      [KEYS.revision]: revision,
      ...(release !== null && { [KEYS.release]: release }),
    },
  }
}

/** Why a machine is not ready, or null when it is: started, and as many checks passing as it has. */
export const unreadiness = ({ machine, config }: Unit): string | null => {
  if (machine.state !== 'started') return `is ${machine.state}`
  const expected =
    Object.keys(config.checks ?? {}).length +
    (config.services ?? []).reduce((sum, { checks }) => sum + (checks?.length ?? 0), 0)
  const checks = machine.checks ?? []
  const passing = checks.filter(({ status }) => status === 'passing').length
  if (passing >= expected && passing === checks.length) return null
  return `has ${passing} of ${Math.max(expected, checks.length)} health checks passing`
}
