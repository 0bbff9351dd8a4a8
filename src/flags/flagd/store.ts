/** A text somewhere that one writer at a time may replace: a file here, an object of a bucket, a value of a KV store. */
export interface DocumentStore {
  /** The text and a name for exactly this version of it; null: there is none. */
  read(): Promise<{ text: string; version: string } | null>
  /**
   * Replaces the version that was read (null: none was there) by a new text. Answers false when somebody else was
   * faster; then nothing was changed. Throws ProviderError when the store fails.
   */
  replace(text: string, version: string | null): Promise<boolean>
}
