// As much of Terraform as the examples use, for machines without it. STATES: where states are kept, one per database.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const { STATES = '', PG_CONN_STR = '' } = process.env
const [folder = '', verb, ...args] = process.argv.slice(2)
const home = folder.replace(/^-chdir=/, '')
const file = join(STATES, `${createHash('sha256').update(PG_CONN_STR).digest('hex')}.json`)

const end = (message) => {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
if (PG_CONN_STR === '' || !existsSync(join(home, 'main.tf'))) end('Error: no configuration or no backend')
if (verb === 'init') mkdirSync(join(home, '.terraform'), { recursive: true })
else if (!existsSync(join(home, '.terraform'))) end('Error: Backend initialization required')
else if (verb === 'output') process.stdout.write(existsSync(file) ? readFileSync(file, 'utf8') : '{}')
else if (verb === 'apply') {
  const given = args.filter((_, index) => args[index - 1] === '-var').map((text) => text.split(/=(.*)/s))
  const { deploy_functions: on, release, releases } = Object.fromEntries(given)
  if (!args.includes('-auto-approve') || (on !== 'true' && on !== 'false')) end('Error: Invalid value')
  const output = (type, value) => ({ sensitive: false, type, value })
  const outputs = {
    release: output('string', release),
    releases: output('string', releases),
    schedules: output(['tuple', []], on === 'true' ? ['match-status'] : []),
  }
  mkdirSync(STATES, { recursive: true })
  writeFileSync(file, JSON.stringify(outputs))
} else end(`Terraform has no command named "${verb}".`)
