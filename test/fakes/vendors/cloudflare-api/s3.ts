import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An object with the name of exactly this version of it, without quotes. */
export interface Versioned {
  body: Buffer
  etag: string
}

/** A bucket that compares and swaps, in memory or a real one. */
export interface ConditionalBucket {
  get(key: string): Promise<Versioned | null>
  /** Writes only over this etag, or null: only where nothing is. Null: it was not written. */
  put(key: string, body: Buffer, over: string | null): Promise<Versioned | null>
}

/** Keys of the one token that there is. */
export const S3_KEYS = {
  accessKey: '6f1ed002ab5595859014ebf0951522d9',
  secretKey: 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2',
}

/** What goes wrong with one request: carried out all the same (`after`) or not, and answered with this; 0 cuts the line. */
export interface S3Fault {
  when: 'before' | 'after'
  status: number
}

/** R2's S3 API on this machine. */
export interface S3Api {
  url: string
  buckets: Map<string, ConditionalBucket>
  seen: string[]
  /** Decides per request; null: nothing goes wrong. */
  fail(fault: ((method: string) => S3Fault | null) | null): void
  close(): Promise<void>
}

/** A bucket that lives as long as the test. */
export const bucketInMemory = (): ConditionalBucket => {
  const objects = new Map<string, Versioned>()
  return {
    get: async (key) => objects.get(key) ?? null,
    put: async (key, body, over) => {
      if ((objects.get(key)?.etag ?? null) !== over) return null
      const made = { body, etag: createHash('md5').update(body).digest('hex') }
      objects.set(key, made)
      return made
    },
  }
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')

/** Signs what arrived as the page of the signature says, from the names of headers that the sender gave. */
const isSigned = (request: IncomingMessage, body: Buffer): boolean => {
  const { authorization = '', 'x-amz-date': time = '', 'x-amz-content-sha256': hash } = request.headers
  const [, scope = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=[0-9a-f]+\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? []
  const [day = '', region, service, end] = scope.split('/')
  if (!authorization.includes(`Credential=${S3_KEYS.accessKey}/`) || !names.split(';').includes('host'))
    return false
  if (region !== 'auto' || service !== 's3' || end !== 'aws4_request' || hash !== sha256(body)) return false
  // Every header that could change what happens has to be signed.
  const loose = Object.keys(request.headers).filter((name) => /^(if-|x-amz-)/.test(name))
  if (loose.some((name) => !names.split(';').includes(name))) return false
  const age =
    Date.now() - Date.parse(String(time).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!(Math.abs(age) < 15 * 60_000)) return false
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}`)
  const path = request.url ?? ''
  const canonical = [request.method, path, '', ...headers, '', names, hash].join('\n')
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  let key = createHmac('sha256', `AWS4${S3_KEYS.secretKey}`).update(day).digest()
  for (const part of ['auto', 's3', 'aws4_request']) key = createHmac('sha256', key).update(part).digest()
  return createHmac('sha256', key).update(text).digest('hex') === signature
}

const refusal = (status: number, code: string) => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`),
})

/** Starts it without buckets. */
export const startS3 = async (): Promise<S3Api> => {
  const buckets = new Map<string, ConditionalBucket>()
  const seen: string[] = []
  let fault: ((method: string) => S3Fault | null) | null = null
  const answer = async (request: IncomingMessage, body: Buffer) => {
    if (!isSigned(request, body)) return refusal(403, 'SignatureDoesNotMatch')
    const [, name = '', ...rest] = (request.url ?? '').split('/')
    const bucket = buckets.get(name)
    if (!bucket) return refusal(404, 'NoSuchBucket')
    const key = rest.map(decodeURIComponent).join('/')
    if (request.method === 'GET') {
      const found = await bucket.get(key)
      if (!found) return refusal(404, 'NoSuchKey')
      return { status: 200, headers: { etag: `"${found.etag}"` }, body: found.body }
    }
    const { 'if-match': match, 'if-none-match': none } = request.headers
    const over = none === '*' ? null : /^"([^"]+)"$/.exec(match ?? '')?.[1]
    if (request.method !== 'PUT' || over === undefined) return refusal(400, 'InvalidRequest')
    const made = await bucket.put(key, body, over)
    if (!made) return refusal(412, 'PreconditionFailed')
    return { status: 200, headers: { etag: `"${made.etag}"` }, body: Buffer.alloc(0) }
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    seen.push(`${request.method} ${request.url}`)
    const wrong = fault?.(request.method ?? '') ?? null
    const told = wrong?.when === 'before' ? null : await answer(request, Buffer.concat(chunks))
    if (wrong?.status === 0) return void request.socket.destroy()
    const { status, headers, body } = wrong || !told ? refusal(wrong?.status ?? 500, 'InternalError') : told
    response.writeHead(status, headers as Record<string, string>).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    buckets,
    seen,
    fail: (next) => {
      fault = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
