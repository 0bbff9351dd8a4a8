import { parseArgs } from 'node:util'
import type { Registries } from '../config/definition.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import { drawJourney, summarizeJourney } from '../report/journey.ts'
import type { UsualTraffic } from '../rollout/plan.ts'
import { rehearsalMarkdown, rehearsalStories, rehearsalTable } from '../simulation/rehearsal-words.ts'
import { readFiles } from './files.ts'
import { planJourney } from './journey.ts'
import { readRecorded } from './recorded.ts'
import { hasFault, rehearsePlan, USUAL_RUNS } from './rehearsal.ts'
import { parseMoment, parseTraffic } from './words.ts'

/** What the command line touches. */
export interface Terminal {
  /** Directory in which the person stands. */
  root: string
  /** Columns of the terminal. */
  width: number
  colour: boolean
  /** Milliseconds since 1970. */
  now(): number
  out(text: string): void
  err(text: string): void
}

/** What the command line is given from outside. */
export interface Tools {
  registries: Registries
  version: string
  /** The traffic that the last promoted rollout recorded in a ledger such as `file:.sluice/ledger`. */
  recordedTraffic(
    ledger: string,
    read: { service: string; environment: string },
  ): Promise<readonly UsualTraffic[]>
  /** The action `rollout` with `operation: explain` and these inputs. Answers its exit code. */
  explain(inputs: Readonly<Record<string, string>>): Promise<number>
}

const OPTIONS = {
  config: { type: 'string', short: 'c', default: '.github/sluice.yml' },
  environment: { type: 'string', short: 'e' },
  traffic: { type: 'string', short: 't', multiple: true },
  ledger: { type: 'string' },
  at: { type: 'string' },
  markdown: { type: 'boolean', default: false },
  scenario: { type: 'string', short: 's', multiple: true },
  'must-find': { type: 'string', multiple: true },
  recorded: { type: 'string' },
  runs: { type: 'string', default: String(USUAL_RUNS) },
  seed: { type: 'string', default: '1' },
  timeline: { type: 'boolean', default: false },
  'rollout-id': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'v', default: false },
} as const

const HELP = `sluice <command> [options]        run where the repository is checked out

  plan       the journey of a release before it starts: gates, steps with dates, what is asked
             of the platforms, what each step can see, the way back, the cost
  simulate   the plan on a virtual clock against good and bad releases: decisions, harm,
             false alarms. Ends with 1 when a world does not end as it should
  explain    one look at a past moment: what was known, each slice, each bet, the decision

  -c, --config <file>         .github/sluice.yml
  -e, --environment <name>    the only one, or production
  -t, --traffic <m>=<n>/s@<share>   traffic of a metric: errors=12/s@1%. Again for each metric
      --ledger <where>        file:<directory>: traffic that the last promoted rollout recorded
      --markdown              print a job summary instead of a page for the terminal
      --at <moment>           2026-01-31T08:00:00Z: when it starts; for explain the moment
  simulate
  -s, --scenario <name>       one world; again for each. Default: the usual eight
      --must-find <name>      a world whose harm must be found; default x5, or none
      --recorded <file>       metrics that a source really answered, as JSON
      --runs <n>              rollouts per world, ${USUAL_RUNS}
      --seed <n>              the same seed gives the same answer, 1
      --timeline              one rollout of each world, look by look
  explain
      --rollout-id <id>       the newest that had begun by then

Exit code: 0 as it should be, 1 a world with a fault or nothing to explain, 2 a mistake in the files or the words.
`

type Values = ReturnType<typeof read>['values']

const read = (words: readonly string[]) =>
  parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true, strict: true })

