import type { Audience } from '../rollout/audience.ts'

/**
 * One flag where the application reads it. Every act is "set to": doing it twice is doing it once. Who is in is decided
 * by a hash of the user that does not change, so that nobody loses what they have while the percentage grows.
 */
export interface Flag {
  /** Name in the configuration. */
  readonly name: string
  /** Kind of store. */
  readonly type: string
  /**
   * Whom it lets in now; a flag that is not there lets nobody in. Null: it is set in a way that we never write, by a
   * person. Throws ProviderError when the store cannot be asked.
   */
  read(): Promise<Audience | null>
  /**
   * Lets these users in and nobody else. Throws ProviderError when the store cannot be written; its effect is `unknown`
   * when it may have been.
   */
  set(audience: Audience): Promise<void>
  /** A command or statement, on one line, that switches it off without Sluice. */
  wayBackCommand(): string
}

export type { Audience }
