import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { sources } from '../../src/metrics/registry.ts'
import { registries } from '../config/registries.ts'

const PAGES = ['sql', 'd1', 'http-json', 'github-issues'] as const

const pageOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../docs/metrics/${name}.md`), 'utf8')

const HEAD = `version: 1
service: shop
secrets: [METRICS_DATABASE_URL, D1_TOKEN, STATS_TOKEN]
components: { web: { platform: local, command: [node, server.mjs] } }
`
const TAIL = 'environments: { production: { steps: [{ weight: 10%, bake: 1h }] } }\n'

test.each(PAGES)('the example of the page on %s is a configuration that loads', async (name) => {
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(pageOf(name)) ?? []
  const own = { [name]: sources[name] }
  const text = HEAD + example + (example.includes('environments:') ? '' : TAIL)
  const { config } = await loadConfig(text, { ...registries, sources: own, path: 'sluice.yml' })
  expect(config.metrics.length).toBeGreaterThan(0)
  expect(config.sources.map(({ type }) => type)).toEqual([name])
})

test.each(PAGES)('the page on %s names every key, and every anchor that messages point to', async (name) => {
  const page = pageOf(name)
  const { options, metric } = await sources[name]()
  const keys = [...Object.keys(options.shape), ...Object.keys(metric.shape)]
  expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([])
  const anchors = [...page.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  )
  const folder = join(import.meta.dirname, '../../src/metrics')
  const files = [`${name}.ts`, ...(FILES[name] ?? []).map((file) => `${name}/${file}.ts`)]
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
  const named = [...text.matchAll(/(?:\$\{DOCS\}|metrics\/[a-z0-9-]+\.md)#([a-z0-9-]+)/g)].map(
    ([, anchor]) => anchor,
  )
  expect(named.filter((anchor) => !anchors.includes(anchor ?? ''))).toEqual([])
})

const FILES: Readonly<Record<string, readonly string[]>> = {
  sql: ['failures', 'session'],
  d1: ['client'],
  'http-json': ['client', 'history'],
  'github-issues': ['client'],
}
