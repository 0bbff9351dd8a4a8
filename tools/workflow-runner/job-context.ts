import { dirname, join } from 'node:path'
import { type Contexts, textIn } from './expressions.ts'
import type { JobOrder, Machine } from './job-order.ts'
import { type Dictionary, textOf } from './values.ts'
import { keyOf } from './workflow-file.ts'

/** Folders of one job. */
export interface JobFolders {
  workspace: string
  temp: string
  home: string
  tools: string
  event: string
}

/** Names of the folders of a job below one of its own. */
export const foldersOf = (root: string): JobFolders => ({
  workspace: join(root, 'work'),
  temp: join(root, 'temp'),
  home: join(root, 'home'),
  tools: join(root, 'tools'),
  event: join(root, 'event.json'),
})

// Those of the `github` context that a step finds in its environment, too.
const EXPORTED = [
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'event_name',
  'graphql_url',
  'head_ref',
  'job',
  'ref',
  'ref_name',
  'ref_protected',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
] as const

/** What GitHub puts into the environment of every step; a workflow's `env` cannot change it. */
export const standardVariables = (
  github: Dictionary,
  folders: JobFolders,
  { variables, identity }: Machine,
  { permissions }: JobOrder,
): Record<string, string> => ({
  ...Object.fromEntries(EXPORTED.map((key) => [`GITHUB_${key.toUpperCase()}`, textOf(github[key] ?? '')])),
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_PATH: folders.event,
  GITHUB_WORKSPACE: folders.workspace,
  RUNNER_OS: 'Linux',
  RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
  RUNNER_NAME: 'GitHub Actions 1',
  RUNNER_ENVIRONMENT: 'github-hosted',
  RUNNER_TEMP: folders.temp,
  RUNNER_TOOL_CACHE: folders.tools,
  ...(identity && permissions['id-token'] === 'write'
    ? { ACTIONS_ID_TOKEN_REQUEST_URL: identity.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: identity.token }
    : {}),
  ...variables,
})

/** What lies below a workflow's own variables: enough of a machine to find programs. */
export const baseVariables = ({ home }: JobFolders): Record<string, string> => ({
  PATH: [dirname(process.execPath), process.env.PATH ?? '/usr/bin:/bin'].join(':'),
  HOME: home,
  LANG: 'C.UTF-8',
  CI: 'true',
})

/** The `runner` context. */
export const runnerContext = (folders: JobFolders): Dictionary => ({
  os: 'Linux',
  arch: process.arch === 'arm64' ? 'ARM64' : 'X64',
  name: 'GitHub Actions 1',
  environment: 'github-hosted',
  temp: folders.temp,
  tool_cache: folders.tools,
})

/** The `job` context, which knows the file that defines the job: facts on GitHub, section 4. */
export const jobContext = ({ origin, file }: JobOrder, status: string): Dictionary => ({
  status,
  workflow_ref: origin.ref,
  workflow_sha: origin.sha,
  workflow_repository: origin.repository,
  workflow_file_path: file.path,
})

/** `defaults.run` of job and workflow: the nearer one counts. */
export const defaultOfRun = (
  { file, definition }: JobOrder,
  key: 'shell' | 'working-directory',
  contexts: Contexts,
): string | null => {
  const found = [definition.token, file.token]
    .map((token) => keyOf(keyOf(keyOf(token, 'defaults'), 'run'), key))
    .find((token) => token !== undefined)
  return found ? textIn(found, contexts) : null
}
