import type { SmokeCheck, SmokeStage, Template } from '../config/service.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import type { Release } from '../platforms/platform.ts'
import { isFinished } from '../rollout/phases.ts'
import type { ReleaseId } from '../rollout/plan.ts'
import { goBack } from './go-back.ts'
import { note, type Rollout, refresh, survey, wasSeen } from './journal.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import { faultsOf, type Probe } from './probe.ts'
import type { Service } from './service.ts'
import type { RunStage } from './stage.ts'

/** Which release is tested, and with what. */
export interface SmokeOrder {
  /** `canary`: the release of the rollout on its way. `live`: what serves now. */
  target: 'canary' | 'live'
  checks: readonly SmokeCheck[]
  /** Checks that take more than one request, and who runs them; they begin when the others have passed. */
  stages?: { list: readonly SmokeStage[]; run: RunStage }
  probe: Probe
  /** Value of a secret by name, for headers; throws ConfigError when it is missing. */
  secret(name: string): string
  dryRun: boolean
}

/** One check's result. `inconclusive`: nobody answered, which says nothing about the release. */
export interface CheckResult {
  check: string
  component: string
  /** The release that was asked. */
  release: ReleaseId
  verdict: 'pass' | 'fail' | 'inconclusive'
  /** What was wrong with the last answer that counted. */
  faults: readonly string[]
  attempts: number
  /** Slowest counted answer in milliseconds; null without one. */
  slowest: number | null
  /** Figures of a load for people; absent elsewhere. */
  figures?: string
}

/** Does the release answer, and is it really that release? */
export interface SmokeOutcome extends GateOutcome {
  rollout: Rollout | null
  verdict: 'pass' | 'fail' | 'inconclusive'
  checks: readonly CheckResult[]
}

interface Target {
  component: string
  release: ReleaseId
  revision: string
}

/**
 * Tests exactly one release, also one that nobody sees yet, and asserts its version. A new release that fails is
 * taken back at once; a live release that fails after a migration makes the rollout stop for a person.
 */
export const smokeTest = async (service: Service, order: SmokeOrder): Promise<SmokeOutcome> => {
  const { inFlight } = await survey(service)
  const nothing = { rollout: inFlight, verdict: 'inconclusive' as const, checks: [] }
  const stages = order.stages?.list ?? []
  const all = [...order.checks, ...stages]
  if (all.length === 0)
    throw new ConfigError({
      message: 'there is no smoke check: nothing would be tested',
      at: 'smoke',
      fix: 'smoke: [{ name: health, component: web, path: /healthz, version: { json: /version } }]',
      docs: 'configuration.md#smoke',
    })
  if (order.target === 'canary' && inFlight === null)
    return {
      ...nothing,
      ...refuse('not-started', `No rollout of ${service.name} is on its way in ${service.environment}.`),
    }
  if (order.target === 'live' && inFlight?.record.firstRelease)
    return {
      ...nothing,
      ...pass('nothing-to-do', `${inFlight.record.revision} is the first release: none is live before it.`),
      verdict: 'pass',
    }
  const targets = await findTargets(service, order.target, inFlight)
  const missing = all.filter(({ component }) => !targets.some((target) => target.component === component))
  if (missing.length > 0)
    return { ...nothing, ...refuse('not-deployed', missingSentence(order.target, missing)) }
  if (order.dryRun)
    return { ...nothing, ...pass('dry-run', `Would run ${all.map(({ name }) => name).join(', ')}.`) }

  const checks: CheckResult[] = []
  for (const check of order.checks) {
    const target = targets.find(({ component }) => component === check.component)
    if (target) checks.push(await runCheck(service, order, check, target))
  }
  // A load on a release that does not answer tells nothing that is not known.
  if (checks.every(({ verdict }) => verdict === 'pass'))
    for (const stage of stages) {
      const target = targets.find(({ component }) => component === stage.component)
      if (target) checks.push(await runStage(service, order, stage, target))
    }
  return conclude(service, order, inFlight, checks)
}

