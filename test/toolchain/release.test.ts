import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Candidate, notesOf, releaseProblems } from '../../scripts/check-release.ts'

const CHANGELOG = `# Changelog

## Unreleased

- Not yet.

## 1.2.3 - 2026-11-21

- A fine thing.

### Fixed

- A bad one.

## 1.2.30

- Another version.
`

const good: Candidate = { tag: 'v1.2.3', version: '1.2.3', changelog: CHANGELOG, onDefaultBranch: true }

describe('a version that is released', () => {
  test('has nothing against it when tag, package, changelog and branch agree', () => {
    expect(releaseProblems(good)).toEqual([])
  })

  test.each<[string, Partial<Candidate>, RegExp]>([
    ['a tag that is not a version', { tag: 'v1' }, /not a version/],
    ['a tag with something behind the version', { tag: 'v1.2.3-rc1' }, /not a version/],
    ['a package of another version', { version: '1.2.4' }, /package\.json says 1\.2\.4/],
    ['no word in the changelog', { tag: 'v2.0.0', version: '2.0.0' }, /no section "## 2\.0\.0"/],
    ['a commit beside the default branch', { onDefaultBranch: false }, /merge it first/],
  ])('is refused for %s', (_, change, problem) => {
    expect(releaseProblems({ ...good, ...change }).join('\n')).toMatch(problem)
  })

  test('hears everything that is wrong at once', () => {
    expect(releaseProblems({ ...good, tag: 'v9.9.9', onDefaultBranch: false })).toHaveLength(3)
  })

  test('is announced with its own section of the changelog and no other', () => {
    expect(notesOf(CHANGELOG, '1.2.3')).toBe('- A fine thing.\n\n### Fixed\n\n- A bad one.')
    expect(notesOf(CHANGELOG, '1.2.30')).toBe('- Another version.')
    expect(notesOf(CHANGELOG, '1.2')).toBe('')
  })
})

describe('the workflow release', () => {
  const { on, jobs } = z
    .object({
      on: z.object({ push: z.object({ tags: z.array(z.string()) }) }),
      jobs: z.record(
        z.string(),
        z.looseObject({
          needs: z.string().optional(),
          environment: z.looseObject({ name: z.string() }).optional(),
          permissions: z.record(z.string(), z.string()),
          steps: z.array(z.looseObject({ run: z.string().optional() })),
        }),
      ),
    })
    .parse(parse(readFileSync(join(import.meta.dirname, '../../.github/workflows/release.yml'), 'utf8')))

  test('starts for tags of versions alone', () => {
    expect(Object.keys(on)).toEqual(['push'])
    expect(on.push.tags).toEqual(['v[0-9]+.[0-9]+.[0-9]+'])
  })

  test('verifies before it attests, and attests before it publishes', () => {
    expect(Object.keys(jobs)).toEqual(['verify', 'attest', 'publish'])
    expect([jobs.attest?.needs, jobs.publish?.needs]).toEqual(['verify', 'attest'])
  })

  test('runs everything that CI runs, the rebuilt bundle among it', () => {
    expect(jobs.verify?.steps.map(({ run }) => run)).toContain('.ci/run')
  })

  test('lets the one job write that a second person approves, and that job cannot sign', () => {
    const writing = Object.entries(jobs).filter(([, { permissions }]) => permissions.contents === 'write')
    expect(writing.map(([name]) => name)).toEqual(['publish'])
    expect(jobs.publish?.environment?.name).toBe('release')
    expect(jobs.publish?.permissions).toEqual({ contents: 'write' })
  })
})
