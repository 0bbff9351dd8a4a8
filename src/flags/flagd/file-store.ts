import { createHash, randomUUID } from 'node:crypto'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { DocumentStore } from './store.ts'

/** A writer holds the lock for moments; one that is older than this died with it. Milliseconds. */
const STALE = 30_000
/** How long to wait for another writer, and between two tries. Milliseconds. */
const PATIENCE = 5000
const PAUSE = 10

const failure = (message: string, effect: 'none' | 'unknown' = 'none'): ProviderError =>
  new ProviderError({ provider: 'flagd', message: `flagd: ${message}`, retryable: true, effect })

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'error'

const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const noDirectory = (): ConfigError =>
  new ConfigError({
    message: 'the directory of the flag document does not exist',
    at: 'file',
    fix: 'a step before this one that makes it',
    docs: 'flags/flagd.md',
  })

/** Comparing and replacing are two steps for a file, so that writers take turns by a file that only one can create. */
const withTurn = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  const lock = `${path}.lock`
  const end = performance.now() + PATIENCE
  for (;;) {
    try {
      await (await open(lock, 'wx')).close()
      break
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw noDirectory()
      if (codeOf(error) !== 'EEXIST') throw failure(`the document cannot be locked (${codeOf(error)})`)
      const age = await stat(lock).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      )
      if (age > STALE) await rm(lock, { force: true })
      if (performance.now() > end) throw failure('another writer does not let go of the document')
      await pause(PAUSE)
    }
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

/** A file. It is replaced as a whole, so that no reader ever sees half of it. */
export const fileStore = (path: string): DocumentStore => {
  const read = async () => {
    try {
      const text = await readFile(path, 'utf8')
      return { text, version: versionOf(text) }
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      throw failure(`the document cannot be read (${codeOf(error)})`)
    }
  }
  const write = async (text: string): Promise<void> => {
    const draft = join(dirname(path), `.${randomUUID()}.tmp`)
    try {
      const file = await open(draft, 'wx')
      try {
        await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, path)
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined)
      throw failure(`the document cannot be written (${codeOf(error)})`, 'unknown')
    }
  }
  return {
    read,
    replace: (text, version) =>
      withTurn(path, async () => {
        if (((await read())?.version ?? null) !== version) return false
        await write(text)
        return true
      }),
  }
}
