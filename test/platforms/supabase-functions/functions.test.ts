import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConfigError, ProviderError } from '../../../src/kit/errors.ts'
import type { ApiFault } from '../../fakes/vendors/supabase-api.ts'
import { ANON, deployAt, type Project, startProject } from './project.ts'

let project: Project

beforeEach(async () => {
  project = await startProject()
})

afterEach(async () => {
  expect(project.api.violations).toEqual([])
  await project.close()
})

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

const weights = async (): Promise<Record<string, number>> => {
  const { weights: list } = await project.connect().current()
  return Object.fromEntries(list.map(({ release, weight }) => [release.id, weight]))
}

const writes = (): string[] =>
  project.api.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)

describe('what is deployed', () => {
  test('every function of the folder serves with one write, and what they share goes with each', async () => {
    await deployAt(project, 'one', 'r-1')
    expect(project.api.call('orders')).toContain('orders at one.')
    expect(project.api.call('billing')).toContain('billing at one.')
    expect(project.api.call('billing')).toContain('supabase/functions/_shared/cors.ts')
    expect(project.api.call('billing')).not.toContain('orders at one')
    expect(writes().filter((line) => line.startsWith('PUT'))).toHaveLength(1)
  })

  test('settings come from config.toml, so that an open webhook stays open and everything else stays locked', async () => {
    project.write(
      'supabase/config.toml',
      '[api]\nport = 54321\n\n[functions.billing] # the webhook\nverify_jwt = false\nentrypoint = "./functions/billing/hook.ts"\nstatic_files = [\n  "./functions/billing/*.html",\n]\n[functions.off]\nenabled = false\n',
    )
    project.checkOut('one', ['orders', 'billing', 'off'])
    project.write('supabase/functions/billing/hook.ts', 'export {}')
    await project.platform.deploy({ revision: 'one', rollout: 'r-1' })
    expect(project.api.functions.get('billing')).toMatchObject({
      verify_jwt: false,
      entrypoint_path: expect.stringContaining('supabase/functions/billing/hook.ts'),
    })
    expect(project.api.functions.get('orders')?.verify_jwt).toBe(true)
    expect(project.api.functions.has('off')).toBe(false)
  })

  test.each([
    ['[functions.orders]\nverify_jwt = maybe', 'supabase/config.toml:2'],
    ['[functions.orders]\nverify_jwt = "false"', 'supabase/config.toml:2'],
    ['[functions]\norders = { verify_jwt = false }', 'supabase/config.toml:1'],
    ['functions.orders.verify_jwt = false', 'supabase/config.toml:1'],
    ['[functions.orders]\nstatic_files = ["a", b]', 'supabase/config.toml:2'],
  ])('a setting that cannot be read is refused before anything changes: %j', async (toml, at) => {
    project.write('supabase/config.toml', toml)
    const failure = await failureOf(deployAt(project, 'one', 'r-1'))
    expect(failure).toBeInstanceOf(ConfigError)
    expect((failure as ConfigError).problems[0]?.at).toBe(at)
    expect(writes()).toEqual([])
  })

  test('a function without entry point and an empty folder are refused with their place', async () => {
    project.checkOut('one', [])
    const empty = await failureOf(project.platform.deploy({ revision: 'one', rollout: 'r-1' }))
    expect((empty as ConfigError).message).toContain('no function in this folder')
    project.write('supabase/functions/hollow/readme.md', '')
    const hollow = await failureOf(project.platform.deploy({ revision: 'one', rollout: 'r-1' }))
    expect((hollow as ConfigError).problems[0]?.at).toBe('supabase/functions/hollow')
  })

  test('a working copy at another commit is refused', async () => {
    project.write('.git/HEAD', `${'a'.repeat(40)}\n`)
    const failure = await failureOf(deployAt(project, 'b'.repeat(40), 'r-1'))
    expect((failure as ConfigError).message).toContain('not at bbbb')
    expect(writes()).toEqual([])
  })
})

