import { z } from 'zod'
import { SECRET_NAME } from '../../kit/secret-name.ts'

/** Name of a secret. */
export const secretField = (usual: string) =>
  z
    .string()
    .regex(new RegExp(SECRET_NAME), `this is not the name of a secret\nits name on GitHub, such as ${usual}`)

/** Key of the document: nothing that has to be encoded or quoted. */
export const documentField = () =>
  z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/,
      'this is not the key of a document\nflags/production.json',
    )
    .max(200)
    .default('flags.json')
    .describe('Key of the document: one for each service and environment.')

/**
 * Reads the document, switches one flag off, writes it back: on one line, with wrangler and the Node.js that it needs
 * anyway. Keys of flags hold no quotes, keys of documents nothing that a shell would read.
 */
export const switchOff = (read: string, write: string, flag: string): string =>
  `${read} | node -p 'd = JSON.parse(fs.readFileSync(0)); d.flags["${flag}"].state = "DISABLED"; JSON.stringify(d)' | ${write}`
