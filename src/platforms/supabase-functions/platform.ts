import { setTimeout as pause } from 'node:timers/promises'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { AdapterContext } from '../definition.ts'
import type { Capabilities, Platform, Release } from '../platform.ts'
import { type Bundle, createFunctionsApi, type FunctionsApi, type Meta, projectRef } from './client.ts'
import { type Group, type Inventory, liveAt, missingFrom, takeInventory, toServing } from './inventory.ts'
import { folderTag, keptSlugOf, type Mark, releaseIdOf, shortHash, writeMark } from './mark.ts'
import type { SupabaseFunctionsOptions } from './options.ts'
import type { BundledFunction, RemoteFunction } from './shapes.ts'
import { type FunctionSource, readSources, slugsIn } from './source.ts'

/** The platform divides no traffic and keeps no versions to go back to: copies are kept beside the functions. */
export const SUPABASE_FUNCTIONS_CAPABILITIES: Capabilities = {
  split: 'none',
  darkDeploy: false,
  rollback: 'redeploy',
  releaseMetrics: false,
  jobs: false,
  secretNames: true,
}

/** How long a list may show the old state after a write. Milliseconds. */
const SETTLE = 120_000

const failed = (message: string, retryable: boolean, effect: 'none' | 'unknown' = 'none'): ProviderError =>
  new ProviderError({ provider: 'supabase', message: `supabase: ${message}`, retryable, effect })

/** What the parts of the adapter work with. */
interface Desk {
  api: FunctionsApi
  options: SupabaseFunctionsOptions
  context: AdapterContext
  folder: string
  look(): Promise<Inventory>
}

