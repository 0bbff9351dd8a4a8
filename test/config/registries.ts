import * as z from 'zod'
import type { Registries, SourceDefinition } from '../../src/config/definition.ts'
import { percent, secretName } from '../../src/config/fields.ts'
import type { Capabilities } from '../../src/platforms/platform.ts'

const can = (split: Capabilities['split']): Capabilities => ({
  split,
  darkDeploy: split !== 'none',
  rollback: 'pointer',
  releaseMetrics: true,
  jobs: false,
  secretNames: false,
})

const history: SourceDefinition = {
  type: 'local',
  options: z.strictObject({}),
  abilities: { minSlice: 1_000, lookBack: 12 * 3_600_000 },
}

/** Adapters as a configuration sees them: enough kinds of platform, source and database to say all that can be said. */
export const registries: Registries = {
  platforms: {
    local: async () => ({
      type: 'local',
      options: z.strictObject({
        command: z.array(z.string()).min(1).max(20).describe('Program and arguments that start a revision.'),
        'ready-path': z.string().default('/healthz').describe('Path that answers when a revision is ready.'),
      }),
      capabilities: can('percent'),
      source: history,
    }),
    functions: async () => ({
      type: 'functions',
      options: z.strictObject({ project: z.string() }),
      capabilities: can('none'),
    }),
    machines: async () => ({
      type: 'machines',
      options: z.strictObject({ app: z.string() }),
      capabilities: can('units'),
    }),
    edge: async () => ({
      type: 'edge',
      options: z.strictObject({ project: z.string() }),
      capabilities: can('stages'),
    }),
  },
  sources: {
    prometheus: async () => ({
      type: 'prometheus',
      options: z.strictObject({ url: z.url(), token: secretName().optional() }),
      secrets: (options) => [(options as { token?: string }).token ?? []].flat(),
      metric: z.strictObject({
        total: z.string().min(1).max(500),
        bad: z.string().min(1).max(500).optional(),
      }),
      abilities: { minSlice: 60_000 },
    }),
  },
  flags: {
    table: async () => ({ type: 'table', options: z.strictObject({ url: secretName() }) }),
  },
  databases: {
    postgres: async () => ({
      type: 'postgres',
      options: z.strictObject({ schema: z.string().default('public'), 'spare-share': percent().optional() }),
    }),
  },
  credentials: {
    plain: async () => ({ type: 'plain', options: z.strictObject({}) }),
    payments: async () => ({
      type: 'payments',
      options: z.strictObject({ account: secretName().optional().describe('The account.') }),
      secrets: (options) => [(options as { account?: string }).account ?? []].flat(),
    }),
  },
}
