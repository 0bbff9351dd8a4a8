import { isFinished } from '../rollout/phases.ts'
import { bar, trend } from './bars.ts'
import { code, codeBlock, diagramLabel, markdown } from './escape.ts'
import { headlineOf, limitOf, movesOf, peakEvidence, sayTotals, shortRevision, spanOf } from './headline.ts'
import {
  isMoment,
  NONE,
  plural,
  showAmount,
  showEvidence,
  showMoment,
  showShare,
  showSpan,
  showWeight,
} from './numbers.ts'
import {
  capital,
  decisionRows,
  eventRows,
  measureOf,
  promotionAt,
  type StepRow,
  showRate,
  stepRows,
  type TestRow,
  testRows,
} from './rows.ts'
import { MOVE_WORDS, sayPhase, type Tone, toneOf, WAY_BACK_WORDS } from './sentences.ts'
import { rate } from './series.ts'
import type { Refusal, Standing, Story } from './story.ts'

/** Largest summary in bytes of UTF-8; GitHub drops one above 1 MiB per step whole. */
export const SUMMARY_LIMIT = 1_000_000

/** Most rows of events or decisions; older ones are counted, not shown. */
const ROWS = 60

const SIGN: Record<Tone, string> = { good: '✅', busy: '🔵', wait: '🟡', bad: '🔴', quiet: '⚪' }

/**
 * The job summary of one rollout in GitHub's Markdown. The first line says what, where, how far, why and what next.
 * Before the first step it shows the plan with its dates and the way back first, as an approver reads it.
 */
export const summarize = (story: Story): string => {
  const beginning = story.state.step === 0 && !isFinished(story.state.phase)
  const steps = stepSection(story)
  const way = wayBackSection(story)
  const sections = beginning
    ? [steps, way, movesSection(story), testSection(story)]
    : [steps, testSection(story), way, movesSection(story)]
  return joined([firstLines(story), ...sections, decisionSection(story), eventSection(story), diagram(story)])
}

const firstLines = (story: Story): string => {
  const line = headlineOf(story)
  const sign = SIGN[toneOf(story.state.phase)]
  const number = line.number === '' ? 'Nothing was measured yet.' : `${capital(line.number)}.`
  const first = `${sign} **${markdown(line.service)} → ${markdown(line.environment)}**, version ${code(line.version)}: **${markdown(line.far)}**.`
  const why = line.why === '' ? '' : ` ${markdown(line.why)}`
  const totals = sayTotals(story)
  const took = `${isFinished(story.state.phase) ? 'Took' : 'So far'} ${showSpan(spanOf(story))}`
  const peak = peakEvidence(story)
  const facts = [
    took,
    ...(totals ? [totals] : []),
    ...(peak === null ? [] : [`highest evidence ${markdown(showEvidence(peak))}`]),
    ...(story.rollbackSpan === undefined ? [] : [`the rollback took ${showSpan(story.rollbackSpan)}`]),
    `asked for by ${markdown(story.record.requester, 80)}`,
    `rollout ${code(story.record.id)}`,
  ]
  return `${first}${why} ${markdown(number)} **Next:** ${markdown(line.next)}\n\n${facts.join(' · ')}`
}

