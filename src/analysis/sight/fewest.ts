import { type EvidenceState, evidenceOf, judge, observe, openEvidence } from '../evidence.ts'
import type { Model } from './model.ts'
import { ratioOf, trips } from './ratio.ts'

/** Beyond this many slices nobody calls it seeing. */
const PATIENCE = 1000

/**
 * The smallest number of judged slices after which a release whose every unit is bad is found, at the start of a
 * rollout that begins with this step: with the traffic exactly as expected, and at least one unit per slice. For amounts:
 * a hundred times the usual one. Null when it is never found.
 */
export const fewestSlices = (model: Model, step: number, metric: number): number | null => {
  const { judgement, tests, metrics, stepModels } = model
  const [place, judged] = [stepModels[step], metrics[metric]]
  if (!place || !judged || (place.units[metric] ?? 0) === 0) return null
  const { traffic } = judged
  const n = Math.max(1, place.units[metric] ?? 0)
  const m = place.others[metric] ?? 0
  const worst = judged.levels.at(-1)?.rate ?? 1
  const compared = m > 0
  const sighting = {
    weight: place.weight,
    canary: { n, x: n * worst },
    baseline: compared ? { n: m, x: m * traffic.rate } : null,
    compared,
  }
  if (judged.breakers.some((breaker) => trips(breaker, sighting))) return 1
  let states: readonly EvidenceState[] = tests.map(openEvidence)
  for (let count = 1; count <= PATIENCE; count++) {
    states = states.map((state, i) => {
      const test = tests[i]
      const ratio = test && judged.tests.includes(i) ? ratioOf(test, sighting) : null
      return observe(state, ratio, judgement.slice / 60_000, judgement.planLength / 60_000)
    })
    const looks = states.map((state, i) => ({ evidence: evidenceOf(state), weight: tests[i]?.weight ?? 0 }))
    if (judge(looks, judgement.alpha, judgement.hold).verdict === 'rollback') return count
  }
  return null
}
