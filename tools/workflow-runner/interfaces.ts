import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index'
import { type Contexts, valueIn } from './expressions.ts'
import { isBoolean, isMapping, isSequence } from './packages.ts'
import { WorkflowError } from './refusal.ts'
import { textOf, type Value } from './values.ts'

/** An input that a workflow declares, for `workflow_dispatch` or `workflow_call`. */
export interface InputDefinition {
  type: 'string' | 'boolean' | 'number' | 'choice' | 'environment'
  required: boolean
  default: TemplateToken | null
  options: readonly string[]
}

/** What a workflow declares for those who call it. */
export interface CallInterface {
  inputs: Readonly<Record<string, InputDefinition>>
  secrets: Readonly<Record<string, { required: boolean }>>
  /** Tokens of `outputs.*.value`. */
  outputs: Readonly<Record<string, TemplateToken>>
}

const TYPES = ['string', 'boolean', 'number', 'choice', 'environment'] as const

const entries = (token: TemplateToken | undefined): [string, TemplateToken][] =>
  token && isMapping(token) ? [...token].map(({ key, value }) => [key.toString(), value]) : []

const key = (token: TemplateToken | undefined, name: string): TemplateToken | undefined =>
  token && isMapping(token) ? token.find(name) : undefined

const flag = (token: TemplateToken | undefined): boolean =>
  token !== undefined && isBoolean(token) && token.value

const inputOf = (token: TemplateToken): InputDefinition => {
  const type = key(token, 'type')?.toString() ?? 'string'
  const options = key(token, 'options')
  return {
    type: TYPES.find((known) => known === type) ?? 'string',
    required: flag(key(token, 'required')),
    default: key(token, 'default') ?? null,
    options: options && isSequence(options) ? [...options].map(String) : [],
  }
}

const inputsOf = (token: TemplateToken | undefined): Record<string, InputDefinition> =>
  Object.fromEntries(entries(key(token, 'inputs')).map(([name, value]) => [name, inputOf(value)]))

/** Inputs of `on.workflow_dispatch`. */
export const readDispatch = (token: TemplateToken | undefined): Record<string, InputDefinition> => {
  const inputs = inputsOf(token)
  if (Object.keys(inputs).length > 25)
    throw new WorkflowError(['you may only define up to 25 `inputs` for a `workflow_dispatch` event'])
  return inputs
}

/** `on.workflow_call`. */
export const readCall = (token: TemplateToken | undefined): CallInterface => ({
  inputs: inputsOf(token),
  secrets: Object.fromEntries(
    entries(key(token, 'secrets')).map(([name, value]) => [name, { required: flag(key(value, 'required')) }]),
  ),
  outputs: Object.fromEntries(
    entries(key(token, 'outputs')).flatMap(([name, value]) => {
      const output = key(value, 'value')
      return output ? [[name, output] as const] : []
    }),
  ),
})

const EMPTY: Record<InputDefinition['type'], Value> = {
  string: '',
  boolean: false,
  number: 0,
  choice: '',
  environment: '',
}

const defaultOf = (definition: InputDefinition, contexts: Contexts): Value =>
  definition.default ? valueIn(definition.default, contexts) : EMPTY[definition.type]

/** The value of a dispatch's input, or what GitHub says against it. The API takes texts as well as typed values. */
const dispatched = (
  name: string,
  { type, options }: InputDefinition,
  given: unknown,
): { value: Value } | { wrong: string } => {
  const text = String(given)
  if (type === 'boolean')
    return text === 'true' || text === 'false'
      ? { value: text === 'true' }
      : { wrong: `Provided value '${text}' for input '${name}' is not a boolean` }
  if (type === 'number')
    return text.trim() !== '' && Number.isFinite(Number(text))
      ? { value: Number(text) }
      : { wrong: `Provided value '${text}' for input '${name}' is not a number` }
  if (type === 'choice' && !options.includes(text))
    return { wrong: `Provided value '${text}' for input '${name}' not in the list of allowed values` }
  return { value: text }
}

