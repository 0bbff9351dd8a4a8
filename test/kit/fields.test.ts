import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import {
  duration,
  fieldKind,
  flag,
  httpsUrl,
  isOptionalField,
  isSecretField,
  list,
  oneOf,
  percent,
  secret,
  text,
} from '../../src/kit/fields.ts'

const refusal = (field: z.ZodType, value: string): string | undefined =>
  field.safeParse(value).error?.issues[0]?.message

describe('fields of an action', () => {
  test.each([
    ['a flag', flag(), 'true', true],
    ['a flag', flag(), 'FALSE', false],
    ['a list', list(), 'a\n\n  b \r\nc', ['a', 'b', 'c']],
    ['a duration', duration(), '2h30m', 9_000_000],
    ['a percentage', percent(), '0.5%', 0.5],
    ['a choice', oneOf(['start', 'abort']), 'abort', 'abort'],
    ['an address', httpsUrl(), 'https://example.com/health?x=1', 'https://example.com/health?x=1'],
    ['a secret', secret(), 'open sesame', 'open sesame'],
    ['a secret of several lines', secret({ lines: true }), 'a\r\nb', 'a\r\nb'],
    ['text', text(), 'as it is', 'as it is'],
  ] as const)('read %s (case %#)', (_, field, written, value) => {
    expect((field as z.ZodType).parse(written)).toEqual(value)
  })

  test.each([
    ['a flag', flag(), 'yes', 'must be true or false'],
    ['a flag', flag(), '1', 'must be true or false'],
    ['a flag', flag(), 'constructor', 'must be true or false'],
    ['a duration', duration(), '5 minutes', 'must be a duration such as'],
    ['a percentage', percent(), '17', 'must be a percentage such as'],
    ['a choice', oneOf(['start', 'abort']), 'Start', 'must be one of start, abort'],
    ['an address', httpsUrl(), 'http://example.com', 'must begin with https://'],
    ['an address', httpsUrl(), 'https://user:pw@example.com', 'must not hold a user name or password'],
    ['an address', httpsUrl(), 'acme.test', 'must be an address such as'],
    ['a secret', secret(), 'open\nsesame', 'holds a line break'],
    ['a secret of several lines', secret({ lines: true }), 'a\u0000b', 'holds a control character'],
    ['text', text(), 'a\u0007', 'must be one line'],
    ['text', text({ max: 3 }), 'abcd', 'must have at most 3 characters'],
    ['a list', list({ max: 1 }), 'a\nb', 'must have at most 1 lines'],
  ] as const)(
    'refuse %s that is not in form (case %#), saying what is allowed and not what was given',
    (_, field, written, says) => {
      const message = refusal(field as z.ZodType, written)
      expect(message).toContain(says)
      if (!says.includes(written)) expect(message).not.toContain(written)
    },
  )

  test('know which of them are secret and which may be left out, also when wrapped', () => {
    expect(isSecretField(secret())).toBe(true)
    expect(isSecretField(secret().optional())).toBe(true)
    expect(isSecretField(secret({ lines: true }).default('x'))).toBe(true)
    expect(isSecretField(text().optional())).toBe(false)
    expect(fieldKind(duration().optional())).toBe('duration')
    expect(isOptionalField(flag().default(false))).toBe(true)
    expect(isOptionalField(list().optional())).toBe(true)
    expect(isOptionalField(percent())).toBe(false)
  })
})
