import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as actions from '../../actions/index.ts'
import { CONFIG_PATH } from '../../src/config/load.ts'
import { VERBS as REQUESTS } from '../../src/gates/verbs.ts'
import type { Action } from '../../src/kit/action.ts'
import { readInputs } from '../../src/kit/action-inputs.ts'
import { readEnvironment } from '../../src/kit/environment.ts'
import { isOptionalField, isSecretField } from '../../src/kit/fields.ts'
import { createLogger } from '../../src/kit/log.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { COLOURS, ICONS } from './branding.ts'
import { exportOf, fileOf, readMetadata, VERBS } from './metadata.ts'

// The bundle carries the command line as well, which is no action.
const { cli, ...loaders }: { cli: unknown } & Readonly<Record<string, () => Promise<Action>>> =
  actions as never

const specOf = async (verb: string): Promise<Action['spec']> => {
  const load = loaders[exportOf(verb)]
  if (!load) throw new Error(`actions/index.ts does not export ${exportOf(verb)}`)
  return (await load()).spec
}

/** What GitHub puts in for an expression as the default of an input. */
const EXPRESSIONS: Readonly<Record<string, string>> = { '${{ github.token }}': 'ghs_0123456789' }

describe('the actions together', () => {
  test('every folder is exported, and nothing else', () => {
    expect(cli).toBeTypeOf('function')
    expect(Object.keys(loaders).sort()).toEqual(VERBS.map(exportOf).sort())
  })

  test('no two have the same name', () => {
    const names = VERBS.map((verb) => readMetadata(verb).name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => !name.startsWith('Sluice '))).toEqual([])
  })

  test('the inputs that several of them have say the same everywhere but in the gate that has no ledger', () => {
    const shared = ['config', 'environment', 'ledger', 'github-token', 'dry-run']
    for (const name of shared) {
      // A tick is about all environments of a configuration.
      const exempt = name === 'environment' ? ['secret-check', 'tick'] : ['secret-check']
      const declared = VERBS.filter((verb) => !exempt.includes(verb)).map(
        (verb) => readMetadata(verb).inputs[name],
      )
      for (const input of declared) expect(input).toEqual(declared[0])
    }
  })
})

describe('the rollout action', () => {
  test('takes every request that the gates know', async () => {
    const { operation } = (await specOf('rollout')).inputs
    for (const request of REQUESTS)
      expect(z.safeParse(operation ?? z.never(), request).success, request).toBe(true)
  })
})

describe.each(VERBS)('action.yml of %s', (verb) => {
  test('offers exactly the inputs that the code reads', async () => {
    expect(Object.keys(readMetadata(verb).inputs).sort()).toEqual(
      Object.keys((await specOf(verb)).inputs).sort(),
    )
  })

  test('calls an input required when the code refuses its absence, and no other', async () => {
    const { inputs } = await specOf(verb)
    const required = Object.entries(inputs).map(([name, field]) => [name, !isOptionalField(field)])
    const declared = Object.entries(readMetadata(verb).inputs).map(([name, input]) => [name, input.required])
    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(required))
  })

  test('has the defaults that the code has, and no default where one is required', async () => {
    const { inputs } = await specOf(verb)
    for (const [name, field] of Object.entries(inputs)) {
      const declared = readMetadata(verb).inputs[name]
      const ours = z.safeParse(field, undefined)
      if (declared?.default === undefined) {
        // Nothing declared: then nothing may be put in behind the reader's back.
        expect(ours.success ? ours.data : undefined, name).toBeUndefined()
        continue
      }
      const given = z.parse(field, EXPRESSIONS[declared.default] ?? declared.default)
      expect(declared.required, name).toBe(false)
      if (!(declared.default in EXPRESSIONS)) expect(given, name).toEqual(ours.data)
    }
  })

  test('runs with nothing but its required inputs, as the runner hands them over', async () => {
    const { inputs } = await specOf(verb)
    const written: Record<string, string> = {}
    for (const [name, { default: standard, required }] of Object.entries(readMetadata(verb).inputs)) {
      const sample = name === 'operation' ? 'status' : 'production'
      const value = required ? sample : (EXPRESSIONS[standard ?? ''] ?? standard ?? '')
      written[`INPUT_${name.toUpperCase()}`] = value
    }
    const redactor = createRedactor({ maskWith: () => {}, warn: () => {} })
    const log = createLogger({ redact: redactor.redact, write: () => {}, commands: false, debug: false })
    const read = readInputs(inputs, { environment: readEnvironment(written), redactor, log })
    const named = 'environment' in inputs ? { environment: 'production' } : {}
    expect(read).toMatchObject({ config: CONFIG_PATH, ...named, 'dry-run': false })
  })

  test('declares exactly the outputs that the code writes', async () => {
    expect(Object.keys(readMetadata(verb).outputs).sort()).toEqual([...(await specOf(verb)).outputs].sort())
  })

  test('hides every input that holds a credential', async () => {
    const { inputs } = await specOf(verb)
    const credentials = Object.entries(inputs).filter(([name]) => /token|key|secret|password/.test(name))
    expect(credentials.filter(([, field]) => !isSecretField(field)).map(([name]) => name)).toEqual([])
  })

  test('names every word of a choice in its description', async () => {
    const { inputs } = await specOf(verb)
    for (const [name, field] of Object.entries(inputs)) {
      const schema = field as z.ZodType
      const inner = schema instanceof z.ZodDefault ? schema.unwrap() : schema
      if (!(inner instanceof z.ZodEnum)) continue
      const description = readMetadata(verb).inputs[name]?.description ?? ''
      for (const word of inner.options) expect(description, name).toContain(`\`${word}\``)
    }
  })

  test('runs on Node 24 from the two lines that run this action of the bundle', () => {
    expect(readMetadata(verb).runs).toEqual({ using: 'node24', main: 'index.js' })
    const name = exportOf(verb)
    expect(fileOf(verb, 'index.js')).toBe(
      `import { ${name} } from '../../dist/index.js'\n\nawait (await ${name}()).run()\n`,
    )
  })

  test('calls itself in the code as its folder is called', async () => {
    expect((await specOf(verb)).name).toBe(verb)
  })

  test('has a badge that GitHub can show', () => {
    const { icon, color } = readMetadata(verb).branding
    expect(ICONS).toContain(icon)
    expect(COLOURS).toContain(color)
  })
})
