import { describe, expect, test } from 'vitest'
import { schemaSection } from '../../actions/schema-section.ts'
import type { Schema } from '../../src/gates/service.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { fakeDatabase } from '../fakes/database.ts'

const MIGRATIONS = [
  { version: '20260101', name: 'more', sql: 'alter table a add b int;' },
  { version: '20260102', name: 'still_more', sql: 'alter table a add c int;' },
]

/** The section as a start makes it. */
const sectionOf = async (
  restorePoint: Schema['restorePoint'],
  answer: Schema['database']['restorePoint'],
  applied: string[] = [],
) => {
  const database = { ...fakeDatabase({ applied }).connect(), type: 'd1', restorePoint: answer }
  const schema = { database, migrations: MIGRATIONS, restorePoint }
  return schemaSection(schema, { migrations: await database.plan(MIGRATIONS) })
}

describe('what the start says of the database', () => {
  test('files in their order, and the restore point that comes first, by kind of database', async () => {
    const asked: unknown[] = []
    const text = await sectionOf('required', async (_, order) => {
      asked.push(order)
      return { id: '0000-bookmark' }
    })
    expect(text).toContain('2 migrations will be applied, forward only.')
    expect(text).toContain('A restore point is taken first (`d1`), as `0000-bookmark` would be now.')
    expect(text.indexOf('`20260101_more`')).toBeLessThan(text.indexOf('`20260102_still_more`'))
    expect(asked).toEqual([{ dryRun: true }])
  })

  test.each([
    ['required', 'The configuration requires one.'],
    ['if-possible', 'The configuration goes on without one.'],
  ] as const)('without one, why, and what follows where it is %s', async (wanted, follows) => {
    const text = await sectionOf(wanted, async () => ({ id: null, reason: 'The server keeps no archive.' }))
    expect(text).toContain(`**No restore point** (\`d1\`): The server keeps no archive. ${follows}`)
  })

  test.each([
    new ProviderError({ provider: 'd1', message: 'no answer', retryable: true }),
    new ConfigError({ message: 'no token' }),
  ])('a server that does not answer stops no start', async (error) => {
    const text = await sectionOf('if-possible', () => Promise.reject(error))
    expect(text).toContain('was not found out')
  })

  test('nobody is asked where none is wanted', async () => {
    const text = await sectionOf('none', () => Promise.reject(new RangeError('asked')))
    expect(text).toContain('the configuration asks for none')
  })

  test('nothing at all where no file waits', async () => {
    expect(await sectionOf('required', async () => ({ id: 'x' }), ['20260101', '20260102'])).toBe('')
    expect(await schemaSection(null, { migrations: null })).toBe('')
  })
})
