import { Agent, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Town } from './town.ts'
import { eventually, startTown } from './town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown({ keepRunning: 2 })
})
afterAll(() => town.close())

interface Load {
  /** What went wrong, in the order in which it did. */
  failures: string[]
  answered: () => number
  stop(): Promise<void>
}

/** Twelve clients that ask one thing after another, every third with a body, over kept connections. */
const startLoad = (base: string): Load => {
  const agent = new Agent({ keepAlive: true })
  const failures: string[] = []
  let answered = 0
  let going = true
  const ask = (index: number): Promise<void> =>
    new Promise((done) => {
      const posts = index % 3 === 0
      const path = posts ? '/echo' : index % 7 === 0 ? '/slow?ms=30' : '/who'
      const asked = request(new URL(path, base), { method: posts ? 'POST' : 'GET', agent }, (answer) => {
        let size = 0
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length
        })
        answer.on('error', (error) => failures.push(`${path}: ${error.message}`))
        answer.on('close', () => {
          answered += 1
          if (answer.statusCode !== 200) failures.push(`${path}: ${answer.statusCode}`)
          if (posts && size !== 20_000) failures.push(`${path}: ${size} bytes came back`)
          done()
        })
      })
      asked.on('error', (error) => {
        failures.push(`${path}: ${error.message}`)
        done()
      })
      asked.end(posts ? Buffer.alloc(20_000, 1) : undefined)
    })
  const client = async (start: number) => {
    for (let index = start; going; index += 1) await ask(index)
  }
  const clients = Array.from({ length: 12 }, (_, index) => client(index))
  return {
    failures,
    answered: () => answered,
    stop: async () => {
      going = false
      await Promise.all(clients)
      agent.destroy()
    },
  }
}

test('not one of thousands of requests fails while weights change, processes are replaced and releases stopped', async () => {
  const { platform } = town
  for (const revision of ['v1', 'v2', 'v3', 'v4']) town.build(revision)
  const v1 = (await platform.deploy({ revision: 'v1', rollout: 'r-1' })).id
  await platform.setWeight({ canary: v1, baseline: null, weight: 100 })
  const load = startLoad(town.host().publicUrl)
  const some = async () => {
    const until = load.answered() + 150
    await eventually(load.answered, (count) => count >= until)
  }

  const v2 = (await platform.deploy({ revision: 'v2', rollout: 'r-2' })).id
  for (const weight of [10, 25, 50, 5, 100]) {
    await platform.setWeight({ canary: v2, baseline: v1, weight })
    await some()
  }
  await platform.setWeight({ canary: v2, baseline: v1, weight: 50 })
  const before = await Promise.all([v1, v2].map((id) => town.release(id)))
  for (const id of [v1, v2]) {
    expect((await town.admin('POST', `/releases/${id}/restart`)).status).toBe(200)
    await some()
  }
  await platform.rollback(v1)
  await some()
  expect((await town.admin('POST', `/releases/${v2}/stop`)).status).toBe(200)
  await some()
  // More releases than may idle: the ones used longest ago are stopped under load.
  for (const revision of ['v3', 'v4']) {
    const next = (await platform.deploy({ revision, rollout: `r-${revision}` })).id
    await platform.setWeight({ canary: next, baseline: v1, weight: 50 })
    await some()
    await platform.rollback(v1)
  }
  // And one that was stopped is put back, which starts it first.
  await platform.rollback(v2)
  await some()
  await load.stop()

  expect(load.failures).toEqual([])
  expect(load.answered()).toBeGreaterThan(1500)
  const after = await Promise.all([v1, v2].map((id) => town.release(id)))
  expect(after.map(({ restarts }) => restarts)).toEqual(before.map(({ restarts }) => restarts))
})
