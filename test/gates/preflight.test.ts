import { describe, expect, test } from 'vitest'
import type { EnvironmentRules, Forge, ForgeRun } from '../../src/forge/forge.ts'
import { type PreflightOrder, type PreflightOutcome, preflight } from '../../src/gates/preflight.ts'

const NOW = Date.UTC(2026, 2, 2, 9)
const SHA = 'a'.repeat(40)
const MINUTE = 60_000

const RULES: EnvironmentRules = {
  reviewers: 0,
  preventSelfReview: false,
  waitTimer: 0,
  branches: 'custom',
  patterns: [],
}

const ORDER: PreflightOrder = {
  revision: SHA,
  ref: 'refs/heads/main',
  tags: ['v*'],
  environment: 'production',
  approval: { from: 'environment', environment: 'production-approval', self: true, approvers: [] },
  checks: [],
  reviews: 0,
  tick: 'tick.yml',
  tickAge: 120 * MINUTE,
  workflowRepository: 'acme/sluice',
  repository: 'acme/shop',
  now: NOW,
  dryRun: false,
}

interface World {
  environments: Record<string, Partial<EnvironmentRules>>
  checks: Record<string, 'passed' | 'failed' | 'running'>
  required: string[] | null
  ancestry: Awaited<ReturnType<Forge['compare']>>
  pull: Awaited<ReturnType<Forge['pullRequestOf']>>
  tick: { enabled: boolean; minutes: number | null } | null
  private: boolean
  /** Branches that exist, and whether each is protected. */
  branches: Record<string, boolean>
  /** Names that a ruleset protects, also before they exist. */
  ruled: string[]
  /** Private on Free: nothing protects a branch. */
  free: boolean
}

const MAIN = [{ name: 'main', type: 'branch' as const }]

/** Everything as it must be. */
const WELL: World = {
  environments: {
    production: {
      patterns: [
        { name: 'main', type: 'branch' },
        { name: 'v*', type: 'tag' },
      ],
    },
    'production-approval': { reviewers: 2, branches: 'all' },
  },
  checks: { 'ci-ok': 'passed' },
  required: ['ci-ok'],
  ancestry: 'identical',
  pull: { number: 7, author: 'ada', merged: true, approvals: 1, changesRequested: 0 },
  tick: { enabled: true, minutes: 10 },
  private: false,
  branches: { main: true, side: false },
  ruled: [],
  free: false,
}

const unexpected = async (): Promise<never> => {
  throw new Error('nobody should ask this')
}

const forgeOf = (world: World, enabled: string[]): Forge => ({
  run: unexpected,
  file: unexpected,
  permission: unexpected,
  disable: unexpected,
  commitOf: async (ref) => (ref === 'tags/v1' ? SHA : null),
  reviews: unexpected,
  holderOf: unexpected,
  cancel: unexpected,
  dispatch: unexpected,
  runsOf: async () => {
    const minutes = world.tick?.minutes ?? null
    const run = (age: number): ForgeRun => ({
      id: '1',
      workflow: 'tick.yml',
      ref: 'main',
      sha: SHA,
      event: 'schedule',
      status: 'over',
      conclusion: 'success',
      attempt: 1,
      createdAt: NOW - age * MINUTE,
      updatedAt: NOW - age * MINUTE,
      actor: 'github-actions[bot]',
    })
    return minutes === null ? [] : [run(minutes)]
  },
  environment: async (name) => {
    const rules = world.environments[name]
    return rules ? { ...RULES, ...rules } : null
  },
  workflow: async (file) =>
    world.tick ? { path: `.github/workflows/${file}`, enabled: world.tick.enabled } : null,
  enable: async (file) => {
    enabled.push(file)
  },
  compare: async () => world.ancestry,
  repository: async () => ({ defaultBranch: 'main', private: world.private }),
  checks: async () => Object.entries(world.checks).map(([name, state]) => ({ name, state })),
  requiredChecks: async () => world.required,
  pullRequestOf: async () => world.pull,
  protection: async (branch) => {
    if (world.free) return 'no-plan'
    return world.branches[branch] || world.ruled.includes(branch) ? 'protected' : 'open'
  },
  branches: async (which) =>
    Object.entries(world.branches)
      .map(([name, guarded]) => ({ name, protected: guarded && !world.free }))
      .filter((branch) => which === 'all' || branch.protected),
})

const look = async (
  world: Partial<World> = {},
  order: Partial<PreflightOrder> = {},
): Promise<PreflightOutcome & { enabled: string[] }> => {
  const enabled: string[] = []
  const outcome = await preflight(forgeOf({ ...WELL, ...world }, enabled), { ...ORDER, ...order })
  return { ...outcome, enabled }
}

