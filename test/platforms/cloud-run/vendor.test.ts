import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { PROJECT, REGION, SERVICE, startCloudRun } from '../../fakes/vendors/cloud-run.ts'
import { openScene } from './town.ts'

const below = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const CLIENT = below('test/oracles/node_modules/@googleapis/run')
const NAME = `projects/${PROJECT}/locations/${REGION}/services/${SERVICE}`

beforeAll(() => {
  if (!existsSync(CLIENT))
    throw new Error('Google’s client is not installed. Run: npm ci --prefix test/oracles')
})

/** As much of Google's own client as is used here. */
interface Client {
  projects: {
    locations: {
      services: {
        get(call: { name: string }): Promise<{ data: Record<string, unknown> }>
        patch(call: {
          name: string
          updateMask: string
          requestBody: Record<string, unknown>
        }): Promise<{ data: { name: string; done?: boolean } }>
        revisions: { list(call: { parent: string }): Promise<{ data: { revisions: { name: string }[] } }> }
      }
      operations: { get(call: { name: string }): Promise<{ data: { done?: boolean } }> }
    }
  }
}

const clientFor = (url: string): Client => {
  const { run: connect } = createRequire(import.meta.url)(CLIENT) as {
    run(options: Record<string, unknown>): Client
  }
  return connect({ version: 'v2', rootUrl: `${url}/`, headers: { authorization: 'Bearer ya29.plain' } })
}

describe('Google’s own client', () => {
  test('moves traffic on the stand-in, and we read what it did', async () => {
    const { town, platform, baseline, canary } = await openScene()
    try {
      const { services, operations } = clientFor(town.url).projects.locations
      const { data: service } = await services.get({ name: NAME })
      town.wish.slowness = 1
      const traffic = [
        { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision: baseline, percent: 70 },
        { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision: canary, percent: 30 },
      ]
      const { data: operation } = await services.patch({
        name: NAME,
        updateMask: 'traffic',
        requestBody: { etag: service.etag, traffic },
      })
      expect(operation.done).not.toBe(true)
      expect((await operations.get({ name: operation.name })).data.done).toBe(true)
      const { weights } = await platform.current()
      expect(Object.fromEntries(weights.map(({ release, weight }) => [release.id, weight]))).toEqual({
        [baseline]: 70,
        [canary]: 30,
      })
      // Its old etag is refused, as ours would be.
      const stale = services.patch({
        name: NAME,
        updateMask: 'traffic',
        requestBody: { etag: service.etag, traffic },
      })
      await expect(stale).rejects.toMatchObject({ status: 409 })
    } finally {
      await town.close()
    }
  })

  test('sees the revisions that we made', async () => {
    const { town, baseline, canary } = await openScene()
    try {
      const { services } = clientFor(town.url).projects.locations
      const { data } = await services.revisions.list({ parent: NAME })
      const names = data.revisions.map(({ name }) => name.split('/').at(-1))
      expect(names).toEqual(expect.arrayContaining([baseline, canary]))
    } finally {
      await town.close()
    }
  })

  test('is refused like anybody else without a credential', async () => {
    const town = await startCloudRun()
    const { run: connect } = createRequire(import.meta.url)(CLIENT) as {
      run(options: Record<string, unknown>): Client
    }
    const { services } = connect({ version: 'v2', rootUrl: `${town.url}/` }).projects.locations
    await expect(services.get({ name: NAME })).rejects.toMatchObject({ status: 401 })
    await town.close()
  })
})
