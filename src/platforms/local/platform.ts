import { setTimeout as pause } from 'node:timers/promises'
import { ProviderError } from '../../kit/errors.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { AdapterContext } from '../definition.ts'
import type { Capabilities, Platform, Release, Serving } from '../platform.ts'
import type { AdminClient } from './client.ts'
import { createAdminClient } from './client.ts'
import type { LocalOptions } from './options.ts'
import { revisionDirectory, stateDirectory } from './options.ts'
import type { LocalRelease } from './shapes.ts'
import { releaseShape, statusShape } from './shapes.ts'

/** Any weight, seen by nobody until it has one, put back by one write, counted by the router. */
export const LOCAL_CAPABILITIES: Capabilities = {
  split: 'percent',
  darkDeploy: true,
  rollback: 'pointer',
  releaseMetrics: true,
  jobs: false,
  secretNames: false,
}

/** Time that a call gets beyond the start of a release it may have to wait for, in milliseconds. */
const MARGIN = 10_000

const toRelease = ({ id, revision, rollout }: LocalRelease): Release => ({ id, revision, rollout })

const releasePath = (id: ReleaseId): string => `/releases/${encodeURIComponent(id)}`

const failedStart = ({ id, reason, log }: LocalRelease): ProviderError =>
  new ProviderError({
    provider: 'local',
    message: `local: ${id} is not ready: ${reason ?? 'it was stopped'}; what it printed is in ${log}`,
    retryable: false,
  })

/** Asks until the release is ready to answer. The host gives up by itself after `ready-within`. */
const untilReady = async (
  client: AdminClient,
  first: LocalRelease,
  patience: number,
  signal: AbortSignal,
) => {
  const until = performance.now() + patience
  let release = first
  for (let wait = 20; release.status !== 'ready'; wait = Math.min(wait * 1.5, 500)) {
    if (release.status === 'failed' || release.status === 'stopped') throw failedStart(release)
    if (performance.now() > until) throw failedStart(release)
    await pause(wait, undefined, { signal }).catch(() => {
      throw new ProviderError({
        provider: 'local',
        message: `local: interrupted while ${release.id} was starting`,
        retryable: true,
        effect: 'unknown',
        code: 'interrupted',
      })
    })
    release = await client.call({ path: releasePath(release.id), shape: releaseShape })
  }
  return release
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Connects to the host of a component. Nothing is asked yet. */
export const connectLocal = (options: LocalOptions, context: AdapterContext): Platform => {
  const { workspace, signal } = context
  const state = stateDirectory(options, workspace)
  const client = createAdminClient(state, context)
  const patience = options['ready-within'] + MARGIN
  const patient = { timeout: patience, deadline: 2 * patience }

  return {
    type: 'local',
    capabilities: LOCAL_CAPABILITIES,
    current: async (): Promise<Serving> => {
      const { releases } = await client.call({ path: '/status', shape: statusShape })
      // A release that never became ready is not one: it cannot serve, and deploying it again tries again.
      const living = releases.filter(({ status, weight }) => status !== 'failed' || weight > 0)
      return { weights: living.map((one) => ({ release: toRelease(one), weight: one.weight })) }
    },
    deploy: async ({ revision, rollout }) => {
      const asked = await client.call({
        method: 'POST',
        path: '/releases',
        // The host knows the rollout: asked twice, it finds the release it has.
        retry: 'safe',
        json: {
          revision,
          rollout,
          directory: revisionDirectory(options, workspace, revision),
          command: options.command,
          health: options.health,
          env: options.env,
          readyWithin: options['ready-within'],
        },
        shape: releaseShape,
      })
      return toRelease(await untilReady(client, asked, patience, signal))
    },
    setWeight: async ({ canary, baseline, weight }) => {
      // Never repeated by the client: a rollback may have come in between, and a repetition would undo it.
      const json = { canary, baseline, weight }
      await client.call({
        method: 'PUT',
        path: '/weights',
        retry: 'never',
        json,
        shape: statusShape,
        ...patient,
      })
    },
    canRollBack: async (to) => {
      const { releases } = await client.call({ path: '/status', shape: statusShape })
      const found = releases.find(({ id }) => id === to)
      return found?.wayBack ?? { possible: false, reason: `the host has no release ${to}` }
    },
    rollback: async (to) => {
      await client.call({
        method: 'POST',
        path: '/rollback',
        retry: 'safe',
        json: { to },
        shape: statusShape,
        ...patient,
      })
    },
    address: async (release) => {
      const { publicUrl } = await client.call({ path: '/status', shape: statusShape })
      return { url: publicUrl, headers: { 'x-sluice-release': release } }
    },
    wayBackCommand: (to) =>
      `curl --config ${quote(`${state}/way-back.curl`)} --data ${quote(JSON.stringify({ to }))}`,
  }
}
