/** What a line of a step's output asks of the runner. */
export type Command =
  | { kind: 'mask'; value: string }
  | { kind: 'annotation'; level: 'error' | 'warning' | 'notice'; message: string }
  | { kind: 'debug'; message: string }
  /** For people who read the log: groups, echo, matchers. */
  | { kind: 'layout' }
  /** A command that GitHub has switched off, or that this runner does not know. */
  | { kind: 'refused'; name: string }

const LAYOUT = ['group', 'endgroup', 'echo', 'add-matcher', 'remove-matcher']

const decoded = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')

/** Reads the commands of one step, line by line; `stop-commands` holds until its own mark. */
export const commandReader = (): ((line: string) => Command | null) => {
  let stopped: string | null = null
  return (line) => {
    const found = /^\s*::([\w-]+)(?:\s[^:]*?)?::(.*)$/.exec(line)
    if (!found) return null
    const [, name = '', rest = ''] = found
    if (stopped !== null) {
      if (name === stopped) stopped = null
      return { kind: 'layout' }
    }
    const value = decoded(rest)
    if (name === 'stop-commands') {
      stopped = value
      return { kind: 'layout' }
    }
    if (name === 'add-mask') return { kind: 'mask', value }
    if (name === 'error' || name === 'warning' || name === 'notice')
      return { kind: 'annotation', level: name, message: value }
    if (name === 'debug') return { kind: 'debug', message: value }
    return LAYOUT.includes(name) ? { kind: 'layout' } : { kind: 'refused', name }
  }
}
