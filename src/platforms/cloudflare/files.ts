import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { inertLine, shorten } from '../../kit/text.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { AdapterContext } from '../definition.ts'
import type { Capabilities, Platform, Release } from '../platform.ts'
import { type BuiltFile, type Limits, readBuilt } from './directory.ts'
import { directoryField, urlField } from './options.ts'

/** Files beside each other, one set per release; one small file points to the set that is in use. */
export const FILES_CAPABILITIES: Capabilities = {
  split: 'none',
  darkDeploy: true,
  rollback: 'pointer',
  releaseMetrics: false,
  jobs: false,
  secretNames: false,
}

/** Where files live. Every write is "set to". */
export interface FileStore {
  /** Null when there is no such key; throws when the store itself is gone. */
  read(key: string): Promise<string | null>
  write(files: readonly { key: string; content: Buffer }[]): Promise<void>
  /** How many keys begin like this. */
  count(prefix: string): Promise<number>
}

/** Keys of a component whose releases are files. */
export const filesShape = {
  directory: directoryField().describe('Directory of the built files; `{revision}` is replaced.'),
  prefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9/_-]{0,60}$/, 'this is not a prefix of keys\nreleases')
    .default('releases')
    .describe('What all keys of this component begin with.'),
  url: urlField()
    .optional()
    .describe('Where something that reads these files can be asked; `{release}` is replaced.'),
  'release-header': z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,60}$/, 'this is not the name of a header\nx-config-release')
    .optional()
    .describe('Header by which it is told to read one release.'),
} satisfies z.ZodRawShape

/** What the schema makes of these keys. */
export type FilesOptions = z.output<z.ZodObject<typeof filesShape>>

/** What a kind of store adds. */
export interface FilesKind {
  type: string
  limits: Limits
  /** Longest key, in bytes. */
  longestKey: number
  /** The vendor's own command that sets the pointer. */
  command(pointer: string, release: string): string
}

const MANIFEST = '.sluice.json'
/** Releases that are listed. Older ones stay where they are and can still be put back. */
const LISTED = 50
/** The pointer while nothing is in use. */
const NOBODY = 'none'
/** How long a write may take to be read back (KV: up to 60 s). Milliseconds. */
const PATIENCE = 75_000
const LONGEST_PAUSE = 3000

const entry = z.object({ id: z.string(), revision: z.string(), rollout: z.string() })
const manifestShape = entry.extend({ schema: z.literal(1), files: z.int().min(0) })
const indexShape = z.object({ schema: z.literal(1), releases: z.array(entry) })

type Entry = z.output<typeof entry>

/** One rollout and revision have one name, so that doing it twice is doing it once. */
const idOf = ({ revision, rollout }: { revision: string; rollout: string }): string => {
  const readable =
    revision
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+/, '')
      .slice(0, 12) || 'r'
  return `${readable}-${createHash('sha256').update(`${rollout}\0${revision}`).digest('hex').slice(0, 12)}`
}

const isId = (id: string): boolean => /^[A-Za-z0-9-]{1,56}$/.test(id) && id !== NOBODY

const shown = (id: string): string => shorten(inertLine(id), 60)

const keyed = ({ id, revision, rollout }: Entry): Release => ({ id, revision, rollout })

