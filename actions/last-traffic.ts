import { asRollout } from '../src/gates/believed.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import type { UsualTraffic } from '../src/rollout/plan.ts'

/** The traffic that the last promoted rollout recorded; empty where none did. */
export const lastTraffic = async (
  opening: Promise<Ledger>,
  service: string,
  environment: string,
): Promise<readonly UsualTraffic[]> => {
  const ledger = await opening
  const { entries } = await ledger.list(service, environment)
  const promoted = entries.map(asRollout).find((rollout) => rollout?.state.phase === 'promoted')
  return promoted?.record.traffic ?? []
}
