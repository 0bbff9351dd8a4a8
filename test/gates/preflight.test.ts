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
}

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
    ['any branch may use the secrets', environment('production', { branches: 'all' }), {}, /Any branch/],
    [
      'no protected branch was seen',
      { ...environment('production', { branches: 'protected' }), required: null },
      {},
      /no ruleset of main/,
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

  test.each([
    ['main', 'main', true],
    ['m*', 'main', true],
    ['*', 'main', true],
    ['release/*', 'main', false],
    ['**', 'main', true],
    ['main?', 'main', false],
    ['ma.n', 'main', false],
  ])('the pattern %s lets the branch %s in: %s', async (name, _branch, lets) => {
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
