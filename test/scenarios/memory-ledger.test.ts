import { virtualClock } from '../fakes/clock.ts'
import { ledgerConformance } from '../ledger/conformance.ts'
import { A_COMMIT } from '../ledger/records.ts'
import { memoryStore } from './memory-ledger.ts'

ledgerConformance('memory', async () => {
  const clock = virtualClock()
  const store = memoryStore(clock)
  return { ...store, clock, revision: A_COMMIT, open: () => store.open(), close: async () => {} }
})
