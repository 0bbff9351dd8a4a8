import type { CredentialDefinition } from './definition.ts'

/** Every kind of credential that a configuration may name, each loaded only when one does. A new kind is one line. */
export const credentials = {
  plain: () => import('./plain.ts').then((module) => module.plain),
  cloudflare: () => import('./cloudflare.ts').then((module) => module.cloudflare),
  fly: () => import('./fly.ts').then((module) => module.fly),
  google: () => import('./google.ts').then((module) => module.google),
  http: () => import('./http.ts').then((module) => module.http),
  models: () => import('./models.ts').then((module) => module.models),
  resend: () => import('./resend.ts').then((module) => module.resend),
  sentry: () => import('./sentry.ts').then((module) => module.sentry),
  slack: () => import('./slack.ts').then((module) => module.slack),
  stripe: () => import('./stripe.ts').then((module) => module.stripe),
  supabase: () => import('./supabase.ts').then((module) => module.supabase),
  'supabase-key': () => import('./supabase-key.ts').then((module) => module.supabaseKey),
  vercel: () => import('./vercel.ts').then((module) => module.vercel),
} as const satisfies Record<string, () => Promise<CredentialDefinition>>
