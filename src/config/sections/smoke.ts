import * as z from 'zod'
import { quoted } from '../../kit/grammar.ts'
import { unusableSchema } from '../../kit/json-schema.ts'
import {
  bytes,
  duration,
  HEADER_PATTERN,
  headerName,
  latency,
  name,
  POINTER_PATTERN,
  pointer,
} from '../fields.ts'
import type { Findings, Path } from '../findings.ts'
import type { ComponentConfig, SmokeCheck, SmokeStage } from '../service.ts'
import { componentOf } from './components.ts'
import { isMapping, unknownName } from './entries.ts'
import { jsonValue, printable, smokePath, templateOf } from './smoke-fields.ts'
import { isStageType, stageSchema, stageSchemas, toStage } from './stages.ts'

const statusCode = () => z.int().min(100).max(599)

const expectSchema = z.strictObject({
  status: z
    .union([statusCode(), z.array(statusCode()).min(1).max(20)])
    .default(200)
    .describe('Status of the answer, or a list of allowed ones.'),
  json: z
    .record(z.string().meta({ pattern: POINTER_PATTERN }), jsonValue())
    .optional()
    .describe('JSON pointers and the values that must stand there.'),
  header: z
    .record(z.string().meta({ pattern: HEADER_PATTERN }), printable())
    .optional()
    .describe('Headers of the answer and their values.'),
  contains: z.string().min(1).max(1000).optional().describe('Text that the body must hold.'),
  schema: z.record(z.string(), z.unknown()).optional().describe('JSON Schema that the body must fit.'),
})

/** One HTTP check. */
export const smokeSchema = z.strictObject({
  name: name().describe('Unique name of the check.'),
  component: z.string().optional().describe('Component that is asked. Default: the only one.'),
  method: z
    .enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    .default('GET')
    .describe('Method of the request.'),
  path: smokePath().describe('Path and query.'),
  headers: z
    .record(z.string().meta({ pattern: HEADER_PATTERN }), printable())
    .optional()
    .describe('Headers of the request. `{secret:NAME}` stands for a secret listed under `secrets`.'),
  body: jsonValue().optional().describe('Body of the request: text is sent as it is, anything else as JSON.'),
  expect: expectSchema.prefault({}).describe('What the answer must be.'),
  version: z
    .union([
      z.strictObject({ json: pointer().describe('In the body, at this JSON pointer.') }),
      z.strictObject({ header: headerName().describe('In this header.') }),
    ])
    .optional()
    .describe(
      'Where the answer names its revision, which must be the one under test: `{ json: /revision }` or `{ header: x-revision }`.',
    ),
  within: latency().optional().describe('Longest time for one answer.'),
  'warm-up': z.int().min(0).max(100).default(0).describe('Requests sent first, whose answers do not count.'),
  passes: z.int().min(1).max(100).default(1).describe('Passes in a row that are needed.'),
  interval: duration({ min: 1_000, max: 600_000 }).prefault('1s').describe('Time between two requests.'),
  deadline: duration({ min: 1_000, max: 3_600_000 })
    .prefault('2m')
    .describe('Time after which the check has failed.'),
  'max-body': bytes({ min: 1, max: 16 * 1024 ** 2 })
    .prefault('1MiB')
    .describe('Largest body that is read.'),
})

/** Most checks of a service. */
export const MAX_CHECKS = 30

/** `smoke`: a list of checks. */
export const smokeListSchema = z.array(z.union([smokeSchema, ...Object.values(stageSchemas)])).max(MAX_CHECKS)

/** Checks by one HTTP request each, and those that take more. */
export interface SmokeRead {
  smoke: SmokeCheck[]
  stages: SmokeStage[]
}

/** Reads `smoke`. */
export const readSmoke = (
  raw: unknown,
  components: readonly ComponentConfig[],
  findings: Findings,
): SmokeRead => {
  const found: SmokeRead = { smoke: [], stages: [] }
  if (raw === undefined) return found
  if (!Array.isArray(raw) || raw.length > MAX_CHECKS) {
    findings.read(z.array(z.unknown()).max(MAX_CHECKS), raw, ['smoke'])
    return found
  }
  for (const [index, entry] of raw.entries()) {
    const path = ['smoke', index]
    const type = isMapping(entry) ? entry.type : undefined
    const component = isMapping(entry)
      ? componentOf(entry.component, path, components, findings, 'component')
      : undefined
    const place = component?.name ?? ''
    if (isStageType(type)) {
      const read = findings.read(stageSchema, entry, path)
      checkKeys(entry, path, findings)
      checkLoad(entry, path, findings)
      if (read) found.stages.push(toStage(read, place))
    } else if (type !== undefined)
      findings.add(unknownName([...path, 'type'], 'kind of check', Object.keys(stageSchemas), String(type)))
    else {
      const read = findings.read(smokeSchema, entry, path)
      checkKeys(entry, path, findings)
      if (read) found.smoke.push(toCheck(read, place))
    }
  }
  return found
}

