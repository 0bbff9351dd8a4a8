import { migrate as migrateSchema } from '../../src/gates/migrate.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import type { CommonInputs } from '../inputs.ts'
import { openService } from '../open.ts'
import { revisionOf } from '../revision.ts'
import { gateSummary } from '../summaries.ts'

/** What the action does with its inputs; loaded once they are in order. */
export const run = async (
  inputs: CommonInputs & { revision?: string | undefined },
  runtime: Runtime,
): Promise<GateResult<'applied' | 'version' | 'restore-point'>> => {
  const { service, openSchema } = await openService(inputs, runtime)
  const schema = await openSchema()
  if (!schema)
    throw new ConfigError({
      message: 'the service has no database to migrate',
      at: inputs.config,
      fix: 'database: { type: postgres, url: DATABASE_URL }',
      docs: 'configuration.md#database',
    })
  try {
    const order = { revision: revisionOf(inputs, runtime.environment), dryRun: inputs['dry-run'] }
    const outcome = await migrateSchema(service, schema, order)
    const { applied, at, restorePoint, plan } = outcome
    return {
      ...outcome,
      outputs: { applied: applied.join('\n'), version: at ?? '', 'restore-point': restorePoint ?? '' },
      details: { pending: plan.pending, drift: plan.drift, contract: plan.contract },
      summary: gateSummary('Migrate', service, outcome),
    }
  } finally {
    await schema.database.close()
  }
}
