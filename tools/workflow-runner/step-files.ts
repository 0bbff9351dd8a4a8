import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BLOCKED_VARIABLES, FileFormatError, MOST_SUMMARY, readPairs } from './files.ts'
import type { Annotation } from './report.ts'

/** The files through which a step speaks to the runner. */
export interface StepFiles {
  /** Their places, by the names of their variables. */
  variables: Readonly<Record<string, string>>
  /** Reads what the step wrote. Throws FileFormatError, which fails the step. */
  read(): StepWords
}

/** What a step wrote. */
export interface StepWords {
  outputs: [string, string][]
  state: [string, string][]
  variables: [string, string][]
  paths: string[]
}

/** Makes empty files for one step in a folder of its own. */
export const makeStepFiles = (folder: string): StepFiles => {
  mkdirSync(folder, { recursive: true })
  const file = (name: string): string => {
    const path = join(folder, name)
    writeFileSync(path, '')
    return path
  }
  const [output, state, env, path, summary] = ['output', 'state', 'env', 'path', 'summary'].map(file)
  const text = (at: string | undefined): string => (at ? readFileSync(at, 'utf8') : '')
  return {
    variables: {
      GITHUB_OUTPUT: output ?? '',
      GITHUB_STATE: state ?? '',
      GITHUB_ENV: env ?? '',
      GITHUB_PATH: path ?? '',
      GITHUB_STEP_SUMMARY: summary ?? '',
    },
    read: () => {
      const variables = readPairs(text(env))
      const blocked = variables.find(([name]) => BLOCKED_VARIABLES.includes(name.toUpperCase()))
      if (blocked)
        throw new FileFormatError(`Can't store ${blocked[0]} output parameter using '$GITHUB_ENV' command.`)
      return {
        outputs: readPairs(text(output)),
        state: readPairs(text(state)),
        variables,
        paths: text(path)
          .split(/\r?\n/)
          .filter((line) => line !== ''),
      }
    },
  }
}

/** The summary that a step wrote: dropped with an error beside it when it is too long, which fails nothing. */
export const summaryOf = ({ variables }: StepFiles): { summary: string; annotations: Annotation[] } => {
  const written = readFileSync(variables.GITHUB_STEP_SUMMARY ?? '')
  if (written.length <= MOST_SUMMARY) return { summary: written.toString('utf8'), annotations: [] }
  const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${MOST_SUMMARY / 1024}k, got ${Math.round(written.length / 1024)}k.`
  return { summary: '', annotations: [{ level: 'error', message }] }
}
