import { afterEach, describe, expect, test } from 'vitest'
import { ConfigError, ProviderError } from '../../../src/kit/errors.ts'
import type { ApiCall, ApiFault } from '../../fakes/vendors/api.ts'
import { openScene, type Scene } from './town.ts'

const PINNED = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION'

let open: Scene | undefined
const scene = async (): Promise<Scene> => {
  open = await openScene()
  return open
}
afterEach(async () => {
  const last = open
  open = undefined
  await last?.town.close()
  expect(last?.town.violations ?? []).toEqual([])
})

const isPatch = ({ method }: ApiCall): boolean => method === 'PATCH'

/** Happens to the first so many changes. */
const atFirst = (count: number, fault: ApiFault): ((call: ApiCall) => ApiFault | null) => {
  let left = count
  return (call) => {
    if (!isPatch(call) || left === 0) return null
    left -= 1
    return fault
  }
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

const sharesOf = async ({ platform }: Scene): Promise<Record<string, number>> =>
  Object.fromEntries((await platform.current()).weights.map(({ release, weight }) => [release.id, weight]))

describe('Cloud Run fails, and nothing is lost or done twice', () => {
  test.each<[string, ApiFault]>([
    ['it asks to wait', { applied: false, answer: 429, headers: { 'retry-after': '2' } }],
    ['it fails before it did anything', { applied: false, answer: 503 }],
    ['it fails after it did it', { applied: true, answer: 500 }],
    ['the answer is lost after it did it', { applied: true, answer: 'drop' }],
    ['the connection breaks before it did anything', { applied: false, answer: 'drop' }],
  ])('%s: the weight is set, by one write that took effect', async (_, fault) => {
    const at = await scene()
    const { platform, town, baseline, canary } = at
    town.fault = atFirst(1, fault)
    await platform.setWeight({ canary, baseline, weight: 25 })
    expect(await sharesOf(at)).toEqual({ [canary]: 25, [baseline]: 75 })
  })

  test.each<[string, ApiFault]>([
    ['fails after it made the revision', { applied: true, answer: 500 }],
    ['loses the answer after it made the revision', { applied: true, answer: 'drop' }],
  ])('it %s: the deploy finds it, and there is only one', async (_, fault) => {
    const { platform, town } = await scene()
    const before = town.revisions().length
    town.fault = atFirst(1, fault)
    const made = await platform.deploy({ revision: 'newer', rollout: 'r-third' })
    expect(town.revisions().slice(before)).toEqual([made.id])
  })

  test('a deploy that was killed is gone on with by the next run', async () => {
    const { platform, town, connect } = await scene()
    let killed = false
    town.fault = (call) => {
      if (!killed && !isPatch(call)) return null
      const applied = !killed
      killed = true
      return { applied, answer: 'drop' }
    }
    expect(await failureOf(platform.deploy({ revision: 'newer', rollout: 'r-third' }))).toBeInstanceOf(
      ProviderError,
    )
    town.fault = () => null
    const { length } = town.revisions()
    const found = await connect().deploy({ revision: 'newer', rollout: 'r-third' })
    expect(found).toMatchObject({ revision: 'newer', rollout: 'r-third' })
    expect(town.revisions()).toHaveLength(length)
    expect(town.at((await platform.address(found.id)).url)).toBe(found.id)
  })

  test('it stays out of quota: a person may wait, and nothing was changed', async () => {
    const at = await scene()
    const before = at.town.traffic()
    at.town.fault = (call) => (isPatch(call) ? { applied: false, answer: 429 } : null)
    const failure = await failureOf(at.platform.setWeight({ ...at, weight: 25 }))
    expect(failure).toMatchObject({ retryable: true, effect: 'none', code: 'rate-limited' })
    expect(at.town.traffic()).toEqual(before)
  })

  test('changes show late: a weight counts only once it is in force', async () => {
    const at = await scene()
    at.town.wish.slowness = 3
    at.town.wish.lag = 6
    await at.platform.setWeight({ ...at, weight: 25 })
    expect(await sharesOf(at)).toEqual({ [at.canary]: 25, [at.baseline]: 75 })
  })

  test('a weight that does not come into force in time is an error that may pass', async () => {
    const at = await scene()
    at.town.wish.lag = 100_000
    const failure = await failureOf(at.platform.setWeight({ ...at, weight: 25 }))
    expect(failure).toMatchObject({ retryable: true, message: expect.stringContaining('not in force') })
  })

  test('an operation that never says it has ended: what is in force decides', async () => {
    const at = await scene()
    at.town.wish.slowness = 100_000
    await at.platform.setWeight({ ...at, weight: 25 })
    expect(await sharesOf(at)).toEqual({ [at.canary]: 25, [at.baseline]: 75 })
  })

  test('a revision takes 90 s to become ready: the deploy waits for it', async () => {
    const { platform, town } = await scene()
    town.wish.revisionLag = 25
    const made = await platform.deploy({ revision: 'newer', rollout: 'r-third' })
    expect(made.revision).toBe('newer')
  })

  test('a revision that cannot start fails the deploy with the reason, and traffic stays', async () => {
    const at = await scene()
    at.town.wish.fails = 'The user-provided container failed to start.\n::error::x'
    const failure = await failureOf(at.platform.deploy({ revision: 'bad', rollout: 'r-third' }))
    expect(failure).toMatchObject({ retryable: false, message: expect.stringContaining('failed to start') })
    expect(String(failure)).not.toContain('\n')
    expect((await sharesOf(at))[at.baseline]).toBe(100)
  })

  test('a release that is gone is not given traffic', async () => {
    const at = await scene()
    at.town.remove(at.canary)
    const before = at.town.traffic()
    expect(await failureOf(at.platform.setWeight({ ...at, weight: 25 }))).toMatchObject({
      retryable: false,
      effect: 'none',
    })
    expect(at.town.traffic()).toEqual(before)
  })

  test.each([
    [401, 'GOOGLE_CREDENTIALS'],
    [403, 'roles/run.developer'],
  ])('%i is for a person, who learns what to give: %s', async (status, says) => {
    const at = await scene()
    at.town.wish.refusals['run.googleapis.com'] = status
    for (const work of [at.platform.current(), at.platform.rollback(at.baseline)]) {
      const failure = await failureOf(work)
      expect(failure).toBeInstanceOf(ConfigError)
      expect(String(failure)).toContain(says)
      expect(String(failure)).not.toContain('ya29')
    }
  })
})

describe('somebody else changes the service at the same moment', () => {
  /** A person writes traffic by hand right before our first write arrives. */
  const meddle = ({ town, baseline, canary }: Scene): void => {
    let done = false
    town.fault = (call) => {
      if (isPatch(call) && !done) {
        done = true
        town.rewrite([
          { type: PINNED, revision: baseline, percent: 40 },
          { type: PINNED, revision: canary, percent: 60 },
        ])
      }
      return null
    }
  }

  test('a forward move gives way: theirs stays, and the next look decides', async () => {
    const at = await scene()
    meddle(at)
    const failure = await failureOf(at.platform.setWeight({ ...at, weight: 25 }))
    expect(failure).toBeInstanceOf(ProviderError)
    expect(failure).toMatchObject({ retryable: true, effect: 'none', status: 409 })
    expect(await sharesOf(at)).toEqual({ [at.baseline]: 40, [at.canary]: 60 })
  })

  test('a rollback reads again and goes back all the same', async () => {
    const at = await scene()
    await at.platform.setWeight({ ...at, weight: 50 })
    meddle(at)
    await at.platform.rollback(at.baseline)
    expect(await sharesOf(at)).toMatchObject({ [at.baseline]: 100 })
  })

  test('the shares of a stranger are told as they are', async () => {
    const at = await scene()
    const stranger = at.town.revisions()[0] ?? ''
    at.town.rewrite([
      { type: PINNED, revision: stranger, percent: 10 },
      { type: PINNED, revision: at.baseline, percent: 90 },
    ])
    expect((await sharesOf(at))[at.baseline]).toBe(90)
  })
})
