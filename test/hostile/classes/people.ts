import { FULL_TOKEN } from '../../fakes/github/state.ts'
import type { House } from '../house.ts'
import { type HostileCase, type HostileClass, held, mistake, refused, step } from './case.ts'

const event = (name: string, action: string, inputs: Record<string, string>): HostileCase => ({
  what: `${name}, which a stranger can cause, to ${action}`,
  from: 'due',
  prepare: ({ github }) => {
    github.log.length = 0
  },
  act: step(action, inputs, { run: { event: name } }),
  expected: mistake(new RegExp(`does not act on the event ${name}`)),
  proof: ({ github }) => {
    if (github.log.length > 0) throw new Error('GitHub was asked')
  },
})

const word = (
  what: string,
  verb: string,
  actor: string,
  reason: string,
  inputs: Record<string, string> = {},
): HostileCase => ({
  what,
  from: 'due',
  act: step(
    'rollout',
    { operation: verb, ...inputs },
    { run: { event: 'workflow_dispatch', actor, triggeringActor: actor } },
  ),
  expected: refused(reason),
})

const weaken =
  (permissions: Record<string, 'read' | 'write'>) =>
  ({ github: { state } }: House): void => {
    state.tokens.set('ghs_less', { login: 'github-actions[bot]', app: true, permissions })
  }

/** A token that may do less than it should. */
const token = (what: string, permissions: Record<string, 'read' | 'write'>, names: RegExp): HostileCase => ({
  what,
  prepare: weaken(permissions),
  act: (house: House) =>
    house.step('rollout', {
      inputs: { operation: 'start', revision: house.commit('next'), 'github-token': 'ghs_less' },
    }),
  expected: mistake(names),
})

/** Who asks, by which event, with which rights. */
export const people: HostileClass = {
  name: 'Events and people',
  rule: "events of strangers refused before anybody is asked; rights from GitHub's answers; approvals from its record",
  cases: [
    event('pull_request_target', 'deploy', {}),
    event('pull_request', 'rollout', { operation: 'advance' }),
    event('issue_comment', 'rollback', { reason: 'why' }),
    event('workflow_run', 'rollout', { operation: 'promote' }),
    event('discussion_comment', 'smoke-test', {}),
    word('a promotion by somebody who may only read', 'promote', 'mallory', 'not-permitted'),
    word('a promotion by a bot', 'promote', 'github-actions[bot]', 'not-permitted'),
    word('an approval by somebody whom nobody knows', 'approve', 'nobody-at-all', 'not-permitted'),
    word('an approval by whoever asked', 'approve', 'ada', 'self-approval', {
      approval: 'dispatch',
      'self-approval': 'false',
    }),
    word('an approval by somebody who is not on the list', 'approve', 'grace', 'approval-missing', {
      approval: 'dispatch',
      approvers: 'linus',
    }),
    token(
      'a token that reads deployments only',
      { actions: 'read', contents: 'read', deployments: 'read', metadata: 'read' },
      /deployments.*write/,
    ),
    {
      what: 'a token that may not read runs, so that nothing on record can be proven',
      from: 'due',
      prepare: weaken({ contents: 'read', deployments: 'write', metadata: 'read' }),
      act: step('rollout', { operation: 'advance', 'github-token': 'ghs_less' }),
      expected: held('unproven'),
    },
    {
      what: 'the reason of a person that is an order to the runner',
      from: 'due',
      act: step(
        'rollout',
        {
          operation: 'approve',
          reason: '::stop-commands::x @everyone [x](http://evil.example) <img src=x>',
        },
        { run: { actor: 'mallory', triggeringActor: 'mallory' } },
      ),
      expected: refused('not-permitted'),
      proof: (_, { log, summary }) => {
        if (/^::stop-commands/m.test(log)) throw new Error('the reason speaks to the runner')
        if (/(?<!\\)@everyone|\]\(http|<img/.test(summary)) throw new Error('the reason mentions or links')
      },
    },
    {
      what: 'a reason with a line break and an order to the runner behind it',
      from: 'due',
      act: step('rollback', { reason: 'slow\n::add-mask::a' }),
      expected: mistake(/`reason` must be one line/),
    },
    {
      what: 'a reason of ten thousand characters',
      from: 'due',
      act: step('rollback', { reason: 'x'.repeat(10_000) }),
      expected: mistake(/`reason`/),
    },
    {
      what: 'a run that is started again after its rollout was taken back',
      from: 'due',
      prepare: async (house) => {
        const [first] = [...house.github.state.runs.values()]
        await house.step('rollback', { inputs: { reason: 'why' } })
        await house.step('rollout', { inputs: { operation: 'release-hold' } })
        house.github.state.runs.set(-1, { ...first, id: -1 } as never)
      },
      act: (house) => {
        const [first] = [...house.github.state.runs.values()]
        if (first) Object.assign(first, { status: 'in_progress', attempt: 2 })
        return house.step('rollout', {
          inputs: { operation: 'propose', revision: first?.headSha ?? '' },
          run: { id: first?.id ?? 0 },
        })
      },
      expected: refused('stale-run'),
    },
    {
      what: 'a commit of a branch that nobody reviewed',
      prepare: ({ github: { state } }) => {
        const head = state.refs.get('refs/heads/main') ?? ''
        const commit = state.commits.get(head)
        if (commit) state.commits.set('f'.repeat(40), { ...commit, sha: 'f'.repeat(40), parents: [head] })
        state.refs.set('refs/heads/side', 'f'.repeat(40))
      },
      act: step('rollout', { operation: 'start', revision: 'f'.repeat(40), 'github-token': FULL_TOKEN }),
      expected: refused('untrusted-revision'),
    },
  ],
  also: ['actions/bundle', 'gates/belief', 'gates/pipeline'],
}
