// GitHub's parser imports its schemas as JSON without saying so, which Node refuses; the hook says it for them.
import { registerHooks } from 'node:module'

registerHooks({
  load: (url, context, next) =>
    /\/(?:workflow|action)-v1\.0\.min\.json$/.test(url)
      ? next(url, { ...context, format: 'json', importAttributes: { type: 'json' } })
      : next(url, context),
})

// Imported only now, since static imports would come before the hook.
const parser = await import('@actions/workflow-parser')
const actions = await import('@actions/workflow-parser/actions/index')

/** GitHub's own reader of workflow and action files, and its token guards. */
export const {
  parseWorkflow,
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  isBasicExpression,
  isBoolean,
  isLiteral,
  isMapping,
  isNumber,
  isScalar,
  isSequence,
  isString,
} = parser
export const { parseAction, convertActionTemplate } = actions
