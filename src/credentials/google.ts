import { Buffer } from 'node:buffer'
import { createSign } from 'node:crypto'
import { z } from 'zod'
import { askOnce, bearer, good, REFUSED, WORKS } from './asking.ts'
import type { Look } from './credential.ts'
import { defineCredential } from './definition.ts'

const TOKENS = 'https://oauth2.googleapis.com/token'
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'
/** Seconds that the assertion lives. */
const LIFE = 300

const key = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(3).max(300),
  private_key: z.string().startsWith('-----BEGIN PRIVATE KEY-----').max(10_000),
})

const read = (value: string): z.output<typeof key> | null => {
  try {
    return key.parse(JSON.parse(value))
  } catch {
    return null
  }
}

const lookAt = (value: string): Look => {
  const wants = 'the JSON of a service account key; better is none at all, with OIDC'
  return read(value) ? good(wants) : { state: 'malformed', wants, expires: null }
}

/** https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests . Null: the key is none. */
const assertion = (account: z.output<typeof key>, now: number): string | null => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const seconds = Math.floor(now / 1000)
  const claims = { iss: account.client_email, scope: SCOPE, aud: TOKENS, iat: seconds, exp: seconds + LIFE }
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  try {
    return `${text}.${createSign('RSA-SHA256').update(text).sign(account.private_key).toString('base64url')}`
  } catch {
    return null
  }
}

const token = z.object({ access_token: z.string() })
const granted = z.object({ permissions: z.array(z.string()).default([]) })

/** A key of a service account of Google Cloud, and the permissions it must have in a project. */
export const google = defineCredential({
  type: 'google',
  page: ({ project }) => `https://console.cloud.google.com/iam-admin/iam?project=${project}`,
  options: z.strictObject({
    project: z
      .string()
      .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'must be the id of a project\nshop-prod')
      .describe('Project where the permissions must be.'),
    permissions: z
      .array(z.string().regex(/^[a-z]+\.[A-Za-z]+\.[A-Za-z]+$/, 'must be a permission\nrun.services.update'))
      .min(1)
      .max(50)
      .default(['run.services.get', 'run.services.update', 'run.revisions.list'])
      .describe('Permissions that the account must have.'),
  }),
  look: lookAt,
  ask: async (value, { http, now }, { project, permissions }) => {
    const account = read(value)
    const signed = account && assertion(account, now())
    if (!signed) return REFUSED
    const grant = await askOnce(http, {
      method: 'POST',
      url: TOKENS,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: signed,
      }).toString(),
    })
    if (grant.status !== 200) return REFUSED
    // Asks which of these it has, and changes nothing: https://cloud.google.com/resource-manager/reference/rest/v3/projects/testIamPermissions
    const answer = await askOnce(http, {
      method: 'POST',
      url: `https://cloudresourcemanager.googleapis.com/v3/projects/${project}:testIamPermissions`,
      headers: bearer(grant.json(token).access_token),
      json: { permissions },
    })
    const has = answer.status === 200 ? answer.json(granted).permissions : []
    const lacks = permissions.filter((each) => !has.includes(each))
    return lacks.length > 0 ? { state: 'too-narrow', lacks, expires: null } : WORKS
  },
})
