import type { EnvironmentConfig, ServiceConfig } from '../src/config/service.ts'
import { type Belief, believeRuns } from '../src/gates/belief.ts'
import type { Runtime } from '../src/kit/action.ts'
import type { CommonInputs } from './inputs.ts'
import { openForge } from './open-forge.ts'
import { TRUSTED_EVENTS } from './trusted-event.ts'

/**
 * Which lines of the ledger count, where real users are and the ledger is GitHub's. A file ledger is written by whoever may
 * write the file, and there is nothing to ask.
 */
export const beliefOf = async (
  config: ServiceConfig,
  inputs: Pick<CommonInputs, 'ledger' | 'github-token'> & { environment: string },
  runtime: Runtime,
): Promise<{ belief?: Belief }> => {
  const found = config.environments.find(({ name }) => name === inputs.environment)
  const forge = found?.productionLike === true ? await openForge(inputs, runtime) : null
  return found && forge ? { belief: believeRuns(forge, ruleOf(found, runtime)) } : {}
}

const HEADS = 'refs/heads/'

const ruleOf = (
  { releaseTags, writers }: EnvironmentConfig,
  { environment: { runId, eventName, ref }, log }: Runtime,
) => ({
  own: runId || 'local',
  // A schedule runs on the default branch and nowhere else.
  defaultBranch: eventName === 'schedule' && ref.startsWith(HEADS) ? ref.slice(HEADS.length) : null,
  tags: releaseTags,
  workflows: writers.map((file) => `.github/workflows/${file}`),
  events: TRUSTED_EVENTS,
  report: (text: string) => log.warning(text),
})
