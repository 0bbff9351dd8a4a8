import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../../src/kit/errors.ts'
import { requestIdentity } from '../../../src/kit/github/identity.ts'
import { createHttp } from '../../../src/kit/http.ts'
import { cloudRunOptions } from '../../../src/platforms/cloud-run/options.ts'
import { connectCloudRun } from '../../../src/platforms/cloud-run/platform.ts'
import type { AdapterContext } from '../../../src/platforms/definition.ts'
import { adapterContext, swiftTiming } from '../../fakes/vendors/api.ts'
import { ACCOUNT, type CloudRunTown, PROVIDER, startCloudRun } from '../../fakes/vendors/cloud-run.ts'
import { serve } from '../../kit/server.ts'
import { openScene, optionsOf, SECRETS } from './town.ts'

const LATEST = 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST'
const LIVE = 'europe-docker.pkg.dev/shop-123456/web/server:live'

const inTown = async (work: (town: CloudRunTown) => Promise<void>, image?: string): Promise<void> => {
  const town = await startCloudRun(image)
  try {
    await work(town)
    expect(town.violations).toEqual([])
  } finally {
    await town.close()
  }
}

const connect = (
  town: CloudRunTown,
  changes: Record<string, unknown> = {},
  more: Partial<AdapterContext> = {},
  secrets: Record<string, string> = SECRETS,
) => connectCloudRun(optionsOf(changes), adapterContext(town.http(), secrets, more), swiftTiming())

const changesOf = (town: CloudRunTown) =>
  town.calls.filter(({ method }) => method === 'PATCH').map(({ query }) => query.get('updateMask'))

