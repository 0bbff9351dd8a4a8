import type { Sight } from '../analysis/sight.ts'
import type { Plan } from '../rollout/plan.ts'
import { bar } from './bars.ts'
import { markdown, plain } from './escape.ts'
import { showEvidence, showMoment, showShare, showSpan, showWeight } from './numbers.ts'
import { sightLines, sightMarkdown } from './sight.ts'
import { type FrameOptions, palette, wrap } from './terminal.ts'

/** One gate in front of the first step. */
export interface GateStop {
  gate: string
  does: string
}

/** One step with what happens when it begins. Milliseconds since 1970. */
export interface JourneyStop {
  weight: number
  bake: number
  /** Earliest beginning. */
  begins: number
  approval: boolean
  /** The schedule it waits for; null: none. */
  schedule: string | null
  /** What each platform is asked, and whom flags let in. */
  asks: readonly string[]
}

/** How the way back looks before anything was started. */
export interface JourneyBack {
  verdict: 'safe' | 'known-at-start'
  /** What going back does, one line for each component. */
  acts: readonly string[]
  /** What stands in its way, or decides it later. */
  reasons: readonly string[]
}

/** What the runners cost, in minutes as GitHub counts them: every job from its first minute on. */
export interface JourneyCost {
  pipeline: number
  watches: number
  ticks: number
  /** Minutes between two ticks. */
  every: number
}

/** A release of one service in one environment before it starts. */
export interface Journey {
  service: string
  environment: string
  plan: Plan
  planHash: string
  starts: number
  gates: readonly GateStop[]
  stops: readonly JourneyStop[]
  /** Earliest promotion. */
  ends: number
  judged: {
    slice: number
    hold: number
    limit: number
    alpha: number
    tests: readonly { name: string; share: number; says: string }[]
    /** What sources are asked, one line each. */
    sources: readonly string[]
  }
  /** Null: nothing is known of the traffic. */
  sight: Sight | null
  /** Where the figures of the traffic come from. */
  trafficFrom: string
  back: JourneyBack
  cost: JourneyCost
  notices: readonly string[]
}

const VERDICTS: Readonly<Record<JourneyBack['verdict'], string>> = {
  safe: 'safe, as far as the files tell; the platforms are asked when it starts',
  'known-at-start': 'known when it starts: it depends on which migrations are still pending',
}

const NO_TRAFFIC =
  'Nothing is known of the traffic: write `usual` below the metrics, or give --traffic errors=12/s@1%.'

const total = ({ pipeline, watches, ticks }: JourneyCost): number => pipeline + watches + ticks

const costSentence = (cost: JourneyCost): string =>
  `about ${total(cost)} runner minutes: ${cost.pipeline} for the pipeline, ${cost.watches} watching after changes of weight, ${cost.ticks} for ticks every ${cost.every} min`

