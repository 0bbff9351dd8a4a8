import type { Refusal, Story } from '../../src/report/story.ts'
import { refused, rolledBack } from './stories.ts'

/** What people might name things so that a report does something other than show it. */
export const HOSTILE: readonly (readonly [what: string, text: string])[] = [
  ['an HTML tag', '<script>alert(1)</script>'],
  ['an HTML attribute', '" onmouseover="alert(1)" x="'],
  ['an attribute in single quotes', "' onload='alert(1)"],
  ['an entity', '&lt;img src=x onerror=alert(1)&gt;'],
  ['the end of a folded part', '</details></svg></style>--><h1>free</h1>'],
  ['a Markdown link', '[click](https://evil.example/x)'],
  ['a Markdown image', '![x](https://evil.example/x.png)'],
  ['a bare link', 'https://evil.example/x and www.evil.example'],
  ['a mail link', 'mailto:root@evil.example'],
  ['a mention', '@octocat and @org/team'],
  ['a reference', '#1 GH-2 owner/repo#3'],
  ['emphasis', '**bold** _soft_ ~~gone~~'],
  ['a new table row', 'a | b\n| --- | --- |\n| c | d |'],
  ['a heading on a line of its own', 'x\n# Heading\n- item\n1. one'],
  ['a code span', '`code` ``more`` ```fence```'],
  ['a fence on a line of its own', 'x\n```\n</details>\n@octocat\n```\n# free'],
  ['a longer fence', '``````\nout\n``````'],
  ['a formula', '$$\\href{javascript:alert(1)}{x}$$ $a$'],
  ['an emoji code', ':tada: :+1:'],
  [
    'colours of a terminal',
    '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  ],
  ['cursor moves', '\u001b[2J\u001b[1;1H\u009b5A\rback\b\b'],
  ['reversed reading order', '\u202egpj.exe\u202c \u2066x\u2069 \u200f'],
  ['invisible characters', 'a\u200bb\u00adc\ufeffd\u{e0041}'],
  ['a broken surrogate', 'x\ud800y'],
  ['line separators', 'a\u2028b\u2029c\u0085d\u000be'],
  ['a diagram command', 'x\n  click s1 href "https://evil.example"\n%%{init: {}}%%'],
  ['a very long word', 'w'.repeat(200_000)],
]

/** The story of a rollback with this text in every place where foreign text can stand. */
export const storyNaming = (text: string): Story => {
  const story = rolledBack()
  const { record, state } = story
  return {
    ...story,
    record: {
      ...record,
      id: text,
      service: text,
      environment: text,
      revision: text,
      requester: text,
      plan: {
        ...record.plan,
        steps: record.plan.steps.map((step, i) => (i === 3 ? { ...step, at: text } : step)),
      },
      judgement: {
        ...record.judgement,
        tests: record.judgement.tests.map((t, i) => ({ ...t, name: `${text}${i}` })),
      },
      components: record.components.map((component) => ({
        ...component,
        name: text,
        platform: text,
        baseline: text,
        wayBackCommand: text,
      })),
    },
    state: {
      ...state,
      deployed: { [text]: `${text}-new` },
      story: state.story.map((event, i) =>
        i === 0 ? { ...event, happening: { kind: 'approved', step: 1, by: text } } : event,
      ),
    },
    decision: {
      decision: 'abort',
      reason: 'evidence-of-harm',
      message: text,
      requeueAt: null,
      person: false,
    },
    wayBack: { verdict: 'freeze-only', reasons: [text, text] },
    measures: [{ metric: 'errors', title: text, of: text }],
    readings: [
      {
        title: text,
        unit: text,
        points: [{ from: record.startedAt + 8000, to: record.startedAt + 9000, canary: 210, baseline: 180 }],
      },
    ],
    doors: { 'release-hold': text },
  }
}

/** A refusal with this text in every place. */
export const refusalNaming = (text: string): Refusal => ({
  ...refused(),
  service: text,
  environment: text,
  revision: text,
  requester: text,
  reason: text,
  obstacles: [{ message: text, at: text, fix: text }, { message: text }],
})
