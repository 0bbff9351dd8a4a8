import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { VercelClient } from './client.ts'
import type { VercelOptions } from './options.ts'
import { billingShape, rollingShape, stagesShape } from './shapes.ts'
import { readRolling, shareOfCanary } from './truth.ts'

const DOCS = 'platforms/vercel.md#plans'

interface Link {
  client: VercelClient
  options: VercelOptions
}

const pathOf = ({ options }: Link, rest: string): string =>
  `/v1/projects/${options.project}/rolling-release${rest}`

/** A stage that waits for us, and the last one, which waits for nobody. */
const written = (weights: readonly number[]) =>
  weights.map((targetPercentage) => ({
    targetPercentage,
    ...(targetPercentage < 100 && { requireApproval: true }),
  }))

/** Percentages of the next rolling release; null while the project has none. */
export const readStages = async (link: Link): Promise<readonly number[] | null> => {
  const answer = await link.client.ask({ path: pathOf(link, '/config'), shape: stagesShape })
  if (!answer.ok) {
    if (answer.refusal.status === 402 || answer.refusal.status === 404) return null
    throw link.client.refused(answer.refusal, 'reading the stages')
  }
  const stages = answer.body.rollingRelease?.stages ?? null
  if (stages === null) return null
  // A stage that goes on by itself, or shifts while it lasts, is not one of ours whatever its percentage.
  const ours = stages.every(
    (stage) =>
      stage.targetPercentage === 100 ||
      (stage.requireApproval === true && !stage.linearShift && (stage.duration ?? null) === null),
  )
  return ours ? stages.map(({ targetPercentage }) => targetPercentage) : []
}

/**
 * Writes the percentages of the plan to the project, where the next rolling release takes them from: once it has
 * started, later edits do not reach it. Throws ConfigError when the account's plan has no rolling releases.
 */
export const writeStages = async (link: Link, weights: readonly number[]): Promise<void> => {
  const broken = weights.filter((weight) => !Number.isInteger(weight))
  if (broken.length > 0)
    throw new ConfigError({
      message: `vercel takes whole percentages: ${broken.map((weight) => `${weight}%`).join(', ')}`,
      fix: 'weight: 1%',
      docs: 'platforms/vercel.md#steps',
    })
  const same = (stages: readonly number[] | null): boolean =>
    JSON.stringify(stages) === JSON.stringify(weights)
  const before = await readStages(link)
  if (same(before)) return
  if (before === null) await requireRoom(link)
  const answer = await link.client.ask({
    method: 'PATCH',
    path: pathOf(link, '/config'),
    json: { enabled: true, advancementType: 'manual-approval', stages: written(weights) },
    // Nothing else writes it while we hold the lock, and the same text twice is the same text.
    retry: 'safe',
    shape: null,
  })
  if (!answer.ok)
    throw answer.refusal.status === 402
      ? noRollingReleases()
      : link.client.refused(answer.refusal, 'writing the stages')
  if (!same(await readStages(link)))
    throw new ProviderError({
      provider: 'vercel',
      message: `vercel: the stages ${weights.join(', ')} were written and are not read back; the next run tries again`,
      retryable: true,
    })
}

const noRollingReleases = (): ConfigError =>
  new ConfigError({
    message: 'the plan of this Vercel account has no rolling releases, so traffic cannot be divided',
    fix: 'exposure: full (built dark, then switched for everybody), one step to 100%, or a Pro or Enterprise plan',
    docs: DOCS,
  })

/** Asks whether one more project may have rolling releases. An answer we do not know is no obstacle. */
const requireRoom = async (link: Link): Promise<void> => {
  const answer = await link.client.ask({ path: pathOf(link, '/billing'), shape: billingShape })
  if (!answer.ok) {
    if (answer.refusal.status === 402) throw noRollingReleases()
    return
  }
  if (answer.body.reason === 'plan_not_supported') throw noRollingReleases()
  if (answer.body.reason === 'no_available_slots')
    throw new ConfigError({
      message: `the plan of this Vercel account has rolling releases for ${answer.body.enabledProjects?.length ?? 1} project(s), and they are taken`,
      fix: 'switch rolling releases off in another project, exposure: full, or the Enterprise plan',
      docs: DOCS,
    })
}

/** Refused before anything was sent. */
const impossible = (message: string): ProviderError =>
  new ProviderError({ provider: 'vercel', message: `vercel: ${message}`, retryable: false })

/**
 * Begins a rolling release, or leads the one of this canary to the stage of `weight`, one approval at a time, reading
 * where it stands before each: an approval names the stage it leads to, so that none is given twice.
 */
export const moveTo = async (link: Link, canary: ReleaseId, weight: number): Promise<void> => {
  const { client } = link
  let rolling = await readRolling(client, link.options)
  if (rolling && rolling.canaryDeployment?.id !== canary)
    throw impossible(
      `a rolling release of another deployment (${rolling.canaryDeployment?.id ?? 'unknown'}) is under way: roll it back or complete it first`,
    )
  if (!rolling) {
    const stages = await readStages(link)
    if (weight < 100 && !stages?.includes(weight))
      throw impossible(
        stages === null
          ? 'the project has no rolling releases any more; somebody switched them off'
          : `the project has no stage of ${weight}% any more; somebody changed the stages. Roll back and start again`,
      )
    await act(link, 'start', { canaryDeploymentId: canary })
    rolling = await readRolling(client, link.options)
  }
  if (weight < 100) await approveUpTo(link, canary, weight)
  else if (rolling) await act(link, 'complete', { canaryDeploymentId: canary })
}

const approveUpTo = async (link: Link, canary: ReleaseId, weight: number): Promise<void> => {
  for (let budget = 24; budget > 0; budget -= 1) {
    const rolling = await readRolling(link.client, link.options)
    const active = rolling?.activeStage ?? null
    // Not to be seen yet: the gate reads it back and tries again.
    if (!rolling || rolling.canaryDeployment?.id !== canary || active === null) return
    if (shareOfCanary(rolling) === weight) return
    const wanted = rolling.stages.find(({ targetPercentage }) => targetPercentage === weight)
    if (!wanted)
      throw impossible(
        `the rolling release under way has the stages ${rolling.stages.map((one) => `${one.targetPercentage}%`).join(', ')} and none of ${weight}%: they are fixed when it starts`,
      )
    if (wanted.index <= active.index)
      throw impossible(`the rolling release is at ${active.targetPercentage}% and stages only go up`)
    await act(link, 'approve-stage', { nextStageIndex: active.index + 1, canaryDeploymentId: canary })
  }
}

/** One act, never repeated by the client: a rollback may have come in between, and a repetition would undo it. */
const act = async (
  link: Link,
  verb: 'start' | 'approve-stage' | 'complete',
  json: Record<string, unknown>,
): Promise<void> => {
  const answer = await link.client.ask({
    method: 'POST',
    path: pathOf(link, `/${verb}`),
    json,
    retry: 'never',
    shape: rollingShape,
  })
  if (answer.ok) return
  const { status } = answer.refusal
  if (status === 402) throw noRollingReleases()
  if (status === 404)
    throw impossible(`there is no deployment ${String(json.canaryDeploymentId)} in this project`)
  throw link.client.refused(answer.refusal, `${verb} of the rolling release`)
}