const missingSentence = (target: SmokeOrder['target'], missing: readonly { component: string }[]): string => {
  const names = [...new Set(missing.map(({ component }) => component))].join(', ')
  return target === 'canary'
    ? `Not deployed yet: ${names}. Run the deploy action first.`
    : `Nothing serves yet: ${names}. The first release has no live release before it.`
}

const findTargets = async (
  service: Service,
  target: SmokeOrder['target'],
  inFlight: Rollout | null,
): Promise<Target[]> => {
  const found = await Promise.all(
    service.components.map(async ({ name, platform }): Promise<Target | null> => {
      if (target === 'canary') {
        const release = inFlight?.state.deployed[name]
        return release === undefined || inFlight === null
          ? null
          : { component: name, release, revision: inFlight.record.revision }
      }
      const baseline = inFlight?.record.components.find((component) => component.name === name)?.baseline
      const { weights } = await platform.current()
      const live = weights.find(({ release, weight }) => (baseline ? release.id === baseline : weight > 0))
      return live
        ? { component: name, release: live.release.id, revision: revisionOf(service, name, live.release) }
        : null
    }),
  )
  return found.filter((entry) => entry !== null)
}

/** How platforms call what others put there without saying what it was built from: by its image, or not at all. */
const UNTOLD = /^(?:sha256:[0-9a-f]{64}|unknown)$/

/** The revision that a live release must answer with; empty when others put it there and its platform has only a name of its own for it. */
const revisionOf = ({ say }: Service, component: string, { id, revision, rollout }: Release): string => {
  if (rollout !== null || !(revision === id || UNTOLD.test(revision))) return revision
  say(
    `${component}: the live release was put there by other means, and nobody knows from which commit: the version in its answers is not looked at.`,
  )
  return ''
}

const runCheck = async (
  service: Service,
  order: SmokeOrder,
  check: SmokeCheck,
  { release, revision }: Target,
): Promise<CheckResult> => {
  const { world } = service
  const platform = service.components.find(({ name }) => name === check.component)?.platform
  const address = await platform?.address(release)
  if (!address)
    throw new ConfigError({
      message: `component "${check.component}" is not in the configuration`,
      at: `smoke.${check.name}`,
    })
  const request = requestOf(check, address, order.secret)
  for (let index = 0; index < check.warmUp; index += 1) await order.probe(request).catch(ignoreUnreachable)

  const started = world.elapsed()
  const seen = {
    attempts: 0,
    inARow: 0,
    slowest: null as number | null,
    faults: null as readonly string[] | null,
  }
  while (seen.inARow < check.passes) {
    if (seen.attempts > 0) {
      if (world.elapsed() - started + check.interval >= check.deadline) break
      await world.sleep(check.interval)
    }
    seen.attempts += 1
    const answer = await order.probe(request).catch(ignoreUnreachable)
    if (answer) {
      seen.faults = faultsOf(check, answer, revision)
      seen.slowest = Math.max(seen.slowest ?? 0, answer.milliseconds)
    }
    seen.inARow = answer && seen.faults?.length === 0 ? seen.inARow + 1 : 0
  }
  const passed = seen.inARow >= check.passes
  const verdict = passed ? 'pass' : seen.faults === null || seen.faults.length === 0 ? 'inconclusive' : 'fail'
  const { attempts, slowest, faults } = seen
  return {
    check: check.name,
    component: check.component,
    release,
    verdict,
    faults: passed ? [] : (faults ?? []),
    attempts,
    slowest,
  }
}

const runStage = async (
  service: Service,
  order: SmokeOrder,
  stage: SmokeStage,
  { release, revision }: Target,
): Promise<CheckResult> => {
  const platform = service.components.find(({ name }) => name === stage.component)?.platform
  const address = await platform?.address(release)
  if (!address || !order.stages) throw new RangeError(`stage ${stage.name} has no component`)
  const own = { check: stage.name, component: stage.component, release }
  const found = await order.stages.run(stage, { ...address, revision }, order.secret).catch(ignoreUnreachable)
  if (!found) return { ...own, verdict: 'inconclusive', faults: [], attempts: 1, slowest: null }
  const { faults, attempts, slowest, figures } = found
  return { ...own, verdict: faults.length === 0 ? 'pass' : 'fail', faults, attempts, slowest, figures }
}

