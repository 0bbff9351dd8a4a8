import { defineNotifier } from './definition.ts'
import type { Notice } from './notify.ts'
import { posting, postingOptions } from './posting.ts'

/** Version of the body's layout. */
const SCHEMA = 1

/** The body: every field of a notice, with the moment as `2026-11-21T08:36:01.000Z`. */
export const webhookBody = ({ at, ...notice }: Notice) => ({
  schema: SCHEMA,
  ...notice,
  at: new Date(at).toISOString(),
})

/** Posts each notice as JSON. `x-sluice-id` is the same for the same event, so that a receiver can tell a repetition. */
export const webhook = defineNotifier({
  type: 'webhook',
  options: postingOptions,
  secrets: ({ url }) => [url],
  connect: (options, context) => {
    const post = posting('webhook', options, context)
    return { type: 'webhook', send: (notice) => post(webhookBody(notice), { 'x-sluice-id': notice.id }) }
  },
})
