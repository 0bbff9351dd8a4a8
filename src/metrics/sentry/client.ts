import type { z } from 'zod'
import { ConfigError } from '../../kit/errors.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import { askVendor, credential, findAtVendor, type Told, type Vendor } from '../asking.ts'
import type { Span } from '../counting-source.ts'
import type { SourceContext } from '../definition.ts'
import { RELEASE } from '../option-fields.ts'
import type { SentryOptions } from './options.ts'

/** Name of the source and its page. */
export const TYPE = 'sentry'
export const DOCS = 'metrics/sentry.md'

/** What goes into the query of a call; lists repeat the name. */
export type Query = Readonly<Record<string, string | number | undefined | readonly string[]>>

/** A Sentry organization, ready to be asked. */
export interface Client {
  /** Asks a call below `/api/0/organizations/{organization}/`, with project, environment and the span's times. */
  ask<T>(call: string, span: Span, query: Query, schema: z.ZodType<T>): Promise<Told<T>>
  /** Asks about one release by its name; null: there is none. */
  release<T>(name: string, schema: z.ZodType<T>): Promise<Told<T> | null>
  /** What Sentry calls a release. Throws ConfigError for a name that Sentry cannot have. */
  nameOf(release: ReleaseId): string
}

/**
 * A value of Sentry's search. Quotes and backslashes are escaped, and the star, which stands for anything. Releases
 * hold neither slashes nor line breaks, so nothing else can end the value.
 */
export const searchText = (text: string): string => `"${text.replace(/[\\"*]/g, '\\$&')}"`

/** What Sentry refuses in names of releases: slashes, control characters, a few words, more than 200 characters. */
const UNFIT = /[/\\\0-\x1f\x7f]|^(?:\.{1,2}|latest|\s*)$|^.{201,}$/

/** Connects to the organization of the options. Throws ConfigError for a token that cannot be sent. */
export const createClient = (options: SentryOptions, context: SourceContext): Client => {
  const { url, organization, project, environment, token, release: template } = options
  const vendor: Vendor = {
    provider: TYPE,
    secrets: [token],
    scope: 'read the organization, its events and releases (org:read, event:read, project:releases)',
    missing: 'this organization, project or release',
    docs: DOCS,
  }
  const http = context.openHttp?.({ allowPrivate: options['allow-private-network'] }) ?? context.http
  const headers = { authorization: `Bearer ${credential(context, token)}`, accept: 'application/json' }
  const base = `${new URL(url).origin}/api/0/organizations/${organization}`
  const ask: Client['ask'] = (call, { from, slice, count }, query, schema) =>
    askVendor(
      http,
      {
        url: `${base}/${call}/`,
        headers,
        query: {
          project,
          environment,
          start: new Date(from).toISOString(),
          end: new Date(from + count * slice).toISOString(),
          ...query,
        },
      },
      vendor,
      schema,
    )
  // Organization and project were found by a call before, so it is the release that is not known.
  const release: Client['release'] = (name, schema) =>
    findAtVendor(http, { url: `${base}/releases/${encodeURIComponent(name)}/`, headers }, vendor, schema)
  const nameOf = (id: ReleaseId): string => {
    const name = template.replace(RELEASE, () => id)
    if (!UNFIT.test(name)) return name
    throw new ConfigError({
      message: 'the id of this release cannot be the name of a release in Sentry',
      fix: 'release: a template without slashes, such as shop@{release}',
      docs: `${DOCS}#releases`,
    })
  }
  return { ask, release, nameOf }
}
