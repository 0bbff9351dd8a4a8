/**
 * How long each action takes to its first own line, against an empty Node process on the same machine. Run it with
 * Node 24 after a build, on a machine that does nothing else: `node bench/startup.ts [runs]`. It prints a table with
 * the median of the runs and the multiple of the empty process, and fails when a multiple passes `LIMIT`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Promised in the documentation: no action takes longer than this many empty processes. */
const LIMIT = 4

/** Each process is started this often; the first start warms the disk cache and does not count. */
const RUNS = Number(process.argv[2] ?? 15)

const root = join(import.meta.dirname, '..')

/** Milliseconds until the process prints something, or until it ends. */
const firstLine = async (file: string, env: Record<string, string>): Promise<number> => {
  const began = performance.now()
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'ignore'], env })
  const closed = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), closed])
  const took = performance.now() - began
  child.kill('SIGKILL')
  await closed
  return took
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0

const measure = async (
  files: readonly string[],
  env: Record<string, string>,
): Promise<Map<string, number>> => {
  const times = new Map(files.map((file) => [file, [] as number[]]))
  // In turns, so that a busy moment of the machine meets all of them.
  for (let run = 0; run <= RUNS; run += 1)
    for (const file of files) {
      const took = await firstLine(file, env)
      if (run > 0) times.get(file)?.push(took)
    }
  return new Map([...times].map(([file, values]) => [file, median(values)]))
}

const folder = await mkdtemp(join(tmpdir(), 'startup-'))
try {
  const empty = join(folder, 'empty.mjs')
  await writeFile(empty, 'console.log()\n')
  await Promise.all(['output', 'summary'].map((name) => writeFile(join(folder, name), '')))
  const verbs = readdirSync(join(root, 'actions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'actions', entry.name, 'index.js')))
    .map(({ name }) => name)
  const stubs = new Map(verbs.map((verb) => [verb, join(root, 'actions', verb, 'index.js')]))
  const times = await measure([empty, ...stubs.values()], {
    PATH: process.env.PATH ?? '',
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: folder,
  })
  const base = times.get(empty) ?? 1
  const row = (name: string, took: number): string =>
    `${name.padEnd(16)}${took.toFixed(1).padStart(8)} ms${(took / base).toFixed(2).padStart(9)} x`
  console.log(`median of ${RUNS} runs      time   multiple (limit ${LIMIT} x)`)
  console.log(row('empty process', base))
  for (const [verb, file] of stubs) {
    const took = times.get(file) ?? 0
    console.log(row(verb, took))
    if (took / base > LIMIT) process.exitCode = 1
  }
  if (stubs.size === 0) console.log('no actions/*/index.js yet: build first')
} finally {
  await rm(folder, { recursive: true, force: true })
}
