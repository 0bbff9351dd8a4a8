import { isAbsolute, normalize, resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../../kit/errors.ts'
import { DURATION_PATTERN, parseDuration } from '../../kit/grammar.ts'

const PLACE = '{revision}'
const ONE_LINE = /^[^\0-\x1f\x7f]+$/

const readyWithin = z
  .string()
  .meta({ title: 'duration', pattern: DURATION_PATTERN })
  .transform((text, context): number => {
    const reading = parseDuration(text)
    if (reading.ok && reading.value >= 1000 && reading.value <= 600_000) return reading.value
    const message = reading.ok ? 'must be from 1s to 10m' : `${reading.message}\n${reading.fix}`
    context.issues.push({ code: 'custom', message, input: text })
    return z.NEVER
  })

const path = (what: string) => z.string().max(1000).regex(ONE_LINE, `must be ${what}, on one line`)

/** Keys of a component with `platform: local`. */
export const localOptions = z.strictObject({
  host: path('a directory')
    .default('.sluice/host')
    .describe('State directory of the host that runs the releases.'),
  directory: path('a directory')
    .refine((text) => text.includes(PLACE), `must contain ${PLACE}\nreleases/{revision}`)
    .describe('Where a revision lies; `{revision}` is replaced.'),
  command: z
    .array(
      z
        .string()
        .min(1)
        .max(4096)
        .regex(/^[^\0]*$/, 'must not contain NUL'),
    )
    .min(1)
    .max(100)
    .describe(
      'Program and arguments, run in that directory without a shell. It listens on the port in `PORT`.',
    ),
  health: z
    .string()
    .regex(/^\/[\x21-\x7e]{0,1000}$/, 'must be a path\n/healthz')
    .default('/')
    .describe('Path that answers 2xx once the release is ready.'),
  'ready-within': readyWithin
    .prefault('30s')
    .describe('Time from the start of a release to its first good answer there.'),
  env: z
    .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be the name of a variable\nDATABASE_URL'))
    .max(100)
    .default([])
    .describe('Names of variables handed on from the host to the releases.'),
})

/** What the schema makes of these keys. Times in milliseconds. */
export type LocalOptions = z.output<typeof localOptions>

/** Absolute path of the host's state directory. */
export const stateDirectory = ({ host }: LocalOptions, workspace: string): string => resolve(workspace, host)

/**
 * Absolute path of the directory that holds a revision. The revision must be one path element, so that none leads
 * elsewhere: throws ConfigError otherwise.
 */
export const revisionDirectory = (
  { directory }: LocalOptions,
  workspace: string,
  revision: string,
): string => {
  if (!/^[A-Za-z0-9][A-Za-z0-9._:+-]{0,199}$/.test(revision))
    throw new ConfigError({
      message: 'the revision cannot be the name of a directory',
      fix: 'a commit or digest: letters, digits, ".", "_", ":", "+", "-", beginning with a letter or digit',
      docs: 'platforms/local.md#directories',
    })
  const path = directory.replaceAll(PLACE, revision)
  return isAbsolute(path) ? normalize(path) : resolve(workspace, path)
}
