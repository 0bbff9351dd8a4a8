import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schemaFaults, unusableSchema } from '../../src/kit/json-schema.ts'

const leaf = fc.oneof(
  fc
    .constantFrom('null', 'boolean', 'number', 'integer', 'string', 'array', 'object')
    .map((type) => ({ type })),
  fc.record({ minimum: fc.integer({ min: -3, max: 3 }), exclusiveMaximum: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ minLength: fc.nat(3), maxLength: fc.nat(3) }),
  fc.record({
    enum: fc.uniqueArray(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom('a', 'b')), {
      minLength: 1,
    }),
  }),
  fc.record({ const: fc.oneof(fc.boolean(), fc.constant(null), fc.constantFrom('a', '')) }),
)

const { schema } = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({
      required: fc.uniqueArray(fc.constantFrom('a', 'b', 'c/d')),
      properties: fc.dictionary(fc.constantFrom('a', 'b', 'c/d'), tie('schema')),
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
    }),
    fc.record({ items: tie('schema'), minItems: fc.nat(2), maxItems: fc.nat(3) }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('schema') }),
  ),
}))

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 1.5, 3, '', 'a', 'ab', 'abcd'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c/d', 'e'), tie('value')),
  ),
}))

describe('a JSON Schema', () => {
  test('judges every value as a judge that is not ours does', () => {
    const ajv = new Ajv({ strict: false })
    fc.assert(
      fc.property(schema, value, (wanted, given) => {
        expect(unusableSchema(wanted)).toBeNull()
        const theirs = ajv.compile(wanted)(given)
        expect(schemaFaults(wanted as Record<string, unknown>, given).length === 0).toBe(theirs)
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  test.each([
    ['a keyword that would be passed over', { properties: { a: { patern: 'x' } } }, 'patern'],
    ['a reference', { items: { $ref: '#/definitions/a' } }, '$ref'],
    ['a type that there is not', { anyOf: [{ type: 'text' }] }, 'not a JSON Schema'],
    ['a schema that is a text', { not: 'x' }, 'not a JSON Schema'],
  ])('with %s is not used', (_what, wanted, word) => {
    expect(unusableSchema(wanted)).toContain(word)
  })

  test('tells places, never values', () => {
    const wanted = { properties: { 'a/b': { items: { type: 'string' } } } }
    expect(schemaFaults(wanted, { 'a/b': ['x', 42] })).toEqual(['/a~1b/1 does not fit the schema (type)'])
  })
})
