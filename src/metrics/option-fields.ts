import { z } from 'zod'
import { DURATION_PATTERN, formatDuration, parseDuration } from '../kit/grammar.ts'
import { blockedHost } from '../kit/http-address.ts'
import { SECRET_NAME } from '../kit/secret-name.ts'

const SECOND = 1000
/** One minute, hour and day in milliseconds. */
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A duration within bounds, in milliseconds. */
export const durationField = (least: number, most: number) =>
  z
    .string()
    .meta({ title: 'duration', pattern: DURATION_PATTERN })
    .transform((text, context): number => {
      const reading = parseDuration(text)
      if (reading.ok && reading.value >= least && reading.value <= most) return reading.value
      const message = reading.ok
        ? `out of range\n${formatDuration(least)} to ${formatDuration(most)}`
        : `${reading.message}\n${reading.fix}`
      context.issues.push({ code: 'custom', message, input: text })
      return z.NEVER
    })

/** The name of a secret, with the usual one as default. */
export const secretField = (usual: string) =>
  z
    .string()
    .meta({ title: 'secret name', pattern: SECRET_NAME })
    .refine((text) => new RegExp(SECRET_NAME).test(text), {
      error: `this is not the name of a secret\nits name on GitHub, such as ${usual}`,
    })
    .default(usual)

/** Text of a fixed form, with an example of it. */
export const textField = (title: string, pattern: string, example: string) =>
  z
    .string()
    .meta({ title, pattern })
    .refine((text) => new RegExp(pattern).test(text), { error: `this is not ${title}\n${example}` })

const addressProblem = (written: string): string | null => {
  if (/[\s\0-\x1f\x7f]/.test(written) || !URL.canParse(written)) return 'not an address\nhttps://...'
  const url = new URL(written)
  if (url.protocol !== 'https:') return 'must begin with https://\nhttps://'
  if (url.username !== '' || url.password !== '')
    return 'holds a user name or password\nthe address alone, and the secret under token'
  if (url.search !== '' || url.hash !== '' || url.pathname !== '/')
    return 'holds more than a host\nthe address up to its host'
  return blockedHost(url.hostname, { allowPrivate: true }) === 'metadata'
    ? 'is reserved or serves metadata of the machine\nthe address of the service'
    : null
}

/** Address of a service that may be hosted by the user: https and a host. */
export const hostField = (usual: string) =>
  z
    .string()
    .max(300)
    .superRefine((text, context) => {
      const problem = addressProblem(text)
      if (problem !== null) context.addIssue({ code: 'custom', message: problem })
    })
    .default(usual)

/** Stands for the id of a release in templates. */
export const RELEASE = '{release}'

/** How the vendor calls a release, with its id on the platform as a part: `shop@{release}`. */
export const releaseTemplateField = () =>
  z
    .string()
    .max(200)
    .refine((text) => text.split(RELEASE).length === 2, {
      error: `must hold ${RELEASE} once\nshop@${RELEASE}`,
    })
    .default(RELEASE)
