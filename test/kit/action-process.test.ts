import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ENCODINGS } from './canaries.ts'

const SECRET = `p@ss w+rd/"4711"`
const DATABASE = 'postgres://app:db%2Fhunter22@db.example/shop'

const folders: string[] = []
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })))
})

interface Ended {
  code: number | null
  /** Everything printed on both outputs. */
  printed: string
  /** The same without the commands by which the runner learns what to mask. */
  shown: string
  output: string
  summary: string
}

/** Runs the fixture as a runner would: real process, real files. `onLine` may send signals. */
const running = async (
  mode: string,
  {
    onLine,
    variables = {},
  }: {
    onLine?: (line: string, kill: (signal: NodeJS.Signals) => void) => void
    variables?: Record<string, string>
  } = {},
): Promise<Ended> => {
  const folder = await mkdtemp(join(tmpdir(), 'action-'))
  folders.push(folder)
  const [outputFile, summaryFile] = [join(folder, 'output'), join(folder, 'summary')]
  await Promise.all([writeFile(outputFile, ''), writeFile(summaryFile, '')])
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fixture-action.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      INPUT_MODE: mode,
      INPUT_TOKEN: SECRET,
      DATABASE_URL: DATABASE,
      ...variables,
    },
  })
  let printed = ''
  const take = (chunk: Buffer): void => {
    printed += chunk.toString()
    for (const line of chunk.toString().split('\n')) onLine?.(line, (signal) => child.kill(signal))
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  const [code] = (await once(child, 'close')) as [number | null]
  const shown = printed
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')
  const [output, summary] = await Promise.all([readFile(outputFile, 'utf8'), readFile(summaryFile, 'utf8')])
  return { code, printed, shown, output, summary }
}

/** Values in the runner's file format, `name<<delimiter`. */
const outputsIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^([\w-]+)<<(\S+)\r?\n([\s\S]*?)\r?\n\2$/gm)].map(([, name, , value]) => [name, value]),
  )

const leaks = (text: string): string[] => [
  ...Object.entries(ENCODINGS).flatMap(([name, encode]) => (text.includes(encode(SECRET)) ? [name] : [])),
  ...(/hunter22/.test(text) ? ['database password'] : []),
]

describe('an action in a process of its own', () => {
  test('writes outputs and summary to the files of the runner and hides its secrets everywhere', async () => {
    const { code, printed, shown, output, summary } = await running('pass', {
      variables: { INPUT_NAMES: 'a\nb' },
    })
    expect(code).toBe(0)
    expect(outputsIn(output)).toEqual({
      decision: 'advance',
      reason: 'all-well',
      result: expect.stringContaining('"schema":1'),
      'version-id': 'v-1',
      names: 'a,b',
    })
    expect(summary).toContain('# All well\ntoken ***')
    expect(shown).toContain('token is ***, ***, ***')
    expect(shown).toContain('Going on to 25 %.')
    expect(printed).toContain('::add-mask::')
    expect(leaks(shown + output + summary)).toEqual([])
  })

  test('off a runner prints no workflow commands, above all no masks', async () => {
    const { code, printed } = await running('pass', { variables: { GITHUB_ACTIONS: '' } })
    expect(code).toBe(0)
    expect(printed).not.toContain('::')
    expect(leaks(printed)).toEqual([])
  })

  test('a gate that says no ends with 1 and all outputs', async () => {
    const { code, output, shown } = await running('refuse')
    expect(code).toBe(1)
    expect(outputsIn(output)).toMatchObject({
      decision: 'hold',
      reason: 'too-early',
      'version-id': 'v-1',
      names: '',
    })
    expect(shown).toContain('::error::Not yet: the bake is not over.')
  })

  test('every configuration problem is an annotation, at its line where it has one', async () => {
    const { code, output, shown } = await running('config')
    expect(code).toBe(1)
    expect(outputsIn(output)).toMatchObject({ decision: 'error', reason: 'config' })
    expect(shown).toContain(
      '::error file=.github/sluice.yml,line=12,col=5::unknown key `wieght`%0A  write: weight',
    )
    expect(shown).toContain('::error::the secret *** is odd')
  })

  test('a failing provider is one sentence that says what happens next', async () => {
    const { code, output, shown } = await running('provider')
    expect(code).toBe(1)
    expect(outputsIn(output)).toMatchObject({ decision: 'error', reason: 'provider-retryable' })
    expect(shown).toContain(
      '::error::acme: PUT /split answered 502. This may pass: the next tick or a re-run tries again, and reads back first',
    )
  })

  test.each(['crash', 'late-crash', 'leak'])(
    'an unforeseen fault (%s) ends with 1 and shows no secret',
    async (mode) => {
      const { code, output, shown } = await running(mode)
      expect(code).toBe(1)
      expect(outputsIn(output)).toMatchObject({ decision: 'error', reason: 'internal' })
      expect(shown).toContain('::error::Unexpected: ')
      expect(shown).toContain('***')
      expect(shown).not.toMatch(/\n\s+at /)
      expect(leaks(shown + output)).toEqual([])
    },
  )

  test('work that stops without an end is a fault, not a success', async () => {
    const { code, output, shown } = await running('forgotten')
    expect(code).toBe(1)
    expect(outputsIn(output)).toMatchObject({ decision: 'error', reason: 'internal' })
    expect(shown).toContain('the work stopped without an end')
  })

  test('an output with a masked value fails the step and says why', async () => {
    const { code, output, shown } = await running('masked')
    expect(code).toBe(1)
    expect(outputsIn(output)).toMatchObject({ decision: 'advance', 'version-id': '', names: 'fine' })
    expect(shown).toContain('The output `version-id` contains a masked value')
    expect(leaks(shown + output)).toEqual([])
  })

  test.each([
    ['SIGINT', 'wait', 130],
    ['SIGTERM', 'wait', 143],
    ['SIGINT', 'deaf', 130],
  ] as const)('ends after %s in the mode %s, with its outputs written', async (signal, mode, exitCode) => {
    const { code, output, shown } = await running(mode, {
      onLine: (line, kill) => {
        if (line === 'waiting') kill(signal)
      },
    })
    expect(code).toBe(exitCode)
    expect(outputsIn(output)).toMatchObject({ decision: 'error', reason: 'interrupted' })
    expect(shown).toContain('the next tick goes on')
  })

  test('a second signal ends it at once', async () => {
    const { code, output } = await running('deaf', {
      onLine: (line, kill) => {
        if (line === 'waiting' || line.includes('Interrupted')) kill('SIGINT')
      },
    })
    expect(code).toBe(130)
    expect(outputsIn(output)).toMatchObject({ reason: 'interrupted' })
  })

  test('passes the signal on to the program it runs', async () => {
    const { code, shown } = await running('child', {
      onLine: (line, kill) => {
        if (line.startsWith('waiting')) kill('SIGINT')
      },
    })
    expect(code).toBe(130)
    expect(shown).toContain('child-ended')
    const pid = Number(/waiting (\d+)/.exec(shown)?.[1])
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })
})
