import { afterEach, describe, expect, test } from 'vitest'
import { ConfigError, ProviderError } from '../../../src/kit/errors.ts'
import { cloudflareWorkers } from '../../../src/platforms/cloudflare-workers/index.ts'
import { platforms } from '../../../src/platforms/registry.ts'
import { ACCOUNT, type ApiFault, TOKEN } from '../../fakes/vendors/cloudflare-api/server.ts'
import { MODULE, type Site, startSite, visit } from './site.ts'

let open: Site[] = []
afterEach(async () => {
  const all = open
  open = []
  for (const site of all) {
    expect(site.api.violations).toEqual([])
    expect(site.said.join('\n')).not.toContain(TOKEN)
    await site.close()
  }
})

const start = async (): Promise<Site> => {
  const site = await startSite()
  open.push(site)
  return site
}

const OLD = { revision: 'old', rollout: 'r-first' }
const NEW = { revision: 'new', rollout: 'r-second' }

/** `old` serves everybody, `new` is there at 0 %. */
const serving = async () => {
  const site = await start()
  await site.build('old')
  await site.build('new')
  const baseline = (await site.platform.deploy(OLD)).id
  await site.platform.setWeight({ canary: baseline, baseline: null, weight: 100 })
  const canary = (await site.platform.deploy(NEW)).id
  return { ...site, site, baseline, canary, worker: site.api.workers.get('web') }
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

const isWrite = (path: string): boolean => /^(POST|PUT) /.test(path)

describe('what is uploaded', () => {
  test('modules arrive with their kinds, and what the bundler left beside them does not', async () => {
    const { platform, build, api } = await start()
    await build('old', {
      'index.js': MODULE,
      'lib/a.mjs': 'export const a = 1',
      'page.html': '<p>',
      'index.js.map': '{}',
      'README.md': 'by wrangler',
    })
    await platform.deploy(OLD)
    const [version] = api.workers.get('web').versions
    expect([...(version?.modules ?? [])].map(([name, { type }]) => [name, type])).toEqual([
      ['index.js', 'application/javascript+module'],
      ['lib/a.mjs', 'application/javascript+module'],
      ['page.html', 'text/plain'],
    ])
    expect(version?.modules.get('index.js')?.content.toString()).toBe(MODULE)
    expect(version?.compatibility).toEqual({ date: '2026-11-01', flags: [] })
  })

  test('the tag is the revision, so that the Worker itself can say which one it is', async () => {
    const { platform, build, edge } = await start()
    await build('0123abcd')
    const { id } = await platform.deploy({ revision: '0123abcd', rollout: 'r-1' })
    await platform.setWeight({ canary: id, baseline: null, weight: 100 })
    expect(await (await fetch(edge.url)).json()).toEqual({ id, tag: '0123abcd' })
  })

  test('secrets stay, and bindings come from the version that serves, not from one that failed', async () => {
    const { site, baseline, canary, worker, connect } = await serving()
    await connect({ bindings: [{ type: 'plain_text', name: 'MODE', text: 'good' }] }).deploy({
      ...NEW,
      rollout: 'r-3',
    })
    const good = worker.versions[0]?.id ?? ''
    await site.platform.setWeight({ canary: good, baseline, weight: 100 })
    worker.secrets.set('API_KEY', 1)
    await connect({ bindings: [{ type: 'plain_text', name: 'MODE', text: 'bad' }] }).deploy({
      ...NEW,
      rollout: 'r-4',
    })
    await connect({ bindings: [{ type: 'plain_text', name: 'MORE', text: '1' }] }).deploy({
      ...NEW,
      rollout: 'r-5',
    })
    expect(worker.versions[0]?.bindings).toEqual([
      { type: 'plain_text', name: 'MORE', text: '1' },
      { type: 'plain_text', name: 'MODE', text: 'good' },
    ])
    expect([...(worker.versions[0]?.secrets.keys() ?? [])]).toEqual(['API_KEY'])
    expect(canary).not.toBe(good)
  })

  test('a binding that is to be inherited and is not there is refused, with its name', async () => {
    const { connect, worker } = await serving()
    const before = worker.versions.length
    const failure = await failureOf(
      connect({ bindings: [{ type: 'inherit', name: 'CACHE' }] }).deploy({ ...NEW, rollout: 'r-3' }),
    )
    expect(failure).toBeInstanceOf(ProviderError)
    expect(String(failure)).toContain('CACHE')
    expect(worker.versions).toHaveLength(before)
  })

  test.each([
    ['nothing built', {}, {}, /there is no such directory/],
    ['no main module', { 'other.js': MODULE }, {}, /there is no index\.js/],
    ['a file of no kind', { 'index.js': MODULE, 'logo.png': 'x' }, {}, /logo\.png: this file is no module/],
  ])('%s is for a person, before anything is sent', async (_, files, keys, says) => {
    const { connect, build, api } = await start()
    if (Object.keys(files).length > 0) await build('old', files)
    const failure = await failureOf(connect(keys).deploy(OLD))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toMatch(says)
    expect(api.seen.filter(isWrite)).toEqual([])
  })

  test('a Durable Object migration (10211) is for a person, who learns to deploy it first', async () => {
    const { platform, build, api } = await start()
    await build('old', { 'index.js': 'export class Room extends DurableObject {}' })
    const failure = await failureOf(platform.deploy(OLD))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toMatch(/10211[\s\S]*wrangler deploy first/)
    expect(api.workers.get('web').versions).toEqual([])
  })
})

describe('when Cloudflare fails', () => {
  const at = (pattern: RegExp, fault: ApiFault, times = 1) => {
    let left = times
    return ({ method, path }: { method: string; path: string }) =>
      pattern.test(`${method} ${path}`) && left-- > 0 ? fault : null
  }
  const UPLOAD = /^POST .*\/versions$/
  const DEPLOY = /^POST .*\/deployments$/

  test.each([
    ['502 after it was carried out', { applied: true, status: 502 }],
    ['a connection that broke after it was carried out', { applied: true }],
  ] as [string, ApiFault][])(
    'an upload answered with %s is found again, and is one version',
    async (_, fault) => {
      const { platform, build, api } = await start()
      await build('old')
      api.fail(at(UPLOAD, fault))
      const release = await platform.deploy(OLD)
      expect(api.workers.get('web').versions.map(({ id }) => id)).toEqual([release.id])
    },
  )

  test.each([
    ['502 before', { status: 502 }, 'unknown'],
    ['a broken connection', {}, 'unknown'],
    ['429', { status: 429, headers: { 'retry-after': '7' } }, 'none'],
  ] as [string, ApiFault, string][])(
    'an upload that met %s may be tried again, and then is one version',
    async (_, fault, effect) => {
      const { platform, build, api } = await start()
      await build('old')
      api.fail(at(UPLOAD, fault))
      expect(await failureOf(platform.deploy(OLD))).toMatchObject({ retryable: true, effect })
      const release = await platform.deploy(OLD)
      expect(api.workers.get('web').versions.map(({ id }) => id)).toEqual([release.id])
    },
  )

  test('a wait that is asked for is told', async () => {
    const { platform, build, api } = await start()
    await build('old')
    api.fail(at(UPLOAD, { status: 429, headers: { 'retry-after': '7' } }))
    expect(await failureOf(platform.deploy(OLD))).toMatchObject({ code: 'rate-limited', retryAfter: 7000 })
  })

  test('a weight whose answer was lost is read back: it holds, and was sent once', async () => {
    const { platform, api, baseline, canary, worker } = await serving()
    const before = worker.deployments.length
    api.fail(at(DEPLOY, { applied: true }))
    await platform.setWeight({ canary, baseline, weight: 25 })
    expect(worker.deployments).toHaveLength(before + 1)
  })

  test('a weight that was not set is not claimed, and not repeated blindly', async () => {
    const { platform, api, baseline, canary, worker } = await serving()
    const before = worker.deployments.length
    api.fail(at(DEPLOY, { status: 500 }))
    expect(await failureOf(platform.setWeight({ canary, baseline, weight: 25 }))).toMatchObject({
      retryable: true,
      effect: 'unknown',
    })
    expect(worker.deployments).toHaveLength(before)
  })

  test('a rollback goes on by itself through 429 and 5xx, because doing it twice is doing it once', async () => {
    const { platform, api, baseline, canary } = await serving()
    await platform.setWeight({ canary, baseline, weight: 50 })
    let met = 0
    api.fail(({ method, path }) => {
      if (!DEPLOY.test(`${method} ${path}`)) return null
      met += 1
      return [{ status: 429, headers: { 'retry-after': '1' } }, { status: 503 }][met - 1] ?? null
    })
    await platform.rollback(baseline)
    expect((await platform.current()).weights.find(({ weight }) => weight === 100)?.release.id).toBe(baseline)
  })

  test('a rollback is one write, and nothing is read before it', async () => {
    const { platform, api, baseline, canary } = await serving()
    await platform.setWeight({ canary, baseline, weight: 50 })
    const before = api.seen.length
    await platform.rollback(baseline)
    expect(api.seen.slice(before)).toEqual([`POST /accounts/${ACCOUNT}/workers/scripts/web/deployments`])
  })

  test.each(['[]', '{"success":true,"result":{"deployments":7}}', '<html>'])(
    'an answer that is none (%s) is never taken for "nothing serves"',
    async (body) => {
      const { platform, api } = await serving()
      api.fail(at(/^GET .*deployments$/, { status: 200, body }, 9))
      expect(await failureOf(platform.current())).toMatchObject({ code: 'invalid-answer', retryable: false })
    },
  )

  test('a token without the permission is for a person, who learns which secret and which permission', async () => {
    const { platform, api } = await serving()
    api.allow(['storage'])
    const failure = await failureOf(platform.current())
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toMatch(/CLOUDFLARE_API_TOKEN[\s\S]*Workers Scripts: Edit/)
    expect(String(failure)).not.toContain(TOKEN)
  })

  test('a quota that is used up is told in Cloudflare’s words, harmlessly, and is not tried again', async () => {
    const { platform, api, build } = await start()
    await build('old')
    const body = JSON.stringify({
      success: false,
      errors: [{ code: 10037, message: 'You have exceeded the limit\n::error::of 500 Workers \u001b[31m' }],
    })
    api.fail(at(UPLOAD, { status: 400, body }))
    const failure = await failureOf(platform.deploy(OLD))
    expect(failure).toMatchObject({ retryable: false, effect: 'none' })
    expect((failure as Error).message).toMatch(/^[\x20-\x7e]*exceeded the limit[\x20-\x7e]*10037\)$/)
  })
})

