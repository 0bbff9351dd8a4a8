import * as z from 'zod'
import {
  duration,
  HEADER_PATTERN,
  headerName,
  latency,
  matching,
  name,
  percent,
  secretName,
} from '../fields.ts'
import type { SmokeStage } from '../service.ts'
import { jsonValue, printable, smokePath, templateOf } from './smoke-fields.ts'

const MINUTE = 60_000

const common = {
  name: name().describe('Unique name of the check.'),
  component: z.string().optional().describe('Component that is asked. Default: the only one.'),
}

const headers = () =>
  z
    .record(z.string().meta({ pattern: HEADER_PATTERN }), printable())
    .optional()
    .describe('Headers of the request. `{secret:NAME}` stands for a secret listed under `secrets`.')

const kind = <Type extends string>(type: Type) =>
  z.literal(type).describe('Kind of check. Without it: one HTTP request.')

const hostName = () =>
  matching({
    title: 'host name',
    pattern: '^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*$',
    what: 'a host name',
    fix: 'a name such as api.example.com',
  })

const websocketSchema = z
  .strictObject({
    type: kind('websocket'),
    ...common,
    path: smokePath().describe('Path and query.'),
    headers: headers(),
    protocols: z
      .array(z.string().regex(/^[\w.-]{1,60}$/))
      .max(10)
      .default([])
      .describe('Subprotocols that are offered.'),
    send: jsonValue().optional().describe('Sent once it is open: text as it is, anything else as JSON.'),
    contains: z.string().min(1).max(1000).optional().describe('Text that a message must hold.'),
    within: latency({ min: 1, max: 30_000 })
      .prefault('5000ms')
      .describe('Longest time until it is open, and from then until that message.'),
    stay: duration({ max: 5 * MINUTE })
      .prefault('10s')
      .describe('Time that it must stay open afterwards.'),
    silence: duration({ min: 1_000, max: 5 * MINUTE })
      .optional()
      .describe('Longest time without a message meanwhile. Default: it may be silent.'),
  })
  .meta({ title: 'websocket' })

const certificateSchema = z
  .strictObject({
    type: kind('certificate'),
    ...common,
    host: hostName()
      .optional()
      .describe('Host whose certificate is looked at. Default: the one of the component.'),
    days: z.int().min(0).max(365).default(14).describe('Days that it must still be good for.'),
  })
  .meta({ title: 'certificate' })

const dnsSchema = z
  .strictObject({
    type: kind('dns'),
    ...common,
    host: hostName().describe('Name that is asked for.'),
    record: z.enum(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT']).describe('Kind of record.'),
    values: z
      .array(z.string().min(1).max(500))
      .min(1)
      .max(20)
      .describe('Values that must be among the answers.'),
  })
  .meta({ title: 'dns' })

const commandSchema = z
  .strictObject({
    type: kind('command'),
    ...common,
    command: z
      .array(z.string().min(1).max(1000))
      .min(1)
      .max(50)
      .describe(
        'Program and arguments, without a shell. It finds the release in `SLUICE_URL`, `SLUICE_HEADERS` (JSON) and `SLUICE_REVISION`, and passes with exit code 0.',
      ),
    env: z
      .array(secretName())
      .max(20)
      .default([])
      .describe('Names of variables of the step that it gets as well.'),
    timeout: duration({ min: 1_000, max: 10 * MINUTE })
      .prefault('5m')
      .describe('Time after which it has failed.'),
  })
  .meta({ title: 'command' })

const loadSchema = z
  .strictObject({
    type: kind('load'),
    ...common,
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT']).default('GET').describe('Method of the requests.'),
    path: smokePath().describe('Path and query.'),
    headers: headers(),
    body: jsonValue().optional().describe('Body of the requests: text as it is, anything else as JSON.'),
    rate: z
      .number()
      .min(0.1)
      .max(10_000)
      .optional()
      .describe(
        'Requests per second. Times count from the moment at which each was due. Default: as many as the connections carry.',
      ),
    connections: z.int().min(1).max(500).default(10).describe('Connections at most.'),
    duration: duration({ min: 1_000, max: 10 * MINUTE })
      .prefault('30s')
      .describe('How long it lasts.'),
    timeout: latency({ min: 1, max: 60_000 })
      .prefault('10000ms')
      .describe('Time after which a request has failed.'),
    status: z
      .union([z.int().min(100).max(599), z.array(z.int().min(100).max(599)).min(1).max(20)])
      .default(200)
      .describe('Status of a good answer, or a list of allowed ones.'),
    version: z
      .strictObject({ header: headerName().describe('In this header.') })
      .optional()
      .describe('Where every answer names its revision: `{ header: x-revision }`.'),
    errors: percent().prefault('1%').describe('Tolerated share of requests that fail.'),
    p50: latency().optional().describe('Longest time for half of the requests. Needs `rate`.'),
    p95: latency().optional().describe('Longest time for 95 % of the requests. Needs `rate`.'),
    p99: latency().optional().describe('Longest time for 99 % of the requests. Needs `rate`.'),
  })
  .meta({ title: 'load' })

/** Checks that are more than one HTTP request, by their type. They run after those. */
export const stageSchemas = {
  websocket: websocketSchema,
  certificate: certificateSchema,
  dns: dnsSchema,
  command: commandSchema,
  load: loadSchema,
} as const

/** Any of them. */
export const stageSchema = z.discriminatedUnion('type', [
  websocketSchema,
  certificateSchema,
  dnsSchema,
  commandSchema,
  loadSchema,
])

/** Whether an entry of `smoke` is one of these. */
export const isStageType = (type: unknown): type is keyof typeof stageSchemas =>
  typeof type === 'string' && Object.hasOwn(stageSchemas, type)

const textOf = (value: unknown): string | null => {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const headersOf = (given: Readonly<Record<string, string>> | undefined) =>
  Object.entries(given ?? {}).map(([key, value]) => ({ name: key.toLowerCase(), value: templateOf(value) }))

/** A stage as the rest of Sluice reads it. */
export const toStage = (read: z.output<typeof stageSchema>, component: string): SmokeStage => {
  const own = { name: read.name, component }
  switch (read.type) {
    case 'websocket':
      return {
        ...own,
        type: read.type,
        path: read.path,
        headers: headersOf(read.headers),
        protocols: read.protocols,
        send: textOf(read.send),
        contains: read.contains ?? null,
        within: read.within,
        stay: read.stay,
        silence: read.silence ?? null,
      }
    case 'certificate':
      return { ...own, type: read.type, host: read.host ?? null, days: read.days }
    case 'dns':
      return { ...own, type: read.type, host: read.host, record: read.record, values: read.values }
    case 'command':
      return { ...own, type: read.type, command: read.command, env: read.env, timeout: read.timeout }
    case 'load':
      return {
        ...own,
        type: read.type,
        method: read.method,
        path: read.path,
        headers: headersOf(read.headers),
        body: textOf(read.body),
        json: read.body !== undefined && typeof read.body !== 'string',
        rate: read.rate ?? null,
        connections: read.connections,
        duration: read.duration,
        timeout: read.timeout,
        status: [read.status].flat(),
        version: read.version?.header ?? null,
        errors: read.errors / 100,
        limits: { p50: read.p50 ?? null, p95: read.p95 ?? null, p99: read.p99 ?? null },
      }
    default:
      return read satisfies never
  }
}
