import { afterEach, describe, expect, test } from 'vitest'
import { ConfigError, ProviderError } from '../../../src/kit/errors.ts'
import { digestOf } from '../../../src/platforms/fly/release.ts'
import type { ApiCall, ApiFault } from '../../fakes/vendors/api.ts'
import { openScene } from './town.ts'

type Scene = Awaited<ReturnType<typeof openScene>>

let open: Scene | undefined
const scene = async (changes: Record<string, unknown> = {}): Promise<Scene> => {
  open = await openScene(changes)
  return open
}
afterEach(async () => {
  const last = open
  open = undefined
  await last?.town.close()
  expect(last?.town.violations ?? []).toEqual([])
})

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

const sharesOf = async ({ platform }: Scene): Promise<Record<string, number>> =>
  Object.fromEntries((await platform.current()).weights.map(({ release, weight }) => [release.id, weight]))

const isUpdate = ({ method, path }: ApiCall): boolean => method === 'POST' && /\/machines\/[^/]+$/.test(path)
const isCreate = ({ method, path }: ApiCall): boolean => method === 'POST' && path.endsWith('/machines')
const isLease = ({ method, path }: ApiCall): boolean => method === 'POST' && path.endsWith('/lease')
const isUncordon = ({ path }: ApiCall): boolean => path.endsWith('/uncordon')

/** Happens to the first so many calls of a kind. */
const atFirst = (
  isMeant: (call: ApiCall) => boolean,
  count: number,
  fault: ApiFault,
): ((call: ApiCall) => ApiFault | null) => {
  let left = count
  return (call) => {
    if (!isMeant(call) || left === 0) return null
    left -= 1
    return fault
  }
}

/** Machines by the release they carry, in order of their names. */
const carried = ({ town }: Scene): string[] =>
  town
    .machines()
    .filter(({ config }) => config.metadata?.sluice_role === undefined)
    .map(({ config }) => config.metadata?.sluice_release ?? '')

const LOST: readonly [string, ApiFault][] = [
  ['it asks to wait', { applied: false, answer: 429, headers: { 'retry-after': '2' } }],
  ['it fails before it did anything', { applied: false, answer: 500 }],
  ['it fails after it did it', { applied: true, answer: 503 }],
  ['the answer is lost after it did it', { applied: true, answer: 'drop' }],
  ['the connection breaks before it did anything', { applied: false, answer: 'drop' }],
]

describe('Fly fails, and no machine is moved twice or lost', () => {
  test.each(LOST)('an update, and %s', async (_, fault) => {
    const at = await scene()
    const versions = new Map(at.town.machines().map(({ id, version }) => [id, version]))
    at.town.fault = atFirst(isUpdate, 1, fault)
    await at.platform.setWeight({ ...at, weight: 25 })
    expect(await sharesOf(at)).toEqual({ [at.canary]: 25, [at.baseline]: 75 })
    const moved = at.town.machines().filter(({ id, version }) => versions.get(id) !== version)
    expect(moved).toHaveLength(1)
    const updates = at.town.writes().filter(isUpdate)
    expect(updates.filter(({ path }) => path.endsWith(moved[0]?.id ?? '-'))).toHaveLength(1)
  })

  test.each(LOST)('a new machine, and %s', async (_, fault) => {
    const at = await scene()
    at.town.push('newer')
    at.town.fault = atFirst(isCreate, 1, fault)
    const order = { revision: 'newer', rollout: 'r-third' }
    const first = await at.platform.deploy(order).catch(() => at.connect().deploy(order))
    expect(first).toMatchObject(order)
    const dark = at.town.machines().filter(({ config }) => config.metadata?.sluice_role === 'dark')
    expect(dark.map(({ config }) => config.metadata?.sluice_rollout)).toEqual(['r-third'])
  })

  test('a deploy that was killed between its steps is gone on with by the next run', async () => {
    const at = await scene()
    at.town.push('newer')
    const order = { revision: 'newer', rollout: 'r-third' }
    at.town.fault = (call) => (isUpdate(call) ? { applied: false, answer: 500 } : null)
    expect(await failureOf(at.platform.deploy(order))).toBeInstanceOf(ProviderError)
    at.town.fault = () => null
    expect((await at.platform.current()).weights.map(({ release }) => release.revision)).not.toContain(
      'newer',
    )
    const made = await at.connect().deploy(order)
    expect(at.town.at(await at.platform.address(made.id))).toBe(made.id)
    expect(at.town.machines()).toHaveLength(5)
  })

  test('a lease whose answer was lost ends by itself, and the move goes on', async () => {
    const at = await scene()
    at.town.fault = atFirst(isLease, 1, { applied: true, answer: 'drop' })
    await at.platform.setWeight({ ...at, weight: 25 })
    expect(await sharesOf(at)).toEqual({ [at.canary]: 25, [at.baseline]: 75 })
    expect(at.timing.now()).toBeGreaterThanOrEqual(60_000)
  })

  test('a machine is slow to start and to become healthy: it is let in only then', async () => {
    const at = await scene()
    at.town.wish.startLag = 20
    at.town.wish.checkLag = 25
    await at.platform.setWeight({ ...at, weight: 50 })
    expect(await sharesOf(at)).toEqual({ [at.canary]: 50, [at.baseline]: 50 })
    expect(new Set(at.town.visit(40)).size).toBe(2)
  })

  test('a machine that never becomes healthy stays outside, and the others serve', async () => {
    const at = await scene()
    at.town.wish.sick.add(digestOf(at.canary) ?? '')
    const failure = await failureOf(at.platform.setWeight({ ...at, weight: 50 }))
    expect(failure).toMatchObject({
      retryable: false,
      message: expect.stringContaining('0 of 1 health checks'),
    })
    expect(new Set(at.town.visit(40))).toEqual(new Set([at.baseline]))
    expect(await sharesOf(at)).toEqual({ [at.canary]: 0, [at.baseline]: 75 })
    await at.platform.rollback(at.baseline)
    expect(await sharesOf(at)).toEqual({ [at.canary]: 0, [at.baseline]: 100 })
  })

  test('a run that was killed while a machine was outside leaves what the next one finishes', async () => {
    const at = await scene()
    at.town.fault = (call) => (isUncordon(call) ? { applied: false, answer: 500 } : null)
    expect(await failureOf(at.platform.setWeight({ ...at, weight: 25 }))).toBeInstanceOf(ProviderError)
    at.town.fault = () => null
    expect((await sharesOf(at))[at.baseline]).toBe(75)
    await at.connect().setWeight({ ...at, weight: 25 })
    expect(await sharesOf(at)).toEqual({ [at.canary]: 25, [at.baseline]: 75 })
    expect(new Set(at.town.visit(40)).size).toBe(2)
  })

  test('a new release that never becomes healthy fails the deploy, and nobody saw it', async () => {
    const at = await scene()
    at.town.wish.sick.add(at.town.push('bad'))
    const failure = await failureOf(at.platform.deploy({ revision: 'bad', rollout: 'r-third' }))
    expect(failure).toMatchObject({ retryable: false })
    expect(new Set(at.town.visit(20))).toEqual(new Set([at.baseline]))
  })

  test('an image that was never pushed is for a person', async () => {
    const at = await scene()
    const failure = await failureOf(at.platform.deploy({ revision: 'nowhere', rollout: 'r-third' }))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('MANIFEST_UNKNOWN')
    expect(at.town.machines()).toHaveLength(5)
  })

  test.each([
    [401, 'fly tokens create deploy'],
    [403, 'fly tokens create deploy'],
    [404, 'fly apps list'],
    [422, 'the image and the configuration'],
  ])('%i is for a person, who learns what to do: %s', async (status, says) => {
    const at = await scene()
    const body = { error: 'You have reached the maximum\n::error::x number of machines' }
    at.town.fault = () => ({ applied: false, answer: status, body })
    for (const work of [at.platform.current(), at.platform.rollback(at.baseline)]) {
      const failure = await failureOf(work)
      expect(failure).toBeInstanceOf(ConfigError)
      expect(String(failure)).toContain(says)
      expect(String(failure)).not.toContain('fm2_')
      expect(String(failure)).not.toMatch(/^::error/m)
    }
  })

  test('it goes on refusing for its rate limit: worth another try, and nothing was changed', async () => {
    const at = await scene()
    const before = carried(at)
    at.town.fault = (call) => (isUpdate(call) ? { applied: false, answer: 429 } : null)
    const failure = await failureOf(at.platform.setWeight({ ...at, weight: 25 }))
    expect(failure).toMatchObject({ retryable: true, effect: 'none', code: 'rate-limited' })
    expect(carried(at)).toEqual(before)
  })
})

