import { survey } from '../../../src/gates/journal.ts'
import type { Happening } from '../../../src/rollout/events.ts'
import { writeEvent } from '../../../src/rollout/events.ts'
import { nextEvent } from '../../../src/rollout/transition.ts'
import { addRun } from '../../fakes/github/routes/runs.ts'
import type { Deployment } from '../../fakes/github/state.ts'
import { openOn } from '../../ledger/github.ts'
import type { House } from '../house.ts'
import { type HostileCase, type HostileClass, held, look, mistake, refused, start, step } from './case.ts'

/** Somebody with `deployments: write` writes a line, naming a run as its author. */
const forge = async (house: House, happening: Happening, run: string | null, sequence = 0): Promise<void> => {
  const ledger = openOn(house.github, { run })
  const { rollouts } = await survey({
    name: 'shop',
    environment: 'production',
    components: [],
    measurements: [],
    ledger,
    author: { login: 'mallory', run: '1', tool: '0' },
    world: { sleep: async () => {}, elapsed: () => 0, random: (length) => '0'.repeat(length) },
    say: () => {},
  })
  const [own] = rollouts
  if (!own) throw new Error('there is no rollout')
  const now = await ledger.now()
  const event = nextEvent(own.state, own.record.plan.steps, happening, { now, nonce: 'evil1' })
  await ledger.append(own.key, {
    text: writeEvent({ ...event, sequence: event.sequence + sequence }),
    outcome: 'in_progress',
  })
}

const forged = (
  what: string,
  happening: Happening,
  runOf: (house: House) => string | null,
  sequence = 0,
): HostileCase => ({
  what: `a forged line: ${what}`,
  from: 'baking',
  prepare: (house) => forge(house, happening, runOf(house), sequence),
  act: look,
  expected: held('bake-not-over'),
  proof: (_, { outputs }) => {
    if (outputs.weight !== '10') throw new Error(`it counts as ${outputs.weight}%`)
  },
})

const side = ({ github }: House): string => String(addRun(github.state, { headBranch: 'side' }).id)
const stranger = ({ github }: House): string =>
  String(addRun(github.state, { event: 'pull_request_target' }).id)

/** A deployment beside the true one, under our own task. */
const beside = (what: string, payload: unknown, more: Partial<Deployment> = {}): HostileCase => ({
  what: `a deployment beside ours: ${what}`,
  from: 'baking',
  prepare: ({ github: { state } }) => {
    const own = [...state.deployments.values()].at(-1)
    if (!own) throw new Error('there is no deployment')
    const id = state.nextId()
    state.deployments.set(id, { ...own, id, payload, createdAt: state.clock.now(), ...more })
  },
  act: look,
  expected: held('bake-not-over'),
})

const own = (
  what: string,
  change: (payload: Record<string, unknown>) => unknown,
  reason: string,
  from: 'baking' | 'due' = 'due',
): HostileCase => ({
  what: `our own record, ${what}`,
  from,
  prepare: ({ github: { state } }) => {
    for (const deployment of state.deployments.values()) {
      const payload = deployment.payload
      const read = typeof payload === 'string' ? JSON.parse(payload) : payload
      const changed = change(structuredClone(read))
      deployment.payload =
        typeof payload === 'string' && typeof changed !== 'string' ? JSON.stringify(changed) : changed
    }
  },
  act: look,
  expected: held(reason),
})

const target = (what: string, given: string, expected: HostileCase['expected']): HostileCase => ({
  what: `a way back to ${what}`,
  from: 'baking',
  act: step('rollback', { reason: 'why', target: given }),
  expected,
})

/** Records and targets that are not ours, not true or not there. */
export const state: HostileClass = {
  name: 'State and targets',
  rule: 'foreign, newer or forged lines lead nowhere; targets are releases that served',
  cases: [
    forged('everything, by no run', { kind: 'set', weight: 100 }, () => null),
    forged('a promotion, by a run of a branch', { kind: 'asked-promote', by: 'grace' }, side),
    forged('the end, by a run that strangers start', { kind: 'promoted' }, stranger),
    forged('another release', { kind: 'deployed', component: 'web', release: 'evil-1' }, () => '987654'),
    forged('a sequence that jumps', { kind: 'set', weight: 100 }, side, 1000),
    beside('not JSON', '{"schema":1,"kind":"rollout"'),
    beside('a newer layout', JSON.stringify({ schema: 99, kind: 'rollout', id: 'r-zzzzzzzzzzzz' })),
    beside('a megabyte', JSON.stringify({ schema: 1, kind: 'rollout', junk: 'x'.repeat(1_000_000) })),
    beside('a prototype', '{"__proto__":{"schema":1,"kind":"rollout"}}'),
    beside('of another service', '{"schema":1}', { task: 'sluice/other' }),
    own('deleted', () => '', 'state-lost'),
    own('of a newer layout', (payload) => ({ ...payload, schema: 2 }), 'state-lost'),
    own('with a plan that is over', (payload) => ({ ...payload, plan: null }), 'state-lost'),
    target('a release that never was', 'web=site-9', refused('way-back-unsafe', /not there any more/)),
    target('another service', 'other=site-1', mistake(/which the configuration does not have/)),
    target('nothing', 'web=', mistake(/line 1 of `target`/)),
    target('the release that is being tried', 'web=site-2', refused('way-back-unsafe')),
    {
      what: 'a rollout of a revision older than the one that serves',
      from: 'baking',
      act: (house) =>
        house.step('rollout', {
          inputs: { operation: 'start', revision: [...house.github.state.commits.keys()][0] ?? '' },
        }),
      expected: refused('stale-revision'),
    },
    {
      what: 'a record that somebody deleted, and a new release on top of it',
      from: 'baking',
      prepare: ({ github: { state } }) => state.deployments.clear(),
      act: start,
      expected: refused('drift', /serve at once/),
    },
  ],
  also: ['ledger/payload', 'gates/belief', 'gates/roll-back', 'gates/state-lost', 'fuzz/texts'],
}
