import { parseDocument, visit } from 'yaml'

/**
 * Writes every text with expressions that stands on several lines on one, in quotes, and keeps the number of lines.
 *
 * GitHub's parser for editors takes such texts as they are written, indentation included, to tell where things stand;
 * GitHub itself takes what YAML makes of them. Without this `if: >-` with braces would hold always, and a script would
 * keep its indentation. What is not YAML is left for the parser to say so.
 */
export const onSingleLines = (content: string): string => {
  const edits: { start: number; end: number; text: string }[] = []
  visit(parseDocument(content, { logLevel: 'silent' }), {
    Scalar: (_key, { value, range }) => {
      if (typeof value !== 'string' || !range || !value.includes('${{')) return
      const [start, end] = range
      const lines = content.slice(start, end).split('\n').length - 1
      if (lines > 0) edits.push({ start, end, text: JSON.stringify(value) + '\n'.repeat(lines) })
    },
  })
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), content)
}