describe('somebody else is at the machines', () => {
  test('a short lease of somebody else is waited for', async () => {
    const at = await scene()
    for (const { id } of at.town.machines()) at.town.hold(id, 30)
    await at.platform.setWeight({ ...at, weight: 25 })
    expect((await sharesOf(at))[at.canary]).toBe(25)
  })

  test('a long one is not: nothing is changed, and the message says why', async () => {
    const at = await scene()
    const before = carried(at)
    for (const { id } of at.town.machines()) at.town.hold(id, 3600)
    const failure = await failureOf(at.platform.setWeight({ ...at, weight: 25 }))
    expect(failure).toMatchObject({
      retryable: true,
      effect: 'none',
      message: expect.stringContaining('lease'),
    })
    expect(carried(at)).toEqual(before)
  })

  test('a machine that changes between our reading and our writing is left as it is', async () => {
    const at = await scene()
    at.town.push('theirs')
    let done = false
    at.town.fault = (call) => {
      if (isUpdate(call) && !done) {
        done = true
        at.town.deployByHand('theirs')
      }
      return null
    }
    const failure = await failureOf(at.platform.setWeight({ ...at, weight: 25 }))
    expect(failure).toMatchObject({ retryable: true, effect: 'none', status: 412 })
    expect(new Set(at.town.machines().map(({ digest }) => digest)).size).toBe(1)
  })

  test('a deployment by hand keeps our metadata, and is read by its image all the same', async () => {
    const at = await scene()
    at.town.deployByHand('theirs')
    const shares = await sharesOf(at)
    expect(shares[at.baseline] ?? 0).toBe(0)
    const [stranger] = Object.entries(shares).filter(([, weight]) => weight === 100)
    expect(digestOf(stranger?.[0] ?? '')).toBe(at.town.push('theirs'))
    await at.platform.rollback(at.baseline)
    expect((await sharesOf(at))[at.baseline]).toBe(100)
  })

  test('a machine that is gone meanwhile is an error, and the others are still put back', async () => {
    const at = await scene()
    await at.platform.setWeight({ ...at, weight: 100 })
    const [victim] = at.town.machines()
    at.town.fault = (call) =>
      call.path.includes(victim?.id ?? '-') ? { applied: false, answer: 404, body: { error: 'gone' } } : null
    expect(await failureOf(at.platform.rollback(at.baseline))).toBeInstanceOf(Error)
    at.town.fault = () => null
    expect((await sharesOf(at))[at.baseline]).toBe(75)
  })
})
