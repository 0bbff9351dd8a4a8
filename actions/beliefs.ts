import type { EnvironmentConfig, ServiceConfig } from '../src/config/service.ts'
import type { Forge } from '../src/forge/forge.ts'
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
  given: Forge | null = null,
): Promise<{ belief?: Belief }> => {
  const found = config.environments.find(({ name }) => name === inputs.environment)
  const forge = found?.productionLike === true ? (given ?? (await openForge(inputs, runtime))) : null
  return found && forge
    ? {
        belief: believeRuns(forge, {
          ...ruleOf(found, runtime),
          defaultBranch: await defaultBranch(runtime),
        }),
      }
    : {}
}

const HEADS = 'refs/heads/'

/** What the event of this run says of its repository, so that nobody has to be asked; null where it says nothing. */
const defaultBranch = async ({ environment: { eventName, ref } }: Runtime): Promise<string | null> => {
  // A schedule runs on the default branch and nowhere else.
  if (eventName === 'schedule' && ref.startsWith(HEADS)) return ref.slice(HEADS.length)
  const { repository } = (await import('@actions/github')).context.payload
  const told: unknown = repository?.default_branch
  return typeof told === 'string' && told !== '' ? told : null
}

const ruleOf = ({ releaseTags, writers }: EnvironmentConfig, { environment: { runId }, log }: Runtime) => ({
  own: runId || 'local',
  tags: releaseTags,
  workflows: writers.map((file) => `.github/workflows/${file}`),
  events: TRUSTED_EVENTS,
  report: (text: string) => log.warning(text),
})
