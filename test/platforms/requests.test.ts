import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { table, withSection } from '../../scripts/readme-tables.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import { Killed } from '../scenarios/calls.ts'
import { answersOf, type Mishap, mishapsOf } from './meddling.ts'
import { openServing, type Scene, serving, VENDORS } from './scenes.ts'

// Every request that an adapter sends to its vendor is refused, carried out with the answer lost, carried out twice, or the
// process dies after it. The next run does the same act again: the end is the same, and nothing is there twice.

interface Standing extends Scene {
  baseline: string
  canary: string
}

interface Act {
  deployed: boolean
  run(platform: Platform, at: Standing): Promise<unknown>
}

const ACTS: Readonly<Record<string, Act>> = {
  deploy: { deployed: false, run: (platform) => platform.deploy({ revision: 'new', rollout: 'r-second' }) },
  step: {
    deployed: true,
    run: (platform, { canary, baseline }) => platform.setWeight({ canary, baseline, weight: 25 }),
  },
  back: { deployed: true, run: (platform, { baseline }) => platform.rollback(baseline) },
}

/** `fly/deploy/7-drop`: one alone. */
const REPLAY = process.env.REPLAY ?? ''
const HERE = 'test/platforms/requests.test.ts'

const open = async (vendor: string, name: string): Promise<Standing> => {
  const at = await openServing(vendor, { deployed: ACTS[name]?.deployed ?? true })
  const platform = at.connect()
  if (name === 'back' && platform.capabilities.split !== 'none')
    await platform.setWeight({ ...at, weight: 25 })
  return at
}

/** How the act ends when nothing happens, and its requests. */
const undisturbed = async (vendor: string, name: string, act: Act) => {
  const at = await open(vendor, name)
  const before = await serving(at.connect())
  at.meddler.arm(0, null)
  await act.run(at.connect(), at)
  const log = [...at.meddler.log]
  const after = await serving(at.connect())
  await at.close()
  return { log, before, after }
}

/** The same kind of request, whatever the ids in its path. */
const kindOf = (line: string): string => line.replace(/[0-9a-f-]{6,}|\d+/g, '*')

/** Everything that can happen to these requests. A reading that is asked again and again is refused once. */
const casesOf = (log: readonly string[]): { at: number; mishap: Mishap }[] => {
  const kinds = new Set<string>()
  const readings = new Set<string>()
  return log.flatMap((line, index) => {
    const isNew = !kinds.has(kindOf(line))
    const isAgain = line.startsWith('GET ') && readings.has(line)
    kinds.add(kindOf(line))
    readings.add(line)
    return [...(isAgain ? [] : mishapsOf(line)), ...(isNew ? answersOf(line) : [])].map((mishap) => ({
      at: index + 1,
      mishap,
    }))
  })
}

/** These vendors know no key that makes one of two uploads: a request that the network repeats leaves a second, unseen one. */
const WITHOUT_KEY: readonly string[] = ['cloudflare-workers', 'vercel']

/** What serves, without a second copy that nobody sees. */
const apart = (text: string): string => [...new Set(text.split(', '))].join(', ')

/** Shares of the new release. */
const shareOf = (text: string): number => Number(/new of \S+ ([\d.]+)/.exec(text)?.[1] ?? 0)

const faultsOf = async (
  vendor: string,
  name: string,
  act: Act,
  { at: k, mishap, before, after }: { at: number; mishap: Mishap; before: string; after: string },
): Promise<string[]> => {
  const at = await open(vendor, name)
  const faults: string[] = []
  at.meddler.arm(k, mishap)
  const error = await act.run(at.connect(), at).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  at.meddler.arm(0, null)
  if (
    error !== null &&
    !(error instanceof Killed || error instanceof ProviderError || error instanceof ConfigError)
  )
    faults.push(`it threw ${String(error)}`)
  const seen = async (): Promise<string> => {
    const text = await serving(at.connect())
    return mishap === 'twice' && name === 'deploy' && WITHOUT_KEY.includes(vendor) ? apart(text) : text
  }
  const between = await seen()
  if (mishap === '403' && error instanceof ProviderError && error.retryable)
    faults.push('it would try a refused credential again and again')
  if (error === null && between !== after) faults.push(`it said that it was done: ${between}`)
  if (shareOf(between) > Math.max(shareOf(before), shareOf(after)))
    faults.push(`the new release had more than was allowed: ${between}`)
  await act
    .run(at.connect(), at)
    .catch((thrown: unknown) => faults.push(`the next run threw ${String(thrown)}`))
  const end = await seen()
  if (end !== after) faults.push(`it ended with ${end} instead of ${after}`)
  if (name === 'deploy') {
    const [one, two] = [await act.run(at.connect(), at), await act.run(at.connect(), at)]
    if (JSON.stringify(one) !== JSON.stringify(two)) faults.push('two runs mean two releases')
  }
  await at.close()
  return faults.map((fault) => `${vendor}/${name}/${k}-${mishap}: ${fault}`)
}

const acts = VENDORS.flatMap((vendor) =>
  // Functions of Supabase serve everybody or nobody: there is no step.
  Object.entries(ACTS)
    .filter(([name]) => name !== 'step' || vendor !== 'supabase-functions')
    .map(([name, act]) => ({ vendor, name, act })),
)

/** In the suite a few points of each act, spread evenly; `SLUICE_POINTS=all` plays every one and `-u` writes the page. */
const ALL = process.env.SLUICE_POINTS === 'all'
const FEW = 5
const chosen = <T>(cases: readonly T[]): readonly T[] => {
  const every = Math.max(1, cases.length / FEW)
  return ALL || REPLAY !== ''
    ? cases
    : cases.filter((_, index) => Math.floor(index % every) === 0).slice(0, FEW)
}

const rows: string[][] = []

describe('an adapter and its vendor', () => {
  test.each(acts)(
    '$vendor: $name survives what happens to its requests',
    async ({ vendor, name, act }) => {
      const { log, before, after } = await undisturbed(vendor, name, act)
      expect(log.length).toBeGreaterThan(0)
      const cases = chosen(casesOf(log))
      const broken: string[] = []
      for (const { at, mishap } of cases) {
        if (REPLAY !== '' && REPLAY !== `${vendor}/${name}/${at}-${mishap}`) continue
        broken.push(...(await faultsOf(vendor, name, act, { at, mishap, before, after })))
      }
      rows.push([vendor, name, String(log.length), String(cases.length), String(broken.length)])
      expect(
        broken.map((fault) => `${fault}\n  REPLAY='${fault.split(':')[0]}' npm test -- ${HERE}`),
      ).toEqual([])
    },
    600_000,
  )

  test.runIf(ALL)('the page on reliability tells all of it', async () => {
    const page = join(import.meta.dirname, '..', '..', 'docs', 'reliability.md')
    const body = table(['Platform', 'Act', 'Requests', 'Points tried', 'Broken'], rows)
    await expect(withSection(readFileSync(page, 'utf8'), 'requests', body)).toMatchFileSnapshot(page)
  })
})
