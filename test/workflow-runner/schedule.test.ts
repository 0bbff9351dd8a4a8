import { describe, expect, test } from 'vitest'
import { nextTime, readCron } from '../../tools/workflow-runner/cron.ts'
import { DAY } from '../fakes/clock.ts'
import { at, logOf, openStage } from './stage.ts'

const HOUR = 3_600_000
const ticking = (cron: string, more = '') => ({
  [at('tick')]: `
on: { schedule: [{ cron: "${cron}" }] }
${more}
jobs: { a: { runs-on: x, steps: [{ run: 'echo "$GITHUB_EVENT_NAME $GITHUB_REF \${{ github.event.schedule }} $GITHUB_ACTOR"' }] } }
`,
})

describe('a cron expression', () => {
  const monday = Date.UTC(2026, 2, 2, 9)
  test.each([
    ['7-59/15 * * * *', 'UTC', '2026-03-02T09:07'],
    ['0 9 * * *', 'UTC', '2026-03-03T09:00'],
    ['30 8,17 * * mon-fri', 'UTC', '2026-03-02T17:30'],
    ['0 0 1 jan *', 'UTC', '2027-01-01T00:00'],
    ['0 0 13 * 5', 'UTC', '2026-03-06T00:00'],
    ['0 0 * * 7', 'UTC', '2026-03-08T00:00'],
    ['0 9 * * *', 'America/New_York', '2026-03-02T14:00'],
    // Summer time begins on 8 March 2026: half past two does not happen, and noon is an hour earlier.
    ['30 2 8 3 *', 'America/New_York', null],
    ['0 12 9 3 *', 'America/New_York', '2026-03-09T16:00'],
  ])('%s in %s is next due at %s', (text, zone, expected) => {
    const found = nextTime(readCron(text, zone), monday, monday + 366 * DAY)
    expect(found === null ? null : new Date(found).toISOString().slice(0, 16)).toBe(expected)
  })

  test.each(['* * * *', '60 * * * *', '* 24 * * *', '5-1 * * * *', '*/0 * * * *', '@daily', 'a * * * *'])(
    '%s is none',
    (text) => {
      expect(() => readCron(text)).toThrow('Invalid cron expression')
    },
  )
})

describe('a schedule', () => {
  test('runs the default branch at each of its times, as the author of the last commit', async () => {
    const { runner, github } = await openStage()
    await runner.push({ files: ticking('7-59/15 * * * *'), by: 'grace' })
    await runner.push({ branch: 'next', change: { x: '1' } })
    await runner.advance(HOUR)
    const runs = runner.runs()
    const times = runs.map(({ id }) => new Date(github.state.runs.get(id)?.createdAt ?? 0).toISOString())
    expect(times.map((time) => time.slice(11, 16))).toEqual(['09:07', '09:22', '09:37', '09:52'])
    expect(logOf(runs[0] ?? runner.run(0), 'a')).toBe('schedule refs/heads/main 7-59/15 * * * * grace')
  })

  test('is not kept while its workflow is switched off', async () => {
    const { runner, github } = await openStage()
    await runner.push({ files: ticking('0 * * * *') })
    Object.assign(github.state.workflows.get(at('tick')) ?? {}, { state: 'disabled_manually' })
    await runner.advance(3 * HOUR)
    expect(runner.runs()).toEqual([])
    Object.assign(github.state.workflows.get(at('tick')) ?? {}, { state: 'active' })
    await runner.advance(3 * HOUR)
    expect(runner.runs()).toHaveLength(3)
  })

  test('of a public repository ends after 60 days without a commit', async () => {
    const { runner, github } = await openStage()
    await runner.push({ files: ticking('0 0 * * *') })
    await runner.advance(70 * DAY)
    expect(runner.runs()).toHaveLength(60)
    expect(github.state.workflows.get(at('tick'))?.state).toBe('disabled_inactivity')
  })

  test('comes late or not at all, as the seed has it, but never early', async () => {
    const { runner, github } = await openStage({ seed: 7, schedule: { latest: 20, dropped: 0.2 } })
    await runner.push({ files: ticking('0 * * * *') })
    await runner.advance(4 * DAY)
    const times = runner.runs().map(({ id }) => github.state.runs.get(id)?.createdAt ?? 0)
    const minutes = times.map((time) => (time % HOUR) / 60_000)
    expect(times.length).toBeGreaterThan(60)
    expect(times.length).toBeLessThan(92)
    expect(Math.max(...minutes)).toBeLessThanOrEqual(20)
    expect(new Set(minutes).size).toBeGreaterThan(5)
  })

  test('plays the same for the same seed', async () => {
    const play = async (seed: number) => {
      const { runner, github } = await openStage({ seed, schedule: { latest: 20, dropped: 0.2 } })
      await runner.push({ files: ticking('0 * * * *') })
      await runner.advance(DAY)
      return runner.runs().map(({ id }) => github.state.runs.get(id)?.createdAt)
    }
    expect(await play(3)).toEqual(await play(3))
    expect(await play(3)).not.toEqual(await play(4))
  })

  test('whose runs share a single group is coalesced while one of them waits', async () => {
    const { runner, environment } = await openStage()
    environment('gate', { reviewers: ['ada'] })
    const [[path = '', text = ''] = []] = Object.entries(ticking('0 * * * *', 'concurrency: tick'))
    await runner.push({ files: { [path]: text.replace('runs-on: x', 'environment: gate, runs-on: x') } })
    await runner.advance(9 * HOUR)
    const conclusions = runner.runs().map(({ conclusion }) => conclusion)
    expect(conclusions).toEqual([null, ...Array.from({ length: 7 }, () => 'cancelled'), null])
  })

  test('that nobody looked for is gone: a jump of the clock starts only what is just due', async () => {
    const { runner, github } = await openStage()
    await runner.push({ files: ticking('0 * * * *') })
    github.advance(9 * HOUR)
    await runner.tick()
    expect(runner.runs()).toHaveLength(1)
  })
})

describe('time', () => {
  test('ends a run after 35 days', async () => {
    const { runner, environment } = await openStage()
    environment('gate', { waitTimer: 43_200 })
    const [id = 0] = await runner.push({
      files: {
        [at('a')]: `on: push
jobs:
  a: { environment: gate, runs-on: x, steps: [{ run: "true" }] }
  b: { needs: a, environment: gate, runs-on: x, steps: [{ run: "true" }] }`,
      },
    })
    await runner.advance(36 * DAY)
    expect(runner.run(id).jobs.map(({ result }) => result)).toEqual(['success', 'cancelled'])
    expect(runner.run(id).conclusion).toBe('cancelled')
  })
})
