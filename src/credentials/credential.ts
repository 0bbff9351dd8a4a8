/** What the text of a credential gives away by itself, nobody being asked. */
export interface Look {
  /** `other-kind`: a credential of this vendor, but not the one that is wanted, such as a public key for a secret one. */
  state: 'good' | 'malformed' | 'other-kind' | 'test-key'
  /** What it should be, as the end of "It must be": `a key that begins with sk_`. Never a part of the value. */
  wants: string
  /** When it ends by its own text, milliseconds since 1970; null: it does not say. */
  expires: number | null
}

/** What the vendor says of a credential. Words and names only. */
export interface Report {
  /** `too-narrow`: known, but it may not do all that is wanted. `expired`: it was good once. */
  state: 'works' | 'refused' | 'expired' | 'too-narrow'
  /** What it may not do, or what is not as it must be, each in the vendor's own words: `Workers Scripts Read`. */
  lacks: readonly string[]
  /** When it ends, milliseconds since 1970; null: never, or the vendor does not say. */
  expires: number | null
}

/** One credential of the configuration, ready to be looked at. */
export interface Credential {
  /** Its kind, as people write it: `stripe`. */
  readonly type: string
  /** The page or command where a person makes another one or widens it. */
  readonly page: string
  /** Judges the text. */
  look(value: string): Look
  /**
   * Asks the vendor by calls that change nothing and cost nothing; null where nobody can be asked. Throws
   * ProviderError when the vendor does not answer, ConfigError for a credential that cannot be sent.
   */
  ask: ((value: string) => Promise<Report>) | null
}
