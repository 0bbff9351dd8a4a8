import { createHash } from 'node:crypto'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { ConfigError } from '../../kit/errors.ts'
import type { VercelClient } from './client.ts'
import type { VercelOptions } from './options.ts'

/** A file of a deployment, named by its content. */
export interface UploadedFile {
  /** Path from the root of the project, with slashes. */
  file: string
  /** SHA-1 of the content: the API's own name for it. */
  sha: string
  /** Bytes. */
  size: number
}

/** Files of one deployment and where their contents lie here. */
export interface Parcel {
  files: readonly UploadedFile[]
  /** Absolute path by SHA-1. */
  contents: ReadonlyMap<string, string>
}

/** Most files of a deployment that we send; the vendor's own limit for builds is 15,000 source files. */
const MOST_FILES = 15_000
/** Largest file, in bytes: the vendor's limit on Hobby is 100 MB for all, on Pro 1 GB. */
const LARGEST_FILE = 100 * 1024 * 1024

/** Never part of a project: what was installed, what versions it, and files that hold secrets. */
const LEFT_OUT =
  /^(?:\.git|\.hg|\.svn|\.vercel|\.next|\.cache|\.venv|node_modules|__pycache__|\.DS_Store|\.env|\.env\..*)$/

/** What `vercel build` writes, below the root of the project. */
const OUTPUT = join('.vercel', 'output')

const refuse = (message: string, fix: string): ConfigError =>
  new ConfigError({ message: `vercel: ${message}`, fix, docs: 'platforms/vercel.md#source' })

/** Collects the files of `directory`. Throws ConfigError when there are none, too many, or one lies elsewhere. */
export const collect = async (options: VercelOptions, workspace: string): Promise<Parcel> => {
  const { directory, source } = options
  const root = resolve(workspace, directory)
  if (isOutside(workspace, root))
    throw refuse('`directory` lies outside the working copy', 'a directory below the root of the repository')
  const start = source === 'prebuilt' ? join(root, OUTPUT) : root
  const real = await realpath(root).catch(() => null)
  // The directory itself may be a link as well.
  if (real !== null && isOutside(await realpath(workspace), real))
    throw refuse('a link leads out of the project', 'files inside `directory` only')
  const found = real === null ? [] : await walk(start, { root: real, source }, new Set())
  if (found.length === 0)
    throw refuse(
      `there are no files in ${source === 'prebuilt' ? join(directory, OUTPUT) : directory}`,
      source === 'prebuilt'
        ? 'a step before this one that runs vercel build --prod'
        : 'the right `directory`',
    )
  if (found.length > MOST_FILES)
    throw refuse(`${found.length} files are more than the ${MOST_FILES} of a deployment`, 'source: prebuilt')
  const contents = new Map<string, string>()
  const files: UploadedFile[] = []
  for (const path of found) {
    const content = await readFile(path)
    const sha = createHash('sha1').update(content).digest('hex')
    contents.set(sha, path)
    files.push({ file: relative(root, path).split(sep).join('/'), sha, size: content.length })
  }
  return { files, contents }
}

const isOutside = (root: string, path: string): boolean => {
  const way = relative(root, path)
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
}

/** Files below a directory. Links are followed, since builds share functions by them, but not out of the project or round. */
const walk = async (
  directory: string,
  scope: { root: string; source: VercelOptions['source'] },
  above: ReadonlySet<string>,
): Promise<string[]> => {
  const real = await realpath(directory).catch(() => null)
  if (real === null || above.has(real)) return []
  if (isOutside(scope.root, real))
    throw refuse('a link leads out of the project', 'files inside `directory` only')
  const inside = new Set([...above, real])
  const entries = await readdir(directory)
  const found: string[] = []
  for (const name of entries.sort()) {
    if (scope.source === 'files' && LEFT_OUT.test(name)) continue
    const path = join(directory, name)
    const target = await realpath(path)
    if (isOutside(scope.root, target))
      throw refuse(`a link leads out of the project`, 'files inside `directory` only')
    const facts = await stat(target)
    if (facts.isDirectory()) found.push(...(await walk(path, scope, inside)))
    else if (facts.size > LARGEST_FILE)
      throw refuse('a file is larger than 100 MB', 'assets of that size in a store of their own')
    else if (facts.isFile()) found.push(path)
  }
  return found
}

/** Uploads contents by their digests, a few at a time. The same content twice is one. */
export const upload = async (
  client: VercelClient,
  { contents }: Parcel,
  wanted: readonly string[],
): Promise<void> => {
  const waiting = [...new Set(wanted)].filter((sha) => contents.has(sha))
  const work = async (): Promise<void> => {
    for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
      const body = await readFile(contents.get(sha) ?? '')
      await client.call({
        method: 'POST',
        path: '/v2/files',
        body,
        headers: { 'content-type': 'application/octet-stream', 'x-vercel-digest': sha },
        retry: 'safe',
        shape: null,
      })
    }
  }
  await Promise.all(Array.from({ length: 6 }, work))
}
