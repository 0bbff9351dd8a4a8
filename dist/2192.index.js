export const id = 2192
export const ids = [2192]
export const modules = {
2192: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
var outcome = __webpack_require__(3382)
const checkSecrets = order => {
const due = order.secrets.filter(({environments}) => environments === null || environments.includes(order.environment))
const secrets = due.map(secret => judge(secret, order))
const wrong = secrets.filter(({state}) => state !== 'present')
if (wrong.length === 0) return {...(0, outcome.IX)('done', presentSentence(secrets)), secrets}
const lines = wrong.map(({name, state, remedy}) => `${name} is ${state}. ${remedy}`)
return {
...(0, outcome.TR)('missing-secrets', `${wrong.length} of ${secrets.length} secrets cannot be used; nothing was changed.\n${lines.join('\n')}`),
secrets
}
}
const presentSentence = secrets => (secrets.length === 0 ? 'The configuration names no secrets.' : `Present and well formed: ${secrets.map(({name}) => name).join(', ')}.`)
const judge = (secret, order) => {
const state = stateOf(secret, order.read(secret.name))
return {name: secret.name, state, remedy: state === 'present' ? '' : remedyOf(secret, order, state)}
}
const PLACEHOLDER = /^(?:changeme|change[-_ ]me|todo|tbd|xxx+|\*+|<[^<>]*>|your[-_ ].*|placeholder|example|secret|password|dummy|none|null|undefined)$/i
const stateOf = ({pattern, format}, raw) => {
if (raw === undefined || raw === '') return 'missing'
const value = raw.trim()
if (value === '') return 'blank'
if (PLACEHOLDER.test(value)) return 'placeholder'
if (pattern !== null && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) return 'malformed'
return hasFormat(format, value) ? 'present' : 'malformed'
}
const hasFormat = (format, value) => {
switch (format) {
case 'url':
return URL.canParse(value)
case 'json':
return isJson(value)
case 'jwt':
return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(value)
case 'pem':
return /^-----BEGIN [A-Z ]+-----[\s\S]+-----END [A-Z ]+-----$/.test(value)
case 'text':
return !/[\0-\x1f\x7f]/.test(value)
default:
return format
}
}
const isJson = value => {
try {
JSON.parse(value)
return true
} catch {
return false
}
}
const remedyOf = ({name, from, format, pattern}, {environment, repository}, state) => {
const where = repository === '' ? '' : ` --repo ${repository}`
const shape = state === 'malformed' ? `It must be ${pattern === null ? `a ${format} value on its own` : 'of the form the configuration gives'}. ` : ''
const source = from === null ? '' : `Get it from: ${from}. `
const trap = state === 'missing' ? ' A secret of the environment reaches the action only through `env:` of a job that names that environment.' : ''
return `${shape}${source}Set it: gh secret set ${name} --env ${environment}${where}.${trap}`
}
var actions_open = __webpack_require__(1641)
var summaries = __webpack_require__(7964)
const run = async (inputs, runtime) => {
const {config} = await (0, actions_open.Xg)(inputs, runtime)
const outcome = checkSecrets({
environment: inputs.environment,
repository: runtime.environment.repository,
secrets: config.secrets,
read: name => {
runtime.secret(name)
return runtime.environment.variable(name)
}
})
const missing = outcome.secrets.filter(({state}) => state !== 'present').map(({name}) => name)
return {
...outcome,
outputs: {missing: missing.join('\n')},
summary: (0, summaries.Ov)(config.service, inputs.environment, outcome)
}
}
},
7964: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Ov: () => secretsSummary,
WP: () => smokeSummary,
sK: () => gateSummary
})
var _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6493)
const gateSummary = (title, service, outcome) => (0, _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__.z)({title, service: service.name, environment: service.environment}, outcome)
const secretsSummary = (service, environment, outcome) =>
[
(0, _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__.z)({title: 'Secret check', service, environment}, outcome),
(0, _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__.s)(
['Secret', 'State', 'What to do'],
outcome.secrets.map(({name, state, remedy}) => [name, state, remedy])
)
].join('\n')
const smokeSummary = (service, outcome) =>
[
gateSummary('Smoke test', service, outcome),
(0, _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__.s)(
['Check', 'Component', 'Verdict', 'Requests', 'Slowest', 'What was wrong'],
outcome.checks.map(({check, component, verdict, attempts, slowest, faults}) => [check, component, verdict, String(attempts), slowest === null ? '' : `${Math.round(slowest)} ms`, faults.join(', ')])
)
].join('\n')
}
}
