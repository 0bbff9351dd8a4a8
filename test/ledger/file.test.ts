import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Holder, isProvenDead, type Machine, thisMachine } from '../../src/ledger/file/holder.ts'
import { folderOf } from '../../src/ledger/file/names.ts'
import { type FileLedgerOptions, fileLedger } from '../../src/ledger/file.ts'
import { virtualClock } from '../fakes/clock.ts'
import { ledgerConformance, type Store } from './conformance.ts'
import { A_COMMIT, eventText, idOf, rolloutRecord } from './records.ts'

const newDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), 'sluice-ledger-'))

const startFileStore = async (): Promise<Store> => {
  const directory = await newDirectory()
  const clock = virtualClock()
  let planted = 0
  return {
    clock,
    revision: A_COMMIT,
    open: () => fileLedger({ directory, run: '1001', now: clock.now }),
    plant: async (payload, service, environment) => {
      const folder = folderOf(service, environment)
      const key = `${folder}/${idOf('r', 900 + planted++)}`
      await mkdir(join(directory, 'records', folder), { recursive: true })
      const line = JSON.stringify({ createdAt: clock.now(), order: 1, record: payload })
      await writeFile(join(directory, 'records', `${key}.jsonl`), `${line}\n`)
      return key
    },
    remove: (key) => rm(join(directory, 'records', `${key}.jsonl`)),
    close: () => rm(directory, { recursive: true }),
  }
}

ledgerConformance('files', startFileStore)

describe('a ledger directory after a crash', () => {
  let directory: string
  const clock = virtualClock()
  const open = (more: Partial<FileLedgerOptions> = {}) => fileLedger({ directory, now: clock.now, ...more })
  const pathOf = (key: string) => join(directory, 'records', `${key}.jsonl`)
  beforeEach(async () => {
    directory = await newDirectory()
  })
  afterEach(() => rm(directory, { recursive: true }))

  const threeEvents = async (): Promise<string> => {
    const { key } = await open().create(rolloutRecord())
    for (const number of [1, 2, 3])
      await open().append(key, { text: eventText(number), outcome: 'in_progress' })
    return key
  }

  test('wherever the last line was torn, what was confirmed before it is read and the next event is kept', async () => {
    const key = await threeEvents()
    const whole = await readFile(pathOf(key), 'utf8')
    const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1
    for (let length = lastLine; length < whole.length; length += 7) {
      await writeFile(pathOf(key), whole)
      await truncate(pathOf(key), length)
      await open().append(key, { text: eventText(4), outcome: 'in_progress' })
      const texts = (await open().read(key))?.events.map(({ text }) => text)
      expect(texts).toEqual([eventText(1), eventText(2), eventText(4)])
    }
  })

  test('an event whose line break alone is missing was written, and is not written again', async () => {
    const key = await threeEvents()
    const whole = await readFile(pathOf(key), 'utf8')
    await truncate(pathOf(key), whole.length - 1)
    await open().append(key, { text: eventText(3), outcome: 'in_progress' })
    expect((await open().read(key))?.events).toHaveLength(3)
  })

  test('a line that somebody else wrote into a record is left out', async () => {
    const key = await threeEvents()
    const whole = await readFile(pathOf(key), 'utf8')
    const forged = JSON.stringify({ text: 'set 100%', outcome: 'success', at: 'yesterday', run: null })
    await writeFile(pathOf(key), `${whole}${forged}\nnot json\n{"__proto__":{"text":"x"}}\n`)
    expect((await open().read(key))?.events).toHaveLength(3)
  })

  test('a record that was only half created does not exist, and is created whole the next time', async () => {
    const { key } = await open().create(rolloutRecord())
    await rm(pathOf(key))
    await writeFile(join(dirname(pathOf(key)), '.left-behind.tmp'), '{"createdAt":17')
    expect((await open().list('shop', 'production')).entries).toEqual([])
    expect((await open().create(rolloutRecord())).key).toBe(key)
  })

  test('a file moved to another service is not believed there', async () => {
    const { key } = await open().create(rolloutRecord())
    const folder = folderOf('bank', 'production')
    await mkdir(join(directory, 'records', folder), { recursive: true })
    await writeFile(
      join(directory, 'records', folder, `${idOf('r', 1)}.jsonl`),
      await readFile(pathOf(key), 'utf8'),
    )
    const { entries, foreign } = await open().list('bank', 'production')
    expect(entries).toEqual([])
    expect(foreign).toEqual([{ key: `${folder}/${idOf('r', 1)}`, reason: 'not-ours' }])
  })

  test('two runs that create the same record at once both get the one that was stored', async () => {
    const entries = await Promise.all(Array.from({ length: 5 }, () => open().create(rolloutRecord())))
    expect(new Set(entries.map(({ key }) => key)).size).toBe(1)
    expect((await open().list('shop', 'production')).entries).toHaveLength(1)
  })

  test('no part of a write is left lying about', async () => {
    const key = await threeEvents()
    await open().exclusively('shop', async () => {})
    const names = await readdir(directory, { recursive: true })
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(names).toContain(join('records', `${key}.jsonl`))
  })
})