/** Connects to the functions of one folder. Nothing is asked yet. */
export const connectSupabaseFunctions = (
  options: SupabaseFunctionsOptions,
  context: AdapterContext,
): Platform => {
  const api = createFunctionsApi(options, context)
  const folder = folderTag(options.folder)
  const look = async (): Promise<Inventory> => {
    const slugs = new Set(await slugsIn(context.workspace, options.folder))
    return takeInventory(await api.list(), { folder, slugs })
  }
  const desk: Desk = { api, options, context, folder, look }

  return {
    type: 'supabase-functions',
    capabilities: SUPABASE_FUNCTIONS_CAPABILITIES,
    current: async () => toServing(await look()),
    deploy: (order) => deploy(desk, order),
    setWeight: async ({ canary, baseline, weight }) => {
      if (weight === 100) return putBack(desk, canary, canary)
      if (weight !== 0) throw failed('traffic of functions cannot be divided: all of it or none', false)
      if (baseline !== null) return putBack(desk, baseline, baseline)
      await takeAway(desk, canary)
    },
    canRollBack: async (to) => {
      const inventory = await look()
      if (inventory.alone?.release.id === to) return readable(desk, inventory.alone)
      if (inventory.kept.some(({ release }) => release.id === to)) return { possible: true }
      return { possible: false, reason: `the project keeps no complete copy of the functions of ${to}` }
    },
    rollback: (to) => putBack(desk, to, null),
    address: async (release) => {
      const { alone } = await look()
      if (alone?.release.id !== release)
        throw failed(`${release} does not serve, and a release that does not serve has no address`, false)
      const key = options['anon-key'] === undefined ? null : context.secret(options['anon-key'])
      return {
        url: `https://${projectRef(options, context)}.supabase.co`,
        headers: key === null ? {} : { apikey: key, authorization: `Bearer ${key}` },
      }
    },
    secretNames: () => api.secretNames(),
    wayBackCommand: (to) => {
      const commit = /^([0-9a-f]{7,16})\./.exec(to)?.[1] ?? '<commit of that release>'
      return `git checkout ${commit} -- ${quote(posixParent(options.folder))} && supabase functions deploy --use-api --yes --project-ref ${quote(refOrName(options, context))} # ${quote(to)}`
    },
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const posixParent = (folder: string): string =>
  folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : folder

/** The command is for people: where the ref cannot be read, the name of the secret that holds it will do. */
const refOrName = (options: SupabaseFunctionsOptions, context: AdapterContext): string => {
  try {
    return projectRef(options, context)
  } catch {
    return options.project
  }
}

/** Whether the functions that serve can be copied when their turn to leave comes: their code must be readable. */
const readable = async ({ api }: Desk, { release, functions }: Group) => {
  try {
    for (const { remote } of functions) await api.read(remote.slug)
    return { possible: true } as const
  } catch (error) {
    if (error instanceof ProviderError && error.retryable) throw error
    return { possible: false, reason: `the code of ${release.id} cannot be read from the project` } as const
  }
}

const deploy = async (
  desk: Desk,
  { revision, rollout }: { revision: string; rollout: string },
): Promise<Release> => {
  const id = releaseIdOf(revision, rollout)
  const release: Release = { id, revision, rollout }
  const before = await desk.look()
  if (before.alone?.release.id === id) return release
  const sources = await readSources(desk.context.workspace, desk.options.folder, revision)
  const slugs = sources.map(({ slug }) => slug)
  const missing = new Set(missingFrom(before, slugs, id))
  await keep(desk, before, id)
  const bundles: BundledFunction[] = []
  for (const source of sources.filter(({ slug }) => missing.has(slug)))
    bundles.push(await bundle(desk, source, release, sources.length))
  await letServe(desk, before, bundles, release)
  await confirm(desk, slugs, id)
  await tidy(desk, id)
  return release
}

const bundle = async (
  { api, folder }: Desk,
  { slug, entrypoint, importMap, staticFiles, verifyJwt, files }: FunctionSource,
  { id, rollout, revision }: Release,
  count: number,
): Promise<BundledFunction> => {
  const metadata = {
    name: slug,
    entrypoint_path: entrypoint,
    ...(importMap !== null && { import_map_path: importMap }),
    static_patterns: staticFiles,
    verify_jwt: verifyJwt,
  }
  const made = await api.bundle(slug, metadata, files)
  if (made.slug !== slug || made.ezbr_sha256 === undefined)
    throw failed(`bundling ${slug} gave no hash of the bundle`, false)
  const mark: Mark = {
    kind: 'live',
    release: id,
    rollout,
    revision,
    count,
    folder,
    hash: shortHash(made.ezbr_sha256),
    verifyJwt,
  }
  return { ...made, name: writeMark(slug, mark), verify_jwt: verifyJwt, status: 'ACTIVE' }
}

/**
 * One write for all. Where it stays open whether it arrived, the list is asked before it is written again, and somebody
 * who changed a function in between is not overwritten.
 */
const letServe = async (
  desk: Desk,
  before: Inventory,
  bundles: readonly BundledFunction[],
  { id }: Release,
): Promise<void> => {
  if (bundles.length === 0) return
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await desk.api.release(bundles)
    } catch (error) {
      if (!(error instanceof ProviderError) || !error.retryable || attempt === 3) throw error
      await waiting(desk, Math.min(error.retryAfter ?? attempt * 500, 60_000))
      const now = await desk.look()
      const slugs = bundles.map(({ slug }) => slug)
      if (missingFrom(now, slugs, id).length === 0) return
      const changed = slugs.find((slug) => stateAt(now, slug, id) !== stateAt(before, slug, id))
      if (changed !== undefined)
        throw failed(`${changed} was changed by somebody else while ${id} was being deployed`, false)
    }
  }
}

/** Which code a slug has: nothing of ours counts as a change by others. */
const stateAt = (inventory: Inventory, slug: string, ours: ReleaseId): string => {
  const placed = liveAt(inventory, slug)
  if (!placed || placed.mark.release === ours) return ''
  return `${placed.remote.ezbr_sha256 ?? ''} ${placed.remote.version}`
}

const waiting = ({ context }: Desk, milliseconds: number): Promise<void> =>
  pause(milliseconds, undefined, { signal: context.signal }).catch(() => {
    throw failed('interrupted while waiting', true, 'unknown')
  })

/** Reads back until every function shows the release, and says which do not. */
const confirm = async (desk: Desk, slugs: readonly string[], release: ReleaseId): Promise<void> => {
  const until = performance.now() + SETTLE
  for (let wait = 250; ; wait = Math.min(wait * 2, 5000)) {
    const inventory = await desk.look()
    const missing = missingFrom(inventory, slugs, release)
    if (missing.length === 0 && inventory.alone?.release.id === release) return
    if (performance.now() > until)
      throw failed(`not at ${release} after reading back: ${missing.join(', ') || 'some function'}`, true)
    await waiting(desk, wait)
  }
}

