import type { CredentialDefinition } from './definition.ts'

/**
 * Every kind of credential that a configuration may name, loaded only when it names one. A new kind is one line. They are small
 * and share much, so the bundle keeps them in one file.
 */
export const credentials = {
  plain: () => import(/* webpackChunkName: "credentials" */ './plain.ts').then((module) => module.plain),
  cloudflare: () =>
    import(/* webpackChunkName: "credentials" */ './cloudflare.ts').then((module) => module.cloudflare),
  fly: () => import(/* webpackChunkName: "credentials" */ './fly.ts').then((module) => module.fly),
  google: () => import(/* webpackChunkName: "credentials" */ './google.ts').then((module) => module.google),
  http: () => import(/* webpackChunkName: "credentials" */ './http.ts').then((module) => module.http),
  models: () => import(/* webpackChunkName: "credentials" */ './models.ts').then((module) => module.models),
  resend: () => import(/* webpackChunkName: "credentials" */ './resend.ts').then((module) => module.resend),
  sentry: () => import(/* webpackChunkName: "credentials" */ './sentry.ts').then((module) => module.sentry),
  slack: () => import(/* webpackChunkName: "credentials" */ './slack.ts').then((module) => module.slack),
  stripe: () => import(/* webpackChunkName: "credentials" */ './stripe.ts').then((module) => module.stripe),
  supabase: () =>
    import(/* webpackChunkName: "credentials" */ './supabase.ts').then((module) => module.supabase),
  'supabase-key': () =>
    import(/* webpackChunkName: "credentials" */ './supabase-key.ts').then((module) => module.supabaseKey),
  vercel: () => import(/* webpackChunkName: "credentials" */ './vercel.ts').then((module) => module.vercel),
} as const satisfies Record<string, () => Promise<CredentialDefinition>>
