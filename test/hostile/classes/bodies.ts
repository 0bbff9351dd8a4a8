import { gzipSync } from 'node:zlib'
import type { Answering } from '../house.ts'
import { type HostileCase, type HostileClass, refused, step } from './case.ts'

const ACTIVE = '::set-output name=x::y\n::stop-commands::a\n\x1b]8;;http://evil.example\x07\u202e\0##[error]x'

/** The release says something wrong and is taken back; or nothing can be said about it, and nothing is done. */
const WRONG = refused('smoke-failed')
const NOBODY = refused('unreachable', /says nothing about the release/)

/** A release that answers its smoke test like this. */
const body = (what: string, service: Answering, expected = WRONG): HostileCase => ({
  what,
  goesBack: expected === WRONG,
  from: 'deployed',
  act: async (house) => {
    house.says(service)
    return step('smoke-test')(house)
  },
  expected,
  proof: (_, { log, summary }) => {
    for (const line of [...log.split('\n'), ...summary.split('\n')])
      if (/^\s*::(?!notice|warning|error|debug|add-mask|group|endgroup)|[\0\x1b\u202e]|##\[/.test(line))
        throw new Error(`this line speaks: ${JSON.stringify(line)}`)
  },
})

const json =
  (value: unknown): Answering =>
  (response) =>
    response.end(JSON.stringify(value))

/** What a server can answer besides the truth. */
export const bodies: HostileClass = {
  name: 'Bodies',
  rule: 'bounded in bytes and time, inert in the log, checked for the version',
  cases: [
    body(
      'a compressed bomb',
      (response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(30_000_000))),
      NOBODY,
    ),
    body(
      'a body without end',
      (response) => {
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          if (!response.destroyed) response.once('drain', more)
        }
        more()
      },
      NOBODY,
    ),
    body('a page of an error with status 200', (response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>'),
    ),
    body('words to the runner', (response) => response.end(ACTIVE)),
    body('words to the runner as the version', json({ version: ACTIVE })),
    body('the health of another application', json({ status: 'ok', version: 'other-app-1' })),
    body('an empty body', (response) => response.end()),
    body(
      'headers without end',
      (response) => response.writeHead(200, { 'x-much': 'x'.repeat(200_000) }).end('{}'),
      NOBODY,
    ),
    body(
      'half an answer',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('{"version":', () => response.destroy())
      },
      NOBODY,
    ),
    body('the prototype instead of a version', (response) => response.end('{"__proto__":{"version":"x"}}')),
  ],
  also: ['kit/http', 'kit/text', 'gates/smoke-test', 'hostile/inert'],
}
