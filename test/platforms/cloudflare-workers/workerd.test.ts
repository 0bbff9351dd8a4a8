import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Runtime } from '../../fakes/vendors/cloudflare-api/edge.ts'
import type { StoredVersion } from '../../fakes/vendors/cloudflare-api/workers.ts'
import { hasMiniflare, type Miniflare, startMiniflare } from '../../servers/miniflare.ts'
import { type Site, startSite } from './site.ts'

beforeAll(() => {
  if (!hasMiniflare()) throw new Error('workerd is not installed. Run: npm ci --prefix test/oracles')
})

/** A Worker that says its revision from its `version_metadata` binding, and fails where its build says so. */
const moduleOf = (fails: boolean): string => `
import { word } from './word.mjs'
export default {
  fetch: (request, env) =>
    Response.json(
      { revision: env.VERSION.tag, mode: env.MODE ?? null, word },
      { status: ${fails ? 500 : 200}, headers: { 'x-version': env.VERSION.id } },
    ),
}
`

let running: Miniflare[] = []
let site: Site | null = null
afterEach(async () => {
  expect(site?.api.violations).toEqual([])
  await site?.close()
  await Promise.all(running.map((one) => one.dispose()))
  running = []
})

const bindingsOf = ({ id, annotations, created, bindings }: StoredVersion): Record<string, unknown> => ({
  VERSION: { id, tag: annotations['workers/tag'], timestamp: created },
  ...Object.fromEntries(
    bindings.filter(({ type }) => type === 'plain_text').map(({ name, text }) => [name, text]),
  ),
})

/** Each version runs in a workerd of its own, from the very modules that were uploaded. */
const inWorkerd = (): Runtime => {
  const started = new Map<string, Promise<Miniflare>>()
  const start = async (version: StoredVersion): Promise<Miniflare> => {
    const paths = [version.main, ...[...version.modules.keys()].filter((name) => name !== version.main)]
    const modules = paths.map((path) => ({
      type: 'ESModule',
      path,
      contents: version.modules.get(path)?.content.toString(),
    }))
    const runtime = await startMiniflare({
      modules, script: undefined, modulesRoot: '.', compatibilityDate: version.compatibility.date, bindings: bindingsOf(version),
    }) // biome-ignore format: one list
    running.push(runtime)
    return runtime
  }
  return async (version, { method, path, headers }) => {
    const worker = started.get(version.id) ?? start(version)
    started.set(version.id, worker)
    const answer = await (await worker).dispatchFetch(`http://web.example${path}`, { method, headers })
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  }
}

interface Seen {
  status: number
  body: { revision: string; mode: string | null; word: string }
}

const ask = async (url: string, headers: Record<string, string> = {}): Promise<Seen> => {
  const answer = await fetch(url, { headers })
  return { status: answer.status, body: (await answer.json()) as Seen['body'] }
}

describe('two versions in two workerds', () => {
  test('the new one is asked unseen, gets its share, and one write takes everybody back', async () => {
    site = await startSite(inWorkerd())
    const { platform, build, edge } = site
    await build('old', { 'index.js': moduleOf(false), 'word.mjs': 'export const word = "one"' })
    await build('new', { 'index.js': moduleOf(true), 'word.mjs': 'export const word = "two"' })
    const first = site.connect({ bindings: [{ type: 'plain_text', name: 'MODE', text: 'live' }] })
    const baseline = (await first.deploy({ revision: 'old', rollout: 'r-1' })).id
    await platform.setWeight({ canary: baseline, baseline: null, weight: 100 })
    const canary = (await platform.deploy({ revision: 'new', rollout: 'r-2' })).id

    expect(await ask(edge.url)).toEqual({ status: 200, body: { revision: 'old', mode: 'live', word: 'one' } })
    const { url, headers } = await platform.address(canary)
    // The binding was taken over from the version that serves.
    expect(await ask(url, headers)).toEqual({
      status: 500,
      body: { revision: 'new', mode: 'live', word: 'two' },
    })
    expect((await ask(edge.url)).body.revision).toBe('old')

    await platform.setWeight({ canary, baseline, weight: 25 })
    const seen = await Promise.all(Array.from({ length: 200 }, () => ask(edge.url)))
    expect(seen.filter(({ body }) => body.revision === 'new')).toHaveLength(50)
    expect(seen.every(({ status, body }) => (status === 500) === (body.revision === 'new'))).toBe(true)

    await platform.rollback(baseline)
    const after = await Promise.all(Array.from({ length: 50 }, () => ask(edge.url)))
    expect(after.every(({ status, body }) => status === 200 && body.revision === 'old')).toBe(true)
  }, 60_000)
})