/**
 * Copies what serves now beside itself, before anything is overwritten. Copies carry the release in their name and ask
 * for a token, so that nobody calls them by accident.
 */
const keep = async ({ api }: Desk, { alone, kept }: Inventory, coming: ReleaseId): Promise<void> => {
  if (!alone || alone.release.id === coming) return
  if (kept.some(({ release }) => release.id === alone.release.id)) return
  const slots = new Map((await api.list()).map((remote) => [remote.slug, remote]))
  for (const { slug, remote, mark } of alone.functions) {
    const copy = await api.read(remote.slug)
    const meta = {
      slug: keptSlugOf(slug, alone.release.id),
      name: writeMark(slug, { ...mark, kind: 'kept', count: alone.count, hash: shortHash(copy.sha256) }),
      verifyJwt: true,
      entrypointPath: remote.entrypoint_path,
      importMapPath: remote.import_map_path,
    }
    // A slot that is taken holds what an earlier run, killed half way, has left: it is set to the same.
    const made = await (slots.has(meta.slug) ? api.overwrite(meta, copy) : createOnce(api, meta, copy))
    if (made.ezbr_sha256 !== undefined && made.ezbr_sha256 !== copy.sha256)
      throw failed(`the copy of ${slug} is not what was sent`, true)
  }
}

/** A repeated creation whose first answer was lost finds its slug taken. */
const createOnce = async (api: FunctionsApi, meta: Meta, copy: Bundle): Promise<RemoteFunction> => {
  try {
    return await api.create(meta, copy)
  } catch (error) {
    const isThere =
      error instanceof ProviderError && (await api.list()).some(({ slug }) => slug === meta.slug)
    if (!isThere) throw error
    return api.overwrite(meta, copy)
  }
}

/** Takes copies away that are older than the newest `keep`, and remains of copying that was cut short. */
const tidy = async ({ api, options, look, context }: Desk, serving: ReleaseId): Promise<void> => {
  const { kept, scraps } = await look()
  const old = kept
    .filter(({ release }) => release.id !== serving)
    .slice(options.keep)
    .flatMap(({ functions }) => functions)
  for (const { remote } of [...old, ...scraps])
    await api.remove(remote.slug).catch((error: unknown) => {
      // The release serves and is confirmed: an old copy that stays is for the next time.
      context.log.warning(
        `An old copy stays on the platform: ${remote.slug} (${error instanceof ConfigError ? 'refused' : 'failed'}).`,
      )
    })
}

/** Puts the kept functions of a release back under their own slugs. All code is read before any is overwritten. */
const putBack = async (desk: Desk, to: ReleaseId, unknown: ReleaseId | null): Promise<void> => {
  const { api } = desk
  const before = await desk.look()
  if (before.alone?.release.id === to) return
  const group = before.kept.find(({ release }) => release.id === to)
  if (!group)
    throw failed(
      unknown === null
        ? `there is no complete copy of ${to} to put back`
        : `${to} does not serve and no copy of it is kept`,
      false,
    )
  const copies: { placed: Group['functions'][number]; code: Bundle }[] = []
  for (const placed of group.functions) {
    const code = await api.read(placed.remote.slug)
    copies.push({ placed, code })
  }
  for (const { placed, code } of copies) {
    const { slug, remote, mark } = placed
    const meta = {
      slug,
      name: writeMark(slug, { ...mark, kind: 'live', hash: shortHash(code.sha256) }),
      verifyJwt: mark.verifyJwt,
      entrypointPath: remote.entrypoint_path,
      importMapPath: remote.import_map_path,
    }
    await (liveAt(before, slug) ? api.overwrite(meta, code) : createOnce(api, meta, code))
  }
  await confirm(
    desk,
    group.functions.map(({ slug }) => slug),
    to,
  )
}

/** The first release leaves nothing behind: its functions go, since nothing served before it. */
const takeAway = async ({ api, look }: Desk, release: ReleaseId): Promise<void> => {
  const { live } = await look()
  const group = live.find((one) => one.release.id === release)
  if (!group) throw failed(`${release} does not serve`, false)
  for (const { remote } of group.functions) await api.remove(remote.slug)
}
