import { ProviderError } from '../../kit/errors.ts'
import type { Parameters } from '../../kit/github/calls.ts'
import type { LedgerRecord } from '../../rollout/plan.ts'
import type { EndsList, Entry, Ledger, Listing } from '../ledger.ts'
import { type Desk, MAX_BELOW, MAX_PAGES, PER_PAGE, reading } from './desk.ts'
import { type Found, recordIn, type Sorted, sortOut, taskOf } from './records.ts'
import {
  type Deployment,
  eventsOf,
  newestFirst,
  readDeployment,
  readDeployments,
  readStatuses,
  type Status,
} from './shapes.ts'

const LIST = 'GET /repos/{owner}/{repo}/deployments'
const READ = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}'
const STATUSES = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses'

/** All statuses of a deployment, on the one page they fit on; null when there is no such deployment. */
export const statusesOf = async ({ calls, where }: Desk, key: string): Promise<Status[] | null> => {
  const data = await calls.ask({ ...reading('read the events of a rollout'), absent: true }, STATUSES, {
    ...where,
    deployment_id: Number(key),
    per_page: PER_PAGE,
  })
  return data === null ? null : readStatuses(data).map((status) => ({ ...status, place: key }))
}

const fetchDeployment = async ({ calls, where }: Desk, key: string): Promise<Deployment | null> => {
  const data = await calls.ask({ ...reading('read a rollout'), absent: true }, READ, {
    ...where,
    deployment_id: Number(key),
  })
  return data === null ? null : readDeployment(data)
}

const fetchDeployments = async (desk: Desk, wanted: Parameters): Promise<Deployment[]> =>
  readDeployments(
    await desk.calls.ask(reading('list deployments'), LIST, {
      ...desk.where,
      ...wanted,
      per_page: PER_PAGE,
    }),
  )

const fetchPage = (desk: Desk, service: string, environment: string, page: number): Promise<Deployment[]> =>
  fetchDeployments(desk, { task: taskOf(service), environment, page })

/** A record's statuses and events, its twins' included, and our own that the list does not show yet. */
const entryOf = async (
  desk: Desk,
  found: Found,
): Promise<{ entry: Entry; state: string | undefined } | null> => {
  const own = await statusesOf(desk, found.key)
  if (own === null) return null
  const statuses: Status[] = [...own]
  for (const key of found.twins) statuses.push(...((await statusesOf(desk, key)) ?? []))
  const events = desk.memory.withOwn(found.key, eventsOf(statuses, desk.runUrl))
  return {
    entry: { key: found.key, record: found.record, createdAt: found.created_at, events },
    state: [...statuses].sort(newestFirst)[0]?.state,
  }
}

/** The entry of a record that was found in a list. */
export const entryFor = async (desk: Desk, found: Found): Promise<Entry> =>
  (await entryOf(desk, found))?.entry ?? bare(found)

/** A record without events: deleted between two calls, or so new that it has none. */
const bare = ({ key, record, created_at }: Found): Entry => ({
  key,
  record,
  createdAt: created_at,
  events: [],
})

/**
 * Decides, record by record from the newest, when the last promoted rollout has been read. That is the first whose
 * newest status is a success; or the one that the newer records name as last promoted, unless a rollback undid it,
 * because a superseded one may have been marked inactive.
 */
const promotedSearch = () => {
  const undone = new Set<string>()
  let named: string | null | undefined
  return (record: LedgerRecord, state: string | undefined): boolean => {
    if (record.kind === 'rollback') {
      undone.add(record.rollout)
      return false
    }
    if (state === 'success' && !undone.has(record.id)) return true
    if (record.id === named && state === 'inactive' && !undone.has(record.id)) return true
    if (named === undefined || record.id === named) named = record.lastPromoted
    return false
  }
}

/** Our own new records that the list does not show yet, read by number. */
const addUnseen = async (desk: Desk, service: string, environment: string, seen: Map<number, Deployment>) => {
  for (const key of desk.memory.unseen(service, environment, seen)) {
    const deployment = await fetchDeployment(desk, key)
    if (deployment) seen.set(deployment.id, deployment)
  }
}

/**
 * Reads entries not read before, newest first, until the last promoted rollout. Below one that is not believed to be that,
 * it goes on for `MAX_BELOW` records.
 */
