import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ACCOUNT, TOKEN } from '../../fakes/vendors/cloudflare-api/server.ts'

const PROGRAM = fileURLToPath(new URL('../../oracles/node_modules/wrangler/bin/wrangler.js', import.meta.url))

/** What a program said, and how it ended. */
export interface Said {
  code: number | null
  output: string
}

/** The real wrangler, speaking to a stand-in as a person's own would speak to Cloudflare. */
export interface Wrangler {
  /** One line as a person types it, `npx wrangler` included. */
  shell(line: string): Promise<Said>
  run(...words: string[]): Promise<Said>
  close(): Promise<void>
}

/** Takes the real wrangler to an API. Throws where it is not installed. */
export const wranglerAt = async (api: string): Promise<Wrangler> => {
  if (!existsSync(PROGRAM)) throw new Error('wrangler is not installed. Run: npm ci --prefix test/oracles')
  const home = await mkdtemp(join(tmpdir(), 'sluice-wrangler-'))
  // `npx wrangler` finds the one of the working copy.
  await mkdir(join(home, 'node_modules', '.bin'), { recursive: true })
  await symlink(PROGRAM, join(home, 'node_modules', '.bin', 'wrangler'))
  const env = {
    PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
    HOME: home,
    CI: '1',
    NO_COLOR: '1',
    WRANGLER_SEND_METRICS: 'false',
    CLOUDFLARE_API_BASE_URL: api,
    CLOUDFLARE_API_TOKEN: TOKEN,
    CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
  }
  const start = (file: string, words: readonly string[]): Promise<Said> =>
    new Promise((resolve, reject) => {
      const child = spawn(file, words, { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
      let output = ''
      child.stdout.on('data', (chunk) => {
        output += String(chunk)
      })
      child.stderr.on('data', (chunk) => {
        output += String(chunk)
      })
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, output }))
    })
  return {
    shell: (line) => start('/bin/sh', ['-c', line]),
    run: (...words) => start(process.execPath, [PROGRAM, ...words]),
    close: () => rm(home, { recursive: true, force: true }),
  }
}
