import type { FieldKind } from '../src/kit/fields.ts'
import type { Capabilities } from '../src/platforms/platform.ts'

/** What an action.yml says, as far as tables need it. */
export interface ActionPage {
  verb: string
  description: string
  inputs: readonly {
    name: string
    description: string
    required: boolean
    default: string | undefined
    kind: FieldKind
  }[]
  outputs: readonly { name: string; description: string }[]
}

/** A section of a page that has no pair of markers, or the wrong number of them. */
export class MarkerError extends Error {
  constructor(section: string) {
    super(`needs exactly one pair of lines <!-- ${section}:start --> and <!-- ${section}:end -->`)
  }
}

/**
 * Puts `body` between `<!-- section:start -->` and `<!-- section:end -->`; the rest stays as it is.
 * Throws MarkerError unless there is exactly one such pair.
 */
export const withSection = (page: string, section: string, body: string): string => {
  const [open, close] = [`<!-- ${section}:start -->`, `<!-- ${section}:end -->`]
  const [before, rest, ...moreOpen] = page.split(open)
  const [, after, ...moreClose] = (rest ?? '').split(close)
  if (before === undefined || after === undefined || moreOpen.length + moreClose.length > 0)
    throw new MarkerError(section)
  return `${before}${open}\n\n${body.trim()}\n\n${close}${after}`
}

/** A table of Markdown. Bars inside a cell are escaped, line breaks become spaces. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
    .map((cells, index) => (index === 1 ? `|${cells.join('|')}|` : `| ${cells.join(' | ')} |`))
    .join('\n')

const cell = (text: string): string => text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|')

const FORMS: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  flag: '`true` or `false`',
  list: 'one per line',
  duration: 'duration, such as `10m`',
  percent: 'percent, such as `10%`',
  secret: 'secret',
  choice: 'one of the words',
  address: '`https://` address',
}

const standard = (input: ActionPage['inputs'][number]): string => {
  if (input.required) return '**required**'
  return input.default === undefined ? '' : `\`${input.default}\``
}

/** The inputs of an action, those that are required first. */
export const inputsTable = ({ inputs }: ActionPage): string =>
  table(
    ['Input', 'Form', 'Default', 'Meaning'],
    [...inputs]
      .sort((one, other) => Number(other.required) - Number(one.required))
      .map((input) => [`\`${input.name}\``, FORMS[input.kind], standard(input), input.description]),
  )

/** The outputs of an action. */
export const outputsTable = ({ outputs }: ActionPage): string =>
  table(
    ['Output', 'Meaning'],
    outputs.map(({ name, description }) => [`\`${name}\``, description]),
  )

/** All actions, in the order given, each with a link to its page. */
export const actionsTable = (pages: readonly ActionPage[]): string =>
  table(
    ['Action', 'What it does'],
    pages.map(({ verb, description }) => [`[\`${verb}\`](actions/${verb}/README.md)`, description]),
  )

const SPLITS: Readonly<Record<Capabilities['split'], string>> = {
  percent: 'percent',
  stages: 'stages declared beforehand',
  units: 'machines or apps',
  none: 'none',
}

const WAYS_BACK: Readonly<Record<Capabilities['rollback'], string>> = {
  pointer: 'seconds',
  redeploy: 'minutes',
}

const yesOrNo = (can: boolean): string => (can ? 'yes' : 'no')

/** What every platform can honestly do, in short. */
export const platformsTable = (
  platforms: readonly { type: string; page: string | null; capabilities: Capabilities }[],
): string =>
  table(
    ['Platform', 'Split by', 'Tested unseen', 'Goes back in', 'Counts requests'],
    platforms.map(({ type, page, capabilities: { split, darkDeploy, rollback, releaseMetrics } }) => [
      page === null ? `\`${type}\`` : `[\`${type}\`](${page})`,
      SPLITS[split],
      yesOrNo(darkDeploy),
      WAYS_BACK[rollback],
      yesOrNo(releaseMetrics),
    ]),
  )

/** Everything that platforms declare. Pages are linked as from `docs/`. */
export const capabilitiesTable = (
  platforms: readonly { type: string; page: string | null; capabilities: Capabilities }[],
): string =>
  table(
    ['Platform', 'Split', 'Tested unseen', 'Goes back by', 'Jobs stopped', 'Secrets by name', 'Own counts'],
    platforms.map(({ type, page, capabilities }) => [
      page === null ? `\`${type}\`` : `[\`${type}\`](${page.replace(/^docs\//, '')})`,
      SPLITS[capabilities.split],
      yesOrNo(capabilities.darkDeploy),
      capabilities.rollback,
      yesOrNo(capabilities.jobs),
      yesOrNo(capabilities.secretNames),
      yesOrNo(capabilities.releaseMetrics),
    ]),
  )

/** Words with their meaning and the next move. */
export const reasonsTable = (meanings: Readonly<Record<string, readonly [string, string]>>): string =>
  table(
    ['Reason', 'What it means', 'What you do'],
    Object.entries(meanings).map(([word, [meaning, next]]) => [`\`${word}\``, meaning, next]),
  )

/** Words with their meaning. */
export const wordsTable = (word: string, meanings: Readonly<Record<string, string>>): string =>
  table(
    [word, 'What it means'],
    Object.entries(meanings).map(([name, meaning]) => [`\`${name}\``, meaning]),
  )

/**
 * Meaning and next move of each reason from the tables of `docs/states.md`, where people wrote them. Throws RangeError
 * naming those that the page does not explain.
 */
export const readReasons = (
  states: string,
  reasons: readonly string[],
): Readonly<Record<string, readonly [string, string]>> => {
  // The words of phases stand further up, some of them the same.
  const tables = states.slice(Math.max(0, states.indexOf('\n## Reasons')))
  const rows = [...tables.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \|$/gm)]
  const found = new Map(
    rows.map(([, word = '', meaning = '', next = '']) => [word, [meaning, next] as const]),
  )
  const missing = reasons.filter((reason) => !found.has(reason))
  if (missing.length > 0) throw new RangeError(`docs/states.md does not explain: ${missing.join(', ')}`)
  return Object.fromEntries(reasons.map((reason) => [reason, found.get(reason) ?? ['', '']]))
}
