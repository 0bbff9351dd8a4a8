import type { SourceDefinition } from './definition.ts'

/** Every kind of metric source, loaded only when a service uses it. A new source is one line. */
export const sources = {
  prometheus: async () => (await import('./prometheus.ts')).prometheus,
} as const satisfies Record<string, () => Promise<SourceDefinition>>
