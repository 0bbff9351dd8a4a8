import { Buffer } from 'node:buffer'
import { z } from 'zod'
import type { Look } from './credential.ts'
import { defineCredential } from './definition.ts'

const claims = z.object({ exp: z.number() })

/** When a JSON Web Token ends by its own claim; null for any other text. */
const endOf = (value: string): number | null => {
  const [, body] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(value) ?? []
  try {
    return body === undefined
      ? null
      : claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString())).exp * 1000
  } catch {
    return null
  }
}

/** How keys for tests begin at the vendors that mark them. */
const TEST_KEY = /^(?:sk|pk|rk|whsec)_test_/

const lookAt = (value: string, production: boolean): Look =>
  production && TEST_KEY.test(value)
    ? { state: 'test-key', wants: 'a live key', expires: null }
    : { state: 'good', wants: 'any text', expires: endOf(value) }

/** A secret of which nothing more is known than its form. Tokens that say when they end are believed. */
export const plain = defineCredential({
  type: 'plain',
  page: '',
  options: z.strictObject({}),
  look: (value, { production }) => lookAt(value, production),
})
