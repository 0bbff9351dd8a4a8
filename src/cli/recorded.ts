import { readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import * as z from 'zod'
import type { MetricHistory } from '../analysis/judgement.ts'
import { ConfigError } from '../kit/errors.ts'
import type { Recorded } from '../simulation/recorded.ts'

const counts = z.strictObject({ n: z.number().min(0), x: z.number().min(0) }).nullable()

const slice = z.strictObject({
  from: z.int(),
  to: z.int(),
  canary: counts,
  baseline: counts,
  problem: z
    .enum(['no-data', 'counter-reset', 'not-a-number', 'stale', 'ambiguous', 'out-of-range', 'error'])
    .exactOptional(),
})

/** The file that `rollout` with `operation: simulate` writes, and that `--recorded` reads. */
const recordedFile = z.strictObject({
  schema: z.literal(1),
  of: z.enum(['rollout', 'live']),
  name: z.string().max(200),
  factor: z.number().min(0).max(1000).exactOptional(),
  histories: z
    .array(z.strictObject({ metric: z.string(), slices: z.array(slice).max(200_000) }))
    .min(1)
    .max(30),
}) satisfies z.ZodType<Recorded & { schema: 1; histories: MetricHistory[] }>

/** Metrics that a source really answered, from a file. Throws ConfigError for one that is not there or something else. */
export const readRecorded = async (root: string, path: string): Promise<Recorded> => {
  const file = isAbsolute(path) ? path : join(root, path)
  const text = await readFile(file, 'utf8').catch(() => null)
  const read = text === null ? null : recordedFile.safeParse(parsed(text))
  if (read?.success) return read.data
  throw new ConfigError({
    message: read ? `${path} is no record of metrics` : `there is no record at ${path}`,
    at: '--recorded',
    fix: 'the file that rollout with operation: simulate wrote',
    docs: 'cli.md#recorded-metrics',
  })
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
