import { describe, expect, test } from 'vitest'
import { slack, slackBody } from '../../src/notify/slack.ts'
import { NOTICE, notifierConformance } from './conformance.ts'

notifierConformance({
  definition: slack,
  options: { url: 'HOOK' },
  readable: (body) => JSON.stringify(body),
  marked: (body) => {
    const { text, blocks } = body as ReturnType<typeof slackBody>
    return JSON.stringify([text, blocks.filter(({ type }) => type !== 'header')])
  },
})

describe('a message to Slack', () => {
  test('has a headline, the number, the next move, and where it stands', () => {
    const { blocks, text } = slackBody(NOTICE)
    expect(text).toBe('shop v2 in production: 25% of the traffic')
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'context'])
    expect(JSON.stringify(blocks)).toContain('<https://github.com/acme/shop/actions/runs/7|run>')
  })

  test('keeps within the limits of Slack', () => {
    const long = 'a & <b> '.repeat(2000)
    const { blocks } = slackBody({ ...NOTICE, title: long, text: long, next: long })
    const [header, first, second] = blocks as { text: { text: string } }[]
    expect(header?.text.text.length).toBeLessThanOrEqual(150)
    expect(first?.text.text.length).toBeLessThanOrEqual(3000)
    expect(second?.text.text.length).toBeLessThanOrEqual(3000)
  })

  test('has no link without a run', () => {
    expect(JSON.stringify(slackBody({ ...NOTICE, url: null }))).not.toContain('|run>')
  })
})
