import { Resolver } from 'node:dns/promises'
import type { SmokeStage, Template } from '../src/config/service.ts'
import type { RunStage, StageFound, StageTarget } from '../src/gates/stage.ts'
import type { Runtime } from '../src/kit/action.ts'
import { readCertificate } from '../src/kit/certificate.ts'
import { ProviderError } from '../src/kit/errors.ts'
import type { Surroundings } from '../src/kit/host.ts'
import { type AddressGuard, BLOCKED_CODE, refuseBlocked } from '../src/kit/http-address.ts'
import type { LoadResult } from '../src/kit/load.ts'
import type { SocketOrder } from '../src/kit/websocket.ts'

type Of<Type extends SmokeStage['type']> = Extract<SmokeStage, { type: Type }>

const DAY = 86_400_000
const DNS_TIMEOUT = 5_000

/** The part of a run that stages need, and where each component may be looked for. */
export interface StageWorld extends Pick<Runtime, 'exec' | 'signal' | 'now' | 'surroundings'> {
  guardOf(component: string): AddressGuard
}

/** Runs the stages of a smoke test from this machine. */
export const stageRunner = (world: StageWorld): RunStage => {
  const run = stageOf(world)
  return async (stage, target, secret) => {
    try {
      const host = stage.type === 'certificate' ? stage.host : null
      // Beforehand, so that a place where nobody may go is never taken for a release that fails.
      if (stage.type !== 'dns' && stage.type !== 'command' && !world.surroundings.dial)
        await refuseBlocked(host ?? new URL(target.url).hostname, world.guardOf(stage.component))
      return await run(stage, target, secret)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === BLOCKED_CODE)
        throw silent('the address is private or reserved; it was not connected to')
      throw error
    }
  }
}

const stageOf =
  (runtime: StageWorld): RunStage =>
  (stage, target, secret) => {
    const guard = runtime.guardOf(stage.component)
    const { ca, nameServers, elapsed } = runtime.surroundings
    const headers = (templates: readonly { name: string; value: Template }[]): Record<string, string> => ({
      ...Object.fromEntries(templates.map(({ name, value }) => [name, fill(value, secret)])),
      ...target.headers,
    })
    switch (stage.type) {
      case 'websocket':
        return watch(stage, target, headers(stage.headers), {
          signal: runtime.signal,
          guard,
          way: runtime.surroundings,
          ...(elapsed && { elapsed }),
        })
      case 'certificate':
        return lookAtCertificate(stage, target, runtime.now(), { ...runtime.surroundings, guard })
      case 'dns':
        return resolveName(stage, nameServers)
      case 'command':
        return runCommand(stage, target, runtime)
      case 'load':
        return load(stage, target, headers(stage.headers), {
          signal: runtime.signal,
          guard,
          ...(ca !== undefined && { ca }),
        })
      default:
        return stage satisfies never
    }
  }

const fill = (template: Template, secret: (name: string) => string): string =>
  template.map((part) => (typeof part === 'string' ? part : secret(part.secret))).join('')

const found = (faults: readonly string[], more: Partial<StageFound> = {}): StageFound => ({
  faults,
  attempts: 1,
  slowest: null,
  figures: '',
  ...more,
})

const silent = (what: string): ProviderError =>
  new ProviderError({
    provider: 'smoke-test',
    message: `smoke-test: ${what}`,
    retryable: true,
    code: 'connection',
  })

const watch = async (
  { path, protocols, send, contains, within, stay, silence }: Of<'websocket'>,
  { url }: StageTarget,
  headers: Record<string, string>,
  ways: Pick<SocketOrder, 'signal' | 'elapsed' | 'way' | 'guard'>,
): Promise<StageFound> => {
  const { watchSocket } = await import('../src/kit/websocket.ts')
  const address = new URL(path, url)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  const order = { url: address.href, headers, protocols, send, contains, within, stay, silence, ...ways }
  const { faults, opened, messages } = await watchSocket(order)
  return found(faults, { slowest: opened, figures: `${messages} message(s)` })
}

const lookAtCertificate = async (
  { host, days }: Of<'certificate'>,
  { url }: StageTarget,
  now: number,
  ways: Surroundings & { guard: AddressGuard },
): Promise<StageFound> => {
  const address = new URL(url)
  if (host === null && address.protocol !== 'https:')
    return found(['the release is not reached by https, so it shows no certificate'])
  const name = host ?? address.hostname
  const seen = await readCertificate(name, host === null ? Number(address.port || 443) : 443, ways)
  if (!seen) throw silent(`${name} shows no certificate`)
  const left = seen.ends === null ? null : Math.floor((seen.ends - now) / DAY)
  return found(
    [
      ...(seen.distrust === null ? [] : [`the certificate of ${name} is not trusted (${seen.distrust})`]),
      ...(left !== null && left >= days
        ? []
        : [`the certificate of ${name} ends in ${left ?? '?'} days, wanted ${days}`]),
    ],
    { figures: `${left ?? '?'} days left` },
  )
}

