import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

/** Root of the repository. */
export const ROOT = join(import.meta.dirname, '../..')

const kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case')

/** One sentence for a table: one line, ends with a full stop. */
const sentence = z
  .string()
  .regex(/^[A-Z][^\n]{10,220}\.\n?$/, 'must be one sentence that ends with a full stop')

const metadata = z.strictObject({
  name: z.string(),
  description: sentence,
  author: z.string().min(1),
  branding: z.strictObject({ icon: z.string(), color: z.string() }),
  inputs: z.record(
    kebab,
    z.strictObject({ description: sentence, required: z.boolean(), default: z.string().optional() }),
  ),
  outputs: z.record(kebab, z.strictObject({ description: sentence })),
  runs: z.strictObject({ using: z.string(), main: z.string() }),
})

/** What an action.yml says. */
export type Metadata = z.output<typeof metadata>

/** Folders below `actions/` that are actions. */
export const VERBS: readonly string[] = readdirSync(join(ROOT, 'actions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

/** Name under which `actions/index.ts` exports an action: `smoke-test` -> `smokeTest`. */
export const exportOf = (verb: string): string =>
  verb.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** Reads the action.yml of a verb. Throws when it is missing or has another layout. */
export const readMetadata = (verb: string): Metadata =>
  metadata.parse(parse(readFileSync(join(ROOT, 'actions', verb, 'action.yml'), 'utf8')))

/** Text of a file of an action; empty when it is not there. */
export const fileOf = (verb: string, name: string): string => {
  const path = join(ROOT, 'actions', verb, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}
