import { Buffer } from 'node:buffer'
import { z } from 'zod'
import type { Breaker, Judgement, PresentLimit, TestSpec } from '../analysis/judgement.ts'
import { ConfigError } from '../kit/errors.ts'
import {
  type ComponentRecord,
  type FlagRecord,
  type LedgerRecord,
  MAX_STEPS,
  type Plan,
  type RollbackRecord,
  type RolloutRecord,
  type Step,
  type UsualTraffic,
} from '../rollout/plan.ts'

/** Version of the record's layout that this code writes, and the newest it reads. */
export const SCHEMA = 1

/**
 * Largest record that is written, in bytes of UTF-8 JSON. GitHub documents no limit for a deployment's
 * payload; 64 KB is its limit for the nearest thing, a repository dispatch.
 */
export const MAX_RECORD_BYTES = 16 * 1024

/** Why a payload is not a record of ours that we may act on. */
export type PayloadProblem = 'unreadable' | 'newer-version' | 'not-ours'

/** What an untrusted payload turned out to be. */
export type Payload = { ok: true; record: LedgerRecord } | { ok: false; reason: PayloadProblem }

/** A schema for every field of a contract: a field that is added there and forgotten here does not compile. */
type Fields<T> = { [K in keyof T]-?: z.ZodType }

const text = (max: number) => z.string().max(max)
const name = text(256).min(1)
const moment = z.int().min(0)
const span = z.number().min(0)
const share = z.number().min(0).max(1)
const recordId = (letter: 'r' | 'b') => z.string().regex(new RegExp(`^${letter}-[0-9A-Za-z_-]{12}$`))
const anyRecordId = z.string().regex(/^[rb]-[0-9A-Za-z_-]{12}$/)

const step = z.strictObject({
  weight: z.number().gt(0).max(100),
  bake: span,
  at: text(100).exactOptional(),
  approval: z.boolean().exactOptional(),
  cohort: text(100).exactOptional(),
  regions: z.array(text(40)).max(60).exactOptional(),
  features: z.array(name).max(20).exactOptional(),
} satisfies Fields<Step>)

const plan = z.strictObject({
  steps: z.array(step).min(1).max(MAX_STEPS),
  watch: span,
  deadline: span,
  maxHold: span,
  maxBlind: span,
  holdAfterRollback: z.boolean(),
} satisfies Fields<Plan>)

const judgement = z.strictObject({
  epoch: moment,
  slice: z.number().positive(),
  planLength: span,
  alpha: z.number().gt(0).lt(1),
  hold: z.number().positive(),
  warmup: z.int().min(0),
  tests: z
    .array(
      z.strictObject({
        name,
        metric: name,
        max: z.number().min(0).exactOptional(),
        relative: z.number().min(0).exactOptional(),
        points: z.number().min(0).exactOptional(),
        weight: z.number().min(0),
      } satisfies Fields<TestSpec>),
    )
    .max(100),
  breakers: z
    .array(z.strictObject({ metric: name, max: share, min: z.number().min(0) } satisfies Fields<Breaker>))
    .max(100),
  limits: z
    .array(
      z.strictObject({
        metric: name,
        max: z.number().min(0),
        beyond: z.enum(['hold', 'abort']),
      } satisfies Fields<PresentLimit>),
    )
    .max(100)
    .exactOptional(),
} satisfies Fields<Judgement>) satisfies z.ZodType<Judgement>

const head = {
  schema: z.literal(SCHEMA),
  tool: text(100),
  service: name,
  environment: name,
  revision: name,
  requester: text(256),
  run: text(256),
  startedAt: moment,
}

