import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'

const kit = (file: string): string => pathToFileURL(join(import.meta.dirname, '../../src/kit', file)).href

/** The packages that are loaded after `code` has run in a fresh process. */
const packagesAfter = async (code: string): Promise<string[]> => {
  const watcher = `
    import { registerHooks } from 'node:module'
    const seen = new Set()
    registerHooks({ load: (url, context, next) => {
      const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]
      if (name) seen.add(name)
      return next(url, context)
    } })
    ${code}
    console.log(JSON.stringify([...seen].sort()))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', watcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  await once(child, 'close')
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '')
}

describe('starting up', () => {
  test('loads no package but zod until one is needed', async () => {
    const loaded = await packagesAfter(
      `await import('${kit('action.ts')}'); await import('${kit('fields.ts')}')`,
    )
    expect(loaded).toEqual(['zod'])
  })

  test('an action that needs nothing loads nothing', async () => {
    const loaded = await packagesAfter(`
      const { defineAction } = await import('${kit('action.ts')}')
      const action = defineAction({ name: 'x', inputs: {}, outputs: [], run: async (_, { http }) => {
        http({ provider: 'acme' })
        return { decision: 'advance', reason: 'ok' }
      } })
      await action.run({ variables: {} })`)
    expect(loaded).toEqual(['zod'])
  })
})
