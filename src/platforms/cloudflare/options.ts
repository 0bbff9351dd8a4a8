import { z } from 'zod'
import { CLOUDFLARE_API } from '../../kit/cloudflare.ts'
import { accountField } from '../../kit/cloudflare-options.ts'
import { SECRET_NAME } from '../../kit/secret-name.ts'

const isApiAddress = (text: string): boolean => {
  if (!URL.canParse(text) || /[\s?#]/.test(text) || text.endsWith('/')) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname))
}

/** Keys that every kind of component on Cloudflare has. */
export const accountShape = {
  account: accountField(),
  token: z
    .string()
    .regex(
      new RegExp(SECRET_NAME),
      'this is not the name of a secret\nits name on GitHub, such as CLOUDFLARE_API_TOKEN',
    )
    .default('CLOUDFLARE_API_TOKEN')
    .describe('Name of the secret with the API token.'),
  'api-url': z
    .string()
    .max(300)
    .refine(isApiAddress, { error: `this is not the address of an API\n${CLOUDFLARE_API}` })
    .default(CLOUDFLARE_API)
    .describe('Address of the API, for a gateway of your own.'),
} satisfies z.ZodRawShape

/** What the schema makes of these keys. */
export type AccountOptions = z.output<z.ZodObject<typeof accountShape>>

/** A directory of the working copy, in which `{revision}` is replaced. */
export const directoryField = () =>
  z
    .string()
    .max(1000)
    .regex(
      /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\0-\x1f\x7f\\]+$/,
      'this is not a directory of the working copy\ndist',
    )

/** The address that users reach. */
export const urlField = () =>
  z
    .string()
    .max(300)
    .regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/, 'this is not an address\nhttps://www.example.com')
