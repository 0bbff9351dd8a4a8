import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../../../kit/errors.ts'
import type { Memory } from './record.ts'
import { readMemory } from './record.ts'
import { NOBODY } from './split.ts'

/** What `host.json` says while a host runs. Mode 0600: the token lets its reader run programs. */
export interface HostFile {
  schema: 1
  pid: number
  /** Where the router listens: `http://127.0.0.1:8080`. */
  publicUrl: string
  /** Where the admin API listens. */
  adminUrl: string
  /** Bearer token of the admin API; a new one each time the host starts. */
  token: string
  /** Milliseconds since 1970. */
  startedAt: number
}

/** Files below the state directory of a host. */
export const stateFiles = (directory: string) => ({
  host: join(directory, 'host.json'),
  token: join(directory, 'token'),
  wayBack: join(directory, 'way-back.curl'),
  memory: join(directory, 'releases.json'),
  logs: join(directory, 'logs'),
})

/** Writes a file that only its owner may read, whole or not at all. */
export const writePrivately = (file: string, text: string): void => {
  const next = `${file}.${randomBytes(4).toString('hex')}.tmp`
  const handle = openSync(next, 'wx', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(next, file)
}

/** Makes the state directory, for its owner alone. */
export const prepareState = (directory: string): void => {
  mkdirSync(stateFiles(directory).logs, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
}

const readText = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new ConfigError({
      at: file,
      message: 'cannot be read',
      fix: 'make it readable to the user who runs the host',
    })
  }
}

/**
 * What the host before this one remembered; nothing when there was none.
 * Throws ConfigError when the file is damaged: going on without it would forget what serves.
 */
export const readMemoryFile = (directory: string): Memory => {
  const file = stateFiles(directory).memory
  const text = readText(file)
  if (text === null) return { schema: 1, shares: NOBODY, releases: [] }
  try {
    return readMemory(JSON.parse(text))
  } catch (error) {
    throw new ConfigError({
      at: file,
      message: `what the host remembered is not readable${error instanceof SyntaxError ? '' : `: ${(error as Error).message}`}`,
      fix: 'restore the file, or move it away to begin without any release',
    })
  }
}

/** Tells others where this host is. The two small files serve Prometheus and `curl`, so that no command line holds the token. */
export const announce = (directory: string, host: HostFile): void => {
  const files = stateFiles(directory)
  writePrivately(files.token, host.token)
  writePrivately(
    files.wayBack,
    [
      `url = "${host.adminUrl}/rollback"`,
      `header = "authorization: Bearer ${host.token}"`,
      'header = "content-type: application/json"',
      'fail-with-body',
      'silent',
      'show-error',
      '',
    ].join('\n'),
  )
  writePrivately(files.host, `${JSON.stringify(host, null, 2)}\n`)
}

/** Takes the announcement back, so that a reader knows that no host runs. */
export const withdraw = (directory: string): void => {
  const files = stateFiles(directory)
  for (const file of [files.host, files.token, files.wayBack]) rmSync(file, { force: true })
}

/** Refuses to start beside a host that already runs on the same state. Throws ConfigError. */
export const refuseSecondHost = async (directory: string): Promise<void> => {
  const text = readText(stateFiles(directory).host)
  if (text === null) return
  let known: Partial<HostFile>
  try {
    known = JSON.parse(text) as Partial<HostFile>
  } catch {
    return
  }
  if (typeof known.adminUrl !== 'string' || typeof known.token !== 'string') return
  const answers = await fetch(`${known.adminUrl}/status`, {
    headers: { authorization: `Bearer ${known.token}` },
    signal: AbortSignal.timeout(2000),
  }).then(
    (answer) => answer.ok,
    () => false,
  )
  if (answers)
    throw new ConfigError({
      at: directory,
      message: `a host already runs on this state (process ${known.pid})`,
      fix: 'stop it first, or give this one a state directory of its own',
    })
}
