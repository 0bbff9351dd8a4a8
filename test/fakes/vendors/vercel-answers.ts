/**
 * What the stand-in for Vercel answers, apart from when: `test/oracles/shapes` holds these against the types of the
 * vendor's own client.
 */
import type { Plan } from './vercel-api.ts'

/** A deployment as the stand-in keeps it. */
export interface FakeDeployment {
  id: string
  sha: string | null
  meta: Record<string, string>
  target: 'production' | null
  state: 'QUEUED' | 'BUILDING' | 'READY' | 'ERROR' | 'CANCELED'
  /** Whether it ever had the production domains. */
  served: boolean
  createdAt: number
  files: number
  /** Times it is read before its build is over, and before a list shows it. */
  busy: number
  hidden: number
}

/** One stage as a project's settings have it; `duration` in minutes. */
export interface Stage {
  targetPercentage: number
  requireApproval?: boolean | undefined
  duration?: number | undefined
  linearShift?: boolean | undefined
}

/** A rolling release as the stand-in keeps it. */
export interface FakeRolling {
  state: 'ACTIVE' | 'COMPLETE' | 'ABORTED'
  current: string
  canary: string
  stages: readonly Stage[]
  index: number
}

/** Where a deployment stands. */
export interface Standing {
  project: string
  team: string
  plan: Plan
  /** The deployment that a rolling release brings. */
  canary: string | null
}

const creator = { uid: 'usr_1', username: 'somebody' }

/** The host of a deployment. */
export const hostOfDeployment = ({ id }: FakeDeployment): string => `shop-${id.slice(4, 13)}.vercel.app`

const substateOf = (
  { id, served }: FakeDeployment,
  canary: string | null,
): 'ROLLING' | 'PROMOTED' | 'STAGED' => (id === canary ? 'ROLLING' : served ? 'PROMOTED' : 'STAGED')

const inspectorOf = ({ id }: FakeDeployment): string => `https://vercel.com/standin/shop/${id.slice(4)}`

/** One deployment (`GET /v13/deployments/{id}`). */
export const wholeDeployment = (one: FakeDeployment, { project, team, plan, canary }: Standing) => ({
  id: one.id,
  name: 'shop',
  url: hostOfDeployment(one),
  createdAt: one.createdAt,
  bootedAt: one.createdAt,
  buildingAt: one.createdAt,
  buildSkipped: false,
  readyState: one.state,
  status: one.state,
  ...(one.state === 'READY' && { readySubstate: substateOf(one, canary) }),
  target: one.target,
  meta: one.meta,
  type: 'LAMBDAS' as const,
  version: 2,
  public: false,
  regions: ['iad1'],
  routes: [],
  env: [],
  build: { env: [] },
  inspectorUrl: inspectorOf(one),
  isInConcurrentBuildsQueue: false,
  isInSystemBuildsQueue: false,
  projectSettings: {},
  aliasAssigned: one.served,
  creator,
  projectId: project,
  ownerId: team,
  plan,
  createdIn: 'sfo1',
})

/** One deployment of a list (`GET /v6/deployments`, `/v7/deployments`). */
export const listedDeployment = (one: FakeDeployment, { project, canary }: Standing, candidate: boolean) => ({
  uid: one.id,
  name: 'shop',
  projectId: project,
  url: hostOfDeployment(one),
  created: one.createdAt,
  createdAt: one.createdAt,
  state: one.state,
  readyState: one.state,
  ...(one.state === 'READY' && { readySubstate: substateOf(one, canary) }),
  type: 'LAMBDAS' as const,
  creator,
  meta: one.meta,
  target: one.target,
  aliasAssigned: one.served,
  inspectorUrl: inspectorOf(one),
  isRollbackCandidate: candidate,
})

const smallDeployment = (id: string, one: FakeDeployment | undefined) => ({
  id,
  name: 'shop',
  url: one ? hostOfDeployment(one) : '',
  createdAt: one?.createdAt ?? 0,
  readyState: 'READY' as const,
})

const stageOf = ({ stages }: FakeRolling, index: number) => {
  const stage = stages[index]
  if (!stage) return null
  return {
    index,
    isFinalStage: index === stages.length - 1,
    targetPercentage: stage.targetPercentage,
    requireApproval: stage.requireApproval ?? false,
    duration: stage.duration === undefined ? null : stage.duration * 60,
  }
}

/** A rolling release (`GET /v1/projects/{id}/rolling-release`). */
export const rollingReleaseOf = (
  rolling: FakeRolling | null,
  find: (id: string) => FakeDeployment | undefined,
  now: number,
) => ({
  rollingRelease: rolling && {
    state: rolling.state,
    substate: null,
    currentDeployment: smallDeployment(rolling.current, find(rolling.current)),
    canaryDeployment: smallDeployment(rolling.canary, find(rolling.canary)),
    queuedDeploymentId: null,
    advancementType: 'manual-approval' as const,
    stages: rolling.stages.flatMap((_, index) => stageOf(rolling, index) ?? []),
    activeStage: rolling.state === 'ACTIVE' ? stageOf(rolling, rolling.index) : null,
    nextStage: rolling.state === 'ACTIVE' ? stageOf(rolling, rolling.index + 1) : null,
    startedAt: now,
    updatedAt: now,
  },
})

/** Stages that the next rolling release will have (`GET .../rolling-release/config`). */
export const stagesOf = (stages: readonly Stage[] | null) => ({
  rollingRelease: stages && { target: 'production', stages: [...stages] },
})

/** Whether the plan has rolling releases (`GET .../rolling-release/billing`). `taken`: projects that have them. */
export const billingOf = (plan: Plan, taken: number) => {
  const message = 'as the plan says'
  if (plan === 'hobby') return { availableSlots: 0, reason: 'plan_not_supported' as const, message }
  if (plan === 'enterprise')
    return { availableSlots: 'unlimited' as const, reason: 'unlimited_slots' as const, message }
  const enabledProjects = Array.from({ length: taken }, (_, index) => `prj_other${index}`)
  return taken > 0
    ? { availableSlots: 0, reason: 'no_available_slots' as const, message, enabledProjects }
    : { availableSlots: 1, reason: 'available_slots' as const, message }
}
