import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is known of a version that is about to be released. */
export interface Candidate {
  /** The tag that was pushed: `v1.2.3`. */
  tag: string
  /** `version` of package.json at that commit. */
  version: string
  /** Text of CHANGELOG.md at that commit. */
  changelog: string
  /** Whether the commit is part of the default branch. */
  onDefaultBranch: boolean
}

const VERSION = /^v(\d+\.\d+\.\d+)$/

/** The section of a version in the changelog, without its heading; empty when there is none. */
export const notesOf = (changelog: string, version: string): string => {
  const [, after = ''] = changelog.split(new RegExp(`^## ${version.replaceAll('.', '\\.')}(?: .*)?$`, 'm'))
  const [section = ''] = after.split(/^## /m)
  return section.trim()
}

/** Everything that speaks against releasing it, for a person. Empty when nothing does. */
export const releaseProblems = ({ tag, version, changelog, onDefaultBranch }: Candidate): string[] => {
  const [, named] = VERSION.exec(tag) ?? []
  if (named === undefined) return [`the tag ${tag} is not a version: write v1.2.3`]
  return [
    ...(named === version ? [] : [`the tag says ${named}, package.json says ${version}: change one of them`]),
    ...(notesOf(changelog, named) === ''
      ? [`CHANGELOG.md has no section "## ${named}": say what changed`]
      : []),
    ...(onDefaultBranch ? [] : ['the commit is not on the default branch: merge it first']),
  ]
}

const root = join(import.meta.dirname, '..')
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

const main = ([first = '', second = '']: readonly string[]): number => {
  if (first === '--notes') {
    console.log(notesOf(textOf('CHANGELOG.md'), second.replace(/^v/, '')))
    return 0
  }
  const inside = spawnSync('git', ['merge-base', '--is-ancestor', 'HEAD', second], { cwd: root })
  const problems = releaseProblems({
    tag: first,
    version: (JSON.parse(textOf('package.json')) as { version: string }).version,
    changelog: textOf('CHANGELOG.md'),
    onDefaultBranch: inside.status === 0,
  })
  for (const problem of problems) console.error(problem)
  return problems.length === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2))
