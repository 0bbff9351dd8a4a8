import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readMigrations } from '../../src/databases/folder.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { readRepositoryFile } from '../../src/kit/repository-file.ts'
import { readBuilt } from '../../src/platforms/cloudflare/directory.ts'
import { readSources } from '../../src/platforms/supabase-functions/source.ts'
import { collect } from '../../src/platforms/vercel/upload.ts'
import { runStep } from '../actions/step.ts'

// Who may send a change may send a link. Whatever we read from the working copy stays in it.

const PRIVATE = 'the key of somebody else'

let place: string
let repository: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'sluice-links-'))
  repository = join(place, 'repository')
  mkdirSync(join(repository, '.github'), { recursive: true })
  mkdirSync(join(place, 'outside', 'shop'), { recursive: true })
  for (const name of ['index.html', 'index.ts', '1_a.sql', 'shop/index.ts', 'sluice.yml'])
    writeFileSync(join(place, 'outside', name), PRIVATE)
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const link = (from: string, to = join(place, 'outside')): void => symlinkSync(to, join(repository, from))

describe('a folder that is a link out of the repository is not read', () => {
  beforeEach(() => link('folder'))
  const vercel = { directory: 'folder', source: 'files' } as unknown as Parameters<typeof collect>[0]
  const limits = { files: 10, bytes: 1000 }
  test.each<[string, () => Promise<unknown>]>([
    ['by the migrations', () => readMigrations(repository, 'folder')],
    ['by Cloudflare', () => readBuilt({ directory: 'folder', revision: 'v1', docs: '' }, repository, limits)],
    ['by Vercel', () => collect(vercel, repository)],
    ['by functions of Supabase', () => readSources(repository, 'folder', 'v1')],
  ])('%s', async (_, read) => {
    const error: unknown = await read().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).not.toContain(PRIVATE)
  })
})

describe('the file of the configuration', () => {
  test.each<[string, string, () => void]>([
    ['a path that climbs', '../outside/sluice.yml', () => undefined],
    ['an absolute path', '/etc/passwd', () => undefined],
    ['a link to a file', 'sluice.yml', () => link('sluice.yml', join(place, 'outside', 'sluice.yml'))],
    ['a link in the way', 'linked/sluice.yml', () => link('linked')],
    ['a link that leads up', 'up/outside/sluice.yml', () => link('up', place)],
  ])('%s: is told, and not read', async (_, path, prepare) => {
    prepare()
    expect(await readRepositoryFile(repository, path, 1000)).toEqual({ problem: 'outside' })
    const { code, log, outputs } = await runStep('rollout', {
      workspace: repository,
      inputs: { environment: 'production', operation: 'status', ledger: 'file:ledger', config: path },
    })
    expect(code).toBe(1)
    expect(outputs).toMatchObject({ decision: 'error', reason: 'config' })
    expect(log).toContain('does not lie in the repository')
    expect(log).not.toContain(PRIVATE)
  })

  test.each<[string, string, () => void]>([
    ['larger than any', 'too-large', () => writeFileSync(join(repository, 'here'), 'x'.repeat(1001))],
    ['a folder', 'not-a-file', () => mkdirSync(join(repository, 'here'))],
    ['not there', 'missing', () => undefined],
    ['a link to nothing', 'missing', () => link('here', join(repository, 'nothing'))],
    ['a link round and round', 'missing', () => link('here', join(repository, 'here'))],
  ])('that is %s is a problem with a name', async (_, problem, prepare) => {
    prepare()
    expect(await readRepositoryFile(repository, 'here', 1000)).toEqual({ problem })
  })

  test('may be a link that stays in the repository', async () => {
    writeFileSync(join(repository, 'real.yml'), 'version: 1')
    link('here', join(repository, 'real.yml'))
    expect(await readRepositoryFile(repository, 'here', 1000)).toEqual({ text: 'version: 1' })
  })
})
