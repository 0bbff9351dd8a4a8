import type { PlatformDefinition } from './definition.ts'

/** Every platform that a configuration may name, each loaded only when one does. A new platform is one line. */
export const platforms = {
  command: () => import('./command/index.ts').then((module) => module.command),
  local: () => import('./local/index.ts').then((module) => module.local),
  vercel: () => import('./vercel/index.ts').then((module) => module.vercel),
} as const satisfies Record<string, () => Promise<PlatformDefinition>>

/** The name of a platform of the registry. */
export type PlatformType = keyof typeof platforms

/** Whether there is a platform of this name. */
export const isPlatformType = (name: string): name is PlatformType => Object.hasOwn(platforms, name)
