import { z } from 'zod'

const fields = {
  id: z.string(),
  slug: z.string().regex(/^[A-Za-z0-9_-]{1,200}$/),
  name: z.string(),
  status: z.enum(['ACTIVE', 'REMOVED', 'THROTTLED']),
  version: z.int(),
  verify_jwt: z.boolean().optional(),
  import_map: z.boolean().optional(),
  entrypoint_path: z.string().optional(),
  import_map_path: z.string().optional(),
  ezbr_sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
}

/** A function as the list and the calls on one function give it. Times in milliseconds since 1970. */
export const remoteFunction = z.object({ ...fields, created_at: z.int(), updated_at: z.int() })

/** All functions of a project. */
export const remoteFunctions = z.array(remoteFunction)

/** What the deploy call gives back: the times may be missing. */
export const bundledFunction = z.object({
  ...fields,
  created_at: z.int().optional(),
  updated_at: z.int().optional(),
})

/** The names of a project's secrets. The API sends their values too: no schema of ours takes them in. */
export const secretNames = z.array(z.object({ name: z.string() }))

/** A function on the platform. */
export type RemoteFunction = z.output<typeof remoteFunction>

/** A function that was bundled and does not serve yet. */
export type BundledFunction = z.output<typeof bundledFunction>
