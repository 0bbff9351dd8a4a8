import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Backups, createBackups } from '../../src/databases/supabase/backups.ts'
import { supabaseOptions } from '../../src/databases/supabase.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import { PROJECT, type SupabaseApi, startSupabaseApi, TOKEN } from '../fakes/vendors/supabase-api.ts'

let api: SupabaseApi
let backups: Backups

beforeEach(async () => {
  api = await startSupabaseApi()
  const signal = new AbortController().signal
  backups = createBackups({ ref: PROJECT, token: TOKEN, signal, http: () => api.http() })
})

afterEach(async () => {
  expect(api.violations).toEqual([])
  await backups.close()
  await api.close()
})

const writes = (): number => api.requests.filter(({ method }) => method !== 'GET').length

describe('restore points of a Supabase project', () => {
  test('with point-in-time recovery the moment is the point, and nothing is made', async () => {
    api.backups.pitr = true
    const { id } = await backups.restorePoint('sluice-r-1')
    expect(id).toMatch(/^pitr:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(writes()).toBe(0)
  })

  test('else one is made, waited for, and found again by a second run', async () => {
    const name = 'sluice-r-0123456789-abcdef'
    const first = await backups.restorePoint(name)
    expect(first.id).toMatch(/^restore-point:[\w-]{1,20}$/)
    expect(await backups.restorePoint(name)).toEqual(first)
    expect(writes()).toBe(1)
  })

  test('asked only whether it could, it makes none', async () => {
    expect(await backups.restorePoint('sluice', { dryRun: true })).toEqual({ id: 'sluice' })
    expect(writes()).toBe(0)
  })

  test('one that fails is none, with the reason', async () => {
    api.restorePointEnds = 'FAILED'
    expect(await backups.restorePoint('r')).toEqual({
      id: null,
      reason: 'The restore point r could not be made.',
    })
  })

  test('daily backups are not a restore point', async () => {
    api.backups.walg = false
    api.backups.list = [{ id: 1, status: 'COMPLETED', inserted_at: '2026-11-21T00:00:00Z' }]
    expect(await backups.restorePoint('r')).toMatchObject({
      id: null,
      reason: expect.stringContaining('daily'),
    })
  })

  test('a permission that is missing is named', async () => {
    api.permissions.delete('backups_write')
    expect(await backups.restorePoint('r')).toMatchObject({
      id: null,
      reason: expect.stringContaining('backups_write'),
    })
  })

  test('a platform that does not answer is no reason to go on', async () => {
    api.faults.push({ when: () => true, applied: 'before', status: 503, times: 99 })
    await expect(backups.restorePoint('r')).rejects.toBeInstanceOf(ProviderError)
  })

  test('the keys are those of PostgreSQL, the project and the token', () => {
    const read = supabaseOptions.safeParse({ url: 'DATABASE_URL', project: 'SUPABASE_PROJECT_REF' })
    expect(read.data).toMatchObject({ token: 'SUPABASE_ACCESS_TOKEN', 'row-level-security': 'off' })
    expect(supabaseOptions.safeParse({ url: 'DATABASE_URL', project: 'shop' }).success).toBe(false)
  })
})
