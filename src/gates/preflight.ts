import type { Forge } from '../forge/forge.ts'
import { formatSpan } from '../rollout/format.ts'
import type { ApprovalRule } from './approvals.ts'
import { bad, type Finding, good, warning } from './findings.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import { isCommit, originOf } from './revision.ts'
import { checkSecretsEnvironment } from './secrets-environment.ts'
import { readTick, tickTrouble } from './tick-age.ts'

/** What is asked of everything around a release. */
export interface PreflightOrder {
  /** The commit, or an image digest that has no checks. */
  revision: string
  /** `refs/heads/main`, `refs/tags/v1`: what the run is for. */
  ref: string
  /** Patterns of tags that may be released although they are not on the default branch. */
  tags: readonly string[]
  /** Environment that holds the secrets. */
  environment: string
  approval: ApprovalRule
  /** Names of checks that must have passed; empty: those that the rules of the default branch require. */
  checks: readonly string[]
  /** Approvals that the pull request of the commit must have; 0: not asked. */
  reviews: number
  /** Workflow file of the tick; null: not looked at. */
  tick: string | null
  /** Longest time since the last tick, in milliseconds. */
  tickAge: number
  /** `owner/name` that the running workflow file comes from; empty when it is not known. */
  workflowRepository: string
  /** `owner/name` of the repository that is released. */
  repository: string
  now: number
  dryRun: boolean
  /** What was found about plan, way back and admission, by whoever can reach the platforms; absent: not asked. */
  world?: () => Promise<readonly Finding[]>
}

/** Everything that was looked at, the good things too. */
export interface PreflightOutcome extends GateOutcome {
  findings: readonly Finding[]
}

/**
 * Is everything around the release as it must be? Everything is looked at before anything is said, so that one run tells
 * all. Changes nothing but this: a tick that is switched off is switched on.
 */
export const preflight = async (forge: Forge, order: PreflightOrder): Promise<PreflightOutcome> => {
  const repository = await forge.repository()
  const parts = await Promise.all([
    checkChecks(forge, order, repository.defaultBranch),
    checkReviews(forge, order),
    checkOrigin(forge, order),
    checkSecretsEnvironment(forge, order, repository),
    checkApprovalEnvironment(forge, order, repository),
    checkTick(forge, order),
    checkOwner(order),
    order.world?.() ?? [],
  ])
  const findings = parts.flat()
  const bad = findings.filter(({ state }) => state === 'bad')
  if (bad.length === 0) return { ...pass('done', `${findings.length} things were looked at.`), findings }
  const lines = bad.map(({ what, text, fix }) => `${what}: ${text} ${fix}`)
  return {
    ...refuse(
      'preflight',
      `${bad.length} of ${findings.length} things are not as they must be.\n${lines.join('\n')}`,
    ),
    findings,
  }
}

const checkChecks = async (
  forge: Forge,
  { revision, checks: named }: PreflightOrder,
  branch: string,
): Promise<Finding[]> => {
  const what = 'Checks'
  if (!isCommit(revision))
    return named.length === 0 ? [] : [bad(what, `${revision} is no commit.`, 'Release a commit.')]
  const wanted = named.length > 0 ? named : ((await forge.requiredChecks(branch)) ?? [])
  if (wanted.length === 0)
    return [
      warning(
        what,
        `No rule of ${branch} requires a check, and none is named.`,
        'Name them in `required-checks`, one per line, or require them in a ruleset.',
      ),
    ]
  const known = await forge.checks(revision)
  return wanted.map((name) => {
    const found = known.find((check) => check.name === name)
    if (found?.state === 'passed') return good(what, `${name} passed.`)
    const state = found
      ? found.state === 'failed'
        ? 'failed'
        : 'is still running'
      : 'never ran for this commit'
    return bad(what, `${name} ${state}.`, 'Release a commit on which it passed.')
  })
}

const checkReviews = async (forge: Forge, { revision, reviews }: PreflightOrder): Promise<Finding[]> => {
  const what = 'Review'
  if (reviews === 0 || !isCommit(revision)) return []
  const pull = await forge.pullRequestOf(revision)
  if (!pull) return [bad(what, 'This commit came without a pull request.', 'Merge it through one.')]
  const { number, approvals, changesRequested } = pull
  if (changesRequested > 0)
    return [bad(what, `#${number}: ${changesRequested} still ask for changes.`, 'Settle it, then release.')]
  return approvals >= reviews
    ? [good(what, `#${number} has ${approvals} of ${reviews} approvals.`)]
    : [bad(what, `#${number} has ${approvals} of ${reviews} approvals.`, 'Have it reviewed.')]
}

