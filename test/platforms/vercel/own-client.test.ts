import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openSite } from './site.ts'

const sdk = (path: string): Promise<Record<string, (...given: unknown[]) => unknown>> =>
  import(
    pathToFileURL(
      fileURLToPath(new URL(`../../oracles/node_modules/@vercel/sdk/esm/${path}.js`, import.meta.url)),
    ).href
  )

/** What the vendor's functions answer: a value they could read, or an error. */
type Told = { ok: true; value: unknown } | { ok: false; error: unknown }

/** Calls the vendor's own client, which checks every answer against its own types. */
const openClient = async (url: string, token: string) => {
  const { VercelCore } = (await sdk('core')) as unknown as {
    VercelCore: new (options: object) => object
  }
  const client = new VercelCore({ bearerToken: token, serverURL: url })
  return async (name: string, request: object): Promise<Record<string, unknown>> => {
    const module = await sdk(`funcs/${name}`)
    const call = module[name]
    if (!call) throw new Error(`the client has no ${name}`)
    const told = (await call(client, request)) as Told
    if (!told.ok) throw told.error
    return (told.value ?? {}) as Record<string, unknown>
  }
}

describe("the vendor's own client", () => {
  test('can use the stand-in, and sees what we did there; what it does there we see', async () => {
    const site = await openSite()
    try {
      site.build('v1')
      const { vendor } = site
      const ours = site.connect()
      const old = await ours.deploy({ revision: 'old', rollout: 'r-1' })
      await ours.setWeight({ canary: old.id, baseline: null, weight: 100 })
      await ours.prepare?.({ weights: [10, 50, 100] })
      const fresh = await ours.deploy({ revision: 'new', rollout: 'r-2' })
      const call = await openClient(vendor.url, vendor.token)
      const where = { idOrName: vendor.project, teamId: vendor.team }
      const shares = async () =>
        Object.fromEntries((await ours.current()).weights.map(({ release, weight }) => [release.id, weight]))

      const list = (await call('deploymentsGetDeployments', {
        projectId: vendor.project,
        teamId: vendor.team,
        target: 'production',
      })) as { deployments: { uid: string }[] }
      expect(list.deployments.map(({ uid }) => uid)).toEqual([fresh.id, old.id])

      const config = (await call('rollingReleaseGetRollingReleaseConfig', where)) as {
        rollingRelease: { stages: { targetPercentage: number; requireApproval?: boolean }[] }
      }
      expect(config.rollingRelease.stages).toEqual([
        { targetPercentage: 10, requireApproval: true },
        { targetPercentage: 50, requireApproval: true },
        { targetPercentage: 100 },
      ])

      await call('rollingReleaseStartRollingRelease', {
        ...where,
        requestBody: { canaryDeploymentId: fresh.id },
      })
      expect(await shares()).toEqual({ [fresh.id]: 10, [old.id]: 90 })
      await ours.setWeight({ canary: fresh.id, baseline: old.id, weight: 50 })
      const seen = (await call('rollingReleaseGetRollingRelease', where)) as {
        rollingRelease: { state: string; activeStage: { index: number; targetPercentage: number } }
      }
      expect(seen.rollingRelease).toMatchObject({
        state: 'ACTIVE',
        activeStage: { index: 1, targetPercentage: 50 },
      })
      await call('rollingReleaseCompleteRollingRelease', {
        ...where,
        requestBody: { canaryDeploymentId: fresh.id },
      })
      expect(await shares()).toEqual({ [fresh.id]: 100, [old.id]: 0 })
      await call('projectsRequestRollback', {
        projectId: vendor.project,
        deploymentId: old.id,
        teamId: vendor.team,
      })
      expect(await shares()).toEqual({ [fresh.id]: 0, [old.id]: 100 })
      expect(vendor.violations).toEqual([])
    } finally {
      await site.close()
    }
  }, 60_000)
})
