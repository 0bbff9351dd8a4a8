import { posix } from 'node:path'
import { ConfigError } from '../../kit/errors.ts'
import { type BuiltFile, readBuilt } from '../cloudflare/directory.ts'
import type { WorkersOptions } from './options.ts'

/** Largest Worker, before compression (https://developers.cloudflare.com/workers/platform/limits/#worker-size). */
const LIMITS = { files: 1000, bytes: 64 * 1024 * 1024 }
const DOCS = 'platforms/cloudflare-workers.md#what-is-uploaded'

/** Kinds of modules (https://developers.cloudflare.com/workers/wrangler/bundling/). */
const MODULES: Readonly<Record<string, string>> = {
  '.js': 'application/javascript+module',
  '.mjs': 'application/javascript+module',
  '.cjs': 'application/javascript',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain',
  '.html': 'text/plain',
  '.sql': 'text/plain',
  '.bin': 'application/octet-stream',
}

/** What `wrangler deploy --dry-run --outdir` writes beside the modules. */
const isLeftAlone = (path: string): boolean => path === 'README.md' || path.endsWith('.map')

const kindOf = (path: string): string | undefined => MODULES[posix.extname(path)]

/** The modules of a revision. Throws ConfigError when the main one is missing or a file is of no known kind. */
export const readModules = async (
  { directory, main }: Pick<WorkersOptions, 'directory' | 'main'>,
  revision: string,
  workspace: string,
): Promise<BuiltFile[]> => {
  const files = (await readBuilt({ directory, revision, docs: DOCS }, workspace, LIMITS)).filter(
    ({ path }) => !isLeftAlone(path),
  )
  const strange = files.filter(({ path }) => kindOf(path) === undefined)
  const problems = strange.map(({ path }) => ({
    at: `${directory}/${path}`,
    message: 'this file is no module of a Worker',
    fix: `only ${Object.keys(MODULES).join(', ')} in this directory; static files belong to R2 or to assets`,
    docs: DOCS,
  }))
  if (!files.some(({ path }) => path === main))
    problems.push({
      at: directory,
      message: `there is no ${main} in this directory`,
      fix: 'main: the module that exports fetch',
      docs: DOCS,
    })
  if (problems.length > 0) throw new ConfigError(problems.slice(0, 20))
  return files
}

/** A binding as the API names it. */
export interface Binding {
  name: string
  type: string
  [key: string]: unknown
}

/**
 * The bindings of a new version: those of the configuration, and the others taken over from the version that serves.
 * Secrets are left out: `keep_bindings` keeps them with their values.
 */
export const bindingsFor = (
  wanted: readonly Binding[],
  serving: { id: string; bindings: readonly Binding[] } | null,
): Binding[] => {
  const named = new Set(wanted.map(({ name }) => name))
  const taken = (serving?.bindings ?? []).filter(
    ({ name, type }) => !named.has(name) && type !== 'secret_text' && type !== 'secret_key',
  )
  return [
    ...wanted.map((binding) => ({ ...binding })),
    ...taken.map(({ name }) => ({ name, type: 'inherit', version_id: serving?.id })),
  ]
}

/** The body of an upload: a part `metadata`, and one part per module. */
export const uploadBody = async (
  metadata: Readonly<Record<string, unknown>>,
  modules: readonly BuiltFile[],
): Promise<{ body: Uint8Array; contentType: string }> => {
  const form = new FormData()
  form.set('metadata', JSON.stringify(metadata))
  for (const { path, content } of modules)
    form.set(path, new File([new Uint8Array(content)], path, { type: kindOf(path) ?? '' }))
  const message = new Response(form)
  const contentType = message.headers.get('content-type') ?? ''
  return { body: new Uint8Array(await message.arrayBuffer()), contentType }
}
