import type { SourceDefinition } from './definition.ts'

/**
 * Every kind of metric source, loaded only when a service uses one. A new source is one line. They share much, so the bundle
 * keeps them in one file: apart, what they share would stand in each.
 */
export const sources = {
  d1: async () => (await import(/* webpackChunkName: "sources" */ './d1.ts')).d1,
  'github-issues': async () =>
    (await import(/* webpackChunkName: "sources" */ './github-issues.ts')).githubIssues,
  'http-json': async () => (await import(/* webpackChunkName: "sources" */ './http-json.ts')).httpJson,
  sql: async () => (await import(/* webpackChunkName: "sources" */ './sql.ts')).sql,
  probe: async () => (await import(/* webpackChunkName: "sources" */ './probe.ts')).probe,
  prometheus: async () => (await import(/* webpackChunkName: "sources" */ './prometheus.ts')).prometheus,
  'cloudflare-analytics': async () =>
    (await import(/* webpackChunkName: "sources" */ './cloudflare-analytics.ts')).cloudflareAnalytics,
  'cloudflare-telemetry': async () =>
    (await import(/* webpackChunkName: "sources" */ './cloudflare-telemetry.ts')).cloudflareTelemetry,
  datadog: async () => (await import(/* webpackChunkName: "sources" */ './datadog.ts')).datadog,
  sentry: async () => (await import(/* webpackChunkName: "sources" */ './sentry.ts')).sentry,
  'supabase-logs': async () =>
    (await import(/* webpackChunkName: "sources" */ './supabase-logs.ts')).supabaseLogs,
  posthog: async () => (await import(/* webpackChunkName: "sources" */ './posthog.ts')).posthog,
  'vercel-observability': async () =>
    (await import(/* webpackChunkName: "sources" */ './vercel-observability.ts')).vercelObservability,
} as const satisfies Record<string, () => Promise<SourceDefinition>>
