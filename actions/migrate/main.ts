import { migrate as migrateSchema } from '../../src/gates/migrate.ts'
import { defineAction } from '../../src/kit/action.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { text } from '../../src/kit/fields.ts'
import { commonInputs, openService } from '../open.ts'
import { revisionOf } from '../revision.ts'
import { gateSummary } from '../summaries.ts'

/** Is the schema where this release needs it, and can the old code still run on it? */
export const migrate = defineAction({
  name: 'migrate',
  inputs: { ...commonInputs, revision: text({ max: 200 }).optional() },
  outputs: ['applied', 'version', 'restore-point'],
  run: async (inputs, runtime) => {
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
  },
})
