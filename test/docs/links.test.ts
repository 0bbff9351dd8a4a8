import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { registries } from '../../actions/registries.ts'
import { loadConfig } from '../../src/config/load.ts'
import { ConfigError } from '../../src/kit/errors.ts'

const root = join(import.meta.dirname, '..', '..')

/** Files below a folder of the repository, by their path from its root. */
const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith(ending) && !/node_modules/.test(entry.parentPath),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const PAGES = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', 'actions'].flatMap((folder) => filesBelow(folder, '.md')),
].sort()

const SOURCES = ['src', 'actions', 'scripts'].flatMap((folder) => [
  ...filesBelow(folder, '.ts'),
  ...filesBelow(folder, '.yml'),
])

const FENCE = /^(?<mark>`{3,})(?<info>[^\n`]*)\n(?<body>[\s\S]*?)^\k<mark>[ \t]*$/gm

const withoutExamples = (page: string): string => page.replace(FENCE, '')

/** Anchors of a page's headings as GitHub makes them: lower case, blanks to hyphens, a number for each repetition. */
const anchorsOf = (page: string): Set<string> => {
  const seen = new Map<string, number>()
  const headings = withoutExamples(page).matchAll(/^#{1,6} +(?<title>.+?) *#*$/gm)
  return new Set(
    [...headings].map(({ groups }) => {
      const title = (groups?.title ?? '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      const slug = title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_\- ]/gu, '')
        .replaceAll(' ', '-')
      const count = seen.get(slug) ?? 0
      seen.set(slug, count + 1)
      return count === 0 ? slug : `${slug}-${count}`
    }),
  )
}

/** What is wrong with a target, read from a folder of the repository; null when it exists. */
const faultOf = (target: string, from: string): string | null => {
  const [path = '', anchor] = target.split('#')
  const file = normalize(join(from, path))
  if (file.startsWith('..')) return 'leads out of the repository'
  if (!existsSync(join(root, file))) return 'does not exist'
  if (anchor === undefined || anchor === '') return null
  if (!statSync(join(root, file)).isFile() || !file.endsWith('.md')) return 'has no anchors'
  return anchorsOf(read(file)).has(anchor) ? null : 'has no such heading'
}

/** Relative targets of the links and images of a page. An anchor alone belongs to the page itself. */
const linksOf = (path: string): string[] => {
  const text = withoutExamples(read(path)).replace(/`[^`\n]*`(?!\])/g, '')
  return [...text.matchAll(/\]\((?<target>[^)\s]+)(?: "[^"]*")?\)/g)]
    .map(({ groups }) => groups?.target ?? '')
    .filter((target) => !/^[a-z]+:/i.test(target))
    .map((target) => (target.startsWith('#') ? `${path.split('/').at(-1)}${target}` : target))
}

describe('links', () => {
  test.each(PAGES)('every link of %s leads somewhere', (path) => {
    const broken = linksOf(path).flatMap((target) => {
      const fault = faultOf(target, dirname(path))
      return fault === null ? [] : [`${target} ${fault}`]
    })
    expect(broken).toEqual([])
  })

  test('the check sees a page, a heading or a folder that is missing', () => {
    expect(faultOf('concepts.md#a-tick', 'docs')).toBeNull()
    expect(faultOf('../test', 'docs')).toBeNull()
    expect(faultOf('nowhere.md', 'docs')).toBe('does not exist')
    expect(faultOf('concepts.md#no-such-heading', 'docs')).toBe('has no such heading')
    expect(faultOf('../../elsewhere.md', 'docs')).toBe('leads out of the repository')
    expect([...anchorsOf('# One\n## A `b`, c & d\n```\n# no\n```\n## One')]).toEqual([
      'one',
      'a-b-c--d',
      'one-1',
    ])
  })

  test('every page that the code points to exists, with its heading', () => {
    const named = SOURCES.flatMap((path) => {
      const text = read(path)
      // Whole strings, as in `docs: 'ledger.md#record'`, and paths in comments and descriptions.
      const strings = [...text.matchAll(/['"](?<page>(?:[a-z-]+\/)*[a-z-]+\.md(?:#[\w-]+)?)['"]/g)]
      const paths = [...text.matchAll(/\bdocs\/(?<page>(?:[a-z-]+\/)*[a-z-]+\.md(?:#[\w-]+)?)/g)]
      return [...strings, ...paths]
        .flatMap(({ groups }) => groups?.page ?? [])
        .map((page) => ({ path, page }))
    })
    expect(named.length).toBeGreaterThan(15)
    const broken = named.flatMap(({ path, page }) => {
      const fault = faultOf(page, page.startsWith('docs/') ? '.' : 'docs')
      return fault === null ? [] : [`${path}: ${page} ${fault}`]
    })
    expect(broken).toEqual([])
  })

  test('every mistake in a configuration points to a page and heading that exist', async () => {
    const sections = ['components', 'database', 'secrets', 'smoke', 'sources', 'metrics', 'environments']
    const text = `version: 1\nservice: shop\n${sections.map((section) => `${section}: 7\n`).join('')}`
    const error: unknown = await loadConfig(text, registries).catch((thrown: unknown) => thrown)
    if (!(error instanceof ConfigError)) throw new Error('the configuration was taken')
    const pages = error.problems.map(({ docs }) => docs ?? '')
    expect(pages).toEqual(expect.arrayContaining(sections.map((section) => `configuration.md#${section}`)))
    expect(pages.map((page) => faultOf(page, 'docs'))).toEqual(pages.map(() => null))
  })
})

/** Every mapping inside a parsed document. */
const mappingsIn = (value: unknown): Record<string, unknown>[] => {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(mappingsIn)
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner]
}

interface Metadata {
  inputs: Record<string, { required?: boolean }>
}

/** What is wrong with the steps of a workflow that use our actions. */
const stepFaults = (workflow: unknown): string[] =>
  mappingsIn(workflow).flatMap((step) => {
    const uses = typeof step.uses === 'string' ? step.uses : ''
    const verb = /(?:^\$|sluice)\/actions\/(?<verb>[a-z-]+)(?:@|$)/.exec(uses)?.groups?.verb
    if (verb === undefined) return []
    const file = `actions/${verb}/action.yml`
    if (!existsSync(join(root, file))) return [`there is no action ${verb}`]
    const { inputs } = parse(read(file)) as Metadata
    const given = Object.keys((step.with ?? {}) as object)
    return [
      ...given.filter((name) => !(name in inputs)).map((name) => `${verb} has no input ${name}`),
      ...Object.entries(inputs)
        .filter(([name, { required }]) => required === true && !given.includes(name))
        .map(([name]) => `${verb} needs the input ${name}`),
    ]
  })

describe('workflows', () => {
  const workflows = PAGES.flatMap((path) =>
    [...read(path).matchAll(FENCE)].flatMap(({ groups }, index) =>
      groups?.info?.trim() === 'yaml' && /\buses: /.test(groups.body ?? '')
        ? [{ path, number: index + 1, workflow: parse(groups.body ?? '') as Record<string, unknown> }]
        : [],
    ),
  )
  const whole = workflows.filter(({ workflow }) => 'jobs' in workflow)

  test('the README has one whole workflow', () => {
    expect(whole.filter(({ path }) => path === 'README.md')).toHaveLength(1)
  })

  test.each(workflows)('block $number of $path names actions and inputs that exist', ({ workflow }) => {
    expect(stepFaults(workflow)).toEqual([])
  })

  const jobsOf = (workflow: Record<string, unknown>) =>
    Object.values(workflow.jobs as Record<string, Record<string, unknown>>)
  const calls = whole.filter(({ workflow }) => jobsOf(workflow).some((job) => 'uses' in job))

  test.each(calls)('block $number of $path calls a workflow as it wants to be called', ({ workflow }) => {
    for (const { uses, with: given = {}, permissions } of jobsOf(workflow)) {
      const [, file = ''] =
        /^owner\/sluice\/(\.github\/workflows\/[\w-]+\.yml)@<sha>$/.exec(String(uses)) ?? []
      const called = parse(read(file)) as {
        on: { workflow_call: { inputs: Record<string, { required?: boolean }> } }
        jobs: Record<string, { permissions: Record<string, string> }>
      }
      const { inputs } = called.on.workflow_call
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given as object)))
      for (const [name, { required }] of Object.entries(inputs))
        if (required) expect(given).toHaveProperty(name)
      const granted = permissions as Record<string, string>
      for (const job of Object.values(called.jobs))
        for (const [scope, level] of Object.entries(job.permissions))
          expect([level, 'write']).toContain(granted[scope])
    }
  })

  test.each(whole.filter((one) => !calls.includes(one)))(
    'the jobs of block $number of $path make no deployment of their own',
    ({ workflow }) => {
      expect(workflow.permissions).toEqual({ contents: 'read', deployments: 'write' })
      for (const job of Object.values(workflow.jobs as Record<string, { environment: unknown }>))
        expect(job.environment).toEqual({ name: 'production', deployment: false })
    },
  )

  test('the check sees an action, an input or a required input that is missing', () => {
    const step = (uses: string, inputs: object) => ({ steps: [{ uses, with: inputs }] })
    expect(stepFaults(step('owner/sluice/actions/fly@1', {}))).toEqual(['there is no action fly'])
    expect(stepFaults(step('$/actions/deploy', { environment: 'a', mode: 'b' }))).toEqual([
      'deploy has no input mode',
    ])
    expect(stepFaults(step('$/actions/deploy', {}))).toEqual(['deploy needs the input environment'])
  })
})

describe('examples', () => {
  const examples = PAGES.flatMap((path) =>
    [...read(path).matchAll(FENCE)].flatMap(({ groups }, index) =>
      groups?.info?.trim() === 'yaml' && /^version: 1$/m.test(groups.body?.split('\n')[0] ?? '')
        ? [{ path, number: index + 1, body: groups.body ?? '' }]
        : [],
    ),
  )

  test('there are examples of whole configurations', () => {
    expect(examples.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['docs/configuration.md', 'docs/getting-started.md']),
    )
  })

  test.each(examples)('the configuration in block $number of $path is one that loads', async ({ body }) => {
    await expect(loadConfig(body, registries)).resolves.toMatchObject({ config: { version: 1 } })
  })
})

describe('README', () => {
  test('fits on one screen or two: below 8 KiB', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThan(8192)
  })
})

describe('troubleshooting', () => {
  /** First cells of the tables whose head is "Message", cut where a name or number stands. */
  const messages = read('docs/troubleshooting.md')
    .split(/^## /m)
    .filter((section) => section.includes('| Message |'))
    .flatMap((section) => section.match(/^\| .+$/gm) ?? [])
    .map((row) => row.split('|')[1]?.trim() ?? '')
    .filter((cell) => cell !== 'Message')

  const source = ['src', 'actions'].flatMap((folder) => filesBelow(folder, '.ts')).map(read)
  const all = source.join('\n').replaceAll('\\`', '`')

  test('its page has messages of every part', () => {
    expect(messages.length).toBeGreaterThan(40)
  })

  test.each(messages)('the product can say: %s', (message) => {
    const fragments = message.split('...').map((part) => part.trim())
    const telling = fragments.filter((part) => part.length > 3)
    expect(telling.length).toBeGreaterThan(0)
    expect(telling.filter((part) => !all.includes(part))).toEqual([])
  })
})
