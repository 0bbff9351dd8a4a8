import { z } from 'zod'
import { ConfigError } from '../kit/errors.ts'
import { askVendor, credential, refusedQuestion, unusable, type Vendor } from './asking.ts'
import { countingSource, type PricedDefinition, type Span, spansIn } from './counting-source.ts'
import type { MetricQuestion, SourceContext } from './definition.ts'
import { historyOf } from './history.ts'
import {
  DAY,
  durationField,
  HOUR,
  hostField,
  MINUTE,
  RELEASE,
  releaseTemplateField,
  secretField,
  textField,
} from './option-fields.ts'
import { figure, type Row } from './rows.ts'
import type { MetricSource, SourceAbilities } from './source.ts'

const TYPE = 'posthog'
const DOCS = 'metrics/posthog.md'
const SECOND = 1000

const options = z.strictObject({
  url: hostField('https://us.posthog.com').describe(
    'Where PostHog is: `https://us.posthog.com`, `https://eu.posthog.com`, or a host of your own.',
  ),
  'allow-private-network': z
    .boolean()
    .default(false)
    .describe('Lets the address lead into a private network.'),
  project: textField(
    'the id of a project',
    '^[1-9][0-9]{0,11}$',
    'its number, from the project settings',
  ).describe('Id of the project.'),
  token: secretField('POSTHOG_API_KEY').describe('Name of the secret with the personal API key.'),
  release: releaseTemplateField().describe(
    'How the release is called in events, with `{release}` as a part.',
  ),
  delay: durationField(0, DAY).prefault('10m').describe('A slice is read only this long after it ended.'),
  'look-back': durationField(HOUR, 90 * DAY)
    .prefault('90d')
    .describe('How long events are kept.'),
})

const PROPERTY = '^[$A-Za-z_][$A-Za-z0-9_. -]{0,99}$'
const property = () => textField('the name of a property', PROPERTY, 'app_version')
const eventName = () => z.string().min(1).max(200)

const metric = z
  .strictObject({
    event: eventName().describe('Event that stands for one unit, such as `checkout started`.'),
    'bad-event': eventName()
      .optional()
      .describe('Event that stands for a bad unit, such as `checkout failed`.'),
    'bad-property': property()
      .optional()
      .describe('Instead: a property of the event that is true for a bad unit.'),
    'duration-property': property()
      .optional()
      .describe('With `slower-than`: a property of the event with its duration in milliseconds.'),
    'amount-property': property()
      .optional()
      .describe(
        'With `per`: a property of the event that is summed up, such as a cost. Units are then persons.',
      ),
    'release-property': property().default('release').describe('Property that names the release.'),
  })
  .superRefine((read, context) => {
    const ways = ['bad-event', 'bad-property', 'duration-property', 'amount-property'] as const
    const given = ways.filter((key) => read[key] !== undefined)
    if (given.length === 1) return
    const message =
      given.length === 0
        ? 'does not say what is bad\nbad-event, bad-property, duration-property or amount-property'
        : `says twice what is bad\none of ${given.join(', ')}`
    context.addIssue({ code: 'custom', path: given.length === 0 ? [] : [given[1] ?? ''], message })
  })

type Question = MetricQuestion<z.output<typeof metric>>

/** Throws ConfigError where the keys of a metric do not go together with those of all metrics. */
const checkQuestion = ({ name, slowerThan, per, options: read }: Question): void => {
  const duration = read['duration-property'] !== undefined
  const amount = read['amount-property'] !== undefined
  if (duration !== (slowerThan !== null))
    throw new ConfigError({
      message: `the metric ${name} says ${duration ? 'duration-property' : 'slower-than'} without the other`,
      fix: 'slower-than: 500ms and duration-property: together',
      docs: DOCS,
    })
  if (amount !== ((per ?? null) !== null))
    throw new ConfigError({
      message: `the metric ${name} says ${amount ? 'amount-property' : 'per'} without the other`,
      fix: 'per: user and amount-property: together',
      docs: DOCS,
    })
}

/** A property by its name, which its schema keeps free of quotes and backslashes. */
const propertyOf = (name: string): string => `properties['${name}']`

/** What is counted as unit and as bad, in HogQL; texts and numbers are placeholders, never spliced in. */
const countsOf = ({ options: read }: Question): { n: string; x: string } => {
  const {
    'bad-event': event,
    'bad-property': flag,
    'duration-property': duration,
    'amount-property': amount,
  } = read
  if (amount !== undefined)
    return {
      n: 'count(distinct person_id)',
      x: `sum(ifNull(toFloat(${propertyOf(amount)}), 0))`,
    }
  const n = 'countIf(event = {event})'
  if (event !== undefined) return { n, x: 'countIf(event = {bad_event})' }
  if (flag !== undefined)
    return { n, x: `countIf(event = {event} and toString(${propertyOf(flag)}) in ('true', '1'))` }
  return { n, x: `countIf(event = {event} and toFloat(${propertyOf(duration ?? '')}) > {slower_than})` }
}

