import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ScalarToken } from '@actions/workflow-parser/templates/tokens/index'
import { convertActionTemplate, NoOperationTraceWriter, parseAction } from './packages.ts'
import { RefusedError, WorkflowError } from './refusal.ts'
import { remembered } from './remembered.ts'
import { onSingleLines } from './single-lines.ts'

/** A JavaScript action, read by GitHub's own parser. */
export interface ActionFile {
  /** Its folder. */
  folder: string
  main: string
  post: string | null
  /** Condition of `post`; `always()` unless the file says otherwise. */
  postCondition: string
  inputs: readonly { name: string; default: ScalarToken | null }[]
}

/**
 * Reads the action in a folder.
 *
 * @param name how the workflow names it, for messages
 * @throws WorkflowError when there is none or it is invalid; RefusedError for all but `node24` without `pre`
 */
export const readAction = (folder: string, name: string): ActionFile => {
  const path = ['action.yml', 'action.yaml'].map((file) => join(folder, file)).find(existsSync)
  if (!path) {
    const hint = name.startsWith('./')
      ? '. Did you forget to run actions/checkout before running your local action?'
      : ''
    throw new WorkflowError([`Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${name}'${hint}`])
  }
  const content = readFileSync(path, 'utf8')
  return known(`${path}\n${name}\n${content}`, () => parse({ folder, name, path, content }))
}

const known = remembered<ActionFile>()

const parse = ({
  folder,
  name,
  path,
  content,
}: Record<'folder' | 'name' | 'path' | 'content', string>): ActionFile => {
  const file = { name: path, content: onSingleLines(content) }
  const { context, value } = parseAction(file, new NoOperationTraceWriter())
  const template = value ? convertActionTemplate(context, value) : null
  const problems = context.errors.getErrors().map(({ message }) => message)
  if (!template || problems.length > 0) throw new WorkflowError(problems)
  const { runs } = template
  if (runs.using !== 'node24') throw new RefusedError(`the action ${name}, which runs ${runs.using}`)
  if (runs.pre) throw new RefusedError(`the action ${name}, which has a pre step`)
  return {
    folder,
    main: runs.main,
    post: runs.post ?? null,
    postCondition: runs.postIf ?? 'always()',
    inputs: (template.inputs ?? []).map(({ id, default: fallback }) => ({
      name: id,
      default: fallback ?? null,
    })),
  }
}
