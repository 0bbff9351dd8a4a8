import type { SmokeStage } from '../config/service.ts'

/** The release that a stage is aimed at. */
export interface StageTarget {
  /** Base address and the headers that select exactly this release. */
  url: string
  headers: Readonly<Record<string, string>>
  /** Empty: nobody knows it. */
  revision: string
}

/** What a stage found. */
export interface StageFound {
  /** What is wrong, one sentence each; empty when all is well. */
  faults: readonly string[]
  /** Requests, messages or runs that it took. */
  attempts: number
  /** Longest time of one of them in milliseconds; null without. */
  slowest: number | null
  /** Figures for people, one line: `4,980 requests, p99 212 ms`. Empty without. */
  figures: string
}

/** Runs one stage. Throws ProviderError when nobody could be asked, ConfigError for what a person has to change. */
export type RunStage = (
  stage: SmokeStage,
  target: StageTarget,
  /** Value of a secret by name, for headers. */
  secret: (name: string) => string,
) => Promise<StageFound>