describe('the way back', () => {
  test('the old code comes back to the letter, with its lock and its entry point', async () => {
    project.write('supabase/config.toml', '[functions.billing]\nverify_jwt = false\n')
    const old = await deployAt(project, 'one', 'r-1')
    const before = project.api.functions.get('billing')
    project.write('supabase/config.toml', '')
    await deployAt(project, 'two', 'r-2')
    expect(project.api.call('billing')).toContain('at two')
    await project.connect().rollback(old.id)
    const after = project.api.functions.get('billing')
    expect(after?.code.equals(before?.code ?? Buffer.alloc(0))).toBe(true)
    expect(after).toMatchObject({ verify_jwt: false, entrypoint_path: before?.entrypoint_path })
    expect(project.api.functions.get('orders')?.verify_jwt).toBe(true)
  })

  test('needs nothing but the token: another machine without the repository can go back', async () => {
    const old = await deployAt(project, 'one', 'r-1')
    await deployAt(project, 'two', 'r-2')
    project.checkOut('elsewhere', [])
    const other = project.connect()
    expect(await other.canRollBack(old.id)).toEqual({ possible: true })
    await other.rollback(old.id)
    expect(project.api.call('orders')).toContain('at one')
  })

  test('functions that Sluice did not bring are a release as well, and can be put back', async () => {
    project.checkOut('one')
    project.api.deployByHand('orders', 'orders by hand')
    project.api.deployByHand('billing', 'billing by hand')
    project.api.deployByHand('other', 'not in the folder')
    const [found] = (await project.platform.current()).weights
    expect(found).toMatchObject({ weight: 100, release: { rollout: null, revision: 'unknown' } })
    const id = found?.release.id ?? ''
    expect(await project.platform.canRollBack(id)).toEqual({ possible: true })
    await deployAt(project, 'two', 'r-2')
    await project.connect().rollback(id)
    expect(project.api.call('orders')).toBe('orders by hand')
    expect(await weights()).toMatchObject({ [id]: 100 })
    expect(project.api.call('other')).toBe('not in the folder')
  })

  test('a function that the new release does not have stays for callers of the old one', async () => {
    const old = await deployAt(project, 'one', 'r-1')
    const next = await deployAt(project, 'two', 'r-2', ['orders'])
    expect(project.api.call('billing')).toContain('billing at one.')
    expect(await weights()).toEqual({ [next.id]: 100, [old.id]: 0 })
    await project.platform.rollback(old.id)
    expect(await weights()).toEqual({ [old.id]: 100 })
  })

  test('the first release leaves nothing behind', async () => {
    const first = await deployAt(project, 'one', 'r-1')
    await project.platform.setWeight({ canary: first.id, baseline: null, weight: 0 })
    expect(await weights()).toEqual({})
    expect(project.api.call('orders')).toBeNull()
  })

  test('only the newest copies are kept', async () => {
    for (const revision of ['one', 'two', 'three', 'four']) await deployAt(project, revision, `r-${revision}`)
    const kept = [...project.api.functions.values()].filter(({ name }) => name.includes(' kept '))
    expect(kept).toHaveLength(4)
    expect(Object.values(await weights())).toEqual([100, 0, 0])
    expect(kept.every(({ verify_jwt }) => verify_jwt)).toBe(true)
  })

  test('two folders of one project do not see each other', async () => {
    const here = await deployAt(project, 'one', 'r-1')
    project.write('other/functions/mail/index.ts', 'mail')
    const other = project.connect({ options: { folder: 'other/functions' } })
    expect((await other.current()).weights).toEqual([])
    const mail = await other.deploy({ revision: 'm', rollout: 'r-m' })
    expect((await other.current()).weights.map(({ release }) => release.id)).toEqual([mail.id])
    expect(await weights()).toEqual({ [here.id]: 100 })
  })
})

