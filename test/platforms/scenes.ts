import type { Http } from '../../src/kit/http.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import { openTown } from './cloud-run/town.ts'
import { startSite } from './cloudflare-workers/site.ts'
import { openYard } from './fly/town.ts'
import { type Meddler, openMeddler } from './meddling.ts'
import { startProject } from './supabase-functions/project.ts'
import { openSite } from './vercel/site.ts'

/** One vendor with state, somebody in between, and connections as fresh runs make them. */
export interface Scene {
  meddler: Meddler
  connect(): Platform
  /** Makes a revision ready to be deployed. */
  build(revision: string): Promise<void> | void
  close(): Promise<void>
}

type Opening = (meddler: Meddler) => Promise<Omit<Scene, 'meddler'>>

const between =
  <Args extends unknown[]>(meddler: Meddler, open: (...args: Args) => Http) =>
  (...args: Args): Http =>
    meddler.wrap(open(...args))

const OPENINGS: Readonly<Record<string, Opening>> = {
  'cloudflare-workers': async (meddler) => {
    const site = await startSite()
    const { http } = site.context
    if (http) site.context.http = between(meddler, http)
    return { connect: () => site.connect(), build: (revision) => site.build(revision), close: site.close }
  },
  fly: async (meddler) => {
    const { town, connect } = await openYard()
    town.http = between(meddler, town.http)
    town.wish.limits = false
    return { connect: () => connect(), build: (revision) => void town.push(revision), close: town.close }
  },
  vercel: async (meddler) => {
    const site = await openSite()
    const { http } = site.vendor
    return {
      connect: () => site.connect({}, between(meddler, http)),
      build: (revision) => site.build(revision),
      close: site.close,
    }
  },
  'cloud-run': async (meddler) => {
    const { town, connect } = await openTown()
    town.http = between(meddler, town.http)
    return { connect, build: () => {}, close: town.close }
  },
  'supabase-functions': async (meddler) => {
    const project = await startProject()
    project.api.http = between(meddler, project.api.http)
    return {
      connect: () => project.connect(),
      build: (revision) => project.checkOut(revision),
      close: project.close,
    }
  },
}

/** The platforms whose vendors are played by stand-ins with state. */
export const VENDORS: readonly string[] = Object.keys(OPENINGS)

/** Opens a vendor on which nothing was deployed yet. */
export const openVendor = async (type: string): Promise<Scene> => {
  const opening = OPENINGS[type]
  if (!opening) throw new RangeError(type)
  const meddler = openMeddler()
  meddler.arm(0, null)
  return { meddler, ...(await opening(meddler)) }
}

/** A scene where `old` serves everybody and, unless told otherwise, `new` was deployed by `r-second`. */
export const openServing = async (
  type: string,
  { deployed = true }: { deployed?: boolean } = {},
): Promise<Scene & { baseline: string; canary: string }> => {
  const scene = await openVendor(type)
  const platform = scene.connect()
  await scene.build('old')
  const baseline = (await platform.deploy({ revision: 'old', rollout: 'r-first' })).id
  await platform.setWeight({ canary: baseline, baseline: null, weight: 100 })
  await platform.prepare?.({ weights: [25, 50, 100] })
  await scene.build('new')
  const canary = deployed ? (await platform.deploy({ revision: 'new', rollout: 'r-second' })).id : ''
  return { ...scene, baseline, canary }
}

/** What a platform says serves: `old 75, new 25`, by revision. */
export const serving = async (platform: Platform): Promise<string> =>
  (await platform.current()).weights
    .map(({ release, weight }) => `${release.revision} of ${release.rollout} ${weight}`)
    .sort()
    .join(', ')
