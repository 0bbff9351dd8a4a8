import { createHash } from 'node:crypto'

/** One file of a form. */
export interface FormFile {
  /** Relative path, as imports name it. */
  path: string
  content: Uint8Array
}

/** The body of a multipart form: a field `metadata`, and each file as a part `file` whose name is its path. */
export const writeForm = (
  metadata: string,
  files: readonly FormFile[],
): { contentType: string; body: Uint8Array } => {
  // A boundary that follows from the content: the same form twice is the same body.
  const hash = createHash('sha256').update(metadata)
  for (const { path, content } of files) hash.update(path).update(content)
  const boundary = `sluice-${hash.digest('hex').slice(0, 40)}`
  const part = (disposition: string, type: string, content: Uint8Array): Buffer =>
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\ncontent-type: ${type}\r\n\r\n`,
      ),
      content,
      Buffer.from('\r\n'),
    ])
  const quoted = (text: string): string =>
    text.replace(/["\r\n]/g, (character) => `%${character === '"' ? '22' : character === '\r' ? '0D' : '0A'}`)
  const parts = files.map(({ path, content }) =>
    part(`name="file"; filename="${quoted(path)}"`, 'application/octet-stream', content),
  )
  const body = Buffer.concat([
    part('name="metadata"', 'application/json', Buffer.from(metadata)),
    ...parts,
    Buffer.from(`--${boundary}--\r\n`),
  ])
  return { contentType: `multipart/form-data; boundary=${boundary}`, body }
}
