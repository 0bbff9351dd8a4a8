export const id = 924
export const ids = [924]
export const modules = {
924: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
supabase: () => supabase,
supabaseOptions: () => supabaseOptions
})
var schemas = __webpack_require__(2857)
var secret_name = __webpack_require__(7274)
var definition = __webpack_require__(3883)
var postgres = __webpack_require__(6)
var external_node_crypto_ = __webpack_require__(7598)
var promises_ = __webpack_require__(8500)
var errors = __webpack_require__(7463)
var kit_http = __webpack_require__(6266)
const API = 'https://api.supabase.com/v1'
const PATIENCE = 180_000
const LONGEST = 20
const backupsShape = schemas.Ikc({
pitr_enabled: schemas.zMY(),
walg_enabled: schemas.zMY(),
physical_backup_data: schemas.Ikc({earliest_physical_backup_date_unix: schemas.Whr().optional()})
})
const pointShape = schemas.Ikc({
name: schemas.YjP(),
status: schemas.k5n(['AVAILABLE', 'PENDING', 'REMOVED', 'FAILED'])
})
const createBackups = ({ref, token, signal, http = provider => (0, kit_http.V)({provider, signal})}) => {
if (!/^[a-z]{20}$/.test(ref))
throw new errors.xL({
at: 'database.project',
message: 'this is not the ref of a Supabase project',
fix: '20 lower-case letters, from the address of the dashboard',
docs: 'databases/supabase.md'
})
const client = http('supabase')
const ask = (path, request = {}) =>
client.request({
...request,
url: `${API}/projects/${ref}/database/backups${path}`,
headers: {authorization: `Bearer ${token}`},
signal
})
const make = async name => {
const label = labelOf(name)
let point = await find(ask, label)
if (point === null || point.status === 'FAILED' || point.status === 'REMOVED') point = (await ask('/restore-point', {method: 'POST', json: {name: label}, retry: 'never'})).json(pointShape)
const until = performance.now() + PATIENCE
for (let wait = 500; point?.status === 'PENDING' && performance.now() < until; wait = Math.min(wait * 2, 10_000)) {
await (0, promises_.setTimeout)(wait, undefined, {signal})
point = await find(ask, label)
}
if (point?.status === 'AVAILABLE') return {id: `restore-point:${label}`}
const state = point?.status === 'PENDING' ? 'was not ready in three minutes' : 'could not be made'
return {id: null, reason: `The restore point ${label} ${state}.`}
}
return {
restorePoint: async (name, {dryRun} = {dryRun: false}) => {
try {
const answer = await ask('')
const {pitr_enabled, walg_enabled, physical_backup_data} = answer.json(backupsShape)
if (pitr_enabled)
return physical_backup_data.earliest_physical_backup_date_unix === undefined
? {
id: null,
reason: 'Point-in-time recovery is on, and there is no backup yet that it could start from.'
}
: {id: `pitr:${secondOf(answer)}`}
if (!walg_enabled)
return {
id: null,
reason: 'The project has neither point-in-time recovery nor physical backups; daily backups miss what came after.'
}
return dryRun ? {id: labelOf(name)} : await make(name)
} catch (error) {
return refusal(error)
}
},
close: () => client.close()
}
}
const secondOf = ({headers}) => {
const said = Date.parse(headers.date ?? '')
const now = Number.isNaN(said) ? Date.now() : said
return `${new Date(now).toISOString().slice(0, 19)}Z`
}
const labelOf = name => {
const plain = name.replace(/[^\w-]/g, '-')
return plain.length <= LONGEST ? plain : `${plain.slice(0, 9)}-${(0, external_node_crypto_.createHash)('sha256').update(name).digest('hex').slice(0, 10)}`
}
const find = async (ask, label) => {
const answer = await ask('/restore-point', {query: {name: label}, accept: [200, 404]})
return answer.status === 404 ? null : answer.json(pointShape)
}
const REASONS = {
401: 'The access token of the Management API is refused.',
402: 'The plan of the project has no restore points.',
403: 'The access token lacks the permission backups_read or backups_write.',
404: 'There is no such project, or the token cannot see it.'
}
const refusal = error => {
const reason = error instanceof errors.mZ && error.status !== undefined ? REASONS[error.status] : undefined
if (reason === undefined) throw error
return {id: null, reason}
}
const SECRET = new RegExp(secret_name.J)
const REF = /^[a-z]{20}$/
const supabaseOptions = postgres.postgresOptions.extend({
project: schemas
.YjP()
.refine(text => REF.test(text) || SECRET.test(text), {
error: 'this is neither the ref of a project nor the name of a secret that holds it\n20 lower-case letters, or SUPABASE_PROJECT_REF'
})
.describe('Ref of the project (20 lower-case letters), or the name of a secret that holds it: one per environment.'),
token: schemas
.YjP()
.meta({title: 'secret name', pattern: SECRET.source})
.refine(text => SECRET.test(text), {
error: 'this is not the name of a secret\nits name on GitHub, such as SUPABASE_ACCESS_TOKEN'
})
.default('SUPABASE_ACCESS_TOKEN')
.describe('Name of the secret with the access token of the Management API.')
})
const supabase = (0, definition.Z)({
type: 'supabase',
options: supabaseOptions,
secrets: ({token, project}) => [token, ...(REF.test(project) ? [] : [project])],
connect: async ({options}, {secret, signal, log, http}) => {
const database = await (0, postgres.openPostgres)({
dsn: secret(options.url),
secretName: options.url,
signal,
lockWaitMs: options['lock-wait'],
rules: (0, postgres.rulesOf)(options),
log: line => log?.info(line)
})
const ref = REF.test(options.project) ? options.project : secret(options.project)
const backups = createBackups({ref, token: secret(options.token), signal, ...(http && {http})})
return {
type: 'supabase',
plan: migrations => database.plan(migrations),
apply: migrations => database.apply(migrations),
restorePoint: (name, order) => backups.restorePoint(name, order),
close: async () => {
await Promise.all([database.close(), backups.close()])
}
}
}
})
}
}
