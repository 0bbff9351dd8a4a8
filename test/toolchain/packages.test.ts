import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))

const versions = z.record(z.string(), z.string()).default({})
const manifest = z.object({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
  overrides: z.record(z.string(), z.string()).optional(),
})
const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
})

const FOLDERS = ['', 'test/oracles/']

describe.each(FOLDERS)('the packages of ./%s', (folder) => {
  test('are asked for by exact version', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest.parse(
      read(`${folder}package.json`),
    )
    const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(all.length).toBeGreaterThan(0)
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([])
  })

  test('are locked without addresses, so that any registry can bring them', () => {
    const text = readFileSync(join(root, folder, 'package-lock.json'), 'utf8')
    expect(text.match(/"resolved"/g)).toBeNull()
    expect(text.match(/"[^"]*https?:\/\/[^"]*"/g)?.filter((found) => !isFunding(text, found)) ?? []).toEqual(
      [],
    )
  })
})

/** Addresses where authors ask for money are of no use to npm, and may stay. */
const isFunding = (text: string, found: string): boolean => {
  const at = text.indexOf(found)
  return /"(?:funding|url)":[^}]*$/.test(text.slice(Math.max(0, at - 80), at))
}

describe('the bundle', () => {
  test('holds one copy of undici, the one we ask for', () => {
    const { packages } = lock.parse(read('package-lock.json'))
    const copies = Object.entries(packages).filter(([path]) => /(?:^|\/)node_modules\/undici$/.test(path))
    expect(copies.map(([path]) => path)).toEqual(['node_modules/undici'])
    const { dependencies, overrides } = manifest.parse(read('package.json'))
    expect(copies[0]?.[1].version).toBe(dependencies.undici)
    expect(overrides).toMatchObject({ undici: '$undici' })
  })

  test('needs nothing that the tests bring: heavy tools are installed beside the oracles', () => {
    const { packages } = lock.parse(read('package-lock.json'))
    const heavy = Object.keys(packages).filter((path) =>
      /node_modules\/(?:wrangler|workerd|supabase)$/.test(path),
    )
    expect(heavy).toEqual([])
  })
})
