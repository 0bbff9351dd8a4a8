import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headlineOf, standingOf } from '../../src/report/headline.ts'
import { showRate, testRows } from '../../src/report/rows.ts'
import { SUMMARY_LIMIT, summarize, summarizeRefusal, summarizeStatus } from '../../src/report/summary.ts'
import { HOSTILE, refusalNaming, storyNaming } from './hostile.ts'
import { tablesOf, withoutFences } from './markup.ts'
import { NOT_A_NUMBER, oddStory } from './odd.ts'
import { beginning, longJourney, promoted, refused, rolledBack, underWay } from './stories.ts'

const firstLine = (text: string): string => text.split('\n')[0] ?? ''

describe('the job summary', () => {
  test('says in its first line what, where, how far, why and what next', () => {
    expect(firstLine(summarize(underWay()))).toMatch(
      /^🔵 \*\*shop → production\*\*, version `v2`: \*\*at 25% \(step 2 of 4\), baking\*\*\. 25% bakes until .* evidence [\d.]+ of 20\. \*\*Next:\*\* 50% \(step 3 of 4\), at the earliest 2026-11-21T08:36:28Z/,
    )
  })

  test('shows an approver the plan with its dates and the way back before anything else', () => {
    const text = summarize(beginning())
    const places = ['### Steps', '### The way back', '### What a person can do now', '### Judgement'].map(
      (title) => text.indexOf(title),
    )
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
    expect(text).toContain('earliest 2026-11-22T08:36:06Z, after approval')
    expect(text).toContain('not before Mon 09:00 UTC')
    expect(text).toContain('**safe**: proven')
  })

  test("carries the vendor's own command of each component in a code block", () => {
    expect(summarize(beginning())).toContain('```sh\nsluice local set v1-1a2b --weight 100\n```')
  })

  test('shows the numbers of each test exactly as counted', () => {
    const story = rolledBack()
    const cells = tablesOf(summarize(story)).find(([head]) => head?.[0] === 'Test')
    for (const [index, row] of testRows(story).entries()) {
      expect(cells?.[index + 2]?.slice(0, 3)).toEqual([
        row.name,
        showRate(row.canary, row.unit),
        showRate(row.baseline, row.unit),
      ])
    }
  })

  test('has a bar, a state and a trend for each step', () => {
    const steps = tablesOf(summarize(rolledBack()))[0]
    expect(steps?.[2]?.slice(0, 3)).toEqual(['1', '`█░░░░░░░░░` 10%', '**went back**'])
    expect(steps?.[2]?.[5]).toMatch(/^`[▁-█]+`$/)
    expect(steps?.[5]?.slice(0, 3)).toEqual(['4', '`██████████` 100%', 'never reached'])
  })

  test('keeps the diagram folded away and in bare ASCII', () => {
    const text = summarize(promoted())
    const diagram = /```mermaid\n([\s\S]*?)\n```/.exec(text)?.[1] ?? ''
    expect(diagram).toMatch(/^gantt\n {4}title shop to production\n/)
    expect(diagram).toMatch(/^[\x20-\x7e\n]+$/)
    expect(text.slice(0, text.indexOf('```mermaid')).split('<details>').length - 1).toBe(3)
  })

  test('says that nothing is measured instead of showing an empty judgement', () => {
    const story = underWay()
    const judgement = { ...story.record.judgement, tests: [] }
    const text = summarize({ ...story, record: { ...story.record, judgement }, judged: null, metrics: [] })
    expect(text).toContain('Nothing is measured: time and people alone decide about this rollout.')
    expect(firstLine(text)).toContain('Nothing was measured yet.')
  })

  test('of a first release says that there is nothing to put back', () => {
    const story = beginning()
    const components = story.record.components.map((component) => ({ ...component, baseline: null }))
    const text = summarize({
      ...story,
      record: { ...story.record, components, firstRelease: true },
      wayBack: {
        verdict: 'freeze-only',
        reasons: ['this is the first release: there is nothing to go back to'],
      },
    })
    expect(text).toContain('nothing served before, so there is nothing to put back')
    expect(text).toContain('- this is the first release')
    expect(text).not.toContain('```sh')
  })

  test('says when too few units were seen, and how many are needed', () => {
    const story = underWay()
    const judged = story.judged && { ...story.judged, samples: [{ metric: 'errors', have: 41, need: 150 }] }
    expect(summarize({ ...story, judged })).toContain(
      'errors: 41 units of the 150 units needed since the last bump.',
    )
  })

  test('says how many slices brought nothing', () => {
    expect(summarize(longJourney())).toMatch(
      /errors: \d+ of \d+ slices had usable counts of the new release\./,
    )
  })

  test('stays below the limit of GitHub whatever it is told, and says that something was left out', () => {
    const story = underWay()
    const [component] = story.record.components
    if (!component) throw new Error('the story has a component')
    const components = Array.from({ length: 400 }, (_, i) => ({
      ...component,
      name: `c${i}`,
      wayBackCommand: '🔥'.repeat(3000),
    }))
    const text = summarize({ ...story, record: { ...story.record, components } })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SUMMARY_LIMIT)
    expect(text).toContain('The rest was left out')
    expect(firstLine(text)).toContain('shop → production')
  })

  test.each(HOSTILE)('is not moved by a name that is %s', (_what, text) => {
    for (const summary of [
      summarize(storyNaming(text)),
      summarizeRefusal(refusalNaming(text)),
      summarizeStatus([standingOf(storyNaming(text))]),
    ])
      expectInert(summary)
  })

  test('never shows something that is no number, and never fails', () => {
    fc.assert(
      fc.property(oddStory, (story) => {
        expect(summarize(story)).not.toMatch(NOT_A_NUMBER)
        expectInert(summarize(story))
        expect(summarizeStatus([standingOf(story)])).not.toMatch(NOT_A_NUMBER)
      }),
      { seed: 7, numRuns: 150 },
    )
  })
})

