export const id = 781
export const ids = [781]
export const modules = {
1441: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
N: () => beliefOf,
a: () => signingKeys
})
var errors = __webpack_require__(7463)
var rollout_events = __webpack_require__(2858)
var phases = __webpack_require__(3171)
var revision = __webpack_require__(7537)
const WORDS = ['approved', 'resumed', 'skipped', 'retried', 'asked-promote', 'released']
const EARLY = 2_000
const LATE = 5 * 60_000
const newestFirst = events => events.filter(({happening}) => !(0, rollout_events.ks)(happening.kind)).sort((a, b) => b.at - a.at || b.sequence - a.sequence)
const judgedBy = (anchor, lines) => {
const counts = new Map()
for (const {sequence} of lines) counts.set(sequence, (counts.get(sequence) ?? 0) + 1)
const nameOf = ({sequence, nonce, at}) => `${sequence}.${nonce} ${at}`
const inTime = new Set()
let soonest = Number.POSITIVE_INFINITY
for (const line of [...lines].sort((a, b) => b.sequence - a.sequence)) {
if (line.at <= soonest) inTime.add(nameOf(line))
if (line.sequence <= anchor.sequence) soonest = Math.min(soonest, line.at)
}
return line => line.sequence < anchor.sequence && counts.get(line.sequence) === 1 && inTime.has(nameOf(line))
}
const believeRuns = (forge, rule) => {
const known = new Map()
const reported = new Set()
let branch = rule.defaultBranch
const lookUp = async ({run: id}) => {
if (id === null || id === rule.own || known.has(id)) return
branch ??= (await forge.repository()).defaultBranch
known.set(id, await forge.run(id))
}
const objection = event => {
if (event.run === rule.own) return null
if (event.run === null) return 'it names no run'
const run = known.get(event.run)
if (run === undefined) return `run ${event.run} was not looked up`
return run === null ? `there is no run ${event.run}` : runObjection(run, event, rule, branch)
}
const isGood = async event => {
await lookUp(event)
return objection(event) === null
}
const findAnchor = async newest => {
for (const event of newest) if (await isGood(event)) return event
return null
}
const judgeAll = async newest => {
const anchor = await findAnchor(newest)
if (!anchor) return () => false
const isJudged = judgedBy(anchor, newest)
for (const event of newest) if (!isJudged(event)) await lookUp(event)
const stands = event => isJudged(event) || objection(event) === null
const steps = newest.filter(event => event.happening.kind === 'set' && stands(event))
const lastStep = Math.max(0, ...steps.map(({sequence}) => sequence))
const isWord = ({happening, sequence}) => WORDS.includes(happening.kind) && sequence > lastStep
for (const event of newest) if (isWord(event)) await lookUp(event)
return event => (isWord(event) ? objection(event) === null : stands(event))
}
const endsWell = async newest => {
const ends = newest.filter(({checkpoint}) => (0, phases.$g)(checkpoint.phase))
for (const event of ends) if (!(await isGood(event))) return false
return ends.length > 0
}
const report = event => {
const why = objection(event)
const line = `A line of the record is left aside ("${event.happening.kind}", sequence ${event.sequence}): ${why}.`
if (!reported.has(line)) rule.report(line)
reported.add(line)
}
return {
judge: async (events, scope = 'all') => {
try {
const newest = newestFirst(events)
if (scope === 'end' && (await endsWell(newest))) return {trusts: () => true, doubt: null}
const stands = await judgeAll(newest)
for (const event of newest) if (!stands(event)) report(event)
return {trusts: stands, doubt: null}
} catch (error) {
if (!(error instanceof errors.mZ || error instanceof errors.xL)) throw error
const text = `It is not known which runs wrote the record (${error.message}): no step is taken. Guards go on.`
return {trusts: () => true, doubt: {reason: 'unproven', text}, unanswered: true}
}
}
}
}
const believeSeals = report => {
const reported = new Set()
const tell = text => {
if (!reported.has(text)) report(text)
reported.add(text)
}
const doubted = what => {
const text = `${what} No step is taken; guards go on.`
tell(text)
return {reason: 'unproven', text}
}
let signedSince = Number.POSITIVE_INFINITY
return {
learn: lines => {
for (const {seal, at} of lines) if (seal === 'good') signedSince = Math.min(signedSince, at)
},
judge: async (events, scope = 'all') => {
const lines = newestFirst(events)
const good = lines.filter(({seal}) => seal === 'good')
const first = Math.min(...good.map(({sequence}) => sequence))
if (scope === 'end' && good.length === 0 && lines.every(({at}) => at > signedSince)) {
for (const line of lines) tell(leftAside(line))
return {trusts: () => false, doubt: null}
}
if (lines.some(({seal, sequence}) => seal !== 'good' && sequence < first)) return {trusts: () => true, doubt: doubted(otherKey(lines))}
for (const line of lines) if (line.seal !== 'good') tell(leftAside(line))
const gone = missing(good)
const doubt = gone === null ? null : doubted(`Line ${gone} of the record is gone, or not listed yet.`)
return {trusts: ({seal}) => seal === 'good', doubt}
}
}
}
const otherKey = lines =>
lines.some(({seal}) => seal === 'bad')
? 'The record is not believed: it is signed, but not with a key of this environment. If the key was changed, hand over the old one as SLUICE_SIGNING_KEY_OLD.'
: 'The record is not believed: it is not signed. It began before there was a key, or somebody made it up: roll it back, or take the key away until it has ended.'
const leftAside = ({happening, sequence, seal}) => `A line of the record is left aside ("${happening.kind}", sequence ${sequence}): ${seal === 'bad' ? 'its signature is wrong' : 'it is not signed'}.`
const missing = lines => {
const numbers = [...new Set(lines.map(({sequence}) => sequence))].sort((a, b) => a - b)
const last = numbers.find((number, index) => index + 1 < numbers.length && numbers[index + 1] !== number + 1)
return last === undefined ? null : last + 1
}
const runObjection = (run, {at}, {tags, workflows, events}, branch) => {
const name = `run ${run.id}`
if (!events.includes(run.event)) return `${name} was started by ${run.event}, which a stranger can cause`
if (run.ref !== branch && !tags.some(pattern => run.ref !== null && (0, revision.lA)(pattern, run.ref))) return `${name} is of ${run.ref ?? 'a branch that is gone'}, not of ${branch}`
if (workflows.length > 0 && !workflows.includes(run.workflow)) return `${name} is of ${run.workflow}, which may not write here`
const over = run.status === 'over' && at > run.updatedAt + LATE
return at < run.createdAt - EARLY || over ? `${name} was not under way when it was written` : null
}
var open_forge = __webpack_require__(5764)
var trusted_event = __webpack_require__(5838)
const signingKeys = ({secret}) => {
const key = secret('SLUICE_SIGNING_KEY')
const old = secret('SLUICE_SIGNING_KEY_OLD')
if (key === undefined) return null
return old === undefined ? [key] : [key, old]
}
const beliefOf = async (config, inputs, runtime, given = null) => {
if (inputs.ledger === 'github' && signingKeys(runtime)) return {belief: believeSeals(text => runtime.log.warning(text))}
const found = config.environments.find(({name}) => name === inputs.environment)
const forge = found?.productionLike === true ? (given ?? (await (0, open_forge.ys)(inputs, runtime))) : null
return found && forge
? {
belief: believeRuns(forge, {
...ruleOf(found, runtime),
defaultBranch: await defaultBranch(runtime)
})
}
: {}
}
const HEADS = 'refs/heads/'
const defaultBranch = async ({environment: {eventName, ref}}) => {
if (eventName === 'schedule' && ref.startsWith(HEADS)) return ref.slice(HEADS.length)
const {repository} = (await Promise.all([__webpack_require__.e(6752), __webpack_require__.e(9479), __webpack_require__.e(722)]).then(__webpack_require__.bind(__webpack_require__, 722))).context.payload
const told = repository?.default_branch
return typeof told === 'string' && told !== '' ? told : null
}
const ruleOf = ({releaseTags, writers}, {environment: {runId}, log}) => ({
own: runId || 'local',
tags: releaseTags,
workflows: writers.map(file => `.github/workflows/${file}`),
events: trusted_event.g$,
report: text => log.warning(text)
})
},
5931: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
e: () => openNotices,
U: () => remindAfter
})
var format = __webpack_require__(8000)
var settle = __webpack_require__(7303)
const noticeOf = ({journal, event, telling, at}) => {
const {record, state} = journal
if (record.kind !== 'rollout') return null
const rollout = {...journal, record}
const kind = kindOf(rollout, event, telling)
if (kind === null) return null
const where = `${record.service} ${record.revision} in ${record.environment}`
return {
id: `${record.id}#${event.sequence}.${event.nonce}`,
kind,
reminder: telling.again === true,
service: record.service,
environment: record.environment,
revision: record.revision,
rollout: record.id,
weight: state.weight,
step: state.step,
steps: record.plan.steps.length,
title: `${where}: ${headline(kind, rollout, event)}`,
text: telling.why ?? reasonOf(event),
next: nextMove(kind, rollout),
at
}
}
const kindOf = (rollout, {happening}, {person}) => {
switch (happening.kind) {
case 'started':
case 'promoted':
return happening.kind
case 'set':
return 'bumped'
case 'asks':
return 'approval-asked'
case 'waits':
if (person !== true) return null
return happening.reason === 'approval-missing' ? 'approval-asked' : 'held'
case 'stuck':
return happening.reason === 'way-back-unsafe' && person !== true ? 'rollback-failed' : 'held'
case 'going-back':
return 'aborted'
case 'rolled-back':
return (0, settle.O2)(rollout) ? 'aborted' : 'rolled-back'
case 'queued':
case 'restore-point':
case 'migrated':
case 'checked':
case 'deployed':
case 'setting':
case 'approved':
case 'paused':
case 'resumed':
case 'skipped':
case 'retried':
case 'asked-promote':
case 'asked-rollback':
case 'superseded':
case 'released':
case 'retired':
return null
default:
return happening
}
}
const headline = (kind, {state}, {happening}) => {
switch (kind) {
case 'started':
return 'started'
case 'bumped':
return `${(0, format.ck)(state.weight)} of the traffic`
case 'approval-asked':
return happening.kind === 'asks' ? `step ${happening.step} needs an approval` : 'an approval is missing'
case 'held':
return `held at ${(0, format.ck)(state.weight)}, a person must decide`
case 'aborted':
return 'aborted'
case 'rolled-back':
return 'rolled back'
case 'rollback-failed':
return 'the rollback FAILED'
case 'promoted':
return 'promoted'
default:
return kind
}
}
const reasonOf = ({happening}) => ('reason' in happening ? `Because: ${happening.reason}.` : 'As planned.')
const nextMove = (kind, {record: {plan}, state}) => {
const step = plan.steps[state.step]
switch (kind) {
case 'started':
return step ? `First step: ${(0, format.ck)(step.weight)}.` : 'The first step.'
case 'bumped': {
const bake = plan.steps[state.step - 1]?.bake ?? 0
const then = step ? (0, format.ck)(step.weight) : 'promoted'
return `Bakes until ${(0, format.K9)(state.since + bake)}, then ${then} if the evidence allows it.`
}
case 'approval-asked':
return 'Read the summary of the run, then approve or reject.'
case 'held':
return 'Look at it, then retry, promote or roll back. Guards go on meanwhile.'
case 'aborted':
return (0, settle.O2)({state}) ? 'Nothing was changed; the next release may start.' : 'It is going back.'
case 'rolled-back':
return plan.holdAfterRollback ? 'Mend the cause, then release the hold: until then no release starts.' : 'Mend the cause; the next release may start.'
case 'rollback-failed':
return 'Act now: the new release may still serve. The summary of the start has the command that puts the old one back by hand.'
case 'promoted':
return 'Nothing: it is the baseline of the next release.'
default:
return kind
}
}
var kit_text = __webpack_require__(1299)
var registry = __webpack_require__(660)
const wantedIn = ({notify}, environment) => notify.filter(({environments}) => environments === null || environments.includes(environment))
const remindAfter = (config, environment) => {
const wanted = wantedIn(config, environment)
return wanted.length === 0 ? null : Math.min(...wanted.map(({remind}) => remind))
}
const LONGEST = 1000
const openNotices = (config, environment, runtime) => {
const wanted = wantedIn(config, environment)
if (wanted.length === 0) return {announce: () => {}, remind: null}
const written = []
runtime.atEnd(async () => {
const notices = noticesOf(written, runtime)
await Promise.all(
wanted.map(config =>
tell(
config,
notices.filter(({kind}) => config.events.includes(kind)),
runtime
)
)
)
})
return {
announce: one => written.push(one),
remind: remindAfter(config, environment)
}
}
const noticesOf = (written, runtime) => {
const confirmed = written.some(({event}) => event.happening.kind === 'rolled-back')
return written.flatMap(one => {
const notice = noticeOf(one)
if (!notice) return []
const failed = notice.kind === 'aborted' && one.event.happening.kind === 'going-back' && !confirmed
const said = failed
? {
...notice,
kind: 'rollback-failed',
title: notice.title.replace(/aborted$/, 'the rollback FAILED'),
next: 'The next tick tries again. If the new release must be gone now, the summary of the start has the command that does it by hand.'
}
: notice
return [{...clean(said, runtime), url: runUrl(runtime)}]
})
}
const clean = (notice, {redactor}) => {
const said = text => (0, kit_text.ml)((0, kit_text.Fq)(redactor.redact(text)), LONGEST)
const {service, environment, revision, title, text, next} = notice
return {
...notice,
service: said(service),
environment: said(environment),
revision: said(revision),
title: said(title),
text: said(text),
next: said(next)
}
}
const runUrl = ({environment: {serverUrl, repository, runId}}) => (repository === '' || runId === '' ? null : `${serverUrl}/${repository}/actions/runs/${runId}`)
const tell = async ({name, type, options}, notices, runtime) => {
if (notices.length === 0) return
try {
const notifier = await connect(type, options, runtime)
for (const notice of notices) await notifier.send(notice)
} catch (error) {
const what = error instanceof Error ? error.message : 'unknown'
runtime.log.warning(`${name} was not told: ${what}. The rollout is not affected.`)
}
}
const connect = async (type, options, {secret, http, redactor}) => {
const load = registry.y[type]
if (!load) throw new RangeError(`notifier ${type} passed the configuration unknown`)
return (await load()).connect(options, {
secret: name => {
const value = secret(name)
if (value === undefined) throw new RangeError(`the secret ${name} did not reach this job`)
if (URL.canParse(value)) redactor.registerSecret(`the path of ${name}`, new URL(value).pathname)
return value
},
http: guard => http({provider: type, guard})
})
}
},
5764: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
_0: () => openJournal,
ys: () => openForge,
zi: () => requireForge
})
var _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _beliefs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1441)
var _open_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4806)
var _trusted_event_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5838)
var _version_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4312)
var _world_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8716)
const openForge = async (inputs, {environment, signal, http}) => {
const token = inputs['github-token']
if (inputs.ledger !== 'github' || token === undefined || environment.repository === '') return null
const {githubForge} = await __webpack_require__.e(5419).then(__webpack_require__.bind(__webpack_require__, 5419))
return githubForge({
token,
apiUrl: environment.apiUrl,
repository: environment.repository,
tool: _version_js__WEBPACK_IMPORTED_MODULE_5__.w,
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
const openJournal = async (inputs, runtime, given = null) => {
const {config} = await (0, _open_js__WEBPACK_IMPORTED_MODULE_2__.Xg)(inputs, runtime)
;(0, _trusted_event_js__WEBPACK_IMPORTED_MODULE_3__.fZ)(runtime.environment)
const service = {
name: config.service,
environment: inputs.environment,
components: [],
measurements: [],
...(await (0, _beliefs_js__WEBPACK_IMPORTED_MODULE_1__.N)(config, inputs, runtime, given?.forge)),
freeze: config.environments.find(({name}) => name === inputs.environment)?.freeze ?? [],
ledger: given?.ledger ?? (await (0, _open_js__WEBPACK_IMPORTED_MODULE_2__.au)(inputs, runtime)),
author: await (0, _open_js__WEBPACK_IMPORTED_MODULE_2__.rM)(inputs, runtime),
world: (0, _world_js__WEBPACK_IMPORTED_MODULE_4__.b)(runtime.signal),
say: line => runtime.log.info(line)
}
return {service, config}
}
},
4806: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
IH: () => openService,
WN: () => openPlatform,
Xg: () => readConfig,
au: () => openLedger,
rM: () => authorOf
})
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760)
var _src_config_load_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9466)
var _src_config_resolve_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6908)
var _src_config_yaml_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8045)
var _src_databases_registry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8085)
var _src_flags_registry_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7878)
var _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7463)
var _src_kit_github_identity_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4688)
var _src_kit_repository_file_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(975)
var _src_ledger_registry_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(8432)
var _src_metrics_registry_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(4292)
var _src_platforms_registry_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(2027)
var _beliefs_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1441)
var _notices_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(5931)
var _registries_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(7589)
var _trusted_event_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(5838)
var _version_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(4312)
var _world_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(8716)
const UNREADABLE = {
missing: path => `there is no configuration at ${path}`,
outside: path => `the configuration ${path} does not lie in the repository`,
'not-a-file': path => `the configuration ${path} is not a file`,
'too-large': path => `the configuration ${path} is larger than 256KiB`
}
const readConfig = async ({config: path}, runtime) => {
const read = await (0, _src_kit_repository_file_js__WEBPACK_IMPORTED_MODULE_8__.t)(runtime.environment.workspace, path, _src_config_yaml_js__WEBPACK_IMPORTED_MODULE_3__.SK.bytes)
if ('problem' in read)
throw new _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_6__.xL({
message: UNREADABLE[read.problem](path),
at: 'config',
fix: 'check the repository out first, and name the file from its root',
docs: 'configuration.md'
})
return parseConfig(read.text, path, runtime)
}
const parseConfig = async (content, path, {log, secret}) => {
const {config, hash, notices} = await (0, _src_config_load_js__WEBPACK_IMPORTED_MODULE_1__.Z)(content, {..._registries_js__WEBPACK_IMPORTED_MODULE_14__.Y, path})
for (const {name} of config.secrets) secret(name)
for (const {message, at} of notices) log.notice(at === undefined ? message : `${at}: ${message}`)
return {config, hash}
}
const secretsOf =
({environment}, runtime) =>
name => {
const value = runtime.secret(name)
if (value !== undefined) return value
throw new _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_6__.xL({
message: `the secret ${name} did not reach this action`,
at: 'env',
fix: `${name}: \${{ secrets.${name} }} below env: of a job that names the environment ${environment}`,
docs: 'configuration.md#secrets'
})
}
const openService = async (inputs, runtime, given = null) => {
const {config, hash} = given ? await parseConfig(given.text, inputs.config, runtime) : await readConfig(inputs, runtime)
const plan = (0, _src_config_resolve_js__WEBPACK_IMPORTED_MODULE_2__.yY)(config, inputs.environment)
const readSecret = secretsOf(inputs, runtime)
;(0, _trusted_event_js__WEBPACK_IMPORTED_MODULE_15__.fZ)(runtime.environment)
const author = await authorOf(inputs, runtime)
const connections = await Promise.all(config.components.map(async component => connect(component, runtime, readSecret)))
const service = {
name: config.service,
environment: inputs.environment,
components: connections.map(({component}) => component),
flags: await Promise.all(config.flags.map(flag => connectFlag(flag, author, runtime, readSecret))),
measurements: await Promise.all(plan.metrics.map(metric => measure(metric, config, connections, {...runtime, github: githubOf(inputs, runtime)}, readSecret))),
checks: checksOf(config, plan, runtime),
freeze: plan.freeze,
configHash: hash,
...(await (0, _beliefs_js__WEBPACK_IMPORTED_MODULE_12__.N)(config, inputs, runtime)),
...noticesOf((0, _notices_js__WEBPACK_IMPORTED_MODULE_13__.e)(config, inputs.environment, runtime)),
ledger: given?.ledger ?? (await openLedger(inputs, runtime)),
author,
world: (0, _world_js__WEBPACK_IMPORTED_MODULE_16__.b)(runtime.signal),
say: line => runtime.log.info(line)
}
const openSchema = () => connectDatabase(config, runtime, readSecret)
const guardOf = name => {
const found = connections.find(({component}) => component.name === name)
return {
allowPrivate: found?.config.allowPrivate === true || found?.definition.privateAddresses === true
}
}
return {service, config, configHash: hash, plan, openSchema, secret: readSecret, guardOf}
}
const noticesOf = ({announce, remind}) => ({
announce,
...(remind === null ? {} : {remind})
})
const checksOf = ({smoke, stages}, {liveSmoke}, {log}) => {
const tested = smoke.length + stages.length > 0
if (!tested) log.notice('The configuration has no smoke check: nobody asks a new release whether it answers.')
return {canary: tested, live: tested && liveSmoke}
}
const LONGEST_LOGIN = 39
const authorOf = async ({ledger}, {environment}) => {
const sender = ledger === 'github' ? (await Promise.all([__webpack_require__.e(6752), __webpack_require__.e(9479), __webpack_require__.e(722)]).then(__webpack_require__.bind(__webpack_require__, 722))).context.payload.sender?.login : undefined
const login = String(sender ?? environment.actor)
.replace(/[^A-Za-z0-9._[\]-]/g, '-')
.slice(0, LONGEST_LOGIN)
return {login: login || 'nobody', run: environment.runId || 'local', tool: _version_js__WEBPACK_IMPORTED_MODULE_17__.w}
}
const FILE_LEDGER = /^file:(?<directory>.+)$/
const openLedger = async (inputs, runtime) => {
const {environment, signal, http} = runtime
const directory = FILE_LEDGER.exec(inputs.ledger)?.groups?.directory
if (directory !== undefined)
return _src_ledger_registry_js__WEBPACK_IMPORTED_MODULE_9__.N.file({
directory: (0, node_path__WEBPACK_IMPORTED_MODULE_0__.join)(environment.workspace, directory),
run: environment.runId || 'local'
})
if (inputs.ledger !== 'github')
throw new _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_6__.xL({
message: 'there is no such ledger',
at: 'ledger',
fix: 'github, or file:.sluice/ledger'
})
const token = inputs['github-token']
if (token === undefined || environment.repository === '')
throw new _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_6__.xL({
message: 'the ledger is kept in GitHub Deployments and needs a token',
at: 'github-token',
fix: 'github-token: ${{ github.token }} on GitHub, or ledger: file:.sluice/ledger elsewhere',
docs: 'ledger.md'
})
const ledger = await _src_ledger_registry_js__WEBPACK_IMPORTED_MODULE_9__.N.github({
token,
apiUrl: environment.apiUrl,
serverUrl: environment.serverUrl,
repository: environment.repository,
run: environment.runId || null,
ref: environment.sha,
tool: _version_js__WEBPACK_IMPORTED_MODULE_17__.w,
signal,
http: http({provider: 'github'})
})
const keys = (0, _beliefs_js__WEBPACK_IMPORTED_MODULE_12__.a)(runtime)
return keys ? (await __webpack_require__.e(8747).then(__webpack_require__.bind(__webpack_require__, 8747))).sealLedger(ledger, keys) : ledger
}
const openPlatform = async (config, inputs, runtime) => (await connect(config, runtime, secretsOf(inputs, runtime))).component.platform
const connect = async (config, {environment, log, signal, http, redactor, exec}, readSecret) => {
if (!(0, _src_platforms_registry_js__WEBPACK_IMPORTED_MODULE_11__.S)(config.platform)) throw new RangeError(`platform ${config.platform} passed the configuration unknown`)
const definition = await _src_platforms_registry_js__WEBPACK_IMPORTED_MODULE_11__.B[config.platform]()
const context = {
http: provider => http({provider}),
secret: readSecret,
exec,
workspace: environment.workspace,
signal,
log,
identity: audience => (0, _src_kit_github_identity_js__WEBPACK_IMPORTED_MODULE_7__.u)(environment, http({provider: 'github'}), audience),
hide: redactor.registerSecret
}
const platform = definition.connect(config.options, context)
return {
component: {
name: config.name,
exposure: config.exposure,
...(config.whenOn && {whenOn: config.whenOn}),
platform,
...(config.pausesJobs && {pausesJobs: true})
},
config,
definition,
context
}
}
const githubOf = ({'github-token': token}, {environment: {apiUrl, repository}}) => (token === undefined || repository === '' ? null : {token, apiUrl, repository})
const connectFlag = async ({type, ...order}, {login, run, tool}, {environment, signal, http}, readSecret) => {
if (!(0, _src_flags_registry_js__WEBPACK_IMPORTED_MODULE_5__.h)(type)) throw new RangeError(`flag store ${type} passed the configuration unknown`)
const definition = await _src_flags_registry_js__WEBPACK_IMPORTED_MODULE_5__.P[type]()
return definition.connect(order, {
secret: readSecret,
http: provider => http({provider}),
workspace: environment.workspace,
signal,
author: `sluice ${tool} by ${login}, run ${run}`
})
}
const measure = async (metric, config, connections, {log, http, environment, github, redactor}, readSecret) => {
const {name, of, slowerThan, per, options} = metric
const entry = config.sources.find(source => source.name === metric.source)
const connection = connections.find(({component}) => component.name === of)
if (!entry || !connection) throw new RangeError(`metric ${name} passed the configuration without a source`)
const history = entry.type === connection.config.platform ? connection.definition.history : undefined
if (history) {
const source = history(connection.config.options, connection.context, [{name, slowerThan}])
return {metric: name, component: of, source}
}
const load = _src_metrics_registry_js__WEBPACK_IMPORTED_MODULE_10__.T[entry.type]
if (!load) throw new RangeError(`source ${entry.type} passed the configuration unknown`)
const context = {
secret: readSecret,
http: http({provider: entry.type}),
openHttp: guard => http({provider: entry.type, guard}),
identity: audience => (0, _src_kit_github_identity_js__WEBPACK_IMPORTED_MODULE_7__.u)(environment, http({provider: 'github'}), audience),
hide: redactor.registerSecret,
workspace: environment.workspace,
...(github && {github}),
log: line => log.info(line)
}
const source = await (await load()).connect(entry.options, {name, slowerThan, per, options}, context)
return {metric: name, component: of, source}
}
const connectDatabase = async ({database}, {environment, log, signal, http}, readSecret) => {
if (!database) return null
const load = _src_databases_registry_js__WEBPACK_IMPORTED_MODULE_4__.L[database.type]
if (!load) throw new RangeError(`database ${database.type} passed the configuration unknown`)
const {readMigrations} = await __webpack_require__.e(7994).then(__webpack_require__.bind(__webpack_require__, 7994))
const {migrations, notes} = await readMigrations(environment.workspace, database.migrations)
for (const {file, message} of notes) log.notice(`${file}: ${message}`)
const {options} = database
const connected = await (await load()).connect({options}, {secret: readSecret, signal, log, http: provider => http({provider})})
return {database: connected, migrations, restorePoint: database.restorePoint}
}
},
5838: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
QR: () => isTrustedEvent,
fZ: () => requireTrustedEvent,
g$: () => TRUSTED_EVENTS
})
var _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const TRUSTED_EVENTS = ['push', 'release', 'workflow_dispatch', 'repository_dispatch', 'schedule', 'create', 'merge_group']
const isTrustedEvent = ({eventName}) => eventName === '' || TRUSTED_EVENTS.includes(eventName)
const requireTrustedEvent = ({eventName}) => {
if (isTrustedEvent({eventName})) return
throw new _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `Sluice does not act on the event ${eventName}: somebody without write access can cause it`,
at: 'on',
fix: 'on: push, workflow_dispatch or schedule',
docs: 'security.md#events'
})
}
},
8716: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
b: () => realWorld
})
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598)
var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8500)
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const realWorld = signal => ({
sleep: milliseconds => (0, node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(milliseconds, undefined, {signal}),
elapsed: () => performance.now(),
random: length => Array.from({length}, () => LETTERS[(0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomInt)(LETTERS.length)]).join('')
})
},
7713: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
BL: () => holdReleased,
Fr: () => survey,
Fs: () => rollbackIdOf,
Lv: () => wasSeen,
N4: () => note,
Ow: () => refresh,
T6: () => CUT,
g0: () => holdBeside,
su: () => newestOf,
yj: () => surveyOf
})
var _rollout_audience_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5113)
var _rollout_budget_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9242)
var _rollout_events_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2858)
var _rollout_fold_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3332)
var _rollout_phases_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3171)
var _rollout_transition_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7688)
var _believed_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9536)
const holdBeside = ({held}, {record}) => (held === null || held.record.rollout === record.id ? null : `${held.record.revision} was rolled back just before ${record.revision} began, and left a hold: nothing moves forward until a person releases it.`)
const CUT = 'Somebody wrote so many releases into the record that no run of Sluice made, that what lies below them was not read. Nothing starts. Mark these deployments inactive and delete them; see who may write deployments.'
const rollbackIdOf = rolloutId => rolloutId.replace(/^r-/, 'b-')
const survey = async service => surveyOf(service, await service.ledger.list(service.name, service.environment, (0, _believed_js__WEBPACK_IMPORTED_MODULE_6__.oI)(service)))
const surveyOf = async (service, {entries, foreign, cut}) => {
service.belief?.learn?.(entries.flatMap(({events}) => events))
const rollouts = await (0, _believed_js__WEBPACK_IMPORTED_MODULE_6__.ty)(service, entries)
const rollbacks = await (0, _believed_js__WEBPACK_IMPORTED_MODULE_6__.fd)(service, entries)
const unborn = rollouts.filter(({state}) => state.events === 0)
const unfinished = rollouts.filter(({state}) => state.events > 0 && !(0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_4__.$g)(state.phase))
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
foreign: foreign.length,
cut: cut === true && rollouts.some(({disowned, doubt, state}) => disowned || (doubt && state.phase === 'promoted'))
}
}
const newestOf = rollouts => rollouts.find(({state}) => state.events > 0 && state.phase !== 'queued' && state.phase !== 'superseded') ?? null
const holdReleased = ({rollbacks}, {record: {id}}) => rollbacks.some(({record, state}) => record.rollout === id && !state.hold)
const wasSeen = ({components}, {state}) => state.weight > 0 || state.pending !== null || state.bumps.some(({weight}) => weight > 0) || components.some(({name, exposure}) => (0, _rollout_audience_js__WEBPACK_IMPORTED_MODULE_0__.wP)(exposure) && name in state.deployed)
const goingBackOf = (rollouts, rollbacks) => {
const newest = newestOf(rollouts)
if (!newest || newest.state.phase === 'rolled-back') return null
const begun = rollbacks.some(({record}) => record.rollout === newest.record.id)
const asked = newest.state.phase === 'promoted' && newest.state.rollbackAsked !== null
return begun || asked ? newest : null
}
const note = async (service, journal, happening, telling = {}) => {
if (!(0, _rollout_budget_js__WEBPACK_IMPORTED_MODULE_1__.P)(journal.state, happening, telling.again)) return journal
const now = await service.ledger.now()
const steps = journal.record.kind === 'rollout' ? journal.record.plan.steps : []
const event = (0, _rollout_transition_js__WEBPACK_IMPORTED_MODULE_5__.s)(journal.state, steps, happening, {now, nonce: service.world.random(5)})
const text = (0, _rollout_events_js__WEBPACK_IMPORTED_MODULE_2__.as)(event)
const outcome = outcomeOf(event.checkpoint.phase, journal.record.kind, happening.kind)
await service.ledger.append(journal.key, {text, outcome})
service.say(text)
const fresh = await refresh(service, journal)
const shown = fresh.state.story.some(({nonce, sequence}) => nonce === event.nonce && sequence === event.sequence)
const after = shown ? fresh : withLine(fresh, {text, at: now, run: service.author.run, seal: 'good'})
service.announce?.({journal: after, event, telling, at: now})
return after
}
const refresh = async (service, journal) => {
const entry = await service.ledger.read(journal.key)
return entry ? {...journal, ...(await (0, _believed_js__WEBPACK_IMPORTED_MODULE_6__.Em)(service, journal, entry.events))} : journal
}
const withLine = (journal, line) => {
const lines = journal.state.story.map(event => ({...event, text: (0, _rollout_events_js__WEBPACK_IMPORTED_MODULE_2__.as)(event)}))
return {...journal, state: (0, _rollout_fold_js__WEBPACK_IMPORTED_MODULE_3__.A)(journal.record, [...lines, line])}
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
3382: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
IX: () => pass,
TR: () => refuse
})
const GATE_REASONS = null && [
'done',
'nothing-to-do',
'dry-run',
'started',
'already-started',
'on-hold',
'in-flight',
'not-started',
'no-rollout',
'not-allowed-now',
'released',
'recorded',
'missing-secrets',
'schema-drift',
'contract-migration',
'no-restore-point',
'migration-failed',
'unreachable',
'unrecorded',
'stale-run',
'stale-revision',
'untrusted-revision',
'self-approval',
'not-permitted',
'out-of-date',
'preflight',
'rehearsal'
]
const pass = (reason, message) => ({
decision: 'pass',
reason,
message,
failed: false
})
const refuse = (reason, message) => ({
decision: 'refuse',
reason,
message,
failed: true
})
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
7303: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
G9: () => settle,
O2: () => isUntouched,
OB: () => whyNot
})
var _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3171)
var _journal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7713)
var _outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3382)
const isUntouched = ({state}) => state.step === 0 && state.pending === null && state.migrated === null && state.restorePoint === null && Object.keys(state.deployed).length === 0
const settle = async (service, forge, order) => {
const {rollouts} = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_1__.Fr)(service)
const own = rollouts.find(({record}) => record.id === order.rollout) ?? null
if (!own) return {...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_2__.TR)('not-started', `There is no record of the rollout ${order.rollout}.`), rollout: null}
if ((0, _rollout_phases_js__WEBPACK_IMPORTED_MODULE_0__.$g)(own.state.phase)) return {...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_2__.IX)('nothing-to-do', `It is ${own.state.phase} already.`), rollout: own}
if (!isUntouched(own))
return {
...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_2__.TR)('not-allowed-now', `It is ${own.state.phase} and was begun: roll it back instead.`),
rollout: own
}
const {reason, text} = await whyNot(forge, own.record.run)
if (order.dryRun) return {...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_2__.IX)('dry-run', `Would end it: ${text}`), rollout: own}
const ended = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_1__.N4)(service, own, {kind: 'rolled-back', reason})
return {
...(0, _outcome_js__WEBPACK_IMPORTED_MODULE_2__.IX)('done', `${own.record.revision} does not begin: ${text} Nothing was changed.`),
rollout: ended
}
}
const whyNot = async (forge, run) => {
const rejected = (await forge?.reviews(run))?.find(({answer}) => answer === 'rejected')
return rejected ? {reason: 'rejected', text: `${rejected.by} rejected it.`} : {reason: 'abandoned', text: 'its run ended before anybody approved it.'}
}
},
4688: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
u: () => requestIdentity
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const answerShape = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({value: zod__WEBPACK_IMPORTED_MODULE_1__.YjP().min(1).max(20_000)})
const requestIdentity = async ({variable}, http, audience) => {
const url = variable('ACTIONS_ID_TOKEN_REQUEST_URL')?.trim()
const token = variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN')?.trim()
if (!url || !token || !URL.canParse(url))
throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: 'this job cannot ask GitHub who it is',
at: 'permissions',
fix: 'id-token: write below permissions: of the job, and of the job that calls a reusable workflow',
docs: 'platforms/cloud-run.md#credentials'
})
const answer = await http.request({
url,
query: {audience},
headers: {authorization: `Bearer ${token}`}
})
return answer.json(answerShape).value
}
},
6493: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
s: () => summarizeTable,
z: () => summarizeGate
})
var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6209)
const summarizeGate = ({title, service, environment}, answer) => {
const verdict = answer.failed ? 'No' : 'Yes'
const lines = answer.message.split('\n').map(line => (0, _escape_js__WEBPACK_IMPORTED_MODULE_0__.wD)(line, 2000))
return [
`### ${title}: ${(0, _escape_js__WEBPACK_IMPORTED_MODULE_0__.wD)(service)} to ${(0, _escape_js__WEBPACK_IMPORTED_MODULE_0__.wD)(environment)}`,
'',
`**${verdict}** (${(0, _escape_js__WEBPACK_IMPORTED_MODULE_0__.aY)(answer.reason)}). ${lines[0] ?? ''}`,
'',
...lines.slice(1).map(line => `- ${line}`),
''
].join('\n')
}
const summarizeTable = (headings, rows) => {
const line = cells => `| ${cells.map(cell => (0, _escape_js__WEBPACK_IMPORTED_MODULE_0__.wD)(cell)).join(' | ')} |`
return [line(headings), `|${headings.map(() => '---').join('|')}|`, ...rows.map(line), ''].join('\n')
}
}
}
