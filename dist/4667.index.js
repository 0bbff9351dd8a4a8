export const id = 4667
export const ids = [4667]
export const modules = {
7589: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Y: () => registries
})
var _src_credentials_registry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4637)
var _src_databases_registry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8085)
var _src_flags_registry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7878)
var _src_metrics_registry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4292)
var _src_notify_registry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(660)
var _src_platforms_registry_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2027)
const COUNTING = ['local']
const platformSources = Object.fromEntries(
COUNTING.map(type => [
type,
async () => {
const {source} = await _src_platforms_registry_js__WEBPACK_IMPORTED_MODULE_5__.B[type]()
if (!source) throw new RangeError(`platform ${type} keeps no history of its own`)
return source
}
])
)
const registries = {
platforms: _src_platforms_registry_js__WEBPACK_IMPORTED_MODULE_5__.B,
sources: {...platformSources, ..._src_metrics_registry_js__WEBPACK_IMPORTED_MODULE_3__.T},
databases: _src_databases_registry_js__WEBPACK_IMPORTED_MODULE_1__.L,
flags: _src_flags_registry_js__WEBPACK_IMPORTED_MODULE_2__.P,
notifiers: _src_notify_registry_js__WEBPACK_IMPORTED_MODULE_4__.y,
credentials: _src_credentials_registry_js__WEBPACK_IMPORTED_MODULE_0__.z
}
},
4312: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
w: () => TOOL_VERSION
})
const TOOL_VERSION = '0.1.0'
},
1943: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Bv: () => headerName,
EA: () => COMPONENT_NAME,
Gf: () => secretName,
KN: () => percent,
Mp: () => nameRule,
My: () => windowEnd,
P2: () => POINTER_PATTERN,
UU: () => name,
Wn: () => pointer,
ZK: () => latency,
_: () => schedule,
ee: () => bytes,
em: () => sentence,
o_: () => NAME,
p0: () => duration,
tW: () => HEADER_PATTERN,
wC: () => matching
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8532)
var _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3355)
var _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7274)
var _kit_windows_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4327)
const written = ({title, pattern, parse, check}) =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP({
error: ({input}) => (input === undefined || input === null ? undefined : told(parse(input)))
})
.meta({title, pattern})
.transform((text, context) => {
const reading = parse(text)
const wrong = reading.ok ? (check?.(reading.value) ?? null) : reading
if (reading.ok && wrong === null) return reading.value
if (wrong) context.issues.push({code: 'custom', message: `${wrong.message}\n${wrong.fix}`, input: text})
return zod__WEBPACK_IMPORTED_MODULE_3__.tm
})
const told = reading => (reading.ok ? undefined : `${reading.message}\n${reading.fix}`)
const within =
({min = 0, max = Number.POSITIVE_INFINITY}, format) =>
value => {
if (value < min) return {message: `${format(value)} is too short`, fix: `${format(min)} or more`}
if (value > max) return {message: `${format(value)} is too long`, fix: `${format(max)} or less`}
return null
}
const duration = (bounds = {}) =>
written({
title: 'duration',
pattern: _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.Cq,
parse: _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.E9,
check: within(bounds, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.a3)
})
const latency = (bounds = {}) =>
written({
title: 'latency',
pattern: _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.cH,
parse: _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.Cb,
check: within(bounds, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.YL)
})
const bytes = (bounds = {}) =>
written({
title: 'byte size',
pattern: _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.RQ,
parse: _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.z_,
check: within(bounds, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.z3)
})
const percent = ({above, max = 100} = {}) =>
written({
title: 'percentage',
pattern: _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.FT,
parse: text => (0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.lo)(text, max),
check: value => (above !== undefined && value <= above ? {message: `must be above ${above}%`, fix: `a percentage above ${above}%, such as 10%`} : null)
})
const schedule = () =>
written({
title: 'schedule',
pattern: _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.B2,
parse: text => {
const reading = (0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.nP)(text)
return reading.ok ? {ok: true, value: text} : reading
}
})
const windowEnd = () => written({title: 'moment', pattern: _kit_windows_js__WEBPACK_IMPORTED_MODULE_1__.EM, parse: _kit_windows_js__WEBPACK_IMPORTED_MODULE_1__.l_})
const matching = rule =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.meta({title: rule.title, pattern: rule.pattern})
.refine(text => new RegExp(rule.pattern, 'u').test(text), {
error: ({input}) => `${rule.hush ? 'this' : ((0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.TL))(input)} is not ${rule.what}\n${rule.fix}`
})
const COMPONENT_NAME = {pattern: '^[a-z][a-z0-9-]{0,14}$', most: 15}
const NAME = {pattern: '^[a-z][a-z0-9-]{0,30}$', most: 31}
const nameRule = most => `a name of at most ${most} characters: a-z, 0-9 and hyphens, a letter first`
const name = (rule = NAME) => matching({title: 'name', pattern: rule.pattern, what: 'a name', fix: nameRule(rule.most)})
const secretName = () =>
matching({
title: 'secret name',
pattern: _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_4__.J,
what: 'the name of a secret',
fix: 'its name on GitHub, such as DATABASE_URL: A-Z, 0-9 and _, not beginning with GITHUB_',
hush: true
})
const POINTER_PATTERN = '^(/([^~/]|~[01])*)+$'
const pointer = () =>
matching({
title: 'JSON pointer',
pattern: POINTER_PATTERN,
what: 'a JSON pointer',
fix: 'a pointer such as /build/revision'
})
const HEADER_PATTERN = "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$"
const headerName = () =>
matching({
title: 'header name',
pattern: HEADER_PATTERN,
what: 'a header name',
fix: 'a name such as x-revision'
}).transform(text => text.toLowerCase())
const sentence = (most = 300) => zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(1).max(most)
},
3632: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
LF: () => pathText,
kp: () => closest,
lb: () => openFindings
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3355)
const openFindings = () => {
const all = []
const notices = []
const collection = {
all,
notices,
add: finding => {
const known = finding.message === 'missing' && all.some(({path}) => pathText(path) === pathText(finding.path))
if (!known) all.push(finding)
},
notice: finding => notices.push(finding),
read: (schema, value, path, alsoKnown = []) => {
const result = schema.safeParse(value, {error: explain})
if (result.success) return result.data
for (const issue of result.error.issues) for (const finding of translate(issue, value, path, alsoKnown)) collection.add(finding)
return undefined
}
}
return collection
}
const pathText = path =>
path
.map(part => (typeof part === 'number' ? `[${part}]` : `.${showKey(part)}`))
.join('')
.replace(/^\./, '')
const showKey = key => (/^[\w/-]{1,60}$/.test(key) ? key : (0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.TL)(key))
const KINDS = {
string: 'text',
number: 'a number',
int: 'a whole number',
boolean: 'true or false',
object: 'a mapping',
record: 'a mapping',
array: 'a list'
}
const kindOf = value => {
if (Array.isArray(value)) return 'a list'
return KINDS[typeof value] ?? 'nothing'
}
const explain = issue => {
switch (issue.code) {
case 'invalid_type':
if (issue.input === undefined) return `missing\n${expected(issue)}`
if (issue.input === null) return `empty\n${expected(issue)}`
return `must be ${KINDS[issue.expected] ?? issue.expected}, not ${kindOf(issue.input)}\n${expected(issue)}`
case 'too_small':
return bound('at least', issue.origin, Number(issue.minimum))
case 'too_big':
return bound('at most', issue.origin, Number(issue.maximum))
case 'invalid_value': {
const allowed = issue.values.map(String)
if (issue.input === undefined) return `missing\n${allowed.join(' or ')}`
const near = typeof issue.input === 'string' ? closest(issue.input, allowed) : null
return `${(0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.TL)(issue.input)} is not allowed\n${near ?? allowed.join(' or ')}`
}
case 'unrecognized_keys':
return knownKeys(issue.inst).join(' ')
default:
return undefined
}
}
const expected = ({inst, expected: kind}) => {
const title = inst instanceof zod__WEBPACK_IMPORTED_MODULE_1__.aRx ? inst.meta()?.title : undefined
return title ? `a ${title}` : (KINDS[kind] ?? kind)
}
const bound = (word, origin, limit) => {
const side = word === 'at least' ? 'few' : 'many'
if (origin === 'string') return `too ${side} characters\n${word} ${limit}`
if (origin === 'array') return `too ${side} entries\n${word} ${limit}`
return `out of range\n${word} ${limit}`
}
const knownKeys = schema => (schema instanceof zod__WEBPACK_IMPORTED_MODULE_1__.bvH ? Object.keys(schema.shape) : [])
const translate = (issue, value, base, alsoKnown) => {
const path = [...base, ...issue.path.map(part => (typeof part === 'symbol' ? String(part) : part))]
if (issue.code === 'unrecognized_keys') {
const known = [...(issue.path.length === 0 ? alsoKnown : []), ...issue.message.split(' ').filter(Boolean)]
return issue.keys.slice(0, 200).map(key => unknownKey(path, key, known))
}
if (issue.code === 'invalid_union') {
const here = issue.path.reduce((inner, key) => inner?.[key], value)
return fitting(issue).flatMap(inner => translate(inner, here, path, []))
}
const [message = '', fix] = issue.message.split('\n')
const key = path.at(-1)
if (message === 'missing' && typeof key === 'string') return [{path, on: 'key', message, fix: `${key}: ${fix}`}]
return [{path, message, ...(fix ? {fix} : {})}]
}
const fitting = issue => {
const meant = issue.errors.find(issues => !issues.some(inner => inner.code === 'invalid_type' && inner.path.length === 0))
return meant ?? issue.errors[0] ?? []
}
const unknownKey = (path, key, known) => {
const near = closest(key, known)
return {
path: [...path, key],
on: 'key',
message: near ? `unknown key; did you mean ${near}?` : 'unknown key',
...(near ? {fix: near} : known.length > 0 ? {fix: `one of ${known.join(', ')}`} : {})
}
}
const closest = (word, known) => {
if (word.length > 60) return null
const bare = text => text.toLowerCase().replace(/[-_ ]/g, '')
const same = known.find(each => bare(each) === bare(word))
if (same) return same
const ranked = known
.map(each => ({each, distance: editDistance(word.toLowerCase(), each.toLowerCase())}))
.filter(({each, distance}) => distance <= Math.max(1, Math.floor(each.length / 3)))
.sort((left, right) => left.distance - right.distance)
return ranked[0]?.each ?? null
}
const editDistance = (from, to) => {
let older = []
let last = Array.from({length: to.length + 1}, (_, index) => index)
for (let row = 1; row <= from.length; row += 1) {
const next = [row]
for (let column = 1; column <= to.length; column += 1) {
const cost = from[row - 1] === to[column - 1] ? 0 : 1
const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
next[column] = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + cost, swapped ? (older[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY)
}
older = last
last = next
}
return last[to.length] ?? 0
}
},
9466: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Z: () => loadConfig
})
var external_node_crypto_ = __webpack_require__(7598)
var errors = __webpack_require__(7463)
var config_findings = __webpack_require__(3632)
var grammar = __webpack_require__(3355)
var resolve = __webpack_require__(6908)
var sections_environments = __webpack_require__(5315)
const SECOND = 1000
const MINUTE = 60 * SECOND
const SLICES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1440].map(minutes => minutes * MINUTE)
const checkSources = (environment, asked, path, findings) => {
const {sources} = asked
const slice = (0, resolve.Mz)(environment, sources)
const at = environment.slice === null ? {path, on: 'key'} : {path: [...path, 'slice']}
const steps = {path: [...path, 'steps'], on: 'key'}
const length = (0, resolve.vy)(environment)
for (const source of sources) {
const {type, minSlice, lookBack, delay} = source
if (slice < minSlice)
findings.add({
...at,
message: `${type} cannot cut slices of ${(0, grammar.a3)(slice)}`,
fix: `${(0, grammar.a3)(minSlice)} or more`
})
if (lookBack !== null && length + delay > lookBack)
findings.add({
...steps,
message: `the plan takes ${(0, grammar.a3)(length)}, but ${type} looks back ${(0, grammar.a3)(lookBack)} only${delay > 0 ? ` and answers ${(0, grammar.a3)(delay)} late` : ''}`,
fix: lookBack > delay ? `bakes and watches of at most ${(0, grammar.a3)(lookBack - delay)} in all, or a source that keeps its history longer` : 'a source that keeps its history longer'
})
const cost = costOf(source, asked, length, slice)
if (cost) findings.add({...at, ...cost})
}
noticeDelay(environment, sources, slice, path, findings)
}
const costOf = ({name, type, limit}, {metrics, costs}, length, slice) => {
if (limit === null) return null
const own = metrics.filter(({source}) => source === name).flatMap(metric => costs.get(metric.name) ?? [])
const needed = each => {
const grid = {slice: each, count: Math.ceil(length / each)}
const look = own.reduce((sum, perRead) => sum + perRead(grid), 0)
return {look, period: look * Math.max(1, Math.ceil(limit.per / each))}
}
const {look, period} = needed(slice)
if (period <= limit.requests) return null
const longer = SLICES.find(each => each > slice && needed(each).period <= limit.requests)
const per = (0, grammar.a3)(limit.per)
return {
message: `one look takes ${look} requests to ${type} at the end of the plan, ${period} in ${per}; ${type} allows ${limit.requests}`,
fix: longer === undefined ? 'fewer metrics of this source, shorter bakes, or another source' : `slice: ${(0, grammar.a3)(longer)}, or fewer metrics of this source`
}
}
const noticeDelay = (environment, sources, slice, path, findings) => {
const first = slice * (1 + environment.warmUp)
const delay = Math.max(0, ...sources.map(source => source.delay))
const blind = environment.steps.findIndex(({bake}) => bake < first + delay)
if (sources.length === 0 || blind < 0) return
const whole = (environment.steps[blind]?.bake ?? 0) >= first
findings.notice({
path: [...path, 'steps', blind, 'bake'],
message: whole ? `shorter than warm-up, one slice and the ${(0, grammar.a3)(delay)} that the source is late (${(0, grammar.a3)(first + delay)}), so nothing is judged before the bake is over` : `shorter than warm-up and one slice (${(0, grammar.a3)(first)}), so nothing is judged at this step`,
fix: 'a longer bake or a shorter slice'
})
}
var timing = __webpack_require__(904)
const DAY = 86_400_000
const checkEnvironment = (config, environment, findings, costs = new Map()) => {
const path = ['environments', environment.name]
const metrics = config.metrics.filter(({name}) => environment.metrics.includes(name))
const sources = config.sources.filter(({name}) => metrics.some(({source}) => source === name))
checkTime(environment, path, findings)
checkSources(environment, {metrics, sources, costs}, path, findings)
for (const finding of checkCapabilities(config.components, environment)) findings.add(finding)
const {steps} = environment
if (steps.length > 1 && (steps[0]?.weight ?? 0) > 50)
findings.notice({
path: [...path, 'steps', 0, 'weight'],
message: 'a first step above 50% harms most users before anything is seen',
fix: '5% to 10%'
})
if (steps.length > 1 && metrics.length === 0)
findings.notice({
path,
on: 'key',
message: 'no metric judges here: time and people alone decide',
fix: 'metrics'
})
if (metrics.length > 0 && metrics.every(({breaker}) => breaker === null))
findings.notice({
path,
on: 'key',
message: 'no metric has a circuit breaker, so a release that fails every request is watched for several slices',
fix: 'abort: 50%'
})
}
const checkTime = (environment, path, findings) => {
const taken = (0, timing.m)(environment.steps).reduce((total, value) => total + value, 0)
const {deadline} = (0, resolve.XC)(environment)
if (taken > sections_environments.X4)
findings.add({
path: [...path, 'steps'],
on: 'key',
message: `the steps take ${(0, grammar.a3)(taken)}`,
fix: 'at most 60d in all'
})
else if (deadline < taken)
findings.add({
path: [...path, 'deadline'],
message: `${(0, grammar.a3)(deadline)} is less than the ${(0, grammar.a3)(taken)} that the steps take`,
fix: (0, grammar.a3)(Math.min(2 * taken + DAY, sections_environments.X4))
})
}
const checkCapabilities = (components, environment) => {
const partial = environment.steps.findIndex(({weight}) => weight < 100)
const weight = environment.steps[partial]?.weight
if (weight === undefined) return []
const docs = 'configuration.md#components'
const whole = components.length > 0 && components.every(({exposure}) => exposure === 'full')
if (whole && !environment.steps[partial]?.features?.length)
return [
{
path: ['environments', environment.name, 'steps', partial, 'weight'],
message: `every component is deployed whole, so nobody would see a step of ${(0, grammar.l9)(weight)}`,
fix: 'one step to 100%, or a component with exposure: split or flag:<name>',
docs
}
]
return components.flatMap(({name, platform, exposure, capabilities}) => {
if (exposure !== 'split' || capabilities?.split !== 'none') return []
return [
{
path: ['components', name, 'exposure'],
message: `${platform} cannot divide traffic and cannot honour the step of ${(0, grammar.l9)(weight)} in ${environment.name}`,
fix: 'exposure: full, which deploys it whole at the deploy gate and takes it along on the way back, or exposure: flag:<name>',
docs
}
]
})
}
var entries = __webpack_require__(7413)
var schemas = __webpack_require__(2857)
var fields = __webpack_require__(1943)
const SLOW_PATTERN = /\)[*+?{]|\\[1-9k]|\(\?(?!:)/
const pattern = () =>
schemas
.YjP()
.min(1)
.max(200)
.meta({title: 'regular expression', format: 'regex'})
.refine(compiles, {
error: 'not a regular expression\na JavaScript pattern such as sk_live_[A-Za-z0-9]{24}'
})
.refine(text => !SLOW_PATTERN.test(text), {
error: 'repeated groups, back references and look-around are not allowed\na plain pattern such as sk_live_[A-Za-z0-9]{24}'
})
const compiles = text => {
try {
new RegExp(`^(?:${text})$`, 'u')
return true
} catch {
return false
}
}
const PLAIN = 'plain'
const secretSchema = schemas.rej({
name: (0, fields.Gf)().describe('Its name on GitHub.'),
kind: schemas.YjP().max(40).default(PLAIN).describe('What it is; without it `plain`. Every other kind is asked for at its vendor, and adds keys of its own.'),
ask: schemas.zMY().default(true).describe('Whether the vendor is asked if it does its job.'),
description: (0, fields.em)().optional().describe('What it is for.'),
format: schemas.k5n(['text', 'url', 'json', 'jwt', 'pem']).default('text').describe('What the value is; one that does not parse is found before anything is changed.'),
pattern: pattern().optional().describe('Regular expression that the whole value must match.'),
from: (0, fields.em)().optional().describe('Where a person gets a value: a sentence or an address.'),
environments: schemas
.YOg(schemas.YjP().meta({pattern: fields.o_.pattern}))
.min(1)
.max(20)
.optional()
.describe('Environments that need it. Default: all.'),
components: schemas
.YOg(schemas.YjP().meta({pattern: fields.EA.pattern}))
.min(1)
.max(20)
.optional()
.describe('Components that must have a secret of this name on their platform as well.'),
github: schemas.zMY().default(true).describe('Whether it must be on GitHub. `false`: on the platforms of `components` alone.')
})
const MAX_SECRETS = 100
const secretsSchema = schemas.YOg(schemas.KCZ([(0, fields.Gf)(), secretSchema])).max(MAX_SECRETS)
const readSecrets = async (raw, registry, notes) => {
const {findings} = notes
if (raw === undefined) return []
if (!Array.isArray(raw) || raw.length > MAX_SECRETS) {
findings.read(secretsSchema, raw, ['secrets'])
return []
}
const secrets = []
for (const [index, entry] of raw.entries()) secrets.push(...(await readSecret(entry, ['secrets', index], registry, notes)))
for (const [index, {name}] of secrets.entries())
if (secrets.findIndex(other => other.name === name) < index)
findings.add({
path: ['secrets'],
on: 'key',
message: `${name} is listed twice`,
fix: 'each secret once'
})
return secrets
}
const readSecret = async (entry, path, registry, notes) => {
const {findings} = notes
const shape = secretSchema.shape
const read = findings.read(secretsSchema.element, (0, entries.Hs)(entry, shape), path)
if (read === undefined) return []
if (typeof read === 'string') return [toSecret({...DEFAULTS, name: read}, {})]
const definition = await (0, entries.Fg)(registry, read.kind, [...path, 'kind'], 'kind of secret', findings)
const options = definition && (0, entries.Tt)(definition, {value: entry, shape, path}, notes)
if (!read.github && read.components === undefined)
findings.add({
path: [...path, 'github'],
message: 'a secret that is not on GitHub must be on a platform',
fix: 'components: with the components that have it'
})
return [toSecret(read, options)]
}
const DEFAULTS = {kind: PLAIN, ask: true, format: 'text', github: true}
const toSecret = ({name, kind, ask, description, format, pattern: form, from, environments, components, github}, options) => ({
name,
kind,
options,
ask,
description: description ?? null,
format,
pattern: form ?? null,
from: from ?? null,
environments: environments ?? null,
components: components ?? null,
github
})
const checkSecretComponents = (raw, components, findings) => {
const names = components.map(({name}) => name)
for (const [index, entry] of (Array.isArray(raw) ? raw.slice(0, MAX_SECRETS) : []).entries()) {
const named = (0, entries.pi)(entry) && Array.isArray(entry.components) ? entry.components.slice(0, 20) : []
for (const [inner, name] of named.entries()) {
if (typeof name !== 'string') continue
const path = ['secrets', index, 'components', inner]
const component = components.find(each => each.name === name)
if (!component) findings.add((0, entries.U0)(path, 'component', names, name))
else if (component.capabilities?.secretNames === false)
findings.add({
path,
message: `${component.platform} does not tell the names of its secrets`,
fix: 'the secret without this component'
})
}
}
}
var json_schema = __webpack_require__(3260)
var sections_components = __webpack_require__(7385)
const printable = () =>
schemas
.YjP()
.max(2000)
.refine(text => /^[\x20-\x7e]*$/.test(text) && text.trim() === text, {
error: 'header values are printable ASCII without spaces at the ends\na value such as application/json'
})
const jsonValue = () => schemas.L5J().transform(value => value)
const smokePath = () =>
(0, fields.wC)({
title: 'path',
pattern: '^/(?!/)[!-"$-\\[\\]-~]{0,1023}$',
what: 'a path',
fix: 'a path such as /healthz or /api/items?limit=1, encoded, without #'
})
const templateOf = value =>
value.split(/(\{secret:[A-Z_][A-Z0-9_]{0,99}\})/).flatMap((part, index) => {
if (index % 2 === 1) return [{secret: part.slice('{secret:'.length, -1)}]
return part === '' ? [] : [part]
})
const stages_MINUTE = 60_000
const common = {
name: (0, fields.UU)().describe('Unique name of the check.'),
component: schemas.YjP().optional().describe('Component that is asked. Default: the only one.')
}
const headers = () =>
schemas
.g1P(schemas.YjP().meta({pattern: fields.tW}), printable())
.optional()
.describe('Headers of the request. `{secret:NAME}` stands for a secret listed under `secrets`.')
const kind = type => schemas.euz(type).describe('Kind of check. Without it: one HTTP request.')
const hostName = () =>
(0, fields.wC)({
title: 'host name',
pattern: '^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*$',
what: 'a host name',
fix: 'a name such as api.example.com'
})
const websocketSchema = schemas
.rej({
type: kind('websocket'),
...common,
path: smokePath().describe('Path and query.'),
headers: headers(),
protocols: schemas
.YOg(schemas.YjP().regex(/^[\w.-]{1,60}$/))
.max(10)
.default([])
.describe('Subprotocols that are offered.'),
send: jsonValue().optional().describe('Sent once it is open: text as it is, anything else as JSON.'),
contains: schemas.YjP().min(1).max(1000).optional().describe('Text that a message must hold.'),
within: (0, fields.ZK)({min: 1, max: 30_000}).prefault('5000ms').describe('Longest time until it is open, and from then until that message.'),
stay: (0, fields.p0)({max: 5 * stages_MINUTE})
.prefault('10s')
.describe('Time that it must stay open afterwards.'),
silence: (0, fields.p0)({min: 1_000, max: 5 * stages_MINUTE})
.optional()
.describe('Longest time without a message meanwhile. Default: it may be silent.')
})
.meta({title: 'websocket'})
const certificateSchema = schemas
.rej({
type: kind('certificate'),
...common,
host: hostName().optional().describe('Host whose certificate is looked at. Default: the one of the component.'),
days: schemas.Whr().min(0).max(365).default(14).describe('Days that it must still be good for.')
})
.meta({title: 'certificate'})
const dnsSchema = schemas
.rej({
type: kind('dns'),
...common,
host: hostName().describe('Name that is asked for.'),
record: schemas.k5n(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT']).describe('Kind of record.'),
values: schemas.YOg(schemas.YjP().min(1).max(500)).min(1).max(20).describe('Values that must be among the answers.')
})
.meta({title: 'dns'})
const commandSchema = schemas
.rej({
type: kind('command'),
...common,
command: schemas.YOg(schemas.YjP().min(1).max(1000)).min(1).max(50).describe('Program and arguments, without a shell. It finds the release in `SLUICE_URL`, `SLUICE_HEADERS` (JSON) and `SLUICE_REVISION`, and passes with exit code 0.'),
env: schemas
.YOg((0, fields.Gf)())
.max(20)
.default([])
.describe('Names of variables of the step that it gets as well.'),
timeout: (0, fields.p0)({min: 1_000, max: 10 * stages_MINUTE})
.prefault('5m')
.describe('Time after which it has failed.')
})
.meta({title: 'command'})
const loadSchema = schemas
.rej({
type: kind('load'),
...common,
method: schemas.k5n(['GET', 'HEAD', 'POST', 'PUT']).default('GET').describe('Method of the requests.'),
path: smokePath().describe('Path and query.'),
headers: headers(),
body: jsonValue().optional().describe('Body of the requests: text as it is, anything else as JSON.'),
rate: schemas.aig().min(0.1).max(10_000).optional().describe('Requests per second. Times count from the moment at which each was due. Default: as many as the connections carry.'),
connections: schemas.Whr().min(1).max(500).default(10).describe('Connections at most.'),
duration: (0, fields.p0)({min: 1_000, max: 10 * stages_MINUTE})
.prefault('30s')
.describe('How long it lasts.'),
timeout: (0, fields.ZK)({min: 1, max: 60_000}).prefault('10000ms').describe('Time after which a request has failed.'),
status: schemas
.KCZ([schemas.Whr().min(100).max(599), schemas.YOg(schemas.Whr().min(100).max(599)).min(1).max(20)])
.default(200)
.describe('Status of a good answer, or a list of allowed ones.'),
version: schemas
.rej({header: (0, fields.Bv)().describe('In this header.')})
.optional()
.describe('Where every answer names its revision: `{ header: x-revision }`.'),
errors: (0, fields.KN)().prefault('1%').describe('Tolerated share of requests that fail.'),
p50: (0, fields.ZK)().optional().describe('Longest time for half of the requests. Needs `rate`.'),
p95: (0, fields.ZK)().optional().describe('Longest time for 95 % of the requests. Needs `rate`.'),
p99: (0, fields.ZK)().optional().describe('Longest time for 99 % of the requests. Needs `rate`.')
})
.meta({title: 'load'})
const stageSchemas = {
websocket: websocketSchema,
certificate: certificateSchema,
dns: dnsSchema,
command: commandSchema,
load: loadSchema
}
const stageSchema = schemas.gMt('type', [websocketSchema, certificateSchema, dnsSchema, commandSchema, loadSchema])
const isStageType = type => typeof type === 'string' && Object.hasOwn(stageSchemas, type)
const textOf = value => {
if (value === undefined || value === null) return null
return typeof value === 'string' ? value : JSON.stringify(value)
}
const headersOf = given => Object.entries(given ?? {}).map(([key, value]) => ({name: key.toLowerCase(), value: templateOf(value)}))
const toStage = (read, component) => {
const own = {name: read.name, component}
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
silence: read.silence ?? null
}
case 'certificate':
return {...own, type: read.type, host: read.host ?? null, days: read.days}
case 'dns':
return {...own, type: read.type, host: read.host, record: read.record, values: read.values}
case 'command':
return {...own, type: read.type, command: read.command, env: read.env, timeout: read.timeout}
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
limits: {p50: read.p50 ?? null, p95: read.p95 ?? null, p99: read.p99 ?? null}
}
default:
return read
}
}
const statusCode = () => schemas.Whr().min(100).max(599)
const expectSchema = schemas.rej({
status: schemas
.KCZ([statusCode(), schemas.YOg(statusCode()).min(1).max(20)])
.default(200)
.describe('Status of the answer, or a list of allowed ones.'),
json: schemas
.g1P(schemas.YjP().meta({pattern: fields.P2}), jsonValue())
.optional()
.describe('JSON pointers and the values that must stand there.'),
header: schemas
.g1P(schemas.YjP().meta({pattern: fields.tW}), printable())
.optional()
.describe('Headers of the answer and their values.'),
contains: schemas.YjP().min(1).max(1000).optional().describe('Text that the body must hold.'),
schema: schemas.g1P(schemas.YjP(), schemas.L5J()).optional().describe('JSON Schema that the body must fit.')
})
const smokeSchema = schemas.rej({
name: (0, fields.UU)().describe('Unique name of the check.'),
component: schemas.YjP().optional().describe('Component that is asked. Default: the only one.'),
method: schemas.k5n(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).default('GET').describe('Method of the request.'),
path: smokePath().describe('Path and query.'),
headers: schemas
.g1P(schemas.YjP().meta({pattern: fields.tW}), printable())
.optional()
.describe('Headers of the request. `{secret:NAME}` stands for a secret listed under `secrets`.'),
body: jsonValue().optional().describe('Body of the request: text is sent as it is, anything else as JSON.'),
expect: expectSchema.prefault({}).describe('What the answer must be.'),
version: schemas
.KCZ([schemas.rej({json: (0, fields.Wn)().describe('In the body, at this JSON pointer.')}), schemas.rej({header: (0, fields.Bv)().describe('In this header.')})])
.optional()
.describe('Where the answer names its revision, which must be the one under test: `{ json: /revision }` or `{ header: x-revision }`.'),
within: (0, fields.ZK)().optional().describe('Longest time for one answer.'),
'warm-up': schemas.Whr().min(0).max(100).default(0).describe('Requests sent first, whose answers do not count.'),
passes: schemas.Whr().min(1).max(100).default(1).describe('Passes in a row that are needed.'),
interval: (0, fields.p0)({min: 1_000, max: 600_000}).prefault('1s').describe('Time between two requests.'),
deadline: (0, fields.p0)({min: 1_000, max: 3_600_000}).prefault('2m').describe('Time after which the check has failed.'),
'max-body': (0, fields.ee)({min: 1, max: 16 * 1024 ** 2})
.prefault('1MiB')
.describe('Largest body that is read.')
})
const MAX_CHECKS = 30
const smokeListSchema = schemas.YOg(schemas.KCZ([smokeSchema, ...Object.values(stageSchemas)])).max(MAX_CHECKS)
const readSmoke = (raw, components, findings) => {
const found = {smoke: [], stages: []}
if (raw === undefined) return found
if (!Array.isArray(raw) || raw.length > MAX_CHECKS) {
findings.read(schemas.YOg(schemas.L5J()).max(MAX_CHECKS), raw, ['smoke'])
return found
}
for (const [index, entry] of raw.entries()) {
const path = ['smoke', index]
const type = (0, entries.pi)(entry) ? entry.type : undefined
const component = (0, entries.pi)(entry) ? (0, sections_components.D5)(entry.component, path, components, findings, 'component') : undefined
const place = component?.name ?? ''
if (isStageType(type)) {
const read = findings.read(stageSchema, entry, path)
checkKeys(entry, path, findings)
checkLoad(entry, path, findings)
if (read) found.stages.push(toStage(read, place))
} else if (type !== undefined) findings.add((0, entries.U0)([...path, 'type'], 'kind of check', Object.keys(stageSchemas), String(type)))
else {
const read = findings.read(smokeSchema, entry, path)
checkKeys(entry, path, findings)
if (read) found.smoke.push(toCheck(read, place))
}
}
return found
}
const checkLoad = (entry, path, findings) => {
if (!(0, entries.pi)(entry) || entry.type !== 'load' || entry.rate !== undefined) return
for (const key of ['p50', 'p95', 'p99'])
if (entry[key] !== undefined)
findings.add({
path: [...path, key],
on: 'key',
message: 'without a rate slow answers hide the requests that wait behind them',
fix: 'rate: with the requests per second that are expected'
})
}
const checkKeys = (entry, path, findings) => {
if (!(0, entries.pi)(entry)) return
if (entry.body !== undefined && ['GET', 'HEAD', undefined].includes(entry.method))
findings.add({
path: [...path, 'body'],
on: 'key',
message: 'a request by GET or HEAD has no body',
fix: 'method: POST'
})
for (const key of ['path', 'body'])
if (JSON.stringify(entry[key])?.includes('{secret:'))
findings.add({
path: [...path, key],
message: 'secrets can stand in headers only',
fix: 'headers: { authorization: "Bearer {secret:NAME}" }'
})
const expected = (0, entries.pi)(entry.expect) ? entry.expect : {}
const wrong = (0, entries.pi)(expected.schema) ? (0, json_schema.n)(expected.schema) : null
if (wrong !== null)
findings.add({
path: [...path, 'expect', 'schema'],
message: wrong,
fix: 'type: object, properties: ...'
})
for (const key of (0, entries.pi)(expected.json) ? Object.keys(expected.json) : [])
if (!new RegExp(fields.P2, 'u').test(key))
findings.add({
path: [...path, 'expect', 'json', key],
on: 'key',
message: `${(0, grammar.TL)(key)} is not a JSON pointer`,
fix: 'a pointer such as /build/revision'
})
checkHeaderNames(entry.headers, [...path, 'headers'], findings)
checkHeaderNames(expected.header, [...path, 'expect', 'header'], findings)
if ((0, entries.pi)(entry.headers)) checkHeaderValues(entry.headers, [...path, 'headers'], findings)
}
const checkHeaderNames = (headers, path, findings) => {
const names = (0, entries.pi)(headers) ? Object.keys(headers) : []
if (names.length > 30) findings.add({path, on: 'key', message: 'more than 30 headers', fix: 'at most 30'})
for (const [index, each] of names.slice(0, 30).entries()) {
if (!new RegExp(fields.tW).test(each))
findings.add({
path: [...path, each],
on: 'key',
message: `${(0, grammar.TL)(each)} is not a header name`,
fix: 'a name such as accept'
})
if (names.findIndex(other => other.toLowerCase() === each.toLowerCase()) < index) findings.add({path: [...path, each], on: 'key', message: 'stands twice', fix: 'one of the two'})
}
}
const OURS = new Set(['host', 'content-length', 'connection', 'transfer-encoding', 'upgrade', 'expect', 'te', 'trailer'])
const CREDENTIALS = new Set(['authorization', 'cookie', 'apikey', 'api-key', 'x-api-key', 'x-auth-token', 'proxy-authorization'])
const checkHeaderValues = (headers, path, findings) => {
for (const [key, value] of Object.entries(headers)) {
const at = [...path, key]
if (OURS.has(key.toLowerCase()))
findings.add({
path: at,
on: 'key',
message: 'Sluice sets this header itself',
fix: 'the check without it'
})
if (typeof value !== 'string') continue
if (CREDENTIALS.has(key.toLowerCase()) && !value.includes('{secret:'))
findings.add({
path: at,
message: 'a credential in the file',
fix: '{secret:NAME}, with NAME listed under secrets'
})
if (templateOf(value).some(part => typeof part === 'string' && /\{\s*secret|\$\{\{/i.test(part)))
findings.add({
path: at,
message: 'not a reference to a secret',
fix: '{secret:NAME}, for example Bearer {secret:API_KEY}'
})
}
}
const toCheck = (read, component) => ({
name: read.name,
component,
method: read.method,
path: read.path,
headers: pairs(read.headers).map(([key, value]) => ({name: key.toLowerCase(), value: templateOf(value)})),
body: read.body === undefined || read.body === null ? null : typeof read.body === 'string' ? {text: read.body} : {json: read.body},
expect: {
status: [read.expect.status].flat(),
json: pairs(read.expect.json).map(([key, value]) => ({pointer: key, value})),
header: pairs(read.expect.header).map(([key, value]) => ({name: key.toLowerCase(), value})),
contains: read.expect.contains ?? null,
schema: read.expect.schema ?? null
},
version: read.version ?? null,
within: read.within ?? null,
warmUp: read['warm-up'],
passes: read.passes,
interval: read.interval,
deadline: read.deadline,
maxBody: read['max-body']
})
const pairs = record => Object.entries(record ?? {})
const checkReferences = (raw, config, needs, findings) => {
checkSecretUse(raw, config, [...needs, ...headerNeeds(raw)], findings)
checkSecretEnvironments(raw, findings)
checkNames(raw, findings)
if (config.smoke.length > 0 && config.smoke.every(({version}) => version === null))
findings.notice({
path: ['smoke'],
on: 'key',
message: 'no check asserts the revision, so the wrong release could pass',
fix: 'version: { json: /revision }'
})
}
const listOf = (section, most) => (Array.isArray(section) ? section.slice(0, most) : [])
const headerNeeds = raw =>
listOf(raw.smoke, MAX_CHECKS).flatMap((check, index) => {
const headers = (0, entries.pi)(check) && (0, entries.pi)(check.headers) ? Object.entries(check.headers) : []
return headers.flatMap(([header, value]) => (typeof value === 'string' ? templateOf(value) : []).flatMap(part => (typeof part === 'string' ? [] : [{name: part.secret, path: ['smoke', index, 'headers', header]}])))
})
const checkSecretUse = (raw, {secrets}, needs, findings) => {
if (Array.isArray(raw.secrets) && raw.secrets.length > secrets.length) return
const listed = new Set(secrets.map(({name}) => name))
const nearestFirst = needs.toSorted((left, right) => right.path.length - left.path.length)
for (const {name, path} of nearestFirst) {
if (listed.has(name)) continue
listed.add(name)
findings.add({path, message: `${name} is not listed under secrets`, fix: `- ${name} below secrets:`})
}
}
const checkSecretEnvironments = (raw, findings) => {
const environments = (0, entries.pi)(raw.environments) ? Object.keys(raw.environments) : []
for (const [index, secret] of listOf(raw.secrets, MAX_SECRETS).entries())
for (const [inner, name] of listOf((0, entries.pi)(secret) && secret.environments, 20).entries()) if (typeof name === 'string' && !environments.includes(name)) findings.add((0, entries.U0)(['secrets', index, 'environments', inner], 'environment', environments, name))
}
const checkNames = (raw, findings) => {
const names = listOf(raw.smoke, MAX_CHECKS).map(check => ((0, entries.pi)(check) ? check.name : undefined))
for (const [index, name] of names.entries())
if (typeof name === 'string' && names.indexOf(name) < index)
findings.add({
path: ['smoke', index, 'name'],
message: 'another check has this name',
fix: 'a name of its own'
})
}
const folder = () =>
(0, fields.wC)({
title: 'folder',
pattern: '^(?!/)(?!.*(^|/)\\.{1,2}(/|$))(?!.*//)[^\\\\:*?"<>|]{1,200}$',
what: 'a folder of this repository',
fix: 'a path from its root, such as supabase/migrations'
})
const databaseSchema = schemas.rej({
type: schemas.YjP().max(40).describe('Kind of database. It may add keys of its own.'),
url: (0, fields.Gf)().optional().describe('Name of the secret that holds the connection string, for kinds that have one. It must be listed under `secrets`.'),
migrations: folder().default('supabase/migrations').describe('Folder of migrations, from the root of the repository.'),
'restore-point': schemas.k5n(['required', 'if-possible', 'none']).default('if-possible').describe('Whether a point to restore to is taken before anything is migrated. `required` refuses to migrate without one.')
})
const readDatabase = async (raw, databases, notes) => {
if (raw === undefined) return null
const {findings, needs} = notes
const shape = databaseSchema.shape
const path = ['database']
const base = findings.read(databaseSchema, (0, entries.Hs)(raw, shape), path)
const type = (0, entries.pi)(raw) ? raw.type : undefined
const definition = await (0, entries.Fg)(databases, type, [...path, 'type'], 'database', findings)
const options = definition && (0, entries.Tt)(definition, {value: raw, shape, path}, notes)
if (!base) return null
const {'restore-point': restorePoint, ...rest} = base
const {url, ...common} = rest
if (url !== undefined) needs.push({name: url, path: [...path, 'url']})
return {...common, restorePoint, options}
}
var sections_flags = __webpack_require__(2494)
var metrics = __webpack_require__(3222)
const NOTICE_KINDS = ['started', 'bumped', 'approval-asked', 'held', 'aborted', 'rolled-back', 'rollback-failed', 'promoted']
const MAX_NOTIFIERS = 10
const notifierSchema = schemas.rej({
type: schemas.YjP().max(40).describe('Kind of notifier. It adds keys of its own.'),
events: schemas.YOg(schemas.k5n(NOTICE_KINDS)).min(1).max(NOTICE_KINDS.length).optional().describe('What is told. Default: everything.'),
environments: schemas
.YOg(schemas.YjP().meta({pattern: fields.o_.pattern}))
.min(1)
.max(20)
.optional()
.describe('Environments of which it is told. Default: all.'),
remind: (0, fields.p0)({min: 60_000}).prefault('4h').describe('While a rollout waits for a person it is told again this often.')
})
const readNotifiers = async (raw, notifiers, environments, notes) => {
const {findings} = notes
const rule = {what: 'notifier', ...fields.o_, limit: MAX_NOTIFIERS, required: false}
const read = []
for (const {name, value, path} of (0, entries.Mc)(raw, ['notify'], rule, findings)) {
const {shape} = notifierSchema
const base = findings.read(notifierSchema, (0, entries.Hs)(value, shape), path)
const definition = await (0, entries.Fg)(notifiers, base?.type, [...path, 'type'], 'notifier type', findings)
const options = definition && (0, entries.Tt)(definition, {value, shape, path}, notes)
for (const [index, environment] of (base?.environments ?? []).entries()) if (!environments.includes(environment)) findings.add((0, entries.U0)([...path, 'environments', index], 'environment', environments, environment))
if (!base) continue
const {type, events = NOTICE_KINDS, remind} = base
read.push({name, type, options, events, environments: base.environments ?? null, remind})
}
return read
}
var sections_sources = __webpack_require__(1531)
const SECTIONS = ['components', 'flags', 'database', 'secrets', 'smoke', 'sources', 'metrics', 'environments', 'notify']
const named = (rule, entry) => schemas.g1P(schemas.YjP().meta({pattern: rule.pattern}), entry)
const documentSchema = schemas.rej({
version: schemas.euz(1).describe('Version of this format: `1`.'),
service: (0, fields.UU)().describe('Name of the service. It names the rollouts on GitHub.'),
description: (0, fields.em)().optional().describe('What the service is, for people.'),
components: named(fields.EA, sections_components.HO).describe('What is deployed, in order; the way back is the reverse.'),
flags: named(fields.o_, sections_flags.W8).optional().describe('Flags that lead users to components or features.'),
database: databaseSchema.optional().describe('The database whose schema moves with releases.'),
secrets: secretsSchema.optional().describe('Secrets that must be there before anything is changed.'),
smoke: smokeListSchema.optional().describe('HTTP checks of a release before anybody sees it.'),
sources: named(fields.o_, sections_sources.dr).optional().describe('Where metrics come from.'),
metrics: named(fields.o_, metrics.U8).optional().describe('What is measured, and what is tolerated.'),
environments: named(fields.o_, sections_environments.VW).describe('How a release reaches each environment.'),
notify: named(fields.o_, notifierSchema).optional().describe('Who is told, of what.')
})
const frameSchema = documentSchema.extend({
components: schemas.L5J().optional(),
flags: schemas.L5J().optional(),
database: schemas.L5J().optional(),
secrets: schemas.L5J().optional(),
smoke: schemas.L5J().optional(),
sources: schemas.L5J().optional(),
metrics: schemas.L5J().optional(),
environments: schemas.L5J().optional(),
notify: schemas.L5J().optional()
})
var yaml = __webpack_require__(8045)
const MOST_PROBLEMS = 100
const CONFIG_PATH = '.github/sluice.yml'
const loadConfig = async (text, {path = CONFIG_PATH, ...registries}) => {
const findings = (0, config_findings.lb)()
const bare = text.startsWith('\ufeff') ? text.slice(1) : text
const file = await (0, yaml.gM)(bare)
for (const finding of file.findings) findings.add(finding)
const config = file.value === undefined ? undefined : await readDocument(file.value, registries, findings)
const place = placer(bare, path, file)
if (findings.all.length > 0 || !config) throw new errors.xL(capped(place(findings.all)))
return {config, notices: place(findings.notices), hash: (0, external_node_crypto_.createHash)('sha256').update(text).digest('hex')}
}
const readDocument = async (value, {platforms, sources, databases, flags: stores = {}, notifiers = {}, credentials}, findings) => {
if (!(0, entries.pi)(value)) {
findings.add({
path: [],
message: value === null ? 'the file is empty' : 'the file must be a mapping',
fix: 'version: 1'
})
return undefined
}
const frame = findings.read(frameSchema, value, [])
const needs = []
const notes = {findings, needs}
const {components, histories} = await (0, sections_components.Zm)(value.components, platforms, notes)
const flags = await (0, sections_flags.uW)(value.flags, stores, frame?.service ?? '', notes)
const database = await readDatabase(value.database, databases, notes)
const secrets = await readSecrets(value.secrets, credentials, notes)
checkSecretComponents(value.secrets, components, findings)
const tests = readSmoke(value.smoke, components, findings)
const known = await (0, sections_sources.tW)(value.sources, sources, notes)
const {costs, ...measured} = (0, metrics.Uw)(value.metrics, {components, histories, sources: known}, findings)
const environments = (0, sections_environments.zm)(value.environments, namesOf(value.metrics), findings)
;(0, sections_flags.UB)({components, flags}, environments, findings)
const notify = await readNotifiers(value.notify, notifiers, namesOf(value.environments), notes)
const rest = {components, flags, database, secrets, ...tests, ...measured, environments, notify}
const config = {version: 1, service: frame?.service ?? '', ...rest}
checkReferences(value, config, needs, findings)
for (const environment of environments) if (!findings.all.some(({path}) => path[0] === 'environments' && path[1] === environment.name)) checkEnvironment(config, environment, findings, costs)
return config
}
const namesOf = section => ((0, entries.pi)(section) ? Object.keys(section) : [])
const placer = (text, path, file) => {
const lineOf = (0, yaml.Dx)(text)
const toProblem = (finding, offset) => {
const {line, column} = lineOf(offset)
const where = (0, config_findings.LF)(finding.path)
const section = String(finding.path[0])
return {
message: where ? `${where}: ${finding.message}` : finding.message,
at: `${path}:${line}:${column}`,
...(finding.fix ? {fix: finding.fix} : {}),
docs: finding.docs ?? `configuration.md#${SECTIONS.some(known => known === section) ? section : 'the-file'}`
}
}
return findings =>
findings
.map(finding => ({
finding,
offset: finding.offset ?? file.offsetOf(finding.path, finding.on ?? 'value')
}))
.sort((left, right) => left.offset - right.offset)
.map(({finding, offset}) => toProblem(finding, offset))
}
const capped = problems => {
if (problems.length <= MOST_PROBLEMS) return problems
const left = problems.length - MOST_PROBLEMS
return [...problems.slice(0, MOST_PROBLEMS), {message: `and ${left} more mistakes below these`}]
}
},
6908: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Mz: () => sliceOf,
SH: () => planHash,
XC: () => planOf,
vy: () => planLengthOf,
yY: () => resolvePlan
})
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598)
var _kit_canonical_json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4443)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7463)
var _findings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3632)
var _sections_environments_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5315)
var _timing_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(904)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const LONG_PLAN = 2 * DAY
const resolvePlan = (config, environment) => {
const found = environmentOf(config, environment)
const plan = planOf(found)
const metrics = config.metrics.filter(({name}) => found.metrics.includes(name))
const sources = config.sources.filter(({name}) => metrics.some(({source}) => source === name))
return {
plan,
planHash: planHash(plan),
judgement: judgementOf(found, metrics, sources),
metrics,
sources,
inFlight: found.inFlight,
liveSmoke: found.liveSmoke,
productionLike: found.productionLike,
freeze: found.freeze,
releaseTags: found.releaseTags
}
}
const environmentOf = (config, environment) => {
const found = config.environments.find(({name}) => name === environment)
if (found) return found
const names = config.environments.map(({name}) => name)
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__.xL({
message: `${config.service} has no environment of that name`,
at: 'environment',
fix: (0, _findings_js__WEBPACK_IMPORTED_MODULE_2__.kp)(environment, names) ?? `one of ${names.join(', ')}`,
docs: 'configuration.md#environments'
})
}
const planOf = environment => {
const {steps, watch, deadline, maxHold, maxBlind, holdAfterRollback} = environment
const usual = 2 * sum((0, _timing_js__WEBPACK_IMPORTED_MODULE_4__.m)(steps)) + DAY + (0, _timing_js__WEBPACK_IMPORTED_MODULE_4__.K)(steps)
return {
steps,
watch,
deadline: deadline ?? Math.min(usual, _sections_environments_js__WEBPACK_IMPORTED_MODULE_3__.X4),
maxHold,
maxBlind,
holdAfterRollback
}
}
const planLengthOf = ({steps, watch}) => sum((0, _timing_js__WEBPACK_IMPORTED_MODULE_4__.m)(steps)) + steps.length * watch
const sliceOf = (environment, sources) => {
if (environment.slice !== null) return environment.slice
const usual = planLengthOf(environment) > LONG_PLAN ? 15 * MINUTE : 5 * MINUTE
return Math.max(usual, ...sources.map(({minSlice}) => minSlice))
}
const judgementOf = (environment, metrics, sources) => ({
slice: sliceOf(environment, sources),
planLength: planLengthOf(environment),
alpha: environment.falseRollback,
hold: 3,
warmup: environment.warmUp,
tests: metrics.flatMap(testsOf),
breakers: metrics.flatMap(breakersOf),
...limitsOf(metrics)
})
const testsOf = ({name, max, vsBaseline, weight, present}) => (present ? [] : [...(max === null ? [] : [{name, metric: name, max, weight}]), ...(vsBaseline === null ? [] : [{name: `${name}-vs-baseline`, metric: name, ...vsBaseline}])])
const limitsOf = metrics => {
const limits = metrics.flatMap(({name, max, present}) => (present && max !== null ? [{metric: name, max, beyond: present.beyond}] : []))
return limits.length > 0 ? {limits} : {}
}
const breakersOf = ({name, breaker}) => (breaker ? [{metric: name, ...breaker}] : [])
const planHash = plan =>
(0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
.update((0, _kit_canonical_json_js__WEBPACK_IMPORTED_MODULE_5__.d)(plan))
.digest('hex')
const sum = values => values.reduce((total, value) => total + value, 0)
},
7385: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
D5: () => componentOf,
HO: () => componentSchema,
Zm: () => readComponents
})
var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857)
var _rollout_audience_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5113)
var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1943)
var _entries_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7413)
const EXPOSURE_PATTERN = '^(split|full|flag:[a-z][a-z0-9-]{0,30})$'
const componentSchema = zod__WEBPACK_IMPORTED_MODULE_3__.rej({
platform: zod__WEBPACK_IMPORTED_MODULE_3__.YjP().max(40).describe('Where it runs. The platform adds keys of its own.'),
'allow-private-network': zod__WEBPACK_IMPORTED_MODULE_3__.zMY().default(false).describe('Lets smoke tests reach its releases in a private network. Metadata services stay out of reach. `local` needs no permission.'),
exposure: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.wC)({
title: '`split`, `full` or `flag:<name>`',
pattern: EXPOSURE_PATTERN,
what: 'an exposure',
fix: 'split, full, or flag: and the name of a flag'
})
.transform(text => text)
.prefault('split')
.describe('`split` follows the weights of the steps by traffic. `full` is deployed whole at the deploy gate: both releases must be able to live with it. `flag:<name>` too, and the flag of that name follows the weights by users.'),
'when-on': zod__WEBPACK_IMPORTED_MODULE_3__
.euz('full')
.exactOptional()
.describe('For `exposure: flag:<name>`: what a release gets when its flag lets in already all that the last step asks for, because an earlier release was led there. `full`: it is deployed whole, for all of them at once. Default: such a release is refused.'),
'on-rollback': zod__WEBPACK_IMPORTED_MODULE_3__.euz('pause-jobs').exactOptional().describe('What else the way back does. `pause-jobs` stops its scheduled jobs before traffic moves; they run again when the hold is released. Default: jobs are left alone.')
})
const MAX_COMPONENTS = 20
const readComponents = async (raw, platforms, notes) => {
const {findings} = notes
const rule = {what: 'component', ..._fields_js__WEBPACK_IMPORTED_MODULE_1__.EA, limit: MAX_COMPONENTS, required: true}
const shape = componentSchema.shape
const components = []
const histories = new Map()
for (const {name, value, path} of (0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.Mc)(raw, ['components'], rule, findings)) {
const base = findings.read(componentSchema, (0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.Hs)(value, shape), path)
const type = (0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.pi)(value) ? value.platform : undefined
const definition = await (0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.Fg)(platforms, type, [...path, 'platform'], 'platform', findings)
const options = definition && (0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.Tt)(definition, {value, shape, path}, notes)
if (definition?.source) histories.set(definition.type, definition.source)
const capabilities = (base && declared(definition, options)) ?? null
const pausesJobs = base?.['on-rollback'] === 'pause-jobs'
if (pausesJobs && capabilities?.jobs === false)
findings.add({
path: [...path, 'on-rollback'],
message: `${definition?.type} has no scheduled jobs that could be stopped`,
fix: 'remove it, and stop jobs where they are started',
docs: 'capabilities.md'
})
if (base?.['when-on'] !== undefined && (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_0__.iP)(base.exposure) === null)
findings.add({
path: [...path, 'when-on'],
message: `no flag leads to ${name}, so there is none that could be on already`,
fix: 'remove it, or write exposure: flag:<name>',
docs: 'flags/README.md#the-next-release'
})
components.push({
name,
platform: definition?.type ?? '',
exposure: base?.exposure ?? 'split',
...(base?.['when-on'] && {whenOn: base['when-on']}),
...(pausesJobs && {pausesJobs}),
allowPrivate: base?.['allow-private-network'] ?? false,
options,
capabilities
})
}
return {components, histories}
}
const declared = (definition, options) => (options === undefined ? definition?.capabilities : (definition?.capabilitiesOf?.(options) ?? definition?.capabilities))
const componentOf = (named, path, components, findings, key = 'of') => {
const names = components.map(({name}) => name)
if (named === undefined) {
if (components.length > 1) findings.add({path: [...path, key], on: 'key', message: 'missing', fix: `one of ${names.join(', ')}`})
return components.length === 1 ? components[0] : undefined
}
const found = components.find(({name}) => name === named)
if (!found && typeof named === 'string') findings.add((0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.U0)([...path, key], 'component', names, named))
return found
}
},
7413: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Fg: () => definitionOf,
Hs: () => ownKeys,
Mc: () => entriesOf,
Tt: () => readOptions,
U0: () => unknownName,
pi: () => isMapping
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1943)
var _findings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3632)
const entriesOf = (raw, path, rule, findings) => {
if (raw === undefined) {
if (rule.required) findings.add({path, on: 'key', message: 'missing', fix: `at least one ${rule.what}`})
return []
}
if (!isMapping(raw)) {
findings.add({
path,
message: raw === null ? 'empty' : 'must be a mapping of names',
fix: `one key for each ${rule.what}`
})
return []
}
const entries = Object.entries(raw).map(([name, value]) => ({name, value, path: [...path, name]}))
if (rule.required && entries.length === 0) findings.add({path, message: 'empty', fix: `at least one ${rule.what}`})
if (entries.length > rule.limit)
findings.add({
path,
on: 'key',
message: `more than ${rule.limit} entries`,
fix: `at most ${rule.limit}`
})
const legal = new RegExp(rule.pattern, 'u')
for (const {name, path: at} of entries)
if (!legal.test(name))
findings.add({
path: at,
on: 'key',
message: `not a name for a ${rule.what}`,
fix: (0, _fields_js__WEBPACK_IMPORTED_MODULE_0__.Mp)(rule.most)
})
return entries.slice(0, rule.limit)
}
const isMapping = value => typeof value === 'object' && value !== null && !Array.isArray(value)
const readOptions = (definition, {value, shape, path}, {findings, needs}) => {
const shared = definition.options instanceof zod__WEBPACK_IMPORTED_MODULE_2__.bvH ? definition.options.shape : {}
const entries = isMapping(value) ? Object.entries(value) : []
const own = entries.filter(([key]) => !Object.hasOwn(shape, key) || Object.hasOwn(shared, key))
const found = (0, _findings_js__WEBPACK_IMPORTED_MODULE_1__.lb)()
const options = found.read(definition.options, Object.fromEntries(own), path, Object.keys(shape))
const told = new Set(findings.all.map(finding => (0, _findings_js__WEBPACK_IMPORTED_MODULE_1__.LF)(finding.path)))
for (const finding of found.all) if (!told.has((0, _findings_js__WEBPACK_IMPORTED_MODULE_1__.LF)(finding.path))) findings.add(finding)
if (options !== undefined) needs.push(...(definition.secrets?.(options) ?? []).map(name => ({name, path})))
return options
}
const ownKeys = (value, shape) => (isMapping(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(shape, key))) : value)
const definitionOf = async (registry, type, path, what, findings) => {
if (typeof type !== 'string') return undefined
const load = Object.hasOwn(registry, type) ? registry[type] : undefined
if (load) return load()
findings.add(unknownName(path, what, Object.keys(registry), type))
return undefined
}
const unknownName = (path, what, known, name) => {
const near = (0, _findings_js__WEBPACK_IMPORTED_MODULE_1__.kp)(name, known)
return {
path,
message: near ? `no such ${what}; did you mean ${near}?` : `no such ${what}`,
fix: near ?? (known.length > 0 ? `one of ${known.join(', ')}` : `a ${what} first`)
}
}
},
5315: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
VW: () => environmentSchema,
X4: () => LONGEST_ROLLOUT,
zm: () => readEnvironments
})
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var _kit_windows_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4327)
var _rollout_plan_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4416)
var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1943)
var _entries_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7413)
var _flags_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2494)
var _metrics_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3222)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const LONGEST_ROLLOUT = 60 * DAY
const PRODUCTION_LIKE = ['production', 'beta']
const stepSchema = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
weight: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.KN)({above: 0}).describe('Share of traffic for the new release. Weights rise strictly; the last is `100%`.'),
bake: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)().describe('Least time at this step.'),
at: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__._)().optional().describe('The step begins no earlier than this time of the day or week.'),
approval: zod__WEBPACK_IMPORTED_MODULE_5__.zMY().default(false).describe('A person must approve before the step begins.'),
cohort: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.wC)({
title: 'cohort',
pattern: _flags_js__WEBPACK_IMPORTED_MODULE_3__.D1,
what: 'the name of a cohort',
fix: 'letters, digits, spaces and . _ -'
})
.optional()
.describe('Flags let in these users alone: a list of the flag, or a group that the application knows.'),
regions: zod__WEBPACK_IMPORTED_MODULE_5__
.YOg(
(0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.wC)({
title: 'region',
pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$',
what: 'a region',
fix: 'a word as the application names regions, such as US'
})
)
.min(1)
.max(60)
.optional()
.describe('Flags let in users of these regions alone. Default: everywhere.'),
features: zod__WEBPACK_IMPORTED_MODULE_5__
.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.YjP().meta({pattern: _fields_js__WEBPACK_IMPORTED_MODULE_1__.o_.pattern}))
.max(20)
.optional()
.describe('Flags that this step switches on, with its weight, cohort and regions. They stay on at later steps.')
})
const freezeSchema = zod__WEBPACK_IMPORTED_MODULE_5__
.rej({
from: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.My)().describe('When it begins: a time of the day or week, or a date.'),
until: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.My)().describe('When it ends: of the same kind as `from`.'),
reason: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.em)(120).describe('Why, for the person whose release waits.')
})
.superRefine(({from, until}, context) => {
const wrong = (0, _kit_windows_js__WEBPACK_IMPORTED_MODULE_0__.J4)(from, until)
if (wrong)
context.addIssue({
code: 'custom',
path: ['until'],
message: `${wrong}\ntwo times of the day, two of the week or two dates, the end after the beginning`
})
})
const MAX_FREEZES = 50
const environmentSchema = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
steps: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(stepSchema).min(1).max(_rollout_plan_js__WEBPACK_IMPORTED_MODULE_6__.r).describe('The way from 0 to 100 %.'),
watch: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)({max: 14 * MINUTE})
.prefault('10m')
.describe('After each step begins, the same job keeps looking for this long. At most 14m.'),
deadline: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)({min: 1_000, max: LONGEST_ROLLOUT}).optional().describe('The rollout must be promoted within this time, waiting for people not counted. Default: twice the time that all steps take, plus 1d, plus the wait for the first `at`; at most 60d.'),
'max-hold': (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)({min: 1_000}).prefault('24h').describe('How long a suspicious release may be held before a person is called.'),
'max-blind': (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)({min: 1_000}).prefault('2h').describe('How long a rollout may go without usable data before a person is called.'),
slice: (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.p0)({min: 1_000, max: DAY}).optional().describe('Length of the slices of time that are judged one by one. Default 5m, or 15m when the plan takes more than 2d. Shorter than 1m only where every source can cut it.'),
'warm-up': zod__WEBPACK_IMPORTED_MODULE_5__.Whr().min(0).max(100).default(1).describe('Slices dropped at the start of each step, while caches are cold.'),
'false-rollback': (0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.KN)({above: 0, max: 50}).prefault('5%').describe('Largest chance that a release within its limits is ever rolled back by evidence.'),
'in-flight': zod__WEBPACK_IMPORTED_MODULE_5__.k5n(['queue', 'supersede', 'refuse']).default('queue').describe('What happens to a release that arrives while another is on its way.'),
freeze: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(freezeSchema).max(MAX_FREEZES).default([]).describe('Spans of time in which nothing starts and no step is taken. Going back is always allowed.'),
'release-tags': zod__WEBPACK_IMPORTED_MODULE_5__
.YOg(
(0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.wC)({
title: 'tag pattern',
pattern: '^[A-Za-z0-9_.*/-]{1,100}$',
what: 'a pattern for tags',
fix: 'a pattern such as v*'
})
)
.max(20)
.default([])
.describe('Tags whose commit may be released although it is not on the default branch, such as `v*`. Asked where `production-like`.'),
writers: zod__WEBPACK_IMPORTED_MODULE_5__
.YOg(
(0, _fields_js__WEBPACK_IMPORTED_MODULE_1__.wC)({
title: 'workflow file',
pattern: '^[A-Za-z0-9._-]{1,100}\\.ya?ml$',
what: 'a workflow file',
fix: 'a file name such as deploy.yml'
})
)
.max(20)
.default([])
.describe('Workflow files whose runs may lead a rollout forward, such as `deploy.yml`. Default: any of the default branch. Asked where `production-like`.'),
'production-like': zod__WEBPACK_IMPORTED_MODULE_5__.zMY().optional().describe('Whether it serves real users. Default: `true` for `production` and `beta`.'),
'hold-after-rollback': zod__WEBPACK_IMPORTED_MODULE_5__.zMY().optional().describe('Whether a rollback leaves a hold that a person must release. Default: as `production-like`.'),
'live-smoke': zod__WEBPACK_IMPORTED_MODULE_5__.zMY().default(true).describe('Whether the live release must pass the smoke checks on the new schema before the new one is deployed.'),
metrics: zod__WEBPACK_IMPORTED_MODULE_5__
.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.YjP().meta({pattern: _fields_js__WEBPACK_IMPORTED_MODULE_1__.o_.pattern}))
.max(30)
.optional()
.describe('Metrics that judge here. Default: all.')
})
const MAX_ENVIRONMENTS = 10
const frameSchema = environmentSchema.extend({
steps: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.L5J(), {error: listOfSteps}).min(1).max(_rollout_plan_js__WEBPACK_IMPORTED_MODULE_6__.r)
})
function listOfSteps({code, input}) {
const written = code === 'invalid_type' && input !== undefined && input !== null
return written ? 'must be a list of steps\n- { weight: 10%, bake: 30m }' : undefined
}
const readEnvironments = (raw, metricNames, findings) => {
const rule = {what: 'environment', ..._fields_js__WEBPACK_IMPORTED_MODULE_1__.o_, limit: MAX_ENVIRONMENTS, required: true}
return (0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.Mc)(raw, ['environments'], rule, findings).flatMap(entry => {
const frame = findings.read(frameSchema, entry.value, entry.path)
const steps = readSteps(entry, findings)
const named = (0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.pi)(entry.value) && Array.isArray(entry.value.metrics) ? entry.value.metrics.slice(0, 30) : []
for (const [index, metric] of named.entries()) if (typeof metric === 'string' && !metricNames.includes(metric)) findings.add((0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.U0)([...entry.path, 'metrics', index], 'metric', metricNames, metric))
return frame ? [toEnvironment(entry.name, frame, steps, metricNames)] : []
})
}
const readSteps = ({value, path}, findings) => {
const raw = (0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.pi)(value) && Array.isArray(value.steps) ? value.steps : []
if (raw.length === 0 || raw.length > _rollout_plan_js__WEBPACK_IMPORTED_MODULE_6__.r) return []
const at = [...path, 'steps']
const read = raw.map((step, index) => findings.read(stepSchema, step, [...at, index]))
const weights = raw.map((step, index) => read[index]?.weight ?? weightOf(step))
checkOrder(weights, at, findings)
const steps = withFeatures(read.flatMap(step => (step ? [toStep(step)] : [])))
const last = steps.at(-1)
if (steps.length < raw.length || !last || last.weight === 100) return steps
if (raw.length === _rollout_plan_js__WEBPACK_IMPORTED_MODULE_6__.r) {
findings.add({
path: [...at, raw.length - 1],
message: 'the last step is not 100%, and there is no room for another',
fix: 'weight: 100%'
})
return steps
}
findings.notice({
path: at,
on: 'key',
message: `a step to 100% was added; it bakes as long as the one before`,
fix: '- { weight: 100%, bake: ... } to choose yourself'
})
return withFeatures([...steps, {weight: 100, bake: last.bake}])
}
const weightOf = step => {
const weight = (0, _entries_js__WEBPACK_IMPORTED_MODULE_2__.pi)(step) ? stepSchema.shape.weight.safeParse(step.weight) : undefined
return weight?.success ? weight.data : undefined
}
const checkOrder = (weights, path, findings) => {
let highest = 0
for (const [index, weight] of weights.entries()) {
if (weight === undefined) continue
if (weight <= highest)
findings.add({
path: [...path, index, 'weight'],
message: highest === 100 ? 'no step can follow 100%' : `${weight}% is not above the ${highest}% of an earlier step`,
fix: highest === 100 ? 'the steps in rising order, 100% last' : `a weight above ${highest}%`
})
else highest = weight
}
}
const withFeatures = steps => {
const on = new Set()
return steps.map(step => {
for (const feature of step.features ?? []) on.add(feature)
return on.size > 0 ? {...step, features: [...on]} : step
})
}
const toStep = ({weight, bake, at, approval, cohort, regions, features}) => ({
weight,
bake,
...(at === undefined ? {} : {at}),
...(approval ? {approval} : {}),
...(cohort === undefined ? {} : {cohort}),
...(regions === undefined ? {} : {regions: [...new Set(regions)]}),
...(features === undefined ? {} : {features: [...new Set(features)]})
})
const toEnvironment = (name, frame, steps, metricNames) => {
const productionLike = frame['production-like'] ?? PRODUCTION_LIKE.includes(name)
const wanted = frame.metrics
return {
name,
productionLike,
steps,
watch: frame.watch,
deadline: frame.deadline ?? null,
maxHold: frame['max-hold'],
maxBlind: frame['max-blind'],
slice: frame.slice ?? null,
warmUp: frame['warm-up'],
falseRollback: (0, _metrics_js__WEBPACK_IMPORTED_MODULE_4__.zO)(frame['false-rollback']),
inFlight: frame['in-flight'],
holdAfterRollback: frame['hold-after-rollback'] ?? productionLike,
liveSmoke: frame['live-smoke'],
freeze: frame.freeze,
releaseTags: frame['release-tags'],
writers: frame.writers,
metrics: wanted ? metricNames.filter(each => wanted.includes(each)) : metricNames
}
}
},
2494: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
D1: () => COHORT_PATTERN,
UB: () => checkFlagUse,
W8: () => flagSchema,
uW: () => readFlags
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1943)
var _entries_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7413)
const MAX_FLAGS = 20
const COHORT_PATTERN = '^[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}$'
const flagSchema = zod__WEBPACK_IMPORTED_MODULE_2__.rej({
type: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().max(40).describe('Kind of store. It adds keys of its own.'),
key: (0, _fields_js__WEBPACK_IMPORTED_MODULE_0__.wC)({
title: 'key of a flag',
pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$',
what: 'the key of a flag',
fix: 'letters, digits and . _ : / -'
})
.optional()
.describe('Name in the store. Default: the name here.'),
seed: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(1).max(100).optional().describe('Flags with the same seed let the same users in first. Default: the name of the service, so that all its flags agree.'),
cohorts: zod__WEBPACK_IMPORTED_MODULE_2__
.g1P(zod__WEBPACK_IMPORTED_MODULE_2__.YjP().meta({pattern: COHORT_PATTERN}), zod__WEBPACK_IMPORTED_MODULE_2__.YOg(zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(1).max(200)).min(1).max(500))
.optional()
.describe('Cohorts that are lists of users, by name. Listed users are let in at any weight above 0. A cohort that is not listed is a group that the application knows.')
})
const readFlags = async (raw, stores, service, notes) => {
const {findings} = notes
const rule = {what: 'flag', ..._fields_js__WEBPACK_IMPORTED_MODULE_0__.o_, limit: MAX_FLAGS, required: false}
const shape = flagSchema.shape
const flags = []
for (const {name, value, path} of (0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.Mc)(raw, ['flags'], rule, findings)) {
const base = findings.read(flagSchema, (0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.Hs)(value, shape), path)
const type = (0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.pi)(value) ? value.type : undefined
const definition = await (0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.Fg)(stores, type, [...path, 'type'], 'flag store', findings)
const options = definition && (0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.Tt)(definition, {value, shape, path}, notes)
flags.push({
name,
type: definition?.type ?? '',
key: base?.key ?? name,
seed: base?.seed ?? service,
cohorts: base?.cohorts ?? {},
options
})
}
return flags
}
const checkFlagUse = ({components, flags}, environments, findings) => {
const names = flags.map(({name}) => name)
for (const {name, exposure} of components) {
const flag = exposure.startsWith('flag:') ? exposure.slice('flag:'.length) : null
if (flag !== null && !names.includes(flag)) findings.add((0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.U0)(['components', name, 'exposure'], 'flag', names, flag))
}
const leads = components.some(({exposure}) => exposure.startsWith('flag:'))
const split = components.find(({exposure, capabilities}) => exposure === 'split' && capabilities !== null)
for (const {name, steps} of environments) {
const told = new Set()
for (const [index, {features = [], cohort, regions}] of steps.entries()) {
const path = ['environments', name, 'steps', index]
for (const feature of features)
if (!names.includes(feature) && !told.has(feature)) {
told.add(feature)
findings.add((0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.U0)([...path, 'features'], 'flag', names, feature))
}
const key = cohort === undefined ? (regions === undefined ? null : 'regions') : 'cohort'
if (key === null) continue
const docs = 'flags/README.md#cohorts-and-regions'
if (split)
findings.add({
path: [...path, key],
message: `${split.name} follows the weights by traffic, and ${split.platform} divides traffic without knowing users`,
fix: `exposure: flag:<name> for ${split.name}, or a step without ${key}`,
docs
})
else if (!leads && features.length === 0)
findings.add({
path: [...path, key],
message: 'no flag is on at this step that could let these users in alone',
fix: 'exposure: flag:<name> for a component, or features',
docs
})
}
}
}
},
3222: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
zO: () => fraction,
U8: () => metricSchema,
Uw: () => readMetrics
})
var schemas = __webpack_require__(2857)
var fields = __webpack_require__(1943)
const COMPARED = {'vs-baseline': {relative: '5%'}}
const FAILURES = {max: '1%', ...COMPARED, abort: '50%'}
const LATENCY = {'slower-than': '500ms', max: '5%', ...COMPARED}
const OTEL = 'http_server_request_duration_seconds'
const presets = {
'http-errors': {
means: 'Answers of the server that are failures: 5xx, exceptions, exceeded limits.',
limits: FAILURES,
sources: {
platform: {},
'cloudflare-telemetry': {},
datadog: {
total: 'sum:trace.http.request.hits{version:{release}}.as_count()',
bad: 'sum:trace.http.request.errors{version:{release}}.as_count()'
},
prometheus: {
total: `${OTEL}_count{service_version={release}}`,
bad: `${OTEL}_count{service_version={release},http_response_status_code=~"5.."}`
},
sentry: {count: 'transactions'},
'supabase-logs': {},
'vercel-observability': {}
}
},
'http-latency': {
means: 'Answers that take longer than half a second.',
limits: LATENCY,
sources: {
platform: {},
'cloudflare-telemetry': {},
prometheus: {histogram: `${OTEL}_bucket{service_version={release}}`},
'supabase-logs': {}
}
},
exceptions: {
means: 'Invocations that end with an exception or at a limit, whatever they answer.',
limits: {max: '0.5%', ...COMPARED, abort: '50%'},
sources: {'cloudflare-analytics': {}}
},
crashes: {
means: 'Sessions of users that end with a crash.',
limits: {max: '1%', ...COMPARED},
sources: {sentry: {count: 'sessions', bad: 'crashed'}}
},
'new-issues': {
means: 'Errors that nobody has seen before this release. None is tolerated.',
limits: {max: 0},
sources: {sentry: {count: 'new-issues', levels: ['fatal']}}
}
}
const PRESET_NAMES = Object.keys(presets)
const isPreset = name => typeof name === 'string' && Object.hasOwn(presets, name)
const sourceOfPlatform = {
'cloud-run': 'prometheus',
'cloudflare-workers': 'cloudflare-telemetry',
fly: 'prometheus',
local: 'platform',
'supabase-functions': 'supabase-logs',
vercel: 'vercel-observability'
}
const countsPreset = (name, source) => isPreset(name) && Object.hasOwn(presets[name].sources, source)
const DOCS = 'metrics/presets.md'
const REPLACED_BY = {
min: ['max'],
histogram: ['total', 'bad'],
total: ['histogram'],
bad: ['histogram']
}
const expandPreset = (written, {source, compared}) => {
const {preset: name, ...own} = written
if (name === undefined) return {ok: true, keys: {...own}}
if (!isPreset(name))
return {
ok: false,
problem: {
message: 'there is no such preset',
fix: `one of ${Object.keys(presets).join(', ')}`,
docs: DOCS
}
}
const {limits, sources} = presets[name]
const counted = Object.hasOwn(sources, source) ? sources[source] : undefined
if (counted === undefined)
return {
ok: false,
problem: {
message: `${source} cannot count what the preset ${name} asks`,
fix: `a source of type ${Object.keys(sources).join(', ')}`,
docs: DOCS
}
}
const dropped = new Set(Object.keys(own).flatMap(key => REPLACED_BY[key] ?? []))
if (!compared) dropped.add('vs-baseline')
const filled = Object.entries({...limits, ...counted}).filter(([key]) => !dropped.has(key))
return {ok: true, keys: {...Object.fromEntries(filled), ...own}}
}
var components = __webpack_require__(7385)
var entries = __webpack_require__(7413)
var sections_sources = __webpack_require__(1531)
const MAX_METRICS = 30
const amount = () => schemas.aig().min(0).max(1_000_000_000)
const unitName = () => (0, fields.wC)({title: 'unit', pattern: '^[a-z][a-z -]{0,30}$', what: 'a unit', fix: 'a word such as user'})
const breakerSchema = schemas.rej({
max: (0, fields.KN)({above: 0}).prefault('50%').describe('Share of bad units in one slice.'),
min: schemas.Whr().min(1).max(1_000_000).default(50).describe('Fewest units of the new release a slice needs.')
})
const comparisonSchema = schemas.rej({
relative: (0, fields.KN)({max: 1000}).optional().describe('Tolerated relative excess: `50%` is half as many again. Exact for rare failures only.'),
points: schemas.aig().min(0).max(100).optional().describe('Tolerated excess in percentage points: `0.5` is half a point.'),
weight: schemas.aig().min(0.01).max(100).optional().describe('Share of the comparison in the judgement, before normalising. Default: four times the `weight` of the metric, because it sees first.')
})
const COMPARISON_WEIGHT = 4
const usualSchema = schemas.rej({
'per-second': schemas.aig().min(0).max(1_000_000_000).describe('Units per second, both releases together: `0.02` is 72 an hour.'),
bad: schemas
.KCZ([(0, fields.KN)(), amount()])
.prefault('0%')
.describe('Usual share of bad units, such as `0.4%`; with `per` the usual amount.')
})
const metricSchema = schemas.rej({
source: schemas.YjP().default(sections_sources.Um).describe('Name of an entry of `sources`, or `platform`: the own history of the component’s platform.'),
preset: schemas.k5n(PRESET_NAMES).optional().describe('Fills in what is asked and what is tolerated; every key that is written wins. The source may be left out where only one can count it.'),
of: schemas.YjP().optional().describe('Component whose releases are compared. Default: the only one.'),
'slower-than': (0, fields.ZK)().optional().describe('A unit is bad when it took longer.'),
max: schemas
.KCZ([(0, fields.KN)(), amount()])
.optional()
.describe('Tolerated share of bad units, such as `1%`. `0` means none at all. A plain number is an amount and needs `per`.'),
min: (0, fields.KN)({above: 0}).optional().describe('Least share of good units, such as `98%`; the same as `max: 2%`.'),
per: unitName().optional().describe('Makes `max` an amount per unit, such as cost per `user`.'),
'vs-baseline': comparisonSchema.optional().describe('Tolerated excess over the old release in the same slice.'),
abort: schemas
.KCZ([(0, fields.KN)({above: 0}), breakerSchema])
.optional()
.describe('Circuit breaker: one slice this bad, and twice as bad as the old release, ends the rollout at once. `50%` is short for `{ max: 50%, min: 50 }`.'),
'over-limit': schemas.k5n(['hold', 'abort']).optional().describe('For a source that knows only the present figure: what happens while it is beyond `max`. Default `hold`.'),
usual: usualSchema.optional().describe('What a healthy service brings, so that `plan` can say what the steps would see.'),
weight: schemas.aig().min(0.01).max(100).default(1).describe('Share of its limit in the judgement, before normalising; a comparison counts four times as much.')
})
const readMetrics = (raw, context, findings) => {
const rule = {what: 'metric', ...fields.o_, limit: MAX_METRICS, required: false}
const used = new Map()
const metrics = []
const costs = new Map()
for (const {name, value, path} of (0, entries.Mc)(raw, ['metrics'], rule, findings)) {
if (name.endsWith('-vs-baseline'))
findings.add({
path,
on: 'key',
message: 'names ending in -vs-baseline are taken by comparisons',
fix: 'another name'
})
if (!(0, entries.pi)(value)) {
findings.read(metricSchema, value, path)
continue
}
const component = (0, components.D5)(value.of, path, context.components, findings)
const found = sourceOf(value, component, path, context, findings)
const filled = withPreset(value, component, found, path, findings)
const base = findings.read(metricSchema, (0, entries.Hs)(filled ?? value, metricSchema.shape), path)
if (!filled) continue
checkKeys(filled, path, findings)
checkComparison(filled, component, path, findings)
const definition = {options: found?.definition.metric ?? schemas.rej({})}
const place = {value: filled, shape: metricSchema.shape, path}
const options = found && (0, entries.Tt)(definition, place, {findings, needs: []})
if (found) used.set(found.source.name, found.source)
const present = found !== undefined && (0, sections_sources.sT)(found.definition, found.source.options, options).answers === 'now'
checkPresent(filled, present, path, findings)
if (!base) continue
metrics.push({
...toMetric(name, base, component?.name ?? '', found?.source.name ?? '', options),
present: present ? {beyond: base['over-limit'] ?? 'hold'} : null
})
const {cost} = found?.definition ?? {}
if (cost && !present) costs.set(name, grid => cost.perRead(grid, options))
}
return {metrics, sources: [...used.values()], costs}
}
const withPreset = (value, component, found, path, findings) => {
const {preset} = value
if (preset === undefined) return value
if (!found || !countable(preset)) return null
const compared = component === undefined || component.exposure === 'split'
const expanded = expandPreset(value, {source: kindOf(found), compared})
if (expanded.ok) return {...expanded.keys, preset}
const {message, fix, docs} = expanded.problem
findings.add({path: [...path, 'preset'], message, ...(fix && {fix}), ...(docs && {docs})})
return null
}
const countable = preset => PRESET_NAMES.some(name => name === preset)
const kindOf = ({source}) => (source.name.startsWith(`${sections_sources.Um}:`) ? sections_sources.Um : source.type)
const sourceOf = ({source: named, preset}, component, path, {sources, histories}, findings) => {
const name = named === undefined ? sections_sources.Um : named
if (typeof name !== 'string') return undefined
if (name !== sections_sources.Um) {
const known = sources.get(name)
if (known === undefined) findings.add((0, entries.U0)([...path, 'source'], 'source', [sections_sources.Um, ...sources.keys()], name))
return known ?? undefined
}
if (!component?.platform) return undefined
if (named === undefined && preset !== undefined && !histories.has(component.platform)) return onlyCounter(preset, component, path, sources, findings)
const definition = histories.get(component.platform)
if (definition) return {definition, source: (0, sections_sources.Zi)(`${sections_sources.Um}:${component.platform}`, definition, {})}
findings.add({
path: named === undefined ? path : [...path, 'source'],
on: named === undefined ? 'key' : 'value',
message: `${component.platform} keeps no history of its own`,
fix: 'source: followed by the name of an entry of sources'
})
return undefined
}
const onlyCounter = (preset, {platform}, path, sources, findings) => {
const all = [...sources.values()].filter(known => known !== null)
const able = all.filter(known => countsPreset(preset, known.definition.type))
const usual = able.filter(({definition}) => definition.type === sourceOfPlatform[platform])
const [only, ...others] = usual.length > 0 ? usual : able
if (only && others.length === 0) return only
if (all.length === sources.size && countable(preset))
findings.add({
path: [...path, 'preset'],
message: only ? 'several sources can count it' : 'no source of this file can count it',
fix: only ? `source: ${[only, ...others].map(({source}) => source.name).join(' or ')}` : `an entry of sources with type: ${sourceOfPlatform[platform] ?? 'prometheus'}`,
docs: 'metrics/presets.md'
})
return undefined
}
const checkPresent = (metric, present, path, findings) => {
if (!present && metric['over-limit'] !== undefined)
findings.add({
path: [...path, 'over-limit'],
on: 'key',
message: 'is for sources that know only the present; this one is judged by evidence',
fix: 'abort: 50%, for a slice so bad that nobody waits for more'
})
if (!present) return
for (const key of ['vs-baseline', 'abort', 'min', 'slower-than'])
if (metric[key] !== undefined)
findings.add({
path: [...path, key],
on: 'key',
message: 'a present figure cannot be counted over time',
fix: key === 'abort' ? 'over-limit: abort' : 'max alone, with per'
})
}
const checkComparison = (metric, component, path, findings) => {
if (component === undefined || component.exposure === 'split' || metric['vs-baseline'] === undefined) return
findings.add({
path: [...path, 'vs-baseline'],
on: 'key',
message: `${component.name} is deployed whole, so no old release runs beside the new one`,
fix: 'max or min alone'
})
}
const checkKeys = (metric, path, findings) => {
const has = key => metric[key] !== undefined && metric[key] !== null
const comparison = metric['vs-baseline']
if (has('max') && has('min'))
findings.add({
path: [...path, 'min'],
on: 'key',
message: 'max and min are two ways to say one thing',
fix: 'one of the two'
})
if (!['max', 'min', 'vs-baseline', 'abort'].some(key => metric[key] !== undefined))
findings.add({
path,
on: 'key',
message: 'nothing is tolerated or refused by it',
fix: 'max, min, vs-baseline or abort'
})
if (typeof metric.max === 'number' && metric.max !== 0 && !has('per'))
findings.add({
path: [...path, 'max'],
message: `${metric.max} could be a share or an amount`,
fix: `${metric.max}% for a share, or per: with a unit for an amount`
})
if (has('per') && (typeof metric.max !== 'number' || metric.max === 0))
findings.add({
path: [...path, 'per'],
on: 'key',
message: 'an amount per unit needs max as a number above 0',
fix: 'max: 15'
})
for (const key of ['vs-baseline', 'abort', 'slower-than', 'min']) if (has('per') && has(key)) findings.add({path: [...path, key], on: 'key', message: 'does not go with per', fix: 'max alone'})
if ((0, entries.pi)(comparison) && comparison.relative === undefined && comparison.points === undefined)
findings.add({
path: [...path, 'vs-baseline'],
on: 'key',
message: 'says no tolerance',
fix: '{ relative: 5% }'
})
}
const toMetric = (name, read, of, source, options) => ({
name,
source,
of,
slowerThan: read['slower-than'] ?? null,
per: read.per ?? null,
max: limitOf(read),
vsBaseline: toComparison(read['vs-baseline'], read.weight),
breaker: toBreaker(read.abort),
weight: read.weight,
options,
usual: read.usual
? {
perSecond: read.usual['per-second'],
rate: read.per === undefined ? fraction(read.usual.bad) : read.usual.bad
}
: null
})
const limitOf = ({max, min, per}) => {
if (max !== undefined) return per === undefined ? fraction(max) : max
return min === undefined ? null : fraction(100 - min)
}
const fraction = percents => Number((percents / 100).toFixed(9))
const toComparison = (read, weight) =>
read
? {
weight: read.weight ?? COMPARISON_WEIGHT * weight,
...(read.relative === undefined ? {} : {relative: fraction(read.relative)}),
...(read.points === undefined ? {} : {points: fraction(read.points)})
}
: null
const toBreaker = read => {
if (read === undefined) return null
return typeof read === 'number' ? {max: fraction(read), min: 50} : {max: fraction(read.max), min: read.min}
}
},
1531: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Um: () => PLATFORM_SOURCE,
Zi: () => toSource,
dr: () => sourceSchema,
sT: () => abilitiesOf,
tW: () => readSources
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1943)
var _entries_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7413)
const PLATFORM_SOURCE = 'platform'
const USUAL_MIN_SLICE = 60_000
const MAX_SOURCES = 20
const sourceSchema = zod__WEBPACK_IMPORTED_MODULE_2__.rej({
type: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().max(40).describe('Kind of source. It adds keys of its own.')
})
const readSources = async (raw, registry, notes) => {
const {findings} = notes
const rule = {what: 'source', ..._fields_js__WEBPACK_IMPORTED_MODULE_0__.o_, limit: MAX_SOURCES, required: false}
const known = new Map()
for (const entry of (0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.Mc)(raw, ['sources'], rule, findings)) {
if (entry.name === PLATFORM_SOURCE)
findings.add({
path: entry.path,
on: 'key',
message: 'this name stands for the platform itself',
fix: 'another name'
})
else known.set(entry.name, await readSource(entry, registry, notes))
}
return known
}
const readSource = async ({name, value, path}, registry, notes) => {
const {findings} = notes
const shape = sourceSchema.shape
const base = findings.read(sourceSchema, (0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.Hs)(value, shape), path)
const definition = await (0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.Fg)(registry, base?.type, [...path, 'type'], 'source type', findings)
if (!definition) return null
return {
definition,
source: toSource(name, definition, (0, _entries_js__WEBPACK_IMPORTED_MODULE_1__.Tt)(definition, {value, shape, path}, notes))
}
}
const toSource = (name, definition, options) => {
const {type, cost} = definition
const {minSlice, lookBack, delay} = abilitiesOf(definition, options, null)
return {
name,
type,
options,
minSlice: minSlice ?? USUAL_MIN_SLICE,
lookBack: lookBack !== undefined && Number.isFinite(lookBack) ? lookBack : null,
delay: delay ?? 0,
limit: cost?.limit ?? null
}
}
const abilitiesOf = (definition, options, metric) => (options === undefined ? undefined : definition.abilitiesOf?.(options, metric)) ?? definition.abilities ?? {}
},
904: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
K: () => firstWait,
m: () => dwells
})
var _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3355)
const DAY = 86_400_000
const WEEK = 7 * DAY
const REFERENCE = 0
const dwells = steps => {
const first = steps[0] && scheduleOf(steps[0])
let entered = first ? (0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.Zk)(first, REFERENCE) : REFERENCE
let fixed = first ? period(first) : 0
return steps.map(({bake}, index) => {
const next = steps[index + 1]
const schedule = next && scheduleOf(next)
const baked = entered + bake
if (!schedule) {
entered = baked
return bake
}
const opened = (0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.Zk)(schedule, baked - 1)
const dwell = fixed >= period(schedule) ? opened - entered : bake + period(schedule)
fixed = Math.max(fixed, period(schedule))
entered = opened
return dwell
})
}
const firstWait = steps => {
const schedule = steps[0] && scheduleOf(steps[0])
return schedule ? period(schedule) : 0
}
const period = ({weekday}) => (weekday === null ? DAY : WEEK)
const scheduleOf = ({at}) => {
const reading = at === undefined ? null : (0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.nP)(at)
return reading?.ok ? reading.value : null
}
},
8045: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Dx: () => linesOf,
SK: () => FILE_LIMITS,
gM: () => readYaml
})
const FILE_LIMITS = {
bytes: 256 * 1024,
values: 20_000,
depth: 24,
aliases: 50,
text: 16_384
}
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
const PLAIN_NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/
const HIDDEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/u
const readYaml = async text => {
if (Buffer.byteLength(text) > FILE_LIMITS.bytes) return unreadable([{offset: 0, path: [], message: 'the file is larger than 256KiB', fix: 'a smaller file'}])
const yaml = await __webpack_require__.e(8815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19))
const scanned = scan(yaml, text)
if (scanned.length > 0) return unreadable(scanned)
try {
const document = yaml.parseDocument(text, {
version: '1.2',
schema: 'core',
merge: false,
prettyErrors: false,
uniqueKeys: false,
logLevel: 'error'
})
if (document.errors.length > 0) return unreadable(firstPerLine(text, document.errors.map(explainSyntax)))
return walk(yaml, document)
} catch {
return unreadable([{offset: 0, path: [], message: 'the file cannot be read as YAML', fix: 'a plain YAML file'}])
}
}
const unreadable = findings => ({
value: undefined,
findings,
offsetOf: () => 0
})
const linesOf = text => {
const starts = [0]
for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
return offset => {
let low = 0
let high = starts.length - 1
while (low < high) {
const middle = Math.ceil((low + high) / 2)
if ((starts[middle] ?? 0) <= offset) low = middle
else high = middle - 1
}
return {line: low + 1, column: offset - (starts[low] ?? 0) + 1}
}
}
const scan = ({Lexer, CST}, text) => {
const findings = []
const counts = {tokens: 0, aliases: 0, depth: 0, indicators: 0}
let offset = 0
for (const token of new Lexer().lex(text)) {
const type = CST.tokenType(token)
const limit = weigh(type, counts)
if (limit) return [...findings, {offset, path: [], ...limit}]
const refusal = type === 'directive-line' ? DIRECTIVE : type === 'tag' ? TAG : null
if (refusal && findings.length < 20) findings.push({offset, path: [], ...refusal})
if (type !== 'doc-mode' && type !== 'flow-error-end' && !(type === 'scalar' && token === '\u001f')) offset += token.length
}
return findings
}
const DIRECTIVE = {message: 'YAML directives are not allowed', fix: 'the file without this line'}
const TAG = {
message: 'YAML tags are not allowed',
fix: 'the plain value without the word that begins with !'
}
const weigh = (type, counts) => {
counts.tokens += 1
if (type === 'newline') counts.indicators = 0
if (type === 'seq-item-ind' || type === 'explicit-key-ind') counts.indicators += 1
if (type === 'flow-map-start' || type === 'flow-seq-start') counts.depth += 1
if (type === 'flow-map-end' || type === 'flow-seq-end') counts.depth -= 1
if (type === 'anchor' || type === 'alias') counts.aliases += 1
if (counts.depth > FILE_LIMITS.depth || counts.indicators > FILE_LIMITS.depth) return TOO_DEEP
if (counts.aliases > FILE_LIMITS.aliases) return {message: 'more than 50 anchors and aliases', fix: 'the values themselves'}
if (counts.tokens > FILE_LIMITS.values * 6) return TOO_MANY
return null
}
const TOO_DEEP = {message: 'nested deeper than 24 levels', fix: 'a flatter structure'}
const TOO_MANY = {message: 'more than 20000 values', fix: 'a smaller file'}
const SYNTAX = {
TAB_AS_INDENT: {
message: 'a tab is used as indentation, which YAML forbids',
fix: 'two spaces for each level'
},
MULTIPLE_DOCS: {message: 'a second document begins here', fix: 'one document, without a further ---'},
BAD_INDENT: {
message: 'the indentation does not fit the lines above, or a bracket there is not closed',
fix: 'two spaces for each level'
},
BLOCK_AS_IMPLICIT_KEY: {
message: 'a mapping begins in the middle of a line',
fix: 'the text in quotes, or the mapping on lines of its own'
},
MISSING_CHAR: {message: 'a quote, bracket or colon is missing', fix: 'the missing character'}
}
const explainSyntax = error => {
const known = SYNTAX[error.code]
const said = error.message.replace(/: ".*$/su, '')
return {
offset: error.pos[0],
path: [],
message: known?.message ?? `not valid YAML: ${said}`,
...(known && {fix: known.fix})
}
}
const firstPerLine = (text, findings) => {
const place = linesOf(text)
const seen = new Set()
return findings.filter(({offset = 0}) => {
const {line} = place(offset)
if (seen.has(line)) return false
seen.add(line)
return true
})
}
const walk = (yaml, document) => {
const findings = []
const places = new Map()
let values = 0
const refuse = (path, offset, message, fix) => findings.push({path, offset, message, fix})
const visit = (node, path, following) => {
values += 1
if (values > FILE_LIMITS.values) throw new Error('too many values')
if (yaml.isAlias(node)) {
const target = node.resolve(document)
if (target && !following.includes(target)) return visit(target, path, [...following, target])
refuse(path, startOf(node), 'this alias does not name an anchor before it', 'the value itself')
return undefined
}
const depth = path.length > FILE_LIMITS.depth
if (depth) refuse(path, startOf(node), TOO_DEEP.message, TOO_DEEP.fix)
if (depth) return undefined
if (yaml.isMap(node)) return visitMap(node, path, following)
if (yaml.isSeq(node))
return node.items.map((item, index) => {
const inner = [...path, index]
places.set(placeKey(inner), {value: startOf(item)})
return visit(item, inner, following)
})
return yaml.isScalar(node) ? visitScalar(node, path) : null
}
const visitMap = (map, path, following) => {
const result = {}
const lines = new Set()
for (const {key, value} of map.items) {
const at = startOf(key)
const name = yaml.isScalar(key) && typeof key.value === 'string' ? key.value : null
if (name === null) refuse(path, at, 'a key that is not text', 'the key in quotes')
else if (name === '<<') refuse(path, at, 'merge keys (<<) are not allowed', 'the keys themselves')
else if (FORBIDDEN_KEYS.has(name)) refuse(path, at, `the key ${name} is not allowed`, 'another name')
else if (lines.has(name)) refuse([...path, name], at, 'stands twice', 'one of the two')
else {
lines.add(name)
const inner = [...path, name]
const empty = value === null || (yaml.isScalar(value) && value.value === null)
places.set(placeKey(inner), {key: at, value: empty ? at : startOf(value)})
result[name] = visit(value, inner, following)
}
}
return result
}
const visitScalar = (scalar, path) => {
const {value, source} = scalar
if (typeof value === 'number' && !PLAIN_NUMBER.test(source ?? '')) refuse(path, startOf(scalar), 'this number is not in plain decimal form', 'digits with at most one point, or quotes if it is text')
else if (typeof value === 'string' && value.length > FILE_LIMITS.text) refuse(path, startOf(scalar), 'longer than 16384 characters', 'a shorter text')
else if (typeof value === 'string' && HIDDEN.test(value)) refuse(path, startOf(scalar), 'holds control or invisible characters', 'printable text')
else return value
return undefined
}
const root = document.contents
places.set(placeKey([]), {value: root ? startOf(root) : 0})
let value
try {
value = visit(root, [], [])
} catch {
return unreadable([...findings, {offset: 0, path: [], ...TOO_MANY}])
}
return {value, findings, offsetOf: (path, on) => nearest(places, path, on)}
}
const placeKey = path => JSON.stringify(path)
const startOf = node => node?.range?.[0] ?? 0
const nearest = (places, path, on) => {
const exact = places.get(placeKey(path))
if (exact) return on === 'key' ? (exact.key ?? exact.value) : exact.value
return path.length === 0 ? 0 : nearest(places, path.slice(0, -1), 'key')
}
},
4637: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
z: () => credentials
})
const credentials = {
plain: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 5720))
.then(module => module.plain),
cloudflare: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 2173))
.then(module => module.cloudflare),
fly: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 1401))
.then(module => module.fly),
google: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 6341))
.then(module => module.google),
http: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 6170))
.then(module => module.http),
models: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 4964))
.then(module => module.models),
resend: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 3645))
.then(module => module.resend),
sentry: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 6689))
.then(module => module.sentry),
slack: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 5160))
.then(module => module.slack),
stripe: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 9431))
.then(module => module.stripe),
supabase: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 5016))
.then(module => module.supabase),
'supabase-key': () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 8218))
.then(module => module.supabaseKey),
vercel: () =>
__webpack_require__
.e(6195)
.then(__webpack_require__.bind(__webpack_require__, 673))
.then(module => module.vercel)
}
},
8085: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
L: () => databases
})
const databases = {
d1: () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(1060)])
.then(__webpack_require__.bind(__webpack_require__, 1060))
.then(module => module.d1),
postgres: () =>
Promise.all([__webpack_require__.e(9322), __webpack_require__.e(6)])
.then(__webpack_require__.bind(__webpack_require__, 6))
.then(module => module.postgres),
supabase: () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(9322), __webpack_require__.e(6), __webpack_require__.e(924)])
.then(__webpack_require__.bind(__webpack_require__, 924))
.then(module => module.supabase)
}
},
7878: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
P: () => flagStores,
h: () => isFlagType
})
const flagStores = {
flagd: () =>
__webpack_require__
.e(3993)
.then(__webpack_require__.bind(__webpack_require__, 3993))
.then(module => module.flagd),
'flagd-kv': () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(2797)])
.then(__webpack_require__.bind(__webpack_require__, 2797))
.then(module => module.flagdKv),
'flagd-r2': () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(717)])
.then(__webpack_require__.bind(__webpack_require__, 717))
.then(module => module.flagdR2),
'sql-table': () =>
__webpack_require__
.e(5996)
.then(__webpack_require__.bind(__webpack_require__, 5996))
.then(module => module.sqlTable)
}
const isFlagType = name => Object.hasOwn(flagStores, name)
},
9536: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Em: () => foldBelieved,
SR: () => asRollout,
fd: () => believedHolds,
nt: () => asRollback,
oI: () => endsOf,
ty: () => believed,
xK: () => markDisowned
})
var _rollout_events_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2858)
var _rollout_fold_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3332)
var _rollout_phases_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3171)
const asRollout = ({key, record, events}) => (record.kind === 'rollout' ? {key, record, state: (0, _rollout_fold_js__WEBPACK_IMPORTED_MODULE_1__.A)(record, events)} : null)
const asRollback = ({key, record, events}) => {
if (record.kind !== 'rollback') return null
return {key, record, state: holding((0, _rollout_fold_js__WEBPACK_IMPORTED_MODULE_1__.A)(record, events))}
}
const holding = state => ({...state, hold: state.hold || state.events === 0})
const END_DOUBTED = 24 * 3_600_000
const isDoubted = ({events}, now) => {
const newest = newestLine(events)
return newest !== null && (now - newest.at < END_DOUBTED || (0, _rollout_events_js__WEBPACK_IMPORTED_MODULE_0__.j_)(newest.text) === null)
}
const newestLine = lines => lines.reduce((last, line) => (last === null || line.at >= last.at ? line : last), null)
const vouches = ({state, doubt}) => !doubt && (state.phase === 'promoted' || (!(0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_2__.$g)(state.phase) && state.phase !== 'queued' && (state.step > 0 || Object.keys(state.deployed).length > 0)))
const endsOf = service => {
const {belief, ledger} = service
if (!belief) return undefined
return async read => {
const all = read.flatMap(entry => {
const rollout = asRollout(entry)
return rollout ? [{entry, rollout}] : []
})
const own = all.pop()
if (own?.rollout.key !== read.at(-1)?.key || own?.rollout.state.phase !== 'promoted') return false
if (!isDoubted(own.entry, await ledger.now())) return true
for (const {entry, rollout} of all)
if (!(0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_2__.$g)(rollout.state.phase) && vouches(rollout)) {
const found = await foldBelieved(service, rollout, entry.events)
if (vouches({...rollout, ...found})) return true
}
const {record, state} = own.rollout
const {trusts, doubt, unanswered} = await belief.judge(state.story, 'end')
return (!doubt || unanswered === true) && (0, _rollout_fold_js__WEBPACK_IMPORTED_MODULE_1__.A)(record, own.entry.events, trusts).phase === 'promoted'
}
}
const DISOWNED = 'Not believed: no run that may write here wrote that this was promoted.'
const markDisowned = async ({ledger, say}, {rollouts}) => {
for (const {key, record, disowned, marked} of rollouts) {
if (!disowned || marked) continue
say(`${record.id} says that it was promoted, and no run that may write here wrote so.`)
await ledger.append(key, {text: DISOWNED, outcome: 'error'}).catch(() => {})
}
}
const believed = async (service, entries) => {
const all = entries.flatMap(entry => asRollout(entry) ?? [])
if (!service.belief) return all
const now = await service.ledger.now()
const newest = all.find(({state}) => state.events > 0 && state.phase !== 'queued')
const rollouts = []
let vouched = false
for (const rollout of all) {
const {phase, events} = rollout.state
const entry = entries.find(({key}) => key === rollout.key)
const hides = !vouched && (rollout === newest || phase === 'promoted')
const asked = events > 0 && (!(0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_2__.$g)(phase) || hides)
if (!entry || !asked || ((0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_2__.$g)(phase) && !isDoubted(entry, now))) {
rollouts.push(rollout)
continue
}
const found = {...rollout, ...(await foldBelieved(service, rollout, entry.events))}
vouched ||= vouches(found)
const disowned = phase === 'promoted' && found.state.phase !== 'promoted' && !found.doubt
const marked = (0, _rollout_events_js__WEBPACK_IMPORTED_MODULE_0__.j_)(newestLine(entry.events)?.text ?? '') === null
rollouts.push(disowned ? {...found, disowned, ...(marked && {marked})} : found)
}
return rollouts
}
const believedHolds = async (service, entries) => {
const rollbacks = []
for (const entry of entries) {
const rollback = asRollback(entry)
const released = rollback?.state.story.some(({happening}) => happening.kind === 'released') === true
if (rollback) rollbacks.push(released && service.belief ? {...rollback, ...(await foldBelieved(service, rollback, entry.events))} : rollback)
}
return rollbacks
}
const foldBelieved = async ({belief}, {record}, lines) => {
const state = (0, _rollout_fold_js__WEBPACK_IMPORTED_MODULE_1__.A)(record, lines)
if (!belief) return {state, doubt: null}
if (record.kind === 'rollback') return foldHold(belief, record, lines)
const {trusts, doubt} = await belief.judge(state.story, (0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_2__.$g)(state.phase) ? 'end' : 'all')
return {state: (0, _rollout_fold_js__WEBPACK_IMPORTED_MODULE_1__.A)(record, lines, trusts), doubt}
}
const foldHold = async (belief, record, lines) => {
const {trusts, doubt} = await belief.judge((0, _rollout_fold_js__WEBPACK_IMPORTED_MODULE_1__.A)(record, lines).story)
const stands = event => event.happening.kind === 'rolled-back' || (doubt === null && trusts(event))
return {state: holding((0, _rollout_fold_js__WEBPACK_IMPORTED_MODULE_1__.A)(record, lines, stands)), doubt}
}
},
4443: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
d: () => canonicalJson
})
const canonicalJson = value => {
if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
const entries = Object.entries(value)
.filter(([, inner]) => inner !== undefined)
.sort(([left], [right]) => (left < right ? -1 : 1))
return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}
},
3260: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
d: () => schemaFaults,
n: () => unusableSchema
})
const isSchema = value => typeof value === 'object' && value !== null && !Array.isArray(value)
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)
const listOf = value => (Array.isArray(value) ? value : [])
const typeOf = value => {
if (value === null) return 'null'
if (Array.isArray(value)) return 'array'
return typeof value
}
const hasType = (value, wanted) => listOf(Array.isArray(wanted) ? wanted : [wanted]).some(name => name === typeOf(value) || (name === 'integer' && Number.isInteger(value)))
const KEYWORDS = {
type: hasType,
const: same,
enum: (value, wanted) => listOf(wanted).some(each => same(value, each)),
minimum: (value, wanted) => typeof value !== 'number' || value >= Number(wanted),
maximum: (value, wanted) => typeof value !== 'number' || value <= Number(wanted),
exclusiveMinimum: (value, wanted) => typeof value !== 'number' || value > Number(wanted),
exclusiveMaximum: (value, wanted) => typeof value !== 'number' || value < Number(wanted),
minLength: (value, wanted) => typeof value !== 'string' || [...value].length >= Number(wanted),
maxLength: (value, wanted) => typeof value !== 'string' || [...value].length <= Number(wanted),
minItems: (value, wanted) => !Array.isArray(value) || value.length >= Number(wanted),
maxItems: (value, wanted) => !Array.isArray(value) || value.length <= Number(wanted),
required: (value, wanted) => !isSchema(value) || listOf(wanted).every(name => Object.hasOwn(value, String(name))),
anyOf: (value, wanted) => listOf(wanted).some(each => fits(each, value)),
oneOf: (value, wanted) => listOf(wanted).filter(each => fits(each, value)).length === 1,
not: (value, wanted) => !fits(wanted, value)
}
const NESTED = ['properties', 'items', 'allOf', 'additionalProperties']
const NOTES = ['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples', 'format']
const fits = (schema, value) => faultsAt(schema, value, '').length === 0
const faultsAt = (schema, value, at) => {
if (schema === false) return [`${at || 'the body'} does not fit the schema (nothing may stand here)`]
if (!isSchema(schema)) return []
const own = Object.entries(KEYWORDS).flatMap(([keyword, holds]) => (!Object.hasOwn(schema, keyword) || holds(value, schema[keyword]) ? [] : [`${at || 'the body'} does not fit the schema (${keyword})`]))
return [...own, ...listOf(schema.allOf).flatMap(each => faultsAt(each, value, at)), ...inner(schema, value, at)]
}
const inner = (schema, value, at) => {
if (Array.isArray(value)) return value.flatMap((each, index) => faultsAt(schema.items, each, `${at}/${index}`))
if (!isSchema(value)) return []
const known = isSchema(schema.properties) ? schema.properties : {}
return Object.entries(value).flatMap(([name, each]) => {
const pointer = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
return faultsAt(Object.hasOwn(known, name) ? known[name] : schema.additionalProperties, each, pointer)
})
}
const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']
const unusableSchema = schema => {
if (typeof schema === 'boolean') return null
if (!isSchema(schema)) return 'not a JSON Schema that can be used'
for (const [keyword, wanted] of Object.entries(schema)) {
if (NOTES.includes(keyword)) continue
if (!Object.hasOwn(KEYWORDS, keyword) && !NESTED.includes(keyword)) return `the keyword ${keyword.slice(0, 40)} of JSON Schema is not known here`
if (keyword === 'type' && ![wanted].flat().every(name => TYPES.includes(String(name)))) return 'not a JSON Schema that can be used'
const parts = keyword === 'properties' && isSchema(wanted) ? Object.values(wanted) : [wanted].flat()
const deep = [...NESTED, 'anyOf', 'oneOf', 'not'].includes(keyword)
const wrong = deep ? parts.map(unusableSchema).find(each => each !== null) : undefined
if (wrong) return wrong
}
return null
}
const MOST = 5
const schemaFaults = (schema, value) => (value === undefined ? ['the body is no JSON'] : faultsAt(schema, value, '').slice(0, MOST))
},
975: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
U: () => isWithin,
t: () => readRepositoryFile
})
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455)
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760)
const isWithin = (folder, path) => {
const way = (0, node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path)
return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0, node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way)
}
const readRepositoryFile = async (root, path, maxBytes) => {
const home = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(root).catch(() => null)
const wanted = (0, node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, path)
if (home === null) return {problem: 'missing'}
if (!isWithin((0, node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root), wanted)) return {problem: 'outside'}
const real = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(wanted).catch(() => null)
if (real === null) return {problem: 'missing'}
if (!isWithin(home, real)) return {problem: 'outside'}
const file = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(real, 'r').catch(() => null)
if (!file) return {problem: 'missing'}
try {
const stats = await file.stat()
if (!stats.isFile()) return {problem: 'not-a-file'}
if (stats.size > maxBytes) return {problem: 'too-large'}
return {text: await file.readFile('utf8')}
} finally {
await file.close()
}
}
},
7274: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
J: () => SECRET_NAME
})
const SECRET_NAME = '^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$'
},
4327: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
EM: () => WINDOW_END_PATTERN,
J4: () => mismatch,
MF: () => windowAt,
l_: () => parseWindowEnd
})
var _grammar_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3355)
var _zones_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8393)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const WEEK = 7 * DAY
const MOST_JOINED = 100
const WINDOW_END_PATTERN = '^((Mon|Tue|Wed|Thu|Fri|Sat|Sun) |20\\d\\d-[01]\\d-[0-3]\\d )?([01]\\d|2[0-3]):[0-5]\\d (UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$'
const DATED = /^(20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):([0-5]\d) (UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/
const parseWindowEnd = text => {
const fix = 'a time such as Fri 17:00 Europe/London, 22:00 UTC or 2026-12-24 17:00 Europe/London'
const dated = typeof text === 'string' && text.length <= 64 ? DATED.exec(text) : null
if (!dated) {
const reading = (0, _grammar_js__WEBPACK_IMPORTED_MODULE_0__.nP)(text)
return reading.ok ? {ok: true, value: {schedule: reading.value}} : {...reading, fix}
}
const [, year, month, day, hour, minute, zone = ''] = dated
if ((0, _zones_js__WEBPACK_IMPORTED_MODULE_1__.a6)(zone) === null) return {ok: false, message: `${(0, _grammar_js__WEBPACK_IMPORTED_MODULE_0__.TL)(zone)} is not a time zone`, fix}
const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
if (new Date(wall).getUTCDate() !== Number(day)) return {ok: false, message: `${(0, _grammar_js__WEBPACK_IMPORTED_MODULE_0__.TL)(text)} is no day of the calendar`, fix}
return {ok: true, value: {moment: (0, _zones_js__WEBPACK_IMPORTED_MODULE_1__.Et)(zone, wall)}}
}
const mismatch = (from, until) => {
if ('moment' in from !== 'moment' in until) return 'one end is a date and the other comes back'
if ('moment' in from && 'moment' in until) return until.moment > from.moment ? null : 'it ends before it begins'
if (!('schedule' in from && 'schedule' in until)) return null
if ((from.schedule.weekday === null) !== (until.schedule.weekday === null)) return 'one end comes back every day and the other every week'
return (0, _grammar_js__WEBPACK_IMPORTED_MODULE_0__.DC)(from.schedule) === (0, _grammar_js__WEBPACK_IMPORTED_MODULE_0__.DC)(until.schedule) ? 'it begins when it ends' : null
}
const windowAt = (windows, now) => {
const first = inForce(windows, now)
if (!first) return null
let {until} = first
for (let joined = 0; joined < MOST_JOINED; joined += 1) {
const next = inForce(windows, until)
if (!next) break
until = next.until
}
return {until, reason: first.reason}
}
const inForce = (windows, now) => {
const open = windows.flatMap(({from, until, reason}) => {
const end = endOf(from, until, now)
return end === null ? [] : [{until: end, reason}]
})
return open.sort((a, b) => b.until - a.until)[0] ?? null
}
const endOf = (from, until, now) => {
if ('moment' in from) return 'moment' in until && from.moment <= now && now < until.moment ? until.moment : null
if (!('schedule' in until)) return null
const began = lastOccurrence(from.schedule, now)
const ends = (0, _grammar_js__WEBPACK_IMPORTED_MODULE_0__.Zk)(until.schedule, began)
return ends > now ? ends : null
}
const lastOccurrence = (schedule, now) => {
const period = schedule.weekday === null ? DAY : WEEK
let last = (0, _grammar_js__WEBPACK_IMPORTED_MODULE_0__.Zk)(schedule, now - period - 2 * DAY)
for (let next = (0, _grammar_js__WEBPACK_IMPORTED_MODULE_0__.Zk)(schedule, last); next <= now; next = (0, _grammar_js__WEBPACK_IMPORTED_MODULE_0__.Zk)(schedule, last)) last = next
return last
}
},
8432: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
N: () => ledgers
})
const ledgers = {
github: async options => (await __webpack_require__.e(8785).then(__webpack_require__.bind(__webpack_require__, 8785))).githubLedger(options),
file: async options => (await __webpack_require__.e(2308).then(__webpack_require__.bind(__webpack_require__, 2308))).fileLedger(options)
}
},
4292: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
T: () => sources
})
const sources = {
d1: async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 6396))).d1,
'github-issues': async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 9849))).githubIssues,
'http-json': async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 2127))).httpJson,
sql: async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 3026))).sql,
probe: async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 3273))).probe,
prometheus: async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 8748))).prometheus,
'cloudflare-analytics': async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 6997))).cloudflareAnalytics,
'cloudflare-telemetry': async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 6093))).cloudflareTelemetry,
datadog: async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 1933))).datadog,
sentry: async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 7504))).sentry,
'supabase-logs': async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 7217))).supabaseLogs,
posthog: async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 4171))).posthog,
'vercel-observability': async () => (await __webpack_require__.e(7235).then(__webpack_require__.bind(__webpack_require__, 7728))).vercelObservability
}
},
660: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
y: () => notifiers
})
const notifiers = {
webhook: async () => (await __webpack_require__.e(5738).then(__webpack_require__.bind(__webpack_require__, 5738))).webhook,
slack: async () => (await __webpack_require__.e(4519).then(__webpack_require__.bind(__webpack_require__, 4519))).slack
}
},
2027: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
B: () => platforms,
S: () => isPlatformType
})
const platforms = {
'cloud-run': () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(6910)])
.then(__webpack_require__.bind(__webpack_require__, 6910))
.then(module => module.cloudRun),
'cloudflare-kv': () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(1930)])
.then(__webpack_require__.bind(__webpack_require__, 2974))
.then(module => module.cloudflareKv),
'cloudflare-r2': () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(1930)])
.then(__webpack_require__.bind(__webpack_require__, 383))
.then(module => module.cloudflareR2),
'cloudflare-workers': () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(1930)])
.then(__webpack_require__.bind(__webpack_require__, 9102))
.then(module => module.cloudflareWorkers),
fly: () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(2292)])
.then(__webpack_require__.bind(__webpack_require__, 2292))
.then(module => module.fly),
command: () =>
__webpack_require__
.e(7558)
.then(__webpack_require__.bind(__webpack_require__, 7558))
.then(module => module.command),
local: () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(1821)])
.then(__webpack_require__.bind(__webpack_require__, 1821))
.then(module => module.local),
'supabase-functions': () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(2601)])
.then(__webpack_require__.bind(__webpack_require__, 2601))
.then(module => module.supabaseFunctions),
vercel: () =>
Promise.all([__webpack_require__.e(6266), __webpack_require__.e(6587)])
.then(__webpack_require__.bind(__webpack_require__, 6587))
.then(module => module.vercel)
}
const isPlatformType = name => Object.hasOwn(platforms, name)
},
6209: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
DV: () => codeBlock,
Jf: () => htmlLines,
Oc: () => diagramLabel,
aY: () => code,
pj: () => plain,
qy: () => html,
wD: () => markdown
})
const TERMINAL = /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?/g
const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g
const BROKEN = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g
const UNSEEN = /[\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|\u034f|\u17b4|\u17b5|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/gu
const TEXT_LIMIT = 500
const plainLines = text => text.replace(BROKEN, '\ufffd').replace(TERMINAL, '').replace(LINE_ENDS, '\n').replace(CONTROLS, '').replace(UNSEEN, '')
const plain = (text, limit = TEXT_LIMIT) => {
const line = plainLines(text.slice(0, limit * 8))
.replace(/\s+/g, ' ')
.trim()
const characters = [...line]
return characters.length <= limit ? line : `${characters.slice(0, Math.max(0, limit - 1)).join('')}…`
}
const SEAM = '&#8203;'
const markdown = (text, limit) =>
plain(text, limit)
.replaceAll('&', '&amp;')
.replaceAll('<', '&lt;')
.replaceAll('>', '&gt;')
.replaceAll('|', '&#124;')
.replaceAll('$', '&#36;')
.replaceAll('`', '&#96;')
.replace(/[\\*_~[\]!]/g, '\\$&')
.replace(/@(?=[\p{L}\p{N}_-])/gu, `@${SEAM}`)
.replace(/(?<!&)#(?=\p{N})/gu, `#${SEAM}`)
.replace(/\b(GH)-(?=\d)/gi, `$1${SEAM}-`)
.replace(/:(?=\/\/)/g, `:${SEAM}`)
.replace(/:(?=[\w+-]+:)(?!\d\d:)/g, `:${SEAM}`)
.replace(/\b(www)\./gi, `$1${SEAM}.`)
.replace(/\b(mailto|xmpp):/gi, `$1${SEAM}:`)
.replace(/^([-+=#])/, '\\$1')
.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
const code = (text, limit = 120) => {
const line = plain(text, limit)
if (line === '') return '–'
return /[`|\\]/.test(line) ? markdown(line, limit) : `\`${line}\``
}
const codeBlock = (text, language = '', limit = 4_000) => {
const body = plainLines(text.slice(0, limit)).trimEnd()
const longest = Math.max(2, ...(body.match(/`+/g) ?? []).map(run => run.length))
const fence = '`'.repeat(longest + 1)
return `${fence}${language}\n${body}\n${fence}`
}
const diagramLabel = text =>
plain(text, 60)
.replace(/[^A-Za-z0-9._/ -]+/g, ' ')
.replace(/\s+/g, ' ')
.trim() || 'unnamed'
const html = (text, limit) => plain(text, limit).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
const htmlLines = (text, limit = 4_000) =>
plainLines(text.slice(0, limit))
.trimEnd()
.split('\n')
.map(line => html(line, limit))
.join('\n')
},
5113: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Dc: () => flagsIn,
Z8: () => sameAudience,
hU: () => covers,
iP: () => flagOf,
k8: () => audienceAt,
oQ: () => NOBODY,
wP: () => isWhole
})
const NOBODY = {weight: 0, cohort: null, regions: []}
const sameAudience = (one, other) => one.weight === other.weight && (one.weight === 0 || (one.cohort === other.cohort && one.regions.length === other.regions.length && one.regions.every(region => other.regions.includes(region))))
const covers = (found, asked) => found.weight > 0 && found.weight >= asked.weight && (found.cohort === asked.cohort || (found.cohort === null && found.weight === 100)) && (found.regions.length === 0 || (asked.regions.length > 0 && asked.regions.every(region => found.regions.includes(region))))
const flagOf = exposure => (exposure.startsWith('flag:') ? exposure.slice('flag:'.length) : null)
const isWhole = exposure => exposure !== 'split'
const flagsIn = (plan, components) => [...new Set([...components.flatMap(({exposure}) => flagOf(exposure) ?? []), ...plan.steps.flatMap(({features = []}) => features)])]
const audienceAt = ({plan, components}, flag, step) => {
const found = plan.steps[step - 1]
const leads = components.some(({exposure}) => flagOf(exposure) === flag)
if (!found || !(leads || found.features?.includes(flag))) return NOBODY
return {weight: found.weight, cohort: found.cohort ?? null, regions: found.regions ?? []}
}
},
9242: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
P: () => worthWriting
})
var _events_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2858)
var _phases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3171)
const EVENTS_PER_STEP = 4
const worthWriting = (state, happening, again = false) => {
const lines = state.events + state.foreign
const over = state.phase === 'aborted' || (0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(state.phase)
const {kind} = happening
switch (kind) {
case 'asked-rollback':
return state.rollbackAsked === null && state.phase !== 'rolled-back'
case 'going-back':
return state.phase !== 'aborted' && state.phase !== 'rolled-back'
case 'rolled-back':
return state.phase !== 'rolled-back'
case 'released':
return state.hold
case 'superseded':
return !(0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(state.phase)
case 'retired':
return lines < _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.hard && state.story.every(event => event.happening.kind !== 'retired')
case 'promoted':
return lines < _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.hard && !over
case 'set':
if (state.pending?.weight === happening.weight) return lines < _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.hard
return lines < _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.forward && !over
case 'waits':
return !over && (again ? roomForNotes(state, lines) : noteworthy(state, happening.reason, lines))
case 'stuck':
return lines < _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.forward && !(0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(state.phase) && !(halted(state) && said(state, happening.reason))
case 'paused':
return lines < _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.forward && !over && state.phase !== 'paused'
case 'asks':
return lines < _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.forward && !over && !waitsFor(state, happening.step)
case 'started':
case 'queued':
case 'restore-point':
case 'migrated':
case 'checked':
case 'deployed':
case 'setting':
case 'approved':
case 'resumed':
case 'skipped':
case 'retried':
case 'asked-promote':
return lines < _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.forward && !over
default:
return kind
}
}
const noteworthy = (state, reason, lines) => {
if (state.conflict) return lines < _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.forward
if (said(state, reason)) return false
if (reason === 'record-full') return lines < _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.hard
return roomForNotes(state, lines)
}
const roomForNotes = (state, lines) => lines < Math.min(_events_js__WEBPACK_IMPORTED_MODULE_0__.ln.notes, _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.forward - needed(state))
const said = (state, reason) => state.reason === reason || state.phase === reason || (reason === 'bake-not-over' && state.phase === 'baking' && state.story.at(-1)?.happening.kind === 'set')
const needed = ({story, step}) => {
const steps = story.at(-1)?.checkpoint.steps ?? 0
return EVENTS_PER_STEP * (steps - step) + 1
}
const halted = ({phase}) => phase === 'stuck' || phase === 'aborted' || phase === 'paused'
const waitsFor = ({phase, asked}, step) => phase === 'awaiting-approval' && asked.includes(step)
},
2858: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
IG: () => MAX_WAITED,
as: () => writeEvent,
j8: () => MAX_SEQUENCE,
j_: () => readEvent,
ks: () => isRequest,
ln: () => EVENT_LIMIT
})
var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8000)
var _phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3171)
var _reasons_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3286)
const EVENT_TEXT_LIMIT = 140
const EVENT_LIMIT = {notes: 50, forward: 80, hard: 100}
const MAX_WAITED = 99_999_999
const MAX_SEQUENCE = 9999
const isRequest = kind => kind === 'asked-rollback'
const TOKEN = '[A-Za-z0-9][A-Za-z0-9_.:/@+\\[\\]-]{0,63}'
const NUMBER = '\\d{1,3}(?:\\.\\d{1,3})?'
const SENTENCES = {
started: {write: () => 'started', read: /^started$/},
queued: {write: h => `queued behind ${h.behind}`, read: sentence(`queued behind (?<behind>${TOKEN})`)},
'restore-point': {write: h => `restore point ${h.id}`, read: sentence(`restore point (?<id>${TOKEN})`)},
migrated: {write: h => `migrated to ${h.version}`, read: sentence(`migrated to (?<version>${TOKEN})`)},
checked: {
write: h => `smoke test of ${h.target} passed`,
read: sentence('smoke test of (?<target>live|canary) passed')
},
deployed: {
write: h => `deployed ${h.component}=${h.release}`,
read: sentence(`deployed (?<component>[a-z][a-z0-9-]{0,14})=(?<release>${TOKEN})`)
},
setting: {write: h => `setting ${h.weight}%`, read: sentence(`setting (?<weight>${NUMBER})%`)},
set: {write: h => `set ${h.weight}%`, read: sentence(`set (?<weight>${NUMBER})%`)},
waits: {write: h => `waits: ${h.reason}`, read: sentence('waits: (?<reason>[a-z-]+)')},
asks: {
write: h => `asks approval of step ${h.step}`,
read: sentence('asks approval of step (?<step>\\d{1,2})')
},
approved: {
write: h => `step ${h.step} approved by ${h.by}`,
read: sentence(`step (?<step>\\d{1,2}) approved by (?<by>${TOKEN})`)
},
paused: byPerson('paused'),
resumed: byPerson('resumed'),
skipped: byPerson('bake skipped'),
retried: byPerson('retried'),
'asked-promote': byPerson('promote asked'),
'asked-rollback': byPerson('rollback asked'),
'going-back': {write: h => `going back: ${h.reason}`, read: sentence('going back: (?<reason>[a-z-]+)')},
'rolled-back': {
write: h => `rolled back: ${h.reason}`,
read: sentence('rolled back: (?<reason>[a-z-]+)')
},
promoted: {write: () => 'promoted', read: /^promoted$/},
superseded: byPerson('superseded'),
stuck: {write: h => `stuck: ${h.reason}`, read: sentence('stuck: (?<reason>[a-z-]+)')},
released: byPerson('hold released'),
retired: {write: () => 'retired', read: /^retired$/}
}
function sentence(source) {
return new RegExp(`^${source}$`)
}
function byPerson(verb) {
return {write: h => `${verb} by ${h.by}`, read: sentence(`${verb} by (?<by>${TOKEN})`)}
}
const STATE =
/^(?<weight>\d{1,3}(?:\.\d{1,3})?)% (?<step>\d{1,2})\/(?<steps>\d{1,2}) (?<phase>[a-z-]+) (?:since (?<since>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)(?: waited (?<waited>\d{1,8})s)?|(?<date>\d{8})T(?<time>\d{6})Z(?: \+(?<added>\d{1,8})s)?)(?<hold> hold)? (?<mark>[#~])(?<sequence>\d{1,4})\.(?<nonce>[a-z0-9]{5})$/
const writeEvent = event => {
const text = render(event)
if (parse(text) === null) throw new RangeError(`event "${event.happening.kind}" cannot be written in ${EVENT_TEXT_LIMIT} characters, or not be read back`)
return text
}
const MOST_REMEMBERED = 2000
const remembered = new Map()
const readEvent = text => {
const known = remembered.get(text)
if (known !== undefined) return known
const parsed = parse(text)
const event = parsed && render(parsed) === text ? parsed : null
if (remembered.size >= MOST_REMEMBERED) remembered.clear()
remembered.set(text, event)
return event
}
const render = ({happening, checkpoint: c, sequence, nonce}) => {
const {write} = SENTENCES[happening.kind]
const since = (0, _format_js__WEBPACK_IMPORTED_MODULE_1__.K9)(c.since)
const waited = Math.floor(c.waited)
const mark = isRequest(happening.kind) ? '~' : '#'
const line = times => `${write(happening)}; ${c.weight}% ${c.step}/${c.steps} ${c.phase} ${times}${c.hold ? ' hold' : ''} ${mark}${sequence}.${nonce}`
const full = line(`since ${since}${waited > 0 ? ` waited ${waited}s` : ''}`)
if (full.length <= EVENT_TEXT_LIMIT) return full
return line(`${since.replaceAll(/[-:]/g, '')}${waited > 0 ? ` +${waited}s` : ''}`)
}
const parse = text => {
if (text.length > EVENT_TEXT_LIMIT) return null
const cut = text.indexOf('; ')
const state = cut < 0 ? undefined : STATE.exec(text.slice(cut + 2))?.groups
const happening = state && readHappening(text.slice(0, cut))
if (!state || !happening) return null
const phase = _phases_js__WEBPACK_IMPORTED_MODULE_0__.ZG.find(known => known === state.phase)
const since = Date.parse(state.since ?? unfold(state.date ?? '', state.time ?? ''))
const [weight, step, steps] = [Number(state.weight), Number(state.step), Number(state.steps)]
if (!phase || Number.isNaN(since) || weight > 100 || step > steps) return null
if ((state.mark === '~') !== isRequest(happening.kind)) return null
const sequence = Number(state.sequence)
if (sequence === 0 && state.mark === '#') return null
return {
happening,
checkpoint: {
phase,
step,
steps,
weight,
since,
waited: Number(state.waited ?? state.added ?? 0),
hold: state.hold !== undefined
},
sequence,
nonce: state.nonce ?? ''
}
}
const unfold = (date, time) => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`
const readHappening = text => {
for (const [kind, {read}] of Object.entries(SENTENCES)) {
const match = read.exec(text)
if (!match) continue
const fields = {...match.groups}
for (const name of ['weight', 'step']) if (name in fields) fields[name] = Number(fields[name])
if ('reason' in fields && !_reasons_js__WEBPACK_IMPORTED_MODULE_2__.e.some(known => known === fields.reason)) return null
if (Number(fields.weight ?? 0) > 100) return null
return {kind, ...fields}
}
return null
}
},
3332: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
A: () => fold,
B: () => waitedUntil
})
var _events_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2858)
var _phases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3171)
const fold = (record, lines, trusts = () => true) => {
const read = readLines(lines)
const {events, backward, doubted} = proven(read.events, trusts)
const foreign = read.foreign + doubted
const ordered = events.filter(({happening}) => !(0, _events_js__WEBPACK_IMPORTED_MODULE_0__.ks)(happening.kind))
const head = ordered.at(-1) ?? events.at(-1)
const last = kind => ordered.findLast(({happening}) => happening.kind === kind)
const after = (a, b) => a !== undefined && (b === undefined || a.sequence >= b.sequence)
const checkpoint = head?.checkpoint ?? beginning(record.startedAt)
const request = events.find(({happening}) => happening.kind === 'asked-rollback')
const setting = last('setting')
const phase = joinPhase(checkpoint, [...ordered, ...backward], after(last('paused'), last('resumed')))
const set = last('set')
return {
phase,
startedAt: record.startedAt,
step: checkpoint.step,
weight: phase === 'rolled-back' ? 0 : checkpoint.weight,
since: checkpoint.since,
waited: checkpoint.waited * 1000,
hold: holds(checkpoint, ordered),
pending: pendingOf(phase, setting, set),
reason: head && 'reason' in head.happening ? head.happening.reason : null,
headAt: head?.at ?? record.startedAt,
endedAt: (0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(phase) ? (ordered.find(e => (0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(e.checkpoint.phase))?.at ?? head?.at ?? null) : null,
sequence: head?.sequence ?? 0,
conflict: ordered.filter(({sequence}) => sequence === head?.sequence).length > 1,
rollbackAsked: request && 'by' in request.happening ? {by: request.happening.by, at: request.at} : null,
promoteAsked: last('asked-promote') !== undefined,
skipAsked: after(last('skipped'), set),
approved: approvedOf(ordered),
asked: stepsOf(ordered, 'asks'),
deployed: deployedOf(ordered),
checked: checksOf(ordered),
migrated: migratedOf(ordered),
restorePoint: restorePointOf(ordered),
bumps: bumpsOf(ordered),
story: events,
events: events.length,
foreign
}
}
const beginning = startedAt => ({
phase: 'progressing',
step: 0,
steps: 0,
weight: 0,
since: startedAt,
waited: 0,
hold: false
})
const readLines = lines => {
const seen = new Map()
let foreign = 0
for (const {text, at, run, seal} of lines) {
const event = (0, _events_js__WEBPACK_IMPORTED_MODULE_0__.j_)(text)
const known = seen.get(text)
if (!event) foreign += 1
else {
const line = {...event, at, run, ...(seal && {seal})}
if (!known || precedes(line, known)) seen.set(text, line)
}
}
const events = [...seen].sort(([a, x], [b, y]) => byOrder(x, y) || compare(a, b)).map(([, event]) => event)
return {events, foreign}
}
const precedes = (one, other) => {
if ((one.seal === 'good') !== (other.seal === 'good')) return one.seal === 'good'
return one.at < other.at || (one.at === other.at && (one.run ?? '') < (other.run ?? ''))
}
const proven = (all, trusts) => {
const good = all.map(event => (0, _events_js__WEBPACK_IMPORTED_MODULE_0__.ks)(event.happening.kind) || trusts(event))
const events = all.filter((_, index) => good[index])
const rest = all.filter((_, index) => !good[index])
const backward = rest.filter(({happening: {kind}}) => kind === 'going-back' || kind === 'rolled-back')
return {events, backward, doubted: rest.length}
}
const caution = kind => {
switch (kind) {
case 'asked-rollback':
return 6
case 'rolled-back':
return 5
case 'going-back':
return 4
case 'superseded':
case 'stuck':
case 'paused':
return 3
case 'waits':
case 'asks':
case 'queued':
return 2
case 'promoted':
case 'set':
case 'setting':
case 'approved':
case 'resumed':
case 'skipped':
case 'retried':
case 'asked-promote':
case 'released':
return 0
case 'started':
case 'restore-point':
case 'migrated':
case 'checked':
case 'deployed':
case 'retired':
return 1
default:
return kind
}
}
const byOrder = (a, b) => a.sequence - b.sequence || caution(a.happening.kind) - caution(b.happening.kind) || compare(a.nonce, b.nonce)
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
const joinPhase = (head, ordered, paused) => {
const happened = kind => ordered.some(({happening}) => happening.kind === kind)
if (happened('rolled-back')) return 'rolled-back'
if (happened('going-back')) return 'aborted'
if ((0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(head.phase)) return head.phase
if (happened('superseded')) return 'superseded'
if (paused) return 'paused'
return head.phase
}
const holds = (head, ordered) => head.hold || (ordered.some(e => e.checkpoint.hold) && !ordered.some(e => e.happening.kind === 'released'))
const pendingOf = (phase, setting, set) => {
if ((0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(phase) || phase === 'aborted' || setting?.happening.kind !== 'setting') return null
const confirmed = set !== undefined && set.sequence > setting.sequence
return confirmed ? null : {weight: setting.happening.weight}
}
const stepsOf = (events, kind) => [...new Set(events.flatMap(({happening}) => (happening.kind === kind ? [happening.step] : [])))]
const WORSE = ['suspicious', 'suspicious-too-long', 'blind-too-long', 'drift', 'way-back-unsafe']
const approvedOf = events => {
const worse = events.findLastIndex(({happening: h}) => (h.kind === 'waits' || h.kind === 'stuck') && WORSE.includes(h.reason))
return stepsOf(events.slice(worse + 1), 'approved')
}
const deployedOf = events => Object.fromEntries(events.flatMap(({happening: h}) => (h.kind === 'deployed' ? [[h.component, h.release]] : [])))
const checksOf = events => {
const passed = target => events.some(({happening}) => happening.kind === 'checked' && happening.target === target)
return {live: passed('live'), canary: passed('canary')}
}
const migratedOf = events => events.flatMap(({happening: h}) => (h.kind === 'migrated' ? [h.version] : [])).at(-1) ?? null
const restorePointOf = events => events.flatMap(({happening: h}) => (h.kind === 'restore-point' ? [h.id] : [])).at(-1) ?? null
const STAMP_ERROR = 999
const bumpsOf = ordered => {
const bumps = []
let open = null
for (const {happening, at} of ordered) {
if (happening.kind === 'setting') open = {from: open?.from ?? at, weight: happening.weight}
if (happening.kind !== 'set') continue
const to = at % 1000 === 0 ? at + STAMP_ERROR : at
const from = open?.from ?? at
bumps.push({from: Math.min(from, at), to: Math.max(from, to), weight: happening.weight})
open = null
}
return open ? [...bumps, {...open, to: Number.POSITIVE_INFINITY}] : bumps
}
const waitedUntil = (state, now) => state.waited + ((0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.L8)(state.phase) ? Math.max(0, now - state.headAt) : 0)
},
8000: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
K9: () => formatMoment,
QA: () => formatSpan,
Vp: () => formatEvidence,
ck: () => formatWeight
})
const UNITS = [
['d', 86_400_000],
['h', 3_600_000],
['m', 60_000],
['s', 1_000]
]
const formatSpan = milliseconds => {
let rest = Math.max(0, Math.ceil(milliseconds / 1000)) * 1000
const parts = []
for (const [unit, size] of UNITS) {
const count = Math.floor(rest / size)
if (count > 0) parts.push(`${count}${unit}`)
rest -= count * size
if (parts.length === 2) break
}
return parts.join(' ') || '0s'
}
const formatMoment = epochMilliseconds => `${new Date(Math.ceil(epochMilliseconds / 1000) * 1000).toISOString().slice(0, 19)}Z`
const formatWeight = weight => `${weight}%`
const formatEvidence = evidence => {
if (evidence > 1e6) return '>1000000'
if (evidence >= 100) return String(Math.round(evidence))
return String(Number(evidence.toPrecision(2)))
}
},
3171: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$g: () => isFinished,
L8: () => waitsForPeople,
ZG: () => PHASES
})
const PHASES = ['queued', 'awaiting-approval', 'progressing', 'baking', 'paused', 'promoted', 'aborted', 'rolled-back', 'superseded', 'stuck']
const PHASE_EXITS = {
queued: 'the rollout before it ends, or a newer release replaces it',
'awaiting-approval': 'a person approves, rejects, or asks for a rollback; guards still run',
progressing: 'the act that was intended is confirmed, now or by the next tick',
baking: 'the bake ends and the evidence allows the next step, or harm is found',
paused: 'a person resumes it; guards still run',
promoted: 'end',
aborted: 'the baseline is back and confirmed, now or by the next tick',
'rolled-back': 'end',
superseded: 'end',
stuck: 'a person retries, promotes or rolls back'
}
const isFinished = phase => PHASE_EXITS[phase] === 'end'
const waitsForPeople = phase => phase === 'awaiting-approval' || phase === 'paused' || phase === 'stuck' || phase === 'queued'
},
4416: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
r: () => MAX_STEPS
})
const MAX_STEPS = 12
},
3286: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
e: () => REASONS
})
const REASONS = [
'finished',
'unfinished-act',
'rollback-asked',
'circuit-breaker',
'zero-limit',
'evidence-of-harm',
'smoke-failed',
'superseded',
'rejected',
'abandoned',
'deadline',
'way-back-unsafe',
'drift',
'conflict',
'state-lost',
'record-full',
'config-changed',
'unproven',
'queued',
'paused',
'stuck',
'frozen',
'not-deployed',
'not-checked',
'bake-not-over',
'no-data',
'blind-too-long',
'suspicious',
'suspicious-too-long',
'over-limit',
'too-few-samples',
'not-yet',
'approval-missing',
'next-step',
'last-step',
'all-steps-done'
]
},
7688: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
s: () => nextEvent
})
var _events_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2858)
var _fold_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3332)
var _phases_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3171)
const nextEvent = (state, steps, happening, {now, nonce}) => ({
happening,
checkpoint: {...checkpointAfter(state, steps, happening, now), phase: phaseAfter(state, happening)},
sequence: (0, _events_js__WEBPACK_IMPORTED_MODULE_0__.ks)(happening.kind) ? state.sequence : Math.min(state.sequence + 1, _events_js__WEBPACK_IMPORTED_MODULE_0__.j8),
nonce
})
const checkpointAfter = (state, steps, happening, now) => {
const moment = Math.ceil(now / 1000) * 1000
const same = {
step: state.step,
steps: steps.length,
weight: state.weight,
since: state.since,
waited: Math.min(Math.ceil((0, _fold_js__WEBPACK_IMPORTED_MODULE_1__.B)(state, now) / 1000), _events_js__WEBPACK_IMPORTED_MODULE_0__.IG),
hold: state.hold
}
switch (happening.kind) {
case 'started':
case 'queued':
return {...same, since: moment}
case 'set':
return {
...same,
since: moment,
weight: happening.weight,
step: stepOf(steps, happening.weight)
}
case 'rolled-back':
return {...same, weight: 0}
case 'released':
return {...same, hold: false}
default:
return same
}
}
const phaseAfter = (state, happening) => {
const {phase} = state
if (phase === 'rolled-back') return phase
if (happening.kind === 'rolled-back') return 'rolled-back'
if (happening.kind === 'going-back') return 'aborted'
if (phase === 'aborted' || (0, _phases_js__WEBPACK_IMPORTED_MODULE_2__.$g)(phase)) return phase
const stays = phase === 'paused' || phase === 'stuck'
switch (happening.kind) {
case 'queued':
case 'paused':
case 'promoted':
case 'superseded':
return happening.kind
case 'resumed':
return phase === 'paused' ? whereItStood(state) : phase
case 'stuck':
return phase === 'paused' ? phase : 'stuck'
case 'retried':
case 'asked-promote':
return phase === 'stuck' ? whereItStood(state) : phase
case 'started':
case 'setting':
return stays ? phase : 'progressing'
case 'set':
return stays ? phase : 'baking'
case 'asks':
return stays ? phase : 'awaiting-approval'
case 'approved':
return phase === 'awaiting-approval' ? whereItStood(state, happening.step) : phase
case 'restore-point':
case 'migrated':
case 'checked':
case 'deployed':
case 'waits':
case 'skipped':
case 'asked-rollback':
case 'released':
case 'retired':
return phase
default:
return happening
}
}
const whereItStood = (state, justApproved) => {
const lastOf = kind => state.story.findLast(({happening}) => happening.kind === kind)?.sequence ?? 0
if (lastOf('queued') > lastOf('started')) return 'queued'
const open = step => step > state.step && step !== justApproved && !state.approved.includes(step)
if (state.asked.some(open)) return 'awaiting-approval'
return state.pending === null && state.step > 0 ? 'baking' : 'progressing'
}
const stepOf = (steps, weight) => steps.findIndex(step => step.weight === weight) + 1
}
}
