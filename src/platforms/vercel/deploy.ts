import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { AdapterContext } from '../definition.ts'
import type { VercelClient } from './client.ts'
import type { VercelOptions } from './options.ts'
import { until } from './patience.ts'
import { type Deployment, deploymentShape, fromOne } from './shapes.ts'
import { commitOf, findDeployment, listProduction, MARK, readStanding, type Standing } from './truth.ts'
import { collect, upload } from './upload.ts'

/** What is to be there afterwards. */
export interface DeployOrder {
  revision: string
  rollout: string
}

interface Link {
  client: VercelClient
  options: VercelOptions
  context: AdapterContext
}

const DOCS = 'platforms/vercel.md'

/** A build that will not become ready any more. */
const FAILED = new Set(['ERROR', 'CANCELED', 'DELETED'])

const failed = ({ id, state }: Deployment): ProviderError =>
  new ProviderError({
    provider: 'vercel',
    message: `vercel: the build of ${id} ended as ${state.toLowerCase()}; its log is on the deployment's page`,
    retryable: false,
  })

const late = (what: string): ProviderError =>
  new ProviderError({
    provider: 'vercel',
    message: `vercel: ${what} within \`ready-within\`; asked again, this goes on where it stopped`,
    retryable: true,
    code: 'timeout',
  })

/**
 * Brings a revision to production builds, ready and without domains: by adopting what Vercel built from Git, or by
 * uploading. Found again by the rollout's mark, or, where it was adopted, by its commit.
 */
export const bring = async (link: Link, order: DeployOrder): Promise<Deployment> => {
  const standing = await readStanding(link.client, link.options)
  sayPin(link, standing)
  const brought =
    link.options.source === 'git' ? await adopt(link, order, standing) : await send(link, order, standing)
  return untilReady(link, brought)
}

/** After a rollback pushes stay dark by themselves; what we promote next ends that. */
const sayPin = ({ context, options }: Link, { pinned, production }: Standing): void => {
  if (pinned)
    context.log.info(
      `vercel: production of ${options.project} is pinned to ${production} since a rollback: new builds get no domains until one is promoted, which the first step of this rollout does.`,
    )
}

const untilReady = async (link: Link, first: Deployment): Promise<Deployment> => {
  const { client, options, context } = link
  let known = first
  const ready = await until(
    async () => {
      if (FAILED.has(known.state)) throw failed(known)
      if (known.state === 'READY') return known
      known = (await findDeployment(client, options, first.id)) ?? known
      if (FAILED.has(known.state)) throw failed(known)
      return known.state === 'READY' ? known : null
    },
    { first: 100, longest: 5000, total: options['ready-within'], signal: context.signal },
  )
  if (!ready) throw late(`${first.id} is ${known.state.toLowerCase()} and did not become ready`)
  return ready
}

/** Vercel builds a push by itself; it may not have begun when we ask. */
const adopt = async (link: Link, { revision }: DeployOrder, standing: Standing): Promise<Deployment> => {
  const { client, options, context } = link
  if (standing.project.autoAssignCustomDomains === true && !standing.pinned)
    throw new ConfigError({
      message: `the project ${options.project} gives every production build its domains at once, so a push is live before any step`,
      fix: 'switch off Settings, Environments, Production, Auto-assign Custom Production Domains; or source: prebuilt',
      docs: `${DOCS}#setting-up`,
    })
  const found = await until(
    async () => {
      const all = await listProduction(client, options, { sha: revision })
      const own = all.filter((one) => commitOf(one) === revision)
      return own.find(({ state }) => !FAILED.has(state)) ?? (own[0] ? fail(own[0]) : null)
    },
    { first: 500, longest: 5000, total: Math.min(options['ready-within'], 120_000), signal: context.signal },
  )
  if (found) return found
  throw new ProviderError({
    provider: 'vercel',
    message: `vercel: there is no production build of ${revision}: the commit is not on the production branch, Git builds are off, or it was skipped`,
    retryable: true,
  })
}

const fail = (deployment: Deployment): never => {
  throw failed(deployment)
}

/** Ours by its mark, whatever became of the answer when it was made. */
const findOwn = async ({ client, options }: Link, { rollout }: DeployOrder): Promise<Deployment | null> => {
  const all = await listProduction(client, options)
  return all.find(({ meta, state }) => meta[MARK.rollout] === rollout && !FAILED.has(state)) ?? null
}

const send = async (link: Link, order: DeployOrder, { project }: Standing): Promise<Deployment> => {
  const known = await findOwn(link, order)
  if (known) return known
  const { client, options, context } = link
  const parcel = await collect(options, context.workspace)
  const body = {
    name: project.name,
    project: options.project,
    target: 'production',
    // Without this the build takes the production domains, or begins a rolling release, as soon as it is ready.
    autoAssignCustomDomains: false,
    meta: { [MARK.rollout]: order.rollout, [MARK.revision]: order.revision },
    files: parcel.files,
  }
  const create = () =>
    client.ask({
      method: 'POST',
      path: '/v13/deployments',
      query: { skipAutoDetectionConfirmation: '1', ...(options.source === 'prebuilt' && { prebuilt: '1' }) },
      json: body,
      retry: 'never',
      shape: deploymentShape,
    })
  try {
    let answer = await create()
    if (!answer.ok && answer.refusal.code === 'missing_files') {
      await upload(client, parcel, answer.refusal.missing)
      answer = await create()
    }
    if (answer.ok) return fromOne(answer.body)
    throw client.refused(answer.refusal, 'a new deployment')
  } catch (error) {
    // The order may have arrived all the same: then it is found by its mark, and nothing is built twice.
    const lost =
      error instanceof ProviderError && error.effect === 'unknown' ? await findOwn(link, order) : null
    if (lost) return lost
    throw error
  }
}
