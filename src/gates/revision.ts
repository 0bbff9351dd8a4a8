import type { Ancestry, Forge } from '../forge/forge.ts'
import type { Survey } from './journal.ts'
import { type GateOutcome, refuse } from './outcome.ts'

/** What may be released where. */
export interface RevisionRule {
  /** `refs/heads/main`, `refs/tags/v1`: what the run is for; empty when nothing is known. */
  ref: string
  /** Patterns of tags whose commit may be released although it is not on the default branch: `v*`. */
  tags: readonly string[]
}

/** What was found about where a commit comes from. */
export type Origin = { good: true; text: string } | { good: false; text: string; fix: string }

const COMMIT = /^[0-9a-f]{40}$/

/** Whether a revision is a commit; only commits can be compared. */
export const isCommit = (revision: string): boolean => COMMIT.test(revision)

/** GitHub's patterns for refs: `*` matches anything but a slash, `**` anything, `?` one character. */
export const fits = (pattern: string, name: string): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\u0000')
    .replaceAll('*', '[^/]*')
    .replaceAll('\u0000', '.*')
    .replaceAll('?', '[^/]')
  return new RegExp(`^${source}$`).test(name)
}

/**
 * Is the commit one that was reviewed into the default branch, or one that an allowed tag points to? Asked of the forge:
 * what the run says of itself is what somebody dispatched. Null for a revision that is no commit.
 */
export const originOf = async (
  forge: Forge,
  revision: string,
  { ref, tags }: RevisionRule,
): Promise<Origin | null> => {
  if (!isCommit(revision)) return null
  const { defaultBranch } = await forge.repository()
  const found = await forge.compare(defaultBranch, revision)
  if (found === 'identical' || found === 'behind') return { good: true, text: `It is on ${defaultBranch}.` }
  const tag = ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : null
  if (tag !== null && tags.some((pattern) => fits(pattern, tag)))
    return (await forge.commitOf(`tags/${tag}`)) === revision
      ? { good: true, text: `It is the tag ${tag}.` }
      : {
          good: false,
          text: `It is neither on ${defaultBranch} nor what the tag ${tag} points to.`,
          fix: 'Start the workflow of the tag anew.',
        }
  return {
    good: false,
    text: `It is not on ${defaultBranch}${tag === null ? '' : `, and \`release-tags\` does not allow the tag ${tag}`}.`,
    fix: `Merge it into ${defaultBranch}, or allow its tag with \`release-tags\`.`,
  }
}

/** The same as an answer of a gate; null when it may be released. */
export const refuseOrigin = async (
  forge: Forge | null,
  revision: string,
  rule: RevisionRule | null,
): Promise<GateOutcome | null> => {
  const origin = forge && rule ? await originOf(forge, revision, rule) : null
  if (!origin || origin.good) return null
  return refuse('untrusted-revision', `${revision} may not be released: ${origin.text} ${origin.fix}`)
}

/** Is the revision older than what serves or is on its way? Null when not, or when that is meant. */
export const refuseDowngrade = async (
  forge: Forge | null,
  { lastPromoted, inFlight }: Survey,
  { revision, allowDowngrade }: { revision: string; allowDowngrade: boolean },
): Promise<GateOutcome | null> => {
  if (!forge || allowDowngrade || !isCommit(revision)) return null
  const newest = [inFlight, lastPromoted].find((rollout) => rollout && isCommit(rollout.record.revision))
  if (!newest || newest.record.revision === revision) return null
  const why = DOWNGRADES[await forge.compare(newest.record.revision, revision)]
  return why === null
    ? null
    : refuse(
        'stale-revision',
        `${revision} ${why} ${newest.record.revision} (${newest.state.phase}). If that is meant, set \`allow-downgrade\`; to go back to what served before, use the rollback.`,
      )
}

const DOWNGRADES: Readonly<Record<Ancestry, string | null>> = {
  identical: null,
  ahead: null,
  // A commit that was removed from the repository says nothing about the new one.
  unknown: null,
  behind: 'is older than',
  diverged: 'lacks commits of',
}
