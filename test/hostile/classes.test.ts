import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { table, withSection } from '../../scripts/readme-tables.ts'
import type { HostileCase } from './classes/case.ts'
import { HOSTILE_CLASSES } from './classes/index.ts'
import { type House, openHouse, type Station } from './house.ts'

// Every class of hostile input through the real actions: the outcome is as told, and the platform is as it was.

/** The classes of hostile input, as the threat model names them. */
const CLASSES = [
  'Secrets',
  'Names and refs',
  'Numbers, percents, durations, steps, thresholds',
  'Configuration and structured data',
  'Addresses and redirects',
  'Bodies',
  'Metric answers',
  'State and targets',
  'Events and people',
  'Migration folder',
  'Runner environment',
]

const STATIONS: readonly Station[] = ['before', 'deployed', 'baking', 'due']
const houses = new Map<Station, { house: House; restore: () => void }>()
beforeAll(async () => {
  for (const station of STATIONS) {
    const house = await openHouse()
    await house.bring(station)
    houses.set(station, { house, restore: house.keep() })
  }
})
afterAll(async () => {
  for (const { house } of houses.values()) await house.close()
})

const run = async (given: HostileCase) => {
  const { from = 'before', prepare, act, expected, goesBack = false, hidden = [], proof } = given
  const kept = houses.get(from)
  if (!kept) throw new RangeError(from)
  const { house, restore } = kept
  restore()
  await prepare?.(house)
  const [before, told] = [house.platform(), house.commands()]
  const end = await act(house)
  const shown = end.log.replace(/^::add-mask::.*$/gm, '') + end.summary.replaceAll('\\', '')
  const { decision = '', reason = '' } = end.outputs
  expect({ code: end.code, decision, reason }, shown).toEqual({
    code: expected.code,
    decision: expected.decision,
    reason: expected.reason,
  })
  if (expected.says) expect(shown).toMatch(expected.says)
  for (const secret of hidden) expect(shown + JSON.stringify(end.outputs)).not.toContain(secret)
  await proof?.(house, end)
  expect(house.platform()).toBe(before)
  expect(house.commands()).toEqual([...told, ...(goesBack ? ['rollback site-1'] : [])])
}

describe.each(HOSTILE_CLASSES)('$name: $rule', ({ cases }) => {
  test.each(cases.map((one) => [one.what, one] as const))('%s', (_, one) => run(one))
})

describe('the catalogue', () => {
  test('has every class, each with three cases or more that differ', () => {
    expect(HOSTILE_CLASSES.map(({ name }) => name)).toEqual(CLASSES)
    for (const { name, cases } of HOSTILE_CLASSES) {
      expect(cases.length, name).toBeGreaterThanOrEqual(3)
      expect(new Set(cases.map(({ what }) => what)).size, name).toBe(cases.length)
    }
  })

  test.each(HOSTILE_CLASSES.map(({ name, also }) => [name, also] as const))(
    '%s is tried elsewhere as well: those files are there',
    (_, also) => {
      for (const path of also)
        expect(
          ['.test.ts', '.ts'].some((end) => existsSync(join(import.meta.dirname, '..', `${path}${end}`))),
          path,
        ).toBe(true)
    },
  )
})

test('the page on security tells all of it', async () => {
  const page = join(import.meta.dirname, '..', '..', 'docs', 'security.md')
  const rows = HOSTILE_CLASSES.map(({ name, rule, cases, also }) => [
    name,
    rule,
    String(cases.length),
    also.map((path) => `\`${path}\``).join(', '),
  ])
  const body = table(['Class', 'What happens', 'Cases', 'Tried further, below `test/`'], rows)
  await expect(withSection(readFileSync(page, 'utf8'), 'hostile', body)).toMatchFileSnapshot(page)
})

describe('without anything hostile', () => {
  test.each<[Station, string, Record<string, string>, string]>([
    ['before', 'rollout', { operation: 'start' }, 'started'],
    ['deployed', 'smoke-test', {}, 'done'],
    ['due', 'rollout', { operation: 'advance' }, 'next-step'],
    ['baking', 'rollback', { reason: 'why', target: 'web=site-1' }, 'done'],
  ])('%s: %s does its work', async (station, action, inputs, reason) => {
    const { house, restore } = houses.get(station) ?? {}
    if (!house) throw new RangeError(station)
    restore?.()
    const revision = house.commit('next')
    const given = inputs.operation === 'start' ? { ...inputs, revision } : inputs
    const before = house.platform()
    const { code, outputs, log } = await house.step(action, { inputs: given })
    expect({ code, reason: outputs.reason }, log).toEqual({ code: 0, reason })
    expect(house.platform() === before).toBe(action === 'smoke-test' || inputs.operation === 'start')
  })
})
