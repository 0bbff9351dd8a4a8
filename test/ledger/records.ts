import type { RollbackRecord, RolloutRecord } from '../../src/rollout/plan.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'

const HOUR = 3_600_000

/** The commit that the stand-in for GitHub begins with stands for nothing else; any 40 hex digits are a commit. */
export const A_COMMIT = '4c2a9f0e8b7d6c5a4f3e2d1c0b9a8f7e6d5c4b3a'

/** A record id from a letter and any number: `r-000000000007`. */
export const idOf = (letter: 'r' | 'b', number: number): string =>
  `${letter}-${String(number).padStart(12, '0')}`

/** A plausible rollout of `shop` to production: 10, 50, 100 %, two components, three tests. */
export const rolloutRecord = (given: Partial<RolloutRecord> = {}): RolloutRecord => ({
  schema: 1,
  kind: 'rollout',
  tool: '0.1.0',
  id: idOf('r', 1),
  service: 'shop',
  environment: 'production',
  revision: A_COMMIT,
  requester: 'ada',
  run: '1001',
  startedAt: MONDAY_MORNING,
  plan: {
    steps: [
      { weight: 10, bake: 2 * HOUR },
      { weight: 50, bake: 4 * HOUR, at: 'Tue 09:00 UTC' },
      { weight: 100, bake: 24 * HOUR, approval: true },
    ],
    watch: 600_000,
    deadline: 72 * HOUR,
    maxHold: 24 * HOUR,
    maxBlind: 2 * HOUR,
    holdAfterRollback: true,
  },
  planHash: 'sha256:5f1c7a',
  judgement: {
    epoch: MONDAY_MORNING,
    slice: 60_000,
    planLength: 30 * HOUR,
    alpha: 0.05,
    hold: 3,
    warmup: 1,
    tests: [
      { name: 'errors', metric: 'errors', max: 0.01, weight: 1 },
      { name: 'errors-vs-baseline', metric: 'errors', relative: 0.5, points: 0.005, weight: 1 },
      { name: 'slow', metric: 'latency', relative: 0.3, weight: 0.5 },
    ],
    breakers: [{ metric: 'errors', max: 0.5, min: 50 }],
  },
  components: [
    {
      name: 'api',
      platform: 'local',
      exposure: 'split',
      baseline: 'api-41',
      wayBackCommand: 'curl -X POST http://127.0.0.1:8080/-/weights -d api-41=100',
    },
    { name: 'worker', platform: 'local', exposure: 'full', baseline: null, wayBackCommand: '' },
  ],
  configHash: 'sha256:90ab12',
  lastPromoted: null,
  previous: null,
  firstRelease: false,
  ...given,
})

/** A plausible rollback of the rollout above. */
export const rollbackRecord = (given: Partial<RollbackRecord> = {}): RollbackRecord => ({
  schema: 1,
  kind: 'rollback',
  tool: '0.1.0',
  id: idOf('b', 1),
  service: 'shop',
  environment: 'production',
  revision: A_COMMIT,
  requester: 'grace',
  run: '1002',
  startedAt: MONDAY_MORNING,
  rollout: idOf('r', 1),
  components: [
    { name: 'api', from: 'api-42', to: 'api-41' },
    { name: 'worker', from: 'worker-9', to: null },
  ],
  reason: 'errors: 8.1 % against 1 % allowed',
  ...given,
})

/** An event as `rollout/events.ts` writes them; the ledger takes it for any line of text. */
export const eventText = (number: number, state = '10% 1/3 baking'): string =>
  `set 10%; ${state} 20260302T090000Z #${number}.ab${String(number % 1000).padStart(3, '0')}`
