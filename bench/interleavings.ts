/**
 * Plays many orders in which runs act at once, and writes what came of it to `bench/interleavings.json`. First argument:
 * number of cases in memory (default 10000), and a tenth of them on GitHub's answers, request by request; second: first
 * seed (default 1). Ends with 1 when an invariant was broken.
 */
import { writeFile } from 'node:fs/promises'
import { argv, exit, stdout } from 'node:process'
import { KINDS, playCase } from '../test/interleavings/play.ts'

const cases = Number(argv[2] ?? 10_000)
const first = Number(argv[3] ?? 1)
const broken: { seed: number; on: string; faults: readonly string[]; again: string }[] = []

const play = async (on: 'memory' | 'github', count: number) => {
  const tally = new Map<string, { cases: number; broken: number }>(
    KINDS.map((kind) => [kind, { cases: 0, broken: 0 }]),
  )
  for (let seed = first; seed < first + count; seed += 1) {
    const { kind, faults } = await playCase(seed, on)
    const row = tally.get(kind)
    if (row) row.cases += 1
    if (faults.length === 0) continue
    if (row) row.broken += 1
    const again = `SLUICE_SEED=${seed} SLUICE_CASES=1 npm test -- test/interleavings -t ${on}`
    broken.push({ seed, on, faults, again })
    stdout.write(`${kind}: ${faults.join('; ')}\n  ${again}\n`)
  }
  return Object.fromEntries(tally)
}

const kinds = await play('memory', cases)
const onGitHub = { cases: Math.ceil(cases / 10), kinds: await play('github', Math.ceil(cases / 10)) }
const result = { cases, first, broken: broken.length, kinds, onGitHub, failures: broken }
await writeFile(new URL('./interleavings.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`)
stdout.write(`${cases} cases in memory, ${onGitHub.cases} on GitHub, ${broken.length} broken\n`)
if (broken.length > 0) exit(1)
