import { type Forge, rememberRuns } from '../../src/forge/forge.ts'
import { type DueOutcome, lookForDue } from '../../src/gates/due.ts'
import { isCommit } from '../../src/gates/revision.ts'
import { goToSleep, LISTED_AFTER } from '../../src/gates/sleep.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { summarizeTable } from '../../src/report/gate.ts'
import type { RolloutRecord } from '../../src/rollout/plan.ts'
import { beat } from '../heartbeat.ts'
import type { CommonInputs } from '../inputs.ts'
import { remindAfter } from '../notices.ts'
import { openLedger, readConfig } from '../open.ts'
import { openForge, openJournal } from '../open-forge.ts'
import { realWorld } from '../world.ts'

type TickInputs = Omit<CommonInputs, 'environment'> & {
  configs?: string[] | undefined
  environments?: string[] | undefined
  'approve-workflow'?: string | undefined
  'tick-workflow': string
  'on-demand': boolean
  'heartbeat-url'?: string | undefined
}

/** One service in one environment, as the matrix of a workflow takes it. */
interface Target {
  service: string
  environment: string
  config: string
  /** The commit whose configuration counts; empty: the default branch. */
  ref: string
}

/** What the action does with its inputs; loaded once they are in order. */
export const run = async (
  inputs: TickInputs,
  runtime: Runtime,
): Promise<GateResult<'due' | 'targets' | 'started' | 'asleep'>> => {
  const forge = await openForge(inputs, runtime)
  const looks = await lookAround(inputs, runtime, forge)
  // One that cannot be looked at here is looked at by the job that can do more.
  const targets: Target[] = looks
    .filter(({ outcome }) => !outcome || outcome.due)
    .map(({ target, outcome }) => ({ ...target, ref: refOf(outcome?.rollout?.record) }))
  const asleep = await sleepIfIdle(looks, inputs, runtime, forge)
  if (targets.length === 0) await beat(inputs['heartbeat-url'], runtime)
  const started = looks.flatMap(({ outcome }) => outcome?.started ?? [])
  const broken = looks.filter(({ outcome }) => outcome === null)
  const sentences = looks.map(({ outcome, trouble }) => outcome?.message ?? trouble)
  return {
    decision: 'pass',
    reason: targets.length > 0 || started.length > 0 ? 'done' : 'nothing-to-do',
    message: sentences.join('\n'),
    outputs: { due: targets.length, targets: JSON.stringify(targets), started: started.join('\n'), asleep },
    details: { looked: looks.length, broken: broken.length },
    summary: [
      '### Tick',
      '',
      summarizeTable(
        ['Service', 'Environment', 'Due', 'What was found'],
        looks.map(({ target, outcome, trouble }) => [
          target.service,
          target.environment,
          outcome && !outcome.due ? 'no' : 'yes',
          outcome?.message ?? trouble,
        ]),
      ),
    ].join('\n'),
  }
}

interface Looked {
  target: Omit<Target, 'ref'>
  outcome: DueOutcome | null
  trouble: string
}

/** Everything that is looked at, with one list and each run asked for once. */
const lookAround = async (inputs: TickInputs, runtime: Runtime, forge: Forge | null): Promise<Looked[]> => {
  const places: { config: string; environment: string }[] = []
  for (const config of inputs.configs ?? [inputs.config])
    for (const environment of await environmentsOf(config, inputs, runtime))
      places.push({ config, environment })
  const ledger = await openLedger(inputs, runtime)
  const shared = {
    ledger: places.length > 1 ? (ledger.together?.() ?? ledger) : ledger,
    forge: forge && rememberRuns(forge),
  }
  const looks: Looked[] = []
  for (const place of places) looks.push(await lookAt(place, inputs, runtime, shared))
  return looks
}

const isIdle = (looks: readonly Looked[]): boolean => looks.every(({ outcome }) => outcome?.idle === true)

/** Only who looks at everything may switch the tick off. */
const sleepIfIdle = async (
  looks: readonly Looked[],
  inputs: TickInputs,
  runtime: Runtime,
  forge: Forge | null,
): Promise<boolean> => {
  if (!forge || !inputs['on-demand'] || inputs['dry-run'] || !isIdle(looks)) return false
  if (inputs.environments !== undefined) {
    runtime.log.notice(
      '`on-demand` is passed over: with `environments` this tick does not look at everything.',
    )
    return false
  }
  return goToSleep(forge, {
    file: inputs['tick-workflow'],
    quiet: async () => isIdle(await lookAround(inputs, runtime, forge)),
    pause: LISTED_AFTER,
    sleep: realWorld(runtime.signal).sleep,
  })
}

const environmentsOf = async (config: string, inputs: TickInputs, runtime: Runtime): Promise<string[]> => {
  const known = (await readConfig({ config }, runtime)).config.environments.map(({ name }) => name)
  const wanted = inputs.environments
  if (wanted === undefined) return known
  const strangers = inputs.configs === undefined ? wanted.filter((name) => !known.includes(name)) : []
  if (strangers.length === 0) return known.filter((name) => wanted.includes(name))
  throw new ConfigError({
    message: `\`environments\` names ${strangers.join(', ')}, which ${config} does not have`,
    at: 'environments',
    fix: known.join('\n'),
    docs: 'pipelines.md',
  })
}

/** A provider that fails for one service does not keep the tick from the others. */
const lookAt = async (
  { config, environment }: { config: string; environment: string },
  inputs: TickInputs,
  runtime: Runtime,
  shared: { ledger: Ledger; forge: Forge | null },
): Promise<Looked> => {
  const journal = await openJournal({ ...inputs, config, environment }, runtime, shared)
  const target = { service: journal.service.name, environment, config }
  try {
    const outcome = await lookForDue(journal.service, shared.forge, {
      approveWorkflow: inputs['approve-workflow'] ?? null,
      config,
      remind: remindAfter(journal.config, environment),
      dryRun: inputs['dry-run'],
    })
    return { target, outcome, trouble: '' }
  } catch (error) {
    // Also where a person has to mend something: guards go on meanwhile.
    if (!(error instanceof ProviderError) && !(error instanceof ConfigError)) throw error
    runtime.log.warning(`${target.service} in ${environment} could not be looked at: ${error.message}`)
    return { target, outcome: null, trouble: error.message }
  }
}

const refOf = (record: RolloutRecord | undefined): string => {
  const commit = record?.commit ?? record?.revision ?? ''
  return isCommit(commit) ? commit : ''
}
