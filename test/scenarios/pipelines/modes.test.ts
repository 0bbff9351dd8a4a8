import { describe, expect, test } from 'vitest'
import type { Files } from '../../fakes/github/history.ts'
import { ensureEnvironment } from '../../fakes/github/routes/environments.ts'
import { changed, jobOf, onProject, type Project, type ProjectOptions } from './project.ts'

const STEPS = `
      - { weight: 10%, bake: 1h30m }
      - { weight: 100%, bake: 1h30m }`

/** Hands the secrets over one by one, as another owner's workflows need it. */
const named = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text.replace(
        /secrets: inherit.*/,
        'secrets:\n      SLUICE_SECRET_1: ${{ secrets.SLUICE_SECRET_1 }}\n      SLUICE_SECRET_2: ${{ secrets.SLUICE_SECRET_2 }}',
      ),
    ]),
  )

/** Asks by the verb `approve`, where environments cannot ask anybody. */
const byDispatch = (files: Files): Files =>
  changed(files, 'deploy.yml', (text) => text.replace('approval: environment', 'approval: dispatch'))

const saidBy = (project: Project, run: number, job: string): string =>
  jobOf(project.runner.run(run), job)
    .steps.flatMap(({ annotations }) => annotations.map(({ level, message }) => `${level}: ${message}`))
    .join('\n')

/** Ticks share a process of the bundle; all else has its own. */
const isTick = (now: number): boolean => new Date(now).getUTCMinutes() === 7

/** A push, a step, a request to go back, a refusal. */
const journey = async (project: Project): Promise<void> => {
  await project.push('v2')
  await project.approve()
  expect(await project.serving()).toBe('v1 90, v2 10')
  await project.until('Mon 10:30')
  expect(await project.serving()).toBe('v1 90, v2 10')
  await project.until('Mon 12:30')
  expect(await project.serving()).toBe('v2 100')
  const back = await project.press('rollback')
  expect(project.runner.run(back).conclusion).toBe('success')
  expect(await project.serving()).toBe('v1 100')
  const refused = await project.push('v3')
  expect(saidBy(project, refused, 'propose')).toContain('On hold')
}

describe('the same journey', () => {
  const ways: [string, ProjectOptions][] = [
    ['with the workflows of another repository of the same organization', {}],
    [
      'the same, where the secrets of an environment reach them',
      { secrets: 'environments', runner: { choices: { sameOwnerEnvironmentSecrets: true } } },
    ],
    ['with the workflows of the repository itself', { origin: 'same repository', secrets: 'environments' }],
    [
      'with the actions in jobs of one’s own, from another owner',
      { origin: 'own jobs', secrets: 'environments' },
    ],
    [
      'with the workflows of another owner, where its jobs keep the rules of environments',
      { origin: 'other owner', callers: named, runner: { choices: { otherOwnerRules: true } } },
    ],
  ]
  test.each(ways)('%s', (_, options) => onProject(journey, { steps: STEPS, ...options })())

  test(
    'with the actions in jobs of one’s own, through the bundle',
    () =>
      onProject(journey, {
        steps: STEPS,
        origin: 'own jobs',
        secrets: 'environments',
        how: 'bundle',
        kept: isTick,
      })(),
    120_000,
  )

  const asked: [string, ProjectOptions, (project: Project) => void][] = [
    [
      'private on Team or Pro: secrets and branch policy of the environment',
      { private: true, secrets: 'environments', runner: { choices: { sameOwnerEnvironmentSecrets: true } } },
      () => {},
    ],
    [
      'private on Free: secrets of the repository, and a warning',
      { private: true },
      ({ github }) => {
        github.state.plan = 'free'
        github.state.environments.clear()
      },
    ],
    [
      'another owner’s workflows',
      { origin: 'other owner', callers: (files) => byDispatch(named(files)) },
      () => {},
    ],
  ]
  test.each(asked)('approved by the verb, %s', (_, options, prepare) =>
    onProject(
      async (project) => {
        prepare(project)
        const free = !project.github.state.environments.has('production')
        const pushed = await project.push('v2')
        expect(project.runner.run(pushed).conclusion).toBe('success')
        expect(saidBy(project, pushed, 'propose').includes('Any branch may use its secrets')).toBe(free)
        await project.until('Mon 10:30')
        expect(await project.serving()).toBe('v1 100')
        await project.press('approve', { by: 'grace' })
        expect(await project.serving()).toBe('v1 90, v2 10')
        const { rollouts } = await project.survey()
        expect(rollouts[0]?.record).toMatchObject({ requester: 'ada' })
        await project.until('Mon 12:30')
        expect(await project.serving()).toBe('v2 100')
      },
      { steps: STEPS, callers: byDispatch, ...options },
    )(),
  )
})

