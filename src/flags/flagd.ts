import { isAbsolute, relative, resolve, sep } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../kit/errors.ts'
import { defineFlags } from './definition.ts'
import { fileStore } from './flagd/file-store.ts'
import { flagInDocument } from './flagd/flag.ts'

const DOCS = 'flags/flagd.md'

/** Keys of a flag with `type: flagd`. */
export const flagdOptions = z.strictObject({
  file: z
    .string()
    .max(1000)
    .regex(/^[^\0-\x1f\x7f]+\.json$/, 'must be a JSON file, on one line\nflags/production.json')
    .describe('The document that flagd or an OpenFeature provider reads, from the root of the working copy.'),
})

/** The path of the document. Throws ConfigError when it lies outside the working copy. */
const pathOf = (file: string, workspace: string): string => {
  const path = resolve(workspace, file)
  const way = relative(workspace, path)
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
    throw new ConfigError({
      message: 'the flag document lies outside the working copy',
      at: 'file',
      fix: 'a file below the root of the repository',
      docs: DOCS,
    })
  return path
}

/** A JSON document that flagd and the OpenFeature providers made for it evaluate. */
export const flagd = defineFlags({
  type: 'flagd',
  options: flagdOptions,
  connect: (order, { workspace }) => {
    const { file } = order.options
    return flagInDocument(order, fileStore(pathOf(file, workspace)), {
      type: 'flagd',
      wayBackCommand: `set "state": "DISABLED" for "${order.key}" in ${file}`,
    })
  },
})
