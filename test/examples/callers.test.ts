import { describe, expect, test } from 'vitest'
import { VERBS } from '../../src/gates/verbs.ts'
import type { RunReport } from '../../tools/workflow-runner/report.ts'
import {
  ENVIRONMENTS,
  expectNothingSaid,
  expectSecretsWhereMeant,
  optionsOf,
  playOn,
  type System,
} from './five-systems.ts'
import { filesOf, type Playing, told } from './playing.ts'

/** What people and GitHub do to a repository; answers the run that it starts. */
const EVENTS = {
  'a push': async ({ runner }: Playing) => {
    await runner.push({ change: { 'app.js': 'v2' } })
  },
  'a tag': async ({ runner }: Playing) => {
    await runner.push({ tag: 'v1.0' })
  },
  'the schedule': async (playing: Playing) => {
    await playing.untilScheduled()
  },
  'the button of tick.yml': async ({ runner }: Playing) => {
    await runner.dispatch({ workflow: 'tick.yml' })
  },
  'the button of deploy.yml': async ({ runner, head }: Playing) => {
    await runner.dispatch({ workflow: 'deploy.yml', inputs: { revision: head, 'allow-downgrade': true } })
  },
  'the button of production.yml': async ({ runner, head }: Playing) => {
    await runner.dispatch({ workflow: 'production.yml', inputs: { revision: head } })
  },
  'a rollback': async ({ runner }: Playing) => {
    const inputs = { verb: 'rollback', environment: 'production', reason: 'it is bad' }
    await runner.dispatch({ workflow: 'rollback.yml', inputs, by: 'grace' })
  },
  'a rollback in staging': async ({ runner }: Playing) => {
    const inputs = { verb: 'rollback', environment: 'staging', reason: 'it is bad' }
    await runner.dispatch({ workflow: 'rollback.yml', inputs, by: 'grace' })
  },
  'a rollback in the only environment': async ({ runner }: Playing) => {
    const inputs = { verb: 'rollback', reason: 'it is bad' }
    await runner.dispatch({ workflow: 'rollback.yml', inputs, by: 'grace' })
  },
  'a word': async ({ runner }: Playing) => {
    await runner.dispatch({
      workflow: 'rollback.yml',
      inputs: { verb: 'pause', reason: 'wait' },
      by: 'grace',
    })
  },
  'the start of approve.yml': async ({ runner }: Playing) => {
    const inputs = { environment: 'production', 'rollout-id': 'r-000000000000', step: '2' }
    await runner.dispatch({ workflow: 'approve.yml', inputs, by: 'grace' })
    await runner.runUntilQuiet()
    await runner.approve({ environment: 'production-approval', by: 'grace' })
  },
} satisfies Record<string, (playing: Playing) => Promise<void>>

type Event = keyof typeof EVENTS

/** The check of the secrets asks vendors, and nobody answers: nothing begins, and the rest of the run says so. */
const STAGING = ['staging / release in staging: failure: secret-check refuse unreachable']

/** One run tells everything: preflight looks also after a secret could not be checked. */
const proposed = (call: string, environment: string): string[] => [
  `${call} / propose in ${environment}: failure: secret-check refuse unreachable, preflight refuse preflight`,
  ...['approve', 'release', 'settle'].map((job) => `${call} / ${job}: skipped`),
]
const BETA = ['staging: skipped', ...proposed('beta', 'beta')]
const PRODUCTION = proposed('production', 'production')

const LOOKED = ['tick / look: success: tick pass nothing-to-do', 'tick / advance: skipped']
const LOOKED_AT_EACH = [
  'tick / look: skipped',
  'tick / advance in production: success: tick pass nothing-to-do',
  'tick / advance in staging: success: tick pass nothing-to-do',
]

const backIn = (environment: string): string[] => [
  'rollback / request: failure: rollback refuse no-rollout',
  `rollback / act in ${environment}: failure: rollback refuse no-rollout`,
  'rollback / ask: skipped',
]

