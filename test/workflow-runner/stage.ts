import { afterEach } from 'vitest'
import type { RunnerOptions } from '../../tools/workflow-runner/options.ts'
import type { JobReport, RunReport } from '../../tools/workflow-runner/report.ts'
import { createRunner, type Runner } from '../../tools/workflow-runner/runner.ts'
import type { Files } from '../../tools/workflow-runner/sources.ts'
import { ensureEnvironment } from '../fakes/github/routes/environments.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import type { Environment } from '../fakes/github/state.ts'

/** A runner on a stand-in of its own, with a few words for tests. */
export interface Stage {
  github: GitHubStandIn
  runner: Runner
  /** Pushes these files whole and runs until quiet; the report of the only run, or the last. */
  play(files: Files): Promise<RunReport>
  /** Runs until quiet and reports a run. */
  finish(run: number): Promise<RunReport>
  environment(name: string, rules?: Partial<Environment>): Environment
}

const open: { github: GitHubStandIn; runner: Runner }[] = []

afterEach(async () => {
  for (const { runner } of open) runner.close()
  const all = open.splice(0)
  for (const { github } of all) await github.close()
})

/** Opens a stage; it is taken down after the test. */
export const openStage = async (options: Partial<RunnerOptions> = {}): Promise<Stage> => {
  const github = options.github ?? (await startGitHub())
  const runner = createRunner({ schedule: { latest: 0, dropped: 0 }, ...options, github })
  open.push({ github, runner })
  return {
    github,
    runner,
    play: async (files) => {
      const runs = await runner.push({ files })
      await runner.runUntilQuiet()
      const last = runs.at(-1)
      if (last === undefined) throw new Error('the push started nothing')
      return runner.run(last)
    },
    finish: async (run) => {
      await runner.runUntilQuiet()
      return runner.run(run)
    },
    environment: (name, rules = {}) => Object.assign(ensureEnvironment(github.state, name), rules),
  }
}

/** Where workflow files stand. */
export const at = (name: string): string => `.github/workflows/${name}.yml`

/** A job of a report by its name. */
export const jobOf = (run: RunReport, name: string): JobReport => {
  const found = run.jobs.find((job) => job.name === name)
  if (!found) throw new Error(`no job ${name} among ${run.jobs.map((job) => job.name).join(', ')}`)
  return found
}

/** Results of all jobs by name. */
export const resultsOf = (run: RunReport): Record<string, string | null> =>
  Object.fromEntries(run.jobs.map(({ name, result }) => [name, result]))

/** Everything a job printed. */
export const logOf = (run: RunReport, job: string): string =>
  jobOf(run, job)
    .steps.map(({ log }) => log)
    .join('\n')
