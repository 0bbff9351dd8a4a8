import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { ConfigError } from '../../kit/errors.ts'
import { isWithin } from '../../kit/repository-file.ts'

/** One file of a built directory. */
export interface BuiltFile {
  /** From the directory, with slashes. */
  path: string
  content: Buffer
}

/** Most files of one release, and most bytes of all of them together. */
export interface Limits {
  files: number
  bytes: number
}

const REVISION = /^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,199}$/

/**
 * Reads a built directory of the working copy, in the order of its paths; `{revision}` in its name is replaced. Links
 * that leave the working copy are refused. Throws ConfigError with what is missing or too much.
 */
export const readBuilt = async (
  { directory, revision, docs }: { directory: string; revision: string; docs: string },
  workspace: string,
  { files: mostFiles, bytes: mostBytes }: Limits,
): Promise<BuiltFile[]> => {
  const refuse = (message: string, fix: string): ConfigError =>
    new ConfigError({ at: directory, message, fix, docs })
  if (directory.includes('{revision}') && !REVISION.test(revision))
    throw refuse('the revision cannot be the name of a directory', 'a directory without {revision}')
  const home = await realpath(workspace)
  const root = await realpath(resolve(home, directory.replaceAll('{revision}', revision))).catch(() => null)
  if (root === null || !(await stat(root)).isDirectory())
    throw refuse('there is no such directory', 'build before this gate, in the same job, into this directory')
  if (!isWithin(home, root)) throw refuse('leads out of the working copy', 'a directory inside it')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
  if (names.length > mostFiles) throw refuse(`holds more than ${mostFiles} files`, `at most ${mostFiles}`)
  const files: BuiltFile[] = []
  let bytes = 0
  for (const name of names.sort()) {
    const real = await realpath(name).catch(() => null)
    if (real === null || !isWithin(home, real) || !(await stat(real)).isFile())
      throw refuse('holds a link that leads nowhere or out of the working copy', 'the file itself')
    bytes += (await stat(real)).size
    if (bytes > mostBytes) throw refuse(`holds more than ${mostBytes} bytes`, `at most ${mostBytes}`)
    files.push({ path: relative(root, name).split(sep).join('/'), content: await readFile(real) })
  }
  if (files.length === 0) throw refuse('is empty', 'build before this gate, in the same job')
  return files
}
