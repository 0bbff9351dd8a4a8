import { isFinished } from '../rollout/phases.ts'
import { plain } from './escape.ts'
import { limitOf } from './headline.ts'
import {
  NONE,
  plural,
  showAmount,
  showEvidence,
  showMoment,
  showShare,
  showSpan,
  showWeight,
} from './numbers.ts'
import { type Palette, releasesOf } from './palette.ts'
import { type Canvas, drawPanel, type Level, type Line, type Mark, type Panel } from './plot.ts'
import { exposed, measureOf, showRate } from './rows.ts'
import { linearAxis, logAxis, timeAxis } from './scale.ts'
import { type Point, pointsOf, rate, sum, thin } from './series.ts'
import type { Reading, Story } from './story.ts'

/** Most points that a line of a plot has; longer histories are summed over neighbouring slices. */
const MOST_POINTS = 240

const WIDE: Canvas = { width: 900, height: 118, left: 52, right: 132, labelLength: 20 }
const NARROW: Canvas = { width: 400, height: 104, left: 44, right: 106, labelLength: 16 }

/** What every panel of one figure shares. */
interface Scene {
  story: Story
  palette: Palette
  canary: string
  baseline: string | null
  from: number
  to: number
  marks: readonly Mark[]
}

/**
 * The plots of one rollout over one axis of time, once for wide and once for narrow windows. `gaps`: some span is
 * shaded because it brought no usable data.
 */
export const drawFigure = (
  story: Story,
  palette: Palette,
  id: string,
): { wide: string; narrow: string; gaps: boolean } => {
  const scene: Scene = {
    story,
    palette,
    ...releasesOf(story),
    ...window(story),
    marks: marksOf(story),
  }
  return {
    wide: drawAll(scene, `${id}w`, WIDE, 8),
    narrow: drawAll(scene, `${id}n`, NARROW, 3),
    gaps: story.metrics.some((history) => gapsOf(pointsOf(history), story).length > 0),
  }
}

const drawAll = (scene: Scene, id: string, canvas: Canvas, ticks: number): string => {
  const panels = [
    weightPanel(scene),
    ...scene.story.metrics
      .slice(0, 12)
      .map((history) => metricPanel(scene, history.metric, canvas === NARROW)),
    ...(scene.story.readings ?? []).slice(0, 6).map((reading) => readingPanel(scene, reading)),
    ...(scene.story.record.judgement.tests.length > 0 ? [evidencePanel(scene)] : []),
  ]
  const x = timeAxis(scene.from, scene.to, ticks)
  return panels
    .map((panel, index) =>
      drawPanel(
        {
          ...panel,
          id: `${id}${index}`,
          marks: scene.marks.filter(({ at }) => at >= scene.from && at <= scene.to),
          markLabels: index === 0,
          showTime: index === panels.length - 1,
        },
        x,
        canvas,
      ),
    )
    .join('\n')
}

/** From shortly before traffic first moved to the end, or to now: preparation is told by the tables. */
const window = (story: Story): { from: number; to: number } => {
  const { state, metrics, now } = story
  const begin = state.bumps[0]?.from ?? state.startedAt
  const last = Math.max(0, ...metrics.map(({ slices }) => slices.at(-1)?.to ?? 0).filter(Number.isFinite))
  const end = isFinished(state.phase) ? Math.max(state.endedAt ?? state.headAt, Math.min(last, now)) : now
  const span = Math.max(1000, end - begin)
  return { from: Math.max(Math.min(state.startedAt, begin), begin - span * 0.05), to: begin + span * 1.02 }
}

/** Decisions as vertical lines. Steps have no label: the weight says it. */
const marksOf = ({ state }: Story): Mark[] =>
  state.story.flatMap(({ happening, at }): Mark[] => {
    switch (happening.kind) {
      case 'set':
        return [{ at, hue: 'faint' }]
      case 'going-back':
        return [{ at, hue: 'bad', label: 'went back' }]
      case 'promoted':
        return [{ at, hue: 'good', label: 'promoted' }]
      case 'paused':
        return [{ at, hue: 'wait', label: 'paused' }]
      case 'resumed':
        return [{ at, hue: 'wait', label: 'resumed' }]
      case 'stuck':
        return [{ at, hue: 'wait', label: 'stuck' }]
      case 'asks':
        return [{ at, hue: 'wait', label: 'asked for approval' }]
      case 'waits':
        return happening.reason === 'suspicious' ? [{ at, hue: 'wait', label: 'held' }] : []
      default:
        return []
    }
  })

