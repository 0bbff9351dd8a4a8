import { html, htmlLines, plain } from './escape.ts'
import { limitOf, movesOf } from './headline.ts'
import {
  isMoment,
  NONE,
  plural,
  showCount,
  showEvidence,
  showMoment,
  showSpan,
  showWeight,
} from './numbers.ts'
import { type Palette, releasesOf } from './palette.ts'
import {
  capital,
  decisionRows,
  eventRows,
  measureOf,
  promotionAt,
  type StepRow,
  showRate,
  stepRows,
  testRows,
} from './rows.ts'
import { dayOf, timeOf } from './scale.ts'
import { MOVE_WORDS, sayReason, WAY_BACK_WORDS } from './sentences.ts'
import { pointsOf, sum, thin } from './series.ts'
import type { Story } from './story.ts'

/** Most rows of a table; the page says how many more there were. */
export const ROWS = 200

type Cell = string | { text: string; class: string }

/** Cells are HTML already. A table may be wider than a small window and then scrolls by itself. */
const table = (label: string, head: readonly Cell[], rows: readonly (readonly Cell[])[]): string => {
  const cell = (tag: 'th' | 'td', value: Cell): string => {
    const scope = tag === 'th' ? ' scope="col"' : ''
    return typeof value === 'string'
      ? `<${tag}${scope}>${value}</${tag}>`
      : `<${tag}${scope} class="${value.class}">${value.text}</${tag}>`
  }
  const row = (tag: 'th' | 'td', cells: readonly Cell[]) =>
    `<tr>${cells.map((c) => cell(tag, c)).join('')}</tr>`
  return `<div class="scroll" tabindex="0" role="region" aria-label="${html(label)}"><table><thead>${row('th', head)}</thead><tbody>${rows
    .slice(0, ROWS)
    .map((cells) => row('td', cells))
    .join('\n')}</tbody></table></div>${more(rows.length)}`
}

/** Says how many rows a table left out; empty when none. */
export const more = (count: number): string =>
  count > ROWS ? `<p class="soft">${plural(count - ROWS, 'more row')} not shown.</p>` : ''

const num = (text: string): Cell => ({ text: html(text), class: 'num no-wrap' })

const time = (at: number | null, day: boolean): string => {
  if (!isMoment(at)) return NONE
  return `<time datetime="${showMoment(at)}">${day ? `${dayOf(at)} ` : ''}${timeOf(at)}</time>`
}

/** Whether the story passes midnight or is told with dates ahead: then every time carries its day. */
const manyDays = (story: Story): boolean =>
  dayOf(story.record.startedAt) !== dayOf(Math.max(story.now, promotionAt(story) ?? 0))

const STEP_WORDS: Record<StepRow['status'], string> = {
  done: 'done',
  now: '<strong>now</strong>',
  ahead: 'ahead',
  stopped: '<strong>went back</strong>',
  'passed-over': 'passed over',
  never: 'never reached',
}

/** Steps with their dates and what the first tested metric counted during each. */
export const stepTable = (story: Story, palette: Palette): string => {
  const days = manyDays(story)
  const hue = palette.hueOf(releasesOf(story).canary)
  const metric = story.record.judgement.tests[0]?.metric
  const measure = metric === undefined ? null : measureOf(story, metric)
  const rows = stepRows(story).map((row): Cell[] => {
    const totals = sum(row.points)
    const width = Math.min(100, Math.max(0, Number.isFinite(row.weight) ? row.weight : 0))
    return [
      {
        text: `<span class="track ${row.enteredAt === null ? 'faint' : hue}"><i style="width:${width}%"></i></span>${showWeight(row.weight)}`,
        class: 'no-wrap',
      },
      STEP_WORDS[row.status],
      { text: beginOf(row, days), class: 'no-wrap' },
      { text: stayOf(story, row), class: 'no-wrap' },
      ...(measure
        ? [
            num(row.points.length > 0 ? showRate(totals.canary, measure.unit ?? 'share') : ''),
            num(row.points.length > 0 ? showRate(totals.baseline, measure.unit ?? 'share') : ''),
          ]
        : []),
    ]
  })
  const title = measure ? html(plain(measure.title, 40)) : ''
  const head: Cell[] = [
    'Weight',
    'State',
    'Began',
    'Stayed',
    ...(measure
      ? [
          { text: `${title}, new`, class: 'num' },
          { text: `${title}, old`, class: 'num' },
        ]
      : []),
  ]
  const promotion = promotionAt(story)
  const last = isMoment(promotion)
    ? `<p class="story soft">Promotion at the earliest ${time(promotion, true)}.</p>`
    : ''
  return `<h3>Steps</h3>${table('Steps', head, rows)}${last}`
}

