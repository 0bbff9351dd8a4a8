import { defineConfig } from 'vitest/config'
import { TallyReporter } from './scripts/tally-reporter.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Left to itself vitest keeps one of two cores free; most tests wait for processes of their own.
    maxWorkers: 2,
    reporters: ['default', new TallyReporter()],
  },
})
