import { describe, expect, test } from 'vitest'
import { KINDS, playCase } from './play.ts'

/** First seed and number of cases: `SLUICE_SEED=1234 SLUICE_CASES=1` plays one again. */
const FIRST = Number(process.env.SLUICE_SEED ?? 1)
const CASES = Number(process.env.SLUICE_CASES ?? 1000)
const REPLAY = 'npm test -- test/interleavings'

/** The same on GitHub's own answers, where a run has many more moments at which another can come in between. */
const ON_GITHUB = Number(process.env.SLUICE_CASES_GITHUB ?? Math.min(CASES, 100))

const played = async (on: 'memory' | 'github', cases: number): Promise<void> => {
  const broken: string[] = []
  const kinds = new Set<string>()
  const moves = { signed: 0, plain: 0 }
  for (let seed = FIRST; seed < FIRST + cases; seed += 1) {
    const { kind, faults, story, sealed, forward } = await playCase(seed, on)
    kinds.add(kind)
    moves[sealed ? 'signed' : 'plain'] += forward
    if (faults.length === 0) continue
    const again = `SLUICE_SEED=${seed} SLUICE_CASES=1 ${REPLAY} -t ${on}`
    broken.push([`${kind}: ${faults.join('; ')}`, again, ...(cases === 1 ? story : [])].join('\n'))
    if (broken.length >= 5) break
  }
  expect(broken).toEqual([])
  if (cases >= KINDS.length) {
    expect([...kinds].sort()).toEqual([...KINDS].sort())
    // Half of them are signed, and go forward as the others do, unless a list shows a line late.
    expect(moves.signed).toBeGreaterThan(moves.plain / 2)
  }
}

describe('runs that act at once', () => {
  test(
    `in memory: come to rest where the ledger says, in ${CASES} orders that the dice chose`,
    () => played('memory', CASES),
    1_200_000,
  )

  test(
    `on github: the same, in ${ON_GITHUB} orders of single requests`,
    () => played('github', ON_GITHUB),
    1_200_000,
  )

  test('a seed plays the same story again, request by request', async () => {
    const [one, two] = [await playCase(4, 'github'), await playCase(4, 'github')]
    expect(one.order.length).toBeGreaterThan(10)
    expect(two).toEqual(one)
  })
})