/** Connects a component whose releases are files below a prefix. Asks nothing yet. */
export const connectFiles = (
  store: FileStore,
  kind: FilesKind,
  options: FilesOptions,
  { workspace, signal }: Pick<AdapterContext, 'workspace' | 'signal'>,
): Platform => {
  const { prefix } = options
  const pointer = `${prefix}/current`
  const index = `${prefix}/releases.json`
  /** What this connection wrote itself: the store may take a while to list it. */
  const fresh = new Map<string, Entry>()
  const json = async <T>(key: string, shape: z.ZodType<T>): Promise<T | null> => {
    const text = await store.read(key)
    return text === null ? null : readJson(text, shape, kind.type, key)
  }
  const manifest = async (id: ReleaseId) =>
    isId(id) ? json(`${prefix}/${id}/${MANIFEST}`, manifestShape) : null
  const inUse = async (): Promise<string | null> => {
    const text = (await store.read(pointer))?.trim() ?? ''
    return text === '' || text === NOBODY ? null : text
  }
  const put = (key: string, text: string) => store.write([{ key, content: Buffer.from(text) }])
  const pointTo = async (id: ReleaseId | null): Promise<void> => {
    if (id !== null && (await manifest(id)) === null) throw unknown(kind.type, id)
    await put(pointer, id ?? NOBODY)
    await until(async () => (await inUse()) === id, signal, kind.type)
  }
  const deploy = async (order: { revision: string; rollout: string }): Promise<Release> => {
    const id = idOf(order)
    const release = { id, ...order }
    const found = await manifest(id)
    if (found === null) {
      const docs = `platforms/${kind.type}.md#limits`
      const files = await readBuilt(
        { directory: options.directory, revision: order.revision, docs },
        workspace,
        kind.limits,
      )
      refuseKeys(files, `${prefix}/${id}/`, kind, options.directory)
      await store.write(files.map(({ path, content }) => ({ key: `${prefix}/${id}/${path}`, content })))
      // Written last: what has a manifest is complete.
      await put(`${prefix}/${id}/${MANIFEST}`, JSON.stringify({ schema: 1, ...release, files: files.length }))
    }
    const listed = (await json(index, indexShape))?.releases ?? []
    if (!listed.some((one) => one.id === id))
      await put(index, JSON.stringify({ schema: 1, releases: [release, ...listed].slice(0, LISTED) }))
    fresh.set(id, release)
    return release
  }
  return {
    type: kind.type,
    capabilities: FILES_CAPABILITIES,
    current: async () => {
      const [id, listed] = await Promise.all([inUse(), json(index, indexShape)])
      const releases = new Map(
        [...(listed?.releases ?? []), ...fresh.values()].map((one) => [one.id, keyed(one)]),
      )
      if (id !== null && !releases.has(id)) {
        const found = await manifest(id)
        releases.set(id, found ? keyed(found) : { id, revision: id, rollout: null })
      }
      return {
        weights: [...releases.values()].map((release) => ({ release, weight: release.id === id ? 100 : 0 })),
      }
    },
    deploy,
    setWeight: async ({ canary, baseline, weight }) => {
      if (weight !== 0 && weight !== 100) throw undivided(kind.type)
      await pointTo(weight === 100 ? canary : baseline)
    },
    canRollBack: async (to) => {
      const found = await manifest(to)
      if (found === null) return { possible: false, reason: `the files of ${shown(to)} are not there` }
      const count = await store.count(`${prefix}/${to}/`)
      if (count > found.files) return { possible: true }
      return {
        possible: false,
        reason: `files of ${shown(to)} are gone: ${Math.max(0, count - 1)} of ${found.files} are left`,
      }
    },
    rollback: (to) => pointTo(to),
    address: async (release) => {
      const { url, 'release-header': header } = options
      if (url === undefined || (!url.includes('{release}') && header === undefined))
        throw noAddress(kind.type)
      return {
        url: url.replaceAll('{release}', release),
        headers: header === undefined ? {} : { [header]: release },
      }
    },
    wayBackCommand: (to) => kind.command(pointer, quoted(to)),
  }
}

const quoted = (text: string): string =>
  /^[\w.-]+$/.test(text) ? text : `'${inertLine(text).replaceAll("'", `'\\''`)}'`

const readJson = <T>(text: string, shape: z.ZodType<T>, provider: string, key: string): T => {
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    const message = `${provider}: ${key} does not hold what Sluice writes there`
    throw new ProviderError({ provider, message, retryable: false, code: 'invalid-answer' })
  }
}

const refuseKeys = (
  files: readonly BuiltFile[],
  prefix: string,
  { longestKey, type }: FilesKind,
  directory: string,
): void => {
  const problems = files
    .filter(({ path }) => path === MANIFEST || Buffer.byteLength(prefix + path) > longestKey)
    .map(({ path }) => ({
      at: `${directory}/${shown(path)}`,
      message: path === MANIFEST ? 'this name is taken' : `its key has more than ${longestKey} bytes`,
      fix: 'another name',
      docs: `platforms/${type}.md#limits`,
    }))
  if (problems.length > 0) throw new ConfigError(problems.slice(0, 20))
}

/** Asks until what was written is read back. */
const until = async (seen: () => Promise<boolean>, signal: AbortSignal, provider: string): Promise<void> => {
  const end = performance.now() + PATIENCE
  for (let wait = 100; !(await seen()); wait = Math.min(2 * wait, LONGEST_PAUSE)) {
    const stopped = await pause(wait, false, { signal }).catch(() => true)
    if (!stopped && performance.now() < end) continue
    throw new ProviderError({
      provider,
      message: `${provider}: the pointer was written, and an older one is still read${stopped ? '; interrupted' : ` after ${PATIENCE / 1000} s`}`,
      retryable: true,
      effect: 'unknown',
    })
  }
}

const unknown = (provider: string, id: ReleaseId): ProviderError =>
  new ProviderError({ provider, message: `${provider}: there is no release ${shown(id)}`, retryable: false })

const undivided = (provider: string): ConfigError =>
  new ConfigError({
    message: `${provider} serves one release to everybody: it has no share of the traffic`,
    fix: 'exposure: full for this component; a share comes from the Worker that reads it',
    docs: `platforms/${provider}.md`,
  })

const noAddress = (provider: string): ConfigError =>
  new ConfigError({
    message: 'these files have no address of their own',
    fix: 'url, with {release} in it or together with release-header; or smoke-test the component that reads them',
    docs: `platforms/${provider}.md#smoke-tests`,
  })
