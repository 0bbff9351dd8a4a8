import { type HostileCase, type HostileClass, mistake, refused, step } from './case.ts'

const SHELL = 'zzz";echo${IFS}pwn>pwned;#'

/** On record it is a text; the platform is where it would become an argument. */
const revision = (what: string, text: string): HostileCase => ({
  what,
  prepare: async (house) => {
    const { code, log } = await house.step('rollout', { inputs: { operation: 'start', revision: text } })
    if (code !== 0) throw new Error(log)
  },
  act: step('deploy', { revision: text }),
  expected: mistake(/the revision cannot be given to a command/),
})

const environment = (what: string, name: string, says = /environment/): HostileCase => ({
  what,
  act: step('rollout', { operation: 'start', environment: name }),
  expected: mistake(says),
})

/** Names that other programs would take for something else. */
export const names: HostileClass = {
  name: 'Names and refs',
  rule: 'passed on literally or refused; no shell, never an option',
  cases: [
    revision('a revision that is a command line', SHELL),
    revision('a revision that is an option', '--upload-pack=touch pwned'),
    revision('a revision that climbs', '../../../../user'),
    environment('an environment that climbs', '../production'),
    environment('an environment of a command line', SHELL),
    environment('an environment of 256 characters', 'e'.repeat(256)),
    environment('an environment with a right-to-left mark', 'production\u202e'),
    {
      what: 'a target that is an option',
      from: 'baking',
      act: step('rollback', { reason: 'why', target: 'web=--all' }),
      expected: mistake(/line 1 of `target`/),
    },
    {
      what: 'a target with a command behind it',
      from: 'baking',
      act: step('rollback', { reason: 'why', target: 'web=site-1;touch${IFS}pwned' }),
      expected: refused('way-back-unsafe', /not there any more/),
    },
  ],
  also: ['platforms/command/command', 'kit/exec', 'config/mistakes'],
}
