import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ROOT, readMetadata, VERBS } from './metadata.ts'
import { runStep, type StepOrder } from './step.ts'

const folders: string[] = []
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })))
})

/** A working copy of the shop of the demo; `config` replaces its configuration. */
const workingCopy = async (config?: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-shop-'))
  folders.push(folder)
  await cp(join(ROOT, 'demo', 'shop'), folder, { recursive: true })
  if (config !== undefined) await writeFile(join(folder, '.github', 'sluice.yml'), config)
  return folder
}

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).sort()

/** A complete order of the right kind for each action, on the ledger of a directory. */
const orderFor = (verb: string): Record<string, string> => {
  const { inputs } = readMetadata(verb)
  const wanted: Record<string, string> = {
    environment: 'production',
    operation: 'status',
    reason: 'a test',
    revision: 'v1',
    ledger: 'file:ledger',
  }
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => name in inputs))
}

describe('the committed bundle', () => {
  test.each(VERBS)('%s names all inputs that are missing, at once, and writes its outputs', async (verb) => {
    const required = Object.entries(readMetadata(verb).inputs).filter(([, input]) => input.required)
    const { code, errors, outputs, summary } = await runStep(verb)
    expect(code).toBe(1)
    const missing = required.map(([name]) => `\`${name}\` is required`)
    if (missing.length > 0) expect([...errors].sort()).toEqual(missing.sort())
    else expect(errors).toEqual([expect.stringContaining('there is no configuration')])
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(readMetadata(verb).outputs).sort())
    expect(outputs).toMatchObject({ decision: 'error', reason: 'config' })
    expect(JSON.parse(outputs.result ?? '')).toMatchObject({ schema: 1, action: verb, reason: 'config' })
    expect(summary).toBe('')
  })

  test.each(VERBS)('%s refuses an input it does not know, with those it knows', async (verb) => {
    const { code, errors } = await runStep(verb, { inputs: { ...orderFor(verb), 'dry-rum': 'true' } })
    expect(code).toBe(1)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toContain('`dry-rum` is not an input of this action')
    for (const name of Object.keys(readMetadata(verb).inputs)) expect(errors[0]).toContain(name)
  })

  test.each(VERBS)('%s shows every mistake of the configuration, each with its line', async (verb) => {
    const workspace = await workingCopy(
      [
        'version: 1',
        'service: Shop!',
        'components:',
        '  web: { platform: local, directory: releases, command: [node, server.mjs] }',
        'metrics:',
        '  errors: { source: platform, of: web, maxx: 2% }',
        'environments:',
        '  production:',
        '    steps:',
        '      - { weight: 10, bake: 6s }',
        '      - { weight: 100%, bake: soon }',
        '',
      ].join('\n'),
    )
    const before = await filesBelow(workspace)
    const { code, errors, outputs } = await runStep(verb, { inputs: orderFor(verb), workspace })
    expect(code).toBe(1)
    expect(outputs).toMatchObject({ decision: 'error', reason: 'config' })
    const lines = errors.map((error) => /^\.github\/sluice\.yml:(\d+):\d+: /.exec(error)?.[1])
    expect([...new Set(lines)]).toEqual(['2', '4', '6', '10', '11'])
    expect(errors.find((error) => error.includes(':6:'))).toContain('max')
    expect(await filesBelow(workspace)).toEqual(before)
  })

  test.each(VERBS)('%s says when there is no configuration', async (verb) => {
    const { code, errors } = await runStep(verb, { inputs: orderFor(verb) })
    expect(code).toBe(1)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toContain('there is no configuration at .github/sluice.yml')
  })

  test('secret-check names all secrets that are missing, shows none, and changes nothing', async () => {
    const config = readFileSync(join(ROOT, 'demo', 'shop', '.github', 'sluice.yml'), 'utf8').replace(
      'secrets:\n',
      'secrets:\n  - API_KEY\n  - WEBHOOK_TOKEN\n  - PRESENT_KEY\n',
    )
    const workspace = await workingCopy(config)
    const before = await filesBelow(workspace)
    const { code, log, errors, outputs, summary } = await runStep('secret-check', {
      inputs: { environment: 'production' },
      env: { PRESENT_KEY: 'k-4711-zwölf', WEBHOOK_TOKEN: 'changeme' },
      workspace,
    })
    expect(code).toBe(1)
    expect(outputs).toMatchObject({ decision: 'refuse', reason: 'missing-secrets' })
    expect(outputs.missing?.split('\n').sort()).toEqual(['API_KEY', 'DATABASE_URL', 'WEBHOOK_TOKEN'])
    expect(errors).toHaveLength(1)
    for (const sentence of [
      'API_KEY is missing',
      'DATABASE_URL is missing',
      'WEBHOOK_TOKEN is placeholder',
    ]) {
      expect(errors[0]).toContain(sentence)
      // Markdown of the summary is inert: underscores are escaped.
      expect(summary.replaceAll('\\', '')).toContain(sentence)
    }
    const shown = log.replace(/^::add-mask::.*$/gm, '') + summary + JSON.stringify(outputs)
    expect(shown).not.toContain('k-4711')
    expect(await filesBelow(workspace)).toEqual(before)
  })

  test('a gate that needs a secret stops before it changes anything', async () => {
    const workspace = await workingCopy()
    const before = await filesBelow(workspace)
    const { code, errors, outputs } = await runStep('migrate', { inputs: orderFor('migrate'), workspace })
    expect(code).toBe(1)
    expect(outputs).toMatchObject({ decision: 'error', reason: 'config' })
    expect(errors[0]).toContain('the secret DATABASE_URL did not reach this action')
    expect(await filesBelow(workspace)).toEqual(before)
  })

  test.each(['pull_request_target', 'issue_comment', 'pull_request'])(
    'refuses to act for the event %s, which a stranger can cause',
    async (event) => {
      const workspace = await workingCopy()
      const { code, errors } = await runStep('rollout', {
        inputs: orderFor('rollout'),
        env: { GITHUB_EVENT_NAME: event },
        workspace,
      })
      expect(code).toBe(1)
      expect(errors[0]).toContain(`Sluice does not act on the event ${event}`)
    },
  )

  test('tells where a service stands that has never been rolled out', async () => {
    const workspace = await workingCopy()
    const { code, outputs, summary } = await runStep('rollout', { inputs: orderFor('rollout'), workspace })
    expect(code).toBe(0)
    expect(outputs).toMatchObject({ decision: 'pass', reason: 'no-rollout', phase: '', weight: '' })
    expect(summary).toContain('shop has no rollout in production yet.')
  })
})

