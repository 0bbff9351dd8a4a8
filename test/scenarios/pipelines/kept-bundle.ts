/** A process that keeps the bundle loaded and runs one step after another, as it is told by its parent. */
import './led-sockets.mjs'
import { execFileSync } from 'node:child_process'
import type { Surroundings } from '../../../src/kit/host.ts'
import { fileSinks } from './sinks.ts'
import { lookAtClock } from './virtual-sleep.mjs'

const { BUNDLE = '', TEST_SURROUNDINGS: given } = process.env
const bundle = await import(BUNDLE)

/** Asks the parent, and waits for its answer: whoever dials cannot wait. */
const dialAt =
  (address: string): NonNullable<Surroundings['dial']> =>
  (host, port) => {
    const ask = `fetch(${JSON.stringify(`${address}?host=${host}&port=${port}`)}).then(async (a) => console.log(await a.text()))`
    return JSON.parse(execFileSync(process.execPath, ['-e', ask], { encoding: 'utf8' }))
  }

const surroundingsOf = (text: string): Surroundings => {
  const { dial, ...rest } = JSON.parse(text) as Omit<Surroundings, 'dial'> & { dial?: string }
  return { ...rest, ...(dial !== undefined && { dial: dialAt(dial) }), elapsed: Date.now }
}

const surroundings = given === undefined ? {} : surroundingsOf(given)

interface Order {
  id: number
  action: string
  variables: Record<string, string>
  cwd: string
}

const play = async ({ id, action, variables, cwd }: Order): Promise<void> => {
  process.env = { ...variables }
  process.chdir(cwd)
  await lookAtClock()
  const write = (lines: string): void => {
    for (const line of lines.split('\n')) process.send?.({ id, line })
  }
  const loaded = await bundle[action]()
  const { exitCode } = await loaded.run({ variables, write, sinks: fileSinks(write), surroundings })
  process.send?.({ id, exitCode })
}

let last: Promise<void> = Promise.resolve()

// The environment and the folder belong to the whole process: one step at a time.
process.on('message', (order: Order) => {
  last = last.then(() => play(order))
})
process.send?.('ready')
