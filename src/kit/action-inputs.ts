import { z } from 'zod'
import type { Environment } from './environment.ts'
import { inputVariable } from './environment.ts'
import type { Problem } from './errors.ts'
import { ConfigError } from './errors.ts'
import { isSecretField } from './fields.ts'
import type { Logger } from './log.ts'
import type { Redactor } from './redact.ts'

/** The inputs of an action: name as in action.yml -> zod field, made by `fields.ts`. */
export type InputShape = z.ZodRawShape

/** What `run` receives for a shape. */
export type InputsOf<Shape extends InputShape> = z.output<z.ZodObject<Shape, z.core.$strict>>

/**
 * Reads every declared input once; blank is the same as missing. Secrets are registered before anything is checked.
 * Throws one ConfigError with all mistakes, unknown inputs included; it quotes no value.
 */
export const readInputs = <Shape extends InputShape>(
  shape: Shape,
  { environment, redactor, log }: { environment: Environment; redactor: Redactor; log: Logger },
): InputsOf<Shape> => {
  const values: Record<string, string> = {}
  for (const [name, field] of Object.entries(shape)) {
    const value = environment.input(name)
    if (value === undefined) continue
    values[name] = value
    if (!isSecretField(field)) continue
    const written = environment.variable(inputVariable(name)) ?? ''
    redactor.registerSecret(name, written)
    if (written !== value) log.notice(`The secret \`${name}\` had white space around it; it was left out.`)
  }
  const parsed = z.strictObject(shape).safeParse(values)
  const problems = [
    ...unknownInputs(shape, environment),
    ...(parsed.success ? [] : mistakes(values, parsed.error)),
  ]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  return parsed.data
}

const unknownInputs = (shape: InputShape, environment: Environment): Problem[] => {
  const known = Object.keys(shape)
  const variables = new Set(known.map((name) => inputVariable(name).slice('INPUT_'.length)))
  return environment
    .inputNames()
    .filter((name) => !variables.has(name))
    .map((name) => ({
      message: `\`${name.toLowerCase()}\` is not an input of this action`,
      fix: known.length > 0 ? `one of: ${known.join(', ')}` : 'no inputs',
    }))
}

const mistakes = (values: Readonly<Record<string, string>>, error: z.ZodError): Problem[] =>
  error.issues.map(({ path, message, code }) => {
    const name = String(path[0] ?? '')
    if (name === '') return { message }
    if (!Object.hasOwn(values, name)) return { message: `\`${name}\` is required` }
    return {
      message: `\`${name}\` ${code === 'custom' || !/^Invalid/.test(message) ? message : 'is not valid'}`,
    }
  })
