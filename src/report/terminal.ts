import { isFinished } from '../rollout/phases.ts'
import { bar, evidenceShare, trend } from './bars.ts'
import { plain } from './escape.ts'
import { headlineOf, limitOf, nextMove, spanOf } from './headline.ts'
import { NONE, showEvidence, showMoment, showSpan, showWeight } from './numbers.ts'
import { showRate, stepRows, type TestRow, testRows, whyOf } from './rows.ts'
import { sayPhase, type Tone, toneOf, WAY_BACK_WORDS } from './sentences.ts'
import { pointsOf } from './series.ts'
import type { Refusal, Story } from './story.ts'

/** How a frame is drawn. */
export interface FrameOptions {
  /** Columns of the terminal; below 40 counts as 40, above 120 as 120. */
  width: number
  /** Colours by ANSI codes; false where `NO_COLOR` is set or nobody looks at a terminal. */
  colour: boolean
}

/** Colours text, or leaves it as it is. */
export type Paint = (tint: Tint, text: string) => string
/** What a colour stands for. */
export type Tint = 'new' | 'old' | 'good' | 'bad' | 'wait' | 'faint' | 'strong'

const CODES: Record<Tint, string> = {
  new: '36',
  old: '35',
  good: '32',
  bad: '31',
  wait: '33',
  faint: '2',
  strong: '1',
}

/** Paints with ANSI codes, or not at all. */
export const palette =
  (colour: boolean): Paint =>
  (tint, text) =>
    colour ? `\x1b[${CODES[tint]}m${text}\x1b[0m` : text

const TONE_TINT: Record<Tone, Tint> = { good: 'good', busy: 'new', wait: 'wait', bad: 'bad', quiet: 'faint' }

const LABEL = 11

/**
 * One frame for a terminal: where the rollout is, the evidence against its limit, failure rates of both releases and
 * the next move. Lines are separated by line feeds, none is wider than `width`, and none ends in a line feed.
 */
export const drawFrame = (story: Story, { width, colour }: FrameOptions): string => {
  const columns = Math.min(120, Math.max(40, Math.floor(width) || 80))
  const paint = palette(colour)
  const room = columns - LABEL
  const rows = [
    heading(story, columns, paint),
    '',
    labelled('weight', weightLine(story, room, paint), paint),
    labelled('steps', stepsLine(story, room, paint), paint),
    labelled('evidence', evidenceLine(story, room, paint), paint),
    ...testRows(story)
      .slice(0, 8)
      .flatMap((row) => testLines(story, row, room, paint)),
    labelled('way back', wayBackLine(story, room), paint),
    '',
    ...wrapped('why', whyOf(story) || NONE, room, paint),
    ...wrapped('next', nextMove(story).text, room, paint),
  ]
  return rows.join('\n')
}

const labelled = (label: string, content: string, paint: Paint): string =>
  `${paint('faint', clip(label, LABEL - 1).padEnd(LABEL))}${content}`

const heading = (story: Story, columns: number, paint: Paint): string => {
  const { service, environment, version } = headlineOf(story)
  const { phase } = story.state
  const right = `${sayPhase(phase)} · ${showSpan(spanOf(story))}`
  const left = clip(
    `${plain(service)} → ${plain(environment)}  ${plain(version)}`,
    columns - columnsOf(right) - 2,
  )
  const gap = ' '.repeat(Math.max(2, columns - columnsOf(left) - columnsOf(right)))
  return `${paint('strong', left)}${gap}${paint(TONE_TINT[toneOf(phase)], right)}`
}

const weightLine = ({ state }: Story, room: number, paint: Paint): string => {
  const goal = state.pending ? ` → ${showWeight(state.pending.weight)}` : ''
  const text = ` ${showWeight(state.weight)}${goal}`
  const drawn = bar(state.weight / 100, Math.max(8, Math.min(50, room - 18)))
  return `${twoTints(drawn, 'new', paint)}${text}`
}

const twoTints = (drawn: string, tint: Tint, paint: Paint): string => {
  const cut = drawn.indexOf('░')
  if (cut < 0) return paint(tint, drawn)
  return `${cut > 0 ? paint(tint, drawn.slice(0, cut)) : ''}${paint('faint', drawn.slice(cut))}`
}

const STEP_SIGN = { done: '✓', now: '●', ahead: '○', stopped: '✗', 'passed-over': '-', never: '·' } as const

const stepsLine = (story: Story, room: number, paint: Paint): string => {
  const tints = {
    done: 'good',
    now: 'new',
    ahead: 'faint',
    stopped: 'bad',
    'passed-over': 'faint',
    never: 'faint',
  } as const
  let used = 0
  const parts: string[] = []
  for (const row of stepRows(story)) {
    const text = `${STEP_SIGN[row.status]} ${showWeight(row.weight)}`
    if (used + text.length + 2 > room - 2) {
      parts.push('…')
      break
    }
    used += text.length + 2
    parts.push(paint(tints[row.status], text))
  }
  return parts.join('  ')
}