describe('when somebody else changes things', () => {
  test('one function overwritten by hand: the release no longer serves alone, and does not pass for whole', async () => {
    const one = await deployAt(project, 'one', 'r-1')
    project.api.deployByHand('orders', 'a hot fix')
    const seen = await weights()
    expect(seen[one.id]).toBe(50)
    expect(Object.keys(seen)).toHaveLength(2)
    expect(await project.platform.canRollBack(one.id)).toMatchObject({ possible: false })
  })

  test('code changed below the mark that the dashboard keeps is noticed by its hash', async () => {
    const one = await deployAt(project, 'one', 'r-1')
    const name = project.api.functions.get('orders')?.name ?? ''
    project.api.deployByHand('orders', 'edited in the dashboard')
    const changed = project.api.functions.get('orders')
    if (changed) changed.name = name
    expect((await weights())[one.id]).toBe(50)
  })

  test('a function that was deleted is missing, not someone else', async () => {
    const one = await deployAt(project, 'one', 'r-1')
    project.api.remove('orders')
    expect(await weights()).toEqual({ [one.id]: 50 })
    await deployAt(project, 'one', 'r-1')
    expect(await weights()).toEqual({ [one.id]: 100 })
  })

  test('a change in the middle of a deployment is not overwritten', async () => {
    await deployAt(project, 'one', 'r-1')
    project.api.faults.push({
      when: ({ method }) => {
        if (method !== 'PUT') return false
        project.api.deployByHand('orders', 'a hot fix')
        return true
      },
      applied: 'before',
      status: 503,
    })
    const failure = await failureOf(deployAt(project, 'two', 'r-2'))
    expect(failure).toBeInstanceOf(ProviderError)
    expect((failure as Error).message).toContain('orders was changed by somebody else')
    expect(project.api.call('orders')).toBe('a hot fix')
  })
})

describe('when the platform fails', () => {
  const onWrite = (part: string, fault: Omit<ApiFault, 'when'>): void => {
    project.api.faults.push({ when: ({ method, path }) => `${method} ${path}`.includes(part), ...fault })
  }

  test.each<[string, string, Omit<ApiFault, 'when'>]>([
    [
      '429 with Retry-After before the bundle',
      'POST',
      { applied: 'before', status: 429, headers: { 'retry-after': '1' } },
    ],
    [
      '429 with Retry-After before the switch',
      'PUT',
      { applied: 'before', status: 429, headers: { 'retry-after': '1' } },
    ],
    ['503 before the switch', 'PUT', { applied: 'before', status: 503 }],
    ['500 after the switch', 'PUT', { applied: 'after', status: 500 }],
    ['the answer of the switch is lost', 'PUT', { applied: 'after', status: 0 }],
    [
      'the answer of a copy is lost',
      'POST /v1/projects/abcdefghijklmnopqrst/functions',
      { applied: 'after', status: 0 },
    ],
    ['502 while reading', 'GET', { applied: 'before', status: 502, times: 2 }],
  ])('%s: the release serves all the same, once', async (_, part, fault) => {
    const old = await deployAt(project, 'one', 'r-1')
    onWrite(part, fault)
    const release = await deployAt(project, 'two', 'r-2')
    expect(await weights()).toEqual({ [release.id]: 100, [old.id]: 0 })
    expect(project.api.functions.size).toBe(4)
  })

  test('a list that lags behind is asked again before anything is claimed', async () => {
    await deployAt(project, 'one', 'r-1')
    project.api.faults.push({
      when: ({ method }) => {
        if (method === 'PUT') project.api.stale(2)
        return false
      },
      applied: 'before',
      status: 500,
    })
    const { id } = await deployAt(project, 'two', 'r-2')
    const lists = project.api.requests.slice(
      project.api.requests.findLastIndex(({ method }) => method === 'PUT'),
    )
    expect(lists.filter(({ path }) => path.endsWith('/functions')).length).toBeGreaterThan(3)
    expect((await weights())[id]).toBe(100)
  })

  test.each([
    ['POST', 'while bundling'],
    ['PUT', 'at the switch'],
    ['functions/orders/body', 'while copying'],
  ])('a run killed by a broken API (%s, %s) is finished by the next one', async (part) => {
    const old = await deployAt(project, 'one', 'r-1')
    onWrite(part, { applied: 'before', status: 500, times: 12 })
    expect(await failureOf(deployAt(project, 'two', 'r-2'))).toBeInstanceOf(ProviderError)
    expect((await weights())[old.id]).toBe(100)
    project.api.faults.length = 0
    const release = await deployAt(project, 'two', 'r-2')
    expect(await weights()).toEqual({ [release.id]: 100, [old.id]: 0 })
  })

  test('a rollback that breaks off half way is finished by the next one', async () => {
    const old = await deployAt(project, 'one', 'r-1')
    const next = await deployAt(project, 'two', 'r-2')
    onWrite('PATCH', { applied: 'after', status: 0, times: 12 })
    expect(await failureOf(project.platform.rollback(old.id))).toMatchObject({ effect: 'unknown' })
    expect((await weights())[next.id]).toBeLessThan(100)
    project.api.faults.length = 0
    await project.connect().rollback(old.id)
    expect((await weights())[old.id]).toBe(100)
    expect(project.api.call('billing')).toContain('at one')
  })

  test.each([
    [401, 'the access token is refused'],
    [402, 'the plan of the project allows no more functions'],
    [403, 'lacks the permission edge_functions_write'],
  ])('%i is a matter for a person', async (status, says) => {
    onWrite('POST', { applied: 'before', status, times: 99 })
    const failure = await failureOf(deployAt(project, 'one', 'r-1'))
    expect(failure).toBeInstanceOf(ConfigError)
    expect((failure as Error).message).toContain(says)
    expect(project.api.functions.size).toBe(0)
  })

  test('a token that may not read functions names the permission', async () => {
    project.api.permissions.delete('edge_functions_read')
    expect(((await failureOf(project.platform.current())) as Error).message).toContain('edge_functions_read')
  })
})

