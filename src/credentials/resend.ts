import { z } from 'zod'
import { askOnce, bearer, byPattern, REFUSED, WORKS } from './asking.ts'
import { defineCredential } from './definition.ts'

const domains = z.object({ data: z.array(z.object({ name: z.string(), status: z.string() })) })
const problem = z.object({ name: z.string() })

/** A key of Resend, and the domain that mail is sent from: https://resend.com/docs/api-reference/domains/list-domains . */
export const resend = defineCredential({
  type: 'resend',
  page: 'https://resend.com/api-keys and https://resend.com/domains',
  options: z.strictObject({
    domain: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/, 'must be a domain\nmail.example.com')
      .optional()
      .describe('Domain that must be verified, so that mail arrives.'),
  }),
  look: (value) => byPattern(value, /^re_[A-Za-z0-9_]{10,200}$/, 'a key that begins with re_'),
  ask: async (value, { http }, { domain }) => {
    const answer = await askOnce(http, { url: 'https://api.resend.com/domains', headers: bearer(value) })
    if (answer.status !== 200) {
      // A key for sending alone is known, and may not tell whether the domain is verified.
      const known =
        /"restricted_api_key"/.test(answer.text()) && answer.json(problem).name === 'restricted_api_key'
      if (!known) return REFUSED
      return domain === undefined
        ? WORKS
        : { state: 'too-narrow', lacks: ['read domains (full access)'], expires: null }
    }
    const { data } = answer.json(domains)
    const found = data.find(({ name }) => name === domain)
    if (domain === undefined || found?.status === 'verified') return WORKS
    const lacks = [found ? `a verified domain ${domain}` : `the domain ${domain}`]
    return { state: 'too-narrow', lacks, expires: null }
  },
})
