import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Dispatcher } from 'undici'
import { Agent, buildConnector, EnvHttpProxyAgent, request } from 'undici'
import { ConfigError } from './errors.ts'
import type { HttpOptions } from './http.ts'
import type { AddressGuard } from './http-address.ts'
import { blockedAddress, blockedError, guardedLookup } from './http-address.ts'
import type { Transport } from './http-attempt.ts'

/** Cap on the headers of an answer, in bytes. */
const MAX_HEADERS = 16 * 1024

/** Time to open a connection, in milliseconds; attempts end it earlier. */
const CONNECT_TIMEOUT = 10_000

/**
 * Opens undici. This module is loaded by the first request only. undici's own timers are off: its body timeout never
 * fires on a slow trickle, so every time limit is a signal.
 */
export const openTransport = (options: HttpOptions): Transport => {
  const dispatcher = options.dispatcher ?? ownDispatcher(options)
  return {
    send: ({ url, method, headers, body, signal }) =>
      request(url, {
        dispatcher,
        method,
        headers,
        ...(body !== undefined && { body }),
        signal,
        headersTimeout: 0,
        bodyTimeout: 0,
      }),
    close: () => (options.dispatcher ? Promise.resolve() : dispatcher.destroy()),
  }
}

const ownDispatcher = ({ proxies, guard, lookup }: HttpOptions): Dispatcher => {
  const common = {
    maxHeaderSize: MAX_HEADERS,
    allowH2: false,
    connect: connector(guard, lookup),
  }
  if (!proxies || (proxies.http === '' && proxies.https === '')) return new Agent(common)
  const broken = [proxies.http, proxies.https].filter(
    (uri) => uri !== '' && !/^https?:$/.test(protocolOf(uri)),
  )
  if (broken.length > 0)
    throw new ConfigError({
      message: 'HTTP_PROXY or HTTPS_PROXY is not an http:// or https:// address',
      fix: 'http://proxy.example.com:3128',
    })
  return new EnvHttpProxyAgent({
    ...common,
    httpProxy: proxies.http,
    httpsProxy: proxies.https,
    noProxy: proxies.none,
  })
}

const protocolOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).protocol : '')

/** With a guard, judges what a name resolves to, and once more the address that was really connected to. */
const connector = (
  guard: AddressGuard | undefined,
  lookup: HttpOptions['lookup'],
): buildConnector.connector => {
  const resolve = guard ? guardedLookup(guard, lookup ?? (systemLookup as LookupFunction)) : lookup
  const open = buildConnector({
    timeout: CONNECT_TIMEOUT,
    allowH2: false,
    ...(resolve && { lookup: resolve }),
  })
  if (!guard) return open
  return (target, callback) =>
    open(target, (error, socket) => {
      if (error) return callback(error, null)
      const address = socket.remoteAddress
      if (address !== undefined && blockedAddress(address, guard) === null) return callback(null, socket)
      socket.destroy()
      callback(blockedError(), null)
    })
}