/** Only our own markup is left: our tags, whole tables, no link, mention, image or heading that we did not write. */
const expectInert = (summary: string): void => {
  const prose = withoutFences(summary)
  const spans = prose.replace(/`[^`\n]*`/g, '')
  expect(spans.replace(/<\/?(?:details|summary)>/g, '')).not.toMatch(/[<>]/)
  expect(spans).not.toContain('`')
  expect(spans).not.toMatch(/@[\p{L}\p{N}_-]/u)
  expect(spans).not.toMatch(/(?<!&)#\d/)
  expect(spans).not.toMatch(/:\/\/|www\.|mailto:/)
  expect(spans).not.toMatch(/(?<!\\)\]\(|(?<!\\)!\[/)
  expect(summary).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f]/)
  expect(Buffer.from(summary).toString()).toBe(summary)
  for (const line of prose.split('\n').filter((candidate) => candidate.startsWith('#')))
    expect(line).toMatch(/^### (?:Steps|The way back|What a person can do now|Judgement|\d+ reasons?)$/)
  for (const table of tablesOf(summary)) expect(new Set(table.map((cells) => cells.length)).size).toBe(1)
}

describe('the summary of a refusal', () => {
  test('names every reason with its remedy', () => {
    const text = summarizeRefusal({
      ...refused(),
      obstacles: [
        { message: 'STRIPE_KEY is missing', at: 'secrets', fix: 'gh secret set STRIPE_KEY' },
        { message: 'DATABASE_URL is empty' },
      ],
    })
    expect(firstLine(text)).toMatch(
      /^⛔ \*\*shop → production\*\*, version `v4`: \*\*refused\*\* \(on-hold\)\. Nothing was changed\./,
    )
    expect(text).toContain('### 2 reasons')
    expect(text).toContain('- `secrets`: STRIPE\\_KEY is missing  \n  **Do:** gh secret set STRIPE\\_KEY')
    expect(text).toContain('- DATABASE\\_URL is empty')
  })

  test('names its one word where there is nothing more to say', () => {
    expect(summarizeRefusal({ ...refused(), obstacles: [] })).toContain('- on-hold')
  })
})

describe('the table of several services', () => {
  test('has a row per service and counts what moves and what is held', () => {
    const nothing = {
      service: 'mail',
      environment: 'production',
      revision: null,
      phase: null,
      weight: null,
      since: null,
      by: null,
      hold: false,
      next: 'The first push starts it.',
    }
    const text = summarizeStatus([standingOf(underWay()), standingOf(rolledBack()), nothing])
    expect(firstLine(text)).toBe('**3 services**: 1 with a rollout on its way, 1 on hold.')
    const [table] = tablesOf(text)
    expect(table?.[2]?.slice(0, 4)).toEqual(['production', 'shop', '`v2`', '🔵 baking'])
    expect(table?.[3]?.[3]).toBe('🔴 rolled back, on hold')
    expect(table?.[4]?.slice(1, 5)).toEqual(['mail', 'nothing released yet', '–', '–'])
    expect(table?.[2]?.[7]).toContain(headlineOf(underWay()).next.slice(0, 20))
  })

  test('is honest when nothing was ever released', () => {
    expect(summarizeStatus([])).toContain('Nothing was ever released.')
  })
})
