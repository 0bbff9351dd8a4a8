import { expect, test } from 'vitest'
import { measure, WORLDS } from '../../bench/rollback/gate.ts'

test.each(Object.keys(WORLDS))('the gate rollback changes %s by one write', async (name) => {
  const { calls, writes } = await measure(name, 0)
  expect(writes).toBe(1)
  // Ledger and platform together; most of them questions. What the page says of the time holds for as many.
  expect(calls).toBeLessThanOrEqual(20)
})