type Drawing = Omit<Panel, 'id'>

const weightPanel = ({ story, palette, canary, from, to }: Scene): Drawing => {
  const { state } = story
  const sets = state.story.flatMap(({ happening: h, at }) => {
    if (h.kind === 'set') return [{ at, value: h.weight }]
    return h.kind === 'rolled-back' ? [{ at, value: 0 }] : []
  })
  const known = sets.length > 0 ? sets : [{ at: from, value: state.weight }]
  const end = { at: to, value: known.at(-1)?.value ?? 0 }
  const points = [{ at: from, value: sets.length > 0 ? 0 : state.weight }, ...known, end]
  const name = palette.nameOf(canary)
  const told = known.map(({ at, value }) => `${showWeight(value)} from ${showMoment(at)}`).join(', ')
  return {
    title: 'Traffic',
    unit: 'share on the new release',
    description: `Share of traffic on ${name}: ${told}.`,
    y: linearAxis(100, (value) => `${value}%`),
    lines: [
      {
        points,
        hue: palette.hueOf(canary),
        shape: 'step',
        label: `${name} ${showWeight(end.value)}`,
        filled: true,
      },
    ],
    notes: sets
      .filter(({ value }, i) => value > 0 && roomFor(sets[i + 1]?.at ?? to, sets[i]?.at ?? from, to - from))
      .map(({ at, value }) => ({ at, value, text: showWeight(value), hue: palette.hueOf(canary) })),
  }
}

/** Whether a short label fits into this part of the axis. */
const roomFor = (until: number, since: number, span: number): boolean => (until - since) / span > 0.07

const metricPanel = (scene: Scene, metric: string, narrow: boolean): Drawing => {
  const { story, palette, canary, baseline, from, to } = scene
  const { title, unit = 'share', of = 'request' } = measureOf(story, metric)
  const all = pointsOf(story.metrics.find((history) => history.metric === metric)).filter(
    (point) => point.to > from && point.from < to,
  )
  const { points, each } = thin(all, MOST_POINTS)
  const show = unit === 'share' ? showShare : showAmount
  const values = points.flatMap((p) => [rate(p.canary), rate(p.baseline)]).filter((v) => v !== null)
  const highest = Math.max(0, ...values)
  const limit = lowestLimit(story, metric)
  const near = limit !== null && (highest === 0 || limit <= highest * 3)
  const totals = sum(exposed(story, all))
  const slice = showSpan(story.record.judgement.slice * each)
  const beyond = limit !== null && !near ? `, limit ${show(limit)} lies above this scale` : ''
  const counted = unit === 'share' ? `share of ${of}s` : `per ${of}`
  return {
    title,
    unit: `${counted}${narrow ? '' : `, in slices of ${slice}`}${beyond}`,
    description: `${title}. New release ${palette.nameOf(canary)}: ${showRate(totals.canary, unit)}. Old release ${baseline === null ? 'none' : palette.nameOf(baseline)}: ${showRate(totals.baseline, unit)}. ${limit === null ? 'No fixed limit' : `Limit ${show(limit)}`}. ${plural(points.length, 'point')}.`,
    y: linearAxis(Math.max(highest, near ? limit : 0) || (unit === 'share' ? 0.01 : 1), show),
    lines: [
      ...(baseline === null
        ? []
        : [lineOf(points, 'baseline', baseline, palette, show(rate(totals.baseline)))]),
      lineOf(points, 'canary', canary, palette, show(rate(totals.canary))),
    ],
    levels: near && limit !== null ? [{ value: limit, label: `limit ${show(limit)}`, hue: 'bad' }] : [],
    gaps: gapsOf(points, story),
    ...(values.length === 0 ? { empty: 'No usable data' } : {}),
  }
}

/** The number beside a line is the rate over all of it, as in the tables: the newest slice alone is mostly noise. */
const lineOf = (
  points: readonly Point[],
  side: 'canary' | 'baseline',
  key: string,
  palette: Palette,
  total: string,
): Line => ({
  points: points.map((point) => ({ at: (point.from + point.to) / 2, value: rate(point[side]) })),
  hue: palette.hueOf(key),
  shape: 'line',
  label: `${palette.nameOf(key)} ${total}`,
  thin: side === 'baseline',
})

