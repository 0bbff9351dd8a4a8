import type { ReleaseId } from '../../rollout/plan.ts'
import type { Release, Serving } from '../platform.ts'
import type { VercelClient } from './client.ts'
import type { VercelOptions } from './options.ts'
import {
  type Deployment,
  deploymentShape,
  fromList,
  fromOne,
  listShape,
  type Project,
  projectShape,
  type Rolling,
  rollingShape,
} from './shapes.ts'

/** Names of our marks in a deployment's metadata. */
export const MARK = { rollout: 'sluiceRollout', revision: 'sluiceRevision' } as const

/** Deployments of a page; the API gives at most a hundred. */
const PAGE = 100

/** Where Vercel's integrations and its tool write the commit. */
const COMMITS = [MARK.revision, 'githubCommitSha', 'gitlabCommitSha', 'bitbucketCommitSha', 'gitCommitSha']

const textIn = ({ meta }: Deployment, key: string): string | null => {
  const value = Object.hasOwn(meta, key) ? meta[key] : undefined
  return typeof value === 'string' && /^[\x21-\x7e]{1,256}$/.test(value) ? value : null
}

/** The commit that a deployment was built from; null when nothing says so. */
export const commitOf = (deployment: Deployment): string | null =>
  COMMITS.map((key) => textIn(deployment, key)).find((found) => found !== null) ?? null

/** A deployment as gates know it. */
export const toRelease = (deployment: Deployment): Release => ({
  id: deployment.id,
  revision: commitOf(deployment) ?? deployment.id,
  rollout: textIn(deployment, MARK.rollout),
})

/** What stands between visitors and deployments at one moment. */
export interface Standing {
  project: Project
  /** The rolling release under way; null when there is none. */
  rolling: Rolling | null
  /** Whose domains production is, beside the canary of a rolling release; null: nobody's. */
  production: ReleaseId | null
  /** A promotion or rollback was asked for and is still being carried out. */
  moving: boolean
  /** Production was rolled back: pushes do not get its domains until something is promoted. */
  pinned: boolean
}

const IDLE = new Set(['succeeded', 'failed', 'skipped'])

/** Production deployments of the project, newest first. `wish` narrows the list down. */
export const listProduction = async (
  client: VercelClient,
  { project }: VercelOptions,
  wish: { sha?: string; rollbackCandidate?: boolean } = {},
): Promise<Deployment[]> => {
  const { deployments } = await client.call({
    path: '/v6/deployments',
    query: { projectId: project, target: 'production', limit: PAGE, ...wish },
    shape: listShape,
  })
  return deployments.map(fromList)
}

/** One deployment; null when it was deleted or is another project's. */
export const findDeployment = async (
  client: VercelClient,
  { project }: VercelOptions,
  id: ReleaseId,
): Promise<Deployment | null> => {
  const answer = await client.ask({
    path: `/v13/deployments/${encodeURIComponent(id)}`,
    shape: deploymentShape,
  })
  if (!answer.ok) {
    const { status } = answer.refusal
    if (status === 404 || status === 410 || status === 400) return null
    throw client.refused(answer.refusal, 'reading a deployment')
  }
  const found = fromOne(answer.body)
  const ours = found.id === id && (found.project === null || found.project === project)
  return ours && found.state !== 'DELETED' ? found : null
}

/**
 * Who has production. The project names the deployment of its production target; one that never saw traffic cannot be
 * meant, and then the last request that moved the domains says who has them.
 */
const productionOf = ({ targets, lastAliasRequest }: Project): ReleaseId | null => {
  const target = targets?.production ?? null
  if (target !== null && target.readySubstate !== 'STAGED') return target.id
  return lastAliasRequest?.jobStatus === 'succeeded' ? lastAliasRequest.toDeploymentId : null
}

/** Reads project and rolling release at the same time. */
export const readStanding = async (client: VercelClient, options: VercelOptions): Promise<Standing> => {
  const base = `/projects/${options.project}`
  const [project, rolling] = await Promise.all([
    client.call({ path: `/v9${base}`, shape: projectShape }),
    readRolling(client, options),
  ])
  const request = project.lastAliasRequest ?? null
  return {
    project,
    rolling,
    production: rolling?.currentDeployment?.id ?? productionOf(project),
    moving: request !== null && !IDLE.has(request.jobStatus),
    pinned: request?.type === 'rollback' && request.jobStatus === 'succeeded',
  }
}

/** The rolling release under way; null when there is none, or the plan knows none. */
export const readRolling = async (
  client: VercelClient,
  { project }: VercelOptions,
): Promise<Rolling | null> => {
  const answer = await client.ask({ path: `/v1/projects/${project}/rolling-release`, shape: rollingShape })
  // A project that is not there is told by the question for the project itself.
  if (!answer.ok) {
    if (answer.refusal.status === 402 || answer.refusal.status === 404) return null
    throw client.refused(answer.refusal, 'reading the rolling release')
  }
  const { rollingRelease } = answer.body
  return rollingRelease?.state === 'ACTIVE' ? rollingRelease : null
}

/** Percent that the canary of a rolling release has now. */
export const shareOfCanary = ({ activeStage, currentCanaryPercentage }: Rolling): number =>
  currentCanaryPercentage ?? activeStage?.targetPercentage ?? 0

/** Percent per deployment that has any. */
export const sharesOf = ({ rolling, production }: Standing): ReadonlyMap<ReleaseId, number> => {
  const canary = rolling?.canaryDeployment?.id
  if (!rolling || canary === undefined) return new Map(production === null ? [] : [[production, 100]])
  const share = shareOfCanary(rolling)
  const rest = production === null || production === canary ? [] : [[production, 100 - share] as const]
  return new Map([...rest, [canary, share]])
}

/** The truth for gates: everything ready for production, with its share. */
export const readServing = async (client: VercelClient, options: VercelOptions): Promise<Serving> => {
  const [standing, listed] = await Promise.all([
    readStanding(client, options),
    listProduction(client, options),
  ])
  const shares = sharesOf(standing)
  const ready = listed.filter(({ id, state }) => state === 'READY' || shares.has(id))
  const missing = [...shares.keys()].filter((id) => !ready.some((one) => one.id === id))
  const fetched = await Promise.all(missing.map(async (id) => findDeployment(client, options, id)))
  const older = missing.map(
    (id, index): Deployment =>
      fetched[index] ?? {
        id,
        url: null,
        state: 'DELETED',
        substate: null,
        target: null,
        project: null,
        meta: {},
      },
  )
  return {
    weights: [...ready, ...older].map((deployment) => ({
      release: toRelease(deployment),
      weight: shares.get(deployment.id) ?? 0,
    })),
  }
}