const rollout = z.strictObject({
  ...head,
  id: recordId('r'),
  kind: z.literal('rollout'),
  plan,
  planHash: text(256),
  judgement,
  components: z
    .array(
      z.strictObject({
        name,
        platform: name,
        exposure: z.union([z.enum(['split', 'full']), z.templateLiteral(['flag:', name])]),
        baseline: text(256).nullable(),
        wayBackCommand: text(2000),
        jobs: z.array(text(200)).max(50).exactOptional(),
      } satisfies Fields<ComponentRecord>),
    )
    .max(50),
  flags: z
    .array(z.strictObject({ name, wayBackCommand: text(2000) } satisfies Fields<FlagRecord>))
    .max(40)
    .exactOptional(),
  configHash: text(256),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .exactOptional(),
  lastPromoted: anyRecordId.nullable(),
  previous: anyRecordId.nullable(),
  firstRelease: z.boolean(),
  traffic: z
    .array(
      z.strictObject({
        metric: name,
        perSecond: z.number().min(0),
        rate: z.number().min(0),
      } satisfies Fields<UsualTraffic>),
    )
    .max(30)
    .exactOptional(),
} satisfies Fields<RolloutRecord>) satisfies z.ZodType<RolloutRecord>

const rollback = z.strictObject({
  ...head,
  id: recordId('b'),
  kind: z.literal('rollback'),
  rollout: anyRecordId,
  components: z.array(z.strictObject({ name, from: text(256).nullable(), to: text(256).nullable() })).max(50),
  reason: text(1000),
} satisfies Fields<RollbackRecord>) satisfies z.ZodType<RollbackRecord>

const record = z.discriminatedUnion('kind', [rollout, rollback])

/** JSON text of any value, or null where there is none (a cycle, a BigInt, nesting too deep for the stack). */
const textOf = (value: unknown): string | null => {
  try {
    return JSON.stringify(value) ?? null
  } catch {
    return null
  }
}

const parsedJson = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** Own fields only: what a payload inherits, or writes under `__proto__`, is never seen. */
const own = (value: object, field: string): unknown =>
  Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : undefined

/**
 * Reads a record from what a store gave back: an object, or a JSON string. Nothing is coerced and nothing is
 * kept that is not named in the layout. Never throws.
 *
 * - `not-ours`: no field `schema` with a number and no `kind`: somebody else's payload under our name
 * - `newer-version`: `schema` above 1, written by a newer Sluice; never acted on
 * - `unreadable`: not JSON, over 16 KB, or not the layout it claims to be (an unknown field included)
 */
export const readPayload = (payload: unknown): Payload => {
  const given = typeof payload === 'string' ? payload : textOf(payload)
  if (given === null || Buffer.byteLength(given) > MAX_RECORD_BYTES)
    return { ok: false, reason: 'unreadable' }
  if (given === '' || given === 'null') return { ok: false, reason: 'not-ours' }
  const value = parsedJson(given)
  if (value === undefined) return { ok: false, reason: 'unreadable' }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, reason: 'not-ours' }
  const schema = own(value, 'schema')
  if (typeof schema !== 'number' || typeof own(value, 'kind') !== 'string')
    return { ok: false, reason: 'not-ours' }
  if (schema > SCHEMA) return { ok: false, reason: 'newer-version' }
  const parsed = record.safeParse(value)
  return parsed.success ? { ok: true, record: parsed.data } : { ok: false, reason: 'unreadable' }
}

/**
 * The JSON text of a record, ready to be stored, after proof that `readPayload` gives it back.
 *
 * @throws ConfigError when the record is over 16 KB or holds something the layout does not allow (a name too
 *   long, a number that is not finite); every mistake with its place in the record.
 */
export const writePayload = (given: LedgerRecord): string => {
  const parsed = record.safeParse(given)
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path, message }) => ({
        at: `record.${path.join('.')}`,
        message: `this cannot be written into the ledger: ${message}`,
      })),
    )
  }
  const json = JSON.stringify(parsed.data)
  const size = Buffer.byteLength(json)
  if (size <= MAX_RECORD_BYTES) return json
  throw new ConfigError({
    message: `the record of this ${given.kind} has ${size} bytes; the ledger keeps at most ${MAX_RECORD_BYTES}`,
    fix: 'fewer components or tests per service, or shorter names',
    docs: 'ledger.md#record',
  })
}
