/** What a step wrote into one of its files could not be read. The step fails, as on GitHub. */
export class FileFormatError extends Error {
  override readonly name = 'FileFormatError'
}

/**
 * The pairs of GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV: `name=value`, or `name<<mark`, lines, `mark`.
 *
 * @throws FileFormatError as the runner would fail the step
 */
export const readPairs = (text: string): [name: string, value: string][] => {
  const lines = text.split(/\r?\n/)
  const pairs: [string, string][] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const [equals, heredoc] = [line.indexOf('='), line.indexOf('<<')]
    if (equals !== -1 && (heredoc === -1 || equals < heredoc)) {
      pairs.push([checked(line.slice(0, equals), line), line.slice(equals + 1)])
      continue
    }
    if (heredoc === -1) throw new FileFormatError(`Invalid format '${line}'`)
    const mark = line.slice(heredoc + 2)
    const end = lines.indexOf(mark, index + 1)
    if (mark === '' || end === -1)
      throw new FileFormatError(`Invalid value. Matching delimiter not found '${mark}'`)
    pairs.push([checked(line.slice(0, heredoc), line), lines.slice(index + 1, end).join('\n')])
    index = end
  }
  return pairs
}

const checked = (name: string, line: string): string => {
  if (name === '') throw new FileFormatError(`Invalid format '${line}'. Name must not be empty`)
  return name
}

/** Names that GITHUB_ENV may not set: facts on GitHub, section 7. */
export const BLOCKED_VARIABLES: readonly string[] = ['NODE_OPTIONS']

/** The most that a step may write as its summary, in bytes: facts on GitHub, section 9. */
export const MOST_SUMMARY = 1024 * 1024
