import { z } from 'zod'
import { signRequest } from '../kit/aws-signature.ts'
import { accountField, isApiAddress } from '../kit/cloudflare-options.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import { createHttp, type Http, type HttpAnswer } from '../kit/http.ts'
import { defineFlags, type FlagContext } from './definition.ts'
import { documentField, secretField, switchOff } from './flagd/cloudflare.ts'
import { flagInDocument } from './flagd/flag.ts'
import type { DocumentStore } from './flagd/store.ts'

const TYPE = 'flagd-r2'
const DOCS = 'flags/flagd-r2.md'
/** A document that is larger is none of ours. */
const LARGEST = 8 * 1024 * 1024

/** Keys of a flag with `type: flagd-r2`. */
export const r2Options = z.strictObject({
  account: accountField(),
  bucket: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
      'this is not the name of a bucket\nthe name that `wrangler r2 bucket list` shows',
    )
    .describe('Name of the bucket.'),
  document: documentField(),
  'access-key': secretField('R2_ACCESS_KEY_ID')
    .default('R2_ACCESS_KEY_ID')
    .describe('Name of the secret with the access key id of an R2 API token.'),
  'secret-key': secretField('R2_SECRET_ACCESS_KEY')
    .default('R2_SECRET_ACCESS_KEY')
    .describe('Name of the secret with its secret access key.'),
  endpoint: z
    .string()
    .max(300)
    .refine(isApiAddress, {
      error: 'this is not the address of a bucket’s S3 API\nhttps://<account>.eu.r2.cloudflarestorage.com',
    })
    .optional()
    .describe('Address of the S3 API. Default: that of the account; buckets of a jurisdiction have another.'),
})

type Options = z.output<typeof r2Options>

const codeIn = (answer: HttpAnswer): string => /<Code>(\w{1,60})<\/Code>/.exec(answer.text())?.[1] ?? ''

const refusalOf = (answer: HttpAnswer, options: Options): Error => {
  const code = codeIn(answer)
  if (code === 'NoSuchBucket')
    return new ConfigError({
      message: `there is no bucket ${options.bucket} in this account`,
      fix: 'bucket: the name that `wrangler r2 bucket list` shows; endpoint for one of a jurisdiction',
      docs: DOCS,
    })
  if (answer.status === 401 || answer.status === 403)
    return new ConfigError({
      message: `R2 does not accept the secrets ${options['access-key']} and ${options['secret-key']} for this (${answer.status})`,
      fix: 'the two keys of an R2 API token with Object Read & Write on this bucket',
      docs: DOCS,
    })
  return new ProviderError({
    provider: TYPE,
    message: `${TYPE}: the bucket answered ${answer.status}`,
    retryable: false,
    status: answer.status,
    code: 'status',
  })
}

const sendable = (name: string, value: string): string => {
  if (/^[\x21-\x7e]+$/.test(value)) return value
  throw new ConfigError({
    message: `the secret ${name} ${value === '' ? 'is empty' : 'holds characters that cannot be sent in a header'}`,
    fix: 'the key on one line, without spaces',
    docs: DOCS,
  })
}

/**
 * An object of R2 through its S3 API, which alone compares and swaps: `If-Match` with the etag that was read
 * (https://developers.cloudflare.com/r2/api/s3/conditional-operations/).
 */
const r2Store = (http: Http, options: Options, { secret }: Pick<FlagContext, 'secret'>): DocumentStore => {
  const { account, bucket, document, endpoint } = options
  const url = new URL(`${endpoint ?? `https://${account}.r2.cloudflarestorage.com`}/${bucket}/${document}`)
  const send = async (
    method: 'GET' | 'PUT',
    headers: Record<string, string>,
    body: string,
    also: readonly number[],
  ): Promise<HttpAnswer> => {
    const [accessKey, secretKey] = (['access-key', 'secret-key'] as const).map((key) =>
      sendable(options[key], secret(options[key])),
    ) as [string, string]
    const signer = { accessKey, secretKey, region: 'auto', service: 's3' }
    const answer = await http.request({
      method,
      url,
      headers: signRequest({ method, url, headers, body }, signer, new Date()),
      ...(method === 'PUT' && { body }),
      // Written twice it is written once: the second one no longer meets its condition.
      retry: 'safe',
      maxBytes: LARGEST,
      redirect: 'answer',
      accept: [200, 400, 401, 403, 404, 409, 412],
    })
    if (answer.status === 200 || also.includes(answer.status)) return answer
    throw refusalOf(answer, options)
  }
  return {
    read: async () => {
      const answer = await send('GET', {}, '', [404])
      if (answer.status === 404) {
        if (codeIn(answer) === 'NoSuchKey') return null
        throw refusalOf(answer, options)
      }
      const { etag } = answer.headers
      if (etag !== undefined) return { text: answer.text(), version: etag }
      throw new ProviderError({
        provider: TYPE,
        message: `${TYPE}: the document came without an etag, so it cannot be replaced safely`,
        retryable: false,
        code: 'invalid-answer',
      })
    },
    replace: async (text, version) => {
      const condition: Record<string, string> =
        version === null ? { 'if-none-match': '*' } : { 'if-match': version }
      const headers = { 'content-type': 'application/json', ...condition }
      // 409: somebody else is writing at this moment.
      return (await send('PUT', headers, text, [409, 412])).status === 200
    },
  }
}

/** A document for flagd and OpenFeature in an R2 bucket. */
export const flagdR2 = defineFlags({
  type: TYPE,
  options: r2Options,
  secrets: (options) => [options['access-key'], options['secret-key']],
  connect: (order, context) => {
    const { options } = order
    const { account, bucket, document } = options
    const http = context.http?.(TYPE) ?? createHttp({ provider: TYPE, signal: context.signal })
    const wrangler = (verb: string): string =>
      `npx wrangler r2 object ${verb} ${bucket}/${document} --pipe --remote`
    return flagInDocument(order, r2Store(http, options, context), {
      type: TYPE,
      wayBackCommand: `export CLOUDFLARE_ACCOUNT_ID=${account}; ${switchOff(wrangler('get'), wrangler('put'), order.key)}`,
    })
  },
})