const APPROVED = [
  'approve / evidence in production: success: rollout pass no-rollout',
  'approve / approval in production-approval: success: shell',
  'approve / record in production: failure: rollout refuse no-rollout',
]

/** Whom the secret check and preflight ask, by what is released. */
const VENDORS: Readonly<Record<System, readonly string[]>> = {
  astropal: [
    'api.anthropic.com',
    'api.cloudflare.com',
    'api.openai.com',
    'api.resend.com',
    'api.stripe.com',
    'news.example.com',
  ],
  bee: ['api.supabase.com', 'PROJECT.supabase.co'],
  'fly-fleet': ['api.machines.dev'],
  repz: ['api.stripe.com', 'api.supabase.com', 'api.vercel.com', 'PROJECT.supabase.co'],
  signals: [
    'api.machines.dev',
    'api.supabase.com',
    'generativelanguage.googleapis.com',
    'PROJECT.supabase.co',
  ],
}

const ONLY_IN_PRODUCTION: Partial<Record<System, readonly string[]>> = { bee: ['sentry.io'] }

/** What ran, what was left out, where it stopped and why, by what happened. Absent: no caller is made for it. */
const JOURNEYS: Readonly<Record<System, Partial<Record<Event, readonly string[]>>>> = {
  astropal: {
    'a push': [...STAGING, 'beta: skipped'],
    'a tag': PRODUCTION,
    'the button of deploy.yml': BETA,
    'the button of production.yml': PRODUCTION,
    'the schedule': LOOKED,
    'the button of tick.yml': LOOKED,
    'a rollback': backIn('production'),
    'a rollback in staging': backIn('staging'),
    'the start of approve.yml': APPROVED,
  },
  bee: {
    'a push': STAGING,
    'a tag': PRODUCTION,
    'the button of production.yml': PRODUCTION,
    'the schedule': LOOKED,
    'the button of tick.yml': LOOKED,
    'a rollback': backIn('production'),
    'a rollback in staging': backIn('staging'),
    'the start of approve.yml': APPROVED,
  },
  'fly-fleet': {
    'a push': STAGING,
    'a tag': PRODUCTION,
    'the button of production.yml': PRODUCTION,
    'the schedule': LOOKED_AT_EACH,
    'the button of tick.yml': LOOKED_AT_EACH,
    'a rollback': backIn('production'),
    'a rollback in staging': backIn('staging'),
  },
  repz: {
    'a push': [...STAGING, 'beta: skipped'],
    'a tag': PRODUCTION,
    'the button of deploy.yml': BETA,
    'the button of production.yml': PRODUCTION,
    'the schedule': LOOKED,
    'the button of tick.yml': LOOKED,
    'a rollback': backIn('production'),
    'a rollback in staging': backIn('staging'),
  },
  signals: {
    'a push': STAGING,
    'a tag': PRODUCTION,
    'the button of production.yml': PRODUCTION,
    'the schedule': LOOKED,
    'the button of tick.yml': LOOKED,
    'a rollback': backIn('production'),
    'a rollback in staging': backIn('staging'),
    'the start of approve.yml': APPROVED,
  },
}

const ROWS = Object.entries(JOURNEYS).flatMap(([system, journeys]) =>
  Object.entries(journeys).map(([event, lines]) => [system as System, event as Event, lines] as const),
)

