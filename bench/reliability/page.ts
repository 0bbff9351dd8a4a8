import type { MatrixRow } from './matrix.ts'

/** What the last run found. */
export interface Reliability {
  matrix: MatrixRow[]
  soak: {
    seeds: number
    days: number
    ticks: number
    requests: number
    mishaps: number
    rollouts: number
    /** What did not hold, each with the seed that replays it. */
    broken: string[]
  }
}

/** Reads `results.json`. */
export const readReliability = (text: string): Reliability => JSON.parse(text) as Reliability

const count = (value: number): string => value.toLocaleString('en-US')

const matrixTable = (rows: readonly MatrixRow[]): string => {
  const sum = (of: (row: MatrixRow) => number): number => rows.reduce((all, row) => all + of(row), 0)
  const line = (name: string, requests: number, points: number, broken: number): string =>
    `| ${name} | ${count(requests)} | ${count(points)} | ${broken} |`
  return [
    '| Story | Requests | Points tried | Broken invariants |',
    '|---|---:|---:|---:|',
    ...rows.map(({ tale, requests, points, broken }) => line(tale, requests, points, broken.length)),
    line(
      '**all**',
      sum(({ requests }) => requests),
      sum(({ points }) => points),
      sum(({ broken }) => broken.length),
    ),
  ].join('\n')
}

const soakTable = ({
  seeds,
  days,
  ticks,
  requests,
  mishaps,
  rollouts,
  broken,
}: Reliability['soak']): string =>
  [
    '| Months | Days each | Ticks | Requests | Mishaps | Rollouts ended | Broken invariants |',
    '|---:|---:|---:|---:|---:|---:|---:|',
    `| ${count(seeds)} | ${days} | ${count(ticks)} | ${count(requests)} | ${count(mishaps)} | ${count(rollouts)} | ${broken.length} |`,
  ].join('\n')

const fill = (page: string, name: string, text: string): string =>
  page.replace(
    new RegExp(`(<!-- ${name}:start -->\\n)[\\s\\S]*?(\\n<!-- ${name}:end -->)`),
    (_, before: string, after: string) => `${before}\n${text}\n${after}`,
  )

/** The page with the tables of these results between their marks. */
export const fillReliability = (page: string, { matrix, soak }: Reliability): string =>
  fill(fill(page, 'matrix', matrixTable(matrix)), 'soak', soakTable(soak))
