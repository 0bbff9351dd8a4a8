import { createHash } from 'node:crypto'
import { brotliCompressSync, constants } from 'node:zlib'
import type { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../kit/http.ts'
import { createHttp } from '../../kit/http.ts'
import type { AdapterContext } from '../definition.ts'
import { type FormFile, writeForm } from './form.ts'
import { isProjectRef, type SupabaseFunctionsOptions } from './options.ts'
import {
  type BundledFunction,
  bundledFunction,
  type RemoteFunction,
  remoteFunction,
  remoteFunctions,
  secretNames,
} from './shapes.ts'

const PROVIDER = 'supabase'
const API = 'https://api.supabase.com/v1'
const DOCS = 'platforms/supabase-functions.md'
const ESZIP = 'application/vnd.denoland.eszip'
/** A bundle is 20 MB at most on the platform; the answer may be the unpacked one. */
const LARGEST_BUNDLE = 100 * 1024 * 1024
/** Bundling runs on the platform and may fetch packages. Milliseconds. */
const BUNDLING = 120_000

/** What a function is, beside its code. */
export interface Meta {
  slug: string
  name: string
  verifyJwt: boolean
  entrypointPath?: string | undefined
  importMapPath?: string | undefined
}

/** The code of a function as the platform stores it, and its SHA-256 in hex. */
export interface Bundle {
  bytes: Uint8Array
  sha256: string
}

/** The calls of the Management API that functions need. Each throws ConfigError for what a person has to change. */
export interface FunctionsApi {
  list(): Promise<readonly RemoteFunction[]>
  /** Bundles sources on the platform. Nothing serves yet: done twice it is done once. */
  bundle(
    slug: string,
    metadata: Record<string, unknown>,
    files: readonly FormFile[],
  ): Promise<BundledFunction>
  /** Lets bundles serve, all with one write. Never repeated here. */
  release(functions: readonly BundledFunction[]): Promise<void>
  /** The code of a function, packed as the platform takes it. */
  read(slug: string): Promise<Bundle>
  /** Sets code and name of a function that exists. */
  overwrite(meta: Meta, bundle: Bundle): Promise<RemoteFunction>
  create(meta: Meta, bundle: Bundle): Promise<RemoteFunction>
  remove(slug: string): Promise<void>
  secretNames(): Promise<readonly string[]>
}

/** Ref of the project: written in the configuration, or in the secret that it names. Throws ConfigError. */
export const projectRef = ({ project }: SupabaseFunctionsOptions, context: AdapterContext): string => {
  const ref = isProjectRef(project) ? project : context.secret(project)
  if (isProjectRef(ref)) return ref
  throw new ConfigError({
    at: `secret ${project}`,
    message: 'this is not the ref of a Supabase project',
    fix: '20 lower-case letters, from the address of the dashboard',
    docs: `${DOCS}#configuration`,
  })
}

/** What a person has to do about a refusal, by status. */
const REMEDIES: Readonly<Record<number, { message: string; fix: string }>> = {
  401: { message: 'the access token is refused', fix: 'a new token from the account page of the dashboard' },
  402: {
    message: 'the plan of the project allows no more functions',
    fix: 'remove functions that nobody calls, lower `keep`, or take a larger plan',
  },
  404: {
    message: 'there is no such project, or the token cannot see it',
    fix: 'correct `project`, or give the token access to its organization',
  },
}

const refusal = (error: unknown, scope: string): unknown => {
  if (!(error instanceof ProviderError) || error.status === undefined) return error
  const remedy =
    error.status === 403
      ? { message: `the access token lacks the permission ${scope}`, fix: `a token with ${scope}` }
      : REMEDIES[error.status]
  return remedy ? new ConfigError({ at: 'Supabase', docs: `${DOCS}#the-token`, ...remedy }) : error
}

/** What the CLI puts before a compressed bundle (supabase/cli, apps/cli-go/pkg/function/bundle.go). */
const MAGIC = Buffer.from('EZBR')

/** The API gives the bundle out unpacked and takes it compressed. */
const pack = (body: Uint8Array): Bundle => {
  const isPacked = Buffer.from(body.subarray(0, MAGIC.length)).equals(MAGIC)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }
  const bytes = isPacked ? body : Buffer.concat([MAGIC, brotliCompressSync(body, quality)])
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Connects; nothing is asked yet. */
export const createFunctionsApi = (
  options: SupabaseFunctionsOptions,
  context: AdapterContext,
): FunctionsApi => {
  let client: Http | undefined
  const ask = async (
    path: string,
    scope: string,
    request: Omit<HttpRequest, 'url'> = {},
  ): Promise<HttpAnswer> => {
    client ??= (context.http ?? ((provider) => createHttp({ provider, signal: context.signal })))(PROVIDER)
    const url = `${API}/projects/${projectRef(options, context)}${path}`
    const headers = { authorization: `Bearer ${context.secret(options.token)}`, ...request.headers }
    try {
      return await client.request({ ...request, url, headers, signal: context.signal })
    } catch (error) {
      throw refusal(error, scope)
    }
  }
  const get = async <T>(path: string, scope: string, shape: z.ZodType<T>): Promise<T> =>
    (await ask(path, scope, { maxBytes: 8 * 1024 * 1024 })).json(shape)
  const WRITE = 'edge_functions_write'
  const upload = (
    { slug, name, verifyJwt, entrypointPath, importMapPath }: Meta,
    { sha256, bytes }: Bundle,
  ) => ({
    query: {
      slug,
      name,
      verify_jwt: verifyJwt,
      entrypoint_path: entrypointPath,
      import_map_path: importMapPath,
      ezbr_sha256: sha256,
    },
    headers: { 'content-type': ESZIP },
    body: bytes,
    timeout: BUNDLING,
    deadline: 2 * BUNDLING,
    retry: 'safe' as const,
  })

  return {
    list: () => get('/functions', 'edge_functions_read', remoteFunctions),
    bundle: async (slug, metadata, files) => {
      const { contentType, body } = writeForm(JSON.stringify(metadata), files)
      const answer = await ask('/functions/deploy', WRITE, {
        method: 'POST',
        query: { slug, bundleOnly: true },
        headers: { 'content-type': contentType },
        body,
        retry: 'safe',
        timeout: BUNDLING,
        deadline: 2 * BUNDLING,
      })
      return answer.json(bundledFunction)
    },
    release: async (functions) => {
      const json = functions.map(({ updated_at: _, ...one }) => one)
      await ask('/functions', WRITE, { method: 'PUT', json, retry: 'never', timeout: 60_000 })
    },
    read: async (slug) => {
      const path = `/functions/${slug}/body`
      const answer = await ask(path, 'edge_functions_read', {
        headers: { accept: ESZIP },
        maxBytes: LARGEST_BUNDLE,
        timeout: 60_000,
        deadline: 120_000,
      })
      if (answer.body.byteLength === 0)
        throw new ProviderError({
          provider: PROVIDER,
          message: `supabase: the code of ${slug} came back empty`,
          retryable: true,
        })
      return pack(answer.body)
    },
    overwrite: async (meta, bundle) => {
      const { query, ...rest } = upload(meta, bundle)
      const { slug, ...fields } = query
      return (await ask(`/functions/${slug}`, WRITE, { method: 'PATCH', query: fields, ...rest })).json(
        remoteFunction,
      )
    },
    create: async (meta, bundle) =>
      (await ask('/functions', WRITE, { method: 'POST', ...upload(meta, bundle) })).json(remoteFunction),
    remove: async (slug) => {
      await ask(`/functions/${slug}`, WRITE, {
        method: 'DELETE',
        retry: 'safe',
        accept: [200, 204, 404],
      })
    },
    secretNames: async () =>
      (await get('/secrets', 'edge_functions_secrets_read', secretNames)).map(({ name }) => name),
  }
}
