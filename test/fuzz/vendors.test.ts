import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { cloudflareAnalytics } from '../../src/metrics/cloudflare-analytics.ts'
import { cloudflareTelemetry } from '../../src/metrics/cloudflare-telemetry.ts'
import { datadog } from '../../src/metrics/datadog.ts'
import { posthog } from '../../src/metrics/posthog.ts'
import { sentry } from '../../src/metrics/sentry.ts'
import { supabaseLogs } from '../../src/metrics/supabase-logs.ts'
import { vercelObservability } from '../../src/metrics/vercel-observability.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { connectVendor, requestOf, type VendorCase } from '../fakes/vendors/behaviour.ts'
import { analytics, CLOUDFLARE_ORIGIN, telemetry } from '../fakes/vendors/cloudflare.ts'
import { DATADOG_ORIGIN, timeseries } from '../fakes/vendors/datadog.ts'
import { pastOf, TRUTH } from '../fakes/vendors/past.ts'
import { POSTHOG_ORIGIN, query } from '../fakes/vendors/posthog.ts'
import { organization, SENTRY_ORIGIN } from '../fakes/vendors/sentry.ts'
import { startVendor, type VendorStandIn } from '../fakes/vendors/stand-in.ts'
import { logs, SUPABASE_ORIGIN } from '../fakes/vendors/supabase.ts'
import { observability, VERCEL_ORIGIN } from '../fakes/vendors/vercel.ts'
import { FUZZ, fuzz } from './corpus.ts'
import { type Mutation, mutate, mutations, omissions } from './mutation.ts'

// Good answers of vendors with something wrong in them. What a release did is told as it was, or with the name of a problem, or
// not at all: nothing that is odd makes a release look better than it is.

type AnyCase = VendorCase<typeof posthog.options, typeof posthog.metric>

/** Each look is requests to a server of its own. */
const LESS = { ...FUZZ, numRuns: Math.ceil((FUZZ.numRuns ?? 300) / 3) }

const ACCOUNT = '0123456789abcdef0123456789abcdef'
const HOUR = 3_600_000
const usual = { start: MONDAY_MORNING, slice: 300_000, parts: 5, scope: '' }

const CASES = [
  {
    ...usual,
    title: 'PostHog',
    definition: posthog,
    options: { project: '42', release: 'shop@{release}' },
    metric: { event: 'checkout started', 'bad-event': 'checkout failed' },
    secrets: { POSTHOG_API_KEY: 'phx_canary8f3a' },
    origin: POSTHOG_ORIGIN,
    script: query,
  },
  ...['sessions', 'transactions'].map((count) => ({
    ...usual,
    title: `Sentry, ${count}`,
    definition: sentry,
    options: { organization: 'acme', project: 'shop', release: 'shop@{release}' },
    metric: { count },
    secrets: { SENTRY_AUTH_TOKEN: 'sntrys_canary8f3a' },
    origin: SENTRY_ORIGIN,
    script: (past: Parameters<typeof organization>[0]) => organization(past, MONDAY_MORNING + 23 * HOUR),
    start: MONDAY_MORNING - HOUR,
    slice: HOUR,
    parts: 4,
  })),
  {
    ...usual,
    title: 'Datadog',
    definition: datadog,
    options: {},
    metric: {
      total: 'sum:shop.hits{service:shop,version:{release}}.as_count()',
      bad: 'sum:shop.errors{service:shop,version:{release}}.as_count()',
    },
    secrets: { DD_API_KEY: 'canary-api-key', DD_APPLICATION_KEY: 'canary-app-key' },
    origin: DATADOG_ORIGIN,
    script: timeseries,
  },
  {
    ...usual,
    title: 'Cloudflare analytics',
    definition: cloudflareAnalytics,
    options: { account: ACCOUNT, script: 'shop' },
    metric: {},
    secrets: { CLOUDFLARE_API_TOKEN: 'canary-token-8f3a' },
    origin: CLOUDFLARE_ORIGIN,
    script: (past: Parameters<typeof analytics>[0]) => analytics(past, 'shop'),
  },
  {
    ...usual,
    title: 'Cloudflare telemetry',
    definition: cloudflareTelemetry,
    options: { account: ACCOUNT, script: 'shop' },
    metric: {},
    secrets: { CLOUDFLARE_API_TOKEN: 'canary-token-8f3a' },
    origin: CLOUDFLARE_ORIGIN,
    script: (past: Parameters<typeof telemetry>[0]) => telemetry(past, 'shop'),
  },
  {
    ...usual,
    title: 'Supabase logs',
    definition: supabaseLogs,
    options: { project: 'abcdefghijklmnopqrst' },
    metric: { function: 'shop', 'release-field': 'version' },
    secrets: { SUPABASE_ACCESS_TOKEN: 'sbp_canary8f3a' },
    origin: SUPABASE_ORIGIN,
    script: (past: Parameters<typeof logs>[0]) => logs(past, 'abcdefghijklmnopqrst'),
  },
  {
    ...usual,
    title: 'Vercel observability',
    definition: vercelObservability,
    options: { team: 'team_acme', project: 'prj_shop' },
    metric: {},
    secrets: { VERCEL_TOKEN: 'canary-token-8f3a' },
    origin: VERCEL_ORIGIN,
    script: observability,
  },
] as unknown as readonly AnyCase[]

describe.each(CASES)('$title', (vendor) => {
  let server: VendorStandIn
  let odd: readonly Mutation[] = []
  let cut = 0
  beforeAll(async () => {
    server = await startVendor(vendor.script(pastOf(vendor)), () => ({
      change: (answer) => mutate(answer, odd),
    }))
  })
  afterAll(() => server.close())

  test('says of a release what it did, or what is wrong, and never something better', async () => {
    await fuzz(
      'vendor-answers',
      mutations,
      async (given) => {
        // Two lists shortened alike look whole again.
        if (omissions(given) > 1) return
        odd = given
        cut += 1
        let told: readonly { canary: unknown; baseline: unknown; problem?: string | undefined }[] = []
        try {
          const source = await connectVendor(vendor, server.http)
          told = (await source.read(requestOf(vendor))).slices
        } catch (error) {
          expect(error instanceof ProviderError || error instanceof ConfigError, String(error)).toBe(true)
          for (const secret of Object.values(vendor.secrets)) expect(String(error)).not.toContain(secret)
          return
        }
        for (const [index, { canary, baseline, problem }] of told.entries()) {
          if (problem !== undefined) {
            expect(problem).toMatch(/^[a-z-]+$/)
            expect([canary, baseline]).toEqual([null, null])
            continue
          }
          const true_ = TRUTH[index]
          for (const [counts, truth] of [
            [canary, true_?.canary],
            [baseline, true_?.baseline],
          ] as { n: number; x: number }[][]) {
            if (!counts || !truth) throw new Error('a slice says nothing and has no problem')
            expect(Number.isFinite(counts.n) && counts.x >= 0 && counts.x <= counts.n).toBe(true)
            if (counts.n === 0) continue
            const less = counts.n <= truth.n && counts.x <= truth.x
            if (!(omissions(given) > 0 && less)) expect({ index, ...counts }).toEqual({ index, ...truth })
          }
        }
      },
      LESS,
    )
    expect(cut).toBeGreaterThan(60)
  })
})
