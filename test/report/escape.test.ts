import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { code, codeBlock, diagramLabel, html, markdown, plain, TEXT_LIMIT } from '../../src/report/escape.ts'
import { anyText } from '../any-text.ts'
import { HOSTILE } from './hostile.ts'
import { withoutFences } from './markup.ts'

describe('foreign text in a report', () => {
  test.each([
    ['<b>x</b>', '&lt;b&gt;x&lt;/b&gt;'],
    ['a | b', 'a &#124; b'],
    ['[x](y)', '\\[x\\](y)'],
    ['@octocat', '@&#8203;octocat'],
    ['fixes #12', 'fixes #&#8203;12'],
    ['https://x.example', 'https:&#8203;//x.example'],
    ['**loud**', '\\*\\*loud\\*\\*'],
    ['# Title', '\\# Title'],
    ['1. one', '1\\. one'],
    ['`tick`', '&#96;tick&#96;'],
    ['25% bakes until 2026-11-21T08:36:28Z.', '25% bakes until 2026-11-21T08:36:28Z.'],
    ['plain words, v1.2.3', 'plain words, v1.2.3'],
  ])('in Markdown %j reads as it was written', (text, expected) => {
    expect(markdown(text)).toBe(expected)
  })

  test.each([
    ['v2', '`v2`'],
    ['', '–'],
    ['a|b', 'a&#124;b'],
    ['a`b', 'a&#96;b'],
    ['web@sha256:ab', '`web@sha256:ab`'],
  ])('the name %j stands in code where code can hold it', (text, expected) => {
    expect(code(text)).toBe(expected)
  })

  test('is one line without control, terminal, bidi or invisible characters', () => {
    const text = plain('\u001b[31mred\u001b[0m\u202e\u200b one\r\ntwo\u2028three\u0000')
    expect(text).toBe('red one two three')
  })

  test('is cut at its limit, by whole characters', () => {
    expect([...plain('😀'.repeat(2000))]).toHaveLength(TEXT_LIMIT)
    expect(plain('abcdef', 4)).toBe('abc…')
  })

  test.each(HOSTILE)('cannot leave a code block: %s', (_what, text) => {
    const block = codeBlock(text, 'sh')
    expect(withoutFences(`before\n${block}\nafter`)).toBe('before\nafter')
  })

  test.each(HOSTILE)('is bare ASCII in a diagram: %s', (_what, text) => {
    expect(diagramLabel(text)).toMatch(/^[A-Za-z0-9._/ -]{1,60}$/)
  })

  test('never opens a tag, ends an attribute or breaks a table, whatever it is', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 60 }), (text) => {
        expect(html(text)).not.toMatch(/[<>"']/)
        expect(markdown(text)).not.toMatch(/[<>|`\n]/)
        expect(code(text)).not.toMatch(/[|\n]/)
      }),
    )
  })
})