/** How long a request took is known for those that had their moment alone. */
const checkLoad = (entry: unknown, path: Path, findings: Findings): void => {
  if (!isMapping(entry) || entry.type !== 'load' || entry.rate !== undefined) return
  for (const key of ['p50', 'p95', 'p99'])
    if (entry[key] !== undefined)
      findings.add({
        path: [...path, key],
        on: 'key',
        message: 'without a rate slow answers hide the requests that wait behind them',
        fix: 'rate: with the requests per second that are expected',
      })
}

/** Rules over several keys, on the text of the file, so that they speak also when a single key is wrong. */
const checkKeys = (entry: unknown, path: Path, findings: Findings): void => {
  if (!isMapping(entry)) return
  if (entry.body !== undefined && ['GET', 'HEAD', undefined].includes(entry.method as string | undefined))
    findings.add({
      path: [...path, 'body'],
      on: 'key',
      message: 'a request by GET or HEAD has no body',
      fix: 'method: POST',
    })
  for (const key of ['path', 'body'])
    if (JSON.stringify(entry[key])?.includes('{secret:'))
      findings.add({
        path: [...path, key],
        message: 'secrets can stand in headers only',
        fix: 'headers: { authorization: "Bearer {secret:NAME}" }',
      })
  const expected = isMapping(entry.expect) ? entry.expect : {}
  const wrong = isMapping(expected.schema) ? unusableSchema(expected.schema) : null
  if (wrong !== null)
    findings.add({
      path: [...path, 'expect', 'schema'],
      message: wrong,
      fix: 'type: object, properties: ...',
    })
  for (const key of isMapping(expected.json) ? Object.keys(expected.json) : [])
    if (!new RegExp(POINTER_PATTERN, 'u').test(key))
      findings.add({
        path: [...path, 'expect', 'json', key],
        on: 'key',
        message: `${quoted(key)} is not a JSON pointer`,
        fix: 'a pointer such as /build/revision',
      })
  checkHeaderNames(entry.headers, [...path, 'headers'], findings)
  checkHeaderNames(expected.header, [...path, 'expect', 'header'], findings)
  if (isMapping(entry.headers)) checkHeaderValues(entry.headers, [...path, 'headers'], findings)
}

const checkHeaderNames = (headers: unknown, path: Path, findings: Findings): void => {
  const names = isMapping(headers) ? Object.keys(headers) : []
  if (names.length > 30) findings.add({ path, on: 'key', message: 'more than 30 headers', fix: 'at most 30' })
  for (const [index, each] of names.slice(0, 30).entries()) {
    if (!new RegExp(HEADER_PATTERN).test(each))
      findings.add({
        path: [...path, each],
        on: 'key',
        message: `${quoted(each)} is not a header name`,
        fix: 'a name such as accept',
      })
    if (names.findIndex((other) => other.toLowerCase() === each.toLowerCase()) < index)
      findings.add({ path: [...path, each], on: 'key', message: 'stands twice', fix: 'one of the two' })
  }
}

/** Headers that the client sets itself, or that say where a request goes. */
const OURS = new Set([
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'trailer',
])

/** Headers whose value is a credential and does not belong into a file. */
const CREDENTIALS = new Set([
  'authorization',
  'cookie',
  'apikey',
  'api-key',
  'x-api-key',
  'x-auth-token',
  'proxy-authorization',
])

const checkHeaderValues = (headers: Record<string, unknown>, path: Path, findings: Findings): void => {
  for (const [key, value] of Object.entries(headers)) {
    const at = [...path, key]
    if (OURS.has(key.toLowerCase()))
      findings.add({
        path: at,
        on: 'key',
        message: 'Sluice sets this header itself',
        fix: 'the check without it',
      })
    if (typeof value !== 'string') continue
    if (CREDENTIALS.has(key.toLowerCase()) && !value.includes('{secret:'))
      findings.add({
        path: at,
        message: 'a credential in the file',
        fix: '{secret:NAME}, with NAME listed under secrets',
      })
    if (templateOf(value).some((part) => typeof part === 'string' && /\{\s*secret|\$\{\{/i.test(part)))
      findings.add({
        path: at,
        message: 'not a reference to a secret',
        fix: '{secret:NAME}, for example Bearer {secret:API_KEY}',
      })
  }
}

const toCheck = (read: z.output<typeof smokeSchema>, component: string): SmokeCheck => ({
  name: read.name,
  component,
  method: read.method,
  path: read.path,
  headers: pairs(read.headers).map(([key, value]) => ({ name: key.toLowerCase(), value: templateOf(value) })),
  body:
    read.body === undefined || read.body === null
      ? null
      : typeof read.body === 'string'
        ? { text: read.body }
        : { json: read.body },
  expect: {
    status: [read.expect.status].flat(),
    json: pairs(read.expect.json).map(([key, value]) => ({ pointer: key, value })),
    header: pairs(read.expect.header).map(([key, value]) => ({ name: key.toLowerCase(), value })),
    contains: read.expect.contains ?? null,
    schema: read.expect.schema ?? null,
  },
  version: read.version ?? null,
  within: read.within ?? null,
  warmUp: read['warm-up'],
  passes: read.passes,
  interval: read.interval,
  deadline: read.deadline,
  maxBody: read['max-body'],
})

const pairs = <Value>(record: Readonly<Record<string, Value>> | undefined): [string, Value][] =>
  Object.entries(record ?? {})
