import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { registries } from '../../actions/registries.ts'
import { runCommand, type Tools } from '../../src/cli/main.ts'
import { columnsOf } from '../../src/report/terminal.ts'
import type { UsualTraffic } from '../../src/rollout/plan.ts'

const FILE = `version: 1
service: shop
secrets: [DATABASE_URL]
components:
  web: { platform: local, directory: "releases/{revision}", command: [node, server.js] }
database: { type: postgres, url: DATABASE_URL }
smoke:
  - { name: health, path: /healthz, expect: { status: 200 }, version: { json: /version } }
metrics:
  errors: { preset: http-errors, usual: { per-second: 12, bad: 1% } }
environments:
  production:
    steps:
      - { weight: 10%, bake: 1h, approval: true }
      - { weight: 50%, bake: 30m, at: "09:00 UTC" }
      - { weight: 100%, bake: 30m }
  staging:
    steps: [{ weight: 100%, bake: 10m }]
`

/** Steps without a schedule, so that the platform's own history reaches back far enough. */
const PLAIN = FILE.replace(', at: "09:00 UTC"', '')

const folders: string[] = []

const folderWith = async (files: Record<string, string>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-cli-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

interface Given {
  files?: Record<string, string>
  recorded?: readonly UsualTraffic[]
  width?: number
  explain?: Tools['explain']
}

const run = async (words: string, { files, recorded = [], width = 90, explain }: Given = {}) => {
  const migration = { 'supabase/migrations/20260101000000_first.sql': 'create table orders (id int);' }
  const root = await folderWith({ '.github/sluice.yml': PLAIN, ...migration, ...files })
  let out = ''
  let err = ''
  const code = await runCommand(
    words.split(' ').filter((word) => word !== ''),
    {
      root,
      width,
      colour: false,
      now: () => Date.UTC(2026, 10, 23, 9),
      out: (text) => (out += text),
      err: (text) => (err += text),
    },
    {
      registries,
      version: '1.2.3',
      recordedTraffic: async () => recorded,
      explain: explain ?? (async () => 0),
    },
  )
  return { code, out, err }
}

describe('sluice plan', () => {
  test('tells the gates, the steps with dates, what platforms are asked, the way back and the cost', async () => {
    const { code, out } = await run('plan -e production')
    expect(code).toBe(0)
    for (const part of [
      'shop → production',
      'secret check      DATABASE_URL',
      'approval          a person, before step 1',
      'migrate           pending files of supabase/migrations; restore point: if-possible',
      'deploy web        local: the release at 0%, seen by nobody',
      '10%  from 2026-11-23T09:00:00Z, bakes 1h  after an approval',
      'web (local): 10% to the new release, 90% to the old one',
      '50%  from 2026-11-23T10:00:00Z, bakes 30m',
      'promoted at the earliest 2026-11-23T11:00:00Z',
      'at most 5% more bad than the old release in the same',
      'finds a doubled rate of errors',
      'safe, as far as the files tell',
      'traffic is pointed at the old release, one write',
      'runner minutes',
    ])
      expect(out).toContain(part)
  })

  test('tells whom flags let in at each step: cohort, regions, features', async () => {
    const file = `version: 1
service: shop
components:
  api: { platform: local, directory: "releases/{revision}", command: [node, api.js], exposure: full }
  web: { platform: local, directory: "releases/{revision}", command: [node, server.js], exposure: flag:launch }
flags:
  launch: { type: flagd, file: flags.json }
  search: { type: flagd, file: flags.json }
environments:
  production:
    steps:
      - { weight: 10%, bake: 1h, cohort: insiders }
      - { weight: 50%, bake: 30m, regions: [US, CA], features: [search] }
      - { weight: 100%, bake: 30m }
`
    const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')
    const files = { '.github/sluice.yml': file }
    const parts = [
      'flags let in 10% of cohort insiders: web (flag launch)',
      'flags let in 50% of all users in US, CA: web (flag launch), feature search',
      'flags let in 100% of all users: web (flag launch), feature search',
      'reached by nobody while the flag launch is off; if it is on already, the release is refused',
      'flags that this release led (launch, search): off, first of all',
    ]
    for (const words of ['plan', 'plan --markdown']) {
      const { out } = await run(words, { files })
      for (const part of parts) expect(flat(out)).toContain(part)
    }
    files['.github/sluice.yml'] = file.replace('flag:launch }', 'flag:launch, when-on: full }')
    expect(flat((await run('plan', { files })).out)).toContain('if it is on already, in use at once')
  })

  test.each([70, 80, 110])('keeps within %i columns', async (width) => {
    const { out } = await run('plan', { width })
    const wide = out.split('\n').filter((line) => columnsOf(line) > width && !line.includes('from 2026'))
    expect(wide).toEqual([])
  })

  test('prints the same as a job summary', async () => {
    const { out } = await run('plan --markdown')
    expect(out).toMatch(/^🗺️ \*\*shop → production\*\*: 3 step\(s\)/)
    expect(out).toContain('### What the steps can see')
    expect(out).not.toContain('\x1b')
  })

  test('takes the traffic from its words first, then from the record, then from the file', async () => {
    const recorded = [{ metric: 'errors', perSecond: 300, rate: 0.01 }]
    expect((await run('plan')).out).toContain('At 12 requests/s')
    expect((await run('plan --ledger file:x', { recorded })).out).toContain('At 300 requests/s')
    const { out } = await run('plan --ledger file:x -t errors=90/min@0.5%', { recorded })
    expect(out).toContain('At 1.5 requests/s')
    expect(out).toContain('Traffic: as given, else as the last promoted rollout recorded it')
  })

  test('without any traffic says what to write', async () => {
    const file = PLAIN.replace(', usual: { per-second: 12, bad: 1% }', '')
    const { out, code } = await run('plan', { files: { '.github/sluice.yml': file } })
    expect(code).toBe(0)
    expect(out).toContain('Nothing is known of the traffic: write `usual` below the metrics')
  })

  test('says of migrations that the old release cannot live with that they decide the way back', async () => {
    const files = { 'supabase/migrations/20260102000000_drop.sql': 'drop table customers;' }
    const { out } = await run('plan', { files })
    expect(out).toContain('known when it starts')
    expect(out).toContain('migration 20260102000000, line 1')
  })

  test('refuses what a start would refuse, with the reason and the alternative', async () => {
    const { code, err } = await run('plan', { files: { '.github/sluice.yml': FILE } })
    expect(code).toBe(2)
    expect(err).toContain('local looks back 6h only')
    expect(err).toContain('write: ')
  })

  test('begins when it is told to', async () => {
    const { out } = await run('plan -e staging --at 2027-01-01T00:00:00Z')
    expect(out).toContain('promoted at the earliest 2027-01-01T00:10:00Z')
  })
})

describe('sluice simulate', () => {
  test('ends with 0 where every world ends as it should', async () => {
    const { code, out } = await run('simulate --runs 20 -s healthy -s x5 -s no-traffic')
    expect(code).toBe(0)
    expect(out.split('\n').filter((line) => line.endsWith(' ok'))).toHaveLength(3)
  })

  test('ends with 1 where harm would be missed', async () => {
    const { code, out } = await run('simulate --runs 10 -s x5 -t errors=1/min@1%')
    expect(code).toBe(1)
    expect(out).toContain('FAULT: found in')
    expect((await run('simulate --runs 10 -s x5 -t errors=1/min@1% --must-find none')).code).toBe(0)
  })

  test('tells one rollout look by look', async () => {
    const { out } = await run('simulate --runs 1 -s everything-fails --timeline')
    expect(out).toContain('goes back: circuit-breaker')
  })

  test('plays recorded metrics', async () => {
    const slices = Array.from({ length: 40 }, (_, index) => ({
      from: index * 300_000,
      to: (index + 1) * 300_000,
      canary: { n: 3000, x: 30 },
      baseline: null,
    }))
    const record = { schema: 1, of: 'live', name: 'last week', histories: [{ metric: 'errors', slices }] }
    const files = { 'record.json': JSON.stringify(record), 'other.json': '{}' }
    const { code, out } = await run('simulate --runs 10 -s healthy --recorded record.json', { files })
    expect(code).toBe(0)
    expect(out).toMatch(/^recorded .* ok$/m)
    expect(await run('simulate --recorded other.json', { files })).toMatchObject({ code: 2 })
    expect(await run('simulate --recorded none.json', { files })).toMatchObject({ code: 2 })
  })
})

describe('sluice explain', () => {
  test('hands its words to the action, which has the sources', async () => {
    let asked: Readonly<Record<string, string>> = {}
    const explain: Tools['explain'] = async (inputs) => {
      asked = inputs
      return 1
    }
    const words = 'explain -e production --at 2026-11-23T10:00:00Z --rollout-id r-1 --ledger file:l'
    expect(await run(words, { explain })).toMatchObject({ code: 1 })
    expect(asked).toEqual({
      config: '.github/sluice.yml',
      environment: 'production',
      ledger: 'file:l',
      at: '2026-11-23T10:00:00Z',
      'rollout-id': 'r-1',
    })
  })
})

describe('words that cannot be', () => {
  test.each([
    ['roll', 'there is no command roll'],
    ['plan production', 'production is one word too many'],
    ['plan --environmint x', 'Unknown option'],
    ['plan -e beta', 'no environment of that name'],
    ['plan -c nowhere.yml', 'there is no configuration at nowhere.yml'],
    ['plan -t errors=often', 'cannot be read'],
    ['plan -t errors=1/s@101%', 'cannot be read'],
    ['plan --at tomorrow', 'no moment in UTC'],
    ['simulate -s x7', 'there is no scenario x7'],
    ['simulate --runs 0', 'cannot be 0'],
    ['simulate --runs many', 'cannot be NaN'],
  ])('%s: exit code 2, with what to write', async (words, message) => {
    const { code, err, out } = await run(words)
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(out).toBe('')
  })

  test('help and version need no files', async () => {
    expect((await run('help')).out).toContain('sluice <command> [options]')
    expect((await run('')).code).toBe(0)
    expect((await run('--version')).out).toBe('1.2.3\n')
  })
})
