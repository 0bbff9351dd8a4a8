import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { AdapterContext } from '../definition.ts'
import type { Capabilities, Platform, WayBack } from '../platform.ts'
import { createClient, type VercelClient } from './client.ts'
import { bring } from './deploy.ts'
import type { VercelOptions } from './options.ts'
import { until } from './patience.ts'
import { variablesShape } from './shapes.ts'
import { moveTo, readStages, writeStages } from './stages.ts'
import { findDeployment, listProduction, readServing, readStanding, sharesOf, toRelease } from './truth.ts'

/** Stages written to the project beforehand, dark until promoted, put back by one write. */
export const VERCEL_CAPABILITIES: Capabilities = {
  split: 'stages',
  darkDeploy: true,
  rollback: 'pointer',
  releaseMetrics: false,
  jobs: false,
  secretNames: true,
}

/** Longest time for domains to move, in milliseconds; the vendor's own tool waits 3 min. */
const MOVE_WITHIN = 180_000

const quote = (text: string): string => (/^[\w-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/** Connects to one project. Nothing is asked yet. */
export const connectVercel = (options: VercelOptions, context: AdapterContext): Platform => {
  const client = createClient(options, context)
  const link = { client, options, context }
  const patience = { first: 150, longest: 4000, total: MOVE_WITHIN, signal: context.signal }

  /** Waits until the platform says what was asked for; the gate reads it back once more. */
  const settled = async (wanted: ReadonlyMap<ReleaseId, number>): Promise<void> => {
    const reached = await until(async () => {
      const standing = await readStanding(client, options)
      const shares = sharesOf(standing)
      const same = [...wanted].every(([id, share]) => (shares.get(id) ?? 0) === share)
      return same && !standing.moving ? true : null
    }, patience)
    if (!reached)
      throw new ProviderError({
        provider: 'vercel',
        message: 'vercel: the domains have not moved within 3 min; the next look tries again',
        retryable: true,
        effect: 'unknown',
        code: 'timeout',
      })
  }

  const rollback = async (to: ReleaseId): Promise<void> => {
    const before = await readStanding(client, options)
    // Asking for what is there already would pin a project that nobody rolled back.
    if (!before.rolling && !before.moving && before.production === to) return
    await moveDomains(client, options, { verb: 'rollback', to })
    await settled(new Map([[to, 100]]))
  }

  const toAll = async (canary: ReleaseId): Promise<void> => {
    const { rolling, production, moving } = await readStanding(client, options)
    if (!rolling && production === canary && !moving) return
    // Where rolling releases are on, a promotion would only begin one.
    if (rolling || (await readStages(link)) !== null) await moveTo(link, canary, 100)
    else await moveDomains(client, options, { verb: 'promote', to: canary })
  }

  return {
    type: 'vercel',
    capabilities: VERCEL_CAPABILITIES,
    prepare: async ({ weights }) => {
      if (weights.some((weight) => weight < 100)) await writeStages(link, weights)
    },
    current: () => readServing(client, options),
    deploy: async (order) => toRelease(await bring(link, order)),
    setWeight: async ({ canary, baseline, weight }) => {
      const standing = await readStanding(client, options)
      const shares = sharesOf(standing)
      if ((shares.get(canary) ?? 0) === weight && !standing.moving) return
      if (weight === 0) {
        if (baseline === null) throw cannotServeNobody()
        return rollback(baseline)
      }
      await requireReady(client, options, canary)
      if (weight < 100 && standing.production === null) throw nothingToShareWith(canary)
      if (weight < 100) await moveTo(link, canary, weight)
      else await toAll(canary)
      await settled(new Map([[canary, weight]]))
    },
    canRollBack: (to) => askWayBack(client, options, to),
    rollback,
    address: async (release) => {
      const found = await requireReady(client, options, release)
      const bypass = options['protection-bypass']
      return {
        url: `https://${found.url}`,
        headers: bypass === undefined ? {} : { 'x-vercel-protection-bypass': context.secret(bypass) },
      }
    },
    secretNames: () => readNames(client, options),
    wayBackCommand: (to) => {
      // The tool takes the project from these two, and from a linked directory without them.
      const where =
        options.team === undefined
          ? ''
          : `VERCEL_ORG_ID=${options.team} VERCEL_PROJECT_ID=${options.project} `
      return `${where}npx vercel rollback ${quote(to)} --yes --token "$${options.token}"`
    },
  }
}

const refuse = (message: string): ProviderError =>
  new ProviderError({ provider: 'vercel', message: `vercel: ${message}`, retryable: false })

const cannotServeNobody = (): ProviderError =>
  refuse(
    'the first release of a project cannot be taken away again: there is nothing that could have its domains',
  )

const nothingToShareWith = (canary: ReleaseId): ConfigError =>
  new ConfigError({
    message:
      'nothing serves this project yet, so a first release cannot get a share: Vercel gives it all or nothing',
    fix: `npx vercel promote ${quote(canary)}, once, before the first rollout; or one step to 100% for the first release`,
    docs: 'platforms/vercel.md#the-first-release',
  })

const requireReady = async (client: VercelClient, options: VercelOptions, id: ReleaseId) => {
  const found = await findDeployment(client, options, id)
  if (!found) throw refuse(`there is no deployment ${quote(id)} in this project; it was deleted or never was`)
  if (found.state !== 'READY' || !found.url) throw refuse(`${id} is ${found.state.toLowerCase()}, not ready`)
  if (found.target !== 'production')
    throw refuse(`${id} is a preview: it would have to be built anew for production`)
  return found
}

/** Gives the production domains to another deployment. Both verbs are "set to", and only going back may be repeated blindly. */
const moveDomains = async (
  client: VercelClient,
  { project }: VercelOptions,
  { verb, to }: { verb: 'rollback' | 'promote'; to: ReleaseId },
): Promise<void> => {
  const version = verb === 'rollback' ? 'v1' : 'v10'
  const answer = await client.ask({
    method: 'POST',
    path: `/${version}/projects/${project}/${verb}/${encodeURIComponent(to)}`,
    ...(verb === 'rollback' && { json: {} }),
    retry: verb === 'rollback' ? 'safe' : 'never',
    shape: null,
  })
  if (answer.ok) return
  const { status } = answer.refusal
  if (status === 404)
    throw refuse(`there is no deployment ${quote(to)} in this project; it was deleted or never was`)
  if (status === 402)
    throw new ConfigError({
      message: `vercel does not go back to ${quote(to)}: the Hobby plan goes back to the previous production deployment only`,
      fix: `npx vercel promote ${quote(to)}, which moves the domains to any production build`,
      docs: 'platforms/vercel.md#plans',
    })
  throw client.refused(answer.refusal, verb)
}

/** What serves can stay; what served before must be on the vendor's own list of candidates, which knows the plan. */
const askWayBack = async (client: VercelClient, options: VercelOptions, to: ReleaseId): Promise<WayBack> => {
  const [found, { production }] = await Promise.all([
    findDeployment(client, options, to),
    readStanding(client, options),
  ])
  if (!found)
    return { possible: false, reason: `vercel has no deployment ${to}: it was deleted, perhaps by retention` }
  if (found.state !== 'READY') return { possible: false, reason: `${to} is ${found.state.toLowerCase()}` }
  if (production === to) return { possible: true }
  const candidates = await listProduction(client, options, { rollbackCandidate: true })
  if (candidates.some(({ id }) => id === to)) return { possible: true }
  const reason =
    found.substate === 'STAGED'
      ? `${to} never served production, so vercel does not roll back to it; promote it instead`
      : `vercel does not offer ${to} for rollback: on the Hobby plan only the previous production deployment`
  return { possible: false, reason }
}

const readNames = async (client: VercelClient, { project }: VercelOptions): Promise<readonly string[]> => {
  const { envs } = await client.call({ path: `/v10/projects/${project}/env`, shape: variablesShape })
  const forProduction = envs.filter(({ target }) => [target].flat().includes('production'))
  return [...new Set(forProduction.map(({ key }) => key))].sort()
}
