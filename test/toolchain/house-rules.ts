import { posix } from 'node:path'
import type { Import, SourceText } from './source-text.ts'
import { importsOf, readSource } from './source-text.ts'

/** A rule that a file breaks. */
export interface Fault {
  rule: Rule
  /** What breaks it: an import, or the text that was found. */
  found: string
}

const ADAPTERS = [
  'platforms',
  'flags',
  'metrics',
  'databases',
  'credentials',
  'notify',
  'ledger',
  'forge',
] as const

/** Folders of which nothing may touch a clock, the network, files or the environment. */
const PURE = ['analysis', 'rollout', 'simulation', 'report'] as const

/** What a layer may import of ours: everything of these layers, and only types of those. */
const LAYERS: Readonly<Record<string, { all: readonly string[]; types: readonly string[] }>> = {
  kit: { all: [], types: [] },
  analysis: { all: [], types: [] },
  rollout: { all: ['analysis'], types: [] },
  simulation: { all: ['rollout', 'analysis'], types: [] },
  report: { all: ['rollout', 'analysis'], types: [] },
  config: {
    all: ['kit', 'rollout', 'analysis'],
    types: ['platforms', 'flags', 'metrics', 'databases', 'credentials'],
  },
  gates: { all: ['kit', 'rollout', 'analysis'], types: [...ADAPTERS, 'config'] },
  ...Object.fromEntries(ADAPTERS.map((name) => [name, { all: ['kit'], types: ['rollout', 'analysis'] }])),
  cli: {
    all: ['gates', 'rollout', 'analysis', 'simulation', 'report', 'config', 'kit', ...ADAPTERS],
    types: [],
  },
  actions: {
    all: ['cli', 'gates', 'rollout', 'analysis', 'simulation', 'report', 'config', 'kit', ...ADAPTERS],
    types: [],
  },
}

/** What crosses a border that is shut otherwise, and why. `values` empty: types alone. */
const EXCEPTIONS: readonly { from: string; to: string; values: readonly string[]; why: string }[] = [
  {
    from: 'platforms',
    to: 'src/metrics/source.ts',
    values: [],
    why: 'a platform that counts requests is a source of metrics',
  },
  {
    from: 'platforms',
    to: 'src/rollout/units.ts',
    values: ['unitsFor'],
    why: 'how many machines make a weight is one figure for whoever moves them and whoever reads them back',
  },
  {
    from: 'ledger',
    to: 'src/rollout/plan.ts',
    values: ['MAX_STEPS'],
    why: 'what a record may hold is bounded by the number of steps a plan may have: one figure, in one place',
  },
]

/** Ports: what gates may know of adapters. Everything else of an adapter is its own. */
const PORTS: readonly string[] = [
  'src/platforms/platform.ts',
  'src/flags/flag.ts',
  'src/flags/flags.ts',
  'src/metrics/source.ts',
  'src/databases/database.ts',
  'src/credentials/credential.ts',
  'src/notify/channel.ts',
  'src/notify/notify.ts',
  'src/ledger/ledger.ts',
  'src/forge/forge.ts',
]

const layerOf = (path: string): string | undefined =>
  /^(?:src\/([a-z]+)|(actions))\//.exec(path)?.slice(1).find(Boolean)

interface File {
  path: string
  layer: string | undefined
  text: SourceText
  lines: number
  imports: readonly Import[]
}

/** Imports of ours, by the path they lead to. */
const ours = ({ path, imports }: File): (Import & { to: string; layer: string | undefined })[] =>
  imports.flatMap((one) => {
    if (!one.from.startsWith('.')) return []
    const to = posix.join(posix.dirname(path), one.from)
    return [{ ...one, to, layer: layerOf(to) }]
  })

const isException = (layer: string, { to, values }: Import & { to: string }): boolean =>
  EXCEPTIONS.some(
    (exception) =>
      exception.from === layer &&
      exception.to === to &&
      values?.every((value) => exception.values.includes(value)),
  )

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([found]) => found.trim().replace(/\s+/g, ' '))

const inSource = ({ layer }: File): boolean => layer !== undefined
const isPure = ({ layer }: File): boolean => (PURE as readonly (string | undefined)[]).includes(layer)

