/**
 * Lets everything go wrong that can, and writes what came of it into `results.json` and `docs/reliability.md`.
 *
 * - `node bench/reliability/main.ts` everything (about half an hour of one CPU)
 * - `node bench/reliability/main.ts --only matrix` or `--only soak` one part; the other keeps its result
 * - `--seeds 20` fewer months than 200
 * - `--tables` only the page, from `results.json`
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { soak } from '../../test/scenarios/soak.ts'
import { TALES } from '../../test/scenarios/tales.ts'
import { playMatrix } from './matrix.ts'
import { fillReliability, type Reliability, readReliability } from './page.ts'

const RESULTS = new URL('results.json', import.meta.url)
const PAGE = new URL('../../docs/reliability.md', import.meta.url)

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seeds: { type: 'string', default: '200' },
    tables: { type: 'boolean', default: false },
  },
})

const wanted = (part: string): boolean => !values.tables && (values.only === '' || values.only === part)

const results: Reliability = existsSync(RESULTS)
  ? readReliability(readFileSync(RESULTS, 'utf8'))
  : { matrix: [], soak: { seeds: 0, days: 30, ticks: 0, requests: 0, mishaps: 0, rollouts: 0, broken: [] } }

const save = (): void => writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)

if (wanted('matrix')) {
  results.matrix = []
  for (const tale of TALES) {
    const row = await playMatrix(tale)
    results.matrix.push(row)
    process.stdout.write(`${row.tale}: ${row.points} points, ${row.broken.length} broken\n`)
  }
  save()
}

if (wanted('soak')) {
  const total = { seeds: 0, days: 30, ticks: 0, requests: 0, mishaps: 0, rollouts: 0, broken: [] as string[] }
  for (let seed = 1; seed <= Number(values.seeds); seed += 1) {
    const month = await soak(seed)
    total.seeds += 1
    total.ticks += month.ticks
    total.requests += month.requests
    total.mishaps += month.mishaps
    total.rollouts += month.promoted + month.rolledBack
    if (month.broken) total.broken.push(`SOAK=${seed}: ${month.broken}`)
    process.stdout.write(`seed ${seed}: ${month.broken ?? `${month.mishaps} mishaps, nothing broken`}\n`)
  }
  results.soak = total
  save()
}

writeFileSync(PAGE, fillReliability(readFileSync(PAGE, 'utf8'), results))
