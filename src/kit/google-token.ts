import { createSign } from 'node:crypto'
import { z } from 'zod'
import { ConfigError } from './errors.ts'
import type { Http, HttpAnswer } from './http.ts'

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'
const STS = 'https://sts.googleapis.com/v1/token'
const IAM = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts'
const OAUTH = 'https://oauth2.googleapis.com/token'
const DOCS = 'platforms/cloud-run.md#credentials'
/** A token is not used in the last minutes of its life. In milliseconds. */
const MARGIN = 5 * 60_000
const HOUR = 3_600_000

/** How this run proves to Google who it is: federation with GitHub's own token, or a secret. */
export interface GoogleLogin {
  /** `projects/N/locations/global/workloadIdentityPools/P/providers/X`. */
  provider?: string | undefined
  /** Address of the service account that federation ends in; undefined: the federated identity itself. */
  serviceAccount?: string | undefined
  /** Name of a secret with the JSON key of a service account, or with an access token. */
  credentials?: string | undefined
}

/** What the login needs from outside. */
export interface GoogleContext {
  http: Http
  secret(name: string): string
  /** GitHub's token about this run, for one audience. */
  identity(audience: string): Promise<string>
  /** Keeps a value obtained on the way out of every output. */
  hide(name: string, value: string): void
  /** Milliseconds since 1970. Default: the machine's clock. */
  now?: () => number
}

interface Token {
  value: string
  until: number
}

const stsShape = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().optional() })
const iamShape = z.object({ accessToken: z.string().min(1), expireTime: z.string() })
const keyShape = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(3).max(320),
  private_key: z.string().min(100).max(10_000),
  private_key_id: z.string().max(200).optional(),
})

/** Statuses that a person has to do something about. */
const REFUSALS = [200, 400, 401, 403, 404]

const refusal = (message: string, fix: string): ConfigError => new ConfigError({ message, fix, docs: DOCS })

const post = (http: Http, url: string, wish: { json?: unknown; body?: string; bearer?: string }) =>
  http.request({
    method: 'POST',
    url,
    ...(wish.json !== undefined && { json: wish.json }),
    ...(wish.body !== undefined && { body: wish.body }),
    headers: {
      ...(wish.body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(wish.bearer !== undefined && { authorization: `Bearer ${wish.bearer}` }),
    },
    // A token more changes nothing.
    retry: 'safe',
    accept: REFUSALS,
  })

/** https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token; sent without an Authorization header. */
const federate = async (provider: string, context: GoogleContext, now: number): Promise<Token> => {
  const subjectToken = await context.identity(`https://iam.googleapis.com/${provider}`)
  context.hide('the identity token of this run', subjectToken)
  const answer = await post(context.http, STS, {
    json: {
      grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
      audience: `//iam.googleapis.com/${provider}`,
      scope: SCOPE,
      requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
      subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
      subjectToken,
    },
  })
  if (answer.status !== 200)
    throw refusal(
      `Google does not accept the identity of this run (${answer.status})`,
      'workload-identity-provider: one that exists, whose attribute condition lets this repository and branch in',
    )
  return fromSts(answer, now)
}

const fromSts = (answer: HttpAnswer, now: number): Token => {
  const { access_token: value, expires_in: seconds = 3600 } = answer.json(stsShape)
  return { value, until: now + seconds * 1000 }
}

/** https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
const impersonate = async (account: string, own: Token, { http }: GoogleContext): Promise<Token> => {
  const url = `${IAM}/${encodeURIComponent(account)}:generateAccessToken`
  const answer = await post(http, url, { bearer: own.value, json: { scope: [SCOPE], lifetime: '3600s' } })
  if (answer.status !== 200)
    throw refusal(
      `Google does not let this run act as ${account} (${answer.status})`,
      'roles/iam.workloadIdentityUser on that service account, for the principal set of this repository',
    )
  const { accessToken, expireTime } = answer.json(iamShape)
  const until = Date.parse(expireTime)
  return { value: accessToken, until: Number.isNaN(until) ? own.until : until }
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** https://developers.google.com/identity/protocols/oauth2/service-account#httprest */
const fromKey = async (name: string, text: string, { http }: GoogleContext, now: number): Promise<Token> => {
  let key: z.output<typeof keyShape>
  let signature: string
  let claims: string
  try {
    key = keyShape.parse(JSON.parse(text))
    const issued = Math.floor(now / 1000)
    const header = { alg: 'RS256', typ: 'JWT', kid: key.private_key_id }
    const claim = { iss: key.client_email, scope: SCOPE, aud: OAUTH, iat: issued, exp: issued + 3600 }
    claims = `${base64url(header)}.${base64url(claim)}`
    signature = createSign('RSA-SHA256').update(claims).sign(key.private_key, 'base64url')
  } catch {
    throw refusal(
      `the secret ${name} is not the key of a service account`,
      'the whole JSON file that Google made, or an access token, or better: workload-identity-provider',
    )
  }
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: `${claims}.${signature}`,
  })
  const answer = await post(http, OAUTH, { body: form.toString() })
  if (answer.status !== 200)
    throw refusal(
      `Google does not accept the key in the secret ${name} (${answer.status})`,
      'a key that is not disabled or deleted, or better: workload-identity-provider',
    )
  return fromSts(answer, now)
}

const fromSecret = async (name: string, context: GoogleContext, now: number): Promise<Token> => {
  const text = context.secret(name).trim()
  if (text.startsWith('{')) return fromKey(name, text, context, now)
  if (/^[\x21-\x7e]+$/.test(text)) return { value: text, until: now + HOUR }
  throw refusal(
    `the secret ${name} holds characters that cannot be sent in a header`,
    'the JSON key of a service account, or an access token on one line',
  )
}

/**
 * Gives an access token for Google's APIs, made when first needed and again before it ends. Throws ConfigError for
 * what a person has to change, ProviderError when Google or GitHub does not answer.
 */
export const googleToken = (login: GoogleLogin, context: GoogleContext): (() => Promise<string>) => {
  const now = context.now ?? Date.now
  let held: Promise<Token> | undefined
  const make = async (): Promise<Token> => {
    const { provider, serviceAccount, credentials } = login
    const own =
      provider === undefined
        ? await fromSecret(credentials ?? '', context, now())
        : await federate(provider, context, now())
    context.hide('the access token of Google', own.value)
    if (provider === undefined || serviceAccount === undefined) return own
    const token = await impersonate(serviceAccount, own, context)
    context.hide('the access token of Google', token.value)
    return token
  }
  return async () => {
    const known = await held?.catch(() => undefined)
    if (known && known.until - MARGIN > now()) return known.value
    held = make()
    return (await held).value
  }
}