/** What is released must have been reviewed: else its author would decide alone what runs with the secrets. */
const checkOrigin = async (forge: Forge, { revision, ref, tags }: PreflightOrder): Promise<Finding[]> => {
  const origin = await originOf(forge, revision, { ref, tags })
  if (!origin) return []
  return [origin.good ? good('Origin', origin.text) : bad('Origin', origin.text, origin.fix)]
}

const checkApprovalEnvironment = async (
  forge: Forge,
  { approval, environment }: PreflightOrder,
  repository: { private: boolean },
): Promise<Finding[]> => {
  const what = 'Approval'
  if (approval.from === 'none')
    return [warning(what, 'Nobody is asked before it begins.', 'Set `approval` if somebody should be.')]
  if (approval.from === 'dispatch')
    return [good(what, 'A person runs the verb `approve`; who that was is recorded.')]
  if (approval.environment === '' || approval.environment === environment)
    return [
      bad(
        what,
        'It needs an environment of its own, apart from the one with the secrets.',
        `approval-environment: ${environment}-approval`,
      ),
    ]
  const rules = await forge.environment(approval.environment)
  if (rules && rules.reviewers > 0) {
    const alone = rules.preventSelfReview && rules.reviewers === 1
    return alone
      ? [
          warning(
            what,
            `${approval.environment} has one reviewer who may not approve what they asked for.`,
            'Add a second reviewer.',
          ),
        ]
      : [good(what, `${approval.environment} asks ${rules.reviewers} reviewer(s).`)]
  }
  const plans = repository.private
    ? ' Private repositories have required reviewers on Enterprise only: elsewhere set `approval: dispatch`.'
    : ''
  return [
    bad(
      what,
      `${approval.environment} ${rules ? 'has no required reviewers' : 'does not exist'}: the job would pass at once.`,
      `Add reviewers to it (scripts/setup-environments.ts does).${plans}`,
    ),
  ]
}

const checkTick = async (
  forge: Forge,
  { tick, tickAge, now, dryRun }: PreflightOrder,
): Promise<Finding[]> => {
  const what = 'Tick'
  if (tick === null)
    return [
      warning(
        what,
        'No tick workflow is named.',
        'A rollout of more than one step needs one: set `tick-workflow`.',
      ),
    ]
  const found = await readTick(forge, tick, { now, longest: tickAge })
  const trouble = tickTrouble(tick, found)
  switch (found.state) {
    case 'absent':
      return [bad(what, trouble, 'Copy examples/callers/tick.yml.')]
    case 'disabled':
      if (!dryRun) await forge.enable(tick)
      return [
        warning(
          what,
          `${tick} was switched off.`,
          dryRun ? 'Switch it on.' : 'It is switched on now; see why it was not.',
        ),
      ]
    case 'never':
      return [warning(what, `${tick} never ran.`, 'Run it once by hand to see that it can.')]
    case 'ran':
      return found.late
        ? [
            warning(
              what,
              `The last tick was ${formatSpan(found.age)} ago, longer than ${formatSpan(tickAge)}.`,
              'GitHub drops scheduled runs under load; see docs/pipelines.md for a tick from outside.',
            ),
          ]
        : [good(what, `The last tick was ${formatSpan(found.age)} ago.`)]
    default:
      return found satisfies never
  }
}

/** Secrets of an environment do not cross the border between owners, and nobody says so. */
const checkOwner = ({ workflowRepository, repository }: PreflightOrder): Finding[] => {
  const owner = (name: string): string => name.split('/')[0]?.toLowerCase() ?? ''
  if (workflowRepository === '' || owner(workflowRepository) === owner(repository)) return []
  return [
    warning(
      'Owner',
      `These workflows belong to ${workflowRepository}, another owner: secrets of the environment reach them empty, \`secrets: inherit\` hands over nothing, and whether GitHub asks the reviewers of an environment there is not known.`,
      'Hand over repository secrets by name or use OIDC, with `approval: dispatch`; or use the actions in jobs of your own.',
    ),
  ]
}
