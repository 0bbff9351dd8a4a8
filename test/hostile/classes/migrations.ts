import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { House } from '../house.ts'
import { type HostileCase, type HostileClass, mistake } from './case.ts'

/** A database that is the server of the house: whoever asks it is seen. */
const withDatabase = (house: House): void => {
  mkdirSync(join(house.workspace, 'migrations'))
  house.write('migrations/1_first.sql', 'create table a (id int);')
  house.configure((text) =>
    text.replace(
      'secrets:\n  - TEAM_TOKEN',
      'database: { type: postgres, url: DATABASE_URL, migrations: migrations, restore-point: if-possible }\nsecrets:\n  - TEAM_TOKEN\n  - DATABASE_URL',
    ),
  )
}

const folder = (what: string, fill: (house: House) => void, says: RegExp): HostileCase => ({
  what,
  prepare: (house) => {
    withDatabase(house)
    fill(house)
    house.server.server.on('connection', seen)
    connections = 0
  },
  act: (house) =>
    house.step('rollout', {
      inputs: { operation: 'start', revision: house.commit('next') },
      env: { DATABASE_URL: `postgres://app:pa55w0rd@127.0.0.1:${house.server.port}/shop` },
    }),
  expected: mistake(says),
  hidden: ['pa55w0rd', 'the-key-of-somebody-else'],
  proof: (house) => {
    house.server.server.off('connection', seen)
    if (connections > 0) throw new Error('the database was asked')
  },
})

let connections = 0
const seen = (): void => {
  connections += 1
}

/** What a folder of migrations can hold. */
export const migrations: HostileClass = {
  name: 'Migration folder',
  rule: 'every problem told, nothing outside read, the database not asked',
  cases: [
    folder(
      'a name without a version',
      ({ write }) => write('migrations/add_orders.sql', 'select 1'),
      /would never be applied/,
    ),
    folder(
      'a name with line breaks and words to the runner',
      ({ write }) => write('migrations/x\n::error::y.sql', 'select 1'),
      /would never be applied/,
    ),
    folder(
      'one version twice',
      ({ write }) => write('migrations/1_second.sql', 'select 1'),
      /version 1 is used twice/,
    ),
    folder(
      'an order that depends on who reads it',
      ({ write }) => {
        write('migrations/10_a.sql', 'select 1')
      },
      /no clear order/,
    ),
    folder(
      'UTF-16',
      ({ write }) => write('migrations/2_a.sql', Buffer.from('\ufeffselect 1', 'utf16le')),
      /UTF-16/,
    ),
    folder(
      'bytes that are no UTF-8',
      ({ write }) => write('migrations/2_a.sql', Buffer.from([0x73, 0xff, 0xfe, 0x3b])),
      /UTF-8/,
    ),
    folder('NUL', ({ write }) => write('migrations/2_a.sql', 'select 1;\0drop table a'), /NUL/),
    folder(
      'a link out of the repository',
      ({ workspace }) => {
        writeFileSync(join(workspace, '..', 'outside.sql'), 'the-key-of-somebody-else')
        symlinkSync(join(workspace, '..', 'outside.sql'), join(workspace, 'migrations', '2_a.sql'))
      },
      /leaves the repository/,
    ),
    folder(
      'a link to nothing',
      ({ workspace }) =>
        symlinkSync(join(workspace, 'nowhere.sql'), join(workspace, 'migrations', '2_a.sql')),
      /link to nothing/,
    ),
    folder('six megabytes', ({ write }) => write('migrations/2_a.sql', 'x'.repeat(6_000_000)), /more than/),
    folder(
      'a folder that climbs',
      (house) =>
        house.configure((text) => text.replace('migrations: migrations', "migrations: '../migrations'")),
      /repository|inside/,
    ),
  ],
  also: ['databases/folder', 'databases/scan', 'hostile/links', 'fuzz/texts'],
}
