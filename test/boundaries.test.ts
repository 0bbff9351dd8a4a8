import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faultsOf, RULES, type Rule } from './toolchain/house-rules.ts'
import { readSource } from './toolchain/source-text.ts'

const root = join(import.meta.dirname, '..')

const sourcesBelow = (folder: string): { path: string; source: string }[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/node_modules/.test(entry.parentPath))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return { path: relative(root, file).split(sep).join('/'), source: readFileSync(file, 'utf8') }
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1))

const product = [...sourcesBelow('src'), ...sourcesBelow('actions')]
const others = ['test', 'scripts', 'demo', 'bench'].flatMap(sourcesBelow)

/** Tiny files that break a rule, in the order of the rules: where they stand and what is in them. */
const WRONG: readonly [Rule, string, string][] = [
  ['a layer imports only what lies below it', 'src/gates/x.ts', "import { a } from '../../actions/open.ts'"],
  ['a layer imports only what lies below it', 'src/rollout/x.ts', "import { a } from '../gates/deploy.ts'"],
  [
    'a layer imports only what lies below it',
    'src/rollout/x.ts',
    "import type { A } from '../gates/deploy.ts'",
  ],
  [
    'a layer imports only what lies below it',
    'src/analysis/x.ts',
    "import type { A } from '../rollout/plan.ts'",
  ],
  ['a layer imports only what lies below it', 'src/rollout/x.ts', "import { a } from '../report/html.ts'"],
  ['a layer imports only what lies below it', 'src/kit/x.ts', "import type { A } from '../rollout/plan.ts'"],
  ['a layer imports only what lies below it', 'src/kit/x.ts', "const a = await import('../ledger/file.ts')"],
  [
    'a layer imports only what lies below it',
    'src/ledger/x.ts',
    "export { a } from '../platforms/registry.ts'",
  ],
  [
    'a layer imports only what lies below it',
    'src/metrics/x.ts',
    "import type { A } from '../platforms/platform.ts'",
  ],
  [
    'a layer imports only what lies below it',
    'src/platforms/local/x.ts',
    "import { a } from '../../metrics/source.ts'",
  ],
  [
    'a layer imports only what lies below it',
    'src/platforms/local/x.ts',
    "import type { A } from '../../metrics/prometheus.ts'",
  ],
  [
    'a layer imports only what lies below it',
    'src/ledger/x.ts',
    "import { decide } from '../rollout/decide.ts'",
  ],
  [
    'a layer imports only what lies below it',
    'src/ledger/x.ts',
    "import {\n  type A,\n  decide,\n} from '../rollout/decide.ts'",
  ],
  ['a layer imports only what lies below it', 'src/novelty/x.ts', 'export const a = 1'],
  ['a layer imports only what lies below it', 'src/x.ts', 'export const a = 1'],
  [
    'gates know adapters by their ports alone',
    'src/gates/x.ts',
    "import type { A } from '../platforms/local/options.ts'",
  ],
  ['gates know adapters by their ports alone', 'src/gates/x.ts', "import { a } from '../ledger/registry.ts'"],
  ['the core imports no package and nothing of Node', 'src/analysis/x.ts', "import { z } from 'zod'"],
  [
    'the core imports no package and nothing of Node',
    'src/report/x.ts',
    "import { readFile } from 'node:fs/promises'",
  ],
  ['the core imports no package and nothing of Node', 'src/rollout/x.ts', "await import('undici')"],
  ['the core knows no clock and no chance', 'src/rollout/x.ts', 'const now = Date.now()'],
  ['the core knows no clock and no chance', 'src/rollout/x.ts', 'const now = new Date()'],
  ['the core knows no clock and no chance', 'src/report/x.ts', 'const now = `${new Date().toISOString()}`'],
  ['the core knows no clock and no chance', 'src/analysis/x.ts', 'const now = performance.now()'],
  ['the core knows no clock and no chance', 'src/simulation/x.ts', 'setTimeout(() => {}, 1)'],
  ['the core knows no clock and no chance', 'src/simulation/x.ts', 'const chance = Math.random()'],
  ['the core touches nothing outside', 'src/rollout/x.ts', "const answer = await fetch('https://a.example')"],
  ['the core touches nothing outside', 'src/report/x.ts', 'process.stdout.write(page)'],
  ['the core touches nothing outside', 'src/report/x.ts', 'console.log(page)'],
  ['@actions/core stays in actions and kit', 'src/gates/x.ts', "import * as core from '@actions/core'"],
  ['@actions/core stays in actions and kit', 'src/ledger/x.ts', "const core = await import('@actions/core')"],
  ['the environment is read in kit alone', 'src/platforms/x.ts', 'const token = process.env.TOKEN'],
  ['the environment is read in kit alone', 'actions/x.ts', "const all = process['env']"],
  ['the environment is read in kit alone', 'actions/x.ts', 'const { env } = process'],
  ['the environment is read in kit alone', 'src/gates/x.ts', "import { argv, env } from 'node:process'"],
  ['no shell is started', 'src/platforms/x.ts', "spawn('ls', { shell: true })"],
  ['no default export', 'src/config/x.ts', 'export default 1'],
  ['no enum', 'src/config/x.ts', 'export enum Phase { A }'],
  ['no any', 'src/config/x.ts', 'const a: any = 1'],
  ['no any', 'src/config/x.ts', 'const a = b as any'],
  ['no any', 'src/config/x.ts', 'const a = new Map<string, any>()'],
  ['no claim that something is there', 'src/config/x.ts', 'const a = list[0]!.name'],
  ['no claim that something is there', 'src/config/x.ts', 'const a = found!'],
  ['no file of the source is longer than 400 lines', 'src/config/x.ts', '// a\n'.repeat(401)],
  ['files are named in kebab-case', 'src/config/planChecks.ts', ''],
  ['files are named in kebab-case', 'src/config/plan_checks.ts', ''],
  ['nothing is called Utils, Helper or Manager', 'src/config/string-utils.ts', ''],
  ['nothing is called Utils, Helper or Manager', 'src/config/x.ts', 'export class LockManager {}'],
  ['nothing is called Utils, Helper or Manager', 'src/config/x.ts', 'const dateHelper = 1'],
]