const environment = (name: string, rules: Partial<EnvironmentRules> | null): Partial<World> => {
  const environments: World['environments'] = { ...WELL.environments }
  if (rules) environments[name] = { ...environments[name], ...rules }
  else delete environments[name]
  return { environments }
}

describe('preflight', () => {
  test('has nothing to say when all is well', async () => {
    const { failed, findings, enabled } = await look()
    expect(failed).toBe(false)
    expect(findings.map(({ state }) => state)).toEqual(findings.map(() => 'good'))
    expect(findings.length).toBeGreaterThanOrEqual(5)
    expect(enabled).toEqual([])
  })

  const refused: [string, Partial<World>, Partial<PreflightOrder>, RegExp][] = [
    ['a required check failed', { checks: { 'ci-ok': 'failed' } }, {}, /ci-ok failed/],
    ['a required check is still running', { checks: { 'ci-ok': 'running' } }, {}, /still running/],
    ['a named check never ran', {}, { checks: ['load-test'] }, /load-test never ran/],
    [
      'checks are asked of what is no commit',
      {},
      { revision: 'sha256:1', checks: ['ci-ok'] },
      /is no commit/,
    ],
    ['the commit came without a pull request', { pull: null }, { reviews: 1 }, /without a pull request/],
    ['it lacks approvals', {}, { reviews: 2 }, /1 of 2 approvals/],
    [
      'somebody still asks for changes',
      { pull: { number: 7, author: 'ada', merged: true, approvals: 2, changesRequested: 1 } },
      { reviews: 1 },
      /ask for changes/,
    ],
    ['it is on no branch that counts', { ancestry: 'diverged' }, {}, /not on main/],
    ['it is ahead of the default branch', { ancestry: 'ahead' }, {}, /not on main/],
    [
      'the environment with the secrets asks people',
      environment('production', { reviewers: 1 }),
      {},
      /every tick would wait for a person/,
    ],
    ['it has a timer', environment('production', { waitTimer: 30 }), {}, /wait timer of 30 min/],
    [
      'its branch policy shuts out the tick',
      environment('production', {
        patterns: [
          { name: 'v*', type: 'tag' },
          { name: 'release/*', type: 'branch' },
        ],
      }),
      {},
      /shuts out main/,
    ],
    [
      'nobody can approve: the job would pass at once',
      environment('production-approval', { reviewers: 0 }),
      {},
      /has no required reviewers/,
    ],
    [
      'the approval environment does not exist',
      environment('production-approval', null),
      {},
      /does not exist: the job would pass at once/,
    ],
    [
      'one environment is meant to hold secrets and reviewers',
      {},
      { approval: { from: 'environment', environment: 'production', self: true, approvers: [] } },
      /an environment of its own/,
    ],
    ['there is no tick', { tick: null }, {}, /no workflow tick.yml/],
    ['any branch may use the secrets', environment('production', { branches: 'all' }), {}, /Any branch/],
    [
      'any branch may use the secrets, also on a paid plan of a private repository',
      { ...environment('production', { branches: 'all' }), private: true },
      {},
      /Any branch/,
    ],
    [
      'the branch that the policy names is not protected',
      { branches: { main: false } },
      {},
      /lets the branch main in, which is not protected/,
    ],
    [
      'the policy names a branch that anybody may make',
      environment('production', { patterns: [...MAIN, { name: 'hotfix', type: 'branch' }] }),
      {},
      /lets the branch hotfix in/,
    ],
    [
      'a pattern of the policy lets an unprotected branch in',
      environment('production', { patterns: [{ name: '*', type: 'branch' }] }),
      {},
      /lets \* in, and side is not protected/,
    ],
    [
      'a pattern of the policy lets branches in that anybody may make',
      environment('production', { patterns: [...MAIN, { name: 'release/*', type: 'branch' }] }),
      {},
      /no rule protects such names/,
    ],
    [
      'the policy lets protected branches in and there is none: then GitHub lets all in',
      { ...environment('production', { branches: 'protected' }), branches: { main: false } },
      {},
      /no branch is protected: then GitHub lets every branch in/,
    ],
    [
      'the policy lets protected branches in and the default branch is none of them',
      { ...environment('production', { branches: 'protected' }), branches: { main: false, stable: true } },
      {},
      /shuts out scheduled ticks/,
    ],
  ]
  test.each(refused)('refuses when %s, and says what to do', async (_why, world, order, text) => {
    const { failed, reason, message, findings } = await look(world, order)
    expect({ failed, reason }).toEqual({ failed: true, reason: 'preflight' })
    expect(message).toMatch(text)
    for (const { state, fix } of findings) if (state !== 'good') expect(fix).not.toBe('')
  })

  const warned: [string, Partial<World>, Partial<PreflightOrder>, RegExp][] = [
    ['nothing requires a check', { required: null }, {}, /requires a check/],
    ['there is no environment, as on the Free plan', environment('production', null), {}, /does not exist/],
    [
      'any branch may use the secrets of a private repository on the Free plan',
      { ...environment('production', { branches: 'all' }), private: true, free: true },
      {},
      /Any branch may use its secrets.*EVERYBODY with write access/,
    ],
    [
      'no branch can be protected on the Free plan',
      { ...environment('production', { branches: 'protected' }), private: true, free: true },
      {},
      /lets every branch in.*EVERYBODY/,
    ],
    [
      'the one branch of the policy cannot be protected on the Free plan',
      { private: true, free: true },
      {},
      /lets the branch main in.*EVERYBODY/,
    ],
    [
      'a pattern lets branches in that do not exist yet',
      environment('production', { patterns: [...MAIN, { name: 'm*', type: 'branch' }] }),
      {},
      /lets m\* in\. What matches now is protected/,
    ],
    [
      'one reviewer may not approve what they ask for',
      environment('production-approval', { reviewers: 1, preventSelfReview: true }),
      {},
      /one reviewer/,
    ],
    ['the last tick is long ago', { tick: { enabled: true, minutes: 500 } }, {}, /8h 20m ago/],
    ['the tick never ran', { tick: { enabled: true, minutes: null } }, {}, /never ran/],
    ['no tick is named', {}, { tick: null }, /No tick workflow/],
    ['the workflows belong to another owner', {}, { workflowRepository: 'other/sluice' }, /another owner/],
    ['nobody is asked', {}, { approval: { ...ORDER.approval, from: 'none' } }, /Nobody is asked/],
  ]
  test.each(warned)('goes on but warns when %s', async (_why, world, order, text) => {
    const { failed, findings } = await look(world, order)
    expect(failed).toBe(false)
    const warnings = findings.filter(({ state }) => state === 'warning')
    expect(warnings.map((finding) => finding.text).join('\n')).toMatch(text)
    for (const { fix } of warnings) expect(fix).not.toBe('')
  })

  test('names the way out that a private repository has', async () => {
    const { message } = await look({ ...environment('production-approval', { reviewers: 0 }), private: true })
    expect(message).toContain('approval: dispatch')
  })

  test('tells all that is wrong at once', async () => {
    const { message } = await look({
      checks: {},
      ancestry: 'diverged',
      tick: null,
      ...environment('production', { reviewers: 2 }),
    })
    expect(message.split('\n')).toHaveLength(5)
  })

  test('switches a tick on that is off, but not in a dry run', async () => {
    const off = { tick: { enabled: false, minutes: 10 } }
    expect(await look(off)).toMatchObject({ failed: false, enabled: ['tick.yml'] })
    expect(await look(off, { dryRun: true })).toMatchObject({ failed: false, enabled: [] })
  })

  test.each<[string, Partial<World>]>([
    ['its one branch is protected', {}],
    ['only protected branches are let in', environment('production', { branches: 'protected' })],
    [
      'a ruleset protects all that a pattern lets in',
      {
        ...environment('production', { patterns: [...MAIN, { name: 'release/*', type: 'branch' }] }),
        ruled: ['release/x'],
      },
    ],
  ])('has nothing to say of the environment when %s', async (_why, world) => {
    const { findings } = await look(world)
    expect(findings.filter(({ what }) => what === 'Environment production')).toMatchObject([
      { state: 'good' },
    ])
  })

  test.each([
    ['main', 'main', true],
    ['m*', 'main', true],
    ['*', 'main', false],
    ['release/*', 'main', false],
    ['**', 'main', false],
    ['main?', 'main', false],
    ['ma.n', 'main', false],
  ])('the pattern %s lets the branch %s in, and no unprotected one: %s', async (name, _branch, lets) => {
    const { failed } = await look(environment('production', { patterns: [{ name, type: 'branch' }] }))
    expect(failed).toBe(!lets)
  })

  test('a tag needs no branch, and an approval by dispatch no environment', async () => {
    const order = {
      ref: 'refs/tags/v1',
      approval: { ...ORDER.approval, from: 'dispatch' as const, environment: '' },
    }
    expect(
      await look({ ancestry: 'diverged', ...environment('production-approval', null) }, order),
    ).toMatchObject({ failed: false })
  })
})
