import { z } from 'zod'
import { ConfigError } from '../../kit/errors.ts'
import { blockedHost } from '../../kit/http-address.ts'
import { SECRET_NAME } from '../../kit/secret-name.ts'

/** Name of a GitHub secret. A value put here by mistake is not repeated. */
export const secretNameField = () =>
  z
    .string()
    .meta({ title: 'secret name', pattern: SECRET_NAME })
    .refine((text) => new RegExp(SECRET_NAME).test(text), {
      error: 'this is not the name of a secret\nits name on GitHub, such as METRICS_TOKEN',
    })

/** What is said of an address besides the address. */
interface AddressRule {
  allowPrivate: boolean
  /** Whether a credential will be sent there. */
  hasToken: boolean
}

/** A name that only means something inside a network, or a private address. */
const isPrivate = (hostname: string): boolean =>
  blockedHost(hostname, {}) === 'private' || /^[a-z0-9-]+$/i.test(hostname)

/** What is wrong with the base address of a service, and after a line break what to write; null: nothing. */
export const addressProblem = (written: string, { allowPrivate, hasToken }: AddressRule): string | null => {
  if (/[\s\0-\x1f\x7f]/.test(written) || !URL.canParse(written))
    return 'not an address\nhttps://metrics.example.com'
  const url = new URL(written)
  if (url.username !== '' || url.password !== '')
    return 'holds a user name or password\nthe credential as a secret, under token'
  if (url.search !== '' || url.hash !== '') return 'holds a query or fragment\nthe address up to its path'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://\nhttps://'
  if (url.protocol === 'http:' && !allowPrivate)
    return 'must begin with https://\nhttps://, or allow-private-network: true inside a network of your own'
  if (url.protocol === 'http:' && hasToken && !isPrivate(url.hostname))
    return 'the token would cross the open network unencrypted\nhttps://'
  const blocked = blockedHost(url.hostname, { allowPrivate })
  if (blocked === null) return null
  return blocked === 'metadata'
    ? 'is reserved or serves metadata of the machine\nthe address of the service'
    : 'is private\na public address, or allow-private-network: true'
}

/** A token as it may stand in a header. Throws ConfigError for one that cannot be sent. */
export const headerToken = (token: string, secretName: string): string => {
  if (/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(token)) return token
  throw new ConfigError({
    message: `the secret ${secretName} holds characters that cannot be sent in a header`,
    fix: 'the token on one line, without spaces around it',
  })
}
