import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HostileCase, type HostileClass, held, look, mistake, start } from './case.ts'

const config = (what: string, change: (text: string) => string, says: RegExp): HostileCase => ({
  what,
  prepare: (house) => house.configure(change),
  act: start,
  expected: mistake(says),
})

const bomb = (text: string): string =>
  `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghij']
    .map((name, index) => {
      const before = `*${'abcdefghij'[index]}`
      return `${name}: &${name} [${Array.from({ length: 9 }, () => before).join(', ')}]`
    })
    .join('\n')}\n${text}`

/** Files that a change brings along. */
export const configuration: HostileClass = {
  name: 'Configuration and structured data',
  rule: 'capped, strict, no prototype reached, inside the repository, and as it was approved',
  cases: [
    config('an unknown key', (text) => text.replace('slice: 5m', 'slce: 5m'), /slice/),
    config('a key twice', (text) => `${text}service: other\n`, /service/),
    config('anchors that grow without end', bomb, /anchors|aliases|values/),
    config('a tag that makes a function', (text) => text.replace('shop', '!!js/function "f"'), /tag/),
    config('five megabytes', (text) => `${text}# ${'x'.repeat(5_000_000)}`, /larger than 256KiB/),
    config('tabs', (text) => text.replace('  web:', '\tweb:'), /tab|indent/i),
    {
      ...config(
        'a key that is the prototype',
        (text) => `${text}__proto__: { polluted: true }\n`,
        /__proto__/,
      ),
      proof: () => {
        if ('polluted' in {}) throw new Error('the prototype of all objects was changed')
      },
    },
    config('a merge of foreign keys', (text) => `x: &x { a: 1 }\n<<: *x\n${text}`, /<</),
    {
      what: 'a link out of the repository',
      prepare: ({ workspace }) => {
        writeFileSync(join(workspace, '..', 'outside.yml'), 'the-key-of-somebody-else')
        symlinkSync(join(workspace, '..', 'outside.yml'), join(workspace, 'linked.yml'))
      },
      act: (house) =>
        house.step('rollout', { inputs: { operation: 'start', config: 'linked.yml', revision: 'v1' } }),
      expected: mistake(/does not lie in the repository/),
      hidden: ['the-key-of-somebody-else'],
    },
    {
      what: 'thresholds changed while the release is on its way',
      from: 'due',
      prepare: (house) => house.configure((text) => text.replace('max: 2%', 'max: 100%')),
      act: look,
      expected: held('config-changed'),
    },
  ],
  also: ['config/hostile', 'hostile/links', 'fuzz/texts'],
}
