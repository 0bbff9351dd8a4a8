export const id = 3670
export const ids = [3670]
export const modules = {
5764: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
_0: () => openJournal,
ys: () => openForge,
zi: () => requireForge
})
var _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _open_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6571)
var _trusted_event_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5838)
var _version_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4312)
var _world_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8716)
const openForge = async (inputs, {environment, signal, http}) => {
const token = inputs['github-token']
if (inputs.ledger !== 'github' || token === undefined || environment.repository === '') return null
const {githubForge} = await __webpack_require__.e(5419).then(__webpack_require__.bind(__webpack_require__, 5419))
return githubForge({
token,
apiUrl: environment.apiUrl,
repository: environment.repository,
tool: _version_js__WEBPACK_IMPORTED_MODULE_4__.w,
signal,
http: http({provider: 'github'})
})
}
const requireForge = async (inputs, runtime) => {
const forge = await openForge(inputs, runtime)
if (forge) return forge
throw new _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: 'this can only be asked of GitHub, and the ledger is somewhere else',
at: 'ledger',
fix: 'ledger: github, and github-token: ${{ github.token }}',
docs: 'pipelines.md'
})
}
const openJournal = async (inputs, runtime) => {
const {config} = await (0, _open_js__WEBPACK_IMPORTED_MODULE_1__.Xg)(inputs, runtime)
;(0, _trusted_event_js__WEBPACK_IMPORTED_MODULE_2__.f)(runtime.environment)
const service = {
name: config.service,
environment: inputs.environment,
components: [],
measurements: [],
freeze: config.environments.find(({name}) => name === inputs.environment)?.freeze ?? [],
ledger: await (0, _open_js__WEBPACK_IMPORTED_MODULE_1__.au)(inputs, runtime),
author: await (0, _open_js__WEBPACK_IMPORTED_MODULE_1__.rM)(inputs, runtime),
world: (0, _world_js__WEBPACK_IMPORTED_MODULE_3__.b)(runtime.signal),
say: line => runtime.log.info(line)
}
return {service, config}
}
},
3670: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
request: () => request
})
var audience = __webpack_require__(5113)
var phases = __webpack_require__(3171)
var journal = __webpack_require__(7713)
var outcome = __webpack_require__(3382)
const requestRollback = async (service, forge, order) => {
const known = await (0, journal.Fr)(service)
const target = known.inFlight ?? (0, journal.su)(known.rollouts)
if (!target)
return {
...(0, outcome.TR)('no-rollout', `The ledger knows no release of ${service.name} in ${service.environment}.`),
rollout: null,
cancelled: null
}
if ((0, phases.$g)(target.state.phase)) {
const message = `${target.record.revision} is ${target.state.phase}; nothing is on its way that would have to be stopped.`
return {...(0, outcome.IX)('nothing-to-do', message), rollout: target, cancelled: null}
}
if (target.record.firstRelease && isSeen(service, target))
return {
...(0, outcome.TR)('way-back-unsafe', `${target.record.revision} is the first release: there is nothing to go back to.`),
rollout: target,
cancelled: null
}
if (order.dryRun) return {...(0, outcome.IX)('dry-run', 'Would write the request.'), rollout: target, cancelled: null}
const before = target.state
const asked = await (0, journal.N4)(service, target, {kind: 'asked-rollback', by: order.by})
const goesBackAlready = before.rollbackAsked !== null || before.phase === 'aborted'
const cancelled = forge && !goesBackAlready && isSeen(service, target) ? await stopHolder(service, forge) : null
const stopped = cancelled === null ? '' : ` Run ${cancelled} held the lock and was told to end.`
return {
...(0, outcome.IX)('recorded', `${order.by} asked for a rollback of ${target.record.revision}.${stopped}`),
rollout: asked,
cancelled
}
}
const isSeen = ({components}, {record, state}) => state.weight > 0 || state.pending !== null || record.components.some(({name, exposure}) => (0, audience.wP)(exposure) && name in state.deployed) || components.some(({name, exposure}) => (0, audience.wP)(exposure) && name in state.deployed)
const stopHolder = async (service, forge) => {
const holder = await forge.holderOf(`sluice/${service.name}/${service.environment}`)
const own = service.author.run
if (holder === null || holder === own) return null
const [theirs, ours] = [await forge.run(holder), await forge.run(own)]
if (!theirs || theirs.status === 'over' || theirs.workflow === ours?.workflow) return null
return (await forge.cancel(holder)) ? holder : null
}
var open_forge = __webpack_require__(5764)
var summaries = __webpack_require__(7964)
const request = async (inputs, runtime) => {
const {service} = await (0, open_forge._0)(inputs, runtime)
runtime.log.info(`Reason: ${inputs.reason}`)
const outcome = await requestRollback(service, await (0, open_forge.ys)(inputs, runtime), {
by: service.author.login,
dryRun: inputs['dry-run']
})
return {
...outcome,
outputs: {'rollout-id': outcome.rollout?.record.id ?? '', cancelled: outcome.cancelled ?? ''},
details: {askedReason: inputs.reason},
summary: (0, summaries.sK)('Rollback request', service, outcome)
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
outcome.checks.map(({check, component, verdict, attempts, slowest, faults}) => [check, component, verdict, String(attempts), slowest === null ? '' : `${Math.round(slowest)} ms`, faults.join(', ')])
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
