import { describe, expect, test } from 'vitest'
import { VERBS } from '../../src/gates/verbs.ts'
import { readMetadata } from '../actions/metadata.ts'
import {
  ENVIRONMENTS,
  expectNothingSaid,
  expectSecretsWhereMeant,
  optionsOf,
  playOn,
  type System,
} from './five-systems.ts'
import type { Given, Playing, Stub } from './playing.ts'

const CONFIGS: Readonly<Record<string, string>> = {
  staging: '.github/sluice.staging.yml',
  beta: '.github/sluice.beta.yml',
  production: '.github/sluice.yml',
}

/** Where a proposal goes, by environment. */
type Next = Readonly<Record<string, string>>

const gates =
  (system: System, next: Next): Stub =>
  ({ action, inputs }) => {
    const database = system === 'fly-fleet' ? 'false' : 'true'
    const word = `${action} ${inputs.operation ?? inputs.part ?? ''}`.trim()
    if (word === 'rollout start') return { 'rollout-id': 'r-1', database }
    if (word === 'rollout propose')
      return { 'rollout-id': 'r-1', database, next: next[inputs.environment ?? ''] ?? 'stop' }
    if (word === 'rollback request') return { 'rollout-id': 'b-1' }
    if (word === 'rollout advance') return { next: next.advance ?? '' }
    if (word !== 'tick') return {}
    const targets = ENVIRONMENTS[system].map((environment) => ({
      service: system,
      environment,
      config: CONFIGS[environment],
      ref: 'main',
    }))
    return { due: String(targets.length), targets: JSON.stringify(targets) }
  }

/** What every step has in common is checked where it is; the rest is in the line. */
const COMMON = ['config', 'environment', 'revision']

/** `production / propose: rollout operation=propose approval=environment`, without inputs that are as by default. */
const lineOf = ({ job, action, inputs }: Given): string => {
  const known = action === 'run' ? {} : readMetadata(action).inputs
  const special = Object.entries(inputs)
    .filter(([name, value]) => !COMMON.includes(name) && value.trim() !== known[name]?.default)
    .map(([name, value]) => `${name}=${value.trim().split('\n').join(',')}`)
    .sort()
  return `${job}: ${[action, ...special].join(' ')}`
}

interface Release {
  approval: 'environment' | 'dispatch' | 'none'
  /** More inputs of preflight. */
  checks?: string
}

/** How the callers of each system release. */
const FORWARD: Readonly<
  Record<
    System,
    { drill?: string; approvers?: string; strict?: true } & Record<'production', Release> & { beta?: Release }
  >
> = {
  astropal: {
    beta: { approval: 'environment' },
    production: { approval: 'environment', checks: 'required-reviews=1' },
  },
  bee: {
    drill: '5m',
    production: { approval: 'environment', checks: 'required-checks=test,load,security required-reviews=1' },
  },
  'fly-fleet': { approvers: 'ada,grace', strict: true, production: { approval: 'dispatch' } },
  repz: {
    approvers: 'lovelace,hopper,hamilton',
    strict: true,
    beta: { approval: 'none' },
    production: { approval: 'dispatch', checks: 'required-checks=test,e2e' },
  },
  signals: { drill: '15m', strict: true, production: { approval: 'environment' } },
}

const SYSTEMS = Object.keys(FORWARD) as System[]
const systemsWhere = (holds: (system: System) => boolean): System[] => SYSTEMS.filter(holds)

const line = (...words: (string | false | undefined)[]): string => words.filter(Boolean).join(' ')

/** From the database to the first step. */
const released = (system: System): string[] => [
  ...(system === 'fly-fleet' ? [] : ['migrate', 'smoke-test target=live']),
  'deploy',
  'smoke-test',
  'rollout operation=advance',
]

const inStaging = (system: System): string[] => {
  const { drill } = FORWARD[system]
  const once = ['rollout operation=start', ...released(system)]
  // What goes back at once is not watched.
  const drilled = [...once.slice(0, -1), `${once.at(-1)} watch=0s`]
  const again = [`rollback hold=false reason=drill of the way back within=${drill}`, ...once]
  return ['secret-check workflow-repository=acme/sluice', ...(drill ? [...drilled, ...again] : once)].map(
    (step) => `staging / release: ${step}`,
  )
}

