import { foresee } from '../src/cli/journey.ts'
import { measureTraffic } from '../src/gates/traffic.ts'
import { sightMarkdown } from '../src/report/sight.ts'
import type { UsualTraffic } from '../src/rollout/plan.ts'
import type { Opened } from './open.ts'

/** What the live release brings, and what the plan would see of it, as a section of a summary; empty where nothing is known. */
export const foresight = async ({
  service,
  plan,
}: Pick<Opened, 'service' | 'plan'>): Promise<{ traffic: readonly UsualTraffic[]; section: string }> => {
  const traffic = plan.judgement.tests.length > 0 ? await measureTraffic(service) : []
  const sight = foresee(plan, traffic)
  return { traffic, section: sight ? sightMarkdown(sight) : '' }
}
