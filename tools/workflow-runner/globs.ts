const special = /[.+^$(){}|\\]/

/**
 * A pattern of GitHub's filters as a regular expression: `*` stays within a name, `**` does not, `?` and `+` repeat
 * what stands before them, `[]` is a class.
 */
const filterPattern = (pattern: string): RegExp => {
  let made = ''
  for (let index = 0; index < pattern.length; index++) {
    const here = pattern[index] ?? ''
    if (pattern.startsWith('**/', index)) {
      made += '(?:.*/)?'
      index += 2
    } else if (pattern.startsWith('**', index)) {
      made += '.*'
      index += 1
    } else if (here === '*') made += '[^/]*'
    else if (here === '?' || here === '+') made += here
    else if (here === '[') {
      const end = pattern.indexOf(']', index)
      made += end === -1 ? '\\[' : pattern.slice(index, end + 1)
      if (end !== -1) index = end
    } else made += special.test(here) ? `\\${here}` : here
  }
  return new RegExp(`^${made}$`)
}

/** Whether a name passes a list of patterns: the last that fits decides, and `!` before it takes the name out. */
export const passes = (name: string, patterns: readonly string[]): boolean =>
  patterns.reduce((in_, pattern) => {
    const out = pattern.startsWith('!')
    return filterPattern(out ? pattern.slice(1) : pattern).test(name) ? !out : in_
  }, false)

/** Whether a branch or tag fits a pattern of an environment: fnmatch, where `*` does not match `/` (facts, section 3). */
export const fitsPolicy = (name: string, pattern: string): boolean => {
  const made = pattern
    .replace(/[.+^$(){}|\\]/g, '\\$&')
    .replaceAll('**/', '\u0000')
    .replace(/\*+/g, '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('\u0000', '(?:.*/)?')
  return new RegExp(`^${made}$`).test(name)
}