/** Of one production-like environment: the steps of each job. Only the beta of repz asks nobody and may be approved by all. */
const forward = (system: System, environment: 'beta' | 'production') => {
  const { approvers, [environment]: release } = FORWARD[system]
  const { approval = 'none', checks } = release ?? {}
  const strict = environment === 'production' && FORWARD[system].strict && 'self-approval=false'
  const asked = approval !== 'none' && `approval=${approval}`
  const reviewers = `approval-environment=${environment}-approval`
  const trusted = strict && approvers && `approvers=${approvers}`
  const source = 'workflow-repository=acme/sluice'
  return {
    propose: [
      line('secret-check', source),
      line(
        'preflight',
        reviewers,
        asked,
        checks,
        strict,
        `service=${system}`,
        'tick-workflow=tick.yml',
        source,
      ),
      line('rollout', asked, 'operation=propose', 'tick-workflow=tick.yml'),
    ].map((step) => `${environment} / propose: ${step}`),
    approve: approval === 'environment' ? [`${environment} / approve: run`] : [],
    release: [
      line('rollout', reviewers, asked, trusted, 'operation=admit', 'rollout-id=r-1', strict),
      ...released(system),
    ].map((step) => `${environment} / release: ${step}`),
    settle: [`${environment} / settle: rollout operation=settle rollout-id=r-1`],
  }
}

const asksByEnvironment = (system: System): boolean => FORWARD[system].production.approval === 'environment'

const play = (system: System, next: Next, story: (playing: Playing) => Promise<void>) =>
  playOn(
    { ...optionsOf(system), stub: gates(system, next), choices: { jobsAfterRejection: true } },
    async (playing) => {
      await story(playing)
      await playing.runner.runUntilQuiet()
      const runs = playing.runner.runs()
      for (const { inputs, job } of playing.given) {
        const environment = inputs.environment ?? inputs.environments
        if (environment !== undefined) expect(inputs.config, job).toBe(CONFIGS[environment])
        if (inputs.revision !== undefined) expect(inputs.revision, job).toBe(runs[0]?.sha)
      }
      const steps = runs.flatMap(({ jobs }) => jobs).flatMap((job) => job.steps)
      expect(
        steps.flatMap(({ annotations }) => annotations),
        'inputs that an action does not know',
      ).toEqual([])
      expectSecretsWhereMeant(playing)
      expectNothingSaid(playing)
    },
  )

const linesOf = ({ given }: Playing): string[] => given.map(lineOf)

