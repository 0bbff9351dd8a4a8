import type { FlagDefinition } from './definition.ts'

/** Every kind of flag store that a configuration may name, each loaded only when one does. A new kind is one line. */
export const flagStores = {
  flagd: () => import('./flagd.ts').then((module) => module.flagd),
  'flagd-kv': () => import('./flagd-kv.ts').then((module) => module.flagdKv),
  'flagd-r2': () => import('./flagd-r2.ts').then((module) => module.flagdR2),
  'sql-table': () => import('./sql-table.ts').then((module) => module.sqlTable),
} as const satisfies Record<string, () => Promise<FlagDefinition>>

/** The name of a kind of store of the registry. */
export type FlagType = keyof typeof flagStores

/** Whether there is a kind of this name. */
export const isFlagType = (name: string): name is FlagType => Object.hasOwn(flagStores, name)
