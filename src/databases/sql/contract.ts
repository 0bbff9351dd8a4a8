import type { ContractFinding, Migration } from '../database.ts'
import { breachesOf } from './breaches.ts'
import { CONTRACT_DECLARATION, declarationsIn } from './declarations.ts'
import { type Breach, effectsOf, type ObjectKind } from './effects.ts'
import type { Token } from './lex.ts'
import type { Parse } from './parse.ts'
import { type Scan, type Statement, scan } from './scan.ts'

/** A `-- sluice:contract` comment that says nothing we understand. */
export interface DeclarationMistake {
  version: string
  /** 1-based. */
  line: number
  message: string
}

/** What a set of migrations takes from the release before, and what was declared about it. */
export interface ContractReport {
  findings: readonly ContractFinding[]
  mistakes: readonly DeclarationMistake[]
}

/**
 * Finds the statements of pending migrations that code of the release before cannot live with. A reader of
 * statements, not a judge of their meaning: it knows what is written, not what old code really uses.
 * What the same set created is new to old code too, and may be changed freely.
 *
 * `-- sluice:contract after <release>` above a statement, behind it on its last line, or before the first statement
 * (then for the whole file) declares that the expand step was promoted with that release.
 * `exists` says whether a relation was in the database before this set; unknown means yes. With `parse`, PostgreSQL's own
 * parser reads along, and what only it sees is a finding too.
 * Never throws; takes time linear in the length of the files.
 */
export const findContracts = (
  migrations: readonly Migration[],
  exists: (relation: string) => boolean = () => true,
  parse?: Parse,
): ContractReport => {
  const world = new World(exists, parse)
  const reports = migrations.map(({ version, sql }) => inFile(version, sql, world))
  return {
    findings: reports.flatMap(({ findings }) => findings),
    mistakes: reports.flatMap(({ mistakes }) => mistakes),
  }
}

/** The relations whose existence before the set matters to `findContracts`. */
export const relationsIn = (migrations: readonly Migration[], parse?: Parse): string[] => {
  const asked = new Set<string>()
  const note = (relation: string): boolean => {
    asked.add(relation)
    return true
  }
  findContracts(migrations, note, parse)
  return [...asked]
}

const inFile = (version: string, sql: string, world: World): ContractReport => {
  const file = scan(sql)
  const declared = declarationsIn(file, CONTRACT_DECLARATION)
  const replaced = policiesCreated(file)
  const isReplaced = ({ target }: Breach, index: number): boolean =>
    target?.kind === 'policy' && (replaced.get(target.name) ?? -1) > index
  const findings = file.statements.flatMap((statement, index) =>
    breachesIn({ tokens: statement.tokens, sql }, file.lineAt, world, 0)
      .filter(({ breach }) => !isReplaced(breach, index))
      .map(({ line, breach: { kind, message } }) => ({
        version,
        line,
        kind,
        message,
        declaredAfter: declared.of(index),
      })),
  )
  return { findings, mistakes: declared.mistakes.map((mistake) => ({ version, ...mistake })) }
}

/** Policies are changed by dropping and creating them in one file: the last statement that creates each. */
const policiesCreated = (file: Scan): Map<string, number> =>
  new Map(
    file.statements.flatMap(({ tokens }, index) =>
      effectsOf(tokens)
        .created.filter(({ kind }) => kind === 'policy')
        .map(({ name }) => [name, index] as const),
    ),
  )

/** What is known to be new, gathered from the first statement of the set to the last. */
class World {
  readonly #exists: (relation: string) => boolean
  readonly #created = new Set<string>()
  readonly #filled = new Set<string>()
  readonly #renamed = new Set<string>()
  readonly #parse: Parse | undefined

  constructor(exists: (relation: string) => boolean, parse: Parse | undefined) {
    this.#exists = exists
    this.#parse = parse
  }

