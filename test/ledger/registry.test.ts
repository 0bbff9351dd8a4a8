import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ledgers } from '../../src/ledger/registry.ts'

test('every ledger of the registry opens, and says what it is', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-ledger-'))
  const opened = [
    await ledgers.file({ directory }),
    await ledgers.github({ token: 'ghs_unused', repository: 'acme/shop', run: null, tool: '0.1.0' }),
  ]
  expect(opened.map(({ type }) => type)).toEqual(Object.keys(ledgers).sort())
  await rm(directory, { recursive: true })
})

test('a file ledger used as it comes goes by the clock of this machine', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-ledger-'))
  const ledger = await ledgers.file({ directory })
  const before = Date.now()
  expect(await ledger.now()).toBeGreaterThanOrEqual(before)
  await rm(directory, { recursive: true })
})
