import { z } from 'zod'

const annotations = z.record(z.string(), z.string().nullish()).nullish()

/** A version as lists have it. */
export const versionShape = z.object({
  id: z.string().min(1).max(36),
  number: z.number().optional(),
  annotations,
})

/** A version as lists have it. */
export type Version = z.output<typeof versionShape>

/** A version with what it is bound to. */
export const versionDetail = z.object({
  id: z.string(),
  resources: z.object({
    bindings: z.array(z.looseObject({ name: z.string(), type: z.string() })).default([]),
    script_runtime: z.object({ migration_tag: z.string().nullish() }).nullish(),
  }),
})

/** What serves, and how much. */
export const deploymentShape = z.object({
  id: z.string(),
  created_on: z.string().optional(),
  versions: z.array(z.object({ version_id: z.string(), percentage: z.number().min(0).max(100) })),
})

/** What serves, and how much. */
export type Deployment = z.output<typeof deploymentShape>

/** Newest first; the first one is active. */
export const deploymentsShape = z.object({ deployments: z.array(deploymentShape) })

/** Newest first. */
export const versionsShape = z.object({ items: z.array(versionShape) })

/** Cron triggers. */
export const schedulesShape = z.object({ schedules: z.array(z.object({ cron: z.string() })) })

/** Names and kinds of secrets; there are no values in it. */
export const secretsShape = z.array(z.object({ name: z.string() }))