/** Records as text, so that they can be compared: `10 mail.example.com` for MX. */
const recordsOf = async (resolver: Resolver, { host, record }: Of<'dns'>): Promise<string[]> => {
  if (record === 'MX')
    return (await resolver.resolveMx(host)).map(({ priority, exchange }) => `${priority} ${exchange}`)
  if (record === 'TXT') return (await resolver.resolveTxt(host)).map((parts) => parts.join(''))
  return resolver.resolve(host, record) as Promise<string[]>
}

const plain = (value: string): string => value.toLowerCase().replace(/\.$/, '')

const resolveName = async (
  stage: Of<'dns'>,
  nameServers: readonly string[] | undefined,
): Promise<StageFound> => {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT, tries: 2 })
  if (nameServers) resolver.setServers(nameServers)
  const answers = await recordsOf(resolver, stage).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOTFOUND' || code === 'ENODATA') return []
    throw silent('no name server answered')
  })
  const has = new Set(answers.map(plain))
  const missing = stage.values.filter((value) => !has.has(plain(value)))
  return found(missing.map((value) => `${stage.record} of ${stage.host} lacks ${value}`))
}

const runCommand = async (
  { command, env, timeout }: Of<'command'>,
  { url, headers, revision }: StageTarget,
  { exec }: Pick<Runtime, 'exec'>,
): Promise<StageFound> => {
  const [program = '', ...args] = command
  const set = { SLUICE_URL: url, SLUICE_HEADERS: JSON.stringify(headers), SLUICE_REVISION: revision }
  const ended = await exec({ program, args, pass: env, set, timeout }).catch((error: unknown) => {
    if (error instanceof ProviderError && error.code === 'timeout') return null
    throw error
  })
  if (!ended) return found([`it did not end within ${timeout} ms`])
  return found(ended.exitCode === 0 ? [] : [`it ended with exit code ${ended.exitCode}`])
}

const load = async (
  stage: Of<'load'>,
  { url, headers: selecting, revision }: StageTarget,
  headers: Record<string, string>,
  ways: { signal: AbortSignal; guard: AddressGuard; ca?: string },
): Promise<StageFound> => {
  const { runLoad } = await import('../src/kit/load.ts')
  const { version, status } = stage
  const result = await runLoad({
    url: new URL(stage.path, url),
    method: stage.method,
    headers: { ...(stage.json && { 'content-type': 'application/json' }), ...headers, ...selecting },
    body: stage.body,
    timeout: stage.timeout,
    rate: stage.rate,
    connections: stage.connections,
    duration: stage.duration,
    ...ways,
    judge: (answer) => {
      if (!status.includes(answer.status)) return `status ${answer.status}`
      return [null, ''].includes(version && revision) || answer.header(version ?? '') === revision
        ? null
        : 'another revision'
    },
  })
  return found(loadFaults(stage, result), {
    attempts: result.requests,
    slowest: result.longest,
    figures: loadFigures(result),
  })
}

const loadFaults = ({ errors, limits }: Of<'load'>, result: LoadResult): string[] => {
  if (result.requests === 0) return ['not one request was sent']
  const wrong = Object.entries(result.errors)
  const failed = wrong.reduce((sum, [, count]) => sum + count, 0)
  const late = (['p50', 'p95', 'p99'] as const).flatMap((name) => {
    const [limit, took] = [limits[name], result[name]]
    return limit !== null && (took === null || took > limit)
      ? [`${name} is ${took === null ? 'unknown' : `${Math.ceil(took)} ms`}, allowed ${limit} ms`]
      : []
  })
  const share = failed / result.requests
  const kinds = wrong.map(([what, count]) => `${count} ${what}`).join(', ')
  return [
    ...(share > errors
      ? [`${failed} of ${result.requests} requests failed (${kinds}), allowed ${errors * 100} %`]
      : []),
    ...late,
  ]
}

const loadFigures = ({ requests, perSecond, p50, p95, p99 }: LoadResult): string => {
  const time = (value: number | null): string => (value === null ? '-' : `${value.toPrecision(3)} ms`)
  return `${requests} requests, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s, p50 ${time(p50)}, p95 ${time(p95)}, p99 ${time(p99)}`
}