const beginOf = (row: StepRow, days: boolean): string => {
  if (row.enteredAt !== null) return time(row.enteredAt, days)
  if (row.status === 'passed-over' || row.status === 'never') return NONE
  const after = row.approval ? ', after approval' : ''
  if (isMoment(row.plannedAt)) return `earliest ${time(row.plannedAt, days)}${after}`
  return row.schedule === null ? `not known yet${after}` : `not before ${html(row.schedule, 80)}${after}`
}

const stayOf = (story: Story, row: StepRow): string => {
  if (row.enteredAt === null) return row.status === 'ahead' ? `at least ${showSpan(row.bake)}` : NONE
  const span = showSpan(Math.max(0, (row.leftAt ?? story.now) - row.enteredAt))
  return row.status === 'now' ? `${span} of at least ${showSpan(row.bake)}` : span
}

/** Tests with the counts of both releases, their limit and what the evidence means. */
export const testTable = (story: Story, palette: Palette): string => {
  const rows = testRows(story)
  if (rows.length === 0)
    return '<h3>Judgement</h3><p>Nothing is measured: time and people alone decide about this rollout.</p>'
  const { canary, baseline } = releasesOf(story)
  const name = (key: string | null, word: string): string =>
    key === null
      ? word
      : `<span class="name ${palette.hueOf(key)}">${html(palette.nameOf(key), 24)}</span>, ${word}`
  const cells = rows.map((row): Cell[] => [
    html(row.name, 60),
    num(showRate(row.canary, row.unit)),
    num(showRate(row.baseline, row.unit)),
    { text: html(row.limit), class: 'limit' },
    num(showEvidence(row.evidence)),
    { text: html(row.words), class: 'words' },
  ])
  const head: Cell[] = [
    'Test',
    { text: name(canary, 'new'), class: 'num' },
    { text: name(baseline, 'old'), class: 'num' },
    'Limit',
    { text: 'Evidence', class: 'num' },
    'In words',
  ]
  const { judged, record } = story
  const all = judged
    ? `All tests together: evidence ${showEvidence(judged.combined)}. The rollout holds at ${showEvidence(record.judgement.hold)} and goes back at ${showEvidence(limitOf(story))}.`
    : 'Nothing was judged yet.'
  const few = (judged?.samples ?? [])
    .filter(({ have, need }) => have < need)
    .map(
      ({ metric, have, need }) =>
        `<p class="soft">${html(metric, 60)}: ${plural(have, 'unit')} of the ${showCount(need)} needed since the last change of weight.</p>`,
    )
  const gaps = rows
    .filter(({ usable, slices }) => usable < slices)
    .map(
      ({ name: test, usable, slices }) =>
        `<p class="soft">${html(test, 60)}: ${showCount(usable)} of ${plural(slices, 'slice')} had usable counts of the new release.</p>`,
    )
  return `<h3>Judgement</h3>${table('Judgement', head, cells)}<p class="story soft">${html(all)}</p>${[...few, ...gaps].join('')}`
}

const DECISION_HUE = { advance: 'good', promote: 'good', hold: 'wait', abort: 'bad' } as const

