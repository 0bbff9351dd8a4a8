/** A process that keeps the bundle loaded and runs one step after another, as it is told by its parent. */
import './led-sockets.mjs'
import { fileSinks } from './sinks.ts'
import { lookAtClock } from './virtual-sleep.mjs'

const { BUNDLE = '' } = process.env
const bundle = await import(BUNDLE)

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
  const { exitCode } = await loaded.run({ variables, write, sinks: fileSinks(write) })
  process.send?.({ id, exitCode })
}

let last: Promise<void> = Promise.resolve()

// The environment and the folder belong to the whole process: one step at a time.
process.on('message', (order: Order) => {
  last = last.then(() => play(order))
})
process.send?.('ready')
