import { inertLine, shorten } from '../../kit/text.ts'
import type { Release } from '../platform.ts'
import type { Version } from './shapes.ts'

/** Most bytes of a tag, and the message that names what a version belongs to (API, `workers/tag` and `workers/message`). */
const LONGEST_TAG = 100

const OURS = /^sluice rollout (?<rollout>\S{1,200}) revision (?<revision>\S{1,500})$/

/** What is written on a version, so that it is found again, and so that the Worker can say its revision. */
export const annotationsFor = ({ revision, rollout }: { revision: string; rollout: string }) => ({
  'workers/message': `sluice rollout ${rollout} revision ${revision}`,
  'workers/tag': revision.slice(0, LONGEST_TAG),
})

/** A version as a release: the rollout and revision that were written on it, else what a person called it. */
export const releaseOf = ({ id, annotations }: Version): Release => {
  const ours = OURS.exec(annotations?.['workers/message'] ?? '')?.groups
  const told = ours?.revision ?? annotations?.['workers/tag'] ?? ''
  return { id, revision: shorten(inertLine(told), 500) || id, rollout: ours?.rollout ?? null }
}

/** Whether a version came about because a secret was set or deleted. */
export const isSecretChange = ({ annotations }: Version): boolean =>
  annotations?.['workers/triggered_by'] === 'secret'