describe('other people', () => {
  test('while somebody else divides the traffic a third version is refused, and nothing is uploaded', async () => {
    const { platform, build, baseline, canary, worker } = await serving()
    await platform.setWeight({ canary, baseline, weight: 50 })
    await build('third')
    const before = worker.versions.length
    const failure = await failureOf(platform.deploy({ revision: 'third', rollout: 'r-3' }))
    expect(failure).toMatchObject({ retryable: false })
    expect(String(failure)).toContain('somebody else')
    expect(worker.versions).toHaveLength(before)
  })

  test('a version from another tool that serves is seen as a release without a rollout', async () => {
    const { platform, api } = await serving()
    api.workers.setSecret('web', 'API_KEY')
    const foreign = (await platform.current()).weights.find(({ weight }) => weight === 100)
    expect(foreign?.release).toMatchObject({ rollout: null })
  })

  test('a version that serves but is older than the hundred that are listed is still seen', async () => {
    const { platform, worker, baseline, canary } = await serving()
    const [sample] = worker.versions
    if (!sample) throw new Error('no version')
    const many = Array.from({ length: 120 }, (_, index) => ({ ...sample, id: `f-${index}`, annotations: {} }))
    worker.versions.unshift(...many)
    const { weights } = await platform.current()
    expect(weights.map(({ release, weight }) => [release.id, release.revision, weight]).toSorted()).toEqual(
      [
        [baseline, 'old', 100],
        [canary, 'new', 0],
      ].toSorted(),
    )
  })
})

