import { type HostileCase, type HostileClass, mistake, refused, step } from './case.ts'

const check = (value: string, more: Record<string, string> = {}) =>
  step('secret-check', { ask: 'false' }, { env: { TEAM_TOKEN: value, ...more } })

const asked = (what: string, value: string, state: string): HostileCase => ({
  what,
  act: check(value),
  expected: refused('missing-secrets', new RegExp(`TEAM.?_TOKEN is ${state}`)),
})

const withSecrets = (entries: string) => (text: string) =>
  text.replace('  - TEAM_TOKEN\nsmoke', `  - TEAM_TOKEN\n${entries}smoke`)

const BROKEN_URL = 'postgres//shop:pa55w0rd-of-the-shop@db.example/shop'
const BROKEN_LINE = 'tok-first-half-4711\ntok-second-half-4712'

/** What people paste where a secret belongs. */
export const secrets: HostileClass = {
  name: 'Secrets',
  rule: 'named before anything is asked, all at once, never shown',
  cases: [
    asked('an empty text, as GitHub hands over a secret that is not there', '', 'missing'),
    asked('blanks', '   ', 'blank'),
    asked('a line break', '\n', 'blank'),
    asked('the placeholder of an example', '<token>', 'placeholder'),
    asked('"changeme"', 'changeme', 'placeholder'),
    {
      ...asked('a key with a line break inside', BROKEN_LINE, 'malformed'),
      hidden: BROKEN_LINE.split('\n'),
    },
    {
      what: 'a connection string that is none, and two secrets that are missing',
      prepare: (house) =>
        house.configure(withSecrets('  - { name: DATABASE_URL, format: url }\n  - OTHER_TOKEN\n')),
      act: check('', { DATABASE_URL: BROKEN_URL }),
      expected: refused(
        'missing-secrets',
        /TEAM_TOKEN is missing(?=[\s\S]*DATABASE_URL is malformed)(?=[\s\S]*OTHER_TOKEN is missing)/,
      ),
      hidden: [BROKEN_URL, 'pa55w0rd-of-the-shop'],
    },
    {
      what: 'a gate that is to act without its secret',
      from: 'deployed',
      act: step('rollout', { operation: 'advance' }, { env: { TEAM_TOKEN: ' \n' } }),
      expected: mistake(/the secret TEAM_TOKEN did not reach this action/),
    },
    {
      what: 'a token for GitHub with a line break inside',
      act: step('rollout', { operation: 'start', 'github-token': BROKEN_LINE }),
      expected: mistake(/github-token/),
      hidden: BROKEN_LINE.split('\n'),
    },
  ],
  also: ['gates/check-secrets', 'kit/redact', 'canary/journey'],
}