describe('secrets and addresses', () => {
  test('names of secrets are listed; their values go no further', async () => {
    project.api.secrets.push(
      { name: 'STRIPE_KEY', value: 'digest-or-worse' },
      { name: 'MAIL_KEY', value: 'x' },
    )
    expect(await project.platform.secretNames?.()).toEqual(['STRIPE_KEY', 'MAIL_KEY'])
  })

  test('a smoke test reaches the functions with the anon key', async () => {
    const platform = project.connect({ options: { 'anon-key': 'SUPABASE_ANON_KEY' } })
    const one = await deployAt(project, 'one', 'r-1')
    const { url, headers } = await platform.address(one.id)
    expect(new URL('/functions/v1/orders', url).href).toBe(
      'https://abcdefghijklmnopqrst.supabase.co/functions/v1/orders',
    )
    expect(headers).toEqual({ apikey: ANON, authorization: `Bearer ${ANON}` })
    expect(await failureOf(platform.address('something-else'))).toBeInstanceOf(ProviderError)
  })

  test('the project may be named by a secret, one per environment', async () => {
    const platform = project.connect({ options: { project: 'SUPABASE_PROJECT_REF' } })
    expect((await platform.current()).weights).toEqual([])
    const wrong = project.connect({
      options: { project: 'SUPABASE_PROJECT_REF' },
      secrets: { SUPABASE_PROJECT_REF: 'https://app.supabase.com' },
    })
    expect(await failureOf(wrong.current())).toBeInstanceOf(ConfigError)
  })

  test('the way back by hand checks the old commit out and deploys it with the CLI', () => {
    expect(project.platform.wayBackCommand('0123456789abcdef.aabbccddee')).toBe(
      "git checkout 0123456789abcdef -- 'supabase' && supabase functions deploy --use-api --yes --project-ref 'abcdefghijklmnopqrst' # '0123456789abcdef.aabbccddee'",
    )
  })
})
