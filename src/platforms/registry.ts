import type { PlatformDefinition } from './definition.ts'

/** Every platform that a configuration may name, each loaded only when one does. A new platform is one line. */
export const platforms = {
  'cloud-run': () => import('./cloud-run/index.ts').then((module) => module.cloudRun),
  'cloudflare-kv': () =>
    import(/* webpackChunkName: "cloudflare" */ './cloudflare-kv/index.ts').then(
      (module) => module.cloudflareKv,
    ),
  'cloudflare-r2': () =>
    import(/* webpackChunkName: "cloudflare" */ './cloudflare-r2/index.ts').then(
      (module) => module.cloudflareR2,
    ),
  'cloudflare-workers': () =>
    import(/* webpackChunkName: "cloudflare" */ './cloudflare-workers/index.ts').then(
      (module) => module.cloudflareWorkers,
    ),
  fly: () => import('./fly/index.ts').then((module) => module.fly),
  command: () => import('./command/index.ts').then((module) => module.command),
  local: () => import('./local/index.ts').then((module) => module.local),
  'supabase-functions': () =>
    import('./supabase-functions/index.ts').then((module) => module.supabaseFunctions),
  vercel: () => import('./vercel/index.ts').then((module) => module.vercel),
} as const satisfies Record<string, () => Promise<PlatformDefinition>>

/** The name of a platform of the registry. */
export type PlatformType = keyof typeof platforms

/** Whether there is a platform of this name. */
export const isPlatformType = (name: string): name is PlatformType => Object.hasOwn(platforms, name)