describe('the way back', () => {
  test('a secret changed since (10220) blocks it, and is known before anything is touched', async () => {
    const { platform, api, baseline, canary } = await serving()
    await platform.setWeight({ canary, baseline, weight: 100 })
    api.workers.setSecret('web', 'API_KEY')
    const judged = await platform.canRollBack(baseline)
    expect(judged).toEqual({ possible: false, reason: expect.stringMatching(/secret was changed.*10220/) })
    const failure = await failureOf(platform.rollback(baseline))
    expect(failure).toMatchObject({ retryable: false, effect: 'none' })
    expect(String(failure)).toMatch(/10220.*API_KEY/)
  })

  test('a person may decide beforehand that old secrets are fine', async () => {
    const { connect, api, baseline, canary, worker } = await serving()
    const platform = connect({ 'changed-secrets': 'overrule' })
    await platform.setWeight({ canary, baseline, weight: 100 })
    api.workers.setSecret('web', 'API_KEY')
    expect(await platform.canRollBack(baseline)).toEqual({ possible: true })
    await platform.rollback(baseline)
    expect(worker.deployments[0]?.versions).toEqual([{ version_id: baseline, percentage: 100 }])
  })

  test('a Durable Object migration in between (10211) blocks it, whatever was decided about secrets', async () => {
    const { connect, api, baseline, canary } = await serving()
    const platform = connect({ 'changed-secrets': 'overrule' })
    await platform.setWeight({ canary, baseline, weight: 100 })
    api.workers.migrate('web', 'v2', 'Room')
    expect(await platform.canRollBack(baseline)).toEqual({
      possible: false,
      reason: expect.stringMatching(/Durable Object migration.*10211/),
    })
    expect(String(await failureOf(platform.rollback(baseline)))).toMatch(/10211/)
  })

  test('a first release cannot share the traffic with nobody, and says what to do', async () => {
    const { platform, build } = await start()
    await build('old')
    const { id } = await platform.deploy(OLD)
    const failure = await failureOf(platform.setWeight({ canary: id, baseline: null, weight: 10 }))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('100%')
    await platform.setWeight({ canary: id, baseline: null, weight: 0 })
    expect((await platform.current()).weights).toEqual([{ release: { id, ...OLD }, weight: 0 }])
  })
})