const readDown = async (
  desk: Desk,
  found: readonly Found[],
  read: Known,
  ends: EndsList | undefined,
): Promise<'ended' | 'cut' | 'open'> => {
  const isLastPromoted = promotedSearch()
  const entries: Entry[] = []
  let doubted: number | null = null
  for (const each of found) {
    if (doubted !== null && entries.length > doubted + MAX_BELOW) return 'cut'
    const known = read.get(each.key) ?? (await entryOf(desk, each)) ?? { entry: bare(each), state: undefined }
    read.set(each.key, known)
    entries.push(known.entry)
    if (!isLastPromoted(each.record, known.state)) continue
    if (!ends || (await ends(entries))) return 'ended'
    doubted ??= entries.length
  }
  return 'open'
}

const listingOf = ({ found, foreign }: Sorted, read: Known, end: 'ended' | 'cut' | 'open'): Listing => ({
  entries: found.flatMap(({ key }) => read.get(key)?.entry ?? []),
  foreign,
  ...(end === 'cut' && { cut: true }),
})

type Known = Map<string, { entry: Entry; state: string | undefined }>

/**
 * Lists of many services and environments out of one page of the whole repository. Where that page does not reach back
 * to the last promoted rollout, because other deployments fill it, the records are listed by themselves.
 */
export const listTogether = (desk: Desk): Ledger['list'] => {
  let everything: Promise<Deployment[]> | null = null
  return async (service, environment, ends) => {
    everything ??= fetchDeployments(desk, {})
    const page = await everything.catch((error: unknown) => {
      everything = null
      throw error
    })
    const ours = page.filter((each) => each.task === taskOf(service) && each.environment === environment)
    const seen = new Map(ours.map((deployment) => [deployment.id, deployment]))
    await addUnseen(desk, service, environment, seen)
    const sorted = sortOut(seen.values())
    desk.memory.saw(sorted.found)
    const read: Known = new Map()
    const end = await readDown(desk, sorted.found, read, ends)
    if (end === 'open' && page.length >= PER_PAGE) return listRecords(desk, service, environment, ends, read)
    return listingOf(sorted, read, end)
  }
}

/** Pages until the last promoted rollout, the end of the list, or `MAX_PAGES`; see `Ledger.list`. */
export const listRecords = async (
  desk: Desk,
  service: string,
  environment: string,
  ends?: EndsList,
  read: Known = new Map(),
): Promise<Listing> => {
  const seen = new Map<number, Deployment>()
  let sorted = sortOut([])
  let end: 'ended' | 'cut' | 'open' = 'open'
  for (let page = 1; page <= MAX_PAGES; page++) {
    const deployments = await fetchPage(desk, service, environment, page)
    for (const deployment of deployments) seen.set(deployment.id, deployment)
    if (page === 1) await addUnseen(desk, service, environment, seen)
    sorted = sortOut(seen.values())
    desk.memory.saw(sorted.found)
    end = await readDown(desk, sorted.found, read, ends)
    if (end !== 'open' || deployments.length < PER_PAGE) break
  }
  return listingOf(sorted, read, end)
}

/** See `Ledger.read`. @throws ProviderError when the record is there but not one we may act on */
export const readRecord = async (desk: Desk, key: string): Promise<Entry | null> => {
  if (!/^[1-9]\d{0,15}$/.test(key)) return null
  const seen = desk.memory.seen(key)
  // What the record says never changes; that it is still there, its statuses tell.
  if (seen) return (await entryOf(desk, { ...seen, twins: [...desk.memory.twinsOf(key)] }))?.entry ?? null
  const deployment = await fetchDeployment(desk, key)
  if (!deployment) return null
  const payload = recordIn(deployment)
  if (payload.ok) {
    const { id, created_at } = deployment
    return entryFor(desk, {
      record: payload.record,
      key,
      id,
      created_at,
      twins: [...desk.memory.twinsOf(key)],
    })
  }
  throw new ProviderError({
    provider: 'github',
    message: `the record ${key} cannot be used: ${payload.reason}`,
    retryable: false,
  })
}

/** The deployment that carries a record's id, on any page that a list may read; null when there is none. */
export const findRecord = async (desk: Desk, record: LedgerRecord): Promise<Found | null> => {
  const seen = new Map<number, Deployment>()
  for (let page = 1; page <= MAX_PAGES; page++) {
    const deployments = await fetchPage(desk, record.service, record.environment, page)
    for (const deployment of deployments) seen.set(deployment.id, deployment)
    const { found } = sortOut(seen.values())
    desk.memory.saw(found)
    const here = found.find((each) => each.record.id === record.id)
    if (here || deployments.length < PER_PAGE) return here ?? null
  }
  return null
}
