import { z } from 'zod'
import type { MetricHistory } from '../analysis/judgement.ts'
import { ConfigError } from '../kit/errors.ts'
import { formatDuration, LONGEST_DURATION } from '../kit/grammar.ts'
import type { ReleaseId } from '../rollout/plan.ts'
import type { MetricQuestion, SourceContext, SourceDefinition } from './definition.ts'
import type { Client } from './github-issues/client.ts'
import { createClient } from './github-issues/client.ts'
import type { Arm, CountingRule } from './github-issues/counting.ts'
import { MINUTE, slicesOfIssues } from './github-issues/counting.ts'
import { checkAsked, historyOf } from './history.ts'
import { durationField } from './option-fields.ts'
import type { MetricSource, SliceRequest } from './source.ts'
import { addressProblem, headerToken, secretNameField } from './sql/fields.ts'

const DOCS = 'metrics/github-issues.md'
const DAY = 86_400_000
/** Milliseconds by the unit that people write under `per`. */
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: DAY, week: 7 * DAY }
const REPOSITORY = '^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$'
/** Longest name of a label on GitHub. */
const LONGEST_LABEL = 50
const RELEASE = '{release}'

const shape = z.strictObject({
  repository: z
    .string()
    .meta({ title: 'repository', pattern: REPOSITORY })
    .refine((text) => new RegExp(REPOSITORY).test(text) && !/\/\.{1,2}$/.test(text), {
      error: 'this is not a repository\nowner/name',
    })
    .optional()
    .describe('Repository whose issues are counted. Default: the one that the workflow runs for.'),
  token: secretNameField()
    .optional()
    .describe('Name of a secret with a token that may read its issues. Default: the token of the job.'),
  'api-url': z
    .string()
    .max(2048)
    .optional()
    .describe('Address of the API of GitHub Enterprise. Default: where the workflow runs.'),
  'allow-private-network': z
    .boolean()
    .default(false)
    .describe('Lets `api-url` lead into a private network, and lets it begin with `http://`.'),
  delay: durationField(0, DAY)
    .prefault('1m')
    .describe('A slice is read only this long after it ended; time for somebody to set the label.'),
  'look-back': durationField(MINUTE, LONGEST_DURATION)
    .prefault('90d')
    .describe('Longest plan that is judged by issues.'),
})

/** Keys of an entry of `sources` with `type: github-issues`. */
export const githubIssuesOptions = shape.superRefine((options, context) => {
  const url = options['api-url']
  const rule = { allowPrivate: options['allow-private-network'], hasToken: true }
  const problem = url === undefined ? null : addressProblem(url, rule)
  if (problem !== null) context.addIssue({ code: 'custom', path: ['api-url'], message: problem })
})

/** What the schema makes of these keys. Times in milliseconds. */
export type GitHubIssuesOptions = z.output<typeof githubIssuesOptions>

const label = () =>
  z
    .string()
    .min(1)
    .max(LONGEST_LABEL)
    .regex(/^[^,\0-\x1f\x7f]+$/, 'GitHub cannot be asked for a label with a comma\na label without one')

/** Keys that a metric of this source carries. */
export const githubIssuesMetric = z.strictObject({
  labels: z.array(label()).min(1).max(5).describe('Labels that an issue must carry, all of them.'),
  count: z
    .enum(['created', 'open'])
    .default('created')
    .describe('`created`: issues opened in a slice. `open`: issues open at that time, whenever opened.'),
  'release-label': label()
    .refine((text) => text.includes(RELEASE), { error: `must contain ${RELEASE}\nrelease/${RELEASE}` })
    .optional()
    .describe(
      'Label that says which release an issue is about. Without it every issue counts for the new one.',
    ),
})

/** What the schema makes of a metric's keys. */
export type GitHubIssuesMetric = z.output<typeof githubIssuesMetric>

const clientOf = (options: GitHubIssuesOptions, context: SourceContext): Client => {
  const { github } = context
  const repository = options.repository ?? github?.repository
  if (repository === undefined)
    throw new ConfigError({
      message: 'github-issues does not know which repository is meant outside GitHub Actions',
      fix: 'repository: owner/name',
      docs: `${DOCS}#options`,
    })
  const token = options.token === undefined ? github?.token : context.secret(options.token)
  if (token === undefined)
    throw new ConfigError({
      message: 'github-issues has no token to read issues with',
      fix: 'token: and the name of a secret with a token that may read issues',
      docs: `${DOCS}#token`,
    })
  const tokenName = options.token === undefined ? 'the token of the job' : `the secret ${options.token}`
  const url = options['api-url']
  const guard = { allowPrivate: options['allow-private-network'] }
  return createClient({
    // An address from the configuration is guarded; that of the run is GitHub's own.
    http: url === undefined ? context.http : (context.openHttp?.(guard) ?? context.http),
    apiUrl: url ?? github?.apiUrl ?? 'https://api.github.com',
    repository,
    token: headerToken(token, options.token ?? 'of the job'),
    tokenName,
  })
}

