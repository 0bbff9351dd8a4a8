import { join } from 'node:path'
import { checkout } from './checkout.ts'
import { type Contexts, meets, textIn, textsIn, valueIn } from './expressions.ts'
import { defaultOfRun } from './job-context.ts'
import { contextsOf, type JobState, minutesIn, type Post, statusOf } from './job-state.ts'
import { faultOf } from './refusal.ts'
import type { Annotation, Result, StepReport } from './report.ts'
import { inputVariables, type Resolved, resolveAction } from './step-action.ts'
import { type Ran, runProcess, scriptFor } from './step-run.ts'
import { type Dictionary, holds } from './values.ts'
import { keyOf, type StepDefinition } from './workflow-file.ts'

const NOTHING: Ran = {
  outcome: 'success',
  log: '',
  summary: '',
  annotations: [],
  words: { outputs: [], state: [], variables: [], paths: [] },
}

const failed = (message: string): Ran => ({
  ...NOTHING,
  outcome: 'failure',
  annotations: [{ level: 'error', message }],
})

const nameOf = (step: StepDefinition, contexts: Contexts): string => {
  const name = keyOf(step.token, 'name')
  if (name) return textIn(name, contexts)
  if (step.uses) return `Run ${step.uses}`
  return `Run ${step.run ? (textIn(step.run, contexts).split('\n')[0] ?? '') : ''}`
}

// A name whose expressions fail is still a name.
const safely = (work: () => string, otherwise: string): string => {
  try {
    return work()
  } catch (error) {
    faultOf(error)
    return otherwise
  }
}

const runScript = (job: JobState, step: StepDefinition, contexts: Contexts, name: string): Promise<Ran> => {
  const own = keyOf(step.token, 'shell')
  const shell = own ? textIn(own, contexts) : defaultOfRun(job.order, 'shell', contexts)
  const folder = keyOf(step.token, 'working-directory')
  const place = folder
    ? textIn(folder, contexts)
    : (defaultOfRun(job.order, 'working-directory', contexts) ?? '')
  const script = step.run ? textIn(step.run, contexts) : ''
  return runProcess(job, {
    ...scriptFor(job, script, shell),
    cwd: join(job.folders.workspace, place),
    variables: { GITHUB_ACTION: step.id },
    condition: step.condition,
    contexts,
    minutes: minutesIn(job, step.token, 'timeout-minutes'),
    name,
  })
}

type Action = Extract<Resolved, { kind: 'action' }>

const facts = ({ action, repository, ref, local }: Action, id: string): Dictionary => ({
  action: id,
  action_path: action.folder,
  ...(local ? {} : { action_repository: repository, action_ref: ref }),
})

const actionVariables = (found: Action, id: string): Record<string, string> => ({
  GITHUB_ACTION: id,
  GITHUB_ACTION_PATH: found.action.folder,
  GITHUB_ACTION_REPOSITORY: found.local ? '' : found.repository,
  GITHUB_ACTION_REF: found.local ? '' : found.ref,
})

const runAction = async (
  job: JobState,
  step: StepDefinition,
  { contexts, name }: { contexts: Contexts; name: string },
  found: Action,
): Promise<Ran> => {
  const { action } = found
  const github = { ...contexts.github, ...facts(found, step.id) }
  const within: Contexts = { ...contexts, github }
  const given = textsIn(keyOf(step.token, 'with'), within)
  const { variables: inputs, unexpected } = inputVariables(action, given, within)
  const variables = { ...inputs, ...actionVariables(found, step.id) }
  const post: Post | null = action.post
    ? {
        name: `Post ${name}`,
        condition: action.postCondition,
        script: join(action.folder, action.post),
        variables,
        state: {},
        github,
      }
    : null
  // Before main begins, so that it is due however main ends (facts on GitHub, section 8).
  if (post) job.posts.unshift(post)
  const ran = await runProcess(job, {
    file: process.execPath,
    args: [join(action.folder, action.main)],
    cwd: job.folders.workspace,
    variables,
    condition: step.condition,
    contexts: within,
    minutes: minutesIn(job, step.token, 'timeout-minutes'),
    name,
  })
  if (post) Object.assign(post.state, Object.fromEntries(ran.words.state))
  const names = action.inputs.map((input) => `'${input.name}'`).join(', ')
  const strange = unexpected.map((input) => `'${input}'`).join(', ')
  const warning: Annotation = {
    level: 'warning',
    message: `Unexpected input(s) ${strange}, valid inputs are [${names}]`,
  }
  return unexpected.length > 0 ? { ...ran, annotations: [warning, ...ran.annotations] } : ran
}