/** The journey for a terminal. Lines are separated by line feeds, none is wider than `width`. */
export const drawJourney = (journey: Journey, options: FrameOptions): string => {
  const columns = Math.min(110, Math.max(70, Math.floor(options.width) || 80))
  const paint = palette(options.colour)
  const title = (text: string): string[] => ['', paint('strong', text)]
  const item = (text: string, indent: number, hang = indent): string[] =>
    wrap(plain(text, 2000), columns - hang).map(
      (line, index) => `${' '.repeat(index === 0 ? indent : hang)}${line}`,
    )
  const seen = journey.sight ? sightLines(journey.sight) : null
  const { judged, back, cost } = journey
  const stop = (one: JourneyStop, index: number): string[] => {
    const drawn = bar(one.weight / 100, 10)
    const when = `${showMoment(one.begins)}${one.schedule === null ? '' : ` (${plain(one.schedule, 40)})`}`
    const sees = seen?.steps[index] ?? []
    const blind = journey.sight?.steps[index]?.blind === true
    return [
      `  ${paint('new', drawn)} ${showWeight(one.weight).padStart(5)}  from ${when}, bakes ${showSpan(one.bake)}${one.approval ? paint('wait', '  after an approval') : ''}`,
      ...one.asks.flatMap((ask) => item(ask, 20, 22).map((line) => paint('faint', line))),
      ...sees.flatMap((sentence) => item(sentence, 20)).map((line) => (blind ? paint('bad', line) : line)),
    ]
  }
  return [
    `${paint('strong', `${plain(journey.service)} → ${plain(journey.environment)}`)}  ${paint('faint', `plan ${journey.planHash.slice(0, 8)}`)}`,
    ...journey.notices.flatMap((notice) => item(`! ${notice}`, 2, 4).map((line) => paint('wait', line))),
    ...title('Gates'),
    ...journey.gates.flatMap(({ gate, does }) => {
      const [first = '', ...more] = wrap(plain(does, 2000), columns - 20)
      return [`  ${gate.padEnd(18)}${first}`, ...more.map((line) => `${' '.repeat(20)}${line}`)]
    }),
    ...title(`Steps, if it starts at ${showMoment(journey.starts)}`),
    ...journey.stops.flatMap(stop),
    `  ${paint('good', '██████████')}  ${paint('good', 'done')}  promoted at the earliest ${showMoment(journey.ends)}`,
    ...title('Judged by'),
    ...judged.tests.flatMap(({ name, share, says }) => {
      const [first = '', ...more] = wrap(plain(says, 500), columns - 37)
      const head = `  ${plain(name, 26).padEnd(26)} ${showShare(share).padStart(6)}  ${first}`
      return [head, ...more.map((line) => `${' '.repeat(37)}${line}`)]
    }),
    ...(judged.tests.length === 0 ? ['  nothing: time and people alone decide'] : []),
    ...item(
      `slices of ${showSpan(judged.slice)}; held at evidence ${showEvidence(judged.hold)}, taken back at ${showEvidence(judged.limit)}`,
      2,
    ),
    ...judged.sources.flatMap((source) => item(source, 2, 4)),
    ...title('What it can see'),
    ...item(journey.sight ? `Traffic: ${journey.trafficFrom}.` : NO_TRAFFIC, 2),
    ...(seen?.rest ?? []).flatMap((sentence) => item(sentence, 2, 4)),
    ...title('The way back'),
    ...item(VERDICTS[back.verdict], 2).map((line) => paint(back.verdict === 'safe' ? 'good' : 'wait', line)),
    ...back.reasons.flatMap((reason) => item(reason, 2, 4)),
    ...back.acts.flatMap((act) => item(act, 2, 4)),
    ...title('Cost'),
    ...item(costSentence(cost), 2),
  ].join('\n')
}

/** The same as a job summary. */
export const summarizeJourney = (journey: Journey): string => {
  const { judged, back, cost, sight } = journey
  const rows = journey.stops.map(
    ({ weight, begins, bake, approval, schedule, asks }, index) =>
      `| ${index + 1} | \`${bar(weight / 100, 10)}\` ${showWeight(weight)} | ${showMoment(begins)}${schedule === null ? '' : ` (${markdown(schedule, 40)})`}${approval ? ', after an approval' : ''} | ${showSpan(bake)} | ${asks.map((ask) => markdown(ask)).join('<br>')} |`,
  )
  return [
    `🗺️ **${markdown(journey.service)} → ${markdown(journey.environment)}**: ${journey.stops.length} step(s), promoted ${showSpan(journey.ends - journey.starts)} after its start at the earliest, ${markdown(costSentence(cost))}.`,
    '',
    ...journey.notices.map((notice) => `> ⚠️ ${markdown(notice)}`),
    '### Gates',
    '',
    '| Gate | What it does |',
    '|---|---|',
    ...journey.gates.map(({ gate, does }) => `| ${gate} | ${markdown(does)} |`),
    '',
    '### Steps',
    '',
    `If it starts at ${showMoment(journey.starts)}.`,
    '',
    '| Step | Weight | Begins at the earliest (UTC) | Bakes | What is asked of platforms and flags |',
    '|---:|---|---|---|---|',
    ...rows,
    '',
    ...(sight
      ? [sightMarkdown(sight), '', `Traffic: ${markdown(journey.trafficFrom)}.`]
      : [`> ${markdown(NO_TRAFFIC)}`]),
    '',
    '### Judged by',
    '',
    ...judged.tests.map(
      ({ name, share, says }) => `- **${markdown(name)}** (${showShare(share)}): ${markdown(says)}`,
    ),
    ...judged.sources.map((source) => `- ${markdown(source)}`),
    '',
    '### The way back',
    '',
    `${markdown(VERDICTS[back.verdict])}.`,
    '',
    ...[...back.reasons, ...back.acts].map((line) => `- ${markdown(line)}`),
  ].join('\n')
}
