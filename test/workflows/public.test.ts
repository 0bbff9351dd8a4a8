import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { CHECKED, SECRETS, SIGNING, workflowFiles } from '../../scripts/workflows.ts'
import { ROOT, readMetadata, VERBS } from '../actions/metadata.ts'
import { diagnose } from './language-service.ts'
import { everyWorkflow } from './linters.ts'
import { faultsOf, RULES, RULES_FOR_ALL, type Rule } from './rules.ts'

const folder = join(ROOT, '.github', 'workflows')
const read = (name: string): string => readFileSync(join(folder, `${name}.yml`), 'utf8')
const NAMES = ['staging', 'beta', 'production', 'approve', 'rollback', 'tick']
const PUBLIC = [...NAMES, ...NAMES.map((name) => `${name}-oidc`)]
const ALL = readdirSync(folder).filter((name) => name.endsWith('.yml'))
const actions = new Map(VERBS.map((verb) => [verb, readMetadata(verb)]))

describe.each(PUBLIC)('the workflow %s', (name) => {
  test.each(RULES)('%s', (rule) => {
    expect(faultsOf(rule, read(name), actions)).toEqual([])
  })
})

describe.each([...everyWorkflow()])('every workflow, also %s', (_path, text) => {
  test.each(RULES_FOR_ALL)('%s', (rule) => {
    expect(faultsOf(rule, text, actions)).toEqual([])
  })
})

