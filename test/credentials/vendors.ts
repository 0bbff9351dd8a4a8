import { generateKeyPairSync } from 'node:crypto'

/** What a vendor's stand-in is asked. */
export interface Asked {
  method: string
  /** Scheme, host and port of the vendor. */
  origin: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

/** What it answers. */
export interface Told {
  status: number
  body: unknown
  headers?: Record<string, string>
}

/** A key as its vendor knows it. */
export interface Key {
  scopes: ReadonlySet<string>
  /** Milliseconds since 1970; null: never. */
  expires: number | null
}

/** One vendor, its key and what it says of it. */
export interface Vendor {
  type: string
  options: Record<string, unknown>
  secrets?: Readonly<Record<string, string>>
  key: string
  /** Texts that are no such key. */
  malformed: readonly string[]
  /** Everything that the options ask for, in the words of the report. */
  scopes: readonly string[]
  origins: readonly string[]
  /** Whether the vendor says when a key ends. */
  tellsEnd?: boolean
  /** The header that carries the key, and the key in it. */
  keyOf(asked: Asked): string
  answer(asked: Asked, key: Key): Told
  /** The answer to a key that it does not know. */
  unknown: Told
  /** Specification, its name and what its paths begin with. */
  specification?: { name: string; base: string }
  /** Paths that it does not describe. */
  undescribed?: RegExp
}

const bearerKey = ({ headers }: Asked): string =>
  /^Bearer (.+)$/.exec(String(headers.authorization))?.[1] ?? ''

const ok = (body: unknown, headers: Record<string, string> = {}): Told => ({ status: 200, body, headers })

/** Answers each path that needs a scope: 403 without it, 404 for any other path. */
const byPath =
  (paths: Readonly<Record<string, string | null>>, forbidden = 403) =>
  ({ path }: Asked, { scopes }: Key): Told => {
    const scope = paths[path]
    if (scope === undefined) return { status: 404, body: { message: 'no such path' } }
    return scope === null || scopes.has(scope) ? ok({}) : { status: forbidden, body: { message: 'no' } }
  }

const jwt = (claims: object): string =>
  ['{"alg":"HS256"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')

const PROJECT = 'abcdefghijklmnopqrst'
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const PERMISSIONS = ['run.services.get', 'run.services.update']

/** Every vendor that a kind of credential asks. */
export const vendors: readonly Vendor[] = [
  {
    type: 'cloudflare',
    options: { account: 'CLOUDFLARE_ACCOUNT_ID', needs: ['workers', 'd1', 'kv', 'r2'] },
    secrets: { CLOUDFLARE_ACCOUNT_ID: '0123456789abcdef0123456789abcdef' },
    key: 'cf_0123456789012345678901234567890123456',
    malformed: ['somebody@acme.test', 'short'],
    scopes: ['Workers Scripts Read', 'D1 Read', 'Workers KV Storage Read', 'Workers R2 Storage Read'],
    origins: ['https://api.cloudflare.com'],
    tellsEnd: true,
    keyOf: bearerKey,
    unknown: {
      status: 401,
      body: { success: false, errors: [{ code: 1000, message: 'Invalid API Token' }] },
    },
    specification: { name: 'cloudflare/openapi-2024-08-06.cut.json', base: '/client/v4' },
    answer: (asked, key) => {
      if (asked.path === '/client/v4/user/tokens/verify')
        return ok({
          success: true,
          errors: [],
          messages: [],
          result: {
            id: 'ed17574386854bf78a67040be0a770b0',
            status: 'active',
            ...(key.expires !== null && { expires_on: new Date(key.expires).toISOString() }),
          },
        })
      const account = '/client/v4/accounts/0123456789abcdef0123456789abcdef/'
      return byPath({
        [`${account}workers/scripts`]: 'Workers Scripts Read',
        [`${account}d1/database`]: 'D1 Read',
        [`${account}storage/kv/namespaces`]: 'Workers KV Storage Read',
        [`${account}r2/buckets`]: 'Workers R2 Storage Read',
      })(asked, key)
    },
  },
  {
    type: 'fly',
    options: { app: 'shop-web' },
    key: 'FlyV1 fm2_lJPECAAAAAAAAyuQxBBn2FhVyFy,fo1_abc',
    malformed: ['short', 'two words here that are no token at all'],
    scopes: ['reach the app shop-web'],
    origins: ['https://api.machines.dev'],
    keyOf: ({ headers }) => String(headers.authorization),
    unknown: { status: 401, body: { error: 'unauthorized' } },
    specification: { name: 'fly/machines-api-openapi3.json', base: '/v1' },
    // What may not be seen is not there.
    answer: byPath({ '/v1/apps/shop-web': 'reach the app shop-web' }, 404),
  },
  {
    type: 'supabase',
    options: { project: PROJECT, needs: ['project', 'functions', 'secrets', 'backups'] },
    key: `sbp_${'0123456789'.repeat(4)}`,
    malformed: ['sb_secret_0123456789012345', 'sbp_short'],
    scopes: ['Projects: Read', 'Edge Functions: Read', 'Secrets: Read', 'Database: Read'],
    origins: ['https://api.supabase.com'],
    keyOf: bearerKey,
    unknown: { status: 401, body: { message: 'Unauthorized' } },
    specification: { name: 'supabase/management-api-v1-2026-06-01.json', base: '' },
    answer: byPath({
      [`/v1/projects/${PROJECT}`]: 'Projects: Read',
      [`/v1/projects/${PROJECT}/functions`]: 'Edge Functions: Read',
      [`/v1/projects/${PROJECT}/secrets`]: 'Secrets: Read',
      [`/v1/projects/${PROJECT}/database/backups`]: 'Database: Read',
    }),
  },
  {
    type: 'supabase-key',
    options: { project: PROJECT, role: 'service_role' },
    key: jwt({ role: 'service_role', ref: PROJECT, exp: 4_000_000_000 }),
    malformed: ['a.b.c', 'no key', jwt({ iat: 1 })],
    scopes: [`reach the project ${PROJECT}`],
    origins: [`https://${PROJECT}.supabase.co`],
    keyOf: ({ headers }) => String(headers.apikey),
    unknown: { status: 401, body: { message: 'Invalid API key' } },
    answer: byPath({ '/auth/v1/settings': `reach the project ${PROJECT}` }),
  },
  {
    type: 'vercel',
    options: { project: 'shop', team: 'team_0123456789' },
    key: 'vcp_012345678901234567890123',
    malformed: ['short', 'with blanks in it that do not belong'],
    scopes: ['reach the project shop'],
    origins: ['https://api.vercel.com'],
    tellsEnd: true,
    keyOf: bearerKey,
    unknown: { status: 403, body: { error: { code: 'forbidden', invalidToken: true } } },
    specification: { name: 'vercel/vercel-spec-2025-10-27.cut.json', base: '' },
    undescribed: /^\/v5\/user\/tokens\//,
    answer: (asked, key) =>
      asked.path === '/v5/user/tokens/current'
        ? ok({ token: { id: 't', ...(key.expires !== null && { expiresAt: key.expires }) } })
        : byPath({ '/v9/projects/shop': 'reach the project shop' })(asked, key),
  },
  {
    type: 'stripe',
    options: { needs: ['balance', 'customers'] },
    key: 'sk_live_01234567890123456789',
    malformed: ['sk_01234567890123456789', 'whsec_0123456789'],
    scopes: ['read balance', 'read customers'],
    origins: ['https://api.stripe.com'],
    keyOf: bearerKey,
    unknown: { status: 401, body: { error: { type: 'invalid_request_error' } } },
    answer: byPath({ '/v1/balance': 'read balance', '/v1/customers': 'read customers' }),
  },
  {
    type: 'resend',
    options: { domain: 'mail.acme.test' },
    key: 're_0123456789_abcdefghij',
    malformed: ['0123456789', 're_short'],
    scopes: ['read domains (full access)', 'a verified domain mail.acme.test'],
    origins: ['https://api.resend.com'],
    keyOf: bearerKey,
    unknown: {
      status: 400,
      body: { statusCode: 400, name: 'validation_error', message: 'API key is invalid' },
    },
    specification: { name: 'resend/resend-2026-08-21.json', base: '' },
    answer: (_asked, { scopes }) => {
      if (!scopes.has('read domains (full access)'))
        return { status: 401, body: { name: 'restricted_api_key', message: 'only for sending' } }
      const status = scopes.has('a verified domain mail.acme.test') ? 'verified' : 'pending'
      return ok({ object: 'list', has_more: false, data: [{ id: 'd', name: 'mail.acme.test', status }] })
    },
  },
  {
    type: 'models',
    options: { model: 'gpt-5' },
    key: 'sk-proj-01234567890123456789',
    malformed: ['short', 'with blanks in between them'],
    scopes: ['list models', 'the model gpt-5'],
    origins: ['https://api.openai.com'],
    keyOf: bearerKey,
    unknown: { status: 401, body: { error: { code: 'invalid_api_key' } } },
    answer: ({ path }, { scopes }) => {
      if (path !== '/v1/models') return { status: 404, body: {} }
      if (!scopes.has('list models')) return { status: 403, body: { error: {} } }
      return ok({ object: 'list', data: [{ id: scopes.has('the model gpt-5') ? 'gpt-5' : 'gpt-4' }] })
    },
  },
  {
    type: 'slack',
    options: { scopes: ['chat:write', 'channels:read'] },
    key: 'xoxb-012345678901-abcdefghijklmnop',
    malformed: ['xoxq-0123', 'https://hooks.slack.com/services/T0/B0/x'],
    scopes: ['chat:write', 'channels:read'],
    origins: ['https://slack.com'],
    keyOf: bearerKey,
    unknown: { status: 200, body: { ok: false, error: 'invalid_auth' } },
    answer: ({ path }, { scopes }) =>
      path === '/api/auth.test'
        ? ok({ ok: true, user: 'sluice' }, { 'x-oauth-scopes': [...scopes].join(', ') })
        : { status: 404, body: {} },
  },
  {
    type: 'sentry',
    options: { organization: 'acme', needs: ['org:read', 'project:read', 'event:read', 'project:releases'] },
    key: 'sntrys_0123456789012345678901234567890123456789',
    malformed: ['short', 'https://abc@o1.ingest.sentry.io/1'],
    scopes: ['org:read', 'project:read', 'event:read', 'project:releases'],
    origins: ['https://sentry.io'],
    keyOf: bearerKey,
    unknown: { status: 401, body: { detail: 'Invalid token' } },
    specification: { name: 'sentry/openapi-derefed-2026-08-16.cut.json', base: '' },
    undescribed: /\/acme\/(?:projects\/)?$/,
    answer: byPath({
      '/api/0/organizations/acme/': 'org:read',
      '/api/0/organizations/acme/projects/': 'project:read',
      '/api/0/organizations/acme/issues/': 'event:read',
      '/api/0/organizations/acme/releases/': 'project:releases',
    }),
  },
  {
    type: 'google',
    options: { project: 'shop-prod', permissions: PERMISSIONS },
    key: JSON.stringify({
      type: 'service_account',
      client_email: 'deploy@shop-prod',
      private_key: privateKey,
    }),
    malformed: ['{}', 'no json', JSON.stringify({ type: 'authorized_user' })],
    scopes: PERMISSIONS,
    origins: ['https://oauth2.googleapis.com', 'https://cloudresourcemanager.googleapis.com'],
    keyOf: ({ body, headers }) =>
      new URLSearchParams(body).get('assertion') ?? bearerKey({ headers } as Asked),
    unknown: { status: 400, body: { error: 'invalid_grant' } },
    answer: ({ path, body }, { scopes }) => {
      if (path === '/token') return ok({ access_token: 'ya29.short-lived', token_type: 'Bearer' })
      if (path !== '/v3/projects/shop-prod:testIamPermissions') return { status: 404, body: {} }
      const { permissions } = JSON.parse(body) as { permissions: string[] }
      const has = permissions.filter((each) => scopes.has(each))
      return ok(has.length > 0 ? { permissions: has } : {})
    },
  },
  {
    type: 'http',
    options: { url: 'https://newsapi.acme.test/v2/sources', header: 'x-api-key', scheme: '' },
    key: '0123456789abcdef',
    malformed: ['two words'],
    scopes: ['reach /v2/sources'],
    origins: ['https://newsapi.acme.test'],
    keyOf: ({ headers }) => String(headers['x-api-key']),
    unknown: { status: 401, body: {} },
    answer: byPath({ '/v2/sources': 'reach /v2/sources' }),
  },
]
