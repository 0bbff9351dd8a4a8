export const id = 7379
export const ids = [7379]
export const modules = {
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
9513: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
FV: () => movedFlags,
G4: () => flagTruth,
SP: () => switchOff,
Xn: () => flagsTo,
YI: () => setFlags,
uW: () => readFlags
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5113)
var _rollout_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8000)
const flagNamed = ({flags = []}, name) => {
const found = flags.find(flag => flag.name === name)
if (found) return found
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the flag ${name} is part of this rollout and no longer of the configuration`,
fix: `flags: with ${name}, as it was when the rollout started`,
docs: 'flags/README.md'
})
}
const told = audience => {
if (audience === null) return 'set by hand in a way of its own'
if (audience.weight === 0) return 'off'
const cohort = audience.cohort === null ? '' : ` of ${audience.cohort}`
const regions = audience.regions.length === 0 ? '' : ` in ${audience.regions.join(', ')}`
return `${(0, _rollout_format_js__WEBPACK_IMPORTED_MODULE_2__.ck)(audience.weight)}${cohort}${regions}`
}
const readFlags = async (service, plan, {inFlight, rollouts}) => {
const led = []
const left = []
const findings = []
for (const name of (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.Dc)(plan, service.components)) {
const flag = flagNamed(service, name)
const own = {name, wayBackCommand: flag.wayBackCommand()}
const found = isLedBy(inFlight, name) ? _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.oQ : await flag.read()
const asked = lastAudience(service, plan, name)
if (found?.weight === 0) led.push(own)
else if (found === null || !(0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.hU)(found, asked)) findings.push(`The flag ${name} is not off (${told(found)}) and does not let in all whom the last step does (${told(asked)}). Finish what it leads, or switch it off first: ${own.wayBackCommand}`)
else {
const stands = `The flag ${name} is on for ${told(found).replace(/^100%( of)?/, (_, of) => (of ? 'all of' : 'everybody'))} already${sinceWhen(rollouts, name, found)}`
left.push({name, text: `${stands}; it is left as it is, also on the way back.`})
const dark = service.components.filter(one => (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.iP)(one.exposure) === name && !one.whenOn)
if (dark.length > 0) findings.push(nothingToLead(stands, dark))
}
}
return {led, left, findings}
}
const sinceWhen = (rollouts, flag, found) => {
const last = rollouts.find(one => one.state.phase === 'promoted' && isLedBy(one, flag))?.record
return last && (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.Z8)(found, (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.k8)(last, flag, last.plan.steps.length)) ? ` since ${last.revision}` : ''
}
const isLedBy = (rollout, flag) => rollout?.record.flags?.some(({name}) => name === flag) === true
const lastAudience = ({components}, plan, flag) => (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.k8)({plan, components}, flag, plan.steps.length)
const nothingToLead = (stands, components) => {
const names = components.map(({name}) => name)
const keys = names.map(name => `components.${name}`).join(' and ')
return `${stands}, so this release of ${names.join(' and ')} would be seen by all whom it lets in at once. If that is meant, write \`when-on: full\` below ${keys}, once and for all; to lead it in by degrees, write \`exposure: flag:<new name>\` there and that flag below \`flags\`.`
}
const movedFlags = async (service, {record}) => {
const ours = (record.flags ?? []).map(({name}) => name)
const names = [...new Set([...ours, ...(0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.Dc)(record.plan, service.components)])]
const found = await Promise.all(names.map(async name => ({name, now: await flagNamed(service, name).read()})))
return found.flatMap(({name, now}) => {
const same = ours.includes(name) ? now?.weight === 0 : now !== null && (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.hU)(now, lastAudience(service, record.plan, name))
return same ? [] : [`flag ${name} is ${told(now)}`]
})
}
const setFlags = async (service, {record}, weight) => {
const step = record.plan.steps.findIndex(candidate => candidate.weight === weight) + 1
for (const {name} of record.flags ?? []) await lead(flagNamed(service, name), (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.k8)(record, name, step))
}
const lead = async (flag, audience) => {
await flag.set(audience)
const found = await flag.read()
if (found !== null && (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.Z8)(found, audience)) return
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider: flag.type,
message: `flag ${flag.name}: asked for ${told(audience)} and read back ${told(found)}; the next tick tries again`,
retryable: true
})
}
const switchOff = async (service, names) => {
const results = await Promise.allSettled(names.map(async name => lead(flagNamed(service, name), _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.oQ)))
return {
settle: () => {
for (const result of results) if (result.status === 'rejected') throw result.reason
}
}
}
const flagsTo = components => [...new Set(components.flatMap(({exposure}) => (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.iP)(exposure) ?? []))]
const flagTruth = async (service, {record, state}) => {
const {pending, weight} = state
const expected = [weight, ...(pending ? [pending.weight] : [])].map(each => ({
weight: each,
step: record.plan.steps.findIndex(step => step.weight === each) + 1
}))
return Promise.all(
(record.flags ?? []).map(async ({name}) => {
const found = await flagNamed(service, name).read()
const match = expected.find(({step}) => found !== null && (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.Z8)(found, (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.k8)(record, name, step)))
return match ? {name: `flag ${name}`, canary: match.weight, others: 0} : {name: `flag ${name}`, canary: found?.weight ?? 100, others: 1}
})
)
}
},
512: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
OE: () => goBack,
QR: () => targetsOf,
ZG: () => recordHold,
g2: () => findBlocked,
pK: () => putBack
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _rollout_reasons_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3286)
var _believed_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9536)
var _flags_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9513)
var _jobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4748)
var _journal_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7713)
const goBack = async (service, rollout, order) => {
const {hold} = order
const reason = firstReason(rollout, order.reason)
const decidedAt = await service.ledger.now()
const targets = targetsOf(service, rollout)
const blocked = await findBlocked(targets)
if (blocked.length > 0) return {restored: [], blocked, jobs: [], rollout, decidedAt, confirmedAt: decidedAt}
const telling = order.why === undefined ? {} : {why: order.why}
const stops = (0, _jobs_js__WEBPACK_IMPORTED_MODULE_3__.m3)(service, rollout, {reason, hold})
const {known, jobs} = await putAllBack(service, rollout, targets, {reason, telling, stops})
const confirmedAt = await service.ledger.now()
const restored = targets.map(({component, from, to}) => ({name: component.name, from, to}))
const cause = hold ? await recordHold(service, rollout, restored, reason) : reason
const ended = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_4__.N4)(service, known, {kind: 'rolled-back', reason: cause}, telling)
return {restored, blocked, jobs: jobs.stopped, rollout: ended, decidedAt, confirmedAt}
}
const firstReason = ({state}, given) => {
if (given !== 'unfinished-act') return given
const begun = state.story.find(({happening}) => happening.kind === 'going-back')?.happening
if (begun?.kind === 'going-back') return begun.reason
return state.rollbackAsked ? 'rollback-asked' : given
}
const putAllBack = async (service, rollout, targets, {reason, telling, stops}) => {
let known = rollout
const say = async () => {
const written = (0, _journal_js__WEBPACK_IMPORTED_MODULE_4__.N4)(service, known, {kind: 'going-back', reason}, telling)
known = await written.catch(() => (0, _journal_js__WEBPACK_IMPORTED_MODULE_4__.Ow)(service, known).catch(() => known))
}
const names = (rollout.record.flags ?? []).map(({name}) => name)
const clocks = stops ? (0, _jobs_js__WEBPACK_IMPORTED_MODULE_3__.xM)(service, rollout.record) : []
const [flags, jobs] = await Promise.all([(0, _flags_js__WEBPACK_IMPORTED_MODULE_2__.SP)(service, names), (0, _jobs_js__WEBPACK_IMPORTED_MODULE_3__.np)(service, clocks, rollout.record)])
if (names.length + clocks.length > 0) await say()
for (const [index, target] of targets.entries()) {
try {
await putBack(target)
} catch (error) {
await say()
throw error
}
if (index === 0 && targets.length > 1) await say()
}
flags.settle()
jobs.settle()
return {known, jobs}
}
const targetsOf = (service, {record, state}) =>
service.components
.map(component => ({
component,
from: state.deployed[component.name] ?? null,
to: record.components.find(({name}) => name === component.name)?.baseline ?? null
}))
.reverse()
const findBlocked = async targets => {
const answers = await Promise.all(
targets.map(async ({component, to}) => {
if (to === null) return null
const answer = await component.platform.canRollBack(to)
return answer.possible ? null : {name: component.name, reason: answer.reason}
})
)
return answers.filter(answer => answer !== null)
}
const putBack = async ({component: {platform}, from, to}) => {
if (to !== null) await platform.rollback(to)
else if (from !== null) await platform.setWeight({canary: from, baseline: null, weight: 0})
const {weights} = await platform.current()
const wrong = weights.find(({release, weight}) => weight > 0 && release.id !== to)
if (wrong)
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider: platform.type,
message: `release ${wrong.release.id} still gets ${wrong.weight}% after going back`,
retryable: true
})
}
const recordHold = async (service, {record}, components, reason) => {
const entry = await service.ledger.create({
schema: 1,
kind: 'rollback',
tool: service.author.tool,
id: (0, _journal_js__WEBPACK_IMPORTED_MODULE_4__.Fs)(record.id),
service: record.service,
environment: record.environment,
revision: record.revision,
requester: service.author.login,
run: service.author.run,
startedAt: await service.ledger.now(),
rollout: record.id,
components,
reason
})
const rollback = (0, _believed_js__WEBPACK_IMPORTED_MODULE_1__.nt)(entry)
const cause = _rollout_reasons_js__WEBPACK_IMPORTED_MODULE_5__.e.find(known => known === rollback?.record.reason) ?? reason
if (rollback && rollback.state.phase !== 'rolled-back') await (0, _journal_js__WEBPACK_IMPORTED_MODULE_4__.N4)(service, {...rollback, state: {...rollback.state, hold: true}}, {kind: 'rolled-back', reason: cause})
return cause
}
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
