import type { Readable, Transform } from 'node:stream'

/** A body that could not be taken in: over the cap, or in an encoding nobody asked for. */
export type BodyProblem = 'too-large' | 'unknown-encoding'

/** Thrown by `readBody`; carries no part of the body. */
export class BodyError extends Error {
  readonly problem: BodyProblem

  constructor(problem: BodyProblem) {
    super(problem)
    this.name = 'BodyError'
    this.problem = problem
  }
}

/** node:zlib is loaded only for an answer that came compressed although we ask for plain ones. */
const decoderFor = async (encoding: string): Promise<Transform | null> => {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return null
    case 'gzip':
    case 'x-gzip':
      return (await import('node:zlib')).createGunzip()
    case 'deflate':
      return (await import('node:zlib')).createInflate()
    case 'br':
      return (await import('node:zlib')).createBrotliDecompress()
    default:
      throw new BodyError('unknown-encoding')
  }
}

/**
 * Reads a whole body, decoded, and gives up as soon as it passes `maxBytes` of decoded data: a small compressed body
 * can grow a thousandfold. The stream is destroyed whenever this fails. Throws `BodyError` and the stream's errors.
 */
export const readBody = async (
  body: Readable,
  { encoding, length, maxBytes }: { encoding: string; length: string; maxBytes: number },
): Promise<Uint8Array> => {
  body.on('error', () => {})
  try {
    if (/^\d+$/.test(length) && Number(length) > maxBytes) throw new BodyError('too-large')
    const decoder = await decoderFor(encoding)
    if (!decoder) return await collect(body, maxBytes)
    if (body.destroyed) throw body.errored ?? new Error('closed')
    body.on('close', () => {
      if (!body.readableEnded) decoder.destroy(body.errored ?? new Error('closed'))
    })
    return await collect(body.pipe(decoder), maxBytes)
  } catch (error) {
    body.destroy()
    throw error
  }
}

const collect = async (stream: Readable, maxBytes: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) throw new BodyError('too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
