import type { Environment } from '../src/kit/environment.ts'
import { ConfigError } from '../src/kit/errors.ts'

/** Events that only somebody with write access, or GitHub itself, can cause. */
export const TRUSTED_EVENTS: readonly string[] = [
  'push',
  'release',
  'workflow_dispatch',
  'repository_dispatch',
  'schedule',
  'create',
  'merge_group',
]

/** Whether only somebody with write access, or GitHub itself, can cause the event of this run. Outside GitHub there is none. */
export const isTrustedEvent = ({ eventName }: Pick<Environment, 'eventName'>): boolean =>
  eventName === '' || TRUSTED_EVENTS.includes(eventName)

/**
 * Refuses to act for an event that a stranger can cause: pull requests, comments, `pull_request_target`. Such runs
 * may carry our secrets and somebody else's code. Outside GitHub there is no event and nothing to refuse.
 * Throws ConfigError.
 */
export const requireTrustedEvent = ({ eventName }: Pick<Environment, 'eventName'>): void => {
  if (isTrustedEvent({ eventName })) return
  throw new ConfigError({
    message: `Sluice does not act on the event ${eventName}: somebody without write access can cause it`,
    at: 'on',
    fix: 'on: push, workflow_dispatch or schedule',
    docs: 'security.md#events',
  })
}
