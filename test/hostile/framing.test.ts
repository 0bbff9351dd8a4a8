import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defineAction } from '../../src/kit/action.ts'
import { runnerSinks } from '../../src/kit/host.ts'

// What the runner reads from the files of a step is exactly what we meant, whatever the values hold; and we write no other file.

/**
 * The pairs of a file as the runner reads them: `name=value`, or `name<<mark`, any text, and a line that is the mark. Lines end
 * with LF; on Windows CRLF ends one as well. Text between the marks keeps its own line ends.
 */
const readPairs = (text: string, windows: boolean): Map<string, string> => {
  const pairs = new Map<string, string>()
  let index = 0
  const readLine = (): { line: string; end: number } | null => {
    if (index >= text.length) return null
    const start = index
    const feed = text.indexOf('\n', index)
    index = feed === -1 ? text.length : feed + 1
    if (feed === -1) return { line: text.slice(start), end: 0 }
    const isPair = windows && text[feed - 1] === '\r' && feed - 1 >= start
    return { line: text.slice(start, isPair ? feed - 1 : feed), end: isPair ? 2 : 1 }
  }
  for (let read = readLine(); read !== null; read = readLine()) {
    if (read.line === '') continue
    const [equals, marks] = [read.line.indexOf('='), read.line.indexOf('<<')]
    if (equals > 0 && (marks < 0 || equals < marks)) {
      pairs.set(read.line.slice(0, equals), read.line.slice(equals + 1))
      continue
    }
    const mark = read.line.slice(marks + 2)
    if (marks <= 0 || mark === '')
      throw new Error(`the runner fails the step at ${JSON.stringify(read.line)}`)
    const [name, start] = [read.line.slice(0, marks), index]
    let end = index
    for (let next = readLine(); next?.line !== mark; next = readLine()) {
      if (next === null || next.end === 0) throw new Error('the runner misses the mark')
      end = index - next.end
    }
    pairs.set(name, text.slice(start, end))
  }
  return pairs
}

const values = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\r',
        '\r\n',
        '\0',
        '\u2028',
        '\u2029',
        '\u0085',
        '\ufeff',
        '\ud800',
        '\v\f',
        '=',
        '<<',
        'EOF',
        '\nEOF\n',
        'decision<<x\nfail\nx\n',
        'decision=fail',
        '\ndecision=fail\n',
        'ghadelimiter_',
        '\nghadelimiter_00000000-0000-4000-8000-000000000000\n',
        '::set-output name=decision::fail',
        '%0A',
        '${{ github.token }}',
        'x'.repeat(2000),
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(''))

/** Half a surrogate pair has no bytes in UTF-8: a replacement character takes its place in every file. */
const asWritten = (outputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, Buffer.from(value).toString()]))

describe('the files of a step', () => {
  let place = ''
  const FILES = ['OUTPUT', 'STEP_SUMMARY', 'ENV', 'PATH', 'STATE'] as const
  const before = { ...process.env }
  const at = (name: string): string => join(place, name)
  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), 'sluice-framing-'))
    for (const name of FILES) process.env[`GITHUB_${name}`] = at(name)
  })
  afterAll(() => {
    for (const name of FILES) delete process.env[`GITHUB_${name}`]
    Object.assign(process.env, before)
    rmSync(place, { recursive: true, force: true })
  })

  const run = async (one: string, other: string) => {
    for (const name of FILES) writeFileSync(at(name), '')
    const action = defineAction({
      name: 'probe',
      inputs: {},
      outputs: ['one', 'other'],
      run: async () => ({
        decision: 'pass',
        reason: 'done',
        message: one,
        outputs: { one, other },
        details: { [one]: other },
        summary: one,
      }),
    })
    const variables = Object.fromEntries(FILES.map((name) => [`GITHUB_${name}`, at(name)]))
    const outcome = await action.run({
      variables: { ...variables, GITHUB_ACTIONS: 'true' },
      write: () => {},
      sinks: runnerSinks,
    })
    return { outcome, text: readFileSync(at('OUTPUT'), 'utf8') }
  }

  test('say exactly what was meant, on Linux and on Windows, or the value is refused', async () => {
    await fc.assert(
      fc.asyncProperty(values, values, async (one, other) => {
        const { outcome, text } = await run(one, other)
        const names = ['decision', 'one', 'other', 'reason', 'result']
        for (const windows of [false, true]) {
          // There the library ends lines with CRLF.
          const written = windows ? withWindowsEnds(text) : text
          const read = readPairs(written, windows)
          expect([...read.keys()].sort()).toEqual(names)
          expect(Object.fromEntries(read)).toEqual(asWritten(outcome.outputs))
        }
        expect(outcome.outputs).toMatchObject({ decision: 'pass', reason: 'done' })
        expect([one, '']).toContain(outcome.outputs.one)
        expect(JSON.parse(outcome.outputs.result ?? '')).toMatchObject({ decision: 'pass', reason: 'done' })
        for (const name of ['ENV', 'PATH', 'STATE']) expect(readFileSync(at(name), 'utf8')).toBe('')
      }),
      { seed: 20261121, numRuns: 150 },
    )
  })

  test('a value larger than the runner takes is cut, and the others stay', async () => {
    const { outcome, text } = await run('ä\n'.repeat(400_000), 'small')
    const read = readPairs(text, false)
    expect(Object.fromEntries(read)).toEqual(outcome.outputs)
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(read.get('other')).toBe('small')
  })
})

/** The frame of each value with CRLF, the values as they are. */
const withWindowsEnds = (text: string): string =>
  text.replace(
    /^([\w-]+<<(ghadelimiter_[0-9a-f-]{36}))\n([\s\S]*?)\n\2\n/gm,
    (_, head: string, mark: string, value: string) => `${head}\r\n${value}\r\n${mark}\r\n`,
  )
