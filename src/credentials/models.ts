import { z } from 'zod'
import { askOnce, bearer, byPattern, headerSafe, REFUSED, WORKS } from './asking.ts'
import { defineCredential } from './definition.ts'

const list = z.object({ data: z.array(z.object({ id: z.string() })) })

/** Names of models may come with a family in front: `models/gemini-2.5-flash`. */
const isModel = (id: string, model: string): boolean => id === model || id.endsWith(`/${model}`)

/**
 * A key of a provider of models, by the endpoint that lists them, which costs nothing:
 * https://platform.openai.com/docs/api-reference/models/list , and others that speak the same language.
 */
export const models = defineCredential({
  type: 'models',
  page: ({ url }) => `the keys of your account at ${new URL(url).host}`,
  options: z.strictObject({
    url: z
      .url({ protocol: /^https$/ })
      .max(500)
      .default('https://api.openai.com/v1')
      .describe('Address in front of `/models`.'),
    style: z
      .enum(['openai', 'anthropic'])
      .default('openai')
      .describe('How the key is sent: as a bearer token, or in `x-api-key`.'),
    model: z
      .string()
      .regex(/^[\w./:-]{1,200}$/, 'must be the name of a model\ngpt-5')
      .optional()
      .describe('Model that the key must reach.'),
  }),
  look: (value) => byPattern(value, /^[\x21-\x7e]{16,400}$/, 'a key on one line'),
  ask: async (value, { http }, { url, style, model }) => {
    const headers =
      style === 'openai'
        ? bearer(value)
        : { 'x-api-key': headerSafe(value), 'anthropic-version': '2023-06-01' }
    const query = style === 'anthropic' ? { limit: 1000 } : {}
    const answer = await askOnce(http, { url: `${url.replace(/\/$/, '')}/models`, headers, query })
    if (answer.status === 403) return { state: 'too-narrow', lacks: ['list models'], expires: null }
    if (answer.status !== 200) return REFUSED
    const { data } = answer.json(list)
    if (model === undefined || data.some(({ id }) => isModel(id, model))) return WORKS
    return { state: 'too-narrow', lacks: [`the model ${model}`], expires: null }
  },
})
