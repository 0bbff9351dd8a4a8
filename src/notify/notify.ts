import type { NoticeKind } from '../rollout/notices.ts'

/** One thing that happened to a rollout, in words that need no further look. Made inert and redacted before it comes here. */
export interface Notice {
  /** The same for the same event, however often it is sent: rollout, sequence and nonce of the ledger's line. */
  id: string
  kind: NoticeKind
  /** Said before; nobody has acted since. */
  reminder: boolean
  service: string
  environment: string
  revision: string
  /** Id of the rollout: `r-` and 12 characters. */
  rollout: string
  /** Percent confirmed, and steps confirmed of all. */
  weight: number
  step: number
  steps: number
  /** One line: service, version, environment, what happened. */
  title: string
  /** The number that decided, or why. One or two sentences. */
  text: string
  /** What happens next, or what a person should do. One sentence. */
  next: string
  /** Milliseconds since 1970, by the ledger's clock. */
  at: number
  /** Page of the workflow run; null outside GitHub. */
  url: string | null
}

/** A place where people read. */
export interface Notifier {
  readonly type: string
  /**
   * Sends one notice, once: never repeated blindly, for nobody wants to be woken twice. Throws ConfigError for what a person
   * has to change, else ProviderError. Whoever calls it goes on all the same.
   */
  send(notice: Notice): Promise<void>
}