const perform = (
  job: JobState,
  step: StepDefinition,
  contexts: Contexts,
  name: string,
): Promise<Ran> | Ran => {
  if (step.uses === null) return runScript(job, step, contexts, name)
  const found =
    job.actions.get(step.uses) ?? resolveAction(job.machine, job.order, step.uses, job.folders.workspace)
  if (found.kind === 'action') return runAction(job, step, { contexts, name }, found)
  checkout(job.machine, job.order, job.folders.workspace, textsIn(keyOf(step.token, 'with'), contexts))
  return NOTHING
}

const toleratesFailure = (step: StepDefinition, contexts: Contexts): boolean => {
  const token = keyOf(step.token, 'continue-on-error')
  return token !== undefined && holds(valueIn(token, contexts))
}

/** Notes what a step did, for those after it. */
const record = (job: JobState, step: StepDefinition, report: StepReport): void => {
  job.reports.push(report)
  job.steps = {
    ...job.steps,
    [step.id]: { outputs: report.outputs, outcome: report.outcome, conclusion: report.conclusion },
  }
}

const skip = (job: JobState, step: StepDefinition, name: string): void =>
  record(job, step, {
    name,
    outcome: 'skipped',
    conclusion: 'skipped',
    log: '',
    summary: '',
    outputs: {},
    annotations: [],
  })

/** Runs a step if its condition holds. Answers whether it ran. */
export const takeStep = async (job: JobState, step: StepDefinition): Promise<boolean> => {
  const before = contextsOf(job, { action: step.id })
  const name = job.masks.hide(safely(() => nameOf(step, before), step.id))
  if (job.cut) {
    skip(job, step, name)
    return false
  }
  let ran: Ran
  let tolerated = false
  try {
    const contexts = { ...before, env: { ...before.env, ...textsIn(keyOf(step.token, 'env'), before) } }
    if (!meets(step.condition, contexts, statusOf(job))) {
      skip(job, step, name)
      return false
    }
    await job.machine.onStep({ run: job.order.run, job: job.order.name, step: name, when: 'before' })
    tolerated = toleratesFailure(step, contexts)
    ran = await perform(job, step, contexts, name)
  } catch (error) {
    ran = failed(faultOf(error))
  }
  settle(job, step, { name, ran, tolerated })
  await job.machine.onStep({ run: job.order.run, job: job.order.name, step: name, when: 'after' })
  return true
}

const settle = (
  job: JobState,
  step: StepDefinition,
  { name, ran, tolerated }: { name: string; ran: Ran; tolerated: boolean },
): void => {
  const { outcome, words } = ran
  const conclusion: Result = outcome === 'failure' && tolerated ? 'success' : outcome
  record(job, step, {
    name,
    outcome,
    conclusion,
    log: ran.log,
    summary: ran.summary,
    outputs: Object.fromEntries(words.outputs),
    annotations: ran.annotations,
  })
  if (conclusion === 'failure') job.failed = true
  Object.assign(job.variables, Object.fromEntries(words.variables))
  job.paths.unshift(...words.paths.toReversed())
}

/** Runs a post step if its condition holds. Answers whether it ran. */
export const takePost = async (job: JobState, post: Post): Promise<boolean> => {
  const contexts = contextsOf(job, post.github)
  if (job.cut || !meets(post.condition, contexts, statusOf(job))) return false
  const state = Object.entries(post.state).map(([name, value]) => [`STATE_${name}`, value] as const)
  const ran = await runProcess(job, {
    file: process.execPath,
    args: [post.script],
    cwd: job.folders.workspace,
    variables: { ...post.variables, ...Object.fromEntries(state) },
    condition: post.condition,
    contexts,
    minutes: null,
    name: post.name,
  })
  if (ran.outcome === 'failure') job.failed = true
  job.reports.push({
    name: post.name,
    outcome: ran.outcome,
    conclusion: ran.outcome,
    log: ran.log,
    summary: ran.summary,
    outputs: {},
    annotations: ran.annotations,
  })
  return true
}
