import { ProviderError } from '../../src/kit/errors.ts'
import { createHttp, type Http, type HttpAnswer, type HttpRequest } from '../../src/kit/http.ts'
import { serve } from '../kit/server.ts'
import { Killed } from '../scenarios/calls.ts'

/** What happens to one request of an adapter; the words are those of the crash matrix of the gates. */
export type Mishap = 'kill-after' | 'refuse' | 'drop' | 'twice' | '429' | '500' | '500-applied' | '403'

/** Somebody between an adapter and its vendor. */
export interface Meddler {
  /** The same client with somebody in between. */
  wrap(http: Http): Http
  /** Requests since the last `arm`, as `PUT /path`. */
  readonly log: string[]
  /** Forgets what was, and meets the k-th request from now on with this; null: nothing happens. */
  arm(at: number, mishap: Mishap | null): void
  /** Changes the text of good answers from now on. */
  tamper(change: ((text: string, request: HttpRequest, count: number) => string) | null): void
}

const isRead = ({ method = 'GET' }: HttpRequest): boolean => method === 'GET' || method === 'HEAD'

/** Mishaps that tell something new about a request; being killed before it is being killed after the one before. */
export const mishapsOf = (line: string): readonly Mishap[] =>
  /^(?:GET|HEAD) /.test(line) ? ['refuse'] : ['kill-after', 'refuse', 'drop', 'twice']

/** What a vendor can say instead. Told once for each kind of request, whatever the ids in its path. */
export const answersOf = (line: string): readonly Mishap[] =>
  /^(?:GET|HEAD) /.test(line) ? ['403'] : ['429', '500', '500-applied', '403']

const failed = (effect: 'none' | 'unknown'): ProviderError =>
  new ProviderError({ provider: 'vendor', message: 'the vendor did not answer', retryable: true, effect })

/** An answer with another text, read as the client itself reads it. */
const saying = (answer: HttpAnswer, text: string): HttpAnswer => ({
  ...answer,
  body: Buffer.from(text),
  text: () => text,
  json: (schema) => {
    const invalid = (message: string): ProviderError =>
      new ProviderError({ provider: 'vendor', message, retryable: false, code: 'invalid-answer' })
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      throw invalid('the answer is not JSON')
    }
    const read = schema.safeParse(value)
    if (read.success) return read.data
    throw invalid('the answer does not have the form that was expected')
  },
})

/** The same request, answered with that status by a server that says nothing else, as often as the client asks. */
const answered = async (request: HttpRequest, status: number): Promise<HttpAnswer> => {
  const server = await serve((response) => response.writeHead(status, { 'retry-after': '1' }).end('{}'))
  const http = createHttp({ provider: 'vendor', random: () => 0, sleep: async () => {} })
  try {
    return await http.request({ ...request, url: server.url })
  } finally {
    await http.close()
    await server.close()
  }
}

/** Opens one. */
export const openMeddler = (): Meddler => {
  let log: string[] = []
  let armed: { at: number; mishap: Mishap | null } = { at: 0, mishap: null }
  let dead = false
  let change: ((text: string, request: HttpRequest, count: number) => string) | null = null
  const suffer = async (http: Http, request: HttpRequest): Promise<HttpAnswer> => {
    switch (log.length === armed.at ? armed.mishap : null) {
      case null:
        return http.request(request)
      case 'refuse':
        throw failed('none')
      case 'kill-after':
        await http.request(request).catch(() => {})
        dead = true
        throw new Killed()
      case 'drop':
        await http.request(request).catch(() => {})
        throw failed(isRead(request) ? 'none' : 'unknown')
      case 'twice':
        await http.request(request)
        return http.request(request)
      case '429':
      case '500':
      case '403':
        return answered(request, Number(armed.mishap))
      case '500-applied':
        await http.request(request).catch(() => {})
        return answered(request, 500)
    }
  }
  return {
    get log() {
      return log
    },
    arm: (at, mishap) => {
      log = []
      armed = { at, mishap }
      dead = false
    },
    tamper: (next) => {
      change = next
    },
    wrap: (http) => ({
      close: () => http.close(),
      request: async (request) => {
        if (dead) throw new Killed()
        log.push(`${request.method ?? 'GET'} ${new URL(String(request.url)).pathname}`)
        const answer = await suffer(http, request)
        return change && answer.status < 300
          ? saying(answer, change(answer.text(), request, log.length))
          : answer
      },
    }),
  }
}
