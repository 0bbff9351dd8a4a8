import type { Socket } from 'node:net'
import type { Address } from './dsn.ts'

/** How long a connection may take, greeting included. Milliseconds. */
export const CONNECT_MS = 15_000

/**
 * Options of the driver for one connection over a socket of ours. Every one is written out: the driver fills gaps from
 * `PG...` variables of the environment. `connection` is what the server is told at the start.
 */
export const driverOptions = <Opened extends Socket | Promise<Socket>>(
  address: Address,
  socket: () => Opened,
  connection: { application_name: string; options?: string },
) => ({
  host: address.host,
  port: address.port,
  database: address.database,
  user: address.user,
  password: () => address.password,
  ssl: false,
  sslnegotiation: null,
  socket,
  max: 1,
  max_lifetime: null,
  idle_timeout: 0,
  connect_timeout: CONNECT_MS / 1000,
  max_pipeline: 1,
  keep_alive: 30,
  backoff: () => 0,
  prepare: false,
  fetch_types: false,
  debug: false,
  publications: 'none',
  onnotice: () => {},
  connection,
})
