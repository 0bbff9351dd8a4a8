import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { entryOf } from '../../src/flags/flagd/document.ts'
import { flagInDocument } from '../../src/flags/flagd/flag.ts'
import type { DocumentStore } from '../../src/flags/flagd/store.ts'
import { flagd } from '../../src/flags/flagd.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { behavesLikeAFlag, type User } from './conformance.ts'
import { evaluate, facts } from './evaluator.ts'

const context = (workspace: string) => ({
  workspace,
  secret: () => '',
  signal: new AbortController().signal,
  author: 'sluice 0.1.0 by ada, run 1',
})

const openStore = async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'sluice-flagd-'))
  const path = join(workspace, 'flags.json')
  const text = () => (existsSync(path) ? readFileSync(path, 'utf8') : null)
  const change = (how: (entry: Record<string, unknown>) => void): void => {
    const document = JSON.parse(text() ?? '{}')
    how(document.flags[facts.key])
    writeFileSync(path, JSON.stringify(document))
  }
  const connect = async (other = false, file = 'flags.json') =>
    flagd.connect(
      { ...facts, ...(other && { name: 'core', key: 'core' }), options: flagd.options.parse({ file }) },
      context(workspace),
    )
  return {
    workspace,
    path,
    text,
    connect,
    ask: async (users: readonly User[]) => evaluate(text(), users),
    meddle: async () =>
      change((entry) => {
        entry.targeting = { if: [{ in: ['@example.com', { var: 'targetingKey' }] }, 'on', 'off'] }
      }),
    switchOff: async () =>
      change((entry) => {
        entry.state = 'DISABLED'
      }),
    unreachable: async () => {
      mkdirSync(join(workspace, 'folder.json'))
      return connect(false, 'folder.json')
    },
    close: async () => rmSync(workspace, { recursive: true, force: true }),
  }
}

behavesLikeAFlag('flagd, evaluated by its own evaluator', openStore)

const SCHEMAS = fileURLToPath(new URL('../../../shared/specs/flagd/', import.meta.url))

describe('the document', () => {
  test.skipIf(!existsSync(SCHEMAS))('is what the vendor describes', () => {
    const schema = (name: string) => JSON.parse(readFileSync(join(SCHEMAS, name), 'utf8'))
    const ajv = new Ajv({ strict: false, allErrors: true })
    ajv.addSchema(schema('targeting.json'))
    const validate = ajv.compile(schema('flags.json'))
    for (const audience of [
      { weight: 0, cohort: null, regions: [] },
      { weight: 100, cohort: null, regions: [] },
      { weight: 12.5, cohort: 'beta', regions: ['US', 'CA'] },
      { weight: 10, cohort: 'invited', regions: ['US'] },
      { weight: 10, cohort: 'invited', regions: [] },
    ])
      expect(validate({ flags: { a: entryOf(audience, facts) } }) ? [] : validate.errors).toEqual([])
  })

  test('keeps the flags and fields of others as they are', async () => {
    const store = await openStore()
    try {
      const theirs = {
        $evaluators: { staff: { in: ['staff', { var: 'groups' }] } },
        flags: { theirs: { state: 'ENABLED', variants: { a: 1 }, defaultVariant: 'a' }, __proto__x: 1 },
        metadata: { owner: 'team' },
      }
      writeFileSync(store.path, JSON.stringify(theirs))
      await (await store.connect()).set({ weight: 10, cohort: null, regions: [] })
      const after = JSON.parse(store.text() ?? '')
      const { 'cloud-execution': ours, ...others } = after.flags
      expect(ours.state).toBe('ENABLED')
      expect({ ...after, flags: others }).toEqual(theirs)
    } finally {
      await store.close()
    }
  })

  test.each(['', 'not json', '[]', '{"flags":[]}', '{"flags":null}'])(
    'that is none is left alone: %s',
    async (broken) => {
      const store = await openStore()
      try {
        writeFileSync(store.path, broken)
        const flag = await store.connect()
        await expect(flag.read()).rejects.toBeInstanceOf(ConfigError)
        await expect(flag.set({ weight: 10, cohort: null, regions: [] })).rejects.toBeInstanceOf(ConfigError)
        expect(store.text()).toBe(broken)
      } finally {
        await store.close()
      }
    },
  )

  test.each(['../flags.json', '/etc/flags.json', 'a/../../flags.json'])(
    'is never looked for outside the working copy: %s',
    (file) => {
      const order = { ...facts, options: flagd.options.parse({ file }) }
      expect(() => flagd.connect(order, context('/nowhere/at/all'))).toThrow(ConfigError)
    },
  )
})

describe('another place for the document', () => {
  const BUCKET = { type: 'bucket', wayBackCommand: 'empty the bucket' }
  /** A bucket that somebody else writes to so many times while we do. */
  const bucket = (rivals: number): DocumentStore & { text: string | null; writes: number } => {
    let version = 0
    const store = {
      text: null as string | null,
      writes: 0,
      read: async () => (store.text === null ? null : { text: store.text, version: String(version) }),
      replace: async (text: string, known: string | null) => {
        if (rivals > 0) {
          rivals -= 1
          version += 1
          store.text = `{"flags":{"rival":{"n":${rivals}}}}`
        }
        if ((store.text === null ? null : String(version)) !== known) return false
        version += 1
        store.writes += 1
        store.text = text
        return true
      },
    }
    return store
  }

  test('is read again when somebody else was faster, and what they wrote stays', async () => {
    const store = bucket(3)
    await flagInDocument(facts, store, BUCKET).set({ weight: 10, cohort: null, regions: [] })
    expect(Object.keys(JSON.parse(store.text ?? '').flags)).toEqual(['rival', 'cloud-execution'])
    expect(store.writes).toBe(1)
  })

  test('is given up for now when somebody keeps writing', async () => {
    const flag = flagInDocument(facts, bucket(100), BUCKET)
    const failure = await flag.set({ weight: 10, cohort: null, regions: [] }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ProviderError)
    expect(failure).toMatchObject({ retryable: true })
  })
})
