import { z } from 'zod'
import { LONGEST_DURATION } from '../../kit/grammar.ts'
import { durationField } from '../option-fields.ts'
import { addressProblem, secretNameField } from '../sql/fields.ts'
import { POINTER_PATTERN } from './pointer.ts'
import type { Json } from './template.ts'
import { asksFor, isJson, PLACEHOLDERS, unknownPlaceholders } from './template.ts'

const SECOND = 1000

/** What the options are when nothing is said. Times in milliseconds. */
export const DEFAULTS = { delay: 60 * SECOND, lookBack: 30 * 86_400 * SECOND } as const

const SCHEME = '^[A-Za-z][A-Za-z0-9._-]{0,40}$'
const HEADER = '^[A-Za-z][A-Za-z0-9-]{0,60}$'

const shape = z.strictObject({
  url: z.string().max(2048).describe('Address that the paths of the metrics are appended to.'),
  'allow-private-network': z
    .boolean()
    .default(false)
    .describe('Lets the address lead into a private network, and lets it begin with `http://`.'),
  token: secretNameField()
    .optional()
    .describe('Name of the secret with the token; for `basic` it holds `user:password`.'),
  auth: z
    .string()
    .meta({ title: 'scheme', pattern: SCHEME })
    .regex(new RegExp(SCHEME), 'must be one word\nbearer, basic, or a scheme such as Token')
    .default('bearer')
    .describe('How the token is sent: `bearer`, `basic`, or any other scheme of `Authorization`.'),
  header: z
    .string()
    .meta({ title: 'header name', pattern: HEADER })
    .regex(new RegExp(HEADER), 'must be the name of a header\nx-api-key')
    .optional()
    .describe('Header that carries the bare token instead of `Authorization`.'),
  time: z
    .enum(['iso', 'seconds', 'milliseconds'])
    .default('iso')
    .describe('How moments are written, in questions and in answers; numbers count from 1970.'),
  delay: durationField(0, 86_400 * SECOND)
    .prefault('1m')
    .describe('A slice is read only this long after it ended.'),
  'look-back': durationField(SECOND, LONGEST_DURATION)
    .prefault('30d')
    .describe('How far back it can be asked. Longer plans are refused.'),
  'min-slice': durationField(SECOND, 86_400 * SECOND)
    .prefault('1m')
    .describe('Shortest slice that it counts truthfully.'),
  'most-requests': z
    .int()
    .min(1)
    .max(20_000)
    .default(500)
    .describe('Most requests of one look at one metric; a plan that needs more is refused.'),
})

/** Keys of an entry of `sources` with `type: http-json`. */
export const httpJsonOptions = shape.superRefine((options, context) => {
  const add = (key: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [key], message })
  const rule = { allowPrivate: options['allow-private-network'], hasToken: options.token !== undefined }
  const problem = addressProblem(options.url, rule)
  if (problem !== null) add('url', problem)
  if (options.header !== undefined && options.token === undefined)
    add('header', 'there is no token to send in it\ntoken: and the name of a secret')
  if (options.header !== undefined && options.auth !== 'bearer')
    add('auth', 'a header of its own has no scheme\nheader alone')
})

/** What the schema makes of these keys. Times in milliseconds. */
export type HttpJsonOptions = z.output<typeof httpJsonOptions>

const pointer = () =>
  z
    .string()
    .max(500)
    .meta({ title: 'JSON pointer', pattern: POINTER_PATTERN })
    .refine((text) => new RegExp(POINTER_PATTERN).test(text), {
      error: 'this is not a JSON pointer\na pointer such as /data/requests',
    })

// `z.json()` refers to itself, which the schema for editors cannot carry.
const isBody = (body: Record<string, unknown>): body is Record<string, Json> => isJson(body)

