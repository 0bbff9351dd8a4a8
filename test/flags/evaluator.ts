import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { INVITED, type User } from './conformance.ts'

/** As much of the evaluator as is asked here. */
interface Evaluator {
  setConfigurations(text: string): unknown
  resolveBooleanEvaluation(
    key: string,
    fallback: boolean,
    context: Record<string, unknown>,
    logger: object,
  ): { value: boolean; reason?: string; errorCode?: string }
}

/** The vendor's own evaluator, installed beside the heavy tools. */
const { FlagdCore } = createRequire(fileURLToPath(new URL('../oracles/package.json', import.meta.url)))(
  '@openfeature/flagd-core',
) as { FlagdCore: new () => Evaluator }

const silent = { error() {}, warn() {}, info() {}, debug() {} }

/** The flag that every store under test is connected with. */
export const facts = {
  name: 'cloud-execution',
  key: 'cloud-execution',
  seed: 'shop',
  cohorts: { invited: INVITED },
}

/** What OpenFeature's in-process evaluator answers for a document. */
export const evaluate = (text: string | null, users: readonly User[], key = facts.key): boolean[] => {
  const core = new FlagdCore()
  core.setConfigurations(text ?? '{"flags":{}}')
  return users.map(({ id, groups, region }) => {
    const context = { targetingKey: id, ...(groups && { groups }), ...(region && { region }) }
    try {
      return core.resolveBooleanEvaluation(key, false, context, silent).value
    } catch (error) {
      // A flag that is disabled or not there: the application's own default.
      if (/disabled|not found|FLAG_NOT_FOUND/i.test(String(error))) return false
      throw error
    }
  })
}
