import type { WorkflowTemplate } from '@actions/workflow-parser/model/workflow-template'
import type { MappingToken, TemplateToken } from '@actions/workflow-parser/templates/tokens/index'
import { type CallInterface, type InputDefinition, readCall, readDispatch } from './interfaces.ts'
import {
  convertWorkflowTemplate,
  isBoolean,
  isMapping,
  isSequence,
  isString,
  NoOperationTraceWriter,
  parseWorkflow,
} from './packages.ts'
import { type Granted, readPermissions } from './permissions.ts'
import { WorkflowError } from './refusal.ts'
import { remembered } from './remembered.ts'
import { onSingleLines } from './single-lines.ts'

/** One step as it is written. */
export interface StepDefinition {
  /** Its id, or the one GitHub makes up, which begins with `__`. */
  id: string
  /** With GitHub's `success() &&` in front where no status function stands. */
  condition: string
  uses: string | null
  run: TemplateToken | null
  token: MappingToken
}

/** One job as it is written. */
export interface JobDefinition {
  id: string
  needs: readonly string[]
  /** With GitHub's `success() &&` in front where no status function stands. */
  condition: string
  /** The workflow file it calls; null for a job with steps. */
  uses: string | null
  inherits: boolean
  steps: readonly StepDefinition[]
  permissions: Granted | null
  token: MappingToken
}

/** Filters of `on.push`. */
export interface PushFilter {
  branches?: readonly string[]
  'branches-ignore'?: readonly string[]
  tags?: readonly string[]
  'tags-ignore'?: readonly string[]
  paths?: readonly string[]
  'paths-ignore'?: readonly string[]
}

/** A workflow file, read by GitHub's own parser. */
export interface WorkflowFile {
  path: string
  name: string
  push: PushFilter | null
  schedules: readonly { cron: string; timezone: string }[]
  dispatch: Readonly<Record<string, InputDefinition>> | null
  call: CallInterface | null
  permissions: Granted | null
  jobs: readonly JobDefinition[]
  token: MappingToken
}

/** The value of a key of a mapping, when it is there. */
export const keyOf = (token: TemplateToken | undefined, key: string): TemplateToken | undefined =>
  token && isMapping(token) ? token.find(key) : undefined

const mapping = (token: TemplateToken | undefined, what: string): MappingToken => {
  if (!token || !isMapping(token)) throw new WorkflowError([`${what} is not a mapping`])
  return token
}

const stepsOf = (token: MappingToken, template: WorkflowTemplate['jobs'][number]): StepDefinition[] => {
  const written = keyOf(token, 'steps')
  if (template.type !== 'job' || !written || !isSequence(written)) return []
  return [...written].map((item, index) => {
    const step = template.steps[index]
    const uses = keyOf(item, 'uses')
    return {
      id: step?.id ?? `__${index}`,
      condition: step?.if?.expression ?? 'success()',
      uses: uses && isString(uses) ? uses.value : null,
      run: keyOf(item, 'run') ?? null,
      token: mapping(item, 'a step'),
    }
  })
}

const jobOf = (template: WorkflowTemplate['jobs'][number], jobs: MappingToken): JobDefinition => {
  const token = mapping(jobs.find(template.id.value), `job ${template.id.value}`)
  return {
    id: template.id.value,
    needs: (template.needs ?? []).map(({ value }) => value),
    condition: template.if.expression,
    uses: template.type === 'reusableWorkflowJob' ? template.ref.value : null,
    inherits: template.type === 'reusableWorkflowJob' && template['inherit-secrets'] === true,
    steps: stepsOf(token, template),
    permissions: readPermissions(keyOf(token, 'permissions')),
    token,
  }
}

const eventOf = (root: MappingToken, name: string): TemplateToken | true | null => {
  const on = root.find('on')
  if (!on) return null
  if (isString(on)) return on.value === name || null
  if (isSequence(on)) return [...on].some((item) => item.toString() === name) || null
  const event = keyOf(on, name)
  if (!event) return null
  return isMapping(event) || isSequence(event) ? event : true
}

const cancelsInProgress = (token: TemplateToken | undefined): boolean => {
  const cancels = keyOf(token, 'cancel-in-progress')
  return cancels !== undefined && isBoolean(cancels) && cancels.value
}

/** GitHub refuses `queue: max` with `cancel-in-progress: true`: facts on GitHub, section 5. */
const checkQueue = (token: TemplateToken | undefined): string[] =>
  keyOf(token, 'queue')?.toString() === 'max' && cancelsInProgress(token)
    ? ["'queue: max' cannot be used with 'cancel-in-progress: true'"]
    : []

const known = remembered<Promise<WorkflowFile>>()

/**
 * Reads a workflow file; the same text is read once.
 *
 * @throws WorkflowError with all that GitHub finds wrong
 */
export const readWorkflow = (path: string, content: string): Promise<WorkflowFile> =>
  known(`${path}\n${content}`, () => parse(path, content))

const parse = async (path: string, content: string): Promise<WorkflowFile> => {
  const { context, value } = parseWorkflow(
    { name: path, content: onSingleLines(content) },
    new NoOperationTraceWriter(),
  )
  const template = value ? await convertWorkflowTemplate(context, value) : null
  const problems = context.errors.getErrors().map(({ message }) => message)
  if (!template || !value || problems.length > 0) throw new WorkflowError(problems)
  const root = mapping(value, path)
  const jobs = mapping(root.find('jobs'), 'jobs')
  const queueing = [root, ...template.jobs.map(({ id }) => jobs.find(id.value))]
    .flatMap((each) => checkQueue(keyOf(each, 'concurrency')))
    .map((problem) => `${path}: ${problem}`)
  if (queueing.length > 0) throw new WorkflowError(queueing)
  const push = eventOf(root, 'push')
  const dispatch = eventOf(root, 'workflow_dispatch')
  const call = eventOf(root, 'workflow_call')
  return {
    path,
    name: root.find('name')?.toString() ?? path,
    push: push === null ? null : ((template.events.push as PushFilter | undefined) ?? {}),
    schedules: (template.events.schedule ?? []).map(({ cron, timezone }) => ({
      cron,
      timezone: timezone ?? 'UTC',
    })),
    dispatch: dispatch === null ? null : readDispatch(dispatch === true ? undefined : dispatch),
    call: call === null ? null : readCall(call === true ? undefined : call),
    permissions: readPermissions(root.find('permissions')),
    jobs: template.jobs.map((job) => jobOf(job, jobs)),
    token: root,
  }
}
