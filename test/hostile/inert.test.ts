import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defineAction } from '../../src/kit/action.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import { inertMarkdown } from '../../src/kit/text.ts'
import { anyText } from '../any-text.ts'

// Text of people, servers and programs on its way through a whole action: what comes out can only be read.

const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '::set-output name=x::y',
        '::add-mask::a',
        '::stop-commands::x',
        '##[error]',
        '\n::error::',
        '\r',
        '\n',
        '\u2028::warning::',
        '\x1b[31m',
        '\x1b]8;;http://evil.example\x07',
        '\x9b2J',
        '\u202e',
        '\u200b',
        '\0',
        '@everyone',
        '#12',
        '<img src=x>',
        '[a](http://b)',
        '|',
        '`',
        'ghadelimiter_',
        'EOF\n',
        '%0A::error::',
      ),
      anyText({ maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''))

/** Commands of our own logger, with nothing in them that ends them early. */
const OURS = /^::(?:notice|warning|error|debug|group|endgroup)(?: [^:]*)?::[^\n]*$/
const ACTIVE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/

test('no text from outside speaks to the runner, whichever way it takes through an action', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.constantFrom('message', 'log', 'error'), async (text, way) => {
      const written: string[] = []
      const outputs: Record<string, string> = {}
      const action = defineAction({
        name: 'probe',
        inputs: {},
        outputs: ['said'],
        run: async (_, { log }) => {
          if (way === 'error') throw new ProviderError({ provider: 'acme', message: text, retryable: false })
          if (way === 'log') {
            log.info(text)
            log.notice(text)
            log.warning(text, { title: text, file: text })
            await log.group(text, () => undefined)
          }
          return { decision: 'pass', reason: 'done', message: text, failed: way === 'message' }
        },
      })
      await action.run({
        variables: { GITHUB_ACTIONS: 'true' },
        write: (line) => void written.push(line),
        sinks: () => ({
          open: async () => {},
          mask: () => {},
          setOutput: (name, value) => {
            outputs[name] = value
          },
          writeSummary: async () => {},
        }),
      })
      const lines = written.join('\n').split('\n')
      for (const line of lines) {
        if (line.trimStart().startsWith('::')) expect(line).toMatch(OURS)
        expect(line).not.toMatch(ACTIVE)
        expect(line).not.toContain('##[')
      }
      expect(Object.keys(outputs).sort()).toEqual(['decision', 'reason', 'result', 'said'])
      expect(() => JSON.parse(outputs.result ?? '')).not.toThrow()
    }),
    { seed: 21, numRuns: 300 },
  )
})

test('nor does it format, mention or link in Markdown', () => {
  fc.assert(
    fc.property(pieces, (text) => {
      const shown = inertMarkdown(text)
      expect(shown).not.toMatch(/[\n\r]|<[a-z]|@(?=\w)|(?<!\\)[`|[\]]|:\/\//i)
    }),
    { seed: 21, numRuns: 300 },
  )
})
