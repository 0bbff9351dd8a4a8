import { z } from 'zod'
import { CLOUDFLARE_API } from './cloudflare.ts'

/** Id of an account. */
export const accountField = () =>
  z
    .string()
    .regex(
      /^[0-9a-f]{32}$/,
      'this is not an account id\n32 hexadecimal digits, from the overview of the account',
    )
    .describe('Id of the Cloudflare account.')

/** An address without query, user or slash at its end; `http` on this machine alone. */
export const isApiAddress = (text: string): boolean => {
  if (!URL.canParse(text) || /[\s?#@]/.test(text) || text.endsWith('/')) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname))
}

/** Address of the API. */
export const apiUrlField = () =>
  z
    .string()
    .max(300)
    .refine(isApiAddress, { error: `this is not the address of an API\n${CLOUDFLARE_API}` })
    .default(CLOUDFLARE_API)
    .describe('Address of the API, for a gateway of your own.')
