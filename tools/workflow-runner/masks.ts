/** What must not be seen in a job. */
export interface Masks {
  /** Hides a value; each line of it by itself. */
  add(value: string): void
  /** The text with every hidden value replaced by three stars. */
  hide(text: string): string
  /** Whether a text holds a hidden value. */
  covers(text: string): boolean
}

/** An empty set of masks. GitHub masks line by line, and no encoded forms: facts on GitHub, section 8. */
export const newMasks = (): Masks => {
  const hidden = new Set<string>()
  const longestFirst = (): string[] => [...hidden].sort((a, b) => b.length - a.length)
  return {
    add: (value) => {
      for (const line of value.split(/\r?\n/)) if (line.trim() !== '') hidden.add(line)
    },
    hide: (text) => longestFirst().reduce((seen, value) => seen.replaceAll(value, '***'), text),
    covers: (text) => [...hidden].some((value) => text.includes(value)),
  }
}
