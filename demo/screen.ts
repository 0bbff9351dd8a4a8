import { headlineOf } from '../src/report/headline.ts'
import type { Story } from '../src/report/story.ts'
import { drawFrame } from '../src/report/terminal.ts'
import { isFinished } from '../src/rollout/phases.ts'

/** What the demo shows while it runs. */
export interface Screen {
  /** A terminal that can redraw; elsewhere each look is one line. */
  animated: boolean
  title(text: string): void
  say(mark: 'yes' | 'no', who: string, text: string): void
  /** Draws the rollout where the last drawing stood. */
  show(story: Story): void
  /** Leaves the newest state standing: the last frame, or one line. */
  settle(story: Story): void
  line(text: string): void
}

/** Writes to standard output; plain lines where it is no terminal, no colours where NO_COLOR is set. */
export const createScreen = (out: NodeJS.WriteStream = process.stdout): Screen => {
  const animated = out.isTTY === true
  const colour = animated && (process.env.NO_COLOR ?? '') === ''
  const width = () => Math.min(out.columns ?? 100, 110)
  let drawn = 0
  let lastLine = ''
  const wipe = (): void => {
    if (drawn > 0) out.write(`\x1b[${drawn}A\x1b[J`)
    drawn = 0
  }
  const line = (text: string): void => {
    wipe()
    out.write(`${text}\n`)
  }
  const paint = (code: string, text: string): string => (colour ? `\x1b[${code}m${text}\x1b[0m` : text)
  const show = (story: Story): void => {
    if (!animated) return
    const frame = `\n${drawFrame(story, { width: width(), colour })}`
    wipe()
    out.write(`${frame}\n`)
    drawn = frame.split('\n').length
  }
  return {
    animated,
    line,
    title: (text) => line(`\n${paint('1', text)}`),
    say: (mark, who, text) =>
      line(`  ${mark === 'yes' ? paint('32', 'ok') : paint('31', 'no')}  ${who.padEnd(20)} ${text}`),
    show,
    settle: (story) => {
      if (animated) {
        show(story)
        if (isFinished(story.state.phase)) drawn = 0
        return
      }
      const { version, far, number } = headlineOf(story)
      const text = `${version}  ${far}${number === '' ? '' : ` | ${number}`}`
      if (text !== lastLine) line(`  ..  ${text}`)
      lastLine = text
    },
  }
}
