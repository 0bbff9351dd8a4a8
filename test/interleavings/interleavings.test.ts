import { describe, expect, test } from 'vitest'
import { KINDS, playCase } from './play.ts'

/** First seed and number of cases: `SLUICE_SEED=1234 SLUICE_CASES=1` plays one again. */
const FIRST = Number(process.env.SLUICE_SEED ?? 1)
const CASES = Number(process.env.SLUICE_CASES ?? 1000)
const REPLAY = 'npm test -- test/interleavings'

describe('runs that act at once', () => {
  test(`come to rest where the ledger says, in ${CASES} orders that the dice chose`, async () => {
    const broken: string[] = []
    const played = new Map<string, number>()
    for (let seed = FIRST; seed < FIRST + CASES; seed += 1) {
      const { kind, faults, story } = await playCase(seed)
      played.set(kind, (played.get(kind) ?? 0) + 1)
      if (faults.length === 0) continue
      const again = `SLUICE_SEED=${seed} SLUICE_CASES=1 ${REPLAY}`
      broken.push([`${kind}: ${faults.join('; ')}`, again, ...(CASES === 1 ? story : [])].join('\n'))
      if (broken.length >= 5) break
    }
    expect(broken).toEqual([])
    if (CASES >= KINDS.length) expect([...played.keys()].sort()).toEqual([...KINDS].sort())
  }, 1_200_000)
})
