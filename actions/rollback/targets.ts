import { ConfigError } from '../../src/kit/errors.ts'
import type { ReleaseId } from '../../src/rollout/plan.ts'

const TARGET = /^(?<component>[a-z][a-z0-9-]{0,14})=(?<release>[A-Za-z0-9][^\s]{0,55})$/

/** Reads lines of `component=release`. Throws ConfigError with every line that is none. */
export const readTargets = (lines: readonly string[]): Map<string, ReleaseId> => {
  const found = lines.map((line) => TARGET.exec(line)?.groups)
  const wrong = lines.filter((_, index) => found[index] === undefined)
  if (wrong.length > 0)
    throw new ConfigError(
      wrong.map((_, index) => ({
        message: `line ${index + 1} of \`target\` is not a component and a release`,
        at: 'target',
        fix: 'web=v41-6807c',
      })),
    )
  return new Map(found.map((groups) => [groups?.component ?? '', groups?.release ?? '']))
}
