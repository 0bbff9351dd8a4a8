import { runCommand, type Tools } from '../src/cli/main.ts'
import { readEnvironment } from '../src/kit/environment.ts'
import { realHost } from '../src/kit/host.ts'
import { ledgers } from '../src/ledger/registry.ts'
import type { UsualTraffic } from '../src/rollout/plan.ts'
import { lastTraffic } from './last-traffic.ts'
import { registries } from './registries.ts'
import { TOOL_VERSION } from './version.ts'

/** Columns of a page where nobody looks at a terminal. */
const PAGE = 100

/** Runs the command line with these words and sets the exit code of the process. */
export const runCli = async (words: readonly string[]): Promise<void> => {
  const host = realHost()
  const environment = readEnvironment(host.variables)
  const root = environment.workspace
  const tools: Tools = {
    registries,
    version: TOOL_VERSION,
    recordedTraffic: async (ledger, { service, environment: name }): Promise<readonly UsualTraffic[]> => {
      const directory = /^file:(?<directory>.+)$/.exec(ledger)?.groups?.directory
      if (directory === undefined) return []
      const { join } = await import('node:path')
      return lastTraffic(ledgers.file({ directory: join(root, directory), run: 'cli' }), service, name)
    },
    explain: async (inputs) => {
      const { rollout } = await import('./rollout/main.ts')
      const given = Object.entries({ operation: 'explain', ...inputs })
      const variables = Object.fromEntries(
        given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      )
      const outcome = await rollout.run({
        ...host,
        variables: { ...host.variables, ...variables },
        process: null,
      })
      return outcome.exitCode
    },
  }
  host.process?.setExitCode(
    await runCommand(
      words,
      {
        root,
        width: process.stdout.columns ?? PAGE,
        colour: !environment.noColour && process.stdout.isTTY === true,
        now: host.now,
        out: (text) => void process.stdout.write(text),
        err: (text) => void process.stderr.write(text),
      },
      tools,
    ),
  )
  host.process?.release()
}