/** A change that breaks a rule, in a workflow that keeps all of them. */
const BREAKS: Readonly<Record<Rule, [file: string, from: string | RegExp, to: string]>> = {
  'has no condition that is always true because text stands around its braces': [
    'production',
    'if: >-\n      ${{ !cancelled()',
    'if: |\n      ${{ !cancelled()',
  ],
  'grants nothing at the top': ['production', '\npermissions: {}\n', '\npermissions: { contents: write }\n'],
  'says for every job what it may do': ['approve', '    permissions: {}\n    steps', '    steps'],
  'gives the reason of every permission beside it': ['tick', / # to check out the configurations/, ''],
  'never asks for id-token, which would fail every caller, but in a twin that says so': [
    'production',
    '# id-token: write # only in the -oidc twin: ',
    'id-token: write # ',
  ],
  'ends every job after a time': ['rollback', '    timeout-minutes: 5\n', ''],
  'lets the caller choose the runner': ['tick', 'runs-on: ${{ inputs.runner }}', 'runs-on: ubuntu-latest'],
  'names what it uses by full commit': ['staging', /actions\/checkout@[0-9a-f]{40}/, 'actions/checkout@v7'],
  'leaves no token behind in the working copy': ['staging', 'persist-credentials: false', 'fetch-depth: 1'],
  'puts nothing into a script that comes from outside': [
    'approve',
    "echo 'Somebody",
    "echo '${{ github.event.head_commit.message }} Somebody",
  ],
  'makes no deployment of GitHub when it names an environment': ['tick', ', deployment: false }', ' }'],
  'holds no lock above its jobs': ['tick', '\npermissions: {}\n', '\npermissions: {}\nconcurrency: tick\n'],
  'takes the lock by the same three lines everywhere': ['rollback', '      queue: max\n', ''],
  'holds the lock for a quarter of an hour at most': [
    'staging',
    'timeout-minutes: 15\n',
    'timeout-minutes: 30\n',
  ],
  'changes something only under the lock, and holds it for nothing else': [
    'tick',
    / {4}concurrency:\n(?: {6}.*\n)+/,
    '',
  ],
  'asks people where nothing can happen: no lock, no secret, no permission': [
    'production',
    'permissions: {}\n    steps',
    'permissions: { contents: read }\n    steps',
  ],
  'gives its actions inputs that they have, and those that they need': [
    'production',
    'allow-downgrade: ${{ inputs',
    'allow-downgrades: ${{ inputs',
  ],
}

describe('each rule can be broken', () => {
  test.each(Object.entries(BREAKS))('%s', (rule, [file, from, to]) => {
    const before = read(file)
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    expect(faultsOf(rule as Rule, before, actions)).toEqual([])
    expect(faultsOf(rule as Rule, after, actions)).not.toEqual([])
  })

  test.each([
    [
      'a condition in two pairs of braces',
      'production',
      "if: ${{ needs.propose.outputs.next == 'approve' && inputs",
      "if: ${{ needs.propose.outputs.next == 'approve' }} && ${{ inputs",
    ],
    [
      'a condition in a folded text',
      'tick',
      'if: >-\n      ${{ !cancelled()',
      'if: >\n      ${{ !cancelled()',
    ],
    [
      'an approval under the lock',
      'production',
      '    permissions: {}\n',
      '    permissions: {}\n    concurrency: { group: x }\n',
    ],
    ['a lock that cancels who holds it', 'tick', 'cancel-in-progress: false', 'cancel-in-progress: true'],
    ['a deployment outside the lock', 'production', / {4}concurrency:\n(?: {6}.*\n)+/, ''],
    ['a lock around a mere question', 'rollback', 'part: request', 'part: whole'],
  ])('so is %s seen', (_what, file, from, to) => {
    const after = read(file).replace(from, to)
    expect(after).not.toBe(read(file))
    expect(RULES.flatMap((rule) => faultsOf(rule, after, actions))).not.toEqual([])
  })
})

describe("GitHub's language service", () => {
  test.each(ALL)('has nothing to say of %s', async (file) => {
    const path = `.github/workflows/${file}`
    expect(await diagnose(path, readFileSync(join(folder, file), 'utf8'))).toEqual([])
  })

  test.each(VERBS)('has nothing to say of the action.yml of %s', async (verb) => {
    const path = `actions/${verb}/action.yml`
    expect(await diagnose(path, readFileSync(join(ROOT, path), 'utf8'))).toEqual([])
  })

  test.each([
    ['a job that does not exist', 'needs: propose\n', 'needs: proposal\n'],
    ['an unknown key of a job', 'timeout-minutes: 10', 'timeout-minuts: 10'],
    ['an expression that cannot be read', '${{ !cancelled() }}', '${{ !cancelled( }}'],
    ['an input that is not declared', 'inputs.allow-downgrade }}', 'inputs.allow_downgrade }}'],
    ['an input that our action does not have', 'target: canary', 'targets: canary'],
    ['an action that we do not have', '$/actions/deploy', '$/actions/deploi'],
  ])('sees %s', async (_what, from, to) => {
    const text = read('production').replace(from, to)
    expect(text).not.toBe(read('production'))
    expect(await diagnose('.github/workflows/production.yml', text)).not.toEqual([])
  })
})

describe('what is generated', () => {
  test('is what scripts/workflows.ts writes', () => {
    for (const [name, text] of workflowFiles(read)) expect(read(name) === text, `${name}.yml`).toBe(true)
  })

  test('every twin differs by one permission, and grants it to jobs with secrets alone', () => {
    for (const name of NAMES) {
      const twin = parse(read(`${name}-oidc`)) as {
        jobs: Record<string, { permissions: object; env?: object }>
      }
      const jobs = Object.values(twin.jobs)
      expect(jobs.filter(({ permissions }) => 'id-token' in permissions)).toEqual(
        jobs.filter(({ env }) => env),
      )
      expect(jobs.some(({ env }) => env)).toBe(true)
    }
  })

  const secretsShape = z.looseObject({
    on: z.object({
      workflow_call: z.looseObject({
        secrets: z.record(z.string(), z.strictObject({ required: z.literal(false) })),
      }),
    }),
    jobs: z.record(
      z.string(),
      z.looseObject({
        env: z.record(z.string(), z.string()).optional(),
        steps: z.array(
          z.looseObject({
            uses: z.string().optional(),
            env: z.record(z.string(), z.string()).optional(),
          }),
        ),
      }),
    ),
  })

  const handedOver = (names: readonly string[]) =>
    Object.fromEntries(names.map((secret) => [secret, `\${{ secrets.${secret} }}`]))

  test.each(PUBLIC)('%s declares every secret of the lists that it uses, and hands over no other', (name) => {
    const { on, jobs } = secretsShape.parse(parse(read(name)))
    const checks = Object.values(jobs).some(({ steps }) =>
      steps.some(({ uses }) => uses === '$/actions/secret-check'),
    )
    expect(Object.keys(on.workflow_call.secrets)).toEqual(checks ? [...SECRETS, ...CHECKED] : [...SECRETS])
    for (const { env } of Object.values(jobs)) if (env) expect(env).toEqual(handedOver(SECRETS))
  })

  test.each(PUBLIC)('%s shows secrets that no gate uses to the secret check alone', (name) => {
    const { jobs } = secretsShape.parse(parse(read(name)))
    const checks = Object.values(jobs).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses === '$/actions/secret-check'),
    )
    for (const { env } of checks) expect(env).toEqual(handedOver(CHECKED))
    // A job without secrets that writes the word of a person signs it, and gets nothing else.
    const record = name.startsWith('approve') ? jobs.record?.steps.filter(({ env }) => env) : []
    for (const { env } of record ?? []) expect(env).toEqual(handedOver(SIGNING))
    const others = Object.values(jobs).flatMap(({ steps }) => steps)
    expect(others.filter(({ env }) => env)).toEqual([...checks, ...(record ?? [])])
    expect(record).toHaveLength(name.startsWith('approve') ? 1 : 0)
  })
})
