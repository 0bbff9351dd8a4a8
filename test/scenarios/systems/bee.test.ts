import { expect, test } from 'vitest'
import { openBee } from './bee.ts'

/** Monday, 2 March 2026, 08:00 UTC. */
const MONDAY = Date.UTC(2026, 2, 2, 8)
const MINUTE = 60_000

const SCORES = 'supabase/migrations/20260303000000_scores.sql'
const MIGRATIONS = {
  v2: {
    [SCORES]: `create table public.scores (match_id bigint primary key references public.matches (id), home int, away int);
      alter table public.scores enable row level security;
      create policy "everybody reads scores" on public.scores for select to anon, authenticated using (true);
      create index matches_by_start on public.matches (starts_at);`,
  },
  // Nothing turns a migration around by itself: what was wrong with it is taken back by the next one.
  v3: { 'supabase/migrations/20260304000000_no_index.sql': 'drop index public.matches_by_start;' },
}

/** Live data and everything that came with it, gone; the functions and whatever calls them as they were. */
const MOCK = ['functions v1', 'schedules none', 'app v1']

const INSIDER = 'user-1@example.com'
const OTHERS = Array.from({ length: 50 }, (_, index) => `fan-${index}@example.com`)

test('bee: from mock to live data by named users, percent and all, and every way back', async () => {
  const bee = await openBee(MONDAY, MIGRATIONS)
  const { system, standing, faults } = bee
  const release = async (tag: string): Promise<void> => {
    const before = system.failures().length
    await system.tag(tag)
    expect(system.failures().slice(before)).toEqual([])
    await system.approve('production-approval', 'grace')
  }
  const step = async (moment: string): Promise<string[]> => {
    await system.until(moment)
    return standing('production')
  }
  const last = async () => {
    const { rollouts } = await system.survey('production')
    return rollouts.toSorted((a, b) => a.record.startedAt - b.record.startedAt).at(-1)?.state.story ?? []
  }
  /** From the word or the judgement to the last read back, in milliseconds. */
  const wayBack = async (): Promise<number> => {
    const at = async (kind: string) => (await last()).find(({ happening }) => happening.kind === kind)?.at
    return ((await at('rolled-back')) ?? Number.NaN) - ((await at('going-back')) ?? Number.NaN)
  }
  /** Why it went back. */
  const why = async (): Promise<string[]> =>
    (await last()).flatMap(({ happening }) => (happening.kind === 'going-back' ? happening.reason : []))
  const seen = async (flag: string, users: readonly string[]): Promise<number> => {
    const answers = await Promise.all(users.map((user) => bee.isOn('production', flag, user)))
    return answers.filter(Boolean).length
  }
  try {
    expect([await standing('staging'), await standing('production')]).toEqual([MOCK, MOCK])

    // Staging: everything at once, the way back tried out, a load of twenty requests a second each time.
    await system.push('v2')
    expect(system.failures()).toEqual([])
    const staged = await system.story('staging')
    expect(staged).toContainEqual(expect.stringMatching(/restore-point restore-point:/))
    expect(staged.filter((line) => / (set|rolled-back) /.test(line))).toEqual([
      expect.stringMatching(/ set 100%$/),
      expect.stringMatching(/ rolled-back rollback-asked$/),
      expect.stringMatching(/ set 100%$/),
    ])
    const live = ['live-data 100', 'live-updates 100', 'push 100']
    expect(await standing('staging')).toEqual([
      'functions v2',
      'schedules match-status',
      'app v2',
      'analytics 100',
      ...live,
    ])
    expect(bee.called()).toBeGreaterThanOrEqual(40)

    // Production: named users, then a tenth, and back from there.
    await release('v2.0')
    expect(await standing('production')).toEqual([
      'functions v2',
      'schedules match-status',
      'app v2',
      'live-data 5 of insiders',
    ])
    expect([await seen('live-data', [INSIDER]), await seen('live-data', OTHERS)]).toEqual([1, 0])
    expect(await bee.tables('production')).toEqual([
      'follows secured 1',
      'matches secured 1',
      'scores secured 1',
      'sluice_flags secured 0',
    ])
    expect(await bee.indexes('production')).toContain('matches_by_start')
    expect((await step('Tue 14:30')).slice(3)).toEqual(['live-data 10', 'live-updates 10'])
    const tenth = await seen('live-data', OTHERS)
    expect([tenth > 0 && tenth < 25, await seen('live-updates', OTHERS)]).toEqual([true, tenth])
    await system.press('rollback', 'production')
    expect(await standing('production')).toEqual(MOCK)
    expect(await seen('live-data', [INSIDER, ...OTHERS])).toBe(0)
    expect(await wayBack()).toBeLessThan(5 * MINUTE)
    // The database went nowhere: the record names the point that a person could restore to.
    expect((await last()).map(({ happening }) => happening.kind)).toContain('restore-point')
    await system.press('release-hold', 'production')

    // The next release takes the migration back as one of its own, and its functions are slow: the tick decides.
    await system.push('v3')
    faults.slow = (version) => (version === 'v3' ? 0.2 : 0)
    await release('v3.0')
    expect(await bee.indexes('production')).not.toContain('matches_by_start')
    expect([await step('Wed 14:30'), await why()]).toEqual([MOCK, ['evidence-of-harm']])
    expect(await wayBack()).toBeLessThan(5 * MINUTE)
    faults.slow = () => 0
    await system.press('release-hold', 'production')

    // One session in a hundred crashes.
    faults.crashes = (version) => (version === 'v3' ? 0.01 : 0)
    await release('v3.1')
    expect([await step('Thu 14:30'), await why()]).toEqual([MOCK, ['evidence-of-harm']])
    faults.crashes = () => 0
    await system.press('release-hold', 'production')

    // Nothing is wrong any more: all the way, promoted, and back all the same.
    await release('v3.2')
    expect((await step('Fri 14:30')).slice(3)).toEqual(['live-data 10', 'live-updates 10'])
    expect((await step('Sat 14:30')).slice(3)).toEqual(['live-data 50', 'live-updates 50', 'push 50'])
    expect((await step('Sun 14:30')).slice(3)).toEqual(['analytics 100', ...live])
    await system.until('Mon 14:30')
    expect((await last()).at(-1)?.happening.kind).toBe('promoted')
    await system.press('rollback', 'production')
    expect(await standing('production')).toEqual(MOCK)
  } finally {
    await bee.close()
  }
}, 600_000)
