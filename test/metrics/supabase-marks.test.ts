import { describe, expect, test } from 'vitest'
import { supabaseLogs } from '../../src/metrics/supabase-logs.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { requestOf } from '../fakes/vendors/behaviour.ts'
import { CANARY, pastOf, TRUTH } from '../fakes/vendors/past.ts'
import { contextWith, startVendor } from '../fakes/vendors/stand-in.ts'
import { logs } from '../fakes/vendors/supabase.ts'

const PROJECT = 'abcdefghijklmnopqrst'

const grid = { start: MONDAY_MORNING, slice: 300_000, parts: 5 }

/** Reads the truth of a function that serves under this name, as version 7. */
const readAs = async (name: string) => {
  const past = pastOf(grid)
  const told = past.releases.get(CANARY)
  const known = logs({ ...past, releases: new Map(told ? [['7', told]] : []) }, PROJECT)
  const server = await startVendor({
    origin: known.origin,
    answer: (request) =>
      request.path === `/v1/projects/${PROJECT}/functions/shop`
        ? { status: 200, body: { name, version: 7 } }
        : known.answer(request),
  })
  try {
    const source = await supabaseLogs.connect(
      supabaseLogs.options.parse({ project: PROJECT }),
      {
        name: 'errors',
        slowerThan: null,
        options: supabaseLogs.metric.parse({ function: 'shop' }),
      },
      contextWith(server.http, { SUPABASE_ACCESS_TOKEN: 'sbp_canary8f3a' }),
    )
    const vendor = { start: grid.start, slice: grid.slice } as Parameters<typeof requestOf>[0]
    const { slices } = await source.read(requestOf(vendor, { baseline: null }))
    return { slices, asked: server.seen.length, violations: server.violations }
  } finally {
    await server.close()
  }
}

describe('a function that Sluice deployed', () => {
  test('is known to the log by its number, and to the gates by the mark behind its name', async () => {
    const { slices, asked, violations } = await readAs(
      `shop [sluice live ${CANARY} r-1 abc 1@0a1b2c 01234567 jwt]`,
    )
    expect(violations).toEqual([])
    expect(slices.map(({ canary }) => canary)).toEqual(TRUTH.map(({ canary }) => canary))
    expect(asked).toBe(2)
  })

  test.each([
    ['another release', `shop [sluice live other r-1 abc 1@0a1b2c 01234567 jwt]`],
    ['nobody’s release', 'shop'],
    ['a kept copy', `shop [sluice kept ${CANARY} r-1 abc 1@0a1b2c 01234567 jwt]`],
  ])('where %s serves there is no data, never somebody else’s', async (_, name) => {
    const { slices } = await readAs(name)
    expect(slices.map(({ problem }) => problem)).toEqual(TRUTH.map(() => 'no-data'))
  })
})
