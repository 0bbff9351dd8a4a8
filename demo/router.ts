import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const hostFile = z.object({ adminUrl: z.url(), token: z.string() })
const status = z.object({
  releases: z.array(z.object({ id: z.string(), lastRoutedAt: z.number().nullable() })),
})

/** When the router last sent a new request to a release, milliseconds since 1970; 0 when it never did. */
export const readLastRouted = async (state: string, release: string): Promise<number> => {
  const { adminUrl, token } = hostFile.parse(JSON.parse(await readFile(join(state, 'host.json'), 'utf8')))
  const answer = await fetch(new URL('/status', adminUrl), { headers: { authorization: `Bearer ${token}` } })
  const { releases } = status.parse(await answer.json())
  return releases.find(({ id }) => id === release)?.lastRoutedAt ?? 0
}
