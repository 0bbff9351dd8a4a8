export const id = 5915
export const ids = [5915]
export const modules = {
5915: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
var journal = __webpack_require__(7713)
var outcome = __webpack_require__(3382)
const carriedOut = async (service, rolloutId) => {
const {rollouts} = await (0, journal.Fr)(service)
const own = rollouts.find(({record}) => record.id === rolloutId)
if (own?.state.phase !== 'rolled-back') return null
for (const {name, platform} of service.components) {
const {weights} = await platform.current()
if (weights.some(({release, weight}) => weight > 0 && release.id === own.state.deployed[name])) return null
}
return {
...(0, outcome.IX)('done', `${own.record.revision} was put back by the run that held the lock.`),
rollout: own
}
}
var roll_back = __webpack_require__(1535)
var errors = __webpack_require__(7463)
var gates_flags = __webpack_require__(9513)
var go_back = __webpack_require__(512)
const rollBackTo = async (service, order) => {
const targets = targetsOf(service, order.to)
const blocked = await (0, go_back.g2)(targets)
const list = targets.map(({component, to}) => `${component.name} ${to}`).join(', ')
if (blocked.length > 0) {
const why = blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')
return {...(0, outcome.TR)('way-back-unsafe', `Nothing was touched: ${why}.`), restored: []}
}
if (order.dryRun) return {...(0, outcome.IX)('dry-run', `Would put back ${list}.`), restored: []}
const flags = await (0, gates_flags.SP)(service, (0, gates_flags.Xn)(service.components, [...order.to.keys()]))
for (const target of targets) await (0, go_back.pK)(target)
flags.settle()
const restored = targets.map(({component, to}) => ({name: component.name, to}))
const recorded = await record(service, restored)
return recorded
? {...(0, outcome.IX)('done', `Back on ${list}.`), restored}
: {
...(0, outcome.IX)('unrecorded', `Back on ${list}. The ledger did not answer, so this is not recorded: the next tick will call it drift.`),
restored
}
}
const targetsOf = (service, to) => {
const unknown = [...to.keys()].filter(name => !service.components.some(component => component.name === name))
if (unknown.length > 0)
throw new errors.xL(
unknown.map(name => ({
message: `\`target\` names the component ${name}, which the configuration does not have`,
fix: `one of ${service.components.map(component => component.name).join(', ')}`
}))
)
return service.components
.flatMap(component => {
const release = to.get(component.name)
return release === undefined ? [] : [{component, from: null, to: release}]
})
.reverse()
}
const record = async (service, restored) => {
try {
const {inFlight, lastPromoted} = await (0, journal.Fr)(service)
const gone = inFlight ?? lastPromoted
if (!gone) return true
const components = restored.map(({name, to}) => ({name, from: gone.state.deployed[name] ?? null, to}))
if (components.every(({from, to}) => from === null || from === to)) return true
const reason = 'rollback-asked'
if (gone.record.plan.holdAfterRollback) await (0, go_back.ZG)(service, gone, components, reason)
await (0, journal.N4)(service, gone, {kind: 'rolled-back', reason})
return true
} catch (error) {
if (error instanceof errors.mZ || error instanceof errors.xL) return false
throw error
}
}
var format = __webpack_require__(8000)
var actions_open = __webpack_require__(6571)
var summaries = __webpack_require__(7964)
const TARGET = /^(?<component>[a-z][a-z0-9-]{0,14})=(?<release>[A-Za-z0-9][^\s]{0,55})$/
const readTargets = lines => {
const found = lines.map(line => TARGET.exec(line)?.groups)
const wrong = lines.filter((_, index) => found[index] === undefined)
if (wrong.length > 0)
throw new errors.xL(
wrong.map((_, index) => ({
message: `line ${index + 1} of \`target\` is not a component and a release`,
at: 'target',
fix: 'web=v41-6807c'
}))
)
return new Map(found.map(groups => [groups?.component ?? '', groups?.release ?? '']))
}
const run = async (inputs, runtime) => {
const {service} = await (0, actions_open.IH)(inputs, runtime)
runtime.log.info(`Reason: ${inputs.reason}`)
const dryRun = inputs['dry-run']
if (inputs.target !== undefined) {
const outcome = await rollBackTo(service, {dryRun, to: readTargets(inputs.target)})
const restored = outcome.restored.map(({name, to}) => `${name}=${to}`)
return {
...outcome,
outputs: {restored: restored.join('\n')},
summary: (0, summaries.sK)('Rollback', service, outcome)
}
}
const id = inputs['rollout-id']
const before = id === undefined ? null : await carriedOut(service, id)
if (before)
return {
...before,
outputs: {'rollout-id': before.rollout.record.id},
details: {reason: inputs.reason},
summary: (0, summaries.sK)('Rollback', service, before)
}
const outcome = await (0, roll_back.F)(service, {by: service.author.login, dryRun, hold: inputs.hold ?? null})
const {wentBack, rollout} = outcome
const restored = wentBack?.restored.map(({name, to}) => `${name}=${to}`) ?? []
return {
...timely(outcome, inputs.within),
outputs: {
restored: restored.join('\n'),
'rollout-id': rollout?.record.id ?? '',
'span-ms': wentBack ? wentBack.confirmedAt - wentBack.decidedAt : ''
},
details: {reason: inputs.reason},
summary: (0, summaries.sK)('Rollback', service, outcome)
}
}
const timely = (outcome, within) => {
const {wentBack} = outcome
if (within === undefined || !wentBack || outcome.failed) return outcome
const span = wentBack.confirmedAt - wentBack.decidedAt
return span <= within
? outcome
: {
...outcome,
failed: true,
reason: 'deadline',
message: `${outcome.message} It took ${(0, format.QA)(span)}, longer than the ${(0, format.QA)(within)} that \`within\` allows.`
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
const readFlags = async (service, plan, inFlight) => {
const led = []
const findings = []
for (const name of (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.Dc)(plan, service.components)) {
const flag = flagNamed(service, name)
const own = {name, wayBackCommand: flag.wayBackCommand()}
if (inFlight?.record.flags?.some(other => other.name === name)) led.push(own)
else {
const found = await flag.read()
if (found?.weight === 0) led.push(own)
else if (found === null || !(0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.Yf)(found)) findings.push(`The flag ${name} is not off (${told(found)}). Finish what it leads, or switch it off first.`)
else if (service.components.some(({exposure}) => (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.iP)(exposure) === name)) findings.push(`The flag ${name} lets everybody in already, so it cannot lead this release in by degrees. Write a new flag in \`exposure\`, or \`exposure: full\`.`)
}
}
return {led, findings}
}
const movedFlags = async (service, {record}) => {
const found = await Promise.all((record.flags ?? []).map(async ({name}) => ({name, now: await flagNamed(service, name).read()})))
return found.flatMap(({name, now}) => (now?.weight === 0 ? [] : [`flag ${name} is ${told(now)}`]))
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
const flagsTo = (components, names) => [...new Set(components.flatMap(({name, exposure}) => (names.includes(name) ? ((0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.iP)(exposure) ?? []) : [])))]
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
Lv: () => wasSeen,
OE: () => goBack,
QR: () => targetsOf,
ZG: () => recordHold,
g2: () => findBlocked,
pK: () => putBack
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5113)
var _rollout_reasons_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3286)
var _flags_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9513)
var _journal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7713)
const wasSeen = ({components}, {state}) => state.weight > 0 || state.pending !== null || state.bumps.some(({weight}) => weight > 0) || components.some(({name, exposure}) => (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_1__.wP)(exposure) && name in state.deployed)
const goBack = async (service, rollout, order) => {
const {hold} = order
const reason = firstReason(rollout, order.reason)
const decidedAt = await service.ledger.now()
const targets = targetsOf(service, rollout)
const blocked = await findBlocked(targets)
if (blocked.length > 0) return {restored: [], blocked, rollout, decidedAt, confirmedAt: decidedAt}
const telling = order.why === undefined ? {} : {why: order.why}
const known = await putAllBack(service, rollout, targets, reason, telling)
const confirmedAt = await service.ledger.now()
const restored = targets.map(({component, from, to}) => ({name: component.name, from, to}))
const cause = hold ? await recordHold(service, rollout, restored, reason) : reason
const ended = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.N4)(service, known, {kind: 'rolled-back', reason: cause}, telling)
return {restored, blocked, rollout: ended, decidedAt, confirmedAt}
}
const firstReason = ({state}, given) => {
if (given !== 'unfinished-act') return given
const begun = state.story.find(({happening}) => happening.kind === 'going-back')?.happening
if (begun?.kind === 'going-back') return begun.reason
return state.rollbackAsked ? 'rollback-asked' : given
}
const putAllBack = async (service, rollout, targets, reason, telling) => {
let known = rollout
const say = async () => {
known = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.N4)(service, known, {kind: 'going-back', reason}, telling).catch(() => known)
}
const names = (rollout.record.flags ?? []).map(({name}) => name)
const flags = await (0, _flags_js__WEBPACK_IMPORTED_MODULE_2__.SP)(service, names)
if (names.length > 0) await say()
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
return known
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
id: (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.Fs)(record.id),
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
const rollback = (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.nt)(entry)
const cause = _rollout_reasons_js__WEBPACK_IMPORTED_MODULE_4__.e.find(known => known === rollback?.record.reason) ?? reason
if (rollback && rollback.state.phase !== 'rolled-back') await (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.N4)(service, {...rollback, state: {...rollback.state, hold: true}}, {kind: 'rolled-back', reason: cause})
return cause
}
},
1535: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => rollBack
})
var _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3171)
var _go_back_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(512)
var _journal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7713)
var _outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3382)
const rollBack = async (service, order) => {
const known = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_2__.Fr)(service)
const target = known.inFlight ?? undone(service, known) ?? known.lastPromoted
if (!target) return {...nothingToUndo(service, known.rollouts[0] ?? null), rollout: null, wentBack: null}
if (target.record.firstRelease && ((0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(target.state.phase) || (0, _go_back_js__WEBPACK_IMPORTED_MODULE_1__.Lv)(service, target)))
return {
...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_3__.TR)('way-back-unsafe', `${target.record.revision} is the first release: there is nothing to go back to.`),
rollout: target,
wentBack: null
}
if (order.dryRun) return {...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_3__.IX)('dry-run', `Would put back ${baselines(target)}.`), rollout: target, wentBack: null}
if ((0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(target.state.phase)) {
const blocked = await (0, _go_back_js__WEBPACK_IMPORTED_MODULE_1__.g2)((0, _go_back_js__WEBPACK_IMPORTED_MODULE_1__.QR)(service, target))
if (blocked.length > 0) return {...blockedBy(blocked), rollout: target, wentBack: null}
}
const asked = await askOnce(service, target, order.by)
return service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => act(service, asked, await (0, _journal_js__WEBPACK_IMPORTED_MODULE_2__.Ow)(service, asked), order))
}
const undone = (service, {rollouts, rollbacks}) => {
const newest = (0, _journal_js__WEBPACK_IMPORTED_MODULE_2__.su)(rollouts)
if (newest?.state.phase !== 'rolled-back' || !(0, _go_back_js__WEBPACK_IMPORTED_MODULE_1__.Lv)(service, newest)) return null
const released = rollbacks.some(({record, state}) => record.rollout === newest.record.id && !state.hold)
return released ? null : newest
}
const blockedBy = blocked => (0, _outcome_js__WEBPACK_IMPORTED_MODULE_3__.TR)('way-back-unsafe', `Nothing was touched: ${blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')}.`)
const nothingToUndo = ({name, environment}, newest) =>
newest?.state.phase === 'rolled-back'
? (0, _outcome_js__WEBPACK_IMPORTED_MODULE_3__.IX)('nothing-to-do', `${newest.record.revision} is rolled back already in ${environment}.`)
: (0, _outcome_js__WEBPACK_IMPORTED_MODULE_3__.TR)('no-rollout', `The ledger knows no release of ${name} in ${environment} that could be undone. Name the target yourself, or use the vendor's own command.`)
const baselines = ({record}) => record.components.map(({name, baseline}) => `${name} ${baseline ?? 'nothing'}`).join(', ')
const askOnce = (service, rollout, by) => (rollout.state.rollbackAsked || rollout.state.phase === 'rolled-back' ? Promise.resolve(rollout) : (0, _journal_js__WEBPACK_IMPORTED_MODULE_2__.N4)(service, rollout, {kind: 'asked-rollback', by}))
const act = async (service, asked, rollout, order) => {
if (rollout.state.phase === 'rolled-back' && asked.state.phase !== 'rolled-back') return {...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_3__.IX)('done', 'The run that held the lock has carried it out.'), rollout, wentBack: null}
const hold = order.hold ?? rollout.record.plan.holdAfterRollback
const wentBack = await (0, _go_back_js__WEBPACK_IMPORTED_MODULE_1__.OE)(service, rollout, {
reason: 'rollback-asked',
hold,
why: `${order.by} asked for it.`
})
if (wentBack.blocked.length > 0) return {...blockedBy(wentBack.blocked), rollout, wentBack}
const list = wentBack.restored.map(({name, to}) => `${name} ${to}`).join(', ')
const next = hold ? ' The next release waits until a person releases the hold.' : ''
return {...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_3__.IX)('done', `Back on ${list}.${next}`), rollout: wentBack.rollout, wentBack}
}
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
