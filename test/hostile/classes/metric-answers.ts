import { type Answering, rowsOf } from '../house.ts'
import { type HostileCase, type HostileClass, held, look } from './case.ts'

const answer = (what: string, statistics: Answering, reason = 'no-data'): HostileCase => ({
  what,
  from: 'due',
  act: async (house) => {
    house.says(null, statistics)
    return look(house)
  },
  expected: held(reason),
})

const counts = (what: string, total: unknown, bad: unknown, reason?: string): HostileCase =>
  answer(
    what,
    (response, { path }) => response.end(JSON.stringify({ rows: rowsOf(path, total, bad) })),
    reason,
  )

const raw = (what: string, text: string): HostileCase =>
  answer(what, (response, { path }) =>
    response.end(JSON.stringify({ rows: rowsOf(path, 0.5, 0) }).replaceAll('0.5', text)),
  )

/** Statistics that say anything but fresh, finite counts. */
export const metricAnswers: HostileClass = {
  name: 'Metric answers',
  rule: 'counts that can be, a named problem or a named error; never a pass',
  cases: [
    counts('too few to say anything', 3, 1, 'too-few-samples'),
    counts('no counts at all', null, null),
    counts('numbers in quotes', '2000', '0'),
    counts('empty texts', '', ''),
    counts('negative counts', 2000, -1),
    counts('more bad units than units', 10, 2000),
    counts('true', true, false),
    counts('lists', [2000], [0]),
    raw('an overflow', '1e309'),
    raw('not a number', 'NaN'),
    answer('nothing', (response) => response.end()),
    answer('no rows', (response) => response.end('{"rows":[]}')),
    answer('null', (response) => response.end('null')),
    answer('a page for people', (response) => response.end('<html>please sign in</html>')),
    answer('the rows of yesterday', (response, { path }) => {
      const old = rowsOf(path, 2000, 0).map((row) => ({
        ...row,
        at: new Date(Date.parse(String(row.at)) - 86_400_000).toISOString(),
      }))
      response.end(JSON.stringify({ rows: old }))
    }),
    answer('every row twice', (response, { path }) => {
      const rows = rowsOf(path, 2000, 0)
      response.end(JSON.stringify({ rows: [...rows, ...rows] }))
    }),
    answer('an error', (response) => response.writeHead(500).end('{"rows":[]}')),
    answer('a refusal', (response) => response.writeHead(401).end('{}')),
  ],
  also: ['metrics/conformance', 'fuzz/metrics'],
}
