export const id = 781
export const ids = [781]
export const modules = {
1441: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
N: () => beliefOf
})
var errors = __webpack_require__(7463)
var revision = __webpack_require__(7537)
const MOST_RUNS = 3
const EARLY = 2_000
const LATE = 5 * 60_000
const believeRuns = (forge, rule) => {
const known = new Map()
const reported = new Set()
let provenUntil = Number.NEGATIVE_INFINITY
let branch = rule.defaultBranch
let unsure = null
const lookUp = async id => {
branch ??= (await forge.repository()).defaultBranch
known.set(id, await forge.run(id))
}
const objection = event => {
if (event.run === rule.own) return null
if (event.run === null) return 'it names no run'
const run = known.get(event.run)
if (run === undefined) return event.at < provenUntil ? null : `run ${event.run} was not looked up`
return run === null ? `there is no run ${event.run}` : runObjection(run, event, rule, branch)
}
const isOlder = (events, id) => events.every(({run, at}) => run !== id || at < provenUntil)
return {
learn: async (events, most = MOST_RUNS) => {
const newest = [...events].sort((a, b) => b.at - a.at)
const ids = [...new Set(newest.flatMap(({run}) => (run === null || run === rule.own ? [] : [run])))]
try {
for (const [index, id] of ids.entries()) {
if (index >= most && isOlder(newest, id)) break
if (!known.has(id)) await lookUp(id)
for (const event of newest) if (event.run === id && objection(event) === null) provenUntil = Math.max(provenUntil, event.at)
}
unsure = null
} catch (error) {
if (!(error instanceof errors.mZ || error instanceof errors.xL)) throw error
const text = `It is not known which runs wrote the record (${error.message}): no step is taken. Guards go on.`
unsure = {reason: 'unproven', text}
}
},
trusts: event => {
const wrong = unsure ? null : objection(event)
if (wrong === null) return true
const line = `A line of the record is left aside ("${event.happening.kind}", sequence ${event.sequence}): ${wrong}.`
if (!reported.has(line)) rule.report(line)
reported.add(line)
return false
},
doubt: () => unsure
}
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
const beliefOf = async (config, inputs, runtime) => {
const found = config.environments.find(({name}) => name === inputs.environment)
const forge = found?.productionLike === true ? await (0, open_forge.ys)(inputs, runtime) : null
return found && forge ? {belief: believeRuns(forge, ruleOf(found, runtime))} : {}
}
const HEADS = 'refs/heads/'
const ruleOf = ({releaseTags, writers}, {environment: {runId, eventName, ref}, log}) => ({
own: runId || 'local',
defaultBranch: eventName === 'schedule' && ref.startsWith(HEADS) ? ref.slice(HEADS.length) : null,
tags: releaseTags,
workflows: writers.map(file => `.github/workflows/${file}`),
events: trusted_event.g$,
report: text => log.warning(text)
})
},
5764: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
_0: () => openJournal,
ys: () => openForge,
zi: () => requireForge
})
var _src_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _beliefs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1441)
var _open_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6571)
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
const openJournal = async (inputs, runtime) => {
const {config} = await (0, _open_js__WEBPACK_IMPORTED_MODULE_2__.Xg)(inputs, runtime)
;(0, _trusted_event_js__WEBPACK_IMPORTED_MODULE_3__.fZ)(runtime.environment)
const service = {
name: config.service,
environment: inputs.environment,
components: [],
measurements: [],
...(await (0, _beliefs_js__WEBPACK_IMPORTED_MODULE_1__.N)(config, inputs, runtime)),
freeze: config.environments.find(({name}) => name === inputs.environment)?.freeze ?? [],
ledger: await (0, _open_js__WEBPACK_IMPORTED_MODULE_2__.au)(inputs, runtime),
author: await (0, _open_js__WEBPACK_IMPORTED_MODULE_2__.rM)(inputs, runtime),
world: (0, _world_js__WEBPACK_IMPORTED_MODULE_4__.b)(runtime.signal),
say: line => runtime.log.info(line)
}
return {service, config}
}
},
6571: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
rM: () => authorOf,
au: () => openLedger,
WN: () => openPlatform,
IH: () => openService,
Xg: () => readConfig
})
var external_node_path_ = __webpack_require__(6760)
var load = __webpack_require__(9466)
var resolve = __webpack_require__(6908)
var yaml = __webpack_require__(8045)
var registry = __webpack_require__(8085)
var flags_registry = __webpack_require__(7878)
var errors = __webpack_require__(7463)
var identity = __webpack_require__(4688)
var repository_file = __webpack_require__(975)
var ledger_registry = __webpack_require__(8432)
var metrics_registry = __webpack_require__(4292)
var platforms_registry = __webpack_require__(2027)
var beliefs = __webpack_require__(1441)
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
var notify_registry = __webpack_require__(660)
const LONGEST = 1000
const openNotices = (config, environment, runtime) => {
const wanted = config.notify.filter(({environments}) => environments === null || environments.includes(environment))
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
remind: Math.min(...wanted.map(({remind}) => remind))
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
const load = notify_registry.y[type]
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
var registries = __webpack_require__(7589)
var trusted_event = __webpack_require__(5838)
var version = __webpack_require__(4312)
var world = __webpack_require__(8716)
const UNREADABLE = {
missing: path => `there is no configuration at ${path}`,
outside: path => `the configuration ${path} does not lie in the repository`,
'not-a-file': path => `the configuration ${path} is not a file`,
'too-large': path => `the configuration ${path} is larger than 256KiB`
}
const readConfig = async ({config: path}, runtime) => {
const read = await (0, repository_file.t)(runtime.environment.workspace, path, yaml.SK.bytes)
if ('problem' in read)
throw new errors.xL({
message: UNREADABLE[read.problem](path),
at: 'config',
fix: 'check the repository out first, and name the file from its root',
docs: 'configuration.md'
})
return parseConfig(read.text, path, runtime)
}
const parseConfig = async (content, path, {log, secret}) => {
const {config, hash, notices} = await (0, load.Z)(content, {...registries.Y, path})
for (const {name} of config.secrets) secret(name)
for (const {message, at} of notices) log.notice(at === undefined ? message : `${at}: ${message}`)
return {config, hash}
}
const secretsOf =
({environment}, runtime) =>
name => {
const value = runtime.secret(name)
if (value !== undefined) return value
throw new errors.xL({
message: `the secret ${name} did not reach this action`,
at: 'env',
fix: `${name}: \${{ secrets.${name} }} below env: of a job that names the environment ${environment}`,
docs: 'configuration.md#secrets'
})
}
const openService = async (inputs, runtime, given = null) => {
const {config, hash} = given ? await parseConfig(given.text, inputs.config, runtime) : await readConfig(inputs, runtime)
const plan = (0, resolve.yY)(config, inputs.environment)
const readSecret = secretsOf(inputs, runtime)
;(0, trusted_event.fZ)(runtime.environment)
const author = await authorOf(inputs, runtime)
const connections = await Promise.all(config.components.map(async component => open_connect(component, runtime, readSecret)))
const service = {
name: config.service,
environment: inputs.environment,
components: connections.map(({component}) => component),
flags: await Promise.all(config.flags.map(flag => connectFlag(flag, author, runtime, readSecret))),
measurements: await Promise.all(plan.metrics.map(metric => measure(metric, config, connections, {...runtime, github: githubOf(inputs, runtime)}, readSecret))),
checks: checksOf(config, plan, runtime),
freeze: plan.freeze,
configHash: hash,
...(await (0, beliefs.N)(config, inputs, runtime)),
...open_noticesOf(openNotices(config, inputs.environment, runtime)),
ledger: given?.ledger ?? (await openLedger(inputs, runtime)),
author,
world: (0, world.b)(runtime.signal),
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
const open_noticesOf = ({announce, remind}) => ({
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
return {login: login || 'nobody', run: environment.runId || 'local', tool: version.w}
}
const FILE_LEDGER = /^file:(?<directory>.+)$/
const openLedger = async (inputs, {environment, signal, http}) => {
const directory = FILE_LEDGER.exec(inputs.ledger)?.groups?.directory
if (directory !== undefined)
return ledger_registry.N.file({
directory: (0, external_node_path_.join)(environment.workspace, directory),
run: environment.runId || 'local'
})
if (inputs.ledger !== 'github')
throw new errors.xL({
message: 'there is no such ledger',
at: 'ledger',
fix: 'github, or file:.sluice/ledger'
})
const token = inputs['github-token']
if (token === undefined || environment.repository === '')
throw new errors.xL({
message: 'the ledger is kept in GitHub Deployments and needs a token',
at: 'github-token',
fix: 'github-token: ${{ github.token }} on GitHub, or ledger: file:.sluice/ledger elsewhere',
docs: 'ledger.md'
})
return ledger_registry.N.github({
token,
apiUrl: environment.apiUrl,
serverUrl: environment.serverUrl,
repository: environment.repository,
run: environment.runId || null,
ref: environment.sha,
tool: version.w,
signal,
http: http({provider: 'github'})
})
}
const openPlatform = async (config, inputs, runtime) => (await open_connect(config, runtime, secretsOf(inputs, runtime))).component.platform
const open_connect = async (config, {environment, log, signal, http, redactor, exec}, readSecret) => {
if (!(0, platforms_registry.S)(config.platform)) throw new RangeError(`platform ${config.platform} passed the configuration unknown`)
const definition = await platforms_registry.B[config.platform]()
const context = {
http: provider => http({provider}),
secret: readSecret,
exec,
workspace: environment.workspace,
signal,
log,
identity: audience => (0, identity.u)(environment, http({provider: 'github'}), audience),
hide: redactor.registerSecret
}
const platform = definition.connect(config.options, context)
return {
component: {
name: config.name,
exposure: config.exposure,
platform,
...(config.pausesJobs && {pausesJobs: true})
},
config,
definition,
context
}
}
const githubOf = ({'github-token': token}, {environment: {apiUrl, repository}}) => (token === undefined || repository === '' ? null : {token, apiUrl, repository})
const connectFlag = async ({type, ...order}, {login, run, tool}, {environment, signal}, readSecret) => {
if (!(0, flags_registry.h)(type)) throw new RangeError(`flag store ${type} passed the configuration unknown`)
const definition = await flags_registry.P[type]()
return definition.connect(order, {
secret: readSecret,
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
const load = metrics_registry.T[entry.type]
if (!load) throw new RangeError(`source ${entry.type} passed the configuration unknown`)
const context = {
secret: readSecret,
http: http({provider: entry.type}),
openHttp: guard => http({provider: entry.type, guard}),
identity: audience => (0, identity.u)(environment, http({provider: 'github'}), audience),
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
const load = registry.L[database.type]
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
