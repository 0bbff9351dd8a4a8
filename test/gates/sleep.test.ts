import { describe, expect, test } from 'vitest'
import type { Forge } from '../../src/forge/forge.ts'
import { goToSleep } from '../../src/gates/sleep.ts'
import { readTick, tickTrouble } from '../../src/gates/tick-age.ts'
import { finishRun } from '../fakes/github/concurrency.ts'
import { HOUR, MINUTE } from '../scenarios/shop.ts'
import { onCanal } from './canal.ts'

/** All ways to lay two lists of acts into one without changing either. */
const mergesOf = <T>(one: readonly T[], other: readonly T[]): T[][] => {
  const [a, ...restA] = one
  const [b, ...restB] = other
  if (a === undefined) return [[...other]]
  if (b === undefined) return [[...one]]
  return [
    ...mergesOf(restA, other).map((rest) => [a, ...rest]),
    ...mergesOf(one, restB).map((rest) => [b, ...rest]),
  ]
}

describe('a tick on demand', () => {
  test('is on at the end, in whatever order it goes to sleep while a release is proposed', async () => {
    const tickActs = ['look', 'disable', 'look again'] as const
    const proposeActs = ['enable', 'create', 'enable again'] as const
    for (const order of mergesOf<string>(tickActs, proposeActs)) {
      const world = { on: true, records: 0 }
      const propose = async (until: (act: string) => boolean): Promise<void> => {
        for (let act = order[0]; act !== undefined && until(act); act = order[0]) {
          order.shift()
          if (act.startsWith('enable')) world.on = true
          if (act === 'create') world.records += 1
        }
      }
      const beforeTick = (act: string) => !(tickActs as readonly string[]).includes(act)
      const told = order.join(', ')
      await propose(beforeTick)
      order.shift()
      if (world.records === 0) {
        await propose(beforeTick)
        const forge = {
          disable: async () => {
            order.shift()
            world.on = false
            await propose(beforeTick)
          },
          enable: async () => {
            world.on = true
          },
        } as unknown as Forge
        const quiet = async () => {
          order.shift()
          return world.records === 0
        }
        await goToSleep(forge, { file: 'tick.yml', quiet, pause: 1, sleep: async () => {} })
      }
      await propose(() => true)
      expect({ order: told, on: world.on }).toEqual({ order: told, on: true })
    }
  })

  test('is on again when it cannot look a second time', async () => {
    const acts: string[] = []
    const forge = {
      disable: async () => acts.push('off'),
      enable: async () => acts.push('on'),
    } as unknown as Forge
    const lost = new Error('no answer')
    const order = { file: 'tick.yml', pause: 1, sleep: async () => {}, quiet: () => Promise.reject(lost) }
    await expect(goToSleep(forge, order)).rejects.toBe(lost)
    expect(acts).toEqual(['off', 'on'])
  })

  test(
    'sleeps only when nothing is on its way or waits for its turn',
    onCanal(async (canal) => {
      expect((await canal.look()).idle).toBe(true)
      const run = canal.run()
      const { rollout } = await canal.propose(run, canal.commit('v2'))
      expect((await canal.look()).idle).toBe(false)
      canal.answer(run, 'grace', 'rejected')
      finishRun(canal.github.state, run, 'failure')
      await canal.settle(run, rollout?.record.id ?? '')
      expect((await canal.look()).idle).toBe(true)
    }),
  )

  test(
    'is really switched off and on at GitHub',
    onCanal(async ({ forge }) => {
      await forge.disable('tick.yml')
      expect(await forge.workflow('tick.yml')).toMatchObject({ enabled: false })
      expect(await readTick(forge, 'tick.yml', { now: 0, longest: HOUR })).toEqual({ state: 'disabled' })
      await forge.enable('tick.yml')
      expect(await forge.workflow('tick.yml')).toMatchObject({ enabled: true })
    }),
  )
})

describe('the age of the tick', () => {
  test(
    'is what GitHub says of its runs',
    onCanal(async ({ forge, github, run }) => {
      const read = async (file = 'tick.yml') => {
        const tick = await readTick(forge, file, { now: github.clock.now(), longest: 45 * MINUTE })
        return tickTrouble(file, tick)
      }
      expect(await read('gone.yml')).toMatch(/no workflow gone\.yml on the default branch/)
      expect(await read()).toMatch(/never ran/)
      run({ path: '.github/workflows/tick.yml', event: 'schedule' })
      github.advance(30 * MINUTE)
      expect(await read()).toBe('')
      github.advance(9 * HOUR)
      expect(await read()).toMatch(/The last tick was 9h 30m ago: .* nobody watches the rollout/)
      await forge.disable('tick.yml')
      expect(await read()).toMatch(/switched off/)
    }),
  )
})
