import { z } from 'zod'
import type { Environment } from '../environment.ts'
import { ConfigError } from '../errors.ts'
import type { Http } from '../http.ts'

const answerShape = z.object({ value: z.string().min(1).max(20_000) })

/**
 * Asks GitHub for a token that says who this run is, made out to one audience. Valid for minutes; hide it at once.
 * Throws ConfigError where the job may not ask (`id-token: write` is missing, or this is no GitHub runner).
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export const requestIdentity = async (
  { variable }: Pick<Environment, 'variable'>,
  http: Http,
  audience: string,
): Promise<string> => {
  const url = variable('ACTIONS_ID_TOKEN_REQUEST_URL')?.trim()
  const token = variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN')?.trim()
  if (!url || !token || !URL.canParse(url))
    throw new ConfigError({
      message: 'this job cannot ask GitHub who it is',
      at: 'permissions',
      fix: 'id-token: write below permissions: of the job, and of the job that calls a reusable workflow',
      docs: 'platforms/cloud-run.md#credentials',
    })
  const answer = await http.request({
    url,
    query: { audience },
    headers: { authorization: `Bearer ${token}` },
  })
  return answer.json(answerShape).value
}
