import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index'
import { isMapping, isString } from './packages.ts'
import { RefusedError } from './refusal.ts'

/** How far a permission reaches. */
export type Level = 'none' | 'read' | 'write'

/** Permissions of a token by their names in workflow files; what is not named is `none`. */
export type Granted = Readonly<Record<string, Level>>

// The keys of GitHub's own schema for workflow files.
const SCOPES = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'code-quality',
  'contents',
  'copilot-requests',
  'deployments',
  'discussions',
  'drives',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
  'vulnerability-alerts',
] as const

const READ_ONLY: readonly string[] = ['models', 'vulnerability-alerts']
const WRITE_ONLY: readonly string[] = ['id-token', 'copilot-requests']

const all = (level: 'read' | 'write'): Granted => {
  const scopes = SCOPES.filter((scope) => level === 'write' || !WRITE_ONLY.includes(scope))
  return Object.fromEntries(scopes.map((scope) => [scope, READ_ONLY.includes(scope) ? 'read' : level]))
}

/** What a workflow without `permissions` gets: reading of contents and packages in new repositories, or all. */
export const defaultPermissions = (setting: 'read' | 'write'): Granted =>
  setting === 'write' ? all('write') : { contents: 'read', packages: 'read' }

const isLevel = (text: string): text is Level => text === 'none' || text === 'read' || text === 'write'

/** A `permissions` block; null when there is none. A block names all there is: the rest is `none`. */
export const readPermissions = (token: TemplateToken | undefined): Granted | null => {
  if (!token) return null
  if (isString(token)) {
    if (token.value === 'read-all') return all('read')
    if (token.value === 'write-all') return all('write')
  }
  if (!isMapping(token)) throw new RefusedError(`permissions of the form ${token.toString()}`)
  return Object.fromEntries(
    [...token].map(({ key, value }) => {
      const level = isString(value) ? value.value : ''
      if (!isLevel(level)) throw new RefusedError(`permission ${key.toString()}: ${value.toString()}`)
      return [key.toString(), level]
    }),
  )
}

const RANK: Record<Level, number> = { none: 0, read: 1, write: 2 }

/**
 * What is asked beyond what is allowed, in GitHub's words (`is requesting 'x: write', but is only allowed 'x: none'`);
 * null when nothing is. A called workflow's permissions can only stay or shrink: facts on GitHub, section 4.
 */
export const beyond = (asked: Granted, allowed: Granted): string | null => {
  const over = Object.entries(asked).filter(([scope, level]) => RANK[level] > RANK[allowed[scope] ?? 'none'])
  if (over.length === 0) return null
  const wanted = over.map(([scope, level]) => `${scope}: ${level}`).join(', ')
  const given = over.map(([scope]) => `${scope}: ${allowed[scope] ?? 'none'}`).join(', ')
  return `is requesting '${wanted}', but is only allowed '${given}'`
}

/** Permissions as the stand-in knows the scopes of a token. Every token may read metadata. */
export const scopesOf = (granted: Granted): Record<string, 'read' | 'write'> => ({
  metadata: 'read',
  ...Object.fromEntries(
    Object.entries(granted).flatMap(([scope, level]) =>
      level === 'none' ? [] : [[scope.replaceAll('-', '_'), level] as const],
    ),
  ),
})
