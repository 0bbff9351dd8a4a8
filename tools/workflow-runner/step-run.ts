import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandReader } from './commands.ts'
import type { Contexts } from './expressions.ts'
import { FileFormatError } from './files.ts'
import { environmentOf, type JobState } from './job-state.ts'
import { startProcess } from './process.ts'
import { RefusedError } from './refusal.ts'
import type { Annotation } from './report.ts'
import { makeStepFiles, type StepWords, summaryOf } from './step-files.ts'

/** What one process of a step did. */
export interface Ran {
  outcome: 'success' | 'failure' | 'cancelled'
  log: string
  summary: string
  annotations: Annotation[]
  words: StepWords
}

/** The process of a step: what to start, and under which condition it outlives a cancellation. */
export interface Start {
  file: string
  args: readonly string[]
  cwd: string
  /** Variables besides those of the job. */
  variables: Readonly<Record<string, string>>
  condition: string
  contexts: Contexts
  minutes: number | null
  /** For the message of a time limit. */
  name: string
}

const NO_WORDS: StepWords = { outputs: [], state: [], variables: [], paths: [] }

/** Hears a step: masks what it prints, and takes its commands. */
const listener = (job: JobState, log: string[], annotations: Annotation[], refused: string[]) => {
  const read = commandReader()
  return (line: string): void => {
    const command = read(line)
    if (command?.kind === 'mask') job.masks.add(command.value)
    if (command?.kind === 'annotation')
      annotations.push({ level: command.level, message: job.masks.hide(command.message) })
    if (command?.kind === 'refused') refused.push(command.name)
    log.push(command?.kind === 'mask' ? '::add-mask::***' : job.masks.hide(line))
  }
}

/** Runs one process of a step to its end, with the runner's files around it. */
export const runProcess = async (job: JobState, start: Start): Promise<Ran> => {
  const { machine, folders } = job
  const folder = join(folders.temp, `_files_${job.processes.length}`)
  const files = makeStepFiles(folder)
  const [log, annotations, refused]: [string[], Annotation[], string[]] = [[], [], []]
  const env = environmentOf(job, start.contexts, { ...start.variables, ...files.variables })
  const command = { ...start, env }
  const hear = listener(job, log, annotations, refused)
  const process = machine.start(command, hear) ?? startProcess(command, hear)
  job.processes.push(process)
  const current = { process, condition: start.condition, contexts: start.contexts, stopped: false }
  job.current = current
  let late = false
  const forget =
    start.minutes === null
      ? () => {}
      : machine.stopwatch.after(start.minutes, () => {
          late = true
          process.stop(machine.grace)
        })
  const code = await process.ended.catch((error: unknown) => {
    log.push(`An error occurred trying to start process '${start.file}': ${String(error)}`)
    return 1
  })
  forget()
  job.current = null
  const [name] = refused
  if (name !== undefined) throw new RefusedError(`the command ::${name}:: in the output of ${start.name}`)
  if (late)
    annotations.push({
      level: 'error',
      message: `The action '${start.name}' has timed out after ${start.minutes} minutes.`,
    })
  const read = wordsIn(files, annotations)
  const { summary, annotations: tooLong } = summaryOf(files)
  const good = code === 0 && read !== null && !late
  return {
    outcome: current.stopped ? 'cancelled' : good ? 'success' : 'failure',
    log: log.join('\n'),
    summary: job.masks.hide(summary),
    annotations: [...annotations, ...tooLong],
    words: read ?? NO_WORDS,
  }
}

const wordsIn = (files: ReturnType<typeof makeStepFiles>, annotations: Annotation[]): StepWords | null => {
  try {
    return files.read()
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw error
    annotations.push({ level: 'error', message: error.message })
    return null
  }
}

/** Writes a script for bash as it stands after evaluation, and says how GitHub starts it. */
export const scriptFor = (
  job: JobState,
  script: string,
  shell: string | null,
): { file: string; args: string[] } => {
  const path = join(job.folders.temp, `script_${job.processes.length}.sh`)
  writeFileSync(path, script)
  // Without a word `bash -e`; asked for by name, stricter.
  const options = shell === null ? ['-e'] : ['--noprofile', '--norc', '-eo', 'pipefail']
  return { file: 'bash', args: [...options, path] }
}
