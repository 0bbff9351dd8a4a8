import { isDeepStrictEqual } from 'node:util'
import type { LedgerRecord } from '../../rollout/plan.ts'
import type { Listing } from '../ledger.ts'
import { readPayload } from '../payload.ts'
import { type Deployment, newestFirst } from './shapes.ts'

/** One record of ours and every deployment that carries it: normally one, more after a write that was repeated. */
export interface Found {
  record: LedgerRecord
  /** The oldest deployment: every reader chooses the same one. */
  key: string
  id: number
  created_at: number
  /** Younger deployments with exactly the same record; their events count as well. */
  twins: string[]
}

/** Deployments told apart: our records, newest first, and the rest. */
export interface Sorted {
  found: Found[]
  foreign: Listing['foreign'][number][]
}

/** The deployment task that marks the records of one service. */
export const taskOf = (service: string): string => `sluice/${service}`

/** The record a deployment carries, or why it is not one of ours. Who created it proves nothing and is not asked. */
export const recordIn = (deployment: Deployment): ReturnType<typeof readPayload> => {
  const payload = readPayload(deployment.payload)
  if (!payload.ok) return payload
  const { service, environment } = payload.record
  // GitHub ignores case in neither, but a status may have renamed the environment since.
  const right = deployment.task === taskOf(service) && deployment.environment === environment
  return right ? payload : { ok: false, reason: 'not-ours' }
}

/**
 * Sorts what a list gave. Two deployments with one record id are one record when their payloads are equal; a
 * younger one with another content is somebody's forgery and left aside.
 */
export const sortOut = (deployments: Iterable<Deployment>): Sorted => {
  const found = new Map<string, Found>()
  const foreign: Listing['foreign'][number][] = []
  for (const deployment of [...deployments].sort(newestFirst).reverse()) {
    const key = String(deployment.id)
    const payload = recordIn(deployment)
    if (!payload.ok) {
      foreign.push({ key, reason: payload.reason })
      continue
    }
    const { record } = payload
    const first = found.get(record.id)
    if (!first)
      found.set(record.id, { record, key, id: deployment.id, created_at: deployment.created_at, twins: [] })
    else if (isDeepStrictEqual(first.record, record)) first.twins.push(key)
    else foreign.push({ key, reason: 'not-ours' })
  }
  return { found: [...found.values()].sort(newestFirst), foreign }
}
