/**
 * Sets up the two environments of a pipeline with your own token, through `gh`: one for the secrets, which lets the default
 * branch and your release tags in and asks nobody, and one for approvals, with reviewers and no secrets. No workflow has
 * the rights to do this. Without `--apply` it only says what it would do.
 */
import { spawn } from 'node:child_process'
import { argv, exit, stderr, stdout } from 'node:process'
import { fileURLToPath, URL } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'

/** What is wanted. */
export interface Wish {
  /** `owner/name`. */
  repository: string
  /** Environment with the secrets. */
  environment: string
  /** Environment with the reviewers; null: approvals come by dispatch. */
  approvalEnvironment: string | null
  /** Logins of people, or `organization/team`. */
  reviewers: readonly string[]
  preventSelfReview: boolean
  /** Patterns of tags that may be released. */
  tags: readonly string[]
}

/** One call to GitHub; null for a GET that finds nothing. Throws when GitHub refuses. */
export type Api = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>

/** One thing to do, in words and as a call. */
export interface Act {
  text: string
  method: 'PUT' | 'POST'
  path: string
  body: object
}

const repositoryShape = z.object({ default_branch: z.string() })
const environmentShape = z.object({
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        wait_timer: z.number().optional(),
        prevent_self_review: z.boolean().optional(),
        reviewers: z.array(z.object({ reviewer: z.object({ id: z.number() }) })).optional(),
      }),
    )
    .default([]),
  deployment_branch_policy: z.object({ custom_branch_policies: z.boolean() }).nullish(),
})
const policiesShape = z.object({
  branch_policies: z.array(z.object({ name: z.string(), type: z.string().default('branch') })),
})
const idShape = z.object({ id: z.number() })

type Environment = z.output<typeof environmentShape>

/** What has to be done so that the environments are as wished; nothing where they are. Changes nothing. */
export const planSetup = async (api: Api, wish: Wish): Promise<Act[]> => {
  const found = await api('GET', `/repos/${wish.repository}`)
  if (found === null) throw new Error(`GitHub shows you no repository ${wish.repository}`)
  const { default_branch: branch } = repositoryShape.parse(found)
  return [...(await planSecrets(api, wish, branch)), ...(await planApprovals(api, wish))]
}

const pathOf = ({ repository }: Wish, environment: string): string =>
  `/repos/${repository}/environments/${encodeURIComponent(environment)}`

const readEnvironment = async (api: Api, path: string): Promise<Environment | null> => {
  const found = await api('GET', path)
  return found === null ? null : environmentShape.parse(found)
}

const planSecrets = async (api: Api, wish: Wish, branch: string): Promise<Act[]> => {
  const path = pathOf(wish, wish.environment)
  const before = await readEnvironment(api, path)
  const rules = before?.protection_rules ?? []
  const parks = rules.some(({ reviewers = [], wait_timer = 0 }) => reviewers.length > 0 || wait_timer > 0)
  const custom = before?.deployment_branch_policy?.custom_branch_policies === true
  const body = {
    wait_timer: 0,
    prevent_self_review: false,
    reviewers: [],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  }
  const removed = parks
    ? ' Its reviewers and timer are removed: they would park every tick inside the lock.'
    : ''
  const verb = before ? 'Change' : 'Create'
  const text = `${verb} the environment ${wish.environment}: chosen branches and tags only, nobody is asked.${removed}`
  const listed = custom ? await api('GET', `${path}/deployment-branch-policies?per_page=100`) : null
  const known = listed === null ? [] : policiesShape.parse(listed).branch_policies
  const wanted = [{ name: branch, type: 'branch' }, ...wish.tags.map((name) => ({ name, type: 'tag' }))]
  const missing = wanted.filter(
    ({ name, type }) => !known.some((one) => one.name === name && one.type === type),
  )
  return [
    ...(custom && !parks ? [] : [{ text, method: 'PUT', path, body } as const]),
    ...missing.map(
      (policy): Act => ({
        text: `Let the ${policy.type} ${policy.name} use ${wish.environment}.`,
        method: 'POST',
        path: `${path}/deployment-branch-policies`,
        body: policy,
      }),
    ),
  ]
}