/** Tiny files that look wrong and are not. */
const RIGHT: readonly [string, string][] = [
  ['src/rollout/x.ts', "import { a } from '../analysis/slices.ts'"],
  ['src/rollout/x.ts', '/** Never Date.now(); see `new Date()`. */\nexport const a = new Date(0)'],
  ['src/report/x.ts', "export const a = 'process.env and Date.now() and console.log(1)'"],
  ['src/report/x.ts', 'export const a = `// fetch(${b.replace(/["`\'/]/g, "")}) Date.now()`'],
  ['src/gates/x.ts', "import type { Platform } from '../platforms/platform.ts'"],
  ['src/platforms/x.ts', "import type { MetricSource } from '../metrics/source.ts'"],
  ['src/ledger/x.ts', "import { MAX_STEPS, type Plan } from '../rollout/plan.ts'"],
  ['src/platforms/local/x.ts', "import { type Plan, type Step } from '../../rollout/plan.ts'"],
  ['src/platforms/x.ts', '// process.env is read in kit\nexport const a = { shell: false }'],
  ['src/kit/x.ts', 'export const a = process.env'],
  ['src/config/x.ts', 'export const a = b !== c && !d && (e as unknown) === many'],
  ['src/config/x.ts', 'export const environment = company.any'],
  ['actions/x.ts', "import { a } from '../src/ledger/registry.ts'"],
]

describe('the house', () => {
  test.each(product)('$path keeps the rules', ({ path, source }) => {
    expect(faultsOf(path, source)).toEqual([])
  })

  test('tests, scripts, demo and benchmarks keep the rules of style', () => {
    const faults = others.flatMap(({ path, source }) =>
      faultsOf(path, source).map((fault) => ({ path, ...fault })),
    )
    expect(faults).toEqual([])
  })

  test('is there at all', () => {
    expect(product.length).toBeGreaterThan(100)
  })
})

describe('the rules themselves', () => {
  test.each(WRONG)('"%s" is broken by %s with %j', (rule, path, source) => {
    expect(faultsOf(path, source).map((fault) => fault.rule)).toContain(rule)
  })

  test.each(RIGHT)('%s may hold %j', (path, source) => {
    expect(faultsOf(path, source)).toEqual([])
  })

  test('each has a file that breaks it', () => {
    expect([...new Set(WRONG.map(([rule]) => rule))].sort()).toEqual([...RULES].sort())
  })

  test.each([...product, ...others])('$path is read to its end without losing the thread', ({ source }) => {
    const { code, bare } = readSource(source)
    expect([code.length, bare.length]).toEqual([source.length, source.length])
    const count = (letter: string): number => bare.split(letter).length
    expect([count('{'), count('('), count('[')]).toEqual([count('}'), count(')'), count(']')])
  })
})
