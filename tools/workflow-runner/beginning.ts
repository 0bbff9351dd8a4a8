import { above } from './contexts.ts'
import { endInstance } from './ending.ts'
import { type Contexts, meets, textIn, valueIn } from './expressions.ts'
import { combinationsOf, labelOf } from './matrix.ts'
import { faultOf } from './refusal.ts'
import { statusFor } from './results.ts'
import { callersOf, contextsOf, type Group, type Instance, makeInstance, type Stage } from './tree.ts'
import { type Dictionary, isDictionary, textOf, type Value } from './values.ts'
import { keyOf } from './workflow-file.ts'
import type { World } from './world.ts'

const finishGroup = (group: Group, result: 'skipped' | 'failure', reason: string): void => {
  group.state = 'done'
  group.result = result
  group.reason = reason
}

const numberOf = (value: Value | undefined): number =>
  typeof value === 'number' && value > 0 ? value : Number.POSITIVE_INFINITY

/** The name as GitHub shows it: calls before it, combination behind it. */
const nameOf = (group: Group, contexts: Contexts, matrix: Dictionary): string => {
  const written = keyOf(group.definition.token, 'name')
  const label = labelOf(matrix)
  const own = written
    ? textIn(written, contexts)
    : label === ''
      ? group.definition.id
      : `${group.definition.id} (${label})`
  const [caller] = callersOf(group.frame)
  return caller ? `${caller.name} / ${own}` : own
}

const expand = (group: Group, contexts: Contexts): Instance[] => {
  const token = keyOf(group.definition.token, 'strategy')
  const value = token ? valueIn(token, contexts) : {}
  const strategy = isDictionary(value) ? value : {}
  const combinations = 'matrix' in strategy ? combinationsOf(strategy.matrix ?? null) : [{}]
  group.failFast = strategy['fail-fast'] !== false
  group.maxParallel = numberOf(strategy['max-parallel'])
  return combinations.map((matrix, index) => {
    const own: Dictionary = {
      'fail-fast': group.failFast,
      'job-index': index,
      'job-total': combinations.length,
      'max-parallel': Number.isFinite(group.maxParallel) ? group.maxParallel : combinations.length,
    }
    const name = nameOf(group, { ...contexts, matrix, strategy: own }, matrix)
    return makeInstance(group, { name, matrix, strategy: own })
  })
}

/** Begins a job whose needs are done: asks its `if`, and makes one instance for each combination of its matrix. */
export const beginGroup = (world: World, group: Group): void => {
  const contexts = contextsOf(group, above(world, group.frame))
  try {
    if (group.frame.run.closed) finishGroup(group, 'skipped', 'an environment was rejected')
    else if (!meets(group.definition.condition, contexts, statusFor(group)))
      finishGroup(group, 'skipped', 'its if did not hold')
    else Object.assign(group, { instances: expand(group, contexts), state: 'open' } satisfies Partial<Group>)
  } catch (error) {
    finishGroup(group, 'failure', faultOf(error))
  }
}

/** `environment` of a job. Without a name there is none; without a word it makes GitHub's own record. */
const environmentOf = (instance: Instance, contexts: Contexts): Instance['environment'] => {
  const token = keyOf(instance.group.definition.token, 'environment')
  if (!token) return null
  const written = keyOf(token, 'name') ?? token
  const name = textIn(written, contexts)
  const deployment = keyOf(token, 'deployment')
  if (name === '') return null
  return { name, deployment: deployment === undefined || valueIn(deployment, contexts) !== false }
}

const stagesOf = (world: World, { group }: Instance): Stage[] => {
  if (group.called)
    return ['enter group', 'hold groups', 'call', 'enter called group', 'hold groups', 'start']
  return world.choices.groupBeforeApproval
    ? ['enter group', 'hold groups', 'gate', 'start']
    : ['gate', 'enter group', 'hold groups', 'start']
}

/** Begins one job of a group: from here on it waits for what it needs. */
export const beginInstance = (world: World, instance: Instance): void => {
  const { group } = instance
  const contexts = contextsOf(group, above(world, group.frame), instance)
  instance.state = 'waiting'
  try {
    instance.environment = environmentOf(instance, contexts)
    instance.todo = stagesOf(world, instance)
  } catch (error) {
    endInstance(world, instance, { result: 'failure', reason: faultOf(error) })
  }
}

/** `with` of a call, evaluated. */
export const givenTo = (instance: Instance, contexts: Contexts): Record<string, Value> => {
  const token = keyOf(instance.group.definition.token, 'with')
  const value = token ? valueIn(token, contexts) : {}
  return isDictionary(value) ? { ...value } : {}
}

/** `secrets` of a call by name, evaluated; empty with `inherit`. */
export const passedTo = (instance: Instance, contexts: Contexts): Record<string, string> => {
  const { inherits, token } = instance.group.definition
  const secrets = keyOf(token, 'secrets')
  const value = secrets && !inherits ? valueIn(secrets, contexts) : {}
  return Object.fromEntries(
    Object.entries(isDictionary(value) ? value : {}).map(([name, each]) => [name, textOf(each)]),
  )
}
