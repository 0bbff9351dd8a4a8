import { statusOf } from './live.ts'
import type { JobReport, RunReport } from './report.ts'
import { callersOf, type Frame, type Group, type Instance, type RunTree } from './tree.ts'

const ofInstance = (instance: Instance): JobReport => ({
  name: instance.name,
  call: instance.group.called !== null,
  result: instance.result,
  reason: instance.reason,
  environment: instance.environment?.name ?? null,
  outputs: instance.outputs,
  steps: [...instance.steps],
  startedAt: instance.startedAt,
  endedAt: instance.endedAt,
  permissions: { ...instance.group.granted },
})

const ofEmpty = ({ definition, frame, called, result, reason, granted }: Group): JobReport => {
  const [caller] = callersOf(frame)
  return {
    name: caller ? `${caller.name} / ${definition.id}` : definition.id,
    call: called !== null,
    result,
    reason,
    environment: null,
    outputs: {},
    steps: [],
    startedAt: null,
    endedAt: null,
    permissions: { ...granted },
  }
}

const jobsOf = (frame: Frame | null): JobReport[] =>
  (frame?.groups ?? []).flatMap((group) =>
    group.instances.length === 0
      ? [ofEmpty(group)]
      : group.instances.flatMap((instance) => [ofInstance(instance), ...jobsOf(instance.child)]),
  )

/** What became of a run so far. */
export const reportOf = (run: RunTree): RunReport => ({
  id: run.id,
  workflow: run.record.path,
  title: run.title,
  event: run.event.name,
  ref: run.ref.full,
  sha: run.record.headSha,
  actor: run.record.actor,
  attempt: run.record.attempt,
  status: statusOf(run),
  conclusion: run.conclusion,
  problems: run.problems,
  jobs: jobsOf(run.root),
})
