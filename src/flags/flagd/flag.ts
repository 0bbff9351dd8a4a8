import type { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { Audience } from '../../rollout/audience.ts'
import type { FlagOrder } from '../definition.ts'
import type { Flag } from '../flags.ts'
import { audienceIn, documentShape, entryOf } from './document.ts'
import type { DocumentStore } from './store.ts'

const DOCS = 'flags/flagd.md'

/** Times that a write gives way to somebody else's. */
const ATTEMPTS = 5

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

/** What a kind of document adds. */
export interface DocumentKind {
  /** Name in the registry. */
  type: string
  /** How a person switches this flag off, on one line. */
  wayBackCommand: string
}

/** A flag in a document of flags, wherever that is kept. Other flags of the document stay as they are. */
export const flagInDocument = (
  facts: Facts,
  store: DocumentStore,
  { type, wayBackCommand }: DocumentKind,
): Flag => {
  const { name, key } = facts
  const entryIn = ({ flags }: z.output<typeof documentShape>): unknown =>
    Object.hasOwn(flags, key) ? flags[key] : undefined
  return {
    name,
    type,
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
        provider: type,
        message: `${type}: somebody else kept writing the document of the flag ${name}; the next tick tries again`,
        retryable: true,
      })
    },
    wayBackCommand: () => wayBackCommand,
  }
}
