import { z } from 'zod'
import { askPermissions, byPattern } from './asking.ts'
import { defineCredential } from './definition.ts'

const API = 'https://api.machines.dev/v1'

/** A token of Fly for one app or organization: https://fly.io/docs/security/tokens/ . */
export const fly = defineCredential({
  type: 'fly',
  page: 'https://fly.io/docs/security/tokens/ (fly tokens create deploy --app NAME)',
  options: z.strictObject({
    app: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be the name of an app\nshop-web')
      .describe('App whose machines the token has to reach.'),
  }),
  look: (value) =>
    byPattern(value, /^(?:FlyV1 )?[A-Za-z0-9_\-+/=,.]{20,20000}$/, 'a token of fly tokens create'),
  ask: (value, { http }, { app }) =>
    askPermissions(http, [
      {
        name: `reach the app ${app}`,
        request: {
          url: `${API}/apps/${app}`,
          // Tokens of the newer form bring their own scheme.
          headers: { authorization: value.startsWith('FlyV1 ') ? value : `Bearer ${value}` },
        },
      },
    ]),
})
