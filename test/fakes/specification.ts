import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** A request as a stand-in saw it. */
export interface SeenRequest {
  method: string
  /** Path below the API's base address, percent-encoding kept, without the query. */
  path: string
  query: URLSearchParams
  /** Parsed JSON, or undefined without a body. */
  body: unknown
}

/** An answer as a stand-in is about to give it. */
export interface SeenAnswer {
  status: number
  /** What will be sent as JSON, or undefined without a body. */
  body: unknown
}

/** A vendor's own description of its API, as a judge of requests and answers. */
export interface Specification {
  /** What is wrong with a request; empty when nothing is. */
  request(seen: SeenRequest): string[]
  /** What is wrong with the answer to a request; empty when nothing is. */
  answer(seen: SeenRequest, answer: SeenAnswer): string[]
}

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const objectAt = (value: unknown, key: string): Json => {
  const found = isObject(value) ? value[key] : undefined
  return isObject(found) ? found : {}
}

const listAt = (value: unknown, key: string): unknown[] => {
  const found = isObject(value) ? value[key] : undefined
  return Array.isArray(found) ? found : []
}

/** Keywords whose value is a map from names to schemas, where a name may look like a keyword. */
const MAPS = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'schemas',
  'responses',
  'parameters',
])
/** Keywords that hold data, not schemas. */
const DATA = new Set(['example', 'examples', 'enum', 'const', 'default'])

const mapValues = (value: unknown, change: (value: unknown) => unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each)]))
    : value

/**
 * Turns the schemas of OpenAPI 3.0 (a dialect of JSON Schema's draft 4) into JSON Schema 2020-12: `nullable`, boolean
 * `exclusiveMinimum`. Documents of 3.1 are 2020-12 already and pass through unchanged, as does everything else.
 */
const modern = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(modern)
  if (!isObject(schema)) return schema
  const out: Json = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'nullable' || key === 'discriminator' || key === 'example' || key === 'examples') continue
    out[key] = DATA.has(key) ? value : MAPS.has(key) ? mapValues(value, modern) : modern(value)
  }
  for (const [limit, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (out[limit] === true) {
      out[limit] = out[bound]
      delete out[bound]
    } else if (out[limit] === false) delete out[limit]
  }
  // "" stands for "no address" where the description itself gives it as the default.
  if (out.format === 'uri' && out.default === '') delete out.format
  return schema.nullable === true ? { anyOf: [out, { type: 'null' }] } : out
}

interface Operation {
  segments: string[]
  /** May the last parameter hold slashes (`heads/main`, a path of a file)? */
  deep: boolean
  method: string
  pointer: string
  operation: Json
  parameters: Json[]
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const escapePointer = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1')
const isParameter = (segment: string | undefined): boolean => segment?.includes('{') ?? false
const DEEP = /\{(ref|path|basehead|base|head)\}/

const matches = ({ segments, deep }: Operation, path: string[]): boolean => {
  if (deep ? path.length < segments.length : path.length !== segments.length) return false
  return segments.every((segment, index) => isParameter(segment) || segment === path[index])
}

const follow = (document: Json, value: unknown): Json => {
  let current = value
  while (isObject(current) && typeof current.$ref === 'string') {
    current = current.$ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, part) => objectAt(at, part.replaceAll('~1', '/').replaceAll('~0', '~')), document)
  }
  return isObject(current) ? current : {}
}

const operationsOf = (document: Json): Operation[] =>
  Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    METHODS.filter((method) => isObject(item) && isObject(item[method])).map((method) => ({
      segments: path.split('/').slice(1),
      deep: DEEP.test(path.split('/').at(-1) ?? ''),
      method: method.toUpperCase(),
      pointer: `/paths/${escapePointer(path)}/${method}`,
      operation: objectAt(item, method),
      parameters: [...listAt(item, 'parameters'), ...listAt(objectAt(item, method), 'parameters')].map(
        (one) => follow(document, one),
      ),
    })),
  )

const literals = ({ segments }: Operation): number =>
  segments.filter((segment) => !isParameter(segment)).length

const ROOT = 'specification'

/** Alternatives that overlap, as generators of descriptions write them: one of them or several will do. */
const overlapping = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(overlapping)
  if (!isObject(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key === 'oneOf' ? 'anyOf' : key, overlapping(value)]),
  )
}

