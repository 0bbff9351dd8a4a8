import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs'
import type { Readable } from 'node:stream'

/** Size at which a release's log is turned over, in bytes; one older piece is kept as `<file>.1`. */
export const LOG_CAP = 10_000_000

/** Appends what a process prints to a file of bounded size. Losing the log never disturbs the process. */
export const keepOutput = (file: string, sources: readonly (Readable | null)[]): void => {
  let size = existsSync(file) ? statSync(file).size : 0
  const open = () => {
    const stream = createWriteStream(file, { flags: 'a', mode: 0o600 })
    stream.on('error', () => undefined)
    return stream
  }
  let stream = open()
  const take = (chunk: Buffer) => {
    if (size > LOG_CAP) {
      stream.end()
      renameSync(file, `${file}.1`)
      stream = open()
      size = 0
    }
    size += chunk.length
    stream.write(chunk)
  }
  let unended = 0
  for (const source of sources) {
    if (!source) continue
    unended += 1
    source.on('data', take)
    source.on('error', () => undefined)
    source.on('close', () => {
      unended -= 1
      if (unended === 0) stream.end()
    })
  }
}
