import type { Json, SmokeCheck } from '../config/service.ts'
import { schemaFaults } from '../kit/json-schema.ts'

/** One request of a smoke test. Times in milliseconds. */
export interface ProbeRequest {
  /** The component whose release is asked. */
  component: string
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body: string | null
  timeout: number
  maxBytes: number
}

/** What came back. Header names in lower case. */
export interface ProbeAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
  milliseconds: number
}

/** Sends one request, once. Throws ProviderError when no answer came. */
export type Probe = (request: ProbeRequest) => Promise<ProbeAnswer>

/** What is wrong with an answer, one sentence each; empty when it is as it should be. An empty revision: nobody knows it. */
export const faultsOf = (check: SmokeCheck, answer: ProbeAnswer, revision: string): string[] => {
  const { expect, within, version } = check
  const asked = expect.json.length > 0 || expect.schema || (version && 'json' in version)
  const json = asked ? parseJson(answer.body) : undefined
  return [
    ...(expect.status.includes(answer.status)
      ? []
      : [`answered ${answer.status}, expected ${expect.status.join(' or ')}`]),
    ...expect.json.flatMap(({ pointer, value }) =>
      same(at(json, pointer), value) ? [] : [`${pointer} is not ${JSON.stringify(value)}`],
    ),
    ...expect.header.flatMap(({ name, value }) =>
      answer.headers[name] === value ? [] : [`header ${name} is not ${value}`],
    ),
    ...(expect.contains === null || answer.body.includes(expect.contains)
      ? []
      : ['the body lacks the expected text']),
    ...(expect.schema ? schemaFaults(expect.schema, json) : []),
    ...(within === null || answer.milliseconds <= within
      ? []
      : [`took ${Math.round(answer.milliseconds)} ms, allowed ${within} ms`]),
    ...(version === null || revision === '' ? [] : versionFaults(version, answer, json, revision)),
  ]
}

/** Shortest part of a revision that is accepted as its name: what `git` prints. */
const SHORTEST_REVISION = 7

const versionFaults = (
  version: NonNullable<SmokeCheck['version']>,
  answer: ProbeAnswer,
  json: unknown,
  revision: string,
): string[] => {
  const named = 'json' in version ? at(json, version.json) : answer.headers[version.header]
  if (typeof named !== 'string' || named === '') return ['the answer does not name its revision']
  const short = named.length >= SHORTEST_REVISION && revision.startsWith(named)
  return named === revision || short ? [] : [`another revision answered than ${revision}`]
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON pointer, RFC 6901; undefined where nothing stands. Own properties only. */
const at = (document: unknown, pointer: string): unknown => {
  const names = pointer.split('/').slice(1)
  let value = document
  for (const raw of names) {
    const name = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

const same = (found: unknown, wanted: Json): boolean => {
  if (typeof wanted !== 'object' || wanted === null) return found === wanted
  if (typeof found !== 'object' || found === null || Array.isArray(found) !== Array.isArray(wanted))
    return false
  const names = Object.keys(wanted)
  return (
    Object.keys(found).length === names.length &&
    names.every(
      (name) =>
        Object.hasOwn(found, name) &&
        same((found as Record<string, unknown>)[name], (wanted as Record<string, Json>)[name] ?? null),
    )
  )
}
