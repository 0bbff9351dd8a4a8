import type { NotifierDefinition } from './definition.ts'

/** Every kind of notifier, loaded only when a service uses it. A new one is one line. */
export const notifiers = {
  webhook: async () => (await import('./webhook.ts')).webhook,
  slack: async () => (await import('./slack.ts')).slack,
} as const satisfies Record<string, () => Promise<NotifierDefinition>>
