/** A run of a workflow, as the forge itself knows it. */
export interface ForgeRun {
  id: string
  /** Path of the workflow file that was started: `.github/workflows/deploy.yml`. */
  workflow: string
  /** Branch or tag it runs for; null when it is gone. */
  ref: string | null
  sha: string
  event: string
  /** `going` includes everything that may still change: queued, waiting for an approval, running. */
  status: 'going' | 'over'
  /** How it ended: `success`, `failure`, `cancelled` ...; null while it goes on. */
  conclusion: string | null
  /** From 1. */
  attempt: number
  /** Milliseconds since 1970. */
  createdAt: number
  /** When it last changed; milliseconds since 1970. */
  updatedAt: number
  /** Login of whoever started this attempt. */
  actor: string
}

/** Levels of access, in GitHub's older words: `maintain` counts as write, `triage` as read. */
export type Permission = 'admin' | 'write' | 'read' | 'none'

/** What a person answered to the question of an environment. The forge keeps no time of it. */
export interface Review {
  environments: readonly string[]
  answer: 'approved' | 'rejected' | 'pending'
  /** Login of the person. */
  by: string
}

/** The rules that stand before a job which names an environment. */
export interface EnvironmentRules {
  /** People or teams who may approve; 0: nobody is asked. */
  reviewers: number
  preventSelfReview: boolean
  /** Minutes that every job waits. */
  waitTimer: number
  /** From where jobs may use it: `protected` branches, the `patterns`, or `all`. */
  branches: 'all' | 'protected' | 'custom'
  patterns: readonly { name: string; type: 'branch' | 'tag' }[]
}

/** A check of a commit, the newest of its name. */
export interface Check {
  name: string
  state: 'passed' | 'failed' | 'running'
}

/** How a commit stands to another: `ahead` holds all of it and more. `unknown`: one of them is not in the repository. */
export type Ancestry = 'identical' | 'ahead' | 'behind' | 'diverged' | 'unknown'

/** The pull request that brought a commit, and what was said of it. */
export interface PullRequest {
  number: number
  author: string
  merged: boolean
  approvals: number
  changesRequested: number
}

/**
 * Whether a branch is protected, by a rule of its own or a ruleset. `no-plan`: the plan of this repository protects none,
 * as GitHub's Free plan for private repositories.
 */
export type Protection = 'protected' | 'open' | 'no-plan'

/** A workflow file of the repository. */
export interface WorkflowFile {
  path: string
  enabled: boolean
}

/**
 * What is asked of the place where the repository and its pipelines live, beyond the record of rollouts. Every call may
 * throw ConfigError (token, permission) and ProviderError (unreachable, rate limit).
 */
export interface Forge {
  /** One run; null when there is none of that number. */
  run(id: string): Promise<ForgeRun | null>
  /** Runs of a workflow file, newest first, at most 100; null when there is no such file. */
  runsOf(workflow: string, most: number): Promise<readonly ForgeRun[] | null>
  /** What people answered when a run asked for approval: the only proof of an approval. */
  reviews(run: string): Promise<readonly Review[]>
  /** What a person may do in this repository; `none` also for somebody who does not exist. */
  permission(login: string): Promise<Permission>
  /** Null when there is no such environment. */
  environment(name: string): Promise<EnvironmentRules | null>
  /** The run that holds a lock; null when nobody does. */
  holderOf(lock: string): Promise<string | null>
  /** Ends a run. False when it was over already. */
  cancel(run: string): Promise<boolean>
  /** Starts a workflow on a branch or tag. Not repeated when no answer comes: whoever needs it looks for the run first. */
  dispatch(workflow: string, ref: string, inputs: Readonly<Record<string, string>>): Promise<void>
  /** Null when there is no such file on the default branch. */
  workflow(file: string): Promise<WorkflowFile | null>
  enable(file: string): Promise<void>
  /** A workflow that is switched off refuses dispatches too. */
  disable(file: string): Promise<void>
  /** How `head` stands to `base`. */
  compare(base: string, head: string): Promise<Ancestry>
  /** The commit that a branch (`heads/main`), a tag (`tags/v1`) or a SHA names; null when there is none. */
  commitOf(ref: string): Promise<string | null>
  /** The text of a file at a commit; null when it has none, or one too large to be told (1 MB). */
  file(path: string, commit: string): Promise<string | null>
  repository(): Promise<{ defaultBranch: string; private: boolean }>
  checks(commit: string): Promise<readonly Check[]>
  /** Names that the rules of a branch require; null when no rule speaks of checks. */
  requiredChecks(branch: string): Promise<readonly string[] | null>
  /** Of a branch that exists, or would if somebody made it. */
  protection(branch: string): Promise<Protection>
  /** Branches, all or the protected ones; the first 300. */
  branches(which: 'all' | 'protected'): Promise<readonly { name: string; protected: boolean }[]>
  /** The newest merged pull request that brought a commit; null when it came without one. */
  pullRequestOf(commit: string): Promise<PullRequest | null>
}

/** The same forge for one look: a run that several records name is asked for once, and so is the repository. */
export const rememberRuns = (forge: Forge): Forge => {
  const runs = new Map<string, ReturnType<Forge['run']>>()
  let repository: ReturnType<Forge['repository']> | null = null
  return {
    ...forge,
    run: (id) => {
      const found = runs.get(id) ?? forge.run(id)
      runs.set(id, found)
      return found
    },
    repository: () => {
      repository ??= forge.repository()
      return repository
    },
  }
}