describe('refused before anything is recorded:', () => {
  const rules = ({ github }: Project, name: string) => ensureEnvironment(github.state, name)
  const noRecord = async (project: Project): Promise<void> => {
    expect(await project.ledger()).not.toContain('rollout of v2')
    expect(await project.serving()).toBe('v1 100')
  }

  const wrong: [string, ProjectOptions, (project: Project) => void, string][] = [
    [
      'an approval environment without reviewers',
      {},
      (project) => {
        rules(project, 'production-approval').reviewers = []
      },
      'production-approval has no required reviewers: the job would pass at once',
    ],
    [
      'an approval environment that does not exist, in a private repository',
      { private: true },
      ({ github }) => github.state.environments.clear(),
      'Private repositories have required reviewers on Enterprise only: elsewhere set `approval: dispatch`',
    ],
    [
      'a secret of the environment that does not reach the workflows of the same owner',
      { secrets: 'environments', runner: { choices: { sameOwnerEnvironmentSecrets: false } } },
      () => {},
      'secrets of an environment may not reach the workflows of acme/sluice',
    ],
    [
      'a secret of the environment, handed by name to the workflows of another owner',
      { origin: 'other owner', callers: named, secrets: 'environments' },
      () => {},
      'these workflows belong to another owner (canal-works/sluice)',
    ],
    [
      'inherited secrets, for the workflows of another owner',
      { origin: 'other owner' },
      () => {},
      '`secrets: inherit` hands over nothing',
    ],
    [
      'a service that is called otherwise than in the configuration, so that two jobs would hold two locks',
      {
        callers: (files) =>
          changed(files, 'deploy.yml', (text) => text.replace('service: shop', 'service: store')),
      },
      () => {},
      'takes its lock for another service',
    ],
  ]
  test.each(wrong)('%s', (_, options, prepare, message) =>
    onProject(async (project) => {
      prepare(project)
      const run = await project.push('v2')
      expect(project.runner.run(run).conclusion).toBe('failure')
      expect(saidBy(project, run, 'propose')).toContain(message)
      await noRecord(project)
    }, options)(),
  )

  test(
    'reviewers on the environment with the secrets, which would park every tick inside the lock',
    onProject(async (project) => {
      rules(project, 'production').reviewers.push('grace')
      const run = await project.push('v2')
      await project.runner.approve({ environment: 'production', by: 'grace' })
      await project.runner.runUntilQuiet()
      expect(saidBy(project, run, 'propose')).toContain(
        'every tick would wait for a person while it holds the lock',
      )
      await noRecord(project)
    }),
  )

  test(
    'a timer on it',
    onProject(async (project) => {
      rules(project, 'production').waitTimer = 30
      const run = await project.push('v2')
      await project.until('Mon 09:45')
      expect(saidBy(project, run, 'propose')).toContain('every tick would wait inside the lock')
      await noRecord(project)
    }),
  )

  test(
    'an environment that lets an unprotected branch in',
    onProject(async (project) => {
      project.github.state.protectedBranches.clear()
      const run = await project.push('v2')
      await project.until('Mon 09:45')
      expect(saidBy(project, run, 'propose')).toContain('lets the branch main in, which is not protected')
      await noRecord(project)
    }),
  )

  test(
    'a branch policy for tags alone, which shuts out the tick',
    onProject(
      async (project) => {
        rules(project, 'production').policies = [{ id: 1, name: 'v*', type: 'tag' }]
        const byPush = await project.push('v2')
        expect(jobOf(project.runner.run(byPush), 'propose').reason).toContain('not allowed to deploy')
        const [byTag = 0] = await project.runner.push({ tag: 'v2.0.0' })
        await project.runner.runUntilQuiet()
        expect(saidBy(project, byTag, 'propose')).toContain('shuts out main, where scheduled ticks run')
        await noRecord(project)
      },
      {
        callers: (files) =>
          changed(files, 'deploy.yml', (text) =>
            text.replace('branches: [main]', "branches: [main]\n    tags: ['v*']"),
          ),
      },
    ),
  )

  test.each([true, false])(
    'reviewers that nobody asks for a workflow of another owner (rules kept there: %s): nothing begins without a record of the approval',
    (otherOwnerRules) =>
      onProject(
        async (project) => {
          const run = await project.push('v2')
          expect(saidBy(project, run, 'propose')).toContain('whether GitHub asks the reviewers')
          expect(project.runner.run(run).status).toBe(otherOwnerRules ? 'waiting' : 'completed')
          expect(await project.serving()).toBe('v1 100')
        },
        { origin: 'other owner', callers: named, runner: { choices: { otherOwnerRules } } },
      )(),
  )
})
