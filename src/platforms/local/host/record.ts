import { createHash } from 'node:crypto'
import { isAbsolute } from 'node:path'
import type { ReleaseId } from '../../../rollout/plan.ts'
import { Refusal } from './refusal.ts'
import type { Shares } from './split.ts'
import { UNITS_PER_PERCENT } from './split.ts'

/** How to run a revision. */
export interface Order {
  /** What was built; becomes `SLUICE_REVISION`. */
  revision: string
  /** The rollout that brings it. Asked again with the same one, the host finds the release it has. */
  rollout: string
  /** Absolute path of the directory that holds the revision; the command runs in it. */
  directory: string
  /** Program and arguments; never a shell. A program named `node` means the node that runs the host. */
  command: readonly string[]
  /** Path that answers 2xx once the release is ready. */
  health: string
  /** Names of variables handed on from the host's own environment, besides the few that every program needs. */
  env: readonly string[]
  /** Milliseconds from the start of the process to the first good health answer. */
  readyWithin: number
}

/** A release as the host remembers it over restarts. */
export interface ReleaseRecord extends Order {
  id: ReleaseId
  /** Milliseconds since 1970. */
  createdAt: number
  /** When it last had traffic by weight, or was put in reserve; decides what is stopped first. */
  lastUsedAt: number
  /** Whether its process should run. */
  wanted: boolean
  /** Whether it has ever been ready. */
  proven: boolean
}

/** What `releases.json` holds. */
export interface Memory {
  schema: 1
  shares: Shares
  releases: readonly ReleaseRecord[]
}

/** Longest a release may be given to become ready: ten minutes. */
export const MAX_READY_WITHIN = 600_000

type Fields = Record<string, unknown>

const fields = (value: unknown, what: string): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal('bad-request', `${what} must be an object`)
  return value as Fields
}

const text = (from: Fields, name: string, allowed: RegExp, rule: string): string => {
  const value = from[name]
  if (typeof value !== 'string' || !allowed.test(value))
    throw new Refusal('bad-request', `${name} must be ${rule}`)
  return value
}

const texts = (from: Fields, name: string, allowed: RegExp, rule: string): string[] => {
  const value = from[name]
  if (!Array.isArray(value) || value.length > 100)
    throw new Refusal('bad-request', `${name} must be a list of ${rule}`)
  return value.map((item: unknown) => text({ [name]: item }, name, allowed, `a list of ${rule}`))
}

const amount = (from: Fields, name: string, least: number, most: number): number => {
  const value = from[name]
  if (typeof value !== 'number' || !(value >= least && value <= most))
    throw new Refusal('bad-request', `${name} must be a number from ${least} to ${most}`)
  return value
}

/** The names that may be releases; also keeps them harmless in file names, headers and shell lines. */
const ID = /^[a-z0-9][a-z0-9._-]{0,55}$/
const ONE_LINE = /^[^\0-\x1f\x7f]{1,4096}$/
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/

/** Reads the name of a release. Throws Refusal: `unknown-release` for a text that cannot be the name of one. */
export const readId = (value: unknown, name: string): ReleaseId => {
  if (typeof value !== 'string') throw new Refusal('bad-request', `${name} must be the id of a release`)
  if (!ID.test(value))
    throw new Refusal('unknown-release', `this host has no release ${JSON.stringify(value.slice(0, 60))}`)
  return value
}

/** Reads the body of a deploy request. Throws Refusal on the first field that is wrong. */
export const readOrder = (body: unknown): Order => {
  const from = fields(body, 'the order')
  const directory = text(from, 'directory', ONE_LINE, 'an absolute path')
  if (!isAbsolute(directory)) throw new Refusal('bad-request', 'directory must be an absolute path')
  const command = texts(from, 'command', /^[^\0]{0,4096}$/, 'a program and its arguments')
  if (!command[0]) throw new Refusal('bad-request', 'command must name a program')
  return {
    revision: text(from, 'revision', /^[\x21-\x7e]{1,200}$/, '1 to 200 printable characters without spaces'),
    rollout: text(from, 'rollout', /^[\x21-\x7e]{1,200}$/, '1 to 200 printable characters without spaces'),
    directory,
    command,
    health: text(from, 'health', /^\/[\x21-\x7e]{0,1000}$/, 'a path that begins with "/"'),
    env: texts(from, 'env', VARIABLE, 'names of variables'),
    readyWithin: amount(from, 'readyWithin', 1, MAX_READY_WITHIN),
  }
}

/** Reads shares as sent or stored. Throws Refusal. */
export const readShares = (body: unknown): Shares => {
  const from = fields(body, 'the weights')
  const canary = from.canary === null ? null : readId(from.canary, 'canary')
  const baseline = from.baseline === null ? null : readId(from.baseline, 'baseline')
  if (canary !== null && canary === baseline)
    throw new Refusal('bad-request', 'canary and baseline must be two releases')
  const weight = amount(from, 'weight', 0, 100)
  if (Math.abs(weight * UNITS_PER_PERCENT - Math.round(weight * UNITS_PER_PERCENT)) > 1e-6)
    throw new Refusal('bad-request', 'weight must have at most four decimals')
  if (canary === null && weight > 0) throw new Refusal('bad-request', 'weight needs a canary')
  return { canary, baseline, weight }
}

const readRecord = (value: unknown): ReleaseRecord => {
  const from = fields(value, 'a release')
  return {
    ...readOrder(value),
    id: readId(from.id, 'id'),
    createdAt: amount(from, 'createdAt', 0, Number.MAX_SAFE_INTEGER),
    lastUsedAt: amount(from, 'lastUsedAt', 0, Number.MAX_SAFE_INTEGER),
    wanted: from.wanted === true,
    proven: from.proven === true,
  }
}

/** Reads what `releases.json` holds. Throws Refusal when it is not ours or was damaged. */
export const readMemory = (value: unknown): Memory => {
  const from = fields(value, 'the file')
  if (from.schema !== 1) throw new Refusal('bad-request', 'schema must be 1')
  if (!Array.isArray(from.releases)) throw new Refusal('bad-request', 'releases must be a list')
  const releases = from.releases.map(readRecord)
  const shares = readShares(from.shares)
  const lost = [shares.canary, shares.baseline].find(
    (id) => id !== null && !releases.some((one) => one.id === id),
  )
  if (lost) throw new Refusal('bad-request', `weights name ${lost}, which is not among the releases`)
  return { schema: 1, shares, releases }
}

/**
 * Name of the release that a rollout brings: the revision shortened to 12 characters, and 5 that follow from rollout
 * and revision, more where `taken` says the name is in use by another.
 */
export const releaseId = (
  order: Pick<Order, 'revision' | 'rollout'>,
  taken: (id: string) => boolean,
): ReleaseId => {
  const digest = createHash('sha256').update(`${order.rollout}\n${order.revision}`).digest('hex')
  const short = order.revision
    .toLowerCase()
    .replace(/^sha\d+:/, '')
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 12)
  const ids = [5, 10, 20, 40].map((length) => `${short || 'release'}-${digest.slice(0, length)}`)
  return ids.find((id) => !taken(id)) ?? `${short || 'release'}-${digest.slice(0, 43)}`
}
