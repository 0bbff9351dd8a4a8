import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const step = z.looseObject({ uses: z.string().optional(), run: z.string().optional() })
const workflow = z.looseObject({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.looseObject({
      uses: z.string().optional(),
      'timeout-minutes': z.union([z.number(), z.string()]).optional(),
      steps: z.array(step).default([]),
    }),
  ),
})

const files = readdirSync(join(root, '.github', 'workflows')).filter((name) => /\.ya?ml$/.test(name))

/** The same repository at the same commit, or somebody else's at one full commit with its version beside it. */
const PINNED = /^(?:\$\/[\w./-]+|[\w.-]+\/[\w./-]+@[0-9a-f]{40})$/

describe.each(files)('the workflow %s', (file) => {
  const text = read(`.github/workflows/${file}`)
  const { permissions, jobs } = workflow.parse(parse(text))
  const used = Object.values(jobs).flatMap(({ uses, steps }) => [uses, ...steps.map((one) => one.uses)])

  test('grants nothing that no job asks for', () => {
    expect(permissions).toEqual({})
  })

  test('names what it uses by full commit, with the version for people', () => {
    expect(used.filter((name) => name !== undefined && !PINNED.test(name))).toEqual([])
    for (const line of text.split('\n').filter((one) => /@[0-9a-f]{40}/.test(one)))
      expect(line).toMatch(/# v\d+\.\d+\.\d+$/)
  })

  test('ends every job of its own after a time', () => {
    const endless = Object.entries(jobs).filter(
      ([, job]) => !job.uses && job['timeout-minutes'] === undefined,
    )
    expect(endless.map(([name]) => name)).toEqual([])
  })

  test('puts nothing into a script that somebody else could have written', () => {
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
  })
})

describe('this repository', () => {
  test('is tested by the one script that people run, on Linux and macOS, with Node 20 and 24', () => {
    const ci = read('.github/workflows/ci.yml')
    const { jobs } = workflow.parse(parse(ci))
    const { strategy, steps } = z
      .looseObject({
        strategy: z.object({
          'fail-fast': z.boolean(),
          matrix: z.object({ system: z.array(z.string()), node: z.array(z.number()) }),
        }),
        steps: z.array(step),
      })
      .parse(jobs.test)
    expect(strategy.matrix.system.map((name) => name.split('-')[0])).toEqual(['ubuntu', 'macos'])
    expect(strategy.matrix.node).toEqual([20, 24])
    expect(steps.flatMap(({ run }) => run ?? [])).toContain('.ci/run')
  })

  test('takes new versions of others only when they have been out for days', () => {
    const { updates } = z
      .looseObject({
        updates: z.array(
          z.looseObject({
            'package-ecosystem': z.string(),
            cooldown: z.looseObject({ 'default-days': z.number().min(3) }),
          }),
        ),
      })
      .parse(parse(read('.github/dependabot.yml')))
    expect(updates.map((update) => update['package-ecosystem']).sort()).toEqual(['github-actions', 'npm'])
  })

  test('keeps the bundle out of reviews and its line ends the same everywhere', () => {
    const rules = read('.gitattributes').split('\n')
    expect(rules).toContain('dist/** -diff linguist-generated')
    expect(rules).toContain('* text=auto eol=lf')
  })
})
