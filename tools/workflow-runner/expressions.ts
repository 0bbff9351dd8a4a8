import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import type { FunctionDefinition } from '@actions/expressions/funcs/info'
import type { Token } from '@actions/expressions/lexer'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index'
import { isBasicExpression, isBoolean, isMapping, isNumber, isSequence, isString } from './packages.ts'
import { RefusedError } from './refusal.ts'
import { type Dictionary, fromData, holds, textOf, toData, type Value } from './values.ts'

/** All contexts an expression may name. Which of them stand where is checked by GitHub's parser, by its schema. */
const CONTEXTS = [
  'github',
  'inputs',
  'vars',
  'needs',
  'strategy',
  'matrix',
  'secrets',
  'steps',
  'job',
  'jobs',
  'runner',
  'env',
] as const

/** The contexts of one place; what is missing is empty. */
export type Contexts = Readonly<Partial<Record<(typeof CONTEXTS)[number], Dictionary>>>

/** How things stand for the status functions of a condition. */
export interface Status {
  success: boolean
  failure: boolean
  cancelled: boolean
}

const NO_STATUS: Status = { success: true, failure: false, cancelled: false }

const statusFunction = (name: string, answer: boolean): FunctionDefinition => ({
  name,
  minArgs: 0,
  maxArgs: 255,
  call: (...args) => {
    if (args.length > 0) throw new RefusedError(`${name}() with names of jobs`)
    return new data.BooleanData(answer)
  },
})

const functionsFor = (status: Status): FunctionDefinition[] => [
  statusFunction('always', true),
  statusFunction('success', status.success),
  statusFunction('failure', status.failure),
  statusFunction('cancelled', status.cancelled),
  {
    name: 'hashFiles',
    minArgs: 1,
    maxArgs: 255,
    call: () => {
      throw new RefusedError('hashFiles()')
    },
  },
]

// The package unescapes only the first '' of a text, where GitHub unescapes all.
const tokensOf = (expression: string): Token[] =>
  new Lexer(expression)
    .lex()
    .tokens.map((token) =>
      token.lexeme.startsWith("'")
        ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
        : token,
    )

/**
 * The value of an expression, without its braces, by GitHub's own evaluator.
 *
 * @throws Error as GitHub would fail the step, job or run; RefusedError for `hashFiles()`
 */
export const evaluate = (expression: string, contexts: Contexts, status: Status = NO_STATUS): Value => {
  const functions = functionsFor(status)
  const tree = new Parser(tokensOf(expression), [...CONTEXTS], functions).parse()
  const named = CONTEXTS.map((key) => ({ key, value: toData(contexts[key] ?? {}) }))
  const byName = new Map(functions.map((each) => [each.name.toLowerCase(), each]))
  return fromData(new Evaluator(tree, new data.Dictionary(...named), byName).evaluate())
}

/** Whether an `if` holds. */
export const meets = (condition: string, contexts: Contexts, status: Status): boolean =>
  holds(evaluate(condition, contexts, status))

/** A token of a workflow file with all its expressions evaluated. */
export const valueIn = (token: TemplateToken, contexts: Contexts): Value => {
  if (isBasicExpression(token)) return evaluate(token.expression, contexts)
  if (isString(token) || isNumber(token) || isBoolean(token)) return token.value
  if (isSequence(token)) return [...token].map((item) => valueIn(item, contexts))
  if (isMapping(token)) {
    return Object.fromEntries(
      [...token].map(({ key, value }) => [textOf(valueIn(key, contexts)), valueIn(value, contexts)]),
    )
  }
  if (token.isExpression) throw new RefusedError('${{ insert }}')
  return null
}

/** A token as text. */
export const textIn = (token: TemplateToken, contexts: Contexts): string => textOf(valueIn(token, contexts))

/** A mapping token as texts by name, such as `env` and `with`; empty when there is none. */
export const textsIn = (token: TemplateToken | undefined, contexts: Contexts): Record<string, string> => {
  const value = token ? valueIn(token, contexts) : {}
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, textOf(item)]))
}
