import type { ContractFinding, MigrationPlan } from '../databases/database.ts'
import { note, type Rollout, type Survey, survey } from './journal.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Schema, Service } from './service.ts'

/** What to migrate, and for which release. */
export interface MigrateOrder {
  /** The revision whose rollout was started; migrations run for no other. */
  revision: string
  dryRun: boolean
}

/** Where the schema is now. */
export interface MigrateOutcome extends GateOutcome {
  rollout: Rollout | null
  plan: MigrationPlan
  applied: readonly string[]
  /** Version of the newest migration in the database. */
  at: string | null
  restorePoint: string | null
}

/**
 * Brings the schema to where the release needs it, forward only: drift and undeclared contract steps are refused
 * before anything is applied, a restore point is taken first, each file is one transaction.
 */
export const migrate = (service: Service, schema: Schema, order: MigrateOrder): Promise<MigrateOutcome> =>
  service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
    const [known, plan] = await Promise.all([survey(service), schema.database.plan(schema.migrations)])
    for (const { version, line, message } of plan.notices ?? [])
      service.say(
        `${[version, line].filter((part) => part !== null).join(', line ') || 'database'}: ${message}`,
      )
    const base = { rollout: known.inFlight, plan, applied: [], at: plan.at, restorePoint: null }
    const promoted = known.rollouts.filter(({ state }) => state.phase === 'promoted')
    const no = admission(service, order, known.held !== null, known.inFlight) ?? obstacle(plan, promoted)
    if (no) return { ...base, ...no }
    if (plan.pending.length === 0) {
      const rollout = order.dryRun ? known.inFlight : await noteForgotten(service, known, plan)
      const message = `The schema is at ${plan.at ?? 'its beginning'}; nothing is pending.`
      return { ...base, rollout, ...pass('nothing-to-do', message) }
    }
    if (order.dryRun)
      return { ...base, ...pass('dry-run', `Would apply ${versions(plan)}. Nothing was changed.`) }
    return apply(service, schema, plan, known.inFlight)
  })

/**
 * A run killed after the database had moved leaves no word of it. A schema that no earlier rollout is known to have
 * lived with counts as moved by this one, so that the live release is tested on it.
 */
const noteForgotten = async (
  service: Service,
  { inFlight, rollouts }: Survey,
  { at }: MigrationPlan,
): Promise<Rollout | null> => {
  if (!inFlight || at === null || inFlight.state.migrated !== null) return inFlight
  const known = rollouts.some(
    ({ state, record }) =>
      state.migrated === at && (state.checked.live || state.phase === 'promoted' || record.firstRelease),
  )
  return known ? inFlight : note(service, inFlight, { kind: 'migrated', version: at })
}

/** What the migrations would do and whether a required restore point could be taken. Changes nothing. */
export const checkSchema = async (
  schema: Schema | null,
): Promise<{ migrations: MigrationPlan | null; restorePointMissing: string | null }> => {
  if (!schema) return { migrations: null, restorePointMissing: null }
  const migrations = await schema.database.plan(schema.migrations)
  if (schema.restorePoint !== 'required' || migrations.pending.length === 0)
    return { migrations, restorePointMissing: null }
  const point = await schema.database.restorePoint('sluice', { dryRun: true })
  return { migrations, restorePointMissing: point.id === null ? point.reason : null }
}

const versions = ({ pending }: MigrationPlan): string =>
  pending.map(({ version, name }) => `${version}_${name}`).join(', ')

const admission = (
  { name, environment }: Service,
  { revision }: MigrateOrder,
  held: boolean,
  inFlight: Rollout | null,
): GateOutcome | null => {
  if (held)
    return refuse(
      'on-hold',
      `${name} is on hold in ${environment}: nothing goes forward until a person releases it.`,
    )
  if (inFlight?.record.revision !== revision)
    return refuse(
      'not-started',
      `No rollout of ${name} ${revision} was started in ${environment}: run the rollout action with operation start first. Nothing was applied.`,
    )
  if (inFlight.doubt) return refuse(inFlight.doubt.reason, inFlight.doubt.text)
  const { rollbackAsked, phase } = inFlight.state
  if (rollbackAsked) return refuse('rollback-asked', 'A person asked for a rollback. Nothing was applied.')
  if (phase !== 'progressing' && phase !== 'baking')
    return refuse('not-allowed-now', `The rollout is ${phase}. Nothing was applied.`)
  return null
}

const obstacle = (plan: MigrationPlan, promoted: readonly Rollout[]): GateOutcome | null => {
  if (plan.drift.length > 0) {
    const lines = plan.drift.map(({ version, problem, message }) => `${version} (${problem}): ${message}`)
    return refuse(
      'schema-drift',
      `The database and the folder disagree; nothing was applied.\n${lines.join('\n')}`,
    )
  }
  const open = plan.contract.filter((finding) => !expanded(finding, promoted))
  if (open.length === 0) return null
  const lines = open.map(({ version, line, message }) => `${version}, line ${line}: ${message}`)
  return refuse(
    'contract-migration',
    `The release that serves now cannot live with this; nothing was applied.\n${lines.join('\n')}\nSplit it: first a release that no longer needs what goes away, then, in a later release, the same statement below a line "-- sluice:contract after <revision of that release>".`,
  )
}

/** A contract step is fine once the release that it names was promoted here. */
const expanded = ({ declaredAfter }: ContractFinding, promoted: readonly Rollout[]): boolean =>
  declaredAfter !== null && promoted.some(({ record }) => record.revision.startsWith(declaredAfter))

const apply = async (
  service: Service,
  schema: Schema,
  plan: MigrationPlan,
  inFlight: Rollout | null,
): Promise<MigrateOutcome> => {
  let rollout = inFlight
  const point = await takeRestorePoint(schema, rollout)
  const base = { rollout, plan, applied: [], at: plan.at, restorePoint: point.id }
  if (point.id === null && schema.restorePoint === 'required')
    return {
      ...base,
      ...refuse(
        'no-restore-point',
        `No restore point, and the configuration requires one: ${point.reason}. Nothing was applied.`,
      ),
    }
  if (rollout && point.id !== null && point.id !== rollout.state.restorePoint)
    rollout = await note(service, rollout, { kind: 'restore-point', id: point.id })

  const { applied, failed, at } = await schema.database.apply(schema.migrations)
  if (rollout && at !== null && applied.length > 0)
    rollout = await note(service, rollout, { kind: 'migrated', version: at })
  const done = { ...base, rollout, applied, at }
  if (!failed) return { ...done, ...pass('done', `Applied ${applied.join(', ')}; the schema is at ${at}.`) }
  const line = failed.line === null ? '' : `, line ${failed.line}`
  return {
    ...done,
    ...refuse(
      'migration-failed',
      `${failed.version}_${failed.name}${line}: ${failed.message} This file was undone whole. ${applied.length > 0 ? `Before it ${applied.join(', ')} were applied and stay.` : 'The schema is as it was.'} Mend the file and run again: it goes on from there.`,
    ),
  }
}

const takeRestorePoint = async (
  { database, restorePoint }: Schema,
  rollout: Rollout | null,
): Promise<{ id: string } | { id: null; reason: string }> => {
  if (restorePoint === 'none') return { id: null, reason: 'the configuration asks for none' }
  if (rollout?.state.restorePoint) return { id: rollout.state.restorePoint }
  return database.restorePoint(`sluice-${rollout?.record.id ?? 'manual'}`)
}
