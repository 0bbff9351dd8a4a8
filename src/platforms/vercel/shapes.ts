import { z } from 'zod'

const meta = z.record(z.string(), z.unknown())
const state = z.string().max(40)

/** A refusal. Only its code is ever looked at: the message may hold anything. */
export const refusalShape = z.object({
  error: z.object({
    code: z.string().max(200),
    missing: z.array(z.string().max(200)).max(20_000).optional(),
  }),
})

/** One deployment of a list (`GET /v6/deployments`). */
export const listedShape = z.object({
  uid: z.string().min(1).max(56),
  url: z.string().nullable().optional(),
  readyState: state.optional(),
  state: state.optional(),
  readySubstate: state.optional(),
  target: z.string().nullable().optional(),
  meta: meta.optional(),
})

/** A page of deployments, newest first. */
export const listShape = z.object({ deployments: z.array(listedShape) })

/** One deployment (`GET /v13/deployments/{id}`). */
export const deploymentShape = z.object({
  id: z.string().min(1).max(56),
  url: z.string().nullable().optional(),
  readyState: state,
  readySubstate: state.optional(),
  target: z.string().nullable().optional(),
  projectId: z.string().optional(),
  meta: meta.optional(),
})

/** A deployment, from whichever answer. */
export interface Deployment {
  id: string
  url: string | null
  /** `QUEUED`, `BUILDING`, `INITIALIZING`, `READY`, `ERROR`, `CANCELED`, `DELETED`. */
  state: string
  /** `STAGED` never saw production traffic, `ROLLING` does in part, `PROMOTED` did. */
  substate: string | null
  target: string | null
  project: string | null
  meta: Readonly<Record<string, unknown>>
}

/** A deployment of a list. */
export const fromList = (one: z.output<typeof listedShape>): Deployment => ({
  id: one.uid,
  url: one.url ?? null,
  state: one.readyState ?? one.state ?? 'unknown',
  substate: one.readySubstate ?? null,
  target: one.target ?? null,
  project: null,
  meta: one.meta ?? {},
})

/** A deployment asked for by its id. */
export const fromOne = (one: z.output<typeof deploymentShape>): Deployment => ({
  id: one.id,
  url: one.url ?? null,
  state: one.readyState,
  substate: one.readySubstate ?? null,
  target: one.target ?? null,
  project: one.projectId ?? null,
  meta: one.meta ?? {},
})

const aliasRequest = z.object({
  fromDeploymentId: z.string(),
  toDeploymentId: z.string(),
  jobStatus: z.string(),
  type: z.string(),
})

/** A project (`GET /v9/projects/{id}`), as far as it says who serves. */
export const projectShape = z.object({
  id: z.string(),
  name: z.string(),
  autoAssignCustomDomains: z.boolean().optional(),
  lastAliasRequest: aliasRequest.nullable().optional(),
  targets: z
    .record(
      z.string(),
      z.object({ id: z.string(), readySubstate: state.optional(), plan: z.string().optional() }).nullable(),
    )
    .nullable()
    .optional(),
})

/** A project, as far as it says who serves. */
export type Project = z.output<typeof projectShape>

const stage = z.object({ index: z.int().min(0), targetPercentage: z.number().min(0).max(100) })

/** A rolling release (`GET /v1/projects/{id}/rolling-release`). */
export const rollingShape = z.object({
  rollingRelease: z
    .object({
      state: z.string(),
      currentDeployment: z.object({ id: z.string() }).nullable(),
      canaryDeployment: z.object({ id: z.string() }).nullable(),
      stages: z.array(stage),
      activeStage: stage.nullable(),
      /** Newer than the public specification; differs from the stage's figure while a stage shifts linearly. */
      currentCanaryPercentage: z.number().min(0).max(100).nullable().optional(),
    })
    .nullable(),
})

/** A rolling release under way or over. */
export type Rolling = NonNullable<z.output<typeof rollingShape>['rollingRelease']>

/** Stages that the next rolling release will have (`GET .../rolling-release/config`). */
export const stagesShape = z.object({
  rollingRelease: z
    .object({
      stages: z
        .array(
          z.object({
            targetPercentage: z.number(),
            requireApproval: z.boolean().optional(),
            duration: z.number().nullable().optional(),
            linearShift: z.boolean().optional(),
          }),
        )
        .nullable()
        .optional(),
    })
    .nullable(),
})

/** Whether the plan has rolling releases, and room for one more project (`GET .../rolling-release/billing`). */
export const billingShape = z.object({
  reason: z.string().max(60),
  availableSlots: z.union([z.number(), z.string().max(20)]),
  enabledProjects: z.array(z.string()).optional(),
})

/** Variables of a project. Their values come along and are dropped here. */
export const variablesShape = z.union([
  z.object({ envs: z.array(z.object({ key: z.string(), target: z.unknown() })) }),
  z.object({ key: z.string(), target: z.unknown() }).transform((one) => ({ envs: [one] })),
])