const lowestLimit = ({ record }: Story, metric: string): number | null => {
  const limits = record.judgement.tests
    .filter((test) => test.metric === metric)
    .flatMap(({ max }) => (max !== undefined && Number.isFinite(max) && max > 0 ? [max] : []))
  return limits.length > 0 ? Math.min(...limits) : null
}

/** Slices without any usable count while the new release had traffic, joined where they touch. */
const gapsOf = (points: readonly Point[], { state }: Story): { from: number; to: number }[] => {
  const begin = state.bumps[0]?.to ?? Number.NEGATIVE_INFINITY
  const end =
    state.story.find(({ happening: { kind } }) => kind === 'going-back')?.at ?? Number.POSITIVE_INFINITY
  const gaps: { from: number; to: number }[] = []
  for (const { from, to, canary, baseline } of points) {
    if (canary !== null || baseline !== null || from < begin || to > end) continue
    const last = gaps.at(-1)
    if (last && last.to === from) last.to = to
    else gaps.push({ from, to })
  }
  return gaps
}

const readingPanel = ({ palette, canary, baseline, from, to }: Scene, reading: Reading): Drawing => {
  const points = reading.points.filter((point) => point.to > from && point.from < to)
  const values = points.flatMap((p) => [p.canary, p.baseline]).filter((v) => v !== null && Number.isFinite(v))
  const show = (value: number | null): string =>
    value === null || !Number.isFinite(value) ? NONE : `${showAmount(value)} ${plain(reading.unit, 12)}`
  const line = (side: 'canary' | 'baseline', key: string) => {
    const drawn = points.map((point) => ({ at: (point.from + point.to) / 2, value: point[side] }))
    const last = drawn.findLast(({ value }) => value !== null && Number.isFinite(value))?.value ?? null
    return {
      points: drawn,
      hue: palette.hueOf(key),
      shape: 'line' as const,
      label: last === null ? '' : `${palette.nameOf(key)} ${show(last)}`,
      thin: side === 'baseline',
    }
  }
  return {
    title: reading.title,
    unit: plain(reading.unit, 12),
    description: `${reading.title} of both releases in ${reading.unit}: ${plural(points.length, 'point')}.`,
    y: linearAxis(Math.max(0, ...values.map((v) => v ?? 0)), showAmount),
    lines: [...(baseline === null ? [] : [line('baseline', baseline)]), line('canary', canary)],
    ...(values.length === 0 ? { empty: 'No usable data' } : {}),
  }
}

/** End of the scale for evidence: beyond it nobody cares how much more. */
const MOST_EVIDENCE = 1e6

const evidencePanel = ({ story, from, to }: Scene): Drawing => {
  const limit = limitOf(story)
  const { hold } = story.record.judgement
  const trail = (story.judged?.trail ?? []).filter(
    (t) => t.to >= from && t.to <= to && !Number.isNaN(t.combined) && Number.isFinite(t.to),
  )
  const each = Math.max(1, Math.ceil(trail.length / MOST_POINTS))
  // The newest of each group: evidence is a level, and summing or averaging it would mean nothing.
  const points = trail
    .filter((_, i) => i % each === each - 1 || i === trail.length - 1)
    .map((t) => ({ at: t.to, value: Math.min(MOST_EVIDENCE, Math.max(0, t.combined)) }))
  const values = points.map(({ value }) => value)
  const lowest = Math.max(0.01, 10 ** Math.floor(Math.log10(Math.max(0.01, Math.min(0.9, ...values)))))
  const top = Math.min(MOST_EVIDENCE, Math.max(limit * 3, ...values.map((value) => value * 1.4)))
  const peak = values.length > 0 ? Math.max(...values) : null
  const levels: Level[] = [
    { value: limit, label: `limit ${showEvidence(limit)}`, hue: 'bad', above: true },
    { value: hold, label: `holds at ${showEvidence(hold)}`, hue: 'wait' },
  ]
  const last = values.at(-1)
  return {
    title: 'Evidence of harm',
    unit: 'all tests together, logarithmic',
    description: `Combined evidence on a logarithmic scale. It holds at ${showEvidence(hold)} and rolls back at ${showEvidence(limit)}. Highest ${showEvidence(peak)}, newest ${showEvidence(last)}.`,
    y: logAxis(lowest, top, showEvidence),
    lines: [{ points, hue: 'ink', shape: 'line', label: last === undefined ? '' : showEvidence(last) }],
    levels: levels.filter(({ value }) => Number.isFinite(value) && value > 0),
    ...(points.length === 0 ? { empty: 'Nothing judged yet' } : {}),
  }
}
