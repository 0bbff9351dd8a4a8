import { type Cloudflare, createCloudflare } from '../../kit/cloudflare.ts'
import { createHttp } from '../../kit/http.ts'
import type { AdapterContext } from '../definition.ts'
import type { AccountOptions } from './options.ts'

/** Connects to the account of a component with the component's own token. Asks nothing yet. */
export const connectAccount = (
  { token, 'api-url': base }: AccountOptions,
  { http, secret, signal }: AdapterContext,
  { provider, permission }: { provider: string; permission: string },
): Cloudflare =>
  createCloudflare(http?.(provider) ?? createHttp({ provider, signal }), {
    provider,
    token: () => secret(token),
    tokenName: token,
    permission,
    base,
    docs: `platforms/${provider}.md#token`,
  })
