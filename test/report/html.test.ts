import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderPage, renderReport } from '../../src/report/html.ts'
import { paletteOf } from '../../src/report/palette.ts'
import { showRate, testRows } from '../../src/report/rows.ts'
import { HOSTILE, refusalNaming, storyNaming } from './hostile.ts'
import { faultsOf, inventoryOf } from './markup.ts'
import { NOT_A_NUMBER, oddStory } from './odd.ts'
import { beginning, longJourney, promoted, refused, rolledBack, START, underWay } from './stories.ts'

const demo = () =>
  renderPage({
    title: 'Three releases of shop',
    subtitle: 'A good one, a bad one, and a push that was refused.',
    chapters: [promoted(), rolledBack(), refused()],
    madeAt: START + 100_000,
  })

const ELEMENTS = new Set(
  'html head meta title style body main header footer section h1 h2 h3 p ol ul li a span strong code pre dl div dt dd figure figcaption svg desc text tspan line rect path circle table thead tbody tr th td i time details summary'.split(
    ' ',
  ),
)

const ATTRIBUTES = new Set(
  'lang charset name content http-equiv class id href aria-labelledby aria-label role tabindex scope datetime style viewBox x y x1 x2 y1 y2 dx d r cx cy width height text-anchor'.split(
    ' ',
  ),
)

