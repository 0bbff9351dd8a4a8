import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { VERBS } from '../../src/gates/verbs.ts'
import { ROOT, readMetadata } from '../actions/metadata.ts'
import { diagnose } from './language-service.ts'

/** The callers to be copied, those of each system, and those of the demo's shop. */
const FOLDERS = [
  'examples/callers',
  ...readdirSync(join(ROOT, 'examples'))
    .map((name) => `examples/${name}/.github/workflows`)
    .filter((folder) => existsSync(join(ROOT, folder))),
  'demo/shop/.github/workflows',
]
const FILES = FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => `${folder}/${file}`))
  // The plan on a pull request calls no workflow of ours: it has steps of its own, and a test below.
  .filter((file) => !file.endsWith('/plan.yml'))
  .sort()
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

const CALLED = /^owner\/sluice\/\.github\/workflows\/(?<file>[a-z-]+\.yml)@0{40}$/

const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']))

const caller = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({}),
  concurrency: z.unknown().optional(),
  jobs: z.record(
    z.string(),
    z.strictObject({
      uses: z.string().regex(CALLED),
      needs: z.string().optional(),
      if: z.string().optional(),
      permissions,
      with: z.record(z.string(), z.unknown()),
      secrets: z.literal('inherit'),
    }),
  ),
})

const anyJobs = z.looseObject({ jobs: z.record(z.string(), z.looseObject({})) })

/** A caller without the jobs of its own, such as the demo's build; rules for all workflows look at those. */
const readCaller = (file: string): z.output<typeof caller> => {
  const given = anyJobs.parse(parse(read(file)))
  const calling = Object.entries(given.jobs).filter(([, job]) => 'uses' in job)
  expect(calling, file).not.toEqual([])
  return caller.parse({ ...given, jobs: Object.fromEntries(calling) })
}

const called = z.looseObject({
  on: z.object({
    workflow_call: z.looseObject({
      inputs: z.record(z.string(), z.object({ required: z.boolean(), type: z.string() }).loose()),
    }),
  }),
  jobs: z.record(z.string(), z.looseObject({ permissions })),
})

const targetOf = (uses: string): z.output<typeof called> => {
  const file = CALLED.exec(uses)?.groups?.file ?? ''
  return called.parse(parse(readFileSync(join(ROOT, '.github', 'workflows', file), 'utf8')))
}

const rank = { none: 0, read: 1, write: 2 } as const

/** The least that covers every job of a called workflow. */
const needed = (file: z.output<typeof called>): Record<string, 'read' | 'write' | 'none'> => {
  const least: Record<string, 'read' | 'write' | 'none'> = {}
  for (const job of Object.values(file.jobs))
    for (const [scope, level] of Object.entries(job.permissions))
      if (rank[level] > rank[least[scope] ?? 'none']) least[scope] = level
  return least
}

const inputsOfDispatch = (file: string): string[] =>
  Object.keys(
    z.object({ inputs: z.record(z.string(), z.unknown()) }).parse(readCaller(file).on.workflow_dispatch)
      .inputs,
  )

