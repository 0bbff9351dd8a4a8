import { code, markdown } from './escape.ts'

/** Who asked and for what, for the heading of a gate's summary. */
export interface GateHeading {
  /** `Deploy`, `Migrate`. */
  title: string
  service: string
  environment: string
}

/** A gate's answer, as far as people see it. */
export interface GateAnswer {
  failed: boolean
  reason: string
  message: string
}

/** A gate's answer in Markdown: the verdict first, then each line of its message. */
export const summarizeGate = ({ title, service, environment }: GateHeading, answer: GateAnswer): string => {
  const verdict = answer.failed ? 'No' : 'Yes'
  const lines = answer.message.split('\n').map((line) => markdown(line, 2000))
  return [
    `### ${title}: ${markdown(service)} to ${markdown(environment)}`,
    '',
    `**${verdict}** (${code(answer.reason)}). ${lines[0] ?? ''}`,
    '',
    ...lines.slice(1).map((line) => `- ${line}`),
    '',
  ].join('\n')
}

/** One row per line: escaped cells under escaped headings. */
export const summarizeTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => markdown(cell)).join(' | ')} |`
  return [line(headings), `|${headings.map(() => '---').join('|')}|`, ...rows.map(line), ''].join('\n')
}
