/** A small action that the tests run in a process of its own: `node fixture-action.ts`. */
import { defineAction } from '../../src/kit/action.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { duration, flag, list, oneOf, secret } from '../../src/kit/fields.ts'

const modes = [
  'pass',
  'refuse',
  'wait',
  'deaf',
  'child',
  'config',
  'provider',
  'crash',
  'late-crash',
  'forgotten',
  'masked',
  'leak',
] as const

export const fixture = defineAction({
  name: 'fixture',
  inputs: {
    mode: oneOf(modes),
    token: secret(),
    pause: duration().optional(),
    names: list().optional(),
    loud: flag().default(false),
  },
  outputs: ['decision', 'reason', 'result', 'version-id', 'names'],
  run: async ({ mode, token, names = [] }, { log, signal, exec, secret: named }) => {
    const forever = setInterval(() => {}, 1000)
    switch (mode) {
      case 'pass':
        clearInterval(forever)
        log.info(`token is ${token}, ${encodeURIComponent(token)}, ${named('DATABASE_URL') ?? 'no database'}`)
        return {
          decision: 'advance',
          reason: 'all-well',
          message: 'Going on to 25 %.',
          outputs: { 'version-id': 'v-1', names: names.join(',') },
          summary: `# All well\ntoken ${token}`,
        }
      case 'refuse':
        clearInterval(forever)
        return {
          decision: 'hold',
          reason: 'too-early',
          message: 'Not yet: the bake is not over.',
          failed: true,
          outputs: { 'version-id': 'v-1' },
        }
      case 'wait':
        console.log('waiting')
        return new Promise<never>((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        )
      case 'deaf':
        console.log('waiting')
        return new Promise<never>(() => {})
      case 'child':
        await exec({
          program: process.execPath,
          args: [
            '-e',
            'process.on("SIGINT", () => { console.log("child-ended"); process.exit() }); setInterval(() => {}, 1000); console.log("waiting", process.pid)',
          ],
          onLine: (line) => console.log(line),
        })
        throw new Error('not reached')
      case 'config':
        clearInterval(forever)
        throw new ConfigError([
          { message: 'unknown key `wieght`', at: '.github/sluice.yml:12:5', fix: 'weight' },
          { message: `the secret ${token} is odd` },
        ])
      case 'provider':
        clearInterval(forever)
        throw new ProviderError({
          provider: 'acme',
          message: 'acme: PUT /split answered 502',
          retryable: true,
          status: 502,
          effect: 'unknown',
        })
      case 'crash':
        setImmediate(() => {
          throw Object.assign(new Error(`broken with ${token}`), { input: token })
        })
        return new Promise<never>(() => {})
      case 'late-crash':
        void Promise.reject(new Error(`nobody waited for ${token}`))
        return new Promise<never>(() => {})
      case 'forgotten':
        clearInterval(forever)
        return new Promise<never>(() => {})
      case 'masked':
        clearInterval(forever)
        return {
          decision: 'advance',
          reason: 'all-well',
          outputs: { 'version-id': `https://${token}.example`, names: 'fine' },
        }
      case 'leak':
        clearInterval(forever)
        throw new TypeError(`cannot read ${token} of ${JSON.stringify({ token })}`)
      default:
        return mode satisfies never
    }
  },
})

if (import.meta.main) await fixture.run()
