import type { Survey } from './journal.ts'

/** A release that serves, with the rollout that brought it as the platform has it on record; null: not brought by one. */
export interface Serving {
  name: string
  id: string
  rollout: string | null
}

/**
 * Releases that a rollout brought of which no record is left, told in sentences. Somebody deleted it, or the token cannot
 * see it: a history that is missing is never taken for "first release".
 */
export const lostRecords = ({ rollouts }: Pick<Survey, 'rollouts'>, serving: readonly Serving[]): string[] =>
  serving
    .filter(({ rollout }) => rollout !== null && rollouts.every(({ record }) => record.id !== rollout))
    .filter(({ name, id }) =>
      rollouts.every(({ record }) =>
        record.components.every((known) => known.name !== name || known.baseline !== id),
      ),
    )
    .map(
      ({ name, id, rollout }) =>
        `${name}: release ${id} was brought by rollout ${rollout}, of which no record is left. Somebody deleted it, or this token cannot see it. Nothing starts on a history that is missing.`,
    )
