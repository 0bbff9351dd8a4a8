import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openNotices } from '../../actions/notices.ts'
import { loadConfig } from '../../src/config/load.ts'
import type { Written } from '../../src/gates/notice.ts'
import { defineAction } from '../../src/kit/action.ts'
import { createHttp } from '../../src/kit/http.ts'
import type { Notice } from '../../src/notify/notify.ts'
import { notifiers } from '../../src/notify/registry.ts'
import { registries } from '../config/registries.ts'
import { type LocalServer, serve } from '../kit/server.ts'
import { openShop } from '../scenarios/shop.ts'

const CONFIG = (notify: string) => `version: 1
service: shop
secrets: [HOOK, TOKEN]
components: { web: { platform: local, command: [node, server.js] } }
environments:
  production: { steps: [{ weight: 100%, bake: 1h }] }
  staging: { steps: [{ weight: 100%, bake: 1h }] }
notify: ${notify}
`

const HOOK = '{ hook: { type: webhook, url: HOOK, allow-private-network: true } }'

describe('notices of an action', () => {
  let server: LocalServer
  let status = 200
  beforeEach(async () => {
    status = 200
    server = await serve((response) => {
      response.writeHead(status)
      response.end()
    })
  })
  afterEach(() => server.close())

  const letters = (): Notice[] => server.seen.map(({ body }) => JSON.parse(body) as Notice)

  /** Runs an action that starts a rollout and says what it says; the notices go out when it has ended. */
  const run = async ({
    notify = HOOK,
    environment = 'production',
    hook = `${server.url}/hooks/only-here`,
    why = 'Within its limits.',
    fails = false,
  } = {}) => {
    const { config } = await loadConfig(CONFIG(notify), { ...registries, notifiers })
    const lines: string[] = []
    const action = defineAction({
      name: 'probe',
      inputs: {},
      outputs: [],
      run: async (_inputs, runtime) => {
        runtime.secret('TOKEN')
        const notices = openNotices(config, environment, runtime)
        const shop = openShop()
        const { rollout } = await shop.start('v2')
        const event = rollout?.state.story.at(-1)
        if (!rollout || !event) throw new Error('nothing began')
        notices.announce({ journal: rollout, event, telling: { why }, at: 0 } satisfies Written)
        expect(server.seen).toEqual([])
        if (fails) throw new Error('the gate failed')
        return { decision: 'pass', reason: 'done' }
      },
    })
    const outcome = await action.run({
      variables: {
        GITHUB_ACTIONS: 'true',
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_RUN_ID: '7',
        HOOK: hook,
        TOKEN: 'hunter2-and-more',
      },
      write: (line) => lines.push(line),
      http: (options) => createHttp({ ...options, sleep: async () => {} }),
      sinks: () => ({
        open: async () => {},
        mask: () => {},
        setOutput: () => {},
        writeSummary: async () => {},
      }),
    })
    return { outcome, log: lines.join('\n') }
  }

  test('go out when its work is done, with the page of the run', async () => {
    const { outcome } = await run()
    expect(outcome.exitCode).toBe(0)
    expect(letters()).toEqual([
      expect.objectContaining({ kind: 'started', url: 'https://github.com/acme/shop/actions/runs/7' }),
    ])
  })

  test('go out also when the gate fails: what was written was written', async () => {
    expect((await run({ fails: true })).outcome.exitCode).toBe(1)
    expect(letters()).toHaveLength(1)
  })

  test.each([
    ['the receiver refuses', () => 500, {}],
    ['the secret is missing', () => 200, { hook: '' }],
    ['the secret is no address', () => 200, { hook: 'not an address' }],
  ])('change nothing when %s: a warning without the address', async (_why, answer, options) => {
    status = answer()
    const { outcome, log } = await run(options)
    expect(outcome.exitCode).toBe(0)
    expect(log).toMatch(/hook was not told: .* The rollout is not affected/)
    expect(log).not.toMatch(/only-here|not an address/)
  })

  test('hold no secret and nothing that speaks to a terminal', async () => {
    await run({ why: 'token hunter2-and-more \u001b[31m::error::\u202e boo' })
    expect(letters()[0]?.text).toMatch(/^token \*\*\*/)
    expect(server.seen[0]?.body).not.toMatch(/hunter2|\\u001b|\u202e/)
  })

  test.each([
    ['another environment', { environment: 'staging' }, 0],
    ['its own environment', {}, 1],
  ])('of %s are told as the configuration says', async (_which, options, count) => {
    const notify =
      '{ hook: { type: webhook, url: HOOK, allow-private-network: true, environments: [production] } }'
    await run({ ...options, notify })
    expect(letters()).toHaveLength(count)
  })

  test('of events that nobody asked for are not told', async () => {
    await run({
      notify: '{ hook: { type: webhook, url: HOOK, allow-private-network: true, events: [promoted] } }',
    })
    expect(letters()).toEqual([])
  })
})
