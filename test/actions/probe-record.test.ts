import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { recordProbes } from '../../actions/probe-record.ts'
import { probe } from '../../src/metrics/probe.ts'

const MINUTE = 60_000
const NOW = Date.UTC(2026, 10, 21)

const withFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-probes-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const seen = (second: number, outcome: 'good' | 'bad' | 'lost', release = 'web-2') => ({
  at: NOW + second * 1_000,
  probe: 'health',
  release,
  run: '41',
  outcome,
  took: outcome === 'lost' ? null : 12,
})

const options = probe.options.parse({ file: '.sluice/probes.jsonl' })
const source = { name: 'probes', type: 'probe', options, minSlice: 1_000, lookBack: null }

describe('what a smoke test saw', () => {
  test('is counted by the source probe afterwards, over several runs of the test', () =>
    withFolder(async (workspace) => {
      await recordProbes([source], [seen(1, 'good'), seen(2, 'bad')], workspace)
      await recordProbes([source], [seen(3, 'good'), seen(4, 'lost'), seen(5, 'good', 'web-1')], workspace)
      const http = { request: () => Promise.reject(new Error('asked')), close: async () => {} }
      const context = { workspace, secret: () => '', http, log: () => {} }
      const question = { name: 'health', slowerThan: null, options: probe.metric.parse({}) }
      const metric = await probe.connect({ ...options, file: options.file }, question, context)
      const { slices } = await metric.read({
        metric: 'health',
        canary: 'web-2',
        baseline: 'web-1',
        from: NOW,
        slice: MINUTE,
        count: 1,
      })
      expect(slices).toMatchObject([{ canary: { n: 3, x: 1 }, baseline: { n: 1, x: 0 } }])
    }))

  test('is kept nowhere without such a source', () =>
    withFolder(async (workspace) => {
      await recordProbes([{ ...source, type: 'prometheus' }], [seen(1, 'good')], workspace)
      expect(existsSync(join(workspace, '.sluice'))).toBe(false)
    }))
})
