import { Agent, request } from 'node:http'

/** One request as the customer saw it. */
export interface Visit {
  /** Milliseconds since 1970. */
  at: number
  /** The release that answered, by the router's own header; empty when nobody did. */
  release: string
  failed: boolean
}

/** A crowd that comes steadily, whatever it finds. */
export interface Customers {
  visits: readonly Visit[]
  /** Stops and waits for the requests under way. */
  leave(): Promise<void>
}

/** Products in the shop. */
const PRODUCTS = 50

/** The same customers in every run. */
const SEED = 20_261_121

/**
 * Numbers from 0 to below 1 that repeat with the seed: a linear congruence with the constants of Numerical Recipes.
 * An even walk over the products would fall in step with the router's even split.
 */
const createChance = (seed: number) => {
  let state = seed
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Sends `perSecond` requests a second, spread evenly, each for another product. Requests are never repeated. */
export const sendCustomers = (publicUrl: string, perSecond: number): Customers => {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const visits: Visit[] = []
  const pending = new Set<Promise<void>>()
  const chance = createChance(SEED)
  const started = performance.now()
  let sent = 0
  // A late timer sends what is due, so the rate is kept on a busy machine.
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1000) * perSecond)
    for (; sent < due; sent += 1) {
      const visit = look(new URL(`/products/${1 + Math.floor(chance() * PRODUCTS)}`, publicUrl), agent).then(
        (seen) => {
          visits.push(seen)
          pending.delete(visit)
        },
      )
      pending.add(visit)
    }
  }, 5)
  const leave = async (): Promise<void> => {
    clearInterval(timer)
    await Promise.all(pending)
    agent.destroy()
  }
  return { visits, leave }
}

const look = (url: URL, agent: Agent): Promise<Visit> =>
  new Promise((resolve) => {
    const at = Date.now()
    const sent = request(url, { agent }, (response) => {
      const release = String(response.headers['x-sluice-release'] ?? '')
      response.resume()
      response.once('end', () => resolve({ at, release, failed: (response.statusCode ?? 500) >= 500 }))
      response.once('error', () => resolve({ at, release, failed: true }))
    })
    sent.once('error', () => resolve({ at, release: '', failed: true }))
    sent.end()
  })
