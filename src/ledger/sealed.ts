import { Buffer } from 'node:buffer'
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { canonicalJson } from '../kit/canonical-json.ts'
import { ConfigError } from '../kit/errors.ts'
import type { LedgerRecord } from '../rollout/plan.ts'
import type { Entry, Ledger, LoggedEvent } from './ledger.ts'

/** Keys of an environment: the first signs, and each of them proves. Two while a key is changed. */
export type SealKeys = readonly [string, ...string[]]

/** Fewest characters of a key: 128 bits, as `openssl rand -hex 16` writes them. */
const SHORTEST_KEY = 32

const VERSION = 'sluice-line-1'

/** The same for the same record, whatever the order in which a store gives its fields back. */
const digestOf = (record: LedgerRecord): string =>
  createHash('sha256').update(canonicalJson(record)).digest('base64url')

/**
 * What is signed: the deployment that the line stands on, the environment, the whole record with its plan, and the line,
 * which holds sequence, nonce and instant. So a line proves its record, and is worth nothing on another.
 */
const macOf = (key: string, place: string, record: LedgerRecord, text: string): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([VERSION, place, record.service, record.environment, digestOf(record), text]))
    .digest()

const isGood = (keys: SealKeys, record: LedgerRecord, { text, proof }: LoggedEvent): boolean => {
  const given = Buffer.from(proof?.mac ?? '', 'base64url')
  return keys.some((key) => {
    const wanted = macOf(key, proof?.place ?? '', record, text)
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  })
}

/**
 * A ledger whose lines are signed with a key of the environment, and told apart by it when they are read. Signing a line
 * needs the record it belongs to, which is read once where it is not known. Verdicts are `seal` of each event; what they
 * mean is for the gates to say.
 *
 * @throws ConfigError for a key of less than 32 characters
 */
export const sealLedger = (ledger: Ledger, keys: SealKeys): Ledger => {
  if (keys.some((key) => key.length < SHORTEST_KEY))
    throw new ConfigError({
      message: `a signing key has less than ${SHORTEST_KEY} characters`,
      at: 'SLUICE_SIGNING_KEY',
      fix: 'openssl rand -hex 32',
      docs: 'security.md#signatures',
    })
  const [key] = keys
  const records = new Map<string, LedgerRecord>()
  const judged = (entry: Entry): Entry => {
    records.set(entry.key, entry.record)
    const events = entry.events.map((event): LoggedEvent => {
      if (!event.proof) return event
      return { ...event, seal: isGood(keys, entry.record, event) ? 'good' : 'bad' }
    })
    return { ...entry, events }
  }
  const read: Ledger['read'] = async (place) => {
    const entry = await ledger.read(place)
    return entry && judged(entry)
  }
  const { together } = ledger
  return {
    ...ledger,
    read,
    list: async (service, environment, ends) => {
      const listing = await ledger.list(service, environment, ends && ((seen) => ends(seen.map(judged))))
      return { ...listing, entries: listing.entries.map(judged) }
    },
    create: async (record) => judged(await ledger.create(record)),
    append: async (place, event) => {
      const record = records.get(place) ?? (await read(place))?.record
      const proof = record && macOf(key, place, record, event.text).toString('base64url')
      await ledger.append(place, { ...event, ...(proof !== undefined && { proof }) })
    },
    ...(together && { together: () => sealLedger(together(), keys) }),
  }
}
