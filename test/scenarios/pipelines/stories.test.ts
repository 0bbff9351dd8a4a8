import { describe, expect, test } from 'vitest'
import { HEALTHY } from '../../fakes/metrics.ts'
import { jobOf, onProject, type Project } from './project.ts'

/** Three steps in an afternoon; people are asked before the second. */
const ASKING = `
      - { weight: 10%, bake: 2h30m }
      - { weight: 50%, bake: 2h30m, approval: true }
      - { weight: 100%, bake: 2h30m }`
const SILENT = ASKING.replace(', approval: true', '')

/** From a moment on most requests to a version fail. */
const goesBad = ({ visitors, commitOf }: Project, version: string, from: number): void => {
  const broken = commitOf(version)
  visitors.traffic = {
    ...HEALTHY,
    failing: (revision, at) => (revision === broken && at >= from ? 0.6 : 0.004),
  }
}

const release = async (project: Project, version: string): Promise<number> => {
  const run = await project.push(version)
  await project.approve()
  return run
}

/** What happened to the rollout of a version, from an event on, without reminders. */
const eventsFrom = async (project: Project, version: string, event: string): Promise<string[]> => {
  const lines = (await project.ledger()).split('\n')
  const from = lines.findIndex((line) => line.startsWith(`rollout of ${version},`))
  const own = lines.slice(from + 1)
  const end = own.findIndex((line) => !line.startsWith(' '))
  const events = (end < 0 ? own : own.slice(0, end))
    .map((line) => line.trim())
    .filter((line) => !line.endsWith('waits approval-missing'))
  return events.slice(events.findIndex((line) => line.endsWith(event)))
}

const kinds = ({ told, versionOf }: Project, version: string): string[] =>
  told.filter(({ revision }) => versionOf(revision) === version).map(({ kind }) => kind)

const saidBy = (project: Project, run: number, job: string): string =>
  jobOf(project.runner.run(run), job)
    .steps.flatMap(({ annotations }) => annotations.map(({ message }) => message))
    .join('\n')

describe('a release that goes bad on its third day at three in the night', () => {
  test(
    'is put back by the next tick; somebody is told; the next push is refused until the hold is released',
    onProject(
      async (project) => {
        await release(project, 'v2')
        goesBad(project, 'v2', Date.UTC(2026, 2, 4, 3))
        await project.until('Wed 03:06')
        expect(await project.serving()).toBe('v1 75, v2 25')
        await project.until('Wed 03:08')
        expect(await project.serving()).toBe('v1 100')
        expect(await eventsFrom(project, 'v2', 'set 25%')).toEqual([
          'Tue 09:07  set 25%',
          'Wed 03:07  rolled-back circuit-breaker',
        ])
        const last = project.told.at(-1)
        expect(last).toMatchObject({ kind: 'rolled-back' })
        expect(last?.text).toContain('900 of 1500 bad')

        const refused = await project.push('v3')
        expect(project.runner.run(refused).conclusion).toBe('failure')
        expect(saidBy(project, refused, 'propose')).toContain(
          'Nothing goes forward until a person releases the hold',
        )
        expect(await project.ledger()).not.toContain('rollout of v3')
        await project.press('release-hold', { by: 'grace' })
        const allowed = await project.push('v3')
        expect(project.runner.run(allowed).status).toBe('waiting')
      },
      { cron: '7 */3 * * *' },
    ),
  )
})

