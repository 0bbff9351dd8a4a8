/** A process that keeps the bundle loaded and runs one step after another, as it is told by its parent. */
import './virtual-sleep.mjs'
import { fileSinks } from './sinks.ts'

const { BUNDLE = '' } = process.env
const bundle = await import(BUNDLE)

process.on(
  'message',
  async ({ action, variables }: { action: string; variables: Record<string, string> }) => {
    process.env = { ...variables }
    const write = (lines: string): void => {
      for (const line of lines.split('\n')) process.send?.({ line })
    }
    const loaded = await bundle[action]()
    const { exitCode } = await loaded.run({ variables, write, sinks: fileSinks(write) })
    process.send?.({ exitCode })
  },
)
process.send?.('ready')