describe('with no vendor in reach', () => {
  test.each(ROWS)('%s: %s', (system, event, lines) =>
    playOn(optionsOf(system), async (playing) => {
      await EVENTS[event](playing)
      await playing.runner.runUntilQuiet()
      const [run] = playing.runner.runs()
      expect(playing.runner.runs()).toHaveLength(1)
      expect(told(run as RunReport)).toEqual(lines)
      const asks = lines.some((line) => line.includes('unreachable'))
      const more = lines === PRODUCTION ? (ONLY_IN_PRODUCTION[system] ?? []) : []
      const asked = playing.asked().map((host) => host.replace(/^[a-z]{20}(?=\.supabase\.co$)/, 'PROJECT'))
      expect(asked.sort()).toEqual(asks ? [...VENDORS[system], ...more].sort() : [])
      expect(playing.github.state.deployments.size, 'records').toBe(0)
      expectSecretsWhereMeant(playing)
      expectNothingSaid(playing)
    }),
  )

  test('every caller of every system is started by some of these', () => {
    for (const system of Object.keys(JOURNEYS) as System[]) {
      const events = Object.keys(JOURNEYS[system]).join()
      const files = Object.keys(filesOf(`examples/${system}/.github/workflows`, ''))
      const startedBy: Readonly<Record<string, string>> = {
        '/approve.yml': 'approve.yml',
        '/deploy.yml': 'a push',
        '/production.yml': 'a tag',
        '/rollback.yml': 'a rollback',
        '/tick.yml': 'the schedule',
      }
      for (const file of files) expect(events).toContain(startedBy[file])
    }
  })

  test.each(Object.keys(ENVIRONMENTS) as System[])('%s: every other word of a person', (system) =>
    playOn(optionsOf(system), async ({ runner, ...playing }) => {
      const refused = 'failure: rollout refuse no-rollout'
      const nothing = 'success: rollout pass nothing-to-do, tick pass nothing-to-do'
      for (const verb of VERBS) {
        const inputs = { verb, environment: 'production', reason: 'because' }
        const id = await runner.dispatch({ workflow: 'rollback.yml', inputs, by: 'grace' })
        await runner.runUntilQuiet()
        expect(told(runner.run(id)), verb).toEqual([
          'rollback / request: skipped',
          'rollback / act: skipped',
          `rollback / ask in production: ${verb === 'release-hold' ? nothing : refused}`,
        ])
      }
      expect(playing.given.flatMap(({ inputs }) => inputs.operation ?? [])).toEqual(VERBS)
      expect(playing.asked()).toEqual([])
      expectSecretsWhereMeant({ runner, ...playing })
    }),
  )
})

/** A service with one component; its key is the first secret without a name. */
const SHOP = `
version: 1
service: shop
components:
  web: { platform: fly, app: shop, image: "registry.fly.io/shop:{revision}", token: SLUICE_SECRET_1 }
secrets:
  - { name: SLUICE_SECRET_1, kind: fly, app: shop }
smoke:
  - { name: health, path: /healthz, version: { json: /revision } }
environments:
  production:
    steps: [{ weight: 100%, bake: 1h }]
`

const OWN_JOBS: readonly (readonly [Event, readonly string[]])[] = [
  [
    'a push',
    [
      'propose in production: failure: secret-check refuse unreachable, preflight refuse preflight',
      'approve: skipped',
      'release: skipped',
      'settle: skipped',
    ],
  ],
  ['the schedule', ['tick in production: success: tick pass nothing-to-do']],
  [
    'a rollback in the only environment',
    [
      'request: failure: rollback refuse no-rollout',
      'act in production: failure: rollback refuse no-rollout',
      'ask: skipped',
    ],
  ],
  ['a word', ['request: skipped', 'act: skipped', 'ask in production: failure: rollout refuse no-rollout']],
]

test.each(OWN_JOBS)('the actions in jobs of their own, with no vendor in reach: %s', (event, lines) =>
  playOn(
    {
      files: { ...filesOf('examples/own-jobs', '.github/workflows'), '.github/sluice.yml': SHOP },
      environments: ['production'],
    },
    async (playing) => {
      await EVENTS[event](playing)
      await playing.runner.runUntilQuiet()
      expect(playing.runner.runs().map(told)).toEqual([lines])
      expect(playing.asked()).toEqual(event === 'a push' ? ['api.machines.dev'] : [])
      expect(playing.github.state.deployments.size, 'records').toBe(0)
      expectSecretsWhereMeant(playing, { gates: ['SLUICE_SECRET_1', 'SLUICE_SECRET_2'], checked: [] })
      expectNothingSaid(playing)
    },
  ),
)
