import { z } from 'zod'
import { askOnce, byPattern, headerSafe, REFUSED, WORKS } from './asking.ts'
import { defineCredential } from './definition.ts'

/** A key of any other API, by one GET that shows whether it is known. */
export const http = defineCredential({
  type: 'http',
  page: ({ url }) => `the keys of your account at ${new URL(url).host}`,
  options: z.strictObject({
    url: z
      .url({ protocol: /^https$/ })
      .max(1000)
      .describe('Address that answers to a good key. It is asked by GET and must change nothing.'),
    header: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, 'must be the name of a header\nx-api-key')
      .default('authorization')
      .describe('Header that carries the key.'),
    scheme: z
      .string()
      .regex(/^[A-Za-z]{0,20}$/, 'must be one word, or empty\nBearer')
      .default('Bearer')
      .describe('Word in front of the key; empty for none.'),
    status: z.int().min(200).max(299).default(200).describe('Status of a good answer.'),
  }),
  look: (value) => byPattern(value, /^[\x21-\x7e]{1,4000}$/, 'a key on one line'),
  ask: async (value, context, { url, header, scheme, status }) => {
    const sent = `${scheme === '' ? '' : `${scheme} `}${headerSafe(value)}`
    const answer = await askOnce(context.http, { url, headers: { [header]: sent } })
    if (answer.status === status) return WORKS
    return answer.status === 403
      ? { state: 'too-narrow', lacks: [`reach ${new URL(url).pathname}`], expires: null }
      : REFUSED
  },
})
