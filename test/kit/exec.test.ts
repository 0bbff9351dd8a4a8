import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Variables } from '../../src/kit/environment.ts'
import { readEnvironment } from '../../src/kit/environment.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import type { ExecRequest } from '../../src/kit/exec.ts'
import { createExec } from '../../src/kit/exec.ts'
import { createRedactor } from '../../src/kit/redact.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exec test '))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const node = process.execPath

const running = (options: { signal?: AbortSignal; variables?: Variables } = {}) => {
  const redactor = createRedactor()
  redactor.registerSecret('TOKEN', 'open-sesame')
  const environment = readEnvironment(options.variables ?? { PATH: process.env.PATH })
  return createExec({ environment, redactor, ...(options.signal && { signal: options.signal }) })
}

/** Runs a piece of JavaScript as a program. */
const script = (code: string, request: Partial<ExecRequest> = {}): ExecRequest => ({
  program: node,
  args: ['-e', code],
  ...request,
})

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => new Error('it was expected to fail'),
    (thrown) => thrown,
  )

describe('running a program', () => {
  test('hands over arguments exactly, whatever is in them', async () => {
    const args = ['a b', '"quoted"', "it's", '$HOME', '`id`', '; rm -rf /', '*', '', '\\', '--', 'ü🔑']
    const result = await running()(
      script('console.log(JSON.stringify(process.argv.slice(1)))', {
        args: ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...args],
      }),
    )
    expect(result.exitCode).toBe(0)
    expect(JSON.parse(result.stdout)).toEqual(args)
  })

  test('finds a program whose path has spaces', async () => {
    const path = join(folder, 'my program')
    await writeFile(path, `#!${node}\nconsole.log('found')\n`, { mode: 0o755 })
    expect((await running()({ program: path })).stdout).toBe('found\n')
  })

  test('gives exit code, output and error output', async () => {
    const result = await running()(script('console.log("out"); console.error("err"); process.exitCode = 3'))
    expect(result).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n', truncated: false })
  })

  test('writes the input, also to a program that does not read it', async () => {
    const echo = await running()(script('process.stdin.pipe(process.stdout)', { input: 'héllo' }))
    expect(echo.stdout).toBe('héllo')
    const deaf = await running()(
      script('process.stdin.destroy(); process.exit(0)', { input: 'x'.repeat(5_000_000) }),
    )
    expect(deaf.exitCode).toBe(0)
  })

  test('gives the program no more of the environment than it needs', async () => {
    const variables = {
      PATH: process.env.PATH,
      GITHUB_TOKEN: 'secret',
      ACTIONS_RUNTIME_TOKEN: 'secret',
      INPUT_TOKEN: 'secret',
      DATABASE_URL: 'secret',
      SERVICE: 'shop',
    }
    const result = await running({ variables })(
      script('console.log(JSON.stringify(process.env))', {
        pass: ['SERVICE'],
        set: { GREETING: 'given' },
      }),
    )
    const seen = JSON.parse(result.stdout)
    expect(seen).toMatchObject({ SERVICE: 'shop', GREETING: 'given' })
    expect(Object.values(seen)).not.toContain('secret')
  })

  test('hides secrets and disarms commands in what the program prints', async () => {
    const lines: string[] = []
    const result = await running()(
      script(
        'console.log("::set-output name=a::b\\n\\x1b[31mopen-\\x1b[0msesame"); console.error("open-sesame\\n##[group]")',
        {
          onLine: (line) => lines.push(line),
        },
      ),
    )
    expect(result.stdout).toBe(': :set-output name=a::b\n***\n')
    expect(result.stderr).toBe('***\n## [group]\n')
    expect(lines.sort()).toEqual(['## [group]', '***', '***', ': :set-output name=a::b'])
  })

  test('prints nothing itself', async () => {
    const { stdout, stderr } = process
    const printed: string[] = []
    const originals = [stdout.write, stderr.write] as const
    stdout.write = stderr.write = ((chunk: string | Uint8Array) =>
      printed.push(String(chunk)) > 0) as typeof stdout.write
    try {
      await running()(script('console.log("loud"); console.error("loud")'))
    } finally {
      stdout.write = originals[0]
      stderr.write = originals[1]
    }
    expect(printed.join('')).not.toContain('loud')
  })

  test('keeps the beginning of too long an output and says that it was cut', async () => {
    const result = await running()(script('process.stdout.write("a".repeat(300000))', { maxBytes: 1000 }))
    expect(result).toMatchObject({ exitCode: 0, stdout: 'a'.repeat(1000), truncated: true })
  })

  test('keeps two programs at once apart', async () => {
    const exec = running()
    const results = await Promise.all(
      ['one', 'two', 'three'].map((word) => exec(script(`console.log("${word}")`))),
    )
    expect(results.map(({ stdout }) => stdout)).toEqual(['one\n', 'two\n', 'three\n'])
  })
})

describe('a program that cannot be run', () => {
  test.each([
    ['that is not installed', { program: 'no-such-program-here' }],
    ['in a folder that is not there', script('1', { cwd: '/no/such/folder' })],
    ['with an option for a name', { program: '--version' }],
    ['with a quote in its name', { program: 'a"b' }],
    ['without a name', { program: '' }],
  ])('is a matter of configuration: %s', async (_, request) => {
    expect(await thrownBy(running()(request))).toBeInstanceOf(ConfigError)
  })
})

/** Prints a word when it is ready, then ignores or obeys signals, and never ends by itself. */
const waiting = (onSignal: string): string =>
  `process.on('SIGINT', () => { ${onSignal} }); process.on('SIGTERM', () => { ${onSignal} }); setInterval(() => {}, 1000); console.log('ready')`

describe('a program that has to stop', () => {
  test.each([
    ['that obeys', 'process.exit(0)'],
    ['that ignores signals', ''],
  ])('is ended when the run is told to stop: one %s', async (_, onSignal) => {
    const stop = new AbortController()
    const error = await thrownBy(
      running({ signal: stop.signal })(script(waiting(onSignal), { onLine: () => stop.abort() })),
    )
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({ code: 'interrupted', effect: 'unknown', retryable: true })
  })

  test('is ended at its time limit', async () => {
    const error = await thrownBy(running()(script(waiting('process.exit(0)'), { timeout: 300 })))
    expect(error).toMatchObject({ code: 'timeout', effect: 'unknown' })
  })

  test('is not started once the run was told to stop', async () => {
    const error = await thrownBy(running({ signal: AbortSignal.abort() })(script('1')))
    expect(error).toMatchObject({ code: 'interrupted', effect: 'none' })
  })

  test('that somebody else killed is not taken for a success', async () => {
    const error = await thrownBy(running()(script('process.kill(process.pid, "SIGKILL")')))
    expect(error).toMatchObject({ effect: 'unknown', retryable: true })
  })
})
