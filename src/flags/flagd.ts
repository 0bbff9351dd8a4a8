import { isAbsolute, relative, resolve, sep } from 'node:path'
import { z } from 'zod'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import type { Audience } from '../rollout/audience.ts'
import { defineFlags, type FlagOrder } from './definition.ts'
import { audienceIn, documentShape, entryOf } from './flagd/document.ts'
import { type DocumentStore, fileStore } from './flagd/store.ts'
import type { Flag } from './flags.ts'

const DOCS = 'flags/flagd.md'

/** Times that a write gives way to somebody else's. */
const ATTEMPTS = 5

/** Keys of a flag with `type: flagd`. */
export const flagdOptions = z.strictObject({
  file: z
    .string()
    .max(1000)
    .regex(/^[^\0-\x1f\x7f]+\.json$/, 'must be a JSON file, on one line\nflags/production.json')
    .describe('The document that flagd or an OpenFeature provider reads, from the root of the working copy.'),
})

type Facts = Pick<FlagOrder<unknown>, 'name' | 'key' | 'seed' | 'cohorts'>

const broken = (): ConfigError =>
  new ConfigError({
    message: 'the flag document is not JSON with a mapping `flags`; nothing was changed',
    fix: '{ "flags": {} }',
    docs: DOCS,
  })

const documentIn = (text: string): z.output<typeof documentShape> => {
  try {
    return documentShape.parse(JSON.parse(text))
  } catch {
    throw broken()
  }
}

const EMPTY = { $schema: 'https://flagd.dev/schema/v0/flags.json', flags: {} }

/** A flag in a document of flags, wherever that is kept. Other flags of the document stay as they are. */
export const flagInDocument = (facts: Facts, store: DocumentStore, place: string): Flag => {
  const { name, key } = facts
  const entryIn = ({ flags }: z.output<typeof documentShape>): unknown =>
    Object.hasOwn(flags, key) ? flags[key] : undefined
  return {
    name,
    type: 'flagd',
    read: async () => {
      const found = await store.read()
      return audienceIn(found === null ? undefined : entryIn(documentIn(found.text)), facts)
    },
    set: async (audience: Audience) => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const found = await store.read()
        const document = found === null ? EMPTY : documentIn(found.text)
        const flags = { ...document.flags, [key]: entryOf(audience, facts) }
        const text = `${JSON.stringify({ ...document, flags }, null, 2)}\n`
        if (text === found?.text || (await store.replace(text, found?.version ?? null))) return
      }
      throw new ProviderError({
        provider: 'flagd',
        message: `flagd: somebody else kept writing the document of the flag ${name}; the next tick tries again`,
        retryable: true,
      })
    },
    wayBackCommand: () => `set "state": "DISABLED" for "${key}" in ${place}`,
  }
}

/** The path of the document. Throws ConfigError when it lies outside the working copy. */
const pathOf = (file: string, workspace: string): string => {
  const path = resolve(workspace, file)
  const way = relative(workspace, path)
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
    throw new ConfigError({
      message: 'the flag document lies outside the working copy',
      at: 'file',
      fix: 'a file below the root of the repository',
      docs: DOCS,
    })
  return path
}

/** A JSON document that flagd and the OpenFeature providers made for it evaluate. */
export const flagd = defineFlags({
  type: 'flagd',
  options: flagdOptions,
  connect: (order, { workspace }) =>
    flagInDocument(order, fileStore(pathOf(order.options.file, workspace)), order.options.file),
})
