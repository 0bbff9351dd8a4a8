import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readEnvironment } from '../../../src/kit/environment.ts'
import { ConfigError } from '../../../src/kit/errors.ts'
import { createExec } from '../../../src/kit/exec.ts'
import { createRedactor } from '../../../src/kit/redact.ts'
import { command } from '../../../src/platforms/command/index.ts'
import type { Platform } from '../../../src/platforms/platform.ts'

/** The working copy of a team that has a script of its own. */
export const SITE = fileURLToPath(new URL('./site/', import.meta.url))

/** The keys of a component that this script serves. */
export const KEYS = {
  current: ['./ops.sh', 'current'],
  deploy: ['./ops.sh', 'deploy', '{revision}', '{rollout}'],
  'set-weight': ['./ops.sh', 'set-weight', '{canary}', '{baseline}', '{weight}'],
  rollback: ['./ops.sh', 'rollback', '{release}'],
  'can-roll-back': ['./ops.sh', 'can-roll-back', '{release}'],
  address: ['./ops.sh', 'address', '{release}'],
  env: ['SITE_STATE'],
  secrets: ['TEAM_TOKEN'],
  'time-limit': '20s',
} as const

/** Where the script keeps its releases, and what was said. */
export interface Place {
  state: string
  lines: string[]
  connect(keys?: Record<string, unknown>, at?: { state?: string; workspace?: string }): Platform
  weights(): Record<string, number>
  close(): void
}

/** Makes a place with no release in it. */
export const openPlace = (): Place => {
  const state = mkdtempSync(join(tmpdir(), 'sluice-command-'))
  mkdirSync(join(state, 'releases'))
  const lines: string[] = []
  const redactor = createRedactor()
  redactor.registerSecret('TEAM_TOKEN', 'open-sesame-please')
  const say = (line: string): void => void lines.push(line)
  return {
    state,
    lines,
    connect: (keys = {}, { state: other = state, workspace = SITE } = {}) => {
      const environment = readEnvironment({
        PATH: process.env.PATH,
        SITE_STATE: other,
        NOT_LISTED: 'must not be seen',
        TEAM_TOKEN: 'open-sesame-please',
      })
      const wanted = Object.entries({ ...KEYS, ...keys }).filter(([, value]) => value !== null)
      return command.connect(command.options.parse(Object.fromEntries(wanted)), {
        secret: (name) => {
          if (name === 'TEAM_TOKEN') return 'open-sesame-please'
          throw new ConfigError({ message: `the secret ${name} is missing` })
        },
        exec: createExec({ environment, redactor }),
        workspace,
        signal: new AbortController().signal,
        log: { info: say, warning: say, debug: say },
      })
    },
    weights: () => {
      const folder = join(state, 'releases')
      const known = existsSync(folder) ? readdirSync(folder) : []
      return Object.fromEntries(
        known.map((id) => [id, Number(readFileSync(join(folder, id), 'utf8').trim().split(' ')[2])]),
      )
    },
    close: () => rmSync(state, { recursive: true, force: true }),
  }
}

/** Writes a program into a folder and answers the argument array that runs it. */
export const program = (folder: string, name: string, text: string): string[] => {
  writeFileSync(join(folder, name), text, { mode: 0o755 })
  return [`./${name}`]
}