  /** Takes in what a statement does, and returns what old code will notice of it. */
  take({ tokens, sql }: Words): Breach[] {
    const { created, breaches: read } = effectsOf(tokens)
    const breaches = this.#parse ? joinBreaches(read, parsed(this.#parse, { tokens, sql })) : read
    const noticed = breaches.filter((breach) => !this.#isHarmless(breach))
    const carriesOldRows = noticed.some((breach) => breach.kind === 'rename')
    for (const { kind, name, conditional, filled } of created) {
      const key = keyOf(kind, name)
      if (carriesOldRows) this.#renamed.add(name)
      else if (!conditional || (kind === 'relation' && !this.#wasThere(name))) this.#created.add(key)
      if (filled && !conditional) this.#filled.add(key)
    }
    return noticed
  }

  #isHarmless({ kind, target, table }: Breach): boolean {
    if (!target) return false
    if (table !== undefined && this.#isNewRelation(table)) return true
    if (target.kind === 'relation') return this.#isNewRelation(target.name)
    const key = keyOf(target.kind, target.name)
    if (kind === 'set-not-null' && target.kind === 'column') return this.#filled.has(key)
    return kind !== 'drop-default' && this.#created.has(key)
  }

  #isNewRelation(name: string): boolean {
    return this.#created.has(keyOf('relation', name)) || !this.#wasThere(name)
  }

  #wasThere(name: string): boolean {
    return this.#renamed.has(name) || this.#exists(name)
  }
}

/** The words of one statement, and the text that they were cut from. */
interface Words {
  tokens: readonly Token[]
  sql: string
}

const parsed = (parse: Parse, { tokens, sql }: Words): Breach[] => {
  const [first, last] = [tokens[0], tokens.at(-1)]
  const reading = first && last ? parse(sql.slice(first.start, last.end)) : null
  return reading?.ok ? reading.statements.flatMap(({ kind, body }) => breachesOf(kind, body)) : []
}

/** Two readers see more than one: what only the parser saw is added, in the words of the first where both did. */
const joinBreaches = (read: readonly Breach[], seen: readonly Breach[]): readonly Breach[] => [
  ...read,
  ...seen.filter(
    ({ kind, target }) => !read.some((known) => known.kind === kind && known.target?.name === target?.name),
  ),
]

const keyOf = (kind: ObjectKind, name: string): string => `${kind}:${name}`

interface Located {
  line: number
  breach: Breach
}

/** How deep SQL inside SQL (`DO`, `EXECUTE '...'`) is read. */
const MAX_DEPTH = 3

const breachesIn = (
  { tokens, sql }: Words,
  lineAt: (offset: number) => number,
  world: World,
  depth: number,
): Located[] => {
  const first = tokens[0]
  if (!first) return []
  const runsText = first.kind === 'word' && (first.text === 'do' || first.text === 'execute')
  if (!runsText) return world.take({ tokens, sql }).map((breach) => ({ line: lineAt(first.start), breach }))
  const body = tokens.find((token) => token.kind === 'string')
  return body && depth < MAX_DEPTH ? breachesInBody(body, lineAt(body.start), world, depth + 1) : []
}

const breachesInBody = (body: Token, line: number, world: World, depth: number): Located[] => {
  const inner = scan(body.text)
  const lineAt = (offset: number): number => line + inner.lineAt(offset) - 1
  return inner.statements.flatMap((statement) =>
    breachesIn({ tokens: statement.tokens.slice(verbAt(statement)), sql: body.text }, lineAt, world, depth),
  )
}

const VERBS = new Set(['drop', 'alter', 'truncate', 'delete', 'revoke', 'create', 'execute', 'with', 'do'])
const BEFORE_VERBS = new Set(['begin', 'then', 'else', 'loop', '>'])

/** Where SQL begins behind the control words of a procedural language; past the end when it does not. */
const verbAt = ({ tokens }: Statement): number => {
  const at = tokens.findIndex((token, index) => {
    const before = tokens[index - 1]
    return token.kind === 'word' && VERBS.has(token.text) && (!before || BEFORE_VERBS.has(before.text))
  })
  return at < 0 ? tokens.length : at
}
