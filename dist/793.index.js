export const id = 793
export const ids = [793]
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
2910: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
var resolve = __webpack_require__(6908)
var migrate = __webpack_require__(4771)
var format = __webpack_require__(8000)
const good = (what, text) => ({what, state: 'good', text, fix: ''})
const warning = (what, text, fix) => ({
what,
state: 'warning',
text,
fix
})
const bad = (what, text, fix) => ({what, state: 'bad', text, fix})
var outcome = __webpack_require__(3382)
var gates_revision = __webpack_require__(7537)
const checkSecretsEnvironment = async (forge, {environment, approval}, {defaultBranch}) => {
const what = `Environment ${environment}`
const rules = await forge.environment(environment)
if (!rules) return [warning(what, 'It does not exist.', 'Secrets then come from the repository, and any branch may use them. On the Free plan this is all there is for private repositories.')]
const findings = [...parking(what, rules, approval), ...(await checkBranches(forge, what, rules, defaultBranch))]
return findings.length > 0 ? findings : [good(what, 'It asks nobody, and lets the right branches in.')]
}
const parking = (what, rules, approval) => [
...(rules.reviewers > 0 ? [bad(what, 'It has required reviewers, so every tick would wait for a person while it holds the lock.', `Move the reviewers to an environment of their own${approval.environment === '' ? '' : ` (${approval.environment})`}, without secrets.`)] : []),
...(rules.waitTimer > 0 ? [bad(what, `It has a wait timer of ${rules.waitTimer} min, so every tick would wait inside the lock.`, 'Remove the timer; waiting is what `bake` is for.')] : [])
]
const checkBranches = async (forge, what, rules, branch) => {
switch (rules.branches) {
case 'all':
return [unprotected(what, 'Any branch may use its secrets.', `Allow ${branch} and your release tags only, and protect ${branch}.`, await forge.protection(branch))]
case 'protected':
return checkProtected(forge, what, branch)
case 'custom':
return checkPatterns(forge, what, rules, branch)
default:
return rules.branches
}
}
const unprotected = (what, text, fix, protection) =>
protection === 'no-plan' ? warning(what, `${text} GitHub protects no branch of a private repository on the Free plan: EVERYBODY with write access can take the secrets of this environment.`, 'Let in only people you trust with them, or move to a plan that protects branches.') : bad(what, text, fix)
const checkProtected = async (forge, what, branch) => {
const names = (await forge.branches('protected')).map(({name}) => name)
if (names.includes(branch)) return []
if (names.length > 0) return [bad(what, `It lets protected branches in, and ${branch} is none: it shuts out scheduled ticks, which run there.`, `Protect ${branch}.`)]
return [unprotected(what, 'It lets protected branches in, and no branch is protected: then GitHub lets every branch in.', `Protect ${branch}, or name it in the policy.`, await forge.protection(branch))]
}
const checkPatterns = async (forge, what, {patterns}, branch) => {
const names = patterns.filter(({type}) => type === 'branch').map(({name}) => name)
const findings = []
if (!names.some(name => (0, gates_revision.lA)(name, branch))) findings.push(bad(what, `Its branch policy shuts out ${branch}, where scheduled ticks run: a rollout would never go on.`, `Add the branch ${branch} to the policy, beside your tags.`))
for (const name of names) findings.push(...(await checkPattern(forge, what, name)))
return findings
}
const isWild = pattern => /[*?[\]]/.test(pattern)
const checkPattern = async (forge, what, pattern) => {
const fix = `Protect it by a ruleset for \`${pattern}\` that wants pull requests, or take it out of the policy.`
if (!isWild(pattern)) {
const protection = await forge.protection(pattern)
if (protection === 'protected') return []
const text = `Its policy lets the branch ${pattern} in, which is not protected: whoever may push there can take its secrets.`
return [unprotected(what, text, fix, protection)]
}
const known = (await forge.branches('all')).filter(({name}) => (0, gates_revision.lA)(pattern, name))
const open = known.filter(each => !each.protected).map(({name}) => name)
const unborn = await forge.protection(pattern.replaceAll(/\*+|\?|\[[^\]]*\]/g, 'x'))
if (open.length > 0) return [unprotected(what, `Its policy lets ${pattern} in, and ${open.slice(0, 5).join(', ')} is not protected: whoever may push there can take its secrets.`, fix, unborn)]
if (unborn === 'protected') return []
return known.length > 0
? [warning(what, `Its policy lets ${pattern} in. What matches now is protected; whether a new branch of such a name would be cannot be seen.`, `Protect \`${pattern}\` by a ruleset.`)]
: [unprotected(what, `Its policy lets ${pattern} in, and no rule protects such names: whoever may push can make such a branch and take its secrets.`, fix, unborn)]
}
var tick_age = __webpack_require__(9196)
const preflight = async (forge, order) => {
const repository = await forge.repository()
const parts = await Promise.all([checkChecks(forge, order, repository.defaultBranch), checkReviews(forge, order), checkOrigin(forge, order), checkSecretsEnvironment(forge, order, repository), checkApprovalEnvironment(forge, order, repository), checkTick(forge, order), checkOwner(order), order.world?.() ?? []])
const findings = parts.flat()
const bad = findings.filter(({state}) => state === 'bad')
if (bad.length === 0) return {...(0, outcome.IX)('done', `${findings.length} things were looked at.`), findings}
const lines = bad.map(({what, text, fix}) => `${what}: ${text} ${fix}`)
return {
...(0, outcome.TR)('preflight', `${bad.length} of ${findings.length} things are not as they must be.\n${lines.join('\n')}`),
findings
}
}
const checkChecks = async (forge, {revision, checks: named}, branch) => {
const what = 'Checks'
if (!(0, gates_revision.WM)(revision)) return named.length === 0 ? [] : [bad(what, `${revision} is no commit.`, 'Release a commit.')]
const wanted = named.length > 0 ? named : ((await forge.requiredChecks(branch)) ?? [])
if (wanted.length === 0) return [warning(what, `No rule of ${branch} requires a check, and none is named.`, 'Name them in `required-checks`, one per line, or require them in a ruleset.')]
const known = await forge.checks(revision)
return wanted.map(name => {
const found = known.find(check => check.name === name)
if (found?.state === 'passed') return good(what, `${name} passed.`)
const state = found ? (found.state === 'failed' ? 'failed' : 'is still running') : 'never ran for this commit'
return bad(what, `${name} ${state}.`, 'Release a commit on which it passed.')
})
}
const checkReviews = async (forge, {revision, reviews}) => {
const what = 'Review'
if (reviews === 0 || !(0, gates_revision.WM)(revision)) return []
const pull = await forge.pullRequestOf(revision)
if (!pull) return [bad(what, 'This commit came without a pull request.', 'Merge it through one.')]
const {number, approvals, changesRequested} = pull
if (changesRequested > 0) return [bad(what, `#${number}: ${changesRequested} still ask for changes.`, 'Settle it, then release.')]
return approvals >= reviews ? [good(what, `#${number} has ${approvals} of ${reviews} approvals.`)] : [bad(what, `#${number} has ${approvals} of ${reviews} approvals.`, 'Have it reviewed.')]
}
const checkOrigin = async (forge, {revision, ref, tags}) => {
const origin = await (0, gates_revision.yv)(forge, revision, {ref, tags})
if (!origin) return []
return [origin.good ? good('Origin', origin.text) : bad('Origin', origin.text, origin.fix)]
}
const checkApprovalEnvironment = async (forge, {approval, environment}, repository) => {
const what = 'Approval'
if (approval.from === 'none') return [warning(what, 'Nobody is asked before it begins.', 'Set `approval` if somebody should be.')]
if (approval.from === 'dispatch') return [good(what, 'A person runs the verb `approve`; who that was is recorded.')]
if (approval.environment === '' || approval.environment === environment) return [bad(what, 'It needs an environment of its own, apart from the one with the secrets.', `approval-environment: ${environment}-approval`)]
const rules = await forge.environment(approval.environment)
if (rules && rules.reviewers > 0) {
const alone = rules.preventSelfReview && rules.reviewers === 1
return alone ? [warning(what, `${approval.environment} has one reviewer who may not approve what they asked for.`, 'Add a second reviewer.')] : [good(what, `${approval.environment} asks ${rules.reviewers} reviewer(s).`)]
}
const plans = repository.private ? ' Private repositories have required reviewers on Enterprise only: elsewhere set `approval: dispatch`.' : ''
return [bad(what, `${approval.environment} ${rules ? 'has no required reviewers' : 'does not exist'}: the job would pass at once.`, `Add reviewers to it (scripts/setup-environments.ts does).${plans}`)]
}
const checkTick = async (forge, {tick, tickAge, now, dryRun}) => {
const what = 'Tick'
if (tick === null) return [warning(what, 'No tick workflow is named.', 'A rollout of more than one step needs one: set `tick-workflow`.')]
const found = await (0, tick_age.q)(forge, tick, {now, longest: tickAge})
const trouble = (0, tick_age.n)(tick, found)
switch (found.state) {
case 'absent':
return [bad(what, trouble, 'Copy examples/callers/tick.yml.')]
case 'disabled':
if (!dryRun) await forge.enable(tick)
return [warning(what, `${tick} was switched off.`, dryRun ? 'Switch it on.' : 'It is switched on now; see why it was not.')]
case 'never':
return [warning(what, `${tick} never ran.`, 'Run it once by hand to see that it can.')]
case 'ran':
return found.late ? [warning(what, `The last tick was ${(0, format.QA)(found.age)} ago, longer than ${(0, format.QA)(tickAge)}.`, 'GitHub drops scheduled runs under load; see docs/pipelines.md for a tick from outside.')] : [good(what, `The last tick was ${(0, format.QA)(found.age)} ago.`)]
default:
return found
}
}
const checkOwner = ({workflowRepository, repository}) => {
const owner = name => name.split('/')[0]?.toLowerCase() ?? ''
if (workflowRepository === '' || owner(workflowRepository) === owner(repository)) return []
return [
warning(
'Owner',
`These workflows belong to ${workflowRepository}, another owner: secrets of the environment reach them empty, \`secrets: inherit\` hands over nothing, and whether GitHub asks the reviewers of an environment there is not known.`,
'Hand over repository secrets by name or use OIDC, with `approval: dispatch`; or use the actions in jobs of your own.'
)
]
}
var propose = __webpack_require__(5098)
const ROWS = {
'way-back-unsafe': ['Way back', 'Mend what stands in the way; a release without a way back is not begun.'],
'state-lost': ['Record', 'Find out who deleted it, and bring the traffic to a release that is known.'],
drift: ['Traffic', 'Send all traffic to one release.'],
'schema-drift': ['Schema', 'Bring database and folder together by hand.'],
'on-hold': ['Admission', 'Mend the cause, then run `release-hold`.'],
'in-flight': ['Admission', 'Wait for its end, or roll it back.'],
'rollback-asked': ['Admission', 'Let the rollback finish.'],
frozen: ['Admission', 'Start it again after the freeze.']
}
const checkWorld = async (service, forge, order) => {
const found = await (0, propose.F)(service, forge, {...order, origin: null, dryRun: true})
const plan = `${order.plan.steps.map(({weight}) => `${weight}%`).join(', ')} on ${service.components.map(({name, platform}) => `${name} (${platform.type})`).join(', ')}.`
if (found.failed) {
const [what, fix] = ROWS[found.reason] ?? ['Plan', 'Change the plan.']
return found.findings.map(text => ({what, state: 'bad', text, fix}))
}
const first = found.components.every(({baseline}) => baseline === null)
return [
{what: 'Plan', state: 'good', text: plan, fix: ''},
first
? {
what: 'Way back',
state: 'warning',
text: 'It is the first release: there is nothing to go back to.',
fix: 'Look at it yourself before you let people in.'
}
: {
what: 'Way back',
state: 'good',
text: found.components.map(({name, baseline}) => `${name}: ${baseline ?? 'nothing'}`).join(', '),
fix: ''
}
]
}
var errors = __webpack_require__(7463)
var gate = __webpack_require__(6493)
var actions_inputs = __webpack_require__(5355)
var actions_open = __webpack_require__(4806)
var open_forge = __webpack_require__(5764)
var revision = __webpack_require__(5035)
const SIGNS = {good: 'good', warning: 'look at it', bad: 'mend it'}
const run = async (inputs, runtime) => {
const {service, config} = await (0, open_forge._0)(inputs, runtime)
requireSameService(inputs.service, service.name)
const forge = await (0, open_forge.zi)(inputs, runtime)
const outcome = await preflight(forge, {
revision: (0, revision.W)(inputs, runtime.environment),
ref: runtime.environment.ref,
tags: (0, resolve.yY)(config, inputs.environment).releaseTags,
environment: inputs.environment,
approval: (0, actions_inputs.fT)(inputs),
checks: inputs['required-checks'] ?? [],
reviews: Number(inputs['required-reviews']),
tick: inputs['tick-workflow'] ?? null,
tickAge: inputs['tick-max-age'],
workflowRepository: inputs['workflow-repository'] ?? '',
repository: runtime.environment.repository,
now: await service.ledger.now(),
dryRun: inputs['dry-run'],
world: () => lookAtWorld(inputs, runtime, forge)
})
for (const {state, what, text, fix} of outcome.findings) if (state === 'warning') runtime.log.warning(`${what}: ${text} ${fix}`)
return {
...outcome,
outputs: {findings: JSON.stringify(outcome.findings)},
summary: [
(0, gate.z)({title: 'Preflight', service: service.name, environment: service.environment}, outcome),
(0, gate.s)(
['What', 'State', 'What was found', 'What to do'],
outcome.findings.map(({what, state, text, fix}) => [what, SIGNS[state], text, fix])
)
].join('\n')
}
}
const lookAtWorld = async (inputs, runtime, forge) => {
try {
const opened = await (0, actions_open.IH)(inputs, runtime)
const {plan, service, configHash} = opened
const schema = await opened.openSchema()
try {
return await checkWorld(service, forge, {
revision: (0, revision.W)(inputs, runtime.environment),
plan: plan.plan,
planHash: plan.planHash,
judgement: plan.judgement,
configHash,
inFlight: plan.inFlight,
...(await (0, migrate._)(schema)),
allowDowngrade: true,
origin: null,
dryRun: true
})
} finally {
await schema?.database.close()
}
} catch (error) {
if (!(error instanceof errors.xL || error instanceof errors.mZ)) throw error
return [
{
what: 'Plan and way back',
state: 'bad',
text: `They could not be looked at: ${error.message}.`,
fix: 'Mend that, and run it again.'
}
]
}
}
const requireSameService = (given, configured) => {
if (given === undefined || given === configured) return
throw new errors.xL({
message: `the workflow takes its lock for another service than the configuration's ${configured}`,
at: 'service',
fix: `service: ${configured}`,
docs: 'pipelines.md#the-lock'
})
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
const rollout = (0, journal.BL)(known, target) ? null : target
return {...(0, outcome.IX)('nothing-to-do', message), rollout, cancelled: null}
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
var gates_jobs = __webpack_require__(4748)
const rollBackTo = async (service, order) => {
const targets = targetsOf(service, order.to)
const [known, unable] = await Promise.all([ifAnswered((0, journal.Fr)(service)), (0, go_back.g2)(targets)])
const blocked = [...unable, ...onTheirWay(targets, known)]
const list = targets.map(({component, to}) => `${component.name} ${to}`).join(', ')
if (blocked.length > 0) {
const why = blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')
return {...(0, outcome.TR)('way-back-unsafe', `Nothing was touched: ${why}.`), restored: []}
}
if (order.dryRun) return {...(0, outcome.IX)('dry-run', `Would put back ${list}.`), restored: []}
const flags = await (0, gates_flags.SP)(service, flagsOff(service, order.to, known))
const jobs = await (0, gates_jobs.np)(service, (0, gates_jobs.kS)(targets.map(({component}) => component)), null)
for (const target of targets) await (0, go_back.pK)(target)
flags.settle()
jobs.settle()
const clocks = (0, gates_jobs.H$)(jobs.stopped, true)
const restored = targets.map(({component, to}) => ({name: component.name, to}))
const recorded = await record(service, restored)
return recorded
? {...(0, outcome.IX)('done', `Back on ${list}.${clocks}`), restored}
: {
...(0, outcome.IX)('unrecorded', `Back on ${list}. The ledger did not answer, so this is not recorded: the next tick will call it drift.${clocks}`),
restored
}
}
const flagsOff = ({components}, to, known) => {
const gone = (known?.inFlight ?? known?.lastPromoted)?.record
const away = components.filter(({name}) => {
const last = gone?.components.find(component => component.name === name)
return to.has(name) && !(last?.exposure === 'full' && last.baseline === to.get(name))
})
return (0, gates_flags.Xn)(away)
}
const ifAnswered = async asked => {
try {
return await asked
} catch (error) {
if (error instanceof errors.mZ || error instanceof errors.xL) return null
throw error
}
}
const onTheirWay = (targets, known) =>
targets
.filter(({component, to}) => to !== null && known?.inFlight?.state.deployed[component.name] === to)
.map(({component, to}) => ({
name: component.name,
reason: `${to} is the release on its way, and no way back (the operation promote leads there)`
}))
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
var actions_open = __webpack_require__(4806)
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
const reason = runtime.redactor.redact(inputs.reason)
runtime.log.info(`Reason: ${reason}`)
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
details: {reason},
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
details: {reason},
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
2156: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
outputsOf: () => outputsOf,
runOperation: () => runOperation,
startSummary: () => startSummary,
withSections: () => withSections
})
var errors = __webpack_require__(7463)
var decide = __webpack_require__(6935)
var believed = __webpack_require__(9536)
var flags = __webpack_require__(9513)
var go_back = __webpack_require__(512)
var gates_jobs = __webpack_require__(4748)
var journal = __webpack_require__(7713)
var assess = __webpack_require__(2317)
var grammar = __webpack_require__(3355)
var windows = __webpack_require__(4327)
var audience = __webpack_require__(5113)
var rollout_evidence = __webpack_require__(6110)
var phases = __webpack_require__(3171)
var rollout_units = __webpack_require__(8044)
var way_back = __webpack_require__(3086)
const READINGS = 3
const PAUSE = 5_000
const UNREAD = {state: 'unknown', value: null, common: false}
const readPresent = async (service, rollout, limits, now, blindSince) => {
const present = []
for (const limit of limits) present.push({...limit, ...(await agreed(service, rollout, limit))})
const unknown = present.some(({state}) => state === 'unknown')
const gone = (0, rollout_evidence.ID)(rollout.state, now)
return {
present,
beyondSince: (0, rollout_evidence.Y2)(rollout.state, ['over-limit'], now),
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
const delay = delayOf(service)
const assessment = (0, assess.n)({judgement, histories, bumps: rollout.state.bumps, now, delay})
const evidence = (0, rollout_evidence.EH)(assessment, judgement)
if (until === null && judgement.limits && rollout.state.step > 0 && !(0, phases.$g)(rollout.state.phase)) Object.assign(evidence, await readPresent(service, rollout, judgement.limits, now, evidence.blindSince))
if (histories.some(failedWholly)) evidence.blindSince = (0, rollout_evidence.ID)(rollout.state, now)
return {now, truth, histories, assessment, evidence}
}
const failedWholly = ({slices}) => slices.length > 0 && slices.every(({problem}) => problem === 'error')
const readTruth = async (service, {record, state, doubt}, now) => {
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
components: [...components, ...(await (0, flags.G4)(service, {record, state}))],
servesWhole: ours.some(({name, exposure}) => (0, audience.wP)(exposure) && name in state.deployed),
wayBack: await readWayBack(service, {record, state}),
distrust: service.distrust ?? doubt ?? null,
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
return (0, way_back.g)({
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
const delayOf = service => Math.max(0, ...historical(service).map(({source}) => source.abilities.delay))
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
var settle = __webpack_require__(7303)
var state_lost = __webpack_require__(3102)
const advance = (service, order) =>
service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
const known = await (0, journal.Fr)(service)
if (!order.dryRun) await (0, believed.xK)(service, known)
const {goingBack} = known
const rollout = goingBack ?? known.inFlight ?? (await escaped(service, known))
if (!rollout) return (await lost(service, known)) ?? advance_hidden(service, known) ?? nothing(service)
if (goingBack && !order.dryRun) return abort(service, rollout, null, interrupted)
const trusted = heedingHold(await asReleased(service, rollout, order), known, rollout)
return order.dryRun ? preview(trusted, rollout, goingBack ? interrupted : null) : watch(trusted, rollout, known, order)
})
const asReleased = async (service, {record}, {configured}) => {
const {configHash} = service
if (configHash === undefined || configHash === record.configHash) return service
const own = await configured?.(record)
if (own?.configHash === record.configHash) return own
const text = `The configuration here is not the one that ${record.revision} was released with, and that one cannot be read: check out the released commit. Guards go on.`
return {...service, distrust: {reason: 'config-changed', text}}
}
const heedingHold = (service, known, rollout) => {
const text = (0, journal.g0)(known, rollout)
return text === null ? service : {...service, distrust: {reason: 'conflict', text}}
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
const lost = async (service, known) => {
const serving = await Promise.all(service.components.map(async ({name, platform}) => (await platform.current()).weights.filter(({weight}) => weight > 0).map(({release: {id, rollout}}) => ({name, id, rollout}))))
const sentences = (0, state_lost.V)(known, serving.flat())
if (sentences.length === 0) return null
return {...nothing(service), reason: 'state-lost', message: sentences.join('\n'), person: true}
}
const advance_hidden = (service, {cut}) => (cut ? {...nothing(service), reason: 'unproven', message: journal.T6, person: true} : null)
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
const decision = known ?? (0, decide.LD)(rollout.record.plan, rollout.state, look.truth, look.evidence, look.now)
return {...answer(rollout, look, decision), message: `${decision.message} (dry run: nothing was changed)`}
}
const watch = async (service, first, known, order) => {
let rollout = first
let watchUntil = 0
let moved = null
for (;;) {
const look = await lookAt(service, rollout)
const {plan, judgement} = rollout.record
const decision = (0, decide.LD)(plan, rollout.state, look.truth, look.evidence, look.now)
if (decision.decision === 'abort') return abort(service, rollout, look, decision)
if (decision.decision === 'promote') {
rollout = await (0, journal.Ow)(service, rollout)
if (wasCrossed(rollout)) continue
return promote(service, rollout, known, look, decision)
}
if (decision.decision === 'advance' && decision.target) {
rollout = await bump(service, rollout, decision.target.weight, decision.message)
watchUntil ||= (await service.ledger.now()) + (order.watch ?? plan.watch)
moved ??= decision
if (wasCrossed(rollout)) continue
} else rollout = await noteWait(service, rollout, decision)
const now = await service.ledger.now()
const left = watchUntil - now
const pause = Math.min(nextLook(judgement.slice, decision.requeueAt, now), left)
if (left <= judgement.slice / 20 || decision.person) return answer(rollout, look, decision, moved)
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
await (0, flags.YI)(service, intended, weight)
const after = await (0, journal.Ow)(service, intended)
return wasCrossed(after) ? after : (0, journal.N4)(service, after, {kind: 'set', weight}, {why})
}
const notConfirmed = (provider, name, wanted, found) =>
new errors.mZ({
provider,
message: `${name}: asked for ${wanted}% and read back ${found}%; the next tick tries again`,
retryable: true
})
const noteWait = async (service, rollout, decision) => {
const {reason, person, asks, message: why} = decision
if (rollout.state.phase === 'awaiting-approval' && (0, settle.O2)(rollout)) return remind(service, rollout, 'approval-missing', UNANSWERED)
const telling = {why, person}
const noted = asks !== undefined ? await (0, journal.N4)(service, rollout, {kind: 'asks', step: asks}, telling) : reason === 'way-back-unsafe' && person ? await (0, journal.N4)(service, rollout, {kind: 'stuck', reason}, telling) : await (0, journal.N4)(service, rollout, {kind: 'waits', reason}, telling)
const isNews = noted.state.headAt !== rollout.state.headAt
return person && !isNews ? remind(service, noted, reason, why) : noted
}
const UNANSWERED = 'It was proposed, and nobody has approved or rejected it yet.'
const remind = async (service, rollout, reason, why) => {
const {remind: after} = service
if (after === undefined || (await service.ledger.now()) - rollout.state.headAt < after) return rollout
return (0, journal.N4)(service, rollout, {kind: 'waits', reason}, {why, person: true, again: true})
}
const abort = async (service, rollout, look, decision) => {
const seen = (0, journal.Lv)(service, rollout) || look?.truth.components.some(({canary}) => canary > 0) === true
const hold = seen && rollout.record.plan.holdAfterRollback
const wentBack = await (0, go_back.OE)(service, rollout, {reason: decision.reason, hold, why: decision.message})
if (wentBack.blocked.length === 0) {
const message = `${decision.message}${(0, gates_jobs.H$)(wentBack.jobs, hold)}`
return {...answer(wentBack.rollout, look, decision), message, failed: true, wentBack}
}
const blocked = wentBack.blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')
const why = `${decision.message} It cannot go back (${blocked}).`
const stuck = await (0, journal.N4)(service, rollout, {kind: 'stuck', reason: 'way-back-unsafe'}, {why})
return {
...answer(stuck, look, decision),
decision: 'hold',
reason: 'way-back-unsafe',
message: `${decision.message} It cannot go back (${blocked}). Nothing was touched; a person must decide.`,
failed: true,
wentBack,
person: true
}
}
const promote = async (service, rollout, {rollouts}, look, decision) => {
const promoted = await (0, journal.N4)(service, rollout, {kind: 'promoted'}, {why: decision.message})
await retire(service, promoted, rollouts)
return answer(promoted, look, decision)
}
const retire = async (service, promoted, rollouts) => {
const before = rollouts.find(({record}) => record.id === promoted.record.lastPromoted)
const retired = before?.state.story.some(({happening}) => happening.kind === 'retired') ?? true
if (before && !retired) await (0, journal.N4)(service, before, {kind: 'retired'}).catch(() => before)
}
const answer = (rollout, look, last, moved = null) => ({
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
var approvals = __webpack_require__(5206)
var migrate = __webpack_require__(4771)
var propose = __webpack_require__(5098)
var revision = __webpack_require__(7537)
var roll_back = __webpack_require__(1535)
var outcome = __webpack_require__(3382)
const VERBS = null && ['pause', 'resume', 'skip', 'retry', 'promote', 'approve', 'release-hold']
const ALLOWED = {
pause: ['progressing', 'baking', 'awaiting-approval', 'queued', 'stuck'],
resume: ['paused'],
skip: ['baking'],
retry: ['stuck'],
promote: ['progressing', 'baking', 'awaiting-approval', 'stuck'],
approve: ['awaiting-approval']
}
const ask = (service, verb, order) =>
service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
const known = await (0, journal.Fr)(service)
if (verb === 'release-hold') return releaseHold(service, known, order)
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
const releaseHold = async (service, {held, rollouts}, {by, dryRun}) => {
if (!held)
return {
...(0, outcome.IX)('nothing-to-do', `${service.name} is not on hold in ${service.environment}.`),
rollout: null,
released: null
}
if (dryRun) return {...(0, outcome.IX)('dry-run', 'Would release the hold.'), rollout: null, released: null}
const undone = rollouts.find(({record}) => record.id === held.record.rollout)
const jobs = undone ? await (0, gates_jobs.t3)(service, undone.record) : []
const released = await (0, journal.N4)(service, held, {kind: 'released', by})
const text = `${by} released the hold after ${held.record.revision}: the next release may start.`
return {
...(0, outcome.IX)('released', [text, ...jobs].join(' ')),
rollout: null,
released
}
}
var report_escape = __webpack_require__(6209)
var bars = __webpack_require__(544)
var headline = __webpack_require__(7210)
var numbers = __webpack_require__(650)
var report_rows = __webpack_require__(1591)
var sentences = __webpack_require__(5198)
var series = __webpack_require__(4015)
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
`\`${(0, bars.M0)(row.weight / 100, 10)}\` ${(0, numbers.uW)(row.weight)}`,
STEP_WORDS[row.status],
sayBegin(row),
row.enteredAt === null ? `at least ${(0, numbers.u8)(row.bake)}` : stayed(story, row),
row.points.length === 0 ? '' : `\`${(0, bars.GW)(row.points, 16, top)}\``
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
var format = __webpack_require__(8000)
var cli_journey = __webpack_require__(3530)
const HOUR = 3_600_000
const DAY = 24 * HOUR
const WINDOW = 7 * DAY
const MOST_SLICES = 168
const measureTraffic = async service => {
const now = await service.ledger.now()
const found = await Promise.all(service.measurements.map(one => measure(service, one, now)))
return found.filter(each => each !== null)
}
const measure = async ({components, say}, {metric, component, source}, now) => {
const {answers, delay, lookBack, minSlice} = source.abilities
const platform = components.find(({name}) => name === component)?.platform
if (answers !== 'history' || !platform) return null
try {
const serving = (await platform.current()).weights.filter(({weight}) => weight > 0)
const [only, ...others] = serving
if (!only || others.length > 0) return null
const window = Math.min(WINDOW, lookBack - 2 * delay)
const slice = Math.max(minSlice, Math.ceil(window / MOST_SLICES / HOUR) * HOUR)
const length = slice <= window ? slice : minSlice
const count = Math.floor(window / length)
if (count < 1) return null
const from = Math.floor((now - delay) / length - count) * length
const {slices} = await source.read({
metric,
canary: only.release.id,
baseline: null,
from,
slice: length,
count
})
return summed(
metric,
slices.map(({canary, problem}) => (problem === undefined ? canary : null)),
length
)
} catch (error) {
if (!(error instanceof errors.mZ || error instanceof errors.xL)) throw error
say(`The usual traffic of "${metric}" could not be measured: ${error.message}`)
return null
}
}
const summed = (metric, slices, length) => {
const first = slices.findIndex(counts => counts !== null && counts.n > 0)
if (first < 0) return null
const told = slices.slice(first).filter(counts => counts !== null)
const n = told.reduce((sum, counts) => sum + counts.n, 0)
const x = told.reduce((sum, counts) => sum + counts.x, 0)
if (!Number.isFinite(n) || !Number.isFinite(x)) return null
return {metric, perSecond: n / ((told.length * length) / 1000), rate: x / n}
}
const readLive = async ({ledger, components, measurements, say}, {slice, planLength}) => {
const now = await ledger.now()
const found = await Promise.all(
measurements.map(async ({metric, component, source}) => {
const {answers, delay, lookBack} = source.abilities
const platform = components.find(({name}) => name === component)?.platform
if (answers !== 'history' || !platform) return null
try {
const [only, ...others] = (await platform.current()).weights.filter(({weight}) => weight > 0)
const count = Math.floor(Math.min(planLength, lookBack - 2 * delay) / slice)
if (!only || others.length > 0 || count < 1) return null
const from = (Math.floor((now - delay) / slice) - count) * slice
return await source.read({metric, canary: only.release.id, baseline: null, from, slice, count})
} catch (error) {
if (!(error instanceof errors.mZ || error instanceof errors.xL)) throw error
say(`"${metric}" could not be recorded: ${error.message}`)
return null
}
})
)
return found.filter(each => each !== null)
}
var report_sight = __webpack_require__(73)
const foresight = async ({service, plan}) => {
const traffic = plan.judgement.tests.length > 0 ? await measureTraffic(service) : []
const sight = (0, cli_journey.Sh)(plan, traffic)
return {traffic, section: sight ? (0, report_sight.h)(sight) : ''}
}
var heartbeat = __webpack_require__(6072)
var actions_inputs = __webpack_require__(5355)
var actions_open = __webpack_require__(4806)
var open_forge = __webpack_require__(5764)
var actions_revision = __webpack_require__(5035)
const FILES = 20
const sayPoint = ({type, wanted, restorePoint}) => {
if (wanted === 'none') return 'No restore point is taken: the configuration asks for none.'
if (restorePoint === null) return 'Whether a restore point can be taken was not found out.'
if (restorePoint.id !== null) return `A restore point is taken first (${(0, report_escape.aY)(type)}), as ${(0, report_escape.aY)(restorePoint.id)} would be now.`
const then = wanted === 'required' ? 'The configuration requires one.' : 'The configuration goes on without one.'
return `**No restore point** (${(0, report_escape.aY)(type)}): ${(0, report_escape.wD)(restorePoint.reason)} ${then}`
}
const summarizeSchema = preview => {
const {pending} = preview
if (pending.length === 0) return ''
const named = pending.slice(0, FILES).map(file => `- ${(0, report_escape.aY)(file)}`)
const rest = pending.length > FILES ? [`- and ${(0, numbers.LS)(pending.length - FILES, 'file')} more`] : []
return [`### The database\n\n${(0, numbers.LS)(pending.length, 'migration')} will be applied, forward only. ${sayPoint(preview)}`, [...named, ...rest].join('\n')].join('\n\n')
}
const schemaSection = async (schema, {migrations}) => {
if (!schema || !migrations || migrations.pending.length === 0) return ''
return summarizeSchema({
type: schema.database.type,
pending: migrations.pending.map(({version, name}) => `${version}_${name}`),
wanted: schema.restorePoint,
restorePoint: await couldRestore(schema)
})
}
const couldRestore = async ({database, restorePoint}) => {
if (restorePoint === 'none') return null
try {
return await database.restorePoint('sluice', {dryRun: true})
} catch (error) {
if (error instanceof errors.mZ || error instanceof errors.xL) return null
throw error
}
}
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
decision: look ? (0, decide.LD)(record.plan, state, look.truth, look.evidence, look.now) : null,
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
var tick_age = __webpack_require__(9196)
const keepAwake = async (inputs, runtime) => {
const file = inputs['tick-workflow']
if (!inputs['on-demand'] || file === undefined || inputs['dry-run']) return
await (await (0, open_forge.ys)(inputs, runtime))?.enable(file)
}
const tickNote = async (inputs, {ledger}, runtime) => {
const file = inputs['tick-workflow']
const forge = file === undefined ? null : await (0, open_forge.ys)(inputs, runtime)
if (file === undefined || !forge) return ''
const tick = await (0, tick_age.q)(forge, file, {now: await ledger.now(), longest: inputs['tick-max-age']})
const trouble = (0, tick_age.n)(file, tick)
if (trouble === '') return ''
runtime.log.warning(trouble)
return ` ${trouble}`
}
var cli_files = __webpack_require__(4419)
var rehearsal = __webpack_require__(2487)
var words = __webpack_require__(6433)
var slices = __webpack_require__(9249)
var events = __webpack_require__(2858)
var fold = __webpack_require__(3332)
const stateAt = (record, story, at) =>
(0, fold.A)(
record,
story.filter(event => event.at <= at).map(event => ({text: (0, events.as)(event), at: event.at, run: event.run}))
)
const explainMoment = ({story, ...moment}) => {
const {record, histories, truth, delay, at} = moment
const {judgement} = record
const state = stateAt(record, story, at)
const input = {judgement, histories, bumps: state.bumps, now: at}
const assessment = (0, assess.n)({...input, delay})
const evidence = (0, rollout_evidence.EH)(assessment, judgement)
const failed = histories.some(({slices}) => slices.length > 0 && slices.every(({problem}) => problem === 'error'))
if (failed) evidence.blindSince = (0, rollout_evidence.ID)(state, at)
return {
...moment,
state,
slices: (0, slices.ND)(input),
assessment,
evidence,
decision: (0, decide.LD)(record.plan, state, truth, evidence, at)
}
}
const explain = async (service, order) => {
const {rollouts, now} = await (0, journal.Fr)(service)
const found = rollouts.find(({record}) => (order.rollout === null ? record.startedAt <= (order.at ?? now) : record.id === order.rollout))
if (!found) return {...(0, outcome.TR)('no-rollout', 'The ledger knows no such rollout.'), rollout: null, explanation: null}
const {record} = found
const at = Math.min(order.at ?? found.state.endedAt ?? now, now)
if (at < record.startedAt)
return {
...(0, outcome.TR)('not-allowed-now', `${record.id} began later, at ${(0, format.K9)(record.startedAt)}.`),
rollout: found,
explanation: null
}
const state = stateAt(record, found.state.story, at)
const histories = await readHistories(service, {...found, state}, at)
const explanation = explainMoment({
record,
story: found.state.story,
histories,
truth: {
components: record.components.filter(({exposure}) => exposure === 'split').map(({name}) => ({name, canary: state.weight, others: 0})),
wayBack: {verdict: 'safe', reasons: []},
servesWhole: record.components.some(({name, exposure}) => exposure === 'full' && name in state.deployed),
frozen: null,
nextStepNotBefore: nextStepNotBefore(record, state),
notDeployed: record.components.map(({name}) => name).filter(name => !(name in state.deployed)),
notChecked: []
},
delay: delayOf(service),
at
})
const {decision} = explanation
const text = `At ${(0, format.K9)(at)} a look decided: ${decision.decision} (${decision.reason}). ${decision.message}`
return {...(0, outcome.IX)('done', text), rollout: found, explanation}
}
var analysis_words = __webpack_require__(8653)
const explanation_MOST_SLICES = 200
const LARGEST_BLOCK = 600_000
const explanationLines = (explained, most = Number.POSITIVE_INFINITY) => [...knownLines(explained), '', ...testLines(explained), '', ...sliceLines(explained, most), '', ...verdictLines(explained)]
const explanationMarkdown = explained => {
const {record, decision, at} = explained
return [
`🔍 **${(0, report_escape.wD)(record.service)} → ${(0, report_escape.wD)(record.environment)}** at ${(0, numbers.sr)(at)}: **${decision.decision}** (${decision.reason}). ${(0, report_escape.wD)(decision.message)}`,
'',
(0, report_escape.DV)(explanationLines(explained, explanation_MOST_SLICES).join('\n'), 'text', LARGEST_BLOCK)
].join('\n')
}
const knownLines = ({record, state, at, delay, histories}) => {
const {judgement} = record
const told = state.story.slice(-8)
return [
`WHAT WAS KNOWN at ${(0, numbers.sr)(at)}`,
`  ${(0, report_escape.pj)(record.service)} ${(0, report_escape.pj)(record.revision, 60)} in ${(0, report_escape.pj)(record.environment)}, rollout ${record.id}`,
`  ${state.phase}, step ${state.step} of ${record.plan.steps.length}, ${(0, numbers.uW)(state.weight)} since ${(0, numbers.sr)(state.since)}`,
`  slices of ${(0, numbers.u8)(judgement.slice)} from ${(0, numbers.sr)(judgement.epoch)}, stakes spread over ${(0, numbers.u8)(judgement.planLength)}, read up to ${(0, numbers.u8)(delay)} late`,
`  holds at ${(0, numbers.FU)(judgement.hold)}, goes back at ${(0, numbers.FU)(1 / judgement.alpha)}`,
...histories.map(({metric, slices}) => `  ${(0, report_escape.pj)(metric)}: ${slices.length} slices, ${slices.filter(({problem}) => problem !== undefined).length} of them with a problem`),
`  the newest ${told.length} of ${state.story.length} lines of the record:`,
...told.map(event => `    ${(0, numbers.sr)(event.at)}  ${(0, report_escape.pj)((0, sentences.Iz)(event))}`),
...(judgement.limits ?? []).map(({metric}) => `  ${(0, report_escape.pj)(metric)} is known for the present alone: what it was then cannot be asked again`),
'  platforms keep no history: they are taken to have done what the record says'
]
}
const testLines = ({record: {judgement}}) => {
const total = judgement.tests.reduce((sum, {weight}) => sum + weight, 0)
return ['TESTS, each with its share of the judgement', ...judgement.tests.map(test => `  ${nameOf(test.name, judgement.tests)}  ${(0, numbers.zY)(test.weight / total).padStart(6)}  ${toleranceOf(test)}`), ...(judgement.tests.length === 0 ? ['  none: time and people alone decide'] : [])]
}
const toleranceOf = ({max, relative, points}) => {
if (max !== undefined) return max > 1 ? `at most ${(0, numbers.aG)(max)} per unit` : `at most ${(0, numbers.zY)(max)}`
const parts = [...(relative === undefined ? [] : [`${(0, numbers.zY)(relative)} more`]), ...(points === undefined ? [] : [`${(0, numbers.aG)(points * 100)} points more`])]
return `${parts.join(' and ') || 'no more'} than the old release`
}
const nameOf = (name, tests) => {
const width = Math.min(40, Math.max(...tests.map(test => (0, report_escape.pj)(test.name, 40).length)))
return (0, report_escape.pj)(name, 40).padEnd(width)
}
const sliceLines = ({slices, record}, most) => {
const shown = slices.slice(-Math.min(most, slices.length))
const left = slices.length - shown.length
return [
'SLICES, each with its bets: bad of all units, observed over allowed, the four accounts, what is staked',
...(left > 0 ? [`  ${left} earlier slices are in the log`] : []),
...(shown.length === 0 ? ['  none was known yet'] : []),
...shown.flatMap(slice => [headLine(slice), ...betLines(slice, record.judgement.tests)])
]
}
const headLine = ({from, to, weight, dropped, combined, verdict}) => {
const span = `${(0, numbers.sr)(from)} to ${(0, numbers.sr)(to).slice(11)}`
return dropped === null ? `  ${span}  ${(0, numbers.uW)(weight).padStart(5)}  evidence ${(0, numbers.FU)(combined)}: ${verdict}` : `  ${span}  ${(0, numbers.uW)(weight).padStart(5)}  left out: ${dropped}`
}
const betLines = ({dropped, tests}, specs) => (dropped === null ? tests.map(look => `    ${nameOf(look.test, specs)}  ${betOf(look)}`) : [])
const betOf = ({ratio, silence, canary, baseline, state, evidence}) => {
if (ratio === null) return `says nothing: ${silence ?? 'no-data'}`
const accounts = state.a.map(account => (0, numbers.aG)(account)).join(' ')
const q = Number.isFinite(ratio) ? (0, numbers.aG)(ratio) : 'without end'
return `new ${countsOf(canary)}  old ${countsOf(baseline)}  q ${q}  accounts ${accounts}  staked ${(0, numbers.aG)(state.s)}  E ${(0, numbers.aG)(evidence)}`
}
const countsOf = counts => (counts === null ? numbers.x3 : `${(0, numbers.px)(counts.x)}/${(0, numbers.px)(counts.n)}`)
const verdictLines = ({assessment, evidence, decision, record}) => [
'DECISION',
`  ${(0, analysis_words.BT)(assessment, record.judgement)}`,
...(assessment.tripped ? [`  ${(0, report_escape.pj)((0, analysis_words.Au)(assessment.tripped))}`] : []),
...(assessment.brokenZeroLimit ? [`  ${(0, report_escape.pj)((0, analysis_words.fI)(assessment.brokenZeroLimit))}`] : []),
...evidence.samples.filter(({have, need}) => !(have >= need)).map(({metric, have, need}) => `  ${(0, report_escape.pj)(metric)}: ${(0, numbers.px)(have)} of ${(0, numbers.px)(need)} units in this step`),
...(evidence.blindSince === null ? [] : [`  blind since ${(0, numbers.sr)(evidence.blindSince)}`]),
...assessment.notices.map(notice => `  ${(0, report_escape.pj)((0, analysis_words.cv)(notice))}`),
`  ${decision.decision} (${decision.reason})${decision.person ? ', and a person is called' : ''}: ${(0, report_escape.pj)(decision.message)}`
]
var report_journey = __webpack_require__(550)
var rehearsal_words = __webpack_require__(1100)
var last_traffic = __webpack_require__(5802)
var registries = __webpack_require__(7589)
const OPERATIONS = ['explain', 'simulate', 'plan']
const isLookahead = operation => OPERATIONS.includes(operation)
const runLookahead = (operation, inputs, runtime) => {
switch (operation) {
case 'explain':
return lookahead_explainMoment(inputs, runtime)
case 'simulate':
return simulatePlan(inputs, runtime)
case 'plan':
return drawPlan(inputs, runtime)
default:
return operation
}
}
const lookahead_explainMoment = async (inputs, runtime) => {
const {service} = await (0, actions_open.IH)(inputs, runtime)
const outcome = await explain(service, {
rollout: inputs['rollout-id'] ?? null,
at: inputs.at === undefined ? null : (0, words.m)(inputs.at, 'at')
})
const {explanation, rollout} = outcome
for (const line of explanation ? explanationLines(explanation) : []) runtime.log.info(line)
return {
...outcome,
outputs: {...outputsOf(rollout), evidence: explanation?.assessment.combined ?? ''},
details: {decided: explanation?.decision ?? null, assessment: explanation?.assessment ?? null},
summary: explanation ? explanationMarkdown(explanation) : (0, summaries.sK)('Explain', service, outcome)
}
}
const simulatePlan = async (inputs, runtime) => {
const {service, plan} = await (0, actions_open.IH)(inputs, runtime)
const traffic = await measureTraffic(service)
const histories = await readLive(service, plan.judgement)
const recorded = histories.length > 0 ? {name: 'the live release as its sources counted it', of: 'live', histories} : null
if (recorded && inputs.report !== undefined) await writeBelow(runtime.environment.workspace, inputs.report, JSON.stringify({schema: 1, ...recorded}))
const runs = inputs.runs === undefined ? rehearsal.mU : Number(inputs.runs)
const scenarios = inputs.scenarios ?? []
const found = (0, rehearsal.Vj)(plan, {
scenarios,
mustFind: inputs['must-find'] ?? (scenarios.length === 0 || scenarios.includes('x5') ? ['x5'] : []),
runs,
seed: 1,
traffic: [traffic],
recorded
})
const failed = (0, rehearsal.nl)(found)
for (const line of [...(0, rehearsal_words.Lp)(found), '', ...(0, rehearsal_words.kP)(found)]) runtime.log.info(line)
const faults = found.flatMap(({scenario, fault}) => (fault === null ? [] : [`${scenario}: ${fault}`]))
return {
decision: failed ? 'refuse' : 'pass',
reason: failed ? 'rehearsal' : 'done',
message: failed ? `${service.name} in ${service.environment} would not go as it should: ${faults.join('; ')}.` : `${service.name} in ${service.environment}: ${found.length} worlds, all as they should be.`,
failed,
details: {worlds: found.map(({scenario, tally, fault}) => ({scenario, tally, fault}))},
summary: (0, rehearsal_words.H9)(found, runs)
}
}
const writeBelow = async (workspace, path, text) => {
const file = (0, external_node_path_.resolve)(workspace, path)
await (0, promises_.mkdir)((0, external_node_path_.dirname)(file), {recursive: true})
await (0, promises_.writeFile)(file, text)
}
const drawPlan = async (inputs, runtime) => {
const {environment, now, log} = runtime
const files = await (0, cli_files.U)(environment.workspace, {config: inputs.config, environment: inputs.environment}, registries.Y)
for (const notice of files.notices) log.notice(notice)
const recorded = await recordedTraffic(inputs, runtime, files)
const journey = (0, cli_journey.Gn)({
...files,
starts: inputs.at === undefined ? now() : (0, words.m)(inputs.at, 'at'),
traffic: recorded,
trafficFrom: recorded.length > 0 ? 'as the last promoted rollout recorded it, else as the configuration says' : 'as the configuration says'
})
const blind = journey.sight?.steps.filter(step => step.blind).map(({step}) => step) ?? []
if (blind.length > 0) log.warning(`Step ${blind.join(', ')} would see nothing that goes wrong there.`)
const failed = inputs['refuse-blind-steps'] && blind.length > 0
return {
decision: failed ? 'refuse' : 'pass',
reason: failed ? 'rehearsal' : 'done',
message: failed ? `Step ${blind.join(', ')} of ${journey.service} in ${journey.environment} would see nothing.` : `${journey.service} in ${journey.environment}: ${journey.stops.length} step(s), nothing was changed.`,
failed,
details: {planHash: journey.planHash, blind},
summary: (0, report_journey.k)(journey)
}
}
const recordedTraffic = async (inputs, runtime, {config, environment}) => {
try {
const ledger = (0, actions_open.au)(inputs, runtime)
return await (0, last_traffic.K)(ledger, config.service, environment)
} catch (error) {
if (!(error instanceof errors.xL || error instanceof errors.mZ)) throw error
runtime.log.info(`The record of rollouts could not be read: ${error.message}`)
return []
}
}
var resolve = __webpack_require__(6908)
const admit = (service, forge, order) =>
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
const stuck = await makeWay(service, ahead)
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
if (own.doubt) return (0, outcome.TR)(own.doubt.reason, own.doubt.text)
if (known.cut) return (0, outcome.TR)('unproven', journal.T6)
if (state.rollbackAsked) return (0, outcome.TR)('rollback-asked', `${state.rollbackAsked.by} asked for a rollback of ${name}.`)
if (known.held) return (0, outcome.TR)('on-hold', `On hold since the rollback of ${known.held.record.revision}: nothing goes forward until a person releases it.`)
if (known.goingBack && known.goingBack.record.id !== record.id) return (0, outcome.TR)('rollback-asked', `The rollback of ${known.goingBack.record.revision} is not finished.`)
if (state.phase === 'paused' || state.phase === 'stuck') return (0, outcome.TR)('not-allowed-now', `The rollout of ${name} is ${state.phase}.`)
const other = otherInFlight(known, own)
if (!other || policy === 'supersede') return null
return (0, outcome.TR)('in-flight', `${other.record.revision} is on its way (${other.state.phase}, ${other.state.weight}%); ${name} waits for its end.`)
}
const findApproval = async (service, forge, own, {approval: rule}) => {
if ((0, approvals.JK)(own.record.plan, own.state) === null) return null
if (rule.from === 'environment' && forge) return (0, approvals.yp)(forge, rule, own, service.author.run)
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
moved.push(...(await (0, flags.FV)(service, own)))
if (moved.length === 0) return null
return (0, outcome.TR)('out-of-date', `What was proposed is out of date (${moved.join('; ')}). Nothing was touched; start the workflow anew.`)
}
const makeWay = async (service, other) => {
const {blocked} = await (0, go_back.OE)(service, other, {reason: 'superseded', hold: false})
if (blocked.length === 0) return null
const why = blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')
return (0, outcome.TR)('way-back-unsafe', `${other.record.revision} cannot be superseded: ${why}. Nothing was touched.`)
}
const begin = async (service, own, by) => {
const step = (0, approvals.JK)(own.record.plan, own.state)
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
const approval = await (0, approvals.yp)(forge, order.approval, inFlight, service.author.run)
if ('no' in approval) return {...approval.no, rollout: inFlight}
if (order.dryRun) return {...(0, outcome.IX)('dry-run', `Would record the approval by ${approval.by}.`), rollout: inFlight}
const noted = await (0, journal.N4)(service, inFlight, {kind: 'approved', step: order.step, by: approval.by})
return {
...(0, outcome.IX)('recorded', `Step ${order.step} is approved by ${approval.by}; the next tick acts on it.`),
rollout: noted
}
})
const proposals_OPERATIONS = ['propose', 'admit', 'settle', 'record-approval']
const isProposalOperation = operation => proposals_OPERATIONS.includes(operation)
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
const {traffic, section} = await foresight(opened)
await keepAwake(inputs, runtime)
const checked = await (0, migrate._)(schema)
const outcome = await (0, propose.B)(service, await (0, open_forge.ys)(inputs, runtime), {
revision: (0, actions_revision.W)(inputs, runtime.environment),
plan,
planHash: (0, resolve.SH)(plan),
judgement: resolved.judgement,
configHash: opened.configHash,
...(0, actions_revision.D)(runtime),
inFlight: resolved.inFlight,
...checked,
allowDowngrade: inputs['allow-downgrade'],
origin: originRuleOf(resolved, runtime),
traffic,
dryRun: inputs['dry-run']
})
if (outcome.rollout) await keepAwake(inputs, runtime)
const trouble = outcome.failed ? '' : await tickNote(inputs, service, runtime)
return {
...outcome,
message: `${outcome.message}${trouble}`,
outputs: {...outputsOf(outcome.rollout), next: outcome.next, database: schema !== null},
details: {wayBack: outcome.wayBack, components: outcome.components, findings: outcome.findings},
summary: withSections(await startSummary(opened, inputs, outcome, runtime.environment.sha), [outcome.rollout ? await schemaSection(schema, checked) : '', section])
}
} finally {
await schema?.database.close()
}
}
const originRuleOf = ({productionLike, releaseTags}, {environment}) => (productionLike ? {ref: environment.ref, tags: releaseTags} : null)
const admitRelease = async (inputs, runtime) => {
const {service, plan} = await (0, actions_open.IH)(inputs, runtime)
const outcome = await admit(service, await (0, open_forge.ys)(inputs, runtime), {
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
if (isLookahead(operation)) return runLookahead(operation, inputs, runtime)
const opened = await (0, actions_open.IH)(inputs, runtime)
if (inputs.reason !== undefined) runtime.log.info(`Reason: ${inputs.reason}`)
const result = await (operation === 'start' ? start(inputs, opened, runtime) : operation === 'advance' ? tick(inputs, opened, runtime) : operation === 'status' ? operations_status(inputs, opened, runtime) : request(operation, inputs, opened, runtime))
if (inputs.report !== undefined) await writeReport(inputs.report, opened.service, runtime)
return result
}
const start = async (inputs, opened, runtime) => {
const {service, plan} = opened
const schema = await opened.openSchema()
try {
const {traffic, section} = await foresight(opened)
await keepAwake(inputs, runtime)
const checked = await (0, migrate._)(schema)
const outcome = await (0, propose.F)(service, await (0, open_forge.ys)(inputs, runtime), {
revision: (0, actions_revision.W)(inputs, runtime.environment),
plan: plan.plan,
planHash: plan.planHash,
judgement: plan.judgement,
configHash: opened.configHash,
...(0, actions_revision.D)(runtime),
inFlight: plan.inFlight,
...checked,
allowDowngrade: inputs['allow-downgrade'],
origin: originRuleOf(plan, runtime),
traffic,
dryRun: inputs['dry-run']
})
if (outcome.rollout) await keepAwake(inputs, runtime)
return {
...outcome,
outputs: {...outputsOf(outcome.rollout), database: schema !== null},
details: {wayBack: outcome.wayBack, components: outcome.components, findings: outcome.findings},
summary: withSections(await startSummary(opened, inputs, outcome, runtime.environment.sha), [outcome.rollout ? await schemaSection(schema, checked) : '', section])
}
} finally {
await schema?.database.close()
}
}
const withSections = (summary, sections) => [summary, ...sections].filter(section => section !== '').join('\n\n')
const startSummary = async ({service}, inputs, {failed, reason, message, rollout, findings, wayBack, left = []}, sha) => {
const now = await service.ledger.now()
if (rollout) return withSections(summarize({...storyOf(rollout, now), wayBack}), [left.map(text => `- ${(0, report_escape.wD)(text)}`).join('\n')])
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
await (0, heartbeat.v)(inputs['heartbeat-url'], runtime)
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
const operations_status = async (inputs, {service}, runtime) => {
const trouble = await tickNote(inputs, service, runtime)
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
message: `${service.name} ${rollout.record.revision} in ${service.environment}: ${rollout.state.phase} at ${rollout.state.weight}%.${trouble}`,
outputs: {...outputsOf(rollout), evidence: story.judged?.combined ?? ''},
details: {story: rollout.state.story.length},
summary: summarize(story)
}
}
const request = async (operation, inputs, {service}, runtime) => {
const order = {by: service.author.login, dryRun: inputs['dry-run']}
const outcome = operation === 'abort' ? await (0, roll_back.F)(service, {...order, hold: null}) : await askAsPerson(operation, inputs, service, runtime)
return {
...outcome,
outputs: outputsOf(outcome.rollout),
details: {
operation,
askedReason: inputs.reason === undefined ? null : runtime.redactor.redact(inputs.reason)
},
summary: (0, summaries.sK)(operation, service, outcome)
}
}
const CAUTIOUS = ['pause']
const askAsPerson = async (verb, inputs, service, runtime) => {
const order = {by: service.author.login, dryRun: inputs['dry-run']}
const forge = CAUTIOUS.includes(verb) ? null : await (0, open_forge.ys)(inputs, runtime)
const person = forge && (await (0, approvals.gn)(forge, service.author.run))
if (person && 'no' in person) return {...person.no, rollout: null, released: null}
const by = person?.by ?? order.by
const {inFlight} = verb === 'approve' ? await (0, journal.Fr)(service) : {inFlight: null}
const rule = (0, actions_inputs.fT)(inputs)
const no = inFlight && (forge ? await (0, approvals.tk)(forge, rule, inFlight, by) : (0, approvals.C4)(rule, inFlight, by))
return no ? {...no, rollout: inFlight, released: null} : ask(service, verb, {...order, by})
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
5285: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
const rememberRuns = forge => {
const runs = new Map()
let repository = null
return {
...forge,
run: id => {
const found = runs.get(id) ?? forge.run(id)
runs.set(id, found)
return found
},
repository: () => {
repository ??= forge.repository()
return repository
}
}
}
var windows = __webpack_require__(4327)
var format = __webpack_require__(8000)
var believed = __webpack_require__(9536)
var journal = __webpack_require__(7713)
var outcome = __webpack_require__(3382)
var settle = __webpack_require__(7303)
const HOLD_WATCHED = 24 * 3_600_000
const ABANDONED_AFTER = 3_600_000
const UNANSWERED_AFTER = 30 * 24 * 3_600_000
const lookForDue = async (service, forge, order) => {
const known = await lookAround(service)
if (!order.dryRun) await (0, believed.xK)(service, known)
const desk = {service, forge, order, known, started: []}
const waiting = waitingOf(known)
const said = forge ? await follow(desk, forge, waiting) : null
const reason = dueBecause(known, waiting) ?? (waiting && reminderOf(known, waiting, order.remind))
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
const lookAround = async ({belief, ...service}) => {
const listing = await service.ledger.list(service.name, service.environment, (0, believed.oI)({...service, ...(belief && {belief})}))
const known = await (0, journal.yj)(service, listing)
const sure = dueBecause(known, waitingOf(known)) !== null && known.inFlight?.state.phase !== 'awaiting-approval'
return sure || !belief ? known : (0, journal.yj)({...service, belief}, listing)
}
const waitingOf = ({inFlight}) => (inFlight && (0, settle.O2)(inFlight) ? inFlight : null)
const reminderOf = ({now}, {record, state}, remind) => (remind !== null && state.phase === 'awaiting-approval' && now - state.headAt >= remind ? `${record.revision} waits for an approval: people are reminded.` : null)
const isIdle = ({inFlight, queued, unborn, goingBack}) => !inFlight && !queued && !goingBack && unborn.length === 0
const dueBecause = (known, waiting) => {
const {goingBack, inFlight, held, now} = known
if (goingBack) return `The rollback of ${goingBack.record.revision} is not finished.`
if (inFlight?.state.rollbackAsked) return `A rollback of ${inFlight.record.revision} was asked for.`
if (inFlight && inFlight !== waiting) return `${inFlight.record.revision} is on its way (${inFlight.state.phase}, ${inFlight.state.weight}%).`
if (known.cut && !inFlight) return 'What lies below forged records is not known.'
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
if (open) return unanswered(desk, state) > UNANSWERED_AFTER ? end(desk, forge, waiting) : null
return startAgain(desk, forge, waiting, run)
}
const mayReturn = run?.conclusion === 'failure' && !open && quiet < ABANDONED_AFTER
return mayReturn ? null : end(desk, forge, waiting)
}
const unanswered = ({known}, {story, headAt}) => known.now - (story.findLast(({happening}) => happening.kind === 'asks')?.at ?? headAt)
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
var notices = __webpack_require__(5931)
var actions_open = __webpack_require__(4806)
var open_forge = __webpack_require__(5764)
var world = __webpack_require__(8716)
const run = async (inputs, runtime) => {
const forge = await (0, open_forge.ys)(inputs, runtime)
const looks = await run_lookAround(inputs, runtime, forge)
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
const run_lookAround = async (inputs, runtime, forge) => {
const places = []
for (const config of inputs.configs ?? [inputs.config]) for (const environment of await environmentsOf(config, inputs, runtime)) places.push({config, environment})
const ledger = await (0, actions_open.au)(inputs, runtime)
const shared = {
ledger: places.length > 1 ? (ledger.together?.() ?? ledger) : ledger,
forge: forge && rememberRuns(forge)
}
const looks = []
for (const place of places) looks.push(await lookAt(place, inputs, runtime, shared))
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
quiet: async () => run_isIdle(await run_lookAround(inputs, runtime, forge)),
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
const lookAt = async ({config, environment}, inputs, runtime, shared) => {
const journal = await (0, open_forge._0)({...inputs, config, environment}, runtime, shared)
const target = {service: journal.service.name, environment, config}
try {
const outcome = await lookForDue(journal.service, shared.forge, {
approveWorkflow: inputs['approve-workflow'] ?? null,
config,
remind: (0, notices.U)(journal.config, environment),
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
5206: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
C4: () => objection,
JK: () => firstQuestion,
gn: () => personBehind,
tk: () => approvalByDispatch,
yp: () => readApproval
})
var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3382)
const firstQuestion = (plan, {approved, step}) => (step === 0 && plan.steps[0]?.approval === true && !approved.includes(1) ? 1 : null)
const same = (one, other) => one.toLowerCase() === other.toLowerCase()
const objection = ({self, approvers}, {record}, by, requesters = [record.requester]) => {
if (!self && requesters.some(login => same(login, by))) return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_0__.TR)('self-approval', `${by} asked for ${record.revision} and may not approve it: somebody else has to. (\`self-approval\` is false.)`)
if (approvers.length > 0 && !approvers.some(login => same(login, by))) return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_0__.TR)('approval-missing', `${by} is not one of the approvers: ${approvers.join(', ')}.`)
return null
}
const readApproval = async (forge, rule, rollout, run) => {
const reviews = (await forge.reviews(run)).filter(({environments}) => environments.some(name => name.toLowerCase() === rule.environment.toLowerCase()))
const rejected = reviews.find(({answer}) => answer === 'rejected')
if (rejected) return {no: (0, _outcome_js__WEBPACK_IMPORTED_MODULE_0__.TR)('rejected', `${rejected.by} rejected it.`)}
const approved = reviews.filter(({answer}) => answer === 'approved')
const [first] = approved
if (!first)
return {
no: (0, _outcome_js__WEBPACK_IMPORTED_MODULE_0__.TR)('approval-missing', `GitHub's record of run ${run} holds no approval of the environment ${rule.environment}. If the job passed without one, that environment has no required reviewers.`)
}
const requesters = await requestersOf(forge, rule, rollout)
for (const {by} of approved) {
if (objection(rule, rollout, by, requesters)) continue
if ((await forge.permission(by)) !== 'none') return {by}
}
const no = objection(rule, rollout, first.by, requesters)
return {no: no ?? notPermitted(first.by, 'read this repository')}
}
const requestersOf = async (forge, {self}, {record}) => {
if (self) return [record.requester]
const run = await forge.run(record.run)
return run ? [record.requester, run.actor] : [record.requester]
}
const notPermitted = (login, what) => (0, _outcome_js__WEBPACK_IMPORTED_MODULE_0__.TR)('not-permitted', `${login || 'Whoever asks'} may not ${what}: GitHub says so.`)
const personBehind = async (forge, run) => {
const by = (await forge.run(run))?.actor ?? ''
const permission = by === '' ? 'none' : await forge.permission(by)
return permission === 'admin' || permission === 'write' ? {by} : {no: notPermitted(by, 'lead a release forward here')}
}
const approvalByDispatch = async (forge, rule, rollout, by) => objection(rule, rollout, by, await requestersOf(forge, rule, rollout))
},
4771: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
H: () => migrate,
_: () => checkSchema
})
var _journal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7713)
var _outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3382)
const migrate = (service, schema, order) =>
service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
const [known, plan] = await Promise.all([(0, _journal_js__WEBPACK_IMPORTED_MODULE_0__.Fr)(service), schema.database.plan(schema.migrations)])
for (const {version, line, message} of plan.notices ?? []) service.say(`${[version, line].filter(part => part !== null).join(', line ') || 'database'}: ${message}`)
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
if (inFlight.doubt) return (0, _outcome_js__WEBPACK_IMPORTED_MODULE_1__.TR)(inFlight.doubt.reason, inFlight.doubt.text)
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
5098: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
B: () => propose,
F: () => startGuarded
})
var phases = __webpack_require__(3171)
var approvals = __webpack_require__(5206)
var journal = __webpack_require__(7713)
var outcome = __webpack_require__(3382)
var revision = __webpack_require__(7537)
var windows = __webpack_require__(4327)
var audience = __webpack_require__(5113)
var format = __webpack_require__(8000)
var way_back = __webpack_require__(3086)
var gates_flags = __webpack_require__(9513)
var go_back = __webpack_require__(512)
var gates_jobs = __webpack_require__(4748)
var believed = __webpack_require__(9536)
const writeRollout = async (service, order, {components, flags}, known, firstRelease) => {
const record = makeRecord(service, order, {components, flags}, known, firstRelease)
const own = known.unborn.find(rollout => !known.inFlight && isSame(rollout.record, record))
const rollout = own ?? (0, believed.SR)(await service.ledger.create(record))
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
requester: requesterOf(service, order, known),
run: service.author.run,
startedAt: now,
plan: firstRelease ? wholeAtOnce(order.plan) : leadsNobody(components, flags) ? seenAtOnce(order.plan) : order.plan,
planHash: order.planHash,
judgement: {...order.judgement, epoch: Math.floor(now / order.judgement.slice) * order.judgement.slice},
components,
...(flags.led.length > 0 && {flags: flags.led}),
configHash: order.configHash,
...(order.commit !== undefined && !(0, revision.WM)(order.revision) ? {commit: order.commit} : {}),
lastPromoted: known.lastPromoted?.record.id ?? null,
previous: known.rollouts[0]?.record.id ?? null,
firstRelease,
...(order.traffic && order.traffic.length > 0 && {traffic: order.traffic})
}
}
const requesterOf = ({author}, {revision}, {queued}) => (author.login.endsWith('[bot]') && queued?.record.revision === revision ? queued.record.requester : author.login)
const wholeAtOnce = plan => ({
...plan,
steps: plan.steps.slice(-1).map(step => (plan.steps[0]?.approval === true ? {...step, approval: true} : step))
})
const leadsNobody = (components, {led, left}) => left.length > 0 && led.length === 0 && components.every(({exposure}) => (0, audience.wP)(exposure))
const seenAtOnce = ({steps, ...plan}) => {
const asks = steps.some(({approval}) => approval === true)
return {
...plan,
steps: steps.slice(-1).map(({at: _, ...step}) => (asks ? {...step, approval: true} : step))
}
}
var state_lost = __webpack_require__(3102)
const startRollout = (service, order) => service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, () => admit(service, order))
const admit = async (service, order) => {
const known = await (0, journal.Fr)(service)
const baselines = await readBaselines(service, known.inFlight)
const flags = await (0, gates_flags.uW)(service, order.plan, known)
const components = await recordComponents(service, baselines.releases, known, flags)
const firstRelease = components.every(({baseline}) => baseline === null)
const wayBack = await proveWayBack(service, components, firstRelease, known, order)
const left = [...flags.left.map(({text}) => text), ...(leadsNobody(components, flags) && !firstRelease ? [AT_ONCE] : [])]
const found = {wayBack, components, left, rollout: null}
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
...(known.cut ? [{reason: 'unproven', text: journal.T6}] : []),
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
const rollout = await writeRollout(service, order, {components, flags}, known, firstRelease)
const message = [startMessage(service, order, rollout), ...found.left].join(' ')
return {...(0, outcome.IX)('started', message), ...found, rollout, findings}
}
const AT_ONCE = 'Nothing of the plan is left to lead: the release is deployed whole, and one step judges it for as long as the last one bakes.'
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
const lostFinding = (known, {releases}) => (0, state_lost.V)(known, releases).map(text => ({reason: 'state-lost', text}))
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
const recordComponents = (service, releases, known, {left}) =>
Promise.all(
service.components.map(async component => {
const {name, platform, exposure} = component
const baseline = releases.find(release => release.name === name)?.id ?? null
const jobs = baseline === null ? undefined : await (0, gates_jobs.RI)(service, component, known)
return {
name,
platform: platform.type,
exposure: left.some(({name: flag}) => flag === (0, audience.iP)(exposure)) ? 'full' : exposure,
baseline,
wayBackCommand: baseline === null ? '' : platform.wayBackCommand(baseline),
...(jobs && {jobs})
}
})
)
const proveWayBack = async (service, components, firstRelease, known, {migrations, restorePointMissing}) => {
const promoted = known.rollouts.filter(({state}) => state.phase === 'promoted')
return (0, way_back.g)({
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
const step = (0, approvals.JK)(rollout.record.plan, rollout.state)
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
},
1535: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => rollBack
})
var _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3171)
var _go_back_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(512)
var _jobs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4748)
var _journal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7713)
var _outcome_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3382)
const rollBack = async (service, order) => {
const known = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.Fr)(service)
const target = known.inFlight ?? undone(service, known) ?? known.lastPromoted
if (!target) return {...nothingToUndo(service, known.rollouts[0] ?? null), rollout: null, wentBack: null}
if (target.record.firstRelease && ((0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(target.state.phase) || (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.Lv)(service, target)))
return {
...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_4__.TR)('way-back-unsafe', `${target.record.revision} is the first release: there is nothing to go back to.`),
rollout: target,
wentBack: null
}
if (order.dryRun) return {...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_4__.IX)('dry-run', sayWould(service, target, order)), rollout: target, wentBack: null}
if ((0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(target.state.phase)) {
const blocked = await (0, _go_back_js__WEBPACK_IMPORTED_MODULE_1__.g2)((0, _go_back_js__WEBPACK_IMPORTED_MODULE_1__.QR)(service, target))
if (blocked.length > 0) return {...blockedBy(blocked), rollout: target, wentBack: null}
}
const asked = await askOnce(service, target, order.by)
return service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => act(service, asked, await (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.Ow)(service, asked), order))
}
const undone = (service, known) => {
const newest = (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.su)(known.rollouts)
if (newest?.state.phase !== 'rolled-back' || !(0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.Lv)(service, newest)) return null
return (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.BL)(known, newest) ? null : newest
}
const blockedBy = blocked => (0, _outcome_js__WEBPACK_IMPORTED_MODULE_4__.TR)('way-back-unsafe', `Nothing was touched: ${blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')}.`)
const nothingToUndo = ({name, environment}, newest) =>
newest?.state.phase === 'rolled-back'
? (0, _outcome_js__WEBPACK_IMPORTED_MODULE_4__.IX)('nothing-to-do', `${newest.record.revision} is rolled back already in ${environment}.`)
: (0, _outcome_js__WEBPACK_IMPORTED_MODULE_4__.TR)('no-rollout', `The ledger knows no release of ${name} in ${environment} that could be undone. Name the target yourself, or use the vendor's own command.`)
const baselines = ({record}) => record.components.map(({name, baseline}) => `${name} ${baseline ?? 'nothing'}`).join(', ')
const sayWould = (service, target, {hold}) => {
const order = {reason: 'rollback-asked', hold: hold ?? target.record.plan.holdAfterRollback}
const clocks = (0, _jobs_js__WEBPACK_IMPORTED_MODULE_2__.m3)(service, target, order) ? (0, _jobs_js__WEBPACK_IMPORTED_MODULE_2__.xM)(service, target.record) : []
const jobs = clocks.length > 0 ? ` and stop the jobs of ${clocks.map(({name}) => name).join(', ')}` : ''
return `Would put back ${baselines(target)}${jobs}.`
}
const askOnce = (service, rollout, by) => (rollout.state.rollbackAsked || rollout.state.phase === 'rolled-back' ? Promise.resolve(rollout) : (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.N4)(service, rollout, {kind: 'asked-rollback', by}))
const act = async (service, asked, rollout, order) => {
if (rollout.state.phase === 'rolled-back' && asked.state.phase !== 'rolled-back') return {...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_4__.IX)('done', 'The run that held the lock has carried it out.'), rollout, wentBack: null}
const hold = order.hold ?? rollout.record.plan.holdAfterRollback
const wentBack = await (0, _go_back_js__WEBPACK_IMPORTED_MODULE_1__.OE)(service, rollout, {
reason: 'rollback-asked',
hold,
why: `${order.by} asked for it.`
})
if (wentBack.blocked.length > 0) return {...blockedBy(wentBack.blocked), rollout, wentBack}
const list = wentBack.restored.map(({name, to}) => `${name} ${to}`).join(', ')
const next = hold ? ' The next release waits until a person releases the hold.' : ''
const jobs = (0, _jobs_js__WEBPACK_IMPORTED_MODULE_2__.H$)(wentBack.jobs, hold)
return {...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_4__.IX)('done', `Back on ${list}.${next}${jobs}`), rollout: wentBack.rollout, wentBack}
}
},
3102: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
V: () => lostRecords
})
const lostRecords = ({rollouts}, serving) =>
serving
.filter(({rollout}) => rollout !== null && rollouts.every(({record}) => record.id !== rollout))
.filter(({name, id}) => rollouts.every(({record}) => record.components.every(known => known.name !== name || known.baseline !== id)))
.map(({name, id, rollout}) => `${name}: release ${id} was brought by rollout ${rollout}, of which no record is left. Somebody deleted it, or this token cannot see it. Nothing starts on a history that is missing.`)
},
9196: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
n: () => tickTrouble,
q: () => readTick
})
var _rollout_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8000)
const readTick = async (forge, file, {now, longest}) => {
const found = await forge.workflow(file)
if (!found) return {state: 'absent'}
if (!found.enabled) return {state: 'disabled'}
const [newest] = (await forge.runsOf(file, 1)) ?? []
if (!newest) return {state: 'never'}
const age = Math.max(0, now - newest.createdAt)
return {state: 'ran', age, late: age > longest}
}
const tickTrouble = (file, tick) => {
switch (tick.state) {
case 'absent':
return `There is no workflow ${file} on the default branch: nothing goes on by itself.`
case 'disabled':
return `${file} is switched off: nothing goes on by itself until it is switched on.`
case 'never':
return `${file} never ran: run it once by hand to see that it can.`
case 'ran':
return tick.late ? `The last tick was ${(0, _rollout_format_js__WEBPACK_IMPORTED_MODULE_0__.QA)(tick.age)} ago: look at the runs of ${file}, nobody watches the rollout.` : ''
default:
return tick
}
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
