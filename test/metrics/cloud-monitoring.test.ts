import { describe, expect, test } from 'vitest'
import { prometheus } from '../../src/metrics/prometheus.ts'
import { ACCOUNT, PROJECT, PROVIDER, startCloudRun } from '../fakes/vendors/cloud-run.ts'

const URL_OF_GOOGLE = `https://monitoring.googleapis.com/v1/projects/${PROJECT}/location/global/prometheus`

const read = async (options: Record<string, unknown>, secrets: Record<string, string> = {}) => {
  const town = await startCloudRun()
  const hidden: string[] = []
  try {
    const source = await prometheus.connect(
      prometheus.options.parse({ url: URL_OF_GOOGLE, auth: 'google', ...options }),
      {
        name: 'errors',
        slowerThan: null,
        options: prometheus.metric.parse({
          total: 'run_googleapis_com:request_count{revision_name={release}}',
          bad: 'run_googleapis_com:request_count{revision_name={release},response_code_class="5xx"}',
        }),
      },
      {
        http: town.http(),
        secret: (name) => secrets[name] ?? '',
        identity: async (audience) => `identity for ${audience}`,
        hide: (_, value) => void hidden.push(value),
        log: () => {},
      },
    )
    const history = await source.read({
      metric: 'errors',
      canary: 'web-new',
      baseline: 'web-old',
      from: 1_700_000_040_000,
      slice: 60_000,
      count: 2,
    })
    return { history, hosts: town.calls.map(({ host }) => host), hidden }
  } finally {
    await town.close()
  }
}

describe('Cloud Monitoring as a Prometheus', () => {
  test('a run of GitHub reads it without any secret, and no data is no zero', async () => {
    const { history, hosts, hidden } = await read({
      'workload-identity-provider': PROVIDER,
      'service-account': ACCOUNT,
    })
    expect(hosts.slice(0, 2)).toEqual(['sts.googleapis.com', 'iamcredentials.googleapis.com'])
    expect(new Set(hosts.slice(2))).toEqual(new Set(['monitoring.googleapis.com']))
    expect(history.slices.map(({ problem }) => problem)).toEqual(['no-data', 'no-data'])
    expect(hidden).toContain('ya29.account')
  })

  test('an access token in a secret does as well', async () => {
    const { hosts } = await read({ token: 'GOOGLE_CREDENTIALS' }, { GOOGLE_CREDENTIALS: 'ya29.plain' })
    expect(new Set(hosts)).toEqual(new Set(['monitoring.googleapis.com']))
  })

  test('a token that is not accepted is for a person', async () => {
    await expect(read({ token: 'GOOGLE_CREDENTIALS' }, { GOOGLE_CREDENTIALS: 'stale' })).rejects.toThrow(
      /GOOGLE_CREDENTIALS/,
    )
  })
})