describe('the lock of a ledger directory', () => {
  let directory: string
  const open = (more: Partial<FileLedgerOptions> = {}) =>
    fileLedger({ directory, sleep: () => new Promise((resolve) => setImmediate(resolve)), ...more })
  beforeEach(async () => {
    directory = await newDirectory()
  })
  afterEach(() => rm(directory, { recursive: true }))

  const locksFolder = async (): Promise<string> => {
    const [name = ''] = await readdir(join(directory, 'locks'))
    return join(directory, 'locks', name)
  }

  test('of many who want it, one works at a time and all have their turn', async () => {
    let inside = 0
    let most = 0
    const work = async () => {
      inside++
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
    }
    await Promise.all(Array.from({ length: 8 }, () => open({ patience: 500_000 }).exclusively('shop', work)))
    expect(most).toBe(1)
  })

  test('locks of different names do not wait for each other', async () => {
    const both = await open().exclusively('shop', () => open().exclusively('bank', async () => 'both'))
    expect(both).toBe('both')
  })

  test('who waits too long is told who holds it, and has done nothing', async () => {
    let done = false
    const waiting = open().exclusively('shop', () =>
      open({ patience: 100 }).exclusively('shop', async () => {
        done = true
      }),
    )
    await expect(waiting).rejects.toMatchObject({ name: 'ProviderError', retryable: true })
    await expect(waiting).rejects.toThrow(`process ${process.pid}`)
    expect(done).toBe(false)
  })

  test('a holder killed with -9 is followed by the next', async () => {
    const module = new URL('../../src/ledger/file.ts', import.meta.url).href
    const script = `
      import { fileLedger } from ${JSON.stringify(module)}
      await fileLedger({ directory: process.argv[1] }).exclusively('shop', () => {
        process.stdout.write('held')
        return new Promise((resolve) => setTimeout(resolve, 600_000))
      })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script, directory])
    await once(child.stdout, 'data')
    await expect(open({ patience: 100 }).exclusively('shop', async () => 'mine')).rejects.toThrow(
      `process ${child.pid}`,
    )
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await open().exclusively('shop', async () => 'mine')).toBe('mine')
  })

  test.each([
    ['of nobody', ''],
    ['torn', '{"host":"build-1","pi'],
    ['of another form', '{"pid":1}'],
  ])('a claim that cannot be read blocks: %s', async (_what, content) => {
    await open().exclusively('shop', async () => {})
    await writeFile(join(await locksFolder(), '2'), content)
    await expect(open({ patience: 100 }).exclusively('shop', async () => {})).rejects.toThrow(
      'cannot be read',
    )
  })

  test('two who find the holder dead at the same time do not both win', async () => {
    await open().exclusively('shop', async () => {})
    const me = await thisMachine.me()
    const dead: Holder = { ...me, pid: 4_000_000, began: '1', nonce: 'gone' }
    await writeFile(join(await locksFolder(), '2'), JSON.stringify(dead))
    const machine: Machine = {
      ...thisMachine,
      alive: (pid) => (pid === dead.pid ? 'gone' : thisMachine.alive(pid)),
    }
    let inside = 0
    let most = 0
    const work = async () => {
      inside++
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
    }
    await Promise.all(
      Array.from({ length: 6 }, () => open({ machine, patience: 500_000 }).exclusively('shop', work)),
    )
    expect(most).toBe(1)
  })

  test('who looked too long, while others took the lock, released it and took it again, does not get it', async () => {
    await open().exclusively('shop', async () => {})
    const dead: Holder = { ...(await thisMachine.me()), pid: 4_000_000, began: '1', nonce: 'gone' }
    await writeFile(join(await locksFolder(), '2'), JSON.stringify(dead))
    const seesItDead: Machine = {
      ...thisMachine,
      alive: (pid) => (pid === dead.pid ? 'gone' : thisMachine.alive(pid)),
    }
    let release = () => {}
    let holding: Promise<unknown> = Promise.resolve()
    let asked = 0
    const slow: Machine = {
      ...seesItDead,
      me: async () => {
        asked++
        // Asked first for its own name, then while it judges the holder: here the others pass by.
        if (asked !== 2) return thisMachine.me()
        await open({ machine: seesItDead }).exclusively('shop', async () => {})
        await new Promise<void>((held) => {
          holding = open({ machine: seesItDead }).exclusively('shop', () => {
            held()
            return new Promise<void>((resolve) => {
              release = resolve
            })
          })
        })
        return thisMachine.me()
      },
    }
    let entered = false
    const late = open({ machine: slow, patience: 100 }).exclusively('shop', async () => {
      entered = true
    })
    await expect(late).rejects.toMatchObject({ name: 'ProviderError', retryable: true })
    expect(asked).toBeGreaterThan(1)
    expect(entered).toBe(false)
    release()
    await holding
    expect(await open().exclusively('shop', async () => 'free again')).toBe('free again')
  })
})

describe('a holder of the lock is taken for dead', () => {
  const here: Omit<Holder, 'nonce'> = {
    host: 'build-1',
    boot: 'boot-a',
    space: 'pid:[1]',
    pid: 10,
    began: '500',
  }
  const machine = (state: 'alive' | 'gone' | 'unknown', began: string | null): Machine => ({
    me: async () => here,
    alive: () => state,
    began: async () => began,
  })
  const holder: Holder = { ...here, pid: 77, began: '900', nonce: 'n' }

  test.each([
    ['when its process is gone', holder, machine('gone', null), true],
    ['when its number belongs to a later process', holder, machine('alive', '1200'), true],
    ['not while it lives', holder, machine('alive', '900'), false],
    ['not when the system will not say', holder, machine('unknown', null), false],
    [
      'not when the start of the process is unknown',
      { ...holder, began: null },
      machine('alive', '9'),
      false,
    ],
    ['not when it is on another host', { ...holder, host: 'build-2' }, machine('gone', null), false],
    ['not when the machine was started anew', { ...holder, boot: 'boot-b' }, machine('gone', null), false],
    ['not when it counts processes otherwise', { ...holder, space: 'pid:[2]' }, machine('gone', null), false],
    ['not when the machine cannot tell its start', { ...holder, boot: null }, machine('gone', null), false],
  ])('%s', async (_when, who, where, expected) => {
    expect(await isProvenDead(who, where)).toBe(expected)
  })
})
