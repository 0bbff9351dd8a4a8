/**
 * What people write under `total`, `bad` and `histogram`: a selector of raw counters, or an expression that keeps them
 * counters, with `{release}` where the id of a release belongs.
 */

/** Stands for the id of a release, as a PromQL string with its quotes. */
export const RELEASE = '{release}'

/** Most characters of an expression. */
export const LONGEST_EXPRESSION = 2000

/** An expression as far as we have to understand it: `selector` alone, or `outer` around it, or neither. */
export type Expression =
  | { kind: 'selector'; selector: string; sumBy: string | null }
  | { kind: 'expression'; text: string }

const STRING = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|`[^`]*`/g

/** The text with every string emptied, so that what remains is syntax. */
const syntaxOf = (text: string): string => text.replace(STRING, '""')

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const LABEL = `(?:[a-zA-Z_][a-zA-Z0-9_]*|"")`
const VALUE = String.raw`(?:""|\{release\})`
const MATCHER = String.raw`\s*(?:${LABEL}\s*(?:=~|!~|!=|=)\s*${VALUE}|"")\s*`
const SELECTOR = new RegExp(String.raw`^\s*(${NAME})?\s*\{${MATCHER}(?:,${MATCHER})*,?\s*\}\s*$`)

const LABELS = String.raw`\(([\s\w,]*)\)`
const SUM_BY = new RegExp(String.raw`^\s*sum\s*(by|without)\s*${LABELS}\s*\(([^]*)\)\s*$`)
const SUM_THEN_BY = new RegExp(String.raw`^\s*sum\s*\(([^]*)\)\s*(by|without)\s*${LABELS}\s*$`)

const isSelector = (text: string): boolean => SELECTOR.test(syntaxOf(text))

/** Tells a selector, or a sum of one per process, from everything else. */
export const readExpression = (text: string): Expression => {
  if (isSelector(text)) return { kind: 'selector', selector: text.trim(), sumBy: null }
  const first = SUM_BY.exec(text)
  const last = SUM_THEN_BY.exec(text)
  const [inner, clause, labels] = first ? [first[3], first[1], first[2]] : [last?.[1], last?.[2], last?.[3]]
  if (inner !== undefined && isSelector(inner))
    return { kind: 'selector', selector: inner.trim(), sumBy: `${clause} (${labels?.trim()})` }
  return { kind: 'expression', text: text.trim() }
}

/** The name of the metric that a selector begins with; null when it has none, or is no selector. */
export const metricName = (text: string): string | null => SELECTOR.exec(syntaxOf(text))?.[1] ?? null

const RATE = /\b(rate|irate|increase|delta|idelta|deriv|resets|changes|histogram_quantile|\w+_over_time)\s*\(/
const AGGREGATE =
  /^\s*(sum|avg|min|max|count|group|stddev|stdvar|topk|bottomk|quantile|count_values)\s*(?:\(|by\b|without\b)/

/** What is wrong with an expression, as `message` and `fix` on two lines; null when nothing is. */
export const expressionProblem = (text: string): string | null => {
  const syntax = syntaxOf(text)
  if (/[\0-\x08\x0b-\x1f\x7f]/.test(text)) return 'holds a control character\nthe expression without it'
  if (/["'`]/.test(syntax.replaceAll('""', ''))) return 'a string is not closed\nthe missing quote'
  if (syntax.includes('#')) return 'holds a comment\nthe expression without it'
  if (!isBalanced(syntax)) return 'its brackets do not match\nthe missing bracket'
  return placeProblem(text, syntax) ?? kindProblem(syntax)
}

const placeProblem = (text: string, syntax: string): string | null => {
  const count = (where: string): number => where.split(RELEASE).length - 1
  if (count(text) > count(syntax))
    return `${RELEASE} stands between quotes\nrelease=${RELEASE}, it brings its own`
  if (count(syntax) === 0)
    return `does not say which release is meant\na matcher such as release=${RELEASE}, which Sluice fills in`
  if (/(?:=~|!~|!=)\s*\{release\}/.test(syntax))
    return `${RELEASE} is one exact value\nrelease=${RELEASE}, with = alone`
  return /(?<![=,(]\s{0,20})\{release\}/.test(syntax)
    ? `${RELEASE} stands where no value belongs\na matcher such as release=${RELEASE}`
    : null
}

const kindProblem = (syntax: string): string | null => {
  const rate = RATE.exec(syntax)?.[1]
  if (rate !== undefined) return `${rate} makes something else of a counter\nthe counter itself`
  const aggregate = AGGREGATE.exec(syntax)?.[1]
  if (aggregate === undefined || (aggregate === 'sum' && /\b(by|without)\s*\(/.test(syntax))) return null
  const counters = 'the selector alone, for Sluice adds its series up; or sum by (instance) (...)'
  return aggregate === 'sum'
    ? `sum hides that a process was started again\n${counters}`
    : `${aggregate} is no count\n${counters}`
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

const isBalanced = (syntax: string): boolean => {
  const open: string[] = []
  for (const character of syntax) {
    const closing = CLOSING[character]
    if (closing !== undefined) open.push(closing)
    else if (')]}'.includes(character) && open.pop() !== character) return false
  }
  return open.length === 0
}

/**
 * Text as a PromQL string in double quotes. Quotes, backslashes and control characters are escaped as Go does, broken
 * surrogates replaced, so that no id can end the string.
 */
export const literal = (text: string): string =>
  `"${text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\\"]/g, '\\$&')
    .replace(
      /[\0-\x1f\x7f-\x9f\u2028\u2029]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )}"`

const fill = (text: string, release: string): string => text.replaceAll(RELEASE, () => literal(release))

/** The same expression for one release. */
export const forRelease = (expression: Expression, release: string): Expression =>
  expression.kind === 'selector'
    ? { ...expression, selector: fill(expression.selector, release) }
    : { ...expression, text: fill(expression.text, release) }

/** A selector with one more matcher. `selector` ends in its closing brace, as every one with `{release}` does. */
export const withMatcher = (selector: string, matcher: string): string =>
  `${selector.slice(0, selector.lastIndexOf('}')).trimEnd().replace(/,$/, '')},${matcher}}`
