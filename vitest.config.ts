import { defineConfig } from 'vitest/config'
import { TallyReporter } from './scripts/tally-reporter.ts'

/** Tests that leave nothing behind in their process, so that many files may share one: most of them last less than a start. */
const sharing = [
  'analysis',
  'bench',
  'cli',
  'config',
  'credentials',
  'databases',
  'docs',
  'fakes',
  'flags',
  'forge',
  'fuzz',
  'gates',
  'hostile',
  'ledger',
  'metrics',
  'notify',
  'platforms',
  'report',
  'rollout',
  'simulation',
].map((area) => `test/${area}/**/*.test.ts`)

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Left to itself vitest keeps one of two cores free; most tests wait for processes of their own.
    maxWorkers: 3,
    reporters: ['default', new TallyReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...sharing],
        },
      },
      { extends: true, test: { name: 'sharing', include: sharing, isolate: false } },
    ],
  },
})
