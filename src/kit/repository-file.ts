import { open, realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'

/** Why a file of the repository is not read. */
export type FileProblem = 'missing' | 'outside' | 'not-a-file' | 'too-large'

/** Whether a path lies in a folder or is it. Both absolute, without links. */
export const isWithin = (folder: string, path: string): boolean => {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/**
 * Reads a text file of the working copy, as UTF-8, up to `maxBytes`. Nothing outside of `root` is read, links included, and
 * never more than the cap: what is larger, or no plain file, is a problem and not a value.
 */
export const readRepositoryFile = async (
  root: string,
  path: string,
  maxBytes: number,
): Promise<{ text: string } | { problem: FileProblem }> => {
  const home = await realpath(root).catch(() => null)
  const wanted = resolve(root, path)
  if (home === null) return { problem: 'missing' }
  if (!isWithin(resolve(root), wanted)) return { problem: 'outside' }
  const real = await realpath(wanted).catch(() => null)
  if (real === null) return { problem: 'missing' }
  if (!isWithin(home, real)) return { problem: 'outside' }
  const file = await open(real, 'r').catch(() => null)
  if (!file) return { problem: 'missing' }
  try {
    const stats = await file.stat()
    if (!stats.isFile()) return { problem: 'not-a-file' }
    if (stats.size > maxBytes) return { problem: 'too-large' }
    return { text: await file.readFile('utf8') }
  } finally {
    await file.close()
  }
}
