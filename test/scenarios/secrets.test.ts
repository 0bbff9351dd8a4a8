import { expect, test } from 'vitest'
import { checkSecrets } from '../../src/gates/check-secrets.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { fakeDatabase } from '../fakes/database.ts'
import { sourceDown, worse } from '../fakes/metrics.ts'
import { CHECK, HOUR, MINUTE, openShop } from './shop.ts'

const CANARY = 'c4n4ry-S3cret+of/the=mine'
const DSN = `postgres://shop:${encodeURIComponent(CANARY)}@db.acme.test:5432/shop`

/** Ways in which the secret could be written down. */
const FORMS = [
  CANARY,
  encodeURIComponent(CANARY),
  Buffer.from(CANARY).toString('base64'),
  Buffer.from(CANARY).toString('hex'),
]

test('a whole story with secrets in its checks, its database and its failures leaves none of them anywhere', async () => {
  const redactor = createRedactor()
  redactor.registerSecret('PROBE_TOKEN', CANARY)
  redactor.registerSecret('DATABASE_URL', DSN)
  const values: Record<string, string> = { PROBE_TOKEN: CANARY, DATABASE_URL: `${DSN}\n broken` }
  const secret = (name: string) => ({
    name,
    description: null,
    pattern: null,
    format: 'url' as const,
    from: null,
    environments: null,
    kind: 'plain',
    options: {},
    ask: true,
    components: null,
    github: true,
  })
  const database = fakeDatabase({ fails: '2' })
  const shop = openShop({
    print: redactor.redact,
    database: { fake: database, migrations: [{ version: '2', name: 'bad', sql: `-- ${DSN}` }] },
  })
  const outcomes: unknown[] = [
    await checkSecrets({
      environment: 'production',
      repository: 'acme/shop',
      secrets: [secret('PROBE_TOKEN'), secret('DATABASE_URL')],
      read: (name) => values[name],
      credential: async () => null,
      ask: true,
      namesOf: async () => [],
      now: 0,
      lasts: 0,
    }),
  ]
  const seen: string[] = []
  const smoke = {
    checks: [
      { ...CHECK, headers: [{ name: 'authorization', value: ['Bearer ', { secret: 'PROBE_TOKEN' }] }] },
    ],
    secret: (name: string) => values[name] ?? '',
    probe: async (request: { headers: Readonly<Record<string, string>> }) => {
      seen.push(JSON.stringify(request.headers))
      return { status: 500, headers: {}, body: `bad token ${CANARY}`, milliseconds: 3 }
    },
  }
  outcomes.push(await shop.start('v2'), await shop.migrate('v2'), await shop.deploy('v2'))
  outcomes.push(await shop.smoke('canary', smoke))
  outcomes.push(
    await shop.start('v3'),
    await shop.deploy('v3', { liveSmoke: false }),
    await shop.smoke('canary'),
  )
  shop.traffic = {
    ...sourceDown(0),
    down: () => {
      throw new ProviderError({
        provider: 'prometheus',
        message: `refused ${CANARY} at ${DSN}`,
        retryable: true,
      })
    },
  }
  outcomes.push(await shop.tick(), await shop.ask('pause'), await shop.ask('resume'))
  shop.traffic = worse('v3', 250)
  await shop.wait(HOUR)
  outcomes.push(await shop.tick(), await shop.start('v4'), await shop.ask('release-hold'))
  await shop.wait(MINUTE)

  expect(seen.join(), 'the check really had it').toContain(CANARY)
  expect(shop.said.join('\n'), 'the source really failed with it').toContain('refused ***')
  const sinks = {
    ledger: JSON.stringify(shop.store.entries()),
    log: shop.said.join('\n'),
    outputs: JSON.stringify(outcomes),
    platform: JSON.stringify([shop.web.acts(), shop.web.releases()]),
    restorePoints: database.restorePoints().join(),
  }
  for (const [sink, text] of Object.entries(sinks))
    for (const form of FORMS) expect(text, `a secret in the ${sink}`).not.toContain(form)
})
