import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT } from '../actions/metadata.ts'
import { withoutMasks } from './canaries.ts'

/** Every file below a folder as one text, with its path in front. */
export const filesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map(
      (path) => `${relative(folder, path)}\n${readFileSync(path, 'latin1')}\n${readFileSync(path, 'utf8')}`,
    )
    .join('\n')

/** What one step left, place by place, and how it ended. */
export interface WatchedStep {
  code: number | null
  sinks: Readonly<Record<string, string>>
  outputs: string
  log: string
}

/** What the runner gives a step besides what the caller sets. */
const FILES = ['OUTPUT', 'STEP_SUMMARY', 'ENV', 'PATH', 'STATE'] as const

/**
 * Runs one step of the committed bundle and keeps everything it can write to: both outputs of the process, the runner's
 * five files, the files it left in the temporary folders, and the command lines of whatever it started.
 */
export const watchStep = async (
  folder: string,
  action: string,
  {
    inputs,
    env,
    workspace,
  }: {
    inputs: Readonly<Record<string, string>>
    env: Readonly<Record<string, string>>
    workspace: string
  },
): Promise<WatchedStep> => {
  const place = mkdtempSync(join(folder, 'step-'))
  const at = (name: string): string => join(place, name)
  mkdirSync(at('temp'))
  for (const name of FILES) writeFileSync(at(name), '')
  writeFileSync(at('argv'), '')
  writeFileSync(
    at('argv.mjs'),
    `import { subscribe } from 'node:diagnostics_channel'
     import { appendFileSync } from 'node:fs'
     subscribe('child_process', ({ process: child }) =>
       process.nextTick(() => appendFileSync(${JSON.stringify(at('argv'))}, child.spawnargs.join('\\0') + '\\n')))`,
  )
  const child = spawn(
    process.execPath,
    ['--import', at('argv.mjs'), join(ROOT, 'actions', action, 'index.js')],
    {
      cwd: at('temp'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        GITHUB_ACTIONS: 'true',
        RUNNER_DEBUG: '1',
        ...Object.fromEntries(FILES.map((name) => [`GITHUB_${name}`, at(name)])),
        RUNNER_TEMP: at('temp'),
        TMPDIR: at('temp'),
        GITHUB_WORKSPACE: workspace,
        ...env,
        ...Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
      },
    },
  )
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  const files = Object.fromEntries(FILES.map((name) => [`GITHUB_${name}`, readFileSync(at(name), 'utf8')]))
  const sinks = {
    stdout: withoutMasks(said.stdout),
    stderr: said.stderr,
    ...files,
    'temporary files': filesOf(at('temp')),
    'command lines': readFileSync(at('argv'), 'utf8'),
  }
  const outputs = readFileSync(at('OUTPUT'), 'utf8')
  rmSync(place, { recursive: true, force: true })
  return { code, sinks, outputs, log: said.stdout + said.stderr }
}
