import { z } from 'zod'

const port = z.looseObject({
  port: z.int().optional(),
  handlers: z.array(z.string()).optional(),
})

const service = z.looseObject({
  internal_port: z.int().optional(),
  autostart: z.boolean().optional(),
  ports: z.array(port).optional(),
  checks: z.array(z.unknown()).nullish(),
})

/** Configuration of a machine: it goes back as it came, but for what is ours. */
export const configShape = z.looseObject({
  image: z.string().optional(),
  env: z.record(z.string(), z.string()).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  services: z.array(service).nullish(),
  checks: z.record(z.string(), z.unknown()).nullish(),
  mounts: z.array(z.unknown()).nullish(),
  standbys: z.array(z.string()).nullish(),
  schedule: z.string().optional(),
  auto_destroy: z.boolean().optional(),
})

/** Configuration of a machine. */
export type MachineConfig = z.output<typeof configShape>

/** A machine. https://docs.machines.dev/#model/machine */
export const machineShape = z.object({
  id: z.string().regex(/^[A-Za-z0-9]{1,40}$/),
  name: z.string().optional(),
  state: z.string(),
  region: z.string().optional(),
  instance_id: z.string().min(1),
  host_status: z.string().optional(),
  image_ref: z
    .object({
      registry: z.string().optional(),
      repository: z.string().optional(),
      tag: z.string().optional(),
      digest: z.string().optional(),
    })
    .nullish(),
  config: configShape.nullish(),
  incomplete_config: configShape.nullish(),
  checks: z.array(z.object({ name: z.string().optional(), status: z.string().optional() })).nullish(),
})

/** A machine as the API answers it. */
export type Machine = z.output<typeof machineShape>

/** All machines of an app. */
export const machinesShape = z.array(machineShape)

/** A lease. The nonce shows that it is ours. */
export const leaseShape = z.object({
  nonce: z.string().min(1).max(500).optional(),
  description: z.string().optional(),
  expires_at: z.number().optional(),
})

/** Leases come bare or in an envelope. */
export const leaseAnswerShape = z.union([
  z.object({ data: leaseShape }).transform(({ data }) => data),
  leaseShape,
])

/** Names of secrets; everything else is dropped while reading. */
export const secretsShape = z.object({ secrets: z.array(z.object({ name: z.string() })).nullish() })

/** What is sent to make a machine. */
export interface CreateBody {
  name: string
  region?: string
  config: MachineConfig
  skip_launch?: boolean
  skip_service_registration: boolean
}

/** What is sent to change a machine: the whole configuration. */
export interface UpdateBody {
  config: MachineConfig
  current_version: string
  region?: string
  skip_service_registration: boolean
}
