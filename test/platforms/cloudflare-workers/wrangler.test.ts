import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ACCOUNT } from '../../fakes/vendors/cloudflare-api/server.ts'
import { type Wrangler, wranglerAt } from '../cloudflare/wrangler.ts'
import { MODULE, type Site, startSite } from './site.ts'

/** Each call of the real wrangler takes seconds; they are few, and say whether the stand-in is honest. */
const LONG = 120_000

let site: Site | null = null
let wrangler: Wrangler | null = null
afterEach(async () => {
  expect(site?.api.violations).toEqual([])
  await site?.close()
  await wrangler?.close()
})

const start = async () => {
  site = await startSite()
  wrangler = await wranglerAt(site.api.url)
  await site.build('old')
  await site.build('new')
  const baseline = (await site.platform.deploy({ revision: 'old', rollout: 'r-first' })).id
  await site.platform.setWeight({ canary: baseline, baseline: null, weight: 100 })
  const canary = (await site.platform.deploy({ revision: 'new', rollout: 'r-second' })).id
  return { site, wrangler, baseline, canary, worker: site.api.workers.get('web') }
}

test(
  'the way back that the summary names puts the old version back, by the real wrangler',
  async () => {
    const { site: town, wrangler: real, baseline, canary, worker } = await start()
    await town.platform.setWeight({ canary, baseline, weight: 50 })
    const command = town.platform.wayBackCommand(baseline)
    expect(command).toContain(`CLOUDFLARE_ACCOUNT_ID=${ACCOUNT}`)
    const { code, output } = await real.shell(command)
    expect(output).toContain(`has been deployed to 100% of traffic`)
    expect(code).toBe(0)
    expect(worker.deployments[0]?.versions).toEqual([{ version_id: baseline, percentage: 100 }])
    expect((await town.platform.current()).weights.find(({ weight }) => weight === 100)?.release.id).toBe(
      baseline,
    )
  },
  LONG,
)

test(
  'wrangler shows what we set, we see what wrangler sets, and its upload is one to us',
  async () => {
    const { site: town, wrangler: real, baseline, canary, worker } = await start()
    await town.platform.setWeight({ canary, baseline, weight: 25 })
    const shown = await real.run('deployments', 'status', '--name', 'web')
    expect(shown.output).toContain(`(25%) ${canary}`)
    expect(shown.output).toContain(`(75%) ${baseline}`)
    expect(shown.output).toMatch(/Tag:\s+new/)
    expect(shown.output).toMatch(/Message:\s+sluice rollout r-second revision new/)

    const split = await real.run(
      'versions',
      'deploy',
      `${canary}@60%`,
      `${baseline}@40%`,
      '--name',
      'web',
      '--yes',
    )
    expect(split.code, split.output).toBe(0)
    const { weights } = await town.platform.current()
    expect(Object.fromEntries(weights.map(({ release, weight }) => [release.id, weight]))).toEqual({
      [canary]: 60,
      [baseline]: 40,
    })

    await mkdir(join(town.workspace, 'foreign'))
    await writeFile(join(town.workspace, 'foreign/index.js'), MODULE)
    const before = worker.versions.length
    const uploaded = await real.run(
    'versions', 'upload', join(town.workspace, 'foreign/index.js'), '--no-bundle', '--name', 'web',
    '--compatibility-date', '2026-11-01', '--tag', 'by-hand', '--cwd', join(town.workspace, 'foreign'),
  ) // biome-ignore format: a command
    expect(uploaded.output).toContain('Worker Version ID')
    expect(worker.versions).toHaveLength(before + 1)
    expect(worker.versions[0]?.annotations).toMatchObject({ 'workers/tag': 'by-hand' })
  },
  LONG,
)
