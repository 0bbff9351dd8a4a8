import type { DatabaseDefinition } from './definition.ts'

/** Every kind of database that a configuration may name, each loaded only when one does. A new kind is one line. */
export const databases = {
  d1: () => import('./d1.ts').then((module) => module.d1),
  postgres: () => import('./postgres.ts').then((module) => module.postgres),
  supabase: () => import('./supabase.ts').then((module) => module.supabase),
} as const satisfies Record<string, () => Promise<DatabaseDefinition>>
