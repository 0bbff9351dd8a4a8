import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { ROOT } from '../actions/metadata.ts'

const FOLDER = join(ROOT, 'test', 'oracles', 'linters')
const ACTIONLINT = join(FOLDER, 'bin', 'actionlint')
const ZIZMOR = join(FOLDER, 'zizmor', 'bin', 'zizmor')

/**
 * Whether the linters run here. Neither npm nor Debian has them, so a machine without Go or Python runs the rest and says
 * so; where CI is set, a missing one is a failure.
 */
export const runsLinters = (): boolean => {
  if ((process.env.CI ?? '') !== '') return true
  const missing = [ACTIONLINT, ZIZMOR].filter((program) => !existsSync(program)).map((path) => basename(path))
  if (missing.length > 0)
    console.warn(
      `Missing: ${missing.join(' and ')}. Install them with .ci/linters, which needs Go and Python. Until then their tests do not run on this machine.`,
    )
  return missing.length === 0
}

/** What a program printed, also when it ended with a finding. Fails when the program is missing or died. */
const printed = async (program: string, args: readonly string[], folder: string): Promise<string> => {
  const options = { cwd: folder, maxBuffer: 64 * 1024 ** 2, env: { PATH: '', NO_COLOR: '1' } }
  try {
    return (await promisify(execFile)(program, args, options)).stdout
  } catch (error) {
    const ended = z.looseObject({ code: z.number(), stdout: z.string().min(1) }).safeParse(error)
    if (ended.success) return ended.data.stdout
    throw error
  }
}

const actionlintSays = z
  .array(z.object({ filepath: z.string(), line: z.number(), message: z.string() }))
  .nullable()

/**
 * What actionlint says of workflows and callers, as `file:line: message`. They are laid out as one repository, in which
 * the callers call our workflows by their path: so it sees the inputs and secrets of what is called.
 */
export const actionlint = async (files: ReadonlyMap<string, string>): Promise<string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-actionlint-'))
  try {
    await mkdir(join(folder, '.git'))
    await cp(join(ROOT, '.github'), join(folder, '.github'), { recursive: true })
    for (const [path, text] of files) {
      await mkdir(join(folder, path, '..'), { recursive: true })
      await writeFile(join(folder, path), text.replaceAll(/uses: owner\/sluice\/(\S+)@0{40}/g, 'uses: ./$1'))
    }
    const args = ['-shellcheck=', '-pyflakes=', '-format', '{{json .}}', ...files.keys()]
    const found = actionlintSays.parse(JSON.parse(await printed(ACTIONLINT, args, folder)))
    return (found ?? []).map(({ filepath, line, message }) => `${filepath}:${line}: ${message}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const zizmorSays = z.array(
  z.looseObject({
    ident: z.string(),
    ignored: z.boolean(),
    locations: z.array(
      z.looseObject({
        symbolic: z.looseObject({
          key: z.looseObject({ Local: z.looseObject({ verbatim_path: z.string() }).optional() }),
        }),
        concrete: z.looseObject({
          location: z.looseObject({ start_point: z.looseObject({ row: z.number() }) }),
        }),
      }),
    ),
  }),
)

/** What zizmor says, as a pedant and without the network, as `file:line: rule`. What a comment excuses is left out. */
export const zizmor = async (files: ReadonlyMap<string, string>): Promise<string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-zizmor-'))
  try {
    for (const [path, text] of files) {
      await mkdir(join(folder, path, '..'), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    const args = ['--offline', '--persona=pedantic', '--no-progress', '--strict-collection', '--format=json']
    const text = await printed(ZIZMOR, [...args, ...files.keys()], folder)
    const found = zizmorSays.parse(JSON.parse(text))
    return found
      .filter(({ ignored }) => !ignored)
      .map(({ ident, locations: [first] }) => {
        const row = first?.concrete.location.start_point.row ?? 0
        return `${first?.symbolic.key.Local?.verbatim_path}:${row + 1}: ${ident}`
      })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const inFolder = (folder: string, wanted: (path: string) => boolean): [string, string][] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter(wanted)
    .sort()
    .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')])

/** Every workflow that we publish, run or give away to be copied, by its path. */
export const everyWorkflow = (): Map<string, string> =>
  new Map([
    ...inFolder('.github/workflows', (path) => path.endsWith('.yml')),
    ...inFolder('examples', (path) => /\/(?:callers|workflows)\/[^/]+\.yml$/.test(path)),
    ...inFolder('demo/shop/.github/workflows', (path) => path.endsWith('.yml')),
  ])

/** Everything else that GitHub reads. */
export const everyDefinition = (): Map<string, string> =>
  new Map([
    ...inFolder('actions', (path) => path.endsWith('/action.yml')),
    ['.github/dependabot.yml', readFileSync(join(ROOT, '.github', 'dependabot.yml'), 'utf8')],
  ])
