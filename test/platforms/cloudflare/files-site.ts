import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PlatformDefinition } from '../../../src/platforms/definition.ts'
import type { Platform } from '../../../src/platforms/platform.ts'
import { startTown, type Town } from './town.ts'

/** What the reader of the files needs of a store. */
export interface Reading {
  text(key: string): Promise<string | null>
  /** Takes away everything below a prefix. */
  drop(prefix: string): Promise<void>
}

/** An account with a store, and a service that reads the release in use, or the one its header names. */
export interface FilesSite extends Town {
  platform: Platform
  connect(keys?: Record<string, unknown>): Platform
  build(revision: string, files?: Readonly<Record<string, string | Buffer>>): Promise<void>
  url: string
}

/** Starts it. `keys` name the store; `reading` looks into it without the API. */
export const startFilesSite = async (
  definition: PlatformDefinition,
  keys: Record<string, unknown>,
  prepare: (town: Town) => Reading,
): Promise<FilesSite & { reading: Reading }> => {
  const town = await startTown()
  const reading = prepare(town)
  const reader = createServer(async (request, response) => {
    const named = request.headers['x-config-release']
    const id = named === undefined ? await reading.text('releases/current') : String(named)
    const found = id === null ? null : await reading.text(`releases/${id}/who.txt`)
    response
      .writeHead(found === null ? 404 : 200, found === null ? {} : { 'x-version': id ?? '' })
      .end(found ?? '')
  })
  reader.listen(0, '127.0.0.1')
  await once(reader, 'listening')
  const url = `http://127.0.0.1:${(reader.address() as AddressInfo).port}`
  const connect = (more: Record<string, unknown> = {}): Platform =>
    definition.connect(
      definition.options.parse({
        ...town.account, ...keys, directory: 'dist/{revision}', url, 'release-header': 'x-config-release', ...more,
      }), // biome-ignore format: one list
      town.context,
    )
  return {
    ...town,
    reading,
    url,
    connect,
    platform: connect(),
    build: (revision, files = { 'who.txt': revision }) =>
      town.write(
        Object.fromEntries(
          Object.entries(files).map(([path, content]) => [`dist/${revision}/${path}`, content]),
        ),
      ),
    close: async () => {
      reader.closeAllConnections()
      await new Promise((resolve) => reader.close(resolve))
      await town.close()
    },
  }
}
