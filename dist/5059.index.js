export const id = 5059
export const ids = [5059]
export const modules = {
5764: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
_0: () => openJournal,
ys: () => openForge,
zi: () => requireForge
})
var _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _open_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1641)
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
5059: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
outputsOf: () => outputsOf,
runOperation: () => runOperation,
startSummary: () => startSummary
})
var errors = __webpack_require__(7463)
var events = __webpack_require__(2858)
var fold = __webpack_require__(3332)
var format = __webpack_require__(8000)
var phases = __webpack_require__(3171)
const decide = (plan, state, truth, evidence, now) => {
const look = {plan, state, truth, evidence, now}
return ended(look) ?? guards(look) ?? blocks(look) ?? waits(look) ?? forward(look)
}
const ended = look => {
const {phase} = look.state
if (phase === 'aborted') {
const found = back('unfinished-act', 'Going back was begun and is not confirmed yet.')
return serves(look) ? ifSafe(look, found) : found
}
if (phase === 'rolled-back' && serves(look)) {
const text = 'The release was rolled back and yet gets traffic again: it is put back.'
return ifSafe(look, back('drift', text))
}
if ((0, phases.$g)(phase)) return hold('finished', `This rollout is ${phase}; nothing is left to do.`, null)
return null
}
const guards = look => {
const found = harm(look) ?? overdue(look)
return found?.decision === 'abort' ? ifSafe(look, found) : found
}
const ifSafe = (look, found) => {
const {state, truth} = look
const exposed = state.weight > 0 || state.pending !== null || truth.servesWhole === true || serves(look)
if (!exposed || truth.wayBack.verdict === 'safe') return found
if (state.promoteAsked && found.reason !== 'rollback-asked') return null
const why = truth.wayBack.reasons.join('; ') || truth.wayBack.verdict
const text = `${found.message} The way back is not safe (${why}), so nothing moves until a person decides.`
return call('way-back-unsafe', text)
}
const serves = ({truth}) => truth.components.some(({canary}) => canary > 0)
const harm = ({state, evidence: e}) => {
if (state.rollbackAsked) return back('rollback-asked', `${state.rollbackAsked.by} asked for a rollback.`)
if (e.tripped) {
const {metric, n, x, limit} = e.tripped
return back('circuit-breaker', `"${metric}": ${x} of ${n} bad in one slice, more than ${percent(limit)}.`)
}
if (e.brokenZeroLimit) return back('zero-limit', `"${e.brokenZeroLimit.metric}": ${e.brokenZeroLimit.x} where none is allowed.`)
const broken = beyond(e).find(figure => figure.beyond === 'abort' && !figure.common)
if (broken && state.step > 0) return back('over-limit', figureSentence(broken))
return e.verdict === 'rollback' ? back('evidence-of-harm', harmSentence(e)) : null
}
const overdue = look => {
const {plan, state, evidence, now} = look
const spent = now - state.startedAt - (0, fold.B)(state, now)
if (spent <= plan.deadline) return null
const text = `Not promoted within ${(0, format.QA)(plan.deadline)}.`
const exposed = state.weight > 0 || serves(look)
const blind = evidence.measured && (evidence.blindSince !== null || lacking(evidence).length > 0)
if (exposed && blind) return call('deadline', `${text} There are too few data to judge it: a person must decide.`)
return back('deadline', text)
}
const blocks = look => {
const {state, truth, now} = look
const strays = drifted(state, truth)
if (strays.length > 0) return call('drift', `Somebody changed the traffic of ${strays.join(', ')}: it is neither where the rollout left it nor where it was going.`)
if (truth.distrust) return call(truth.distrust.reason, truth.distrust.text)
const lines = state.events + state.foreign
if (lines >= events.ln.forward && (state.conflict || !state.pending)) return call('record-full', `${lines} events: the record is nearly full; only going back is left.`)
if (state.conflict) return hold('conflict', 'Two runs wrote at once: this look makes no forward move.', now)
if (state.phase === 'queued') return hold('queued', 'Waits for the rollout before it to end.', null)
if (state.phase === 'stuck') return call('stuck', 'Stuck: retry, promote or roll back.')
if (state.phase === 'paused') return call('paused', 'Paused by a person; guards go on.')
if (truth.frozen) return hold('frozen', `Frozen until ${(0, format.K9)(truth.frozen.until)}: ${truth.frozen.reason}`, truth.frozen.until)
if (truth.notDeployed.length > 0) return hold('not-deployed', `Not deployed yet: ${truth.notDeployed.join(', ')}.`, null)
if (truth.notChecked.length > 0) return hold('not-checked', `No passed smoke test yet of: ${truth.notChecked.join(', ')}.`, null)
return state.pending && unfinished(look, state.pending.weight)
}
const unfinished = (look, weight) => {
const {plan, state, truth} = look
const step = plan.steps.findIndex(candidate => candidate.weight === weight) + 1
const highest = nextStep(plan, state)?.step ?? state.step
if (step === 0 || step < state.step || step > highest) return call('conflict', `The record intends ${(0, format.ck)(weight)}, which is not where this rollout goes next.`)
const begun = truth.components.some(({canary}) => canary !== state.weight)
return missingApproval(look, step) ?? (begun ? null : unclear(look)) ?? go('unfinished-act', plan, weight, 'An act was begun and not confirmed: it is finished.')
}
const drifted = (state, truth) =>
truth.components
.filter(({canary, others}) => {
const known = canary === state.weight || canary === state.pending?.weight
return !known || others > 0
})
.map(({name}) => name)
const waits = look => {
const step = look.plan.steps[look.state.step - 1]
const doubt = unclear(look)
if (doubt?.person || doubt?.reason === 'no-data') return doubt
return (step && baking(look, step)) ?? doubt ?? (step && tooFew(look)) ?? notYet(look)
}
const unclear = look => (look.state.step > 0 && look.evidence.measured ? (blind(look) ?? suspicious(look) ?? overLimit(look)) : null)
const beyond = ({present = []}) => present.filter(({state}) => state === 'beyond')
const overLimit = ({plan, evidence, now}) => {
const [figure] = beyond(evidence)
if (!figure) return null
const text = figureSentence(figure)
const since = evidence.beyondSince ?? now
return now - since > plan.maxHold ? call('over-limit', `${text} Longer than ${(0, format.QA)(plan.maxHold)}: a person must look.`) : hold('over-limit', text, now)
}
const figureSentence = ({metric, value, max, common}) => `"${metric}": ${Number((value ?? 0).toPrecision(4))} at present, more than ${max}${common ? ', and so it is with the old release' : ''}.`
const baking = ({state, now}, step) => {
const bakedAt = state.since + step.bake
if (now >= bakedAt || state.promoteAsked || state.skipAsked) return null
const text = `${(0, format.ck)(state.weight)} bakes until ${(0, format.K9)(bakedAt)}.`
return hold('bake-not-over', text, bakedAt)
}
const blind = ({plan, evidence: {blindSince}, now}) => {
if (blindSince === null) return null
const text = `No usable data since ${(0, format.K9)(blindSince)}.`
return now - blindSince > plan.maxBlind ? call('blind-too-long', `${text} Longer than ${(0, format.QA)(plan.maxBlind)}: a person must look.`) : hold('no-data', text, now)
}
const suspicious = ({plan, evidence: e, now}) => {
if (e.verdict !== 'hold') return null
const since = e.suspiciousSince ?? now
const text = `Evidence ${(0, format.Vp)(e.combined)} of ${(0, format.Vp)(e.limit)}: suspicious since ${(0, format.K9)(since)}.`
return now - since > plan.maxHold ? call('suspicious-too-long', `${text} Longer than ${(0, format.QA)(plan.maxHold)}: a person must look.`) : hold('suspicious', text, now)
}
const tooFew = ({state, evidence, now}) => {
const [few] = evidence.measured && !state.promoteAsked ? lacking(evidence) : []
if (!few) return null
return hold('too-few-samples', `"${few.metric}": ${few.have || 0} of the ${few.need} units that a judgement needs.`, now)
}
const notYet = ({state, truth: {nextStepNotBefore}, now}) => {
if (nextStepNotBefore === null || now >= nextStepNotBefore || state.promoteAsked) return null
return hold('not-yet', `The next step waits for ${(0, format.K9)(nextStepNotBefore)}.`, nextStepNotBefore)
}
const forward = look => {
const {plan, state} = look
const next = nextStep(plan, state)
if (!next)
return {
decision: 'promote',
reason: 'all-steps-done',
message: 'All steps are done: the new release becomes the baseline.',
requeueAt: null,
person: false
}
const missing = missingApproval(look, next.step)
if (missing) return missing
const last = next.step === plan.steps.length
return go(last ? 'last-step' : 'next-step', plan, next.weight, 'Within its limits.')
}
const missingApproval = ({plan, state}, until) => {
const wanted = unapproved(plan, state, until)
const [asks] = wanted
if (asks === undefined) return null
return {...call('approval-missing', `Step ${wanted.join(', ')} needs the approval of a person.`), asks}
}
const nextStep = (plan, state) => {
const index = state.promoteAsked ? Math.max(state.step, plan.steps.length - 1) : state.step
const step = plan.steps[index]
return step ? {step: index + 1, weight: step.weight} : null
}
const unapproved = (plan, state, until) =>
plan.steps.flatMap((step, index) => {
const number = index + 1
const open = step.approval && number > state.step && number <= until && !state.approved.includes(number)
return open ? [number] : []
})
const lacking = e => e.samples.filter(({have, need}) => !(have >= need))
const harmSentence = e => `A release within its limits would look this bad at most 1 time in ${(0, format.Vp)(e.combined)} (limit ${(0, format.Vp)(e.limit)}).`
const percent = fraction => `${Number((fraction * 100).toPrecision(3))}%`
const hold = (reason, message, requeueAt) => ({
decision: 'hold',
reason,
message,
requeueAt,
person: false
})
const call = (reason, message) => ({...hold(reason, message, null), person: true})
const back = (reason, message) => ({
decision: 'abort',
reason,
message,
requeueAt: null,
person: false
})
const go = (reason, plan, weight, why) => {
const step = plan.steps.findIndex(candidate => candidate.weight === weight) + 1
return {
decision: 'advance',
reason,
message: `${why} Next: ${(0, format.ck)(weight)} (step ${step} of ${plan.steps.length}).`,
requeueAt: null,
person: false,
target: {step, weight}
}
}
var gates_flags = __webpack_require__(9513)
var go_back = __webpack_require__(512)
var journal = __webpack_require__(2180)
const STAKES = [0.05, 0.2, 0.5, 0.9]
const ACCOUNT_CEILING = 1e300
const LARGEST_COUNT = Number.MAX_SAFE_INTEGER
const DEFAULT_HOLD = 3
const isCount = value => typeof value === 'number' && value >= 0 && value <= LARGEST_COUNT
const limit = (name, value) => {
if (value !== undefined && !(Number.isFinite(value) && value >= 0)) throw new RangeError(`${name} must be a number of 0 or more, not ${value}`)
return value
}
const sliceRatio = (slice, test) => {
const max = limit('max', test.max)
const relative = limit('relative', test.relative) ?? 0
const points = limit('points', test.points) ?? 0
const {n, x, m, y} = slice
if (!isCount(n) || !isCount(x) || n === 0) return null
if (max === 0) return x > 0 ? Number.POSITIVE_INFINITY : null
if (m === undefined && y === undefined) return max === undefined ? null : x / n / max
if (!isCount(m) || !isCount(y)) return null
const [growth, tolerance] = max === undefined ? [1 + relative, points] : [1, max]
const failures = x + y + (m * tolerance) / growth
if (m === 0 || failures === 0) return null
const share = x / failures
const allowedShare = (n * growth) / (n * growth + m)
const ratio = share / allowedShare
return Number.isNaN(ratio) ? null : ratio
}
const openEvidence = () => ({a: [0, 0, 0, 0], s: 0})
const observe = (state, q, sliceMinutes, planMinutes) => {
if (!(Number.isFinite(sliceMinutes) && sliceMinutes > 0)) throw new RangeError(`a slice must last longer than 0 minutes, not ${sliceMinutes}`)
if (!(Number.isFinite(planMinutes) && planMinutes >= 0)) throw new RangeError(`a plan must last 0 minutes or more, not ${planMinutes}`)
if (q === null || !(q >= 0)) return state
const wanted = (state.s === 0 ? 0.5 : 0) + (0.5 * sliceMinutes) / planMinutes
const stake = Math.max(0, Math.min(1 - state.s, wanted))
const {a} = state
return {
a: [bet(a[0] + stake, STAKES[0], q), bet(a[1] + stake, STAKES[1], q), bet(a[2] + stake, STAKES[2], q), bet(a[3] + stake, STAKES[3], q)],
s: state.s + stake
}
}
const bet = (account, share, q) => (q === Number.POSITIVE_INFINITY ? ACCOUNT_CEILING : Math.min(ACCOUNT_CEILING, Math.max(0, account * (1 + share * (q - 1)))))
const evidenceOf = ({a, s}) => (a[0] + a[1] + a[2] + a[3]) / 4 + (1 - s)
const judge = (evidences, alpha, hold = DEFAULT_HOLD) => {
if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1, not ${alpha}`)
if (!(hold >= 0)) throw new RangeError(`hold must be 0 or more, not ${hold}`)
const combined = combine(evidences)
return {combined, verdict: combined >= 1 / alpha ? 'rollback' : combined >= hold ? 'hold' : 'ok'}
}
const combine = evidences => {
if (evidences.length === 0) return 1
let least = Number.POSITIVE_INFINITY
let heaviest = 0
for (const {evidence, weight} of evidences) {
if (!(evidence >= 0)) throw new RangeError(`evidence must be 0 or more, not ${evidence}`)
if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) throw new RangeError(`a weight must be a number of 0 or more, not ${weight}`)
if (weight > 0) least = Math.min(least, evidence, ACCOUNT_CEILING)
heaviest = Math.max(heaviest, weight)
}
if (heaviest === 0) throw new RangeError('at least one weight must be above 0')
const excess = []
const weights = []
for (const {evidence, weight} of evidences) {
if (weight === 0) continue
excess.push((weight / heaviest) * (Math.min(evidence, ACCOUNT_CEILING) - least))
weights.push(weight / heaviest)
}
return least + sortedSum(excess) / sortedSum(weights)
}
const sortedSum = terms => {
terms.sort((a, b) => a - b)
let sum = 0
for (const term of terms) sum += term
return sum
}
const journeyOf = (judgement, bumps) => {
for (const {from, to, weight} of bumps) {
if (!(Number.isFinite(from) && to >= from)) throw new RangeError(`a bump cannot last from ${from} to ${to}`)
if (!(weight >= 0 && weight <= 100)) throw new RangeError(`a weight lies between 0 and 100, not ${weight}`)
}
const {epoch, slice, warmup} = judgement
const ordered = [...bumps].sort((a, b) => a.from - b.from || a.to - b.to)
const judgedFrom = ordered.map(({to, weight}) => (weight > 0 ? Math.max(0, Math.ceil((to - epoch) / slice)) + warmup : Number.POSITIVE_INFINITY))
const current = ordered.length - 1
const place = index => {
const from = epoch + index * slice
const to = from + slice
const step = ordered.findLastIndex(bump => bump.to <= from)
const weight = ordered[step]?.weight ?? 0
if (ordered.some(bump => from < bump.to && to > bump.from)) return {step, weight, dropped: 'over-a-bump'}
if (weight === 0) return {step, weight, dropped: 'no-exposure'}
return {step, weight, dropped: index < (judgedFrom[step] ?? 0) ? 'warm-up' : null}
}
return {bumps: ordered, current, firstJudged: judgedFrom[current] ?? Number.POSITIVE_INFINITY, place}
}
const layOnGrid = (judgement, histories, now) => {
const byMetric = new Map()
const offGrid = new Map()
const slots = new Set()
for (const {metric, slices} of histories) {
const readings = byMetric.get(metric) ?? new Map()
byMetric.set(metric, readings)
for (const slice of slices) {
const index = indexOf(judgement, slice)
if (index === null) {
offGrid.set(metric, (offGrid.get(metric) ?? 0) + 1)
} else if (slice.to <= now) {
readings.set(index, merge(readings.get(index), readingOf(slice)))
slots.add(index)
}
}
}
const firstBaseline = new Map()
for (const [metric, readings] of byMetric) for (const [index, reading] of readings) if (hasBaseline(reading) && index < (firstBaseline.get(metric) ?? Number.POSITIVE_INFINITY)) firstBaseline.set(metric, index)
return {slots: [...slots].sort((a, b) => a - b), byMetric, firstBaseline, offGrid}
}
const hasBaseline = reading => 'baseline' in reading && reading.baseline !== null && reading.baseline.n > 0
const indexOf = ({epoch, slice}, {from, to}) => {
const index = (from - epoch) / slice
return Number.isSafeInteger(index) && index >= 0 && to - from === slice ? index : null
}
const readingOf = ({canary, baseline, problem}) => {
if (problem !== undefined) return {missing: problem}
if (canary === null) return {missing: 'no-data'}
const missing = faultOf(canary) ?? (baseline === null ? null : faultOf(baseline))
return missing === null ? {canary, baseline} : {missing}
}
const faultOf = ({n, x}) => {
if (isCount(n) && isCount(x)) return null
const number = value => typeof value === 'number' && !Number.isNaN(value)
return number(n) && number(x) ? 'out-of-range' : 'not-a-number'
}
const merge = (earlier, later) => (earlier === undefined || same(earlier, later) ? later : {missing: 'ambiguous'})
const same = (a, b) => ('missing' in a || 'missing' in b ? 'missing' in a && 'missing' in b && a.missing === b.missing : sameCounts(a.canary, b.canary) && sameCounts(a.baseline, b.baseline))
const sameCounts = (a, b) => (a === null || b === null ? a === b : a.n === b.n && a.x === b.x)
const readingIn = ({readings}, metric, {index}) => readings.byMetric.get(metric)?.get(index)
const isCompared = ({readings}, metric, {index}) => index >= (readings.firstBaseline.get(metric) ?? Number.POSITIVE_INFINITY)
const prepare = ({judgement, histories, bumps, now}) => {
const {epoch, slice, planLength, warmup, tests, alpha, hold} = judgement
if (!Number.isFinite(epoch)) throw new RangeError(`the epoch must be a moment, not ${epoch}`)
if (!(Number.isFinite(slice) && slice > 0)) throw new RangeError(`a slice cannot last ${slice} ms`)
if (!(Number.isFinite(planLength) && planLength >= 0)) throw new RangeError(`a plan cannot last ${planLength} ms`)
if (!(Number.isSafeInteger(warmup) && warmup >= 0)) throw new RangeError(`the warm-up is a number of slices, not ${warmup}`)
if (!Number.isFinite(now)) throw new RangeError(`the present must be a moment, not ${now}`)
if (new Set(tests.map(({name}) => name)).size < tests.length) throw new RangeError('two tests share one name')
for (const test of tests) sliceRatio({n: 0, x: 0}, test)
judge(
tests.map(({weight}) => ({weight, evidence: 1})),
alpha,
hold
)
const journey = journeyOf(judgement, bumps)
const readings = layOnGrid(judgement, histories, now)
const slots = readings.slots.map(index => {
const from = epoch + index * slice
return {index, from, to: from + slice, ...journey.place(index)}
})
const current = slots.filter(({dropped, step}) => dropped === null && step === journey.current)
return {judgement, journey, readings, slots, current}
}
const judgeSlices = input => judgePrepared(prepare(input))
const judgePrepared = prepared => {
const {slice, planLength, tests, alpha, hold} = prepared.judgement
const states = tests.map(openEvidence)
const judgeTest = (test, i, slot) => {
const {ratio, silence, canary, baseline} = answerOf(prepared, test, slot)
const state = observe(states[i] ?? openEvidence(), ratio, slice / MINUTE, planLength / MINUTE)
states[i] = state
const evidence = evidenceOf(state)
return {test: test.name, ratio, silence, canary, baseline, state, evidence, weight: test.weight}
}
return prepared.slots.map(slot => {
const looks = tests.map((test, i) => judgeTest(test, i, slot))
const {combined, verdict} = judge(looks, alpha, hold)
const {from, to, step, weight, dropped} = slot
return {from, to, step, weight, dropped, tests: looks, combined, verdict}
})
}
const MINUTE = 60_000
const silent = silence => ({
ratio: null,
silence,
canary: null,
baseline: null
})
const answerOf = (prepared, test, slot) => {
if (slot.dropped !== null) return silent(slot.dropped)
const reading = readingIn(prepared, test.metric, slot)
if (reading === undefined) return silent('not-delivered')
if ('missing' in reading) return silent(reading.missing)
const {canary, baseline} = reading
if (canary.n === 0) return silent('no-units')
if (test.max === 0) return answer(test, canary, null, 'none-found')
if (slot.weight >= 100) return answer(test, canary, null, 'full-exposure')
if (baseline === null) return isCompared(prepared, test.metric, slot) ? silent('no-baseline') : answer(test, canary, null, 'no-baseline')
return baseline.n === 0 ? silent('baseline-silent') : answer(test, canary, baseline, 'no-failures')
}
const answer = (test, canary, baseline, otherwise) => {
const {n, x} = canary
const ratio = sliceRatio(baseline === null ? {n, x} : {n, x, m: baseline.n, y: baseline.x}, test)
return ratio === null ? silent(otherwise) : {ratio, silence: null, canary, baseline}
}
const findTripped = prepared => {
const {breakers} = prepared.judgement
for (const {max, min} of breakers) if (!(max > 0 && min >= 0)) throw new RangeError(`a breaker cannot go off at ${max} of ${min} units`)
for (const slot of prepared.slots) {
if (slot.dropped !== null) continue
for (const breaker of breakers) {
const reading = readingIn(prepared, breaker.metric, slot)
if (reading === undefined || 'missing' in reading) continue
if (!exceeds(breaker, reading.canary) || isExcused(breaker, reading.baseline, slot)) continue
const {n, x} = reading.canary
return {metric: breaker.metric, slice: span(slot), n, x, limit: breaker.max}
}
}
return null
}
const exceeds = ({max, min}, {n, x}) => n > 0 && n >= min && x / n >= max
const isExcused = ({max}, baseline, {weight}) => baseline !== null && baseline.n > 0 && weight < 100 && baseline.x / baseline.n >= max / 2
const findBrokenZeroLimit = prepared => {
const strict = prepared.judgement.tests.filter(({max}) => max === 0)
if (strict.length === 0) return null
for (const slot of prepared.slots) {
if (slot.dropped === 'no-exposure') continue
for (const {name, metric} of strict) {
const reading = readingIn(prepared, metric, slot)
if (reading === undefined || 'missing' in reading) continue
const {n, x} = reading.canary
if (n > 0 && x > 0) return {test: name, metric, slice: span(slot), n, x}
}
}
return null
}
const span = ({from, to}) => ({from, to})
const GRACE = 2
const SURPRISING = 3
const findBlind = (prepared, now, delay) => {
const {bumps} = prepared.journey
const start = bumps.find(({weight}) => weight > 0)?.to
if (start === undefined || bumps.at(-1)?.weight === 0) return []
return testedMetrics(prepared).flatMap(metric => {
const {lastUsable, lastSlot, problem} = follow(prepared, metric)
const found = problem ?? (isOverdue(prepared, lastSlot, now - delay) ? 'absent' : null)
return found === null ? [] : [{metric, since: lastUsable ?? start, problem: found}]
})
}
const testedMetrics = ({judgement}) => [...new Set(judgement.tests.map(({metric}) => metric))]
const follow = (prepared, metric) => {
const trace = {lastUsable: null, lastSlot: -1, problem: null}
let units = 0
let answered = 0
let quiet = 0
for (const slot of prepared.slots) {
const reading = readingIn(prepared, metric, slot)
if (reading === undefined || slot.dropped === 'no-exposure') continue
trace.lastSlot = slot.index
const fault = freshness_faultOf(reading, slot.weight < 100 && isCompared(prepared, metric, slot))
const judged = slot.dropped === null
if (fault === null) {
trace.lastUsable = slot.to
trace.problem = null
if (judged && 'canary' in reading) units += reading.canary.n
answered += quiet + (judged ? 1 : 0)
quiet = 0
} else if (judged) {
const patient = 'canary' in reading && units > 0
quiet += patient ? 1 : 0
if (!patient || (units / answered) * quiet >= SURPRISING) trace.problem = fault
}
}
return trace
}
const freshness_faultOf = (reading, comparable) => {
if ('missing' in reading) return reading.missing
if (reading.canary.n === 0) return 'no-units'
return comparable && (reading.baseline?.n ?? 0) === 0 ? 'no-baseline' : null
}
const isOverdue = ({judgement, journey}, lastSlot, until) => {
const {epoch, slice} = judgement
const due = Math.floor((until - epoch) / slice) - 1 - GRACE
return due >= Math.max(journey.firstJudged, lastSlot + 1)
}
const SHARE_MINIMUM = 20
const SHARE_FACTOR = 2
const ALL_STAKED = 1 - 1e-9
const collectNotices = (prepared, slices, blind, samples) => [
...testedMetrics(prepared).flatMap(metric => shareOff(prepared, metric)),
...testedMetrics(prepared).flatMap(metric => noTraffic(prepared, metric)),
...droppedSlices(prepared, 'over-a-bump', 'dropped-over-a-bump'),
...droppedSlices(prepared, 'warm-up', 'dropped-as-warm-up'),
...[...prepared.readings.offGrid].sort(([a], [b]) => (a < b ? -1 : 1)).map(([metric, count]) => ({kind: 'off-grid', metric, slices: count})),
...blind.map(blindness => ({kind: 'blind', ...blindness})),
...samples
.filter(({have, need}) => have < need)
.map(({metric, have, need}) => ({
kind: 'too-little-data',
metric,
have,
need,
visible: have > 0 ? Math.min(1, 3 / have) : null
})),
...nothingToCompare(prepared, slices),
...stakesSpent(prepared, slices)
]
const shareOff = (prepared, metric) => {
const configured = (prepared.journey.bumps.at(-1)?.weight ?? 0) / 100
if (configured >= 1) return []
let canary = 0
let all = 0
for (const slot of prepared.current) {
const reading = readingIn(prepared, metric, slot)
if (reading === undefined || 'missing' in reading || reading.baseline === null) continue
canary += reading.canary.n
all += reading.canary.n + reading.baseline.n
}
if (all * configured < SHARE_MINIMUM || all * (1 - configured) < SHARE_MINIMUM) return []
const measured = canary / all
const off = (share, wanted) => share > wanted * SHARE_FACTOR || share < wanted / SHARE_FACTOR
return off(measured, configured) || off(1 - measured, 1 - configured) ? [{kind: 'share-off', metric, configured, measured}] : []
}
const noTraffic = (prepared, metric) => {
const weight = prepared.journey.bumps.at(-1)?.weight ?? 0
if (weight >= 100) return []
let baseline = 0
let since = null
for (const slot of prepared.current) {
const reading = readingIn(prepared, metric, slot)
if (reading === undefined || 'missing' in reading) continue
const silent = reading.canary.n === 0
baseline = silent ? baseline + (reading.baseline?.n ?? 0) : 0
since = silent ? (since ?? slot.from) : null
}
const expected = (baseline * weight) / (100 - weight)
return since !== null && expected >= SURPRISING ? [{kind: 'split-sends-no-traffic', metric, since, baseline}] : []
}
const droppedSlices = ({slots}, why, kind) => {
const dropped = slots.filter(slot => slot.dropped === why)
const last = dropped.at(-1)
return last === undefined ? [] : [{kind, slices: dropped.length, last: {from: last.from, to: last.to}}]
}
const nothingToCompare = ({judgement}, slices) =>
judgement.tests.flatMap(({name, metric, max}, i) => {
if (max !== undefined || slices.some(({tests}) => (tests[i]?.ratio ?? null) !== null)) return []
const lacking = slices.some(({tests}) => tests[i]?.silence === 'no-baseline')
return lacking ? [{kind: 'nothing-to-compare', test: name, metric}] : []
})
const stakesSpent = ({judgement}, slices) =>
judgement.tests.flatMap(({name}, i) => {
const spent = ({tests}) => (tests[i]?.state.s ?? 0) >= ALL_STAKED
const last = slices.at(-1)
const first = last !== undefined && spent(last) ? slices.find(spent) : undefined
return first === undefined ? [] : [{kind: 'stakes-spent', test: name, since: first.to}]
})
const NEED_WITHOUT_LIMIT = 100
const countSamples = prepared =>
testedMetrics(prepared).map(metric => ({
metric,
have: unitsOfStep(prepared, metric),
need: needOf(prepared.judgement.tests.filter(test => test.metric === metric))
}))
const needOf = tests => {
const limits = tests.flatMap(({max}) => (max === undefined || max === 0 ? [] : [max]))
if (limits.length > 0) return Math.max(1, Math.ceil(3 / Math.min(...limits) - 1e-9))
return tests.some(({max}) => max === undefined) ? NEED_WITHOUT_LIMIT : 1
}
const unitsOfStep = (prepared, metric) => {
let units = 0
for (const slot of prepared.current) {
const reading = readingIn(prepared, metric, slot)
if (reading !== undefined && 'canary' in reading) units += reading.canary.n
}
return units
}
const assess = input => {
const prepared = prepare(input)
const slices = judgePrepared(prepared)
const blind = findBlind(prepared, input.now, input.delay ?? 0)
const samples = countSamples(prepared)
const convicted = slices.find(({verdict}) => verdict === 'rollback')
const last = slices.at(-1)
return {
tests: testAssessments(prepared, slices),
combined: Math.max(last?.combined ?? 1, convicted?.combined ?? 0),
verdict: convicted ? 'rollback' : (last?.verdict ?? 'ok'),
convictedAt: convicted?.to ?? null,
tripped: findTripped(prepared),
brokenZeroLimit: findBrokenZeroLimit(prepared),
samples,
blindSince: blind.length === 0 ? null : Math.min(...blind.map(({since}) => since)),
suspiciousSince: suspiciousSince(slices),
notices: collectNotices(prepared, slices, blind, samples),
trail: slices.map(({to, combined}) => ({to, combined}))
}
}
const suspiciousSince = slices => {
const calm = slices.findLastIndex(({verdict}) => verdict === 'ok')
return slices[calm + 1]?.to ?? null
}
const testAssessments = ({judgement: {tests}}, slices) => {
const total = tests.reduce((sum, {weight}) => sum + weight, 0)
return tests.map(({name, metric, weight}, i) => {
const canary = {n: 0, x: 0}
let baseline = null
let informative = 0
let lastRatio = null
for (const slice of slices) {
const look = slice.tests[i]
if (look === undefined || look.ratio === null || look.canary === null) continue
informative += 1
lastRatio = look.ratio
add(canary, look.canary)
if (look.baseline !== null) {
baseline ??= {n: 0, x: 0}
add(baseline, look.baseline)
}
}
const evidence = slices.at(-1)?.tests[i]?.evidence ?? 1
return {name, metric, weight: weight / total, evidence, informative, lastRatio, canary, baseline}
})
}
const add = (sum, more) => {
sum.n += more.n
sum.x += more.x
}
var grammar = __webpack_require__(3355)
var windows = __webpack_require__(4327)
var audience = __webpack_require__(5113)
const evidenceFrom = (a, {alpha, tests, limits = []}) => ({
combined: a.combined,
verdict: a.verdict,
limit: 1 / alpha,
tripped: a.tripped,
brokenZeroLimit: a.brokenZeroLimit,
samples: a.samples,
blindSince: a.blindSince,
suspiciousSince: a.suspiciousSince,
measured: tests.length + limits.length > 0
})
const outageSince = (state, now) => waitingSince(state, ['no-data', 'blind-too-long'], now)
const waitingSince = ({story}, reasons, now) => {
const says = ({happening}) => happening.kind === 'waits' && reasons.includes(happening.reason)
const before = story.findLastIndex(event => !says(event))
return story[before + 1]?.at ?? now
}
var rollout_units = __webpack_require__(8044)
const judgeWayBack = facts => {
if (facts.firstRelease) return {verdict: 'freeze-only', reasons: ['this is the first release: there is nothing to go back to']}
const gone = facts.components.filter(({possible}) => !possible).map(({name, reason}) => `${name}: ${reason ?? 'its baseline cannot be put back'}`)
const breaking = facts.contract.filter(({expanded}) => !expanded).map(({version, line, message}) => `migration ${version}, line ${line}: ${message}`)
const {restorePoint} = facts
const missing = restorePoint?.required && !restorePoint.taken ? [`no restore point: ${restorePoint.reason ?? 'none was taken'}`] : []
const reasons = [...gone, ...breaking, ...missing]
return {verdict: reasons.length > 0 ? 'freeze-only' : 'safe', reasons}
}
const READINGS = 3
const PAUSE = 5_000
const UNREAD = {state: 'unknown', value: null, common: false}
const readPresent = async (service, rollout, limits, now, blindSince) => {
const present = []
for (const limit of limits) present.push({...limit, ...(await agreed(service, rollout, limit))})
const unknown = present.some(({state}) => state === 'unknown')
const gone = outageSince(rollout.state, now)
return {
present,
beyondSince: waitingSince(rollout.state, ['over-limit'], now),
blindSince: unknown ? Math.min(gone, blindSince ?? gone) : blindSince
}
}
const agreed = async (service, rollout, limit) => {
const measurement = service.measurements.find(({metric}) => metric === limit.metric)
if (!measurement || !isPresent(measurement.source)) return UNREAD
const seen = []
for (let turn = 0; turn < READINGS; turn++) {
if (turn > 0) await service.world.sleep(PAUSE)
const reading = await sample(service, rollout, measurement, limit.max)
const same = seen.some(({state, common}) => state === reading.state && common === reading.common)
if (same) return reading
seen.push(reading)
}
return UNREAD
}
const isPresent = source => source.abilities.answers === 'now' && 'sample' in source
const sample = async (service, {record, state}, {metric, component, source}, max) => {
const canary = state.deployed[component]
if (canary === undefined || !isPresent(source)) return UNREAD
const baseline = record.components.find(({name}) => name === component)?.baseline ?? null
try {
const found = await source.sample({canary, baseline})
if ('problem' in found) {
service.say(`metric "${metric}" could not be read: ${found.problem}`)
return UNREAD
}
const {x: value} = found.canary
if (!Number.isFinite(value)) return UNREAD
const common = found.baseline !== null && found.baseline.x > max
return {state: value > max ? 'beyond' : 'within', value, common: value > max && common}
} catch (error) {
if (!(error instanceof errors.mZ || error instanceof errors.xL)) throw error
service.say(`metric "${metric}" could not be read: ${error.message}`)
return UNREAD
}
}
const lookAt = async (service, rollout, until = null) => {
const now = until ?? (await service.ledger.now())
const [truth, histories] = await Promise.all([readTruth(service, rollout, now), readHistories(service, rollout, now)])
const {judgement} = rollout.record
const delay = Math.max(0, ...historical(service).map(({source}) => source.abilities.delay))
const assessment = assess({judgement, histories, bumps: rollout.state.bumps, now, delay})
const evidence = evidenceFrom(assessment, judgement)
if (until === null && judgement.limits && rollout.state.step > 0 && !(0, phases.$g)(rollout.state.phase)) Object.assign(evidence, await readPresent(service, rollout, judgement.limits, now, evidence.blindSince))
if (histories.some(failedWholly)) evidence.blindSince = outageSince(rollout.state, now)
return {now, truth, histories, assessment, evidence}
}
const failedWholly = ({slices}) => slices.length > 0 && slices.every(({problem}) => problem === 'error')
const readTruth = async (service, {record, state}, now) => {
const ours = service.components.filter(({name}) => record.components.some(known => known.name === name))
const split = ours.filter(({exposure}) => exposure === 'split')
const components = await Promise.all(
split.map(async ({name, platform}) => {
const serving = await platform.current()
const baseline = record.components.find(component => component.name === name)?.baseline
const release = state.deployed[name]
const strangers = serving.weights.filter(({release: {id}}) => id !== release && id !== baseline)
return {
name,
canary: shareOf(serving, release, [state.weight, ...(state.pending ? [state.pending.weight] : [])]),
others: strangers.reduce((sum, {weight}) => sum + weight, 0)
}
})
)
return {
components: [...components, ...(await (0, gates_flags.G4)(service, {record, state}))],
servesWhole: ours.some(({name, exposure}) => (0, audience.wP)(exposure) && name in state.deployed),
wayBack: await readWayBack(service, {record, state}),
distrust: service.distrust ?? null,
frozen: (0, windows.MF)(service.freeze ?? [], now),
nextStepNotBefore: nextStepNotBefore(record, state),
notDeployed: record.components.map(({name}) => name).filter(name => !(name in state.deployed)),
notChecked: state.step > 0 ? [] : missingChecks(service, record, state)
}
}
const shareOf = ({weights, units}, id, expected) => {
const share = weights.find(({release}) => release.id === id)?.weight ?? 0
if (units === undefined || units < 1) return share
return expected.find(weight => Math.abs((0, rollout_units.Q)(weight, units) - share) < 1e-6) ?? share
}
const nextStepNotBefore = (record, state) => {
const at = record.plan.steps[state.step]?.at
const schedule = at === undefined ? null : (0, grammar.nP)(at)
return schedule?.ok ? (0, grammar.Zk)(schedule.value, state.since) : null
}
const missingChecks = ({checks = {canary: true, live: true}}, record, state) => {
const live = checks.live && state.migrated !== null && !record.firstRelease && !state.checked.live
return [...(live ? ['the live release'] : []), ...(checks.canary && !state.checked.canary ? ['the new release'] : [])]
}
const readWayBack = async (service, {record, state}) => {
const components = await Promise.all(
record.components.map(async ({name, baseline}) => {
const platform = service.components.find(component => component.name === name)?.platform
if (!platform) return {name, possible: false, reason: 'it is no longer in the configuration'}
if (baseline === null) return {name, possible: true}
return {name, ...(await platform.canRollBack(baseline))}
})
)
return judgeWayBack({
firstRelease: record.firstRelease,
components,
contract: [],
restorePoint: state.migrated === null ? null : {required: false, taken: state.restorePoint !== null}
})
}
const readHistories = (service, {record, state}, now) => {
const [first] = state.bumps
const {epoch, slice} = record.judgement
if (!first) return Promise.resolve([])
const from = epoch + Math.floor((first.from - epoch) / slice) * slice
return Promise.all(
historical(service).map(async ({metric, component, source}) => {
const count = Math.max(0, Math.floor((now - source.abilities.delay - from) / slice))
const known = record.components.find(({name}) => name === component)
const baseline = known?.exposure === 'split' ? known.baseline : null
const canary = state.deployed[component]
if (canary === undefined || count === 0) return {metric, slices: []}
return read(service, {metric, component, source}, {metric, canary, baseline, from, slice, count})
})
)
}
const historical = ({measurements}) => measurements.filter(({source}) => source.abilities.answers === 'history')
const read = async (service, {metric, source}, request) => {
try {
return await source.read(request)
} catch (error) {
if (!(error instanceof errors.mZ || error instanceof errors.xL)) throw error
service.say(`metric "${metric}" could not be read: ${error.message}`)
const slices = Array.from({length: request.count}, (_, index) => {
const from = request.from + index * request.slice
return {from, to: from + request.slice, canary: null, baseline: null, problem: 'error'}
})
return {metric, slices}
}
}
const advance = (service, order) =>
service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
const known = await (0, journal.Fr)(service)
const {goingBack} = known
const rollout = goingBack ?? known.inFlight ?? (await escaped(service, known))
if (!rollout) return nothing(service)
if (goingBack && !order.dryRun) return abort(service, rollout, null, interrupted)
const trusted = await asReleased(service, rollout, order)
return order.dryRun ? preview(trusted, rollout, goingBack ? interrupted : null) : watch(trusted, rollout, order)
})
const asReleased = async (service, {record}, {configured}) => {
const {configHash} = service
if (configHash === undefined || configHash === record.configHash) return service
const own = await configured?.(record)
if (own?.configHash === record.configHash) return own
const text = `The configuration here is not the one that ${record.revision} was released with, and that one cannot be read: check out the released commit. Guards go on.`
return {...service, distrust: {reason: 'config-changed', text}}
}
const interrupted = {
decision: 'abort',
reason: 'unfinished-act',
message: 'A rollback of this rollout was begun by another run: it is finished.',
requeueAt: null,
person: false
}
const nothing = ({name, environment}) => ({
decision: 'hold',
reason: 'no-rollout',
message: `No rollout of ${name} is on its way in ${environment}.`,
failed: false,
rollout: null,
look: null,
wentBack: null,
taken: null,
requeueAt: null,
person: false
})
const escaped = async (service, {rollouts, rollbacks}) => {
const newest = (0, journal.su)(rollouts)
if (newest?.state.phase !== 'rolled-back') return null
if (rollbacks.some(({record, state}) => record.rollout === newest.record.id && !state.hold)) return null
for (const {name, platform} of service.components) {
const {weights} = await platform.current()
if (weights.some(({release, weight}) => weight > 0 && release.id === newest.state.deployed[name])) return newest
}
return null
}
const preview = async (service, rollout, known) => {
const look = await lookAt(service, rollout)
const decision = known ?? decide(rollout.record.plan, rollout.state, look.truth, look.evidence, look.now)
return {...advance_answer(rollout, look, decision), message: `${decision.message} (dry run: nothing was changed)`}
}
const watch = async (service, first, order) => {
let rollout = first
let watchUntil = 0
let moved = null
for (;;) {
const look = await lookAt(service, rollout)
const {plan, judgement} = rollout.record
const decision = decide(plan, rollout.state, look.truth, look.evidence, look.now)
if (decision.decision === 'abort') return abort(service, rollout, look, decision)
if (decision.decision === 'promote') {
rollout = await (0, journal.Ow)(service, rollout)
if (wasCrossed(rollout)) continue
return promote(service, rollout, look, decision)
}
if (decision.decision === 'advance' && decision.target) {
rollout = await bump(service, rollout, decision.target.weight, decision.message)
watchUntil ||= (await service.ledger.now()) + (order.watch ?? plan.watch)
moved ??= decision
if (wasCrossed(rollout)) continue
} else rollout = await noteWait(service, rollout, decision)
const now = await service.ledger.now()
const pause = Math.min(nextLook(judgement.slice, decision.requeueAt, now), watchUntil - now)
if (pause <= 0 || decision.person) return advance_answer(rollout, look, decision, moved)
await service.world.sleep(pause)
rollout = await (0, journal.Ow)(service, rollout)
}
}
const wasCrossed = ({state}) => state.conflict || state.rollbackAsked !== null
const nextLook = (slice, requeueAt, now) => {
const due = requeueAt !== null && requeueAt > now ? requeueAt - now : slice
return Math.max(1, Math.min(slice, due))
}
const bump = async (service, rollout, weight, why) => {
const intended = rollout.state.pending?.weight === weight ? rollout : await (0, journal.N4)(service, rollout, {kind: 'setting', weight})
const {state, record} = intended
const mayGo = state.pending?.weight === weight && !wasCrossed(intended)
if (!mayGo) return intended
for (const {name, exposure, platform} of service.components) {
const canary = state.deployed[name]
if (exposure !== 'split' || canary === undefined) continue
const baseline = record.components.find(component => component.name === name)?.baseline ?? null
await platform.setWeight({canary, baseline, weight})
const share = shareOf(await platform.current(), canary, [weight])
if (share !== weight) throw notConfirmed(platform.type, name, weight, share)
}
await (0, gates_flags.YI)(service, intended, weight)
const after = await (0, journal.Ow)(service, intended)
return wasCrossed(after) ? after : (0, journal.N4)(service, after, {kind: 'set', weight}, {why})
}
const notConfirmed = (provider, name, wanted, found) =>
new errors.mZ({
provider,
message: `${name}: asked for ${wanted}% and read back ${found}%; the next tick tries again`,
retryable: true
})
const noteWait = async (service, rollout, {reason, person, asks, message: why}) => {
const telling = {why, person}
const {headAt} = rollout.state
const noted = asks !== undefined ? await (0, journal.N4)(service, rollout, {kind: 'asks', step: asks}, telling) : reason === 'way-back-unsafe' && person ? await (0, journal.N4)(service, rollout, {kind: 'stuck', reason}, telling) : await (0, journal.N4)(service, rollout, {kind: 'waits', reason}, telling)
const due = person && service.remind !== undefined && noted.state.headAt === headAt
if (!due || (await service.ledger.now()) - headAt < (service.remind ?? 0)) return noted
return (0, journal.N4)(service, noted, {kind: 'waits', reason}, {...telling, again: true})
}
const abort = async (service, rollout, look, decision) => {
const seen = (0, go_back.Lv)(service, rollout) || look?.truth.components.some(({canary}) => canary > 0) === true
const hold = seen && rollout.record.plan.holdAfterRollback
const wentBack = await (0, go_back.OE)(service, rollout, {reason: decision.reason, hold, why: decision.message})
if (wentBack.blocked.length === 0) return {...advance_answer(wentBack.rollout, look, decision), failed: true, wentBack}
const blocked = wentBack.blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')
const why = `${decision.message} It cannot go back (${blocked}).`
const stuck = await (0, journal.N4)(service, rollout, {kind: 'stuck', reason: 'way-back-unsafe'}, {why})
return {
...advance_answer(stuck, look, decision),
decision: 'hold',
reason: 'way-back-unsafe',
message: `${decision.message} It cannot go back (${blocked}). Nothing was touched; a person must decide.`,
failed: true,
wentBack,
person: true
}
}
const promote = async (service, rollout, look, decision) => {
const promoted = await (0, journal.N4)(service, rollout, {kind: 'promoted'}, {why: decision.message})
await retire(service, promoted)
return advance_answer(promoted, look, decision)
}
const retire = async (service, promoted) => {
const {rollouts} = await (0, journal.Fr)(service)
const before = rollouts.find(({record}) => record.id === promoted.record.lastPromoted)
const retired = before?.state.story.some(({happening}) => happening.kind === 'retired') ?? true
if (before && !retired) await (0, journal.N4)(service, before, {kind: 'retired'}).catch(() => before)
}
const advance_answer = (rollout, look, last, moved = null) => ({
decision: moved?.decision ?? last.decision,
reason: moved?.reason ?? last.reason,
message: moved && moved !== last ? `${moved.message} Now: ${last.message}` : last.message,
failed: false,
rollout,
look,
wentBack: null,
taken: moved ?? last,
requeueAt: last.requeueAt,
person: last.person
})
var outcome = __webpack_require__(3382)
const firstQuestion = (plan, {approved, step}) => (step === 0 && plan.steps[0]?.approval === true && !approved.includes(1) ? 1 : null)
const objection = ({self, approvers}, {record}, by) => {
const same = (one, other) => one.toLowerCase() === other.toLowerCase()
if (!self && same(by, record.requester)) return (0, outcome.TR)('self-approval', `${by} asked for ${record.revision} and may not approve it: somebody else has to. (\`self-approval\` is false.)`)
if (approvers.length > 0 && !approvers.some(login => same(login, by))) return (0, outcome.TR)('approval-missing', `${by} is not one of the approvers: ${approvers.join(', ')}.`)
return null
}
const readApproval = async (forge, rule, rollout, run) => {
const reviews = (await forge.reviews(run)).filter(({environments}) => environments.some(name => name.toLowerCase() === rule.environment.toLowerCase()))
const rejected = reviews.find(({answer}) => answer === 'rejected')
if (rejected) return {no: (0, outcome.TR)('rejected', `${rejected.by} rejected it.`)}
const approved = reviews.filter(({answer}) => answer === 'approved')
const [first] = approved
if (!first)
return {
no: (0, outcome.TR)('approval-missing', `GitHub's record of run ${run} holds no approval of the environment ${rule.environment}. If the job passed without one, that environment has no required reviewers.`)
}
const good = approved.find(({by}) => objection(rule, rollout, by) === null)
return good ? {by: good.by} : {no: objection(rule, rollout, first.by) ?? (0, outcome.TR)('approval-missing', '')}
}
var migrate = __webpack_require__(4771)
var revision = __webpack_require__(7537)
const writeRollout = async (service, order, {components, flags}, known, firstRelease) => {
const record = makeRecord(service, order, {components, flags}, known, firstRelease)
const own = known.unborn.find(rollout => !known.inFlight && isSame(rollout.record, record))
const rollout = own ?? (0, journal.SR)(await service.ledger.create(record))
if (!rollout) throw new RangeError(`record ${record.id} was read back as something else`)
for (const older of [known.queued, ...known.unborn]) if (older && older !== own) await (0, journal.N4)(service, older, {kind: 'superseded', by: rollout.record.id})
return known.inFlight && order.inFlight === 'queue' ? (0, journal.N4)(service, rollout, {kind: 'queued', behind: known.inFlight.record.id}) : (0, journal.N4)(service, rollout, {kind: 'started'})
}
const isSame = (one, other) => one.revision === other.revision && one.planHash === other.planHash && one.configHash === other.configHash && one.lastPromoted === other.lastPromoted && JSON.stringify([one.components, one.flags]) === JSON.stringify([other.components, other.flags])
const makeRecord = (service, order, {components, flags}, known, firstRelease) => {
const {now} = known
return {
schema: 1,
kind: 'rollout',
tool: service.author.tool,
id: `r-${service.world.random(12)}`,
service: service.name,
environment: service.environment,
revision: order.revision,
requester: service.author.login,
run: service.author.run,
startedAt: now,
plan: firstRelease ? wholeAtOnce(order.plan) : order.plan,
planHash: order.planHash,
judgement: {...order.judgement, epoch: Math.floor(now / order.judgement.slice) * order.judgement.slice},
components,
...(flags.length > 0 && {flags}),
configHash: order.configHash,
...(order.commit !== undefined && !(0, revision.WM)(order.revision) ? {commit: order.commit} : {}),
lastPromoted: known.lastPromoted?.record.id ?? null,
previous: known.rollouts[0]?.record.id ?? null,
firstRelease
}
}
const wholeAtOnce = plan => ({
...plan,
steps: plan.steps.slice(-1).map(step => (plan.steps[0]?.approval === true ? {...step, approval: true} : step))
})
const startRollout = (service, order) => service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, () => admit(service, order))
const admit = async (service, order) => {
const known = await (0, journal.Fr)(service)
const baselines = await readBaselines(service, known.inFlight)
const components = await recordComponents(service, baselines.releases)
const flags = await (0, gates_flags.uW)(service, order.plan, known.inFlight)
const firstRelease = components.every(({baseline}) => baseline === null)
const wayBack = await proveWayBack(service, components, firstRelease, known, order)
const found = {wayBack, components, rollout: null}
const own = [known.inFlight, known.inFlight && known.queued].find(rollout => rollout?.record.revision === order.revision && !isGoingBack(rollout))
if (own)
return {
...(0, outcome.IX)('already-started', `${order.revision} is already on its way: ${own.state.phase}.`),
...found,
rollout: own,
findings: []
}
const refusals = [
...holdFinding(known),
...goingBackFinding(known),
...frozenFinding(service, known),
...inFlightFinding(known, order),
...baselines.findings,
...lostFinding(known, baselines),
...flags.findings.map(text => ({reason: 'not-allowed-now', text})),
...sourceFindings(service, order),
...schemaFindings(order),
...(wayBack.verdict === 'safe' || firstRelease ? [] : wayBackFindings(wayBack))
]
const findings = refusals.map(({text}) => text)
const [first] = refusals
if (first) return {...(0, outcome.TR)(first.reason, findings.join('\n')), ...found, findings}
if (order.dryRun) return {...(0, outcome.IX)('dry-run', `${order.revision} may start; nothing was changed.`), ...found, findings}
const way = await makeWay(service, order, known)
if (way) return {...(0, outcome.TR)(way.reason, way.text), ...found, findings: [way.text]}
const rollout = await writeRollout(service, order, {components, flags: flags.led}, known, firstRelease)
return {...(0, outcome.IX)('started', startMessage(service, order, rollout)), ...found, rollout, findings}
}
const isGoingBack = ({state}) => state.phase === 'aborted' || state.rollbackAsked !== null
const holdFinding = ({held}) =>
held
? [
{
reason: 'on-hold',
text: `On hold: ${held.record.revision} was rolled back (${held.record.reason}). Nothing goes forward until a person releases the hold: run the rollout action with operation release-hold and a reason.`
}
]
: []
const frozenFinding = ({freeze = []}, {now}) => {
const frozen = (0, windows.MF)(freeze, now)
if (!frozen) return []
const text = `Frozen until ${(0, format.K9)(frozen.until)}: ${frozen.reason}. Nothing was changed; start it again then. Going back is always allowed.`
return [{reason: 'frozen', text}]
}
const goingBackFinding = ({goingBack, inFlight, held}) =>
goingBack && goingBack !== inFlight && !held
? [
{
reason: 'rollback-asked',
text: `The rollback of ${goingBack.record.revision} was begun and is not finished: run it again, or wait for the next look.`
}
]
: []
const inFlightFinding = ({inFlight}, {inFlight: policy}) => {
if (!inFlight || policy === 'queue') return []
const {record, state} = inFlight
const text = `${record.revision} is on its way (${state.phase}, ${state.weight}%).`
if (policy === 'refuse') return [{reason: 'in-flight', text: `${text} Wait for its end or roll it back.`}]
return record.firstRelease && state.weight > 0
? [
{
reason: 'in-flight',
text: `${text} It is the first release, with nothing to go back to: promote it first.`
}
]
: []
}
const lostFinding = (known, baselines) => {
const strays = baselines.releases.filter(({rollout}) => rollout !== null && !known.rollouts.some(({record}) => record.id === rollout))
const rollbackTargets = strays.filter(({name, id}) => known.rollouts.every(({record}) => record.components.every(c => c.name !== name || c.baseline !== id)))
return rollbackTargets.map(({name, id, rollout}) => ({
reason: 'state-lost',
text: `${name}: release ${id} was brought by rollout ${rollout}, of which no record is left. Somebody deleted it, or this token cannot see it. Nothing starts on a history that is missing.`
}))
}
const sourceFindings = (service, {judgement}) =>
service.measurements
.filter(({source: {abilities}}) => abilities.answers === 'history' && judgement.planLength > abilities.lookBack)
.map(({metric, source}) => ({
reason: 'not-allowed-now',
text: `The plan lasts ${(0, format.QA)(judgement.planLength)} but the source of "${metric}" remembers ${(0, format.QA)(source.abilities.lookBack)}. Shorten the plan or choose a source with a longer memory.`
}))
const schemaFindings = ({migrations}) =>
(migrations?.drift ?? []).map(({version, problem, message}) => ({
reason: 'schema-drift',
text: `Migration ${version} (${problem}): ${message}`
}))
const wayBackFindings = ({verdict, reasons}) => [{reason: 'way-back-unsafe', text: `The way back is ${verdict}: ${reasons.join('; ')}.`}]
const readBaselines = async (service, inFlight) => {
if (inFlight) return {releases: baselinesOf(inFlight), findings: []}
const answers = await Promise.all(
service.components.map(async ({name, platform}) => {
const serving = (await platform.current()).weights.filter(({weight}) => weight > 0)
return {name, serving}
})
)
return {
releases: answers.flatMap(({name, serving: [only, ...more]}) => (only && more.length === 0 ? [{name, id: only.release.id, rollout: only.release.rollout}] : [])),
findings: answers
.filter(({serving}) => serving.length > 1)
.map(({name, serving}) => ({
reason: 'drift',
text: `${name}: ${serving.map(({release, weight}) => `${release.id} ${weight}%`).join(', ')} serve at once. Send all traffic to one release first.`
}))
}
}
const baselinesOf = ({record}) => record.components.flatMap(({name, baseline}) => (baseline === null ? [] : [{name, id: baseline, rollout: null}]))
const recordComponents = (service, releases) =>
Promise.all(
service.components.map(async ({name, platform, exposure}) => {
const baseline = releases.find(release => release.name === name)?.id ?? null
return {
name,
platform: platform.type,
exposure,
baseline,
wayBackCommand: baseline === null ? '' : platform.wayBackCommand(baseline)
}
})
)
const proveWayBack = async (service, components, firstRelease, known, {migrations, restorePointMissing}) => {
const promoted = known.rollouts.filter(({state}) => state.phase === 'promoted')
return judgeWayBack({
firstRelease,
components: await Promise.all(
components.map(async ({name, baseline}) => {
const platform = service.components.find(component => component.name === name)?.platform
if (baseline === null || !platform) return {name, possible: true}
return {name, ...(await platform.canRollBack(baseline))}
})
),
contract: (migrations?.contract ?? []).map(({version, line, message, declaredAfter}) => ({
version,
line,
message,
expanded: declaredAfter !== null && promoted.some(({record}) => record.revision.startsWith(declaredAfter))
})),
restorePoint: restorePointMissing === null ? null : {required: true, taken: false, reason: restorePointMissing}
})
}
const makeWay = async (service, order, {inFlight}) => {
if (!inFlight || order.inFlight !== 'supersede') return null
const {blocked} = await (0, go_back.OE)(service, inFlight, {reason: 'superseded', hold: false})
if (blocked.length === 0) return null
const why = blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')
return {
reason: 'way-back-unsafe',
text: `${inFlight.record.revision} cannot be superseded: ${why}. Nothing was touched.`
}
}
const startMessage = ({name, environment}, {revision}, {record, state}) =>
state.phase === 'queued' ? `${name} ${revision} waits in ${environment} for the rollout before it.` : `${name} ${revision} may go to ${environment} in ${record.plan.steps.length} step(s): ${record.plan.steps.map(({weight}) => `${weight}%`).join(', ')}.`
const propose = async (service, forge, order) => {
const known = await (0, journal.Fr)(service)
const stale = staleRun(service, forge, known) ?? (await (0, revision.ni)(forge, order.revision, order.origin)) ?? (await (0, revision.Km)(forge, known, order))
if (stale) return {...refused(stale), next: 'stop'}
const supersedes = order.inFlight === 'supersede'
const obstacle = supersedes ? firstOfAll(known, order) : null
if (obstacle) return {...refused(obstacle), next: 'stop'}
const started = await startRollout(service, {...order, inFlight: supersedes ? 'queue' : order.inFlight})
if (started.failed || !started.rollout) return {...started, next: 'stop'}
const placed = await takePlace(service, started.rollout)
const {rollout, next} = await ask(service, placed, supersedes)
return {...started, rollout, message: `${started.message}${saying(next)}`, next}
}
const startGuarded = async (service, forge, order) => {
const stale = order.origin && ((await (0, revision.ni)(forge, order.revision, order.origin)) ?? (await (0, revision.Km)(forge, await (0, journal.Fr)(service), order)))
return stale ? refused(stale) : startRollout(service, order)
}
const refused = outcome => ({
...outcome,
rollout: null,
wayBack: {verdict: 'safe', reasons: []},
components: [],
findings: [outcome.message]
})
const staleRun = ({author}, forge, {rollouts}) => {
const own = forge && rollouts.find(({record}) => record.run === author.run)
if (!own || !(0, phases.$g)(own.state.phase)) return null
return (0, outcome.TR)('stale-run', `The rollout of this run (${own.record.id}) is ${own.state.phase}: a re-run does not start it again. Push, or start the workflow anew.`)
}
const firstOfAll = ({inFlight}, {revision}) => (inFlight?.record.firstRelease && inFlight.state.weight > 0 && inFlight.record.revision !== revision ? (0, outcome.TR)('in-flight', `${inFlight.record.revision} is the first release and on its way; there is nothing to go back to: promote it first.`) : null)
const takePlace = async (service, rollout) => {
if (rollout.state.phase !== 'progressing' || rollout.state.step > 0) return rollout
const {inFlight} = await (0, journal.Fr)(service)
if (!inFlight || inFlight.record.id === rollout.record.id) return rollout
return (0, journal.N4)(service, rollout, {kind: 'queued', behind: inFlight.record.id})
}
const ask = async (service, rollout, supersedes) => {
if (rollout.state.phase === 'queued' && !supersedes) return {rollout, next: 'wait'}
const step = firstQuestion(rollout.record.plan, rollout.state)
if (step === null) return {rollout, next: 'release'}
return {
rollout: await (0, journal.N4)(service, rollout, {kind: 'asks', step}, {why: 'The plan asks for a person before anything begins.'}),
next: 'approve'
}
}
const saying = next => {
switch (next) {
case 'approve':
return ' A person has to approve it before anything is changed.'
case 'wait':
return ' Its pipeline is started again when its turn comes.'
case 'release':
case 'stop':
return ''
default:
return next
}
}
var roll_back = __webpack_require__(1535)
const VERBS = null && ['pause', 'resume', 'skip', 'retry', 'promote', 'approve', 'release-hold']
const ALLOWED = {
pause: ['progressing', 'baking', 'awaiting-approval', 'queued', 'stuck'],
resume: ['paused'],
skip: ['baking'],
retry: ['stuck'],
promote: ['progressing', 'baking', 'awaiting-approval', 'stuck'],
approve: ['awaiting-approval']
}
const verbs_ask = (service, verb, order) =>
service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
const known = await (0, journal.Fr)(service)
if (verb === 'release-hold') return releaseHold(service, known.held, order)
const rollout = known.inFlight ?? (verb === 'pause' ? known.queued : null)
if (!rollout)
return {
...(0, outcome.TR)('no-rollout', `No rollout of ${service.name} is on its way in ${service.environment}.`),
rollout,
released: null
}
const done = alreadyDone(verb, rollout)
if (done) return {...(0, outcome.IX)('already-started', done), rollout, released: null}
if (!ALLOWED[verb].includes(rollout.state.phase)) return {...(0, outcome.TR)('not-allowed-now', notNow(verb, rollout)), rollout, released: null}
if (order.dryRun) return {...(0, outcome.IX)('dry-run', `Would record "${verb}".`), rollout, released: null}
const noted = await (0, journal.N4)(service, rollout, happeningOf(verb, rollout, order.by))
return {
...(0, outcome.IX)('recorded', `${verb} by ${order.by} is recorded; the next tick acts on it.`),
rollout: noted,
released: null
}
})
const alreadyDone = (verb, {state}) => {
if (verb === 'pause' && state.phase === 'paused') return 'It is paused already.'
if (verb === 'promote' && state.promoteAsked) return 'Its promotion was asked for already.'
if (verb === 'skip' && state.skipAsked) return 'This bake was skipped already.'
if (verb === 'approve' && openQuestion(state) === null && state.approved.length > 0) return `Step ${Math.max(...state.approved)} is approved already.`
return null
}
const openQuestion = ({asked, approved}) => asked.find(step => !approved.includes(step)) ?? null
const notNow = (verb, {state}) => ((0, phases.$g)(state.phase) ? `The rollout is ${state.phase}; nothing can be asked of it any more.` : `"${verb}" fits a rollout that is ${ALLOWED[verb].join(' or ')}; this one is ${state.phase}.`)
const happeningOf = (verb, {state}, by) => {
switch (verb) {
case 'pause':
return {kind: 'paused', by}
case 'resume':
return {kind: 'resumed', by}
case 'skip':
return {kind: 'skipped', by}
case 'retry':
return {kind: 'retried', by}
case 'promote':
return {kind: 'asked-promote', by}
case 'approve':
return {kind: 'approved', step: openQuestion(state) ?? state.step + 1, by}
default:
return verb
}
}
const releaseHold = async (service, held, {by, dryRun}) => {
if (!held)
return {
...(0, outcome.IX)('nothing-to-do', `${service.name} is not on hold in ${service.environment}.`),
rollout: null,
released: null
}
if (dryRun) return {...(0, outcome.IX)('dry-run', 'Would release the hold.'), rollout: null, released: null}
const released = await (0, journal.N4)(service, held, {kind: 'released', by})
return {
...(0, outcome.IX)('released', `${by} released the hold after ${held.record.revision}: the next release may start.`),
rollout: null,
released
}
}
var series = __webpack_require__(4015)
const bars_bar = (fraction, width) => {
const share = Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : 0
const full = share === 0 ? 0 : share === 1 ? width : Math.min(width - 1, Math.max(1, Math.round(share * width)))
return '█'.repeat(full) + '░'.repeat(Math.max(0, width - full))
}
const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
const sparkline = (values, top) =>
values
.map(value => {
if (value === null || !Number.isFinite(value)) return '·'
const share = top > 0 ? Math.min(1, Math.max(0, value / top)) : 0
return LEVELS[Math.round(share * (LEVELS.length - 1))] ?? '▁'
})
.join('')
const trend = (points, width, top) => {
const values = (0, series.yL)(points, width).points.map(({canary}) => (0, series.TS)(canary))
const highest = Math.max(0, ...values.map(value => value ?? 0))
return sparkline(values, top ?? highest)
}
const evidenceShare = (evidence, limit) => {
if (Number.isNaN(evidence) || evidence <= 1) return 0
return limit > 1 ? Math.min(1, Math.log(evidence) / Math.log(limit)) : 1
}
var report_escape = __webpack_require__(6209)
var headline = __webpack_require__(7210)
var numbers = __webpack_require__(650)
var report_rows = __webpack_require__(1591)
var sentences = __webpack_require__(5198)
const SUMMARY_LIMIT = 1_000_000
const ROWS = 60
const SIGN = {good: '✅', busy: '🔵', wait: '🟡', bad: '🔴', quiet: '⚪'}
const summarize = story => {
const beginning = story.state.step === 0 && !(0, phases.$g)(story.state.phase)
const steps = stepSection(story)
const way = wayBackSection(story)
const sections = beginning ? [steps, way, movesSection(story), testSection(story)] : [steps, testSection(story), way, movesSection(story)]
return joined([firstLines(story), ...sections, decisionSection(story), eventSection(story), diagram(story)])
}
const firstLines = story => {
const line = (0, headline.gD)(story)
const sign = SIGN[(0, sentences.YV)(story.state.phase)]
const number = line.number === '' ? 'Nothing was measured yet.' : `${(0, report_rows.Nx)(line.number)}.`
const first = `${sign} **${(0, report_escape.wD)(line.service)} → ${(0, report_escape.wD)(line.environment)}**, version ${(0, report_escape.aY)(line.version)}: **${(0, report_escape.wD)(line.far)}**.`
const why = line.why === '' ? '' : ` ${(0, report_escape.wD)(line.why)}`
const totals = (0, headline.x$)(story)
const took = `${((0, phases.$g))(story.state.phase) ? 'Took' : 'So far'} ${(0, numbers.u8)((0, headline.ee)(story))}`
const peak = (0, headline.hR)(story)
const facts = [
took,
...(totals ? [totals] : []),
...(peak === null ? [] : [`highest evidence ${(0, report_escape.wD)((0, numbers.FU)(peak))}`]),
...(story.rollbackSpan === undefined ? [] : [`the rollback took ${(0, numbers.u8)(story.rollbackSpan)}`]),
`asked for by ${(0, report_escape.wD)(story.record.requester, 80)}`,
`rollout ${(0, report_escape.aY)(story.record.id)}`
]
return `${first}${why} ${(0, report_escape.wD)(number)} **Next:** ${(0, report_escape.wD)(line.next)}\n\n${facts.join(' · ')}`
}
const table = (head, align, rows) => {
const rule = [...align].map(sign => (sign === 'r' ? '---:' : '---'))
const lines = [head, rule, ...rows].map(cells => `| ${cells.join(' | ')} |`)
return lines.join('\n')
}
const STEP_WORDS = {
done: 'done',
now: '**now**',
ahead: 'ahead',
stopped: '**went back**',
'passed-over': 'passed over',
never: 'never reached'
}
const stepSection = story => {
const rows = (0, report_rows.w0)(story)
const first = story.record.judgement.tests[0]?.metric
const top = Math.max(0, ...rows.flatMap(({points}) => points.map(({canary}) => (0, series.TS)(canary) ?? 0)))
const cells = rows.map(row => [
String(row.number),
`\`${bars_bar(row.weight / 100, 10)}\` ${(0, numbers.uW)(row.weight)}`,
STEP_WORDS[row.status],
sayBegin(row),
row.enteredAt === null ? `at least ${(0, numbers.u8)(row.bake)}` : stayed(story, row),
row.points.length === 0 ? '' : `\`${trend(row.points, 16, top)}\``
])
const promotion = (0, report_rows.rc)(story)
const last = (0, numbers.t_)(promotion) ? `\n\nPromotion at the earliest ${(0, numbers.sr)(promotion)}.` : ''
const unit = first === undefined ? 'share' : ((0, report_rows.c_)(story, first).unit ?? 'share')
const scale = top > 0 ? ` (0 to ${(0, report_escape.wD)(unit === 'share' ? (0, numbers.zY)(top) : (0, numbers.aG)(top))})` : ''
const trendHead = first === undefined ? 'Trend' : `${(0, report_escape.wD)(first, 40)}, new release${scale}`
return `### Steps\n\n${table(['Step', 'Weight', '', 'Begin (UTC)', 'Stay', trendHead], 'rlllll', cells)}${last}`
}
const sayBegin = row => {
if (row.enteredAt !== null) return (0, numbers.sr)(row.enteredAt)
if (row.status === 'passed-over' || row.status === 'never') return numbers.x3
const after = row.approval ? ', after approval' : ''
const schedule = row.schedule === null ? '' : ` (${(0, report_escape.wD)(row.schedule, 80)})`
if (!(0, numbers.t_)(row.plannedAt)) return row.schedule === null ? `not known yet${after}` : `not before ${(0, report_escape.wD)(row.schedule, 80)}${after}`
return `earliest ${(0, numbers.sr)(row.plannedAt)}${schedule}${after}`
}
const stayed = (story, row) => {
if (row.enteredAt === null) return numbers.x3
const until = row.leftAt ?? story.now
const span = (0, numbers.u8)(Math.max(0, until - row.enteredAt))
return row.status === 'now' ? `${span} so far, at least ${(0, numbers.u8)(row.bake)}` : span
}
const testSection = story => {
const rows = (0, report_rows.Ge)(story)
if (rows.length === 0) return '### Judgement\n\nNothing is measured: time and people alone decide about this rollout.'
const cells = rows.map(row => [
(0, report_escape.wD)(row.name, 60),
(0, report_escape.wD)((0, report_rows.Gx)(row.canary, row.unit)),
(0, report_escape.wD)((0, report_rows.Gx)(row.baseline, row.unit)),
(0, report_escape.wD)(row.limit),
(0, report_escape.wD)((0, numbers.FU)(row.evidence)),
(0, report_escape.wD)(row.words)
])
const {judged, record} = story
const combined = judged ? `All tests together: evidence **${(0, report_escape.wD)((0, numbers.FU)(judged.combined))}**; it holds at ${(0, report_escape.wD)((0, numbers.FU)(record.judgement.hold))} and leads back at ${(0, report_escape.wD)((0, numbers.FU)((0, headline.LF)(story)))}.` : 'Nothing was judged yet.'
const few = (judged?.samples ?? []).filter(({have, need}) => have < need).map(({metric, have, need}) => `${(0, report_escape.wD)(metric, 60)}: ${(0, numbers.LS)(have, 'unit')} of the ${(0, numbers.LS)(need, 'unit')} needed since the last bump.`)
const gaps = rows.filter(({usable, slices}) => usable < slices).map(sayGaps)
const head = ['Test', 'New release', 'Old release', 'Limit', 'Evidence', 'In words']
return [`### Judgement\n\n${table(head, 'lrrlrl', cells)}`, [combined, ...few, ...gaps].join('  \n')].join('\n\n')
}
const sayGaps = ({name, usable, slices}) => `${(0, report_escape.wD)(name, 60)}: ${usable} of ${(0, numbers.LS)(slices, 'slice')} had usable counts of the new release.`
const wayBackSection = story => {
const {wayBack, record} = story
const verdict = wayBack ? `**${wayBack.verdict}**: ${sentences.QR[wayBack.verdict]}.` : 'Nobody has looked yet whether there is a way back.'
const reasons = (wayBack?.reasons ?? []).slice(0, ROWS).map(reason => `- ${(0, report_escape.wD)(reason)}`)
const commands = record.components.map(({name, platform, baseline, wayBackCommand}) => {
const what = `**${(0, report_escape.wD)(name, 60)}** on ${(0, report_escape.wD)(platform, 60)}`
if (baseline === null) return `${what}: nothing served before, so there is nothing to put back.`
return `${what}, back to ${(0, report_escape.aY)(baseline)}:\n\n${(0, report_escape.DV)(wayBackCommand, 'sh')}`
})
const manual = record.components.some(({baseline}) => baseline !== null) ? ["Without Sluice, the vendor's own command per component, the last one first:"] : []
return ['### The way back', verdict, ...(reasons.length > 0 ? [reasons.join('\n')] : []), ...manual, ...commands.reverse()].join('\n\n')
}
const movesSection = story => {
const moves = (0, headline.cz)(story)
if (moves.length === 0) return ''
const cells = moves.map(move => {
const door = story.doors?.[move]
return [`**${move}**`, sentences.Q0[move].does, (0, report_escape.wD)(door ?? sentences.Q0[move].how)]
})
return `### What a person can do now\n\n${table(['Move', 'It will', 'How'], 'lll', cells)}`
}
const folded = (title, body) => `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`
const newest = rows => {
const hidden = rows.length - ROWS
return hidden > 0 ? {shown: rows.slice(-ROWS), note: `\n\n${(0, numbers.LS)(hidden, 'older row')} not shown.`} : {shown: rows, note: ''}
}
const decisionSection = story => {
const rows = (0, report_rows.gU)(story)
if (rows.length === 0) return ''
const {shown, note} = newest(rows)
const cells = shown.map(row => [row.times > 1 ? `${(0, numbers.sr)(row.from)} to ${(0, numbers.sr)(row.to)} (${row.times} looks)` : (0, numbers.sr)(row.from), row.decision, row.reason, (0, report_escape.wD)(row.text)])
return folded(`Decisions (${rows.length})`, table(['When', 'Decision', 'Reason', 'Message'], 'llll', cells) + note)
}
const eventSection = story => {
const rows = (0, report_rows.SR)(story)
if (rows.length === 0) return ''
const {shown, note} = newest(rows)
const cells = shown.map(({at, text}) => [(0, numbers.sr)(at), (0, report_escape.wD)(text)])
return folded(`Events (${rows.length})`, table(['When', 'What happened'], 'll', cells) + note)
}
const diagram = story => {
const rows = (0, report_rows.w0)(story)
const bars = rows.flatMap(row => {
const from = row.enteredAt ?? row.plannedAt
if (!(0, numbers.t_)(from)) return []
const to = row.enteredAt === null ? from + row.bake : (row.leftAt ?? Math.max(story.now, from + row.bake))
const tag = row.status === 'now' ? 'active, ' : row.status === 'done' ? 'done, ' : ''
const seconds = at => Math.floor(at / 1000)
const end = Math.max(seconds(to), seconds(from) + 1)
return (0, numbers.t_)(to) ? [`    ${(0, numbers.uW)(row.weight).replace('%', ' percent')} :${tag}s${row.number}, ${seconds(from)}, ${end}`] : []
})
if (bars.length === 0) return ''
const {service, environment} = story.record
const lines = ['gantt', `    title ${(0, report_escape.Oc)(`${service} to ${environment}`)}`, '    dateFormat X', '    axisFormat %d %b %H:%M', '    section Steps', ...bars]
return folded('Timeline', `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``)
}
const summarizeRefusal = refusal => {
const {service, environment, revision, requester, obstacles, at} = refusal
const first = `⛔ **${(0, report_escape.wD)(service)} → ${(0, report_escape.wD)(environment)}**, version ${(0, report_escape.aY)((0, headline.w7)(revision))}: **refused** (${(0, report_escape.wD)(refusal.reason, 60)}). Nothing was changed. **Next:** ${obstacles.length === 1 ? 'mend the reason below' : 'mend the reasons below'}, then release again.`
const items = obstacles.slice(0, 200).map(({message, at: place, fix}) => {
const where = place === undefined ? '' : `${(0, report_escape.aY)(place)}: `
const remedy = fix === undefined ? '' : `  \n  **Do:** ${(0, report_escape.wD)(fix)}`
return `- ${where}${(0, report_escape.wD)(message)}${remedy}`
})
const more = obstacles.length > 200 ? [`${(0, numbers.LS)(obstacles.length - 200, 'more reason')} not shown.`] : []
const list = items.length > 0 ? items.join('\n') : `- ${(0, report_escape.wD)(refusal.reason, 60)}`
return joined([`${first}\n\nAsked for by ${(0, report_escape.wD)(requester, 80)} at ${(0, numbers.sr)(at)}`, [`### ${(0, numbers.LS)(Math.max(1, obstacles.length), 'reason')}`, list, ...more].join('\n\n')])
}
const summarizeStatus = standings => {
if (standings.length === 0) return joined(['**No service is known here yet.** Nothing was ever released.'])
const moving = standings.filter(({phase}) => phase !== null && !isFinished(phase)).length
const held = standings.filter(({hold}) => hold).length
const first = `**${plural(standings.length, 'service')}**: ${moving} with a rollout on its way, ${held} on hold.`
const cells = standings
.slice(0, 500)
.map(row => [
markdown(row.environment, 60),
markdown(row.service, 60),
row.revision === null ? 'nothing released yet' : code(shortRevision(row.revision)),
row.phase === null ? NONE : `${SIGN[toneOf(row.phase)]} ${sayPhase(row.phase)}${row.hold ? ', on hold' : ''}`,
row.weight === null ? NONE : `\`${bar(row.weight / 100, 10)}\` ${showWeight(row.weight)}`,
showMoment(row.since),
row.by === null ? NONE : markdown(row.by, 80),
markdown(row.next)
])
const head = ['Environment', 'Service', 'Version', 'State', 'Weight', 'Since', 'By', 'Next']
return joined([first, table(head, 'llllllll', cells)])
}
const joined = (sections, limit = SUMMARY_LIMIT) => {
const note = '\n\nThe rest was left out: a summary may not pass 1 MiB.\n'
const encoder = new TextEncoder()
let text = ''
for (const section of sections.filter(candidate => candidate !== '')) {
const longer = text === '' ? section : `${text}\n\n${section}`
if (encoder.encode(longer).length > limit - note.length) return text + note
text = longer
}
return `${text}\n`
}
var actions_inputs = __webpack_require__(5355)
var actions_open = __webpack_require__(1641)
var open_forge = __webpack_require__(5764)
var actions_revision = __webpack_require__(5035)
var promises_ = __webpack_require__(1455)
var external_node_path_ = __webpack_require__(6760)
const MOST_CHAPTERS = 10
const storyOf = (rollout, now, look = null) => {
const {record, state} = rollout
return {
kind: 'rollout',
record,
state,
now,
decision: look ? decide(record.plan, state, look.truth, look.evidence, look.now) : null,
nextLook: null,
judged: look?.assessment ?? null,
metrics: look?.histories ?? [],
wayBack: look?.truth.wayBack ?? null
}
}
const readStories = async (service, most) => {
const {rollouts, rollbacks, now} = await (0, journal.Fr)(service)
return Promise.all(
rollouts.slice(0, most).map(async rollout => {
const look = await lookAt(service, rollout, rollout.state.endedAt)
const hold = rollbacks.some(({record, state}) => record.rollout === rollout.record.id && state.hold)
return {rollout, story: {...storyOf(rollout, now, look), hold}}
})
)
}
const writeReport = async (path, service, {environment, log}) => {
const {renderReport} = await __webpack_require__.e(8744).then(__webpack_require__.bind(__webpack_require__, 8744))
const stories = (await readStories(service, MOST_CHAPTERS)).map(({story}) => story).reverse()
const file = (0, external_node_path_.resolve)(environment.workspace, path)
await (0, promises_.mkdir)((0, external_node_path_.dirname)(file), {recursive: true})
await (0, promises_.writeFile)(file, renderReport(stories))
log.info(`The report is in ${path}.`)
}
var summaries = __webpack_require__(7964)
var resolve = __webpack_require__(6908)
const admit_admit = (service, forge, order) =>
service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
const known = await (0, journal.Fr)(service)
const own = known.rollouts.find(({record}) => record.id === order.rollout) ?? null
if (!own) return no(null, (0, outcome.TR)('not-started', `There is no record of the rollout ${order.rollout}.`))
const obstacle = standsInTheWay(known, own, order)
if (obstacle) return no(own, obstacle)
if (hasBegun(own))
return {
...(0, outcome.IX)('already-started', `${own.record.revision} has begun: it goes on where it is.`),
rollout: own
}
const frozen = await freezes(service, known, own, order)
if (frozen) return frozen
const other = otherConfiguration(service, own)
if (other) return no(own, other)
const approval = await findApproval(service, forge, own, order)
if (approval && 'no' in approval) return no(own, approval.no)
const ahead = otherInFlight(known, own)
const changed = (await blockedWayBack(service, own)) ?? (ahead ? null : await movedBaseline(service, own))
if (changed) return no(own, changed)
if (order.dryRun) return {...(0, outcome.IX)('dry-run', `${own.record.revision} may begin; nothing was changed.`), rollout: own}
if (ahead) {
const stuck = await admit_makeWay(service, ahead)
const moved = stuck ?? (await movedBaseline(service, own))
if (moved) return no(own, moved)
}
return begin(service, own, approval?.by ?? null)
})
const no = (rollout, outcome) => ({...outcome, rollout})
const hasBegun = ({state}) => (state.phase === 'progressing' || state.phase === 'baking') && (state.step > 0 || state.migrated !== null || Object.keys(state.deployed).length > 0)
const freezes = async (service, {now}, own, {dryRun}) => {
const frozen = (0, windows.MF)(service.freeze ?? [], now)
if (!frozen) return null
const noted = dryRun ? own : await (0, journal.N4)(service, own, {kind: 'waits', reason: 'frozen'})
const text = `Frozen until ${(0, format.K9)(frozen.until)}: ${frozen.reason}. Nothing was touched; ${own.record.revision} is started again then.`
return no(noted, (0, outcome.TR)('frozen', text))
}
const otherConfiguration = ({configHash}, {record}) => (configHash === undefined || configHash === record.configHash ? null : (0, outcome.TR)('out-of-date', `The configuration here is not the one that ${record.revision} was proposed with. Nothing was touched; check out the commit that is released.`))
const otherInFlight = ({inFlight}, own) => (inFlight && inFlight.record.id !== own.record.id ? inFlight : null)
const standsInTheWay = (known, own, {inFlight: policy}) => {
const {record, state} = own
const name = `${record.revision} (${record.id})`
if ((0, phases.$g)(state.phase) || state.phase === 'aborted') return (0, outcome.TR)('stale-run', `The rollout of ${name} is ${state.phase}: running this again does nothing. Push, or start the workflow anew.`)
if (state.rollbackAsked) return (0, outcome.TR)('rollback-asked', `${state.rollbackAsked.by} asked for a rollback of ${name}.`)
if (known.held) return (0, outcome.TR)('on-hold', `On hold since the rollback of ${known.held.record.revision}: nothing goes forward until a person releases it.`)
if (known.goingBack && known.goingBack.record.id !== record.id) return (0, outcome.TR)('rollback-asked', `The rollback of ${known.goingBack.record.revision} is not finished.`)
if (state.phase === 'paused' || state.phase === 'stuck') return (0, outcome.TR)('not-allowed-now', `The rollout of ${name} is ${state.phase}.`)
const other = otherInFlight(known, own)
if (!other || policy === 'supersede') return null
return (0, outcome.TR)('in-flight', `${other.record.revision} is on its way (${other.state.phase}, ${other.state.weight}%); ${name} waits for its end.`)
}
const findApproval = async (service, forge, own, {approval: rule}) => {
if (firstQuestion(own.record.plan, own.state) === null) return null
if (rule.from === 'environment' && forge) return readApproval(forge, rule, own, service.author.run)
return {
no: (0, outcome.TR)('approval-missing', `${own.record.revision} waits for a person: run the verb \`approve\`, or roll it back.`)
}
}
const blockedWayBack = async (service, own) => {
if (own.record.firstRelease) return null
const blocked = await (0, go_back.g2)((0, go_back.QR)(service, own))
if (blocked.length === 0) return null
const why = blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')
return (0, outcome.TR)('way-back-unsafe', `Since it was proposed the way back was lost: ${why}. Nothing was touched.`)
}
const movedBaseline = async (service, own) => {
const {record} = own
const moved = []
for (const {name, platform} of service.components) {
const baseline = record.components.find(component => component.name === name)?.baseline ?? null
const serving = (await platform.current()).weights.filter(({weight}) => weight > 0)
const same = baseline === null ? serving.length === 0 : serving.every(({release}) => release.id === baseline)
if (!same) moved.push(`${name}: ${serving.map(({release}) => release.id).join(', ') || 'nothing'} serves now`)
}
moved.push(...(await (0, gates_flags.FV)(service, own)))
if (moved.length === 0) return null
return (0, outcome.TR)('out-of-date', `What was proposed is out of date (${moved.join('; ')}). Nothing was touched; start the workflow anew.`)
}
const admit_makeWay = async (service, other) => {
const {blocked} = await (0, go_back.OE)(service, other, {reason: 'superseded', hold: false})
if (blocked.length === 0) return null
const why = blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')
return (0, outcome.TR)('way-back-unsafe', `${other.record.revision} cannot be superseded: ${why}. Nothing was touched.`)
}
const begin = async (service, own, by) => {
const step = firstQuestion(own.record.plan, own.state)
const approved = by !== null && step !== null ? await (0, journal.N4)(service, own, {kind: 'approved', step, by}) : own
const begun = approved.state.phase === 'queued' ? await (0, journal.N4)(service, approved, {kind: 'started'}) : approved
if (begun.state.phase !== 'progressing') return no(begun, (0, outcome.TR)('not-allowed-now', `The rollout is ${begun.state.phase} now; nothing was changed.`))
const who = by === null ? '' : ` Approved by ${by}.`
return {...(0, outcome.IX)('started', `${own.record.revision} begins.${who}`), rollout: begun}
}
const recordApproval = (service, forge, order) =>
service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
const {inFlight} = await (0, journal.Fr)(service)
if (inFlight?.record.id !== order.rollout)
return {
...(0, outcome.TR)('no-rollout', `The rollout ${order.rollout} is not on its way any more: the answer has no use.`),
rollout: null
}
const {state} = inFlight
if (state.approved.includes(order.step)) return {...(0, outcome.IX)('already-started', `Step ${order.step} is approved already.`), rollout: inFlight}
if (state.phase !== 'awaiting-approval' || !state.asked.includes(order.step))
return {
...(0, outcome.TR)('not-allowed-now', `Step ${order.step} asks for no approval now: the rollout is ${state.phase}.`),
rollout: inFlight
}
const approval = await readApproval(forge, order.approval, inFlight, service.author.run)
if ('no' in approval) return {...approval.no, rollout: inFlight}
if (order.dryRun) return {...(0, outcome.IX)('dry-run', `Would record the approval by ${approval.by}.`), rollout: inFlight}
const noted = await (0, journal.N4)(service, inFlight, {kind: 'approved', step: order.step, by: approval.by})
return {
...(0, outcome.IX)('recorded', `Step ${order.step} is approved by ${approval.by}; the next tick acts on it.`),
rollout: noted
}
})
var settle = __webpack_require__(7303)
const OPERATIONS = ['propose', 'admit', 'settle', 'record-approval']
const isProposalOperation = operation => OPERATIONS.includes(operation)
const runProposal = (operation, inputs, runtime) => {
switch (operation) {
case 'propose':
return proposeRelease(inputs, runtime)
case 'admit':
return admitRelease(inputs, runtime)
case 'settle':
return settleProposal(inputs, runtime)
case 'record-approval':
return recordAnswer(inputs, runtime)
default:
return operation
}
}
const withApproval = (plan, asks) => (asks ? {...plan, steps: plan.steps.map((step, index) => (index === 0 ? {...step, approval: true} : step))} : plan)
const proposeRelease = async (inputs, runtime) => {
const opened = await (0, actions_open.IH)(inputs, runtime)
const {service, plan: resolved} = opened
const schema = await opened.openSchema()
try {
const plan = withApproval(resolved.plan, inputs.approval !== 'none')
const outcome = await propose(service, await (0, open_forge.ys)(inputs, runtime), {
revision: (0, actions_revision.W)(inputs, runtime.environment),
plan,
planHash: (0, resolve.SH)(plan),
judgement: resolved.judgement,
configHash: opened.configHash,
...(0, actions_revision.D)(runtime),
inFlight: resolved.inFlight,
...(await (0, migrate._)(schema)),
allowDowngrade: inputs['allow-downgrade'],
origin: originRuleOf(resolved, runtime),
dryRun: inputs['dry-run']
})
return {
...outcome,
outputs: {...outputsOf(outcome.rollout), next: outcome.next, database: schema !== null},
details: {wayBack: outcome.wayBack, components: outcome.components, findings: outcome.findings},
summary: await startSummary(opened, inputs, outcome, runtime.environment.sha)
}
} finally {
await schema?.database.close()
}
}
const originRuleOf = ({productionLike, releaseTags}, {environment}) => (productionLike ? {ref: environment.ref, tags: releaseTags} : null)
const admitRelease = async (inputs, runtime) => {
const {service, plan} = await (0, actions_open.IH)(inputs, runtime)
const outcome = await admit_admit(service, await (0, open_forge.ys)(inputs, runtime), {
rollout: rolloutIdOf(inputs),
approval: (0, actions_inputs.fT)(inputs),
inFlight: plan.inFlight,
dryRun: inputs['dry-run']
})
return {...outcome, outputs: outputsOf(outcome.rollout), summary: (0, summaries.sK)('Admit', service, outcome)}
}
const settleProposal = async (inputs, runtime) => {
const {service} = await (0, open_forge._0)(inputs, runtime)
const outcome = await (0, settle.G9)(service, await (0, open_forge.ys)(inputs, runtime), {
rollout: rolloutIdOf(inputs),
dryRun: inputs['dry-run']
})
return {...outcome, outputs: outputsOf(outcome.rollout), summary: (0, summaries.sK)('Settle', service, outcome)}
}
const recordAnswer = async (inputs, runtime) => {
const {service} = await (0, open_forge._0)(inputs, runtime)
const outcome = await recordApproval(service, await (0, open_forge.zi)(inputs, runtime), {
rollout: rolloutIdOf(inputs),
step: stepOf(inputs),
approval: (0, actions_inputs.fT)(inputs),
dryRun: inputs['dry-run']
})
return {
...outcome,
outputs: outputsOf(outcome.rollout),
summary: (0, summaries.sK)('Approval', service, outcome)
}
}
const rolloutIdOf = inputs => {
const id = inputs['rollout-id']
if (id !== undefined && /^r-[0-9A-Za-z_-]{12}$/.test(id)) return id
throw new errors.xL({
message: `\`${inputs.operation}\` is about one rollout: \`rollout-id\` must name it`,
at: 'rollout-id',
fix: 'rollout-id: ${{ needs.propose.outputs.rollout-id }}',
docs: 'pipelines.md'
})
}
const stepOf = ({step}) => {
if (step !== undefined && /^[1-9]\d?$/.test(step)) return Number(step)
throw new errors.xL({
message: '`record-approval` is about one step: `step` must be its number, from 1',
at: 'step',
fix: 'step: "2"',
docs: 'pipelines.md'
})
}
const runOperation = async (inputs, runtime) => {
const {operation} = inputs
if (isProposalOperation(operation)) return runProposal(operation, inputs, runtime)
const opened = await (0, actions_open.IH)(inputs, runtime)
if (inputs.reason !== undefined) runtime.log.info(`Reason: ${inputs.reason}`)
const result = await (operation === 'start' ? start(inputs, opened, runtime) : operation === 'advance' ? tick(inputs, opened, runtime) : operation === 'status' ? operations_status(opened) : request(operation, inputs, opened))
if (inputs.report !== undefined) await writeReport(inputs.report, opened.service, runtime)
return result
}
const start = async (inputs, opened, runtime) => {
const {service, plan} = opened
const schema = await opened.openSchema()
try {
const outcome = await startGuarded(service, await (0, open_forge.ys)(inputs, runtime), {
revision: (0, actions_revision.W)(inputs, runtime.environment),
plan: plan.plan,
planHash: plan.planHash,
judgement: plan.judgement,
configHash: opened.configHash,
...(0, actions_revision.D)(runtime),
inFlight: plan.inFlight,
...(await (0, migrate._)(schema)),
allowDowngrade: inputs['allow-downgrade'],
origin: originRuleOf(plan, runtime),
dryRun: inputs['dry-run']
})
return {
...outcome,
outputs: {...outputsOf(outcome.rollout), database: schema !== null},
details: {wayBack: outcome.wayBack, components: outcome.components, findings: outcome.findings},
summary: await startSummary(opened, inputs, outcome, runtime.environment.sha)
}
} finally {
await schema?.database.close()
}
}
const startSummary = async ({service}, inputs, {failed, reason, message, rollout, findings, wayBack}, sha) => {
const now = await service.ledger.now()
if (rollout) return summarize({...storyOf(rollout, now), wayBack})
if (!failed) return (0, summaries.sK)('Start', service, {decision: 'pass', reason, message, failed})
return summarizeRefusal({
kind: 'refused',
service: service.name,
environment: service.environment,
revision: inputs.revision ?? sha,
requester: service.author.login,
at: now,
reason,
obstacles: findings.map(finding => ({message: finding}))
})
}
const configuredAt =
(inputs, {service: {ledger}}, runtime) =>
async record => {
const commit = record.commit ?? record.revision
const forge = (0, revision.WM)(commit) ? await (0, open_forge.ys)(inputs, runtime) : null
const text = (await forge?.file(inputs.config, commit)) ?? null
return text === null ? null : (await (0, actions_open.IH)(inputs, runtime, {text, ledger})).service
}
const tick = async (inputs, opened, runtime) => {
const {service} = opened
const outcome = await advance(service, {
dryRun: inputs['dry-run'],
watch: inputs.watch ?? null,
configured: configuredAt(inputs, opened, runtime)
})
const {rollout, look, wentBack, requeueAt, person} = outcome
return {
...outcome,
outputs: {
...outputsOf(rollout),
evidence: look ? look.assessment.combined : '',
'next-look': requeueAt === null ? '' : (0, format.K9)(requeueAt),
'needs-person': person,
next: asksNow(outcome) ? 'approve' : '',
'rollback-span-ms': wentBack ? wentBack.confirmedAt - wentBack.decidedAt : ''
},
details: {assessment: look?.assessment ?? null, decidedAt: wentBack?.decidedAt ?? null},
summary: rollout ? summarize(tickStory(rollout, outcome)) : (0, summaries.sK)('Tick', service, outcome)
}
}
const asksNow = ({rollout, look}) => {
const last = rollout?.state.story.at(-1)
return last?.happening.kind === 'asks' && look !== null && last.at >= Math.floor(look.now / 1000) * 1000
}
const tickStory = (rollout, {look, requeueAt, taken, message}) => ({
...storyOf(rollout, look?.now ?? rollout.state.headAt, look),
decision: taken && {...taken, message},
nextLook: requeueAt
})
const operations_status = async ({service}) => {
const [newest] = await readStories(service, 1)
if (!newest) {
const outcome = {
decision: 'pass',
reason: 'no-rollout',
message: `${service.name} has no rollout in ${service.environment} yet.`,
failed: false
}
return {...outcome, outputs: {}, summary: (0, summaries.sK)('Status', service, outcome)}
}
const {story, rollout} = newest
return {
decision: 'pass',
reason: 'done',
message: `${service.name} ${rollout.record.revision} in ${service.environment}: ${rollout.state.phase} at ${rollout.state.weight}%.`,
outputs: {...outputsOf(rollout), evidence: story.judged?.combined ?? ''},
details: {story: rollout.state.story.length},
summary: summarize(story)
}
}
const request = async (operation, inputs, {service}) => {
const order = {by: service.author.login, dryRun: inputs['dry-run']}
const outcome = operation === 'abort' ? await (0, roll_back.F)(service, {...order, hold: null}) : ((await objectionTo(operation, inputs, service)) ?? (await verbs_ask(service, operation, order)))
return {
...outcome,
outputs: outputsOf(outcome.rollout),
details: {operation, askedReason: inputs.reason ?? null},
summary: (0, summaries.sK)(operation, service, outcome)
}
}
const objectionTo = async (operation, inputs, service) => {
if (operation !== 'approve') return null
const {inFlight} = await (0, journal.Fr)(service)
const no = inFlight && objection((0, actions_inputs.fT)(inputs), inFlight, service.author.login)
return no && {...no, rollout: inFlight, released: null}
}
const outputsOf = rollout =>
rollout
? {
'rollout-id': rollout.record.id,
revision: rollout.record.revision,
phase: rollout.state.phase,
step: rollout.state.step,
weight: rollout.state.weight
}
: {}
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
var _journal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2180)
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
4771: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
H: () => migrate,
_: () => checkSchema
})
var _journal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2180)
var _outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3382)
const migrate = (service, schema, order) =>
service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
const [known, plan] = await Promise.all([(0, _journal_js__WEBPACK_IMPORTED_MODULE_0__.Fr)(service), schema.database.plan(schema.migrations)])
const base = {rollout: known.inFlight, plan, applied: [], at: plan.at, restorePoint: null}
const promoted = known.rollouts.filter(({state}) => state.phase === 'promoted')
const no = admission(service, order, known.held !== null, known.inFlight) ?? obstacle(plan, promoted)
if (no) return {...base, ...no}
if (plan.pending.length === 0) {
const rollout = order.dryRun ? known.inFlight : await noteForgotten(service, known, plan)
const message = `The schema is at ${plan.at ?? 'its beginning'}; nothing is pending.`
return {...base, rollout, ...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.IX)('nothing-to-do', message)}
}
if (order.dryRun) return {...base, ...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.IX)('dry-run', `Would apply ${versions(plan)}. Nothing was changed.`)}
return apply(service, schema, plan, known.inFlight)
})
const noteForgotten = async (service, {inFlight, rollouts}, {at}) => {
if (!inFlight || at === null || inFlight.state.migrated !== null) return inFlight
const known = rollouts.some(({state, record}) => state.migrated === at && (state.checked.live || state.phase === 'promoted' || record.firstRelease))
return known ? inFlight : (0, _journal_js__WEBPACK_IMPORTED_MODULE_0__.N4)(service, inFlight, {kind: 'migrated', version: at})
}
const checkSchema = async schema => {
if (!schema) return {migrations: null, restorePointMissing: null}
const migrations = await schema.database.plan(schema.migrations)
if (schema.restorePoint !== 'required' || migrations.pending.length === 0) return {migrations, restorePointMissing: null}
const point = await schema.database.restorePoint('sluice', {dryRun: true})
return {migrations, restorePointMissing: point.id === null ? point.reason : null}
}
const versions = ({pending}) => pending.map(({version, name}) => `${version}_${name}`).join(', ')
const admission = ({name, environment}, {revision}, held, inFlight) => {
if (held) return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('on-hold', `${name} is on hold in ${environment}: nothing goes forward until a person releases it.`)
if (inFlight?.record.revision !== revision) return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('not-started', `No rollout of ${name} ${revision} was started in ${environment}: run the rollout action with operation start first. Nothing was applied.`)
const {rollbackAsked, phase} = inFlight.state
if (rollbackAsked) return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('rollback-asked', 'A person asked for a rollback. Nothing was applied.')
if (phase !== 'progressing' && phase !== 'baking') return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('not-allowed-now', `The rollout is ${phase}. Nothing was applied.`)
return null
}
const obstacle = (plan, promoted) => {
if (plan.drift.length > 0) {
const lines = plan.drift.map(({version, problem, message}) => `${version} (${problem}): ${message}`)
return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('schema-drift', `The database and the folder disagree; nothing was applied.\n${lines.join('\n')}`)
}
const open = plan.contract.filter(finding => !expanded(finding, promoted))
if (open.length === 0) return null
const lines = open.map(({version, line, message}) => `${version}, line ${line}: ${message}`)
return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)(
'contract-migration',
`The release that serves now cannot live with this; nothing was applied.\n${lines.join('\n')}\nSplit it: first a release that no longer needs what goes away, then, in a later release, the same statement below a line "-- sluice:contract after <revision of that release>".`
)
}
const expanded = ({declaredAfter}, promoted) => declaredAfter !== null && promoted.some(({record}) => record.revision.startsWith(declaredAfter))
const apply = async (service, schema, plan, inFlight) => {
let rollout = inFlight
const point = await takeRestorePoint(schema, rollout)
const base = {rollout, plan, applied: [], at: plan.at, restorePoint: point.id}
if (point.id === null && schema.restorePoint === 'required')
return {
...base,
...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)('no-restore-point', `No restore point, and the configuration requires one: ${point.reason}. Nothing was applied.`)
}
if (rollout && point.id !== null && point.id !== rollout.state.restorePoint) rollout = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_0__.N4)(service, rollout, {kind: 'restore-point', id: point.id})
const {applied, failed, at} = await schema.database.apply(schema.migrations)
if (rollout && at !== null && applied.length > 0) rollout = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_0__.N4)(service, rollout, {kind: 'migrated', version: at})
const done = {...base, rollout, applied, at}
if (!failed) return {...done, ...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.IX)('done', `Applied ${applied.join(', ')}; the schema is at ${at}.`)}
const line = failed.line === null ? '' : `, line ${failed.line}`
return {
...done,
...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)(
'migration-failed',
`${failed.version}_${failed.name}${line}: ${failed.message} This file was undone whole. ${applied.length > 0 ? `Before it ${applied.join(', ')} were applied and stay.` : 'The schema is as it was.'} Mend the file and run again: it goes on from there.`
)
}
}
const takeRestorePoint = async ({database, restorePoint}, rollout) => {
if (restorePoint === 'none') return {id: null, reason: 'the configuration asks for none'}
if (rollout?.state.restorePoint) return {id: rollout.state.restorePoint}
return database.restorePoint(`sluice-${rollout?.record.id ?? 'manual'}`)
}
},
7537: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Km: () => refuseDowngrade,
WM: () => isCommit,
lA: () => fits,
ni: () => refuseOrigin,
yv: () => originOf
})
var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3382)
const COMMIT = /^[0-9a-f]{40}$/
const isCommit = revision => COMMIT.test(revision)
const fits = (pattern, name) => {
const source = pattern
.replace(/[.+^${}()|[\]\\]/g, '\\$&')
.replaceAll('**', '\u0000')
.replaceAll('*', '[^/]*')
.replaceAll('\u0000', '.*')
.replaceAll('?', '[^/]')
return new RegExp(`^${source}$`).test(name)
}
const originOf = async (forge, revision, {ref, tags}) => {
if (!isCommit(revision)) return null
const {defaultBranch} = await forge.repository()
const found = await forge.compare(defaultBranch, revision)
if (found === 'identical' || found === 'behind') return {good: true, text: `It is on ${defaultBranch}.`}
const tag = ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : null
if (tag !== null && tags.some(pattern => fits(pattern, tag)))
return (await forge.commitOf(`tags/${tag}`)) === revision
? {good: true, text: `It is the tag ${tag}.`}
: {
good: false,
text: `It is neither on ${defaultBranch} nor what the tag ${tag} points to.`,
fix: 'Start the workflow of the tag anew.'
}
return {
good: false,
text: `It is not on ${defaultBranch}${tag === null ? '' : `, and \`release-tags\` does not allow the tag ${tag}`}.`,
fix: `Merge it into ${defaultBranch}, or allow its tag with \`release-tags\`.`
}
}
const refuseOrigin = async (forge, revision, rule) => {
const origin = forge && rule ? await originOf(forge, revision, rule) : null
if (!origin || origin.good) return null
return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_0__.TR)('untrusted-revision', `${revision} may not be released: ${origin.text} ${origin.fix}`)
}
const refuseDowngrade = async (forge, {lastPromoted, inFlight}, {revision, allowDowngrade}) => {
if (!forge || allowDowngrade || !isCommit(revision)) return null
const newest = [inFlight, lastPromoted].find(rollout => rollout && isCommit(rollout.record.revision))
if (!newest || newest.record.revision === revision) return null
const why = DOWNGRADES[await forge.compare(newest.record.revision, revision)]
return why === null ? null : (0, _outcome_js__WEBPACK_IMPORTED_MODULE_0__.TR)('stale-revision', `${revision} ${why} ${newest.record.revision} (${newest.state.phase}). If that is meant, set \`allow-downgrade\`; to go back to what served before, use the rollback.`)
}
const DOWNGRADES = {
identical: null,
ahead: null,
unknown: null,
behind: 'is older than',
diverged: 'lacks commits of'
}
},
1535: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => rollBack
})
var _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3171)
var _go_back_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(512)
var _journal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2180)
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
7210: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
LF: () => limitOf,
cz: () => movesOf,
ee: () => spanOf,
gD: () => headlineOf,
hR: () => peakEvidence,
w7: () => shortRevision,
x$: () => sayTotals
})
var _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3171)
var _numbers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(650)
var _rows_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1591)
var _sentences_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5198)
const headlineOf = story => {
const {record} = story
return {
service: record.service,
environment: record.environment,
version: shortRevision(record.revision),
far: sayFar(story),
why: (0, _rows_js__WEBPACK_IMPORTED_MODULE_1__.gf)(story),
number: sayNumber(story),
next: nextMove(story).text
}
}
const shortRevision = revision => {
if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(revision)) return revision.slice(0, 7)
const digest = /^(.*sha256:[0-9a-f]{12})[0-9a-f]{52}$/.exec(revision)
return digest?.[1] ?? revision
}
const reachedWeight = ({record, state}) => record.plan.steps[state.step - 1]?.weight ?? 0
const sayFar = story => {
const {record, state} = story
const place = state.step > 0 ? ` (step ${state.step} of ${record.plan.steps.length})` : ''
const at = `at ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.uW)(state.weight)}${place}`
switch (state.phase) {
case 'queued':
return 'queued, nothing moved yet'
case 'progressing':
if (state.pending) return `${at}, moving to ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.uW)(state.pending.weight)}`
return state.step > 0 ? `${at}, progressing` : 'started, at 0%'
case 'promoted':
return `promoted, ${at}`
case 'aborted':
return `going back from ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.uW)(reachedWeight(story))}`
case 'rolled-back':
return state.step > 0 ? `rolled back from ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.uW)(reachedWeight(story))}` : 'rolled back before its first step'
case 'superseded':
return `superseded ${at}`
case 'awaiting-approval':
case 'baking':
case 'paused':
case 'stuck':
return `${at}, ${(0, _sentences_js__WEBPACK_IMPORTED_MODULE_2__.B$)(state.phase)}`
default:
return state.phase
}
}
const sayNumber = story => {
const worst = (0, _rows_js__WEBPACK_IMPORTED_MODULE_1__._s)(story)
const evidence = story.judged ? `evidence ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.FU)(story.judged.combined)} of ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.FU)(limitOf(story))}` : ''
if (!worst) return evidence
const baseline = worst.baseline ? `, old ${(0, _rows_js__WEBPACK_IMPORTED_MODULE_1__.Gx)(worst.baseline, worst.unit)}` : ''
const rates = `"${worst.name}": new ${(0, _rows_js__WEBPACK_IMPORTED_MODULE_1__.Gx)(worst.canary, worst.unit)}${baseline}`
return [rates, evidence].filter(Boolean).join('; ')
}
const limitOf = ({record}) => 1 / record.judgement.alpha
const holdsNext = ({record, state, hold}) => hold ?? (state.hold || (state.phase === 'rolled-back' && record.plan.holdAfterRollback))
const nextMove = story => {
const {state, decision} = story
if ((0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(state.phase)) return {text: sayEnd(story), at: null}
if (state.phase === 'aborted' || decision?.decision === 'abort') return {text: 'The old release gets all traffic back now.', at: story.now}
if (state.phase === 'queued') return {text: 'It begins when the rollout before it ends.', at: null}
const forward = forwardMove(story)
if (state.phase === 'awaiting-approval' || decision?.reason === 'approval-missing') return {text: `A person approves; then ${forward.what}.`, at: null}
if (state.phase === 'paused') return {text: `A person resumes it; then ${forward.what}.`, at: null}
if (decision?.person || state.phase === 'stuck') return {text: 'Nothing moves until a person decides.', at: null}
if (state.pending)
return {
text: `${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.uW)(state.pending.weight)} is set and read back from the platform.`,
at: story.now
}
return withDate(story, forward)
}
const withDate = (story, {what, at}) => {
const look = story.nextLook ?? story.decision?.requeueAt ?? null
const due = (0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.t_)(look) && look > story.now ? ` Next look: ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.sr)(look)}.` : ''
if (!(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.t_)(at)) return {text: `${sentence(what)}.${due}`, at: null}
const wait = at - story.now
const when = wait > 0 ? `at the earliest ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.sr)(at)}, in ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.u8)(wait)}` : 'as soon as a look allows it'
return {text: `${sentence(what)}, ${when}.${due}`, at}
}
const sentence = text => text.charAt(0).toUpperCase() + text.slice(1)
const forwardMove = story => {
const {record, state} = story
const steps = record.plan.steps.length
const step = record.plan.steps[state.step]
if (!step) return {what: 'promotion', at: (0, _rows_js__WEBPACK_IMPORTED_MODULE_1__.rc)(story)}
const open = step.approval && !state.approved.includes(state.step + 1)
const schedule = step.at === undefined ? '' : `, not before ${step.at}`
const what = `${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.uW)(step.weight)} (step ${state.step + 1} of ${steps})${schedule}${open ? ', after a person approved' : ''}`
return {what, at: (0, _rows_js__WEBPACK_IMPORTED_MODULE_1__.w0)(story)[state.step]?.plannedAt ?? null}
}
const sayEnd = story => {
switch (story.state.phase) {
case 'promoted':
return 'Nothing is left to do: the next release will be compared with this one.'
case 'rolled-back':
return holdsNext(story) ? 'The next push is refused until a person releases the hold.' : 'The old release serves everything; the next push may begin.'
default:
return 'Nothing is left to do here: a newer release took its place.'
}
}
const movesOf = story => {
const {state} = story
switch (state.phase) {
case 'queued':
return ['abort']
case 'awaiting-approval':
return ['approve', 'rollback', 'pause', 'abort']
case 'progressing':
case 'baking':
return ['rollback', 'pause', ...(state.step > 0 ? ['skip'] : []), 'promote', 'abort']
case 'paused':
return ['resume', 'rollback', 'promote', 'abort']
case 'stuck':
return ['retry', 'rollback', 'promote', 'abort']
case 'promoted':
return ['rollback']
case 'aborted':
return ['rollback']
case 'rolled-back':
return holdsNext(story) ? ['release-hold'] : []
case 'superseded':
return []
default:
return state.phase
}
}
const spanOf = story => Math.max(0, endOrNow(story) - story.record.startedAt)
const endOrNow = ({state, now}) => ((0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(state.phase) ? Math.min(now, Math.max(state.endedAt ?? state.headAt, state.startedAt)) : now)
const standingOf = story => ({
service: story.record.service,
environment: story.record.environment,
revision: story.record.revision,
phase: story.state.phase,
weight: story.state.weight,
since: isFinished(story.state.phase) ? (story.state.endedAt ?? story.state.headAt) : story.state.since,
by: story.record.requester,
hold: holdsNext(story),
next: nextMove(story).text
})
const peakEvidence = ({judged}) => {
if (!judged) return null
return judged.trail.reduce((peak, {combined}) => (Number.isNaN(combined) ? peak : Math.max(peak, combined)), Number.isNaN(judged.combined) ? 0 : judged.combined)
}
const sayTotals = ({totals}) => (totals ? `${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.px)(totals.requests)} requests, ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.px)(totals.canary)} of them on the new release, ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.px)(totals.failed)} failed` : '')
},
650: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
FU: () => showEvidence,
LS: () => plural,
aG: () => showAmount,
px: () => showCount,
sr: () => showMoment,
t_: () => isMoment,
u8: () => showSpan,
uW: () => showWeight,
x3: () => NONE,
zY: () => showShare
})
var _rollout_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8000)
const NONE = '–'
const LAST_MOMENT = 8.64e15 - 1000
const showCount = count => {
if (count === null || count === undefined || !Number.isFinite(count)) return NONE
if (Math.abs(count) >= 1e15) return count.toPrecision(3)
const [whole = '0', decimals] = String(Math.round(Math.abs(count) * 100) / 100).split('.')
const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
return `${count < 0 ? '-' : ''}${grouped}${decimals ? `.${decimals}` : ''}`
}
const showShare = fraction => {
if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return NONE
const percent = fraction * 100
if (!Number.isFinite(percent)) return NONE
if (percent !== 0 && Math.abs(percent) < 0.001) return percent > 0 ? '<0.001%' : '>-0.001%'
const digits = Math.abs(percent) >= 100 ? showCount(Math.round(percent)) : Number(percent.toPrecision(3))
return `${digits}%`
}
const showAmount = amount => {
if (amount === null || amount === undefined || !Number.isFinite(amount)) return NONE
return Math.abs(amount) >= 1000 ? showCount(Math.round(amount)) : String(Number(amount.toPrecision(3)))
}
const showEvidence = evidence => (evidence === null || evidence === undefined || Number.isNaN(evidence) ? NONE : (0, _rollout_format_js__WEBPACK_IMPORTED_MODULE_0__.Vp)(Math.max(0, evidence)))
const showMoment = at => (isMoment(at) ? (0, _rollout_format_js__WEBPACK_IMPORTED_MODULE_0__.K9)(at) : NONE)
const showSpan = milliseconds => {
if (milliseconds === null || milliseconds === undefined || !Number.isFinite(milliseconds)) return NONE
if (milliseconds > 0 && milliseconds < 1000) return `${Math.ceil(milliseconds)}ms`
if (milliseconds > 0 && milliseconds < 10_000) return `${Number((milliseconds / 1000).toFixed(1))}s`
return (0, _rollout_format_js__WEBPACK_IMPORTED_MODULE_0__.QA)(milliseconds)
}
const showWeight = weight => (weight === null || weight === undefined || !Number.isFinite(weight) ? NONE : `${Number(weight.toFixed(3))}%`)
const isMoment = at => at !== null && at !== undefined && Number.isFinite(at) && Math.abs(at) <= LAST_MOMENT
const plural = (count, one, many = `${one}s`) => `${showCount(count)} ${count === 1 ? one : many}`
},
1591: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Ge: () => testRows,
Gx: () => showRate,
Nx: () => capital,
SR: () => eventRows,
_s: () => worstTest,
c_: () => measureOf,
fE: () => exposed,
gU: () => decisionRows,
gf: () => whyOf,
rc: () => promotionAt,
w0: () => stepRows
})
var _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3171)
var _numbers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(650)
var _sentences_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5198)
var _series_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4015)
const stepRows = story => {
const {record, state} = story
const planned = plannedBegins(story)
const entered = record.plan.steps.map((step, index) => enteredAt(story, index + 1, step.weight))
const end = (0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(state.phase) || state.phase === 'aborted' ? endOf(story) : null
const complete = state.story.some(({happening}) => happening.kind === 'started')
const points = (0, _series_js__WEBPACK_IMPORTED_MODULE_2__.XE)(firstHistory(story))
return record.plan.steps.map((step, index) => {
const number = index + 1
const from = entered[index] ?? null
const next = entered.slice(index + 1).find(at => at !== null) ?? null
const left = from === null ? null : (next ?? end)
const current = state.step === number
return {
number,
weight: step.weight,
bake: step.bake,
approval: step.approval ?? false,
schedule: step.at ?? null,
status: statusOf({
number,
reached: state.step,
current,
end,
missed: complete && from === null,
back: state.phase === 'rolled-back' || state.phase === 'aborted'
}),
enteredAt: from,
leftAt: left,
plannedAt: number > state.step && end === null ? (planned[index] ?? null) : null,
points: from === null ? [] : points.filter(p => p.from >= from && p.from < (left ?? Number.POSITIVE_INFINITY))
}
})
}
const statusOf = at => {
if (at.number > at.reached) return at.end === null ? 'ahead' : 'never'
if (at.missed) return 'passed-over'
if (!at.current) return 'done'
return at.end === null ? 'now' : at.back ? 'stopped' : 'done'
}
const enteredAt = ({state}, number, weight) => {
if (number > state.step) return null
const event = state.story.find(({happening: h}) => h.kind === 'set' && h.weight === weight)
if (event) return event.at
return number === state.step ? state.since : null
}
const endOf = ({state}) => state.story.find(({happening: {kind}}) => ENDS.has(kind))?.at ?? state.headAt
const ENDS = new Set(['going-back', 'rolled-back', 'promoted', 'superseded'])
const plannedBegins = ({record, state, now, planned}) => {
const current = record.plan.steps[state.step - 1]
let earliest = current ? Math.max(now, state.since + current.bake) : now
return record.plan.steps.map((step, index) => {
if (index + 1 <= state.step) return null
const given = planned?.[index]
const begin = given ?? (step.at === undefined ? earliest : null)
earliest = begin === null ? null : begin + step.bake
return begin
})
}
const promotionAt = story => {
if ((0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(story.state.phase) || story.state.phase === 'aborted') return null
const last = story.record.plan.steps.at(-1)
if (!last) return null
if (story.state.step >= story.record.plan.steps.length) return Math.max(story.now, story.state.since + last.bake)
const begin = plannedBegins(story).at(-1) ?? null
return begin === null ? null : begin + last.bake
}
const firstHistory = ({record, metrics}) => {
const name = record.judgement.tests[0]?.metric
return metrics.find(({metric}) => metric === name) ?? metrics[0]
}
const testRows = story =>
story.record.judgement.tests.map(spec => {
const points = exposed(story, (0, _series_js__WEBPACK_IMPORTED_MODULE_2__.XE)(story.metrics.find(({metric}) => metric === spec.metric)))
const evidence = story.judged?.tests.find(({name}) => name === spec.name)?.evidence ?? null
const {title, unit = 'share', of = 'request'} = measureOf(story, spec.metric)
const usable = points.filter(({canary}) => canary && canary.n > 0).length
return {
name: spec.name,
metric: spec.metric,
title,
unit,
of,
...(0, _series_js__WEBPACK_IMPORTED_MODULE_2__.cz)(points),
usable,
slices: points.length,
limit: sayLimit(spec, unit),
evidence,
words: sayEvidence(evidence, usable)
}
})
const exposed = (story, points) => {
const {state} = story
const begin = state.story.find(({happening: {kind}}) => kind === 'set')?.at ?? Number.NEGATIVE_INFINITY
const over = (0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(state.phase) || state.phase === 'aborted'
const end = over ? endOf(story) : Number.POSITIVE_INFINITY
return points.filter(({from}) => from >= begin && from < end)
}
const measureOf = ({measures}, metric) => measures?.find(measure => measure.metric === metric) ?? {metric, title: metric}
const sayLimit = (spec, unit) => {
const show = unit === 'share' ? _numbers_js__WEBPACK_IMPORTED_MODULE_3__.zY : _numbers_js__WEBPACK_IMPORTED_MODULE_3__.aG
const parts = []
if (spec.max !== undefined) parts.push(spec.max === 0 ? 'none at all' : `at most ${show(spec.max)}`)
const slack = [...(spec.relative ? [(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.zY)(spec.relative)] : []), ...(spec.points ? [unit === 'share' ? showPoints(spec.points) : (0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.aG)(spec.points)] : [])]
if (spec.relative !== undefined || spec.points !== undefined) parts.push(slack.length > 0 ? `the old release plus ${slack.join(' plus ')}` : 'no worse than the old release')
return parts.join(', and ') || 'no limit'
}
const showPoints = fraction => {
const percent = (0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.zY)(fraction).replace('%', '')
return `${percent} ${percent === '1' ? 'point' : 'points'}`
}
const sayEvidence = (evidence, usable) => {
if (evidence === null || Number.isNaN(evidence) || usable === 0) return 'nothing was measured yet'
if (evidence <= 1) return 'nothing speaks against it'
return `a release within its limits would look this bad at most 1 time in ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.FU)(evidence)}`
}
const showRate = (counts, unit) => {
if (!counts) return 'no data'
if (counts.n === 0) return 'no units'
const value = (0, _series_js__WEBPACK_IMPORTED_MODULE_2__.TS)(counts)
if (unit === 'amount') return `${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.aG)(value)} (${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.px)(counts.x)} over ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.px)(counts.n)})`
return `${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.zY)(value)} (${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.px)(counts.x)} of ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_3__.px)(counts.n)})`
}
const worstTest = story =>
testRows(story)
.filter(({canary}) => canary !== null && canary.n > 0)
.reduce((worst, row) => (worst === null || (row.evidence ?? 0) > (worst.evidence ?? 0) ? row : worst), null)
const eventRows = ({state}) => state.story.map(event => ({at: event.at, text: (0, _sentences_js__WEBPACK_IMPORTED_MODULE_1__.Iz)(event), kind: event.happening.kind}))
const decisionRows = story => {
const taken = story.decisions ?? []
if (taken.length === 0) return story.state.story.flatMap(decisionOf)
const rows = []
for (const {at, decision: d} of taken) {
const last = rows.at(-1)
if (last?.decision === d.decision && last.reason === d.reason && d.decision === 'hold') {
last.to = at
last.times += 1
last.text = d.message
} else rows.push({from: at, to: at, times: 1, decision: d.decision, reason: d.reason, text: d.message})
}
return rows
}
const decisionOf = event => {
const {happening: h, at} = event
const row = (decision, reason) => [{from: at, to: at, times: 1, decision, reason, text: (0, _sentences_js__WEBPACK_IMPORTED_MODULE_1__.Iz)(event)}]
switch (h.kind) {
case 'set':
return row('advance', 'next-step')
case 'waits':
return row('hold', h.reason)
case 'going-back':
return row('abort', h.reason)
case 'promoted':
return row('promote', 'all-steps-done')
default:
return []
}
}
const whyOf = story => {
const {decision, decisions = [], state} = story
if ((0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(state.phase) || state.phase === 'aborted') {
const deciding = [...decisions.map(taken => taken.decision), ...(decision ? [decision] : [])].findLast(d => (d.decision === 'abort' || d.decision === 'promote') && d.reason !== 'unfinished-act')
if (deciding) return deciding.message
if (state.phase === 'promoted') return 'All steps are done.'
}
if (decision?.decision === 'advance' && state.step === 0) return 'Every check before the first step passed.'
if (decision?.decision === 'advance') return `${capital((0, _sentences_js__WEBPACK_IMPORTED_MODULE_1__.S0)(decision.reason))}.`
if (decision && decision.reason !== 'finished') return decision.message
return state.reason ? `${capital((0, _sentences_js__WEBPACK_IMPORTED_MODULE_1__.S0)(state.reason))}.` : ''
}
const capital = text => text.charAt(0).toUpperCase() + text.slice(1)
},
5198: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
B$: () => sayPhase,
Iz: () => sayEvent,
Q0: () => MOVE_WORDS,
QR: () => WAY_BACK_WORDS,
S0: () => sayReason,
YV: () => toneOf
})
var _numbers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(650)
const REASON_WORDS = {
finished: 'the rollout is over',
'unfinished-act': 'an act was begun and not confirmed',
'rollback-asked': 'a person asked for a rollback',
'circuit-breaker': 'one slice was so bad that nobody waits for more',
'zero-limit': 'something happened of which none is allowed',
'evidence-of-harm': 'the evidence of harm reached its limit',
'smoke-failed': 'the smoke test failed',
deadline: 'the deadline passed',
'way-back-unsafe': 'the way back is not safe',
drift: 'somebody else changed the traffic',
conflict: 'two runs wrote at once',
'state-lost': 'the record of the rollout is lost',
'record-full': 'the record is nearly full',
'config-changed': 'the configuration is not the one it was released with',
unproven: 'the record holds lines that nobody vouches for',
queued: 'another rollout is still on its way',
paused: 'a person paused it',
stuck: 'it is stuck and needs a person',
frozen: 'a freeze window is in force',
superseded: 'a newer release took its place',
rejected: 'a person rejected it before it began',
abandoned: 'the run that proposed it ended before it began',
'not-deployed': 'a component is not deployed yet',
'not-checked': 'a smoke test has not passed yet',
'bake-not-over': 'the bake is not over',
'no-data': 'no usable data arrived',
'blind-too-long': 'no usable data arrived for too long',
suspicious: 'the evidence is at or above the hold line',
'suspicious-too-long': 'it has been suspicious for too long',
'over-limit': 'a present figure is beyond its limit',
'too-few-samples': 'too few units were seen to judge',
'not-yet': 'the next step has a later date',
'approval-missing': 'a person must approve the next step',
'next-step': 'it is within its limits',
'last-step': 'it is within its limits',
'all-steps-done': 'all steps are done'
}
const sayReason = reason => REASON_WORDS[reason]
const sayEvent = ({happening: h}) => {
switch (h.kind) {
case 'started':
return 'The rollout started.'
case 'queued':
return `Queued behind ${h.behind}.`
case 'restore-point':
return `Restore point ${h.id} was taken.`
case 'migrated':
return `The database was migrated to ${h.version}.`
case 'checked':
return h.target === 'live' ? 'The live release passed its smoke test.' : 'The new release passed its smoke test.'
case 'deployed':
return `${h.component} was deployed as ${h.release}, at 0%.`
case 'setting':
return `Began to set ${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_0__.uW)(h.weight)}.`
case 'set':
return `${(0, _numbers_js__WEBPACK_IMPORTED_MODULE_0__.uW)(h.weight)} confirmed on the platform.`
case 'waits':
return `Waits: ${sayReason(h.reason)}.`
case 'asks':
return `Asked a person to approve step ${h.step}.`
case 'approved':
return `Step ${h.step} was approved by ${h.by}.`
case 'paused':
return `Paused by ${h.by}.`
case 'resumed':
return `Resumed by ${h.by}.`
case 'skipped':
return `The rest of the bake was skipped by ${h.by}.`
case 'retried':
return `Retried by ${h.by}.`
case 'asked-promote':
return `${h.by} asked to promote at once.`
case 'asked-rollback':
return `${h.by} asked for a rollback.`
case 'going-back':
return `Going back: ${sayReason(h.reason)}.`
case 'rolled-back':
return `Rolled back and confirmed: ${sayReason(h.reason)}.`
case 'promoted':
return 'Promoted: the new release is the baseline now.'
case 'superseded':
return `Superseded by ${h.by}.`
case 'stuck':
return `Stuck: ${sayReason(h.reason)}.`
case 'released':
return `The hold was released by ${h.by}.`
case 'retired':
return 'The old release was retired.'
default:
return h
}
}
const PHASE_WORDS = {
queued: {word: 'queued', tone: 'quiet'},
'awaiting-approval': {word: 'waits for approval', tone: 'wait'},
progressing: {word: 'progressing', tone: 'busy'},
baking: {word: 'baking', tone: 'busy'},
paused: {word: 'paused', tone: 'wait'},
promoted: {word: 'promoted', tone: 'good'},
aborted: {word: 'going back', tone: 'bad'},
'rolled-back': {word: 'rolled back', tone: 'bad'},
superseded: {word: 'superseded', tone: 'quiet'},
stuck: {word: 'stuck', tone: 'wait'}
}
const sayPhase = phase => PHASE_WORDS[phase].word
const toneOf = phase => PHASE_WORDS[phase].tone
const MOVE_WORDS = {
approve: {does: 'let the next step begin', how: 'action rollout, operation approve'},
pause: {does: 'stop here; guards go on', how: 'action rollout, operation pause'},
resume: {does: 'go on from here', how: 'action rollout, operation resume'},
skip: {does: 'end this bake now', how: 'action rollout, operation skip'},
promote: {does: 'go to the last step without the ones between', how: 'action rollout, operation promote'},
retry: {does: 'try again what got stuck', how: 'action rollout, operation retry'},
abort: {does: 'stop this rollout and put the old release back', how: 'action rollout, operation abort'},
rollback: {does: 'put the old release back, at any time', how: 'action rollback'},
'release-hold': {
does: 'let the next release in again',
how: 'action rollout, operation release-hold'
}
}
const WAY_BACK_WORDS = {
safe: 'proven: the old release can be put back',
'freeze-only': 'not possible by itself: Sluice would stop here and call a person',
'forward-only': 'closed: the old code cannot run any more, only a newer release helps'
}
},
4015: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
TS: () => rate,
XE: () => pointsOf,
cz: () => sum,
yL: () => thin
})
const usable = counts => (counts && [counts.n, counts.x].every(value => Number.isFinite(value) && value >= 0) ? counts : null)
const add = (a, b) => (a && b ? {n: a.n + b.n, x: a.x + b.x} : (a ?? b))
const pointsOf = history =>
(history?.slices ?? [])
.filter(({from, to}) => Number.isFinite(from) && Number.isFinite(to) && to > from)
.map(slice =>
slice.problem === undefined
? {
from: slice.from,
to: slice.to,
canary: usable(slice.canary),
baseline: usable(slice.baseline)
}
: {from: slice.from, to: slice.to, canary: null, baseline: null}
)
.sort((a, b) => a.from - b.from)
const thin = (points, most) => {
const each = Math.max(1, Math.ceil(points.length / Math.max(1, most)))
if (each === 1) return {points: [...points], each}
const merged = []
for (let i = 0; i < points.length; i += each) {
const group = points.slice(i, i + each)
const [first] = group
if (!first) continue
merged.push({...sum(group), from: first.from, to: group.at(-1)?.to ?? first.to})
}
return {points: merged, each}
}
const sum = points =>
points.reduce(
(total, point) => ({
canary: add(total.canary, point.canary),
baseline: add(total.baseline, point.baseline)
}),
{canary: null, baseline: null}
)
const rate = counts => {
if (!counts || counts.n <= 0) return null
const value = counts.x / counts.n
return Number.isFinite(value) ? value : null
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
},
8044: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
P: () => unitsFor,
Q: () => shareInUnits
})
const shareInUnits = (weight, units) => (100 * unitsFor(weight, units)) / units
const unitsFor = (weight, units) => Math.max(0, Math.ceil((weight * units) / 100 - 1e-9))
}
}
