import type { ContractFinding, Migration } from '../database.ts'
import { type Breach, effectsOf, type ObjectKind } from './effects.ts'
import type { Token } from './lex.ts'
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
 * `exists` says whether a relation was in the database before this set; unknown means yes.
 * Never throws; takes time linear in the length of the files.
 */
export const findContracts = (
  migrations: readonly Migration[],
  exists: (relation: string) => boolean = () => true,
): ContractReport => {
  const world = new World(exists)
  const reports = migrations.map(({ version, sql }) => inFile(version, scan(sql), world))
  return {
    findings: reports.flatMap(({ findings }) => findings),
    mistakes: reports.flatMap(({ mistakes }) => mistakes),
  }
}

/** The relations whose existence before the set matters to `findContracts`. */
export const relationsIn = (migrations: readonly Migration[]): string[] => {
  const asked = new Set<string>()
  findContracts(migrations, (relation) => {
    asked.add(relation)
    return true
  })
  return [...asked]
}

const inFile = (version: string, file: Scan, world: World): ContractReport => {
  const declared = declarations(file)
  const replaced = policiesCreated(file)
  const isReplaced = ({ target }: Breach, index: number): boolean =>
    target?.kind === 'policy' && (replaced.get(target.name) ?? -1) > index
  const findings = file.statements.flatMap((statement, index) =>
    breachesIn(statement.tokens, file.lineAt, world, 0)
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

  constructor(exists: (relation: string) => boolean) {
    this.#exists = exists
  }

  /** Takes in what a statement does, and returns what old code will notice of it. */
  take(tokens: readonly Token[]): Breach[] {
    const { created, breaches } = effectsOf(tokens)
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

const keyOf = (kind: ObjectKind, name: string): string => `${kind}:${name}`

interface Located {
  line: number
  breach: Breach
}

/** How deep SQL inside SQL (`DO`, `EXECUTE '...'`) is read. */
const MAX_DEPTH = 3

const breachesIn = (
  tokens: readonly Token[],
  lineAt: (offset: number) => number,
  world: World,
  depth: number,
): Located[] => {
  const first = tokens[0]
  if (!first) return []
  const runsText = first.kind === 'word' && (first.text === 'do' || first.text === 'execute')
  if (!runsText) return world.take(tokens).map((breach) => ({ line: lineAt(first.start), breach }))
  const body = tokens.find((token) => token.kind === 'string')
  return body && depth < MAX_DEPTH ? breachesInBody(body, lineAt(body.start), world, depth + 1) : []
}

const breachesInBody = (body: Token, line: number, world: World, depth: number): Located[] => {
  const inner = scan(body.text)
  const lineAt = (offset: number): number => line + inner.lineAt(offset) - 1
  return inner.statements.flatMap((statement) =>
    breachesIn(statement.tokens.slice(verbAt(statement)), lineAt, world, depth),
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

const DECLARATION = /^--\s*sluice:contract\b/
const COMPLETE = /^--\s*sluice:contract\s+after\s+([\w.@/+-]{1,100})\s*$/

const declarations = (
  file: Scan,
): { of(statement: number): string | null; mistakes: { line: number; message: string }[] } => {
  const perStatement = new Map<number, string>()
  const mistakes: { line: number; message: string }[] = []
  let wholeFile: string | null = null
  file.statements.forEach((statement, index) => {
    for (const comment of statement.comments.filter(({ text }) => DECLARATION.test(text))) {
      const line = file.lineAt(comment.start)
      const release = COMPLETE.exec(comment.text)?.[1]
      const previous = file.statements[index - 1]
      const isFirst = !previous && comment.start < (statement.tokens[0]?.start ?? 0)
      if (release === undefined) mistakes.push({ line, message: 'this declaration names no release' })
      else if (isFirst) wholeFile = release
      else if (previous && line === file.lineAt(previous.start + previous.text.length))
        perStatement.set(index - 1, release)
      else perStatement.set(index, release)
    }
  })
  return { of: (statement) => perStatement.get(statement) ?? wholeFile, mistakes }
}
