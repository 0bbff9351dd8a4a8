import { givenTo, passedTo } from './beginning.ts'
import { concurrencyOf } from './concurrency.ts'
import { above, githubOf, newToken } from './contexts.ts'
import { cancelInstance, endInstance } from './ending.ts'
import type { Contexts } from './expressions.ts'
import { comeToGate, lookAtGate } from './gates.ts'
import { inputsOfCall } from './interfaces.ts'
import { startJob } from './job.ts'
import { openDeployment } from './own-deployments.ts'
import { scopesOf } from './permissions.ts'
import { faultOf } from './refusal.ts'
import { callersOf, contextsOf, type Instance, makeFrame, type Stage } from './tree.ts'
import { scopeOfCall, secretsOfJob, variablesOfJob } from './vault.ts'
import { keyOf } from './workflow-file.ts'
import type { World } from './world.ts'

/** `over`: the job has ended here. */
type Answer = 'passed' | 'waits' | 'over'

const fail = (world: World, instance: Instance, reason: string): Answer => {
  endInstance(world, instance, { result: 'failure', reason })
  return 'over'
}

const contextsFor = (world: World, instance: Instance): Contexts =>
  contextsOf(instance.group, above(world, instance.group.frame), instance)

const enter = (
  world: World,
  instance: Instance,
  token: Parameters<typeof concurrencyOf>[0],
  contexts: Contexts,
): Answer => {
  const wanted = concurrencyOf(token, contexts)
  if (!wanted) return 'passed'
  const { run } = instance.group.frame
  const held = [run.claim, ...[instance, ...callersOf(instance.group.frame)].flatMap(({ claims }) => claims)]
  if (held.some((claim) => claim && claim.name.toLowerCase() === wanted.name.toLowerCase())) {
    const reason = `Canceling since a deadlock was detected for concurrency group: '${wanted.name}' between a top level workflow and '${instance.name}'`
    endInstance(world, instance, { result: 'cancelled', reason })
    return 'over'
  }
  const claim = world.groups.enter({
    ...wanted,
    run: run.id,
    job: instance.name,
    onCancel: (reason) => cancelInstance(world, instance, reason),
  })
  if (!claim) {
    endInstance(world, instance, {
      result: 'cancelled',
      reason: `100 others wait for the group ${wanted.name}`,
    })
    return 'over'
  }
  instance.claims.push(claim)
  return 'passed'
}

const hold = (instance: Instance): Answer => {
  const waiting = instance.claims.find(({ state }) => state === 'waits')
  instance.reason = waiting ? `waits for the group ${waiting.name}` : null
  return waiting ? 'waits' : 'passed'
}

const passGate = (world: World, instance: Instance): Answer => {
  const { environment, group } = instance
  if (!environment) return 'passed'
  if (!instance.gate) {
    const gate = comeToGate(world.state, environment.name, {
      ref: group.frame.run.ref,
      protectedBranches: world.protectedBranches,
      rules: group.frame.plan.distance !== 'other owner' || world.choices.otherOwnerRules,
    })
    if ('refused' in gate) return fail(world, instance, gate.refused)
    instance.gate = gate
  }
  const seen = lookAtGate(instance.gate, world.state.clock.now())
  if (typeof seen === 'object') {
    if (typeof instance.gate.review === 'object' && !world.choices.jobsAfterRejection)
      group.frame.run.closed = true
    return fail(world, instance, seen.refused)
  }
  const why = instance.gate.review === 'asked' ? 'an approval' : 'the timer'
  instance.reason = seen === 'wait' ? `waits for ${why} of ${instance.gate.environment}` : null
  return seen === 'open' ? 'passed' : 'waits'
}

const call = (world: World, instance: Instance): Answer => {
  const { group } = instance
  const { called, frame } = group
  if (!called) return 'passed'
  const contexts = contextsFor(world, instance)
  const declared = called.file.call?.inputs ?? {}
  const inputs = inputsOfCall(declared, givenTo(instance, contexts), {
    ...above(world, frame),
    inputs: frame.inputs,
  })
  const secrets = scopeOfCall(frame.secrets, {
    distance: called.distance,
    inherits: group.definition.inherits,
    passed: passedTo(instance, { ...contexts, secrets: frame.secrets.values }),
  })
  // In a later attempt the call goes on with the jobs it has.
  if (instance.child) Object.assign(instance.child, { inputs, secrets })
  else instance.child = makeFrame({ run: frame.run, plan: called, caller: instance, inputs, secrets })
  return 'passed'
}

const enterCalled = (world: World, instance: Instance): Answer => {
  const { child } = instance
  if (!child) return 'passed'
  const contexts = { ...above(world, child), inputs: child.inputs }
  return enter(world, instance, keyOf(child.plan.file.token, 'concurrency'), contexts)
}

const start = (world: World, instance: Instance): Answer => {
  if (instance.group.called) {
    Object.assign(instance, { state: 'running', startedAt: world.state.clock.now() })
    return 'passed'
  }
  if (world.running >= world.slots) {
    instance.reason = 'waits for a runner'
    return 'waits'
  }
  begin(world, instance)
  return 'passed'
}

const begin = (world: World, instance: Instance): void => {
  const { group, environment } = instance
  const { run, plan, secrets, inputs } = group.frame
  const { repository } = world.state
  const where = { environment: environment?.name ?? null, distance: plan.distance, choices: world.choices }
  world.jobs++
  const token = newToken(world, run)
  world.state.tokens.set(token, {
    login: 'github-actions[bot]',
    app: true,
    permissions: scopesOf(group.granted),
  })
  const contexts: Contexts = {
    ...contextsFor(world, instance),
    inputs,
    vars: variablesOfJob(world.variables, where),
    secrets: { ...secretsOfJob(secrets, world.secrets, where), GITHUB_TOKEN: token },
  }
  world.running++
  Object.assign(instance, {
    state: 'running',
    reason: null,
    startedAt: world.state.clock.now(),
    token,
    gate: null,
    deployment: environment?.deployment ? openDeployment(world.state, run, environment.name) : null,
  } satisfies Partial<Instance>)
  instance.job = startJob(world.machine, {
    run: run.id,
    number: world.jobs,
    name: instance.name,
    definition: group.definition,
    file: plan.file,
    origin: plan.origin,
    repository: { name: `${repository.owner}/${repository.name}`, private: repository.private },
    github: { ...githubOf(world, run), job: group.definition.id, token },
    contexts,
    event: run.event.payload,
    permissions: group.granted,
  })
  instance.steps = instance.job.reports
}

const take: Record<Stage, (world: World, instance: Instance) => Answer> = {
  'enter group': (world, instance) =>
    enter(
      world,
      instance,
      keyOf(instance.group.definition.token, 'concurrency'),
      contextsFor(world, instance),
    ),
  'hold groups': (_world, instance) => hold(instance),
  gate: passGate,
  call,
  'enter called group': enterCalled,
  start,
}

/** Takes a waiting job as far as it gets. Answers whether it got anywhere. */
export const advance = (world: World, instance: Instance): boolean => {
  let moved = false
  for (let stage = instance.todo[0]; stage && instance.state === 'waiting'; stage = instance.todo[0]) {
    let answer: Answer
    try {
      answer = take[stage](world, instance)
    } catch (error) {
      answer = fail(world, instance, faultOf(error))
    }
    if (answer === 'waits') return moved
    instance.todo.shift()
    moved = true
  }
  return moved
}
