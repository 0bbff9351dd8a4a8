import { createHash, randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ConfigError, ProviderError } from '../../kit/errors.ts'

/** A text somewhere that one writer at a time may replace: a file here, an object of a bucket, a value of a KV store. */
export interface DocumentStore {
  /** The text and a name for exactly this version of it; null: there is none. */
  read(): Promise<{ text: string; version: string } | null>
  /**
   * Replaces the version that was read (null: none was there) by a new text. Answers false when somebody else was
   * faster; then nothing was changed. Throws ProviderError when the store fails.
   */
  replace(text: string, version: string | null): Promise<boolean>
}

const failure = (message: string, effect: 'none' | 'unknown' = 'none'): ProviderError =>
  new ProviderError({ provider: 'flagd', message: `flagd: ${message}`, retryable: true, effect })

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'error'

const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex')

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
  return {
    read,
    replace: async (text, version) => {
      const known = await read()
      if ((known?.version ?? null) !== version) return false
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
        return true
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined)
        if (codeOf(error) === 'ENOENT')
          throw new ConfigError({
            message: 'the directory of the flag document does not exist',
            at: 'file',
            fix: 'a step before this one that makes it',
            docs: 'flags/flagd.md',
          })
        throw failure(`the document cannot be written (${codeOf(error)})`, 'unknown')
      }
    },
  }
}
