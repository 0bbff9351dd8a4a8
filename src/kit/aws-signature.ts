import { createHash, createHmac } from 'node:crypto'
import { strictPercent } from './text.ts'

/** A request before it is signed. */
export interface Unsigned {
  method: string
  url: URL
  /** All of them are signed, and `host` besides. */
  headers: Readonly<Record<string, string>>
  body: string
}

/** Who signs, and for what. */
export interface Signer {
  accessKey: string
  secretKey: string
  /** `auto` for R2. */
  region: string
  /** `s3`. */
  service: string
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** Path and query as they are signed: every part encoded once, the query in order. */
const canonicalAddress = ({ pathname, searchParams }: URL): string => {
  const path = pathname
    .split('/')
    .map((part) => strictPercent(decodeURIComponent(part)))
    .join('/')
  const query = [...searchParams]
    .map(([name, value]) => `${strictPercent(name)}=${strictPercent(value)}`)
    .sort()
    .join('&')
  return `${path}\n${query}`
}

/**
 * Headers of a request with its signature, version 4, in one piece
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). `at`: when it is sent; vendors take
 * it for a quarter of an hour.
 */
export const signRequest = (
  { method, url, headers, body }: Unsigned,
  { accessKey, secretKey, region, service }: Signer,
  at: Date,
): Record<string, string> => {
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const day = time.slice(0, 8)
  const signed: Record<string, string> = {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()])),
    'x-amz-content-sha256': sha256(body),
    'x-amz-date': time,
  }
  const all = Object.entries({ ...signed, host: url.host }).sort(([one], [other]) => (one < other ? -1 : 1))
  const names = all.map(([name]) => name).join(';')
  const lines = all.map(([name, value]) => `${name}:${value}\n`).join('')
  const request = [method, canonicalAddress(url), lines, names, sha256(body)].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretKey}`)
  const signature = hmac(key, [ALGORITHM, time, scope, sha256(request)].join('\n')).toString('hex')
  return {
    ...signed,
    authorization: `${ALGORITHM} Credential=${accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  }
}