/** Most rows of an answer, of which there are two per slice. */
const MOST_ROWS = 50_000
const MOST_SLICES = MOST_ROWS / 2 - 1

/** The question as HogQL with its values beside it. */
export const questionFor = (span: Span, question: Question, called: readonly string[]) => {
  const { n, x } = countsOf(question)
  const { event, 'bad-event': badEvent, 'release-property': release } = question.options
  const names = called.map((_, index) => `{release_${index}}`)
  const query = [
    `select toString(${propertyOf(release)}) as release,`,
    'intDiv(toUnixTimestamp(timestamp) - {from}, {slice}) as slot,',
    `${n} as n, ${x} as x`,
    'from events',
    'where timestamp >= fromUnixTimestamp({from}) and timestamp < fromUnixTimestamp({to})',
    `and event in (${badEvent === undefined ? '{event}' : '{event}, {bad_event}'})`,
    `and toString(${propertyOf(release)}) in (${names.join(', ')})`,
    'group by release, slot',
    'order by slot, release',
    `limit ${MOST_ROWS}`,
  ].join('\n')
  const values = {
    from: span.from / SECOND,
    to: (span.from + span.count * span.slice) / SECOND,
    slice: span.slice / SECOND,
    event,
    ...(badEvent !== undefined && { bad_event: badEvent }),
    ...(question.slowerThan !== null && { slower_than: question.slowerThan }),
    ...Object.fromEntries(called.map((name, index) => [`release_${index}`, name])),
  }
  return { kind: 'HogQLQuery', query, values } as const
}

const answerShape = z.object({
  columns: z.array(z.string()).nullish(),
  results: z.array(z.tuple([z.string(), z.int(), figure, figure])).nullish(),
  error: z.string().nullish(),
})

const rowsIn = (
  { columns, results, error }: z.output<typeof answerShape>,
  span: Span,
  { called, vendor }: { called: readonly string[]; vendor: Vendor },
): Row[] => {
  if (error) throw refusedQuestion(vendor, error)
  if (!results) throw unusable(TYPE, 'answered without rows')
  if (columns && columns.join() !== 'release,slot,n,x') throw unusable(TYPE, 'answered with other columns')
  if (results.length >= MOST_ROWS)
    throw unusable(TYPE, 'answered with as many rows as it may, so some are missing')
  return results.map(([name, slot, n, x]) => ({
    // A name that nobody asked for stays as it is, and is refused with the row.
    release: span.releases[called.indexOf(name)] ?? name,
    at: span.from + slot * span.slice,
    n,
    x,
  }))
}

const connect = async (
  read: z.output<typeof options>,
  question: Question,
  context: SourceContext,
): Promise<MetricSource> => {
  checkQuestion(question)
  const {
    url,
    project,
    token,
    release,
    delay,
    'look-back': lookBack,
    'allow-private-network': allowPrivate,
  } = read
  const vendor: Vendor = {
    provider: TYPE,
    secrets: [token],
    scope: 'read queries (query:read)',
    missing: 'this project',
    docs: DOCS,
  }
  const http = context.openHttp?.({ allowPrivate }) ?? context.http
  const headers = { authorization: `Bearer ${credential(context, token)}`, accept: 'application/json' }
  const rows = async (span: Span): Promise<Row[]> => {
    const called = span.releases.map((id) => release.replace(RELEASE, () => id))
    const { body } = await askVendor(
      http,
      {
        method: 'POST',
        url: `${new URL(url).origin}/api/projects/${project}/query/`,
        headers,
        json: { query: questionFor(span, question, called), refresh: 'blocking' },
      },
      vendor,
      answerShape,
    )
    return rowsIn(body, span, { called, vendor })
  }
  return countingSource({
    type: TYPE,
    abilities: abilitiesOf({ delay, 'look-back': lookBack }),
    question,
    bucketOf: (slice) => (slice % SECOND === 0 ? SECOND : null),
    mostSlices: () => MOST_SLICES,
    rows,
    rule: { provider: TYPE, amount: (question.per ?? null) !== null },
    cuts: 'whole seconds',
    docs: DOCS,
  })
}

const ABILITIES: SourceAbilities = {
  answers: 'history',
  delay: 10 * MINUTE,
  lookBack: 90 * DAY,
  minSlice: MINUTE,
}

const abilitiesOf = historyOf(ABILITIES.minSlice)

/** Events by a property that names the release, from PostHog through HogQL. */
export const posthog = {
  type: TYPE,
  options,
  metric,
  abilities: ABILITIES,
  abilitiesOf,
  secrets: ({ token }) => [token],
  connect,
  // PostHog's pages disagree (120, 1,200 and 2,400 an hour); the smallest is assumed.
  cost: { perRead: ({ count }) => spansIn(count, MOST_SLICES), limit: { requests: 120, per: HOUR } },
} as const satisfies PricedDefinition<typeof options, typeof metric>
