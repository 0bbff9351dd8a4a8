import { CELLS, type Cell, FAMILIES, type Family, RULES } from './cells.ts'
import { EXAMPLE, workExample } from './example.ts'
import type { Results } from './results.ts'
import { type Summary, wilson } from './summary.ts'

/** The page with every table between its markers `<!-- table:name -->` and `<!-- /table -->` written anew. */
export const fillTables = (page: string, results: Results): string =>
  page.replace(
    /<!-- table:([a-z]+) -->\n[\s\S]*?<!-- \/table -->/g,
    (_, name: string) => `<!-- table:${name} -->\n\n${tableOf(name, results)}\n\n<!-- /table -->`,
  )

const tableOf = (name: string, results: Results): string => {
  switch (name) {
    case 'example':
      return example()
    case 'healthy':
      return healthy(results)
    case 'quiet':
      return quiet(results)
    case 'harmful':
      return harmful(results, 'harmful')
    case 'cost':
      return cost(results)
    case 'late':
      return late(results)
    case 'latency':
      return latency(results)
    case 'certainty':
      return certainty(results)
    default:
      throw new RangeError(`no table is called ${name}`)
  }
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const TITLES = RULES.map(({ title }) => title)

const lookUp = (results: Results, cell: Cell, rule: string): Summary => {
  const found = results[cell.key]?.[rule]
  if (!found) throw new RangeError(`no result of ${rule} for "${cell.key}": play it first`)
  return found
}

const share = ({ rolledBack, runs }: Summary): number => rolledBack / runs

/** Whole percents from 10 on, else one decimal. */
const percent = (value: number): string => {
  const percents = 100 * value
  return percents >= 9.95 || percents === 0 ? percents.toFixed(0) : percents.toFixed(1)
}

const setting = ({ base, rate }: Cell): string[] => [`${100 * base} %`, `${rate}`]

/** Smallest and largest share of false rollbacks over the settings of a family. */
const healthy = (results: Results): string =>
  table(
    ['healthy release, %', ...TITLES],
    Object.keys(FAMILIES).map((family) => {
      const cells = CELLS.filter((cell) => cell.kind === 'healthy' && cell.family === family)
      const range = (rule: string): string => {
        const shares = cells.map((cell) => share(lookUp(results, cell, rule)))
        const [low, high] = [percent(Math.min(...shares)), percent(Math.max(...shares))]
        return low === high ? low : `${low} - ${high}`
      }
      return [family, ...RULES.map(({ key }) => range(key))]
    }),
  )

const quiet = (results: Results): string =>
  table(
    ['base', 'req/s', ...TITLES],
    CELLS.filter(({ kind, family }) => kind === 'healthy' && family === ('quiet' satisfies Family)).map(
      (cell) => [...setting(cell), ...RULES.map(({ key }) => percent(share(lookUp(results, cell, key))))],
    ),
  )

/** From this share of false rollbacks in quiet a find says little. */
const CRIES_WOLF = 0.2

const falseIn = (results: Results, { base, rate }: Cell, rule: string): number => {
  const twin = CELLS.find(
    (cell) => cell.kind === 'healthy' && cell.family === 'quiet' && cell.base === base && cell.rate === rate,
  )
  return twin ? share(lookUp(results, twin, rule)) : 0
}

const found = (summary: Summary, from = 0): string => {
  const part = share(summary)
  if (part === 0) return '**none**'
  const caught = part === 1 ? '' : `${percent(part)} %`
  const median = summary.median === null ? '' : `${summary.median - from} min`
  return [caught, median].filter((text) => text !== '').join(', ')
}

const harmful = (results: Results, kind: Cell['kind']): string =>
  table(
    ['base', 'req/s', 'release', ...TITLES],
    CELLS.filter((cell) => cell.kind === kind).map((cell) => [
      ...setting(cell),
      `x${cell.factor}`,
      ...RULES.map(({ key }) => {
        const mark = falseIn(results, cell, key) >= CRIES_WOLF ? ' †' : ''
        return `${found(lookUp(results, cell, key))}${mark}`
      }),
    ]),
  )

/** Mean of extra failures until the end, where the release fails five times as often. */
const cost = (results: Results): string =>
  table(
    ['base', 'req/s', 'release', ...TITLES],
    CELLS.filter(({ kind, factor }) => kind === 'harmful' && factor === 5).map((cell) => [
      ...setting(cell),
      `x${cell.factor}`,
      ...RULES.map(({ key }) => {
        const mark = falseIn(results, cell, key) >= CRIES_WOLF ? ' †' : ''
        return `${lookUp(results, cell, key).extra.toFixed(0)}${mark}`
      }),
    ]),
  )

/** The regression begins at this minute; finds are counted from there. */
const LATE_FROM = 90

const late = (results: Results): string =>
  table(
    ['base', 'req/s', ...TITLES],
    CELLS.filter(({ kind }) => kind === 'late').map((cell) => [
      ...setting(cell),
      ...RULES.map(({ key }) => {
        const mark = falseIn(results, cell, key) >= CRIES_WOLF ? ' †' : ''
        return `${found(lookUp(results, cell, key), LATE_FROM)}${mark}`
      }),
    ]),
  )

const latency = (results: Results): string =>
  table(
    ['req/s', 'latency', ...TITLES],
    CELLS.filter(({ kind }) => kind === 'latency').map((cell) => [
      `${cell.rate}`,
      cell.factor === 1 ? 'unchanged' : `x${cell.factor}`,
      ...RULES.map(({ key }) => {
        const summary = lookUp(results, cell, key)
        return cell.factor === 1 ? `${percent(share(summary))} % false` : found(summary)
      }),
    ]),
  )

const KINDS = {
  healthy: 'healthy releases',
  harmful: 'x2, x5, x20 from the start',
  late: 'x5 from minute 90',
  latency: 'latency',
} as const

/** Runs per cell, and how far a share may be off. */
const certainty = (results: Results): string => {
  const rules = ['sluice-5', 'argo-3', 'kayenta'] as const
  const interval = (count: number, runs: number): string => {
    const [low, high] = wilson(count, runs)
    return `${percent(low)} to ${percent(high)} %`
  }
  return table(
    ['', 'Sluice', 'others', 'Kayenta', '1 % of the first means', '10 % of the second', '50 % of the third'],
    Object.entries(KINDS).map(([kind, title]) => {
      const cell = CELLS.find((candidate) => candidate.kind === kind)
      const runs = rules.map((rule) => (cell ? lookUp(results, cell, rule).runs : 0))
      const [sluice = 1, others = 1, kayenta = 1] = runs
      return [
        title,
        ...runs.map(String),
        interval(0.01 * sluice, sluice),
        interval(0.1 * others, others),
        interval(0.5 * kayenta, kayenta),
      ]
    }),
  )
}

const VERDICTS = { ok: 'go on', hold: 'hold', rollback: '**roll back**' } as const

const example = (): string =>
  table(
    [
      'slice',
      'new: failed of',
      'old: failed of',
      'q comparison',
      'q limit',
      'E comparison',
      'E limit',
      'together',
      'verdict',
    ],
    workExample().map(({ ratios, evidence, combined, verdict }, i) => {
      const slice = EXAMPLE[i]
      return [
        `${i + 1}`,
        `${slice?.x} of ${slice?.n}`,
        `${slice?.y} of ${slice?.m}`,
        ...[...ratios].reverse().map((ratio) => ratio.toFixed(2)),
        ...[...evidence].reverse().map((value) => value.toFixed(2)),
        combined.toFixed(2),
        VERDICTS[verdict],
      ]
    }),
  )
