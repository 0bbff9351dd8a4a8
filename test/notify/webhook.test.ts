import { expect, test } from 'vitest'
import { webhook, webhookBody } from '../../src/notify/webhook.ts'
import { NOTICE, notifierConformance } from './conformance.ts'

notifierConformance({
  definition: webhook,
  options: { url: 'HOOK' },
  readable: (body) => JSON.stringify(body),
  // A receiver of JSON sees text.
  marked: () => '',
})

test('the body has the layout of the page', () => {
  expect(webhookBody(NOTICE)).toEqual({
    schema: 1,
    id: 'r-abcdef123456#12.k3f9a',
    kind: 'bumped',
    reminder: false,
    service: 'shop',
    environment: 'production',
    revision: 'v2',
    rollout: 'r-abcdef123456',
    weight: 25,
    step: 2,
    steps: 4,
    title: 'shop v2 in production: 25% of the traffic',
    text: 'Within its limits. Next: 25% (step 2 of 4).',
    next: 'Bakes until 2026-03-02T10:00:00Z, then 50% if the evidence allows it.',
    at: '2026-03-02T09:00:00.000Z',
    url: 'https://github.com/acme/shop/actions/runs/7',
  })
})
