export const id = 9249
export const ids = [9249]
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
1630: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
var resolve = __webpack_require__(6908)
var format = __webpack_require__(8000)
var outcome = __webpack_require__(3382)
var gates_revision = __webpack_require__(7537)
var tick_age = __webpack_require__(9196)
const preflight = async (forge, order) => {
const repository = await forge.repository()
const parts = await Promise.all([checkChecks(forge, order, repository.defaultBranch), checkReviews(forge, order), checkOrigin(forge, order), checkSecretsEnvironment(forge, order, repository), checkApprovalEnvironment(forge, order, repository), checkTick(forge, order), checkOwner(order)])
const findings = parts.flat()
const bad = findings.filter(({state}) => state === 'bad')
if (bad.length === 0) return {...(0, outcome.IX)('done', `${findings.length} things were looked at.`), findings}
const lines = bad.map(({what, text, fix}) => `${what}: ${text} ${fix}`)
return {
...(0, outcome.TR)('preflight', `${bad.length} of ${findings.length} things are not as they must be.\n${lines.join('\n')}`),
findings
}
}
const good = (what, text) => ({what, state: 'good', text, fix: ''})
const warning = (what, text, fix) => ({what, state: 'warning', text, fix})
const bad = (what, text, fix) => ({what, state: 'bad', text, fix})
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
const checkSecretsEnvironment = async (forge, {environment, approval}, {defaultBranch, private: hidden}) => {
const what = `Environment ${environment}`
const rules = await forge.environment(environment)
if (!rules) return [warning(what, 'It does not exist.', 'Secrets then come from the repository, and any branch may use them. On the Free plan this is all there is for private repositories.')]
const findings = [...parking(what, rules, approval), ...(await tickShutOut(forge, what, rules, defaultBranch))]
if (rules.branches === 'all') findings.push(warning(what, 'Any branch may use its secrets.', `Allow ${defaultBranch} and your release tags only${hidden ? ' (plans Pro, Team and Enterprise)' : ''}.`))
return findings.length > 0 ? findings : [good(what, 'It asks nobody, and lets the right branches in.')]
}
const parking = (what, rules, approval) => [
...(rules.reviewers > 0 ? [bad(what, 'It has required reviewers, so every tick would wait for a person while it holds the lock.', `Move the reviewers to an environment of their own${approval.environment === '' ? '' : ` (${approval.environment})`}, without secrets.`)] : []),
...(rules.waitTimer > 0 ? [bad(what, `It has a wait timer of ${rules.waitTimer} min, so every tick would wait inside the lock.`, 'Remove the timer; waiting is what `bake` is for.')] : [])
]
const tickShutOut = async (forge, what, {branches, patterns}, branch) => {
if (branches === 'custom' && !patterns.some(({name, type}) => type === 'branch' && (0, gates_revision.lA)(name, branch))) return [bad(what, `Its branch policy shuts out ${branch}, where scheduled ticks run: a rollout would never go on.`, `Add the branch ${branch} to the policy, beside your tags.`)]
if (branches === 'protected' && (await forge.requiredChecks(branch)) === null) return [warning(what, `It lets protected branches in, and no ruleset of ${branch} was seen. While no branch is protected, GitHub lets every branch in.`, `Protect ${branch}, or name it in the policy.`)]
return []
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
return [warning('Owner', `These workflows belong to ${workflowRepository}, another owner: secrets of the environment reach them empty, and \`secrets: inherit\` hands over nothing.`, 'Hand over repository secrets by name, use OIDC, or use the actions in jobs of your own.')]
}
var errors = __webpack_require__(7463)
var gate = __webpack_require__(6493)
var actions_inputs = __webpack_require__(5355)
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
dryRun: inputs['dry-run']
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
}
}
