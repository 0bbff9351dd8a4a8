/** One thing that was looked at before a release. */
export interface Finding {
  what: string
  state: 'good' | 'warning' | 'bad'
  /** What was found, one sentence. */
  text: string
  /** What to do; empty when it is good. */
  fix: string
}

/** All is as it must be. */
export const good = (what: string, text: string): Finding => ({ what, state: 'good', text, fix: '' })

/** People should know. */
export const warning = (what: string, text: string, fix: string): Finding => ({
  what,
  state: 'warning',
  text,
  fix,
})

/** Nothing is released like this. */
export const bad = (what: string, text: string, fix: string): Finding => ({ what, state: 'bad', text, fix })
