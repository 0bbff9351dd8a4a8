import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MAX_FILE_BYTES, readMigrations } from '../../src/databases/folder.ts'
import { ConfigError, type Problem } from '../../src/kit/errors.ts'

const FOLDER = 'supabase/migrations'
let outside: string
let root: string

beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), 'sluice-folder-'))
  root = join(outside, 'repository')
  await mkdir(join(root, FOLDER), { recursive: true })
})

afterEach(() => rm(outside, { recursive: true, force: true }))

const put = (name: string, content: string | Buffer = 'select 1;'): Promise<void> =>
  writeFile(join(root, FOLDER, name), content)

const problems = async (folder = FOLDER): Promise<readonly Problem[]> => {
  const error = await readMigrations(root, folder).catch((thrown: unknown) => thrown)
  if (!(error instanceof ConfigError)) throw new Error('expected a ConfigError')
  return error.problems
}

describe('reading a migrations folder', () => {
  test('gives the files in the order of their versions, with version and name apart', async () => {
    await put('20260103_c.sql', 'select 3;')
    await put('20260101_a_b.sql', 'select 1;')
    await put('20260102_.sql', 'select 2;')
    expect(await readMigrations(root, FOLDER)).toEqual({
      migrations: [
        { version: '20260101', name: 'a_b', sql: 'select 1;' },
        { version: '20260102', name: '', sql: 'select 2;' },
        { version: '20260103', name: 'c', sql: 'select 3;' },
      ],
      notes: [],
    })
  })

  test('an empty folder is a folder without migrations', async () => {
    expect(await readMigrations(root, FOLDER)).toEqual({ migrations: [], notes: [] })
  })

  test('drops a byte order mark and keeps CRLF as it is', async () => {
    await put('1_a.sql', '\ufeffselect 1;\r\nselect 2;\r\n')
    const { migrations } = await readMigrations(root, FOLDER)
    expect(migrations[0]?.sql).toBe('select 1;\r\nselect 2;\r\n')
  })

  test('compares versions as text, as the Supabase CLI does, and says so where that surprises', async () => {
    await put('9_a.sql')
    await put('10_b.sql')
    const { migrations, notes } = await readMigrations(root, FOLDER)
    expect(migrations.map(({ version }) => version)).toEqual(['10', '9'])
    expect(notes).toMatchObject([{ file: '9_a.sql', message: expect.stringContaining('comes after 10') }])
    await put('8_c.sql')
    await put('100_d.sql')
    expect(await problems()).toMatchObject([{ message: expect.stringContaining('10 and 100') }])
  })

  test('leaves other things alone and lists them', async () => {
    await put('README.md')
    await put('20260101_a.sql')
    await mkdir(join(root, FOLDER, '20260102_folder.sql'))
    const { migrations, notes } = await readMigrations(root, FOLDER)
    expect(migrations).toHaveLength(1)
    expect(notes.map(({ file }) => file)).toEqual(['20260102_folder.sql', 'README.md'])
  })

  test('skips the first file of very old projects, as the CLI does', async () => {
    await put('20211208000000_init.sql')
    await put('20220101000000_a.sql')
    const { migrations, notes } = await readMigrations(root, FOLDER)
    expect(migrations.map(({ name }) => name)).toEqual(['a'])
    expect(notes).toMatchObject([{ file: '20211208000000_init.sql' }])
  })

  test('follows a link that stays in the repository', async () => {
    await writeFile(join(root, 'shared.sql'), 'select 7;')
    await symlink(join(root, 'shared.sql'), join(root, FOLDER, '1_a.sql'))
    expect((await readMigrations(root, FOLDER)).migrations[0]?.sql).toBe('select 7;')
  })
})

describe('refuses, with every problem at once', () => {
  test('bad names, doubled versions, links out of the repository, broken links, wrong encodings, too big files', async () => {
    await put('20260101_a.sql')
    await put('20260101_b.sql')
    await put('orders.sql')
    await put('20260102-c.SQL')
    await put('20260103_utf16.sql', Buffer.from('\ufeffselect 1;', 'utf16le'))
    await put('20260104_latin1.sql', Buffer.from("select '\xe9';", 'latin1'))
    await put('20260105_nul.sql', 'select 1;\0')
    await put('20260106_big.sql', Buffer.alloc(MAX_FILE_BYTES + 1, ' '))
    await writeFile(join(outside, 'secret.sql'), 'top secret')
    await symlink(join(outside, 'secret.sql'), join(root, FOLDER, '20260107_out.sql'))
    await symlink(join(outside, 'nothing.sql'), join(root, FOLDER, '20260108_gone.sql'))
    const found = await problems()
    expect(found.map(({ at, message }) => `${at}: ${message}`)).toEqual([
      expect.stringContaining('20260102-c.SQL: would never be applied'),
      expect.stringContaining('20260103_utf16.sql: is UTF-16'),
      expect.stringContaining('20260104_latin1.sql: is not UTF-8'),
      expect.stringContaining('20260105_nul.sql: holds NUL'),
      expect.stringContaining('20260106_big.sql: has more than'),
      expect.stringContaining('20260107_out.sql: is a link that leaves'),
      expect.stringContaining('20260108_gone.sql: is a link to nothing'),
      expect.stringContaining('orders.sql: would never be applied'),
      expect.stringContaining('version 20260101 is used twice'),
    ])
    for (const { fix } of found) expect(fix).toBeTruthy()
  })

  test.each(['../repository2', '/etc', 'supabase/../../x'])(
    'a folder outside the repository: %s',
    async (folder) => {
      expect(await problems(folder)).toMatchObject([
        { message: expect.stringContaining('inside the repository') },
      ])
    },
  )

  test('a folder that is a link out of the repository', async () => {
    await symlink(outside, join(root, 'linked'))
    expect(await problems('linked')).toMatchObject([
      { message: expect.stringContaining('inside the repository') },
    ])
  })

  test('a folder that is not there, or is a file', async () => {
    await writeFile(join(root, 'file'), '')
    for (const folder of ['none', 'file']) {
      expect(await problems(folder)).toMatchObject([{ message: 'there is no such migrations folder' }])
    }
  })

  test('two versions whose order the CLI itself cannot tell', async () => {
    await put('2026_a.sql')
    await put('20260101_b.sql')
    expect(await problems()).toMatchObject([{ message: expect.stringContaining('no clear order') }])
  })

  test('a file name that would write to the terminal is shown inert', async () => {
    await put('1\u001b[31m_\n.sql')
    const [problem] = await problems()
    expect(problem?.at).not.toMatch(/[\u0000-\u001f]/)
  })
})
