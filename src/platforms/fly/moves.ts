import { ProviderError } from '../../kit/errors.ts'
import type { FlyClient, Lease } from './client.ts'
import type { FlyOptions } from './options.ts'
import type { Carried, Unit } from './release.ts'
import { KEYS, unitConfig, unitOf, unreadiness } from './release.ts'
import type { CreateBody, Machine } from './shapes.ts'

/** A lease ends by itself this soon after whoever took it was killed. In seconds. */
const LEASE = 60
/** Waiting for somebody else's lease takes no longer than one of ours would last. In milliseconds. */
const LEASE_PATIENCE = (LEASE + 15) * 1000
const LEASE_RENEWAL = 20_000
const LONGEST_STEP = 2000
const BROKEN = new Set(['failed', 'destroyed', 'destroying'])

const failure = (message: string, retryable = false): ProviderError =>
  new ProviderError({ provider: 'fly', message: `fly: ${message}`, retryable })

const lease = async (client: FlyClient, id: string): Promise<Lease> => {
  const since = client.now()
  for (let step = 500; ; step = Math.min(5000, step * 2)) {
    const taken = await client.takeLease(id, LEASE, null).catch((error: unknown) => {
      // Without its answer a lease of ours is like that of somebody else: it ends by itself.
      if (error instanceof ProviderError && error.effect === 'unknown') return null
      throw error
    })
    if (taken) return taken
    if (client.now() + step > since + LEASE_PATIENCE)
      throw failure(`the machine ${id} is held by the lease of somebody else`, true)
    await client.sleep(step)
  }
}

/** Asks until a machine carries the release, is started, and passes every health check it has. */
export const untilHealthy = async (
  client: FlyClient,
  { 'ready-within': patience }: Pick<FlyOptions, 'ready-within'>,
  id: string,
  held: Lease | null,
): Promise<Unit> => {
  const since = client.now()
  let renewed = since
  for (let step = 250; ; step = Math.min(LONGEST_STEP, step * 1.5)) {
    const unit = unitOf(await client.machine(id))
    const lacks = unreadiness(unit)
    if (lacks === null) return unit
    if (BROKEN.has(unit.machine.state)) throw failure(`the machine ${id} ${lacks} after its start`)
    if (client.now() + step > since + patience)
      throw failure(`the machine ${id} ${lacks} ${patience / 1000} s after its start`)
    await client.sleep(step)
    if (held && client.now() - renewed > LEASE_RENEWAL) {
      await client.takeLease(id, LEASE, held)
      renewed = client.now()
    }
  }
}

/**
 * Writes the configuration of a machine, against the version that was read. A lost answer is settled by reading; what
 * did not arrive is sent once more, which the version makes safe.
 */
export const rewrite = async (
  client: FlyClient,
  { machine }: Unit,
  config: ReturnType<typeof unitConfig>,
  { held, outside }: { held: Lease | null; outside: boolean },
): Promise<Machine> => {
  const body = { config, current_version: machine.instance_id, skip_service_registration: outside }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.update(machine.id, body, held)
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const lost = error.effect === 'unknown' || (attempt > 1 && error.status !== undefined)
      if (!lost) throw error
      const found = await client.machine(machine.id)
      const arrived =
        found.instance_id !== machine.instance_id &&
        unitOf(found).config.metadata?.[KEYS.release] === config.metadata?.[KEYS.release]
      if (arrived) return found
      if (attempt > 1 || found.instance_id !== machine.instance_id) throw error
    }
  }
}

/**
 * Makes one machine carry a release: out of the load balancer, replaced, healthy, and in again, under a lease. Six
 * writes; none beyond the lease when it is so already.
 */
export const carry = async (
  client: FlyClient,
  options: FlyOptions,
  id: string,
  release: Carried,
): Promise<void> => {
  const held = await lease(client, id)
  try {
    // Read under the lease: what the list said may be old.
    const unit = unitOf(await client.machine(id))
    const carries = unit.carries?.id === release.id
    if (carries && !unit.out) return
    if (!carries) {
      const before = unit.carries ?? unit.before
      await client.cordon(id, held)
      await rewrite(client, unit, unitConfig(unit.config, release, before), { held, outside: true })
    }
    await untilHealthy(client, options, id, held)
    await letIn(client, id, held)
  } finally {
    // It ends by itself; nobody is kept waiting by a failure here.
    await client.releaseLease(id, held).catch(() => {})
  }
}

const letIn = async (client: FlyClient, id: string, held: Lease | null): Promise<void> => {
  await client.uncordon(id, held)
  await client.dropMetadata(id, KEYS.out, held)
}

/** Lets a machine that we made into the load balancer once it is healthy. */
export const admit = async (client: FlyClient, options: FlyOptions, id: string): Promise<void> => {
  await untilHealthy(client, options, id, null)
  await letIn(client, id, null)
}

/** Makes a machine of this name, or finds it: a name is given only once in an app. */
export const createOnce = async (client: FlyClient, body: CreateBody): Promise<Machine> => {
  const find = async (): Promise<Machine | undefined> =>
    (await client.machines()).find(({ name, state }) => name === body.name && !BROKEN.has(state))
  try {
    return await client.create(body)
  } catch (error) {
    const found = await find().catch(() => undefined)
    if (found) return found
    throw error
  }
}

/** Does the work for each, so many at a time; everything is tried before the first failure is thrown. */
export const inTurn = async <T>(
  items: readonly T[],
  atOnce: number,
  { goOn }: { goOn: boolean },
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const waiting = [...items]
  const failures: unknown[] = []
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      if (failures.length > 0 && !goOn) return
      await work(item).catch((error: unknown) => void failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, lane))
  if (failures.length > 0) throw failures[0]
}
