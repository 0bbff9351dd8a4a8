import { z } from 'zod'
import { ProviderError } from '../../kit/errors.ts'
import { MAX_EVENT_LENGTH } from '../event-text.ts'
import type { LoggedEvent } from '../ledger.ts'

// Only what the ledger reads of GitHub's answers; `@octokit/openapi` 23.0.2 has the rest.
const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

const deployment = z.object({
  id: z.int().positive(),
  task: z.string(),
  environment: z.string(),
  payload: z.unknown(),
  created_at: moment,
})

const status = z.object({
  id: z.int().positive(),
  state: z.string(),
  description: z.string().nullish(),
  log_url: z.string().nullish(),
  target_url: z.string().nullish(),
  created_at: moment,
})

/** A deployment as far as the ledger reads it. */
export type Deployment = z.infer<typeof deployment>

/** A status of a deployment as far as the ledger reads it. */
export type Status = z.infer<typeof status> & {
  /** The deployment that it was read from. */
  place?: string
}

const understood = <T>(what: string, parsed: z.ZodSafeParseResult<T>): T => {
  if (parsed.success) return parsed.data
  throw new ProviderError({
    provider: 'github',
    message: `GitHub's answer is not ${what}`,
    retryable: true,
    code: 'invalid-answer',
  })
}

/** One deployment. @throws ProviderError when the answer is something else */
export const readDeployment = (data: unknown): Deployment =>
  understood('a deployment', deployment.safeParse(data))

/** A page of deployments, in any order. @throws ProviderError when the answer is something else */
export const readDeployments = (data: unknown): Deployment[] =>
  understood('a list of deployments', z.array(deployment).safeParse(data))

/** A page of statuses, in any order. @throws ProviderError when the answer is something else */
export const readStatuses = (data: unknown): Status[] =>
  understood('a list of statuses', z.array(status).safeParse(data))

/** Newest first: by GitHub's time, then by number, since its times are whole seconds. */
export const newestFirst = (
  a: { created_at: number; id: number },
  b: { created_at: number; id: number },
): number => b.created_at - a.created_at || b.id - a.id

/**
 * The events in a list of statuses, oldest first. A text that stands there twice (a write that a proxy repeated, or a
 * replay) counts once, at its first time.
 *
 * @param runUrl start of the address of this repository's runs, up to the number
 */
export const eventsOf = (statuses: readonly Status[], runUrl: string): LoggedEvent[] => {
  const events = new Map<string, LoggedEvent>()
  for (const found of [...statuses].sort(newestFirst).reverse()) {
    const text = (found.description ?? '').slice(0, MAX_EVENT_LENGTH)
    if (text !== '' && events.has(text)) continue
    const url = found.log_url || found.target_url || ''
    const mac = PROOF.exec(url)?.groups?.mac
    const event: LoggedEvent = {
      text,
      at: found.created_at,
      run: runIn(url, runUrl),
      ...(mac !== undefined && found.place !== undefined && { proof: { place: found.place, mac } }),
    }
    events.set(text === '' ? `#${found.id}` : text, event)
  }
  return [...events.values()]
}

/** A signature stands behind the address of the run, where nothing that reads the address minds it. */
const PROOF = /#sluice-(?<mac>[A-Za-z0-9_-]{43})$/

/** The address of a run, or of the runs where none is known, with the signature of the line behind it. Undefined for neither. */
export const logUrlOf = (
  runUrl: string,
  run: string | null,
  proof: string | undefined,
): string | undefined => {
  if (run === null && proof === undefined) return undefined
  const address = run === null ? runUrl.replace(/\/runs\/$/, '') : `${runUrl}${run}`
  return proof === undefined ? address : `${address}#sluice-${proof}`
}

const runIn = (url: string, runUrl: string): string | null => {
  const rest = url.toLowerCase().startsWith(runUrl.toLowerCase()) ? url.slice(runUrl.length) : ''
  return /^(\d{1,20})(?:[/?#]|$)/.exec(rest)?.[1] ?? null
}
