import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeSpan, inert, inertLine, inertMarkdown, shorten, shortenBytes } from '../../src/kit/text.ts'
import { anyText } from '../any-text.ts'

/** Pieces that mean something to a runner or a terminal, mixed with anything else. */
const hostile = fc
  .array(
    fc.oneof(
      anyText({ maxLength: 6 }),
      fc.constantFrom(
        '::',
        ':',
        '#',
        '##[',
        '[',
        '\n',
        '\r',
        '\u2028',
        '\u0085',
        '\v',
        ' ',
        '\t',
        '\u00a0',
        '\u200b',
        '\u202e',
        '\x1b[31m',
        '\x1b]0;x\x07',
        '\x9b',
        '\ud800',
        '::set-output name=a::b',
        '##[group]',
      ),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))

/** How the runner splits and trims what a step prints. */
const asTheRunnerReads = (text: string): string[] =>
  text.split(/[\r\n\u0085\u2028\u2029\v\f]/).map((line) => line.trim())

describe('inert text', () => {
  test.each([
    ['a workflow command', '::set-output name=x::1', ': :set-output name=x::1'],
    ['a command behind spaces', '  \t::debug::x', '  \t: :debug::x'],
    ['a command on a later line', 'ok\n::error::x', 'ok\n: :error::x'],
    ['a command after a bare carriage return', 'ok\r::error::x', 'ok\n: :error::x'],
    ['a command after a Unicode line end', 'ok\u2028::error::x', 'ok\n: :error::x'],
    ['a command behind an invisible character', '\u200b::error::x', ': :error::x'],
    ['a command behind a colour', '\x1b[1m::error::x', ': :error::x'],
    ['an old command anywhere', 'x ##[set-env name=a]b', 'x ## [set-env name=a]b'],
    ['an old command in pieces', 'x ##\u200b[group]', 'x ## [group]'],
    ['colours', '\x1b[31mred\x1b[0m', 'red'],
    ['a terminal title', '\x1b]0;owned\x07text', 'text'],
    ['a link of a terminal', '\x1b]8;;http://evil\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['an eight-bit sequence', '\x9b2Jtext', 'text'],
    ['reversed reading order', 'a\u202etxt.exe\u202c', 'atxt.exe'],
    ['NUL and bell', 'a\0b\x07c', 'abc'],
    ['half a character', 'a\ud83d', 'a\ufffd'],
  ])('disarms %s', (_, text, expected) => {
    expect(inert(text)).toBe(expected)
  })

  test.each(['ratio 1::2', 'tabs\tand\nlines', 'naïve – 秘密 🔑', 'C:\\dir', '# heading', 'a :: b'])(
    'keeps %s',
    (text) => {
      expect(inert(text)).toBe(text)
    },
  )

  test('never holds a line that the runner takes for a command', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const line of asTheRunnerReads(inert(text))) expect(line.startsWith('::')).toBe(false)
        expect(inert(text)).not.toContain('##[')
        expect(inertLine(text)).not.toMatch(/[\r\n]/)
        expect(inertLine(text).trim().startsWith('::')).toBe(false)
      }),
      { seed: 7, numRuns: 2000 },
    )
  })

  test('stays the same when made inert twice', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(inert(inert(text))).toBe(inert(text))
      }),
      { seed: 8, numRuns: 1000 },
    )
  })

  test.each([
    ['escapes', '\x1b'.repeat(1_000_000)],
    ['open titles', '\x1b]'.repeat(500_000)],
    ['eight-bit strings', '\x9d'.repeat(1_000_000)],
    ['spaces before nothing', ' '.repeat(1_000_000)],
    ['half sequences', '\x1b['.repeat(500_000)],
  ])('gets through a megabyte of %s', (_, text) => {
    expect(inert(text).length).toBeLessThanOrEqual(text.length)
  })
})

describe('inert Markdown', () => {
  test.each([
    ['mentions', 'thanks @octocat', 'thanks @&#8203;octocat'],
    ['mentions of teams', '@acme/ops', '@&#8203;acme/ops'],
    ['issue numbers', 'fixes #12', 'fixes #&#8203;12'],
    ['links', '[x](http://evil)', '\\[x\\](http:&#8203;//evil)'],
    ['images', '![x](y)', '\\!\\[x\\](y)'],
    ['HTML', '<img src=x onerror=y>', '&lt;img src=x onerror=y&gt;'],
    ['comments', '<!-- marker -->', '&lt;\\!-- marker --&gt;'],
    ['entities', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['emphasis and code', '**a** _b_ `c` ~d~', '\\*\\*a\\*\\* \\_b\\_ \\`c\\` \\~d\\~'],
    ['table cells', 'a | b', 'a \\| b'],
    ['headings', '# big', '\\# big'],
    ['lists', '- one', '\\- one'],
    ['numbered lists', '1. one', '1\\. one'],
    ['formulas', '$x$', '&#36;x&#36;'],
    ['new lines', 'a\n\n# b', 'a # b'],
    ['web addresses', 'www.evil.example', 'www&#8203;.evil.example'],
  ])('takes the meaning out of %s', (_, text, expected) => {
    expect(inertMarkdown(text)).toBe(expected)
  })

  test('holds no mark-up whatever it was made of', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const marked = inertMarkdown(text)
        expect(marked).not.toMatch(/[<>]|(?<!\\)(?:\\\\)*[`*_[\]|]|@\w|\n/)
      }),
      { seed: 9, numRuns: 1000 },
    )
  })

  test.each([
    ['plain', 'plain', '`plain`'],
    ['text with backticks', 'a `` b', '```a `` b```'],
    ['text that starts with one', '`a', '`` `a ``'],
    ['a pipe', 'a|b', '`a\\|b`'],
    ['nothing', '', ''],
  ])('puts %s into a code span it cannot leave', (_, text, expected) => {
    expect(codeSpan(text)).toBe(expected)
  })
})

describe('shortening', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['ab🔑cd', 4, 'ab…'],
    ['ab🔑cd', 5, 'ab🔑…'],
    ['abcd', 1, '…'],
  ])('cuts %s to %d', (text, max, expected) => {
    expect(shorten(text, max)).toBe(expected)
  })

  test('never passes the limit and never leaves half a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        (text, max) => {
          const short = shorten(text, max)
          expect(short.length).toBeLessThanOrEqual(max)
          expect(short).not.toMatch(/\p{Surrogate}/u)
          const bytes = shortenBytes(text, max + 3, '...')
          expect(Buffer.byteLength(bytes)).toBeLessThanOrEqual(max + 3)
          expect(bytes).not.toContain('\ufffd')
        },
      ),
      { seed: 10, numRuns: 1000 },
    )
  })
})
