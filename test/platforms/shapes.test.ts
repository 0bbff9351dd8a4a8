import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'

const below = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const CLIENTS = ['cloudflare', '@vercel/sdk', '@googleapis/run']

beforeAll(() => {
  for (const name of CLIENTS)
    if (!existsSync(below(`test/oracles/node_modules/${name}`)))
      throw new Error(`${name} is not installed. Run: npm ci --prefix test/oracles`)
})

test('what the stand-ins answer, and what we read of it, has the names and types of the vendors’ own clients', async () => {
  const compiler = below('node_modules/typescript/bin/tsc')
  const told = await new Promise<string>((resolve) => {
    const project = below('test/oracles/shapes/tsconfig.json')
    execFile(process.execPath, [compiler, '-p', project], (error, stdout) =>
      resolve(error ? stdout || String(error) : ''),
    )
  })
  expect(told).toBe('')
})
