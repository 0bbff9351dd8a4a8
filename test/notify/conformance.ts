import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { createHttp, type Http } from '../../src/kit/http.ts'
import type { NotifierContext, NotifierDefinition } from '../../src/notify/definition.ts'
import type { Notice } from '../../src/notify/notify.ts'
import { NOTICE_KINDS } from '../../src/rollout/notices.ts'
import { type LocalServer, serve } from '../kit/server.ts'

/** A notice as gates make it. */
export const NOTICE: Notice = {
  id: 'r-abcdef123456#12.k3f9a',
  kind: 'bumped',
  reminder: false,
  service: 'shop',
  environment: 'production',
  revision: 'v2',
  rollout: 'r-abcdef123456',
  weight: 25,
  step: 2,
  steps: 4,
  title: 'shop v2 in production: 25% of the traffic',
  text: 'Within its limits. Next: 25% (step 2 of 4).',
  next: 'Bakes until 2026-03-02T10:00:00Z, then 50% if the evidence allows it.',
  at: Date.UTC(2026, 2, 2, 9),
  url: 'https://github.com/acme/shop/actions/runs/7',
}

/** What the suite is told of one notifier. */
export interface NotifierCase {
  definition: NotifierDefinition
  /** Its options when its address stands in the secret `HOOK`. */
  options: Readonly<Record<string, unknown>>
  /** All text of a message that people will read. */
  readable(body: unknown): string
  /** The text of a message in which the receiver sees markup. */
  marked(body: unknown): string
}

const ADDRESS_SECRET = 'services/T000/B000/only-in-the-secret'

/** What every notifier promises. */
export const notifierConformance = ({ definition, options, readable, marked }: NotifierCase): void => {
  describe(`the notifier ${definition.type}`, () => {
    let mailbox: LocalServer
    let status = 200
    const clients: Http[] = []
    beforeAll(async () => {
      mailbox = await serve((response) => {
        response.writeHead(status, status === 301 ? { location: '/elsewhere' } : {})
        response.end('ok')
      })
    })
    afterAll(async () => {
      await Promise.all(clients.map((client) => client.close()))
      await mailbox.close()
    })

    const context = (secret: string | null): NotifierContext => ({
      secret: (name) => {
        if (secret === null) throw new ConfigError({ message: `the secret ${name} is missing` })
        return secret
      },
      http: (guard) => {
        const client = createHttp({ provider: definition.type, guard, sleep: async () => {} })
        clients.push(client)
        return client
      },
    })
    const read = (more: object = {}) => definition.options.parse({ ...options, ...more })
    const open = (secret = `${mailbox.url}/${ADDRESS_SECRET}`) =>
      definition.connect(read({ 'allow-private-network': true }), context(secret))
    const received = async (notice: Notice): Promise<unknown> => {
      const before = mailbox.seen.length
      await open().send(notice)
      const [letter, ...more] = mailbox.seen.slice(before)
      expect(more).toEqual([])
      expect(letter).toMatchObject({ method: 'POST', path: `/${ADDRESS_SECRET}` })
      return JSON.parse(letter?.body ?? 'null')
    }

    test('names the secret that it needs, for the secret check', () => {
      expect(definition.secrets(read())).toEqual(['HOOK'])
    })

    test.each(NOTICE_KINDS)(
      'tells %s with service, environment, version, number and next move',
      async (kind) => {
        const said = readable(await received({ ...NOTICE, kind }))
        for (const part of ['shop', 'production', 'v2', '25%', 'Within its limits', 'Bakes until'])
          expect(said).toContain(part)
      },
    )

    test('says of a reminder that it is one', async () => {
      const [first, again] = [await received(NOTICE), await received({ ...NOTICE, reminder: true })]
      expect(again).not.toEqual(first)
    })

    test.each([
      ['a mention of everybody', '<!channel> <@U123> @here'],
      ['a link that says something else', '<https://evil.example|log in> [x](https://evil.example)'],
      ['markup', '*bold* _it_ ~gone~ `code` :rotating_light:'],
    ])('%s in a name stays text', async (_what, hostile) => {
      const said = marked(await received({ ...NOTICE, title: hostile, text: hostile, next: hostile }))
      expect(said).not.toMatch(/<[!@]|<https:\/\/evil|@here|\*bold\*|`code`|:rotating_light:/)
    })

    test('tells a very long text cut, and tells it', async () => {
      const long = 'x'.repeat(20_000)
      expect(JSON.stringify(await received({ ...NOTICE, title: long, text: long, next: long }))).toBeTruthy()
    })

    test.each([500, 404, 429, 301])(
      'an answer %i is a failure that does not name the address, and is not repeated',
      async (answered) => {
        status = answered
        const before = mailbox.seen.length
        const error = await open()
          .send(NOTICE)
          .then(
            () => null,
            (thrown: unknown) => thrown,
          )
        status = 200
        expect(error).toBeInstanceOf(ProviderError)
        expect(String(error)).not.toContain('only-in-the-secret')
        expect(mailbox.seen.length - before).toBe(1)
      },
    )

    test.each([
      ['no address', 'not an address'],
      ['another scheme', 'file:///etc/passwd'],
      ['no encryption', 'http://hooks.example/x'],
    ])('%s in the secret is told without its value', (_what, secret) => {
      expect(() => definition.connect(read(), context(secret))).toThrow(ConfigError)
      try {
        definition.connect(read(), context(secret))
      } catch (error) {
        expect(String(error)).not.toContain(secret)
      }
    })

    test.each(['https://127.0.0.1/x', 'https://169.254.169.254/x', 'https://[::1]/x', 'https://10.0.0.7/x'])(
      '%s is not asked',
      async (address) => {
        await expect(definition.connect(read(), context(address)).send(NOTICE)).rejects.toThrow(ConfigError)
      },
    )

    test('metadata services are not asked, whatever the configuration allows', async () => {
      await expect(open('https://169.254.169.254/x').send(NOTICE)).rejects.toThrow(ConfigError)
    })
  })
}
