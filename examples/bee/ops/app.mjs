// The app on the web: built with Flutter, kept in a bucket of the project, one folder per release.
// `live/` is what people load. Whether it shows them mock or live data is a flag; see the README.
//
//   node ops/app.mjs <project> current | deploy <revision> <rollout> | can-roll-back <release> | rollback <release>
//                              address <release> <url>
//
// Prints one JSON value (docs/platforms/command.md); what flutter and rclone say goes to the error output.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'

const [project, verb, ...given] = process.argv.slice(2)
const BUCKET = ':s3:app'
/** What rclone ends with when a folder or a file is not there: https://rclone.org/docs/#exit-code . */
const NOT_THERE = [3, 4]

const fail = (message, status = 1) => {
  process.stderr.write(`${message}\n`)
  process.exit(status)
}

const run = (program, args, { input, allowed = [] } = {}) => {
  const ended = spawnSync(program, args, {
    env: {
      ...process.env,
      // Supabase Storage speaks S3: https://supabase.com/docs/guides/storage/s3/authentication .
      RCLONE_S3_PROVIDER: 'Other',
      RCLONE_S3_ENDPOINT: `https://${project}.storage.supabase.co/storage/v1/s3`,
      RCLONE_S3_ACCESS_KEY_ID: process.env.SLUICE_SECRET_1,
      RCLONE_S3_SECRET_ACCESS_KEY: process.env.SLUICE_SECRET_2,
    },
    encoding: 'utf8',
    input: input ?? '',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (ended.error) fail(`${program} cannot be started (${ended.error.code})`)
  process.stderr.write(ended.stderr)
  if (ended.status === 0) return ended.stdout
  if (allowed.includes(ended.status)) return null
  return fail(`${program} ${args[0]} ended with ${ended.status}`)
}

const read = (path) => {
  const text = run('rclone', ['cat', `${BUCKET}/${path}`], { allowed: NOT_THERE })
  return text === null ? null : JSON.parse(text)
}

const list = () => read('releases.json') ?? []

/** The truth is what people load, not what was noted. */
const live = () => read('live/release.json')

const isKept = (id) => read(`releases/${id}/release.json`)?.id === id

const serve = (id) => {
  run('rclone', ['sync', `${BUCKET}/releases/${id}`, `${BUCKET}/live`])
  if (live()?.id !== id) fail(`${id} was set, and something else is read`, 75)
}

const deploy = (revision, rollout) => {
  const id = `${revision.slice(0, 12)}.${createHash('sha256').update(rollout).digest('hex').slice(0, 8)}`
  const release = { id, revision, rollout }
  if (!isKept(id)) {
    // The flag alone decides later: what cannot read it shows mock data, as it always did.
    const defines = { PRODUCTION: 'true', USE_MOCK_DATA: 'true', SENTRY_RELEASE: `bee@${id}` }
    const given = Object.entries(defines).map(([name, value]) => `--dart-define=${name}=${value}`)
    run('flutter', ['build', 'web', '--release', ...given])
    // Goes up with the build; the list comes after it, so that nothing is listed that is not whole.
    writeFileSync('build/web/release.json', JSON.stringify(release))
    run('rclone', ['copy', 'build/web', `${BUCKET}/releases/${id}`])
  }
  const others = list().filter((one) => one.id !== id)
  run('rclone', ['rcat', `${BUCKET}/releases.json`], {
    input: JSON.stringify([release, ...others].slice(0, 20)),
  })
  if (live()?.id !== id) serve(id)
  return release
}

const VERBS = {
  current: () => {
    const now = live()
    const known = list()
    const releases = now === null || known.some(({ id }) => id === now.id) ? known : [now, ...known]
    return { weights: releases.map((release) => ({ release, weight: release.id === now?.id ? 100 : 0 })) }
  },
  deploy,
  'can-roll-back': (id) =>
    isKept(id) ? { possible: true } : { possible: false, reason: `the build of ${id} is not in the bucket` },
  rollback: (id) => {
    if (!isKept(id)) fail(`there is no build of ${id}`, 64)
    if (live()?.id !== id) serve(id)
    return { id }
  },
  address: (id, url) => {
    if (live()?.id !== id) fail(`${id} does not serve, and only what serves has an address`, 64)
    return { url, headers: {} }
  },
}

const act = VERBS[verb] ?? fail(`there is no ${verb}`, 64)
process.stdout.write(JSON.stringify(act(...given)))
