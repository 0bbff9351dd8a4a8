import { randomUUID } from 'node:crypto'
import { constants, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ProviderError } from '../../kit/errors.ts'

/** The operating system's short name of an error (`ENOENT`), or an empty string. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** A failed file operation as the rest of the product knows failures: no path, no raw error. */
export const storeFailed = (
  what: string,
  error: unknown,
  effect: 'none' | 'unknown' = 'none',
): ProviderError =>
  new ProviderError({
    provider: 'file',
    message: `the ledger's directory refused to ${what}${codeOf(error) ? ` (${codeOf(error)})` : ''}`,
    retryable: !['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOTSUP'].includes(codeOf(error)),
    effect,
    cause: error,
  })

/** Makes a change of a directory's list of files survive a power cut. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const writeWhole = async (path: string, content: string): Promise<void> => {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Creates a file with all of its content, or not at all: written aside, then linked into place, which fails when
 * the name is taken. Answers false in that case.
 */
export const createWhole = async (path: string, content: string): Promise<boolean> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const aside = join(dirname(path), `.${randomUUID()}.tmp`)
  await writeWhole(aside, content)
  try {
    await link(aside, path)
    await syncFolder(dirname(path))
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(aside, { force: true })
  }
}

/** Replaces a file's content in one step: a reader sees the old or the new, never a part. */
export const replaceWhole = async (path: string, content: string): Promise<void> => {
  const aside = join(dirname(path), `.${randomUUID()}.tmp`)
  await writeWhole(aside, content)
  await rename(aside, path)
  await syncFolder(dirname(path))
}

/**
 * Adds one line at the end and waits until the disk has it. A torn last line, left by a process that died while
 * writing, is closed first, so that it spoils only itself.
 */
export const appendLine = async (path: string, line: string, torn: boolean): Promise<void> => {
  // Without O_CREAT: a record that was removed must not come back as a headless file.
  const appending = await open(path, constants.O_WRONLY | constants.O_APPEND)
  try {
    await appending.appendFile(`${torn ? '\n' : ''}${line}\n`)
    await appending.sync()
  } finally {
    await appending.close()
  }
}
