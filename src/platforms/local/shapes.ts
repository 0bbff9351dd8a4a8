import { z } from 'zod'

const moment = z.number().min(0)
const id = z.string().min(1).max(56)

/** A release as the admin API answers it. */
export const releaseShape = z.object({
  id,
  revision: z.string(),
  rollout: z.string(),
  status: z.enum(['starting', 'ready', 'restarting', 'failed', 'stopped']),
  reason: z.string().nullable(),
  weight: z.number().min(0).max(100),
  restarts: z.number().min(0),
  lastRoutedAt: moment.nullable(),
  log: z.string(),
  wayBack: z.discriminatedUnion('possible', [
    z.object({ possible: z.literal(true) }),
    z.object({ possible: z.literal(false), reason: z.string() }),
  ]),
})

/** A release as the admin API answers it. */
export type LocalRelease = z.output<typeof releaseShape>

/** The whole host at one moment. */
export const statusShape = z.object({
  startedAt: moment,
  now: moment,
  publicUrl: z.url(),
  releases: z.array(releaseShape),
})

const tally = z.object({
  requests: z.int().min(0),
  failures: z.int().min(0),
  bins: z.array(z.int().min(0)),
})

/** Counts by interval. */
export const historyShape = z.object({
  startedAt: moment,
  now: moment,
  keptFrom: moment,
  bounds: z.array(z.number().positive()),
  slices: z.array(z.object({ from: moment, to: moment, tallies: z.array(tally.nullable()) })),
})

/** Counts by interval. */
export type HistoryAnswer = z.output<typeof historyShape>