describe('the HTML report', () => {
  test('is well formed', () => {
    expect(faultsOf(demo())).toEqual([])
    expect(faultsOf(renderReport([beginning(), underWay(), longJourney()]))).toEqual([])
  })

  test('needs nothing from outside: no address, no script, no import', () => {
    const page = demo()
    expect(page).not.toMatch(/https?:|\/\/|url\(|@import|<script|javascript:/i)
    expect(inventoryOf(page).targets.every((target) => target.startsWith('#'))).toBe(true)
    expect(page).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'")
  })

  test('gives every plot a title and a description, under ids that exist once', () => {
    const page = demo()
    const plots = [...page.matchAll(/<svg [^>]*role="img" aria-labelledby="(\S+) (\S+)">/g)]
    expect(plots).toHaveLength(page.split('<svg ').length - 1)
    expect(plots).toHaveLength(2 * 4 * 2)
    for (const [, title, description] of plots) {
      expect(page.split(`<title id="${title}">`)).toHaveLength(2)
      expect(page.split(`<desc id="${description}">`)).toHaveLength(2)
    }
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('tells several rollouts with their verdict at the top', () => {
    const page = demo()
    const top = page.slice(page.indexOf('<ol class="contents">'), page.indexOf('</ol>'))
    expect(
      top.match(/<span class="verdict \w+">([^<]+)</g)?.map((match) => match.replace(/.*>(.*)</, '$1')),
    ).toEqual(['Promoted', 'Rolled back', 'Refused'])
    expect(page).toContain('Rolled back from 10%')
    expect(page).toContain('nobody has released the hold.')
  })

  test('shows the numbers of the data', () => {
    const page = demo()
    for (const story of [promoted(), rolledBack()])
      for (const row of testRows(story)) {
        expect(page).toContain(`>${showRate(row.canary, row.unit)}</td>`)
        expect(page).toContain(`>${showRate(row.baseline, row.unit)}</td>`)
      }
    expect(page).toContain('<dt>requests in all</dt><dd>13,812</dd>')
    expect(page).toContain('<dt>to put the old release back</dt><dd>38ms</dd>')
  })

  test('draws each slice where its rate lies on the axis', () => {
    const story = rolledBack()
    const page = renderReport([story])
    const panel = page.slice(page.indexOf('<svg', page.indexOf('Failed requests</title>') - 200))
    const dots = [
      ...panel
        .slice(0, panel.indexOf('</svg>'))
        .matchAll(/<circle class="dot r1" cx="[\d.]+" cy="([\d.]+)"/g),
    ]
    const drawn = dots.map(([, y]) => Number(y))
    const rates = (story.metrics[0]?.slices ?? []).flatMap(({ canary }) =>
      canary ? [canary.x / canary.n] : [],
    )
    const inDrawing = drawn.map((_, i) => i).sort((a, b) => (drawn[b] ?? 0) - (drawn[a] ?? 0) || a - b)
    const inData = rates.map((_, i) => i).sort((a, b) => (rates[a] ?? 0) - (rates[b] ?? 0) || a - b)
    expect(drawn).toHaveLength(rates.length)
    expect(inDrawing.map((i) => drawn[i])).toEqual(inData.map((i) => drawn[i]))
  })

  test('keeps one colour per release through all rollouts of the page', () => {
    const palette = paletteOf([promoted(), rolledBack()])
    const [v1, v2, v3] = ['v1-1a2b', 'v2-9f3c', 'v3-51d0'].map((key) => palette.hueOf(key))
    expect(new Set([v1, v2, v3]).size).toBe(3)
    expect(palette.nameOf('v2-9f3c')).toBe('v2')
    expect(palette.nameOf('v1-1a2b')).toBe('v1-1a2b')
  })

  test('marks spans without data, and says so only then', () => {
    expect(renderReport([longJourney()])).toContain('Shaded spans brought no usable data.')
    expect(renderReport([longJourney()])).toContain('class="gap"')
    expect(renderReport([promoted()])).not.toContain('Shaded spans')
  })

  test('is honest about a rollout of which nothing is known yet', () => {
    const page = renderReport([beginning()])
    expect(page).toContain('Nothing was measured yet.')
    expect(page).toContain('Nothing judged yet')
    expect(faultsOf(page)).toEqual([])
  })

  test('is honest about a first release', () => {
    const story = underWay()
    const components = story.record.components.map((component) => ({ ...component, baseline: null }))
    const page = renderReport([{ ...story, record: { ...story.record, components, firstRelease: true } }])
    expect(page).toContain('Nothing served before, so there is nothing to compare with.')
  })

  test('is honest when there is no rollout at all', () => {
    expect(renderReport([])).toContain('There is no rollout to tell yet.')
  })

  test('says when a limit lies above the scale of a plot', () => {
    const story = underWay()
    const tests = story.record.judgement.tests.map((t) => (t.max === undefined ? t : { ...t, max: 0.9 }))
    const judgement = { ...story.record.judgement, tests }
    expect(renderReport([{ ...story, record: { ...story.record, judgement } }])).toContain(
      'limit 90% lies above this scale',
    )
  })

  test('knows the style of dark rooms, narrow windows and paper', () => {
    const page = demo()
    for (const query of ['prefers-color-scheme:dark', 'max-width:700px', '@media print'])
      expect(page).toContain(query)
  })

  test('stays small although a history is long', () => {
    const story = longJourney()
    const metrics = story.metrics.map(({ metric, slices }) => ({
      metric,
      slices: Array.from({ length: 20 }, (_, k) =>
        slices.map((s) => ({ ...s, from: s.from + k * 225_000_000, to: s.to + k * 225_000_000 })),
      ).flat(),
    }))
    const page = renderReport([{ ...story, metrics, now: START + 20 * 225_000_000 }])
    expect(page.length).toBeLessThan(400_000)
  })

  test.each(HOSTILE)('is not moved by a name that is %s', (_what, text) => {
    const page = renderPage({
      title: text,
      subtitle: text,
      chapters: [storyNaming(text), refusalNaming(text)],
    })
    expect(faultsOf(page)).toEqual([])
    const { elements, attributes, targets } = inventoryOf(page)
    expect([...elements].filter((name) => !ELEMENTS.has(name))).toEqual([])
    expect([...attributes].filter((name) => !ATTRIBUTES.has(name))).toEqual([])
    expect(targets.every((target) => /^#part-\d+$/.test(target))).toBe(true)
    expect(page).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f]/)
  })

  test('never shows something that is no number, never fails, and stays well formed', () => {
    fc.assert(
      fc.property(fc.array(oddStory, { maxLength: 2 }), (stories) => {
        const page = renderReport(stories)
        expect(page.replace(/<style>[^<]*<\/style>/, '')).not.toMatch(NOT_A_NUMBER)
        expect(faultsOf(page)).toEqual([])
      }),
      { seed: 3, numRuns: 80 },
    )
  })
})
