import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Rollout, survey } from '../src/gates/journal.ts'
import { type Look, lookAt } from '../src/gates/look.ts'
import type { Service } from '../src/gates/service.ts'
import type { Runtime } from '../src/kit/action.ts'
import type { Story } from '../src/report/story.ts'
import { decide } from '../src/rollout/decide.ts'

/** Rollouts on one page of a report. */
const MOST_CHAPTERS = 10

/** A rollout as a report tells it, with what the last look saw if there was one. */
export const storyOf = (rollout: Rollout, now: number, look: Look | null = null): Story => {
  const { record, state } = rollout
  return {
    kind: 'rollout',
    record,
    state,
    now,
    decision: look ? decide(record.plan, state, look.truth, look.evidence, look.now) : null,
    nextLook: null,
    judged: look?.assessment ?? null,
    metrics: look?.histories ?? [],
    wayBack: look?.truth.wayBack ?? null,
  }
}

/** The newest rollouts, newest first, each looked at anew. A finished one is judged up to its end. */
export const readStories = async (
  service: Service,
  most: number,
): Promise<{ rollout: Rollout; story: Story }[]> => {
  const { rollouts, rollbacks, now } = await survey(service)
  return Promise.all(
    rollouts.slice(0, most).map(async (rollout) => {
      const look = await lookAt(service, rollout, rollout.state.endedAt)
      const hold = rollbacks.some(({ record, state }) => record.rollout === rollout.record.id && state.hold)
      return { rollout, story: { ...storyOf(rollout, now, look), hold } }
    }),
  )
}

/** Writes the HTML report of the newest rollouts, oldest first, below the working copy. */
export const writeReport = async (
  path: string,
  service: Service,
  { environment, log }: Runtime,
): Promise<void> => {
  const { renderReport } = await import('../src/report/html.ts')
  const stories = (await readStories(service, MOST_CHAPTERS)).map(({ story }) => story).reverse()
  const file = resolve(environment.workspace, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, renderReport(stories))
  log.info(`The report is in ${path}.`)
}