describe('where every gate says yes', () => {
  test.each(SYSTEMS)('%s: a push goes through staging, and on to the beta where there is one', (system) =>
    play(system, { beta: system === 'astropal' ? 'approve' : 'release' }, async (playing) => {
      await playing.runner.push({ change: { 'app.js': 'v2' } })
      await playing.runner.runUntilQuiet()
      if (system === 'astropal') await playing.runner.approve({ environment: 'beta-approval', by: 'grace' })
      await playing.runner.runUntilQuiet()
      const { propose, approve, release } = forward(system, 'beta')
      const beta = FORWARD[system].beta ? [...propose, ...approve, ...release] : []
      expect(linesOf(playing)).toEqual([...inStaging(system), ...beta])
    }),
  )

  test.each(SYSTEMS)('%s: a tag goes to production, once somebody has approved', (system) =>
    play(system, { production: asksByEnvironment(system) ? 'approve' : 'release' }, async (playing) => {
      const { propose, approve, release } = forward(system, 'production')
      await playing.runner.push({ tag: 'v1.0' })
      await playing.runner.runUntilQuiet()
      if (asksByEnvironment(system)) {
        expect(linesOf(playing)).toEqual(propose)
        await playing.runner.approve({ environment: 'production-approval', by: 'grace' })
      }
      await playing.runner.runUntilQuiet()
      expect(linesOf(playing)).toEqual([...propose, ...approve, ...release])
    }),
  )

  test.each(systemsWhere(asksByEnvironment))('%s: a rejected release is settled and goes nowhere', (system) =>
    play(system, { production: 'approve' }, async (playing) => {
      await playing.runner.push({ tag: 'v1.0' })
      await playing.runner.runUntilQuiet()
      await playing.runner.reject({ environment: 'production-approval', by: 'grace' })
      await playing.runner.runUntilQuiet()
      const { propose, settle } = forward(system, 'production')
      expect(linesOf(playing)).toEqual([...propose, ...settle])
    }),
  )

  test.each(systemsWhere((system) => !asksByEnvironment(system)))(
    '%s: a release that waits for the word of a person holds no runner',
    (system) =>
      play(system, { production: 'approve' }, async (playing) => {
        await playing.runner.push({ tag: 'v1.0' })
        await playing.runner.runUntilQuiet()
        expect(linesOf(playing)).toEqual(forward(system, 'production').propose)
        expect(playing.runner.runs().map(({ conclusion }) => conclusion)).toEqual(['success'])
      }),
  )

  test.each(SYSTEMS)(
    '%s: the tick goes on wherever something is due, and asks when a question comes up',
    (system) =>
      play(system, { advance: 'approve' }, async (playing) => {
        await playing.untilScheduled()
        const environments = ENVIRONMENTS[system]
        const looks = (environment: string): string =>
          `tick / advance: tick approve-workflow=approve.yml environments=${environment}`
        const moves = environments.flatMap((environment) => [
          'tick / advance: rollout operation=advance',
          looks(environment),
        ])
        const configs = environments.map((environment) => CONFIGS[environment]).toReversed()
        const first =
          system === 'fly-fleet'
            ? environments.map(looks)
            : [`tick / look: tick approve-workflow=approve.yml configs=${configs.join(',')}`]
        // Which instance of the matrix comes first is open.
        expect(linesOf(playing).sort()).toEqual([...first, ...moves].sort())
      }),
  )

  test.each(SYSTEMS)('%s: the button goes back, in each environment', (system) =>
    play(system, {}, async (playing) => {
      for (const environment of ENVIRONMENTS[system]) {
        const inputs = { verb: 'rollback', environment, reason: 'it is bad', target: 'web=7' }
        await playing.runner.dispatch({ workflow: 'rollback.yml', inputs, by: 'grace' })
        await playing.runner.runUntilQuiet()
      }
      const asked = playing.given.map(({ inputs }) => inputs.environment)
      expect(asked).toEqual(ENVIRONMENTS[system].flatMap((environment) => [environment, environment]))
      expect(linesOf(playing)).toEqual(
        ENVIRONMENTS[system].flatMap(() => [
          'rollback / request: rollback part=request reason=it is bad',
          'rollback / act: rollback reason=it is bad rollout-id=b-1 target=web=7',
        ]),
      )
    }),
  )

  test.each(SYSTEMS)('%s: the button passes on every other word', (system) =>
    play(system, {}, async (playing) => {
      const { approvers, strict } = FORWARD[system]
      for (const verb of VERBS) {
        const inputs = { verb, environment: 'production', reason: 'because' }
        await playing.runner.dispatch({ workflow: 'rollback.yml', inputs, by: 'grace' })
        await playing.runner.runUntilQuiet()
      }
      const word = (verb: string): string =>
        line(
          'rollback / ask: rollout',
          approvers && `approvers=${approvers}`,
          `operation=${verb}`,
          'reason=because',
          strict && 'self-approval=false',
        )
      expect(linesOf(playing)).toEqual(
        VERBS.flatMap((verb) =>
          verb === 'approve' || verb === 'release-hold'
            ? [word(verb), 'rollback / ask: tick environments=production']
            : [word(verb)],
        ),
      )
    }),
  )

  test.each(systemsWhere(asksByEnvironment))(
    '%s: a step in the middle asks, and the answer is recorded',
    (system) =>
      play(system, {}, async (playing) => {
        const inputs = { environment: 'production', 'rollout-id': 'r-000000000000', step: '2' }
        await playing.runner.dispatch({ workflow: 'approve.yml', inputs, by: 'grace' })
        await playing.runner.runUntilQuiet()
        await playing.runner.approve({ environment: 'production-approval', by: 'grace' })
        await playing.runner.runUntilQuiet()
        const given = 'approval-environment=production-approval approval=environment'
        expect(linesOf(playing)).toEqual([
          'approve / evidence: rollout operation=status',
          'approve / approval: run',
          line(
            `approve / record: rollout ${given} operation=record-approval rollout-id=r-000000000000`,
            FORWARD[system].strict && 'self-approval=false',
            'step=2',
          ),
        ])
      }),
  )
})