/**
 * Opens an OpenAPI 3 document. Schemas are compiled when first needed. `overlaps`: where the document says that exactly
 * one of several forms must fit, several may.
 */
export const openSpecification = (
  document: Json,
  { overlaps = false }: { overlaps?: boolean } = {},
): Specification => {
  const modernDocument = modern(overlaps ? overlapping(document) : document) as Json
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false })
  addFormats.default(ajv)
  ajv.addSchema({ ...modernDocument, $id: ROOT })
  // More literal segments first: `/git/refs/x` is not `/git/{kind}/x`.
  const operations = operationsOf(document).sort((a, b) => literals(b) - literals(a))
  const compiled = new Map<string, ValidateFunction>()

  const check = (pointer: string, value: unknown, what: string): string[] => {
    const reference = `${ROOT}#${pointer.split('/').map(encodeURIComponent).join('/')}`
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference })
    compiled.set(reference, validate)
    if (validate(value)) return []
    return (validate.errors ?? [])
      .slice(0, 5)
      .map(({ instancePath, message }) => `${what}${instancePath} ${message}`)
  }

  const find = ({ method, path }: SeenRequest): Operation | undefined => {
    const segments = path.split('/').slice(1)
    return operations.find((operation) => operation.method === method && matches(operation, segments))
  }

  const queryProblems = ({ parameters, operation }: Operation, query: URLSearchParams): string[] => {
    const known = parameters.filter((one) => one.in === 'query').map((one) => String(one.name))
    const unknown = [...query.keys()].filter((name) => !known.includes(name))
    return unknown.map((name) => `${operation.operationId}: no such query parameter: ${name}`)
  }

  const bodyProblems = ({ operation, pointer }: Operation, body: unknown): string[] => {
    const described = follow(document, operation.requestBody)
    if (body === undefined)
      return described.required === true ? [`${operation.operationId}: body missing`] : []
    const schema = objectAt(objectAt(described, 'content'), 'application/json').schema
    if (!isObject(schema)) return [`${operation.operationId}: takes no JSON body`]
    const unknown =
      isObject(body) && isObject(schema.properties) && schema.additionalProperties === undefined
        ? Object.keys(body).filter((key) => !Object.hasOwn(objectAt(schema, 'properties'), key))
        : []
    const at =
      isObject(operation.requestBody) && typeof operation.requestBody.$ref === 'string'
        ? operation.requestBody.$ref.slice(1)
        : `${pointer}/requestBody`
    return [
      ...unknown.map((key) => `${operation.operationId}: no such field: ${key}`),
      ...check(`${at}/content/application~1json/schema`, body, `${operation.operationId}: body`),
    ]
  }

  return {
    request: (seen) => {
      const operation = find(seen)
      if (!operation) return [`no such call: ${seen.method} ${seen.path}`]
      return [...queryProblems(operation, seen.query), ...bodyProblems(operation, seen.body)]
    },
    answer: (seen, { status, body }) => {
      const operation = find(seen)
      if (!operation) return []
      const described = objectAt(operation.operation, 'responses')[String(status)]
      // What every call may meet (no permission, rate limit, server's fault) is not listed call by call.
      if (described === undefined)
        return status >= 400 ? [] : [`${operation.operation.operationId}: no answer ${status}`]
      const content = objectAt(objectAt(follow(document, described), 'content'), 'application/json')
      if (!isObject(content.schema)) return []
      const at =
        isObject(described) && typeof described.$ref === 'string'
          ? described.$ref.slice(1)
          : `${operation.pointer}/responses/${status}`
      return check(
        `${at}/content/application~1json/schema`,
        body,
        `${operation.operation.operationId}: answer ${status}`,
      )
    },
  }
}

const SPECS = fileURLToPath(new URL('../../../shared/specs/', import.meta.url))
const opened = new Map<string, Specification | null>()

/**
 * The specification kept under this name beside the repository (`github/api...json`), or null where the folder is
 * not there: then tests run without it, and say so once.
 */
export const findSpecification = (
  name: string,
  options: { overlaps?: boolean } = {},
): Specification | null => {
  const known = opened.get(name)
  if (known !== undefined) return known
  const path = `${SPECS}${name}`
  const found = existsSync(path)
    ? openSpecification(JSON.parse(readFileSync(path, 'utf8')) as Json, options)
    : null
  if (!found)
    console.info(`The specification ${name} is not here: requests and answers are not checked against it.`)
  opened.set(name, found)
  return found
}
