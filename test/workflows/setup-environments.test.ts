import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type Api, planSetup, type Wish } from '../../scripts/setup-environments.ts'
import { ROOT } from '../actions/metadata.ts'
import { ensureEnvironment } from '../fakes/github/routes/environments.ts'
import type { GitHubStandIn } from '../fakes/github/server.ts'
import { withGitHub } from '../ledger/github.ts'

const WISH: Wish = {
  repository: 'acme/shop',
  environment: 'production',
  approvalEnvironment: 'production-approval',
  reviewers: ['grace'],
  preventSelfReview: true,
  tags: ['v*'],
}

const PEOPLE: Readonly<Record<string, number>> = { ada: 1, grace: 2 }

/** Calls as `gh api` makes them with the token of an administrator. People are known here: they are no part of a repository. */
const asAdmin = (github: GitHubStandIn): Api => {
  github.state.tokens.set('gho_admin', {
    login: 'ada',
    app: false,
    permissions: { actions: 'read', administration: 'write', metadata: 'read' },
  })
  return async (method, path, body) => {
    const login = /^\/users\/(\w+)$/.exec(path)?.[1]
    if (login !== undefined) return login in PEOPLE ? { id: PEOPLE[login] } : null
    const answer = await fetch(`${github.url}${path}`, {
      method,
      headers: { authorization: 'bearer gho_admin', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (answer.status === 404) return null
    if (!answer.ok) throw new Error(`${answer.status}`)
    return answer.json()
  }
}

const apply = async (api: Api, wish: Wish): Promise<string[]> => {
  const acts = await planSetup(api, wish)
  for (const { method, path, body } of acts) await api(method, path, body)
  return acts.map(({ text }) => text)
}

describe('setting up environments', () => {
  test('makes one for the secrets and one for people, and has nothing to do afterwards', () =>
    withGitHub(async (github) => {
      const api = asAdmin(github)
      expect(await apply(api, WISH)).toHaveLength(4)
      const [secrets, approval] = ['production', 'production-approval'].map((name) =>
        github.state.environments.get(name),
      )
      expect(secrets).toMatchObject({ reviewers: [], waitTimer: 0, branchPolicy: 'custom' })
      expect(secrets?.policies).toMatchObject([
        { name: 'main', type: 'branch' },
        { name: 'v*', type: 'tag' },
      ])
      expect(approval).toMatchObject({ reviewers: ['grace'], preventSelfReview: true, branchPolicy: 'all' })
      expect(await planSetup(api, WISH)).toEqual([])
    }))

  test('only looks until it is told to act', () =>
    withGitHub(async (github) => {
      await planSetup(asAdmin(github), WISH)
      expect(github.state.environments.size).toBe(0)
      expect(github.log.every(({ method }) => method === 'GET')).toBe(true)
    }))

  test('takes reviewers and timers away from the secrets, and says so', () =>
    withGitHub(async (github) => {
      Object.assign(ensureEnvironment(github.state, 'production'), { reviewers: ['ada'], waitTimer: 10 })
      const [first] = await apply(asAdmin(github), WISH)
      expect(first).toContain('are removed')
      expect(github.state.environments.get('production')).toMatchObject({ reviewers: [], waitTimer: 0 })
    }))

  test('changes reviewers that are others than wished', () =>
    withGitHub(async (github) => {
      const api = asAdmin(github)
      await apply(api, WISH)
      expect(await apply(api, { ...WISH, reviewers: ['ada', 'grace'] })).toHaveLength(1)
      expect(github.state.environments.get('production-approval')?.reviewers.sort()).toEqual(['ada', 'grace'])
    }))

  const refused: [string, Partial<Wish>, RegExp][] = [
    ['nobody may approve', { reviewers: [] }, /without reviewers/],
    ['a reviewer is unknown', { reviewers: ['nobody'] }, /no person nobody/],
    ['secrets and reviewers would share one', { approvalEnvironment: 'production' }, /must not be the one/],
    ['the repository cannot be seen', { repository: 'acme/other' }, /no repository/],
  ]
  test.each(refused)('refuses when %s, before anything is changed', (_why, more, text) =>
    withGitHub(async (github) => {
      await expect(planSetup(asAdmin(github), { ...WISH, ...more })).rejects.toThrow(text)
      expect(github.state.environments.size).toBe(0)
    }),
  )

  test('needs no second environment where approvals come by dispatch', () =>
    withGitHub(async (github) => {
      await apply(asAdmin(github), { ...WISH, approvalEnvironment: null, reviewers: [] })
      expect([...github.state.environments.keys()]).toEqual(['production'])
    }))
})

/** `gh api` as far as the script uses it, as a program of its own. */
const GH = `#!${process.execPath}
const [, , , , method, path] = process.argv
const ask = async (body) => {
  if (path.startsWith('/users/')) return console.log('{"id":2}')
  const headers = { authorization: 'bearer gho_admin', 'content-type': 'application/json' }
  const answer = await fetch(process.env.GH_URL + path, { method, headers, ...(body && { body }) })
  if (answer.ok) return console.log(await answer.text())
  console.error('gh: no (HTTP ' + answer.status + ')')
  process.exitCode = 1
}
let body = ''
process.stdin.on('data', (part) => (body += part)).on('end', () => ask(body))
`

describe('the command', () => {
  test('shows what it would do and changes nothing; with --apply it does that, and then finds nothing to do', () =>
    withGitHub(async (github) => {
      asAdmin(github)
      const folder = mkdtempSync(join(tmpdir(), 'sluice-gh-'))
      writeFileSync(join(folder, 'gh'), GH, { mode: 0o755 })
      const run = async (...more: string[]): Promise<string> => {
        const given = ['--repo', 'acme/shop', '--reviewer', 'grace', '--tag', 'v*', ...more]
        const script = join(ROOT, 'scripts', 'setup-environments.ts')
        const { stdout } = await promisify(execFile)(process.execPath, [script, ...given], {
          env: { PATH: folder, GH_URL: github.url },
        })
        return stdout
      }
      try {
        const shown = await run()
        expect(shown).toMatch(/PUT .*environments\/production /)
        expect(shown).toMatch(/Nothing was changed\. Run it again with --apply\.\n$/)
        expect(github.log.filter(({ method }) => method !== 'GET')).toEqual([])
        expect(await run('--apply')).toBe(
          shown.replace('Nothing was changed. Run it again with --apply.', 'Done.'),
        )
        expect(github.state.environments.get('production-approval')?.reviewers).toEqual(['grace'])
        expect(await run()).toBe('Everything is as it should be.\n')
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }))
})
