import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { LedgerRecord } from '../../rollout/plan.ts'
import { checkEventText } from '../event-text.ts'
import type { Entry, Outcome } from '../ledger.ts'
import { writePayload } from '../payload.ts'
import { type Desk, writing } from './desk.ts'
import { entryFor, findRecord, readRecord, statusesOf } from './reading.ts'
import { type Found, taskOf } from './records.ts'
import { logUrlOf, readDeployment } from './shapes.ts'
import { writeOnce } from './write-once.ts'

const CREATE = 'POST /repos/{owner}/{repo}/deployments'
const APPEND = 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses'

const isCommit = (text: string): boolean => /^[0-9a-f]{40}$/.test(text)

/** The commit to hang a record on: its revision where that is one. */
const refOf = (record: LedgerRecord, fallback: string | undefined): string => {
  if (isCommit(record.revision)) return record.revision
  if (fallback) return fallback
  throw new ConfigError({
    message: 'the revision is not a commit (40 hex digits), and no commit was given to hang the record on',
    at: 'revision',
    fix: 'the commit that the image was built from, as `ref`',
  })
}

const deploymentFor = (record: LedgerRecord, ref: string) => ({
  ref,
  task: taskOf(record.service),
  auto_merge: false,
  required_contexts: [],
  payload: JSON.parse(writePayload(record)) as unknown,
  environment: record.environment,
  description: `Sluice: ${record.kind} ${record.id} of ${record.service}`.slice(0, 140),
  transient_environment: false,
  production_environment: true,
})

const explainRefusedCommit =
  (ref: string) =>
  (error: unknown): void => {
    if (!(error instanceof ProviderError) || (error.status !== 422 && error.status !== 409)) return
    const where = isCommit(ref) ? `commit ${ref}` : 'the given ref'
    throw new ConfigError({
      message: `GitHub refused a record on ${where} (${error.status}); usually it is not in this repository`,
      at: 'revision',
      fix: 'a commit that was pushed to this repository',
    })
  }

const foundIn = (record: LedgerRecord, data: unknown): Found => {
  const { id, created_at } = readDeployment(data)
  return { record, key: String(id), id, created_at, twins: [] }
}

const writeRecord = (desk: Desk, record: LedgerRecord, fallback: string | undefined): Promise<Found> => {
  const ref = refOf(record, fallback)
  return writeOnce(desk.calls, {
    purpose: writing('create a deployment'),
    route: CREATE,
    parameters: { ...desk.where, ...deploymentFor(record, ref) },
    read: (data) => foundIn(record, data),
    look: () => findRecord(desk, record),
    explain: explainRefusedCommit(ref),
  })
}

/**
 * See `Ledger.create`.
 *
 * @param fallback the ref for a record whose revision is not a commit
 * @throws ConfigError when the record is too large, or its commit is not in the repository
 */
export const createRecord = async (
  desk: Desk,
  record: LedgerRecord,
  fallback: string | undefined,
): Promise<Entry> => {
  writePayload(record)
  const own = desk.memory.ownRecord(record.id)
  const known = own === null ? null : await readRecord(desk, own)
  if (known) return known
  const existing = await findRecord(desk, record)
  if (existing) {
    desk.memory.created(existing.record, existing.key)
    return entryFor(desk, existing)
  }
  const written = await writeRecord(desk, record, fallback)
  // The request may have been doubled on its way: then the older one counts, for us as for everybody.
  const first = await findRecord(desk, record)
  const oldest = first && first.id < written.id ? first : written
  const { key, created_at } = oldest
  desk.memory.created(record, key)
  desk.memory.saw([oldest])
  return { key, record, createdAt: created_at, events: [] }
}

const explainFull = (error: unknown): void => {
  if (!(error instanceof ProviderError) || error.status !== 422) return
  throw new ProviderError({
    provider: 'github',
    message: 'GitHub refused a further event: a deployment keeps about 100 statuses',
    retryable: false,
    status: 422,
  })
}

/**
 * See `Ledger.append`.
 *
 * @param run number of the workflow run that writes; null outside Actions
 * @throws RangeError for a text that is no event; ProviderError when the record is gone or full
 */
export const appendEvent = async (
  desk: Desk,
  key: string,
  { text, outcome, proof }: { text: string; outcome: Outcome; proof?: string },
  run: string | null,
): Promise<void> => {
  checkEventText(text)
  const look = async (): Promise<true | null> => {
    const statuses = (await statusesOf(desk, key)) ?? []
    return statuses.some(({ description }) => description === text) || null
  }
  const fate = desk.memory.fateOf(key, text)
  if (fate === 'written' || (fate === 'unknown' && (await look()))) return
  desk.memory.writing(key, text)
  const logUrl = logUrlOf(desk.runUrl, run, proof)
  await writeOnce(desk.calls, {
    purpose: {
      ...writing('write the events of a rollout'),
      gone: 'the record is gone from GitHub (state-lost)',
    },
    route: APPEND,
    parameters: {
      ...desk.where,
      deployment_id: Number(key),
      state: outcome,
      description: text,
      auto_inactive: false,
      ...(logUrl !== undefined && { log_url: logUrl }),
    },
    read: (): true => true,
    look,
    explain: explainFull,
  })
  const line = { text, at: desk.calls.clock.now() ?? 0, run }
  desk.memory.wrote(key, proof === undefined ? line : { ...line, proof: { place: key, mac: proof } })
}