const table = (head: readonly string[], align: string, rows: readonly (readonly string[])[]): string => {
  const rule = [...align].map((sign) => (sign === 'r' ? '---:' : '---'))
  const lines = [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return lines.join('\n')
}

const STEP_WORDS: Record<StepRow['status'], string> = {
  done: 'done',
  now: '**now**',
  ahead: 'ahead',
  stopped: '**went back**',
  'passed-over': 'passed over',
  never: 'never reached',
}

const stepSection = (story: Story): string => {
  const rows = stepRows(story)
  const first = story.record.judgement.tests[0]?.metric
  const top = Math.max(0, ...rows.flatMap(({ points }) => points.map(({ canary }) => rate(canary) ?? 0)))
  const cells = rows.map((row) => [
    String(row.number),
    `\`${bar(row.weight / 100, 10)}\` ${showWeight(row.weight)}`,
    STEP_WORDS[row.status],
    sayBegin(row),
    row.enteredAt === null ? `at least ${showSpan(row.bake)}` : stayed(story, row),
    row.points.length === 0 ? '' : `\`${trend(row.points, 16, top)}\``,
  ])
  const promotion = promotionAt(story)
  const last = isMoment(promotion) ? `\n\nPromotion at the earliest ${showMoment(promotion)}.` : ''
  const unit = first === undefined ? 'share' : (measureOf(story, first).unit ?? 'share')
  const scale = top > 0 ? ` (0 to ${markdown(unit === 'share' ? showShare(top) : showAmount(top))})` : ''
  const trendHead = first === undefined ? 'Trend' : `${markdown(first, 40)}, new release${scale}`
  return `### Steps\n\n${table(['Step', 'Weight', '', 'Begin (UTC)', 'Stay', trendHead], 'rlllll', cells)}${last}`
}

const sayBegin = (row: StepRow): string => {
  if (row.enteredAt !== null) return showMoment(row.enteredAt)
  if (row.status === 'passed-over' || row.status === 'never') return NONE
  const after = row.approval ? ', after approval' : ''
  const schedule = row.schedule === null ? '' : ` (${markdown(row.schedule, 80)})`
  if (!isMoment(row.plannedAt))
    return row.schedule === null
      ? `not known yet${after}`
      : `not before ${markdown(row.schedule, 80)}${after}`
  return `earliest ${showMoment(row.plannedAt)}${schedule}${after}`
}

const stayed = (story: Story, row: StepRow): string => {
  if (row.enteredAt === null) return NONE
  const until = row.leftAt ?? story.now
  const span = showSpan(Math.max(0, until - row.enteredAt))
  return row.status === 'now' ? `${span} so far, at least ${showSpan(row.bake)}` : span
}

const testSection = (story: Story): string => {
  const rows = testRows(story)
  if (rows.length === 0)
    return '### Judgement\n\nNothing is measured: time and people alone decide about this rollout.'
  const cells = rows.map((row) => [
    markdown(row.name, 60),
    markdown(showRate(row.canary, row.unit)),
    markdown(showRate(row.baseline, row.unit)),
    markdown(row.limit),
    markdown(showEvidence(row.evidence)),
    markdown(row.words),
  ])
  const { judged, record } = story
  const combined = judged
    ? `All tests together: evidence **${markdown(showEvidence(judged.combined))}**; it holds at ${markdown(showEvidence(record.judgement.hold))} and leads back at ${markdown(showEvidence(limitOf(story)))}.`
    : 'Nothing was judged yet.'
  const few = (judged?.samples ?? [])
    .filter(({ have, need }) => have < need)
    .map(
      ({ metric, have, need }) =>
        `${markdown(metric, 60)}: ${plural(have, 'unit')} of the ${plural(need, 'unit')} needed since the last bump.`,
    )
  const gaps = rows.filter(({ usable, slices }) => usable < slices).map(sayGaps)
  const head = ['Test', 'New release', 'Old release', 'Limit', 'Evidence', 'In words']
  return [`### Judgement\n\n${table(head, 'lrrlrl', cells)}`, [combined, ...few, ...gaps].join('  \n')].join(
    '\n\n',
  )
}

const sayGaps = ({ name, usable, slices }: TestRow): string =>
  `${markdown(name, 60)}: ${usable} of ${plural(slices, 'slice')} had usable counts of the new release.`

const wayBackSection = (story: Story): string => {
  const { wayBack, record } = story
  const verdict = wayBack
    ? `**${wayBack.verdict}**: ${WAY_BACK_WORDS[wayBack.verdict]}.`
    : 'Nobody has looked yet whether there is a way back.'
  const reasons = (wayBack?.reasons ?? []).slice(0, ROWS).map((reason) => `- ${markdown(reason)}`)
  const commands = record.components.map(({ name, platform, baseline, wayBackCommand }) => {
    const what = `**${markdown(name, 60)}** on ${markdown(platform, 60)}`
    if (baseline === null) return `${what}: nothing served before, so there is nothing to put back.`
    return `${what}, back to ${code(baseline)}:\n\n${codeBlock(wayBackCommand, 'sh')}`
  })
  const manual = record.components.some(({ baseline }) => baseline !== null)
    ? ["Without Sluice, the vendor's own command per component, the last one first:"]
    : []
  return [
    '### The way back',
    verdict,
    ...(reasons.length > 0 ? [reasons.join('\n')] : []),
    ...manual,
    ...commands.reverse(),
  ].join('\n\n')
}

const movesSection = (story: Story): string => {
  const moves = movesOf(story)
  if (moves.length === 0) return ''
  const cells = moves.map((move) => {
    const door = story.doors?.[move]
    return [`**${move}**`, MOVE_WORDS[move].does, markdown(door ?? MOVE_WORDS[move].how)]
  })
  return `### What a person can do now\n\n${table(['Move', 'It will', 'How'], 'lll', cells)}`
}

const folded = (title: string, body: string): string =>
  `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`

const newest = <T>(rows: readonly T[]): { shown: readonly T[]; note: string } => {
  const hidden = rows.length - ROWS
  return hidden > 0
    ? { shown: rows.slice(-ROWS), note: `\n\n${plural(hidden, 'older row')} not shown.` }
    : { shown: rows, note: '' }
}

const decisionSection = (story: Story): string => {
  const rows = decisionRows(story)
  if (rows.length === 0) return ''
  const { shown, note } = newest(rows)
  const cells = shown.map((row) => [
    row.times > 1
      ? `${showMoment(row.from)} to ${showMoment(row.to)} (${row.times} looks)`
      : showMoment(row.from),
    row.decision,
    row.reason,
    markdown(row.text),
  ])
  return folded(
    `Decisions (${rows.length})`,
    table(['When', 'Decision', 'Reason', 'Message'], 'llll', cells) + note,
  )
}

const eventSection = (story: Story): string => {
  const rows = eventRows(story)
  if (rows.length === 0) return ''
  const { shown, note } = newest(rows)
  const cells = shown.map(({ at, text }) => [showMoment(at), markdown(text)])
  return folded(`Events (${rows.length})`, table(['When', 'What happened'], 'll', cells) + note)
}

/** Labels are ASCII and bare; times are whole seconds, which is what the diagram's scale understands. */
const diagram = (story: Story): string => {
  const rows = stepRows(story)
  const bars = rows.flatMap((row) => {
    const from = row.enteredAt ?? row.plannedAt
    if (!isMoment(from)) return []
    const to = row.enteredAt === null ? from + row.bake : (row.leftAt ?? Math.max(story.now, from + row.bake))
    const tag = row.status === 'now' ? 'active, ' : row.status === 'done' ? 'done, ' : ''
    const seconds = (at: number) => Math.floor(at / 1000)
    const end = Math.max(seconds(to), seconds(from) + 1)
    return isMoment(to)
      ? [
          `    ${showWeight(row.weight).replace('%', ' percent')} :${tag}s${row.number}, ${seconds(from)}, ${end}`,
        ]
      : []
  })
  if (bars.length === 0) return ''
  const { service, environment } = story.record
  const lines = [
    'gantt',
    `    title ${diagramLabel(`${service} to ${environment}`)}`,
    '    dateFormat X',
    '    axisFormat %d %b %H:%M',
    '    section Steps',
    ...bars,
  ]
  return folded('Timeline', `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``)
}

/** The job summary of a release that was not let in: every reason with its remedy. */
export const summarizeRefusal = (refusal: Refusal): string => {
  const { service, environment, revision, requester, obstacles, at } = refusal
  const first = `⛔ **${markdown(service)} → ${markdown(environment)}**, version ${code(shortRevision(revision))}: **refused** (${markdown(refusal.reason, 60)}). Nothing was changed. **Next:** ${obstacles.length === 1 ? 'mend the reason below' : 'mend the reasons below'}, then release again.`
  const items = obstacles.slice(0, 200).map(({ message, at: place, fix }) => {
    const where = place === undefined ? '' : `${code(place)}: `
    const remedy = fix === undefined ? '' : `  \n  **Do:** ${markdown(fix)}`
    return `- ${where}${markdown(message)}${remedy}`
  })
  const more = obstacles.length > 200 ? [`${plural(obstacles.length - 200, 'more reason')} not shown.`] : []
  const list = items.length > 0 ? items.join('\n') : `- ${markdown(refusal.reason, 60)}`
  return joined([
    `${first}\n\nAsked for by ${markdown(requester, 80)} at ${showMoment(at)}`,
    [`### ${plural(Math.max(1, obstacles.length), 'reason')}`, list, ...more].join('\n\n'),
  ])
}

