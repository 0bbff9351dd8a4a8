import { appendFileSync } from 'node:fs'
import type { Environment } from '../../../src/kit/environment.ts'
import type { Sinks } from '../../../src/kit/host.ts'

/** The runner's files and commands, for an action that does not have a process to itself. */
export const fileSinks =
  (write: (line: string) => void) =>
  ({ variable }: Environment): Sinks => {
    const file = (name: string): string => variable(name) ?? ''
    return {
      open: async () => {},
      mask: (form) => {
        for (const line of form.split('\n')) write(`::add-mask::${line}`)
      },
      setOutput: (name, value) =>
        appendFileSync(file('GITHUB_OUTPUT'), `${name}<<end-of-it\n${value}\nend-of-it\n`),
      writeSummary: async (markdown) => appendFileSync(file('GITHUB_STEP_SUMMARY'), `${markdown}\n`),
    }
  }