/** No answer says nothing about the release; anything else that goes wrong is not for us to swallow. */
const ignoreUnreachable = (error: unknown): null => {
  if (error instanceof ProviderError) return null
  throw error
}

const requestOf = (
  check: SmokeCheck,
  address: { url: string; headers: Record<string, string> },
  secret: (name: string) => string,
): Parameters<Probe>[0] => {
  const own = Object.fromEntries(check.headers.map(({ name, value }) => [name, fill(value, secret)]))
  const json = check.body !== null && 'json' in check.body
  return {
    component: check.component,
    method: check.method,
    url: new URL(check.path, address.url).href,
    headers: { ...(json ? { 'content-type': 'application/json' } : {}), ...own, ...address.headers },
    body:
      check.body === null ? null : 'text' in check.body ? check.body.text : JSON.stringify(check.body.json),
    timeout: Math.min(check.deadline, LONGEST_REQUEST),
    maxBytes: check.maxBody,
  }
}

/** No single request of a smoke test waits longer than this, in milliseconds. */
const LONGEST_REQUEST = 30_000

const fill = (template: Template, secret: (name: string) => string): string =>
  template.map((part) => (typeof part === 'string' ? part : secret(part.secret))).join('')

const conclude = async (
  service: Service,
  { target }: SmokeOrder,
  inFlight: Rollout | null,
  checks: readonly CheckResult[],
): Promise<SmokeOutcome> => {
  const failed = checks.filter(({ verdict }) => verdict === 'fail')
  const open = checks.filter(({ verdict }) => verdict === 'inconclusive')
  if (failed.length === 0 && open.length === 0) {
    const rollout =
      inFlight === null || inFlight.state.checked[target]
        ? inFlight
        : await alone(service, inFlight, (fresh) => note(service, fresh, { kind: 'checked', target }))
    return {
      ...pass('done', `${checks.length} check(s) of the ${target} release passed.`),
      rollout,
      verdict: 'pass',
      checks,
    }
  }
  const list = (results: readonly CheckResult[]): string =>
    results
      .map(({ check, faults }) => (faults.length > 0 ? `${check}: ${faults.join(', ')}` : check))
      .join('; ')
  if (failed.length === 0)
    return {
      ...refuse(
        'unreachable',
        `Nobody answered, which says nothing about the release: ${list(open)}. Nothing was changed.`,
      ),
      rollout: inFlight,
      verdict: 'inconclusive',
      checks,
    }
  const taken = inFlight
    ? await alone(service, inFlight, (fresh) => takeBack(service, target, fresh))
    : { rollout: null, blocked: '' }
  return {
    ...refuse('smoke-failed', `The ${target} release is not well: ${list(failed)}.${taken.blocked}`),
    rollout: taken.rollout,
    verdict: 'fail',
    checks,
  }
}

/** The lock is held for the conclusion only: a check may last minutes, and others go on meanwhile. */
const alone = <T>(service: Service, rollout: Rollout, work: (fresh: Rollout) => Promise<T>): Promise<T> =>
  service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () =>
    work(await refresh(service, rollout)),
  )

const takeBack = async (
  service: Service,
  target: SmokeOrder['target'],
  rollout: Rollout,
): Promise<{ rollout: Rollout; blocked: string }> => {
  if (isFinished(rollout.state.phase)) return { rollout, blocked: '' }
  if (target === 'live')
    return { rollout: await note(service, rollout, { kind: 'stuck', reason: 'smoke-failed' }), blocked: '' }
  const hold = wasSeen(service, rollout) && rollout.record.plan.holdAfterRollback
  const wentBack = await goBack(service, rollout, { reason: 'smoke-failed', hold })
  if (wentBack.blocked.length === 0) return { rollout: wentBack.rollout, blocked: '' }
  const stuck = await note(service, rollout, { kind: 'stuck', reason: 'way-back-unsafe' })
  const why = wentBack.blocked.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
  return { rollout: stuck, blocked: ` It cannot go back (${why}): a person must decide.` }
}
