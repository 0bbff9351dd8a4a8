import { join } from 'node:path'
import { type ActionFile, readAction } from './action-file.ts'
import { isCheckout } from './checkout.ts'
import { type Contexts, textIn } from './expressions.ts'
import type { JobOrder, Machine } from './job-order.ts'
import { RefusedError } from './refusal.ts'

/** What a `uses` comes to. */
export type Resolved =
  | { kind: 'checkout' }
  | { kind: 'action'; action: ActionFile; repository: string; ref: string; local: boolean }

/**
 * Finds the action that a step names. All but `./` are there before the first step runs, so that a missing one fails
 * the job whatever its condition; `./` is looked for when its turn comes.
 *
 * @throws WorkflowError when it is not there; RefusedError for what is not played
 */
export const resolveAction = (
  { sources }: Machine,
  { origin, repository }: JobOrder,
  uses: string,
  workspace: string,
): Resolved => {
  if (isCheckout(uses)) return { kind: 'checkout' }
  if (uses.startsWith('./')) {
    // In a called workflow it would name a folder of the caller's: facts on GitHub, section 4.
    if (origin.repository.toLowerCase() !== repository.name.toLowerCase())
      throw new RefusedError(
        `${uses} in a workflow of ${origin.repository} called from ${repository.name}: GitHub would look for it in the caller's workspace`,
      )
    const action = readAction(join(workspace, uses), uses)
    if (action.post) throw new RefusedError(`${uses}, a local action with a post step`)
    return { kind: 'action', action, repository: origin.repository, ref: '', local: true }
  }
  if (uses.startsWith('$/')) {
    const source =
      origin.repository.toLowerCase() === sources.home.repository.toLowerCase()
        ? sources.home
        : sources.find(origin.repository, origin.sha)
    const action = readAction(join(source.folder(origin.sha), uses.slice(2)), uses)
    return { kind: 'action', action, repository: origin.repository, ref: origin.sha, local: false }
  }
  const found = /^([^/@]+\/[^/@]+)(\/[^@]*)?@(.+)$/.exec(uses)
  if (!found) throw new RefusedError(`the action ${uses}`)
  const [, name = '', path = '', ref = ''] = found
  if (name.toLowerCase() === 'actions/checkout')
    throw new RefusedError(`${uses}: only a full SHA of it is played`)
  const source = sources.find(name, ref)
  const sha = source.resolve(ref)
  if (sha === null) throw new RefusedError(`${uses}, whose ref it does not know`)
  return {
    kind: 'action',
    action: readAction(join(source.folder(sha), path), uses),
    repository: name,
    ref,
    local: false,
  }
}

/** `INPUT_*` of an action: what `with` gives, defaults for the rest; and names that the action does not know. */
export const inputVariables = (
  action: ActionFile,
  given: Readonly<Record<string, string>>,
  contexts: Contexts,
): { variables: Record<string, string>; unexpected: string[] } => {
  const known = new Map(action.inputs.map((input) => [input.name.toLowerCase(), input]))
  const named = Object.keys(given).map((name) => name.toLowerCase())
  const defaults = action.inputs
    .filter(({ name }) => !named.includes(name.toLowerCase()))
    .map(({ name, default: fallback }) => [name, fallback ? textIn(fallback, contexts) : ''] as const)
  const variables = [...defaults, ...Object.entries(given)].map(
    ([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const,
  )
  return {
    variables: Object.fromEntries(variables),
    unexpected: Object.keys(given).filter((name) => !known.has(name.toLowerCase())),
  }
}
