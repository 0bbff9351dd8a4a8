import { z } from 'zod'

/** One entry of the traffic of a service. Revisions by their short names. */
export interface TrafficTarget {
  type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION' | 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST'
  revision?: string
  percent?: number
  tag?: string
}

/** What is sent with `updateMask=traffic`. */
export interface TrafficPatch {
  etag: string
  traffic: TrafficTarget[]
}

/** What is sent with `updateMask=template,traffic`. The template goes back as it came, but for what is ours. */
export interface TemplatePatch extends TrafficPatch {
  template: Record<string, unknown> & {
    revision: string
    annotations: Record<string, string>
    containers: Record<string, unknown>[]
  }
}

const target = z.object({
  type: z.string().optional(),
  revision: z.string().optional(),
  percent: z.int().min(0).max(100).optional(),
  tag: z.string().optional(),
})

const condition = z.object({
  type: z.string().optional(),
  state: z.string().optional(),
  message: z.string().optional(),
})

// Everything of a template is kept, however deep: it goes back as it came.
const variable = z.looseObject({
  name: z.string(),
  valueSource: z.looseObject({ secretKeyRef: z.looseObject({ secret: z.string() }).optional() }).optional(),
})

const container = z.looseObject({
  name: z.string().optional(),
  image: z.string().optional(),
  ports: z.array(z.looseObject({})).optional(),
  env: z.array(variable).optional(),
})

/** A service. https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services */
export const serviceShape = z.object({
  etag: z.string().min(1),
  generation: z.coerce.string().optional(),
  observedGeneration: z.coerce.string().optional(),
  reconciling: z.boolean().optional(),
  terminalCondition: condition.optional(),
  latestReadyRevision: z.string().optional(),
  template: z.looseObject({
    containers: z.array(container).min(1),
    annotations: z.record(z.string(), z.string()).optional(),
    volumes: z.array(z.looseObject({ secret: z.looseObject({ secret: z.string() }).optional() })).optional(),
  }),
  traffic: z.array(target).optional(),
  trafficStatuses: z.array(target.extend({ uri: z.string().optional() })).optional(),
})

/** A service as the API answers it. */
export type Service = z.output<typeof serviceShape>

/** A revision. https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services.revisions */
export const revisionShape = z.object({
  name: z.string(),
  createTime: z.string().optional(),
  deleteTime: z.string().optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  containers: z
    .array(z.looseObject({ name: z.string().optional(), image: z.string().optional() }))
    .optional(),
  conditions: z.array(condition).optional(),
})

/** A revision as the API answers it. */
export type Revision = z.output<typeof revisionShape>

/** One page of revisions. */
export const revisionsShape = z.object({
  revisions: z.array(revisionShape).optional(),
  nextPageToken: z.string().optional(),
})

/** Work that goes on after the answer. https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.operations */
export const operationShape = z.object({
  name: z.string(),
  done: z.boolean().optional(),
  error: z.object({ code: z.int().optional(), message: z.string().optional() }).optional(),
})

/** What Google says when it refuses. https://cloud.google.com/apis/design/errors */
export const refusalShape = z.object({
  error: z.object({ status: z.string().optional(), message: z.string().optional() }),
})

/** The last part of a full name: `projects/p/.../revisions/web-1` is `web-1`. */
export const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
