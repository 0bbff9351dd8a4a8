export const id = 4025
export const ids = [4025]
export const modules = {
6072: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
v: () => beat
})
const TIMEOUT = 5_000
const beat = async (url, {http, redactor, log}) => {
if (url === undefined) return
try {
redactor.registerSecret('heartbeat-url', url)
if (URL.canParse(url)) redactor.registerSecret('the path of heartbeat-url', new URL(url).pathname)
await http({provider: 'heartbeat', guard: {}}).request({
url,
timeout: TIMEOUT,
deadline: 4 * TIMEOUT,
maxBytes: 64 * 1024
})
} catch {
log.warning('The monitor at heartbeat-url was not reached. The tick itself is done.')
}
}
},
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
4025: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
var windows = __webpack_require__(4327)
var format = __webpack_require__(8000)
var journal = __webpack_require__(7713)
var outcome = __webpack_require__(3382)
var settle = __webpack_require__(7303)
const HOLD_WATCHED = 24 * 3_600_000
const ABANDONED_AFTER = 3_600_000
const UNANSWERED_AFTER = 30 * 24 * 3_600_000
const lookForDue = async (service, forge, order) => {
const known = await (0, journal.Fr)(service)
const desk = {service, forge, order, known, started: []}
const waiting = known.inFlight && (0, settle.O2)(known.inFlight) ? known.inFlight : null
const said = forge ? await follow(desk, forge, waiting) : null
const reason = dueBecause(known, waiting)
const due = reason !== null
const text = [reason, said].filter(Boolean).join(' ') || `Nothing to do for ${service.name} in ${service.environment}.`
return {
...(0, outcome.IX)(due || said !== null ? 'done' : 'nothing-to-do', text),
due,
idle: !due && isIdle(known),
rollout: known.goingBack ?? known.inFlight,
started: desk.started
}
}
const isIdle = ({inFlight, queued, unborn, goingBack}) => !inFlight && !queued && !goingBack && unborn.length === 0
const dueBecause = (known, waiting) => {
const {goingBack, inFlight, held, now} = known
if (goingBack) return `The rollback of ${goingBack.record.revision} is not finished.`
if (inFlight?.state.rollbackAsked) return `A rollback of ${inFlight.record.revision} was asked for.`
if (inFlight && inFlight !== waiting) return `${inFlight.record.revision} is on its way (${inFlight.state.phase}, ${inFlight.state.weight}%).`
if (!inFlight && held && now - held.state.headAt < HOLD_WATCHED) return `On hold after the rollback of ${held.record.revision}: the traffic is watched for a day.`
return null
}
const follow = async (desk, forge, waiting) => {
const {known} = desk
if (known.held || known.goingBack) return null
if (waiting && !waiting.state.rollbackAsked) return followProposal(desk, forge, waiting)
const frozen = (0, windows.MF)(desk.service.freeze ?? [], known.now)
if (!known.inFlight && known.queued) {
if (frozen) return thaws(known.queued, frozen.until)
const since = Math.max(0, ...known.rollouts.map(({state}) => state.endedAt ?? 0))
return startPipeline(desk, forge, known.queued, since)
}
return known.inFlight ? askPeople(desk, forge, known.inFlight) : null
}
const followProposal = async (desk, forge, waiting) => {
const {record, state} = waiting
const run = await forge.run(record.run)
if (run?.status === 'going') return null
const open = state.phase === 'awaiting-approval'
if (state.reason === 'frozen') {
const frozen = (0, windows.MF)(desk.service.freeze ?? [], desk.known.now)
return frozen ? thaws(waiting, frozen.until) : startAgain(desk, forge, waiting, run)
}
const quiet = desk.known.now - state.headAt
if (run?.conclusion === 'success') {
if (open) return quiet > UNANSWERED_AFTER ? end(desk, forge, waiting) : null
return startAgain(desk, forge, waiting, run)
}
const mayReturn = run?.conclusion === 'failure' && !open && quiet < ABANDONED_AFTER
return mayReturn ? null : end(desk, forge, waiting)
}
const thaws = ({record}, until) => `${record.revision} waits for the end of the freeze at ${(0, format.K9)(until)}.`
const startAgain = async (desk, forge, waiting, run) => {
const {headAt} = waiting.state
const again = run && (await startedSince(forge, run.workflow, headAt))
const failed = again?.status === 'over' && desk.known.now - headAt > ABANDONED_AFTER
return failed ? end(desk, forge, waiting) : startPipeline(desk, forge, waiting, headAt, run)
}
const end = async ({service, order}, forge, rollout) => {
const {reason, text} = await (0, settle.OB)(forge, rollout.record.run)
if (!order.dryRun) await (0, journal.N4)(service, rollout, {kind: 'rolled-back', reason})
return `${rollout.record.revision} is ended: ${text}`
}
const startPipeline = async (desk, forge, {record}, since, known = null) => {
const run = known ?? (await forge.run(record.run))
if (!run || run.ref === null) return `${record.revision} has its turn, but the run that proposed it is gone: start its pipeline by hand.`
if (await startedSince(forge, run.workflow, since)) return `${record.revision} has its turn; its pipeline was started.`
await start(desk, run.workflow, run.ref, {revision: record.revision})
return `The turn of ${record.revision} has come: ${run.workflow} is started.`
}
const askPeople = async (desk, forge, {record, state}) => {
const {approveWorkflow, config} = desk.order
if (approveWorkflow === null || state.phase !== 'awaiting-approval') return null
const step = state.asked.find(asked => !state.approved.includes(asked))
const asked = state.story.findLast(({happening}) => happening.kind === 'asks')
if (step === undefined || !asked) return null
if (!(await forge.workflow(approveWorkflow))) return `Step ${step} of ${record.revision} needs an approval, and there is no workflow ${approveWorkflow}: run the verb \`approve\`.`
if (await startedSince(forge, approveWorkflow, asked.at)) return null
const {defaultBranch} = await forge.repository()
await start(desk, approveWorkflow, defaultBranch, {
environment: record.environment,
config,
'rollout-id': record.id,
step: String(step)
})
return `Step ${step} of ${record.revision} needs an approval: ${approveWorkflow} asks for it.`
}
const startedSince = async (forge, workflow, since) => {
const runs = (await forge.runsOf(workflow, 20)) ?? []
const from = Math.floor(since / 1000) * 1000
return runs.find(({event, createdAt}) => event === 'workflow_dispatch' && createdAt >= from) ?? null
}
const start = async ({forge, order, started}, workflow, ref, inputs) => {
if (!order.dryRun) await forge?.dispatch(workflow, ref, inputs)
started.push(workflow)
}
var revision = __webpack_require__(7537)
const LISTED_AFTER = 15_000
const goToSleep = async (forge, order) => {
const {file, quiet, pause, sleep} = order
await forge.disable(file)
try {
await sleep(pause)
if (await quiet()) return true
} catch (error) {
await forge.enable(file)
throw error
}
await forge.enable(file)
return false
}
var errors = __webpack_require__(7463)
var gate = __webpack_require__(6493)
var heartbeat = __webpack_require__(6072)
var actions_open = __webpack_require__(6571)
var open_forge = __webpack_require__(5764)
var world = __webpack_require__(8716)
const run = async (inputs, runtime) => {
const forge = await (0, open_forge.ys)(inputs, runtime)
const looks = await lookAround(inputs, runtime, forge)
const targets = looks.filter(({outcome}) => !outcome || outcome.due).map(({target, outcome}) => ({...target, ref: refOf(outcome?.rollout?.record)}))
const asleep = await sleepIfIdle(looks, inputs, runtime, forge)
if (targets.length === 0) await (0, heartbeat.v)(inputs['heartbeat-url'], runtime)
const started = looks.flatMap(({outcome}) => outcome?.started ?? [])
const broken = looks.filter(({outcome}) => outcome === null)
const sentences = looks.map(({outcome, trouble}) => outcome?.message ?? trouble)
return {
decision: 'pass',
reason: targets.length > 0 || started.length > 0 ? 'done' : 'nothing-to-do',
message: sentences.join('\n'),
outputs: {due: targets.length, targets: JSON.stringify(targets), started: started.join('\n'), asleep},
details: {looked: looks.length, broken: broken.length},
summary: [
'### Tick',
'',
(0, gate.s)(
['Service', 'Environment', 'Due', 'What was found'],
looks.map(({target, outcome, trouble}) => [target.service, target.environment, outcome && !outcome.due ? 'no' : 'yes', outcome?.message ?? trouble])
)
].join('\n')
}
}
const lookAround = async (inputs, runtime, forge) => {
const looks = []
for (const config of inputs.configs ?? [inputs.config]) for (const environment of await environmentsOf(config, inputs, runtime)) looks.push(await lookAt(config, environment, inputs, runtime, forge))
return looks
}
const run_isIdle = looks => looks.every(({outcome}) => outcome?.idle === true)
const sleepIfIdle = async (looks, inputs, runtime, forge) => {
if (!forge || !inputs['on-demand'] || inputs['dry-run'] || !run_isIdle(looks)) return false
if (inputs.environments !== undefined) {
runtime.log.notice('`on-demand` is passed over: with `environments` this tick does not look at everything.')
return false
}
return goToSleep(forge, {
file: inputs['tick-workflow'],
quiet: async () => run_isIdle(await lookAround(inputs, runtime, forge)),
pause: LISTED_AFTER,
sleep: (0, world.b)(runtime.signal).sleep
})
}
const environmentsOf = async (config, inputs, runtime) => {
const known = (await (0, actions_open.Xg)({config}, runtime)).config.environments.map(({name}) => name)
const wanted = inputs.environments
if (wanted === undefined) return known
const strangers = inputs.configs === undefined ? wanted.filter(name => !known.includes(name)) : []
if (strangers.length === 0) return known.filter(name => wanted.includes(name))
throw new errors.xL({
message: `\`environments\` names ${strangers.join(', ')}, which ${config} does not have`,
at: 'environments',
fix: known.join('\n'),
docs: 'pipelines.md'
})
}
const lookAt = async (config, environment, inputs, runtime, forge) => {
const journal = await (0, open_forge._0)({...inputs, config, environment}, runtime)
const target = {service: journal.service.name, environment, config}
try {
const outcome = await lookForDue(journal.service, forge, {
approveWorkflow: inputs['approve-workflow'] ?? null,
config,
dryRun: inputs['dry-run']
})
return {target, outcome, trouble: ''}
} catch (error) {
if (!(error instanceof errors.mZ) && !(error instanceof errors.xL)) throw error
runtime.log.warning(`${target.service} in ${environment} could not be looked at: ${error.message}`)
return {target, outcome: null, trouble: error.message}
}
}
const refOf = record => {
const commit = record?.commit ?? record?.revision ?? ''
return (0, revision.WM)(commit) ? commit : ''
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
}
}
