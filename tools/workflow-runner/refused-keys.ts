import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index'
import { isBoolean, isMapping, isString } from './packages.ts'
import { RefusedError } from './refusal.ts'
import type { JobDefinition, WorkflowFile } from './workflow-file.ts'

const JOB_KEYS = ['container', 'services', 'snapshot'] as const
const STEP_KEYS = ['background', 'wait', 'wait-all', 'cancel', 'parallel'] as const
const SHELLS = ['bash']

const find = (token: TemplateToken | undefined, key: string): TemplateToken | undefined =>
  token && isMapping(token) ? token.find(key) : undefined

const checkShell = (where: string, token: TemplateToken | undefined): void => {
  if (token && (!isString(token) || !SHELLS.includes(token.value)))
    throw new RefusedError(`the shell ${token.toString()} in ${where}`)
}

const checkJob = (path: string, job: JobDefinition): void => {
  const where = `job ${job.id} of ${path}`
  for (const key of JOB_KEYS) if (find(job.token, key)) throw new RefusedError(`${key} in ${where}`)
  const lenient = find(job.token, 'continue-on-error')
  if (lenient && !(isBoolean(lenient) && !lenient.value))
    throw new RefusedError(`continue-on-error of a whole job in ${where}`)
  checkShell(where, find(find(find(job.token, 'defaults'), 'run'), 'shell'))
  for (const { token, uses } of job.steps) {
    for (const key of STEP_KEYS)
      if (find(token, key)) throw new RefusedError(`the step key ${key} in ${where}`)
    checkShell(where, find(token, 'shell'))
    if (uses?.startsWith('docker://')) throw new RefusedError(`the container action ${uses} in ${where}`)
  }
}

/**
 * Refuses by name what GitHub takes in a workflow file and this runner does not play. Asked when a run begins, so that
 * a repository may hold files that are never run here.
 *
 * @throws RefusedError
 */
export const refuseUnplayed = ({ path, token, jobs }: WorkflowFile): void => {
  checkShell(path, find(find(find(token, 'defaults'), 'run'), 'shell'))
  for (const job of jobs) checkJob(path, job)
}
