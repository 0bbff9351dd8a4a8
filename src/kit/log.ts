import { inert, inertLine, shorten } from './text.ts'

/** Where an annotation belongs. */
export interface Place {
  /** Path of a file in the repository. */
  file?: string
  /** Line in that file, from 1. */
  line?: number
  /** Column in that line, from 1. */
  column?: number
  /** Heading of the annotation. */
  title?: string
}

/**
 * What a run says. Every text is redacted and made inert before it leaves; on a runner notices, warnings and errors
 * become annotations, at most ten of a kind per step because GitHub shows no more, and plain lines after that.
 */
export interface Logger {
  info(message: string): void
  notice(message: string, place?: Place): void
  warning(message: string, place?: Place): void
  error(message: string, place?: Place): void
  /** Shown only when the run was started with debug logging (`RUNNER_DEBUG=1`). */
  debug(message: string): void
  /** Folds everything printed during `work` under a title. Groups do not nest: inside one, only the title is printed. */
  group<T>(title: string, work: () => T | Promise<T>): Promise<T>
}

/** What a logger needs. */
export interface LoggerOptions {
  /** The run's redactor. */
  redact: (text: string) => string
  /** Receives finished text without the line end; it may hold several lines only in plain messages. */
  write: (line: string) => void
  /** True on a runner: write workflow commands. Default false: plain lines. */
  commands?: boolean
  /** Print debug messages off a runner. On a runner, the runner decides. Default false. */
  debug?: boolean
  /** Colour the kinds of plain lines. Default false; never on a runner. */
  colour?: boolean
}

/** GitHub shows this many annotations of a kind per step. */
export const MOST_ANNOTATIONS = 10

/** GitHub cuts the text of an annotation here, in characters. */
const LONGEST_ANNOTATION = 4096

type Kind = 'notice' | 'warning' | 'error'

const COLOURS: Record<Kind, string> = { notice: '36', warning: '33', error: '31' }

const TITLES: Record<Kind, string> = { notice: 'Notice', warning: 'Warning', error: 'Error' }

/** Creates a logger on a sink. */
export const createLogger = (options: LoggerOptions): Logger => {
  const { redact, write, commands = false, debug = false, colour = false } = options
  const counts: Record<Kind, number> = { notice: 0, warning: 0, error: 0 }
  let inGroup = false
  // A second pass, for a secret that was interrupted by characters which `inert` takes out.
  const clean = (text: string): string => inert(redact(inert(redact(text))))
  const cleanLine = (text: string): string => inertLine(redact(inertLine(redact(text))))

  const plain = (kind: Kind, text: string, place: Place | undefined): void => {
    const label = colour && !commands ? `\x1b[${COLOURS[kind]}m${TITLES[kind]}:\x1b[0m` : `${TITLES[kind]}:`
    const where = place?.file === undefined ? '' : `${cleanLine(placeText(place))}: `
    write(`${label} ${where}${text}`)
  }

  const annotate = (kind: Kind, message: string, place?: Place): void => {
    const text = clean(message)
    counts[kind] += 1
    if (!commands || counts[kind] > MOST_ANNOTATIONS) plain(kind, text, place)
    else
      write(`::${kind}${placeProperties(place, cleanLine)}::${escapeData(shorten(text, LONGEST_ANNOTATION))}`)
  }

  const group = async <T>(title: string, work: () => T | Promise<T>): Promise<T> => {
    const name = cleanLine(title)
    if (inGroup || !commands) {
      write(name)
      return work()
    }
    inGroup = true
    write(`::group::${escapeData(name)}`)
    try {
      return await work()
    } finally {
      inGroup = false
      write('::endgroup::')
    }
  }

  return {
    info: (message) => write(clean(message)),
    notice: (message, place) => annotate('notice', message, place),
    warning: (message, place) => annotate('warning', message, place),
    error: (message, place) => annotate('error', message, place),
    debug: (message) => {
      if (commands) write(`::debug::${escapeData(clean(message))}`)
      else if (debug) write(`Debug: ${clean(message)}`)
    },
    group,
  }
}

const placeText = ({ file, line, column }: Place): string =>
  [file, line, column].filter((part) => part !== undefined).join(':')

const placeProperties = (place: Place | undefined, clean: (text: string) => string): string => {
  if (!place) return ''
  const pairs = [
    place.title !== undefined && `title=${escapeProperty(clean(place.title))}`,
    place.file !== undefined && `file=${escapeProperty(clean(place.file))}`,
    place.line !== undefined && `line=${place.line}`,
    place.column !== undefined && `col=${place.column}`,
  ].filter(Boolean)
  return pairs.length === 0 ? '' : ` ${pairs.join(',')}`
}

/** The runner's escapes for the text of a command (actions/runner, ActionCommand.cs). */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

/** And for a property of a command. */
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
