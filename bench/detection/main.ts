/**
 * Plays healthy and harmful rollouts under Sluice's rule and under the rules of others, and writes what came of them.
 *
 * - `node bench/detection/main.ts` everything (about a quarter of an hour of one CPU): `results.json` and `docs/evidence.md`
 * - `node bench/detection/main.ts --only latency` only the cells whose key begins so; the others keep their results
 * - `node bench/detection/main.ts --rule kayenta` likewise for the rules whose key begins so
 * - `node bench/detection/main.ts --tables` only the tables and the picture, from `results.json`
 * - `node bench/detection/main.ts --short` what the tests assert, printed
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CELLS, RULES, runsOf } from './cells.ts'
import { drawPicture } from './picture.ts'
import { type Results, readResults, writeResults } from './results.ts'
import { BAKE, playMany, STEPS } from './rollout.ts'
import { playShort } from './short.ts'
import { type Summary, summarise } from './summary.ts'
import { fillTables } from './tables.ts'

const RESULTS = new URL('results.json', import.meta.url)
const PAGE = new URL('../../docs/evidence.md', import.meta.url)
const PICTURE = new URL('../../docs/pictures/evidence.svg', import.meta.url)

const read = (): Results => (existsSync(RESULTS) ? readResults(readFileSync(RESULTS, 'utf8')) : {})

/** Plays what was asked for; other cells and other rules keep the results they have. */
const playAll = (only: string, wanted: string): void => {
  const results = read()
  for (const cell of CELLS) {
    if (!cell.key.startsWith(only)) continue
    const byRule: Record<string, Summary> = {}
    for (const rule of RULES) {
      const known = results[cell.key]?.[rule.key]
      if (known !== undefined && !rule.key.startsWith(wanted)) {
        byRule[rule.key] = known
        continue
      }
      const ends = playMany(cell.key, runsOf(cell, rule), rule, cell.scenario, cell.given, cell.base)
      byRule[rule.key] = summarise(ends, STEPS.length * BAKE)
    }
    results[cell.key] = byRule
    writeFileSync(RESULTS, writeResults(results))
    process.stdout.write(`${cell.key}\n`)
  }
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rule: { type: 'string', default: '' },
    short: { type: 'boolean', default: false },
    tables: { type: 'boolean', default: false },
  },
})

if (values.short) {
  for (const { claim, measured, holds } of playShort())
    process.stdout.write(`${holds ? 'holds' : 'FAILS'}  ${claim}: ${measured}\n`)
} else {
  if (!values.tables) playAll(values.only, values.rule)
  writeFileSync(PICTURE, drawPicture())
  writeFileSync(PAGE, fillTables(readFileSync(PAGE, 'utf8'), read()))
}
