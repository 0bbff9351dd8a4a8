import { z } from 'zod'
import { ProviderError } from '../../kit/errors.ts'

// Only what is read of GitHub's answers; `@octokit/openapi` 23.0.2 has the rest.
const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))
const login = z.object({ login: z.string() })

/** A workflow run. */
export const runShape = z.object({
  id: z.int().positive(),
  path: z.string(),
  head_branch: z.string().nullish(),
  head_sha: z.string(),
  event: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  run_attempt: z.int().positive().default(1),
  created_at: moment,
  updated_at: moment.optional(),
  actor: login.nullish(),
  triggering_actor: login.nullish(),
})

/** A page of runs. */
export const runsShape = z.object({ workflow_runs: z.array(runShape) })

/** Answers of people to the questions of environments. */
export const reviewsShape = z.array(
  z.object({
    environments: z.array(z.object({ name: z.string() })),
    state: z.enum(['approved', 'rejected', 'pending']),
    user: login,
  }),
)

/** An environment with its rules. */
export const environmentShape = z.object({
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        wait_timer: z.number().optional(),
        prevent_self_review: z.boolean().optional(),
        reviewers: z.array(z.unknown()).optional(),
      }),
    )
    .default([]),
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullish(),
})

/** Patterns of a custom branch policy. */
export const policiesShape = z.object({
  branch_policies: z.array(z.object({ name: z.string(), type: z.enum(['branch', 'tag']).default('branch') })),
})

/** Who is in a concurrency group, the holder among them. */
export const groupShape = z.object({
  group_members: z.array(z.object({ run_id: z.int().positive(), status: z.string() })),
})

/** A workflow file. */
export const workflowShape = z.object({ path: z.string(), state: z.string() })

/** A comparison of two commits. */
export const comparisonShape = z.object({ status: z.enum(['diverged', 'ahead', 'behind', 'identical']) })

/** What a person may do. A word that is not known gives nothing. */
export const permissionShape = z.object({
  permission: z.enum(['admin', 'write', 'read', 'none']).catch('none'),
})

/** A commit. */
export const commitShape = z.object({ sha: z.string() })

/** A file at a commit. One above 1 MB comes with another encoding and without content. */
export const fileShape = z.object({ content: z.string().optional(), encoding: z.string().optional() })

/** The repository itself. */
export const repositoryShape = z.object({ default_branch: z.string(), private: z.boolean() })

/** Checks of a commit. */
export const checksShape = z.object({
  total_count: z.int().min(0),
  check_runs: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      status: z.string(),
      conclusion: z.string().nullable(),
    }),
  ),
})

/** A branch. Whether it is protected tells of rulesets as well. */
export const branchShape = z.object({ name: z.string(), protected: z.boolean() })

/** A page of branches. */
export const branchesShape = z.array(branchShape)

/** Rules that hold for a branch. */
export const rulesShape = z.array(
  z.object({
    type: z.string(),
    parameters: z
      .object({ required_status_checks: z.array(z.object({ context: z.string() })).optional() })
      .optional(),
  }),
)

/** Pull requests of a commit. */
export const pullsShape = z.array(
  z.object({ number: z.int().positive(), user: login.nullable(), merged_at: moment.nullable() }),
)

/** Reviews of a pull request, oldest first. */
export const pullReviewsShape = z.array(z.object({ user: login.nullable(), state: z.string() }))

/** Reads an answer. Throws ProviderError when it is something else. */
export const understood = <T extends z.ZodType>(shape: T, what: string, data: unknown): z.output<T> => {
  const parsed = shape.safeParse(data)
  if (parsed.success) return parsed.data
  throw new ProviderError({
    provider: 'github',
    message: `GitHub's answer is not ${what}`,
    retryable: true,
    code: 'invalid-answer',
  })
}
