import type { GitHubStandIn } from '../../test/fakes/github/server.ts'
import type { GitHubState } from '../../test/fakes/github/state.ts'

/** A token with which a person speaks to the stand-in. */
const tokenOf = ({ tokens }: GitHubState, login: string): string => {
  const name = `ghp_${login}_at_the_keyboard`
  tokens.set(name, {
    login,
    app: login.endsWith('[bot]'),
    permissions: { actions: 'write', contents: 'write', deployments: 'write', metadata: 'read' },
  })
  return name
}

/** The stand-in as a person uses it: by its API, with all its checks. */
export interface Desk {
  /** @throws Error with GitHub's message when it refuses */
  post(by: string, path: string, body?: unknown): Promise<unknown>
}

/** Opens the API of the stand-in's repository. */
export const openDesk = ({ url, state }: GitHubStandIn): Desk => ({
  post: async (by, path, body) => {
    const { owner, name } = state.repository
    const answer = await fetch(`${url}/repos/${owner}/${name}${path}`, {
      method: 'POST',
      headers: { authorization: `token ${tokenOf(state, by)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const heard: unknown = text === '' ? {} : JSON.parse(text)
    if (answer.ok) return heard
    throw new Error(`GitHub answered ${answer.status}: ${messageIn(heard)}`)
  },
})

const messageIn = (heard: unknown): string =>
  typeof heard === 'object' && heard !== null && 'message' in heard ? String(heard.message) : 'no message'