describe('asking for one version', () => {
  test('what is not in the active deployment has no address: Cloudflare would answer with another one', async () => {
    const { platform, baseline, canary } = await serving()
    await platform.rollback(baseline)
    expect(await failureOf(platform.address(canary))).toMatchObject({ retryable: false })
  })

  test('for a while the header is ignored, and only the answer tells', async () => {
    const { platform, edge, baseline, canary } = await serving()
    edge.ignoreOverrides(3)
    const { url, headers } = await platform.address(canary)
    expect(await visit(url, 5, headers)).toEqual([baseline, baseline, baseline, canary, canary])
  })
})

describe('jobs and secrets', () => {
  test('cron triggers are listed, paused and put back as they were', async () => {
    const { platform, worker } = await serving()
    worker.schedules = ['0 9 * * *', '*/15 * * * *']
    const saved = (await platform.jobs?.list()) ?? []
    expect(saved).toEqual(['0 9 * * *', '*/15 * * * *'])
    await platform.jobs?.set([])
    expect(await platform.jobs?.list()).toEqual([])
    await platform.jobs?.set(saved)
    expect(worker.schedules).toEqual(saved)
    expect(platform.jobs?.delay).toContain('15 minutes')
  })

  test('secrets are listed by name', async () => {
    const { platform, api } = await serving()
    api.workers.setSecret('web', 'API_KEY')
    api.workers.setSecret('web', 'DB_KEY')
    expect(await platform.secretNames?.()).toEqual(['API_KEY', 'DB_KEY'])
  })
})

describe('the configuration', () => {
  const keys = {
    account: ACCOUNT,
    script: 'web',
    url: 'https://www.example.com',
    directory: 'dist',
    'compatibility-date': '2026-11-01',
  }

  test('it is in the registry, and asks for its token', async () => {
    expect(await platforms['cloudflare-workers']()).toBe(cloudflareWorkers)
    expect(cloudflareWorkers.secrets?.(cloudflareWorkers.options.parse(keys))).toEqual([
      'CLOUDFLARE_API_TOKEN',
    ])
  })

  test.each([
    [{ account: 'acme' }, 'account'],
    [{ script: 'Web Shop' }, 'script'],
    [{ token: 'cf_abcdef' }, 'token'],
    [{ directory: '../outside' }, 'directory'],
    [{ directory: '/etc' }, 'directory'],
    [{ url: 'ftp://www.example.com' }, 'url'],
    [{ 'api-url': 'http://api.example.com' }, 'api-url'],
    [{ 'compatibility-date': 'today' }, 'compatibility-date'],
    [{ bindings: [{ type: 'secret_text', name: 'KEY', text: 'x' }] }, 'bindings'],
  ])('%o is refused', (change, key) => {
    const { error } = cloudflareWorkers.options.safeParse({ ...keys, ...change })
    expect(error?.issues.map(({ path }) => path[0])).toEqual([key])
  })
})
