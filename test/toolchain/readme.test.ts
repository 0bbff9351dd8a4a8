import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ActionPage,
  capabilitiesTable,
  inputsTable,
  MarkerError,
  platformsTable,
  readReasons,
  table,
  withSection,
} from '../../scripts/readme-tables.ts'

const root = join(import.meta.dirname, '../..')

describe('the tables', () => {
  test('go between their markers, and the rest of the page stays', () => {
    const page = 'Before\n<!-- a:start -->\nold\n<!-- a:end -->\nAfter\n'
    const once = withSection(page, 'a', 'new')
    expect(once).toBe('Before\n<!-- a:start -->\n\nnew\n\n<!-- a:end -->\nAfter\n')
    expect(withSection(once, 'a', 'new')).toBe(once)
  })

  test.each([
    ['no markers', 'text'],
    ['no end', '<!-- a:start -->'],
    ['the end before the start', '<!-- a:end --><!-- a:start -->'],
    ['two of them', '<!-- a:start --><!-- a:end --><!-- a:start --><!-- a:end -->'],
  ])('are refused on a page with %s', (_, page) => {
    expect(() => withSection(page, 'a', 'new')).toThrow(MarkerError)
  })

  test('keep what a cell must not break', () => {
    expect(table(['A', 'B'], [['one|two', 'a\nb']])).toBe('| A | B |\n|---|---|\n| one\\|two | a b |')
  })

  test('show what is required first, then the defaults', () => {
    const input = { description: 'It.', kind: 'text' } as const
    const page: ActionPage = {
      verb: 'x',
      description: 'It.',
      inputs: [
        { name: 'config', required: false, default: 'a.yml', ...input },
        { name: 'environment', required: true, default: undefined, ...input },
        { name: 'token', required: false, default: undefined, description: 'It.', kind: 'secret' },
      ],
      outputs: [],
    }
    expect(inputsTable(page).split('\n').slice(2)).toEqual([
      '| `environment` | text | **required** | It. |',
      '| `config` | text | `a.yml` | It. |',
      '| `token` | secret |  | It. |',
    ])
  })

  test('say in words what a platform can do', () => {
    const capabilities = {
      split: 'none',
      darkDeploy: false,
      rollback: 'redeploy',
      releaseMetrics: false,
      jobs: false,
      secretNames: false,
    } as const
    expect(platformsTable([{ type: 'acme', page: null, capabilities }])).toContain(
      '| `acme` | none | no | minutes | no |',
    )
    const all = { ...capabilities, split: 'units', jobs: true, secretNames: true } as const
    expect(
      capabilitiesTable([{ type: 'acme', page: 'docs/platforms/acme.md', capabilities: all }]),
    ).toContain('| [`acme`](platforms/acme.md) | machines or apps | no | redeploy | yes | yes | no |')
  })

  test('take the words of reasons from the page on states, not from its phases, and miss none', () => {
    const page =
      '| `paused` | A phase. | Somebody. |\n\n## Reasons to wait\n\n| `paused` | A person did. | Resume. |\n'
    expect(readReasons(page, ['paused'])).toEqual({ paused: ['A person did.', 'Resume.'] })
    expect(() => readReasons(page, ['paused', 'drift'])).toThrow('drift')
  })
})

describe('scripts/readme.ts', () => {
  let copy = ''
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'sluice-readme-'))
    for (const path of ['actions', 'docs', 'scripts', 'src', 'package.json'])
      cpSync(join(root, path), join(copy, path), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  const run = (...args: string[]) => {
    const script = join(copy, 'scripts', 'readme.ts')
    const { status, stderr } = spawnSync(process.execPath, [script, ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1' },
    })
    return { status, stderr }
  }
  const change = (path: string, edit: (text: string) => string): string => {
    const before = readFileSync(join(copy, path), 'utf8')
    const after = edit(before)
    expect(after).not.toBe(before)
    writeFileSync(join(copy, path), after)
    return before
  }

  test('finds the committed pages in order, also while there is no README yet', () => {
    expect(run('--check')).toEqual({ status: 0, stderr: '' })
  })

  test.each([
    ['an input got another default', 'actions/deploy/action.yml', 'default: github\n', 'default: gitlab\n'],
    ['a table was edited by hand', 'docs/reasons.md', '| `done` |', '| `finished-well` |'],
  ])('names the page that is stale when %s, and mends it', (_, path, old, fresh) => {
    const before = change(path, (text) => text.replace(old, fresh))
    const { status, stderr } = run('--check')
    const page = path.replace('action.yml', 'README.md')
    expect(status).toBe(1)
    expect(stderr).toBe(`${page} is not what scripts/readme.ts writes: run it and commit the result\n`)
    expect(run().status).toBe(0)
    expect(run('--check').status).toBe(0)
    writeFileSync(join(copy, path), before)
    expect(run().status).toBe(0)
  })

  test('says which page lacks its markers', () => {
    const before = change('actions/migrate/README.md', (text) => text.replace('<!-- inputs:end -->', ''))
    expect(run('--check')).toEqual({
      status: 1,
      stderr:
        'actions/migrate/README.md needs exactly one pair of lines <!-- inputs:start --> and <!-- inputs:end -->\n',
    })
    writeFileSync(join(copy, 'actions/migrate/README.md'), before)
  })
})
