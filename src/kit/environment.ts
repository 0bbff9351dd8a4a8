import { tmpdir } from 'node:os'
import { ConfigError } from './errors.ts'

/** Raw environment variables, as of `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>

/** Proxies to use for outgoing requests; empty when there is none. They may hold a password. */
export interface Proxies {
  http: string
  https: string
  /** Comma-separated hosts that are reached directly. */
  none: string
}

/**
 * What a run knows about where it runs. Facts that are not set are empty strings, except where noted. Reading it
 * changes nothing.
 */
export interface Environment {
  /** True on a GitHub runner, where workflow commands mean something. */
  onRunner: boolean
  /** True when debug logging was asked for. */
  debug: boolean
  /** True when `NO_COLOR` is set to anything but an empty string. */
  noColour: boolean
  /** Base of the REST API, without a slash at the end. Default `https://api.github.com`. */
  apiUrl: string
  /** Base of the web pages, without a slash at the end. Default `https://github.com`. */
  serverUrl: string
  /** `owner/name` of the repository the workflow runs for. */
  repository: string
  runId: string
  /** From 1; 1 when unknown. */
  runAttempt: number
  sha: string
  ref: string
  eventName: string
  /** File with the event's payload. */
  eventPath: string
  /** Working copy of the repository; the current directory when not on a runner. */
  workspace: string
  actor: string
  /** Name of the job in the workflow file. */
  job: string
  /** `owner/name/.github/workflows/file.yml@ref` of the workflow that runs. */
  workflowRef: string
  /** Directory for temporary files that the runner empties; the system's when not on a runner. */
  temp: string
  /** Whether step outputs can be written. */
  hasOutputFile: boolean
  /** Whether a step summary can be written. */
  hasSummaryFile: boolean
  proxies: Proxies
  /** An input of the action, trimmed; undefined when it is missing or blank. */
  input(name: string): string | undefined
  /** Input variables that are set, by the runner's upper-case names without `INPUT_`. */
  inputNames(): readonly string[]
  /** Any variable by name, for secrets that are handed over by environment name; not trimmed; undefined when not set. */
  variable(name: string): string | undefined
  /** The environment of a child process; see `ChildVariables`. */
  childVariables(wish?: ChildVariables): Record<string, string>
}

/** What a child process gets besides the allow-list. */
export interface ChildVariables {
  /** Names of variables to hand on from our own environment. */
  pass?: readonly string[]
  /** Variables to set. */
  set?: Readonly<Record<string, string>>
}

/** What child processes need to work at all, and nothing else. */
const CHILD_ALLOWED: readonly string[] = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'RUNNER_TEMP',
  'RUNNER_TOOL_CACHE',
  'CI',
  'NO_COLOR',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'SystemRoot',
  'SYSTEMROOT',
  'ComSpec',
  'PATHEXT',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'windir',
]

/** Names that no child ever gets: the runner's own keys, our inputs, files that change later steps, loader hooks. */
const CHILD_REFUSED =
  /^(?:ACTIONS_.*|INPUT_.*|STATE_.*|GITHUB_.*|GH_TOKEN|RUNNER_TRACKING_ID|NODE_OPTIONS|LD_PRELOAD|LD_LIBRARY_PATH|DYLD_.*|BASH_ENV|ENV)$/i

/** A name that can be an environment variable on every system. */
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/

/** Reads the environment. `variables` is `process.env` except in tests. */
export const readEnvironment = (variables: Variables = process.env): Environment => {
  const fact = (name: string): string => variables[name]?.trim() ?? ''
  return {
    onRunner: fact('GITHUB_ACTIONS') === 'true',
    debug: fact('RUNNER_DEBUG') === '1',
    noColour: (variables.NO_COLOR ?? '') !== '',
    apiUrl: withoutSlash(fact('GITHUB_API_URL') || 'https://api.github.com'),
    serverUrl: withoutSlash(fact('GITHUB_SERVER_URL') || 'https://github.com'),
    repository: fact('GITHUB_REPOSITORY'),
    runId: fact('GITHUB_RUN_ID'),
    runAttempt: /^[1-9]\d{0,5}$/.test(fact('GITHUB_RUN_ATTEMPT')) ? Number(fact('GITHUB_RUN_ATTEMPT')) : 1,
    sha: fact('GITHUB_SHA'),
    ref: fact('GITHUB_REF'),
    eventName: fact('GITHUB_EVENT_NAME'),
    eventPath: fact('GITHUB_EVENT_PATH'),
    workspace: fact('GITHUB_WORKSPACE') || process.cwd(),
    actor: fact('GITHUB_ACTOR'),
    job: fact('GITHUB_JOB'),
    workflowRef: fact('GITHUB_WORKFLOW_REF'),
    temp: fact('RUNNER_TEMP') || tmpdir(),
    hasOutputFile: fact('GITHUB_OUTPUT') !== '',
    hasSummaryFile: fact('GITHUB_STEP_SUMMARY') !== '',
    proxies: {
      http: fact('http_proxy') || fact('HTTP_PROXY'),
      https: fact('https_proxy') || fact('HTTPS_PROXY'),
      none: fact('no_proxy') || fact('NO_PROXY'),
    },
    input: (name) => fact(inputVariable(name)) || undefined,
    inputNames: () =>
      Object.keys(variables)
        .filter((name) => name.startsWith('INPUT_') && fact(name) !== '')
        .map((name) => name.slice('INPUT_'.length)),
    variable: (name) => variables[name],
    childVariables: (wish) => childVariables(variables, wish),
  }
}

/** How the runner names the variable of an input. */
export const inputVariable = (name: string): string => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`

const withoutSlash = (url: string): string => url.replace(/\/{1,16}$/, '')

const childVariables = (
  variables: Variables,
  { pass = [], set = {} }: ChildVariables = {},
): Record<string, string> => {
  const refused = [...pass, ...Object.keys(set)].filter(
    (name) => CHILD_REFUSED.test(name) || !VARIABLE_NAME.test(name),
  )
  if (refused.length > 0) {
    throw new ConfigError(
      refused.map((name) => ({
        message: `the variable ${VARIABLE_NAME.test(name) ? name : 'name'} is never handed to a child process`,
        fix: 'a name of our own choosing, with only letters, digits and underscores',
      })),
    )
  }
  const handed = [...CHILD_ALLOWED, ...pass].flatMap((name) => {
    const value = variables[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(handed), ...set }
}
