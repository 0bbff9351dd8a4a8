import { join } from 'node:path'
import type { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { AdapterContext } from '../definition.ts'
import type { Platform } from '../platform.ts'
import {
  addressAnswer,
  currentAnswer,
  RELEASE_NAME,
  readAnswer,
  releaseAnswer,
  wayBackAnswer,
} from './answers.ts'
import { type CommandOptions, capabilitiesOf, type Place } from './options.ts'

/** Exit statuses with a meaning, after sysexits.h: refused before anything was touched, and not now. */
const REFUSED = 64
const NOT_NOW = 75

/** Largest answer, in bytes. */
const ANSWER_CAP = 1024 * 1024

type Values = Partial<Record<Place, string>>

const filled = (argument: string, values: Values): string =>
  argument.replace(/\{([a-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name as Place] ?? '') : whole,
  )

const quote = (text: string): string =>
  /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

const refused = (message: string): ProviderError =>
  new ProviderError({ provider: 'command', message: `command: ${message}`, retryable: false })

const failed = (verb: string, exitCode: number, changes: boolean): ProviderError => {
  if (exitCode === REFUSED) return refused(`${verb} refused, and changed nothing (exit ${REFUSED})`)
  return new ProviderError({
    provider: 'command',
    message: `command: ${verb} failed (exit ${exitCode})${exitCode === NOT_NOW ? ', and asks to be tried again' : ''}`,
    retryable: exitCode === NOT_NOW,
    effect: changes ? 'unknown' : 'none',
  })
}

/** Connects to commands of the working copy. None is run yet. */
export const connectCommand = (options: CommandOptions, context: AdapterContext): Platform => {
  const { exec, workspace, secret, log } = context
  const directory = join(workspace, options.directory)
  if (!exec) throw new RangeError('the platform command needs a way to run programs')

  const run = async (
    verb: string,
    [program = '', ...args]: readonly string[],
    values: Values,
    changes: boolean,
  ): Promise<string> => {
    const { exitCode, stdout, truncated } = await exec({
      program,
      args: args.map((argument) => filled(argument, values)),
      cwd: directory,
      pass: options.env,
      set: Object.fromEntries(options.secrets.map((name) => [name, secret(name)])),
      timeout: options['time-limit'],
      maxBytes: ANSWER_CAP,
      onLine: (line) => log.debug(`${verb}: ${line}`),
    })
    if (exitCode !== 0) throw failed(verb, exitCode, changes)
    if (truncated) throw refused(`${verb} printed more than ${ANSWER_CAP} bytes`)
    return stdout
  }
  const ask = async <T>(verb: string, argv: readonly string[], values: Values, shape: z.ZodType<T>) =>
    readAnswer(shape, await run(verb, argv, values, false), verb)

  const current = () => ask('current', options.current, {}, currentAnswer)
  const named = (id: ReleaseId): string => {
    if (RELEASE_NAME.test(id)) return id
    throw refused('this is no name of a release')
  }

  return {
    type: 'command',
    capabilities: capabilitiesOf(options),
    current,
    deploy: async ({ revision, rollout }) => {
      if (!/^[A-Za-z0-9][\w.:+@/-]{0,255}$/.test(revision))
        throw new ConfigError({
          message: 'the revision cannot be given to a command',
          fix: 'a commit or digest: letters, digits, . _ : + @ / -, beginning with a letter or digit',
          docs: 'platforms/command.md#arguments',
        })
      const text = await run('deploy', options.deploy, { revision, rollout }, true)
      const release = readAnswer(releaseAnswer, text, 'deploy')
      if (release.revision !== revision) throw refused('deploy printed another revision than it was given')
      return release
    },
    setWeight: async ({ canary, baseline, weight }) => {
      const argv = options['set-weight']
      const values = { canary: named(canary), baseline: baseline === null ? '' : named(baseline) }
      if (argv) return void (await run('set-weight', argv, { ...values, weight: String(weight) }, true))
      // What cannot be divided serves everybody as soon as it is deployed: there is nothing to do but to look.
      const found = (await current()).weights.find(({ release }) => release.id === canary)
      if ((found?.weight ?? 0) !== weight)
        throw refused(
          `there is no set-weight, and ${canary} has ${found?.weight ?? 0}% instead of ${weight}%`,
        )
    },
    canRollBack: async (to) => {
      if (!RELEASE_NAME.test(to)) return { possible: false, reason: 'this is no name of a release' }
      const argv = options['can-roll-back']
      if (argv) return ask('can-roll-back', argv, { release: to }, wayBackAnswer)
      const { weights } = await current()
      return weights.some(({ release }) => release.id === to)
        ? { possible: true }
        : { possible: false, reason: `current does not list ${to} any more` }
    },
    rollback: async (to) => {
      await run('rollback', options.rollback, { release: named(to) }, true)
    },
    address: async (release) => {
      if (!options.address)
        throw new ConfigError({
          message:
            'this component says nothing of where a release can be reached, so it cannot be smoke-tested',
          fix: 'address: [./ops/address.sh, "{release}"], or smoke tests of another component',
          docs: 'platforms/command.md#answers',
        })
      return ask('address', options.address, { release: named(release) }, addressAnswer)
    },
    wayBackCommand: (to) => {
      const line = options.rollback.map((argument) => quote(filled(argument, { release: to }))).join(' ')
      return options.directory === '.' ? line : `(cd ${quote(options.directory)} && ${line})`
    },
  }
}
