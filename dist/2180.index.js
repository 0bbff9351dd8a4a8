export const id = 2180
export const ids = [2180]
export const modules = {
2180: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
nt: () => asRollback,
SR: () => asRollout,
su: () => newestOf,
N4: () => note,
Ow: () => refresh,
Fs: () => rollbackIdOf,
Fr: () => survey
})
var events = __webpack_require__(2858)
var phases = __webpack_require__(3171)
const EVENTS_PER_STEP = 4
const worthWriting = (state, happening) => {
const lines = state.events + state.foreign
const over = state.phase === 'aborted' || (0, phases.$g)(state.phase)
const {kind} = happening
switch (kind) {
case 'asked-rollback':
return state.rollbackAsked === null && state.phase !== 'rolled-back'
case 'going-back':
return state.phase !== 'aborted' && state.phase !== 'rolled-back'
case 'rolled-back':
return state.phase !== 'rolled-back'
case 'released':
return state.hold
case 'superseded':
return !(0, phases.$g)(state.phase)
case 'retired':
return lines < events.ln.hard && state.story.every(event => event.happening.kind !== 'retired')
case 'promoted':
return lines < events.ln.hard && !over
case 'set':
if (state.pending?.weight === happening.weight) return lines < events.ln.hard
return lines < events.ln.forward && !over
case 'waits':
return !over && noteworthy(state, happening.reason, lines)
case 'stuck':
return lines < events.ln.forward && !(0, phases.$g)(state.phase) && !(halted(state) && said(state, happening.reason))
case 'paused':
return lines < events.ln.forward && !over && state.phase !== 'paused'
case 'asks':
return lines < events.ln.forward && !over && !waitsFor(state, happening.step)
case 'started':
case 'queued':
case 'restore-point':
case 'migrated':
case 'checked':
case 'deployed':
case 'setting':
case 'approved':
case 'resumed':
case 'skipped':
case 'retried':
case 'asked-promote':
return lines < events.ln.forward && !over
default:
return kind
}
}
const noteworthy = (state, reason, lines) => {
if (state.conflict) return lines < events.ln.forward
if (said(state, reason)) return false
if (reason === 'record-full') return lines < events.ln.hard
return lines < Math.min(events.ln.notes, events.ln.forward - needed(state))
}
const said = (state, reason) => state.reason === reason || state.phase === reason
const needed = ({story, step}) => {
const steps = story.at(-1)?.checkpoint.steps ?? 0
return EVENTS_PER_STEP * (steps - step) + 1
}
const halted = ({phase}) => phase === 'stuck' || phase === 'aborted' || phase === 'paused'
const waitsFor = ({phase, asked}, step) => phase === 'awaiting-approval' && asked.includes(step)
var fold = __webpack_require__(3332)
const nextEvent = (state, steps, happening, {now, nonce}) => ({
happening,
checkpoint: {...checkpointAfter(state, steps, happening, now), phase: phaseAfter(state, happening)},
sequence: (0, events.ks)(happening.kind) ? state.sequence : Math.min(state.sequence + 1, events.j8),
nonce
})
const checkpointAfter = (state, steps, happening, now) => {
const moment = Math.ceil(now / 1000) * 1000
const same = {
step: state.step,
steps: steps.length,
weight: state.weight,
since: state.since,
waited: Math.min(Math.ceil((0, fold.B)(state, now) / 1000), events.IG),
hold: state.hold
}
switch (happening.kind) {
case 'started':
case 'queued':
return {...same, since: moment}
case 'set':
return {
...same,
since: moment,
weight: happening.weight,
step: stepOf(steps, happening.weight)
}
case 'rolled-back':
return {...same, weight: 0}
case 'released':
return {...same, hold: false}
default:
return same
}
}
const phaseAfter = (state, happening) => {
const {phase} = state
if (phase === 'rolled-back') return phase
if (happening.kind === 'rolled-back') return 'rolled-back'
if (happening.kind === 'going-back') return 'aborted'
if (phase === 'aborted' || (0, phases.$g)(phase)) return phase
const stays = phase === 'paused' || phase === 'stuck'
switch (happening.kind) {
case 'queued':
case 'paused':
case 'promoted':
case 'superseded':
return happening.kind
case 'resumed':
return phase === 'paused' ? whereItStood(state) : phase
case 'stuck':
return phase === 'paused' ? phase : 'stuck'
case 'retried':
case 'asked-promote':
return phase === 'stuck' ? whereItStood(state) : phase
case 'started':
case 'setting':
return stays ? phase : 'progressing'
case 'set':
return stays ? phase : 'baking'
case 'asks':
return stays ? phase : 'awaiting-approval'
case 'approved':
return phase === 'awaiting-approval' ? whereItStood(state, happening.step) : phase
case 'restore-point':
case 'migrated':
case 'checked':
case 'deployed':
case 'waits':
case 'skipped':
case 'asked-rollback':
case 'released':
case 'retired':
return phase
default:
return happening
}
}
const whereItStood = (state, justApproved) => {
const lastOf = kind => state.story.findLast(({happening}) => happening.kind === kind)?.sequence ?? 0
if (lastOf('queued') > lastOf('started')) return 'queued'
const open = step => step > state.step && step !== justApproved && !state.approved.includes(step)
if (state.asked.some(open)) return 'awaiting-approval'
return state.pending === null && state.step > 0 ? 'baking' : 'progressing'
}
const stepOf = (steps, weight) => steps.findIndex(step => step.weight === weight) + 1
const rollbackIdOf = rolloutId => rolloutId.replace(/^r-/, 'b-')
const survey = async service => {
const {entries, foreign} = await service.ledger.list(service.name, service.environment)
const rollouts = entries.flatMap(entry => asRollout(entry) ?? [])
const rollbacks = entries.flatMap(entry => asRollback(entry) ?? [])
const unborn = rollouts.filter(({state}) => state.events === 0)
const unfinished = rollouts.filter(({state}) => state.events > 0 && !(0, phases.$g)(state.phase))
const inFlight = unfinished.findLast(({state}) => state.phase !== 'queued') ?? null
return {
now: await service.ledger.now(),
inFlight,
queued: unfinished.find(rollout => rollout !== inFlight) ?? null,
unborn,
lastPromoted: rollouts.find(({state}) => state.phase === 'promoted') ?? null,
held: rollbacks.find(({state}) => state.hold) ?? null,
goingBack: goingBackOf(rollouts, rollbacks),
rollouts,
rollbacks,
foreign: foreign.length
}
}
const newestOf = rollouts => rollouts.find(({state}) => state.events > 0 && state.phase !== 'queued' && state.phase !== 'superseded') ?? null
const goingBackOf = (rollouts, rollbacks) => {
const newest = newestOf(rollouts)
if (!newest || newest.state.phase === 'rolled-back') return null
const begun = rollbacks.some(({record}) => record.rollout === newest.record.id)
const asked = newest.state.phase === 'promoted' && newest.state.rollbackAsked !== null
return begun || asked ? newest : null
}
const asRollout = ({key, record, events}) => (record.kind === 'rollout' ? {key, record, state: (0, fold.A)(record, events)} : null)
const asRollback = ({key, record, events}) => {
if (record.kind !== 'rollback') return null
const state = (0, fold.A)(record, events)
return {key, record, state: {...state, hold: state.hold || state.events === 0}}
}
const note = async (service, journal, happening) => {
if (!worthWriting(journal.state, happening)) return journal
const now = await service.ledger.now()
const steps = journal.record.kind === 'rollout' ? journal.record.plan.steps : []
const event = nextEvent(journal.state, steps, happening, {now, nonce: service.world.random(5)})
const text = (0, events.as)(event)
const outcome = outcomeOf(event.checkpoint.phase, journal.record.kind, happening.kind)
await service.ledger.append(journal.key, {text, outcome})
service.say(text)
const fresh = await refresh(service, journal)
const shown = fresh.state.story.some(({nonce, sequence}) => nonce === event.nonce && sequence === event.sequence)
return shown ? fresh : withLine(fresh, {text, at: now, run: service.author.run})
}
const refresh = async (service, journal) => {
const entry = await service.ledger.read(journal.key)
return entry ? {...journal, state: (0, fold.A)(journal.record, entry.events)} : journal
}
const withLine = (journal, line) => {
const lines = journal.state.story.map(event => ({
text: (0, events.as)(event),
at: event.at,
run: event.run
}))
return {...journal, state: (0, fold.A)(journal.record, [...lines, line])}
}
const outcomeOf = (phase, kind, happening) => {
if (happening === 'retired') return 'inactive'
switch (phase) {
case 'queued':
return 'queued'
case 'awaiting-approval':
case 'paused':
case 'progressing':
case 'baking':
case 'aborted':
return 'in_progress'
case 'promoted':
return 'success'
case 'rolled-back':
return kind === 'rollback' ? 'success' : 'failure'
case 'superseded':
return 'inactive'
case 'stuck':
return 'error'
default:
return phase
}
}
},
2858: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
IG: () => MAX_WAITED,
as: () => writeEvent,
j8: () => MAX_SEQUENCE,
j_: () => readEvent,
ks: () => isRequest,
ln: () => EVENT_LIMIT
})
var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8000)
var _phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3171)
var _reasons_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3286)
const EVENT_TEXT_LIMIT = 140
const EVENT_LIMIT = {notes: 50, forward: 80, hard: 100}
const MAX_WAITED = 99_999_999
const MAX_SEQUENCE = 9999
const isRequest = kind => kind === 'asked-rollback'
const TOKEN = '[A-Za-z0-9][A-Za-z0-9_.:/@+\\[\\]-]{0,63}'
const NUMBER = '\\d{1,3}(?:\\.\\d{1,3})?'
const SENTENCES = {
started: {write: () => 'started', read: /^started$/},
queued: {write: h => `queued behind ${h.behind}`, read: sentence(`queued behind (?<behind>${TOKEN})`)},
'restore-point': {write: h => `restore point ${h.id}`, read: sentence(`restore point (?<id>${TOKEN})`)},
migrated: {write: h => `migrated to ${h.version}`, read: sentence(`migrated to (?<version>${TOKEN})`)},
checked: {
write: h => `smoke test of ${h.target} passed`,
read: sentence('smoke test of (?<target>live|canary) passed')
},
deployed: {
write: h => `deployed ${h.component}=${h.release}`,
read: sentence(`deployed (?<component>[a-z][a-z0-9-]{0,14})=(?<release>${TOKEN})`)
},
setting: {write: h => `setting ${h.weight}%`, read: sentence(`setting (?<weight>${NUMBER})%`)},
set: {write: h => `set ${h.weight}%`, read: sentence(`set (?<weight>${NUMBER})%`)},
waits: {write: h => `waits: ${h.reason}`, read: sentence('waits: (?<reason>[a-z-]+)')},
asks: {
write: h => `asks approval of step ${h.step}`,
read: sentence('asks approval of step (?<step>\\d{1,2})')
},
approved: {
write: h => `step ${h.step} approved by ${h.by}`,
read: sentence(`step (?<step>\\d{1,2}) approved by (?<by>${TOKEN})`)
},
paused: byPerson('paused'),
resumed: byPerson('resumed'),
skipped: byPerson('bake skipped'),
retried: byPerson('retried'),
'asked-promote': byPerson('promote asked'),
'asked-rollback': byPerson('rollback asked'),
'going-back': {write: h => `going back: ${h.reason}`, read: sentence('going back: (?<reason>[a-z-]+)')},
'rolled-back': {
write: h => `rolled back: ${h.reason}`,
read: sentence('rolled back: (?<reason>[a-z-]+)')
},
promoted: {write: () => 'promoted', read: /^promoted$/},
superseded: byPerson('superseded'),
stuck: {write: h => `stuck: ${h.reason}`, read: sentence('stuck: (?<reason>[a-z-]+)')},
released: byPerson('hold released'),
retired: {write: () => 'retired', read: /^retired$/}
}
function sentence(source) {
return new RegExp(`^${source}$`)
}
function byPerson(verb) {
return {write: h => `${verb} by ${h.by}`, read: sentence(`${verb} by (?<by>${TOKEN})`)}
}
const STATE =
/^(?<weight>\d{1,3}(?:\.\d{1,3})?)% (?<step>\d{1,2})\/(?<steps>\d{1,2}) (?<phase>[a-z-]+) (?:since (?<since>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)(?: waited (?<waited>\d{1,8})s)?|(?<date>\d{8})T(?<time>\d{6})Z(?: \+(?<added>\d{1,8})s)?)(?<hold> hold)? (?<mark>[#~])(?<sequence>\d{1,4})\.(?<nonce>[a-z0-9]{5})$/
const writeEvent = event => {
const text = render(event)
if (parse(text) === null) throw new RangeError(`event "${event.happening.kind}" cannot be written in ${EVENT_TEXT_LIMIT} characters, or not be read back`)
return text
}
const readEvent = text => {
const event = parse(text)
return event && render(event) === text ? event : null
}
const render = ({happening, checkpoint: c, sequence, nonce}) => {
const {write} = SENTENCES[happening.kind]
const since = (0, _format_js__WEBPACK_IMPORTED_MODULE_1__.K9)(c.since)
const waited = Math.floor(c.waited)
const mark = isRequest(happening.kind) ? '~' : '#'
const line = times => `${write(happening)}; ${c.weight}% ${c.step}/${c.steps} ${c.phase} ${times}${c.hold ? ' hold' : ''} ${mark}${sequence}.${nonce}`
const full = line(`since ${since}${waited > 0 ? ` waited ${waited}s` : ''}`)
if (full.length <= EVENT_TEXT_LIMIT) return full
return line(`${since.replaceAll(/[-:]/g, '')}${waited > 0 ? ` +${waited}s` : ''}`)
}
const parse = text => {
if (text.length > EVENT_TEXT_LIMIT) return null
const cut = text.indexOf('; ')
const state = cut < 0 ? undefined : STATE.exec(text.slice(cut + 2))?.groups
const happening = state && readHappening(text.slice(0, cut))
if (!state || !happening) return null
const phase = _phases_js__WEBPACK_IMPORTED_MODULE_0__.ZG.find(known => known === state.phase)
const since = Date.parse(state.since ?? unfold(state.date ?? '', state.time ?? ''))
const [weight, step, steps] = [Number(state.weight), Number(state.step), Number(state.steps)]
if (!phase || Number.isNaN(since) || weight > 100 || step > steps) return null
if ((state.mark === '~') !== isRequest(happening.kind)) return null
const sequence = Number(state.sequence)
if (sequence === 0 && state.mark === '#') return null
return {
happening,
checkpoint: {
phase,
step,
steps,
weight,
since,
waited: Number(state.waited ?? state.added ?? 0),
hold: state.hold !== undefined
},
sequence,
nonce: state.nonce ?? ''
}
}
const unfold = (date, time) => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`
const readHappening = text => {
for (const [kind, {read}] of Object.entries(SENTENCES)) {
const match = read.exec(text)
if (!match) continue
const fields = {...match.groups}
for (const name of ['weight', 'step']) if (name in fields) fields[name] = Number(fields[name])
if ('reason' in fields && !_reasons_js__WEBPACK_IMPORTED_MODULE_2__.e.some(known => known === fields.reason)) return null
if (Number(fields.weight ?? 0) > 100) return null
return {kind, ...fields}
}
return null
}
},
3332: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
A: () => fold,
B: () => waitedUntil
})
var _events_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2858)
var _phases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3171)
const fold = (record, lines) => {
const {events, foreign} = readLines(lines)
const ordered = events.filter(({happening}) => !(0, _events_js__WEBPACK_IMPORTED_MODULE_0__.ks)(happening.kind))
const head = ordered.at(-1) ?? events.at(-1)
const last = kind => ordered.findLast(({happening}) => happening.kind === kind)
const after = (a, b) => a !== undefined && (b === undefined || a.sequence >= b.sequence)
const checkpoint = head?.checkpoint ?? beginning(record.startedAt)
const request = events.find(({happening}) => happening.kind === 'asked-rollback')
const setting = last('setting')
const phase = joinPhase(checkpoint, ordered, after(last('paused'), last('resumed')))
const set = last('set')
return {
phase,
startedAt: record.startedAt,
step: checkpoint.step,
weight: phase === 'rolled-back' ? 0 : checkpoint.weight,
since: checkpoint.since,
waited: checkpoint.waited * 1000,
hold: holds(checkpoint, ordered),
pending: pendingOf(phase, setting, set),
reason: head && 'reason' in head.happening ? head.happening.reason : null,
headAt: head?.at ?? record.startedAt,
endedAt: (0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(phase) ? (ordered.find(e => (0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(e.checkpoint.phase))?.at ?? head?.at ?? null) : null,
sequence: head?.sequence ?? 0,
conflict: ordered.filter(({sequence}) => sequence === head?.sequence).length > 1,
rollbackAsked: request && 'by' in request.happening ? {by: request.happening.by, at: request.at} : null,
promoteAsked: last('asked-promote') !== undefined,
skipAsked: after(last('skipped'), set),
approved: stepsOf(ordered, 'approved'),
asked: stepsOf(ordered, 'asks'),
deployed: deployedOf(ordered),
checked: checksOf(ordered),
migrated: migratedOf(ordered),
restorePoint: restorePointOf(ordered),
bumps: bumpsOf(ordered),
story: events,
events: events.length,
foreign
}
}
const beginning = startedAt => ({
phase: 'progressing',
step: 0,
steps: 0,
weight: 0,
since: startedAt,
waited: 0,
hold: false
})
const readLines = lines => {
const seen = new Map()
let foreign = 0
for (const {text, at, run} of lines) {
const event = (0, _events_js__WEBPACK_IMPORTED_MODULE_0__.j_)(text)
const known = seen.get(text)
if (!event) foreign += 1
else if (!known || at < known.at || (at === known.at && (run ?? '') < (known.run ?? ''))) seen.set(text, {...event, at, run})
}
const events = [...seen].sort(([a, x], [b, y]) => byOrder(x, y) || compare(a, b)).map(([, event]) => event)
return {events, foreign}
}
const caution = kind => {
switch (kind) {
case 'rolled-back':
return 5
case 'going-back':
return 4
case 'superseded':
case 'stuck':
case 'paused':
return 3
case 'waits':
case 'asks':
case 'queued':
return 2
case 'promoted':
case 'set':
case 'setting':
case 'approved':
case 'resumed':
case 'skipped':
case 'retried':
case 'asked-promote':
case 'released':
return 0
case 'started':
case 'restore-point':
case 'migrated':
case 'checked':
case 'deployed':
case 'asked-rollback':
case 'retired':
return 1
default:
return kind
}
}
const byOrder = (a, b) => a.sequence - b.sequence || caution(a.happening.kind) - caution(b.happening.kind) || compare(a.nonce, b.nonce)
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
const joinPhase = (head, ordered, paused) => {
const happened = kind => ordered.some(({happening}) => happening.kind === kind)
if (happened('rolled-back')) return 'rolled-back'
if (happened('going-back')) return 'aborted'
if ((0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(head.phase)) return head.phase
if (happened('superseded')) return 'superseded'
if (paused) return 'paused'
return head.phase
}
const holds = (head, ordered) => head.hold || (ordered.some(e => e.checkpoint.hold) && !ordered.some(e => e.happening.kind === 'released'))
const pendingOf = (phase, setting, set) => {
if ((0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.$g)(phase) || phase === 'aborted' || setting?.happening.kind !== 'setting') return null
const confirmed = set !== undefined && set.sequence > setting.sequence
return confirmed ? null : {weight: setting.happening.weight}
}
const stepsOf = (events, kind) => [...new Set(events.flatMap(({happening}) => (happening.kind === kind ? [happening.step] : [])))]
const deployedOf = events => Object.fromEntries(events.flatMap(({happening: h}) => (h.kind === 'deployed' ? [[h.component, h.release]] : [])))
const checksOf = events => {
const passed = target => events.some(({happening}) => happening.kind === 'checked' && happening.target === target)
return {live: passed('live'), canary: passed('canary')}
}
const migratedOf = events => events.flatMap(({happening: h}) => (h.kind === 'migrated' ? [h.version] : [])).at(-1) ?? null
const restorePointOf = events => events.flatMap(({happening: h}) => (h.kind === 'restore-point' ? [h.id] : [])).at(-1) ?? null
const STAMP_ERROR = 999
const bumpsOf = ordered => {
const bumps = []
let open = null
for (const {happening, at} of ordered) {
if (happening.kind === 'setting') open = {from: open?.from ?? at, weight: happening.weight}
if (happening.kind !== 'set') continue
const to = at % 1000 === 0 ? at + STAMP_ERROR : at
bumps.push({from: open?.from ?? at, to, weight: happening.weight})
open = null
}
return open ? [...bumps, {...open, to: Number.POSITIVE_INFINITY}] : bumps
}
const waitedUntil = (state, now) => state.waited + ((0, _phases_js__WEBPACK_IMPORTED_MODULE_1__.L8)(state.phase) ? Math.max(0, now - state.headAt) : 0)
},
8000: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
K9: () => formatMoment,
QA: () => formatSpan,
Vp: () => formatEvidence,
ck: () => formatWeight
})
const UNITS = [
['d', 86_400_000],
['h', 3_600_000],
['m', 60_000],
['s', 1_000]
]
const formatSpan = milliseconds => {
let rest = Math.max(0, Math.ceil(milliseconds / 1000)) * 1000
const parts = []
for (const [unit, size] of UNITS) {
const count = Math.floor(rest / size)
if (count > 0) parts.push(`${count}${unit}`)
rest -= count * size
if (parts.length === 2) break
}
return parts.join(' ') || '0s'
}
const formatMoment = epochMilliseconds => `${new Date(Math.ceil(epochMilliseconds / 1000) * 1000).toISOString().slice(0, 19)}Z`
const formatWeight = weight => `${weight}%`
const formatEvidence = evidence => {
if (evidence > 1e6) return '>1000000'
if (evidence >= 100) return String(Math.round(evidence))
return String(Number(evidence.toPrecision(2)))
}
},
3171: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$g: () => isFinished,
L8: () => waitsForPeople,
ZG: () => PHASES
})
const PHASES = ['queued', 'awaiting-approval', 'progressing', 'baking', 'paused', 'promoted', 'aborted', 'rolled-back', 'superseded', 'stuck']
const PHASE_EXITS = {
queued: 'the rollout before it ends, or a newer release replaces it',
'awaiting-approval': 'a person approves, rejects, or asks for a rollback; guards still run',
progressing: 'the act that was intended is confirmed, now or by the next tick',
baking: 'the bake ends and the evidence allows the next step, or harm is found',
paused: 'a person resumes it; guards still run',
promoted: 'end',
aborted: 'the baseline is back and confirmed, now or by the next tick',
'rolled-back': 'end',
superseded: 'end',
stuck: 'a person retries, promotes or rolls back'
}
const isFinished = phase => PHASE_EXITS[phase] === 'end'
const waitsForPeople = phase => phase === 'awaiting-approval' || phase === 'paused' || phase === 'stuck' || phase === 'queued'
},
3286: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
e: () => REASONS
})
const REASONS = [
'finished',
'unfinished-act',
'rollback-asked',
'circuit-breaker',
'zero-limit',
'evidence-of-harm',
'smoke-failed',
'superseded',
'rejected',
'abandoned',
'deadline',
'way-back-unsafe',
'drift',
'conflict',
'state-lost',
'record-full',
'config-changed',
'unproven',
'queued',
'paused',
'stuck',
'frozen',
'not-deployed',
'not-checked',
'bake-not-over',
'no-data',
'blind-too-long',
'suspicious',
'suspicious-too-long',
'over-limit',
'too-few-samples',
'not-yet',
'approval-missing',
'next-step',
'last-step',
'all-steps-done'
]
}
}
