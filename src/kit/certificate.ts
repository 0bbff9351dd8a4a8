import { connect } from 'node:tls'
import { type AddressGuard, guardedHost, type SocketWay } from './http-address.ts'

/** What a server shows of its certificate. */
export interface Certificate {
  /** Why it is not trusted for this host, as Node names it; null when it is. */
  distrust: string | null
  /** When it ends, milliseconds since 1970; null when there is none. */
  ends: number | null
}

/** Milliseconds. */
const TIMEOUT = 10_000

/**
 * Looks at the certificate of a server; null when nobody answered. Rejects with the error of a refused connection when the
 * guard does not let it go there.
 */
export const readCertificate = (
  host: string,
  port: number,
  { ca, dial, guard }: SocketWay & { guard?: AddressGuard } = {},
): Promise<Certificate | null> =>
  new Promise((resolve) => {
    const socket = connect({
      ...(dial?.(host, port) ?? { host, port }),
      servername: host,
      rejectUnauthorized: false,
      ...guardedHost(host, guard),
      ...(ca && { ca }),
    })
    const done = (found: Certificate | null): void => {
      socket.destroy()
      resolve(found)
    }
    socket.setTimeout(TIMEOUT, () => done(null))
    socket.once('error', () => done(null))
    socket.once('secureConnect', () => {
      const moment = Date.parse(socket.getPeerCertificate().valid_to ?? '')
      const error: unknown = socket.authorizationError
      const distrust = socket.authorized ? null : error instanceof Error ? error.message : String(error)
      done({ distrust, ends: Number.isNaN(moment) ? null : moment })
    })
  })
