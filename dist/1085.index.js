export const id = 1085
export const ids = [1085]
export const modules = {
1085: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
run: () => run
})
var errors = __webpack_require__(7463)
var phases = __webpack_require__(3171)
var go_back = __webpack_require__(512)
var journal = __webpack_require__(7713)
var outcome = __webpack_require__(3382)
var json_schema = __webpack_require__(3260)
const faultsOf = (check, answer, revision) => {
const {expect, within, version} = check
const asked = expect.json.length > 0 || expect.schema || (version && 'json' in version)
const json = asked ? parseJson(answer.body) : undefined
return [
...(expect.status.includes(answer.status) ? [] : [`answered ${answer.status}, expected ${expect.status.join(' or ')}`]),
...expect.json.flatMap(({pointer, value}) => (same(at(json, pointer), value) ? [] : [`${pointer} is not ${JSON.stringify(value)}`])),
...expect.header.flatMap(({name, value}) => (answer.headers[name] === value ? [] : [`header ${name} is not ${value}`])),
...(expect.contains === null || answer.body.includes(expect.contains) ? [] : ['the body lacks the expected text']),
...(expect.schema ? (0, json_schema.d)(expect.schema, json) : []),
...(within === null || answer.milliseconds <= within ? [] : [`took ${Math.round(answer.milliseconds)} ms, allowed ${within} ms`]),
...(version === null || revision === '' ? [] : versionFaults(version, answer, json, revision))
]
}
const SHORTEST_REVISION = 7
const versionFaults = (version, answer, json, revision) => {
const named = 'json' in version ? at(json, version.json) : answer.headers[version.header]
if (typeof named !== 'string' || named === '') return ['the answer does not name its revision']
const short = named.length >= SHORTEST_REVISION && revision.startsWith(named)
return named === revision || short ? [] : [`another revision answered than ${revision}`]
}
const parseJson = text => {
try {
return JSON.parse(text)
} catch {
return undefined
}
}
const at = (document, pointer) => {
const names = pointer.split('/').slice(1)
let value = document
for (const raw of names) {
const name = raw.replaceAll('~1', '/').replaceAll('~0', '~')
if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
value = value[name]
}
return value
}
const same = (found, wanted) => {
if (typeof wanted !== 'object' || wanted === null) return found === wanted
if (typeof found !== 'object' || found === null || Array.isArray(found) !== Array.isArray(wanted)) return false
const names = Object.keys(wanted)
return Object.keys(found).length === names.length && names.every(name => Object.hasOwn(found, name) && same(found[name], wanted[name] ?? null))
}
const smokeTest = async (service, order) => {
const {inFlight} = await (0, journal.Fr)(service)
const nothing = {rollout: inFlight, verdict: 'inconclusive', checks: []}
const stages = order.stages?.list ?? []
const all = [...order.checks, ...stages]
if (all.length === 0)
throw new errors.xL({
message: 'there is no smoke check: nothing would be tested',
at: 'smoke',
fix: 'smoke: [{ name: health, component: web, path: /healthz, version: { json: /version } }]',
docs: 'configuration.md#smoke'
})
if (order.target === 'canary' && inFlight === null)
return {
...nothing,
...(0, outcome.TR)('not-started', `No rollout of ${service.name} is on its way in ${service.environment}.`)
}
if (order.target === 'live' && inFlight?.record.firstRelease)
return {
...nothing,
...(0, outcome.IX)('nothing-to-do', `${inFlight.record.revision} is the first release: none is live before it.`),
verdict: 'pass'
}
const targets = await findTargets(service, order.target, inFlight)
const missing = all.filter(({component}) => !targets.some(target => target.component === component))
if (missing.length > 0) return {...nothing, ...(0, outcome.TR)('not-deployed', missingSentence(order.target, missing))}
if (order.dryRun) return {...nothing, ...(0, outcome.IX)('dry-run', `Would run ${all.map(({name}) => name).join(', ')}.`)}
const checks = []
for (const check of order.checks) {
const target = targets.find(({component}) => component === check.component)
if (target) checks.push(await runCheck(service, order, check, target))
}
if (checks.every(({verdict}) => verdict === 'pass'))
for (const stage of stages) {
const target = targets.find(({component}) => component === stage.component)
if (target) checks.push(await runStage(service, order, stage, target))
}
return conclude(service, order, inFlight, checks)
}
const missingSentence = (target, missing) => {
const names = [...new Set(missing.map(({component}) => component))].join(', ')
return target === 'canary' ? `Not deployed yet: ${names}. Run the deploy action first.` : `Nothing serves yet: ${names}. The first release has no live release before it.`
}
const findTargets = async (service, target, inFlight) => {
const found = await Promise.all(
service.components.map(async ({name, platform}) => {
if (target === 'canary') {
const release = inFlight?.state.deployed[name]
return release === undefined || inFlight === null ? null : {component: name, release, revision: inFlight.record.revision}
}
const baseline = inFlight?.record.components.find(component => component.name === name)?.baseline
const {weights} = await platform.current()
const live = weights.find(({release, weight}) => (baseline ? release.id === baseline : weight > 0))
return live ? {component: name, release: live.release.id, revision: revisionOf(service, name, live.release)} : null
})
)
return found.filter(entry => entry !== null)
}
const UNTOLD = /^(?:sha256:[0-9a-f]{64}|unknown)$/
const revisionOf = ({say}, component, {id, revision, rollout}) => {
if (rollout !== null || !(revision === id || UNTOLD.test(revision))) return revision
say(`${component}: the live release was put there by other means, and nobody knows from which commit: the version in its answers is not looked at.`)
return ''
}
const runCheck = async (service, order, check, {release, revision}) => {
const {world} = service
const platform = service.components.find(({name}) => name === check.component)?.platform
const address = await platform?.address(release)
if (!address)
throw new errors.xL({
message: `component "${check.component}" is not in the configuration`,
at: `smoke.${check.name}`
})
const request = requestOf(check, address, order.secret)
for (let index = 0; index < check.warmUp; index += 1) await order.probe(request).catch(ignoreUnreachable)
const started = world.elapsed()
const seen = {
attempts: 0,
inARow: 0,
slowest: null,
faults: null
}
while (seen.inARow < check.passes) {
if (seen.attempts > 0) {
if (world.elapsed() - started + check.interval >= check.deadline) break
await world.sleep(check.interval)
}
seen.attempts += 1
const answer = await order.probe(request).catch(ignoreUnreachable)
if (answer) {
seen.faults = faultsOf(check, answer, revision)
seen.slowest = Math.max(seen.slowest ?? 0, answer.milliseconds)
}
seen.inARow = answer && seen.faults?.length === 0 ? seen.inARow + 1 : 0
}
const passed = seen.inARow >= check.passes
const verdict = passed ? 'pass' : seen.faults === null || seen.faults.length === 0 ? 'inconclusive' : 'fail'
const {attempts, slowest, faults} = seen
return {
check: check.name,
component: check.component,
release,
verdict,
faults: passed ? [] : (faults ?? []),
attempts,
slowest
}
}
const runStage = async (service, order, stage, {release, revision}) => {
const platform = service.components.find(({name}) => name === stage.component)?.platform
const address = await platform?.address(release)
if (!address || !order.stages) throw new RangeError(`stage ${stage.name} has no component`)
const own = {check: stage.name, component: stage.component, release}
const found = await order.stages.run(stage, {...address, revision}, order.secret).catch(ignoreUnreachable)
if (!found) return {...own, verdict: 'inconclusive', faults: [], attempts: 1, slowest: null}
const {faults, attempts, slowest, figures} = found
return {...own, verdict: faults.length === 0 ? 'pass' : 'fail', faults, attempts, slowest, figures}
}
const ignoreUnreachable = error => {
if (error instanceof errors.mZ) return null
throw error
}
const requestOf = (check, address, secret) => {
const own = Object.fromEntries(check.headers.map(({name, value}) => [name, fill(value, secret)]))
const json = check.body !== null && 'json' in check.body
return {
component: check.component,
method: check.method,
url: new URL(check.path, address.url).href,
headers: {...(json ? {'content-type': 'application/json'} : {}), ...own, ...address.headers},
body: check.body === null ? null : 'text' in check.body ? check.body.text : JSON.stringify(check.body.json),
timeout: Math.min(check.deadline, LONGEST_REQUEST),
maxBytes: check.maxBody
}
}
const LONGEST_REQUEST = 30_000
const fill = (template, secret) => template.map(part => (typeof part === 'string' ? part : secret(part.secret))).join('')
const conclude = async (service, {target}, inFlight, checks) => {
const failed = checks.filter(({verdict}) => verdict === 'fail')
const open = checks.filter(({verdict}) => verdict === 'inconclusive')
if (failed.length === 0 && open.length === 0) {
const rollout = inFlight === null || inFlight.state.checked[target] ? inFlight : await alone(service, inFlight, fresh => (0, journal.N4)(service, fresh, {kind: 'checked', target}))
return {
...(0, outcome.IX)('done', `${checks.length} check(s) of the ${target} release passed.`),
rollout,
verdict: 'pass',
checks
}
}
const list = results => results.map(({check, faults}) => (faults.length > 0 ? `${check}: ${faults.join(', ')}` : check)).join('; ')
if (failed.length === 0)
return {
...(0, outcome.TR)('unreachable', `Nobody answered, which says nothing about the release: ${list(open)}. Nothing was changed.`),
rollout: inFlight,
verdict: 'inconclusive',
checks
}
const taken = inFlight ? await alone(service, inFlight, fresh => takeBack(service, target, fresh)) : {rollout: null, blocked: ''}
return {
...(0, outcome.TR)('smoke-failed', `The ${target} release is not well: ${list(failed)}.${taken.blocked}`),
rollout: taken.rollout,
verdict: 'fail',
checks
}
}
const alone = (service, rollout, work) => service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => work(await (0, journal.Ow)(service, rollout)))
const takeBack = async (service, target, rollout) => {
if ((0, phases.$g)(rollout.state.phase)) return {rollout, blocked: ''}
if (target === 'live') return {rollout: await (0, journal.N4)(service, rollout, {kind: 'stuck', reason: 'smoke-failed'}), blocked: ''}
const hold = (0, journal.Lv)(service, rollout) && rollout.record.plan.holdAfterRollback
const wentBack = await (0, go_back.OE)(service, rollout, {reason: 'smoke-failed', hold})
if (wentBack.blocked.length === 0) return {rollout: wentBack.rollout, blocked: ''}
const stuck = await (0, journal.N4)(service, rollout, {kind: 'stuck', reason: 'way-back-unsafe'})
const why = wentBack.blocked.map(({name, reason}) => `${name}: ${reason}`).join('; ')
return {rollout: stuck, blocked: ` It cannot go back (${why}): a person must decide.`}
}
var actions_open = __webpack_require__(4806)
const httpProbe = ({http, now}, guardOf) => {
const clients = new Map()
const clientOf = component => {
const client = clients.get(component) ?? http({provider: 'smoke-test', guard: guardOf(component)})
clients.set(component, client)
return client
}
return async ({component, method, url, headers, body, timeout, maxBytes}) => {
const started = now()
const answer = await clientOf(component).request({
method: method,
url,
headers,
...(body !== null && {body}),
timeout,
deadline: timeout,
maxBytes,
retry: 'never',
redirect: 'answer',
accept: 'any'
})
const milliseconds = now() - started
return {status: answer.status, headers: {...answer.headers}, body: answer.text(), milliseconds}
}
}
var external_node_path_ = __webpack_require__(6760)
var file = __webpack_require__(8633)
const OUTCOMES = {
pass: 'good',
fail: 'bad',
inconclusive: 'lost'
}
const recordProbes = async ({sources}, checks, {at, run, workspace}) => {
const files = new Map(
sources
.filter(({type}) => type === 'probe')
.map(({options}) => {
const {file, 'look-back': lookBack} = options
return [(0, external_node_path_.resolve)(workspace, file), lookBack]
})
)
const results = checks.map(({check, release, verdict, slowest}) => ({
at,
probe: check,
release,
run,
outcome: OUTCOMES[verdict],
took: slowest
}))
for (const [path, lookBack] of files) {
await (0, file.p5)(path, at - lookBack)
await (0, file.Z0)(path, results)
}
}
var promises_ = __webpack_require__(1553)
var external_node_tls_ = __webpack_require__(1692)
var http_address = __webpack_require__(4229)
const TIMEOUT = 10_000
const readCertificate = (host, port, {ca, dial, guard} = {}) =>
new Promise(resolve => {
const socket = (0, external_node_tls_.connect)({
...(dial?.(host, port) ?? {host, port}),
servername: host,
rejectUnauthorized: false,
...(0, http_address.rx)(host, guard),
...(ca && {ca})
})
const done = found => {
socket.destroy()
resolve(found)
}
socket.setTimeout(TIMEOUT, () => done(null))
socket.once('error', () => done(null))
socket.once('secureConnect', () => {
const moment = Date.parse(socket.getPeerCertificate().valid_to ?? '')
const error = socket.authorizationError
const distrust = socket.authorized ? null : error instanceof Error ? error.message : String(error)
done({distrust, ends: Number.isNaN(moment) ? null : moment})
})
})
const DAY = 86_400_000
const DNS_TIMEOUT = 5_000
const stageRunner = world => {
const run = stageOf(world)
return async (stage, target, secret) => {
try {
const host = stage.type === 'certificate' ? stage.host : null
if (stage.type !== 'dns' && stage.type !== 'command' && !world.surroundings.dial) await (0, http_address.Jj)(host ?? new URL(target.url).hostname, world.guardOf(stage.component))
return await run(stage, target, secret)
} catch (error) {
if (error instanceof Error && 'code' in error && error.code === http_address.nz) throw silent('the address is private or reserved; it was not connected to')
throw error
}
}
}
const stageOf = runtime => (stage, target, secret) => {
const guard = runtime.guardOf(stage.component)
const {ca, nameServers, elapsed} = runtime.surroundings
const headers = templates => ({
...Object.fromEntries(templates.map(({name, value}) => [name, stages_fill(value, secret)])),
...target.headers
})
switch (stage.type) {
case 'websocket':
return watch(stage, target, headers(stage.headers), {
signal: runtime.signal,
guard,
way: runtime.surroundings,
...(elapsed && {elapsed})
})
case 'certificate':
return lookAtCertificate(stage, target, runtime.now(), {...runtime.surroundings, guard})
case 'dns':
return resolveName(stage, nameServers)
case 'command':
return runCommand(stage, target, runtime)
case 'load':
return load(stage, target, headers(stage.headers), {
signal: runtime.signal,
guard,
...(ca !== undefined && {ca})
})
default:
return stage
}
}
const stages_fill = (template, secret) => template.map(part => (typeof part === 'string' ? part : secret(part.secret))).join('')
const found = (faults, more = {}) => ({
faults,
attempts: 1,
slowest: null,
figures: '',
...more
})
const silent = what =>
new errors.mZ({
provider: 'smoke-test',
message: `smoke-test: ${what}`,
retryable: true,
code: 'connection'
})
const watch = async ({path, protocols, send, contains, within, stay, silence}, {url}, headers, ways) => {
const {watchSocket} = await __webpack_require__.e(1133).then(__webpack_require__.bind(__webpack_require__, 1133))
const address = new URL(path, url)
address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
const order = {url: address.href, headers, protocols, send, contains, within, stay, silence, ...ways}
const {faults, opened, messages} = await watchSocket(order)
return found(faults, {slowest: opened, figures: `${messages} message(s)`})
}
const lookAtCertificate = async ({host, days}, {url}, now, ways) => {
const address = new URL(url)
if (host === null && address.protocol !== 'https:') return found(['the release is not reached by https, so it shows no certificate'])
const name = host ?? address.hostname
const seen = await readCertificate(name, host === null ? Number(address.port || 443) : 443, ways)
if (!seen) throw silent(`${name} shows no certificate`)
const left = seen.ends === null ? null : Math.floor((seen.ends - now) / DAY)
return found([...(seen.distrust === null ? [] : [`the certificate of ${name} is not trusted (${seen.distrust})`]), ...(left !== null && left >= days ? [] : [`the certificate of ${name} ends in ${left ?? '?'} days, wanted ${days}`])], {figures: `${left ?? '?'} days left`})
}
const recordsOf = async (resolver, {host, record}) => {
if (record === 'MX') return (await resolver.resolveMx(host)).map(({priority, exchange}) => `${priority} ${exchange}`)
if (record === 'TXT') return (await resolver.resolveTxt(host)).map(parts => parts.join(''))
return resolver.resolve(host, record)
}
const plain = value => value.toLowerCase().replace(/\.$/, '')
const resolveName = async (stage, nameServers) => {
const resolver = new promises_.Resolver({timeout: DNS_TIMEOUT, tries: 2})
if (nameServers) resolver.setServers(nameServers)
const answers = await recordsOf(resolver, stage).catch(error => {
const code = error instanceof Error && 'code' in error ? String(error.code) : ''
if (code === 'ENOTFOUND' || code === 'ENODATA') return []
throw silent('no name server answered')
})
const has = new Set(answers.map(plain))
const missing = stage.values.filter(value => !has.has(plain(value)))
return found(missing.map(value => `${stage.record} of ${stage.host} lacks ${value}`))
}
const runCommand = async ({command, env, timeout}, {url, headers, revision}, {exec}) => {
const [program = '', ...args] = command
const set = {SLUICE_URL: url, SLUICE_HEADERS: JSON.stringify(headers), SLUICE_REVISION: revision}
const ended = await exec({program, args, pass: env, set, timeout}).catch(error => {
if (error instanceof errors.mZ && error.code === 'timeout') return null
throw error
})
if (!ended) return found([`it did not end within ${timeout} ms`])
return found(ended.exitCode === 0 ? [] : [`it ended with exit code ${ended.exitCode}`])
}
const load = async (stage, {url, headers: selecting, revision}, headers, ways) => {
const {runLoad} = await __webpack_require__.e(6660).then(__webpack_require__.bind(__webpack_require__, 6660))
const {version, status} = stage
const result = await runLoad({
url: new URL(stage.path, url),
method: stage.method,
headers: {...(stage.json && {'content-type': 'application/json'}), ...headers, ...selecting},
body: stage.body,
timeout: stage.timeout,
rate: stage.rate,
connections: stage.connections,
duration: stage.duration,
...ways,
judge: answer => {
if (!status.includes(answer.status)) return `status ${answer.status}`
return [null, ''].includes(version && revision) || answer.header(version ?? '') === revision ? null : 'another revision'
}
})
return found(loadFaults(stage, result), {
attempts: result.requests,
slowest: result.longest,
figures: loadFigures(result)
})
}
const loadFaults = ({errors, limits}, result) => {
if (result.requests === 0) return ['not one request was sent']
const wrong = Object.entries(result.errors)
const failed = wrong.reduce((sum, [, count]) => sum + count, 0)
const late = ['p50', 'p95', 'p99'].flatMap(name => {
const [limit, took] = [limits[name], result[name]]
return limit !== null && (took === null || took > limit) ? [`${name} is ${took === null ? 'unknown' : `${Math.ceil(took)} ms`}, allowed ${limit} ms`] : []
})
const share = failed / result.requests
const kinds = wrong.map(([what, count]) => `${count} ${what}`).join(', ')
return [...(share > errors ? [`${failed} of ${result.requests} requests failed (${kinds}), allowed ${errors * 100} %`] : []), ...late]
}
const loadFigures = ({requests, perSecond, p50, p95, p99}) => {
const time = value => (value === null ? '-' : `${value.toPrecision(3)} ms`)
return `${requests} requests, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s, p50 ${time(p50)}, p95 ${time(p95)}, p99 ${time(p99)}`
}
var summaries = __webpack_require__(7964)
const run = async (inputs, runtime) => {
const {service, config, secret, guardOf} = await (0, actions_open.IH)(inputs, runtime)
const outcome = await smokeTest(service, {
target: inputs.target,
checks: config.smoke,
stages: {list: config.stages, run: stageRunner({...runtime, guardOf})},
probe: httpProbe(runtime, guardOf),
secret,
dryRun: inputs['dry-run']
})
await recordProbes(config, outcome.checks, {
at: await service.ledger.now(),
run: service.author.run,
workspace: runtime.environment.workspace
})
return {
...outcome,
outputs: {verdict: outcome.verdict},
details: {checks: outcome.checks},
summary: (0, summaries.WP)(service, outcome)
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
var _rollout_reasons_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3286)
var _flags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9513)
var _jobs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4748)
var _journal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7713)
const goBack = async (service, rollout, order) => {
const {hold} = order
const reason = firstReason(rollout, order.reason)
const decidedAt = await service.ledger.now()
const targets = targetsOf(service, rollout)
const blocked = await findBlocked(targets)
if (blocked.length > 0) return {restored: [], blocked, jobs: [], rollout, decidedAt, confirmedAt: decidedAt}
const telling = order.why === undefined ? {} : {why: order.why}
const stops = (0, _jobs_js__WEBPACK_IMPORTED_MODULE_2__.m3)(service, rollout, {reason, hold})
const {known, jobs} = await putAllBack(service, rollout, targets, {reason, telling, stops})
const confirmedAt = await service.ledger.now()
const restored = targets.map(({component, from, to}) => ({name: component.name, from, to}))
const cause = hold ? await recordHold(service, rollout, restored, reason) : reason
const ended = await (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.N4)(service, known, {kind: 'rolled-back', reason: cause}, telling)
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
const written = (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.N4)(service, known, {kind: 'going-back', reason}, telling)
known = await written.catch(() => (0, _journal_js__WEBPACK_IMPORTED_MODULE_3__.Ow)(service, known).catch(() => known))
}
const names = (rollout.record.flags ?? []).map(({name}) => name)
const clocks = stops ? (0, _jobs_js__WEBPACK_IMPORTED_MODULE_2__.xM)(service, rollout.record) : []
const [flags, jobs] = await Promise.all([(0, _flags_js__WEBPACK_IMPORTED_MODULE_1__.SP)(service, names), (0, _jobs_js__WEBPACK_IMPORTED_MODULE_2__.np)(service, clocks, rollout.record)])
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
},
8633: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Z0: () => appendResults,
zV: () => loadResults,
p5: () => pruneResults
})
var promises_ = __webpack_require__(1455)
var external_node_path_ = __webpack_require__(6760)
var errors = __webpack_require__(7463)
var schemas = __webpack_require__(2857)
const OUTCOMES = null && ['good', 'bad', 'lost']
const VERSION = 1
const line = schemas.Ikc({
v: schemas.euz(VERSION),
at: schemas.aig(),
probe: schemas.YjP().min(1),
release: schemas.YjP().min(1),
run: schemas.YjP().min(1),
outcome: schemas.L5J(),
took: schemas.L5J()
})
const writeResult = ({at, probe, release, run, outcome, took}) => `\n${JSON.stringify({v: VERSION, at, probe, release, run, outcome, took})}\n`
const readLine = text => {
try {
const {at, probe, release, run, outcome, took} = line.parse({
outcome: null,
took: null,
...JSON.parse(text)
})
return {at, probe, release, run, outcome, took}
} catch {
return null
}
}
const readResults = text => {
const lines = new Set(text.split('\n').filter(each => each.trim() !== ''))
const read = [...lines].map(readLine)
const found = read.filter(each => each !== null)
return {found, unreadable: read.length - found.length}
}
const pruneRecord = (text, before) => [...new Set(text.split('\n'))].filter(each => (readLine(each)?.at ?? before - 1) >= before).join('\n')
const MEBIBYTE = 1024 * 1024
const LARGEST_RECORD = 64 * MEBIBYTE
const isMissing = error => error instanceof Error && 'code' in error && error.code === 'ENOENT'
const unreadable = says => new errors.mZ({provider: 'probe', message: `probe: ${says}`, retryable: true, code: 'connection'})
const appendResults = async (path, results) => {
if (results.length === 0) return
await (0, promises_.mkdir)((0, external_node_path_.dirname)(path), {recursive: true})
await (0, promises_.appendFile)(path, results.map(writeResult).join(''))
}
const pruneResults = async (path, before) => {
const text = await (0, promises_.readFile)(path, 'utf8').catch(error => {
if (isMissing(error)) return null
throw error
})
if (text === null) return
await (0, promises_.writeFile)(`${path}.new`, `${pruneRecord(text, before)}\n`)
await (0, promises_.rename)(`${path}.new`, path)
}
const loadResults = async path => {
try {
const {size} = await (0, promises_.stat)(path)
if (size > LARGEST_RECORD)
throw new errors.xL({
message: `the record of probes is larger than ${LARGEST_RECORD / MEBIBYTE} MiB`,
fix: 'a record without what is older than a plan, or rarer probes',
docs: 'metrics/probe.md#the-record'
})
return readResults(await (0, promises_.readFile)(path, 'utf8'))
} catch (error) {
if (error instanceof errors.xL) throw error
throw unreadable(isMissing(error) ? 'there is no record of probes yet' : 'the record of probes cannot be read')
}
}
}
}
