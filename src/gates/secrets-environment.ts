import type { EnvironmentRules, Forge, Protection } from '../forge/forge.ts'
import type { ApprovalRule } from './approvals.ts'
import { bad, type Finding, good, warning } from './findings.ts'
import { fits } from './revision.ts'

/** The environment whose secrets a release uses, and who may approve it. */
export interface SecretsEnvironmentOrder {
  environment: string
  approval: ApprovalRule
}

/**
 * Does the environment with the secrets let the right branches in, and nobody wait? Whoever may put a commit on a branch
 * that it lets in can take its secrets, so every such branch has to be protected where the plan of the repository has
 * protection at all.
 */
export const checkSecretsEnvironment = async (
  forge: Forge,
  { environment, approval }: SecretsEnvironmentOrder,
  { defaultBranch }: { defaultBranch: string },
): Promise<Finding[]> => {
  const what = `Environment ${environment}`
  const rules = await forge.environment(environment)
  if (!rules)
    return [
      warning(
        what,
        'It does not exist.',
        'Secrets then come from the repository, and any branch may use them. On the Free plan this is all there is for private repositories.',
      ),
    ]
  const findings = [
    ...parking(what, rules, approval),
    ...(await checkBranches(forge, what, rules, defaultBranch)),
  ]
  return findings.length > 0 ? findings : [good(what, 'It asks nobody, and lets the right branches in.')]
}

/** A rule that makes jobs wait would park every tick inside the lock. */
const parking = (what: string, rules: EnvironmentRules, approval: ApprovalRule): Finding[] => [
  ...(rules.reviewers > 0
    ? [
        bad(
          what,
          'It has required reviewers, so every tick would wait for a person while it holds the lock.',
          `Move the reviewers to an environment of their own${approval.environment === '' ? '' : ` (${approval.environment})`}, without secrets.`,
        ),
      ]
    : []),
  ...(rules.waitTimer > 0
    ? [
        bad(
          what,
          `It has a wait timer of ${rules.waitTimer} min, so every tick would wait inside the lock.`,
          'Remove the timer; waiting is what `bake` is for.',
        ),
      ]
    : []),
]

const checkBranches = async (
  forge: Forge,
  what: string,
  rules: EnvironmentRules,
  branch: string,
): Promise<Finding[]> => {
  switch (rules.branches) {
    case 'all':
      return [
        unprotected(
          what,
          'Any branch may use its secrets.',
          `Allow ${branch} and your release tags only, and protect ${branch}.`,
          await forge.protection(branch),
        ),
      ]
    case 'protected':
      return checkProtected(forge, what, branch)
    case 'custom':
      return checkPatterns(forge, what, rules, branch)
    default:
      return rules.branches satisfies never
  }
}

/** An open door is refused, unless the plan of the repository has no lock to sell. */
const unprotected = (what: string, text: string, fix: string, protection: Protection): Finding =>
  protection === 'no-plan'
    ? warning(
        what,
        `${text} GitHub protects no branch of a private repository on the Free plan: EVERYBODY with write access can take the secrets of this environment.`,
        'Let in only people you trust with them, or move to a plan that protects branches.',
      )
    : bad(what, text, fix)

const checkProtected = async (forge: Forge, what: string, branch: string): Promise<Finding[]> => {
  const names = (await forge.branches('protected')).map(({ name }) => name)
  if (names.includes(branch)) return []
  if (names.length > 0)
    return [
      bad(
        what,
        `It lets protected branches in, and ${branch} is none: it shuts out scheduled ticks, which run there.`,
        `Protect ${branch}.`,
      ),
    ]
  return [
    unprotected(
      what,
      'It lets protected branches in, and no branch is protected: then GitHub lets every branch in.',
      `Protect ${branch}, or name it in the policy.`,
      await forge.protection(branch),
    ),
  ]
}

const checkPatterns = async (
  forge: Forge,
  what: string,
  { patterns }: EnvironmentRules,
  branch: string,
): Promise<Finding[]> => {
  const names = patterns.filter(({ type }) => type === 'branch').map(({ name }) => name)
  const findings: Finding[] = []
  if (!names.some((name) => fits(name, branch)))
    findings.push(
      bad(
        what,
        `Its branch policy shuts out ${branch}, where scheduled ticks run: a rollout would never go on.`,
        `Add the branch ${branch} to the policy, beside your tags.`,
      ),
    )
  for (const name of names) findings.push(...(await checkPattern(forge, what, name)))
  return findings
}

const isWild = (pattern: string): boolean => /[*?[\]]/.test(pattern)

const checkPattern = async (forge: Forge, what: string, pattern: string): Promise<Finding[]> => {
  const fix = `Protect it by a ruleset for \`${pattern}\` that wants pull requests, or take it out of the policy.`
  if (!isWild(pattern)) {
    const protection = await forge.protection(pattern)
    if (protection === 'protected') return []
    const text = `Its policy lets the branch ${pattern} in, which is not protected: whoever may push there can take its secrets.`
    return [unprotected(what, text, fix, protection)]
  }
  const known = (await forge.branches('all')).filter(({ name }) => fits(pattern, name))
  const open = known.filter((each) => !each.protected).map(({ name }) => name)
  // Rules hold for names that do not exist yet; protection of the older kind is seen at branches that exist alone.
  const unborn = await forge.protection(pattern.replaceAll(/\*+|\?|\[[^\]]*\]/g, 'x'))
  if (open.length > 0)
    return [
      unprotected(
        what,
        `Its policy lets ${pattern} in, and ${open.slice(0, 5).join(', ')} is not protected: whoever may push there can take its secrets.`,
        fix,
        unborn,
      ),
    ]
  if (unborn === 'protected') return []
  return known.length > 0
    ? [
        warning(
          what,
          `Its policy lets ${pattern} in. What matches now is protected; whether a new branch of such a name would be cannot be seen.`,
          `Protect \`${pattern}\` by a ruleset.`,
        ),
      ]
    : [
        unprotected(
          what,
          `Its policy lets ${pattern} in, and no rule protects such names: whoever may push can make such a branch and take its secrets.`,
          fix,
          unborn,
        ),
      ]
}
