/** Most redirects that are followed for one request. */
export const MOST_REDIRECTS = 5

/**
 * The only headers that travel to another origin. A list of what may go, not of what must stay: any header can be a
 * credential (`apikey`, `x-vercel-protection-bypass`, `cf-access-client-secret`), and no client knows them all.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'user-agent',
  'range',
])

/** What a redirect leads to: the next request, or a sentence on why it is not followed. */
export type NextHop = { url: URL; headers: Record<string, string> } | { refused: string }

/**
 * Decides about one redirect of a reading request. Credentials stay behind when scheme, host or port change, and do
 * not come back if a later redirect returns. Never from https to http, never to another scheme or with userinfo.
 */
export const nextHop = (
  from: URL,
  headers: Readonly<Record<string, string>>,
  location: string | undefined,
): NextHop => {
  if (location === undefined || !URL.canParse(location, from.href)) return { refused: 'redirects to nowhere' }
  const url = new URL(location, from.href)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { refused: 'redirects to a scheme that is not HTTP' }
  if (url.username !== '' || url.password !== '')
    return { refused: 'redirects to an address with a user name' }
  if (from.protocol === 'https:' && url.protocol === 'http:')
    return { refused: 'redirects from https to http' }
  if (url.origin === from.origin) return { url, headers: { ...headers } }
  return {
    url,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name.toLowerCase()))),
  }
}

/** Statuses that name another address. 304 and 300 do not. */
export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)
