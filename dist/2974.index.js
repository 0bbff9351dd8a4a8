export const id = 2974
export const ids = [2974]
export const modules = {
8731: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
NY: () => CLOUDFLARE_API,
OP: () => CloudflareRefusal,
oM: () => createCloudflare,
vu: () => isRefusal
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1299)
const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4'
class CloudflareRefusal extends _errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ {
codes
says
constructor(provider, status, errors) {
const codes = errors.map(({code}) => code)
const says = (0, _text_js__WEBPACK_IMPORTED_MODULE_1__.ml)((0, _text_js__WEBPACK_IMPORTED_MODULE_1__.Fq)(errors.map(({message}) => message).join('; ')), LONGEST_QUOTE)
const reason = says === '' ? `answered ${status}` : `${says}${codes.length > 0 ? ` (${codes.join(', ')})` : ''}`
super({provider, message: `${provider}: ${reason}`, retryable: false, status, code: 'status'})
this.codes = codes
this.says = says
}
}
const LONGEST_QUOTE = 300
const TIMEOUT = 30_000
const DEADLINE = 120_000
const LARGEST_ANSWER = 8 * 1024 * 1024
const ANSWERS = [200, 201, 202, 400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422]
const TOKEN_CODES = new Set([6003, 6111, 9106, 9109, 10000, 10001])
const envelope = zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({
success: zod__WEBPACK_IMPORTED_MODULE_2__.zMY(),
errors: zod__WEBPACK_IMPORTED_MODULE_2__.YOg(zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({code: zod__WEBPACK_IMPORTED_MODULE_2__.aig(), message: zod__WEBPACK_IMPORTED_MODULE_2__.YjP()})).nullish(),
result: zod__WEBPACK_IMPORTED_MODULE_2__.L5J().optional(),
result_info: zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({cursor: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().optional()}).nullish()
})
const errorsIn = answer => {
try {
return envelope.safeParse(JSON.parse(answer.text())).data?.errors ?? []
} catch {
return []
}
}
const tokenOf = ({token, tokenName, docs}) => {
const value = token()
if (/^[\x21-\x7e]+$/.test(value)) return value
throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the secret ${tokenName} ${value === '' ? 'is empty' : 'holds characters that cannot be sent in a header'}`,
fix: 'the API token on one line, without spaces',
docs
})
}
const refusal = (answer, access) => {
const errors = errorsIn(answer)
const {status} = answer
const denied = status === 401 || status === 403 || errors.some(({code}) => TOKEN_CODES.has(code))
if (!denied) return new CloudflareRefusal(access.provider, status, errors)
return new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `Cloudflare does not accept the secret ${access.tokenName} for this (${status})`,
fix: `${access.tokenName} anew, with an API token of this account that has ${access.permission}`,
docs: access.docs
})
}
const createCloudflare = (http, access) => {
const base = access.base ?? CLOUDFLARE_API
const send = async ({path, headers, ...call}) =>
http.request({
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER,
...call,
url: `${base}${path}`,
headers: {...headers, authorization: `Bearer ${tokenOf(access)}`},
accept: ANSWERS,
redirect: 'answer'
})
const page = async ({shape, ...call}) => {
const answer = await send(call)
if (answer.status > 299) throw refusal(answer, access)
const {success, result_info: info} = answer.json(envelope)
if (!success) throw refusal(answer, access)
return {result: answer.json(zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({result: shape})).result, cursor: info?.cursor || null}
}
return {
page,
call: async call => (await page(call)).result,
body: async ({absent, ...call}) => {
const answer = await send(call)
if (answer.status <= 299) return answer
const refused = refusal(answer, access)
if (isRefusal(refused, absent)) return null
throw refused
}
}
}
const isRefusal = (error, ...codes) => error instanceof CloudflareRefusal && codes.some(code => error.codes.includes(code))
},
2974: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
cloudflareKv: () => cloudflareKv,
kvOptions: () => kvOptions
})
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8731)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7463)
var _cloudflare_connect_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2254)
var _cloudflare_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6283)
var _cloudflare_options_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3810)
var _definition_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5801)
const TYPE = 'cloudflare-kv'
const kvOptions = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
..._cloudflare_options_js__WEBPACK_IMPORTED_MODULE_4__.dy,
namespace: zod__WEBPACK_IMPORTED_MODULE_5__
.YjP()
.regex(/^[0-9a-f]{32}$/, 'this is not the id of a namespace\nthe id that `wrangler kv namespace list` shows')
.describe('Id of the namespace.'),
..._cloudflare_files_js__WEBPACK_IMPORTED_MODULE_3__.vN
})
const LIMITS = {files: 10_000, bytes: 90 * 1024 * 1024}
const MOST_PAIRS = 1000
const MOST_CHARACTERS = 40 * 1024 * 1024
const WRITE_TIMEOUT = 120_000
const NO_KEY = 10009
const NO_NAMESPACE = 10013
const written = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({unsuccessful_keys: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.YjP()).optional()}).nullish()
const keys = zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({name: zod__WEBPACK_IMPORTED_MODULE_5__.YjP()}))
const pairOf = ({key, content}) => {
const text = content.toString()
const isText = Buffer.from(text).equals(content)
return {key, value: isText ? text : content.toString('base64'), base64: !isText}
}
const portions = pairs => {
const all = []
let size = 0
for (const pair of pairs) {
const last = all.at(-1)
size += pair.value.length
if (last && last.length < MOST_PAIRS && size <= MOST_CHARACTERS) last.push(pair)
else {
all.push([pair])
size = pair.value.length
}
}
return all
}
const openNamespace = (api, account, namespace) => {
const root = `/accounts/${account}/storage/kv/namespaces/${namespace}`
const known = async work =>
work.catch(error => {
throw (0, _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.vu)(error, NO_NAMESPACE) ? missing() : error
})
return {
read: async key => {
const path = `${root}/values/${encodeURIComponent(key)}`
return (await known(api.body({path, absent: NO_KEY})))?.text() ?? null
},
write: async files => {
for (const json of portions(files.map(pairOf))) {
const call = {
method: 'PUT',
path: `${root}/bulk`,
json,
retry: 'safe',
timeout: WRITE_TIMEOUT
}
const answer = await known(api.call({...call, deadline: 2 * WRITE_TIMEOUT, shape: written}))
if ((answer?.unsuccessful_keys ?? []).length > 0) throw incomplete()
}
},
count: async prefix => {
let count = 0
let cursor = null
do {
const query = {prefix, ...(cursor !== null && {cursor})}
const page = await known(api.page({path: `${root}/keys`, query, shape: keys}))
count += page.result.length
cursor = page.cursor
} while (cursor !== null)
return count
}
}
}
const missing = () =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__.xL({
message: 'Cloudflare knows no such namespace in this account',
fix: 'namespace: the id that `wrangler kv namespace list` shows',
docs: `platforms/${TYPE}.md#token`
})
const incomplete = () =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__.mZ({
provider: TYPE,
message: `${TYPE}: Cloudflare did not take every key of a bulk write`,
retryable: true,
effect: 'unknown'
})
const cloudflareKv = (0, _definition_js__WEBPACK_IMPORTED_MODULE_6__.d)({
type: TYPE,
capabilities: _cloudflare_files_js__WEBPACK_IMPORTED_MODULE_3__.VX,
options: kvOptions,
secrets: ({token}) => [token],
connect: (options, context) => {
const {account, namespace} = options
const api = (0, _cloudflare_connect_js__WEBPACK_IMPORTED_MODULE_2__.W)(options, context, {provider: TYPE, permission: 'Workers KV Storage: Edit'})
const command = (pointer, release) => `env CLOUDFLARE_ACCOUNT_ID=${account} npx wrangler kv key put ${pointer} ${release} --namespace-id ${namespace} --remote`
const kind = {type: TYPE, limits: LIMITS, longestKey: 512, command}
return (0, _cloudflare_files_js__WEBPACK_IMPORTED_MODULE_3__.uS)(openNamespace(api, account, namespace), kind, options, context)
}
})
},
2254: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
W: () => connectAccount
})
var _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8731)
var _kit_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6266)
const connectAccount = ({token, 'api-url': base}, {http, secret, signal}, {provider, permission}) =>
(0, _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.oM)(http?.(provider) ?? (0, _kit_http_js__WEBPACK_IMPORTED_MODULE_1__.V)({provider, signal}), {
provider,
token: () => secret(token),
tokenName: token,
permission,
base,
docs: `platforms/${provider}.md#token`
})
},
4883: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
l: () => readBuilt
})
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455)
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7463)
const REVISION = /^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,199}$/
const readBuilt = async ({directory, revision, docs}, workspace, {files: mostFiles, bytes: mostBytes}) => {
const refuse = (message, fix) => new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({at: directory, message, fix, docs})
if (directory.includes('{revision}') && !REVISION.test(revision)) throw refuse('the revision cannot be the name of a directory', 'a directory without {revision}')
const home = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(workspace)
const root = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)((0, node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(home, directory.replaceAll('{revision}', revision))).catch(() => null)
if (root === null || !(await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(root)).isDirectory()) throw refuse('there is no such directory', 'build before this gate, in the same job, into this directory')
if (!isWithin(home, root)) throw refuse('leads out of the working copy', 'a directory inside it')
const entries = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(root, {recursive: true, withFileTypes: true})
const names = entries.filter(entry => !entry.isDirectory()).map(entry => (0, node_path__WEBPACK_IMPORTED_MODULE_1__.join)(entry.parentPath, entry.name))
if (names.length > mostFiles) throw refuse(`holds more than ${mostFiles} files`, `at most ${mostFiles}`)
const files = []
let bytes = 0
for (const name of names.sort()) {
const real = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(name).catch(() => null)
if (real === null || !isWithin(home, real) || !(await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real)).isFile()) throw refuse('holds a link that leads nowhere or out of the working copy', 'the file itself')
bytes += (await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real)).size
if (bytes > mostBytes) throw refuse(`holds more than ${mostBytes} bytes`, `at most ${mostBytes}`)
files.push({path: (0, node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, name).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/'), content: await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(real)})
}
if (files.length === 0) throw refuse('is empty', 'build before this gate, in the same job')
return files
}
const isWithin = (home, path) => {
const way = (0, node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(home, path)
return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`)
}
},
6283: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
VX: () => FILES_CAPABILITIES,
uS: () => connectFiles,
vN: () => filesShape
})
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598)
var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8500)
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7463)
var _kit_text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1299)
var _directory_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4883)
var _options_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3810)
const FILES_CAPABILITIES = {
split: 'none',
darkDeploy: true,
rollback: 'pointer',
releaseMetrics: false,
jobs: false,
secretNames: false
}
const filesShape = {
directory: (0, _options_js__WEBPACK_IMPORTED_MODULE_4__.aQ)().describe('Directory of the built files; `{revision}` is replaced.'),
prefix: zod__WEBPACK_IMPORTED_MODULE_5__
.YjP()
.regex(/^[a-z0-9][a-z0-9/_-]{0,60}$/, 'this is not a prefix of keys\nreleases')
.default('releases')
.describe('What all keys of this component begin with.'),
url: (0, _options_js__WEBPACK_IMPORTED_MODULE_4__.Wn)().optional().describe('Where something that reads these files can be asked; `{release}` is replaced.'),
'release-header': zod__WEBPACK_IMPORTED_MODULE_5__
.YjP()
.regex(/^[a-z][a-z0-9-]{1,60}$/, 'this is not the name of a header\nx-config-release')
.optional()
.describe('Header by which it is told to read one release.')
}
const MANIFEST = '.sluice.json'
const LISTED = 50
const NOBODY = 'none'
const PATIENCE = 75_000
const LONGEST_PAUSE = 3000
const entry = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({id: zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), revision: zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), rollout: zod__WEBPACK_IMPORTED_MODULE_5__.YjP()})
const manifestShape = entry.extend({schema: zod__WEBPACK_IMPORTED_MODULE_5__.euz(1), files: zod__WEBPACK_IMPORTED_MODULE_5__.Whr().min(0)})
const indexShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({schema: zod__WEBPACK_IMPORTED_MODULE_5__.euz(1), releases: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(entry)})
const idOf = ({revision, rollout}) => {
const readable =
revision
.replace(/[^A-Za-z0-9]+/g, '-')
.replace(/^-+/, '')
.slice(0, 12) || 'r'
return `${readable}-${(0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(`${rollout}\0${revision}`).digest('hex').slice(0, 12)}`
}
const isId = id => /^[A-Za-z0-9-]{1,56}$/.test(id) && id !== NOBODY
const shown = id => (0, _kit_text_js__WEBPACK_IMPORTED_MODULE_6__.ml)((0, _kit_text_js__WEBPACK_IMPORTED_MODULE_6__.Fq)(id), 60)
const keyed = ({id, revision, rollout}) => ({id, revision, rollout})
const connectFiles = (store, kind, options, {workspace, signal}) => {
const {prefix} = options
const pointer = `${prefix}/current`
const index = `${prefix}/releases.json`
const fresh = new Map()
const json = async (key, shape) => {
const text = await store.read(key)
return text === null ? null : readJson(text, shape, kind.type, key)
}
const manifest = async id => (isId(id) ? json(`${prefix}/${id}/${MANIFEST}`, manifestShape) : null)
const inUse = async () => {
const text = (await store.read(pointer))?.trim() ?? ''
return text === '' || text === NOBODY ? null : text
}
const put = (key, text) => store.write([{key, content: Buffer.from(text)}])
const pointTo = async id => {
if (id !== null && (await manifest(id)) === null) throw unknown(kind.type, id)
await put(pointer, id ?? NOBODY)
await until(async () => (await inUse()) === id, signal, kind.type)
}
const deploy = async order => {
const id = idOf(order)
const release = {id, ...order}
const found = await manifest(id)
if (found === null) {
const docs = `platforms/${kind.type}.md#limits`
const files = await (0, _directory_js__WEBPACK_IMPORTED_MODULE_3__.l)({directory: options.directory, revision: order.revision, docs}, workspace, kind.limits)
refuseKeys(files, `${prefix}/${id}/`, kind, options.directory)
await store.write(files.map(({path, content}) => ({key: `${prefix}/${id}/${path}`, content})))
await put(`${prefix}/${id}/${MANIFEST}`, JSON.stringify({schema: 1, ...release, files: files.length}))
}
const listed = (await json(index, indexShape))?.releases ?? []
if (!listed.some(one => one.id === id)) await put(index, JSON.stringify({schema: 1, releases: [release, ...listed].slice(0, LISTED)}))
fresh.set(id, release)
return release
}
return {
type: kind.type,
capabilities: FILES_CAPABILITIES,
current: async () => {
const [id, listed] = await Promise.all([inUse(), json(index, indexShape)])
const releases = new Map([...(listed?.releases ?? []), ...fresh.values()].map(one => [one.id, keyed(one)]))
if (id !== null && !releases.has(id)) {
const found = await manifest(id)
releases.set(id, found ? keyed(found) : {id, revision: id, rollout: null})
}
return {
weights: [...releases.values()].map(release => ({release, weight: release.id === id ? 100 : 0}))
}
},
deploy,
setWeight: async ({canary, baseline, weight}) => {
if (weight !== 0 && weight !== 100) throw undivided(kind.type)
await pointTo(weight === 100 ? canary : baseline)
},
canRollBack: async to => {
const found = await manifest(to)
if (found === null) return {possible: false, reason: `the files of ${shown(to)} are not there`}
const count = await store.count(`${prefix}/${to}/`)
if (count > found.files) return {possible: true}
return {
possible: false,
reason: `files of ${shown(to)} are gone: ${Math.max(0, count - 1)} of ${found.files} are left`
}
},
rollback: to => pointTo(to),
address: async release => {
const {url, 'release-header': header} = options
if (url === undefined || (!url.includes('{release}') && header === undefined)) throw noAddress(kind.type)
return {
url: url.replaceAll('{release}', release),
headers: header === undefined ? {} : {[header]: release}
}
},
wayBackCommand: to => kind.command(pointer, quoted(to))
}
}
const quoted = text => (/^[\w.-]+$/.test(text) ? text : `'${(0, _kit_text_js__WEBPACK_IMPORTED_MODULE_6__.Fq)(text).replaceAll("'", `'\\''`)}'`)
const readJson = (text, shape, provider, key) => {
try {
return shape.parse(JSON.parse(text))
} catch {
const message = `${provider}: ${key} does not hold what Sluice writes there`
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.mZ({provider, message, retryable: false, code: 'invalid-answer'})
}
}
const refuseKeys = (files, prefix, {longestKey, type}, directory) => {
const problems = files
.filter(({path}) => path === MANIFEST || Buffer.byteLength(prefix + path) > longestKey)
.map(({path}) => ({
at: `${directory}/${shown(path)}`,
message: path === MANIFEST ? 'this name is taken' : `its key has more than ${longestKey} bytes`,
fix: 'another name',
docs: `platforms/${type}.md#limits`
}))
if (problems.length > 0) throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL(problems.slice(0, 20))
}
const until = async (seen, signal, provider) => {
const end = performance.now() + PATIENCE
for (let wait = 100; !(await seen()); wait = Math.min(2 * wait, LONGEST_PAUSE)) {
const stopped = await (0, node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(wait, false, {signal}).catch(() => true)
if (!stopped && performance.now() < end) continue
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.mZ({
provider,
message: `${provider}: the pointer was written, and an older one is still read${stopped ? '; interrupted' : ` after ${PATIENCE / 1000} s`}`,
retryable: true,
effect: 'unknown'
})
}
}
const unknown = (provider, id) => new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.mZ({provider, message: `${provider}: there is no release ${shown(id)}`, retryable: false})
const undivided = provider =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({
message: `${provider} serves one release to everybody: it has no share of the traffic`,
fix: 'exposure: full for this component; a share comes from the Worker that reads it',
docs: `platforms/${provider}.md`
})
const noAddress = provider =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({
message: 'these files have no address of their own',
fix: 'url, with {release} in it or together with release-header; or smoke-test the component that reads them',
docs: `platforms/${provider}.md#smoke-tests`
})
},
3810: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Wn: () => urlField,
aQ: () => directoryField,
dy: () => accountShape
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8731)
const SECRET_NAME = /^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$/
const isApiAddress = text => {
if (!URL.canParse(text) || /[\s?#]/.test(text) || text.endsWith('/')) return false
const {protocol, hostname, username, password} = new URL(text)
if (username !== '' || password !== '') return false
return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname))
}
const accountShape = {
account: zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.regex(/^[0-9a-f]{32}$/, 'this is not an account id\n32 hexadecimal digits, from the overview of the account')
.describe('Id of the Cloudflare account.'),
token: zod__WEBPACK_IMPORTED_MODULE_1__.YjP().regex(SECRET_NAME, 'this is not the name of a secret\nits name on GitHub, such as CLOUDFLARE_API_TOKEN').default('CLOUDFLARE_API_TOKEN').describe('Name of the secret with the API token.'),
'api-url': zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.max(300)
.refine(isApiAddress, {error: `this is not the address of an API\n${_kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.NY}`})
.default(_kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.NY)
.describe('Address of the API, for a gateway of your own.')
}
const directoryField = () =>
zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.max(1000)
.regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\0-\x1f\x7f\\]+$/, 'this is not a directory of the working copy\ndist')
const urlField = () =>
zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.max(300)
.regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/, 'this is not an address\nhttps://www.example.com')
},
5801: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
d: () => definePlatform
})
const definePlatform = ({history, connect, secrets, ...rest}) => ({
...rest,
...(secrets && {secrets: options => secrets(options)}),
connect: (options, context) => connect(options, context),
...(history && {
history: (options, context, metrics) => history(options, context, metrics)
})
})
}
}