const metricShape = z.strictObject({
  path: z
    .string()
    .max(2048)
    .regex(
      /^(?:[/?][\x21-\x7e]*)?$/,
      'must begin with / or ?, and hold no spaces\n/stats?from={from}&to={to}',
    )
    .refine((text) => !text.includes('#'), { error: 'holds a fragment\n%23 for the character #' })
    .default('')
    .describe('Appended to the address: `/stats?from={from}&to={to}&version={release}`.'),
  body: z
    .record(z.string(), z.unknown())
    .refine(isBody, {
      error: 'holds something that JSON has no word for\ntext, numbers, true, false, null, lists, mappings',
    })
    .optional()
    .describe('Sent as JSON with POST; placeholders are filled into its strings. Without it: GET.'),
  total: pointer().optional().describe('Where all units stand.'),
  bad: pointer().optional().describe('Where the bad ones stand, or the amount that `per` divides.'),
  rows: pointer()
    .optional()
    .describe(
      'Where a list stands that holds all slices; the other pointers then begin at one of its elements.',
    ),
  'slice-start': pointer().optional().describe('With `rows`: where an element says the start of its slice.'),
  release: pointer().optional().describe('With `rows`: where an element says its release.'),
  'as-of': pointer().optional().describe('Where the answer says up to which moment it is complete.'),
  value: pointer()
    .optional()
    .describe(
      'Instead of counts: where the present figure stands. While it is beyond `max` the rollout is held, or goes back with `over-limit: abort`.',
    ),
})

type Shape = z.output<typeof metricShape>

/** Whether the question is asked anew for each release. */
export const asksPerRelease = ({ path, body }: Pick<Shape, 'path' | 'body'>): boolean =>
  asksFor(path + JSON.stringify(body ?? {}), 'release')

type Complaint = readonly [key: string, message: string]

const presentProblems = (metric: Shape): Complaint[] => [
  ...(['total', 'bad', 'rows', 'slice-start', 'release', 'as-of'] as const)
    .filter((key) => metric[key] !== undefined)
    .map((key): Complaint => [key, 'does not go with value, a figure without a past\nvalue alone']),
  ...(asksFor(metric.path + JSON.stringify(metric.body ?? {}), 'from', 'to', 'slice')
    ? [
        [
          'path',
          'asks about the past, and value is a present figure\ntotal and bad instead of value',
        ] as const,
      ]
    : []),
]

const historyProblems = (metric: Shape): Complaint[] => {
  const { total = '', bad = '', rows, release, path, body } = metric
  const asked = path + JSON.stringify(body ?? {})
  const problems: Complaint[] = []
  for (const key of ['total', 'bad'] as const)
    if (metric[key] === undefined) problems.push([key, `missing\n${key}: /data/${key}, or value alone`])
  for (const key of ['from', 'to'] as const)
    if (!asksFor(asked, key)) problems.push(['path', `does not say {${key}}\n?from={from}&to={to}`])
  if (rows === undefined) {
    for (const key of ['slice-start', 'release'] as const)
      if (metric[key] !== undefined) problems.push([key, 'goes with rows\nrows: and a pointer to a list'])
    if (!asksPerRelease(metric) && ![total, bad].every((text) => asksFor(text, 'release')))
      problems.push(['path', 'says nothing about a release\n{release} in path or body, or in total and bad'])
    return problems
  }
  if (metric['slice-start'] === undefined) problems.push(['slice-start', 'missing\nslice-start: /time'])
  if (release === undefined && !asksPerRelease(metric))
    problems.push(['release', 'missing\nrelease: /version, or {release} in path or body'])
  return problems
}

const strings = (json: Json): string[] => {
  if (typeof json === 'string') return [json]
  if (typeof json !== 'object' || json === null) return []
  return Object.values(json).flatMap((each: Json) => strings(each))
}

/** Keys that a metric of this source carries: `total` with `bad`, or `value`. */
export const httpJsonMetric = metricShape.superRefine((metric, context) => {
  const problems = metric.value === undefined ? historyProblems(metric) : presentProblems(metric)
  const texts = { path: [metric.path], body: strings(metric.body ?? {}) }
  for (const [key, list] of Object.entries(texts))
    for (const name of list.flatMap(unknownPlaceholders))
      problems.push([
        key,
        `{${name.slice(0, 40)}} is no placeholder\n${PLACEHOLDERS.map((known) => `{${known}}`).join(', ')}`,
      ])
  for (const [key, message] of problems) context.addIssue({ code: 'custom', path: [key], message })
})

/** What the schema makes of a metric's keys. */
export type HttpJsonMetric = z.output<typeof httpJsonMetric>
