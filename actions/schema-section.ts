import type { MigrationPlan } from '../src/databases/database.ts'
import type { Schema } from '../src/gates/service.ts'
import { ConfigError, ProviderError } from '../src/kit/errors.ts'
import { type SchemaPreview, summarizeSchema } from '../src/report/schema.ts'

/** What the start's summary says of the database; empty without one, or where nothing is pending. Changes nothing. */
export const schemaSection = async (
  schema: Schema | null,
  { migrations }: { migrations: MigrationPlan | null },
): Promise<string> => {
  if (!schema || !migrations || migrations.pending.length === 0) return ''
  return summarizeSchema({
    type: schema.database.type,
    pending: migrations.pending.map(({ version, name }) => `${version}_${name}`),
    wanted: schema.restorePoint,
    restorePoint: await couldRestore(schema),
  })
}

/** A server that does not answer keeps nobody from starting: the gate `migrate` asks again and decides. */
const couldRestore = async ({ database, restorePoint }: Schema): Promise<SchemaPreview['restorePoint']> => {
  if (restorePoint === 'none') return null
  try {
    return await database.restorePoint('sluice', { dryRun: true })
  } catch (error) {
    if (error instanceof ProviderError || error instanceof ConfigError) return null
    throw error
  }
}
