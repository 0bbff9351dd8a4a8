export const id = 3993
export const ids = [3993]
export const modules = {
3676: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
V: () => defineFlags
})
const defineFlags = ({type, options, secrets, connect}) => ({
type,
options,
...(secrets && {secrets: given => secrets(given)}),
connect: (order, context) => connect({...order, options: order.options}, context)
})
},
3993: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
flagd: () => flagd,
flagdOptions: () => flagdOptions
})
var external_node_path_ = __webpack_require__(6760)
var schemas = __webpack_require__(2857)
var errors = __webpack_require__(7463)
var definition = __webpack_require__(3676)
var external_node_crypto_ = __webpack_require__(7598)
var promises_ = __webpack_require__(1455)
var external_node_timers_promises_ = __webpack_require__(8500)
const STALE = 30_000
const PATIENCE = 5000
const PAUSE = 10
const failure = (message, effect = 'none') => new errors.mZ({provider: 'flagd', message: `flagd: ${message}`, retryable: true, effect})
const codeOf = error => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'error')
const versionOf = text => (0, external_node_crypto_.createHash)('sha256').update(text).digest('hex')
const noDirectory = () =>
new errors.xL({
message: 'the directory of the flag document does not exist',
at: 'file',
fix: 'a step before this one that makes it',
docs: 'flags/flagd.md'
})
const withTurn = async (path, work) => {
const lock = `${path}.lock`
const end = performance.now() + PATIENCE
for (;;) {
try {
await (await (0, promises_.open)(lock, 'wx')).close()
break
} catch (error) {
if (codeOf(error) === 'ENOENT') throw noDirectory()
if (codeOf(error) !== 'EEXIST') throw failure(`the document cannot be locked (${codeOf(error)})`)
const age = await (0, promises_.stat)(lock).then(
({mtimeMs}) => Date.now() - mtimeMs,
() => 0
)
if (age > STALE) await (0, promises_.rm)(lock, {force: true})
if (performance.now() > end) throw failure('another writer does not let go of the document')
await (0, external_node_timers_promises_.setTimeout)(PAUSE)
}
}
try {
return await work()
} finally {
await (0, promises_.rm)(lock, {force: true})
}
}
const fileStore = path => {
const read = async () => {
try {
const text = await (0, promises_.readFile)(path, 'utf8')
return {text, version: versionOf(text)}
} catch (error) {
if (codeOf(error) === 'ENOENT') return null
throw failure(`the document cannot be read (${codeOf(error)})`)
}
}
const write = async text => {
const draft = (0, external_node_path_.join)((0, external_node_path_.dirname)(path), `.${(0, external_node_crypto_.randomUUID)()}.tmp`)
try {
const file = await (0, promises_.open)(draft, 'wx')
try {
await file.writeFile(text)
await file.sync()
} finally {
await file.close()
}
await (0, promises_.rename)(draft, path)
} catch (error) {
await (0, promises_.rm)(draft, {force: true}).catch(() => undefined)
throw failure(`the document cannot be written (${codeOf(error)})`, 'unknown')
}
}
return {
read,
replace: (text, version) =>
withTurn(path, async () => {
if (((await read())?.version ?? null) !== version) return false
await write(text)
return true
})
}
}
var flag = __webpack_require__(1704)
const DOCS = 'flags/flagd.md'
const flagdOptions = schemas.rej({
file: schemas
.YjP()
.max(1000)
.regex(/^[^\0-\x1f\x7f]+\.json$/, 'must be a JSON file, on one line\nflags/production.json')
.describe('The document that flagd or an OpenFeature provider reads, from the root of the working copy.')
})
const pathOf = (file, workspace) => {
const path = (0, external_node_path_.resolve)(workspace, file)
const way = (0, external_node_path_.relative)(workspace, path)
if (way === '..' || way.startsWith(`..${external_node_path_.sep}`) || (0, external_node_path_.isAbsolute)(way))
throw new errors.xL({
message: 'the flag document lies outside the working copy',
at: 'file',
fix: 'a file below the root of the repository',
docs: DOCS
})
return path
}
const flagd = (0, definition.V)({
type: 'flagd',
options: flagdOptions,
connect: (order, {workspace}) => {
const {file} = order.options
return (0, flag.n)(order, fileStore(pathOf(file, workspace)), {
type: 'flagd',
wayBackCommand: `set "state": "DISABLED" for "${order.key}" in ${file}`
})
}
})
},
1704: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
n: () => flagInDocument
})
var errors = __webpack_require__(7463)
var schemas = __webpack_require__(2857)
var canonical_json = __webpack_require__(4443)
const PARTS = 100_000
const documentShape = schemas._H3({flags: schemas.g1P(schemas.YjP(), schemas.L5J())})
const flagShape = schemas._H3({
state: schemas.k5n(['ENABLED', 'DISABLED']),
metadata: schemas
._H3({
sluiceWeight: schemas.aig().min(0).max(100).optional(),
sluiceCohort: schemas.YjP().max(100).optional(),
sluiceRegions: schemas.YjP().max(2000).optional()
})
.optional()
})
const targetingOf = ({weight, cohort, regions}, {seed, cohorts}) => {
const share = Math.round((weight * PARTS) / 100)
const fraction = {
fractional: [{cat: [seed, '/', {var: 'targetingKey'}]}, ['on', share], ['off', PARTS - share]]
}
const users = cohort === null ? undefined : cohorts[cohort]
const inner = users ? 'on' : weight === 100 ? 'on' : fraction
const conditions = [...(regions.length > 0 ? [{in: [{var: 'region'}, [...regions]]}] : []), ...(users ? [{in: [{var: 'targetingKey'}, [...users]]}] : []), ...(cohort !== null && !users ? [{some: [{var: 'groups'}, {'==': [{var: ''}, cohort]}]}] : [])]
if (conditions.length === 0) return inner === 'on' ? {if: [true, 'on', 'off']} : inner
return {if: [conditions.length === 1 ? (conditions[0] ?? true) : {and: conditions}, inner, 'off']}
}
const entryOf = (audience, facts) => {
const off = audience.weight === 0
return {
state: 'ENABLED',
variants: {on: true, off: false},
defaultVariant: 'off',
...(off ? {} : {targeting: targetingOf(audience, facts)}),
metadata: {
sluiceWeight: audience.weight,
...(off || audience.cohort === null ? {} : {sluiceCohort: audience.cohort}),
...(off || audience.regions.length === 0 ? {} : {sluiceRegions: audience.regions.join(',')})
}
}
}
const audienceIn = (entry, facts) => {
const nobody = {weight: 0, cohort: null, regions: []}
if (entry === undefined) return nobody
const read = flagShape.safeParse(entry)
if (!read.success) return null
if (read.data.state === 'DISABLED') return nobody
const {sluiceWeight, sluiceCohort, sluiceRegions} = read.data.metadata ?? {}
if (sluiceWeight === undefined) return null
const audience = {
weight: sluiceWeight,
cohort: sluiceCohort ?? null,
regions: sluiceRegions === undefined ? [] : sluiceRegions.split(',')
}
return (0, canonical_json.d)(entry) === (0, canonical_json.d)(entryOf(audience, facts)) ? audience : null
}
const DOCS = 'flags/flagd.md'
const ATTEMPTS = 5
const broken = () =>
new errors.xL({
message: 'the flag document is not JSON with a mapping `flags`; nothing was changed',
fix: '{ "flags": {} }',
docs: DOCS
})
const documentIn = text => {
try {
return documentShape.parse(JSON.parse(text))
} catch {
throw broken()
}
}
const EMPTY = {$schema: 'https://flagd.dev/schema/v0/flags.json', flags: {}}
const flagInDocument = (facts, store, {type, wayBackCommand}) => {
const {name, key} = facts
const entryIn = ({flags}) => (Object.hasOwn(flags, key) ? flags[key] : undefined)
return {
name,
type,
read: async () => {
const found = await store.read()
return audienceIn(found === null ? undefined : entryIn(documentIn(found.text)), facts)
},
set: async audience => {
for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
const found = await store.read()
const document = found === null ? EMPTY : documentIn(found.text)
const flags = {...document.flags, [key]: entryOf(audience, facts)}
const text = `${JSON.stringify({...document, flags}, null, 2)}\n`
if (text === found?.text || (await store.replace(text, found?.version ?? null))) return
}
throw new errors.mZ({
provider: type,
message: `${type}: somebody else kept writing the document of the flag ${name}; the next tick tries again`,
retryable: true
})
},
wayBackCommand: () => wayBackCommand
}
}
}
}
