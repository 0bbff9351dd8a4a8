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
var jobs = __webpack_require__(4748)
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
if ((0, jobs.l7)(service, known, inFlight)) for (const line of await (0, jobs.t3)(service, inFlight.record)) service.say(line)
return deployAll(service, inFlight, order)
})
const notStarted = ({name, environment}, {revision}, inFlight) => (inFlight ? `The rollout on its way in ${environment} is of ${inFlight.record.revision}, not of ${revision}.` : `No rollout of ${name} ${revision} was started in ${environment}: run the rollout action with operation start first.`)
const obstacle = ({record, state, doubt}, {liveSmoke}) => {
if (doubt) return (0, outcome.TR)(doubt.reason, doubt.text)
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
return {...(0, outcome.IX)('done', sayPlaced(service, first, releases)), rollout, releases}
}
const sayPlaced = (service, {record}, releases) => {
const components = service.components.map(component => record.components.find(({name}) => name === component.name) ?? component)
const listed = fits =>
releases
.filter(({component}) => components.some(one => one.name === component && fits(one)))
.map(({component, release}) => `${component} ${release}`)
.join(', ')
const unseen = listed(({exposure}) => exposure === 'split')
const whole = listed(({exposure}) => exposure === 'full')
const flagged = components.flatMap(({exposure}) => (0, audience.iP)(exposure) ?? [])
const behind = listed(({exposure}) => (0, audience.iP)(exposure) !== null)
return [...(unseen === '' ? [] : [`Complete on the platform and seen by nobody yet: ${unseen}.`]), ...(whole === '' ? [] : [`Deployed whole, in use from now on: ${whole}.`]), ...(behind === '' ? [] : [`Deployed whole, reached by nobody until ${[...new Set(flagged)].join(', ')} is on: ${behind}.`])].join(' ')
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
var actions_open = __webpack_require__(4806)
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
4748: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
H$: () => sayStopped,
RI: () => readJobs,
kS: () => pausedBy,
l7: () => stoppedWithoutHold,
m3: () => stopsJobs,
np: () => stopJobs,
t3: () => startJobs,
xM: () => withJobs
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _journal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7713)
const same = (one, other) => one.toSorted().join('\n') === other.toSorted().join('\n')
const shown = schedules => (schedules.length === 0 ? 'none' : schedules.map(schedule => `\`${schedule}\``).join(', '))
const recordedOf = ({components}, name) => components.find(component => component.name === name)?.jobs
const readJobs = async (service, {name, platform: {jobs}, pausesJobs = false}, known) => {
if (!pausesJobs || !jobs) return undefined
const found = await jobs.list()
const stopped = found.length === 0 ? stoppedWithoutHold(service, known) : null
return (stopped && recordedOf(stopped.record, name)) ?? found
}
const stoppedWithoutHold = (service, {rollouts, rollbacks}, own) => {
const touched = rollouts.filter(({record, state}) => record.id !== own?.record.id && Object.keys(state.deployed).length > 0)
const newest = (0, _journal_js__WEBPACK_IMPORTED_MODULE_1__.su)(touched)
if (newest?.state.phase !== 'rolled-back' || !(0, _journal_js__WEBPACK_IMPORTED_MODULE_1__.Lv)(service, newest)) return null
return rollbacks.some(({record}) => record.rollout === newest.record.id) ? null : newest
}
const stopsJobs = (service, rollout, {reason, hold}) => hold || (reason !== 'superseded' && (0, _journal_js__WEBPACK_IMPORTED_MODULE_1__.Lv)(service, rollout))
const withJobs = ({components}, record) => components.filter(({name}) => (recordedOf(record, name) ?? []).length > 0).reverse()
const stopJobs = async (service, components, record) => {
const results = await Promise.allSettled(components.map(component => stop(service, component, record)))
return {
stopped: results.flatMap(result => (result.status === 'fulfilled' ? (result.value ?? []) : [])),
settle: () => {
for (const result of results) if (result.status === 'rejected') throw result.reason
}
}
}
const stop = async (service, {name, platform: {type, jobs}}, record) => {
if (!jobs) return null
const ran = await jobs.list()
const recorded = record && recordedOf(record, name)
if (recorded && ran.length > 0 && !same(ran, recorded)) service.say(`${name}: its jobs were changed since the rollout started. Stopped now: ${shown(ran)}; on record, and started again later: ${shown(recorded)}.`)
if (ran.length > 0) await setTo(type, name, jobs, [])
return {component: name, ran, delay: jobs.delay}
}
const setTo = async (provider, name, jobs, schedules) => {
await jobs.set(schedules)
const found = await jobs.list()
if (same(found, schedules)) return
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider,
message: `${name}: its jobs were set to ${shown(schedules)} and read back as ${shown(found)}`,
retryable: true
})
}
const startJobs = async (service, record) => {
const told = []
for (const {name, jobs: recorded = []} of record.components) {
if (recorded.length === 0) continue
const platform = service.components.find(component => component.name === name)?.platform
if (!platform?.jobs) {
told.push(`${name} is no longer in the configuration: start its jobs by hand (${shown(recorded)}).`)
continue
}
const found = await platform.jobs.list()
if (found.length === 0) await setTo(platform.type, name, platform.jobs, recorded)
told.push(found.length === 0 || same(found, recorded) ? `The jobs of ${name} run again: ${shown(recorded)}.` : `The jobs of ${name} were set by hand and stay so: ${shown(found)}; on record is ${shown(recorded)}.`)
}
return told
}
const sayStopped = (stopped, hold) =>
stopped
.map(({component, ran, delay}) => {
const what = ran.length > 0 ? `(${shown(ran)}) are stopped` : 'stay stopped'
const until = hold ? 'a person releases the hold' : 'the next release is deployed'
return ` The jobs of ${component} ${what} until ${until}. ${delay}`
})
.join('')
const pausedBy = components => components.filter(({pausesJobs, platform}) => pausesJobs === true && platform.jobs !== undefined)
}
}
