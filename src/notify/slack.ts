import { shorten } from '../kit/text.ts'
import type { NoticeKind } from '../rollout/notices.ts'
import { defineNotifier } from './definition.ts'
import type { Notice } from './notify.ts'
import { posting, postingOptions } from './posting.ts'

/** Slack's limits: 150 characters of a header, 3,000 of a section: https://docs.slack.dev/reference/block-kit/blocks */
const LIMITS = { header: 150, section: 3000 } as const

const SIGNS: Readonly<Record<NoticeKind, string>> = {
  started: ':large_blue_circle:',
  bumped: ':arrow_up:',
  'approval-asked': ':raised_hand:',
  held: ':warning:',
  aborted: ':octagonal_sign:',
  'rolled-back': ':leftwards_arrow_with_hook:',
  'rollback-failed': ':rotating_light:',
  promoted: ':white_check_mark:',
}

/**
 * Text for `mrkdwn`: the three characters that begin links, mentions and commands as Slack's page says, and those that
 * mark up broken by a space that nobody sees. https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`@#]|:(?=[a-z0-9_+-])/gi, (mark) => `${mark}\u200b`)

/** The blocks of a message; `text` is what a notification shows. */
export const slackBody = (notice: Notice) => {
  const { kind, reminder, title, text, next, url, weight, step, steps, rollout } = notice
  const again = reminder ? 'Still: ' : ''
  const facts = `${weight}%, step ${step} of ${steps}, ${escaped(rollout)}`
  const link = url === null ? '' : ` · <${url.replaceAll(/[<>|\s]/g, '')}|run>`
  return {
    text: shorten(escaped(`${again}${title}`), LIMITS.section),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: shorten(`${again}${title}`, LIMITS.header), emoji: false },
      },
      section(`${SIGNS[kind]} ${escaped(text)}`),
      section(`*Next:* ${escaped(next)}`),
      { type: 'context', elements: [{ type: 'mrkdwn', text: `${facts}${link}`, verbatim: true }] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  }
}

const section = (text: string) => ({
  type: 'section',
  text: { type: 'mrkdwn', text: shorten(text, LIMITS.section), verbatim: true },
})

/** Posts each notice to an incoming webhook of Slack, as blocks. */
export const slack = defineNotifier({
  type: 'slack',
  options: postingOptions,
  secrets: ({ url }) => [url],
  connect: (options, context) => {
    const post = posting('slack', options, context)
    return { type: 'slack', send: (notice) => post(slackBody(notice)) }
  },
})
