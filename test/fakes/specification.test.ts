import { describe, expect, test } from 'vitest'
import { findSpecification, openSpecification } from './specification.ts'

const document = {
  openapi: '3.0.3',
  paths: {
    '/shops/{shop}/goods': {
      get: {
        operationId: 'goods/list',
        parameters: [{ $ref: '#/components/parameters/page' }, { name: 'shop', in: 'path' }],
        responses: {
          200: {
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/good' } } },
            },
          },
          404: { $ref: '#/components/responses/missing' },
        },
      },
      post: {
        operationId: 'goods/add',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['name'],
                properties: { name: { type: 'string', maxLength: 5 } },
              },
            },
          },
        },
        responses: { 201: { description: 'Added' } },
      },
    },
    '/shops/{shop}/goods/best': {
      get: { operationId: 'goods/best', responses: { 204: { description: 'None' } } },
    },
    '/shops/{shop}/goods/{good}': {
      get: {
        operationId: 'goods/get',
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/good' } } } },
        },
      },
    },
    '/files/{path}': { get: { operationId: 'files/get', responses: { 204: { description: 'Empty' } } } },
  },
  components: {
    parameters: { page: { name: 'page', in: 'query' } },
    responses: {
      missing: {
        content: { 'application/json': { schema: { type: 'object', required: ['message'] } } },
      },
    },
    schemas: {
      good: {
        type: 'object',
        required: ['name', 'price', 'nullable'],
        properties: {
          name: { type: 'string' },
          // A property may be named like a keyword.
          nullable: { type: 'boolean' },
          price: { type: 'number', minimum: 0, exclusiveMinimum: true, nullable: true },
          maker: { $ref: '#/components/schemas/maker' },
          link: { type: 'string', format: 'uri', default: '' },
          seen: { type: 'string', format: 'date-time' },
        },
      },
      maker: { nullable: true, type: 'object', required: ['city'] },
    },
  },
}

const specification = openSpecification(document)
const get = (path: string, query = '') => ({
  method: 'GET',
  path,
  query: new URLSearchParams(query),
  body: undefined,
})
const add = (body: unknown) => ({ ...get('/shops/one/goods'), method: 'POST', body })
const good = { name: 'tea', price: 3, nullable: true }

describe('a specification finds fault with', () => {
  test.each([
    ['a call that does not exist', get('/shops/one/bads'), 'no such call'],
    ['a method that does not exist', { ...get('/shops/one/goods'), method: 'PATCH' }, 'no such call'],
    ['an unknown query parameter', get('/shops/one/goods', 'pgae=2'), 'pgae'],
    ['a missing body', add(undefined), 'body missing'],
    ['a missing field', add({}), 'name'],
    ['a field too long', add({ name: 'too long' }), '/name'],
    ['a field that does not exist', add({ name: 'tea', pirce: 3 }), 'pirce'],
  ])('%s', (_what, request, part) => {
    expect(specification.request(request).join('\n')).toContain(part)
  })

  test.each([
    ['a status that is not described', 204, undefined],
    ['a missing field', 200, { name: 'tea', price: 3 }],
    ['a field of another type', 200, { ...good, name: 7 }],
    ['null where none may be', 200, { ...good, name: null }],
    ['a limit that is itself excluded', 200, { ...good, price: 0 }],
    ['a part of another shape', 200, { ...good, maker: {} }],
    ['an address that is none', 200, { ...good, link: 7 }],
    ['a date that is none', 200, { ...good, seen: 'yesterday' }],
  ])('an answer with %s', (_what, status, body) => {
    expect(specification.answer(get('/shops/one/goods/tea'), { status, body })).not.toEqual([])
  })
})

describe('a specification accepts', () => {
  test.each([
    ['a known query parameter', get('/shops/one/goods', 'page=2')],
    ['a full body', add({ name: 'tea' })],
    ['a path of several parts where one is named', get('/files/a/b/c.txt')],
    ['an encoded slash', get('/shops/a%2Fb/goods')],
  ])('%s', (_what, request) => {
    expect(specification.request(request)).toEqual([])
  })

  test.each([
    ['a full answer', good],
    ['null where it may be', { ...good, price: null, maker: null }],
    ['no address where "" is the default', { ...good, link: '' }],
    ['more than is described', { ...good, colour: 'green' }],
  ])('%s', (_what, body) => {
    expect(specification.answer(get('/shops/one/goods/tea'), { status: 200, body })).toEqual([])
  })

  test('a fault that every call may meet, and checks a described one', () => {
    expect(specification.answer(get('/shops/one/goods'), { status: 503, body: {} })).toEqual([])
    expect(specification.answer(get('/shops/one/goods'), { status: 404, body: { message: 'no' } })).toEqual(
      [],
    )
    expect(specification.answer(get('/shops/one/goods'), { status: 404, body: {} })).not.toEqual([])
  })

  test('the literal path before the one with a parameter', () => {
    expect(specification.answer(get('/shops/one/goods/best'), { status: 204, body: undefined })).toEqual([])
  })
})

test('a specification that is not here is no reason to fail', () => {
  expect(findSpecification('nobody/nothing.json')).toBeNull()
})
