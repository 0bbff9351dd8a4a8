/** A request as the routes read it. */
export interface ApiRequest {
  method: string
  /** Below `/client/v4`, still percent-encoded. */
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | string[] | undefined>>
  raw: Buffer
}

/** An answer before it is sent. `bytes` takes the place of the envelope. */
export interface ApiAnswer {
  status: number
  body?: unknown
  bytes?: Buffer
  headers?: Record<string, string>
}

/** Refuses with Cloudflare's envelope. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** A result in Cloudflare's envelope. */
export const good = (result: unknown, info?: Record<string, unknown>): ApiAnswer => ({
  status: 200,
  body: { success: true, errors: [], messages: [], result, ...(info && { result_info: info }) },
})

/** A refusal in Cloudflare's envelope. */
export const bad = ({ status, code, message }: ApiRefusal): ApiAnswer => ({
  status,
  body: { success: false, errors: [{ code, message }], messages: [], result: null },
})

/** A route: `null` when the request is not for it. */
export type Route = (request: ApiRequest) => Promise<ApiAnswer | null> | ApiAnswer | null

/** The parts of a path below a prefix, decoded; null when it lies elsewhere. */
export const partsBelow = (prefix: string, path: string): string[] | null =>
  path === prefix
    ? []
    : path.startsWith(`${prefix}/`)
      ? path
          .slice(prefix.length + 1)
          .split('/')
          .map(decodeURIComponent)
      : null

/** The JSON of a request. */
export const jsonOf = ({ raw }: ApiRequest): unknown => {
  try {
    return JSON.parse(raw.toString())
  } catch {
    throw new ApiRefusal(400, 10001, 'the body is not JSON')
  }
}
