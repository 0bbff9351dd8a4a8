import type { Socket } from 'node:net'
import { ConfigError, ProviderError } from '../errors.ts'
import { dial } from './dial.ts'
import { CONNECT_MS, driverOptions } from './driver.ts'
import type { Address } from './dsn.ts'
import { ServerError } from './server-error.ts'

/** A row as the driver returns it, to be read through a schema. */
export type Row = Record<string, unknown>

/**
 * One connection to the server and nothing more: it never reconnects by itself, so that a lock or a transaction is
 * either still there or known to be gone.
 */
export interface Session {
  /** The connection is gone, or was given up. */
  readonly lost: boolean
  /**
   * Sends one statement. Throws ServerError when the server refuses it, and ProviderError (retryable, effect
   * `unknown`) when the connection is lost before the answer.
   */
  query(text: string, parameters?: readonly (string | null)[]): Promise<Row[]>
  end(): Promise<void>
}

/**
 * Opens a session named `sluice` in the server's list of activities. Throws ConfigError when the server refuses user,
 * password, database or encryption, and ProviderError when it cannot be reached.
 */
export const openSession = async (
  address: Address,
  secretName: string,
  signal: AbortSignal,
): Promise<Session> => {
  const { default: postgres } = await import('postgres')
  const patience = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)])
  const socket = await dial(address, patience).catch((error: unknown) => {
    throw withPlace(error, secretName)
  })
  const sql = postgres(
    driverOptions(address, once(socket), {
      application_name: 'sluice',
      ...(address.options !== null && { options: address.options }),
    }),
  )
  const session = new DriverSession(sql, socket, signal)
  const giveUp = (): void => void socket.destroy()
  patience.addEventListener('abort', giveUp, { once: true })
  try {
    await session.query('select 1')
    return session
  } catch (error) {
    await session.end()
    throw refusal(error, secretName)
  } finally {
    patience.removeEventListener('abort', giveUp)
  }
}

type Driver = ReturnType<typeof import('postgres')>

/** The socket, handed to the driver once: whenever it asks again the connection was lost. */
const once = (socket: Socket): (() => Socket) => {
  let handedOut = false
  return () => {
    if (handedOut) throw lost()
    handedOut = true
    return socket
  }
}

class DriverSession implements Session {
  readonly #sql: Driver
  readonly #socket: Socket
  readonly #signal: AbortSignal
  readonly #stop: () => void
  #lost = false

  constructor(sql: Driver, socket: Socket, signal: AbortSignal) {
    this.#sql = sql
    this.#socket = socket
    this.#signal = signal
    this.#stop = () => void socket.destroy()
    socket.once('close', () => {
      this.#lost = true
    })
    signal.addEventListener('abort', this.#stop, { once: true })
    if (signal.aborted) this.#stop()
  }

  get lost(): boolean {
    return this.#lost
  }

  async query(text: string, parameters: readonly (string | null)[] = []): Promise<Row[]> {
    if (this.#lost) throw lost()
    try {
      return [...(await this.#sql.unsafe(text, [...parameters], SINGLE_STATEMENT))]
    } catch (error) {
      const refused = serverErrorOf(error)
      if (refused && !refused.fatal) throw refused
      this.#lost = true
      this.#socket.destroy()
      throw refused ?? (this.#signal.aborted ? stopped() : lost())
    }
  }

  async end(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#stop)
    await this.#sql.end({ timeout: this.#lost ? 0 : 2 }).catch(() => undefined)
    this.#lost = true
    this.#socket.destroy()
  }
}

/** The extended protocol takes one statement at a time, so that nothing can hide behind a semicolon. */
const SINGLE_STATEMENT: { prepare: boolean } = Object.freeze({ prepare: false, simple: false })

const serverErrorOf = (error: unknown): ServerError | undefined => {
  if (!(error instanceof Error) || error.name !== 'PostgresError') return undefined
  const field = (name: string): string => {
    const value = (error as unknown as Row)[name]
    return typeof value === 'string' ? value : ''
  }
  const position = Number.parseInt(field('position'), 10)
  const names = ['schema_name', 'table_name', 'column_name', 'type_name', 'constraint_name'].map(field)
  return new ServerError({
    code: field('code'),
    message: error.message,
    position: Number.isNaN(position) ? null : position,
    fatal: /^(FATAL|PANIC)$/.test(field('severity')),
    routine: field('routine'),
    names: names.filter((name) => name !== ''),
  })
}

const lost = (): ProviderError =>
  new ProviderError({
    provider: 'postgres',
    message: 'the connection to the database was lost',
    retryable: true,
    effect: 'unknown',
  })

const stopped = (): ProviderError =>
  new ProviderError({
    provider: 'postgres',
    message: 'stopped while talking to the database',
    retryable: true,
    effect: 'unknown',
  })

const withPlace = (error: unknown, secretName: string): unknown =>
  error instanceof ConfigError
    ? new ConfigError(error.problems.map((problem) => ({ at: `secret ${secretName}`, ...problem })))
    : error

/** Refusals of a login that a person has to mend. */
const LOGIN: Record<string, { message: string; fix: string }> = {
  '28P01': {
    message: 'the server refused user and password',
    fix: 'take the connection string from the provider again',
  },
  '28000': {
    message: 'the server does not let this user in',
    fix: 'check the user, the address rules and sslmode',
  },
  '3D000': {
    message: 'the server has no database of this name',
    fix: 'correct the last part of the connection string',
  },
}

/** Too many connections, starting up, shutting down. */
const BUSY = ['53300', '57P01', '57P03']

const refusal = (error: unknown, secretName: string): Error => {
  if (!(error instanceof ServerError)) {
    const message =
      'cannot reach the database: it accepted the connection but did not greet in time or broke off'
    return new ProviderError({ provider: 'postgres', message, retryable: true })
  }
  const login = LOGIN[error.code]
  if (login) return new ConfigError({ at: `secret ${secretName}`, ...login })
  const message = `the database server refused the connection (SQLSTATE ${error.code})`
  return new ProviderError({ provider: 'postgres', message, retryable: BUSY.includes(error.code) })
}
