import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What a step of a workflow would see of an action. */
export interface StepResult {
  exitCode: number
  outputs: Readonly<Record<string, string>>
  summary: string
  /** Everything it printed. */
  log: string
}

/** How the steps of one job are run. */
export interface Job {
  /** The working copy. */
  workspace: string
  /** Secrets, and facts of the runner, by the name of their variable. */
  variables: Readonly<Record<string, string>>
  actor: string
  /** Inputs that every step has. */
  inputs: Readonly<Record<string, string>>
}

/** Runs one action the way the runner does: the committed bundle in a process of its own, with the runner's files. */
export const runStep = async (
  job: Job,
  action: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<StepResult> => {
  const temp = await mkdtemp(join(tmpdir(), 'sluice-step-'))
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')]
  await Promise.all([writeFile(output, ''), writeFile(summary, '')])
  const given = Object.entries({ ...job.inputs, ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ])
  const { exitCode, log } = await run(join(root, 'actions', action, 'index.js'), {
    PATH: process.env.PATH,
    ...Object.fromEntries(given),
    ...job.variables,
    GITHUB_WORKSPACE: job.workspace,
    GITHUB_ACTOR: job.actor,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: temp,
  })
  const result = {
    exitCode,
    log,
    outputs: readOutputs(await readFile(output, 'utf8')),
    summary: await readFile(summary, 'utf8'),
  }
  await rm(temp, { recursive: true, force: true })
  return result
}

const run = (script: string, env: NodeJS.ProcessEnv): Promise<{ exitCode: number; log: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.once('error', reject)
    child.once('close', (code) =>
      resolve({ exitCode: code ?? 1, log: Buffer.concat(chunks).toString('utf8') }),
    )
  })

/** The runner's own format: `name<<delimiter`, the value, the delimiter. */
const readOutputs = (text: string): Record<string, string> => {
  const outputs: Record<string, string> = {}
  for (const [, name = '', , value = ''] of text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n?\2$/gm))
    outputs[name] = value
  return outputs
}
