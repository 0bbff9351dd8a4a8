import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ROOT } from './metadata.ts'

/** How a step ended, as the runner and its log show it. */
export interface StepEnd {
  code: number | null
  /** Everything printed on both outputs. */
  log: string
  /** Texts of the error annotations, decoded. */
  errors: readonly string[]
  outputs: Readonly<Record<string, string>>
  summary: string
  /** Names of the files of the bundle that were loaded, in order. */
  chunks: readonly string[]
}

/** What a step is given. */
export interface StepOrder {
  inputs?: Readonly<Record<string, string>>
  /** Further variables, such as secrets. */
  env?: Readonly<Record<string, string>>
  workspace?: string
  /** Whether workflow commands are understood, and files for outputs and summary offered. Default true. */
  onRunner?: boolean
}

/** Loads before anything else and writes down every file of the bundle that is loaded. */
const RECORDER = `
import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
registerHooks({ load: (url, context, next) => {
  appendFileSync(process.env.LOADED_FILES, url + '\\n')
  return next(url, context)
} })`

/** Runs the committed bundle through the stub of an action, in a process of its own, with nothing of our environment. */
export const runStep = async (verb: string, order: StepOrder = {}): Promise<StepEnd> => {
  const { inputs = {}, env = {}, workspace, onRunner = true } = order
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bundle-'))
  const file = (name: string): string => join(folder, name)
  await Promise.all(['output', 'summary', 'loaded'].map((name) => writeFile(file(name), '')))
  await writeFile(file('recorder.mjs'), RECORDER)
  const child = spawn(
    process.execPath,
    ['--import', file('recorder.mjs'), join(ROOT, 'actions', verb, 'index.js')],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        LOADED_FILES: file('loaded'),
        RUNNER_TEMP: folder,
        GITHUB_WORKSPACE: workspace ?? folder,
        ...(onRunner && {
          GITHUB_ACTIONS: 'true',
          GITHUB_OUTPUT: file('output'),
          GITHUB_STEP_SUMMARY: file('summary'),
        }),
        ...env,
        ...Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
      },
    },
  )
  let log = ''
  const take = (chunk: Buffer): void => {
    log += chunk.toString()
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  const [code] = (await once(child, 'close')) as [number | null]
  const [output, summary, loaded] = await Promise.all(
    ['output', 'summary', 'loaded'].map((name) => readFile(file(name), 'utf8')),
  )
  await rm(folder, { recursive: true, force: true })
  return {
    code,
    log,
    errors: errorsIn(log),
    outputs: outputsIn(output ?? ''),
    summary: summary ?? '',
    chunks: (loaded ?? '')
      .split('\n')
      .filter((url) => url.includes('/dist/'))
      .map((url) => basename(url)),
  }
}

/** `::error file=a,line=1::text`, with the place before the text as `a:1:2: text`. */
const errorsIn = (log: string): string[] =>
  [...log.matchAll(/^::error(?: ([^:]*))?::(.*)$/gm)].map(([, properties = '', text = '']) => {
    const place = ['file', 'line', 'col'].flatMap(
      (name) => new RegExp(`(?:^|,)${name}=([^,]*)`).exec(properties)?.[1] ?? [],
    )
    const decoded = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
    return place.length > 0 ? `${place.join(':')}: ${decoded}` : decoded
  })

/** The runner's own format: `name<<delimiter`, the value, the delimiter. */
const outputsIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^([\w-]+)<<(\S+)\r?\n([\s\S]*?)\r?\n\2$/gm)].map(([, name, , value]) => [name, value]),
  )
