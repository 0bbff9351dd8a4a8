export const id = 2601
export const ids = [2601]
export const modules = {
5801: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
d: () => definePlatform
})
const definePlatform = ({history, connect, secrets, capabilitiesOf, ...rest}) => ({
...rest,
...(secrets && {secrets: options => secrets(options)}),
connect: (options, context) => connect(options, context),
...(capabilitiesOf && {capabilitiesOf: options => capabilitiesOf(options)}),
...(history && {
history: (options, context, metrics) => history(options, context, metrics)
})
})
},
2601: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
supabaseFunctions: () => supabaseFunctions
})
var definition = __webpack_require__(5801)
var schemas = __webpack_require__(2857)
var secret_name = __webpack_require__(7274)
const REF = /^[a-z]{20}$/
const SECRET = new RegExp(secret_name.J)
const secret = usual =>
schemas
.YjP()
.meta({title: 'secret name', pattern: SECRET.source})
.refine(text => SECRET.test(text), {
error: `this is not the name of a secret\nits name on GitHub, such as ${usual}`
})
const supabaseFunctionsOptions = schemas.rej({
project: schemas
.YjP()
.refine(text => REF.test(text) || SECRET.test(text), {
error: 'this is neither the ref of a project nor the name of a secret that holds it\n20 lower-case letters, or SUPABASE_PROJECT_REF'
})
.describe('Ref of the project (20 lower-case letters), or the name of a secret that holds it: one per environment.'),
token: secret('SUPABASE_ACCESS_TOKEN').default('SUPABASE_ACCESS_TOKEN').describe('Name of the secret with the access token of the Management API.'),
'anon-key': secret('SUPABASE_ANON_KEY').optional().describe('Name of the secret with the anon or publishable key that smoke tests send. Default: none is sent.'),
folder: schemas
.YjP()
.regex(/^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))(?!.*\/\/)[^\\:*?"<>|\0-\x1f]{1,200}$/, 'must be a folder of this repository\nsupabase/functions')
.default('supabase/functions')
.describe('Folder with one subfolder per function, from the root of the repository. `config.toml` beside it is read as well.'),
keep: schemas.Whr().min(1).max(5).default(2).describe('How many earlier releases are kept on the platform to go back to: a copy of each function.')
})
const secretsOf = ({project, token, 'anon-key': anonKey}) => [token, ...(REF.test(project) ? [] : [project]), ...(anonKey === undefined ? [] : [anonKey])]
const isProjectRef = text => REF.test(text)
var promises_ = __webpack_require__(8500)
var errors = __webpack_require__(7463)
var external_node_crypto_ = __webpack_require__(7598)
var external_node_zlib_ = __webpack_require__(8522)
var http = __webpack_require__(6266)
const writeForm = (metadata, files) => {
const hash = (0, external_node_crypto_.createHash)('sha256').update(metadata)
for (const {path, content} of files) hash.update(path).update(content)
const boundary = `sluice-${hash.digest('hex').slice(0, 40)}`
const part = (disposition, type, content) => Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\ncontent-type: ${type}\r\n\r\n`), content, Buffer.from('\r\n')])
const quoted = text => text.replace(/["\r\n]/g, character => `%${character === '"' ? '22' : character === '\r' ? '0D' : '0A'}`)
const parts = files.map(({path, content}) => part(`name="file"; filename="${quoted(path)}"`, 'application/octet-stream', content))
const body = Buffer.concat([part('name="metadata"', 'application/json', Buffer.from(metadata)), ...parts, Buffer.from(`--${boundary}--\r\n`)])
return {contentType: `multipart/form-data; boundary=${boundary}`, body}
}
const fields = {
id: schemas.YjP(),
slug: schemas.YjP().regex(/^[A-Za-z0-9_-]{1,200}$/),
name: schemas.YjP(),
status: schemas.k5n(['ACTIVE', 'REMOVED', 'THROTTLED']),
version: schemas.Whr(),
verify_jwt: schemas.zMY().optional(),
import_map: schemas.zMY().optional(),
entrypoint_path: schemas.YjP().optional(),
import_map_path: schemas.YjP().optional(),
ezbr_sha256: schemas
.YjP()
.regex(/^[0-9a-f]{64}$/)
.optional()
}
const remoteFunction = schemas.Ikc({...fields, created_at: schemas.Whr(), updated_at: schemas.Whr()})
const remoteFunctions = schemas.YOg(remoteFunction)
const bundledFunction = schemas.Ikc({
...fields,
created_at: schemas.Whr().optional(),
updated_at: schemas.Whr().optional()
})
const secretNames = schemas.YOg(schemas.Ikc({name: schemas.YjP()}))
const PROVIDER = 'supabase'
const API = 'https://api.supabase.com/v1'
const DOCS = 'platforms/supabase-functions.md'
const ESZIP = 'application/vnd.denoland.eszip'
const LARGEST_BUNDLE = 100 * 1024 * 1024
const BUNDLING = 120_000
const projectRef = ({project}, context) => {
const ref = isProjectRef(project) ? project : context.secret(project)
if (isProjectRef(ref)) return ref
throw new errors.xL({
at: `secret ${project}`,
message: 'this is not the ref of a Supabase project',
fix: '20 lower-case letters, from the address of the dashboard',
docs: `${DOCS}#configuration`
})
}
const REMEDIES = {
401: {message: 'the access token is refused', fix: 'a new token from the account page of the dashboard'},
402: {
message: 'the plan of the project allows no more functions',
fix: 'remove functions that nobody calls, lower `keep`, or take a larger plan'
},
404: {
message: 'there is no such project, or the token cannot see it',
fix: 'correct `project`, or give the token access to its organization'
}
}
const refusal = (error, scope) => {
if (!(error instanceof errors.mZ) || error.status === undefined) return error
const remedy = error.status === 403 ? {message: `the access token lacks the permission ${scope}`, fix: `a token with ${scope}`} : REMEDIES[error.status]
return remedy ? new errors.xL({at: 'Supabase', docs: `${DOCS}#the-token`, ...remedy}) : error
}
const MAGIC = Buffer.from('EZBR')
const pack = body => {
const isPacked = Buffer.from(body.subarray(0, MAGIC.length)).equals(MAGIC)
const quality = {params: {[external_node_zlib_.constants.BROTLI_PARAM_QUALITY]: 6}}
const bytes = isPacked ? body : Buffer.concat([MAGIC, (0, external_node_zlib_.brotliCompressSync)(body, quality)])
return {bytes, sha256: (0, external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}
}
const createFunctionsApi = (options, context) => {
let client
const ask = async (path, scope, request = {}) => {
client ??= (context.http ?? (provider => (0, http.V)({provider, signal: context.signal})))(PROVIDER)
const url = `${API}/projects/${projectRef(options, context)}${path}`
const headers = {authorization: `Bearer ${context.secret(options.token)}`, ...request.headers}
try {
return await client.request({...request, url, headers, signal: context.signal})
} catch (error) {
throw refusal(error, scope)
}
}
const get = async (path, scope, shape) => (await ask(path, scope, {maxBytes: 8 * 1024 * 1024})).json(shape)
const WRITE = 'edge_functions_write'
const upload = ({slug, name, verifyJwt, entrypointPath, importMapPath}, {sha256, bytes}) => ({
query: {
slug,
name,
verify_jwt: verifyJwt,
entrypoint_path: entrypointPath,
import_map_path: importMapPath,
ezbr_sha256: sha256
},
headers: {'content-type': ESZIP},
body: bytes,
timeout: BUNDLING,
deadline: 2 * BUNDLING,
retry: 'safe'
})
return {
list: () => get('/functions', 'edge_functions_read', remoteFunctions),
bundle: async (slug, metadata, files) => {
const {contentType, body} = writeForm(JSON.stringify(metadata), files)
const answer = await ask('/functions/deploy', WRITE, {
method: 'POST',
query: {slug, bundleOnly: true},
headers: {'content-type': contentType},
body,
retry: 'safe',
timeout: BUNDLING,
deadline: 2 * BUNDLING
})
return answer.json(bundledFunction)
},
release: async functions => {
const json = functions.map(({updated_at: _, ...one}) => one)
await ask('/functions', WRITE, {method: 'PUT', json, retry: 'never', timeout: 60_000})
},
read: async slug => {
const path = `/functions/${slug}/body`
const answer = await ask(path, 'edge_functions_read', {
headers: {accept: ESZIP},
maxBytes: LARGEST_BUNDLE,
timeout: 60_000,
deadline: 120_000
})
if (answer.body.byteLength === 0)
throw new errors.mZ({
provider: PROVIDER,
message: `supabase: the code of ${slug} came back empty`,
retryable: true
})
return pack(answer.body)
},
overwrite: async (meta, bundle) => {
const {query, ...rest} = upload(meta, bundle)
const {slug, ...fields} = query
return (await ask(`/functions/${slug}`, WRITE, {method: 'PATCH', query: fields, ...rest})).json(remoteFunction)
},
create: async (meta, bundle) => (await ask('/functions', WRITE, {method: 'POST', ...upload(meta, bundle)})).json(remoteFunction),
remove: async slug => {
await ask(`/functions/${slug}`, WRITE, {
method: 'DELETE',
retry: 'safe',
accept: [200, 204, 404]
})
},
secretNames: async () => (await get('/secrets', 'edge_functions_secrets_read', secretNames)).map(({name}) => name)
}
}
const MARK = /^(?<slug>[A-Za-z][\w-]*) \[sluice (?<kind>live|kept) (?<release>\S+) (?<rollout>\S+) (?<revision>\S+) (?<count>[1-9]\d{0,3})@(?<folder>[0-9a-f]{6}) (?<hash>[0-9a-f]{8}) (?<jwt>jwt|open)\]$/
const digest = (text, length) => (0, external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, length)
const writeMark = (slug, mark) => {
const {kind, release, rollout, revision, count, folder, hash, verifyJwt} = mark
const from = `${rollout === null ? '-' : encodeURIComponent(rollout)} ${encodeURIComponent(revision)}`
return `${slug} [sluice ${kind} ${release} ${from} ${count}@${folder} ${hash} ${verifyJwt ? 'jwt' : 'open'}]`
}
const readMark = name => {
const found = MARK.exec(name)?.groups
if (!found) return null
const {slug = '', release = '', rollout = '', revision = '', folder = '', hash = ''} = found
const plain = text => {
try {
return decodeURIComponent(text)
} catch {
return text
}
}
return {
slug,
mark: {
kind: found.kind === 'kept' ? 'kept' : 'live',
release,
rollout: rollout === '-' ? null : plain(rollout),
revision: plain(revision),
count: Number(found.count),
folder,
hash,
verifyJwt: found.jwt === 'jwt'
}
}
}
const folderTag = folder => digest(folder, 6)
const releaseIdOf = (revision, rollout) => `${revision.replace(/[^\w.-]/g, '-').slice(0, 16)}.${digest(`${rollout}\0${revision}`, 10)}`
const foundIdOf = functions =>
`found.${digest(
functions
.map(({slug, hash}) => `${slug} ${hash}`)
.sort()
.join('\n'),
12
)}`
const keptSlugOf = (slug, release) => `${slug.slice(0, 40)}-sluice-${digest(`${slug}\0${release}`, 10)}`
const shortHash = sha256 => sha256.slice(0, 8)
const isWhole = ({functions, count}) => functions.length === count
const newest = ({functions}) => Math.max(0, ...functions.map(({remote}) => remote.updated_at))
const groupsOf = placed => {
const byRelease = new Map()
for (const one of placed) byRelease.set(one.mark.release, [...(byRelease.get(one.mark.release) ?? []), one])
return [...byRelease.values()].flatMap(functions => {
const [first] = functions
if (!first) return []
const {release: id, revision, rollout, count} = first.mark
return [{release: {id, revision, rollout}, count, functions}]
})
}
const takeInventory = (remotes, {folder, slugs}) => {
const marked = []
const foreign = []
for (const remote of remotes) {
if (remote.status === 'REMOVED') continue
const read = readMark(remote.name)
const fits = read !== null && (remote.ezbr_sha256 === undefined || shortHash(remote.ezbr_sha256) === read.mark.hash)
const inPlace = read?.mark.kind === 'kept' ? remote.slug !== read.slug : remote.slug === read?.slug
if (read && fits && inPlace) {
if (read.mark.folder === folder) marked.push({slug: read.slug, remote, mark: read.mark})
} else if (read?.mark.kind !== 'kept' && (slugs.has(remote.slug) || read?.mark.folder === folder)) foreign.push(remote)
}
const groups = groupsOf(marked.filter(({mark}) => mark.kind === 'live')).toSorted(byRank)
const kept = groupsOf(marked.filter(({mark}) => mark.kind === 'kept')).toSorted(byRank)
return {
live: [...groups, ...foundGroup(foreign, folder)],
alone: aloneOf(groups, foundGroup(foreign, folder)),
kept: kept.filter(isWhole),
scraps: kept.filter(group => !isWhole(group)).flatMap(({functions}) => functions)
}
}
const byRank = (a, b) => Number(isWhole(b)) - Number(isWhole(a)) || newest(b) - newest(a)
const aloneOf = (marked, found) => {
const first = marked[0] ?? found[0]
return first && isWhole(first) ? first : null
}
const foundGroup = (foreign, folder) => {
if (foreign.length === 0) return []
const functions = foreign.map(remote => ({remote, hash: remote.ezbr_sha256 ?? `v${remote.version}`}))
const release = foundIdOf(functions.map(({remote, hash}) => ({slug: remote.slug, hash})))
const count = foreign.length
return [
{
release: {id: release, revision: 'unknown', rollout: null},
count,
functions: functions.map(({remote, hash}) => ({
slug: remote.slug,
remote,
mark: {
kind: 'live',
release,
rollout: null,
revision: 'unknown',
count,
folder,
hash: shortHash(hash),
verifyJwt: remote.verify_jwt ?? true
}
}))
}
]
}
const toServing = inventory => {
const {alone} = inventory
const groups = alone ? [alone] : inventory.live
const present = groups.reduce((sum, {functions}) => sum + functions.length, 0)
const total = Math.max(present, ...groups.map(({count}) => count), 1)
const weights = groups.map(({release, functions}) => ({
release,
weight: alone ? 100 : Math.floor((functions.length * 100) / total)
}))
const shown = new Set(weights.map(({release}) => release.id))
const waiting = inventory.kept.filter(({release}) => !shown.has(release.id))
return {weights: [...weights, ...waiting.map(({release}) => ({release, weight: 0}))]}
}
const liveAt = ({live}, slug) => live.flatMap(({functions}) => functions).find(placed => placed.slug === slug) ?? null
const missingFrom = (inventory, slugs, release) => slugs.filter(slug => liveAt(inventory, slug)?.mark.release !== release)
var external_node_fs_promises_ = __webpack_require__(1455)
var external_node_path_ = __webpack_require__(6760)
var repository_file = __webpack_require__(975)
const KEYS = {
enabled: 'enabled',
verify_jwt: 'verifyJwt',
import_map: 'importMap',
entrypoint: 'entrypoint',
static_files: 'staticFiles'
}
const HEADER = /^\[\s*functions\s*\.\s*(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*\]$/
const STRING = /^(?:"((?:[^"\\]|\\["\\])*)"|'([^']*)')$/
const readSettings = (toml, file) => {
const found = new Map()
let table = null
const lines = toml.split(/\r?\n/)
for (let index = 0; index < lines.length; index += 1) {
const at = `${file}:${index + 1}`
let line = withoutComment(lines[index] ?? '').trim()
if (line.startsWith('[')) {
const [, ...names] = HEADER.exec(line) ?? []
const slug = names.find(name => name !== undefined)
if (slug === undefined && /^\[+\s*["']?functions["']?\s*[.\]]/.test(line)) throw unreadable(at, line)
table = slug === undefined ? null : (found.get(slug) ?? {})
if (slug !== undefined && table) found.set(slug, table)
continue
}
if (/^["']?functions["']?\s*[.=]/.test(line)) throw unreadable(at, line)
if (!table || line === '') continue
while (/=\s*\[/.test(line) && !line.endsWith(']') && index + 1 < lines.length) {
index += 1
line = `${line} ${withoutComment(lines[index] ?? '').trim()}`
}
const [, key = '', value = ''] = /^([\w-]+)\s*=\s*(.+)$/.exec(line) ?? []
if (key === '') throw unreadable(at, line)
const name = KEYS[key]
if (name === undefined) continue
const read = readValue(value)
const fits = name === 'staticFiles' ? Array.isArray(read) : typeof read === (name === 'enabled' || name === 'verifyJwt' ? 'boolean' : 'string')
if (!fits) throw unreadable(at, line)
table[name] = read
}
return found
}
const unreadable = (at, line) =>
new errors.xL({
at,
message: `this setting of a function cannot be read: ${line.slice(0, 80)}`,
fix: '[functions.<slug>] on a line of its own, then key = true, key = "text" or key = ["text"]',
docs: 'platforms/supabase-functions.md#what-is-deployed'
})
const readValue = text => {
if (text === 'true' || text === 'false') return text === 'true'
const [, double, single] = STRING.exec(text) ?? []
if (double !== undefined) return double.replace(/\\(["\\])/g, '$1')
if (single !== undefined) return single
const inner = /^\[(.*)\]$/.exec(text)?.[1]?.trim().replace(/,$/, '')
if (inner === undefined) return undefined
if (inner === '') return []
const parts = inner.match(/"(?:[^"\\]|\\["\\])*"|'[^']*'/g) ?? []
return parts.join(',') === inner.replace(/\s*,\s*/g, ',') ? parts.map(readValue) : undefined
}
const withoutComment = line => /^(?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*/.exec(line)?.[0] ?? line
const SLUG = /^[A-Za-z][A-Za-z0-9_-]{0,99}$/
const ENTRYPOINTS = ['index.ts', 'index.js', 'index.tsx', 'index.jsx', 'index.mjs']
const IMPORT_MAPS = ['deno.json', 'deno.jsonc', 'import_map.json']
const MOST_BYTES = 50 * 1024 * 1024
const MOST_FILES = 2000
const slugsIn = async (workspace, folder) => {
const entries = await (0, external_node_fs_promises_.readdir)((0, external_node_path_.join)(workspace, folder), {withFileTypes: true}).catch(() => [])
return entries
.filter(entry => entry.isDirectory() && SLUG.test(entry.name))
.map(({name}) => name)
.sort()
}
const readSources = async (workspace, folder, revision) => {
await requireRevision(workspace, revision)
const settings = await settingsOf(workspace, folder)
const slugs = (await slugsIn(workspace, folder)).filter(slug => settings.get(slug)?.enabled !== false)
if (slugs.length === 0)
throw new errors.xL({
at: folder,
message: 'there is no function in this folder',
fix: 'check the repository out first; each function is a subfolder with an index.ts',
docs: 'platforms/supabase-functions.md#what-is-deployed'
})
const shared = await sharedFiles(workspace, folder)
const problems = []
const sources = []
for (const slug of slugs) {
const own = await filesBelow(workspace, external_node_path_.posix.join(folder, slug))
const read = sourceOf({slug, folder, own, shared, settings: settings.get(slug) ?? {}})
if ('problem' in read) problems.push(read.problem)
else sources.push(read)
}
if (problems.length > 0) throw new errors.xL(problems)
return sources
}
const sourceOf = ({slug, folder, own, shared, settings}) => {
const files = [...own, ...shared]
const home = external_node_path_.posix.join(folder, slug)
const parent = external_node_path_.posix.dirname(folder)
const has = path => files.some(file => file.path === path)
const written = path => external_node_path_.posix.normalize(external_node_path_.posix.join(parent, path))
const entrypoint = settings.entrypoint ? written(settings.entrypoint) : ENTRYPOINTS.map(name => external_node_path_.posix.join(home, name)).find(has)
if (entrypoint === undefined || !has(entrypoint))
return {
problem: {
at: home,
message: 'this function has no entry point',
fix: `an index.ts in it, or entrypoint = "./functions/${slug}/<file>" in config.toml`
}
}
const importMap = settings.importMap ? written(settings.importMap) : ([...IMPORT_MAPS.map(name => external_node_path_.posix.join(home, name)), external_node_path_.posix.join(folder, 'import_map.json')].find(has) ?? null)
const size = files.reduce((sum, {content}) => sum + content.byteLength, 0)
if (size > MOST_BYTES) return {problem: {at: home, message: `its files have more than ${MOST_BYTES / 1024 / 1024} MiB`}}
return {
slug,
entrypoint,
importMap,
staticFiles: (settings.staticFiles ?? []).map(written),
verifyJwt: settings.verifyJwt ?? true,
files
}
}
const settingsOf = async (workspace, folder) => {
const file = external_node_path_.posix.join(external_node_path_.posix.dirname(folder), 'config.toml')
const text = await (0, external_node_fs_promises_.readFile)((0, external_node_path_.join)(workspace, file), 'utf8').catch(error => {
if (error.code === 'ENOENT') return ''
throw new errors.xL({at: file, message: `the file cannot be read (${error.code ?? 'unknown'})`})
})
return readSettings(text, file)
}
const requireInside = async (workspace, folder) => {
const real = await (0, external_node_fs_promises_.realpath)((0, external_node_path_.join)(workspace, folder))
if ((0, repository_file.U)(await (0, external_node_fs_promises_.realpath)(workspace), real)) return
throw new errors.xL({
at: folder,
message: 'the folder leads out of the working copy',
fix: 'the folder itself, inside the repository'
})
}
const sharedFiles = async (workspace, folder) => {
await requireInside(workspace, folder)
const entries = await (0, external_node_fs_promises_.readdir)((0, external_node_path_.join)(workspace, folder), {withFileTypes: true})
const nested = await Promise.all(entries.filter(entry => entry.isDirectory() && entry.name.startsWith('_')).map(({name}) => filesBelow(workspace, external_node_path_.posix.join(folder, name))))
const beside = await Promise.all(entries.filter(entry => entry.isFile() && !entry.name.startsWith('.')).map(({name}) => fileAt(workspace, external_node_path_.posix.join(folder, name))))
return [...nested.flat(), ...beside]
}
const fileAt = async (workspace, path) => ({
path,
content: await (0, external_node_fs_promises_.readFile)((0, external_node_path_.join)(workspace, path))
})
const filesBelow = async (workspace, folder) => {
await requireInside(workspace, folder)
const entries = await (0, external_node_fs_promises_.readdir)((0, external_node_path_.join)(workspace, folder), {recursive: true, withFileTypes: true})
const paths = entries
.filter(entry => !entry.isDirectory())
.map(entry => (0, external_node_path_.join)(entry.parentPath, entry.name))
.filter(path => !/[\\/](?:node_modules|\.[^\\/]*)(?:[\\/]|$)/.test(path.slice(workspace.length)))
.sort()
if (paths.length > MOST_FILES) throw new errors.xL({at: folder, message: `the folder has more than ${MOST_FILES} files`})
return Promise.all(
paths.map(async path => {
const relative = path.slice((0, external_node_path_.join)(workspace, '/').length).replaceAll('\\', '/')
if (!(await (0, external_node_fs_promises_.lstat)(path)).isFile())
throw new errors.xL({
at: relative,
message: 'is not a regular file',
fix: 'put the file itself there'
})
return fileAt(workspace, relative)
})
)
}
const requireRevision = async (workspace, revision) => {
const head = (await (0, external_node_fs_promises_.readFile)((0, external_node_path_.join)(workspace, '.git', 'HEAD'), 'utf8').catch(() => '')).trim()
const isCommit = text => /^[0-9a-f]{40}$/.test(text)
if (!isCommit(head) || !isCommit(revision) || head === revision) return
throw new errors.xL({
at: (0, external_node_path_.dirname)((0, external_node_path_.join)('.git', 'HEAD')),
message: `the working copy is at ${head}, not at ${revision}`,
fix: 'check out the revision that is released',
docs: 'platforms/supabase-functions.md#what-is-deployed'
})
}
const SUPABASE_FUNCTIONS_CAPABILITIES = {
split: 'none',
darkDeploy: false,
rollback: 'redeploy',
releaseMetrics: false,
jobs: false,
secretNames: true
}
const SETTLE = 120_000
const failed = (message, retryable, effect = 'none') => new errors.mZ({provider: 'supabase', message: `supabase: ${message}`, retryable, effect})
const connectSupabaseFunctions = (options, context) => {
const api = createFunctionsApi(options, context)
const folder = folderTag(options.folder)
const look = async () => {
const slugs = new Set(await slugsIn(context.workspace, options.folder))
return takeInventory(await api.list(), {folder, slugs})
}
const desk = {api, options, context, folder, look}
return {
type: 'supabase-functions',
capabilities: SUPABASE_FUNCTIONS_CAPABILITIES,
current: async () => toServing(await look()),
deploy: order => deploy(desk, order),
setWeight: async ({canary, baseline, weight}) => {
if (weight === 100) return putBack(desk, canary, canary)
if (weight !== 0) throw failed('traffic of functions cannot be divided: all of it or none', false)
if (baseline !== null) return putBack(desk, baseline, baseline)
await takeAway(desk, canary)
},
canRollBack: async to => {
const inventory = await look()
if (inventory.alone?.release.id === to) return readable(desk, inventory.alone)
if (inventory.kept.some(({release}) => release.id === to)) return {possible: true}
return {possible: false, reason: `the project keeps no complete copy of the functions of ${to}`}
},
rollback: to => putBack(desk, to, null),
address: async release => {
const {alone} = await look()
if (alone?.release.id !== release) throw failed(`${release} does not serve, and a release that does not serve has no address`, false)
const key = options['anon-key'] === undefined ? null : context.secret(options['anon-key'])
return {
url: `https://${projectRef(options, context)}.supabase.co`,
headers: key === null ? {} : {apikey: key, authorization: `Bearer ${key}`}
}
},
secretNames: () => api.secretNames(),
wayBackCommand: to => {
const commit = /^([0-9a-f]{7,16})\./.exec(to)?.[1] ?? '<commit of that release>'
return `git checkout ${commit} -- ${quote(posixParent(options.folder))} && supabase functions deploy --use-api --yes --project-ref ${quote(refOrName(options, context))} # ${quote(to)}`
}
}
}
const quote = text => `'${text.replaceAll("'", `'\\''`)}'`
const posixParent = folder => (folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : folder)
const refOrName = (options, context) => {
try {
return projectRef(options, context)
} catch {
return options.project
}
}
const readable = async ({api}, {release, functions}) => {
try {
for (const {remote} of functions) await api.read(remote.slug)
return {possible: true}
} catch (error) {
if (error instanceof errors.mZ && error.retryable) throw error
return {possible: false, reason: `the code of ${release.id} cannot be read from the project`}
}
}
const deploy = async (desk, {revision, rollout}) => {
const id = releaseIdOf(revision, rollout)
const release = {id, revision, rollout}
const before = await desk.look()
if (before.alone?.release.id === id) return release
const sources = await readSources(desk.context.workspace, desk.options.folder, revision)
const slugs = sources.map(({slug}) => slug)
const missing = new Set(missingFrom(before, slugs, id))
await keep(desk, before, id)
const bundles = []
for (const source of sources.filter(({slug}) => missing.has(slug))) bundles.push(await bundle(desk, source, release, sources.length))
await letServe(desk, before, bundles, release)
await platform_confirm(desk, slugs, id)
await tidy(desk, id)
return release
}
const bundle = async ({api, folder}, {slug, entrypoint, importMap, staticFiles, verifyJwt, files}, {id, rollout, revision}, count) => {
const metadata = {
name: slug,
entrypoint_path: entrypoint,
...(importMap !== null && {import_map_path: importMap}),
static_patterns: staticFiles,
verify_jwt: verifyJwt
}
const made = await api.bundle(slug, metadata, files)
if (made.slug !== slug || made.ezbr_sha256 === undefined) throw failed(`bundling ${slug} gave no hash of the bundle`, false)
const mark = {
kind: 'live',
release: id,
rollout,
revision,
count,
folder,
hash: shortHash(made.ezbr_sha256),
verifyJwt
}
return {...made, name: writeMark(slug, mark), verify_jwt: verifyJwt, status: 'ACTIVE'}
}
const letServe = async (desk, before, bundles, {id}) => {
if (bundles.length === 0) return
for (let attempt = 1; ; attempt += 1) {
try {
return await desk.api.release(bundles)
} catch (error) {
if (!(error instanceof errors.mZ) || !error.retryable || attempt === 3) throw error
await waiting(desk, Math.min(error.retryAfter ?? attempt * 500, 60_000))
const now = await desk.look()
const slugs = bundles.map(({slug}) => slug)
if (missingFrom(now, slugs, id).length === 0) return
const changed = slugs.find(slug => stateAt(now, slug, id) !== stateAt(before, slug, id))
if (changed !== undefined) throw failed(`${changed} was changed by somebody else while ${id} was being deployed`, false)
}
}
}
const stateAt = (inventory, slug, ours) => {
const placed = liveAt(inventory, slug)
if (!placed || placed.mark.release === ours) return ''
return `${placed.remote.ezbr_sha256 ?? ''} ${placed.remote.version}`
}
const waiting = ({context}, milliseconds) =>
(0, promises_.setTimeout)(milliseconds, undefined, {signal: context.signal}).catch(() => {
throw failed('interrupted while waiting', true, 'unknown')
})
const platform_confirm = async (desk, slugs, release) => {
const until = performance.now() + SETTLE
for (let wait = 250; ; wait = Math.min(wait * 2, 5000)) {
const inventory = await desk.look()
const missing = missingFrom(inventory, slugs, release)
if (missing.length === 0 && inventory.alone?.release.id === release) return
if (performance.now() > until) throw failed(`not at ${release} after reading back: ${missing.join(', ') || 'some function'}`, true)
await waiting(desk, wait)
}
}
const keep = async ({api}, {alone, kept}, coming) => {
if (!alone || alone.release.id === coming) return
if (kept.some(({release}) => release.id === alone.release.id)) return
const slots = new Map((await api.list()).map(remote => [remote.slug, remote]))
for (const {slug, remote, mark} of alone.functions) {
const copy = await api.read(remote.slug)
const meta = {
slug: keptSlugOf(slug, alone.release.id),
name: writeMark(slug, {...mark, kind: 'kept', count: alone.count, hash: shortHash(copy.sha256)}),
verifyJwt: true,
entrypointPath: remote.entrypoint_path,
importMapPath: remote.import_map_path
}
const made = await (slots.has(meta.slug) ? api.overwrite(meta, copy) : createOnce(api, meta, copy))
if (made.ezbr_sha256 !== undefined && made.ezbr_sha256 !== copy.sha256) throw failed(`the copy of ${slug} is not what was sent`, true)
}
}
const createOnce = async (api, meta, copy) => {
try {
return await api.create(meta, copy)
} catch (error) {
const isThere = error instanceof errors.mZ && (await api.list()).some(({slug}) => slug === meta.slug)
if (!isThere) throw error
return api.overwrite(meta, copy)
}
}
const tidy = async ({api, options, look, context}, serving) => {
const {kept, scraps} = await look()
const old = kept
.filter(({release}) => release.id !== serving)
.slice(options.keep)
.flatMap(({functions}) => functions)
for (const {remote} of [...old, ...scraps])
await api.remove(remote.slug).catch(error => {
context.log.warning(`An old copy stays on the platform: ${remote.slug} (${error instanceof errors.xL ? 'refused' : 'failed'}).`)
})
}
const putBack = async (desk, to, unknown) => {
const {api} = desk
const before = await desk.look()
if (before.alone?.release.id === to) return
const group = before.kept.find(({release}) => release.id === to)
if (!group) throw failed(unknown === null ? `there is no complete copy of ${to} to put back` : `${to} does not serve and no copy of it is kept`, false)
const copies = []
for (const placed of group.functions) {
const code = await api.read(placed.remote.slug)
copies.push({placed, code})
}
for (const {placed, code} of copies) {
const {slug, remote, mark} = placed
const meta = {
slug,
name: writeMark(slug, {...mark, kind: 'live', hash: shortHash(code.sha256)}),
verifyJwt: mark.verifyJwt,
entrypointPath: remote.entrypoint_path,
importMapPath: remote.import_map_path
}
await (liveAt(before, slug) ? api.overwrite(meta, code) : createOnce(api, meta, code))
}
await platform_confirm(
desk,
group.functions.map(({slug}) => slug),
to
)
}
const takeAway = async ({api, look}, release) => {
const {live} = await look()
const group = live.find(one => one.release.id === release)
if (!group) throw failed(`${release} does not serve`, false)
for (const {remote} of group.functions) await api.remove(remote.slug)
}
const supabaseFunctions = (0, definition.d)({
type: 'supabase-functions',
capabilities: SUPABASE_FUNCTIONS_CAPABILITIES,
options: supabaseFunctionsOptions,
secrets: secretsOf,
connect: connectSupabaseFunctions
})
}
}
