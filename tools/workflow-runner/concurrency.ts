import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index'
import { type Contexts, valueIn } from './expressions.ts'
import { WorkflowError } from './refusal.ts'
import { isDictionary, textOf } from './values.ts'

/** A `concurrency` block, evaluated. */
export interface Concurrency {
  name: string
  queue: 'single' | 'max'
  cancelInProgress: boolean
}

/**
 * Evaluates `concurrency`; null where there is none, or its group is empty.
 *
 * @throws WorkflowError for `queue: max` with `cancel-in-progress: true`
 */
export const concurrencyOf = (token: TemplateToken | undefined, contexts: Contexts): Concurrency | null => {
  if (!token) return null
  const value = valueIn(token, contexts)
  const block = isDictionary(value) ? value : { group: value }
  const name = textOf(block.group ?? '')
  if (name === '') return null
  const cancelInProgress = block['cancel-in-progress'] === true
  const queue = block.queue === 'max' ? 'max' : 'single'
  if (cancelInProgress && queue === 'max')
    throw new WorkflowError([`${name}: 'queue: max' cannot be used with 'cancel-in-progress: true'`])
  return { name, queue, cancelInProgress }
}
