/**
 * Writes the generated parts of the pages: the tables of inputs and outputs of each action, the tables of actions and
 * platforms of the root README, what platforms can do, and the list of decisions and reasons. With `--check` it writes nothing, names every
 * page that is not what it would write, and exits with 1.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, exit, stderr, stdout } from 'node:process'
import { parse } from 'yaml'
import { z } from 'zod'
import * as actions from '../actions/index.ts'
import { GATE_REASONS } from '../src/gates/outcome.ts'
import type { Action } from '../src/kit/action.ts'
import { fieldKind } from '../src/kit/fields.ts'
import { platforms } from '../src/platforms/registry.ts'
import { REASONS } from '../src/rollout/reasons.ts'
import {
  type ActionPage,
  actionsTable,
  capabilitiesTable,
  inputsTable,
  outputsTable,
  platformsTable,
  readReasons,
  reasonsTable,
  withSection,
  wordsTable,
} from './readme-tables.ts'
import { DECISIONS, FAILURE_MEANINGS, GATE_MEANINGS } from './reason-meanings.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The order of a release; an action that is not listed follows at the end. */
const JOURNEY = [
  'secret-check',
  'preflight',
  'migrate',
  'deploy',
  'smoke-test',
  'rollout',
  'tick',
  'rollback',
]

const metadata = z.object({
  description: z.string(),
  inputs: z.record(
    z.string(),
    z.object({ description: z.string(), required: z.boolean(), default: z.string().optional() }),
  ),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
})

const loadPage = async (action: Action): Promise<ActionPage> => {
  const { name: verb, inputs: fields } = action.spec
  const { description, inputs, outputs } = metadata.parse(parse(read(`actions/${verb}/action.yml`)))
  return {
    verb,
    description,
    inputs: Object.entries(inputs).map(([name, { description, required, default: standard }]) => {
      const field = fields[name]
      return { name, description, required, default: standard, kind: field ? fieldKind(field) : 'text' }
    }),
    outputs: Object.entries(outputs).map(([name, output]) => ({ name, ...output })),
  }
}

const place = (verb: string): number => (JOURNEY.includes(verb) ? JOURNEY.indexOf(verb) : JOURNEY.length)

const loadPages = async (): Promise<ActionPage[]> => {
  const { cli: _, ...all } = actions
  const loaders: readonly (() => Promise<Action>)[] = Object.values(all)
  const pages = await Promise.all(loaders.map(async (load) => loadPage(await load())))
  return pages.sort((one, other) => place(one.verb) - place(other.verb) || (one.verb < other.verb ? -1 : 1))
}

const loadPlatforms = () =>
  Promise.all(
    Object.values(platforms).map(async (load) => {
      const { type, capabilities } = await load()
      const page = `docs/platforms/${type}.md`
      return { type, page: existsSync(join(root, page)) ? page : null, capabilities }
    }),
  )

/** Path -> section -> body. */
const sectionsOf = async (): Promise<Map<string, Record<string, string>>> => {
  const pages = await loadPages()
  const wanted = new Map<string, Record<string, string>>(
    pages.map((page) => [
      `actions/${page.verb}/README.md`,
      { inputs: inputsTable(page), outputs: outputsTable(page) },
    ]),
  )
  const platformPages = await loadPlatforms()
  wanted.set('README.md', { actions: actionsTable(pages), platforms: platformsTable(platformPages) })
  wanted.set('docs/capabilities.md', { capabilities: capabilitiesTable(platformPages) })
  wanted.set('docs/reasons.md', {
    decisions: wordsTable('Decision', DECISIONS),
    gates: reasonsTable(Object.fromEntries(GATE_REASONS.map((reason) => [reason, GATE_MEANINGS[reason]]))),
    looks: reasonsTable(readReasons(read('docs/states.md'), REASONS)),
    errors: reasonsTable(FAILURE_MEANINGS),
  })
  return wanted
}

const isMissing = (path: string): boolean => !existsSync(join(root, path))

const check = argv.includes('--check')
const faults: string[] = []
const written: string[] = []
for (const [path, sections] of await sectionsOf()) {
  if (isMissing(path)) {
    // The root README may be written later than the code; what an action is has to be said with it.
    if (path !== 'README.md') faults.push(`${path} is missing`)
    continue
  }
  const before = read(path)
  let page = before
  for (const [section, body] of Object.entries(sections)) {
    try {
      page = withSection(page, section, body)
    } catch (error) {
      faults.push(`${path} ${error instanceof Error ? error.message : ''}`)
    }
  }
  if (page === before) continue
  if (check) faults.push(`${path} is not what scripts/readme.ts writes: run it and commit the result`)
  else {
    writeFileSync(join(root, path), page)
    written.push(path)
  }
}
const strangers = readdirSync(join(root, 'actions'), { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && isMissing(`actions/${entry.name}/action.yml`),
)
for (const { name } of strangers) faults.push(`actions/${name}/action.yml is missing`)
for (const path of written) stdout.write(`wrote ${path}\n`)
for (const fault of faults) stderr.write(`${fault}\n`)
if (faults.length > 0) exit(1)
