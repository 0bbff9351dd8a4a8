import type { SourceDefinition } from './definition.ts'

/** Every kind of metric source, loaded only when a service uses it. A new source is one line. */
export const sources = {
  d1: async () => (await import('./d1.ts')).d1,
  'github-issues': async () => (await import('./github-issues.ts')).githubIssues,
  'http-json': async () => (await import('./http-json.ts')).httpJson,
  sql: async () => (await import('./sql.ts')).sql,
  probe: async () => (await import('./probe.ts')).probe,
  prometheus: async () => (await import('./prometheus.ts')).prometheus,
  'cloudflare-analytics': async () => (await import('./cloudflare-analytics.ts')).cloudflareAnalytics,
  'cloudflare-telemetry': async () => (await import('./cloudflare-telemetry.ts')).cloudflareTelemetry,
  datadog: async () => (await import('./datadog.ts')).datadog,
  sentry: async () => (await import('./sentry.ts')).sentry,
  'supabase-logs': async () => (await import('./supabase-logs.ts')).supabaseLogs,
  posthog: async () => (await import('./posthog.ts')).posthog,
  'vercel-observability': async () => (await import('./vercel-observability.ts')).vercelObservability,
} as const satisfies Record<string, () => Promise<SourceDefinition>>