describe('while an approval in the middle waits for two days', () => {
  const waiting = async (project: Project): Promise<void> => {
    await release(project, 'v2')
    await project.until('Mon 16:00')
    expect(await project.serving()).toBe('v1 90, v2 10')
    expect(project.runsOf('approve.yml').map(({ status }) => status)).toEqual(['waiting'])
  }
  const options = (inFlight: string) => ({
    cron: '7 */3 * * *',
    steps: ASKING,
    environment: `    in-flight: ${inFlight}`,
  })

  test(
    'a newer push is queued, does nothing, and is proposed once when its turn comes, for the person who pushed it',
    onProject(async (project) => {
      await waiting(project)
      const queued = await project.push('v3')
      expect(project.runner.run(queued).conclusion).toBe('success')
      await project.until('Wed 16:00')
      expect(await project.serving()).toBe('v1 90, v2 10')
      await project.approve()
      await project.until('Thu 10:00')
      expect(await eventsFrom(project, 'v2', 'asks 2')).toEqual([
        'Mon 12:07  asks 2',
        'Wed 16:00  approved 2 grace',
        'Wed 18:07  setting 50%',
        'Wed 18:07  set 50%',
        'Wed 21:07  setting 100%',
        'Wed 21:07  set 100%',
        'Thu 00:07  promoted',
      ])
      const started = project.runsOf('deploy.yml').filter(({ event }) => event === 'workflow_dispatch')
      expect(started.map(({ actor, status }) => [actor, status])).toEqual([
        ['github-actions[bot]', 'waiting'],
      ])
      const { rollouts } = await project.survey()
      const [newest] = rollouts
      expect(newest?.record).toMatchObject({ requester: 'ada', revision: project.commitOf('v3') })
      await project.approve()
      expect(await project.serving()).toBe('v2 90, v3 10')
    }, options('queue')),
  )

  test(
    'a newer push that supersedes is approved and takes the traffic of the other away',
    onProject(async (project) => {
      await waiting(project)
      const newer = await project.push('v3')
      await project.until('Wed 16:00')
      expect(await project.serving()).toBe('v1 90, v2 10')
      await project.runner.approve({ environment: 'production-approval', by: 'grace', run: newer })
      await project.runner.runUntilQuiet()
      expect(await project.serving()).toBe('v1 90, v3 10')
      expect((await eventsFrom(project, 'v2', 'rolled-back superseded')).length).toBe(1)
    }, options('supersede')),
  )

  test(
    'a newer push is refused, and leaves no record',
    onProject(async (project) => {
      await waiting(project)
      const newer = await project.push('v3')
      expect(saidBy(project, newer, 'propose')).toContain('is on its way (awaiting-approval, 10%)')
      expect(await project.ledger()).not.toContain('rollout of v3')
    }, options('refuse')),
  )

  test(
    'the guards go on: a release that goes bad is put back, and a late approval brings nothing',
    onProject(async (project) => {
      await waiting(project)
      goesBad(project, 'v2', Date.UTC(2026, 2, 3, 3))
      await project.until('Tue 03:30')
      expect(await project.serving()).toBe('v1 100')
      await project.approve()
      expect(project.runsOf('approve.yml').map(({ conclusion }) => conclusion)).toEqual(['failure'])
      await project.until('Tue 09:30')
      expect(await project.serving()).toBe('v1 100')
      expect(kinds(project, 'v2').at(-1)).toBe('rolled-back')
    }, options('queue')),
  )

  test(
    'a rollback that is asked for is done at once',
    onProject(async (project) => {
      await waiting(project)
      await project.until('Tue 03:30')
      const run = await project.press('rollback', { by: 'grace' })
      expect(project.runner.run(run).conclusion).toBe('success')
      expect(await project.serving()).toBe('v1 100')
      await project.approve()
      expect(await project.serving()).toBe('v1 100')
      expect(await eventsFrom(project, 'v2', 'asks 2')).toEqual([
        'Mon 12:07  asks 2',
        'Tue 03:30  asked-rollback grace',
        'Tue 03:30  rolled-back rollback-asked',
      ])
    }, options('queue')),
  )
})

describe('a proposal that waits for its approval', () => {
  test.each([true, false])(
    'and is rolled back meanwhile does not begin when it is approved, nor when its failed jobs run again (%s)',
    (groupBeforeApproval) =>
      onProject(
        async (project) => {
          const run = await project.push('v2')
          await project.until('Wed 08:00')
          await project.press('rollback')
          await project.approve()
          expect(saidBy(project, run, 'release')).toContain('running this again does nothing')
          await project.runner.rerunFailed(run)
          await project.runner.runUntilQuiet()
          expect(project.runner.run(run)).toMatchObject({ attempt: 2, conclusion: 'failure' })
          expect(await project.serving()).toBe('v1 100')
        },
        { cron: '7 */6 * * *', runner: { choices: { groupBeforeApproval } } },
      )(),
  )

  test.each([true, false])(
    'and is rejected is ended, whether or not GitHub runs jobs after a rejection (%s); running it again does nothing',
    (jobsAfterRejection) =>
      onProject(
        async (project) => {
          const run = await project.push('v2')
          await project.runner.reject({ environment: 'production-approval', by: 'grace' })
          await project.until('Mon 12:30')
          expect((await eventsFrom(project, 'v2', 'rejected')).map((line) => line.slice(11))).toEqual([
            'rolled-back rejected',
          ])
          await project.runner.rerunFailed(run)
          await project.runner.runUntilQuiet()
          if (project.runner.run(run).status === 'waiting') await project.approve()
          expect(await project.serving()).toBe('v1 100')
          const next = await project.push('v3')
          expect(project.runner.run(next).status).toBe('waiting')
        },
        { runner: { choices: { jobsAfterRejection } } },
      )(),
  )
})

test(
  'nine hours without a tick delay one step; none is taken twice, and no bake is skipped',
  onProject(
    async (project) => {
      await release(project, 'v2')
      const tick = project.github.state.workflows.get('.github/workflows/tick.yml')
      await project.until('Mon 10:30')
      Object.assign(tick ?? {}, { state: 'disabled_manually' })
      await project.until('Mon 19:30')
      expect(await project.serving()).toBe('v1 90, v2 10')
      Object.assign(tick ?? {}, { state: 'active' })
      await project.until('Tue 02:30')
      expect(await eventsFrom(project, 'v2', 'set 10%')).toEqual([
        'Mon 09:02  set 10%',
        'Mon 20:07  setting 50%',
        'Mon 20:07  set 50%',
        'Mon 23:07  setting 100%',
        'Mon 23:07  set 100%',
        'Tue 02:07  promoted',
      ])
    },
    { steps: SILENT },
  ),
)
