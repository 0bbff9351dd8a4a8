import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index'
import { valueIn } from './expressions.ts'
import { problemsOfCall } from './interfaces.ts'
import { isLiteral, isMapping } from './packages.ts'
import { beyond, type Granted } from './permissions.ts'
import { RefusedError, WorkflowError } from './refusal.ts'
import { refuseUnplayed } from './refused-keys.ts'
import type { Source, Sources } from './sources.ts'
import { type JobDefinition, keyOf, readWorkflow, type WorkflowFile } from './workflow-file.ts'

/** How far the file of a workflow is from the repository that runs it. */
export type Distance = 'same repository' | 'same owner' | 'other owner'

/** A workflow file with all it calls, as it is before anything starts. */
export interface Plan {
  file: WorkflowFile
  origin: { repository: string; sha: string; ref: string }
  distance: Distance
  jobs: readonly { definition: JobDefinition; granted: Granted; called: Plan | null }[]
}

/** Levels and files of one tree of calls: facts on GitHub, section 4. */
const MOST_LEVELS = 10
const MOST_FILES = 50

interface Desk {
  sources: Sources
  /** Read files by origin, so that each is parsed once. */
  read: Map<string, Promise<WorkflowFile>>
  problems: string[]
  referenced: Map<string, { path: string; sha: string; ref: string }>
}

interface Place {
  source: Source
  sha: string
  path: string
  /** As the caller named it. */
  name: string
  ref: string
}

const ownerOf = (repository: string): string => (repository.split('/')[0] ?? '').toLowerCase()

const distanceTo = (home: string, repository: string): Distance => {
  if (home.toLowerCase() === repository.toLowerCase()) return 'same repository'
  return ownerOf(home) === ownerOf(repository) ? 'same owner' : 'other owner'
}

const farther = (one: Distance, other: Distance): Distance => {
  const order: Distance[] = ['same repository', 'same owner', 'other owner']
  return order.indexOf(one) > order.indexOf(other) ? one : other
}

const load = (desk: Desk, { source, sha, path }: Place): Promise<WorkflowFile> | null => {
  const key = `${source.repository}/${path}@${sha}`
  const known = desk.read.get(key)
  if (known) return known
  const content = source.read(sha, path)
  if (content === null) return null
  const reading = readWorkflow(path, content)
  desk.read.set(key, reading)
  return reading
}

/** Where a job's `uses` leads: the same commit for `./` and `$/`, a registered folder for all else. */
const placeOf = ({ sources }: Desk, caller: Place, uses: string): Place | null => {
  if (uses.startsWith('./') || uses.startsWith('$/')) {
    if (uses.startsWith('./') && caller.source.repository !== sources.home.repository)
      throw new RefusedError(
        `${uses} in a workflow of ${caller.source.repository}: GitHub would look for it in the caller's repository`,
      )
    return { ...caller, path: uses.slice(2), name: uses }
  }
  const found = /^([^/@]+\/[^/@]+)\/(\.github\/workflows\/[^@]+)@(.+)$/.exec(uses)
  if (!found) return null
  const [, repository = '', path = '', ref = ''] = found
  const source = sources.find(repository, ref)
  const sha = source.resolve(ref)
  return sha === null ? null : { source, sha, path, name: uses, ref }
}

const namesIn = (token: TemplateToken | undefined): string[] =>
  token && isMapping(token) ? [...token].map(({ key }) => key.toString()) : []

const literalsIn = (token: TemplateToken | undefined) =>
  Object.fromEntries(
    (token && isMapping(token) ? [...token] : [])
      .filter(({ value }) => isLiteral(value))
      .map(({ key, value }) => [key.toString(), valueIn(value, {})]),
  )

/** What a called file asks beyond what the calling job has. It counts even where an `if` would skip it. */
const tooMuch = (file: WorkflowFile, ceiling: Granted, name: string): string[] => {
  const workflow = file.permissions ? beyond(file.permissions, ceiling) : null
  const jobs = file.jobs.flatMap(({ id, permissions }) => {
    const over = permissions ? beyond(permissions, ceiling) : null
    return over ? [`Error calling workflow '${name}'. The nested job '${id}' ${over}.`] : []
  })
  return workflow ? [`Error calling workflow '${name}'. The workflow '${name}' ${workflow}.`, ...jobs] : jobs
}

