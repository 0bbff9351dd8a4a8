import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ConfigError } from '../../../kit/errors.ts'
import type { HostOptions } from './host.ts'
import { startHost } from './host.ts'

const USAGE = `Runs the host of the platform "local" until it is told to stop (Ctrl-C).

  --state <directory>       where it keeps what it must remember (needed)
  --port <number>           port of the router; default 8080, 0 for any free one
  --admin-port <number>     port of the admin API; default: any free one
  --address <address>       address both listen on; default 127.0.0.1
  --key-header <name>       header that keeps a user on one release; default x-sluice-key
  --key-cookie <name>       cookie asked when that header is missing; default: none
  --keep-running <number>   releases without traffic that keep their process; default 4
`

const whole = (name: string, text: string, most: number): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= most) return Number(text)
  throw new ConfigError({
    at: `--${name}`,
    message: 'not a number it can be',
    fix: `a whole number from 0 to ${most}`,
  })
}

const readArguments = (args: string[]): HostOptions | null => {
  const { values } = parseArgs({
    args,
    options: {
      state: { type: 'string' },
      port: { type: 'string', default: '8080' },
      'admin-port': { type: 'string', default: '0' },
      address: { type: 'string', default: '127.0.0.1' },
      'key-header': { type: 'string', default: 'x-sluice-key' },
      'key-cookie': { type: 'string', default: '' },
      'keep-running': { type: 'string', default: '4' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  if (!values.state)
    throw new ConfigError({ message: 'the state directory is missing', fix: '--state .sluice/host' })
  return {
    directory: values.state,
    port: whole('port', values.port, 65_535),
    adminPort: whole('admin-port', values['admin-port'], 65_535),
    address: values.address,
    keyHeader: values['key-header'],
    keyCookie: values['key-cookie'],
    keepRunning: whole('keep-running', values['keep-running'], 50),
  }
}

/**
 * Runs a host with these command line arguments until SIGINT, SIGTERM or SIGHUP; a second signal ends it at once.
 * Prints one line of JSON with its addresses when it is ready. Resolves with the exit code: 0 after an orderly end,
 * 2 when somebody has to change something.
 */
export const runHost = async (args: string[]): Promise<number> => {
  try {
    const options = readArguments(args)
    if (!options) {
      process.stdout.write(USAGE)
      return 0
    }
    let signals = 0
    let end: () => void = () => undefined
    const asked = new Promise<void>((resolve) => {
      end = resolve
    })
    let kill: () => void = () => undefined
    const onSignal = () => {
      signals += 1
      if (signals > 1) {
        kill()
        process.exit(1)
      }
      end()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
    const host = await startHost(options)
    kill = host.kill
    process.stdout.write(
      `${JSON.stringify({ ready: true, publicUrl: host.publicUrl, adminUrl: host.adminUrl })}\n`,
    )
    await asked
    await host.stop()
    return 0
  } catch (error) {
    if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`)
    else if (error instanceof TypeError && 'code' in error)
      process.stderr.write(`${error.message}\n\n${USAGE}`)
    else throw error
    return 2
  }
}

const isStarted = (): boolean => {
  const [, started] = process.argv
  return started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url)
}

if (isStarted()) process.exitCode = await runHost(process.argv.slice(2))
