import { beginGroup, beginInstance } from './beginning.ts'
import { above } from './contexts.ts'
import { endInstance } from './ending.ts'
import { textIn, valueIn } from './expressions.ts'
import { faultOf } from './refusal.ts'
import { joined } from './results.ts'
import { advance } from './stages.ts'
import {
  type Frame,
  framesOf,
  type Group,
  type Instance,
  instancesOf,
  isReady,
  type RunTree,
} from './tree.ts'
import { textOf } from './values.ts'
import type { World } from './world.ts'

const settleGroup = (world: World, group: Group): boolean => {
  if (group.state === 'waiting' && isReady(group)) {
    beginGroup(world, group)
    return true
  }
  if (group.state !== 'open') return false
  if (group.instances.every(({ state }) => state === 'done')) {
    group.state = 'done'
    group.result = joined(group.instances.map(({ result }) => result))
    return true
  }
  const pending = group.instances.filter(({ state }) => state === 'pending')
  const active = group.instances.filter(({ state }) => state === 'waiting' || state === 'running')
  const room = Math.max(0, group.maxParallel - active.length)
  for (const instance of pending.slice(0, room)) beginInstance(world, instance)
  return pending.length > 0 && room > 0
}

/** `on.workflow_call.outputs` of a called workflow whose jobs are done. */
const outputsOf = (world: World, frame: Frame): Record<string, string> => {
  const jobs = Object.fromEntries(
    frame.groups.map(({ definition, result, outputs }) => [
      definition.id,
      { result: result ?? 'skipped', outputs: { ...outputs } },
    ]),
  )
  const contexts = { ...above(world, frame), inputs: frame.inputs, jobs }
  return Object.fromEntries(
    Object.entries(frame.plan.file.call?.outputs ?? {}).map(([name, token]) => [
      name,
      textOf(valueIn(token, contexts)),
    ]),
  )
}

/** The result of a call is that of its jobs together, not of the one that ended last. */
const settleCall = (world: World, instance: Instance): boolean => {
  const { child } = instance
  if (instance.state !== 'running' || !child?.groups.every(({ state }) => state === 'done')) return false
  const together = joined(child.groups.map(({ result }) => result))
  const skipped = world.choices.skippedCallIsSkipped ? 'skipped' : 'success'
  const result = together !== 'skipped' ? together : instance.cancelled !== null ? 'cancelled' : skipped
  try {
    endInstance(world, instance, { result, reason: instance.cancelled, outputs: outputsOf(world, child) })
  } catch (error) {
    endInstance(world, instance, { result: 'failure', reason: faultOf(error) })
  }
  return true
}

const pass = (world: World, run: RunTree): boolean => {
  const groups = framesOf(run.root)
    .filter(({ caller }) => caller === null || caller.state === 'running')
    .flatMap((frame) => frame.groups)
  const moved = groups.map((group) => settleGroup(world, group)).some(Boolean)
  const instances = instancesOf(run.root)
  // Jobs that are ready at the same moment come to their groups in no promised order.
  const waiting = instances.filter(({ state }) => state === 'waiting')
  const advanced = world.dice
    .shuffle('jobs that are ready', waiting)
    .map((instance) => advance(world, instance))
    .some(Boolean)
  const ended = instances.map((instance) => settleCall(world, instance)).some(Boolean)
  return moved || advanced || ended
}

const conclude = (world: World, run: RunTree): void => {
  if (!run.root?.groups.every(({ state }) => state === 'done')) return
  run.conclusion = run.cancelled !== null ? 'cancelled' : joined(run.root.groups.map(({ result }) => result))
  run.record.updatedAt = world.state.clock.now()
  if (run.claim) world.groups.leave(run.claim)
}

/** Moves a run on until nothing moves: begins what is ready, ends what is done. Answers whether anything moved. */
export const settle = (world: World, run: RunTree): boolean => {
  if (run.conclusion !== null || !run.root || run.claim?.state === 'waits') return false
  let moved = false
  while (pass(world, run)) moved = true
  conclude(world, run)
  return moved || run.conclusion !== null
}

/** `run-name` of a run, or its workflow's name. */
export const titleOf = (world: World, run: RunTree): string => {
  const file = run.root?.plan.file
  const token = file?.token.find('run-name')
  if (!run.root || !token) return file?.name ?? run.record.path
  return textIn(token, { ...above(world, run.root), inputs: run.inputs })
}
