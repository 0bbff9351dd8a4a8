import { createHash } from 'node:crypto'
import type { VirtualClock } from '../clock.ts'

/** What a token may do: `deployments: write` includes reading. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>

/** A token and who speaks with it. `app` tokens (GITHUB_TOKEN) start no workflows but by dispatch. */
export interface Token {
  login: string
  app: boolean
  permissions: Permissions
}

export interface User {
  id: number
  login: string
  type: 'User' | 'Bot'
}

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none'

export interface Commit {
  sha: string
  parents: string[]
  tree: string
  message: string
  at: number
  author: string
}

export interface TreeEntry {
  path: string
  mode: string
  type: 'blob' | 'tree' | 'commit'
  sha: string
}

export interface Deployment {
  id: number
  sha: string
  ref: string
  task: string
  payload: unknown
  originalEnvironment: string
  environment: string
  description: string | null
  creator: string
  createdAt: number
  updatedAt: number
  transient: boolean
  production: boolean
}

export const DEPLOYMENT_STATES = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
] as const

export interface DeploymentStatus {
  id: number
  deployment: number
  state: (typeof DEPLOYMENT_STATES)[number]
  description: string
  environment: string
  environmentUrl: string
  logUrl: string
  creator: string
  createdAt: number
}

export interface Environment {
  id: number
  name: string
  createdAt: number
  /** Minutes; 0 means no timer. */
  waitTimer: number
  preventSelfReview: boolean
  /** Logins; one of them is enough to approve. */
  reviewers: string[]
  branchPolicy: 'all' | 'protected' | 'custom'
  /** Patterns, when the policy is custom. */
  policies: { id: number; name: string; type: 'branch' | 'tag' }[]
}

export interface Approval {
  environments: string[]
  state: 'approved' | 'rejected' | 'pending'
  user: string
  comment: string
}

/** A job of a run, as far as the API tells of it. */
export interface RunJob {
  name: string
  status: 'queued' | 'in_progress' | 'completed' | 'waiting'
  conclusion: string | null
  startedAt: number | null
  endedAt: number | null
  steps: readonly { name: string; conclusion: string }[]
}

export interface Run {
  id: number
  /** Path of the workflow file, `.github/workflows/x.yml`. */
  path: string
  number: number
  attempt: number
  headBranch: string | null
  headSha: string
  event: string
  status: 'queued' | 'in_progress' | 'completed' | 'waiting' | 'pending' | 'requested'
  conclusion: string | null
  actor: string
  triggeringActor: string
  createdAt: number
  updatedAt: number
  referencedWorkflows: { path: string; sha: string; ref?: string }[]
  /** Environments whose reviewers have not answered yet, with the time they were asked. */
  pending: { environment: string; since: number }[]
  approvals: Approval[]
  inputs: Record<string, unknown>
  /** Its jobs, where somebody plays them. Default: none. */
  jobs?: () => readonly RunJob[]
}

export interface Workflow {
  id: number
  path: string
  name: string
  state: 'active' | 'disabled_manually' | 'disabled_inactivity'
  createdAt: number
  /** Inputs of its `workflow_dispatch`, or null when it has none such trigger. */
  dispatch: {
    inputs: string[]
    /** What GitHub says against these inputs, beyond names that it does not know. Default: nothing. */
    check?: (inputs: Record<string, unknown>) => readonly string[]
  } | null
}

/** One who holds or waits for a concurrency group; the first in the list holds it. */
export interface GroupMember {
  run: number
  job: string | null
}

export interface Group {
  name: string
  members: GroupMember[]
  lastAcquiredAt: number | null
}

export interface Issue {
  number: number
  id: number
  title: string
  body: string
  state: 'open' | 'closed'
  labels: string[]
  user: string
  createdAt: number
  updatedAt: number
  closedAt: number | null
}

export interface Comment {
  id: number
  issue: number
  body: string
  user: string
  createdAt: number
  updatedAt: number
}

/** A merged pull request. */
export interface Pull {
  number: number
  title: string
  /** Login of its author. */
  by: string
  /** What it became on the default branch. */
  commit: string
  mergedAt: number
  /** Logins of those who approved it. */
  approvedBy: readonly string[]
}

/** How lists misbehave; all off by default. */
export interface Quirks {
  /** A new status stays out of the list for this long, milliseconds of virtual time. */
  statusLag: number
  /** A new deployment stays out of the list for this long. */
  deploymentLag: number
  /** Lists come in another order each time. */
  reordered: boolean
}

