import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { TOKEN } from '../../fakes/vendors/supabase-api.ts'
import { startProject } from './project.ts'

const CLI = fileURLToPath(new URL('../../oracles/node_modules/supabase/dist/supabase.js', import.meta.url))

/** A person's own machine: `supabase` is there, logged in, and its API is the stand-in. */
const openDesk = (url: string) => {
  if (!existsSync(CLI))
    throw new Error('The Supabase CLI is not installed. Run: npm ci --prefix test/oracles')
  const home = mkdtempSync(join(tmpdir(), 'sluice-supabase-'))
  mkdirSync(join(home, 'bin'))
  writeFileSync(join(home, 'bin/supabase'), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`, {
    mode: 0o755,
  })
  const profile = join(home, 'profile.yaml')
  const hosts = 'project_host: standin.test\npooler_host: standin.test'
  writeFileSync(profile, `name: standin\napi_url: ${url}\ndashboard_url: ${url}\n${hosts}\n`)
  const env = {
    PATH: [join(home, 'bin'), dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
    HOME: home,
    SUPABASE_PROFILE: profile,
    SUPABASE_ACCESS_TOKEN: TOKEN,
    SUPABASE_NO_UPDATE_NOTIFIER: '1',
    SUPABASE_NO_KEYRING: '1',
    DO_NOT_TRACK: '1',
  }
  const shell = (line: string, cwd: string): Promise<string> =>
    new Promise((resolve) => {
      execFile('/bin/sh', ['-c', line], { cwd, env }, (error, stdout, stderr) =>
        resolve(`${error ? `failed: ${error.message}\n` : ''}${stdout}${stderr}`),
      )
    })
  return { shell, close: () => rmSync(home, { recursive: true, force: true }) }
}

test('the way back that the summary names deploys the old commit, by the real Supabase CLI', async () => {
  const project = await startProject()
  const { api, platform, workspace } = project
  const desk = openDesk(api.url)
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.com', ...words], {
      cwd: workspace,
      encoding: 'utf8',
    })
  const commit = (text: string): string => {
    project.checkOut(text)
    git('add', '.')
    git('commit', '--quiet', '--message', text)
    return git('rev-parse', 'HEAD').trim()
  }
  try {
    git('init', '--quiet')
    const old = await platform.deploy({ revision: commit('v1'), rollout: 'r-1' })
    await platform.setWeight({ canary: old.id, baseline: null, weight: 100 })
    const fresh = await platform.deploy({ revision: commit('v2'), rollout: 'r-2' })
    await platform.setWeight({ canary: fresh.id, baseline: old.id, weight: 100 })
    expect(api.call('orders')).toContain('orders at v2.')
    expect(api.violations).toEqual([])

    api.ownClient = true
    const said = await desk.shell(platform.wayBackCommand(old.id), workspace)
    expect(said).not.toContain('failed')
    expect([api.call('orders'), api.call('billing')]).toEqual([
      expect.stringContaining('orders at v1.'),
      expect.stringContaining('billing at v1.'),
    ])
    // Deployed by hand: it is no release of ours any more, and nothing goes on over it.
    const serving = (await platform.current()).weights.filter(({ weight }) => weight > 0)
    expect(serving.map(({ release }) => release.rollout)).toEqual([null])
    expect(api.violations).toEqual([])
  } finally {
    desk.close()
    await project.close()
  }
}, 60_000)
