import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { basename, dirname, join } from 'node:path'
import type { Command, StartProcess, StepProcess } from '../../../tools/workflow-runner/process.ts'

/** Name of the export of `actions/index.ts` that an action's stub calls; null for other scripts. */
export const exportFor = (script: string): string | null =>
  basename(script) === 'index.js' && basename(dirname(dirname(script))) === 'actions'
    ? basename(dirname(script)).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    : null

/** Steps that share one process. */
export interface Keeping {
  start: StartProcess
  close(): void
}

/**
 * Plays steps in one process that keeps the bundle loaded: most of what a tick costs is loading it. A test with
 * hundreds of ticks that find nothing to do gives each of the others a process of its own.
 *
 * @param may whether the step that begins now may share the process
 */
export const keepBundle = (variables: Readonly<Record<string, string>>, may: () => boolean): Keeping => {
  let child: ChildProcess | null = null
  const open = (bundle: string): ChildProcess => {
    const env = { PATH: process.env.PATH, ...variables, NODE_OPTIONS: '', BUNDLE: bundle }
    return fork(join(import.meta.dirname, 'kept-bundle.ts'), {
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
  }
  let steps = 0
  const run = async (
    action: string,
    { args, env, cwd }: Command,
    onLine: (line: string) => void,
  ): Promise<number> => {
    if (!child) {
      child = open(join(dirname(args[0] ?? ''), '..', '..', 'dist', 'index.js'))
      const [ready] = await Promise.race([once(child, 'message'), once(child, 'exit')])
      if (ready !== 'ready') throw new Error('the bundle could not be loaded: node scripts/build.ts')
    }
    const kept = child
    steps += 1
    const own = steps
    return new Promise((resolve, reject) => {
      const lost = (): void => reject(new Error(`the process that keeps the bundle ended during ${action}`))
      const hear = (message: { id: number } & ({ line: string } | { exitCode: number })): void => {
        if (message.id !== own) return
        if ('line' in message) onLine(message.line)
        else {
          kept.off('message', hear).off('exit', lost)
          resolve(message.exitCode)
        }
      }
      kept.on('message', hear).once('exit', lost)
      kept.send({ id: own, action, variables: env, cwd })
    })
  }
  return {
    start: (command, onLine): StepProcess | null => {
      const action = exportFor(command.args[0] ?? '')
      if (action === null || !may()) return null
      const ended = run(action, command, onLine)
      return { ended, stop: () => {}, kill: () => {}, sweep: () => {} }
    },
    close: () => child?.kill('SIGKILL'),
  }
}
