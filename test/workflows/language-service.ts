import { existsSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import type { ValidationConfig } from '@actions/languageservice'
import { ROOT } from '../actions/metadata.ts'

// GitHub's packages import JSON without saying so, which Node refuses.
registerHooks({
  load: (url, context, next) =>
    url.endsWith('.json')
      ? next(url, { ...context, format: 'json', importAttributes: { type: 'json' } })
      : next(url, context),
})

const { validate } = await import('@actions/languageservice')

type Document = Parameters<typeof validate>[0]

const documentOf = (uri: string, text: string): Document => {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const positionAt = (offset: number) => {
    const line = starts.findLastIndex((start) => start <= offset)
    return { line, character: offset - (starts[line] ?? 0) }
  }
  const offsetAt = ({ line, character }: { line: number; character: number }) =>
    (starts[line] ?? 0) + character
  return {
    uri,
    languageId: 'yaml',
    version: 1,
    lineCount: starts.length,
    getText: (range) => (range ? text.slice(offsetAt(range.start), offsetAt(range.end)) : text),
    positionAt,
    offsetAt,
    getLineRange: (line) => ({
      start: { line, character: 0 },
      end: positionAt((starts[line + 1] ?? text.length + 1) - 1),
    }),
    getEOLCharacters: () => '\n',
  }
}

let asked = 0

/**
 * What GitHub's own language service says of a workflow or an action.yml: `line: message`. What is called or used of this
 * repository is read from it.
 */
export const diagnose = async (path: string, text: string): Promise<string[]> => {
  const fileProvider: NonNullable<ValidationConfig['fileProvider']> = {
    getFileContent: async (reference) => {
      const wanted = 'path' in reference ? String(reference.path) : ''
      if (!existsSync(join(ROOT, wanted))) throw new Error(`no such file: ${wanted}`)
      return { name: wanted, content: readFileSync(join(ROOT, wanted), 'utf8') }
    },
  }
  // It keeps what it has parsed by address, so each question has one of its own.
  asked += 1
  const found = await validate(documentOf(`file:///${asked}/${path}`, text), { fileProvider })
  return found.map(({ range, message }) => `${range.start.line + 1}: ${message}`)
}
