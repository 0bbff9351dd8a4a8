import { expect } from 'vitest'
import { CHECKED, SECRETS, SIGNING } from '../../scripts/workflows.ts'
import type { RunReport } from '../../tools/workflow-runner/report.ts'
import { filesOf, type Given, NOBODYS, openPlaying, type Playing, type PlayingOptions } from './playing.ts'

/** Where each of the five systems is released. */
export const ENVIRONMENTS = {
  astropal: ['staging', 'beta', 'production'],
  bee: ['staging', 'production'],
  'fly-fleet': ['staging', 'production'],
  repz: ['staging', 'beta', 'production'],
  signals: ['staging', 'production'],
} as const

/** One of them. */
export type System = keyof typeof ENVIRONMENTS

const MIGRATIONS = {
  'migrations/0001_users.sql': 'create table users (id integer primary key);',
  'supabase/migrations/20260101000000_users.sql': 'create table users (id bigint primary key);',
}

/** A repository with its callers and configurations. */
export const optionsOf = (system: System): PlayingOptions => ({
  files: { ...filesOf(`examples/${system}/.github`), ...MIGRATIONS },
  environments: ENVIRONMENTS[system],
  checks: ['test', 'coverage', 'integration', 'load', 'security', 'e2e'],
})

/** Plays a story in a repository of its own. */
export const playOn = async (
  options: PlayingOptions,
  story: (playing: Playing) => Promise<void>,
): Promise<void> => {
  const playing = await openPlaying(options)
  try {
    await story(playing)
  } catch (error) {
    await playing.close().catch(() => {})
    throw error
  }
  await playing.close()
}

/** Names of secrets that callers hand over. Default: those of the reusable workflows. */
export interface Handed {
  gates?: readonly string[]
  /** Only for the check. */
  checked?: readonly string[]
}

/** What a step is meant to see: secrets of the environment of its job, the application's only where they are checked. */
const meant = (
  step: Given,
  environment: string | null,
  { gates = SECRETS, checked = CHECKED }: Handed,
): string[] => {
  if (environment === null || step.action === 'run') return []
  // Whoever records an approval signs it, and has no use for anything else.
  const records = step.inputs.operation === 'record-approval'
  const names = records ? SIGNING : step.action === 'secret-check' ? [...gates, ...checked] : gates
  return names.map((name) => `${environment}: ${name}`)
}

const environmentOf = (runs: readonly RunReport[], { job, inputs, action }: Given): string | null => {
  const jobs = runs.flatMap((run) => run.jobs).filter(({ name }) => name === job)
  const own = jobs.map(({ environment }) => environment)
  if (action === 'run') return own[0] ?? null
  // Instances of a matrix have one name.
  return own.find((name) => name === (inputs.environment ?? inputs.environments)) ?? null
}

/** Each step saw what it is meant to see, and nothing else. */
export const expectSecretsWhereMeant = ({ runner, given }: Playing, handed: Handed = {}): void => {
  for (const step of given)
    expect(step.secrets, `${step.job}: ${step.action}`).toEqual(
      meant(step, environmentOf(runner.runs(), step), handed),
    )
  expect(given.flatMap(({ secrets }) => secrets).join()).not.toContain(NOBODYS)
}

/** No value of a secret is in a log, a summary or an output. */
export const expectNothingSaid = ({ runner, secrets }: Playing): void => {
  const text = JSON.stringify(runner.runs())
  for (const [name, value] of secrets)
    expect(text.includes(value), `${name} in a log or an output`).toBe(false)
}
