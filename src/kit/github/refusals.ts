import { ConfigError, ProviderError } from '../errors.ts'

/** What an answer of GitHub says, without its body. */
export interface Refusal {
  status: number
  headers: Readonly<Record<string, string>>
  /** GitHub's own sentence, used to tell cases apart, never printed. */
  sentence: string
}

/** A call as messages name it: what it is for, and the permission it needs when GitHub does not say. */
export interface Purpose {
  /** Completes "the token may not ...": `list deployments`. */
  act: string
  permission: 'read' | 'write'
  /** The scope of that permission. Default `deployments`. */
  scope?: string
  /** What a 404 means, where it can mean something else than a repository out of sight. */
  gone?: string
}

// `deployments=write`, or several joined by `,` (all needed) or `;` (one of them), as GitHub documents the header
// x-accepted-github-permissions. Workflow files write a dash where the header has an underscore.
const missingPermissions = (refusal: Refusal, purpose: Purpose): string[] => {
  const accepted = (refusal.headers['x-accepted-github-permissions'] ?? '').split(';')[0] ?? ''
  const named = accepted
    .split(',')
    .map((pair) => /^\s*([a-z_]{1,40})\s*=\s*(read|write)\s*$/.exec(pair))
    .flatMap((match) => (match?.[1] && match[2] ? [`${match[1].replaceAll('_', '-')}: ${match[2]}`] : []))
  return named.length > 0 ? named : [neededBy(purpose)]
}

const neededBy = ({ scope = 'deployments', permission }: Purpose): string => `${scope}: ${permission}`

const permissionMissing = (refusal: Refusal, purpose: Purpose): ConfigError => {
  const missing = missingPermissions(refusal, purpose)
  return new ConfigError({
    message: `the GitHub token may not ${purpose.act}: the job lacks \`${missing.join('`, `')}\``,
    fix: ['permissions:', ...missing.map((permission) => `    ${permission}`)].join('\n'),
    docs: 'ledger.md#permissions',
  })
}

const tokenRefused = (): ConfigError =>
  new ConfigError({
    message: 'GitHub does not accept the token: it is wrong, expired, or belongs to a run that has ended',
    fix: 'github-token: $' + '{{ github.token }}',
    docs: 'ledger.md#permissions',
  })

const notVisible = (purpose: Purpose): ConfigError =>
  new ConfigError({
    message: `GitHub shows this token no such repository, so it may not ${purpose.act}`,
    fix: `permissions:\n    ${neededBy(purpose)}`,
    docs: 'ledger.md#permissions',
  })

const planLacks = (purpose: Purpose): ProviderError =>
  new ProviderError({
    provider: 'github',
    message: `GitHub does not ${purpose.act} on the plan of this repository`,
    retryable: false,
    status: 403,
    code: 'plan',
  })

const moved = (): ConfigError =>
  new ConfigError({
    message:
      'GitHub says the repository has another name now; the call was not sent on, because it carries a token',
    fix: 'the new owner/name',
  })

/**
 * The error for an answer that will not change by asking again at once. Mistakes a person can mend become
 * ConfigError, everything else ProviderError. GitHub's own words are not repeated.
 */
export const refused = (refusal: Refusal, purpose: Purpose): ConfigError | ProviderError => {
  const { status } = refusal
  if (status === 401) return tokenRefused()
  // What GitHub says where the plan of a repository lacks a feature; no permission would help.
  if (status === 403 && /^upgrade to github/i.test(refusal.sentence)) return planLacks(purpose)
  if (status === 403) return permissionMissing(refusal, purpose)
  if (status === 404 && purpose.gone !== undefined) {
    return new ProviderError({ provider: 'github', message: purpose.gone, retryable: false, status })
  }
  if (status === 404) return notVisible(purpose)
  if (status >= 300 && status < 400) return moved()
  return new ProviderError({
    provider: 'github',
    message: `GitHub refused to ${purpose.act} (${status})`,
    retryable: false,
    status,
    code: 'status',
  })
}