/** Which version is live where, since when, by whom, and what comes next: one row per service and environment. */
export const summarizeStatus = (standings: readonly Standing[]): string => {
  if (standings.length === 0) return joined(['**No service is known here yet.** Nothing was ever released.'])
  const moving = standings.filter(({ phase }) => phase !== null && !isFinished(phase)).length
  const held = standings.filter(({ hold }) => hold).length
  const first = `**${plural(standings.length, 'service')}**: ${moving} with a rollout on its way, ${held} on hold.`
  const cells = standings
    .slice(0, 500)
    .map((row) => [
      markdown(row.environment, 60),
      markdown(row.service, 60),
      row.revision === null ? 'nothing released yet' : code(shortRevision(row.revision)),
      row.phase === null
        ? NONE
        : `${SIGN[toneOf(row.phase)]} ${sayPhase(row.phase)}${row.hold ? ', on hold' : ''}`,
      row.weight === null ? NONE : `\`${bar(row.weight / 100, 10)}\` ${showWeight(row.weight)}`,
      showMoment(row.since),
      row.by === null ? NONE : markdown(row.by, 80),
      markdown(row.next),
    ])
  const head = ['Environment', 'Service', 'Version', 'State', 'Weight', 'Since', 'By', 'Next']
  return joined([first, table(head, 'llllllll', cells)])
}

/** Sections with a blank line between them; those that no longer fit are dropped from the end, and that is said. */
const joined = (sections: readonly string[], limit = SUMMARY_LIMIT): string => {
  const note = '\n\nThe rest was left out: a summary may not pass 1 MiB.\n'
  const encoder = new TextEncoder()
  let text = ''
  for (const section of sections.filter((candidate) => candidate !== '')) {
    const longer = text === '' ? section : `${text}\n\n${section}`
    if (encoder.encode(longer).length > limit - note.length) return text + note
    text = longer
  }
  return `${text}\n`
}
