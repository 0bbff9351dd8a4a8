export const id = 1347
export const ids = [1347]
export const modules = {
1347: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
var errors = __webpack_require__(7463)
var audience = __webpack_require__(5113)
var journal = __webpack_require__(7713)
var outcome = __webpack_require__(3382)
const deploy = (service, order) =>
service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
const known = await (0, journal.Fr)(service)
const {inFlight} = known
if (inFlight?.record.revision !== order.revision)
return {
...(0, outcome.TR)('not-started', notStarted(service, order, inFlight)),
rollout: inFlight,
releases: []
}
const hold = (0, journal.g0)(known, inFlight)
const reason = hold === null ? obstacle(inFlight, order) : (0, outcome.TR)('on-hold', hold)
if (reason) return {...reason, rollout: inFlight, releases: []}
if (order.dryRun) {
const names = service.components.map(({name}) => name).join(', ')
return {
...(0, outcome.IX)('dry-run', `Would deploy ${names} at ${order.revision}.`),
rollout: inFlight,
releases: []
}
}
return deployAll(service, inFlight, order)
})
const notStarted = ({name, environment}, {revision}, inFlight) => (inFlight ? `The rollout on its way in ${environment} is of ${inFlight.record.revision}, not of ${revision}.` : `No rollout of ${name} ${revision} was started in ${environment}: run the rollout action with operation start first.`)
const obstacle = ({record, state}, {liveSmoke}) => {
if (state.rollbackAsked) return (0, outcome.TR)('rollback-asked', `${state.rollbackAsked.by} asked for a rollback.`)
if (state.phase !== 'progressing' && state.phase !== 'baking') return (0, outcome.TR)('not-allowed-now', `The rollout is ${state.phase}; nothing is deployed.`)
if (liveSmoke && !record.firstRelease && state.migrated !== null && !state.checked.live) return (0, outcome.TR)('not-checked', 'The schema has moved and the live release has not passed its smoke test on it: run the smoke-test action with target live first.')
return null
}
const deployAll = async (service, first, order) => {
let rollout = first
const releases = []
const weights = first.record.plan.steps.map(({weight}) => weight)
for (const {exposure, platform} of service.components) if (exposure === 'split') await platform.prepare?.({weights})
for (const component of service.components) {
const known = rollout.state.deployed[component.name]
const release = await place(component, rollout, order.revision)
if (known !== release.id)
rollout = await (0, journal.N4)(service, rollout, {
kind: 'deployed',
component: component.name,
release: release.id
})
releases.push({component: component.name, release: release.id, fresh: known !== release.id})
}
const list = releases.map(({component, release}) => `${component} ${release}`).join(', ')
return {...(0, outcome.IX)('done', `On the platform, complete, and seen by nobody yet: ${list}.`), rollout, releases}
}
const place = async ({name, exposure, platform}, {record}, revision) => {
const release = await platform.deploy({revision, rollout: record.id})
const baseline = record.components.find(component => component.name === name)?.baseline ?? null
if ((0, audience.wP)(exposure)) await platform.setWeight({canary: release.id, baseline, weight: 100})
const {weights} = await platform.current()
if (!weights.some(({release: found}) => found.id === release.id))
throw new errors.mZ({
provider: platform.type,
message: `${name}: release ${release.id} was deployed but the platform does not list it`,
retryable: true
})
return release
}
var actions_open = __webpack_require__(6571)
var revision = __webpack_require__(5035)
var summaries = __webpack_require__(7964)
const run = async (inputs, runtime) => {
const {service, config, plan} = await (0, actions_open.IH)(inputs, runtime)
const outcome = await deploy(service, {
revision: (0, revision.W)(inputs, runtime.environment),
liveSmoke: plan.liveSmoke && config.smoke.length + config.stages.length > 0,
dryRun: inputs['dry-run']
})
const releases = outcome.releases.map(({component, release}) => `${component}=${release}`)
return {
...outcome,
outputs: {releases: releases.join('\n')},
summary: (0, summaries.sK)('Deploy', service, outcome)
}
}
},
5035: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
D: () => commitOf,
W: () => revisionOf
})
var _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const revisionOf = (inputs, {sha}) => {
const revision = inputs.revision ?? sha
if (revision !== '') return revision
throw new _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: '`revision` is required where there is no commit',
at: 'revision',
fix: 'revision: v2'
})
}
const commitOf = ({environment: {sha}}) => (/^[0-9a-f]{40}$/.test(sha) ? {commit: sha} : {})
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
},
5113: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Dc: () => flagsIn,
Yf: () => isEverybody,
Z8: () => sameAudience,
iP: () => flagOf,
k8: () => audienceAt,
oQ: () => NOBODY,
wP: () => isWhole
})
const NOBODY = {weight: 0, cohort: null, regions: []}
const sameAudience = (one, other) => one.weight === other.weight && (one.weight === 0 || (one.cohort === other.cohort && one.regions.length === other.regions.length && one.regions.every(region => other.regions.includes(region))))
const isEverybody = ({weight, cohort, regions}) => weight === 100 && cohort === null && regions.length === 0
const flagOf = exposure => (exposure.startsWith('flag:') ? exposure.slice('flag:'.length) : null)
const isWhole = exposure => exposure !== 'split'
const flagsIn = (plan, components) => [...new Set([...components.flatMap(({exposure}) => flagOf(exposure) ?? []), ...plan.steps.flatMap(({features = []}) => features)])]
const audienceAt = ({plan, components}, flag, step) => {
const found = plan.steps[step - 1]
const leads = components.some(({exposure}) => flagOf(exposure) === flag)
if (!found || !(leads || found.features?.includes(flag))) return NOBODY
return {weight: found.weight, cohort: found.cohort ?? null, regions: found.regions ?? []}
}
}
}