const planApprovals = async (api: Api, wish: Wish): Promise<Act[]> => {
  const { approvalEnvironment: name, reviewers, preventSelfReview } = wish
  if (name === null) return []
  if (name === wish.environment)
    throw new Error('the environment for approvals must not be the one with the secrets')
  if (reviewers.length === 0)
    throw new Error(
      'an approval environment without reviewers lets every release pass at once: name some with --reviewer',
    )
  const path = pathOf(wish, name)
  const before = await readEnvironment(api, path)
  const people = await Promise.all(reviewers.map((reviewer) => identify(api, reviewer)))
  const rule = before?.protection_rules.find(({ type }) => type === 'required_reviewers')
  const ids = new Set(rule?.reviewers?.map(({ reviewer }) => reviewer.id))
  const same = people.length === ids.size && people.every(({ id }) => ids.has(id))
  if (same && (rule?.prevent_self_review ?? false) === preventSelfReview) return []
  const self = preventSelfReview ? '; nobody approves what they asked for' : ''
  return [
    {
      text: `${before ? 'Change' : 'Create'} the environment ${name}: ${reviewers.join(', ')} may approve${self}. Put no secret into it.`,
      method: 'PUT',
      path,
      body: {
        wait_timer: 0,
        prevent_self_review: preventSelfReview,
        reviewers: people,
        deployment_branch_policy: null,
      },
    },
  ]
}

const identify = async (api: Api, reviewer: string): Promise<{ type: 'User' | 'Team'; id: number }> => {
  const [organization, team] = reviewer.split('/')
  const path = team === undefined ? `/users/${reviewer}` : `/orgs/${organization}/teams/${team}`
  const found = await api('GET', path)
  if (found === null) throw new Error(`GitHub knows no ${team === undefined ? 'person' : 'team'} ${reviewer}`)
  return { type: team === undefined ? 'User' : 'Team', id: idShape.parse(found).id }
}

/** `gh api` with an argument list; the body goes through its standard input. */
const throughGh: Api = (method, path, body) =>
  new Promise((resolve, reject) => {
    const input = body === undefined ? [] : ['--input', '-']
    const child = spawn('gh', ['api', '--method', method, path, ...input], {
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let out = ''
    let problem = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      problem += chunk.toString()
    })
    child.on('error', () =>
      reject(new Error('the command `gh` cannot be run: install it and log in with `gh auth login`')),
    )
    child.on('close', (code) => {
      if (code === 0) resolve(out.trim() === '' ? {} : JSON.parse(out))
      else if (method === 'GET' && /HTTP 404/.test(problem)) resolve(null)
      else reject(new Error(`${method} ${path}: ${problem.trim().split('\n')[0] ?? 'refused'}`))
    })
    child.stdin.end(body === undefined ? undefined : JSON.stringify(body))
  })

const HELP = `Usage: node scripts/setup-environments.ts --repo OWNER/NAME --reviewer LOGIN [--reviewer ORG/TEAM]
  --environment production        environment with the secrets
  --approval-environment NAME     environment with the reviewers (default: <environment>-approval)
  --no-approval-environment       approvals come by dispatch: for private repositories below Enterprise
  --prevent-self-review           nobody approves what they asked for
  --tag 'v*'                      tags that may be released, repeatable
  --apply                         do it; without it only the plan is shown
`

const readWish = (): { wish: Wish; apply: boolean } => {
  const { values } = parseArgs({
    args: argv.slice(2),
    options: {
      repo: { type: 'string' },
      environment: { type: 'string', default: 'production' },
      'approval-environment': { type: 'string' },
      'no-approval-environment': { type: 'boolean', default: false },
      reviewer: { type: 'string', multiple: true, default: [] },
      'prevent-self-review': { type: 'boolean', default: false },
      tag: { type: 'string', multiple: true, default: [] },
      apply: { type: 'boolean', default: false },
    },
  })
  if (!/^[\w-]+\/[\w.-]+$/.test(values.repo ?? '')) throw new Error(HELP)
  const approval = values['approval-environment'] ?? `${values.environment}-approval`
  return {
    wish: {
      repository: values.repo ?? '',
      environment: values.environment,
      approvalEnvironment: values['no-approval-environment'] ? null : approval,
      reviewers: values.reviewer,
      preventSelfReview: values['prevent-self-review'],
      tags: values.tag,
    },
    apply: values.apply,
  }
}

const main = async (): Promise<void> => {
  const { wish, apply } = readWish()
  const acts = await planSetup(throughGh, wish)
  if (acts.length === 0) stdout.write('Everything is as it should be.\n')
  for (const { text, method, path, body } of acts) {
    stdout.write(`${text}\n  ${method} ${path} ${JSON.stringify(body)}\n`)
    if (apply) await throughGh(method, path, body)
  }
  if (acts.length > 0) stdout.write(apply ? 'Done.\n' : 'Nothing was changed. Run it again with --apply.\n')
}

if (argv[1] === fileURLToPath(new URL(import.meta.url)))
  main().catch((error: unknown) => {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    exit(1)
  })
