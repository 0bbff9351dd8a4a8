import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import type { GateResult, Outcome } from '../../src/kit/action.ts'
import { defineAction } from '../../src/kit/action.ts'
import type { Variables } from '../../src/kit/environment.ts'
import { duration, flag, list, oneOf, secret, text } from '../../src/kit/fields.ts'
import type { Sinks } from '../../src/kit/host.ts'

interface Collected extends Outcome {
  lines: string[]
  masks: string[]
  /** Every call of setOutput. */
  set: [name: string, value: string][]
  written: string[]
}

interface Runnable {
  run: ReturnType<typeof defineAction>['run']
}

const runnerVariables: Variables = {
  GITHUB_ACTIONS: 'true',
  GITHUB_OUTPUT: '/out',
  GITHUB_STEP_SUMMARY: '/summary',
}

/** Runs an action in this process and collects everything it says. */
const running = async (
  action: Runnable,
  variables: Variables = {},
  broken: Partial<Sinks> = {},
): Promise<Collected> => {
  const lines: string[] = []
  const masks: string[] = []
  const set: [string, string][] = []
  const written: string[] = []
  const outcome = await action.run({
    variables: { ...runnerVariables, ...variables },
    write: (line) => lines.push(line),
    sinks: () => ({
      open: async () => {},
      mask: (form) => masks.push(form),
      setOutput: (name, value) => set.push([name, value]),
      writeSummary: async (markdown) => {
        written.push(markdown)
      },
      ...broken,
    }),
  })
  return { ...outcome, lines, masks, set, written }
}

const inputs = {
  service: text(),
  token: secret(),
  'dry-run': flag().default(false),
  timeout: duration().optional(),
  command: oneOf(['start', 'abort']),
  names: list().default([]),
}

const answering = (result: GateResult<'decision' | 'reason' | 'result' | 'version-id'>) =>
  defineAction({ name: 'sample', inputs: {}, outputs: ['version-id'], run: async () => result })

const good: GateResult<'version-id'> = {
  decision: 'advance',
  reason: 'all-well',
  outputs: { 'version-id': 'v-1' },
}

const errors = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('::error'))

describe('reading inputs', () => {
  const seen: unknown[] = []
  const action = defineAction({
    name: 'sample',
    inputs,
    outputs: [],
    run: async (given) => {
      seen.push(given)
      expectTypeOf(given).toEqualTypeOf<{
        service: string
        token: string
        'dry-run': boolean
        timeout?: number | undefined
        command: 'start' | 'abort'
        names: string[]
      }>()
      return { decision: 'advance', reason: 'all-well' }
    },
  })

  test('gives the gate typed values, with defaults where nothing was written', async () => {
    const { exitCode } = await running(action, {
      INPUT_SERVICE: ' shop ',
      INPUT_TOKEN: 'open-sesame',
      INPUT_COMMAND: 'start',
      INPUT_TIMEOUT: '10m',
      INPUT_NAMES: 'a\nb',
      'INPUT_DRY-RUN': '',
    })
    expect(exitCode).toBe(0)
    expect(seen).toEqual([
      {
        service: 'shop',
        token: 'open-sesame',
        'dry-run': false,
        timeout: 600_000,
        command: 'start',
        names: ['a', 'b'],
      },
    ])
  })

  test('reports every mistake at once, without showing what was written, and does not run', async () => {
    const calls = seen.length
    const { exitCode, lines, outputs } = await running(action, {
      INPUT_TOKEN: 'open\nsesame',
      INPUT_COMMAND: 'frobnicate',
      INPUT_TIMEOUT: 'frobnicate',
      'INPUT_DRY-RUN': 'frobnicate',
      INPUT_TOKNE: 'frobnicate',
    })
    expect(exitCode).toBe(1)
    expect(seen).toHaveLength(calls)
    const said = errors(lines).join('\n')
    expect(errors(lines)).toHaveLength(6)
    for (const sentence of [
      '`tokne` is not an input of this action',
      '`service` is required',
      '`token` holds a line break or control character',
      '`command` must be one of start, abort',
      '`timeout` must be a duration such as',
      '`dry-run` must be true or false',
    ])
      expect(said).toContain(sentence)
    expect(lines.join('\n')).not.toMatch(/frobnicate|sesame/)
    expect(outputs).toMatchObject({ decision: 'error', reason: 'config' })
  })

  test('hides secrets before anything is checked, and trims them with a notice', async () => {
    const { masks, lines } = await running(action, { INPUT_TOKEN: 'open-sesame\n' })
    expect(masks).toEqual(expect.arrayContaining(['open-sesame', 'b3Blbi1zZXNhbWU=']))
    expect(
      lines.filter((line) => line.startsWith('::notice::The secret `token` had white space')),
    ).toHaveLength(1)
  })
})

