import { expect, test } from 'vitest'
import { soak } from './soak.ts'

// A failure is played again with SOAK=<seed>; many seeds at once with `node bench/reliability/main.ts`.
const [seed, days] = process.env.SOAK ? [Number(process.env.SOAK), 30] : [7, 10]

test(`${days} days of releases in which one request of a hundred goes wrong break nothing`, async () => {
  const { broken, mishaps, promoted, rolledBack } = await soak(seed, { days })
  expect(broken).toBeNull()
  expect(mishaps).toBeGreaterThan(10)
  expect(promoted).toBeGreaterThan(1)
  expect(rolledBack).toBeGreaterThan(0)
})