/** Runs one command. Answers the exit code; never throws for what a person can mend. */
export const runCommand = async (
  words: readonly string[],
  terminal: Terminal,
  tools: Tools,
): Promise<number> => {
  try {
    const { values, positionals } = parsed(words)
    const [command = 'help', ...rest] = positionals
    if (values.version) terminal.out(`${tools.version}\n`)
    if (values.version) return 0
    if (values.help || command === 'help') {
      terminal.out(HELP)
      return 0
    }
    if (rest.length > 0)
      throw new ConfigError({ message: `${rest[0]} is one word too many`, fix: 'sluice help' })
    if (command === 'plan') return await plan(values, terminal, tools)
    if (command === 'simulate') return await simulate(values, terminal, tools)
    if (command === 'explain') return await explain(values, tools)
    throw new ConfigError({
      message: `there is no command ${command}`,
      fix: 'sluice plan, simulate, explain or help',
    })
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof ProviderError)) throw error
    terminal.err(`${error.message}\n`)
    return 2
  }
}

const parsed = (words: readonly string[]): ReturnType<typeof read> => {
  try {
    return read(words)
  } catch (error) {
    const said = error instanceof Error ? (error.message.split('. ')[0] ?? '') : ''
    throw new ConfigError({ message: said, fix: 'sluice help' })
  }
}

/** Traffic from the words of the person, else from the ledger; the configuration comes last, by itself. */
const trafficOf = async (
  values: Values,
  read: { service: string; environment: string },
  tools: Tools,
): Promise<{ known: readonly UsualTraffic[]; from: string }> => {
  const given = (values.traffic ?? []).map(parseTraffic)
  const recorded = values.ledger === undefined ? [] : await tools.recordedTraffic(values.ledger, read)
  const from = [
    ...(given.length > 0 ? ['as given'] : []),
    ...(recorded.length > 0 ? ['as the last promoted rollout recorded it'] : []),
    'as the configuration says',
  ].join(', else ')
  return { known: [...given, ...recorded], from }
}

const plan = async (values: Values, terminal: Terminal, tools: Tools): Promise<number> => {
  const files = await readFiles(
    terminal.root,
    { config: values.config, environment: values.environment ?? null },
    tools.registries,
  )
  const { config, environment } = files
  const { known, from } = await trafficOf(values, { service: config.service, environment }, tools)
  const starts = values.at === undefined ? terminal.now() : parseMoment(values.at, '--at')
  const journey = planJourney({ ...files, starts, traffic: known, trafficFrom: from })
  terminal.out(`${values.markdown ? summarizeJourney(journey) : drawJourney(journey, terminal)}\n`)
  return 0
}

const simulate = async (values: Values, terminal: Terminal, tools: Tools): Promise<number> => {
  const { config, environment, resolved } = await readFiles(
    terminal.root,
    { config: values.config, environment: values.environment ?? null },
    tools.registries,
  )
  const { known } = await trafficOf(values, { service: config.service, environment }, tools)
  const runs = Number(values.runs)
  const rehearsed = rehearsePlan(resolved, {
    scenarios: values.scenario ?? [],
    mustFind: mustFindOf(values),
    runs,
    seed: Number.isSafeInteger(Number(values.seed)) ? Number(values.seed) : 1,
    traffic: [known],
    recorded: values.recorded === undefined ? null : await readRecorded(terminal.root, values.recorded),
  })
  if (values.markdown) terminal.out(`${rehearsalMarkdown(rehearsed, runs)}\n`)
  else {
    const stories = values.timeline ? [...rehearsalStories(rehearsed), ''] : []
    const head = `${config.service} → ${environment}, ${runs} rollouts per world`
    terminal.out(`${[head, ...stories, '', ...rehearsalTable(rehearsed)].join('\n')}\n`)
  }
  return hasFault(rehearsed) ? 1 : 0
}

/** A fivefold rate is what a plan should find, unless a person asks for other worlds or for none. */
const mustFindOf = (values: Values): readonly string[] => {
  const asked = values['must-find']
  if (asked) return asked.filter((word) => word !== 'none')
  return values.scenario?.includes('x5') === false ? [] : ['x5']
}

const explain = (values: Values, tools: Tools): Promise<number> => {
  const inputs = {
    config: values.config,
    environment: values.environment ?? 'production',
    ...(values.ledger !== undefined && { ledger: values.ledger }),
    ...(values.at !== undefined && { at: values.at }),
    ...(values['rollout-id'] !== undefined && { 'rollout-id': values['rollout-id'] }),
  }
  return tools.explain(inputs)
}
