import { openSpecification, type Specification } from '../specification.ts'

const parameter = (name: string, type: string) => ({ name, in: 'query', schema: { type } })
const pages = [parameter('per_page', 'integer'), parameter('page', 'integer')]
const call = (operationId: string, parameters: readonly object[], schema: object) => ({
  get: {
    operationId,
    parameters,
    responses: { 200: { content: { 'application/json': { schema } } } },
  },
})

const text = { type: 'string' }
const flag = { type: 'boolean' }

/**
 * Calls that the cut of GitHub's specification leaves out. NOT GitHub's own file: written by hand from its documentation
 * (docs.github.com/rest/branches/branches and /rest/repos/rules), with the fields that are read here.
 */
const BY_HAND = {
  openapi: '3.0.3',
  paths: {
    '/repos/{owner}/{repo}/branches': call(
      'repos/list-branches (by hand)',
      [parameter('protected', 'boolean'), ...pages],
      {
        type: 'array',
        items: {
          type: 'object',
          required: ['name', 'commit', 'protected'],
          properties: {
            name: text,
            protected: flag,
            commit: { type: 'object', required: ['sha', 'url'], properties: { sha: text, url: text } },
          },
        },
      },
    ),
    '/repos/{owner}/{repo}/branches/{branch}': call('repos/get-branch (by hand)', [], {
      type: 'object',
      required: ['name', 'commit', '_links', 'protected', 'protection', 'protection_url'],
      properties: { name: text, protected: flag, protection_url: text, commit: { type: 'object' } },
    }),
    '/repos/{owner}/{repo}/rules/branches/{branch}': call('repos/get-branch-rules (by hand)', pages, {
      type: 'array',
      items: {
        type: 'object',
        required: ['type'],
        properties: {
          type: text,
          ruleset_source_type: { enum: ['Repository', 'Organization', 'Enterprise'] },
          ruleset_source: text,
          ruleset_id: { type: 'integer' },
          parameters: { type: 'object' },
        },
      },
    }),
  },
}

const NO_SUCH_CALL = 'no such call'

/** A specification, and for the calls that it leaves out the shapes that were written by hand. */
export const withSupplement = (specification: Specification): Specification => {
  const byHand = openSpecification(BY_HAND)
  const judgeOf = (seen: Parameters<Specification['request']>[0]): Specification =>
    byHand.request(seen).some((problem) => problem.startsWith(NO_SUCH_CALL)) ? specification : byHand
  return {
    request: (seen) => judgeOf(seen).request(seen),
    answer: (seen, answer) => judgeOf(seen).answer(seen, answer),
  }
}
