// What calls the functions: schedules, webhooks, alerts. Terraform has them behind one switch, `deploy_functions`.
//
//   node ops/infra.mjs current | deploy <revision> <rollout> | rollback <release>
//
// Before the first release the switch is off, so the way back from that one is
// `terraform apply -var deploy_functions=false`; from a later one it is what the release before had.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'

const [verb, ...given] = process.argv.slice(2)
/** What serves where Terraform was never run. */
const BEFORE = { id: 'without-functions', revision: 'none', rollout: null, on: false }

const fail = (message, status = 1) => {
  process.stderr.write(`${message}\n`)
  process.exit(status)
}

const terraform = (...args) => {
  const ended = spawnSync('terraform', ['-chdir=infra', ...args], {
    // Its state is kept in the database, which also locks it while somebody writes.
    env: { ...process.env, PG_CONN_STR: process.env.DATABASE_URL, TF_IN_AUTOMATION: '1', TF_INPUT: '0' },
    encoding: 'utf8',
  })
  if (ended.error) fail(`terraform cannot be started (${ended.error.code})`)
  process.stderr.write(ended.stderr)
  if (ended.status !== 0) fail(`terraform ${args[0]} ended with ${ended.status}`)
  return ended.stdout
}

/** Releases, the newest first, with what the switch was; and which one is applied. */
const state = () => {
  const outputs = JSON.parse(terraform('output', '-json', '-no-color'))
  const releases = JSON.parse(outputs.releases?.value ?? JSON.stringify([BEFORE]))
  return { releases, now: outputs.release?.value ?? BEFORE.id }
}

const apply = ({ id, on }, releases) => {
  terraform(
    'apply',
    '-auto-approve',
    '-no-color',
    '-lock-timeout=60s',
    '-var',
    `deploy_functions=${on}`,
    '-var',
    `release=${id}`,
    '-var',
    `releases=${JSON.stringify(releases)}`,
  )
  if (state().now !== id) fail(`${id} was applied, and something else is read`, 75)
}

const shown = ({ on: _, ...release }) => release

const VERBS = {
  current: () => {
    const { releases, now } = state()
    return { weights: releases.map((one) => ({ release: shown(one), weight: one.id === now ? 100 : 0 })) }
  },
  deploy: (revision, rollout) => {
    const { releases, now } = state()
    const id = `${revision.slice(0, 12)}.${createHash('sha256').update(rollout).digest('hex').slice(0, 8)}`
    const found = releases.find((one) => one.id === id)
    const release = found ?? { id, revision, rollout, on: true }
    if (now !== id) apply(release, found ? releases : [release, ...releases].slice(0, 20))
    return shown(release)
  },
  rollback: (id) => {
    const { releases, now } = state()
    const found = releases.find((one) => one.id === id) ?? fail(`there is no release ${id}`, 64)
    if (now !== id) apply(found, releases)
    return { id }
  },
}

const act = VERBS[verb] ?? fail(`there is no ${verb}`, 64)
if (!existsSync('infra/.terraform')) terraform('init', '-no-color')
process.stdout.write(JSON.stringify(act(...given)))
