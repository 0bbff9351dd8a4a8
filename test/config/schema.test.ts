import { readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { jsonSchemaOf, schemaText } from '../../src/config/json-schema.ts'
import { loadConfig } from '../../src/config/load.ts'
import { TABLES, withTables } from '../../src/config/reference.ts'
import { credentials } from '../../src/credentials/registry.ts'
import { databases } from '../../src/databases/registry.ts'
import { platforms } from '../../src/platforms/registry.ts'
import { registries } from './registries.ts'

const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/<!-- example:([a-z]+) -->\n```yaml\n([\s\S]*?)```/g)].map(
  ([, name = '', text = '']) => ({ name, text }),
)

/** The adapters that are there for everybody; the examples use no others. */
const real = { platforms, databases, sources: {}, credentials }

const validator = async (known: Parameters<typeof jsonSchemaOf>[0]) =>
  new Ajv({ strict: false }).compile(await jsonSchemaOf(known))

describe('the examples of the page on configuration', () => {
  test('are three', () => {
    expect(examples.map(({ name }) => name)).toEqual(['web', 'environments', 'week'])
  })

  test.each(examples.map(({ name, text }) => [name, text]))(
    '%s loads as it stands, and editors accept it',
    async (_, text) => {
      const { config } = await loadConfig(text, real)
      expect(config.environments.length).toBeGreaterThan(0)
      const validate = await validator(real)
      expect(validate(parse(text)) ? [] : validate.errors).toEqual([])
    },
  )
})

describe('the JSON Schema for editors', () => {
  const minimal =
    'version: 1\nservice: a\ncomponents: { web: { platform: local, command: [a] } }\nenvironments: { x: { steps: [{ weight: 100%, bake: 1m }] } }'

  test('is the same text every time', async () => {
    expect(schemaText(await jsonSchemaOf(registries))).toBe(schemaText(await jsonSchemaOf(registries)))
  })

  test.each([
    ['as it is', '', '', true],
    ['an unknown key', 'service: a', 'servce: a', false],
    ['a bare number for a percentage', '100%', '100', false],
    ['a bare number for a duration', '1m', '60', false],
    ['keys of another platform', 'command: [a]', 'app: a', false],
    ['an unknown platform', 'platform: local', 'platform: heroku', false],
    ['a long component name', 'web:', 'a-name-of-seventeen:', false],
  ])('judges a file as the loader does: %s', async (_, from, to, expected) => {
    const text = minimal.replace(from, to)
    const validate = await validator(registries)
    const loaded = await loadConfig(text, registries).then(
      () => true,
      () => false,
    )
    expect([validate(parse(text)), loaded]).toEqual([expected, expected])
  })

  test('describes every key of ours for those who hover over it', async () => {
    const schema = await jsonSchemaOf({ ...registries, platforms: {}, sources: {}, databases: {}, flags: {} })
    const bare: string[] = []
    const visit = (node: unknown, path: string) => {
      if (typeof node !== 'object' || node === null) return
      for (const [key, field] of Object.entries(
        (node as { properties?: Record<string, { description?: string }> }).properties ?? {},
      )) {
        if (!field.description) bare.push(`${path}.${key}`)
      }
      for (const [key, inner] of Object.entries(node))
        visit(inner, key === 'properties' || /^\d+$/.test(key) ? path : `${path}.${key}`)
    }
    visit(schema, '')
    expect(bare).toEqual([])
  })
})

describe('the tables of the page', () => {
  test('stand in every section', () => {
    for (const section of TABLES) expect(page).toContain(`<!-- keys:${section} -->`)
  })

  test('are replaced whole, and the rest of the page stays', async () => {
    const schema = await jsonSchemaOf(registries)
    const once = withTables(page, schema)
    expect(withTables(once, schema)).toBe(once)
    expect(once).toContain('| `steps[].weight` | percentage | **required** |')
    expect(once).toContain('| `platform` | `edge` or `functions` or `local` or `machines` | **required** |')
    expect(once).toContain('`local` only. Program and arguments that start a revision.')
    const text = (from: string) => from.replace(/<!-- keys:[\s\S]*?<!-- \/keys -->/g, '')
    expect(text(once)).toBe(text(page))
  })
})
