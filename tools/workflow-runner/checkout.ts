import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { JobOrder, Machine } from './job-order.ts'
import { RefusedError, WorkflowError } from './refusal.ts'

/** Inputs that change which files come. */
const KNOWN = ['repository', 'ref', 'path']
/** Inputs that change only what git knows, of which there is none here. */
const HARMLESS = [
  'fetch-depth',
  'fetch-tags',
  'persist-credentials',
  'show-progress',
  'token',
  'clean',
  'set-safe-directory',
]

/** Whether a step's `uses` is GitHub's checkout. Only a full SHA is taken: a tag would be a finding of ours. */
export const isCheckout = (uses: string): boolean => /^actions\/checkout@[0-9a-f]{40}$/.test(uses)

const inside = (workspace: string, path: string): string => {
  const target = join(workspace, path)
  if (target !== workspace && !target.startsWith(`${workspace}/`))
    throw new WorkflowError([`Repository path '${target}' is not under '${workspace}'`])
  return target
}

/**
 * Copies the files of a commit into the workspace, as `actions/checkout` would leave them, but without `.git`.
 *
 * @throws WorkflowError as the action would fail; RefusedError for inputs that are not played
 */
export const checkout = (
  { sources }: Machine,
  { repository, github, permissions }: JobOrder,
  workspace: string,
  inputs: Readonly<Record<string, string>>,
): void => {
  for (const name of Object.keys(inputs))
    if (![...KNOWN, ...HARMLESS].includes(name))
      throw new RefusedError(`the input ${name} of actions/checkout`)
  const wanted = inputs.repository || repository.name
  const own = wanted.toLowerCase() === repository.name.toLowerCase()
  const given = inputs.ref || (own ? String(github.sha) : 'HEAD')
  const source = own ? sources.home : sources.find(wanted, given)
  const canRead = permissions.contents === 'read' || permissions.contents === 'write' || inputs.token
  if (own && repository.private && !canRead)
    throw new WorkflowError([
      `remote: Repository not found. fatal: repository 'https://github.com/${wanted}/' not found`,
    ])
  const sha = source.resolve(given)
  if (sha === null) throw new WorkflowError([`A branch or tag with the name '${given}' could not be found`])
  const target = inside(workspace, inputs.path ?? '')
  mkdirSync(target, { recursive: true })
  copyAll(source.folder(sha), target)
}

const LEFT_OUT = new Set(['node_modules', '.git'])

const filesBelow = (folder: string, below = ''): string[] =>
  readdirSync(join(folder, below), { withFileTypes: true })
    .filter(({ name }) => !LEFT_OUT.has(name))
    .flatMap((entry) => {
      const path = join(below, entry.name)
      return entry.isDirectory() ? filesBelow(folder, path) : [path]
    })

// Node's own recursive copy asks for so much of each file that a week of ticks would spend its time there.
const copyAll = (from: string, to: string): void => {
  const files = filesBelow(from)
  for (const folder of new Set(files.map(dirname))) mkdirSync(join(to, folder), { recursive: true })
  for (const path of files) copyFileSync(join(from, path), join(to, path))
}