const CLOCKS =
  /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?![\w(\s]))|(?<!new\s)(?<![\w.])Date\s*\(|\bperformance\s*\.|\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(|\bMath\s*\.\s*random\b/g
const OUTSIDE = /\bprocess\s*[.[]|\bfetch\s*\(|\bnew\s+WebSocket\b|\bglobalThis\b|\bconsole\s*\./g
const ENVIRONMENT =
  /\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*\[\s*['"`]env|\{[^{}]*\benv\b[^{}]*\}\s*=\s*process\b/g
const ANY = /\bas\s+any\b|[:<|&,]\s*any\b(?!\s*[:(])|\bany\s*\[\]/g

/** Every rule, with how a file breaks it. */
const CHECKS = {
  'a layer imports only what lies below it': (file: File) => {
    const { layer } = file
    const allowed = layer === undefined ? undefined : LAYERS[layer]
    if (layer === undefined) return file.path.startsWith('src/') ? ['it lies in no layer'] : []
    if (!allowed) return [`src/${layer} has no place in the order of layers`]
    return ours(file)
      .filter((one) => one.layer !== layer)
      .filter((one) => {
        if (one.layer === undefined) return true
        if (allowed.all.includes(one.layer) || isException(layer, one)) return false
        return !(one.typeOnly && allowed.types.includes(one.layer))
      })
      .map(({ to, typeOnly }) => `${typeOnly ? 'type of ' : ''}${to}`)
  },
  'gates know adapters by their ports alone': (file: File) =>
    file.layer === 'gates'
      ? ours(file)
          .filter(({ layer, to }) => ADAPTERS.some((name) => name === layer) && !PORTS.includes(to))
          .map(({ to }) => to)
      : [],
  'the core imports no package and nothing of Node': (file: File) =>
    isPure(file) ? file.imports.map(({ from }) => from).filter((from) => !from.startsWith('.')) : [],
  'the core knows no clock and no chance': (file: File) =>
    isPure(file) ? matches(file.text.bare, CLOCKS) : [],
  'the core touches nothing outside': (file: File) => (isPure(file) ? matches(file.text.bare, OUTSIDE) : []),
  '@actions/core stays in actions and kit': (file: File) =>
    inSource(file) && file.layer !== 'actions' && file.layer !== 'kit'
      ? file.imports.map(({ from }) => from).filter((from) => from === '@actions/core')
      : [],
  'the environment is read in kit alone': (file: File) => {
    if (!inSource(file) || file.layer === 'kit') return []
    const imported = file.imports.filter(
      ({ from, values }) => /^(?:node:)?process$/.test(from) && values?.some((name) => /^env\b/.test(name)),
    )
    // Where the name of a property is a string, only the text with strings shows it; elsewhere a string is no code.
    const bracketed = matches(file.text.code, /\bprocess\s*\[\s*['"`]env/g)
    const dotted = matches(file.text.bare, ENVIRONMENT)
    return [...imported.map(({ from }) => from), ...bracketed, ...dotted]
  },
  'no shell is started': (file: File) =>
    inSource(file)
      ? matches(file.text.bare, /\bshell\s*:(?!\s*(?:false|undefined)\b)|(?<![\w.])execSync\s*\(/g)
      : [],
  'no default export': ({ text }: File) =>
    matches(text.bare, /\bexport\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/g),
  'no enum': ({ text }: File) => matches(text.bare, /(?:^|\s)(?:const\s+)?enum\s+\w+\s*\{/g),
  'no any': ({ text }: File) => matches(text.bare, ANY),
  'no claim that something is there': ({ text }: File) =>
    matches(text.bare, /[\w)\]]!(?!=)(?=\s*(?:[.,;:)\]}]|\[|$|\n|\(|=[^=>]))/g),
  'no file of the source is longer than 400 lines': (file: File) =>
    inSource(file) && file.lines > 400 ? [`${file.lines} lines`] : [],
  'files are named in kebab-case': ({ path }: File) =>
    path
      .split('/')
      .filter((part) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config))?(?:\.[a-z]+)?$/.test(part))
      .map((part) => part),
  'nothing is called Utils, Helper or Manager': ({ path, text }: File) => [
    ...matches(path, /(?:^|[/-])(?:utils?|helpers?|managers?)(?=[-./]|$)/g),
    ...matches(
      text.bare,
      /\b(?:class|const|let|function|interface|type)\s+\w*(?:[uU]tils?|[hH]elpers?|[mM]anagers?)\b/g,
    ),
  ],
} as const satisfies Record<string, (file: File) => readonly string[]>

/** The name of a rule, as a sentence. */
export type Rule = keyof typeof CHECKS

/** Every rule. */
export const RULES = Object.keys(CHECKS) as Rule[]

/** Checks one file; `path` is from the root of the repository, with slashes. */
export const faultsOf = (path: string, source: string): Fault[] => {
  const text = readSource(source)
  const file = {
    path,
    layer: layerOf(path),
    text,
    lines: source.split('\n').length - 1,
    imports: importsOf(text),
  }
  return RULES.flatMap((rule) => CHECKS[rule](file).map((found) => ({ rule, found })))
}
