export const id = 9690
export const ids = [9690, 7994]
export const modules = {
5802: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
K: () => lastTraffic
})
var _src_gates_believed_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9536)
const lastTraffic = async (opening, service, environment) => {
const ledger = await opening
const {entries} = await ledger.list(service, environment)
const promoted = entries.map(_src_gates_believed_js__WEBPACK_IMPORTED_MODULE_0__.SR).find(rollout => rollout?.state.phase === 'promoted')
return promoted?.record.traffic ?? []
}
},
2317: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
n: () => assess
})
var slices = __webpack_require__(9249)
const findTripped = prepared => {
const {breakers} = prepared.judgement
for (const {max, min} of breakers) if (!(max > 0 && min >= 0)) throw new RangeError(`a breaker cannot go off at ${max} of ${min} units`)
for (const slot of prepared.slots) {
if (slot.dropped !== null) continue
for (const breaker of breakers) {
const reading = (0, slices.sr)(prepared, breaker.metric, slot)
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
const reading = (0, slices.sr)(prepared, metric, slot)
if (reading === undefined || 'missing' in reading) continue
const {n, x} = reading.canary
if (n > 0 && x > 0) return {test: name, metric, slice: span(slot), n, x}
}
}
return null
}
const span = ({from, to}) => ({from, to})
var freshness = __webpack_require__(1191)
const SHARE_MINIMUM = 20
const SHARE_FACTOR = 2
const collectNotices = (prepared, tallies, blind, samples) => [
...(0, freshness.R0)(prepared).flatMap(metric => shareOff(prepared, metric)),
...(0, freshness.R0)(prepared).flatMap(metric => noTraffic(prepared, metric)),
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
...nothingToCompare(prepared, tallies),
...stakesSpent(prepared, tallies)
]
const shareOff = (prepared, metric) => {
const configured = (prepared.journey.bumps.at(-1)?.weight ?? 0) / 100
if (configured >= 1) return []
let canary = 0
let all = 0
for (const slot of prepared.current) {
const reading = (0, slices.sr)(prepared, metric, slot)
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
const reading = (0, slices.sr)(prepared, metric, slot)
if (reading === undefined || 'missing' in reading) continue
const silent = reading.canary.n === 0
baseline = silent ? baseline + (reading.baseline?.n ?? 0) : 0
since = silent ? (since ?? slot.from) : null
}
const expected = (baseline * weight) / (100 - weight)
return since !== null && expected >= freshness.zD ? [{kind: 'split-sends-no-traffic', metric, since, baseline}] : []
}
const droppedSlices = ({slots}, why, kind) => {
const dropped = slots.filter(slot => slot.dropped === why)
const last = dropped.at(-1)
return last === undefined ? [] : [{kind, slices: dropped.length, last: {from: last.from, to: last.to}}]
}
const nothingToCompare = ({judgement}, tallies) =>
judgement.tests.flatMap(({name, metric, max}, i) => {
const tally = tallies[i]
if (max !== undefined || !tally || tally.informative > 0 || !tally.lackedBaseline) return []
return [{kind: 'nothing-to-compare', test: name, metric}]
})
const stakesSpent = ({judgement}, tallies) =>
judgement.tests.flatMap(({name}, i) => {
const since = tallies[i]?.spentSince ?? null
return since === null ? [] : [{kind: 'stakes-spent', test: name, since}]
})
var analysis_samples = __webpack_require__(3571)
const ALL_STAKED = 1 - 1e-9
const openTally = () => ({
informative: 0,
lastRatio: null,
canary: {n: 0, x: 0},
baseline: null,
evidence: 1,
lackedBaseline: false,
spentSince: null
})
const addLook = (tally, look, to) => {
if (look.ratio === null || look.canary === null) {
tally.lackedBaseline ||= look.silence === 'no-baseline'
return
}
tally.informative += 1
tally.lastRatio = look.ratio
tally.evidence = look.evidence
add(tally.canary, look.canary)
if (look.baseline !== null) {
tally.baseline ??= {n: 0, x: 0}
add(tally.baseline, look.baseline)
}
if (tally.spentSince === null && look.account.s >= ALL_STAKED) tally.spentSince = to
}
const add = (sum, more) => {
sum.n += more.n
sum.x += more.x
}
const assess = input => {
const prepared = (0, slices.iA)(input)
const {tests} = prepared.judgement
const tallies = tests.map(openTally)
const course = follow(prepared, tallies)
const blind = (0, freshness.VG)(prepared, input.now, input.delay ?? 0)
const samples = (0, analysis_samples.T)(prepared)
return {
tests: testAssessments(tests, tallies),
combined: Math.max(course.combined, course.convicted?.combined ?? 0),
verdict: course.convicted ? 'rollback' : course.verdict,
convictedAt: course.convicted?.to ?? null,
tripped: findTripped(prepared),
brokenZeroLimit: findBrokenZeroLimit(prepared),
samples,
blindSince: blind.length === 0 ? null : Math.min(...blind.map(({since}) => since)),
suspiciousSince: course.suspiciousSince,
notices: collectNotices(prepared, tallies, blind, samples),
trail: course.trail
}
}
const follow = (prepared, tallies) => {
const course = {combined: 1, verdict: 'ok', suspiciousSince: null, trail: [], convicted: null}
;(0, slices.vw)(prepared, ({to}, looks, combined, verdict) => {
for (let i = 0; i < looks.length; i++) addLook(tallies[i], looks[i], to)
const point = {to, combined}
course.trail.push(point)
course.combined = combined
course.verdict = verdict
course.suspiciousSince = verdict === 'ok' ? null : (course.suspiciousSince ?? to)
if (verdict === 'rollback') course.convicted ??= point
})
return course
}
const testAssessments = (tests, tallies) => {
const total = tests.reduce((sum, {weight}) => sum + weight, 0)
return tests.flatMap(({name, metric, weight}, i) => {
const tally = tallies[i]
if (!tally) return []
const {evidence, informative, lastRatio, canary, baseline} = tally
return [{name, metric, weight: weight / total, evidence, informative, lastRatio, canary, baseline}]
})
}
},
3947: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
S4: () => judge,
Tl: () => ratioOfCounts,
WS: () => sliceRatio,
X1: () => evidenceOf,
i: () => openEvidence,
jC: () => placeBet,
lB: () => observe,
my: () => isCount
})
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
return ratioOfCounts(n, x, m, y, max, relative, points)
}
const ratioOfCounts = (n, x, m, y, max, relative, points) => {
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
return q === null || !(q >= 0) ? state : betOn(state, q, (0.5 * sliceMinutes) / planMinutes)
}
const betOn = (state, q, spread) => {
const {a, s} = state
const next = {a: [a[0], a[1], a[2], a[3]], s}
placeBet(next, q, spread)
return next
}
const placeBet = (account, q, spread) => {
const {a, s} = account
const wanted = (s === 0 ? 0.5 : 0) + spread
const stake = Math.max(0, Math.min(1 - s, wanted))
a[0] = bet(a[0] + stake, STAKES[0], q)
a[1] = bet(a[1] + stake, STAKES[1], q)
a[2] = bet(a[2] + stake, STAKES[2], q)
a[3] = bet(a[3] + stake, STAKES[3], q)
account.s = s + stake
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
let sum = 0
for (let i = 1; i < terms.length; i++) {
const term = terms[i]
let place = i
for (; place > 0 && terms[place - 1] > term; place--) terms[place] = terms[place - 1]
terms[place] = term
}
for (let i = 0; i < terms.length; i++) sum += terms[i]
return sum
}
},
1191: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
R0: () => testedMetrics,
VG: () => findBlind,
zD: () => SURPRISING
})
var _slices_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9249)
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
const reading = (0, _slices_js__WEBPACK_IMPORTED_MODULE_0__.sr)(prepared, metric, slot)
if (reading === undefined || slot.dropped === 'no-exposure') continue
trace.lastSlot = slot.index
const fault = faultOf(reading, slot.weight < 100 && (0, _slices_js__WEBPACK_IMPORTED_MODULE_0__.uQ)(prepared, metric, slot))
const judged = slot.dropped === null
if (fault === null) {
trace.lastUsable = slot.to
trace.problem = null
if (judged && 'canary' in reading) units += reading.canary.n
answered += quiet + (judged ? 1 : 0)
quiet = 0
} else if (judged) {
const answers = 'canary' in reading
quiet += answers ? 1 : 0
if (!(answers && units > 0) || (units / answered) * quiet >= SURPRISING) trace.problem = fault
}
}
return trace
}
const faultOf = (reading, comparable) => {
if ('missing' in reading) return reading.missing
if (reading.canary.n === 0) return 'no-units'
return comparable && (reading.baseline?.n ?? 0) === 0 ? 'no-baseline' : null
}
const isOverdue = ({judgement, journey}, lastSlot, until) => {
const {epoch, slice} = judgement
const due = Math.floor((until - epoch) / slice) - 1 - GRACE
return due >= Math.max(journey.firstJudged, lastSlot + 1)
}
},
1415: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
a: () => journeyOf
})
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
},
9943: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
S: () => layOnGrid
})
var _evidence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3947)
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
const readingOf = slice => {
const {canary, baseline, problem} = slice
if (problem !== undefined) return {missing: problem}
if (canary === null) return {missing: 'no-data'}
const missing = faultOf(canary) ?? (baseline === null ? null : faultOf(baseline))
return missing === null ? slice : {missing}
}
const faultOf = ({n, x}) => {
if ((0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.my)(n) && (0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.my)(x)) return null
const number = value => typeof value === 'number' && !Number.isNaN(value)
return number(n) && number(x) ? 'out-of-range' : 'not-a-number'
}
const merge = (earlier, later) => (earlier === undefined || same(earlier, later) ? later : {missing: 'ambiguous'})
const same = (a, b) => ('missing' in a || 'missing' in b ? 'missing' in a && 'missing' in b && a.missing === b.missing : sameCounts(a.canary, b.canary) && sameCounts(a.baseline, b.baseline))
const sameCounts = (a, b) => (a === null || b === null ? a === b : a.n === b.n && a.x === b.x)
},
3571: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
E: () => needOf,
T: () => countSamples
})
var _freshness_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1191)
var _slices_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9249)
const NEED_WITHOUT_LIMIT = 100
const countSamples = prepared =>
(0, _freshness_js__WEBPACK_IMPORTED_MODULE_0__.R0)(prepared).map(metric => ({
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
const reading = (0, _slices_js__WEBPACK_IMPORTED_MODULE_1__.sr)(prepared, metric, slot)
if (reading !== undefined && 'canary' in reading) units += reading.canary.n
}
return units
}
},
5155: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Is: () => seededRandom,
Y6: () => drawPoisson,
gI: () => drawBinomial,
wd: () => drawGamma
})
const seededRandom = (first, second = 0, third = 0) => {
let a = first | 0
let b = second | 0
let c = third | 0
let counter = 1
const next = () => {
const sum = (((a + b) | 0) + counter) | 0
counter = (counter + 1) | 0
a = b ^ (b >>> 9)
b = (c + (c << 3)) | 0
c = (c << 21) | (c >>> 11)
c = (c + sum) | 0
return sum >>> 0
}
for (let round = 0; round < 12; round++) next()
return () => (next() >>> 5) / 0x8000000 + (next() >>> 6) / 0x20000000000000
}
const SMALL_MEAN = 10
const drawPoisson = (random, mean) => {
if (!(mean > 0)) return 0
if (mean < SMALL_MEAN) return poissonByInversion(random, mean)
const spread = Math.sqrt(mean)
const b = 0.931 + 2.53 * spread
const a = -0.059 + 0.02483 * b
const inverse = 1.1239 + 1.1328 / (b - 3.4)
const accept = 0.9277 - 3.6224 / (b - 2)
const logMean = Math.log(mean)
for (;;) {
const u = random() - 0.5
const v = random()
const us = 0.5 - Math.abs(u)
const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
if (us >= 0.07 && v <= accept) return k
if (k < 0 || (us < 0.013 && v > us)) continue
if (Math.log((v * inverse) / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) return k
}
}
const poissonByInversion = (random, mean) => {
let chance = Math.exp(-mean)
let left = random() - chance
let k = 0
while (left >= 0 && chance > 1e-300) {
k += 1
chance *= mean / k
left -= chance
}
return k
}
const drawBinomial = (random, n, p) => {
const units = Math.floor(n)
if (!(units > 0 && p > 0)) return 0
if (p >= 1) return units
if (p > 0.5) return units - drawBinomial(random, units, 1 - p)
return units * p < SMALL_MEAN ? binomialByInversion(random, units, p) : binomialByRejection(random, units, p)
}
const binomialByInversion = (random, n, p) => {
const odds = p / (1 - p)
let chance = Math.exp(n * Math.log1p(-p))
let left = random() - chance
let k = 0
while (left >= 0 && k < n) {
k += 1
chance *= ((n - k + 1) / k) * odds
left -= chance
if (chance < 1e-300) break
}
return k
}
const binomialByRejection = (random, n, p) => {
const q = 1 - p
const spread = Math.sqrt(n * p * q)
const b = 1.15 + 2.53 * spread
const a = -0.0873 + 0.0248 * b + 0.01 * p
const middle = n * p + 0.5
const accept = 0.92 - 4.2 / b
const odds = p / q
const alpha = (2.83 + 5.1 / b) * spread
const mode = Math.floor((n + 1) * p)
for (;;) {
const u = random() - 0.5
const v = random()
const us = 0.5 - Math.abs(u)
const k = Math.floor(((2 * a) / us + b) * u + middle)
if (k < 0 || k > n) continue
if (us >= 0.07 && v <= accept) return k
const bound = (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) + (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) + (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) + stirlingRest(mode) + stirlingRest(n - mode) - stirlingRest(k) - stirlingRest(n - k)
if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k
}
}
const drawNormal = random => {
for (;;) {
const x = 2 * random() - 1
const y = 2 * random() - 1
const square = x * x + y * y
if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
}
}
const drawGamma = (random, shape) => {
if (!(shape > 0)) return 0
if (shape < 1) return drawGamma(random, shape + 1) * (1 - random()) ** (1 / shape)
const d = shape - 1 / 3
const c = 1 / Math.sqrt(9 * d)
for (;;) {
const z = drawNormal(random)
const v = (1 + c * z) ** 3
if (v > 0 && Math.log(1 - random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v
}
}
const logFactorial = k => HALF_LOG_TWO_PI + (k + 0.5) * Math.log(k + 1) - (k + 1) + stirlingRest(k)
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)
const stirlingRest = k => {
const known = SMALL_RESTS[k]
if (known !== undefined) return known
const square = (k + 1) * (k + 1)
return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1)
}
const SMALL_RESTS = Array.from({length: 16}, (_, k) => {
let exact = 0
for (let i = 2; i <= k; i++) exact += Math.log(i)
return exact - (HALF_LOG_TWO_PI + (k + 0.5) * Math.log(k + 1) - (k + 1))
})
},
2033: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => trips,
p: () => ratioOf
})
var _evidence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3947)
const ratioOf = (test, {weight, canary, baseline, compared}) => {
const {n, x} = canary
if (test.max === 0 || weight >= 100) return (0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.WS)({n, x}, test)
if (baseline === null) return compared ? null : (0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.WS)({n, x}, test)
return (0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.WS)({n, x, m: baseline.n, y: baseline.x}, test)
}
const trips = ({max, min}, {weight, canary, baseline}) => {
const {n, x} = canary
if (!(n > 0 && n >= min && x / n >= max)) return false
const excused = baseline !== null && baseline.n > 0 && weight < 100 && baseline.x / baseline.n >= max / 2
return !excused
}
},
9249: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
ND: () => judgeSlices,
iA: () => prepare,
sr: () => readingIn,
uQ: () => isCompared,
vw: () => followSlices
})
var _evidence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3947)
var _placement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1415)
var _readings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9943)
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
for (const test of tests) (0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.WS)({n: 0, x: 0}, test)
;(0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.S4)(
tests.map(({weight}) => ({weight, evidence: 1})),
alpha,
hold
)
const journey = (0, _placement_js__WEBPACK_IMPORTED_MODULE_2__.a)(judgement, bumps)
const readings = (0, _readings_js__WEBPACK_IMPORTED_MODULE_1__.S)(judgement, histories, now)
const slots = readings.slots.map(index => {
const from = epoch + index * slice
return {index, from, to: from + slice, ...journey.place(index)}
})
const current = slots.filter(({dropped, step}) => dropped === null && step === journey.current)
return {judgement, journey, readings, slots, current}
}
const judgeSlices = input => judgePrepared(prepare(input))
const judgePrepared = prepared => {
const slices = []
followSlices(prepared, ({from, to, step, weight, dropped}, looks, combined, verdict) => {
const tests = looks.map(({test, ratio, silence, canary, baseline, account: {a, s}, evidence, weight: share}) => ({
test,
ratio,
silence,
canary,
baseline,
state: {a: [a[0], a[1], a[2], a[3]], s},
evidence,
weight: share
}))
slices.push({from, to, step, weight, dropped, tests, combined, verdict})
})
return slices
}
const followSlices = (prepared, visit) => {
const {slice, planLength, tests, alpha, hold} = prepared.judgement
const spread = (0.5 * (slice / MINUTE)) / (planLength / MINUTE)
const askers = tests.map(test => askerOf(prepared, test))
const looks = tests.map(openLook)
for (const slot of prepared.slots) {
for (let i = 0; i < askers.length; i++) hear(askers[i], slot, looks[i], spread)
const {combined, verdict} = (0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.S4)(looks, alpha, hold)
visit(slot, looks, combined, verdict)
}
}
const openLook = ({name, weight}) => ({
test: name,
ratio: null,
silence: null,
canary: null,
baseline: null,
account: {a: [0, 0, 0, 0], s: 0},
evidence: 1,
weight
})
const MINUTE = 60_000
const askerOf = ({readings: {byMetric, firstBaseline}}, test) => ({
test,
readings: byMetric.get(test.metric),
comparedFrom: firstBaseline.get(test.metric) ?? Number.POSITIVE_INFINITY,
max: test.max,
relative: test.relative ?? 0,
points: test.points ?? 0
})
const hear = (asker, slot, look, spread) => {
look.silence = silenceOf(asker, slot, look)
if (look.silence === null && look.ratio !== null) {
;(0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.jC)(look.account, look.ratio, spread)
look.evidence = (0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.X1)(look.account)
return
}
look.ratio = null
look.canary = null
look.baseline = null
}
const silenceOf = (asker, slot, look) => {
if (slot.dropped !== null) return slot.dropped
const reading = asker.readings?.get(slot.index)
if (reading === undefined) return 'not-delivered'
if ('missing' in reading) return reading.missing
const {canary, baseline} = reading
if (canary.n === 0) return 'no-units'
if (asker.max === 0) return weigh(asker, look, canary, null) ? null : 'none-found'
if (slot.weight >= 100) return weigh(asker, look, canary, null) ? null : 'full-exposure'
if (baseline === null) {
if (slot.index >= asker.comparedFrom) return 'no-baseline'
return weigh(asker, look, canary, null) ? null : 'no-baseline'
}
if (baseline.n === 0) return 'baseline-silent'
return weigh(asker, look, canary, baseline) ? null : 'no-failures'
}
const weigh = (asker, look, canary, baseline) => {
const {max, relative, points} = asker
look.ratio = (0, _evidence_js__WEBPACK_IMPORTED_MODULE_0__.Tl)(canary.n, canary.x, baseline?.n, baseline?.x, max, relative, points)
look.canary = canary
look.baseline = baseline
return look.ratio !== null
}
},
8653: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Au: () => trippedSentence,
BT: () => verdictSentence,
T1: () => formatShare,
ZV: () => formatNumber,
cv: () => noticeSentence,
fI: () => zeroLimitSentence
})
const evidenceSentence = combined => {
if (combined > 1e6) return 'A release within its limits would look this bad at most 1 time in more than a million.'
if (combined >= 1.05) return `A release within its limits would look this bad at most 1 time in ${roundedDown(combined)}.`
return 'Nothing speaks against the release so far.'
}
const verdictSentence = ({combined, verdict, convictedAt}, {alpha, hold}) => {
const rollback = formatNumber(1 / alpha)
const evidence = formatEvidence(combined)
switch (verdict) {
case 'rollback': {
const since = convictedAt === null ? '' : ` (reached ${formatMoment(convictedAt)})`
return `Evidence of harm ${evidence}, limit ${rollback}${since}. ${evidenceSentence(combined)}`
}
case 'hold':
return `Evidence of harm ${evidence}: suspicious from ${formatNumber(hold)}, rollback from ${rollback}. ${evidenceSentence(combined)}`
case 'ok':
return `Evidence of harm ${evidence}, below ${formatNumber(hold)}. ${evidenceSentence(combined)}`
default:
return verdict
}
}
const testSentence = ({name, canary, baseline, evidence, informative, lastRatio}) => {
if (informative === 0) return `${name}: no slice has said anything yet.`
const counted = `new release ${formatShareOf(canary)}`
const against = baseline === null ? '' : `, old release ${formatShareOf(baseline)}`
const last = lastRatio === null ? '' : `, last slice at ${formatRatio(lastRatio)} what is allowed`
return `${name}: ${counted}${against}${last}, evidence of harm ${formatEvidence(evidence)}.`
}
const trippedSentence = ({metric, slice, n, x, limit}) => `Circuit breaker: ${metric} was bad for ${formatNumber(x)} of ${formatNumber(n)} (${formatShare(x / n)}) between ${formatSpan(slice)}, limit ${formatShare(limit)}.`
const zeroLimitSentence = ({test, metric, slice, n, x}) => `${test} tolerates none at all, and ${metric} counted ${formatNumber(x)} among ${formatNumber(n)} between ${formatSpan(slice)}.`
const samplesSentence = ({metric, have, need}) => (have >= need ? `${metric} has seen ${formatNumber(have)} of ${formatNumber(need)} needed: enough for this step.` : `${metric} has seen ${formatNumber(Math.floor(have))} of ${formatNumber(need)} needed in this step: neither pass nor fail.`)
const PROBLEMS = {
'no-data': 'the source has no data for it',
'counter-reset': 'a counter was reset',
'not-a-number': 'the source answered with something that is not a number',
stale: 'the newest figure of the source is too old',
ambiguous: 'the source gave more than one answer for the same time',
'out-of-range': 'the source answered with an impossible count',
error: 'the source could not be asked',
'no-units': 'the new release has seen nothing',
'no-baseline': 'the old release, which it is compared with, has seen nothing',
absent: 'no answer covers the latest slices'
}
const noticeSentence = notice => {
switch (notice.kind) {
case 'share-off':
return `${notice.metric}: the new release saw ${formatShare(notice.measured)} of the units instead of ${formatShare(notice.configured)}; check the split.`
case 'split-sends-no-traffic':
return `${notice.metric}: the split sends no traffic: the new release has seen nothing since ${formatMoment(notice.since)}, the old one ${formatNumber(notice.baseline)} units.`
case 'dropped-over-a-bump':
return `${formatSlices(notice.slices)} left out because the share of traffic changed within, the last between ${formatSpan(notice.last)}.`
case 'dropped-as-warm-up':
return `${formatSlices(notice.slices)} left out as warm-up, the last between ${formatSpan(notice.last)}.`
case 'off-grid':
return `${notice.metric}: ${formatSlices(notice.slices)} ignored because the source did not keep to the slice grid.`
case 'blind':
return `${notice.metric} has had nothing usable to say since ${formatMoment(notice.since)}: ${PROBLEMS[notice.problem]}.`
case 'too-little-data':
return notice.visible === null
? `${notice.metric}: not enough data to see anything in this step yet (0 of ${formatNumber(notice.need)} units).`
: `${notice.metric}: not enough data to see less than ${formatShare(notice.visible)} in this step (${formatNumber(Math.floor(notice.have))} of ${formatNumber(notice.need)} units).`
case 'nothing-to-compare':
return `${notice.test} has nothing to compare ${notice.metric} with: there is no old release to measure.`
case 'stakes-spent':
return `${notice.test} has outlived the plan since ${formatMoment(notice.since)}: harm that begins now is found later than it would have been.`
default:
return notice
}
}
const formatShare = share => `${formatNumber(share * 100)} %`
const formatNumber = value => {
if (!Number.isFinite(value)) return value > 0 ? 'infinitely many' : 'unknown'
if (Number.isInteger(value) || Math.abs(value) >= 1000) return value.toLocaleString('en-US', {maximumFractionDigits: 1})
return value.toLocaleString('en-US', {maximumSignificantDigits: 3})
}
const formatEvidence = evidence => (evidence > 1e6 ? 'more than a million' : roundedDown(evidence))
const roundedDown = value => {
if (value >= 100) return formatNumber(Math.floor(value))
const digits = value >= 1 ? 10 : 1000
return formatNumber(Math.floor(value * digits) / digits)
}
const formatMoment = at => {
const iso = new Date(at).toISOString()
const time = iso.slice(17, 19) === '00' ? iso.slice(11, 16) : iso.slice(11, 19)
return `${iso.slice(0, 10)} ${time} UTC`
}
const formatSpan = ({from, to}) => `${formatMoment(from)} and ${formatMoment(to)}`
const formatSlices = count => (count === 1 ? '1 slice was' : `${formatNumber(count)} slices were`)
const formatRatio = ratio => (Number.isFinite(ratio) ? `${formatNumber(ratio)} times` : 'infinitely many times')
const formatShareOf = ({n, x}) => (x > n ? `${formatNumber(x / n)} per unit over ${formatNumber(n)}` : `${formatNumber(x)} of ${formatNumber(n)} bad (${formatShare(n > 0 ? x / n : 0)})`)
},
4419: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
U: () => readFiles
})
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455)
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760)
var _config_load_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9466)
var _config_resolve_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6908)
var _databases_folder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7994)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7463)
const readFiles = async (root, {config: path, environment}, registries) => {
const text = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0, node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path), 'utf8').catch(() => {
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_5__.xL({
message: `there is no configuration at ${path}`,
fix: 'stand in the root of the repository, or name the file with --config',
docs: 'configuration.md'
})
})
const {config, notices} = await (0, _config_load_js__WEBPACK_IMPORTED_MODULE_2__.Z)(text, {...registries, path})
const name = environment ?? usualOf(config)
const resolved = (0, _config_resolve_js__WEBPACK_IMPORTED_MODULE_3__.yY)(config, name)
return {
config,
environment: name,
resolved,
migrations: config.database ? await migrationsOf(root, config.database.migrations) : null,
notices: notices.filter(({message}) => !message.startsWith('environments.') || message.startsWith(`environments.${name}`)).map(({message, at}) => (at === undefined ? message : `${at}: ${message}`))
}
}
const usualOf = ({environments}) => {
const names = environments.map(({name}) => name)
const [only = '', ...others] = names
if (others.length === 0) return only
if (names.includes('production')) return 'production'
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_5__.xL({
message: 'the file has several environments',
fix: `--environment ${names.join(' or ')}`,
docs: 'cli.md'
})
}
const migrationsOf = async (root, folder) => (await (0, _databases_folder_js__WEBPACK_IMPORTED_MODULE_4__.readMigrations)(root, folder)).migrations
},
3530: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Sh: () => foresee,
dD: () => opensAt,
Gn: () => planJourney
})
var evidence = __webpack_require__(3947)
var sight_ratio = __webpack_require__(2033)
const PATIENCE = 1000
const fewestSlices = (model, step, metric) => {
const {judgement, tests, metrics, stepModels} = model
const [place, judged] = [stepModels[step], metrics[metric]]
if (!place || !judged || (place.units[metric] ?? 0) === 0) return null
const {traffic} = judged
const n = Math.max(1, place.units[metric] ?? 0)
const m = place.others[metric] ?? 0
const worst = judged.levels.at(-1)?.rate ?? 1
const compared = m > 0
const sighting = {
weight: place.weight,
canary: {n, x: n * worst},
baseline: compared ? {n: m, x: m * traffic.rate} : null,
compared
}
if (judged.breakers.some(breaker => (0, sight_ratio.F)(breaker, sighting))) return 1
let states = tests.map(evidence.i)
for (let count = 1; count <= PATIENCE; count++) {
states = states.map((state, i) => {
const test = tests[i]
const ratio = test && judged.tests.includes(i) ? (0, sight_ratio.p)(test, sighting) : null
return (0, evidence.lB)(state, ratio, judgement.slice / 60_000, judgement.planLength / 60_000)
})
const looks = states.map((state, i) => ({evidence: (0, evidence.X1)(state), weight: tests[i]?.weight ?? 0}))
if ((0, evidence.S4)(looks, judgement.alpha, judgement.hold).verdict === 'rollback') return count
}
return null
}
const DAY = 86_400_000
const settle = question => {
const {steps, judgement, traffic} = question
if (steps.length === 0) throw new RangeError('a plan without steps sees nothing')
for (const {weight, bake} of steps) {
if (!(weight > 0 && weight <= 100)) throw new RangeError(`a step cannot send ${weight} % of the traffic`)
within('a bake', bake, 0)
}
for (const {unitsPerSecond, rate, kind} of traffic) {
within('the traffic', unitsPerSecond, 0)
within('a rate', rate, 0)
if (kind !== 'amount' && rate > 1) throw new RangeError(`a share of bad units cannot be ${rate}`)
}
if (new Set(traffic.map(({metric}) => metric)).size < traffic.length) throw new RangeError('the traffic of one metric is given twice')
if (!(Number.isFinite(judgement.slice) && judgement.slice > 0)) throw new RangeError(`a slice cannot last ${judgement.slice} ms`)
const bakes = steps.reduce((sum, {bake}) => sum + bake, 0)
const interval = within('the time between looks', question.interval ?? judgement.slice, 1)
return {
steps,
judgement,
traffic,
firstRelease: question.firstRelease ?? false,
interval,
delay: within('the delay', question.delay ?? 0, 0),
maxHold: within('the longest hold', question.maxHold ?? DAY, 0),
deadline: within('the deadline', question.deadline ?? 2 * bakes + DAY, 0),
seed: question.seed ?? 1,
runs: question.runs === undefined ? null : within('the number of runs', question.runs, 1)
}
}
const within = (name, value, least) => {
if (!(Number.isFinite(value) && value >= least)) throw new RangeError(`${name} must be ${least} or more, not ${value}`)
return value
}
var samples = __webpack_require__(3571)
const NEGLIGIBLE = 1e-13
const FINENESS = 64
const poissonQuantile = mean => {
if (!(mean > 0)) return () => 0
const step = Math.max(1, Math.floor(Math.sqrt(mean) / FINENESS))
const mode = Math.floor(mean)
const below = []
for (let k = mode, chance = 1; k - step >= 0 && chance > NEGLIGIBLE; k -= step) {
chance *= ((k - (step - 1) / 2) / mean) ** step
below.push(chance)
}
const above = []
for (let k = mode, chance = 1; chance > NEGLIGIBLE; k += step) {
chance *= (mean / (k + (step + 1) / 2)) ** step
above.push(chance)
}
return lookUp([...below.reverse(), 1, ...above], mode - below.length * step, step)
}
const lookUp = (chances, lowest, step) => {
const total = chances.reduce((sum, chance) => sum + chance, 0)
const reached = new Float64Array(chances.length)
let sum = 0
for (const [i, chance] of chances.entries()) {
sum += chance
reached[i] = sum / total
}
reached[chances.length - 1] = 1
const guide = new Uint16Array(chances.length)
for (let i = 0, at = 0; i < guide.length; i++) {
while ((reached[at] ?? 1) < i / guide.length) at += 1
guide[i] = at
}
return chance => {
let at = guide[Math.floor(chance * guide.length)] ?? 0
while ((reached[at] ?? 1) <= chance) at += 1
return lowest + at * step
}
}
var sight_random = __webpack_require__(5155)
const HEALTHY = -1
const FACTORS = [1.1, 1.2, 1.3, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100]
const SHARES = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
const modelOf = question => {
const {judgement, traffic, steps} = question
const {tests, breakers} = judgement
const metrics = traffic
.filter(({metric}) => tests.some(test => test.metric === metric))
.map(expected => {
const own = tests.filter(({metric}) => metric === expected.metric)
return {
name: expected.metric,
traffic: expected,
levels: levelsOf(expected, own),
need: (0, samples.E)(own),
breakers: breakers.filter(({metric}) => metric === expected.metric),
tests: tests.flatMap(({metric}, i) => (metric === expected.metric ? [i] : []))
}
})
return {...question, tests, metrics, stepModels: steps.map(step => stepModel(step, metrics, question))}
}
const levelsOf = ({kind, rate}, tests) => {
if (kind === 'amount') {
const limits = tests.flatMap(({max}) => (max === undefined ? [] : [max]))
const unit = rate > 0 ? rate : Math.max(...limits, 0) || 1
return FACTORS.map(factor => ({
rate: unit * factor,
factor: rate > 0 ? factor : null,
total: false
}))
}
const partial = rate > 0 ? FACTORS.map(factor => ({rate: rate * factor, factor, total: false})) : SHARES.map(share => ({rate: share, factor: null, total: false}))
const all = {rate: 1, factor: rate > 0 ? 1 / rate : null, total: true}
return rate < 1 ? [...partial.filter(level => level.rate < 1), all] : []
}
const stepModel = (step, metrics, {judgement, firstRelease}) => {
const share = step.weight / 100
const perSlice = metrics.map(({traffic}) => (traffic.unitsPerSecond * judgement.slice) / 1000)
const units = perSlice.map(all => all * share)
const compared = !firstRelease && share < 1
const others = perSlice.map(all => (compared ? all * (1 - share) : 0))
const known = new Map()
const sampler = (index, level) => {
const key = `${index}/${level}`
const metric = metrics[index]
const found = known.get(key)
if (found || !metric) return found ?? silent
const rate = metric.levels[level]?.rate ?? metric.traffic.rate
const means = {canary: units[index] ?? 0, baseline: compared ? (others[index] ?? 0) : null}
const made = metric.traffic.kind === 'amount' ? amounts(metric, rate, means) : shares(metric, rate, means)
known.set(key, made)
return made
}
return {...step, units, others, sampler}
}
const silent = () => ({canary: {n: 0, x: 0}, baseline: null})
const shares = ({traffic}, rate, means) => {
const arm = (mean, share) => {
const bad = poissonQuantile(mean * share)
const good = poissonQuantile(mean * (1 - share))
return random => {
const x = bad(random())
return {n: x + good(random()), x}
}
}
const canary = arm(means.canary, rate)
const baseline = means.baseline === null ? () => null : arm(means.baseline, traffic.rate)
return random => ({canary: canary(random), baseline: baseline(random)})
}
const amounts = ({traffic}, rate, means) => {
const arm = (mean, each) => {
const units = poissonQuantile(mean)
return random => {
const n = units(random())
return {n, x: each * (0, sight_random.wd)(random, n)}
}
}
const canary = arm(means.canary, rate)
const baseline = means.baseline === null ? () => null : arm(means.baseline, traffic.rate)
return random => ({canary: canary(random), baseline: baseline(random)})
}
const ACT = 5_000
const firstEntry = (model, run) => {
const offset = (0, sight_random.Is)(model.seed, run, -1)() * model.judgement.slice
return {step: 0, at: offset, states: model.tests.map(evidence.i)}
}
const walk = (model, run, entry, harm, last) => {
const {interval, delay, maxHold, deadline, judgement} = model
const {slice, warmup} = judgement
const start = entry.step === 0 ? entry.at : firstEntry(model, run).at
const entries = [entry]
const course = new Course(model, run)
course.enter(entry, harm)
let bump = entry.at
let next = Math.ceil(bump / slice) + warmup
for (let look = bump + interval; ; look += interval) {
const delivered = Math.floor((look - delay) / slice)
for (; next < delivered; next++) course.see(next)
const ended = end => {
return {end, step: course.step, at: look, entries, slices: course.slices}
}
if (course.convicted) return ended('found')
if (look >= bump + course.bake && course.isCalm() && course.hasSamples()) {
if (course.step === last) return ended('left')
for (; next < Math.floor(look / slice); next++) course.see(next)
bump = look + ACT
next = Math.max(next, Math.ceil(bump / slice) + warmup)
entries.push({step: course.step + 1, at: bump, states: course.states.slice()})
course.enter(entries.at(-1) ?? entry, harm)
} else if (look - start > deadline || course.heldFor(look, slice) > maxHold) return ended('stuck')
}
}
const OPEN = (0, evidence.i)()
class Course {
step = 0
bake = 0
slices = 0
convicted = false
states = []
samples = []
samplers = []
luck = []
suspicious = null
weight = 0
total
minutes
model
run
constructor(model, run) {
this.model = model
this.run = run
this.total = model.tests.reduce((sum, {weight}) => sum + weight, 0)
this.minutes = [model.judgement.slice / 60_000, model.judgement.planLength / 60_000]
}
enter({step, states}, harm) {
const {metrics, seed, stepModels} = this.model
const model = stepModels[step]
this.step = step
this.bake = model.bake
this.weight = model.weight
this.states = states.slice()
this.samples = metrics.map(() => 0)
this.luck = metrics.map((_, i) => (0, sight_random.Is)(seed, this.run, step * 64 + i))
this.samplers = metrics.map((_, i) => model.sampler(i, harm && harm.metric === i && step >= harm.from ? harm.level : HEALTHY))
}
see(slot) {
const {metrics, tests, judgement} = this.model
const {weight} = this
const [slices, plan] = this.minutes
this.slices += 1
for (let i = 0; i < metrics.length; i++) {
const metric = metrics[i]
const {canary, baseline} = this.samplers[i](this.luck[i])
this.samples[i] = (this.samples[i] ?? 0) + canary.n
const sighting = {weight, canary, baseline, compared: baseline !== null}
for (const j of metric.tests) {
const test = tests[j]
if (test) this.states[j] = (0, evidence.lB)(this.states[j] ?? OPEN, (0, sight_ratio.p)(test, sighting), slices, plan)
}
for (const breaker of metric.breakers) this.convicted ||= (0, sight_ratio.F)(breaker, sighting)
}
const combined = this.combined()
this.convicted ||= combined >= 1 / judgement.alpha
this.suspicious = combined < judgement.hold ? null : (this.suspicious ?? slot + 1)
}
combined() {
const {tests} = this.model
let sum = 0
for (let j = 0; j < tests.length; j++) sum += (tests[j]?.weight ?? 0) * (0, evidence.X1)(this.states[j] ?? OPEN)
return tests.length === 0 ? 1 : sum / this.total
}
isCalm() {
return this.suspicious === null
}
hasSamples() {
return this.model.metrics.every(({need}, i) => (this.samples[i] ?? 0) >= need)
}
heldFor(now, slice) {
return this.suspicious === null ? 0 : now - this.suspicious * slice
}
}
const SEEN = 0.8
const BUDGET = 40_000
const FEWEST_RUNS = 120
const MOST_RUNS = 300
const PILOTS = 12
class Search {
model
runs
fates = []
journeys = new Map()
chances = new Map()
constructor(question) {
this.model = modelOf(question)
this.runs = question.runs ?? this.affordableRuns()
}
affordableRuns() {
let slices = 0
for (let run = 0; run < PILOTS; run++) slices += this.healthyFate(run).slices
return Math.min(MOST_RUNS, Math.max(FEWEST_RUNS, Math.round((BUDGET * PILOTS) / Math.max(1, slices))))
}
healthyFate(run) {
const known = this.fates[run]
if (known) return known
const entry = firstEntry(this.model, run)
const walked = walk(this.model, run, entry, null, this.last)
const fate = {...walked, lasted: walked.at - entry.at}
this.fates[run] = fate
return fate
}
entriesOf(step) {
return Array.from({length: this.runs}, (_, run) => run).flatMap(run => {
const entry = step === 0 ? firstEntry(this.model, run) : this.healthyFate(run).entries[step]
return entry ? [{run, entry}] : []
})
}
get last() {
return this.model.stepModels.length - 1
}
healthy() {
const fates = Array.from({length: this.runs}, (_, run) => this.healthyFate(run))
const share = chosen => fates.filter(chosen).length / this.runs
return {
rolledBack: share(({end}) => end === 'found'),
stuck: share(({end}) => end === 'stuck'),
stuckAt: this.model.stepModels.map((_, i) => share(({end, step}) => end === 'stuck' && step === i)),
median: medianOf(fates.map(({end, lasted}) => (end === 'left' ? lasted : Number.POSITIVE_INFINITY)))
}
}
fromTheStart(metric, level, last) {
const key = `${metric}/${level}`
const known = this.journeys.get(key) ?? this.journeysOf(metric, level)
this.journeys.set(key, known)
return chanceOf(known.map(({step, after}) => (step <= last ? after : Number.POSITIVE_INFINITY)))
}
journeysOf(metric, level) {
const harm = level === HEALTHY ? null : {metric, level, from: 0}
return Array.from({length: this.runs}, (_, run) => {
const entry = firstEntry(this.model, run)
const {end, step, at} = walk(this.model, run, entry, harm, this.last)
return {step, after: end === 'found' ? at - entry.at : Number.POSITIVE_INFINITY}
})
}
withinStep(metric, level, step) {
const key = `${metric}/${level}/${step}`
if (step === 0 && this.journeys.has(`${metric}/${level}`)) return this.fromTheStart(metric, level, 0)
const known = this.chances.get(key)
if (known) return known
const harm = level === HEALTHY ? null : {metric, level, from: step}
const chance = chanceOf(
this.entriesOf(step).map(({run, entry}) => {
const {end, at} = walk(this.model, run, entry, harm, step)
return end === 'found' ? at - entry.at : Number.POSITIVE_INFINITY
})
)
this.chances.set(key, chance)
return chance
}
reaches(metric, level, step) {
const whole = step === 0 ? this.journeys.get(`${metric}/${level}`) : undefined
const known = whole ?? this.chances.get(`${metric}/${level}/${step}`)
if (known) return this.withinStep(metric, level, step).probability >= SEEN
const entries = this.entriesOf(step)
const needed = Math.ceil(SEEN * entries.length - 1e-9)
let [found, missed] = [0, 0]
for (const {run, entry} of entries) {
if (walk(this.model, run, entry, {metric, level, from: step}, step).end === 'found') found += 1
else missed += 1
if (found >= needed || missed > entries.length - needed) break
}
return found > 0 && found >= needed
}
smallestWithin(metric, step) {
const level = this.bisect(metric, each => this.reaches(metric, each, step))
return level === null ? null : this.found(metric, level, this.withinStep(metric, level, step))
}
smallestSoFar(metric, last) {
const level = this.bisect(metric, each => this.fromTheStart(metric, each, last).probability >= SEEN)
return level === null ? null : this.found(metric, level, this.fromTheStart(metric, level, last))
}
found(metric, level, chance) {
const judged = this.model.metrics[metric]
const sought = judged?.levels[level]
return judged && sought ? {...sought, ...chance, excess: sought.rate - judged.traffic.rate} : null
}
bisect(metric, isSeen) {
const count = this.model.metrics[metric]?.levels.length ?? 0
let [unseen, seen] = [-1, count]
while (seen - unseen > 1) {
const middle = seen === count ? count - 1 : Math.floor((unseen + seen) / 2)
if (isSeen(middle)) seen = middle
else unseen = middle
}
return seen === count ? null : seen
}
}
const chanceOf = times => ({
probability: times.length === 0 ? 0 : times.filter(time => time < Number.POSITIVE_INFINITY).length / times.length,
median: medianOf(times)
})
const medianOf = times => {
const middle = [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) / 2)]
return middle === undefined || middle === Number.POSITIVE_INFINITY ? null : middle
}
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BAKES = [15 * MINUTE, 30 * MINUTE, ...[1, 2, 4, 8, 12, 24, 48, 72].map(hours => hours * HOUR)]
const WEIGHTS = [1, 2, 5, 10, 20, 25, 50]
const MOST_SLICES = 300
const RUNS = 120
const suggestFor = (question, step, metric, goal, sees) => {
const now = question.steps[step]
const name = question.traffic[metric]?.metric
if (!now || name === undefined || (sees?.factor != null && sees.factor <= goal)) return []
if ((question.traffic[metric]?.rate ?? 0) === 0 || question.traffic[metric]?.unitsPerSecond === 0) return []
const trial = changed => new Trial(question, now, changed, name)
const suggestions = []
const bakes = BAKES.filter(bake => bake > now.bake && bake / question.judgement.slice <= MOST_SLICES)
const longer = bakes.find(bake => trial({...now, bake}).reaches(goal))
const longest = bakes.at(-1)
if (longer !== undefined) {
const found = trial({...now, bake: longer}).sees()
if (found) suggestions.push({kind: 'longer-bake', step, metric: name, bake: longer, sees: found})
} else if (longest !== undefined) {
const found = trial({...now, bake: longest}).sees()
suggestions.push({kind: 'best-of-share', step, metric: name, bake: longest, sees: found})
}
const weights = WEIGHTS.filter(weight => weight > now.weight && weight < (question.steps[step + 1]?.weight ?? 100))
const larger = weights.find(weight => trial({...now, weight}).reaches(goal))
if (larger !== undefined) {
const found = trial({...now, weight: larger}).sees()
if (found) suggestions.push({kind: 'larger-share', step, metric: name, weight: larger, sees: found})
}
return suggestions
}
class Trial {
search
metric
constructor(question, now, changed, metric) {
const {judgement} = question
const planLength = Math.max(changed.bake, judgement.planLength - now.bake + changed.bake)
this.search = new Search({
...question,
steps: [changed],
judgement: {...judgement, planLength},
deadline: question.deadline - now.bake + changed.bake,
runs: RUNS
})
this.metric = this.search.model.metrics.findIndex(({name}) => name === metric)
}
reaches(goal) {
const levels = this.search.model.metrics[this.metric]?.levels ?? []
const level = levels.findLastIndex(({factor, total}) => factor !== null && !total && factor <= goal)
return level >= 0 && this.search.reaches(this.metric, level, 0)
}
sees() {
return this.search.smallestWithin(this.metric, 0)
}
}
const GOAL = 3
const seePlan = question => {
const settled = settle(question)
const search = new Search(settled)
const healthy = search.healthy()
const steps = settled.steps.map((step, i) => stepSight(search, settled, step, i, healthy))
const names = [...new Set(settled.judgement.tests.map(({metric}) => metric))]
const known = search.model.metrics.map(({name}) => name)
return {
steps,
plan: (steps.at(-1)?.metrics ?? []).map(({metric, soFar}) => ({metric, found: soFar})),
healthy,
bakes: settled.steps.reduce((sum, {bake}) => sum + bake, 0),
suggestions: steps.flatMap(step => suggestionsFor(settled, step)),
unknown: names.filter(name => !known.includes(name)),
runs: search.runs,
slice: settled.judgement.slice,
alpha: settled.judgement.alpha
}
}
const stepSight = (search, question, {weight, bake}, index, {stuckAt}) => {
const {slice, warmup} = question.judgement
const judgedSlices = Math.max(0, Math.floor(bake / slice) - 1 - warmup)
const metrics = search.model.metrics.map((metric, m) => metricSight(search, metric, m, index, judgedSlices))
return {
step: index + 1,
weight,
bake,
judgedSlices,
metrics,
blind: metrics.every(({own}) => own === null),
stuck: stuckAt[index] ?? 0
}
}
const metricSight = (search, {name, traffic, need, levels}, metric, step, judgedSlices) => {
const unitsPerSlice = search.model.stepModels[step]?.units[metric] ?? 0
const {slice, warmup} = search.model.judgement
const lost = (warmup + 0.5) * slice
const double = levels.findIndex(({factor, total}) => factor === 2 && !total)
return {
metric: name,
unitsPerSecond: traffic.unitsPerSecond,
rate: traffic.rate,
kind: traffic.kind ?? 'share',
unit: traffic.unit ?? 'units',
unitsPerSlice,
unitsPerStep: unitsPerSlice * judgedSlices,
need,
needAfter: unitsPerSlice > 0 ? lost + Math.ceil(need / unitsPerSlice) * slice : null,
own: search.smallestWithin(metric, step),
soFar: search.smallestSoFar(metric, step),
doubling: double < 0 ? null : search.withinStep(metric, double, step),
fewestSlices: fewestSlices(search.model, step, metric)
}
}
const suggestionsFor = (question, {step, blind, metrics}) => {
const [leading] = metrics
if (!leading || (step > 1 && !blind)) return []
const index = question.traffic.findIndex(({metric}) => metric === leading.metric)
return suggestFor(question, step - 1, index, GOAL, leading.own)
}
var expected = __webpack_require__(4038)
var contract = __webpack_require__(9322)
var grammar = __webpack_require__(3355)
var audience = __webpack_require__(5113)
const journey_MINUTE = 60_000
const TICK_EVERY = 15
const SHORT_JOBS = 3
const MOST_CONTRACTS = 3
const opensAt = (plan, step, since) => {
const at = plan.steps[step]?.at
const schedule = at === undefined ? null : (0, grammar.nP)(at)
return schedule?.ok ? (0, grammar.Zk)(schedule.value, since) : null
}
const foresee = ({judgement, metrics, sources, plan}, ...known) => {
const traffic = (0, expected.Y)(metrics, ...known)
if (judgement.tests.length === 0 || !traffic.some(({unitsPerSecond}) => unitsPerSecond > 0)) return null
return seePlan({
steps: plan.steps,
judgement,
traffic,
delay: Math.max(0, ...sources.map(({delay}) => delay)),
maxHold: plan.maxHold,
deadline: plan.deadline
})
}
const planJourney = order => {
const {config, environment, resolved, starts} = order
const {plan, judgement, planHash} = resolved
const {stops, ends} = stopsOf(config.components, plan, starts)
const weights = judgement.tests.reduce((sum, {weight}) => sum + weight, 0)
return {
service: config.service,
environment,
plan,
planHash,
starts,
gates: gatesOf(config, environment, resolved),
stops,
ends,
judged: {
slice: judgement.slice,
hold: judgement.hold,
limit: 1 / judgement.alpha,
alpha: judgement.alpha,
tests: judgement.tests.map(test => ({
name: test.name,
share: test.weight / weights,
says: saysOf(
test,
resolved.metrics.find(({name}) => name === test.metric)
)
})),
sources: [...resolved.sources.map(source => sourceLine(source, resolved.metrics)), ...(judgement.limits ?? []).map(({metric, max, beyond}) => `${metric}: a present figure of at most ${max}; beyond it the rollout ${beyond === 'hold' ? 'is held' : 'goes back'}`)]
},
sight: foresee(resolved, order.traffic),
trafficFrom: order.trafficFrom,
back: backOf(config, plan, order.migrations),
cost: costOf(plan, stops, ends - starts),
notices: order.notices
}
}
const gatesOf = ({components, secrets, smoke, database}, environment, {plan, inFlight, liveSmoke}) => {
const needed = secrets.filter(({environments}) => environments?.includes(environment) ?? true)
const checks = smoke.map(({name}) => name).join(', ')
const asked = plan.steps.flatMap(({approval}, index) => (approval === true ? [index + 1] : []))
return [
{
gate: 'secret check',
does: needed.length === 0 ? 'no secret is listed' : needed.map(({name}) => name).join(', ')
},
{gate: 'preflight', does: 'checks, reviews, environments and the tick on GitHub'},
{gate: 'propose', does: `holds, drift, the way back; while another rollout is on its way: ${inFlight}`},
...(asked.length > 0 ? [{gate: 'approval', does: `a person, before step ${asked.join(' and ')}`}] : []),
...(database
? [
{
gate: 'migrate',
does: `pending files of ${database.migrations}; restore point: ${database.restorePoint}`
}
]
: []),
...(database && liveSmoke && smoke.length > 0 ? [{gate: 'live smoke test', does: `the release that serves, on the new schema: ${checks}`}] : []),
...components.map(component => ({gate: `deploy ${component.name}`, does: deployOf(component)})),
{
gate: 'smoke test',
does: smoke.length === 0 ? 'none: nobody asks the new release whether it answers' : checks
}
]
}
const deployOf = ({platform, exposure, whenOn, capabilities}) => {
if (exposure === 'full') return `${platform}: the release whole, for everybody at once`
const flag = (0, audience.iP)(exposure)
if (flag !== null) return `${platform}: the release whole, reached by nobody while the flag ${flag} is off; if it is on already, ${whenOn === 'full' ? 'in use at once' : 'the release is refused'}`
const stages = capabilities?.split === 'stages' ? ', with the stages of the plan declared beforehand' : ''
return capabilities?.darkDeploy === false ? `${platform}: the release${stages}` : `${platform}: the release at 0%, seen by nobody${stages}`
}
const stopsOf = (components, plan, starts) => {
let earliest = starts
const stops = plan.steps.map((step, index) => {
const begins = Math.max(earliest, opensAt(plan, index, earliest - 1) ?? earliest)
earliest = begins + step.bake
return {
weight: step.weight,
bake: step.bake,
begins,
approval: step.approval === true,
schedule: step.at ?? null,
asks: components
.filter(({exposure}) => exposure === 'split')
.map(component => askOf(component, step))
.concat(flagLine(components, plan, index + 1))
}
})
return {stops, ends: earliest}
}
const flagLine = (components, plan, step) => {
const on = (0, audience.Dc)(plan, components).filter(name => (0, audience.k8)({plan, components}, name, step).weight > 0)
const {weight = 0, cohort, regions = []} = plan.steps[step - 1] ?? {}
if (on.length === 0) return []
const led = on.map(flag => {
const to = components.filter(({exposure}) => (0, audience.iP)(exposure) === flag).map(({name}) => name)
return to.length === 0 ? `feature ${flag}` : `${to.join(' and ')} (flag ${flag})`
})
const where = regions.length === 0 ? '' : ` in ${regions.join(', ')}`
return [`flags let in ${(0, grammar.l9)(weight)} of ${cohort === undefined ? 'all users' : `cohort ${cohort}`}${where}: ${led.join(', ')}`]
}
const askOf = ({name, platform, capabilities}, {weight}) => {
const share = (0, grammar.l9)(weight)
switch (capabilities?.split) {
case 'units':
return `${name} (${platform}): the fewest units that reach ${share}, moved to the new release`
case 'stages':
return `${name} (${platform}): the next declared stage, ${share}`
case 'none':
return `${name} (${platform}): cannot divide traffic`
default:
return weight === 100 ? `${name} (${platform}): all traffic to the new release` : `${name} (${platform}): ${share} to the new release, ${(0, grammar.l9)(100 - weight)} to the old one`
}
}
const saysOf = ({max, relative, points}, metric) => {
const bad = metric?.slowerThan == null ? 'bad' : `over ${metric.slowerThan} ms`
if (max === 0) return `no ${bad} unit at all`
if (max !== undefined) return metric?.per ? `at most ${max} per ${metric.per}` : `at most ${(0, grammar.l9)(max * 100)} ${bad}`
const parts = [...(relative === undefined ? [] : [`${(0, grammar.l9)(relative * 100)} more`]), ...(points === undefined ? [] : [`${Number((points * 100).toFixed(4))} points more`])]
return `at most ${parts.join(' and ')} ${bad} than the old release in the same slice`
}
const sourceLine = ({name, type, delay, lookBack}, metrics) => {
const own = metrics.filter(({source}) => source === name).map(metric => metric.name)
const back = lookBack === null ? 'without end' : (0, grammar.a3)(lookBack)
return `${type} is asked for ${own.join(', ')}: ${delay === 0 ? 'at once' : `${(0, grammar.a3)(delay)} late`}, looks back ${back}`
}
const backOf = ({components, database}, plan, migrations) => {
const flags = (0, audience.Dc)(plan, components)
const off = flags.length === 0 ? [] : [`flags that this release led (${flags.join(', ')}): off, first of all`]
const back = components.toReversed().map(({name, platform, capabilities}) => (capabilities?.rollback === 'redeploy' ? `${name} (${platform}): the old revision is deployed again, which takes minutes` : `${name} (${platform}): traffic is pointed at the old release, one write`))
const acts = [...off, ...back]
if (!database) return {verdict: 'safe', acts, reasons: []}
const open = (0, contract.n)(migrations ?? []).findings.filter(({declaredAfter}) => declaredAfter === null)
const told = open.slice(-MOST_CONTRACTS).map(({version, line, message}) => `migration ${version}, line ${line}: ${message}`)
const reasons = [...(open.length === 0 ? [] : ['if one of these is still pending, the old release cannot live with it:']), ...told, ...(database.restorePoint === 'required' ? ['a restore point is required before anything is applied'] : [])]
return {verdict: open.length === 0 ? 'safe' : 'known-at-start', acts, reasons}
}
const costOf = ({watch, steps}, stops, length) => {
const watched = Math.ceil(watch / journey_MINUTE)
const last = stops.at(-1)
return {
pipeline: SHORT_JOBS + 1 + watched,
watches: (steps.length - 1) * watched,
ticks: last ? Math.ceil(length / (TICK_EVERY * journey_MINUTE)) : 0,
every: TICK_EVERY
}
}
},
2487: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
mU: () => USUAL_RUNS,
nl: () => hasFault,
Vj: () => rehearsePlan
})
var expected = __webpack_require__(4038)
var errors = __webpack_require__(7463)
const ERROR = 0.05
const proportionOf = (count, of) => ({
count,
of,
share: of === 0 ? 0 : count / of,
low: count === 0 ? 0 : solve(p => 1 - atMost(count - 1, of, p) - ERROR / 2),
high: count === of ? 1 : solve(p => ERROR / 2 - atMost(count, of, p))
})
const solve = rising => {
let [low, high] = [0, 1]
for (let round = 0; round < 50; round++) {
const middle = (low + high) / 2
if (rising(middle) < 0) low = middle
else high = middle
}
return (low + high) / 2
}
const atMost = (k, n, p) => {
if (p <= 0) return 1
if (p >= 1) return k >= n ? 1 : 0
return k <= n * p ? sum(0, k, n, p) : 1 - sum(k + 1, n, n, p)
}
const sum = (from, to, n, p) => {
let chance = from === 0 ? n * Math.log1p(-p) : logChance(from, n, p)
let total = 0
for (let k = from; k <= to; k++) {
total += Math.exp(chance)
chance += Math.log(((n - k) / (k + 1)) * (p / (1 - p)))
}
return total
}
const logChance = (k, n, p) => {
let log = k * Math.log(p) + (n - k) * Math.log1p(-p)
for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i)
return log
}
var sight_random = __webpack_require__(5155)
var decide = __webpack_require__(6935)
var phases = __webpack_require__(3171)
var way_back = __webpack_require__(3086)
var assess = __webpack_require__(2317)
var evidence = __webpack_require__(6110)
var analysis_evidence = __webpack_require__(3947)
var placement = __webpack_require__(1415)
var samples = __webpack_require__(3571)
var sight_ratio = __webpack_require__(2033)
const MINUTE = 60_000
const SURPRISING = 3
const GRACE = 2
class RunningJudgement {
judgement
states
traces = new Map()
journey
verdict = 'ok'
combined = 1
conviction = null
suspiciousSince = null
tripped = null
brokenZeroLimit = null
constructor(judgement) {
this.judgement = judgement
this.states = judgement.tests.map(analysis_evidence.i)
this.journey = (0, placement.a)(judgement, [])
for (const {metric} of judgement.tests)
this.traces.set(metric, {
need: (0, samples.E)(judgement.tests.filter(test => test.metric === metric)),
haveInStep: 0,
seenBaseline: false,
lastUsable: null,
lastSlot: -1,
problem: null,
units: 0,
answered: 0,
quiet: 0
})
}
move(bumps) {
this.journey = (0, placement.a)(this.judgement, bumps)
for (const trace of this.traces.values()) trace.haveInStep = 0
}
see(index, readings) {
const {epoch, slice, tests, breakers, alpha, hold} = this.judgement
const place = this.journey.place(index)
const from = epoch + index * slice
for (const [metric, trace] of this.traces) follow(trace, readings.get(metric), place, index, from + slice, this.journey)
if (place.dropped === null) {
for (const [i, test] of tests.entries()) {
const sighting = this.sightingOf(test.metric, readings, place)
const ratio = sighting && (0, sight_ratio.p)(test, sighting)
this.states[i] = (0, analysis_evidence.lB)(this.states[i] ?? (0, analysis_evidence.i)(), ratio, slice / MINUTE, this.judgement.planLength / MINUTE)
}
for (const breaker of breakers) {
const sighting = this.sightingOf(breaker.metric, readings, place)
if (this.tripped !== null || !sighting || !(0, sight_ratio.F)(breaker, sighting)) continue
this.tripped = {metric: breaker.metric, ...sighting.canary, limit: breaker.max}
}
}
if (place.dropped !== 'no-exposure') this.checkZeroLimits(readings)
const looks = tests.map(({weight}, i) => ({
weight,
evidence: (0, analysis_evidence.X1)(this.states[i] ?? (0, analysis_evidence.i)())
}))
const {combined, verdict} = (0, analysis_evidence.S4)(looks, alpha, hold)
this.combined = combined
this.verdict = verdict
if (verdict === 'rollback') this.conviction ??= {at: from + slice, combined}
this.suspiciousSince = verdict === 'ok' ? null : (this.suspiciousSince ?? from + slice)
}
sightingOf(metric, readings, {weight}) {
const reading = readings.get(metric)
if (reading === undefined || 'missing' in reading) return null
return {weight, ...reading, compared: this.traces.get(metric)?.seenBaseline ?? false}
}
checkZeroLimits(readings) {
if (this.brokenZeroLimit !== null) return
for (const {metric, max} of this.judgement.tests) {
const reading = max === 0 ? readings.get(metric) : undefined
if (reading === undefined || 'missing' in reading) continue
const {n, x} = reading.canary
if (n > 0 && x > 0) {
this.brokenZeroLimit = {metric, x}
return
}
}
}
evidence(now, delay) {
const {alpha, tests} = this.judgement
return {
combined: Math.max(this.combined, this.conviction?.combined ?? 0),
verdict: this.conviction ? 'rollback' : this.verdict,
limit: 1 / alpha,
tripped: this.tripped,
brokenZeroLimit: this.brokenZeroLimit,
samples: [...this.traces].map(([metric, {haveInStep, need}]) => ({metric, have: haveInStep, need})),
blindSince: this.blindSince(now - delay),
suspiciousSince: this.suspiciousSince,
measured: tests.length > 0
}
}
get convictedAt() {
return this.conviction?.at ?? null
}
blindSince(until) {
const {bumps, firstJudged} = this.journey
const start = bumps.find(({weight}) => weight > 0)?.to
if (start === undefined || bumps.at(-1)?.weight === 0) return null
const {epoch, slice} = this.judgement
const due = Math.floor((until - epoch) / slice) - 1 - GRACE
let since = null
for (const {problem, lastSlot, lastUsable} of this.traces.values()) {
if (problem === null && due < Math.max(firstJudged, lastSlot + 1)) continue
since = Math.min(since ?? Number.POSITIVE_INFINITY, lastUsable ?? start)
}
return since
}
}
const follow = (trace, reading, {step, weight, dropped}, index, to, {current}) => {
if (reading === undefined) return
if ('baseline' in reading && (reading.baseline?.n ?? 0) > 0) trace.seenBaseline = true
if (dropped === 'no-exposure') return
trace.lastSlot = index
const judged = dropped === null
if (judged && step === current && 'canary' in reading) trace.haveInStep += reading.canary.n
const fault = faultOf(reading, weight < 100 && trace.seenBaseline)
if (fault === null) {
trace.lastUsable = to
trace.problem = null
if (judged && 'canary' in reading) trace.units += reading.canary.n
trace.answered += trace.quiet + (judged ? 1 : 0)
trace.quiet = 0
} else if (judged) {
const answers = 'canary' in reading
trace.quiet += answers ? 1 : 0
if (!(answers && trace.units > 0) || (trace.units / trace.answered) * trace.quiet >= SURPRISING) trace.problem = fault
}
}
const faultOf = (reading, comparable) => {
if ('missing' in reading) return reading.missing
if (reading.canary.n === 0) return 'no-units'
return comparable && (reading.baseline?.n ?? 0) === 0 ? 'no-baseline' : null
}
class Observer {
judgement
world
delay
running
next = null
constructor(judgement, world, delay) {
this.judgement = judgement
this.world = world
this.delay = delay
this.running = new RunningJudgement(judgement)
}
move(bumps) {
this.running.move(bumps)
}
evidence(now, state) {
const {bumps} = state
const {epoch, slice} = this.judgement
const [first] = bumps
if (!first) return this.running.evidence(now, this.delay)
const begin = Math.floor((first.from - epoch) / slice)
const end = Math.max(begin, Math.floor((now - this.delay - epoch) / slice))
if (!this.world.isReachable(now)) return this.blindLook(begin, end, now, state)
for (this.next ??= begin; this.next < end; this.next++) {
const from = epoch + this.next * slice
const readings = this.world.readings(this.next, {from, to: from + slice}, bumps)
if (readings.size > 0) this.running.see(this.next, readings)
}
return this.running.evidence(now, this.delay)
}
blindLook(begin, end, now, state) {
const {judgement, world, delay} = this
const {epoch, slice} = judgement
const slices = Array.from({length: end - begin}, (_, i) => {
const from = epoch + (begin + i) * slice
return {from, to: from + slice, canary: null, baseline: null, problem: 'error'}
})
const histories = world.metrics.map(metric => ({metric, slices}))
const found = (0, evidence.EH)((0, assess.n)({judgement, histories, bumps: state.bumps, now, delay}), judgement)
return end > begin ? {...found, blindSince: (0, evidence.ID)(state, now)} : found
}
}
var budget = __webpack_require__(9242)
var events = __webpack_require__(2858)
var fold = __webpack_require__(3332)
var transition = __webpack_require__(7688)
class RecordBook {
lines = []
plan
startedAt
current
constructor(plan, startedAt) {
this.plan = plan
this.startedAt = startedAt
this.current = (0, fold.A)({startedAt}, [])
}
get state() {
return this.current
}
get bumps() {
return this.current.bumps
}
note(happening, now) {
if (!(0, budget.P)(this.current, happening)) return
const nonce = this.lines.length.toString(36).padStart(5, '0')
const event = (0, transition.s)(this.current, this.plan.steps, happening, {now, nonce})
this.lines.push({text: (0, events.as)(event), at: now, run: 'simulation'})
this.current = (0, fold.A)({startedAt: this.startedAt}, this.lines)
}
}
var readings = __webpack_require__(9943)
const MODELS = ['healthy', 'x2', 'x5', 'x20', 'everything-fails', 'slow-leak', 'outage-in-both', 'bad-client', 'clustered', 'no-traffic', 'metric-outage', 'diurnal']
const scenario_MINUTE = 60_000
const HOUR = 60 * scenario_MINUTE
const scenarioOf = (model, traffic) => {
switch (model) {
case 'healthy':
return {name: 'a healthy release', traffic}
case 'x2':
return {name: 'a release that fails twice as often', traffic, harm: {factor: 2}}
case 'x5':
return {name: 'a release that fails five times as often', traffic, harm: {factor: 5}}
case 'x20':
return {name: 'a release that fails twenty times as often', traffic, harm: {factor: 20}}
case 'everything-fails':
return {name: 'a release that fails always', traffic, harm: {points: 1}}
case 'slow-leak':
return {name: 'a release that gets worse day by day', traffic, harm: {perDay: 3}}
case 'outage-in-both':
return {
name: 'two outages of 10 minutes that hit both releases',
traffic,
outages: [30 * scenario_MINUTE, 100 * scenario_MINUTE].map(from => ({from, lasts: 10 * scenario_MINUTE, share: 0.3}))
}
case 'bad-client':
return {
name: 'one client that fails 5 times a minute for 5 minutes, always on the new release',
traffic,
badClient: {perMinute: 5, lasts: 5 * scenario_MINUTE, arm: 'canary'}
}
case 'clustered':
return {name: 'failures that come ten at a time', traffic, burst: 10}
case 'no-traffic':
return {
name: 'no traffic at all',
traffic: traffic.map(metric => ({...metric, unitsPerSecond: 0}))
}
case 'metric-outage':
return {
name: 'metrics that cannot be read for two hours',
traffic,
unreachable: [{from: 30 * scenario_MINUTE, lasts: 2 * HOUR}]
}
case 'diurnal':
return {
name: 'traffic and errors that swing over the day',
traffic,
daily: {traffic: 0.7, rate: 0.8}
}
default:
return model
}
}
const checkScenario = ({burst, daily, outages, harm, badClient}) => {
const part = (name, value, most) => {
if (!(value >= 0 && value <= most)) throw new RangeError(`${name} must lie between 0 and ${most}, not ${value}`)
}
if (burst !== undefined && !(Number.isFinite(burst) && burst >= 1)) throw new RangeError(`a burst has 1 failure or more, not ${burst}`)
part('the daily swing of the traffic', daily?.traffic ?? 0, 1)
part('the daily swing of the rate', daily?.rate ?? 0, 1)
for (const {share} of outages ?? []) part('the share that fails in an outage', share, 1)
part('the factor of the harm', harm?.factor ?? 1, 1e9)
part('the growth of the harm', harm?.perDay ?? 0, 1e9)
part('the points of the harm', harm?.points ?? 0, 1e9)
part('the failures per minute of a client', badClient?.perMinute ?? 0, 1e9)
}
const world_MINUTE = 60_000
const DAY = 86_400_000
const PEAK_HOUR = 14
const shareIn = ({from, to}, bumps) => {
let sum = 0
for (const [i, bump] of bumps.entries()) {
const begins = Math.max(from, bump.to)
const ends = Math.min(to, bumps[i + 1]?.to ?? Number.POSITIVE_INFINITY)
if (ends > begins) sum += (bump.weight / 100) * (ends - begins)
}
return to > from ? sum / (to - from) : 0
}
class SyntheticWorld {
metrics
harmFrom
scenario
random
start
firstRelease
client
constructor(scenario, random, start, options) {
checkScenario(scenario)
this.scenario = scenario
this.random = random
this.start = start
this.firstRelease = options.firstRelease
this.metrics = scenario.traffic.map(({metric}) => metric)
this.harmFrom = scenario.harm ? start + (scenario.harm.from ?? 0) : null
this.client = this.placeClient(options.length)
}
placeClient(length) {
const {badClient} = this.scenario
if (!badClient) return null
const somewhere = this.random() * Math.max(0, length - badClient.lasts)
const from = this.start + (badClient.from ?? somewhere)
const place = badClient.arm === 'canary' ? 0 : this.random()
return {from, to: from + badClient.lasts, place}
}
isReachable(now) {
return !(this.scenario.unreachable ?? []).some(stretch => this.overlap({from: now, to: now + 1}, stretch) > 0)
}
overlap({from, to}, stretch) {
const begins = this.start + stretch.from
return Math.max(0, Math.min(to, begins + stretch.lasts) - Math.max(from, begins))
}
readings(_index, span, bumps) {
const share = shareIn(span, bumps)
const lost = (this.scenario.lost ?? []).some(stretch => this.overlap(span, stretch) > 0)
return new Map(
this.scenario.traffic.map(metric => {
const arms = this.draw(metric, span, share)
return [metric.metric, lost ? {missing: 'no-data'} : arms]
})
)
}
draw(metric, span, share) {
const all = this.unitsIn(metric, span)
const rates = this.ratesIn(metric, span)
const canary = this.arm(metric, all * share, rates.canary)
const baseline = this.firstRelease ? null : this.arm(metric, all * (1 - share), rates.baseline)
const failing = metric.kind === 'amount' ? 0 : this.clientIn(span)
const arm = this.client && share > 0 && share >= this.client.place ? canary : baseline
if (arm) {
arm.n += failing
arm.x += failing
}
return {canary, baseline}
}
clientIn(span) {
const {client, scenario} = this
if (!client || !scenario.badClient) return 0
const stretch = {from: client.from - this.start, lasts: client.to - client.from}
return Math.round((scenario.badClient.perMinute * this.overlap(span, stretch)) / world_MINUTE)
}
unitsIn({unitsPerSecond}, {from, to}) {
const swing = this.scenario.daily?.traffic ?? 0
return ((unitsPerSecond * (to - from)) / 1000) * (1 + swing * tide((from + to) / 2))
}
ratesIn({metric, rate, kind}, span) {
const {harm, outages, daily} = this.scenario
const middle = (span.from + span.to) / 2
const usual = rate * (1 + (daily?.rate ?? 0) * tide(middle))
const hit = harm && this.harmFrom !== null && middle >= this.harmFrom && (harm.metrics?.includes(metric) ?? true)
const days = hit ? (middle - (this.harmFrom ?? middle)) / DAY : 0
const harmed = hit ? usual * ((harm.factor ?? 1) + (harm.perDay ?? 0) * days) + (harm.points ?? 0) : usual
let spared = 1
for (const outage of outages ?? []) spared *= 1 - (outage.share * this.overlap(span, outage)) / (span.to - span.from)
const cap = value => (kind === 'amount' ? value : 1 - (1 - Math.min(1, value)) * spared)
return {canary: cap(harmed), baseline: cap(usual)}
}
arm({kind}, mean, rate) {
const n = (0, sight_random.Y6)(this.random, mean)
if (kind === 'amount') return {n, x: rate * (0, sight_random.wd)(this.random, n)}
return {n, x: Math.min(n, this.failures(n, rate))}
}
failures(n, rate) {
const {burst = 1} = this.scenario
if (burst === 1) return (0, sight_random.gI)(this.random, n, rate)
const bursts = (0, sight_random.Y6)(this.random, (n * rate) / burst)
return bursts + (0, sight_random.Y6)(this.random, (burst - 1) * (0, sight_random.wd)(this.random, bursts))
}
toll(span, bumps) {
return this.scenario.traffic.map(metric => {
const units = this.unitsIn(metric, span) * shareIn(span, bumps)
const {canary, baseline} = this.ratesIn(metric, span)
return {metric: metric.metric, units, extra: units * (canary - baseline)}
})
}
}
const tide = at => Math.cos(2 * Math.PI * ((at % DAY) / DAY - PEAK_HOUR / 24))
class RecordedWorld {
metrics
harmFrom
recorded
readingsOf
length
random
tolls = new Map()
judgement
constructor(recorded, judgement, random, start) {
const first = Math.min(...recorded.histories.flatMap(({slices}) => slices.map(({from}) => from)))
const grid = {...judgement, epoch: first}
const {byMetric, slots} = Number.isFinite(first) ? (0, readings.S)(grid, recorded.histories, Number.POSITIVE_INFINITY) : {byMetric: new Map(), slots: []}
if (slots.length === 0) throw new RangeError('the record has no slice that fits the judgement')
this.recorded = recorded
this.judgement = judgement
this.random = random
this.metrics = [...byMetric.keys()]
this.readingsOf = byMetric
this.length = (slots.at(-1) ?? 0) + 1
this.harmFrom = recorded.of === 'live' && (recorded.factor ?? 1) > 1 ? start : null
}
isReachable() {
return true
}
readings(index, span, bumps) {
const {of} = this.recorded
const slot = of === 'live' ? index % this.length : index
const share = shareIn(span, bumps)
const found = new Map()
for (const [metric, slices] of this.readingsOf) {
const reading = slices.get(slot)
if (reading) found.set(metric, of === 'live' ? this.deal(reading, share) : reading)
}
this.tolls.set(index, tollOf(found))
return found
}
deal(reading, share) {
if ('missing' in reading) return reading
const {n, x} = reading.canary
const bad = (0, sight_random.gI)(this.random, x, share)
const good = (0, sight_random.gI)(this.random, n - x, share)
const rate = n > 0 ? x / n : 0
const turned = rate < 1 ? Math.min(1, ((this.recorded.factor ?? 1) - 1) * (rate / (1 - rate))) : 0
const canary = {n: bad + good, x: bad + (0, sight_random.gI)(this.random, good, turned)}
return {canary, baseline: {n: Math.max(0, n - bad - good), x: Math.max(0, x - bad)}}
}
toll({from, to}) {
const {epoch, slice} = this.judgement
const sums = new Map(this.metrics.map(metric => [metric, {units: 0, extra: 0}]))
for (let index = Math.floor((from - epoch) / slice); epoch + index * slice < to; index++) {
const begins = epoch + index * slice
const part = (Math.min(to, begins + slice) - Math.max(from, begins)) / slice
for (const {metric, units, extra} of this.tolls.get(index) ?? []) {
const sum = sums.get(metric)
if (!sum) continue
sum.units += units * part
sum.extra += extra * part
}
}
return [...sums].map(([metric, sum]) => ({metric, ...sum}))
}
}
const tollOf = readings =>
[...readings].flatMap(([metric, reading]) => {
if ('missing' in reading) return []
const {canary, baseline} = reading
const usual = baseline && baseline.n > 0 ? baseline.x / baseline.n : null
return [{metric, units: canary.n, extra: usual === null ? 0 : canary.x - canary.n * usual}]
})
const simulate_MINUTE = 60_000
const MONDAY = Date.UTC(2026, 0, 5, 10)
const ACT = 5_000
const simulate = order => new Rollout(order).play()
const checkMetrics = ({judgement, world}) => {
if ('histories' in world) return
for (const {metric} of judgement.tests) if (!world.traffic.some(known => known.metric === metric)) throw new RangeError(`the scenario says nothing of the traffic of ${metric}`)
}
class Rollout {
order
start
end
judgement
world
book
observer
timeline = []
now
weight = 0
called = null
constructor(order) {
const {plan, judgement, world, firstRelease = false} = order
const random = (0, sight_random.Is)(order.seed ?? 1, 0x51ce)
checkMetrics(order)
this.order = order
this.start = order.startedAt ?? MONDAY + Math.floor((random() * judgement.slice) / 1000) * 1000
const patience = plan.steps.filter(({approval}) => approval).length * (order.approvesAfter ?? 0)
this.end = this.start + (order.length ?? plan.deadline + patience + 2 * this.interval)
this.judgement = {...judgement, epoch: Math.floor(this.start / judgement.slice) * judgement.slice}
this.world = 'histories' in world ? new RecordedWorld(world, this.judgement, random, this.start) : new SyntheticWorld(world, random, this.start, {firstRelease, length: judgement.planLength})
this.observer = new Observer(this.judgement, this.world, order.delay ?? 0)
this.now = this.start
this.book = new RecordBook(plan, this.start)
this.book.note({kind: 'started'}, this.now)
this.book.note({kind: 'deployed', component: 'service', release: 'new'}, this.now)
this.book.note({kind: 'checked', target: 'canary'}, this.now)
}
get interval() {
return this.order.interval ?? 5 * simulate_MINUTE
}
play() {
let last = this.job()
for (let tick = this.start; !(0, phases.$g)(this.book.state.phase); ) {
while (tick <= this.now) tick += this.interval
if (tick > this.end) break
this.now = tick
last = this.job()
}
return this.story(last)
}
job() {
const {watch} = this.order.plan
let watchUntil = 0
for (;;) {
const decision = this.look()
if (decision.decision === 'advance') watchUntil ||= this.now + watch
const pause = Math.min(this.nextLook(decision.requeueAt), watchUntil - this.now)
if (pause <= 0 || decision.person || (0, phases.$g)(this.book.state.phase)) return decision
this.now += pause
}
}
nextLook(requeueAt) {
const {slice} = this.judgement
const due = requeueAt !== null && requeueAt > this.now ? requeueAt - this.now : slice
return Math.max(1, Math.min(slice, due))
}
look() {
const {state} = this.book
const evidence = this.observer.evidence(this.now, this.book.state)
const decision = (0, decide.LD)(this.order.plan, state, this.truth(), evidence, this.now)
const before = this.timeline.at(-1)
if (before?.decision !== decision.decision || before.reason !== decision.reason || decision.target) {
const {decision: word, reason, message, person} = decision
const {weight, step} = state
this.timeline.push({
at: this.now,
weight,
step,
decision: word,
reason,
message,
person,
combined: evidence.combined
})
}
if (decision.person && decision.asks === undefined) this.called ??= {at: this.now, reason: decision.reason}
this.carryOut(decision)
return decision
}
truth() {
const {order, book} = this
const {steps} = order.plan
const {firstRelease = false} = order
return {
components: [{name: 'service', canary: this.weight, others: 0}],
wayBack: (0, way_back.g)({
firstRelease,
components: [{name: 'service', possible: true}],
contract: [],
restorePoint: null
}),
frozen: null,
nextStepNotBefore: book.state.step < steps.length ? (order.opensAt?.(book.state.step, book.state.since) ?? null) : null,
notDeployed: [],
notChecked: []
}
}
carryOut(decision) {
const {reason, target, asks, person} = decision
switch (decision.decision) {
case 'advance':
if (target) this.bump(target.weight)
break
case 'promote':
this.book.note({kind: 'promoted'}, this.now)
break
case 'abort':
this.weight = 0
this.book.note({kind: 'going-back', reason}, this.now)
this.book.note({kind: 'rolled-back', reason}, this.now)
break
case 'hold':
if (asks !== undefined) this.ask(asks)
else if (reason === 'way-back-unsafe' && person) this.book.note({kind: 'stuck', reason}, this.now)
else this.book.note({kind: 'waits', reason}, this.now)
break
default:
decision.decision
}
}
bump(weight) {
this.book.note({kind: 'setting', weight}, this.now)
this.now += ACT
this.weight = weight
this.book.note({kind: 'set', weight}, this.now)
this.observer.move(this.book.bumps)
}
ask(step) {
const {approvesAfter = 0} = this.order
this.book.note({kind: 'asks', step}, this.now)
const asked = this.book.state.story.findLast(({happening}) => happening.kind === 'asks')?.at ?? this.now
if (approvesAfter !== null && this.now >= asked + approvesAfter) this.book.note({kind: 'approved', step, by: 'simulation'}, this.now)
}
story({reason}) {
const {phase, bumps} = this.book.state
const outcome = phase === 'promoted' ? phase : phase === 'rolled-back' ? phase : 'waits'
const endedAt = outcome === 'waits' ? this.end : this.now
const from = bumps[0]?.to ?? endedAt
const {harmFrom} = this.world
const met = harmFrom === null ? null : Math.max(harmFrom, from)
return {
outcome,
reason,
startedAt: this.start,
endedAt,
called: this.called,
foundAfter: outcome === 'rolled-back' && met !== null && met <= endedAt ? endedAt - met : null,
toll: this.tollUntil(endedAt, from),
timeline: this.timeline
}
}
tollUntil(endedAt, first) {
const {slice, epoch} = this.judgement
const sums = new Map()
for (let from = first; from < endedAt; ) {
const to = Math.min(endedAt, epoch + (Math.floor((from - epoch) / slice) + 1) * slice)
for (const {metric, units, extra} of this.world.toll({from, to}, this.book.bumps)) {
const sum = sums.get(metric) ?? {units: 0, extra: 0}
sums.set(metric, {units: sum.units + units, extra: sum.extra + extra})
}
from = to
}
return [...sums].map(([metric, sum]) => ({metric, ...sum}))
}
}
const STRIDE = 1_000_003
const simulateMany = (order, runs) => {
if (!(Number.isSafeInteger(runs) && runs > 0)) throw new RangeError(`a number of runs cannot be ${runs}`)
const reasons = new Map()
const tolls = new Map()
const promotions = []
const findings = []
const counts = {promoted: 0, 'rolled-back': 0, waits: 0}
let called = 0
for (let run = 0; run < runs; run++) {
const one = simulate({...order, seed: ((order.seed ?? 1) * STRIDE + run) | 0})
counts[one.outcome] += 1
if (one.called) called += 1
reasons.set(one.reason, (reasons.get(one.reason) ?? 0) + 1)
if (one.outcome === 'promoted') promotions.push(one.endedAt - one.startedAt)
if (one.foundAfter !== null) findings.push(one.foundAfter)
for (const {metric, units, extra} of one.toll) {
const sum = tolls.get(metric) ?? {units: 0, extra: 0}
tolls.set(metric, {units: sum.units + units / runs, extra: sum.extra + extra / runs})
}
}
return {
runs,
rolledBack: proportionOf(counts['rolled-back'], runs),
promoted: proportionOf(counts.promoted, runs),
waits: proportionOf(counts.waits, runs),
called: proportionOf(called, runs),
reasons: [...reasons].map(([reason, count]) => ({reason, count})).sort((a, b) => b.count - a.count),
promotedAfter: medianOf(promotions, runs),
foundAfter: medianOf(findings, runs),
toll: [...tolls].map(([metric, sum]) => ({metric, ...sum}))
}
}
const medianOf = (times, runs) => times.sort((a, b) => a - b)[Math.floor((runs - 1) / 2)] ?? null
const USUAL_SCENARIOS = ['healthy', 'x2', 'x5', 'slow-leak', 'outage-in-both', 'bad-client', 'no-traffic', 'metric-outage']
const HARMFUL = ['x2', 'x5', 'x20', 'everything-fails', 'slow-leak']
const FOUND = 0.8
const isModel = word => MODELS.includes(word)
const rehearse = order => [...order.scenarios.map(scenario => play(order, scenario)), ...(order.recorded ? [replay(order, order.recorded)] : [])]
const play = (order, scenario) => {
const world = scenarioOf(scenario, order.traffic)
const healthy = !HARMFUL.includes(scenario)
const {once, tally} = played(order, world)
const rule = {order, scenario, healthy}
return {scenario, name: world.name, healthy, once, tally, fault: rehearsal_faultOf(tally, rule)}
}
const replay = (order, recorded) => {
const {once, tally} = played({...order, runs: recorded.of === 'rollout' ? 1 : order.runs}, recorded)
const healthy = recorded.of === 'live' && (recorded.factor ?? 1) <= 1
const fault = healthy ? rehearsal_faultOf(tally, {order, scenario: 'healthy', healthy}) : null
return {scenario: 'recorded', name: recorded.name, healthy, once, tally, fault}
}
const played = (order, world) => {
const {plan, judgement, runs, delay, interval, opensAt, startedAt} = order
const simulation = {
plan,
judgement,
world,
seed: order.seed ?? 1,
approvesAfter: 0,
...(delay !== undefined && {delay}),
...(interval !== undefined && {interval}),
...(opensAt !== undefined && {opensAt}),
...(startedAt !== undefined && {startedAt})
}
return {once: simulate(simulation), tally: simulateMany(simulation, runs)}
}
const rehearsal_faultOf = ({rolledBack, promoted}, {order, scenario, healthy}) => {
const {judgement, mustFind, found = FOUND} = order
if (scenario === 'no-traffic') return judgement.tests.length > 0 && promoted.count > 0 ? 'promoted without having seen anything' : null
if (healthy && rolledBack.low > judgement.alpha) return `more false alarms than the ${percent(judgement.alpha)} that are promised`
if (mustFind.includes(scenario) && rolledBack.share < found) return `found in ${percent(rolledBack.share)} of the rollouts, wanted in ${percent(found)}`
return null
}
const percent = share => `${Number((share * 100).toFixed(1))} %`
var journey = __webpack_require__(3530)
const MOST_RUNS = 10_000
const USUAL_RUNS = 200
const modelsOf = (words, at) =>
words.map(word => {
if (isModel(word)) return word
throw new errors.xL({
message: `there is no scenario ${word}`,
at,
fix: `one of ${MODELS.join(', ')}`,
docs: 'cli.md#simulate'
})
})
const rehearsePlan = (resolved, wish) => {
const {plan, judgement, metrics, sources} = resolved
const traffic = (0, expected.Y)(metrics, ...wish.traffic)
const unknown = judgement.tests
.map(({metric}) => metric)
.filter((metric, index, all) => all.indexOf(metric) === index)
.filter(metric => !traffic.some(known => known.metric === metric))
if (judgement.tests.length === 0)
throw new errors.xL({
message: 'no metric judges here, so there is nothing to simulate',
fix: 'metrics, with vs-baseline or max',
docs: 'configuration.md#metrics'
})
if (unknown.length > 0 && wish.recorded === null)
throw new errors.xL({
message: `nothing is known of the traffic of ${unknown.join(', ')}`,
fix: `usual: { per-second: 12, bad: 0.4% } below the metric, or --traffic ${unknown[0]}=12/s@0.4%`,
docs: 'cli.md#traffic'
})
if (!(Number.isSafeInteger(wish.runs) && wish.runs >= 1 && wish.runs <= MOST_RUNS))
throw new errors.xL({
message: `a number of runs cannot be ${wish.runs}`,
at: 'runs',
fix: `1 to ${MOST_RUNS}`
})
const given = modelsOf(wish.scenarios, 'scenario')
const scenarios = unknown.length > 0 ? [] : given.length > 0 ? given : USUAL_SCENARIOS
return rehearse({
plan,
judgement,
traffic,
scenarios,
mustFind: modelsOf(wish.mustFind, 'must-find'),
runs: wish.runs,
seed: wish.seed,
delay: Math.max(0, ...sources.map(({delay}) => delay)),
opensAt: (step, since) => (0, journey.dD)(plan, step, since),
...(wish.recorded && {recorded: wish.recorded})
})
}
const hasFault = rehearsed => rehearsed.some(({fault}) => fault !== null)
},
6433: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
D: () => parseTraffic,
m: () => parseMoment
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _kit_grammar_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3355)
const SECONDS = {s: 1, min: 60, h: 3600, d: 86_400}
const FORM = /^(?<metric>[a-z][a-z0-9-]*)=(?<count>\d+(?:\.\d+)?)\/(?<unit>s|min|h|d)(?:@(?<rate>\d+(?:\.\d+)?%?))?$/
const parseTraffic = text => {
const {metric, count, unit, rate = '0%'} = FORM.exec(text)?.groups ?? {}
const seconds = SECONDS[unit ?? '']
const share = rate.endsWith('%') ? (0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_1__.lo)(rate) : null
if (metric === undefined || seconds === undefined || (share && !share.ok))
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `--traffic ${text} cannot be read`,
fix: '--traffic errors=12/s@1%: units per s, min, h or d, and their usual share of bad ones',
docs: 'cli.md#traffic'
})
return {
metric,
perSecond: Number(count) / seconds,
rate: share?.ok ? share.value / 100 : Number(rate)
}
}
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?Z$/
const parseMoment = (text, at) => {
const moment = MOMENT.test(text) ? Date.parse(text) : Number.NaN
if (Number.isFinite(moment)) return moment
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: 'this is no moment in UTC',
at,
fix: '2026-01-31T08:00:00Z',
docs: 'cli.md#moments'
})
}
},
4038: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Y: () => expectedTraffic
})
const expectedTraffic = (metrics, ...known) =>
metrics
.filter(({present}) => present === null)
.flatMap(({name, usual, per}) => {
const found = known.flatMap(list => list.find(({metric}) => metric === name) ?? [])[0] ?? usual
if (!found) return []
const kind = per === null ? 'share' : 'amount'
const {perSecond, rate} = found
return [
{
metric: name,
unitsPerSecond: perSecond,
rate: kind === 'share' ? Math.min(1, rate) : rate,
kind,
unit: per === null ? 'requests' : `${per}s`
}
]
})
},
7994: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
readMigrations: () => readMigrations
})
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455)
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7463)
var _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(975)
var _kit_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1299)
const MAX_FILES = 10_000
const MAX_FILE_BYTES = 5 * 1024 * 1024
const MAX_FOLDER_BYTES = 64 * 1024 * 1024
const FILE_NAME = /^([0-9]+)_(.*)\.sql$/
const readMigrations = async (root, folder) => {
const home = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(root)
const path = await folderPath(home, folder)
const names = (await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(path)).sort()
if (names.length > MAX_FILES) {
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({at: folder, message: `the folder has more than ${MAX_FILES} entries`})
}
const read = await readEntries({home, path, folder}, names)
const migrations = read.migrations.sort((a, b) => (a.version < b.version ? -1 : 1))
const problems = [...read.problems, ...duplicates(folder, migrations), ...ambiguousOrder(folder, migrations)]
if (problems.length > 0) throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL(problems)
return {migrations, notes: [...read.notes, ...surprisingOrder(migrations)]}
}
const folderPath = async (home, folder) => {
const outside = {at: shown(folder), message: 'the migrations folder must lie inside the repository'}
const path = (0, node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(home, folder)
if ((0, node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(folder) || !(0, _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__.U)(home, path)) throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL(outside)
const real = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path).catch(() => undefined)
if (real === undefined || !(await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real)).isDirectory()) {
const fix = 'create the folder, or name the right one under `migrations`'
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({at: shown(folder), message: 'there is no such migrations folder', fix})
}
if (!(0, _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__.U)(home, real)) throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL(outside)
return real
}
const readEntries = async (place, names) => {
const reading = {migrations: [], problems: [], notes: []}
let bytes = 0
for (const [index, file] of names.entries()) {
const at = `${place.folder}/${shown(file)}`
const outcome = await readEntry(place, file, index === 0)
if ('problem' in outcome) reading.problems.push({at, ...outcome.problem})
else if ('note' in outcome) reading.notes.push({file: shown(file), message: outcome.note})
else {
bytes += outcome.bytes
reading.migrations.push(outcome.migration)
}
if (bytes > MAX_FOLDER_BYTES) {
const message = `the files together have more than ${MAX_FOLDER_BYTES} bytes`
reading.problems.push({at: place.folder, message, fix: 'squash old migrations'})
break
}
}
return reading
}
const readEntry = async (place, file, first) => {
const entry = await openEntry(place, file)
if (entry === 'outside') return problem('is a link that leaves the repository', 'put the file itself into the folder')
if (entry === 'broken') return problem('is a link to nothing', 'put the file itself into the folder')
if (entry.stats.isDirectory()) return {note: 'a folder: left alone'}
const [, version, name] = FILE_NAME.exec(file) ?? []
if (version === undefined || name === undefined) return strangeName(file)
if (first && isDeprecatedInit(file)) return {note: 'left alone, as the Supabase CLI does with this old first file'}
if (!entry.stats.isFile()) return problem('is not a regular file', 'put a file into the folder')
if (file.includes('\ufffd')) return problem('has a name that is not UTF-8', 'rename the file')
if (entry.stats.size > MAX_FILE_BYTES) return problem(`has more than ${MAX_FILE_BYTES} bytes`, 'split the file')
const content = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(entry.real)
const text = textOf(content)
return 'text' in text ? {migration: {version, name, sql: text.text}, bytes: content.length} : text
}
const openEntry = async (place, file) => {
const path = (0, node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place.path, file)
const own = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path)
if (!own.isSymbolicLink()) return {real: path, stats: own}
const real = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path).catch(() => undefined)
if (real === undefined) return 'broken'
return (0, _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__.U)(place.home, real) ? {real, stats: await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real)} : 'outside'
}
const problem = (message, fix) => ({problem: {message, fix}})
const strangeName = file => (/\.sql$/i.test(file) ? problem('would never be applied: its name is not <version>_<name>.sql', 'rename it, for example 20260131120000_add_orders.sql, or move it out of the folder') : {note: 'not a migration: left alone'})
const isDeprecatedInit = file => {
const version = /([0-9]{14})_init\.sql/.exec(file)?.[1]
return version !== undefined && version < '20211209000000'
}
const textOf = content => {
const fix = 'save the file as UTF-8'
const mark = content.subarray(0, 2).toString('latin1')
if (mark === '\xff\xfe' || mark === '\xfe\xff') return problem('is UTF-16', fix)
if (content.includes(0)) return problem('holds NUL bytes', fix)
try {
return {text: new TextDecoder('utf-8', {fatal: true}).decode(content)}
} catch {
return problem('is not UTF-8', fix)
}
}
const duplicates = (folder, sorted) =>
sorted.flatMap((migration, index) => {
const previous = sorted[index - 1]
if (previous?.version !== migration.version) return []
const both = `${shown(previous.name)}.sql and ${shown(migration.name)}.sql`
const fix = 'give the newer one a later version'
return [{at: folder, message: `version ${migration.version} is used twice: ${both}`, fix}]
})
const ambiguousOrder = (folder, sorted) =>
sorted.flatMap(({version}, index) => {
const previous = sorted[index - 1]?.version
if (previous === undefined || previous === version || !version.startsWith(previous)) return []
const message = `versions ${previous} and ${version} have no clear order: one begins with the other`
return [{at: folder, message, fix: 'use versions of one length, such as 20260131120000'}]
})
const surprisingOrder = sorted =>
sorted.flatMap(({version, name}, index) => {
const previous = sorted[index - 1]?.version
if (previous === undefined || BigInt(previous) <= BigInt(version)) return []
const message = `comes after ${previous}: versions are compared as text, as the Supabase CLI does`
return [{file: shown(`${version}_${name}.sql`), message}]
})
const shown = name => (0, _kit_text_js__WEBPACK_IMPORTED_MODULE_4__.ml)((0, _kit_text_js__WEBPACK_IMPORTED_MODULE_4__.Fq)(name), 200)
},
544: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
GW: () => trend,
M0: () => bar
})
var _series_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4015)
const bar = (fraction, width) => {
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
const values = (0, _series_js__WEBPACK_IMPORTED_MODULE_0__.yL)(points, width).points.map(({canary}) => (0, _series_js__WEBPACK_IMPORTED_MODULE_0__.TS)(canary))
const highest = Math.max(0, ...values.map(value => value ?? 0))
return sparkline(values, top ?? highest)
}
const evidenceShare = (evidence, limit) => {
if (Number.isNaN(evidence) || evidence <= 1) return 0
return limit > 1 ? Math.min(1, Math.log(evidence) / Math.log(limit)) : 1
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
550: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
l: () => drawJourney,
k: () => summarizeJourney
})
var bars = __webpack_require__(544)
var report_escape = __webpack_require__(6209)
var numbers = __webpack_require__(650)
var report_sight = __webpack_require__(73)
var phases = __webpack_require__(3171)
var headline = __webpack_require__(7210)
var rows = __webpack_require__(1591)
var sentences = __webpack_require__(5198)
const CODES = {
new: '36',
old: '35',
good: '32',
bad: '31',
wait: '33',
faint: '2',
strong: '1'
}
const palette = colour => (tint, text) => (colour ? `\x1b[${CODES[tint]}m${text}\x1b[0m` : text)
const TONE_TINT = {good: 'good', busy: 'new', wait: 'wait', bad: 'bad', quiet: 'faint'}
const LABEL = 11
const drawFrame = (story, {width, colour}) => {
const columns = Math.min(120, Math.max(40, Math.floor(width) || 80))
const paint = palette(colour)
const room = columns - LABEL
const rows = [
heading(story, columns, paint),
'',
labelled('weight', weightLine(story, room, paint), paint),
labelled('steps', stepsLine(story, room, paint), paint),
labelled('evidence', evidenceLine(story, room, paint), paint),
...testRows(story)
.slice(0, 8)
.flatMap(row => testLines(story, row, room, paint)),
labelled('way back', wayBackLine(story, room), paint),
'',
...wrapped('why', whyOf(story) || NONE, room, paint),
...wrapped('next', nextMove(story).text, room, paint)
]
return rows.join('\n')
}
const labelled = (label, content, paint) => `${paint('faint', clip(label, LABEL - 1).padEnd(LABEL))}${content}`
const heading = (story, columns, paint) => {
const {service, environment, version} = headlineOf(story)
const {phase} = story.state
const right = `${sayPhase(phase)} · ${showSpan(spanOf(story))}`
const left = clip(`${plain(service)} → ${plain(environment)}  ${plain(version)}`, columns - columnsOf(right) - 2)
const gap = ' '.repeat(Math.max(2, columns - columnsOf(left) - columnsOf(right)))
return `${paint('strong', left)}${gap}${paint(TONE_TINT[toneOf(phase)], right)}`
}
const weightLine = ({state}, room, paint) => {
const goal = state.pending ? ` → ${showWeight(state.pending.weight)}` : ''
const text = ` ${showWeight(state.weight)}${goal}`
const drawn = bar(state.weight / 100, Math.max(8, Math.min(50, room - 18)))
return `${twoTints(drawn, 'new', paint)}${text}`
}
const twoTints = (drawn, tint, paint) => {
const cut = drawn.indexOf('░')
if (cut < 0) return paint(tint, drawn)
return `${cut > 0 ? paint(tint, drawn.slice(0, cut)) : ''}${paint('faint', drawn.slice(cut))}`
}
const STEP_SIGN = {done: '✓', now: '●', ahead: '○', stopped: '✗', 'passed-over': '-', never: '·'}
const stepsLine = (story, room, paint) => {
const tints = {
done: 'good',
now: 'new',
ahead: 'faint',
stopped: 'bad',
'passed-over': 'faint',
never: 'faint'
}
let used = 0
const parts = []
for (const row of stepRows(story)) {
const text = `${STEP_SIGN[row.status]} ${showWeight(row.weight)}`
if (used + text.length + 2 > room - 2) {
parts.push('…')
break
}
used += text.length + 2
parts.push(paint(tints[row.status], text))
}
return parts.join('  ')
}
const evidenceLine = (story, room, paint) => {
if (!story.judged) return clip('nothing judged yet', room)
const {combined, verdict} = story.judged
const limit = limitOf(story)
const tint = verdict === 'rollback' ? 'bad' : verdict === 'hold' ? 'wait' : 'good'
const text = ` ${showEvidence(combined)} of ${showEvidence(limit)}`
const holds = `, holds at ${showEvidence(story.record.judgement.hold)}`
const width = Math.max(8, Math.min(50, room - 18))
const drawn = twoTints(bar(evidenceShare(combined, limit), width), tint, paint)
const wide = width + text.length + holds.length <= room
return `${drawn}${clip(`${text}${wide ? holds : ''}`, room - width)}`
}
const testLines = (story, row, room, paint) => {
const name = plain(row.name, 60)
const fresh = `new ${showRate(row.canary, row.unit)}`
const old = `old ${showRate(row.baseline, row.unit)}`
const points = pointsOf(story.metrics.find(({metric}) => metric === row.metric))
const line = trend(points, 16)
const spark = points.length > 0 && room >= fresh.length + old.length + line.length + 6 ? `  ${line}` : ''
if (fresh.length + old.length + 3 > room) return [labelled(name, paint('new', clip(fresh, room)), paint), labelled('', paint('old', clip(old, room)), paint)]
return [labelled(name, `${paint('new', fresh)} · ${paint('old', old)}${spark && paint('new', spark)}`, paint)]
}
const wayBackLine = ({wayBack}, room) => clip(wayBack ? `${wayBack.verdict}, ${WAY_BACK_WORDS[wayBack.verdict]}` : 'not looked at yet', room)
const wrapped = (label, text, room, paint) =>
wrap(plain(text), room)
.slice(0, 3)
.map((line, index) => labelled(index === 0 ? label : '', line, paint))
const wrap = (text, room) => {
const lines = []
let line = ''
for (const word of text.split(' ')) {
const longer = line === '' ? word : `${line} ${word}`
if (columnsOf(longer) <= room) line = longer
else {
if (line !== '') lines.push(line)
line = clip(word, room)
}
}
return [...lines, line]
}
const drawLine = (story, width = Number.POSITIVE_INFINITY) => {
const {service, environment, version, far, number, next} = headlineOf(story)
const evidence = number === '' ? '' : ` | ${number}`
const at = isFinished(story.state.phase) ? '' : `${showMoment(story.now)} `
return clip(plain(`${at}${service} -> ${environment} ${version} ${far}${evidence} | next: ${next}`, 1000), width)
}
const drawRefusal = (refusal, {width, colour}) => {
const columns = Math.min(120, Math.max(40, Math.floor(width) || 80))
const paint = palette(colour)
const title = `${plain(refusal.service)} → ${plain(refusal.environment)}  ${plain(refusal.revision, 60)}  refused`
const reasons = refusal.obstacles.slice(0, 20).flatMap(({message, at, fix}) => [...wrap(plain(`${at === undefined ? '' : `${at}: `}${message}`), columns - 4).map(line => `  ${line}`), ...(fix === undefined ? [] : wrap(plain(`do: ${fix}`), columns - 4).map(line => `    ${line}`))])
return [paint('bad', clip(title, columns)), ...reasons].join('\n')
}
const columnsOf = text => {
let total = 0
for (const character of text) total += columnsOfOne(character)
return total
}
const COMBINING = /^\p{M}$/u
const WIDE = /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$|^[\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]$/u
const columnsOfOne = character => (COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1)
const clip = (text, columns) => {
if (columnsOf(text) <= columns) return text
let cut = ''
let used = 0
for (const character of text) {
const width = columnsOfOne(character)
if (used + width > columns - 1) break
cut += character
used += width
}
return `${cut}…`
}
const VERDICTS = {
safe: 'safe, as far as the files tell; the platforms are asked when it starts',
'known-at-start': 'known when it starts: it depends on which migrations are still pending'
}
const NO_TRAFFIC = 'Nothing is known of the traffic: write `usual` below the metrics, or give --traffic errors=12/s@1%.'
const total = ({pipeline, watches, ticks}) => pipeline + watches + ticks
const costSentence = cost => `about ${total(cost)} runner minutes: ${cost.pipeline} for the pipeline, ${cost.watches} watching after changes of weight, ${cost.ticks} for ticks every ${cost.every} min`
const drawJourney = (journey, options) => {
const columns = Math.min(110, Math.max(70, Math.floor(options.width) || 80))
const paint = palette(options.colour)
const title = text => ['', paint('strong', text)]
const item = (text, indent, hang = indent) => wrap((0, report_escape.pj)(text, 2000), columns - hang).map((line, index) => `${' '.repeat(index === 0 ? indent : hang)}${line}`)
const seen = journey.sight ? (0, report_sight.P)(journey.sight) : null
const {judged, back, cost} = journey
const stop = (one, index) => {
const drawn = (0, bars.M0)(one.weight / 100, 10)
const when = `${(0, numbers.sr)(one.begins)}${one.schedule === null ? '' : ` (${(0, report_escape.pj)(one.schedule, 40)})`}`
const sees = seen?.steps[index] ?? []
const blind = journey.sight?.steps[index]?.blind === true
return [
`  ${paint('new', drawn)} ${(0, numbers.uW)(one.weight).padStart(5)}  from ${when}, bakes ${(0, numbers.u8)(one.bake)}${one.approval ? paint('wait', '  after an approval') : ''}`,
...one.asks.flatMap(ask => item(ask, 20, 22).map(line => paint('faint', line))),
...sees.flatMap(sentence => item(sentence, 20)).map(line => (blind ? paint('bad', line) : line))
]
}
return [
`${paint('strong', `${(0, report_escape.pj)(journey.service)} → ${(0, report_escape.pj)(journey.environment)}`)}  ${paint('faint', `plan ${journey.planHash.slice(0, 8)}`)}`,
...journey.notices.flatMap(notice => item(`! ${notice}`, 2, 4).map(line => paint('wait', line))),
...title('Gates'),
...journey.gates.flatMap(({gate, does}) => {
const [first = '', ...more] = wrap((0, report_escape.pj)(does, 2000), columns - 20)
return [`  ${gate.padEnd(18)}${first}`, ...more.map(line => `${' '.repeat(20)}${line}`)]
}),
...title(`Steps, if it starts at ${(0, numbers.sr)(journey.starts)}`),
...journey.stops.flatMap(stop),
`  ${paint('good', '██████████')}  ${paint('good', 'done')}  promoted at the earliest ${(0, numbers.sr)(journey.ends)}`,
...title('Judged by'),
...judged.tests.flatMap(({name, share, says}) => {
const [first = '', ...more] = wrap((0, report_escape.pj)(says, 500), columns - 37)
const head = `  ${(0, report_escape.pj)(name, 26).padEnd(26)} ${(0, numbers.zY)(share).padStart(6)}  ${first}`
return [head, ...more.map(line => `${' '.repeat(37)}${line}`)]
}),
...(judged.tests.length === 0 ? ['  nothing: time and people alone decide'] : []),
...item(`slices of ${(0, numbers.u8)(judged.slice)}; held at evidence ${(0, numbers.FU)(judged.hold)}, taken back at ${(0, numbers.FU)(judged.limit)}`, 2),
...judged.sources.flatMap(source => item(source, 2, 4)),
...title('What it can see'),
...item(journey.sight ? `Traffic: ${journey.trafficFrom}.` : NO_TRAFFIC, 2),
...(seen?.rest ?? []).flatMap(sentence => item(sentence, 2, 4)),
...title('The way back'),
...item(VERDICTS[back.verdict], 2).map(line => paint(back.verdict === 'safe' ? 'good' : 'wait', line)),
...back.reasons.flatMap(reason => item(reason, 2, 4)),
...back.acts.flatMap(act => item(act, 2, 4)),
...title('Cost'),
...item(costSentence(cost), 2)
].join('\n')
}
const summarizeJourney = journey => {
const {judged, back, cost, sight} = journey
const rows = journey.stops.map(
({weight, begins, bake, approval, schedule, asks}, index) =>
`| ${index + 1} | \`${(0, bars.M0)(weight / 100, 10)}\` ${(0, numbers.uW)(weight)} | ${(0, numbers.sr)(begins)}${schedule === null ? '' : ` (${(0, report_escape.wD)(schedule, 40)})`}${approval ? ', after an approval' : ''} | ${(0, numbers.u8)(bake)} | ${asks.map(ask => (0, report_escape.wD)(ask)).join('<br>')} |`
)
return [
`🗺️ **${(0, report_escape.wD)(journey.service)} → ${(0, report_escape.wD)(journey.environment)}**: ${journey.stops.length} step(s), promoted ${(0, numbers.u8)(journey.ends - journey.starts)} after its start at the earliest, ${(0, report_escape.wD)(costSentence(cost))}.`,
'',
...journey.notices.map(notice => `> ⚠️ ${(0, report_escape.wD)(notice)}`),
'### Gates',
'',
'| Gate | What it does |',
'|---|---|',
...journey.gates.map(({gate, does}) => `| ${gate} | ${(0, report_escape.wD)(does)} |`),
'',
'### Steps',
'',
`If it starts at ${(0, numbers.sr)(journey.starts)}.`,
'',
'| Step | Weight | Begins at the earliest (UTC) | Bakes | What is asked of platforms and flags |',
'|---:|---|---|---|---|',
...rows,
'',
...(sight ? [(0, report_sight.h)(sight), '', `Traffic: ${(0, report_escape.wD)(journey.trafficFrom)}.`] : [`> ${(0, report_escape.wD)(NO_TRAFFIC)}`]),
'',
'### Judged by',
'',
...judged.tests.map(({name, share, says}) => `- **${(0, report_escape.wD)(name)}** (${(0, numbers.zY)(share)}): ${(0, report_escape.wD)(says)}`),
...judged.sources.map(source => `- ${(0, report_escape.wD)(source)}`),
'',
'### The way back',
'',
`${(0, report_escape.wD)(VERDICTS[back.verdict])}.`,
'',
...[...back.reasons, ...back.acts].map(line => `- ${(0, report_escape.wD)(line)}`)
].join('\n')
}
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
73: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
P: () => sightLines,
h: () => sightMarkdown
})
var words = __webpack_require__(8653)
const sightSentences = sight => [...sight.steps.flatMap(step => stepSentences(step)), ...planSentences(sight), ...sight.suggestions.map(suggestion => suggestionSentence(suggestion, sight))]
const planSentences = sight => [...wholePlanSentences(sight), ...healthySentences(sight), ...sight.unknown.map(metric => `Nothing is known of the traffic of ${metric}, so nothing can be said of it.`)]
const stepSentences = step => step.metrics.flatMap(metric => [seesSentence(step, metric), ...samplesSentences(step, metric)])
const seesSentence = ({weight, bake}, sight) => {
const {unitsPerSecond, unit, metric, own, doubling, kind} = sight
const opening = `At ${formatPace(unitsPerSecond, unit)}, ${(0, words.ZV)(weight)} % for ${formatTime(bake)}`
if (own === null) {
const worst = kind === 'amount' ? 'a hundred times the usual amount' : 'a release that fails always'
return `${opening} is blind to ${metric}: not even ${worst} would be found.`
}
return `${opening} finds ${badness(own, sight)}${soon(own)}${doublingClause(own, doubling)}.`
}
const doublingClause = ({factor}, doubling) => {
if (doubling === null || (factor !== null && factor <= 2)) return ''
if (doubling.probability < 0.2) return '; a doubling would pass unseen'
return `; a doubling would be found ${(0, words.ZV)(Math.round(doubling.probability * 10))} times in 10`
}
const samplesSentences = ({bake, stuck}, {metric, unit, need, needAfter, unitsPerStep}) => {
if (needAfter === null) return [`It gets no ${unit} at all for ${metric}, needs ${(0, words.ZV)(need)}, and would hold for ever.`]
if (needAfter <= bake || unitsPerStep >= need) return []
const got = `${metric} needs ${(0, words.ZV)(need)} ${unit} at this step and gets about ${(0, words.ZV)(Math.round(unitsPerStep))} in its bake`
return [stuck > 0.5 ? `${got}: it would take ${formatTime(needAfter)}, longer than the rollout may last, and so would hold for ever.` : `${got}: it would last about ${formatTime(needAfter)} instead of ${formatTime(bake)}.`]
}
const wholePlanSentences = ({plan, steps}) =>
plan.map(({metric, found}) => {
const sight = steps.at(-1)?.metrics.find(one => one.metric === metric)
if (found === null || !sight) return `The whole plan sees nothing in ${metric}.`
return `Of a release that is bad from the start the whole plan finds ${badness(found, sight)}${soon(found)}.`
})
const healthySentences = ({healthy, alpha, bakes}) => {
const {rolledBack, stuck, median} = healthy
const sentences = []
if (rolledBack > Math.max(2 * alpha, 0.02)) sentences.push(`A release no worse than the present one would be rolled back ${timesIn100(rolledBack)}: the usual rates are too near the limits.`)
if (stuck > 0.01) sentences.push(`A healthy release would be stuck ${timesIn100(stuck)} and need a person.`)
if (median !== null && median > 1.5 * bakes) sentences.push(`A healthy release takes about ${formatTime(median)}, though the bakes sum up to ${formatTime(bakes)}.`)
return sentences
}
const suggestionSentence = (suggestion, {steps}) => {
const step = steps[suggestion.step]
const sight = step?.metrics.find(({metric}) => metric === suggestion.metric)
if (!step || !sight) return ''
const share = `${(0, words.ZV)(step.weight)} %`
switch (suggestion.kind) {
case 'longer-bake':
return `Step ${step.step}: ${share} for ${formatTime(suggestion.bake)} instead of ${formatTime(step.bake)} would find ${badness(suggestion.sees, sight)}${soon(suggestion.sees)}.`
case 'larger-share':
return `Step ${step.step}: ${(0, words.ZV)(suggestion.weight)} % for ${formatTime(step.bake)} instead of ${share} would find ${badness(suggestion.sees, sight)}${soon(suggestion.sees)}.`
case 'best-of-share':
return suggestion.sees === null ? `Step ${step.step}: ${share} would see nothing in ${suggestion.metric} within ${formatTime(suggestion.bake)} either.` : `Step ${step.step}: ${share} for ${formatTime(suggestion.bake)} would find ${badness(suggestion.sees, sight)} and no less.`
default:
return suggestion
}
}
const FOLDS = {
2: 'a doubled',
3: 'a threefold',
4: 'a fourfold',
5: 'a fivefold',
6: 'a sixfold',
8: 'an eightfold',
10: 'a tenfold',
20: 'a twentyfold',
50: 'a fiftyfold',
100: 'a hundredfold'
}
const badness = ({factor, rate, total}, {metric, kind, rate: usual}) => {
if (total) return `a release whose every unit is bad by ${metric} (and nothing less)`
const show = value => (kind === 'amount' ? (0, words.ZV)(value) : (0, words.T1)(value))
if (factor === null) return `a rate of ${show(rate)} of ${metric}, where there are none today`
const fold = FOLDS[factor] ?? `${(0, words.ZV)(factor)} times the usual`
return `${fold} ${kind === 'amount' ? 'amount' : 'rate'} of ${metric} (${show(rate)} instead of ${show(usual)})`
}
const soon = ({median}) => (median === null ? '' : `, half of the time within ${formatTime(median)}`)
const timesIn100 = share => {
const times = Math.round(share * 100)
return times >= 100 ? 'always' : `${times} times in 100`
}
const formatPace = (perSecond, unit) => {
if (perSecond === 0) return `no ${unit}`
if (perSecond >= 0.5) return `${(0, words.ZV)(perSecond)} ${unit}/s`
if (perSecond * 60 >= 1) return `${(0, words.ZV)(perSecond * 60)} ${unit}/min`
if (perSecond * 3600 >= 1) return `${(0, words.ZV)(perSecond * 3600)} ${unit}/h`
return `${(0, words.ZV)(perSecond * 86_400)} ${unit}/d`
}
const formatTime = milliseconds => {
const minutes = Math.max(1, Math.round(milliseconds / 60_000))
const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
const parts = [...(days > 0 ? [`${days} d`] : []), ...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 && days === 0 ? [`${rest} min`] : [])]
return parts.join(' ')
}
var report_escape = __webpack_require__(6209)
var numbers = __webpack_require__(650)
const sightMarkdown = sight => {
const blind = sight.steps.filter(step => step.blind)
return [
'### What the steps can see',
'',
'| Step | Weight | Bake | Finds |',
'|---|---|---|---|',
...sight.steps.map(step => `| ${step.step} | ${(0, numbers.uW)(step.weight)} | ${(0, numbers.u8)(step.bake)} | ${cell(step)} |`),
'',
...blind.map(({step}) => `> ⚠️ **Step ${step} is blind**: nothing that goes wrong there would be found before it ends.`),
...planSentences(sight).map(sentence => `- ${(0, report_escape.wD)(sentence)}`),
...sight.suggestions
.map(suggestion => suggestionSentence(suggestion, sight))
.filter(sentence => sentence !== '')
.map(sentence => `- 💡 ${(0, report_escape.wD)(sentence)}`),
'',
`*${sight.runs} simulated rollouts, found with at least 80 % probability; at most ${Number((sight.alpha * 100).toPrecision(3))} % false alarms are promised.*`
].join('\n')
}
const cell = step =>
stepSentences(step)
.map(sentence => (0, report_escape.wD)(sentence))
.join('<br>') || 'nothing is known of its traffic'
const sightLines = sight => ({
steps: sight.steps.map(step => stepSentences(step).map(sentence => (0, report_escape.pj)(sentence))),
rest: [...planSentences(sight).map(sentence => (0, report_escape.pj)(sentence)), ...sight.suggestions.map(suggestion => (0, report_escape.pj)(suggestionSentence(suggestion, sight)))].filter(sentence => sentence !== '')
})
},
6935: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
LD: () => decide
})
var _events_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2858)
var _fold_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3332)
var _format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8000)
var _phases_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3171)
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
if ((0, _phases_js__WEBPACK_IMPORTED_MODULE_2__.$g)(phase)) return hold('finished', `This rollout is ${phase}; nothing is left to do.`, null)
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
const spent = now - state.startedAt - (0, _fold_js__WEBPACK_IMPORTED_MODULE_1__.B)(state, now)
if (spent <= plan.deadline) return null
const text = `Not promoted within ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.QA)(plan.deadline)}.`
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
if (lines >= _events_js__WEBPACK_IMPORTED_MODULE_0__.ln.forward && (state.conflict || !state.pending)) return call('record-full', `${lines} events: the record is nearly full; only going back is left.`)
if (state.conflict) return hold('conflict', 'Two runs wrote at once: this look makes no forward move.', now)
if (state.phase === 'queued') return hold('queued', 'Waits for the rollout before it to end.', null)
if (state.phase === 'stuck') return call('stuck', 'Stuck: retry, promote or roll back.')
if (state.phase === 'paused') return call('paused', 'Paused by a person; guards go on.')
if (truth.frozen) return hold('frozen', `Frozen until ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.K9)(truth.frozen.until)}: ${truth.frozen.reason}`, truth.frozen.until)
if (truth.notDeployed.length > 0) return hold('not-deployed', `Not deployed yet: ${truth.notDeployed.join(', ')}.`, null)
if (truth.notChecked.length > 0) return hold('not-checked', `No passed smoke test yet of: ${truth.notChecked.join(', ')}.`, null)
return state.pending && unfinished(look, state.pending.weight)
}
const unfinished = (look, weight) => {
const {plan, state, truth} = look
const step = plan.steps.findIndex(candidate => candidate.weight === weight) + 1
const highest = nextStep(plan, state)?.step ?? state.step
if (step === 0 || step < state.step || step > highest) return call('conflict', `The record intends ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.ck)(weight)}, which is not where this rollout goes next.`)
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
return now - since > plan.maxHold ? call('over-limit', `${text} Longer than ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.QA)(plan.maxHold)}: a person must look.`) : hold('over-limit', text, now)
}
const figureSentence = ({metric, value, max, common}) => `"${metric}": ${Number((value ?? 0).toPrecision(4))} at present, more than ${max}${common ? ', and so it is with the old release' : ''}.`
const baking = ({state, now}, step) => {
const bakedAt = state.since + step.bake
if (now >= bakedAt || state.promoteAsked || state.skipAsked) return null
const text = `${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.ck)(state.weight)} bakes until ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.K9)(bakedAt)}.`
return hold('bake-not-over', text, bakedAt)
}
const blind = ({plan, evidence: {blindSince}, now}) => {
if (blindSince === null) return null
const text = `No usable data since ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.K9)(blindSince)}.`
return now - blindSince > plan.maxBlind ? call('blind-too-long', `${text} Longer than ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.QA)(plan.maxBlind)}: a person must look.`) : hold('no-data', text, now)
}
const suspicious = ({plan, evidence: e, now}) => {
if (e.verdict !== 'hold') return null
const since = e.suspiciousSince ?? now
const text = `Evidence ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.Vp)(e.combined)} of ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.Vp)(e.limit)}: suspicious since ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.K9)(since)}.`
return now - since > plan.maxHold ? call('suspicious-too-long', `${text} Longer than ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.QA)(plan.maxHold)}: a person must look.`) : hold('suspicious', text, now)
}
const tooFew = ({state, evidence, now}) => {
const [few] = evidence.measured && !state.promoteAsked ? lacking(evidence) : []
if (!few) return null
return hold('too-few-samples', `"${few.metric}": ${few.have || 0} of the ${few.need} units that a judgement needs.`, now)
}
const notYet = ({state, truth: {nextStepNotBefore}, now}) => {
if (nextStepNotBefore === null || now >= nextStepNotBefore || state.promoteAsked) return null
return hold('not-yet', `The next step waits for ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.K9)(nextStepNotBefore)}.`, nextStepNotBefore)
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
const harmSentence = e => `A release within its limits would look this bad at most 1 time in ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.Vp)(e.combined)} (limit ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.Vp)(e.limit)}).`
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
message: `${why} Next: ${(0, _format_js__WEBPACK_IMPORTED_MODULE_3__.ck)(weight)} (step ${step} of ${plan.steps.length}).`,
requeueAt: null,
person: false,
target: {step, weight}
}
}
},
6110: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
EH: () => evidenceFrom,
ID: () => outageSince,
Y2: () => waitingSince
})
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
},
3086: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
g: () => judgeWayBack
})
const judgeWayBack = facts => {
if (facts.firstRelease) return {verdict: 'freeze-only', reasons: ['this is the first release: there is nothing to go back to']}
const gone = facts.components.filter(({possible}) => !possible).map(({name, reason}) => `${name}: ${reason ?? 'its baseline cannot be put back'}`)
const breaking = facts.contract.filter(({expanded}) => !expanded).map(({version, line, message}) => `migration ${version}, line ${line}: ${message}`)
const {restorePoint} = facts
const missing = restorePoint?.required && !restorePoint.taken ? [`no restore point: ${restorePoint.reason ?? 'none was taken'}`] : []
const reasons = [...gone, ...breaking, ...missing]
return {verdict: reasons.length > 0 ? 'freeze-only' : 'safe', reasons}
}
},
1100: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
H9: () => rehearsalMarkdown,
Lp: () => rehearsalStories,
kP: () => rehearsalTable
})
var format = __webpack_require__(8000)
const inert = name =>
name
.replace(/[^\p{L}\p{N} .,:/%+-]/gu, ' ')
.replace(/\s+/g, ' ')
.trim()
.slice(0, 80) || 'unnamed'
const WHAT = {
advance: 'goes on',
hold: 'waits',
promote: 'promotes',
abort: 'goes back'
}
const rowsOf = ({timeline, startedAt}) =>
timeline.map(({at, weight, decision, reason, message, person, combined}) => ({
at: (0, format.K9)(at),
after: `+${(0, format.QA)(at - startedAt)}`,
weight: (0, format.ck)(weight),
what: `${WHAT[decision]}: ${reason}${person ? ' (calls a person)' : ''}`,
evidence: (0, format.Vp)(combined),
message: inertMessage(message)
}))
const inertMessage = message =>
message
.replace(/[^\p{L}\p{N} .,:;/%+()"'>=-]/gu, ' ')
.replace(/\s+/g, ' ')
.trim()
.slice(0, 300)
const outcomeSentences = simulation => {
const {outcome, reason, startedAt, endedAt, foundAfter, called, toll} = simulation
const lasted = (0, format.QA)(endedAt - startedAt)
const ended = {
promoted: `Promoted after ${lasted}.`,
'rolled-back': `Rolled back after ${lasted}: ${reason}.`,
waits: `Neither promoted nor rolled back within ${lasted}: ${reason}.`
}[outcome]
return [
ended,
...(foundAfter === null ? [] : [`Found ${(0, format.QA)(foundAfter)} after the first request met the harm.`]),
...(called === null ? [] : [`A person was called after ${(0, format.QA)(called.at - startedAt)}: ${called.reason}.`]),
...toll.map(({metric, units, extra}) => `${inert(metric)}: about ${count(units)} units met the new release, ${count(Math.max(0, extra))} of them failed because of it.`)
]
}
const timelineText = simulation => {
const rows = rowsOf(simulation)
const width = key => Math.max(0, ...rows.map(row => row[key].length))
const [after, weight, what] = [width('after'), width('weight'), width('what')]
return [...rows.map(row => `${row.at}  ${row.after.padEnd(after)}  ${row.weight.padStart(weight)}  ${row.what.padEnd(what)}  ${row.message}`), ...outcomeSentences(simulation)].join('\n')
}
const timelineMarkdown = simulation =>
[
'| When | After | Weight | Decision | Evidence | Why |',
'|---|---|---|---|---|---|',
...rowsOf(simulation).map(({at, after, weight, what, evidence, message}) => `| ${at} | ${after} | ${weight} | ${what} | ${evidence.replace('>', '&gt;')} | ${message.replaceAll('>', '&gt;')} |`),
'',
...outcomeSentences(simulation).map(sentence => `- ${sentence}`)
].join('\n')
const tallySentences = (tally, {name, healthy}) => {
const {runs, rolledBack, promoted, waits, called, foundAfter, promotedAfter, toll} = tally
const verdict = healthy ? 'falsely rolled back' : 'rolled back'
return [
`${count(runs)} rollouts of ${inert(name)}: ${verdict} ${proportion(rolledBack)}, promoted ${proportion(promoted)}, stuck ${proportion(waits)}.`,
...(foundAfter === null ? [] : [`Half of them were found within ${(0, format.QA)(foundAfter)}.`]),
...(promotedAfter === null ? [] : [`Half of them were promoted within ${(0, format.QA)(promotedAfter)}.`]),
...(called.count === 0 ? [] : [`A person was called in ${proportion(called)}.`]),
...toll.filter(({extra}) => extra >= 0.5).map(({metric, extra}) => `${inert(metric)}: ${count(extra)} failures more than without the release, on average.`)
]
}
const tallyMarkdown = tallies =>
[
'| Scenario | Runs | Rolled back | Promoted | Stuck | Found after | Extra failures |',
'|---|---|---|---|---|---|---|',
...tallies.map(({name, tally}) => {
const {runs, rolledBack, promoted, waits, foundAfter, toll} = tally
const extra = Math.max(0, ...toll.map(one => one.extra))
return `| ${inert(name)} | ${count(runs)} | ${proportion(rolledBack)} | ${proportion(promoted)} | ${proportion(waits)} | ${foundAfter === null ? '–' : ((0, format.QA))(foundAfter)} | ${extra < 0.5 ? '–' : count(extra)} |`
})
].join('\n')
const proportion = ({share, low, high}) => `${percent(share)} % (${percent(low)} to ${percent(high)} %)`
const percent = share => {
const value = share * 100
return String(Number(value.toFixed(value < 10 || value > 90 ? 1 : 0)))
}
const count = value => (value < 10 && !Number.isInteger(value) ? Number(value.toFixed(1)) : Math.round(value)).toLocaleString('en-US')
const rehearsalTable = rehearsed => {
const rows = rehearsed.map(({scenario, tally, fault, healthy}) => {
const {rolledBack, promoted, waits, foundAfter, toll} = tally
const extra = Math.max(0, ...toll.map(one => one.extra))
return [
scenario,
rehearsal_words_percent(rolledBack.share),
`${rehearsal_words_percent(rolledBack.low)} to ${rehearsal_words_percent(rolledBack.high)}`,
rehearsal_words_percent(promoted.share),
rehearsal_words_percent(waits.share),
healthy || foundAfter === null ? '' : (0, format.QA)(foundAfter),
extra < 0.5 ? '' : Math.round(extra).toLocaleString('en-US'),
fault === null ? 'ok' : `FAULT: ${fault}`
]
})
const head = ['scenario', 'rolled back', '95 % sure', 'promoted', 'waits', 'found after', 'extra bad', '']
const all = [head, ...rows]
const widths = head.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0)))
const line = row =>
row
.map((cell, column) => {
const width = widths[column] ?? 0
return column === 0 || column === row.length - 1 ? cell.padEnd(width) : cell.padStart(width)
})
.join('  ')
.trimEnd()
return all.map(line)
}
const rehearsalStories = rehearsed => rehearsed.flatMap(({name, scenario, once}) => ['', `${scenario}: ${name}`, ...timelineText(once).split('\n')])
const rehearsalMarkdown = (rehearsed, runs) => {
const faults = rehearsed.filter(({fault}) => fault !== null)
const sign = faults.length === 0 ? '✅' : '🔴'
return [
`${sign} **Simulated**: ${rehearsed.length} worlds, ${runs.toLocaleString('en-US')} rollouts each. ${faults.length === 0 ? 'Every world ended as it should.' : `${faults.length} did not end as it should.`}`,
'',
...faults.map(({scenario, fault}) => `- **${scenario}**: ${fault}`),
'',
tallyMarkdown(rehearsed.map(({name, tally}) => ({name, tally}))),
...rehearsed.map(({name, once, tally, healthy}) => ['', `<details><summary>${name}: ${outcomeSentences(once)[0]}</summary>`, '', timelineMarkdown(once), '', ...tallySentences(tally, {name, healthy}).map(sentence => `- ${sentence}`), '', '</details>'].join('\n'))
].join('\n')
}
const rehearsal_words_percent = share => `${Number((share * 100).toFixed(1))} %`
}
}
