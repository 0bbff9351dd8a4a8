export const id = 717
export const ids = [717]
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
717: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
flagdR2: () => flagdR2,
r2Options: () => r2Options
})
var schemas = __webpack_require__(2857)
var external_node_crypto_ = __webpack_require__(7598)
const ALGORITHM = 'AWS4-HMAC-SHA256'
const sha256 = text => (0, external_node_crypto_.createHash)('sha256').update(text).digest('hex')
const hmac = (key, text) => (0, external_node_crypto_.createHmac)('sha256', key).update(text).digest()
const strictly = text => encodeURIComponent(text).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
const canonicalAddress = ({pathname, searchParams}) => {
const path = pathname
.split('/')
.map(part => strictly(decodeURIComponent(part)))
.join('/')
const query = [...searchParams]
.map(([name, value]) => `${strictly(name)}=${strictly(value)}`)
.sort()
.join('&')
return `${path}\n${query}`
}
const signRequest = ({method, url, headers, body}, {accessKey, secretKey, region, service}, at) => {
const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '')
const day = time.slice(0, 8)
const signed = {
...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()])),
'x-amz-content-sha256': sha256(body),
'x-amz-date': time
}
const all = Object.entries({...signed, host: url.host}).sort(([one], [other]) => (one < other ? -1 : 1))
const names = all.map(([name]) => name).join(';')
const lines = all.map(([name, value]) => `${name}:${value}\n`).join('')
const request = [method, canonicalAddress(url), lines, names, sha256(body)].join('\n')
const scope = `${day}/${region}/${service}/aws4_request`
const key = [day, region, service, 'aws4_request'].reduce(hmac, `AWS4${secretKey}`)
const signature = hmac(key, [ALGORITHM, time, scope, sha256(request)].join('\n')).toString('hex')
return {
...signed,
authorization: `${ALGORITHM} Credential=${accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}`
}
}
var errors = __webpack_require__(7463)
var kit_http = __webpack_require__(6266)
var definition = __webpack_require__(3676)
var cloudflare = __webpack_require__(8333)
var flag = __webpack_require__(1704)
const TYPE = 'flagd-r2'
const DOCS = 'flags/flagd-r2.md'
const LARGEST = 8 * 1024 * 1024
const r2Options = schemas.rej({
account: (0, cloudflare.EB)(),
bucket: schemas
.YjP()
.regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'this is not the name of a bucket\nthe name that `wrangler r2 bucket list` shows')
.describe('Name of the bucket.'),
document: (0, cloudflare.OW)(),
'access-key': (0, cloudflare.T2)('R2_ACCESS_KEY_ID').default('R2_ACCESS_KEY_ID').describe('Name of the secret with the access key id of an R2 API token.'),
'secret-key': (0, cloudflare.T2)('R2_SECRET_ACCESS_KEY').default('R2_SECRET_ACCESS_KEY').describe('Name of the secret with its secret access key.'),
endpoint: schemas
.YjP()
.max(300)
.refine(cloudflare.fu, {
error: 'this is not the address of a bucket’s S3 API\nhttps://<account>.eu.r2.cloudflarestorage.com'
})
.optional()
.describe('Address of the S3 API. Default: that of the account; buckets of a jurisdiction have another.')
})
const codeIn = answer => /<Code>(\w{1,60})<\/Code>/.exec(answer.text())?.[1] ?? ''
const refusalOf = (answer, options) => {
const code = codeIn(answer)
if (code === 'NoSuchBucket')
return new errors.xL({
message: `there is no bucket ${options.bucket} in this account`,
fix: 'bucket: the name that `wrangler r2 bucket list` shows; endpoint for one of a jurisdiction',
docs: DOCS
})
if (answer.status === 401 || answer.status === 403)
return new errors.xL({
message: `R2 does not accept the secrets ${options['access-key']} and ${options['secret-key']} for this (${answer.status})`,
fix: 'the two keys of an R2 API token with Object Read & Write on this bucket',
docs: DOCS
})
return new errors.mZ({
provider: TYPE,
message: `${TYPE}: the bucket answered ${answer.status}`,
retryable: false,
status: answer.status,
code: 'status'
})
}
const sendable = (name, value) => {
if (/^[\x21-\x7e]+$/.test(value)) return value
throw new errors.xL({
message: `the secret ${name} ${value === '' ? 'is empty' : 'holds characters that cannot be sent in a header'}`,
fix: 'the key on one line, without spaces',
docs: DOCS
})
}
const r2Store = (http, options, {secret}) => {
const {account, bucket, document, endpoint} = options
const url = new URL(`${endpoint ?? `https://${account}.r2.cloudflarestorage.com`}/${bucket}/${document}`)
const send = async (method, headers, body, also) => {
const [accessKey, secretKey] = ['access-key', 'secret-key'].map(key => sendable(options[key], secret(options[key])))
const signer = {accessKey, secretKey, region: 'auto', service: 's3'}
const answer = await http.request({
method,
url,
headers: signRequest({method, url, headers, body}, signer, new Date()),
...(method === 'PUT' && {body}),
retry: 'safe',
maxBytes: LARGEST,
redirect: 'answer',
accept: [200, 400, 401, 403, 404, 409, 412]
})
if (answer.status === 200 || also.includes(answer.status)) return answer
throw refusalOf(answer, options)
}
return {
read: async () => {
const answer = await send('GET', {}, '', [404])
if (answer.status === 404) {
if (codeIn(answer) === 'NoSuchKey') return null
throw refusalOf(answer, options)
}
const {etag} = answer.headers
if (etag !== undefined) return {text: answer.text(), version: etag}
throw new errors.mZ({
provider: TYPE,
message: `${TYPE}: the document came without an etag, so it cannot be replaced safely`,
retryable: false,
code: 'invalid-answer'
})
},
replace: async (text, version) => {
const condition = version === null ? {'if-none-match': '*'} : {'if-match': version}
const headers = {'content-type': 'application/json', ...condition}
return (await send('PUT', headers, text, [409, 412])).status === 200
}
}
}
const flagdR2 = (0, definition.V)({
type: TYPE,
options: r2Options,
secrets: options => [options['access-key'], options['secret-key']],
connect: (order, context) => {
const {options} = order
const {account, bucket, document} = options
const http = context.http?.(TYPE) ?? (0, kit_http.V)({provider: TYPE, signal: context.signal})
const wrangler = verb => `npx wrangler r2 object ${verb} ${bucket}/${document} --pipe --remote`
return (0, flag.n)(order, r2Store(http, options, context), {
type: TYPE,
wayBackCommand: `export CLOUDFLARE_ACCOUNT_ID=${account}; ${(0, cloudflare.SP)(wrangler('get'), wrangler('put'), order.key)}`
})
}
})
},
8333: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
EB: () => accountField,
OW: () => documentField,
SP: () => switchOff,
T2: () => secretField,
fu: () => isOrigin
})
var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857)
const SECRET_NAME = /^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$/
const accountField = () =>
zod__WEBPACK_IMPORTED_MODULE_0__
.YjP()
.regex(/^[0-9a-f]{32}$/, 'this is not an account id\n32 hexadecimal digits, from the overview of the account')
.describe('Id of the Cloudflare account.')
const secretField = usual => zod__WEBPACK_IMPORTED_MODULE_0__.YjP().regex(SECRET_NAME, `this is not the name of a secret\nits name on GitHub, such as ${usual}`)
const documentField = () =>
zod__WEBPACK_IMPORTED_MODULE_0__
.YjP()
.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/, 'this is not the key of a document\nflags/production.json')
.max(200)
.default('flags.json')
.describe('Key of the document: one for each service and environment.')
const isOrigin = text => {
if (!URL.canParse(text) || /[\s?#@]/.test(text) || text.endsWith('/')) return false
const {protocol, hostname} = new URL(text)
return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname))
}
const switchOff = (read, write, flag) => `${read} | node -p 'd = JSON.parse(fs.readFileSync(0)); d.flags["${flag}"].state = "DISABLED"; JSON.stringify(d)' | ${write}`
},
1704: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
n: () => flagInDocument
})
var errors = __webpack_require__(7463)
var schemas = __webpack_require__(2857)
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
const canonical = value => JSON.stringify(value, (_, inner) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1))) : inner))
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
return canonical(entry) === canonical(entryOf(audience, facts)) ? audience : null
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
