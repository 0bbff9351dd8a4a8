/**
 * Writes `schema/sluice.schema.json` and the tables of `docs/configuration.md` from the zod schemas. With `--check` it
 * writes nothing and exits with 1 when a file is not what it would write.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { argv, exit, stderr, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { jsonSchemaOf, schemaText } from '../src/config/json-schema.ts'
import { withTables } from '../src/config/reference.ts'
import { credentials } from '../src/credentials/registry.ts'
import { databases } from '../src/databases/registry.ts'
import { flagStores } from '../src/flags/registry.ts'
import { sources } from '../src/metrics/registry.ts'
import { notifiers } from '../src/notify/registry.ts'
import { platforms } from '../src/platforms/registry.ts'

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const read = (path: string): Promise<string> => readFile(at(path), 'utf8').catch(() => '')

const schema = await jsonSchemaOf({
  platforms,
  sources,
  databases,
  flags: flagStores,
  notifiers,
  credentials,
})
const page = await read('docs/configuration.md')
const wanted = {
  'schema/sluice.schema.json': schemaText(schema),
  'docs/configuration.md': withTables(page, schema),
}

let stale = false
for (const [path, text] of Object.entries(wanted)) {
  if ((await read(path)) === text) continue
  stale = true
  if (argv.includes('--check'))
    stderr.write(`${path} is not what scripts/schema.ts writes; run it and commit the result\n`)
  else {
    await writeFile(at(path), text)
    stdout.write(`wrote ${path}\n`)
  }
}
if (stale && argv.includes('--check')) exit(1)
