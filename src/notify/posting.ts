import * as z from 'zod'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import { SECRET_NAME } from '../kit/secret-name.ts'
import type { NotifierContext } from './definition.ts'

/** Keys of every notifier that posts to an address which is a secret itself. */
export const postingOptions = z.strictObject({
  url: z
    .string()
    .regex(
      new RegExp(SECRET_NAME),
      'this is not the name of a secret\nits name on GitHub, such as SLACK_WEBHOOK_URL',
    )
    .describe('Name of the secret that holds the address. It must be listed under `secrets`.'),
  'allow-private-network': z
    .boolean()
    .default(false)
    .describe('Lets the address lead into a private network. Metadata services stay out of reach.'),
})

/** Milliseconds: a notice that takes longer is lost; the rollout goes on. */
const TIMEOUT = 5_000

/** Posts JSON to the address in a secret, once. */
export const posting = (
  type: string,
  options: z.output<typeof postingOptions>,
  { secret, http }: NotifierContext,
): ((json: unknown, headers?: Readonly<Record<string, string>>) => Promise<void>) => {
  const url = secret(options.url)
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new ConfigError({
      message: `the secret ${options.url} is no address`,
      at: options.url,
      fix: 'an address that begins with https://',
      docs: `notify/${type}.md`,
    })
  const allowPrivate = options['allow-private-network']
  const plain = new URL(url).protocol === 'http:'
  if (plain && !allowPrivate)
    throw new ConfigError({
      message: `the address in the secret ${options.url} is not encrypted`,
      at: options.url,
      fix: 'https://, or allow-private-network: true inside a network of your own',
      docs: `notify/${type}.md`,
    })
  const client = http({ allowPrivate })
  return async (json, headers = {}) => {
    const request = { method: 'POST', url, json, headers, timeout: TIMEOUT, deadline: TIMEOUT } as const
    await client.request({ ...request, retry: 'never', maxBytes: 64 * 1024 }).catch((error: unknown) => {
      throw withoutAddress(error, type, options.url)
    })
  }
}

/** The path of such an address is a credential; a client's message names it. */
const withoutAddress = (error: unknown, type: string, secret: string): unknown => {
  if (error instanceof ConfigError)
    return new ConfigError({
      message: `the address in the secret ${secret} may not be asked: it is private or not usable`,
      at: secret,
      fix: 'a public address, or allow-private-network: true inside a network of your own',
      docs: `notify/${type}.md`,
    })
  if (!(error instanceof ProviderError)) return error
  const { status, code, retryable, effect } = error
  return new ProviderError({
    provider: type,
    message: `the address in the secret ${secret} ${status === undefined ? 'did not answer' : `answered ${status}`}`,
    retryable,
    effect,
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
  })
}
