import * as z from 'zod'
import type { DatabaseDefinition, Registry } from '../definition.ts'
import { matching, secretName } from '../fields.ts'
import type { Findings } from '../findings.ts'
import type { DatabaseConfig } from '../service.ts'
import { definitionOf, isMapping, type Need, ownKeys, readOptions } from './entries.ts'

/** A folder below the root of the repository; nothing outside it is ever read. */
const folder = () =>
  matching({
    title: 'folder',
    pattern: '^(?!/)(?!.*(^|/)\\.{1,2}(/|$))(?!.*//)[^\\\\:*?"<>|]{1,200}$',
    what: 'a folder of this repository',
    fix: 'a path from its root, such as supabase/migrations',
  })

/** Keys of the database that do not depend on its type. */
export const databaseSchema = z.strictObject({
  type: z.string().max(40).describe('Kind of database. It may add keys of its own.'),
  url: secretName()
    .optional()
    .describe(
      'Name of the secret that holds the connection string, for kinds that have one. It must be listed under `secrets`.',
    ),
  migrations: folder()
    .default('supabase/migrations')
    .describe('Folder of migrations, from the root of the repository.'),
  'restore-point': z
    .enum(['required', 'if-possible', 'none'])
    .default('if-possible')
    .describe(
      'Whether a point to restore to is taken before anything is migrated. `required` refuses to migrate without one.',
    ),
})

/** Reads `database`. */
export const readDatabase = async (
  raw: unknown,
  databases: Registry<DatabaseDefinition>,
  notes: { findings: Findings; needs: Need[] },
): Promise<DatabaseConfig | null> => {
  if (raw === undefined) return null
  const { findings, needs } = notes
  const shape = databaseSchema.shape
  const path = ['database']
  const base = findings.read(databaseSchema, ownKeys(raw, shape), path)
  const type = isMapping(raw) ? raw.type : undefined
  const definition = await definitionOf(databases, type, [...path, 'type'], 'database', findings)
  const options = definition && readOptions(definition, { value: raw, shape, path }, notes)
  if (!base) return null
  const { 'restore-point': restorePoint, ...rest } = base
  const { url, ...common } = rest
  if (url !== undefined) needs.push({ name: url, path: [...path, 'url'] })
  return { ...common, restorePoint, options }
}
