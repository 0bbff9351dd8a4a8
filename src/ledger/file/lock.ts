import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ProviderError } from '../../kit/errors.ts'
import { codeOf, createWhole, replaceWhole, storeFailed } from './durable.ts'
import { type Holder, holderShape, isProvenDead, type Machine } from './holder.ts'

/**
 * A lock is a folder of numbered claims. The highest number counts: it names its holder, or says it was released.
 * To take the lock means to create the next number, which only one can do. So a dead holder's claim is followed,
 * never deleted, and two who find it dead at once cannot both win.
 */
interface Claim {
  number: number
  state: 'held' | 'released' | 'unreadable'
  holder: Holder | null
}

const RELEASED = '{"released":true}'

const claimNumbers = async (folder: string): Promise<number[]> =>
  (await readdir(folder))
    .filter((name) => /^\d{1,12}$/.test(name))
    .map(Number)
    .sort((a, b) => b - a)

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const readClaim = async (folder: string, number: number): Promise<Claim | null> => {
  try {
    const content = await readFile(join(folder, String(number)), 'utf8')
    if (content === RELEASED) return { number, state: 'released', holder: null }
    const holder = holderShape.safeParse(parsed(content))
    return holder.success
      ? { number, state: 'held', holder: holder.data }
      : { number, state: 'unreadable', holder: null }
  } catch (error) {
    // Swept by a newer holder between the listing and now: not the highest any more.
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

const isFree = async (claim: Claim, machine: Machine): Promise<boolean> =>
  claim.state === 'released' || (claim.holder !== null && (await isProvenDead(claim.holder, machine)))

type Attempt = { taken: number } | { heldBy: string }

const describe = ({ holder }: Claim): string =>
  holder ? `process ${holder.pid} on ${holder.host}` : 'a claim that cannot be read'

const claimNext = async (folder: string, machine: Machine, me: Holder): Promise<Attempt> => {
  const [highest] = await claimNumbers(folder)
  const claim = highest === undefined ? null : await readClaim(folder, highest)
  if (highest !== undefined && claim === null) return { heldBy: 'a newer claim' }
  if (claim && !(await isFree(claim, machine))) return { heldBy: describe(claim) }
  const number = (highest ?? 0) + 1
  if (!(await createWhole(join(folder, String(number)), JSON.stringify(me))))
    return { heldBy: 'a newer claim' }
  // The number may have been used, released and swept while we looked: then a higher one is there now.
  const [newest = 0, ...older] = await claimNumbers(folder)
  if (newest !== number) {
    await rm(join(folder, String(number)), { force: true })
    return { heldBy: 'a newer claim' }
  }
  await Promise.all(older.map((old) => rm(join(folder, String(old)), { force: true })))
  return { taken: number }
}

/** How the lock waits; a test brings its own. */
export interface Waiting {
  /** How often to look again while somebody else holds the lock. */
  rounds: number
  /** Time between two looks, in milliseconds. */
  pause: number
  sleep(ms: number): Promise<void>
}

const tryAll = async (folder: string, machine: Machine, waiting: Waiting): Promise<Attempt> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const me: Holder = { ...(await machine.me()), nonce: randomUUID() }
  let attempt = await claimNext(folder, machine, me)
  for (let round = 0; 'heldBy' in attempt && round < waiting.rounds; round++) {
    await waiting.sleep(waiting.pause)
    attempt = await claimNext(folder, machine, me)
  }
  return attempt
}

const acquire = async (folder: string, machine: Machine, waiting: Waiting): Promise<number> => {
  const attempt = await tryAll(folder, machine, waiting).catch((error: unknown) => {
    throw storeFailed('take a lock', error)
  })
  if ('taken' in attempt) return attempt.taken
  throw new ProviderError({
    provider: 'file',
    message: `the lock of the ledger is held by ${attempt.heldBy}; nothing was done`,
    retryable: true,
  })
}

/**
 * Runs `work` while this process holds the lock in `folder`, and releases it whatever happens.
 *
 * @throws ProviderError (retryable) when somebody else still holds it after all rounds, or when the claim
 *   cannot be read: what cannot be read blocks.
 */
export const withLock = async <T>(
  folder: string,
  machine: Machine,
  waiting: Waiting,
  work: () => Promise<T>,
): Promise<T> => {
  const number = await acquire(folder, machine, waiting)
  try {
    return await work()
  } finally {
    await replaceWhole(join(folder, String(number)), RELEASED).catch((error: unknown) => {
      throw storeFailed('release a lock', error)
    })
  }
}
