import { ENCODINGS } from './encodings.ts'

/** A secret that is sent through a journey in order to be looked for. */
export interface Canary {
  /** Name of its variable. */
  name: string
  /** What the step is given. */
  value: string
  /** What must be found nowhere: the parts of it that open something. */
  parts: readonly string[]
}

/** Shorter parts would be found by chance. */
const SHORTEST = 8

const canary = (name: string, value: string, parts: readonly string[] = []): Canary => ({
  name,
  value,
  parts: [...new Set([value, ...parts])].filter((part) => part.length >= SHORTEST),
})

const PASSWORD = `c4n'ry "P&ss<w>rd/+=\\#1ü`
const DSN_PASSWORD = 'dsn:c4nary/p@ss+word?x'
const KEY_LINES = ['MIIEcanaryAAA+first/line==', 'secondLineOfTheCanaryKey//++']
const SIGNING_KEY = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIC4naryLineOfTheSigningKey/+AAoGCCqGSM49AwEHoUQDQgAEx1
SecondC4naryLineOfTheSigningKey9f8e7d6c5b4a==
-----END EC PRIVATE KEY-----`
const SIGNATURE = 'Sf1KxwRJSMeKKF2QT4canaryMeJf36POk6yJV_adQssw5c'

/** A connection string to a server, with a password of marks that have to be encoded. */
export const dsnTo = (host: string): Canary =>
  canary('DATABASE_URL', `postgres://postgres:${encodeURIComponent(DSN_PASSWORD)}@${host}`, [DSN_PASSWORD])

/** One of every form in which teams keep secrets. */
export const CANARIES: readonly Canary[] = [
  canary('SMOKE_TOKEN', 'c4nary-Smoke_T0ken~x.y-9931'),
  canary('PANEL_PASSWORD', PASSWORD),
  canary('PROM_TOKEN', 'c4nary-prom-0d9f8e7a6b5c'),
  canary(
    'SERVICE_ACCOUNT',
    JSON.stringify({
      type: 'service_account',
      project_id: 'acme',
      private_key_id: 'c4nary7f3e9d0b8a6c5e4f',
      private_key: `-----BEGIN PRIVATE KEY-----\n${KEY_LINES.join('\n')}\n-----END PRIVATE KEY-----\n`,
      client_email: 'deploy@acme.iam.example',
    }),
    ['c4nary7f3e9d0b8a6c5e4f', ...KEY_LINES],
  ),
  canary('SESSION_JWT', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjNG5hcnkifQ.${SIGNATURE}`, [SIGNATURE]),
  canary('SIGNING_KEY', SIGNING_KEY, SIGNING_KEY.split('\n').slice(1, -1)),
]

/** A web address that is a credential: what must not show is its path. */
export const hookAt = (name: string, origin: string): Canary => ({
  ...canary(name, `${origin}/hooks/T0c4nary/B0${name.toLowerCase()}/x7c4naryTokenOfTheHook`),
  parts: [`/hooks/T0c4nary/B0${name.toLowerCase()}/x7c4naryTokenOfTheHook`, 'x7c4naryTokenOfTheHook'],
})

/**
 * Every place where a part of a canary stands: `sink: name as encoding`. Empty: nothing leaked. The runner's own
 * `::add-mask::` lines are how a secret is made known to it and have to be taken out of a log before.
 */
export const findCanaries = (
  sinks: Readonly<Record<string, string>>,
  canaries: readonly Canary[],
): string[] => {
  const needles = canaries.flatMap(({ name, parts }) =>
    parts.flatMap((part) =>
      Object.entries(ENCODINGS).map(([encoding, encode]) => ({ name, encoding, text: encode(part) })),
    ),
  )
  return Object.entries(sinks).flatMap(([sink, text]) =>
    needles
      .filter((needle) => text.includes(needle.text))
      .map(({ name, encoding }) => `${sink}: ${name} as ${encoding}`),
  )
}

/** A log as people see it: the runner takes these lines for itself. */
export const withoutMasks = (log: string): string => log.replace(/^::add-mask::.*$/gm, '')