const planCall = async (
  desk: Desk,
  {
    caller,
    job,
    granted,
    level,
    distance,
  }: {
    caller: Place
    job: JobDefinition
    granted: Granted
    level: number
    distance: Distance
  },
): Promise<Plan | null> => {
  const uses = job.uses ?? ''
  const here = `${caller.path}: job ${job.id}`
  if (level > MOST_LEVELS) {
    desk.problems.push(`${here}: too many levels of called workflows, at most ${MOST_LEVELS} are allowed`)
    return null
  }
  const place = placeOf(desk, caller, uses)
  const file = place ? await load(desk, place) : null
  if (!place || !file) {
    desk.problems.push(`${here}: error parsing called workflow "${uses}": workflow was not found.`)
    return null
  }
  if (!file.call) {
    desk.problems.push(
      `${here}: error parsing called workflow "${uses}": workflow is not reusable as it is missing a \`on.workflow_call\` trigger`,
    )
    return null
  }
  const known = `${place.source.repository}/${place.path}@${place.ref}`
  desk.referenced.set(known, { path: known, sha: place.sha, ref: place.ref })
  const found = [
    ...problemsOfCall(file.call, {
      given: namesIn(keyOf(job.token, 'with')),
      literals: literalsIn(keyOf(job.token, 'with')),
      passed: namesIn(keyOf(job.token, 'secrets')),
      inherits: job.inherits,
    }),
    ...tooMuch(file, granted, place.name),
  ]
  desk.problems.push(...found.map((problem) => `${here}: ${problem}`))
  return planFile(desk, { place, file, ceiling: granted, level, distance })
}

const planFile = async (
  desk: Desk,
  {
    place,
    file,
    ceiling,
    level,
    distance: before,
  }: {
    place: Place
    file: WorkflowFile
    ceiling: Granted
    level: number
    distance: Distance
  },
): Promise<Plan> => {
  refuseUnplayed(file)
  const { repository } = place.source
  const distance = farther(before, distanceTo(desk.sources.home.repository, repository))
  const jobs: Plan['jobs'][number][] = []
  for (const definition of file.jobs) {
    const granted = definition.permissions ?? file.permissions ?? ceiling
    const called =
      definition.uses === null
        ? null
        : await planCall(desk, { caller: place, job: definition, granted, level: level + 1, distance })
    jobs.push({ definition, granted, called })
  }
  const ref = `${repository}/${place.path}@${place.ref}`
  return { file, origin: { repository, sha: place.sha, ref }, distance, jobs }
}

/** A run's plan, and the called files for the API's `referenced_workflows`. */
export interface Planned {
  plan: Plan
  referenced: { path: string; sha: string; ref: string }[]
}

/**
 * Reads a workflow of the home repository and everything it calls, each file parsed as its own, and checks what GitHub
 * checks before anything starts: inputs, secrets, permissions (facts on GitHub, section 4 and last table).
 *
 * @param ceiling what a workflow without `permissions` gets
 * @throws WorkflowError with all problems: the whole run fails at its start
 */
export const planRun = async (
  sources: Sources,
  { path, sha, ref, ceiling }: { path: string; sha: string; ref: string; ceiling: Granted },
): Promise<Planned> => {
  const desk: Desk = { sources, read: new Map(), problems: [], referenced: new Map() }
  const place: Place = { source: sources.home, sha, path, name: path, ref }
  const file = await load(desk, place)
  if (!file) throw new WorkflowError([`${path} was not found at ${ref}`])
  const plan = await planFile(desk, { place, file, ceiling, level: 1, distance: 'same repository' })
  if (desk.read.size > MOST_FILES)
    desk.problems.push(`${path} calls ${desk.read.size} workflows, at most ${MOST_FILES} are allowed`)
  if (desk.problems.length > 0) throw new WorkflowError(desk.problems)
  return { plan, referenced: [...desk.referenced.values()] }
}