describe('writing outputs', () => {
  test('sets every declared output exactly once, the missing ones empty', async () => {
    const { set, outputs } = await running(answering({ decision: 'hold', reason: 'too-early' }))
    expect(set.map(([name]) => name)).toEqual(['decision', 'reason', 'result', 'version-id'])
    expect(outputs).toEqual({
      decision: 'hold',
      reason: 'too-early',
      result: '{"schema":1,"action":"sample","decision":"hold","reason":"too-early"}',
      'version-id': '',
    })
  })

  test('puts outputs, message and details into the result', async () => {
    const { outputs } = await running(
      answering({ ...good, message: 'On it goes.', details: { steps: [1, 2], decision: 'never this' } }),
    )
    expect(JSON.parse(outputs.result ?? '')).toEqual({
      schema: 1,
      action: 'sample',
      decision: 'advance',
      reason: 'all-well',
      message: 'On it goes.',
      'version-id': 'v-1',
      steps: [1, 2],
    })
  })

  test('an output that is not declared is an error of types, and of the run', async () => {
    const action = defineAction({
      name: 'sample',
      inputs: {},
      outputs: ['version-id'],
      // @ts-expect-error `vresion-id` is not declared
      run: async () => ({ decision: 'advance', reason: 'all-well', outputs: { 'vresion-id': 'v-1' } }),
    })
    const { exitCode, outputs, lines } = await running(action)
    expect(exitCode).toBe(1)
    expect(outputs).toMatchObject({ decision: 'error', reason: 'internal' })
    expect(errors(lines)[0]).toContain('vresion-id')
  })

  test('a gate that says no fails the step, says why once, and writes its outputs', async () => {
    const { exitCode, outputs, lines } = await running(
      answering({ ...good, decision: 'hold', failed: true, message: 'Not yet.' }),
    )
    expect(exitCode).toBe(1)
    expect(outputs).toMatchObject({ decision: 'hold', 'version-id': 'v-1' })
    expect(errors(lines)).toEqual(['::error::Not yet.'])
  })

  test('refuses an output that GitHub would drop, and explains what to do', async () => {
    const action = defineAction({
      name: 'sample',
      inputs: { ref: secret() },
      outputs: ['url', 'version-id'],
      run: async ({ ref }) => ({
        decision: 'advance',
        reason: 'ok',
        outputs: { url: `https://${ref}.example`, 'version-id': 'v' },
      }),
    })
    const { exitCode, outputs, lines } = await running(action, { INPUT_REF: 'project-ref' })
    expect(exitCode).toBe(1)
    expect(outputs).toEqual({
      decision: 'advance',
      reason: 'ok',
      result: '{"schema":1,"action":"sample","decision":"advance","reason":"ok","incomplete":true}',
      url: '',
      'version-id': 'v',
    })
    expect(errors(lines)).toHaveLength(1)
    expect(errors(lines)[0]).toContain('The output `url` contains a masked value and GitHub would drop it')
    expect(errors(lines)[0]).toContain('*variable*')
  })

  test('stays alive when outputs or summary cannot be written', async () => {
    const no = (): never => {
      throw new Error('no such file')
    }
    const { exitCode, lines } = await running(
      answering({ ...good, summary: '# x' }),
      {},
      { setOutput: no, writeSummary: async () => no() },
    )
    expect(exitCode).toBe(0)
    expect(lines.filter((line) => line.startsWith('::warning'))).toHaveLength(2)
  })

  test('says so when the runner takes no outputs', async () => {
    const { exitCode, lines } = await running(answering(good), { GITHUB_OUTPUT: '' })
    expect(exitCode).toBe(0)
    expect(lines.some((line) => line.startsWith('::notice::This runner offers no file for outputs'))).toBe(
      true,
    )
  })
})

describe('the summary', () => {
  test('is written once, without secrets', async () => {
    const action = defineAction({
      name: 'sample',
      inputs: { token: secret() },
      outputs: [],
      run: async ({ token }) => ({ decision: 'advance', reason: 'ok', summary: `# Fine\n| ${token} |` }),
    })
    const { written, summary } = await running(action, { INPUT_TOKEN: 'open-sesame' })
    expect(written).toEqual(['# Fine\n| *** |'])
    expect(summary).toBe(written[0])
  })

  test('is cut below one megabyte, with a notice, because GitHub would drop it whole', async () => {
    const { written, lines } = await running(answering({ ...good, summary: '🔑'.repeat(400_000) }))
    expect(Buffer.byteLength(written[0] ?? '')).toBeLessThan(1024 * 1024)
    expect(written[0]).toContain('(cut here')
    expect(written[0]).not.toContain('\ufffd')
    expect(lines.some((line) => line.startsWith('::notice::The summary was longer'))).toBe(true)
  })
})

describe('what an action is made of', () => {
  test('is known without running it, the standard outputs included', () => {
    const { spec } = defineAction({
      name: 'x',
      inputs: { token: secret() },
      outputs: ['url'],
      run: async () => ({ decision: 'advance', reason: 'ok' }),
    })
    expect(spec.name).toBe('x')
    expect(Object.keys(spec.inputs)).toEqual(['token'])
    expect(spec.outputs).toEqual(['decision', 'reason', 'result', 'url'])
  })

  test('a gate can use secrets by the name of their variable, and they are hidden at once', async () => {
    const action = defineAction({
      name: 'sample',
      inputs: { names: list() },
      outputs: [],
      run: async ({ names }, runtime) => {
        runtime.log.info(names.map((name) => runtime.secret(name) ?? 'missing').join(' '))
        return { decision: 'advance', reason: 'ok' }
      },
    })
    const { lines, masks } = await running(action, { INPUT_NAMES: 'A\nB\nC', A: 'open-sesame\n', B: ' ' })
    expect(lines).toContain('*** missing missing')
    expect(masks).toContain('open-sesame')
  })

  test("a mistake of zod in a schema of one's own shows no value either", async () => {
    const action = defineAction({
      name: 'sample',
      inputs: { size: z.string().transform(Number).pipe(z.number().max(5)) },
      outputs: [],
      run: async () => ({ decision: 'advance', reason: 'ok' }),
    })
    const { lines } = await running(action, { INPUT_SIZE: '4711' })
    expect(errors(lines)).toHaveLength(1)
    expect(errors(lines)[0]).not.toContain('4711')
  })
})
