import { z } from 'zod'
import { DURATION_PATTERN, parseDuration } from '../../kit/grammar.ts'
import { SECRET_NAME } from '../../kit/secret-name.ts'
import type { Capabilities } from '../platform.ts'

const VARIABLE = /^(?!GITHUB_|RUNNER_|ACTIONS_|INPUT_)[A-Za-z_][A-Za-z0-9_]{0,99}$/

/** What an argument may hold a place for. */
const PLACES = ['revision', 'rollout', 'release', 'canary', 'baseline', 'weight'] as const

/** The name of a place in an argument. */
export type Place = (typeof PLACES)[number]

const limit = z
  .string()
  .meta({ title: 'duration', pattern: DURATION_PATTERN })
  .transform((text, context): number => {
    const reading = parseDuration(text)
    if (reading.ok && reading.value >= 1000 && reading.value <= 2 * 3_600_000) return reading.value
    const message = reading.ok ? 'must be from 1s to 2h' : `${reading.message}\n${reading.fix}`
    context.issues.push({ code: 'custom', message, input: text })
    return z.NEVER
  })

/** Program and arguments. `needs`: places without which the command could not know what to do. */
const command = (allowed: readonly Place[], needs: readonly Place[] = []) =>
  z
    .array(
      z
        .string()
        .min(1)
        .max(4096)
        .regex(/^[^\0]*$/, 'must not contain NUL'),
    )
    .min(1)
    .max(100)
    .superRefine(([program = '', ...args], context) => {
      if (/[{}"\x00-\x1f]/.test(program) || program.startsWith('-'))
        context.addIssue({ code: 'custom', message: 'the program must be a plain name or path\n./deploy.sh' })
      const places = args.flatMap((text) => [...text.matchAll(/\{([a-z]+)\}/g)].map(([, name = '']) => name))
      for (const place of places)
        if ((PLACES as readonly string[]).includes(place) && !(allowed as readonly string[]).includes(place))
          context.addIssue({
            code: 'custom',
            message: `{${place}} has no meaning here\n${allowed.map((one) => `{${one}}`).join(', ') || 'no place'}`,
          })
      for (const place of needs)
        if (!places.includes(place))
          context.addIssue({ code: 'custom', message: `no argument holds {${place}}\n{${place}}` })
    })

/** Keys of a component with `platform: command`. */
export const commandOptions = z
  .strictObject({
    directory: z
      .string()
      .max(1000)
      .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\0-\x1f\x7f]+$/, 'must lie in the working copy\ninfra')
      .default('.')
      .describe('Where the commands run, from the root of the working copy.'),
    current: command([]).describe('Prints what serves now, as JSON.'),
    deploy: command(['revision', 'rollout'], ['revision']).describe(
      'Brings `{revision}` for `{rollout}` and prints the release, as JSON. Run twice for one rollout, it finds what it made.',
    ),
    rollback: command(['release'], ['release']).describe('Sends everything to `{release}`.'),
    'set-weight': command(['canary', 'baseline', 'weight'], ['canary', 'weight'])
      .optional()
      .describe(
        'Sends `{weight}` percent to `{canary}` and the rest to `{baseline}`. Without it the component cannot be divided.',
      ),
    'can-roll-back': command(['release'], ['release'])
      .optional()
      .describe('Prints whether `{release}` can be put back, as JSON. Default: whether `current` lists it.'),
    address: command(['release'], ['release'])
      .optional()
      .describe('Prints where to reach exactly `{release}`, as JSON. Without it there are no smoke tests.'),
    'dark-deploy': z
      .boolean()
      .optional()
      .describe('Whether `deploy` leaves everybody where they are. Default: whether there is `set-weight`.'),
    'rolls-back-by': z
      .enum(['pointer', 'redeploy'])
      .default('redeploy')
      .describe('Whether going back takes seconds (`pointer`) or deploys again (`redeploy`).'),
    env: z
      .array(z.string().regex(VARIABLE, 'must be the name of a variable\nAWS_REGION'))
      .max(50)
      .default([])
      .describe(
        'Names of variables handed on to the commands. No others are, besides PATH, HOME and the like.',
      ),
    secrets: z
      .array(
        z
          .string()
          .meta({ title: 'secret name', pattern: SECRET_NAME })
          .refine((text) => new RegExp(SECRET_NAME).test(text), {
            error: 'this is not the name of a secret\nits name on GitHub, such as CLOUD_TOKEN',
          }),
      )
      .max(50)
      .default([])
      .describe('Names of secrets handed on as variables of the same name. Never put one into an argument.'),
    'time-limit': limit.prefault('10m').describe('For one command. At most 2h.'),
  })
  .superRefine((options, context) => {
    if (options['set-weight'] && options['dark-deploy'] === false)
      context.addIssue({
        code: 'custom',
        path: ['dark-deploy'],
        message: 'what can be divided must begin at 0 %\ntrue',
      })
  })

/** What the schema makes of these keys. Times in milliseconds. */
export type CommandOptions = z.output<typeof commandOptions>

/** What a component without `set-weight` can do: the least that any command can. */
export const LEAST_CAPABILITIES: Capabilities = {
  split: 'none',
  darkDeploy: false,
  rollback: 'redeploy',
  releaseMetrics: false,
  jobs: false,
  secretNames: false,
}

/** What these options declare. */
export const capabilitiesOf = (options: CommandOptions): Capabilities => ({
  ...LEAST_CAPABILITIES,
  split: options['set-weight'] ? 'percent' : 'none',
  darkDeploy: options['dark-deploy'] ?? options['set-weight'] !== undefined,
  rollback: options['rolls-back-by'],
})
