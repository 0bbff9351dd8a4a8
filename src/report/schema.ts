import { code, markdown } from './escape.ts'
import { plural } from './numbers.ts'

/** What a release will do to its database, as far as it is known before anything is done. */
export interface SchemaPreview {
  /** Kind of database. */
  type: string
  /** Files to be applied, in their order. */
  pending: readonly string[]
  wanted: 'required' | 'if-possible' | 'none'
  /** Null: nobody asked. */
  restorePoint: { id: string } | { id: null; reason: string } | null
}

/** Most files that are named. */
const FILES = 20

/** Whether a restore point comes before the first file, by kind of database: its name there, or why there is none. */
const sayPoint = ({ type, wanted, restorePoint }: SchemaPreview): string => {
  if (wanted === 'none') return 'No restore point is taken: the configuration asks for none.'
  if (restorePoint === null) return 'Whether a restore point can be taken was not found out.'
  if (restorePoint.id !== null)
    return `A restore point is taken first (${code(type)}), as ${code(restorePoint.id)} would be now.`
  const then =
    wanted === 'required' ? 'The configuration requires one.' : 'The configuration goes on without one.'
  return `**No restore point** (${code(type)}): ${markdown(restorePoint.reason)} ${then}`
}

/** The section of a start's summary about the database; empty where no file waits. */
export const summarizeSchema = (preview: SchemaPreview): string => {
  const { pending } = preview
  if (pending.length === 0) return ''
  const named = pending.slice(0, FILES).map((file) => `- ${code(file)}`)
  const rest = pending.length > FILES ? [`- and ${plural(pending.length - FILES, 'file')} more`] : []
  return [
    `### The database\n\n${plural(pending.length, 'migration')} will be applied, forward only. ${sayPoint(preview)}`,
    [...named, ...rest].join('\n'),
  ].join('\n\n')
}