/** One repository and everything around it. Tests may read and change all of it. */
export interface GitHubState {
  readonly clock: VirtualClock
  repository: {
    id: number
    owner: string
    name: string
    private: boolean
    defaultBranch: string
    createdAt: number
  }
  tokens: Map<string, Token>
  users: Map<string, User>
  collaborators: Map<string, Role>
  commits: Map<string, Commit>
  /** Full names (`refs/heads/main`) to commits. */
  refs: Map<string, string>
  trees: Map<string, TreeEntry[]>
  blobs: Map<string, Buffer>
  /** Combined state of a commit's checks; a commit that is not here has none. */
  checks: Map<string, 'success' | 'pending' | 'failure'>
  /** Runs of checks by commit, all over. */
  checkRuns: Map<string, readonly { name: string; conclusion: string }[]>
  /** Merged pull requests by number. */
  pulls: Map<number, Pull>
  /** Branches with protection of the older kind. */
  protectedBranches: Set<string>
  /** Rulesets by pattern: the types of their rules. */
  rulesets: Map<string, readonly string[]>
  /** On the Free plan nothing protects branches of a private repository. */
  plan: 'free' | 'paid'
  deployments: Map<number, Deployment>
  statuses: DeploymentStatus[]
  environments: Map<string, Environment>
  workflows: Map<string, Workflow>
  runs: Map<number, Run>
  /** By name in lower case: group names ignore case. */
  groups: Map<string, Group>
  issues: Map<number, Issue>
  comments: Map<number, Comment>
  quirks: Quirks
  /** Requests an hour for each token, as GITHUB_TOKEN has them. */
  hourlyLimit: number
  /** A number not used before, rising. */
  nextId(): number
}

/** Most statuses a deployment takes; see facts on GitHub, section 2. */
export const MAX_STATUSES = 100

/** Statuses older than this are deleted, but for the newest of each deployment. */
export const STATUS_LIFE = 90 * 86_400_000

/** 40 hex digits that depend on the content alone. */
export const shaOf = (content: string | Buffer): string => createHash('sha1').update(content).digest('hex')

/** A token that may do all that Sluice needs. */
export const FULL_TOKEN = 'ghs_stand_in_for_all'

/** The repository `acme/shop` with one commit on `main`, a few people, and the token `FULL_TOKEN`. */
export const newState = (clock: VirtualClock): GitHubState => {
  let id = 1000
  const users: User[] = [
    { id: 41898282, login: 'github-actions[bot]', type: 'Bot' },
    { id: 1, login: 'ada', type: 'User' },
    { id: 2, login: 'grace', type: 'User' },
    { id: 3, login: 'mallory', type: 'User' },
  ]
  const blob = Buffer.from('# shop\n')
  const tree: TreeEntry[] = [{ path: 'README.md', mode: '100644', type: 'blob', sha: shaOf(blob) }]
  const treeSha = shaOf(JSON.stringify(tree))
  const first: Commit = {
    sha: shaOf('first commit of acme/shop'),
    parents: [],
    tree: treeSha,
    message: 'Open the shop',
    at: clock.now(),
    author: 'ada',
  }
  return {
    clock,
    repository: {
      id: 77,
      owner: 'acme',
      name: 'shop',
      private: false,
      defaultBranch: 'main',
      createdAt: clock.now(),
    },
    tokens: new Map([
      [
        FULL_TOKEN,
        {
          login: 'github-actions[bot]',
          app: true,
          permissions: {
            actions: 'write',
            checks: 'read',
            contents: 'write',
            deployments: 'write',
            issues: 'write',
            metadata: 'read',
            pull_requests: 'write',
          },
        },
      ],
    ]),
    users: new Map(users.map((user) => [user.login, user])),
    collaborators: new Map<string, Role>([
      ['ada', 'admin'],
      ['grace', 'write'],
      ['mallory', 'read'],
    ]),
    commits: new Map([[first.sha, first]]),
    refs: new Map([['refs/heads/main', first.sha]]),
    trees: new Map([[treeSha, tree]]),
    blobs: new Map([[shaOf(blob), blob]]),
    checks: new Map(),
    checkRuns: new Map(),
    pulls: new Map(),
    protectedBranches: new Set(['main']),
    rulesets: new Map(),
    plan: 'paid',
    deployments: new Map(),
    statuses: [],
    environments: new Map(),
    workflows: new Map(),
    runs: new Map(),
    groups: new Map(),
    issues: new Map(),
    comments: new Map(),
    quirks: { statusLag: 0, deploymentLag: 0, reordered: false },
    hourlyLimit: 1000,
    nextId: () => ++id,
  }
}
