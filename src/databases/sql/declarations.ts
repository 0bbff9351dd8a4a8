import type { Scan } from './scan.ts'

/** A kind of comment that says something about a statement. */
export interface DeclarationKind {
  /** Recognises it. */
  begins: RegExp
  /** The first group is what is declared. */
  complete: RegExp
  /** What is wrong with one that is not complete. */
  mistake: string
}

/** `-- sluice:contract after <release>`: the release that no longer needs what goes away. */
export const CONTRACT_DECLARATION: DeclarationKind = {
  begins: /^--\s*sluice:contract\b/,
  complete: /^--\s*sluice:contract\s+after\s+([\w.@/+-]{1,100})\s*$/,
  mistake: 'this declaration names no release',
}

/** `-- sluice:lock <why>`: a long lock on a large table is known and accepted. */
export const LOCK_DECLARATION: DeclarationKind = {
  begins: /^--\s*sluice:lock\b/,
  complete: /^--\s*sluice:lock\s+(\S.{0,199})$/,
  mistake: 'this declaration does not say why the lock is acceptable',
}

/**
 * What comments declare: above a statement, behind it on its last line, or before the first statement of the file, then
 * for the whole file.
 */
export const declarationsIn = (
  file: Scan,
  { begins, complete, mistake }: DeclarationKind,
): { of(statement: number): string | null; mistakes: { line: number; message: string }[] } => {
  const perStatement = new Map<number, string>()
  const mistakes: { line: number; message: string }[] = []
  let wholeFile: string | null = null
  file.statements.forEach((statement, index) => {
    for (const comment of statement.comments.filter(({ text }) => begins.test(text))) {
      const line = file.lineAt(comment.start)
      const declared = complete.exec(comment.text)?.[1]
      const previous = file.statements[index - 1]
      const isFirst = !previous && comment.start < (statement.tokens[0]?.start ?? 0)
      if (declared === undefined) mistakes.push({ line, message: mistake })
      else if (isFirst) wholeFile = declared
      else if (previous && line === file.lineAt(previous.start + previous.text.length))
        perStatement.set(index - 1, declared)
      else perStatement.set(index, declared)
    }
  })
  return { of: (statement) => perStatement.get(statement) ?? wholeFile, mistakes }
}
