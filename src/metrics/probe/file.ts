import { appendFile, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { Found, ProbeResult } from './record.ts'
import { pruneRecord, readResults, writeResult } from './record.ts'

const MEBIBYTE = 1024 * 1024
/** Largest record that is read: half a million probes. */
export const LARGEST_RECORD = 64 * MEBIBYTE

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

const unreadable = (says: string): ProviderError =>
  new ProviderError({ provider: 'probe', message: `probe: ${says}`, retryable: true, code: 'connection' })

/** Adds results to the record at a path, which is made if it is not there. Throws what the file system throws. */
export const appendResults = async (path: string, results: readonly ProbeResult[]): Promise<void> => {
  if (results.length === 0) return
  await mkdir(dirname(path), { recursive: true })
  await appendFile(path, results.map(writeResult).join(''))
}

/** Takes out of the record what is older than a moment, milliseconds since 1970. Nobody may be adding at that time. */
export const pruneResults = async (path: string, before: number): Promise<void> => {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  if (text === null) return
  await writeFile(`${path}.new`, `${pruneRecord(text, before)}\n`)
  await rename(`${path}.new`, path)
}

/**
 * Everything that was recorded. Throws ProviderError (retryable) when there is no record, for that is not the same as
 * nothing bad; ConfigError when it is too large.
 */
export const loadResults = async (path: string): Promise<{ found: Found[]; unreadable: number }> => {
  try {
    const { size } = await stat(path)
    if (size > LARGEST_RECORD)
      throw new ConfigError({
        message: `the record of probes is larger than ${LARGEST_RECORD / MEBIBYTE} MiB`,
        fix: 'a record without what is older than a plan, or rarer probes',
        docs: 'metrics/probe.md#the-record',
      })
    return readResults(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw unreadable(
      isMissing(error) ? 'there is no record of probes yet' : 'the record of probes cannot be read',
    )
  }
}
