import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { describeSafeError, toSafeError } from '../../src/kit/safe-error.ts'

const caught = async (work: () => unknown): Promise<unknown> => {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('it was expected to fail')
}

const SECRET = 'hunter22-sesame'

/** Errors that Node and libraries really make, each around the secret. */
const REAL: readonly [name: string, make: () => Promise<unknown>][] = [
  ['an address that does not parse', () => caught(() => new URL(`postgres://app:${SECRET}@db:bad port/x`))],
  ['JSON that does not parse', () => caught(() => JSON.parse(`${SECRET}`))],
  ['a header with a line break', () => caught(() => new Headers({ authorization: `Bearer ${SECRET}\nx` }))],
  ['an address with credentials for fetch', () => caught(() => fetch(`http://app:${SECRET}@localhost:1/`))],
  [
    'a program that is not there',
    () =>
      caught(async () => {
        const [error] = await once(spawn('/no/such/program', [`--token=${SECRET}`]), 'error').catch(
          (thrown) => [thrown],
        )
        throw error
      }),
  ],
  [
    'a shape that does not fit',
    () => caught(() => z.strictObject({ a: z.number() }).parse({ a: SECRET, [SECRET]: 1 })),
  ],
  ['an argument of the wrong type', () => caught(() => Buffer.from(SECRET, SECRET as BufferEncoding))],
]

describe('a safe error', () => {
  test.each(REAL)('shows nothing of what was given to it: %s', async (_, make) => {
    const error = await make()
    const safe = toSafeError(error, createRedactor().redact)
    expect(inspect(error, { depth: 6 })).toContain('hunter22')
    expect(JSON.stringify(safe)).not.toMatch(/hunter|sesame/)
    expect(safe.message.length).toBeGreaterThan(10)
  })

  test('keeps the status and request id of a GitHub error, not its request', () => {
    const error = Object.assign(
      new Error('Validation Failed: {"value":"private note"} - https://docs.github.com/rest'),
      {
        name: 'HttpError',
        status: 422,
        request: { body: { secret: SECRET }, headers: { authorization: 'token x' } },
        response: { headers: { 'x-github-request-id': 'AB12:CD34' }, data: { message: SECRET } },
      },
    )
    const safe = toSafeError(error)
    expect(safe).toEqual({
      kind: 'HttpError',
      status: 422,
      requestId: 'AB12:CD34',
      message: 'Validation Failed:',
    })
    expect(describeSafeError(safe)).toBe('HttpError: Validation Failed: (status 422, request AB12:CD34)')
  })

  test.each([
    [
      'the name of a missing table',
      '42P01',
      'relation "users" does not exist',
      'relation "users" does not exist',
    ],
    [
      'no value that broke a rule',
      '22P02',
      'invalid input syntax for type integer: "private"',
      'invalid input syntax for type integer',
    ],
    [
      'the constraint but not the row',
      '23505',
      'duplicate key value violates unique constraint "users_email"',
      'duplicate key value violates unique constraint "users_email"',
    ],
  ])('of a database shows %s', (_, code, message, shown) => {
    const error = Object.assign(new Error(message), {
      name: 'PostgresError',
      code,
      severity: 'ERROR',
      query: `insert into users values ('${SECRET}')`,
      parameters: [SECRET],
      detail: `Key (email)=(${SECRET}) already exists.`,
      where: SECRET,
    })
    expect(toSafeError(error)).toEqual({ kind: 'PostgresError', code, message: shown })
  })

  test('shows what our own errors say, redacted', () => {
    const redactor = createRedactor()
    redactor.registerSecret('TOKEN', SECRET)
    const config = new ConfigError([{ message: 'one' }, { message: `two ${SECRET}` }])
    expect(toSafeError(config, redactor.redact).message).toBe('one two ***')
    const provider = new ProviderError({
      provider: 'x',
      message: 'down',
      retryable: true,
      status: 503,
      code: 'status',
      cause: new Error(SECRET),
    })
    expect(toSafeError(provider)).toEqual({
      kind: 'ProviderError',
      code: 'status',
      status: 503,
      message: 'down',
    })
  })

  test('keeps the message short, on one line and inert', () => {
    const { message } = toSafeError(new Error(`::error::x\n${'y'.repeat(1000)}`))
    expect(message.length).toBeLessThanOrEqual(300)
    expect(message.startsWith(': :error::x yyy')).toBe(true)
  })

  test.each([
    ['a string', 'just text', 'just text'],
    ['undefined', undefined, 'a value of type undefined was thrown'],
    ['null', null, 'a value of type object was thrown'],
    ['a number', 42, 'a value of type number was thrown'],
    ['an empty object', {}, 'no message'],
  ])('can be made of anything thrown: %s', (_, thrown, message) => {
    expect(toSafeError(thrown)).toEqual({ kind: 'Error', message })
  })

  test('can be made of an error whose properties cannot be read', () => {
    const trap = new Proxy(new Error('x'), {
      get: () => {
        throw new Error(SECRET)
      },
    })
    expect(toSafeError(trap).message).toBe('no message')
  })
})
