import type { Environment } from '../src/kit/environment.ts'
import { ConfigError } from '../src/kit/errors.ts'

/** What is released: the input `revision`, else the commit that the workflow runs for. Throws ConfigError without either. */
export const revisionOf = (
  inputs: { revision?: string | undefined },
  { sha }: Pick<Environment, 'sha'>,
): string => {
  const revision = inputs.revision ?? sha
  if (revision !== '') return revision
  throw new ConfigError({
    message: '`revision` is required where there is no commit',
    at: 'revision',
    fix: 'revision: v2',
  })
}

/** The commit that the workflow runs for, for records of revisions that are none: absent where there is no such commit. */
export const commitOf = ({ environment: { sha } }: { environment: Pick<Environment, 'sha'> }) =>
  /^[0-9a-f]{40}$/.test(sha) ? { commit: sha } : {}
