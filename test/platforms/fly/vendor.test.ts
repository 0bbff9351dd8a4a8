import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const below = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const SPECIFICATION = below('../shared/specs/fly/machines-api-openapi3.json')

interface Schema {
  $ref?: string
  type?: string
  enum?: unknown[]
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  allOf?: Schema[]
}

const nameOf = (reference: string): string => reference.replace(/^.*\//, '').replaceAll(/\W/g, '_')

/** A schema of Fly's specification as a type. Optional as everything is there; no name beyond those listed. */
const typeOf = (schema: Schema): string => {
  if (schema.$ref) return nameOf(schema.$ref)
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ')
  // The specification names the new words and allows the old ones in its description.
  if (schema.enum) return 'string'
  switch (schema.type) {
    case 'array':
      return `readonly (${typeOf(schema.items ?? {})})[]`
    case 'string':
    case 'boolean':
      return schema.type
    case 'integer':
    case 'number':
      return 'number'
    default: {
      if (typeof schema.additionalProperties === 'object')
        return `{ readonly [name: string]: ${typeOf(schema.additionalProperties)} }`
      if (!schema.properties) return 'object'
      const fields = Object.entries(schema.properties).map(
        ([name, one]) => `${JSON.stringify(name)}?: ${typeOf(one)} | null | undefined`,
      )
      return `{ ${fields.join('; ')} }`
    }
  }
}

const CHECK = `
import type { CreateBody, UpdateBody, Machine as Ours, MachineConfig } from '${below('src/platforms/fly/shapes.ts')}'
import type { CreateMachineRequest, UpdateMachineRequest, Machine, fly_MachineConfig } from './vendor.ts'
type Named<T> = { [Key in keyof T as string extends Key ? never : Key]: T[Key] }
type Foreign<Mine, Vendor> = Exclude<keyof Mine, keyof Vendor>
type None<T extends never> = T
export type Names = [
  None<Foreign<CreateBody, CreateMachineRequest>>,
  None<Foreign<UpdateBody, UpdateMachineRequest>>,
  None<Foreign<Ours, Machine>>,
  None<Foreign<Named<MachineConfig>, fly_MachineConfig>>,
]
export const create = ({ config: _, ...rest }: CreateBody): CreateMachineRequest => rest
export const update = ({ config: _, ...rest }: UpdateBody): UpdateMachineRequest => rest
export const image = ({ image, env, metadata, standbys, schedule }: MachineConfig): fly_MachineConfig =>
  ({ image, env, metadata, standbys, schedule })
`

const compile = (directory: string): Promise<string> =>
  new Promise((resolve) => {
    const compiler = below('node_modules/typescript/bin/tsc')
    execFile(process.execPath, [compiler, '-p', directory], (error, stdout) =>
      resolve(error ? stdout || String(error) : ''),
    )
  })

test('a schema of the specification becomes the type that it means', () => {
  const schema = {
    properties: {
      name: { type: 'string' },
      ports: { type: 'array', items: { $ref: '#/components/schemas/fly.Port' } },
      labels: { type: 'object', additionalProperties: { type: 'integer' } },
    },
  }
  expect(typeOf(schema)).toBe(
    '{ "name"?: string | null | undefined; "ports"?: readonly (fly_Port)[] | null | undefined; "labels"?: { readonly [name: string]: number } | null | undefined }',
  )
})

if (existsSync(SPECIFICATION))
  test('what we send and read has the names and types of Fly’s specification', async () => {
    const { components } = JSON.parse(readFileSync(SPECIFICATION, 'utf8')) as {
      components: { schemas: Record<string, Schema> }
    }
    const types = Object.entries(components.schemas).map(
      ([name, schema]) => `export type ${nameOf(name)} = ${typeOf(schema)}`,
    )
    const directory = await mkdtemp(join(tmpdir(), 'sluice-fly-types-'))
    const options = {
      extends: below('tsconfig.json'),
      compilerOptions: {
        rootDir: '/',
        typeRoots: [below('node_modules/@types')],
        exactOptionalPropertyTypes: false,
        rewriteRelativeImportExtensions: false,
      },
      include: ['check.ts'],
      exclude: [],
    }
    try {
      await writeFile(join(directory, 'package.json'), '{ "type": "module" }')
      await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(options))
      await writeFile(join(directory, 'vendor.ts'), types.join('\n'))
      await writeFile(join(directory, 'check.ts'), CHECK)
      expect(await compile(directory)).toBe('')
      // The check can fail: a name that Fly does not know is found.
      await writeFile(
        join(directory, 'check.ts'),
        CHECK.replace('Foreign<CreateBody,', 'Foreign<{ imagine: 1 },'),
      )
      expect(await compile(directory)).toContain('"imagine"')
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  })
