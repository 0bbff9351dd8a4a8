import { createInterface } from 'node:readline'

// Runs as a process of its own; see guard.ts.
const groups = new Set<number>()

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const group = Number(line.slice(1))
    if (!Number.isSafeInteger(group) || group <= 1) return
    if (line.startsWith('+')) groups.add(group)
    else groups.delete(group)
  })
  .on('close', () => {
    for (const group of groups) {
      try {
        process.kill(-group, 'SIGKILL')
      } catch {
        // Already gone.
      }
    }
  })
