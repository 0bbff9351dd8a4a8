import { lstat, readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { ConfigError, type Problem } from '../../kit/errors.ts'
import { isWithin } from '../../kit/repository-file.ts'
import type { FormFile } from './form.ts'
import { type FunctionSettings, readSettings } from './settings.ts'

/** One function, ready to be sent. Paths are relative to the root of the repository. */
export interface FunctionSource {
  slug: string
  entrypoint: string
  importMap: string | null
  staticFiles: readonly string[]
  verifyJwt: boolean
  files: readonly FormFile[]
}

const SLUG = /^[A-Za-z][A-Za-z0-9_-]{0,99}$/
const ENTRYPOINTS = ['index.ts', 'index.js', 'index.tsx', 'index.jsx', 'index.mjs']
const IMPORT_MAPS = ['deno.json', 'deno.jsonc', 'import_map.json']
/** Most bytes of one function with what all share, and of one file. The platform's own limit is on the bundle. */
const MOST_BYTES = 50 * 1024 * 1024
const MOST_FILES = 2000

/** Names of the functions in a folder: its subfolders, without hidden ones and those that begin with `_`. */
export const slugsIn = async (workspace: string, folder: string): Promise<readonly string[]> => {
  const entries = await readdir(join(workspace, folder), { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory() && SLUG.test(entry.name))
    .map(({ name }) => name)
    .sort()
}

/**
 * Reads every function of the working copy, as `supabase functions deploy` would: settings from `config.toml` beside the
 * folder, `deno.json` or `import_map.json` of the function or the folder. Sent with each function: its own folder,
 * the folders that begin with `_`, and files that lie in the folder itself.
 * Throws ConfigError with every problem found, also when the working copy is at another commit than `revision`.
 */
export const readSources = async (
  workspace: string,
  folder: string,
  revision: string,
): Promise<readonly FunctionSource[]> => {
  await requireRevision(workspace, revision)
  const settings = await settingsOf(workspace, folder)
  const slugs = (await slugsIn(workspace, folder)).filter((slug) => settings.get(slug)?.enabled !== false)
  if (slugs.length === 0)
    throw new ConfigError({
      at: folder,
      message: 'there is no function in this folder',
      fix: 'check the repository out first; each function is a subfolder with an index.ts',
      docs: 'platforms/supabase-functions.md#what-is-deployed',
    })
  const shared = await sharedFiles(workspace, folder)
  const problems: Problem[] = []
  const sources: FunctionSource[] = []
  for (const slug of slugs) {
    const own = await filesBelow(workspace, posix.join(folder, slug))
    const read = sourceOf({ slug, folder, own, shared, settings: settings.get(slug) ?? {} })
    if ('problem' in read) problems.push(read.problem)
    else sources.push(read)
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return sources
}

const sourceOf = ({
  slug,
  folder,
  own,
  shared,
  settings,
}: {
  slug: string
  folder: string
  own: readonly FormFile[]
  shared: readonly FormFile[]
  settings: FunctionSettings
}): FunctionSource | { problem: Problem } => {
  const files = [...own, ...shared]
  const home = posix.join(folder, slug)
  const parent = posix.dirname(folder)
  const has = (path: string): boolean => files.some((file) => file.path === path)
  const written = (path: string): string => posix.normalize(posix.join(parent, path))
  const entrypoint = settings.entrypoint
    ? written(settings.entrypoint)
    : ENTRYPOINTS.map((name) => posix.join(home, name)).find(has)
  if (entrypoint === undefined || !has(entrypoint))
    return {
      problem: {
        at: home,
        message: 'this function has no entry point',
        fix: `an index.ts in it, or entrypoint = "./functions/${slug}/<file>" in config.toml`,
      },
    }
  const importMap = settings.importMap
    ? written(settings.importMap)
    : ([...IMPORT_MAPS.map((name) => posix.join(home, name)), posix.join(folder, 'import_map.json')].find(
        has,
      ) ?? null)
  const size = files.reduce((sum, { content }) => sum + content.byteLength, 0)
  if (size > MOST_BYTES)
    return { problem: { at: home, message: `its files have more than ${MOST_BYTES / 1024 / 1024} MiB` } }
  return {
    slug,
    entrypoint,
    importMap,
    staticFiles: (settings.staticFiles ?? []).map(written),
    verifyJwt: settings.verifyJwt ?? true,
    files,
  }
}

const settingsOf = async (
  workspace: string,
  folder: string,
): Promise<ReadonlyMap<string, FunctionSettings>> => {
  const file = posix.join(posix.dirname(folder), 'config.toml')
  const text = await readFile(join(workspace, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new ConfigError({ at: file, message: `the file cannot be read (${error.code ?? 'unknown'})` })
  })
  return readSettings(text, file)
}

/** A folder that is a link could bring anything of the machine to the platform. Throws ConfigError. */
const requireInside = async (workspace: string, folder: string): Promise<void> => {
  const real = await realpath(join(workspace, folder))
  if (isWithin(await realpath(workspace), real)) return
  throw new ConfigError({
    at: folder,
    message: 'the folder leads out of the working copy',
    fix: 'the folder itself, inside the repository',
  })
}

const sharedFiles = async (workspace: string, folder: string): Promise<readonly FormFile[]> => {
  await requireInside(workspace, folder)
  const entries = await readdir(join(workspace, folder), { withFileTypes: true })
  const nested = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() && entry.name.startsWith('_'))
      .map(({ name }) => filesBelow(workspace, posix.join(folder, name))),
  )
  const beside = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ name }) => fileAt(workspace, posix.join(folder, name))),
  )
  return [...nested.flat(), ...beside]
}

const fileAt = async (workspace: string, path: string): Promise<FormFile> => ({
  path,
  content: await readFile(join(workspace, path)),
})

/** Every file below a folder, in the order of its path, without hidden ones and what npm or tests leave. */
const filesBelow = async (workspace: string, folder: string): Promise<readonly FormFile[]> => {
  await requireInside(workspace, folder)
  const entries = await readdir(join(workspace, folder), { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](?:node_modules|\.[^\\/]*)(?:[\\/]|$)/.test(path.slice(workspace.length)))
    .sort()
  if (paths.length > MOST_FILES)
    throw new ConfigError({ at: folder, message: `the folder has more than ${MOST_FILES} files` })
  return Promise.all(
    paths.map(async (path) => {
      const relative = path.slice(join(workspace, '/').length).replaceAll('\\', '/')
      // A link could bring anything of the machine to the platform.
      if (!(await lstat(path)).isFile())
        throw new ConfigError({
          at: relative,
          message: 'is not a regular file',
          fix: 'put the file itself there',
        })
      return fileAt(workspace, relative)
    }),
  )
}

/** A checkout by commit leaves its hash in `.git/HEAD`: then what is sent must be what is released. */
const requireRevision = async (workspace: string, revision: string): Promise<void> => {
  const head = (await readFile(join(workspace, '.git', 'HEAD'), 'utf8').catch(() => '')).trim()
  const isCommit = (text: string): boolean => /^[0-9a-f]{40}$/.test(text)
  if (!isCommit(head) || !isCommit(revision) || head === revision) return
  throw new ConfigError({
    at: dirname(join('.git', 'HEAD')),
    message: `the working copy is at ${head}, not at ${revision}`,
    fix: 'check out the revision that is released',
    docs: 'platforms/supabase-functions.md#what-is-deployed',
  })
}
