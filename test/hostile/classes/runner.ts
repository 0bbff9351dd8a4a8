import { join } from 'node:path'
import type { House, HouseEnd } from '../house.ts'
import { type HostileClass, held, mistake, step } from './case.ts'

const asks = (env: Record<string, string>) =>
  step('rollout', { operation: 'advance' }, { run: { event: 'schedule' }, env })

/** The committed bundle in a process of its own: what a runner offers is its environment. */
const bundle =
  (env: (house: House) => Record<string, string>) =>
  (house: House): Promise<HouseEnd> =>
    house.bundle('rollout', { inputs: { operation: 'advance' }, env: env(house) })

const unseen = ({ github }: House): void => {
  if (github.log.length > 0) throw new Error('GitHub was asked directly')
}
const forget = ({ github }: House): void => {
  github.log.length = 0
}

const NOWHERE = 'http://127.0.0.1:1'

/** What a runner offers, or fails to. */
export const runner: HostileClass = {
  name: 'Runner environment',
  rule: 'another server and proxies are followed; missing or full files are told and change no outcome',
  cases: [
    {
      what: 'a server of its own below a path',
      from: 'baking',
      prepare: forget,
      act: async (house) => {
        house.server.seen.length = 0
        return asks({ GITHUB_API_URL: `${house.server.url}/api/v3/` })(house)
      },
      expected: {
        code: 1,
        decision: 'error',
        reason: 'provider-retryable',
        says: /GitHub's answer is not a list/,
      },
      proof: (house) => {
        unseen(house)
        const strays = house.server.seen.filter(({ path }) => !path.startsWith('/api/v3/repos/acme/shop/'))
        if (house.server.seen.length === 0 || strays.length > 0) throw new Error('it asked elsewhere')
      },
    },
    {
      what: 'a proxy that is not there',
      from: 'baking',
      prepare: forget,
      act: asks({ HTTP_PROXY: NOWHERE, http_proxy: NOWHERE }),
      expected: { code: 1, decision: 'error', reason: 'provider-retryable' },
      proof: unseen,
    },
    {
      what: 'a proxy that is not there, and is not to be used here',
      from: 'baking',
      act: asks({ HTTP_PROXY: NOWHERE, NO_PROXY: '127.0.0.1' }),
      expected: held('bake-not-over'),
    },
    {
      what: 'a proxy with a password in its address',
      from: 'baking',
      act: asks({ HTTP_PROXY: 'http://user:pa55w0rd-of-the-proxy@127.0.0.1:1' }),
      expected: { code: 1, decision: 'error', reason: 'provider-retryable' },
      hidden: ['pa55w0rd-of-the-proxy'],
    },
    {
      what: 'a repository that is a path',
      from: 'baking',
      prepare: forget,
      act: asks({ GITHUB_REPOSITORY: '../../user' }),
      expected: mistake(/repository/),
      proof: unseen,
    },
    {
      what: 'no files for outputs and summary',
      from: 'baking',
      act: bundle(() => ({ GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '' })),
      expected: { code: 0, decision: '', reason: '', says: /no file for outputs/ },
    },
    {
      what: 'files for outputs and summary that are not there',
      from: 'baking',
      act: bundle(({ workspace }) => ({
        GITHUB_OUTPUT: join(workspace, 'nowhere', 'output'),
        GITHUB_STEP_SUMMARY: join(workspace, 'nowhere', 'summary'),
      })),
      expected: { code: 0, decision: '', reason: '', says: /outputs of this step could not be written/ },
    },
    {
      what: 'a working copy that is not there',
      from: 'baking',
      act: asks({ GITHUB_WORKSPACE: '/nowhere/at/all' }),
      expected: mistake(/there is no configuration/),
    },
    {
      what: 'hooks into every program that is started',
      from: 'baking',
      act: (house) =>
        asks({
          LD_PRELOAD: '/nowhere.so',
          NODE_OPTIONS: '--require /nowhere.js',
          BASH_ENV: join(house.workspace, 'evil.sh'),
        })(house),
      expected: held('bake-not-over'),
    },
  ],
  also: ['kit/environment', 'kit/http', 'kit/action'],
}
