import type { Logger } from './log.ts'
import type { Redactor } from './redact.ts'
import { shortenBytes } from './text.ts'

/** What an output may be; written as text. */
export type OutputValue = string | number | boolean

/** Outputs that every action has. */
export const STANDARD_OUTPUTS = ['decision', 'reason', 'result'] as const
export type StandardOutput = (typeof STANDARD_OUTPUTS)[number]

/** GitHub takes 1 MB of outputs per job and drops the rest. In bytes, for one output. */
const LARGEST_OUTPUT = 512 * 1024

/** GitHub drops a step summary above 1 MiB whole. In bytes. */
const LARGEST_SUMMARY = 1024 * 1024

/** What is written, and whether anything had to be refused. */
export interface CheckedOutputs {
  values: Record<string, string>
  /** One sentence per refused output. */
  refused: string[]
}

/** Facts of the answer that the outputs are made of. */
export interface Answer {
  decision: string
  reason: string
  message?: string | undefined
  outputs: Readonly<Record<string, OutputValue | undefined>>
  details: Readonly<Record<string, unknown>>
}

/**
 * Every declared output, with `result` as JSON of all of them. A value that the redactor would change is refused:
 * GitHub drops such outputs without a word. Throws for an output that is not declared, a mistake of ours.
 */
export const checkOutputs = (
  action: string,
  declared: readonly string[],
  { decision, reason, message, outputs, details }: Answer,
  redactor: Redactor,
): CheckedOutputs => {
  const undeclared = Object.keys(outputs).filter((name) => !declared.includes(name) || isStandard(name))
  if (undeclared.length > 0)
    throw new Error(`the action ${action} set outputs it does not declare: ${undeclared.join(', ')}`)
  const core = { schema: 1, action, decision, reason }
  const full = JSON.stringify({ ...details, ...outputs, ...core, ...(message !== undefined && { message }) })
  const result = fits(full, redactor) ? full : JSON.stringify({ ...core, incomplete: true })
  const wanted: Record<string, OutputValue | undefined> = { ...outputs, decision, reason, result }
  const refused: string[] = []
  const values = declared.map((name) => {
    const text = String(wanted[name] ?? '')
    if (redactor.redact(text) === text) return [name, shortenBytes(text, LARGEST_OUTPUT)] as const
    refused.push(
      `The output \`${name}\` contains a masked value and GitHub would drop it. Store what is not secret, such as the name of a project or host, as a *variable*, not as a secret.`,
    )
    return [name, ''] as const
  })
  return { values: Object.fromEntries(values), refused }
}

const isStandard = (name: string): boolean => (STANDARD_OUTPUTS as readonly string[]).includes(name)

const fits = (text: string, redactor: Redactor): boolean =>
  Buffer.byteLength(text) <= LARGEST_OUTPUT && redactor.redact(text) === text

/** The summary as it may be written: redacted and within GitHub's limit, with a notice if it was cut. */
export const checkSummary = (markdown: string, redactor: Redactor, log: Logger): string => {
  const clean = redactor.redact(markdown)
  if (Buffer.byteLength(clean) < LARGEST_SUMMARY) return clean
  log.notice('The summary was longer than GitHub takes (1 MiB) and has been cut.')
  return shortenBytes(clean, LARGEST_SUMMARY - 1, '\n\n(cut here: GitHub takes no more than 1 MiB)\n')
}