const ruleOf = (name: string, metric: GitHubIssuesMetric, per: string | null): CountingRule => {
  if (per === null) return { count: metric.count, per: null }
  const unit = UNITS[per]
  if (unit !== undefined && metric.count === 'created') return { count: 'created', per: unit }
  throw new ConfigError({
    message: `the metric ${name} cannot count issues per ${per}`,
    fix: `per: ${Object.keys(UNITS).join(', ')}, with count: created`,
    docs: `${DOCS}#counting`,
  })
}

const labelOf = (template: string, release: ReleaseId): string => {
  const text = template.replaceAll(RELEASE, () => release)
  if (text.length <= LONGEST_LABEL && !text.includes(',')) return text
  throw new ConfigError({
    message: 'the label of this release cannot be one: it is too long or holds a comma',
    fix: `a shorter release-label, at most ${LONGEST_LABEL} characters with the id of the release`,
    docs: `${DOCS}#releases`,
  })
}

const checkRequest = (request: SliceRequest, name: string): void => {
  checkAsked(request, name)
  const { slice } = request
  if (slice >= MINUTE && slice % MINUTE === 0) return
  throw new ConfigError({
    message: `github-issues counts by minutes, and cannot cut slices of ${formatDuration(slice)}`,
    fix: 'slices of whole minutes',
    docs: `${DOCS}#counting`,
  })
}

/** Issues with these labels that can matter to slices from `from` on. */
const issuesSince = async (client: Client, labels: readonly string[], from: number, rule: CountingRule) => {
  const changed = await client.issues({ labels, state: 'all', since: from })
  if (rule.count === 'created') return changed
  // What was opened earlier and never touched again is open all the same.
  const open = await client.issues({ labels, state: 'open', since: null })
  return [...new Map([...open, ...changed].map((issue) => [issue.number, issue])).values()]
}

const abilitiesOf = historyOf(MINUTE)

const connect = async (
  options: GitHubIssuesOptions,
  { name, slowerThan, per = null, options: metric }: MetricQuestion<GitHubIssuesMetric>,
  context: SourceContext,
): Promise<MetricSource> => {
  if (slowerThan !== null)
    throw new ConfigError({
      message: `the metric ${name} says slower-than, and issues take no time`,
      fix: 'max: 0',
    })
  const rule = ruleOf(name, metric, per)
  const client = clientOf(options, context)
  const template = metric['release-label']
  const armOf = async (release: ReleaseId, from: number): Promise<Arm> => {
    if (template === undefined) return issuesSince(client, metric.labels, from, rule)
    const own = labelOf(template, release)
    return (await client.isUsed(own)) ? issuesSince(client, [...metric.labels, own], from, rule) : null
  }
  const answer = async (request: SliceRequest): Promise<MetricHistory> => {
    const { canary, baseline, from } = request
    const bounds = await client.bounds()
    const arms = {
      canary: await armOf(canary, from),
      baseline: baseline === null || template === undefined ? undefined : await armOf(baseline, from),
    }
    return { metric: name, slices: slicesOfIssues(arms, request, bounds, rule) }
  }
  return {
    type: 'github-issues',
    abilities: abilitiesOf(options),
    read: async (request) => {
      checkRequest(request, name)
      return request.count === 0 ? { metric: name, slices: [] } : answer(request)
    },
  }
}

/** Issues of a GitHub repository by label: "no critical bug for a week". */
export const githubIssues = {
  type: 'github-issues',
  options: githubIssuesOptions,
  metric: githubIssuesMetric,
  abilities: { answers: 'history', delay: MINUTE, lookBack: LONGEST_DURATION, minSlice: MINUTE },
  abilitiesOf,
  secrets: ({ token }) => (token === undefined ? [] : [token]),
  connect,
} as const satisfies SourceDefinition<typeof githubIssuesOptions, typeof githubIssuesMetric>
