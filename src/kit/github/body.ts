import { Buffer } from 'node:buffer'

/** Most bytes of one answer: a page of 100 deployments with the largest payloads stays below. */
export const MAX_ANSWER_BYTES = 16 * 1024 * 1024

/** A body read to its end as JSON, or not: cut off, too large, or something else (an error page of a proxy). */
export type Body = { ok: true; value: unknown } | { ok: false }

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body

/**
 * Reads an answer's body. octokit's own reader takes a body that broke off for an empty one and turns large numbers
 * into another type; here both are seen.
 */
export const readJson = async (body: unknown): Promise<Body> => {
  if (!isStream(body)) return { ok: true, value: null }
  try {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > MAX_ANSWER_BYTES) return { ok: false }
      chunks.push(chunk)
    }
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) }
  } catch {
    return { ok: false }
  }
}
