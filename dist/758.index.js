export const id = 758
export const ids = [758]
export const modules = {
758: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
var errors = __webpack_require__(7463)
var outcome = __webpack_require__(3382)
const SOON = 14 * 86_400_000
const FINE = ['present', 'works', 'ends-soon']
const checkSecrets = async order => {
const due = order.secrets.filter(({environments}) => environments === null || environments.includes(order.environment))
const here = await Promise.all(due.filter(({github}) => github).map(secret => judge(secret, order)))
const there = await onPlatforms(due, order)
const secrets = [...here, ...there]
const wrong = secrets.filter(({state}) => !FINE.includes(state))
if (wrong.length === 0) return {...(0, outcome.IX)('done', sentence(secrets)), secrets}
const lines = wrong.map(({name, where, state, remedy}) => `${name}${where === HERE ? '' : ` of ${where}`} is ${WORDS[state]}. ${remedy}`.trim())
const silent = wrong.every(({state}) => state === 'unknown')
const head = silent ? `${wrong.length} of ${secrets.length} secrets could not be checked, because nobody answered; nothing was changed.` : `${wrong.length} of ${secrets.length} secrets cannot be used; nothing was changed.`
return {
...(0, outcome.TR)(silent ? 'unreachable' : 'missing-secrets', `${head}\n${lines.join('\n')}`),
secrets
}
}
const HERE = 'GitHub'
const WORDS = {
present: 'present',
works: 'at work',
'ends-soon': 'about to expire',
missing: 'missing',
blank: 'blank',
padded: 'padded with blanks or a line break',
placeholder: 'placeholder',
malformed: 'malformed',
'other-kind': 'another kind of key',
'test-key': 'a test key, in production',
refused: 'refused by its vendor',
expired: 'expired',
'ends-early': 'going to expire before a rollout can end',
'too-narrow': 'not allowed to do its job',
unknown: 'unknown'
}
const sentence = secrets => {
if (secrets.length === 0) return 'The configuration names no secrets.'
const named = states => [...new Set(secrets.filter(({state}) => states.includes(state)).map(({name}) => name))].join(', ')
const parts = [
['Present and well formed: ', named(['present'])],
['Known to their vendors and allowed to do their job: ', named(['works'])],
['Expire within two weeks: ', named(['ends-soon'])]
]
return parts.flatMap(([head, names]) => (names === '' ? [] : [`${head}${names}.`])).join(' ')
}
const judge = async (secret, order) => {
const state = stateOf(secret, order.read(secret.name))
if (state !== 'present') return told(secret, order, state)
const value = (order.read(secret.name) ?? '').trim()
try {
const credential = await order.credential(secret)
return credential ? await examine(secret, order, credential, value) : told(secret, order, 'present')
} catch (error) {
if (!(error instanceof errors.xL || error instanceof errors.mZ)) throw error
const why = error instanceof errors.xL ? error.problems[0]?.message : error.message
return {name: secret.name, where: HERE, state: 'unknown', remedy: unanswered(why)}
}
}
const unanswered = why => `It could not be asked about: ${why ?? 'no answer'}. Run it again; \`ask: false\` leaves the question out.`
const examine = async (secret, order, credential, value) => {
const look = credential.look(value)
if (look.state !== 'good') return told(secret, order, look.state, credential, `It must be ${look.wants}. `)
const own = ending(look.expires, order)
if (own === 'expired' || own === 'ends-early') return told(secret, order, own, credential)
if (!credential.ask || !secret.ask || !order.ask) return told(secret, order, own ?? 'present', credential)
const report = await credential.ask(value)
if (report.state !== 'works') return told(secret, order, report.state, credential, lacking(report))
return told(secret, order, ending(report.expires, order) ?? own ?? 'works', credential)
}
const lacking = ({lacks}) => (lacks.length > 0 ? `It lacks: ${lacks.join(', ')}. ` : '')
const ending = (expires, {now, lasts}) => {
if (expires === null || expires > now + Math.max(SOON, lasts)) return null
if (expires <= now) return 'expired'
return expires < now + lasts ? 'ends-early' : 'ends-soon'
}
const onPlatforms = async (secrets, order) => {
const components = [...new Set(secrets.flatMap(({components}) => components ?? []))]
const found = await Promise.all(
components.map(async where => {
const wanted = secrets.filter(({components}) => components?.includes(where))
try {
const names = new Set(await order.namesOf(where))
return wanted.map(({name, from}) => {
if (names.has(name)) return {name, where, state: 'present', remedy: ''}
const source = from === null ? '' : `Get it from: ${from}. `
return {name, where, state: 'missing', remedy: `${source}Set it on the platform of ${where}.`}
})
} catch (error) {
if (!(error instanceof errors.xL || error instanceof errors.mZ)) throw error
const why = error instanceof errors.xL ? error.problems[0]?.message : error.message
const remedy = `The platform could not be asked: ${why ?? 'no answer'}.`
return wanted.map(({name}) => ({name, where, state: 'unknown', remedy}))
}
})
)
return found.flat()
}
const PLACEHOLDER = /^(?:changeme|change[-_ ]me|todo|tbd|xxx+|\*+|<[^<>]*>|your[-_ ].*|placeholder|example|secret|password|dummy|none|null|undefined)$/i
const stateOf = ({pattern, format}, raw) => {
if (raw === undefined || raw === '') return 'missing'
const value = raw.trim()
if (value === '') return 'blank'
if (PLACEHOLDER.test(value)) return 'placeholder'
if (pattern !== null && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) return 'malformed'
if (!hasFormat(format, value)) return 'malformed'
return raw === value || format === 'pem' || format === 'json' ? 'present' : 'padded'
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
const told = ({name, from, format, pattern}, order, state, credential = null, what = '') => {
const {environment, repository} = order
const known = {name, where: HERE, state}
if (state === 'present' || state === 'works') return {...known, remedy: ''}
const where = repository === '' ? '' : ` --repo ${repository}`
const shape = state === 'malformed' && what === '' ? `It must be ${pattern === null ? `a ${format} value on its own` : 'of the form the configuration gives'}. ` : what
const page = from ?? (credential?.page || null)
const source = page === null ? '' : `Get it from: ${page}. `
const trap = state === 'missing' ? trapOf(name, order) : ''
const pipe = state === 'padded' ? ' Without the line break: printf %s "$VALUE" | and the same command.' : ''
return {
...known,
remedy: `${shape}${source}Set it: gh secret set ${name} --env ${environment}${where}.${trap}${pipe}`
}
}
const trapOf = (name, {workflowRepository = '', repository}) => {
const [here = '', there = ''] = [repository, workflowRepository].map(text => text.toLowerCase())
if (there === '' || there === here) return ' A secret of the environment reaches the action only through `env:` of a job that names that environment.'
if (there.split('/')[0] === here.split('/')[0]) return ` If it is set there: secrets of an environment may not reach the workflows of ${workflowRepository}. Set it for the repository or the organization (without --env), or use the actions in jobs of your own.`
return ` If it is set there: these workflows belong to another owner (${workflowRepository}), whom secrets of an environment reach empty, and \`secrets: inherit\` hands over nothing. Set it for the repository (without --env) and hand it over as \`${name}: \${{ secrets.${name} }}\`, use OIDC, or use the actions in jobs of your own.`
}
var actions_open = __webpack_require__(4806)
var resolve = __webpack_require__(6908)
var registry = __webpack_require__(4637)
const openCredential = async ({kind, options, name}, {http, secret, now}, production) => {
const load = registry.z[kind]
if (!load) throw new RangeError(`secret ${name} passed the configuration with an unknown kind`)
return (await load()).connect(options, {
http: http({provider: kind, guard: {}}),
secret: other => {
const value = secret(other)
if (value !== undefined) return value
throw new errors.xL({message: `${name} needs ${other}, which is missing`})
},
now,
production
})
}
const lengthOf = (config, environment) => {
const {plan} = (0, resolve.yY)(config, environment)
return plan.steps.reduce((sum, {bake}) => sum + bake, plan.watch)
}
var summaries = __webpack_require__(7964)
var trusted_event = __webpack_require__(5838)
const run = async (inputs, runtime) => {
const {config} = await (0, actions_open.Xg)(inputs, runtime)
const lasts = lengthOf(config, inputs.environment)
const production = config.environments.some(({name, productionLike}) => name === inputs.environment && productionLike)
const trusted = (0, trusted_event.QR)(runtime.environment)
if (!trusted && inputs.ask) runtime.log.notice('Somebody without write access can cause this event: nobody is asked about secrets.')
const ask = inputs.ask && trusted
const outcome = await checkSecrets({
environment: inputs.environment,
repository: runtime.environment.repository,
workflowRepository: inputs['workflow-repository'] ?? '',
secrets: ask ? config.secrets : config.secrets.map(secret => ({...secret, components: null})),
read: name => {
runtime.secret(name)
return runtime.environment.variable(name)
},
credential: secret => openCredential(secret, runtime, production),
ask,
namesOf: async name => {
const component = config.components.find(each => each.name === name)
if (!component) throw new RangeError(`component ${name} passed the configuration unknown`)
const platform = await (0, actions_open.WN)(component, inputs, runtime)
if (platform.secretNames) return platform.secretNames()
throw new errors.xL({message: `${platform.type} does not tell the names of its secrets`})
},
now: runtime.now(),
lasts
})
const fine = ['present', 'works', 'ends-soon']
const missing = outcome.secrets.filter(({state}) => !fine.includes(state)).map(({name}) => name)
for (const {name, remedy} of outcome.secrets.filter(({state}) => state === 'ends-soon')) runtime.log.warning(`${name} expires within two weeks. ${remedy}`)
return {
...outcome,
outputs: {missing: [...new Set(missing)].join('\n')},
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
['Secret', 'Where', 'State', 'What to do'],
outcome.secrets.map(({name, where, state, remedy}) => [name, where, state, remedy])
)
].join('\n')
const smokeSummary = (service, outcome) =>
[
gateSummary('Smoke test', service, outcome),
(0, _src_report_gate_js__WEBPACK_IMPORTED_MODULE_0__.s)(
['Check', 'Component', 'Verdict', 'Requests', 'Slowest', 'What was wrong'],
outcome.checks.map(({check, component, verdict, attempts, slowest, faults, figures = ''}) => [check, component, verdict, String(attempts), slowest === null ? '' : `${Math.round(slowest)} ms`, [...faults, figures].filter(Boolean).join(', ')])
)
].join('\n')
}
}
