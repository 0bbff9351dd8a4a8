import type { Needles, Span } from './needles.ts'
import { findAll } from './needles.ts'
import { SHORTEST_SECRET, secretForms } from './secret-forms.ts'
import { credentialSpans } from './secret-patterns.ts'

/** What stands in the place of a secret. */
export const MASK = '***'

/** A mask can be the border that makes a credential of what follows it; few such chains are longer than two. */
const MOST_PASSES = 4

/** Knows the secrets of this run and takes them out of text. One redactor stands before every sink. */
export interface Redactor {
  /**
   * Makes a value secret under a name that may be printed. Its derived forms (see `secretForms`) are hidden from now
   * on and handed to the runner as masks. A value below four characters is left alone with a warning; an empty or
   * blank one is ignored. Registering twice does nothing.
   */
  registerSecret(name: string, value: string): void
  /**
   * Replaces every form of every registered secret, and whatever looks like a credential, by `***`; overlapping
   * and touching finds become one. Takes time proportional to the length of the text.
   */
  redact(text: string): string
}

/** Where a redactor reports to. */
export interface RedactorOptions {
  /** Called once with every form of every secret; on a runner this is `setSecret` of @actions/core. */
  maskWith?: (form: string) => void
  /** Called with a sentence about a secret that cannot be hidden. It names the secret, never its value. */
  warn?: (message: string) => void
}

/** Creates a redactor that knows no secret yet and already catches what looks like one. */
export const createRedactor = ({ maskWith, warn }: RedactorOptions = {}): Redactor => {
  const values = new Set<string>()
  const forms = new Set<string>()
  const masked = new Set<string>()
  let needles: Needles | null = null

  const registerSecret = (name: string, value: string): void => {
    if (value.trim() === '' || values.has(value)) return
    values.add(value)
    if (value.trim().length < SHORTEST_SECRET) {
      warn?.(
        `The secret ${name} is shorter than ${SHORTEST_SECRET} characters and cannot be hidden in the log without blanking other text. Use a longer value; if it is not secret, keep it as a variable.`,
      )
      return
    }
    const derived = secretForms(value)
    for (const form of derived.all) forms.add(form)
    needles = null
    for (const form of derived.masks) {
      if (masked.has(form)) continue
      masked.add(form)
      maskWith?.(form)
    }
  }

  const redact = (text: string): string => {
    const known = needles ?? findAll(forms)
    needles = known
    let shown = text
    for (let pass = 0; pass < MOST_PASSES; pass += 1) {
      const before = shown
      shown = cover(before, [...known.find(before), ...credentialSpans(before)])
      if (shown === before) break
    }
    return shown
  }

  return { registerSecret, redact }
}

/** Replaces the union of the spans by masks. */
const cover = (text: string, spans: Span[]): string => {
  if (spans.length === 0) return text
  spans.sort((one, other) => one[0] - other[0])
  const pieces: string[] = []
  let shown = 0
  let hiddenFrom = -1
  let hiddenTo = -1
  for (const [start, end] of spans) {
    if (start > hiddenTo) {
      if (hiddenTo !== -1) pieces.push(text.slice(shown, hiddenFrom), MASK)
      shown = Math.max(hiddenTo, 0)
      hiddenFrom = start
      hiddenTo = end
    } else if (end > hiddenTo) hiddenTo = end
  }
  pieces.push(text.slice(shown, hiddenFrom), MASK, text.slice(hiddenTo))
  return pieces.join('')
}