const evidenceLine = (story: Story, room: number, paint: Paint): string => {
  if (!story.judged) return clip('nothing judged yet', room)
  const { combined, verdict } = story.judged
  const limit = limitOf(story)
  const tint = verdict === 'rollback' ? 'bad' : verdict === 'hold' ? 'wait' : 'good'
  const text = ` ${showEvidence(combined)} of ${showEvidence(limit)}`
  const holds = `, holds at ${showEvidence(story.record.judgement.hold)}`
  const width = Math.max(8, Math.min(50, room - 18))
  const drawn = twoTints(bar(evidenceShare(combined, limit), width), tint, paint)
  const wide = width + text.length + holds.length <= room
  return `${drawn}${clip(`${text}${wide ? holds : ''}`, room - width)}`
}

const testLines = (story: Story, row: TestRow, room: number, paint: Paint): string[] => {
  const name = plain(row.name, 60)
  const fresh = `new ${showRate(row.canary, row.unit)}`
  const old = `old ${showRate(row.baseline, row.unit)}`
  const points = pointsOf(story.metrics.find(({ metric }) => metric === row.metric))
  const line = trend(points, 16)
  const spark = points.length > 0 && room >= fresh.length + old.length + line.length + 6 ? `  ${line}` : ''
  if (fresh.length + old.length + 3 > room)
    return [
      labelled(name, paint('new', clip(fresh, room)), paint),
      labelled('', paint('old', clip(old, room)), paint),
    ]
  return [
    labelled(name, `${paint('new', fresh)} · ${paint('old', old)}${spark && paint('new', spark)}`, paint),
  ]
}

const wayBackLine = ({ wayBack }: Story, room: number): string =>
  clip(wayBack ? `${wayBack.verdict}, ${WAY_BACK_WORDS[wayBack.verdict]}` : 'not looked at yet', room)

const wrapped = (label: string, text: string, room: number, paint: Paint): string[] =>
  wrap(plain(text), room)
    .slice(0, 3)
    .map((line, index) => labelled(index === 0 ? label : '', line, paint))

/** Text in lines of at most so many columns, broken between words. */
export const wrap = (text: string, room: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (columnsOf(longer) <= room) line = longer
    else {
      if (line !== '') lines.push(line)
      line = clip(word, room)
    }
  }
  return [...lines, line]
}

/** A rollout in one line for a log without a terminal, at most `width` columns (default: no limit). No colours. */
export const drawLine = (story: Story, width: number = Number.POSITIVE_INFINITY): string => {
  const { service, environment, version, far, number, next } = headlineOf(story)
  const evidence = number === '' ? '' : ` | ${number}`
  const at = isFinished(story.state.phase) ? '' : `${showMoment(story.now)} `
  return clip(
    plain(`${at}${service} -> ${environment} ${version} ${far}${evidence} | next: ${next}`, 1000),
    width,
  )
}

/** A refusal as lines for a terminal or a log: what, where, every reason with its remedy. */
export const drawRefusal = (refusal: Refusal, { width, colour }: FrameOptions): string => {
  const columns = Math.min(120, Math.max(40, Math.floor(width) || 80))
  const paint = palette(colour)
  const title = `${plain(refusal.service)} → ${plain(refusal.environment)}  ${plain(refusal.revision, 60)}  refused`
  const reasons = refusal.obstacles
    .slice(0, 20)
    .flatMap(({ message, at, fix }) => [
      ...wrap(plain(`${at === undefined ? '' : `${at}: `}${message}`), columns - 4).map(
        (line) => `  ${line}`,
      ),
      ...(fix === undefined ? [] : wrap(plain(`do: ${fix}`), columns - 4).map((line) => `    ${line}`)),
    ])
  return [paint('bad', clip(title, columns)), ...reasons].join('\n')
}

/** Columns that text takes in a terminal: 0 for combining marks, 2 for wide East Asian characters and emoji. */
export const columnsOf = (text: string): number => {
  let total = 0
  for (const character of text) total += columnsOfOne(character)
  return total
}

const COMBINING = /^\p{M}$/u
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$|^[\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]$/u

const columnsOfOne = (character: string): number =>
  COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1

/** Text cut to so many columns, the last of them an ellipsis if anything was cut. */
const clip = (text: string, columns: number): string => {
  if (columnsOf(text) <= columns) return text
  let cut = ''
  let used = 0
  for (const character of text) {
    const width = columnsOfOne(character)
    if (used + width > columns - 1) break
    cut += character
    used += width
  }
  return `${cut}…`
}