/**
 * The `inputs` of a dispatch: checked, typed, defaults filled in.
 *
 * @throws WorkflowError with all that GitHub would answer 422 for
 */
export const inputsOfDispatch = (
  definitions: Readonly<Record<string, InputDefinition>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, Value> => {
  const unexpected = Object.keys(given).filter((name) => !(name in definitions))
  const wrong = unexpected.length > 0 ? [`Unexpected inputs provided: ${JSON.stringify(unexpected)}`] : []
  const values: Record<string, Value> = {}
  for (const [name, definition] of Object.entries(definitions)) {
    const missing = given[name] === undefined || given[name] === ''
    if (missing && definition.required && !definition.default) {
      wrong.push(`Required input '${name}' not provided`)
      continue
    }
    const found = given[name] === undefined ? null : dispatched(name, definition, given[name])
    if (found && 'wrong' in found) wrong.push(found.wrong)
    else values[name] = found ? found.value : defaultOf(definition, {})
  }
  if (wrong.length > 0) throw new WorkflowError(wrong)
  return values
}

// A boolean or number has to be one: a text that spells it is refused, as GitHub's schema does. A string takes any scalar.
const typed = ({ type }: InputDefinition, value: Value): Value | undefined => {
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined
  if (type === 'number') return typeof value === 'number' ? value : undefined
  return value !== null && typeof value === 'object' ? undefined : textOf(value)
}

/**
 * The `inputs` of a called workflow: typed, defaults filled in.
 *
 * @param given evaluated `with`
 * @param contexts for the defaults' expressions
 * @throws WorkflowError for a value of another type
 */
export const inputsOfCall = (
  definitions: Readonly<Record<string, InputDefinition>>,
  given: Readonly<Record<string, Value>>,
  contexts: Contexts,
): Record<string, Value> => {
  const wrong: string[] = []
  const byName = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]))
  const values = Object.entries(definitions).map(([name, definition]) => {
    const passed = byName.get(name.toLowerCase())
    const value = typed(definition, passed === undefined ? defaultOf(definition, contexts) : passed)
    if (value === undefined)
      wrong.push(
        `Input ${name}: Unexpected value '${textOf(passed ?? null)}' where a ${definition.type} is expected`,
      )
    return [name, value ?? null] as const
  })
  if (wrong.length > 0) throw new WorkflowError(wrong)
  return Object.fromEntries(values)
}

/** What is wrong with a call before anything starts: inputs and secrets that are missing, unknown or of another type. */
export const problemsOfCall = (
  { inputs, secrets }: CallInterface,
  {
    given,
    literals,
    passed,
    inherits,
  }: {
    given: readonly string[]
    /** Those of the given that are written out, with their values. */
    literals: Readonly<Record<string, Value>>
    passed: readonly string[]
    inherits: boolean
  },
): string[] => {
  const known = (names: readonly string[], name: string): boolean =>
    names.some((each) => each.toLowerCase() === name.toLowerCase())
  const required = Object.entries(inputs).filter(([, one]) => one.required)
  const needed = Object.entries(secrets).filter(([, one]) => one.required)
  return [
    ...required
      .filter(([name]) => !known(given, name))
      .map(([name]) => `Input ${name} is required, but not provided while calling.`),
    ...Object.entries(inputs).flatMap(([name, definition]) => {
      const value = literals[name]
      return value !== undefined && typed(definition, value) === undefined
        ? [`Input ${name}: Unexpected value '${textOf(value)}' where a ${definition.type} is expected`]
        : []
    }),
    ...given
      .filter((name) => !known(Object.keys(inputs), name))
      .map((name) => `Invalid input, ${name} is not defined in the referenced workflow.`),
    ...needed
      .filter(([name]) => !inherits && !known(passed, name))
      .map(([name]) => `Secret ${name} is required, but not provided while calling.`),
    ...passed
      .filter((name) => !known(Object.keys(secrets), name))
      .map((name) => `Invalid secret, ${name} is not defined in the referenced workflow.`),
  ]
}