const dist = join(ROOT, 'dist')
const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'))

/** A piece of text that only the code of the package has. */
const PACKAGES = {
  octokit: 'class Octokit',
  undici: 'class EnvHttpProxyAgent',
  postgres: 'CONNECTION_DESTROYED',
  yaml: 'class YAMLParseError',
  exec: 'class ToolRunner',
} as const

const packagesIn = (chunks: readonly string[]): string[] =>
  Object.entries(PACKAGES).flatMap(([name, mark]) =>
    chunks.some((chunk) => readFileSync(join(dist, chunk), 'utf8').includes(mark)) ? [name] : [],
  )

describe('what is loaded', () => {
  test('each package of the list is in the bundle, apart from the entry', () => {
    expect(packagesIn(scripts)).toEqual(Object.keys(PACKAGES))
    expect(packagesIn(['index.js'])).toEqual([])
  })

  test.each(VERBS)('%s loads no package before its inputs are in order', async (verb) => {
    const { chunks } = await runStep(verb, { onRunner: false })
    expect(chunks).toContain('index.js')
    expect(packagesIn(chunks)).toEqual([])
  })

  test.each(VERBS)('%s on the ledger of a directory never loads octokit', async (verb) => {
    const workspace = await workingCopy()
    const order: StepOrder = {
      inputs: orderFor(verb),
      // Nobody listens there: the gate ends at its first connection.
      env: { DATABASE_URL: 'postgres://app:pw@127.0.0.1:1/shop' },
      workspace,
      onRunner: false,
    }
    const { chunks } = await runStep(verb, order)
    expect(packagesIn(chunks)).toContain('yaml')
    expect(packagesIn(chunks)).not.toContain('octokit')
    if (verb !== 'migrate') expect(packagesIn(chunks)).not.toContain('postgres')
  })

  test('a gate that asks nobody over the network loads no client for it', async () => {
    const workspace = await workingCopy()
    for (const verb of ['secret-check', 'rollout']) {
      const { chunks } = await runStep(verb, { inputs: orderFor(verb), workspace, onRunner: false })
      expect(packagesIn(chunks), verb).toEqual(['yaml'])
    }
  })

  test('the ledger on GitHub is what loads octokit', async () => {
    const workspace = await workingCopy()
    const { chunks, code } = await runStep('rollout', {
      inputs: { ...orderFor('rollout'), ledger: 'github', 'github-token': 'ghs_0123456789' },
      // A port that nobody can listen on: the answer is an error, and the client is loaded by then.
      env: {
        GITHUB_REPOSITORY: 'octo/shop',
        GITHUB_API_URL: 'http://127.0.0.1:1',
        GITHUB_EVENT_NAME: 'workflow_dispatch',
      },
      workspace,
    })
    expect(code).toBe(1)
    expect(packagesIn(chunks)).toContain('octokit')
  })
})

describe('the size of the bundle', () => {
  test('its JavaScript is below 3.2 MB in all', () => {
    const bytes = scripts.reduce((sum, name) => sum + readFileSync(join(dist, name)).length, 0)
    expect(bytes).toBeGreaterThan(1_000_000)
    expect(bytes).toBeLessThan(3_200_000)
  })

  test('what every action loads first is small', () => {
    expect(readFileSync(join(dist, 'index.js')).length).toBeLessThan(30_000)
  })

  test('it runs from the files of this repository alone', () => {
    const imported = scripts.flatMap((name) => [
      ...readFileSync(join(dist, name), 'utf8').matchAll(/^(?:import|export)\s.*?\sfrom '([^']+)'/gm),
    ])
    const foreign = imported.map(([, from = '']) => from).filter((from) => !/^(?:\.|node:)/.test(from))
    const builtin = new Set(['module', 'url', 'path', 'fs', 'os'])
    expect(foreign.filter((name) => !builtin.has(name))).toEqual([])
    expect(JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8'))).toMatchObject({ type: 'module' })
  })
})