describe.each(FILES)('the caller %s', (file) => {
  const text = read(file)
  const { jobs } = readCaller(file)

  test('is understood by GitHub as far as it can be without our repository', async () => {
    const said = await diagnose(
      `.github/workflows/${file.split('/').at(-1)}`,
      text.replaceAll(/uses: owner\/sluice\/(\S+)@0{40}/g, 'uses: ./$1'),
    )
    expect(said).toEqual([])
  })

  test('grants exactly what the jobs of the called workflow ask for: less fails at the start, more is waste', () => {
    for (const { uses, permissions: granted } of Object.values(jobs))
      expect(granted).toEqual(needed(targetOf(uses)))
  })

  test('gives every input that is required and none that does not exist', () => {
    for (const { uses, with: given } of Object.values(jobs)) {
      const { inputs } = targetOf(uses).on.workflow_call
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
      const required = Object.keys(inputs).filter((name) => inputs[name]?.required)
      expect(Object.keys(given)).toEqual(expect.arrayContaining(required))
    }
  })

  test('gives a reason for every permission', () => {
    for (const line of text.split('\n').filter((one) => /^ {6}[a-z-]+: (?:read|write)\b/.test(one)))
      expect(line).toMatch(/ # \S.{9,}$/)
  })

  test('can be started again for a release that was queued, where it starts a rollout that may be', () => {
    const rollouts = Object.values(jobs).filter(({ uses }) => /\/(?:beta|production)\.yml@/.test(uses))
    if (rollouts.length === 0) return
    expect(inputsOfDispatch(file)).toContain('revision')
    for (const { with: given } of rollouts)
      expect(given).toMatchObject({
        revision: "${{ inputs.revision || '' }}",
        'allow-downgrade': '${{ inputs.allow-downgrade || false }}',
      })
  })
})

/** What a folder's callers say together: a pipeline of one repository. */
describe.each(FOLDERS)('the callers of %s together', (folder) => {
  const own = FILES.filter((file) => file.startsWith(`${folder}/`))
  const jobsOf = (file: string) => Object.values(readCaller(file).jobs)

  test('the tick holds nothing but its schedule and the button, in one group, so that ticks coalesce', () => {
    const { on, concurrency } = readCaller(`${folder}/tick.yml`)
    expect(Object.keys(on).sort()).toEqual(['schedule', 'workflow_dispatch'])
    expect(concurrency).toEqual({ group: 'sluice-tick', 'cancel-in-progress': false })
    const [first] = z.array(z.object({ cron: z.string() })).parse(on.schedule)
    expect(first?.cron).not.toMatch(/^0 |^\*/)
  })

  test('no other holds a group: it would be held while a person thinks', () => {
    for (const file of own.filter((name) => !name.endsWith('/tick.yml')))
      expect(readCaller(file).concurrency, file).toBeUndefined()
  })

  test('the button offers every verb that the gates know', () => {
    const { inputs } = z
      .object({ inputs: z.looseObject({ verb: z.looseObject({ options: z.array(z.string()) }) }) })
      .parse(readCaller(`${folder}/rollback.yml`).on.workflow_dispatch)
    expect([...inputs.verb.options].sort()).toEqual(['rollback', ...VERBS].sort())
  })

  test('all of them name one service: the lock is named after it', () => {
    const services = own.flatMap(jobsOf).flatMap(({ with: given }) => given.service ?? [])
    expect(new Set(services).size).toBe(1)
  })

  test('what a tick dispatches finds the inputs that it sends', () => {
    const asks = jobsOf(`${folder}/tick.yml`).map(({ with: given }) => given['approve-workflow'])
    for (const file of asks.filter((name) => name !== undefined))
      expect(inputsOfDispatch(`${folder}/${String(file)}`)).toEqual([
        'environment',
        'config',
        'rollout-id',
        'step',
      ])
  })

  test('people who must not approve what they asked for cannot do so by another door', () => {
    const strict = own.some((file) =>
      jobsOf(file).some(({ with: given }) => given['self-approval'] === false),
    )
    if (!strict) return
    for (const { uses, with: given } of own.flatMap(jobsOf))
      if (/\/(?:production|rollback|approve)\.yml@/.test(uses))
        expect(given['self-approval'], uses).toBe(false)
  })

  test('whoever may approve is the same wherever it is asked', () => {
    const lists = own
      .flatMap(jobsOf)
      .filter(({ uses }) => /\/(?:production|rollback|approve)\.yml@/.test(uses))
      .map(({ with: given }) => given.approvers)
    expect(new Set(lists).size).toBe(1)
  })
})

describe('the plan on a pull request', () => {
  const text = read('examples/callers/plan.yml')
  const {
    on,
    permissions: top,
    jobs,
  } = z
    .looseObject({
      on: z.record(z.string(), z.unknown()),
      permissions: z.strictObject({}),
      jobs: z.record(
        z.string(),
        z.looseObject({
          permissions,
          if: z.string().optional(),
          steps: z.array(
            z.looseObject({
              uses: z.string().optional(),
              with: z.record(z.string(), z.unknown()).optional(),
            }),
          ),
        }),
      ),
    })
    .parse(parse(text))

  test('is understood by GitHub as far as it can be without our repository', async () => {
    const local = text.replaceAll(/uses: owner\/sluice\/(\S+)@0{40}/g, 'uses: ./$1')
    expect(await diagnose('.github/workflows/plan.yml', local)).toEqual([])
  })

  test('runs the code of strangers nowhere: their files are read, with a token that can only read', () => {
    expect(Object.keys(on)).toEqual(['pull_request'])
    expect(top).toEqual({})
    const { plan } = jobs
    expect(Object.values(plan?.permissions ?? {})).toEqual(['read', 'read'])
    expect(Object.keys(plan ?? {})).not.toContain('environment')
    expect(text).not.toContain('secrets.')
    expect(plan?.steps.map(({ uses }) => uses?.split('@')[0])).toEqual([
      'actions/checkout',
      'owner/sluice/actions/rollout',
    ])
    expect(plan?.steps[0]?.with).toEqual({ 'persist-credentials': false })
  })

  test('gives the action inputs that it has', () => {
    const given = jobs.plan?.steps[1]?.with ?? {}
    expect(given.operation).toBe('plan')
    expect(Object.keys(readMetadata('rollout').inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
  })

  test('comments only where the pull request comes from the repository itself', () => {
    expect(jobs.comment?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository')
    expect(jobs.comment?.permissions).toEqual({ 'pull-requests': 'write' })
    expect(jobs.comment?.steps.some(({ uses }) => uses !== undefined)).toBe(false)
  })

  test('gives a reason for every permission', () => {
    for (const line of text.split('\n').filter((one) => /^ {6}[a-z-]+: (?:read|write)\b/.test(one)))
      expect(line).toMatch(/ # \S.{9,}$/)
  })
})
