import { readFile } from 'node:fs/promises'
import { createConnection, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls, rootCertificates } from 'node:tls'
import { ConfigError, ProviderError } from '../errors.ts'
import type { Address } from './dsn.ts'

/** `SSLRequest` of the wire protocol: length 8, code 80877103. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/**
 * Opens a socket to the server, encrypted as the connection string asks. Throws ProviderError (retryable) when the
 * server cannot be reached and ConfigError when the encryption asked for is not to be had. No message holds an address.
 */
export const dial = async (address: Address, signal: AbortSignal): Promise<Socket> => {
  const ca = await authorities(address)
  const socket = createConnection({ host: address.host, port: address.port })
  socket.setNoDelay(true)
  const stop = (): void => void socket.destroy(new Error('stopped'))
  signal.addEventListener('abort', stop, { once: true })
  try {
    if (signal.aborted) throw unreachable('the attempt was stopped')
    await happens(socket, 'connect')
    if (address.ssl === 'disable') return socket
    return (await offersTls(socket)) ? await encrypt(socket, address, ca, signal) : plain(socket, address)
  } catch (error) {
    socket.destroy()
    throw error instanceof ConfigError || error instanceof ProviderError
      ? error
      : unreachable(reasonOf(error))
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

const authorities = async ({ ssl, rootCertificate }: Address): Promise<string[] | undefined> => {
  if (rootCertificate === null || (ssl !== 'verify-ca' && ssl !== 'verify-full')) return undefined
  const file = await readFile(rootCertificate, 'utf8').catch(() => undefined)
  if (file !== undefined) return [...rootCertificates, file]
  const fix = 'put the certificate into the repository and name its path, or write sslrootcert=system'
  throw new ConfigError({ message: 'the file that sslrootcert names cannot be read', fix })
}

const happens = (socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> =>
  new Promise((done, fail) => {
    const closed = (): void => fail(new Error('closed'))
    socket.once(event, () => {
      socket.off('error', fail)
      socket.off('close', closed)
      done()
    })
    socket.once('error', fail)
    socket.once('close', closed)
  })

/** Asks for TLS and reads exactly one byte: more would be plain text slipped in before the encryption. */
const offersTls = (socket: Socket): Promise<boolean> =>
  new Promise((done, fail) => {
    const closed = (): void => fail(new Error('closed'))
    socket.once('error', fail)
    socket.once('close', closed)
    socket.once('data', (answer: Buffer) => {
      socket.pause()
      socket.off('error', fail)
      socket.off('close', closed)
      if (answer.length === 1 && (answer[0] === 0x53 || answer[0] === 0x4e)) done(answer[0] === 0x53)
      else fail(new Error('unexpected answer'))
    })
    socket.write(SSL_REQUEST)
  })

const plain = (socket: Socket, { ssl }: Address): Socket => {
  if (ssl === 'prefer') return socket.resume()
  const fix = 'turn TLS on at the server, or write sslmode=disable where the whole way is trusted'
  throw new ConfigError({ message: `the server offers no encryption, and sslmode is ${ssl}`, fix })
}

const encrypt = async (
  socket: Socket,
  address: Address,
  ca: string[] | undefined,
  signal: AbortSignal,
): Promise<Socket> => {
  const secure = connectTls({ socket, ...tlsOptions(address), ...(ca && { ca }) })
  const stop = (): void => void secure.destroy(new Error('stopped'))
  signal.addEventListener('abort', stop, { once: true })
  try {
    await happens(secure, 'secureConnect')
    return secure
  } catch (error) {
    secure.destroy()
    throw isCertificateError(error) ? untrusted() : error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

const tlsOptions = ({ host, ssl }: Address): ConnectionOptions => ({
  ...(isIP(host) === 0 && { servername: host }),
  host,
  rejectUnauthorized: ssl === 'verify-ca' || ssl === 'verify-full',
  ...(ssl === 'verify-ca' && { checkServerIdentity: () => undefined }),
})

const isCertificateError = (error: unknown): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(codeOf(error))

const untrusted = (): ConfigError =>
  new ConfigError({
    message:
      'the certificate of the database server is not trusted, or is for another host, and sslmode asks for a good one',
    fix: 'add sslrootcert=<path of the authority certificate in the repository> to the connection string',
  })

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const reasonOf = (error: unknown): string =>
  ({
    ECONNREFUSED: 'the connection was refused',
    ENOTFOUND: 'the host name is not known',
    EAI_AGAIN: 'the host name could not be looked up',
    ETIMEDOUT: 'nothing answered in time',
    EHOSTUNREACH: 'there is no way to the host',
    ENETUNREACH: 'there is no way to the host (is it reachable by IPv6 only?)',
    ECONNRESET: 'the connection was cut',
  })[codeOf(error)] ?? 'the connection broke off'

const unreachable = (reason: string): ProviderError =>
  new ProviderError({
    provider: 'postgres',
    message: `cannot reach the database: ${reason}`,
    retryable: true,
  })
