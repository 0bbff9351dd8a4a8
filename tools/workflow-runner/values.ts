import { data } from '@actions/expressions'
import type { ExpressionData } from '@actions/expressions/data/expressiondata'
import { truthy } from '@actions/expressions/result'

/** A value as expressions know it. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }

/** A dictionary of an expression, such as one context. */
export type Dictionary = Readonly<Record<string, Value>>

/** Whether a value is a dictionary and not a list. */
export const isDictionary = (value: Value | undefined): value is Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value in the form of GitHub's evaluator. */
export const toData = (value: Value): ExpressionData => {
  if (value === null) return new data.Null()
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'string') return new data.StringData(value)
  if (Array.isArray(value)) return new data.Array(...value.map(toData))
  return new data.Dictionary(...Object.entries(value).map(([key, item]) => ({ key, value: toData(item) })))
}

/** A value out of GitHub's evaluator. */
export const fromData = (given: ExpressionData): Value => {
  if (given instanceof data.Dictionary)
    return Object.fromEntries(given.pairs().map(({ key, value }) => [key, fromData(value)]))
  if (given instanceof data.Array) return given.values().map(fromData)
  if (given instanceof data.StringData) return given.value
  if (given instanceof data.NumberData) return given.value
  if (given instanceof data.BooleanData) return given.value
  return null
}

/** A value as text, as GitHub's expressions turn it into one: null is empty, a list is the word `Array`. */
export const textOf = (value: Value): string => toData(value).coerceString()

/** Whether a value counts as true in a condition. */
export const holds = (value: Value): boolean => truthy(toData(value))