describe('what is written', () => {
  test('a rollback is one write, and one that has nothing to do is none', async () => {
    const { town, platform, baseline, canary } = await openScene()
    try {
      await platform.setWeight({ canary, baseline, weight: 50 })
      const before = town.writes().length
      await platform.rollback(baseline)
      expect(town.writes().slice(before)).toHaveLength(1)
      expect(changesOf(town).at(-1)).toBe('traffic')
      await platform.rollback(baseline)
      expect(town.writes().slice(before)).toHaveLength(1)
    } finally {
      await town.close()
    }
  })

  test('a service that follows its latest revision is pinned before its template is touched', async () => {
    await inTown(async (town) => {
      const [live = ''] = town.revisions()
      expect(town.traffic()).toEqual([{ type: LATEST, percent: 100 }])
      const platform = connect(town)
      let seen: string[] = []
      town.fault = (call) => {
        if (call.method === 'PATCH')
          seen = [
            ...seen,
            town
              .traffic()
              .map(({ type }) => type)
              .join(),
          ]
        return null
      }
      const made = await platform.deploy({ revision: 'new', rollout: 'r-1' })
      expect(changesOf(town)).toEqual(['traffic', 'template,traffic'])
      expect(seen).toEqual([LATEST, 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION'])
      const { weights } = await platform.current()
      expect(weights.map(({ release: { id, rollout }, weight }) => [id, rollout, weight])).toEqual([
        [live, null, 100],
        [made.id, 'r-1', 0],
      ])
      expect(await platform.canRollBack(live)).toEqual({ possible: true })
      expect(new Set(town.visit(20))).toEqual(new Set([live]))
    }, LIVE)
  })

  test('the rest of the template and tags of other people stay as they are', async () => {
    await inTown(async (town) => {
      const [live = ''] = town.revisions()
      town.rewrite([
        { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision: live, percent: 100, tag: 'mine' },
      ])
      const platform = connect(town)
      const before = structuredClone(town.template())
      const { id } = await platform.deploy({ revision: 'new', rollout: 'r-1' })
      await platform.setWeight({ canary: id, baseline: live, weight: 100 })
      await platform.rollback(live)
      expect(town.traffic().find(({ tag }) => tag === 'mine')).toMatchObject({ revision: live })
      const after = town.template()
      expect(after.containers[0]?.ports).toEqual(before.containers[0]?.ports)
      expect(after.containers[0]?.image).toMatch(/server:new$/)
    }, LIVE)
  })

  test('nothing of the template is lost, however deep it lies', async () => {
    await inTown(async (town) => {
      const env = [{ name: 'KEY', valueSource: { secretKeyRef: { secret: 'key', version: '3' } } }]
      const resources = { limits: { memory: '512Mi' }, startupCpuBoost: true }
      const [container] = town.template().containers
      Object.assign(container ?? {}, { env, resources })
      Object.assign(town.template(), {
        volumes: [
          { name: 'v', secret: { secret: 'tls', items: [{ path: 'key', version: '7', mode: 256 }] } },
        ],
        timeout: '300s',
      })
      const before = structuredClone(town.template())
      const { id } = await connect(town).deploy({ revision: 'new', rollout: 'r-1' })
      const image = 'europe-docker.pkg.dev/shop-123456/web/server:new'
      expect(town.template()).toEqual({
        ...before,
        revision: id,
        annotations: { 'sluice.dev/rollout': 'r-1', 'sluice.dev/revision': 'new' },
        containers: before.containers.map((one) => ({ ...one, image })),
      })
    }, LIVE)
  })

  test('a long history is read page by page', async () => {
    await inTown(async (town) => {
      const platform = connect(town)
      for (let index = 0; index < 3; index += 1)
        await platform.deploy({ revision: `rev-${index}`, rollout: `r-${index}` })
      const pages = town.calls.filter(({ path }) => path.endsWith('/revisions')).length
      expect((await platform.current()).weights).toHaveLength(3)
      expect(town.calls.filter(({ path }) => path.endsWith('/revisions')).length).toBe(pages + 1)
    })
  })
})

describe('refused before anything is changed', () => {
  test('parts of a percent', async () => {
    await inTown(async (town) => {
      const platform = connect(town)
      await expect(platform.prepare?.({ weights: [0.5, 10, 100] })).rejects.toThrow(/whole percents.*0\.5/s)
      expect(town.calls).toEqual([])
    })
  })

  test('a second revision under one rollout', async () => {
    await inTown(async (town) => {
      const platform = connect(town)
      await platform.deploy({ revision: 'one', rollout: 'r-1' })
      await expect(platform.deploy({ revision: 'two', rollout: 'r-1' })).rejects.toThrow(ConfigError)
    })
  })

  test.each([
    [{ credentials: undefined }, 'workload-identity-provider'],
    [{ 'workload-identity-provider': PROVIDER }, 'one way'],
    [{ 'service-account': ACCOUNT }, 'names its account itself'],
    [{ image: 'europe-docker.pkg.dev/p/web' }, 'address of an image'],
    [{ region: 'Europe' }, 'must be a region'],
  ])('keys that do not go together: %j', (changes, says) => {
    const written = { ...optionsOf(), 'ready-within': '5m', ...changes }
    const read = cloudRunOptions.safeParse(written)
    expect(read.error?.issues.map(({ message }) => message).join()).toContain(says)
  })
})

describe('who the run is', () => {
  const FEDERATION = {
    credentials: undefined,
    'workload-identity-provider': PROVIDER,
    'service-account': ACCOUNT,
  }
  const identity = async (audience: string) => `identity for ${audience}`
  const authCalls = (town: CloudRunTown) =>
    town.calls.map(({ host }) => host).filter((host) => host !== 'run.googleapis.com')

  test('federation takes two plain calls, once for many acts, and what it gets is hidden', async () => {
    await inTown(async (town) => {
      const hidden: string[] = []
      const hide = (_: string, value: string) => void hidden.push(value)
      const platform = connect(town, FEDERATION, { identity, hide })
      await platform.deploy({ revision: 'old', rollout: 'r-1' })
      await platform.current()
      expect(authCalls(town)).toEqual(['sts.googleapis.com', 'iamcredentials.googleapis.com'])
      expect(hidden).toEqual([
        `identity for https://iam.googleapis.com/${PROVIDER}`,
        'federated',
        'ya29.account',
      ])
    })
  })

  test('without a service account the run acts as itself', async () => {
    await inTown(async (town) => {
      const platform = connect(town, { ...FEDERATION, 'service-account': undefined }, { identity })
      await platform.current()
      expect(authCalls(town)).toEqual(['sts.googleapis.com'])
    })
  })

  test('the key of a service account signs for itself', async () => {
    await inTown(async (town) => {
      const { privateKey } = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      })
      const key = {
        type: 'service_account',
        client_email: ACCOUNT,
        private_key: privateKey,
        private_key_id: 'k1',
      }
      const platform = connect(town, {}, {}, { GOOGLE_CREDENTIALS: JSON.stringify(key, null, 2) })
      await platform.current()
      expect(authCalls(town)).toEqual(['oauth2.googleapis.com'])
    })
  })

  test.each([
    ['{"type":"service_account"}', 'not the key of a service account'],
    ['{"type":', 'not the key of a service account'],
    ['two\nlines', 'characters that cannot be sent'],
  ])('a secret that is neither key nor token is named, and not shown: %s', async (value, says) => {
    await inTown(async (town) => {
      const failure = await connect(town, {}, {}, { GOOGLE_CREDENTIALS: value })
        .current()
        .catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(ConfigError)
      expect(String(failure)).toContain(says)
      expect(String(failure)).toContain('GOOGLE_CREDENTIALS')
      expect(town.calls).toEqual([])
    })
  })

  test.each([
    ['sts.googleapis.com', 403, 'attribute condition'],
    ['iamcredentials.googleapis.com', 403, 'roles/iam.workloadIdentityUser'],
  ])('%s says %i: a person learns what to grant: %s', async (host, status, says) => {
    await inTown(async (town) => {
      town.wish.refusals[host] = status
      const failure = await connect(town, FEDERATION, { identity })
        .current()
        .catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(ConfigError)
      expect(String(failure)).toContain(says)
    })
  })

  test('a job without id-token: write is told so', async () => {
    await inTown(async (town) => {
      const failure = await connect(town, FEDERATION)
        .current()
        .catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(ConfigError)
      expect(String(failure)).toContain('id-token: write')
    })
  })

  test('GitHub is asked for a token made out to the provider', async () => {
    const server = await serve((response) => response.end(JSON.stringify({ value: 'jwt' })))
    const variables: Record<string, string> = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/token?api-version=2`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner',
    }
    const http = createHttp({ provider: 'github' })
    const token = await requestIdentity(
      { variable: (name) => variables[name] },
      http,
      'https://iam.googleapis.com/x',
    )
    await http.close()
    await server.close()
    expect(token).toBe('jwt')
    expect(server.seen[0]?.path).toBe('/token?api-version=2&audience=https%3A%2F%2Fiam.googleapis.com%2Fx')
    expect(server.seen[0]?.headers.authorization).toBe('Bearer runner')
  })
})

describe('what a person reads', () => {
  test('secrets are told by name alone', async () => {
    await inTown(async (town) => {
      Object.assign(town.template(), {
        containers: [
          {
            image: LIVE,
            env: [
              { name: 'STRIPE_KEY', valueSource: { secretKeyRef: { secret: 'stripe', version: 'latest' } } },
              { name: 'PLAIN', value: 'visible' },
            ],
          },
        ],
        volumes: [{ name: 'v', secret: { secret: 'projects/p/secrets/tls-key' } }],
      })
      expect(await connect(town).secretNames?.()).toEqual(['STRIPE_KEY', 'tls-key'])
    })
  })

  test('the way back is a command of Google’s own tool', () => {
    const platform = connectCloudRun(optionsOf(), adapterContext({} as never, SECRETS))
    expect(platform.wayBackCommand("web-abc'; rm -rf /")).toBe(
      "gcloud run services update-traffic web --project shop-123456 --region europe-west1 --to-revisions 'web-abcrm-rf=100'",
    )
  })
})
