import type { Summary } from './summary.ts'

/** Summaries by cell and rule. */
export type Results = Record<string, Record<string, Summary>>

/** Order of the figures in the file. */
const COLUMNS = ['runs', 'rolledBack', 'person', 'median', 'slowest', 'extra', 'late'] as const

/** The file: one line per cell and rule, so that a change can be read. */
export const writeResults = (results: Results): string => {
  const quoted = (text: string | readonly unknown[]): string => JSON.stringify(text).replaceAll(',', ', ')
  const cells = Object.entries(results).map(([cell, byRule]) => {
    const lines = Object.entries(byRule).map(
      ([rule, summary]) => `      "${rule}": ${quoted(COLUMNS.map((column) => summary[column]))}`,
    )
    return `    "${cell}": {\n${lines.join(',\n')}\n    }`
  })
  return `{\n  "columns": ${quoted(COLUMNS)},\n  "cells": {\n${cells.join(',\n')}\n  }\n}\n`
}

/** @throws RangeError when the file has other columns: it was written by another version. */
export const readResults = (text: string): Results => {
  const { columns, cells }: { columns: string[]; cells: Record<string, Record<string, (number | null)[]>> } =
    JSON.parse(text)
  if (columns.join() !== COLUMNS.join()) throw new RangeError(`unknown columns ${columns.join()}`)
  const entries = Object.entries(cells).map(([cell, byRule]) => [
    cell,
    Object.fromEntries(Object.entries(byRule).map(([rule, figures]) => [rule, toSummary(figures)])),
  ])
  return Object.fromEntries(entries)
}

const toSummary = ([runs, rolledBack, person, median, slowest, extra, late]: (number | null)[]): Summary => ({
  runs: runs ?? 0,
  rolledBack: rolledBack ?? 0,
  person: person ?? 0,
  median: median ?? null,
  slowest: slowest ?? null,
  extra: extra ?? 0,
  late: late ?? 0,
})