/** Decisions, oldest first; the same hold of many looks is one row. */
export const decisionTable = (story: Story): string => {
  const rows = decisionRows(story)
  if (rows.length === 0) return '<h3>Decisions</h3><p>Nothing was decided yet.</p>'
  const days = manyDays(story)
  const cells = rows.map((row): Cell[] => [
    {
      text: row.times > 1 ? `${time(row.from, days)} to ${time(row.to, days)}` : time(row.from, days),
      class: 'no-wrap',
    },
    `<span class="name ${DECISION_HUE[row.decision]}">${row.decision}</span>${row.times > 1 ? ` <span class="soft">(${showCount(row.times)} looks)</span>` : ''}`,
    { text: html(capital(sayReason(row.reason))), class: 'limit' },
    { text: html(row.text), class: 'words' },
  ])
  return `<h3>Decisions</h3>${table('Decisions', ['When', 'Decision', 'Reason', 'In words'], cells)}`
}

/** The verdict on the way back and the vendor's own command per component, the last one first. */
export const wayBack = ({ wayBack: verdict, record }: Story): string => {
  const text = verdict
    ? `<p><strong>${html(capital(verdict.verdict))}.</strong> ${html(capital(WAY_BACK_WORDS[verdict.verdict]))}.</p>`
    : '<p>Nobody has looked yet whether there is a way back.</p>'
  const reasons = (verdict?.reasons ?? []).slice(0, ROWS).map((reason) => `<li>${html(reason)}</li>`)
  const list = reasons.length > 0 ? `<ul class="reasons">${reasons.join('')}</ul>` : ''
  const commands = record.components.map(({ name, platform, baseline, wayBackCommand }) =>
    baseline === null
      ? `<p class="story soft">${html(name, 60)} on ${html(platform, 60)}: nothing served before.</p>`
      : `<p class="story soft">${html(name, 60)} on ${html(platform, 60)}, back to <code>${html(baseline, 120)}</code> without Sluice:</p><pre>${htmlLines(wayBackCommand)}</pre>`,
  )
  return `<h3>The way back</h3>${text}${list}${commands.toReversed().join('')}`
}

/** What a person can ask for now, and how. */
export const moves = (story: Story): string => {
  const rows = movesOf(story).map((move): Cell[] => [
    `<strong>${move}</strong>`,
    html(capital(MOVE_WORDS[move].does)),
    html(capital(story.doors?.[move] ?? MOVE_WORDS[move].how)),
  ])
  return rows.length === 0
    ? ''
    : `<h3>What a person can do</h3>${table('What a person can do', ['Move', 'It will', 'How'], rows)}`
}

/** All events of the ledger, folded away. */
export const events = (story: Story): string => {
  const rows = eventRows(story)
  if (rows.length === 0) return ''
  const days = manyDays(story)
  const cells = rows.map(({ at, text }): Cell[] => [{ text: time(at, days), class: 'no-wrap' }, html(text)])
  return `<details><summary>All events (${rows.length})</summary>${table('Events', ['When', 'What happened'], cells)}</details>`
}

/** Every plotted number again, as a table: for those who cannot see the plots and for those who want to check them. */
export const numbers = (story: Story): string =>
  story.metrics
    .slice(0, 12)
    .map((history) => {
      const { title, unit = 'share' } = measureOf(story, history.metric)
      const { points, each } = thin(pointsOf(history), ROWS)
      const rows = points.map((p): Cell[] => [
        { text: time(p.from, manyDays(story)), class: 'no-wrap' },
        num(showRate(p.canary, unit)),
        num(showRate(p.baseline, unit)),
      ])
      if (rows.length === 0) return ''
      const head: Cell[] = [
        'From',
        { text: 'New release', class: 'num' },
        { text: 'Old release', class: 'num' },
      ]
      const per = each > 1 ? `, ${each} slices a row` : ''
      return `<details><summary>Numbers: ${html(title, 60)}${per}</summary>${table(`Numbers: ${title}`, head, rows)}</details>`
    })
    .join('')
