import { z } from 'zod'
import { askOnce, askPermissions, bearer, both, byPattern, REFUSED } from './asking.ts'
import { defineCredential } from './definition.ts'

const API = 'https://api.vercel.com'

/** `GET /v5/user/tokens/current`; times in milliseconds. */
const current = z.object({ token: z.object({ expiresAt: z.number().nullish() }) })

/** A token of Vercel: https://vercel.com/docs/rest-api#creating-an-access-token . */
export const vercel = defineCredential({
  type: 'vercel',
  page: 'https://vercel.com/account/settings/tokens',
  options: z.strictObject({
    project: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,100}$/, 'must be the id or name of a project\nprj_...')
      .describe('Project that the token has to reach, by id or name.'),
    team: z
      .string()
      .regex(/^team_[A-Za-z0-9]{1,60}$/, 'must be the id of a team\nteam_...')
      .optional()
      .describe('Team of the project. Without it the person of the token.'),
  }),
  look: (value) => byPattern(value, /^[A-Za-z0-9_-]{20,200}$/, 'an access token'),
  ask: async (value, { http }, { project, team }) => {
    const headers = bearer(value)
    const answer = await askOnce(http, { url: `${API}/v5/user/tokens/current`, headers })
    // 403 is what Vercel answers to a token that it does not know.
    if (answer.status !== 200) return REFUSED
    const { token } = answer.json(current)
    const question = {
      url: `${API}/v9/projects/${encodeURIComponent(project)}`,
      headers,
      query: { teamId: team },
    }
    return both(
      { state: 'works', lacks: [], expires: token.expiresAt ?? null },
      await askPermissions(http, [{ name: `reach the project ${project}`, request: question }]),
    )
  },
})
