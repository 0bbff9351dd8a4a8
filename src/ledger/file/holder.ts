import { readFile, readlink } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'
import { z } from 'zod'
import { codeOf } from './durable.ts'

/** Who holds a lock, exactly enough to prove later that it is gone. */
export interface Holder {
  /** The machine, or the container on it. */
  host: string
  /** This start of the machine; null where the system does not tell. */
  boot: string | null
  /** The numbering that the process id belongs to; containers have their own. */
  space: string | null
  pid: number
  /** When the process began, in the system's own ticks, because ids are used again; null where unknown. */
  began: string | null
  /** Tells two holds of one process apart. */
  nonce: string
}

/** What a lock file may hold. */
export const holderShape = z.strictObject({
  host: z.string().min(1).max(300),
  boot: z.string().max(100).nullable(),
  space: z.string().max(100).nullable(),
  pid: z.int().positive(),
  began: z.string().max(100).nullable(),
  nonce: z.string().min(1).max(100),
}) satisfies z.ZodType<Holder>

/** What can be learned about processes here; a test brings its own. */
export interface Machine {
  /** This process, without the nonce. */
  me(): Promise<Omit<Holder, 'nonce'>>
  /** Whether a process id is in use now. `unknown` when the system will not say. */
  alive(pid: number): 'alive' | 'gone' | 'unknown'
  /** When the process with this id began; null when unknown or gone. */
  began(pid: number): Promise<string | null>
}

const contentOf = async (path: string): Promise<string | null> => {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch {
    return null
  }
}

// Field 22 of /proc/<pid>/stat (proc(5)), counted after the command's closing bracket: the command may hold blanks.
const beganOf = async (pid: number): Promise<string | null> => {
  const stat = await contentOf(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

// Systems without /proc: the minute in which the machine started. Rounding may put one start into two minutes,
// which only makes a proof impossible; it never makes a false one, because the process id is asked as well.
const bootMinute = (): string => `minute ${Math.round((Date.now() / 1000 - uptime()) / 60)}`

/** The machine this process runs on. */
export const thisMachine: Machine = {
  me: async () => ({
    host: hostname(),
    boot: (await contentOf('/proc/sys/kernel/random/boot_id')) ?? bootMinute(),
    space: await readlink('/proc/self/ns/pid').catch(() => null),
    pid: process.pid,
    began: await beganOf(process.pid),
  }),
  alive: (pid) => {
    try {
      process.kill(pid, 0)
      return 'alive'
    } catch (error) {
      if (codeOf(error) === 'ESRCH') return 'gone'
      return codeOf(error) === 'EPERM' ? 'alive' : 'unknown'
    }
  },
  began: beganOf,
}

/**
 * True only on proof: the holder is of this host, this boot and this numbering of processes, and its id is free
 * or belongs to a process that began at another time.
 */
export const isProvenDead = async (holder: Holder, machine: Machine): Promise<boolean> => {
  const me = await machine.me()
  const comparable =
    me.host === holder.host && me.boot !== null && me.boot === holder.boot && me.space === holder.space
  if (!comparable) return false
  const state = machine.alive(holder.pid)
  if (state !== 'alive') return state === 'gone'
  const began = await machine.began(holder.pid)
  return began !== null && holder.began !== null && began !== holder.began
}
