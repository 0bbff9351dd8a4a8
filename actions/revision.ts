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
